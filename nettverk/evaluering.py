"""Every write to the evaluation: questions, what was answered, and quotes made, released and withdrawn one by one."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from . import evalueringsregler as regler
from .models import Evalueringsspoersmaal, Prosjekt, Sitat, Tilbakemelding
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny


def opprett_spoersmaal(*, by, prosjekt: Prosjekt, felt: dict, noekkel: UUID) -> Evalueringsspoersmaal:
    """Add a question to the evaluation. The same key again returns the first one."""

    def skriv():
        spoersmaal = Evalueringsspoersmaal(prosjekt=prosjekt, noekkel=noekkel, **felt)
        _krev_spoersmaal(spoersmaal)
        return skriv_ny(by, spoersmaal, "opprettet evalueringsspørsmål")

    return en_gang(Evalueringsspoersmaal, noekkel, skriv)


@transaction.atomic
def endre_spoersmaal(
    *, by, spoersmaal: Evalueringsspoersmaal, felt: dict, versjon: int
) -> Evalueringsspoersmaal:
    """Change a question; the scale must still hold what was answered. Raises Samtidig, Hinder."""
    spoersmaal = Evalueringsspoersmaal.objects.select_for_update(of=("self",)).get(pk=spoersmaal.pk)
    foer = bilde(spoersmaal)
    sett(spoersmaal, felt)
    if bilde(spoersmaal) == foer:
        return spoersmaal
    krev_versjon(spoersmaal, versjon)
    _krev_spoersmaal(spoersmaal)
    skala = spoersmaal.skala
    utenfor = spoersmaal.tilbakemeldinger.filter(skala__isnull=False)
    if skala:
        utenfor = utenfor.exclude(skala__gte=skala[0], skala__lte=skala[-1])
    if utenfor.exists():
        raise Hinder([("skala_fra", _("Det finnes svar som ikke er på denne skalaen."))])
    return skriv_endret(by, spoersmaal, "endret evalueringsspørsmål", foer)


def _krev_spoersmaal(spoersmaal):
    andre = Evalueringsspoersmaal.objects.filter(prosjekt=spoersmaal.prosjekt_id, nummer=spoersmaal.nummer)
    if andre.exclude(pk=spoersmaal.pk).exists():
        raise Hinder([("nummer", _("Nummeret er alt i bruk i dette prosjektet."))])
    fra, til = spoersmaal.skala_fra, spoersmaal.skala_til
    if (fra is None) != (til is None):
        grunn = _("Oppgi både laveste og høyeste svar, eller ingen av dem når det svares i ord.")
        raise Hinder([("skala_fra" if fra is None else "skala_til", grunn)])
    if fra is not None and not fra < til <= 100:
        raise Hinder([("skala_til", _("Skalaen må gå fra et lavere til et høyere tall, høyst 100."))])
    if spoersmaal.resultatmaal and spoersmaal.resultatmaal.prosjekt_id != spoersmaal.prosjekt_id:
        raise Hinder([("resultatmaal", _("Resultatmålet hører til et annet prosjekt."))])


def foer_tilbakemelding(*, by, felt: dict, dag: date, noekkel: UUID) -> Tilbakemelding:
    """Enter one answer. The same key again returns the first one."""

    def skriv():
        svar = Tilbakemelding(noekkel=noekkel, **felt)
        krev_svar(svar, dag)
        return skriv_ny(by, svar, "førte tilbakemelding")

    return en_gang(Tilbakemelding, noekkel, skriv)


@transaction.atomic
def endre_tilbakemelding(
    *, by, tilbakemelding: Tilbakemelding, felt: dict, dag: date, versjon: int
) -> Tilbakemelding:
    """Correct an answer that was entered wrongly; released quotes must still stand in it. Raises Samtidig, Hinder."""
    svar = _laast(tilbakemelding)
    foer = bilde(svar)
    sett(svar, felt)
    if bilde(svar) == foer:
        return svar
    krev_versjon(svar, versjon)
    krev_svar(svar, dag)
    if any(regler.hvorfor_ikke_sitat(sitat.tekst, svar.tekst) for sitat in svar.sitater.all()):
        raise Hinder([("tekst", _("Et sitat fra svaret står ikke lenger i teksten. Slett sitatet først."))])
    return skriv_endret(by, svar, "endret tilbakemelding", foer)


@transaction.atomic
def slett_tilbakemelding(*, by, tilbakemelding: Tilbakemelding) -> None:
    """Delete an answer that should not have been entered. One that is quoted stays."""
    svar = _laast(tilbakemelding)
    if svar.sitater.exists():
        raise Hinder([(None, _("Svaret er sitert. Slett sitatet først."))])
    record(by=by, handling="slettet tilbakemelding", objekt=svar, foer=bilde(svar))
    svar.delete()


def krev_svar(svar: Tilbakemelding, dag: date) -> None:
    """Raise Hinder unless ``svar`` can be given to its question, by somebody of the question's embete."""
    spoersmaal = svar.spoersmaal
    grunner = regler.hvorfor_ikke_svar(
        skala=svar.skala,
        tekst=svar.tekst,
        fra=spoersmaal.skala_fra,
        til=spoersmaal.skala_til,
        dato=svar.dato,
        dag=dag,
    )
    embete = spoersmaal.prosjekt.embete
    if bool(svar.kommune) == bool(svar.organisasjon):
        grunner.append(("kommune", _("Velg enten en kommune eller en organisasjon.")))
    if svar.kommune and not embete.fylker.filter(pk=svar.kommune.fylke_id).exists():
        grunner.append(("kommune", _("Kommunen hører til et annet embete.")))
    if svar.organisasjon and svar.organisasjon.embete_id != embete.pk:
        grunner.append(("organisasjon", _("Organisasjonen hører til et annet embete.")))
    if grunner:
        raise Hinder(grunner)


