"""Everything about one person as she can read it: her rows field by field, what she has done, where she is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from bosetting.felles import norsk

from .innsyn import egne, gjort, nevnt, soekeord
from .lagringstid import slag_i_ord
from .politikk import PERSONER, Modell, Slag
from .registrert import Registrert, klasse

# Keys say nothing to her, and open what is hers to whoever reads over her shoulder.
_HEMMELIG = {"id", "password", "fingeravtrykk", "key", "versjon"}
UTDRAG = 60


@dataclass(frozen=True)
class Oppfoering:
    """One row: its key, and (name of field, value) for what it holds."""

    pk: int
    felt: list[tuple[str, str]]


@dataclass(frozen=True)
class Tabell:
    """The rows of one kind of object; ``antall`` may be more than those that are read."""

    navn: str
    antall: int
    oppfoeringer: list[Oppfoering]

    @property
    def flere(self) -> int:
        return self.antall - len(self.oppfoeringer)


@dataclass(frozen=True)
class Avsnitt:
    """One kind of personal data, with why it is kept and what there is of it."""

    slag: Slag
    tabeller: list[Tabell]


@dataclass(frozen=True)
class Spor:
    """How many rows of one kind point to her, or name her, in one field; ``fast`` when they cannot be changed."""

    navn: str
    felt: str
    antall: int
    fast: bool = False


def avsnitt(hvem: Registrert, maks: int | None = None) -> list[Avsnitt]:
    """Return her own rows, kind by kind, at most ``maks`` of each model."""
    tabeller: dict[str, list[Tabell]] = {}
    for rader in egne(hvem):
        if antall := rader.rader.count():
            alle = [
                _oppfoering(rad, hvem, rader.modell) for rad in _med_navn(rader.modell, rader.rader)[:maks]
            ]
            tabeller.setdefault(rader.modell.slag, []).append(Tabell(norsk.stor(rader.navn), antall, alle))
    return [Avsnitt(slag, tabeller[slag.noekkel]) for slag in slag_i_ord() if slag.noekkel in tabeller]


def _med_navn(modell: Modell, rader: models.QuerySet) -> models.QuerySet:
    """Return the rows with what they point to, apart from other people."""
    return rader.select_related(
        *(
            felt.name
            for felt in klasse(modell)._meta.concrete_fields
            if felt.is_relation and not _person(felt)
        )
    )


def _person(felt: models.Field) -> bool:
    return felt.is_relation and felt.related_model._meta.label in PERSONER


def _oppfoering(rad: models.Model, hvem: Registrert, modell: Modell) -> Oppfoering:
    felt = [
        (norsk.stor(str(kolonne.verbose_name)), verdi)
        for kolonne in rad._meta.concrete_fields
        if kolonne.name not in _HEMMELIG and not isinstance(kolonne, models.UUIDField | models.BinaryField)
        if (verdi := _i_ord(rad, kolonne, hvem))
    ]
    if modell.vara and getattr(rad, modell.epost).lower() not in hvem.eposter:
        andres = {norsk.stor(str(rad._meta.get_field(navn).verbose_name)) for navn in modell.vara}
        felt = [(navn, _("en annen person") if navn in andres else verdi) for navn, verdi in felt]
    return Oppfoering(rad.pk, felt)


def _i_ord(rad: models.Model, felt: models.Field, hvem: Registrert) -> str:
    """Return the value of a field as text; empty for nothing. Other people are not named to her."""
    verdi = getattr(rad, felt.attname)
    if verdi is None or verdi == "":
        return ""
    if _person(felt):
        return _("personen selv") if verdi in hvem.noekler(felt) else _("en annen person")
    if felt.is_relation:
        return str(getattr(rad, felt.name))
    if felt.flatchoices:
        return str(dict(felt.flatchoices).get(verdi, verdi))
    return _tekst(verdi)


def _tekst(verdi) -> str:
    if isinstance(verdi, bool):
        return _("ja") if verdi else _("nei")
    if isinstance(verdi, datetime):
        return f"{verdi.astimezone(get_current_timezone()):%d.%m.%Y kl. %H.%M}"
    return norsk.dato(verdi) if isinstance(verdi, date) else str(verdi)


def handlinger(hvem: Registrert) -> list[Spor]:
    """Return what she has done, as counts."""
    return [
        Spor(norsk.stor(rader.navn), str(rader.felt.verbose_name), antall)
        for rader in gjort(hvem)
        if (antall := rader.rader.count())
    ]


def omtaler(hvem: Registrert) -> list[Spor]:
    """Return where her name or address stands in what others wrote, as counts."""
    return [
        Spor(
            norsk.stor(rader.navn), str(rader.felt.verbose_name), antall, rader.felt.name in rader.modell.felt
        )
        for rader in nevnt(hvem)
        if (antall := rader.rader.count())
    ]


def handlingsrader(hvem: Registrert) -> Iterator[tuple[str, int, str, str]]:
    """Yield (kind of object, key, her part in it, when) for each row that points to her."""
    for rader in gjort(hvem):
        tid = next(
            (
                felt.name
                for felt in klasse(rader.modell)._meta.concrete_fields
                if isinstance(felt, models.DateTimeField)
            ),
            None,
        )
        for pk, *naar in rader.rader.values_list("pk", *filter(None, [tid])):
            yield (
                norsk.stor(rader.navn),
                pk,
                str(rader.felt.verbose_name),
                _tekst(naar[0]) if naar and naar[0] else "",
            )


def omtalerader(hvem: Registrert) -> Iterator[tuple[str, int, str, str]]:
    """Yield (kind of object, key, field, the words around the name) for each text that names her."""
    ord_ = soekeord(hvem)
    for rader in nevnt(hvem):
        for pk, verdi in rader.rader.values_list("pk", rader.felt.name):
            yield norsk.stor(rader.navn), pk, str(rader.felt.verbose_name), _utdrag(str(verdi), ord_)


def _utdrag(tekst: str, ord_: list[str]) -> str:
    """Return the words around the first of ``ord_`` in the text: what is beside that may be about others."""
    sted = min((i for ett in ord_ if (i := tekst.lower().find(ett.lower())) >= 0), default=0)
    fra, til = max(0, sted - UTDRAG), sted + UTDRAG
    return ("… " if fra else "") + tekst[fra:til].strip() + (" …" if til < len(tekst) else "")
