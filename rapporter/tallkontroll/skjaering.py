"""Cut-off dates: an annex that was cut before the request it is measured against, and two dates in one report."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _

from .datoer import finn_datoer, langdato
from .funn import Funn, Slag, funn, kort
from .tekst import Blokk, Setning

_PER = re.compile(r"\bpr?er?\.? ?(?:den )?$|\bpr\.? ?(?:den )?$", re.IGNORECASE)
_SKJAERING = re.compile(
    r"skjæringsdato\w{0,3}(?: (?:er|for \w+ er|var))?:? ?(?:den )?$|gjelder per (?:den )?$", re.IGNORECASE
)
_OPPSTILLING = re.compile(r"^\W{0,4}(?:vedlegg|tabell|figur|oversikt)\b", re.IGNORECASE)
_TABELLEN = re.compile(r"\b(?:tabell|figur|oversikt|vedlegg)(?:en|et|ene)?\b", re.IGNORECASE)
_HELE = re.compile(
    r"\b(?:alle tall|tall(?:ene)?(?: i| er| gjelder| per| pr)|denne rapporten|rapporten)\b", re.IGNORECASE
)
_TEMA = re.compile(r"anmod|vedtak|vedtatt|svar|bosatt|bosett", re.IGNORECASE)
_SAMMENLIGNER = re.compile(
    r"sammenlign|endring|utvikling|økning|nedgang|forrige|mot per|fram til|frem til|siden|tidligere|historikk",
    re.IGNORECASE,
)
_ANMODET = re.compile(r"anmod(?:et|ningen|ning|es|a)\b", re.IGNORECASE)
_IKKE_SENDT = re.compile(r"\bfrist|svarfrist|vedtatt|vedtok|svart|\bper\b|\bpr\b|avtale", re.IGNORECASE)


# Longer than this is no sentence; each date is looked at with the whole of it.
_MAKS_SETNING = 2000


@dataclass(frozen=True)
class _Skjaering:
    dag: date
    blokk: Blokk
    setning: Setning
    plass: int
    slag: str  # "oppstilling", "hele" or "tekst"

    @property
    def linje(self) -> int:
        return self.blokk.linje(self.plass)

    @property
    def sitat(self) -> str:
        return kort(self.setning.tekst, self.plass - self.setning.start)


def skjaeringsfunn(blokker: Sequence[Blokk]) -> Iterator[Funn]:
    """Yield annexes older than the request they are measured against, and dates that differ from the report's own."""
    datoer, anmodet = _les(blokker)
    sist = max(anmodet, key=lambda par: par[0], default=None)
    svar = _per_dag(ett for ett in datoer if ett.slag == "tekst" and _TEMA.search(ett.setning.tekst))
    egne = _per_dag(ett for ett in datoer if ett.slag == "hele")
    for ett in datoer:
        if ett.slag != "oppstilling" or _SAMMENLIGNER.search(ett.setning.tekst):
            continue
        annet = _annet(ett.dag, egne) or _annet(ett.dag, svar)
        if (
            sist
            and sist[0] > ett.dag
            and re.search(r"anmod|vedtak|vedtatt|svar", ett.setning.tekst, re.IGNORECASE)
        ):
            yield _foer_anmodning(ett, sist, _annet(ett.dag, svar))
        elif annet and ett.dag not in egne and ett.dag not in svar:
            yield _to_datoer(ett, annet)
    if egne:
        egen = next(iter(egne.values()))
        andre = [*egne.values(), *(() if egen.dag in svar else svar.values())]
        for annet in andre:
            if annet.dag != egen.dag and not _SAMMENLIGNER.search(annet.setning.tekst):
                yield _to_datoer(annet, egen)
                break


