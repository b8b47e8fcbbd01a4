"""Every write to barriers, to what is taken in use against them, to their kinds and to the instruments."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import Hinder

from . import barriereregler as regler
from .models import Barriere, Barriereslag, Barrieretiltak, Virkemiddel
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny, valider


def meld_barriere(*, by, felt: dict, fra_kommunen: bool, dag: date, noekkel: UUID) -> Barriere:
    """Register that something stands in the way in a municipality. The same key again returns the first one."""

    def skriv():
        barriere = Barriere(noekkel=noekkel, fra_kommunen=fra_kommunen, **felt)
        _krev_mulig(barriere, dag)
        return skriv_ny(by, barriere, "meldte barriere")

    return en_gang(Barriere, noekkel, skriv)


@transaction.atomic
def endre_barriere(*, by, barriere: Barriere, felt: dict, dag: date, versjon: int) -> Barriere:
    """Correct a barrier. Raises Samtidig, Hinder."""
    barriere = _laas(barriere)
    foer = bilde(barriere)
    sett(barriere, felt)
    if bilde(barriere) == foer:
        return barriere
    krev_versjon(barriere, versjon)
    _krev_mulig(barriere, dag)
    if barriere.tiltak.exclude(virkemiddel__embete=barriere.slag.embete_id).exists():
        raise Hinder([("slag", _("Slaget hører til et annet embete enn virkemidlene som er tatt i bruk."))])
    return skriv_endret(by, barriere, "endret barriere", foer)


@transaction.atomic
def lukk_barriere(
    *, by, barriere: Barriere, lukket_dato: date, grunn: str, dag: date, versjon: int
) -> Barriere:
    """Say from which day it no longer stands in the way, and why. Raises Samtidig, Hinder."""
    barriere = _laas(barriere)
    foer = bilde(barriere)
    sett(barriere, {"lukket_dato": lukket_dato, "lukket_grunn": grunn})
    if bilde(barriere) == foer:
        return barriere
    krev_versjon(barriere, versjon)
    tiltak = barriere.tiltak.values_list("dato", flat=True)
    if grunner := regler.hvorfor_ikke_lukke(dato=barriere.dato, lukket=lukket_dato, tiltak=tiltak, dag=dag):
        raise Hinder(grunner)
    return skriv_endret(by, barriere, "lukket barriere", foer)


@transaction.atomic
def gjenaapne_barriere(*, by, barriere: Barriere) -> Barriere:
    """Open a barrier that was closed. One that stands open stays so."""
    barriere = _laas(barriere)
    foer = bilde(barriere)
    sett(barriere, {"lukket_dato": None, "lukket_grunn": ""})
    return skriv_endret(by, barriere, "åpnet barriere igjen", foer)


def ta_i_bruk(*, by, barriere: Barriere, felt: dict, dag: date, noekkel: UUID) -> Barrieretiltak:
    """Register that an instrument was taken in use against a barrier. The same key again returns the first one."""

    def skriv():
        laast = _laas(barriere)
        tiltak = Barrieretiltak(barriere=laast, noekkel=noekkel, **felt)
        virkemiddel = tiltak.virkemiddel
        if virkemiddel.embete_id != laast.slag.embete_id:
            raise Hinder([("virkemiddel", _("Virkemiddelet hører til et annet embete."))])
        if laast.tiltak.filter(virkemiddel=virkemiddel).exists():
            raise Hinder([("virkemiddel", _("Virkemiddelet er alt tatt i bruk mot denne barrieren."))])
        grunner = regler.hvorfor_ikke_tiltak(
            dato=tiltak.dato,
            virkemiddel=(virkemiddel.fra, virkemiddel.til),
            lukket=laast.lukket_dato,
            dag=dag,
        )
        if grunner:
            raise Hinder(grunner)
        return skriv_ny(by, tiltak, "tok i bruk virkemiddel")

    return en_gang(Barrieretiltak, noekkel, skriv)


@transaction.atomic
def fjern_tiltak(*, by, tiltak: Barrieretiltak) -> None:
    """Take back that an instrument was taken in use: it was entered by mistake. The trace tells what stood."""
    _laas(tiltak.barriere)
    if staar := Barrieretiltak.objects.filter(pk=tiltak.pk).first():
        record(by=by, handling="fjernet virkemiddel mot barriere", objekt=staar, foer=bilde(staar))
        staar.delete()


def opprett_slag(*, by, embete: Embete, felt: dict, noekkel: UUID) -> Barriereslag:
    """Create a kind of barrier. The same key again returns the first one."""

    def skriv():
        slag = Barriereslag(embete=embete, noekkel=noekkel, **felt)
        krev_ledig_navn(slag, embete=embete)
        return skriv_ny(by, slag, "opprettet slag barriere")

    return en_gang(Barriereslag, noekkel, skriv)


@transaction.atomic
def endre_slag(*, by, slag: Barriereslag, felt: dict, versjon: int) -> Barriereslag:
    """Change a kind of barrier; one no longer in use stays where it was reported. Raises Samtidig, Hinder."""
    slag = Barriereslag.objects.select_for_update().get(pk=slag.pk)
    foer = bilde(slag)
    sett(slag, felt)
    if bilde(slag) == foer:
        return slag
    krev_versjon(slag, versjon)
    krev_ledig_navn(slag, embete=slag.embete_id)
    return skriv_endret(by, slag, "endret slag barriere", foer)


def opprett_virkemiddel(*, by, embete: Embete, felt: dict, noekkel: UUID) -> Virkemiddel:
    """Create an instrument; ``felt`` holds the model's fields and ``hjelper_mot``. The same key returns the first."""

    def skriv():
        egne = dict(felt)
        slag = list(egne.pop("hjelper_mot"))
        virkemiddel = Virkemiddel(embete=embete, noekkel=noekkel, **egne)
        _krev_virkemiddel(virkemiddel, slag)
        virkemiddel.save()
        virkemiddel.hjelper_mot.set(slag)
        record(
            by=by, handling="opprettet virkemiddel", objekt=virkemiddel, etter=_med_slag(virkemiddel, slag)
        )
        return virkemiddel

    return en_gang(Virkemiddel, noekkel, skriv)


