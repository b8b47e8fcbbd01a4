"""Every write to organisations and their departments, and the one place where a name finds its organisation."""

from bosetting.kommuner.models import Kommune

from .models import Avdeling, Organisasjon
from .skriving import skriv_ny


def finn(embete, navn: str) -> Organisasjon | None:
    """Return the embete's organisation of that name, whatever the case and the spaces."""
    return Organisasjon.objects.filter(embete=embete, navn__iexact=" ".join(navn.split())).first()


def finn_eller_opprett(*, by, embete, navn: str) -> Organisasjon:
    """Return the embete's organisation called ``navn``; one it does not have yet is created. Raises Hinder."""
    navn = " ".join(navn.split())
    return finn(embete, navn) or skriv_ny(
        by, Organisasjon(embete=embete, navn=navn), "opprettet organisasjon"
    )


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
