"""Every write to sign-up: the page, a place, the waiting list, signing off, who came.

Whoever writes to a page holds its row: places are counted and given one at a time, so the last is given once.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from . import aktiviteter, aktivitetsregler, paameldingsregler
from .models import Aktivitet, Medlemskap, Paamelding, Paameldingsside, Person
from .paameldingsbrev import AVMELDT, BEKREFTELSE, OPPRYKK, send_medlemslenke, send_paameldingsbrev
from .paameldingsregler import Plasser
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny, valider


@dataclass(frozen=True)
class Innmeldt:
    """What came of signing up. ``ny`` is False when the address was signed up before: that row is not hers to see."""

    paamelding: Paamelding
    ny: bool


def plasser(side: Paameldingsside) -> Plasser:
    """Return how full the page is now. One query."""
    tall = side.paameldinger.aggregate(
        paameldte=Count("pk", filter=Q(status="paameldt")), venter=Count("pk", filter=Q(status="venteliste"))
    )
    return Plasser(kapasitet=side.kapasitet, **tall)


def hvorfor_lukket(side: Paameldingsside, dag: date) -> str:
    """Return why nobody can sign up on ``dag``; the empty text when somebody can."""
    aktivitet = side.aktivitet
    return paameldingsregler.hvorfor_lukket(
        aapen=side.aapen, frist=side.frist, status=aktivitet.status, fra_dato=aktivitet.fra_dato, dag=dag
    )


# ---------------------------------------------------------------- the page


def opprett_side(*, by, aktivitet: Aktivitet, felt: dict, noekkel: UUID) -> Paameldingsside:
    """Open sign-up for an activity. The same key, or somebody at the same moment, gives the one that stands."""

    def skriv():
        Aktivitet.objects.select_for_update().get(pk=aktivitet.pk)
        if finnes := Paameldingsside.objects.filter(aktivitet=aktivitet).first():
            return finnes
        side = Paameldingsside(aktivitet=aktivitet, noekkel=noekkel, **felt)
        _krev_mulig_side(side, 0)
        return skriv_ny(by, side, "opprettet påmeldingsside")

    return en_gang(Paameldingsside, noekkel, skriv)


@transaction.atomic
def endre_side(
    *, by, side: Paameldingsside, felt: dict, versjon: int, dag: date, rot: str = ""
) -> Paameldingsside:
    """Change a page; more places go to those who wait, first come first. Raises Samtidig, Hinder."""
    side = _laas(side)
    foer = bilde(side)
    sett(side, felt)
    if bilde(side) == foer:
        return side
    krev_versjon(side, versjon)
    _krev_mulig_side(side, plasser(side).paameldte)
    skriv_endret(by, side, "endret påmeldingsside", foer)
    _fyll_plasser(side, by=by, dag=dag, rot=rot)
    return side


def _krev_mulig_side(side: Paameldingsside, paameldte: int) -> None:
    grunner = paameldingsregler.hvorfor_ikke_side(
        kapasitet=side.kapasitet, paameldte=paameldte, frist=side.frist, siste_dag=side.aktivitet.siste_dag
    )
    if side.gruppe is not None and side.gruppe.prosjekt_id != side.aktivitet.prosjekt_id:
        grunner.append(("gruppe", _("Gruppen hører til et annet prosjekt.")))
    if grunner:
        raise Hinder(grunner)


def _laas(side: Paameldingsside) -> Paameldingsside:
    rader = Paameldingsside.objects.select_for_update(of=("self",))
    return rader.select_related("aktivitet__prosjekt__embete").get(pk=side.pk)


# ---------------------------------------------------------------- a place


@transaction.atomic
def meld_paa(
    *,
    side: Paameldingsside,
    navn: str,
    epost: str,
    kommune: Kommune | None,
    arbeidssted: str,
    noekkel: UUID,
    dag: date,
    by: Bruker | None = None,
    person: Person | None = None,
    rot: str = "",
) -> Innmeldt:
    """Sign somebody up: a place when there is one, else the end of the waiting list. Mail tells her. Raises Hinder.

    The same form again is the same sign-up. An address that is signed up already gets its own link by mail once more,
    and nothing is changed. ``person`` is whom the page knows her as; on a page for a group she must be a member.
    """
    side = _laas(side)
    if finnes := Paamelding.objects.filter(noekkel=noekkel, side=side).first():
        return Innmeldt(finnes, ny=True)
    if grunn := hvorfor_lukket(side, dag):
        raise Hinder([(None, grunn)])
    if side.gruppe_id and (person is None or not er_medlem(side, person, dag)):
        raise Hinder([(None, _("Påmeldingen er bare for medlemmer av gruppen."))])
    paa = side.paameldinger.filter(epost__iexact=epost).exclude(status="avmeldt").first()
    if paa is not None:
        send_paameldingsbrev.enqueue(paa.pk, BEKREFTELSE, rot)
        return Innmeldt(paa, ny=False)
    status = paameldingsregler.ny_status(plasser(side), venteliste=side.venteliste)
    if status is None:
        raise Hinder([(None, _("Det er fullt, og det er ingen venteliste."))])
    rad = Paamelding(
        noekkel=noekkel,
        side=side,
        navn=navn,
        epost=epost,
        kommune=kommune,
        arbeidssted=arbeidssted,
        person=person,
        status=status,
        paameldt_at=naa(),
    )
    valider(rad)
    rad.save()
    _spor(by, "meldte på", rad)
    send_paameldingsbrev.enqueue(rad.pk, BEKREFTELSE, rot)
    return Innmeldt(rad, ny=True)


@transaction.atomic
def meld_av(*, paamelding: Paamelding, dag: date, by: Bruker | None = None, rot: str = "") -> Paamelding:
    """Sign somebody off; the place goes to the first who waits, who is told. Again changes nothing. Raises Hinder."""
    side = _laas(paamelding.side)
    rad = Paamelding.objects.select_for_update().get(pk=paamelding.pk)
    if rad.status == "avmeldt":
        return rad
    siste_dag = side.aktivitet.siste_dag
    if not paameldingsregler.kan_melde_av(status=rad.status, siste_dag=siste_dag, dag=dag):
        raise Hinder([(None, _("Arrangementet har vært, så påmeldingen kan ikke endres."))])
    rad.status, rad.avmeldt_at = "avmeldt", naa()
    rad.save(update_fields=["status", "avmeldt_at"])
    _spor(by, "meldte av", rad)
    send_paameldingsbrev.enqueue(rad.pk, AVMELDT, rot)
    _fyll_plasser(side, by=by, dag=dag, rot=rot)
    return rad


def _fyll_plasser(side: Paameldingsside, *, by, dag: date, rot: str) -> None:
    """Give the places that are free to those who wait, first come first. The page's row is held."""
    if side.aktivitet.status == "avlyst" or side.aktivitet.siste_dag < dag:
        return
    antall = paameldingsregler.opprykk(plasser(side))
    for rad in list(side.paameldinger.filter(status="venteliste").order_by("pk")[:antall]):
        rad.status = "paameldt"
        rad.save(update_fields=["status"])
        _spor(by, "ga plass fra ventelisten", rad)
        send_paameldingsbrev.enqueue(rad.pk, OPPRYKK, rot)


