"""Writes to the wheel of one settlement year: it is started from the template, and its steps are added and changed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete, Hendelse
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from . import aarshjul, aarshjulmal, domain
from .models import Aarshjulsteg, Anmodningsrunde

FELT = ("tittel", "ansvarlig", "fra", "til", "status", "ferdig_dato", "runde", "lenke", "merknad")


class Samtidig(Hinder):
    """Somebody saved the step after the page was opened. Nothing was saved; ``rad`` is how it stands now."""

    def __init__(self, rad: Aarshjulsteg):
        spor = Hendelse.objects.filter(objekttype=str(rad._meta.verbose_name), objekt_id=str(rad.pk))
        hvem = spor.values_list("bruker__navn", flat=True).first() or gettext("En annen")
        grunn = gettext("%(hvem)s har endret steget etter at du åpnet siden. Ingenting er lagret.")
        super().__init__([(None, grunn % {"hvem": hvem})])
        self.rad = rad


def _krev(grunner: list[domain.Grunn]) -> None:
    if grunner:
        raise Hinder(grunner)


@transaction.atomic
def start(*, by, embete: Embete, aar: int) -> list[Aarshjulsteg]:
    """Give a settlement year the steps of the template that it does not have yet; return those. Raises Hinder.

    Asking twice makes each step once: a step from the template has the same key whoever starts the year. A step
    changed since is left as it is.
    """
    _krev(domain.aarsgrunner(aar))
    embete = Embete.objects.select_for_update().get(pk=embete.pk)
    mal = aarshjulmal.hent(embete).steg
    noekler = aarshjul.noekler(mal, embete.pk, aar)
    finnes = set(Aarshjulsteg.objects.filter(noekkel__in=noekler).values_list("noekkel", flat=True))
    nye = [
        Aarshjulsteg(
            noekkel=noekkel,
            embete=embete,
            aar=aar,
            tittel=steg.tittel,
            ansvarlig=steg.ansvarlig,
            fra=fra,
            til=til,
            endret_av=by,
            endret_at=naa(),
        )
        for noekkel, steg in zip(noekler, mal, strict=True)
        if noekkel not in finnes
        for fra, til in [aarshjul.periode(steg, aar)]
    ]
    for steg in nye:
        steg.save()
        record(by=by, handling="opprettet steg i årshjulet fra malen", objekt=steg, etter=bilde(steg))
    return nye


@transaction.atomic
def opprett(*, by, embete: Embete, aar: int, felt: dict, dag: date, noekkel: UUID) -> Aarshjulsteg:
    """Add a step to a year; ``felt`` holds FELT. The same key again returns the first one. Raises Hinder."""
    # Whoever comes second with the same key waits here, and then finds the row.
    embete = Embete.objects.select_for_update().get(pk=embete.pk)
    finnes = Aarshjulsteg.objects.filter(noekkel=noekkel, embete=embete).first()
    if finnes is not None:
        return finnes
    _krev(domain.aarsgrunner(aar))
    steg = Aarshjulsteg(noekkel=noekkel, embete=embete, aar=aar, endret_av=by, endret_at=naa(), **felt)
    _krev_mulig(steg, dag)
    steg.save()
    record(by=by, handling="opprettet steg i årshjulet", objekt=steg, etter=bilde(steg))
    return steg


@transaction.atomic
def endre(*, by, steg: Aarshjulsteg, felt: dict, dag: date, versjon: int) -> Aarshjulsteg:
    """Change a step as it stood at ``versjon``; ``felt`` holds some or all of FELT. Raises Samtidig, Hinder.

    A form that says what is stored already changes nothing, whatever its version.
    """
    steg = Aarshjulsteg.objects.select_for_update().get(pk=steg.pk)
    foer, sto = bilde(steg), steg.versjon
    for navn, verdi in felt.items():
        setattr(steg, navn, verdi)
    if bilde(steg) == foer:
        return steg
    if sto != versjon:
        raise Samtidig(Aarshjulsteg.objects.select_related("runde").get(pk=steg.pk))
    _krev_mulig(steg, dag)
    steg.versjon, steg.endret_av, steg.endret_at = sto + 1, by, naa()
    steg.save()
    record(by=by, handling="endret steg i årshjulet", objekt=steg, foer=foer, etter=bilde(steg))
    return steg


def sett_status(*, by, steg: Aarshjulsteg, status: str, dag: date, versjon: int) -> Aarshjulsteg:
    """Change only the status: what is marked done was done on ``dag``. Raises Samtidig, Hinder."""
    if status not in dict(Aarshjulsteg.STATUSER):
        raise Hinder([("status", gettext("Velg en av statusene."))])
    if status == steg.status:
        return steg
    ferdig_dato = dag if status == aarshjul.FERDIG else None
    felt = {"status": status, "ferdig_dato": ferdig_dato}
    return endre(by=by, steg=steg, felt=felt, dag=dag, versjon=versjon)


def egne_runder(embete_id: int, aar: int):
    """Return the embete's own rounds of a settlement year, in the order they were sent."""
    return Anmodningsrunde.objects.filter(embete=embete_id, aar=aar).order_by("sendt_dato", "pk")


def _krev_mulig(steg: Aarshjulsteg, dag: date) -> None:
    grunner = aarshjul.steggrunner(
        aar=steg.aar,
        fra=steg.fra,
        til=steg.til,
        status=steg.status,
        ferdig_dato=steg.ferdig_dato,
        dag=dag,
    )
    if steg.runde is not None and (steg.runde.embete_id, steg.runde.aar) != (steg.embete_id, steg.aar):
        grunner.append(("runde", gettext("Velg en runde embetet har sendt for dette bosettingsåret.")))
    _krev(grunner)
