"""Every write to municipal projects and the visits that follow them up."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from . import tilskuddsregler
from .models import Kommuneprosjekt, Oppfoelgingsbesoek
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny, valider


def opprett(*, by, embete: Embete, felt: dict, noekkel: UUID) -> Kommuneprosjekt:
    """Create a project; ``felt`` holds the model's fields and ``kommuner``. The same key returns the first one."""

    def skriv():
        egne = dict(felt)
        kommuner = list(egne.pop("kommuner"))
        prosjekt = Kommuneprosjekt(embete=embete, noekkel=noekkel, **egne)
        _krev_mulig(prosjekt, kommuner)
        valider(prosjekt)
        prosjekt.save()
        prosjekt.kommuner.set(kommuner)
        etter = _med_kommuner(prosjekt, kommuner)
        record(by=by, handling="opprettet kommuneprosjekt", objekt=prosjekt, etter=etter)
        return prosjekt

    return en_gang(Kommuneprosjekt, noekkel, skriv)


@transaction.atomic
def endre(*, by, prosjekt: Kommuneprosjekt, felt: dict, versjon: int) -> Kommuneprosjekt:
    """Change a project: granted, paid, ended. Raises Samtidig, Hinder."""
    prosjekt = Kommuneprosjekt.objects.select_for_update().get(pk=prosjekt.pk)
    foer = _med_kommuner(prosjekt, prosjekt.kommuner.all())
    egne = dict(felt)
    kommuner = list(egne.pop("kommuner"))
    sett(prosjekt, egne)
    if _med_kommuner(prosjekt, kommuner) == foer:
        return prosjekt
    krev_versjon(prosjekt, versjon)
    _krev_mulig(prosjekt, kommuner)
    valider(prosjekt)
    prosjekt.versjon += 1
    prosjekt.save()
    prosjekt.kommuner.set(kommuner)
    etter = _med_kommuner(prosjekt, kommuner)
    record(by=by, handling="endret kommuneprosjekt", objekt=prosjekt, foer=foer, etter=etter)
    return prosjekt


def _med_kommuner(prosjekt, kommuner) -> dict:
    return bilde(prosjekt) | {"kommuner": sorted(str(kommune) for kommune in kommuner)}


def _krev_mulig(prosjekt: Kommuneprosjekt, kommuner: list[Kommune]) -> None:
    grunner = tilskuddsregler.hvorfor_ikke_prosjekt(
        status=prosjekt.status, aar=prosjekt.aar, tildelt=prosjekt.tildelt, utbetalt=prosjekt.utbetalt
    )
    egne = set(prosjekt.embete.fylker.values_list("pk", flat=True))
    if not kommuner:
        grunner.append(("kommuner", _("Velg minst én kommune.")))
    elif any(kommune.fylke_id not in egne for kommune in kommuner):
        grunner.append(("kommuner", _("Kommunen hører til et annet embete.")))
    elif not grunner and (gamle := [ett.navn for ett in kommuner if not ett.gyldig_i(prosjekt.aar)]):
        grunn = _("%(navn)s fantes ikke i %(aar)s.") % {"navn": ", ".join(gamle), "aar": prosjekt.aar}
        grunner.append(("kommuner", grunn))
    for felt in ("ordning", "kontakt"):
        rad = getattr(prosjekt, felt)
        if rad and rad.embete_id != prosjekt.embete_id:
            grunner.append((felt, _("Valget hører til et annet embete.")))
    if grunner:
        raise Hinder(grunner)


def opprett_besoek(
    *, by, prosjekt: Kommuneprosjekt, felt: dict, dag: date, noekkel: UUID
) -> Oppfoelgingsbesoek:
    """Enter a visit that has taken place. The same key again returns the first one. Raises Hinder."""

    def skriv():
        besoek = Oppfoelgingsbesoek(prosjekt=prosjekt, noekkel=noekkel, **felt)
        _krev_vaert(besoek, dag)
        return skriv_ny(by, besoek, "opprettet oppfølgingsbesøk")

    return en_gang(Oppfoelgingsbesoek, noekkel, skriv)


@transaction.atomic
def endre_besoek(
    *, by, besoek: Oppfoelgingsbesoek, felt: dict, dag: date, versjon: int
) -> Oppfoelgingsbesoek:
    """Change what is written about a visit. Raises Samtidig, Hinder."""
    besoek = Oppfoelgingsbesoek.objects.select_for_update().get(pk=besoek.pk)
    foer = bilde(besoek)
    sett(besoek, felt)
    if bilde(besoek) == foer:
        return besoek
    krev_versjon(besoek, versjon)
    _krev_vaert(besoek, dag)
    return skriv_endret(by, besoek, "endret oppfølgingsbesøk", foer)


def _krev_vaert(besoek, dag):
    if besoek.dato > dag:
        raise Hinder([("dato", _("Et besøk føres når det har vært."))])