def _spor(by, handling: str, rad: Paamelding) -> None:
    """Leave a trace of what happened to which row, and nothing of whose it is."""
    record(by=by, handling=handling, objekt=rad, etter={"side": rad.side_id, "status": rad.status})


# ---------------------------------------------------------------- members of a group


def er_medlem(side: Paameldingsside, person: Person, dag: date) -> bool:
    """Return whether ``person`` sits in the page's group on ``dag``."""
    return Medlemskap.objects.on_date(dag).filter(gruppe=side.gruppe_id, person=person).exists()


def person_for(side: Paameldingsside, bruker) -> Person | None:
    """Return who ``bruker`` is among the people of the page's embete; None when she is not logged in or unknown."""
    if not bruker.is_authenticated:
        return None
    return Person.objects.filter(embete=side.aktivitet.prosjekt.embete_id, bruker=bruker).first()


def send_lenke(*, side: Paameldingsside, epost: str, dag: date, rot: str = "") -> None:
    """Mail each member of the page's group with this address her own way in. Nobody is told whether there was one."""
    seter = Medlemskap.objects.on_date(dag).filter(gruppe=side.gruppe_id, person__epost__iexact=epost)
    for pk in sorted(set(seter.values_list("person", flat=True))):
        send_medlemslenke.enqueue(side.pk, pk, rot)


# ---------------------------------------------------------------- who came


@transaction.atomic
def foer_oppmoete(*, by, side: Paameldingsside, moette: set[int], vist: set[int], dag: date) -> int:
    """Write who of those ``vist`` came (``moette``), and return how many. One trace, of numbers. Raises Hinder."""
    side = _laas(side)
    if side.aktivitet.fra_dato > dag:
        raise Hinder([(None, _("Aktiviteten er ikke holdt ennå."))])
    rader = side.paameldinger.exclude(status="avmeldt").filter(pk__in=vist)
    kom = rader.filter(pk__in=moette)
    endret = kom.exclude(moette=True).exists() or rader.exclude(pk__in=moette).exclude(moette=False).exists()
    antall = kom.count()
    if endret:
        rader.exclude(pk__in=moette).update(moette=False)
        kom.update(moette=True)
        record(by=by, handling="førte oppmøte", objekt=side, etter={"møtte": antall})
    return antall


@transaction.atomic
def tell_fremmoette(*, by, side: Paameldingsside, dag: date, versjon: int) -> Aktivitet:
    """Let those who came be the activity's participants: in all, by municipality, by their own organisation.

    What was counted before is replaced, and what was planned until its last day is carried out. Raises Samtidig,
    Hinder.
    """
    side = _laas(side)
    aktivitet = side.aktivitet
    kom = list(side.paameldinger.filter(moette=True).select_related("kommune", "person__organisasjon"))
    if not kom:
        raise Hinder([(None, _("Ingen er ført som møtt ennå."))])
    kommuner: dict[Kommune, int] = {}
    andre: dict[str, int] = {}
    for rad in kom:
        if rad.kommune is not None:
            kommuner[rad.kommune] = kommuner.get(rad.kommune, 0) + 1
        elif rad.person is not None:
            navn = rad.person.organisasjon.navn
            andre[navn] = andre.get(navn, 0) + 1
    if aktivitetsregler.blir_gjennomfoert(aktivitet.status, aktivitet.siste_dag, dag):
        holdt = {"status": aktivitetsregler.GJENNOMFOERT}
        aktivitet = aktiviteter.endre_aktivitet(
            by=by, aktivitet=aktivitet, felt=holdt, dag=dag, versjon=versjon
        )
        versjon = aktivitet.versjon
    return aktiviteter.sett_deltakertall(
        by=by,
        aktivitet=aktivitet,
        i_alt=len(kom),
        kommuner=kommuner,
        andre=andre,
        dag=dag,
        versjon=versjon,
    )