def _laast(svar: Tilbakemelding) -> Tilbakemelding:
    return Tilbakemelding.objects.select_for_update(of=("self",)).get(pk=svar.pk)


def lag_sitat(*, by, tilbakemelding: Tilbakemelding, felt: dict, noekkel: UUID) -> Sitat:
    """Make a quote of what was answered, word by word. Nobody but those who handle the answers sees it yet."""

    def skriv():
        svar = _laast(tilbakemelding)
        if grunner := regler.hvorfor_ikke_sitat(felt["tekst"], svar.tekst):
            raise Hinder(grunner)
        return skriv_ny(by, Sitat(tilbakemelding=svar, noekkel=noekkel, **felt), "laget sitat")

    return en_gang(Sitat, noekkel, skriv)


@transaction.atomic
def frigi_sitat(*, by, sitat: Sitat) -> Sitat:
    """Let one quote stand in reports. One that is released stays as it was."""
    sitat = _laast_sitat(sitat)
    if sitat.frigitt_at is None:
        foer = bilde(sitat)
        sitat.frigitt_at, sitat.frigitt_av = naa(), by
        skriv_endret(by, sitat, "frigav sitat", foer)
    return sitat


@transaction.atomic
def trekk_sitat(*, by, sitat: Sitat) -> Sitat:
    """Take a quote back: reports made from now on do not have it. One that is not released stays as it was."""
    sitat = _laast_sitat(sitat)
    foer = bilde(sitat)
    sitat.frigitt_at = sitat.frigitt_av = None
    return skriv_endret(by, sitat, "trakk sitat", foer)


@transaction.atomic
def slett_sitat(*, by, sitat: Sitat) -> None:
    """Delete a quote that is not released."""
    sitat = _laast_sitat(sitat)
    if sitat.frigitt_at is not None:
        raise Hinder([(None, _("Sitatet er frigitt. Trekk det først."))])
    record(by=by, handling="slettet sitat", objekt=sitat, foer=bilde(sitat))
    sitat.delete()


def _laast_sitat(sitat: Sitat) -> Sitat:
    return Sitat.objects.select_for_update(of=("self",)).get(pk=sitat.pk)
