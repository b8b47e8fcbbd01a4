"""Every write to organisations and their departments, and the one place where a name finds its organisation."""

from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from .models import Avdeling, Organisasjon
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny


def opprett_organisasjon(*, by, embete, felt: dict, avdelinger: list[dict], noekkel: UUID) -> Organisasjon:
    """Create an organisation with its departments (see ``endre_organisasjon``). The same key returns the first one."""

    def skriv():
        organisasjon = Organisasjon(embete=embete, noekkel=noekkel, **felt)
        _krev_mulig(organisasjon)
        skriv_ny(by, organisasjon, "opprettet organisasjon")
        _skriv_avdelinger(by, organisasjon, avdelinger)
        return organisasjon

    return en_gang(Organisasjon, noekkel, skriv)


@transaction.atomic
def endre_organisasjon(
    *, by, organisasjon: Organisasjon, felt: dict, avdelinger: list[dict], versjon: int
) -> Organisasjon:
    """Change the facts of an organisation and its departments, as they stood at ``versjon``. Raises Samtidig, Hinder.

    Each department is {"pk": int | None, "navn": str, "slett": bool}. One where somebody belongs stays.
    """
    organisasjon = Organisasjon.objects.select_for_update().get(pk=organisasjon.pk)
    foer = bilde(organisasjon)
    sett(organisasjon, felt)
    staar = sorted(organisasjon.avdelinger.values_list("navn", flat=True))
    skrevet = sorted(rad["navn"] for rad in avdelinger if not rad["slett"])
    if (bilde(organisasjon), skrevet) == (foer, staar):
        return organisasjon
    krev_versjon(organisasjon, versjon)
    _krev_mulig(organisasjon)
    if _skriv_avdelinger(by, organisasjon, avdelinger) and bilde(organisasjon) == foer:
        # The departments have their own traces; the form that shows them is the organisation's.
        organisasjon.versjon += 1
        organisasjon.save(update_fields=["versjon"])
        return organisasjon
    return skriv_endret(by, organisasjon, "endret organisasjon", foer)


def _krev_mulig(organisasjon) -> None:
    krev_ledig_navn(organisasjon, embete=organisasjon.embete)
    annen = finn(organisasjon.embete, organisasjon.navn)
    if annen and annen.pk != organisasjon.pk:
        raise Hinder([("navn", _("Organisasjonen finnes alt, som «%(navn)s».") % {"navn": annen.navn})])
    if organisasjon.kommune and organisasjon.slag != "kommune":
        raise Hinder([("kommune", _("Bare en organisasjon av slaget kommune er en kommune."))])


def _skriv_avdelinger(by, organisasjon, avdelinger) -> bool:
    """Write the departments, one trace each. Return whether anything changed."""
    navn = [rad["navn"].casefold() for rad in avdelinger if not rad["slett"]]
    if like := sorted({rad["navn"] for rad in avdelinger if navn.count(rad["navn"].casefold()) > 1}):
        raise Hinder([(None, _("Flere avdelinger heter %(navn)s.") % {"navn": ", ".join(like)})])
    finnes = {rad.pk: rad for rad in organisasjon.avdelinger.all()}
    endret = False
    for rad in sorted(avdelinger, key=lambda rad: not rad["slett"]):
        gammel = finnes.get(rad["pk"])
        if rad["slett"]:
            if gammel:
                _slett_avdeling(by, gammel)
                endret = True
        elif gammel is None:
            ny = Avdeling(organisasjon=organisasjon, navn=rad["navn"])
            skriv_ny(by, ny, "opprettet avdeling")
            endret = True
        elif gammel.navn != rad["navn"]:
            foer = bilde(gammel)
            gammel.navn = rad["navn"]
            gammel.save()
            record(by=by, handling="endret avdeling", objekt=gammel, foer=foer, etter=bilde(gammel))
            endret = True
    return endret


def _slett_avdeling(by, avdeling) -> None:
    if avdeling.personer.exists() or avdeling.medlemskap.exists():
        grunn = _("Avdelingen %(navn)s kan ikke slettes: noen hører til den.")
        raise Hinder([(None, grunn % {"navn": avdeling.navn})])
    record(by=by, handling="slettet avdeling", objekt=avdeling, foer=bilde(avdeling))
    avdeling.delete()


def finn(embete, navn: str) -> Organisasjon | None:
    """Return the embete's organisation of that name, whatever the case and the spaces."""
    return Organisasjon.objects.filter(embete=embete, navn__iexact=" ".join(navn.split())).first()


def finn_eller_opprett(*, by, embete, navn: str) -> Organisasjon:
    """Return the embete's organisation called ``navn``; one it does not have yet is created. Raises Hinder.

    «Halden» and «Halden kommune» are the organisation that is the municipality, so that head-counts know it as one.
    """
    navn = " ".join(navn.split())
    if finnes := finn(embete, navn):
        return finnes
    if kommune := kommunene(embete).get(kommunenavn(navn)):
        return for_kommune(by=by, embete=embete, kommune=kommune)
    return skriv_ny(by, Organisasjon(embete=embete, navn=navn), "opprettet organisasjon")


def kommunenavn(navn: str) -> str:
    """Return a municipality's name as people write it: «Halden kommune» and «halden» are the same."""
    return navn.casefold().removesuffix(" kommune")


def kommunene(embete) -> dict[str, Kommune]:
    """Return the embete's municipalities of today by ``kommunenavn``, without names that two of them have."""
    rader = list(Kommune.objects.on_date(i_dag()).filter(fylke__embeter=embete))
    antall = Counter(kommunenavn(kommune.navn) for kommune in rader)
    return {navn: rad for rad in rader if antall[navn := kommunenavn(rad.navn)] == 1}


def for_kommune(*, by, embete, kommune: Kommune) -> Organisasjon:
    """Return the organisation that is ``kommune``, created («Halden kommune») when the embete has none."""
    if finnes := Organisasjon.objects.filter(embete=embete, kommune=kommune).order_by("pk").first():
        return finnes
    navn = f"{kommune.navn} kommune"
    if finn(embete, navn):
        # Names repeat: two municipalities may be called Våler.
        navn = f"{navn} ({kommune.nr})"
    ny = Organisasjon(embete=embete, navn=navn, slag="kommune", kommune=kommune)
    return skriv_ny(by, ny, "opprettet organisasjon")


def avdeling_i(*, by, organisasjon: Organisasjon, navn: str) -> Avdeling | None:
    """Return the department of that name, created when new; None for no name."""
    navn = " ".join(navn.split())
    if not navn:
        return None
    finnes = organisasjon.avdelinger.filter(navn__iexact=navn).first()
    return finnes or skriv_ny(by, Avdeling(organisasjon=organisasjon, navn=navn), "opprettet avdeling")
