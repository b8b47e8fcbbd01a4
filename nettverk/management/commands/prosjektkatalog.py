"""``manage.py prosjektkatalog``: the project catalogue as a PDF file, made by the same functions as the page."""

from pathlib import Path

from django.core.management.base import CommandError

from bosetting.brukere.models import Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.fil import hvorfor_ikke_skrevet
from bosetting.felles.kommando import Kommando
from nettverk.katalogliste import grunnlag
from nettverk.models import Kommuneprosjekt
from nettverk.prosjektkatalog import bygg
from nettverk.tilskuddsregler import SENESTE_AAR, TIDLIGSTE_AAR


class Command(Kommando):
    help = "Skriver prosjektkatalogen for et år til en PDF-fil."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="År, for eksempel 2015")
        parser.add_argument(
            "--ut", required=True, help="Filen PDF-en skrives til; en fil som finnes, erstattes"
        )
        parser.add_argument("--embete", help="Embetets område, når det er flere å velge mellom")

    def handle(self, *, aar, ut, embete, **options):
        if not TIDLIGSTE_AAR <= aar <= SENESTE_AAR:
            raise CommandError(f"{aar} er ikke et år fra {TIDLIGSTE_AAR} til {SENESTE_AAR}.")
        prosjekter = Kommuneprosjekt.objects.i_katalogen()
        fakta = grunnlag(prosjekter, finn_embete(prosjekter.filter(aar=aar), aar, embete), aar, i_dag())
        fil = Path(ut)
        try:
            fil.write_bytes(som_pdf(bygg(fakta)))
        except OSError as feil:
            raise CommandError(f"Kan ikke skrive til {ut}: {hvorfor_ikke_skrevet(feil)}.") from feil
        antall = len(fakta.prosjekter)
        self.stdout.write(f"{fil.resolve()}: {antall} prosjekt{'' if antall == 1 else 'er'}")


def finn_embete(prosjekter, aar: int, omraade: str | None) -> Embete:
    """Return the embete of that area, else the only one with projects in the catalogue, else the only one there is.

    Its catalogue may be empty, and then says so. CommandError where there are several to choose among, or no such area.
    """
    alle = Embete.objects.filter(omraade__iexact=omraade) if omraade else Embete.objects.all()
    funnet = list(alle.filter(pk__in=prosjekter.order_by().values("embete"))) or list(alle)
    if not funnet:
        raise CommandError(f"Fant ikke embetet {omraade}." if omraade else "Ingen embeter er registrert.")
    if len(funnet) > 1:
        navn = ", ".join(ett.omraade for ett in funnet)
        raise CommandError(
            f"Katalogen for {aar} kan være for flere embeter: {navn}. Velg ett med --embete OMRÅDE."
        )
    return funnet[0]
