"""Counts of feedback, and what a quote may be. Plain values in, plain values out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bosetting.felles.melding import melding as _

# What stands for words that are left out of a quote.
_UTELATT = re.compile(r"\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3}|…")
_ANFOERSEL = "«»\"“”„'‘’"

Grunner = list[tuple[str | None, str]]


@dataclass(frozen=True)
class Fordeling:
    """The answers to one question: how many gave each value of the scale, and how many answered in words."""

    per_verdi: tuple[tuple[int, int], ...]
    svar: int
    i_ord: int

    @property
    def paa_skala(self) -> int:
        return sum(antall for _verdi, antall in self.per_verdi)

    @property
    def snitt(self) -> Decimal | None:
        """Return the mean of the values with one decimal; None where nobody answered on the scale."""
        if not self.paa_skala:
            return None
        sum_ = sum(verdi * antall for verdi, antall in self.per_verdi)
        return (Decimal(sum_) / self.paa_skala).quantize(Decimal("0.1"), ROUND_HALF_UP)


def fordel(svar: Iterable[tuple[int | None, str]], skala: Iterable[int]) -> Fordeling:
    """Count answers (value on the scale, words). Each value of ``skala`` is there, also where nobody gave it."""
    svar = list(svar)
    gitt = Counter(verdi for verdi, _tekst in svar if verdi is not None)
    verdier = sorted({*skala, *gitt})
    return Fordeling(
        per_verdi=tuple((verdi, gitt[verdi]) for verdi in verdier),
        svar=len(svar),
        i_ord=sum(bool(tekst.strip()) for _verdi, tekst in svar),
    )


def hvorfor_ikke_svar(
    *, skala: int | None, tekst: str, fra: int | None, til: int | None, dato, dag
) -> Grunner:
    """Return (field, reason) for why an answer cannot be given to a question with the scale ``fra``–``til``."""
    grunner = []
    if dato > dag:
        grunner.append(("dato", _("Datoen er fram i tid.")))
    if skala is None and not tekst.strip():
        grunner.append((None, _("Skriv et svar på skalaen, i ord eller begge deler.")))
    if skala is not None and fra is None:
        grunner.append(("skala", _("Spørsmålet besvares i ord. La feltet stå tomt.")))
    elif skala is not None and not fra <= skala <= til:
        grunner.append(("skala", _("Svaret må være fra %(fra)s til %(til)s.", fra=fra, til=til)))
    return grunner


def hvorfor_ikke_sitat(sitat: str, svar: str) -> Grunner:
    """Return (field, reason) for why ``sitat`` is not what was said in ``svar``.

    Words may be left out where «…» or «[…]» stands; nothing may be added or moved. Case, quotation marks and white
    space do not count.
    """
    deler = [del_ for del_ in map(_ord, _UTELATT.split(sitat)) if del_]
    if not deler:
        return [("tekst", _("Skriv det som skal siteres."))]
    helheten, plass = f" {_ord(svar)} ", 0
    for del_ in deler:
        plass = helheten.find(f" {del_} ", plass)
        if plass < 0:
            grunn = _(
                "Sitatet må stå ord for ord i svaret. Skriv […] der noe er utelatt. Dette står der ikke: «%(ord)s»",
                ord=del_[:80],
            )
            return [("tekst", grunn)]
        plass += len(del_) + 1
    return []


def _ord(tekst: str) -> str:
    """Return the words in lower case, with one space between and no punctuation at the ends of them."""
    ordene = (ett.strip(_ANFOERSEL + ".,;:!?–-()") for ett in tekst.casefold().split())
    return " ".join(filter(None, ordene))