def mot_egen_dag(blokker: Sequence[Blokk], egen: date) -> Iterator[Funn]:
    """Yield dates that the words of a report give for all its figures, or for a table, other than its cut-off."""
    for ett in _les(blokker)[0]:
        if ett.slag != "tekst" and ett.dag != egen and not _SAMMENLIGNER.search(ett.setning.tekst):
            yield funn(
                Slag.SKJAERINGSDATO, ett.linje, ett.sitat, langdato(ett.dag), langdato(egen),
                _("Rapportens skjæringsdato er %(egen)s, men her står det %(dag)s.",
                  egen=langdato(egen), dag=langdato(ett.dag)),
            )  # fmt: skip


def _per_dag(datoer: Iterable[_Skjaering]) -> dict[date, _Skjaering]:
    """Return the first place of each day, in the order of the text."""
    ut: dict[date, _Skjaering] = {}
    for ett in datoer:
        ut.setdefault(ett.dag, ett)
    return ut


def _annet(dag: date, datoer: dict[date, _Skjaering]) -> _Skjaering | None:
    """Return the last day that is another one."""
    return next((ett for ett in reversed(datoer.values()) if ett.dag != dag), None)


def _foer_anmodning(ett: _Skjaering, sist: tuple[date, int], annet: _Skjaering | None) -> Funn:
    tillegg = " " + _("Teksten bruker dessuten %(dato)s.", dato=langdato(annet.dag)) if annet else ""
    return funn(
        Slag.SKJAERINGSDATO, ett.linje, ett.sitat, langdato(ett.dag), _("%(dag)s eller senere", dag=langdato(sist[0])),
        _("Tallene er per %(skjaering)s, men måles mot en anmodning fra %(anmodet)s.%(tillegg)s",
          skjaering=langdato(ett.dag), anmodet=langdato(sist[0]), tillegg=tillegg),
        (sist[1], *((annet.linje,) if annet else ())),
    )  # fmt: skip


def _to_datoer(ett: _Skjaering, annet: _Skjaering) -> Funn:
    return funn(
        Slag.SKJAERINGSDATO, ett.linje, ett.sitat, langdato(ett.dag), langdato(annet.dag),
        _("Rapporten bruker to skjæringsdatoer: %(en)s og %(annen)s.", en=langdato(ett.dag), annen=langdato(annet.dag)),
        (annet.linje,),
    )  # fmt: skip


def _les(blokker: Sequence[Blokk]) -> tuple[list[_Skjaering], list[tuple[date, int]]]:
    """Return the cut-off dates, and the days on which requests were sent with their lines."""
    datoer, anmodet = [], []
    for blokk in blokker:
        for setning in blokk.setninger:
            if len(setning.tekst) > _MAKS_SETNING:
                continue
            for dato in finn_datoer(setning.tekst):
                if dato.verdi is None:
                    continue
                plass, foran = setning.start + dato.start, setning.tekst[max(0, dato.start - 40) : dato.start]
                if _SKJAERING.search(foran):
                    datoer.append(_Skjaering(dato.verdi, blokk, setning, plass, "hele"))
                elif _PER.search(foran):
                    datoer.append(_Skjaering(dato.verdi, blokk, setning, plass, _slag(blokk, setning)))
                elif _er_sendt(setning.tekst, dato.start, dato.slutt):
                    anmodet.append((dato.verdi, blokk.linje(plass)))
    return datoer, anmodet


def _slag(blokk: Blokk, setning: Setning) -> str:
    # «Vedlegg 1. Vedtak per …»: the number ends what looks like a sentence.
    if _OPPSTILLING.search(blokk.tekst[:200]) or (
        _TABELLEN.search(setning.tekst) and len(setning.tekst) < 200
    ):
        return "oppstilling"
    return "hele" if _HELE.search(setning.tekst) and not _TEMA.search(setning.tekst) else "tekst"


def _er_sendt(tekst: str, start: int, slutt: int) -> bool:
    """Return whether a request was sent on the date: the word is near, and no deadline or answer is."""
    naer = tekst[max(0, start - 60) : slutt + 60]
    return bool(_ANMODET.search(naer)) and not _IKKE_SENDT.search(tekst[max(0, start - 40) : start])
