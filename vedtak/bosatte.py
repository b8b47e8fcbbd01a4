"""Persons settled: reading the counts, and the writes, which only ever add rows. The rule is in ``bosattregler``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles import norsk
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Kommune

from .bosattregler import Bosattrad, gjeldende, hinder_for_telling, lavere_enn_foer, staaende
from .domain import etter_kommune
from .models import Bosatt

# Whoever writes counts waits here, so that what she reads first is what stands when she writes.
LAAS = "bosatte"

# The row that stands for each (municipality, year, date).
Staaende = dict[tuple[int, int, date], Bosattrad]


def bosattrader(aar: int, kommuner) -> list[Bosattrad]:
    """Return every count of ``aar`` in ``kommuner`` (a QuerySet or ids), corrected ones too. One query."""
    return _rader_per_aar((aar,), kommuner)[aar]


def _rader_per_aar(aarene: Iterable[int], kommuner) -> dict[int, list[Bosattrad]]:
    rader: dict[int, list[Bosattrad]] = {aar: [] for aar in aarene}
    verdier = Bosatt.objects.filter(aar__in=list(rader), kommune__in=kommuner).order_by("pk")
    for aar, pk, kommune, per_dato, antall, mottatt, retter in verdier.values_list(
        "aar", "pk", "kommune_id", "per_dato", "antall", "mottatt", "retter_id"
    ):
        rader[aar].append(
            Bosattrad(
                pk=pk, kommune=kommune, per_dato=per_dato, antall=antall, mottatt=mottatt, retter_id=retter
            )
        )
    return rader


def gjeldende_tellinger(aar: int, kommuner, per: date, kjent: date | None = None) -> dict[int, Bosattrad]:
    """Return the count that holds for each municipality that has one, by id. One query."""
    return gjeldende_per_aar((aar,), kommuner, per, kjent)[aar]


def gjeldende_per_aar(
    aarene: Iterable[int], kommuner, per: date, kjent: date | None = None
) -> dict[int, dict[int, Bosattrad]]:
    """Return by year the count that holds for each municipality that has one, by id. One query for all the years."""
    tellinger: dict[int, dict[int, Bosattrad]] = {}
    for aar, rader in _rader_per_aar(aarene, kommuner).items():
        funnet = ((pk, gjeldende(egne, per, kjent)) for pk, egne in etter_kommune(rader).items())
        tellinger[aar] = {pk: rad for pk, rad in funnet if rad is not None}
    return tellinger


@dataclass(frozen=True)
class Foering:
    """A count to register. ``felt`` is where reasons against it are put: a cell, or the line of a file."""

    kommune: Kommune
    aar: int
    per_dato: date
    antall: int
    felt: str


class Finnes(Hinder):
    """Counts stand for the date already: ``rader`` is (what was to be registered, the row to correct instead)."""

    def __init__(self, rader: list[tuple[Foering, Bosattrad]]):
        self.rader = rader
        super().__init__([(foering.felt, finnes_tekst(rad)) for foering, rad in rader])


class Lavere(Hinder):
    """Counts are lower than an earlier one: ``rader`` is (what was to be registered, the earlier row). To confirm."""

    def __init__(self, rader: list[tuple[Foering, Bosattrad]]):
        self.rader = rader
        super().__init__([(foering.felt, lavere_tekst(foering, rad)) for foering, rad in rader])


class Rettet(Hinder):
    """Somebody corrected the row first: ``rettelse`` is the row that stands."""

    def __init__(self, rettelse: Bosatt):
        self.rettelse = rettelse
        super().__init__([(None, rettet_tekst(rettelse))])


def finnes_tekst(rad: Bosattrad) -> str:
    """Return the sentence that sends her to the row that stands."""
    felt = {"dato": norsk.dato(rad.per_dato), "antall": rad.antall}
    if rad.antall is None:
        return _("Tallet for %(dato)s er trukket tilbake. Rett det i stedet.") % felt
    return _("Det er ført %(antall)s for %(dato)s. Rett det tallet i stedet.") % felt


def lavere_tekst(foering: Foering, rad: Bosattrad) -> str:
    """Return the sentence that asks whether a count can be lower than before."""
    return _("%(kommune)s: %(antall)s er lavere enn %(foer)s per %(dato)s.") % {
        "kommune": foering.kommune.navn,
        "antall": norsk.tall(foering.antall),
        "foer": norsk.tall(rad.antall),
        "dato": norsk.dato(rad.per_dato),
    }


def rettet_tekst(rettelse: Bosatt) -> str:
    """Return the sentence that tells a late corrector who came first, and what stands."""
    felt = {
        "navn": rettelse.registrert_av.navn if rettelse.registrert_av else _("Noen"),
        "naar": date_format(template_localtime(rettelse.registrert_at), "j. F Y \\k\\l. H.i"),
        "antall": rettelse.antall,
    }
    if rettelse.antall is None:
        return _("%(navn)s trakk dette tallet tilbake %(naar)s.") % felt
    return _("%(navn)s rettet dette tallet til %(antall)s %(naar)s.") % felt


def staaende_per_dato(foeringer: Iterable[Foering]) -> Staaende:
    """Return the row that stands for each (municipality, year, date) of the years and municipalities of ``foeringer``.

    Withdrawals are among them. One query a year.
    """
    av_aar: dict[int, set[int]] = {}
    for foering in foeringer:
        av_aar.setdefault(foering.aar, set()).add(foering.kommune.pk)
    return {
        (rad.kommune, aar, rad.per_dato): rad
        for aar, ider in av_aar.items()
        for rad in staaende(bosattrader(aar, list(ider)))
    }


def lavere_enn_tidligere(nye: Iterable[Foering], staar: Staaende) -> list[tuple[Foering, Bosattrad]]:
    """Return those of ``nye`` lower than the count before them, with that count: one that stands, or is new too."""
    nye = list(nye)
    serier: dict[tuple[int, int], list[Bosattrad]] = {}
    for (kommune, aar, _per), rad in staar.items():
        serier.setdefault((kommune, aar), []).append(rad)
    for nr, foering in enumerate(nye, start=1):
        ny = Bosattrad(-nr, foering.kommune.pk, foering.per_dato, foering.antall)
        serier.setdefault((ny.kommune, foering.aar), []).append(ny)
    funnet = (
        (ett, lavere_enn_foer(serier[ett.kommune.pk, ett.aar], ett.per_dato, ett.antall)) for ett in nye
    )
    return [(ett, rad) for ett, rad in funnet if rad is not None]


@transaction.atomic
def registrer(
    *,
    by: Bruker | None,
    foeringer: list[Foering],
    kilde: str,
    mottatt: date | None,
    dag: date,
    noekkel: UUID,
    bekreftet: bool = False,
) -> list[Bosatt]:
    """Register counts, all or nothing, and return the rows. The same ``noekkel`` again gives those of the first time.

    A count that stands already with the same number is passed over. Raises Hinder with reasons at the fields, Finnes
    where another number stands for the date, and, unless ``bekreftet``, Lavere.
    """
    en_om_gangen(LAAS)
    hinder = [ett for foering in foeringer for ett in _hinder(foering, mottatt, dag)]
    if hinder:
        raise Hinder(list(dict.fromkeys(hinder)))
    staar = staaende_per_dato(foeringer)
    nye, finnes = [], []
    for foering in foeringer:
        rad = staar.get((foering.kommune.pk, foering.aar, foering.per_dato))
        if rad is None:
            nye.append(foering)
        elif rad.antall != foering.antall:
            finnes.append((foering, rad))
    if finnes:
        raise Finnes(finnes)
    if not bekreftet and (lavere := lavere_enn_tidligere(nye, staar)):
        raise Lavere(lavere)
    noekler = {
        foering: uuid5(noekkel, f"{foering.kommune.pk}/{foering.aar}/{foering.per_dato}")
        for foering in foeringer
    }
    rader = Bosatt.objects.bulk_create(
        [
            Bosatt(
                noekkel=noekler[foering],
                kommune=foering.kommune,
                aar=foering.aar,
                per_dato=foering.per_dato,
                antall=foering.antall,
                mottatt=mottatt,
                kilde=kilde[:200],
                registrert_av=by,
                registrert_at=naa(),
            )
            for foering in nye
        ],
        batch_size=500,
    )
    if rader:
        etter = {
            "kilde": kilde[:200],
            "antall rader": len(rader),
            "rader": [str(rad) for rad in rader[:500]],
        }
        record(by=by, handling="førte bosatte", objekt=rader[0], etter=etter)
        return rader
    return list(Bosatt.objects.filter(noekkel__in=noekler.values()))


def _hinder(foering: Foering, mottatt: date | None, dag: date) -> list[tuple[str | None, str]]:
    hinder: list[tuple[str | None, str]] = list(
        hinder_for_telling(per_dato=foering.per_dato, mottatt=mottatt, aar=foering.aar, dag=dag)
    )
    if not foering.kommune.gyldig_i(foering.aar):
        felt = {"kommune": foering.kommune, "aar": foering.aar}
        hinder.append((foering.felt, _("%(kommune)s finnes ikke som kommune i %(aar)s.") % felt))
    if not 0 <= foering.antall <= HOEYESTE_ANTALL:
        hinder.append((foering.felt, _("Antallet må være mellom 0 og 100 000.")))
    return hinder


def rett(
    *,
    by: Bruker | None,
    telling: Bosatt,
    antall: int,
    kilde: str,
    mottatt: date,
    grunn: str,
    dag: date,
    noekkel: UUID,
) -> Bosatt:
    """Register what ``telling`` should have said as a new row that points to it, and return that row.

    Only a row that nobody has corrected may be corrected: the loser of a race gets Rettet. A withdrawn count gets its
    number back this way.
    """
    innhold = {"antall": antall, "kilde": kilde, "mottatt": mottatt, "grunn": grunn}
    return _rett(by=by, telling=telling, dag=dag, noekkel=noekkel, **innhold)


def trekk(
    *, by: Bruker | None, telling: Bosatt, mottatt: date, grunn: str, dag: date, noekkel: UUID
) -> Bosatt:
    """Withdraw ``telling`` by a new row without a number, and return that row; raises as ``rett`` does."""
    innhold = {"antall": None, "kilde": telling.kilde, "mottatt": mottatt, "grunn": grunn}
    return _rett(by=by, telling=telling, dag=dag, noekkel=noekkel, **innhold)


@transaction.atomic
def _rett(*, by, telling: Bosatt, antall, kilde, mottatt, grunn, dag, noekkel) -> Bosatt:
    en_om_gangen(LAAS)
    if gjort := Bosatt.objects.filter(noekkel=noekkel).first():
        return gjort
    if rettelse := Bosatt.objects.select_related("registrert_av").filter(retter=telling).first():
        raise Rettet(rettelse)
    grunn = grunn.strip()
    hinder: list[tuple[str | None, str]] = [
        ett
        for ett in hinder_for_telling(per_dato=telling.per_dato, mottatt=mottatt, aar=telling.aar, dag=dag)
        if ett[0] == "mottatt"
    ]
    if not grunn:
        hinder.append(("grunn", _("Skriv hvorfor tallet rettes.")))
    if antall == telling.antall:
        hinder.append(("antall", _("Tallet er det samme som før.")))
    if hinder:
        raise Hinder(hinder)
    ny = Bosatt.objects.create(
        noekkel=noekkel,
        kommune=telling.kommune,
        aar=telling.aar,
        per_dato=telling.per_dato,
        antall=antall,
        mottatt=mottatt,
        kilde=kilde[:200],
        retter=telling,
        rettegrunn=grunn,
        registrert_av=by,
        registrert_at=naa(),
    )
    handling = "trakk tilbake bosatte" if antall is None else "rettet bosatte"
    record(by=by, handling=handling, objekt=ny, foer=bilde(telling), etter=bilde(ny))
    return ny
