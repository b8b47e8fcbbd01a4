"""Writes of series: made with all their meetings, changed from a day on, ended.

A change is a new series from that day, and the old one ends there: what was agreed then stays readable. The meetings
keep their rows (and so their agenda, their invitations and their place in calendars), and go over to the new series.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .models import Moete, Moeteserie, Prosjekt
from .moeter import arvet_innsyn, lagre_endret
from .moeteregler import AVLYST, PLANLAGT, Moenster, fordel, hvorfor_ikke_serie
from .skriving import en_gang, krev_versjon, skriv_endret, valider

# What a meeting has from its series, until it is changed by itself.
_FELLES = ("gruppe", "tittel", "fra_tid", "til_tid", "sted", "videolenke", "innsyn")


def opprett_serie(
    *, by: Bruker, prosjekt: Prosjekt, felt: dict, datoer: Collection[date], noekkel: UUID
) -> Moeteserie:
    """Create a series and a meeting on each of ``datoer``, which are days of its pattern. The same key: the first.

    An empty ``innsyn`` is that of the group's meetings.
    """

    def skriv():
        serie = _ny(prosjekt, felt, datoer, noekkel)
        serie.save()
        _nye_moeter(serie, datoer)
        _spor(by, "opprettet møteserie", serie)
        return serie

    return en_gang(Moeteserie, noekkel, skriv)


@transaction.atomic
def endre_resten(
    *,
    by: Bruker,
    serie: Moeteserie,
    felt: dict,
    datoer: Collection[date],
    dag: date,
    versjon: int,
    noekkel: UUID,
) -> Moeteserie:
    """Change the series from the day ``felt["fra"]`` on; return the series that goes on from there.

    A meeting takes the new day of its week or month; one that was moved by itself stays where it is, and what was
    changed in it alone stays too. A meeting without a new day is cancelled. Raises Samtidig, Hinder.
    """

    def skriv():
        gammel = Moeteserie.objects.select_for_update().filter(pk=serie.pk).first()
        if gammel is None:
            raise Hinder([(None, _("En annen har endret serien fra den første dagen. Åpne den på nytt."))])
        krev_versjon(gammel, versjon)
        fra = felt["fra"]
        if fra < dag:
            raise Hinder([("fra", _("Møter som har vært, blir stående. Velg i dag eller en senere dag."))])
        ny = _ny(gammel.prosjekt, felt, datoer, noekkel)
        ny.save()
        rester = _rester(gammel, fra)
        par = fordel(rester, datoer, Moenster.les(ny.regel))
        nye = [dato for foer, dato in par if foer is None]
        for foer, dato in par:
            if foer is not None and dato is not None:
                _flytt_over(by, rester[foer], gammel, ny, dato)
        _nye_moeter(ny, nye)
        _avlys(by, [rester[foer] for foer, dato in par if dato is None], _("Serien er endret."))
        _slutt(by, gammel, fra)
        _spor(by, "endret møteserie fra en dag", ny)
        return ny

    return en_gang(Moeteserie, noekkel, skriv)


@transaction.atomic
def avslutt_serie(
    *, by: Bruker, serie: Moeteserie, fra: date, grunn: str, dag: date, versjon: int
) -> Moeteserie:
    """End a series: its meetings from ``fra`` on are cancelled. Raises Samtidig, Hinder."""
    serie = Moeteserie.objects.select_for_update().get(pk=serie.pk)
    if fra < dag:
        raise Hinder([("fra", _("Møter som har vært, blir stående. Velg i dag eller en senere dag."))])
    rester = _rester(serie, fra)
    if serie.til <= fra and not rester:
        return serie
    krev_versjon(serie, versjon)
    _avlys(by, rester.values(), grunn)
    return _slutt(by, serie, fra)


def _ny(prosjekt, felt, datoer, noekkel) -> Moeteserie:
    serie = Moeteserie(prosjekt=prosjekt, noekkel=noekkel, **felt)
    serie.innsyn = serie.innsyn or arvet_innsyn(serie.gruppe)
    moenster = Moenster.les(serie.regel)
    grunner = hvorfor_ikke_serie(
        moenster,
        fra=serie.fra,
        til=serie.til,
        fra_tid=serie.fra_tid,
        til_tid=serie.til_tid,
        prosjekt=(prosjekt.fra, prosjekt.til),
    )
    if serie.gruppe and serie.gruppe.prosjekt_id != prosjekt.pk:
        grunner.append(("gruppe", _("Gruppen hører til et annet prosjekt.")))
    if not grunner and not datoer:
        grunner.append((None, _("Velg minst én dato.")))
    if not grunner and not set(datoer) <= set(moenster.datoer(serie.fra, serie.til)):
        grunner.append((None, _("Datoene passer ikke med mønsteret. Se over dem på nytt.")))
    if grunner:
        raise Hinder(grunner)
    valider(serie)
    return serie


def _nye_moeter(serie: Moeteserie, datoer: Collection[date]) -> None:
    felles = {navn: getattr(serie, navn) for navn in _FELLES}
    tid = naa()
    Moete.objects.bulk_create(
        Moete(prosjekt=serie.prosjekt, serie=serie, seriedato=dato, dato=dato, endret_at=tid, **felles)
        for dato in sorted(datoer)
    )


def _rester(serie: Moeteserie, fra: date) -> dict[date, Moete]:
    """Return the planned meetings that the series gave a day from ``fra`` on, by that day, locked."""
    rader = serie.moeter.select_for_update(of=("self",)).filter(seriedato__gte=fra, status=PLANLAGT)
    rader = rader.select_related("gruppe", "prosjekt")
    return {rad.seriedato: rad for rad in rader.order_by("pk")}


def _flytt_over(by: Bruker, moete: Moete, gammel: Moeteserie, ny: Moeteserie, dato: date) -> None:
    """Let a meeting follow its series to the new one; what was changed in it alone stays."""
    foer = bilde(moete)
    if moete.dato == moete.seriedato:
        moete.dato = dato
    for navn in _FELLES:
        if getattr(moete, navn) == getattr(gammel, navn):
            setattr(moete, navn, getattr(ny, navn))
    if moete.svarfrist and moete.svarfrist > moete.dato:
        moete.svarfrist = moete.dato
    moete.serie, moete.seriedato = ny, dato
    lagre_endret(by, moete, "endret møte med serien", foer)


def _avlys(by: Bruker, moeter: Collection[Moete], grunn: str) -> None:
    for moete in moeter:
        foer = bilde(moete)
        moete.status, moete.avlyst_grunn = AVLYST, grunn
        lagre_endret(by, moete, "avlyst møte", foer)


def _slutt(by: Bruker, serie: Moeteserie, fra: date) -> Moeteserie:
    """Let the series end before ``fra``. One that no meeting is left of goes: it never was."""
    foer = bilde(serie)
    if fra <= serie.fra and not serie.moeter.exists():
        record(by=by, handling="slettet møteserie", objekt=serie, foer=foer)
        serie.delete()
        return serie
    serie.til = min(serie.til, max(fra, serie.fra + timedelta(days=1)))
    return skriv_endret(by, serie, "avsluttet møteserie", foer)


def _spor(by: Bruker, handling: str, serie: Moeteserie) -> None:
    datoer = serie.moeter.order_by("seriedato").values_list("seriedato", flat=True)
    record(
        by=by, handling=handling, objekt=serie, etter=bilde(serie) | {"datoer": [str(dag) for dag in datoer]}
    )
