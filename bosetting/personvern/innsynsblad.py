"""Everything about one person as she can read it: her rows field by field, what she has done, where she is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from django.db import models
from django.db.models import Count, Window
from django.utils.translation import gettext as _

from bosetting.felles import norsk

from .innsyn import Rader, egne, gjort, nevnt, soekeord
from .innsynsord import Verdi, i_ord, tekst, vises
from .lagringstid import slag_i_ord
from .politikk import PERSONER, Modell, Slag
from .registrert import Registrert, klasse, sluttfelt

UTDRAG = 60


@dataclass(frozen=True)
class Oppfoering:
    """One row: its key, and what it holds, field by field."""

    pk: int
    felt: list[Verdi]

    @property
    def leses(self) -> list[Verdi]:
        """What says something to her; the rest is the program's own, and only in the file for other programs."""
        return [verdi for verdi in self.felt if not verdi.kode]


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
    """Return her own rows, kind by kind, at most ``maks`` of each model. One query for each model."""
    tabeller: dict[str, list[Tabell]] = {}
    for rader in egne(hvem):
        alle = list(_med_navn(rader.modell, rader.rader).annotate(_antall=Window(Count("pk")))[:maks])
        if alle:
            tabell = Tabell(
                norsk.stor(rader.navn),
                alle[0]._antall,
                [_oppfoering(rad, hvem, rader.modell) for rad in alle],
            )
            tabeller.setdefault(rader.modell.slag, []).append(tabell)
    return [Avsnitt(slag, tabeller[slag.noekkel]) for slag in slag_i_ord() if slag.noekkel in tabeller]


def _med_navn(modell: Modell, rader: models.QuerySet) -> models.QuerySet:
    """Return the rows with what they point to, apart from other people."""
    peker = [
        felt.name for felt in klasse(modell)._meta.concrete_fields if felt.is_relation and not _person(felt)
    ]
    lister = [felt.name for felt in klasse(modell)._meta.many_to_many if felt.name in modell.plassert]
    vis = [_rad(modell, sti) for stier in modell.vis.values() for sti in stier]
    # Without a name, select_related would fetch the people too.
    rader = rader.select_related(*peker, *vis) if peker else rader
    return rader.prefetch_related(*lister)


def _rad(modell: Modell, sti: str) -> str:
    """Return the path to the row that ``sti`` ends in, or whose column it is."""
    return sti if sluttfelt(modell, sti).is_relation else sti.rpartition("__")[0]


def _person(felt: models.Field) -> bool:
    return felt.is_relation and felt.related_model._meta.label in PERSONER


def _oppfoering(rad: models.Model, hvem: Registrert, modell: Modell) -> Oppfoering:
    andres = modell.vara if modell.vara and getattr(rad, modell.epost).lower() not in hvem.eposter else ()
    kolonner = [*rad._meta.concrete_fields, *(f for f in rad._meta.many_to_many if f.name in modell.plassert)]
    felt = [
        verdi
        for kolonne in kolonner
        if vises(kolonne) and (verdi := _verdi(rad, kolonne, hvem, modell, annens=kolonne.name in andres))
    ]
    return Oppfoering(rad.pk, felt)


def _verdi(
    rad: models.Model, felt: models.Field, hvem: Registrert, modell: Modell, *, annens: bool
) -> Verdi | None:
    """Return a field with its value; None for nothing. Other people are not named to her."""
    if felt.many_to_many:
        navn = norsk.opplisting(_kort(ett) for ett in getattr(rad, felt.name).all())
        return Verdi(felt, navn, navn) if navn else None
    raa = getattr(rad, felt.attname)
    if raa is None or raa == "":
        return None
    if annens:
        return Verdi(felt, _("en annen person"), _("en annen person"))
    if _person(felt):
        selv = raa in hvem.noekler(felt)
        ord_ = _("personen selv") if selv else _("en annen person")
        # That her own row is hers goes without saying, unless the field says what she is to it.
        return Verdi(felt, ord_, ord_, kode=selv and felt.name in modell.eier and _bare_hvem(felt))
    if felt.is_relation:
        navn = ", ".join(_navn(rad, sti) for sti in modell.vis.get(felt.name, [felt.name]))
        return Verdi(felt, navn, navn)
    return Verdi(felt, i_ord(felt, raa), raa, kode=felt.name in modell.koder)


def _bare_hvem(felt: models.Field) -> bool:
    return felt.verbose_name == felt.related_model._meta.verbose_name


def _navn(rad: models.Model, sti: str) -> str:
    verdi = reduce(getattr, sti.split("__"), rad)
    return _kort(verdi) if isinstance(verdi, models.Model) else tekst(verdi)


def _kort(rad: models.Model) -> str:
    """Return the name that is the row's own: a property may be somebody else's."""
    return rad.navn if any(felt.name == "navn" for felt in rad._meta.concrete_fields) else str(rad)


def _rolle(rader: Rader) -> str:
    """Return what she was to the rows: the field's own words, where they say more than that it was somebody."""
    return _("gjort av") if _bare_hvem(rader.felt) else str(rader.felt.verbose_name)


def handlinger(hvem: Registrert) -> list[Spor]:
    """Return what she has done, as counts. One query for each model."""
    return [
        Spor(norsk.stor(rader.navn), _rolle(rader), antall)
        for henvisninger in gjort(hvem)
        for rader, antall in henvisninger.antall()
    ]


def omtaler(hvem: Registrert) -> list[Spor]:
    """Return where her name or address stands in what others wrote, as counts. One query for each model."""
    return [
        Spor(
            norsk.stor(rader.navn), str(rader.felt.verbose_name), antall, rader.felt.name in rader.modell.felt
        )
        for henvisninger in nevnt(hvem)
        for rader, antall in henvisninger.antall()
    ]


def handlingsrader(hvem: Registrert) -> Iterator[tuple[str, int, str, object]]:
    """Yield (kind of object, key, her part in it, when or None) for each row that points to her."""
    for rader in (felt for henvisninger in gjort(hvem) for felt in henvisninger.hver()):
        kolonner = klasse(rader.modell)._meta.concrete_fields
        tid = next((felt.name for felt in kolonner if isinstance(felt, models.DateTimeField)), None)
        for pk, *naar in rader.rader.values_list("pk", *filter(None, [tid])):
            yield norsk.stor(rader.navn), pk, _rolle(rader), naar[0] if naar else None


def omtalerader(hvem: Registrert) -> Iterator[tuple[str, int, str, str]]:
    """Yield (kind of object, key, field, the words around the name) for each text that names her."""
    ord_ = soekeord(hvem)
    for rader in (felt for henvisninger in nevnt(hvem) for felt in henvisninger.hver()):
        for pk, verdi in rader.rader.values_list("pk", rader.felt.name):
            yield norsk.stor(rader.navn), pk, str(rader.felt.verbose_name), _utdrag(tekst(verdi), ord_)


def _utdrag(tekst: str, ord_: list[str]) -> str:
    """Return the words around the first of ``ord_`` in the text: what is beside that may be about others."""
    sted = min((i for ett in ord_ if (i := tekst.lower().find(ett.lower())) >= 0), default=0)
    fra, til = max(0, sted - UTDRAG), sted + UTDRAG
    return ("… " if fra else "") + tekst[fra:til].strip() + (" …" if til < len(tekst) else "")