@transaction.atomic
def endre_virkemiddel(*, by, virkemiddel: Virkemiddel, felt: dict, versjon: int) -> Virkemiddel:
    """Change an instrument. Raises Samtidig, Hinder."""
    virkemiddel = Virkemiddel.objects.select_for_update(of=("self",)).get(pk=virkemiddel.pk)
    foer = _med_slag(virkemiddel, virkemiddel.hjelper_mot.all())
    egne = dict(felt)
    slag = list(egne.pop("hjelper_mot"))
    sett(virkemiddel, egne)
    if _med_slag(virkemiddel, slag) == foer:
        return virkemiddel
    krev_versjon(virkemiddel, versjon)
    _krev_virkemiddel(virkemiddel, slag)
    virkemiddel.versjon += 1
    virkemiddel.save()
    virkemiddel.hjelper_mot.set(slag)
    etter = _med_slag(virkemiddel, slag)
    record(by=by, handling="endret virkemiddel", objekt=virkemiddel, foer=foer, etter=etter)
    return virkemiddel


def _laas(barriere: Barriere) -> Barriere:
    return (
        Barriere.objects.select_for_update(of=("self",)).select_related("slag", "kommune").get(pk=barriere.pk)
    )


def _krev_mulig(barriere, dag):
    kommune = barriere.kommune
    grunner = regler.hvorfor_ikke_barriere(
        dato=barriere.dato, lukket=barriere.lukket_dato, kommune=(kommune.fra, kommune.til), dag=dag
    )
    if not barriere.slag.embete.fylker.filter(pk=kommune.fylke_id).exists():
        grunner.append(("slag", _("Slaget hører til et annet embete enn kommunen.")))
    if grunner:
        raise Hinder(grunner)


def _krev_virkemiddel(virkemiddel, slag):
    embete = virkemiddel.embete_id
    krev_ledig_navn(virkemiddel, embete=embete)
    if any(ett.embete_id != embete for ett in slag):
        raise Hinder([("hjelper_mot", _("Et av slagene hører til et annet embete."))])
    if virkemiddel.eier and virkemiddel.eier.embete_id != embete:
        raise Hinder([("eier", _("Organisasjonen hører til et annet embete."))])
    if virkemiddel.pk and virkemiddel.tiltak.exclude(dato__gte=virkemiddel.fra).exists():
        raise Hinder([("fra", _("Virkemiddelet er tatt i bruk før denne dagen."))])
    valider(virkemiddel)


def _med_slag(virkemiddel, slag):
    return bilde(virkemiddel) | {"hjelper_mot": sorted(ett.navn for ett in slag)}
