"""Writes of agendas: points put on by whoever leads, proposed by kontaktpersoner, answered, changed and moved."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.brukere.mottakere import ansatte
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato
from bosetting.kommuner.models import Kommune
from bosetting.varsler.actions import varsle

from .models import Moete, Sak
from .moeteregler import hvorfor_ikke_forslag, hvorfor_ikke_saksliste, hvorfor_ikke_sette_opp
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny

FORESLAATT, SATT_OPP, AVVIST = "foreslaatt", "satt_opp", "avvist"
# What is not on the agenda has no number.
_UTEN_NUMMER = 0


def opprett_sak(*, by: Bruker, moete: Moete, felt: dict, noekkel: UUID) -> Sak:
    """Put a point last on the agenda. The same key again returns the first one. Raises Hinder."""

    def skriv():
        laast = _laas(moete)
        _krev_aapen(laast)
        sak = Sak(moete=laast, noekkel=noekkel, status=SATT_OPP, nummer=_neste(laast), **felt)
        return skriv_ny(by, sak, "satte opp sak")

    return en_gang(Sak, noekkel, skriv)


def foreslaa_sak(*, by: Bruker, moete: Moete, kommune: Kommune, felt: dict, dag: date, noekkel: UUID) -> Sak:
    """Propose a point for a municipality; those who lead the project are told. The same key returns the first one."""

    def skriv():
        _krev_mottar(_laas(moete), dag)
        sak = Sak(
            moete=moete, noekkel=noekkel, status=FORESLAATT, nummer=_UTEN_NUMMER, foreslaatt_av=by, kommune=kommune,
            **felt,
        )  # fmt: skip
        skriv_ny(by, sak, "foreslo sak")
        ledere = ansatte(kommune, dag, Rett.FOERE_NETTVERK)
        varsle(
            til=ledere.filter(tilganger__embete=moete.prosjekt.embete_id).distinct(),
            slag="sak_foreslaatt",
            tittel=_("%(kommune)s foreslår en sak til %(moete)s")
            % {
                "kommune": kommune.navn,
                "moete": moete.tittel,
            },
            tekst=_("Til møtet %(dato)s: %(sak)s") % {"dato": langdato(moete.dato), "sak": sak.tittel},
            noekkel=f"sak-{sak.pk}-foreslaatt",
            url_sti=moete.get_absolute_url(),
        )
        return sak

    return en_gang(Sak, noekkel, skriv)


@transaction.atomic
def endre_sak(*, by: Bruker, sak: Sak, felt: dict, dag: date, versjon: int, leder: bool) -> Sak:
    """Change a point. Who proposed it may, until it is answered (``leder`` False). Raises Samtidig, Hinder."""
    sak = Sak.objects.select_for_update(of=("self",)).select_related("moete").get(pk=sak.pk)
    foer = bilde(sak)
    sett(sak, felt)
    if bilde(sak) == foer:
        return sak
    krev_versjon(sak, versjon)
    _krev_aapen(sak.moete)
    if not leder:
        if sak.status != FORESLAATT:
            raise Hinder([(None, _("Forslaget er besvart og kan ikke endres lenger."))])
        _krev_mottar(sak.moete, dag)
    return skriv_endret(by, sak, "endret sak", foer)


@transaction.atomic
def svar_paa_forslag(*, by: Bruker, sak: Sak, status: str, svar: str, versjon: int) -> Sak:
    """Put a point on the agenda, or leave it off and say why; who proposed it is told. Raises Samtidig, Hinder."""
    moete = _laas(sak.moete)
    sak = Sak.objects.select_for_update(of=("self",)).get(pk=sak.pk)
    if (sak.status, sak.svar) == (status, svar):
        return sak
    krev_versjon(sak, versjon)
    if status == SATT_OPP and (grunner := hvorfor_ikke_sette_opp(moete.status)):
        raise Hinder(grunner)
    if status == AVVIST and (sak.referat or sak.beslutning):
        raise Hinder([("status", _("Saken er behandlet og står i referatet."))])
    if status == AVVIST and sak.foreslaatt_av_id and not svar:
        raise Hinder([("svar", _("Skriv hvorfor, til den som foreslo saken."))])
    foer = bilde(sak)
    if status == SATT_OPP and sak.status != SATT_OPP:
        sak.nummer = _neste(moete)
    elif status == AVVIST:
        sak.nummer = _UTEN_NUMMER
    sak.status, sak.svar = status, svar
    skriv_endret(by, sak, "satte opp foreslått sak" if status == SATT_OPP else "satte ikke opp sak", foer)
    _nummerer(moete)
    if sak.foreslaatt_av and sak.foreslaatt_av.is_active and sak.foreslaatt_av != by:
        tittel = (
            _("Saken «%(sak)s» er satt opp") if status == SATT_OPP else _("Saken «%(sak)s» er ikke satt opp")
        )
        tekst = _("%(moete)s %(dato)s.") % {"moete": moete.tittel, "dato": langdato(moete.dato)}
        varsle(
            til=[sak.foreslaatt_av],
            slag="sak_besvart",
            tittel=tittel % {"sak": sak.tittel},
            tekst=f"{tekst} {svar}".strip(),
            noekkel=f"sak-{sak.pk}-svar-{sak.versjon}",
            url_sti=moete.get_absolute_url(),
        )
    return sak


@transaction.atomic
def flytt_sak(*, by: Bruker, sak: Sak, fra_nummer: int, opp: bool) -> Sak:
    """Let a point change places with its neighbour. ``fra_nummer`` is where it stood: the same twice moves it once.

    Raises Hinder.
    """
    _krev_aapen(_laas(sak.moete))
    rekke = list(_satt_opp(sak.moete))
    sak = next((rad for rad in rekke if rad.pk == sak.pk), sak)
    if sak not in rekke or sak.nummer != fra_nummer:
        return sak
    nabo = rekke.index(sak) + (-1 if opp else 1)
    if not 0 <= nabo < len(rekke):
        return sak
    foer = bilde(sak)
    annen = rekke[nabo]
    sak.nummer, annen.nummer = annen.nummer, sak.nummer
    # Where a point stands is no part of what the forms of points hold: their versions stay.
    Sak.objects.bulk_update([sak, annen], ["nummer"])
    record(by=by, handling="flyttet sak", objekt=sak, foer=foer, etter=bilde(sak))
    return sak


def _laas(moete: Moete) -> Moete:
    """Let nobody else change the agenda before we are done; return the meeting as it is now."""
    return Moete.objects.select_for_update(of=("self",)).select_related("prosjekt").get(pk=moete.pk)


def _satt_opp(moete: Moete):
    return moete.saker.filter(status=SATT_OPP).order_by("nummer", "pk")


def _neste(moete: Moete) -> int:
    return (_satt_opp(moete).aggregate(stoerst=Max("nummer"))["stoerst"] or 0) + 1


def _nummerer(moete: Moete) -> None:
    """Number the points 1, 2, 3 … where one has left."""
    endret = []
    for nummer, rad in enumerate(_satt_opp(moete), start=1):
        if rad.nummer != nummer:
            rad.nummer = nummer
            endret.append(rad)
    Sak.objects.bulk_update(endret, ["nummer"])


def _krev_aapen(moete: Moete) -> None:
    if grunner := hvorfor_ikke_saksliste(moete.status):
        raise Hinder(grunner)


def _krev_mottar(moete: Moete, dag: date) -> None:
    if grunner := hvorfor_ikke_forslag(status=moete.status, dato=moete.dato, dag=dag):
        raise Hinder(grunner)
