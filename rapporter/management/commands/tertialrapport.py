"""``manage.py tertialrapport``: the tertial report as a PDF file, made by the same functions as the page."""

from datetime import timedelta

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando
from bosetting.felles.tertial import Tertial
from rapporter.definisjoner import TERTIALRAPPORT
from rapporter.models import Rapport
from rapporter.queries import foreslaatt_bosettingsaar, prosjekter_i
from rapporter.rapportfil import eneste, krev_mulig, skriv


class Command(Kommando):
    help = "Skriver tertialrapporten for et prosjekt, år og tertial til en PDF-fil."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="År, for eksempel 2015")
        parser.add_argument("--tertial", type=int, required=True, choices=[1, 2, 3])
        parser.add_argument(
            "--ut", required=True, help="Filen PDF-en skrives til; en fil som finnes, erstattes"
        )
        parser.add_argument("--prosjekt", help="Prosjektets navn, når flere prosjekter har en rapport")

    def handle(self, *, aar, tertial, ut, prosjekt, **options):
        if not 1900 <= aar <= 2200:
            raise CommandError(f"{aar} er ikke et årstall rapporten kan gjelde.")
        self.stdout.write(skriv(finn_rapport(Tertial(aar, tertial), prosjekt), ut))


def finn_rapport(tertial: Tertial, prosjekt: str | None) -> Rapport:
    """Return the stored report; without one, an unsaved one of the only project then. CommandError if unclear."""
    lagrede = Rapport.objects.filter(
        type=TERTIALRAPPORT, aar=tertial.aar, tertial=tertial.nummer
    ).select_related("prosjekt__embete")
    if prosjekt:
        lagrede = lagrede.filter(prosjekt__navn__iexact=prosjekt)
    if rapport := eneste(
        [(rapport.prosjekt, rapport) for rapport in lagrede], "har en rapport", tertial.tekst
    ):
        return rapport
    aktuelle = prosjekter_i(tertial, prosjekt)
    valgt = eneste([(ett, ett) for ett in aktuelle], "var i gang", tertial.tekst)
    if valgt is None:
        hva = f"prosjektet «{prosjekt}»" if prosjekt else "noe prosjekt"
        raise CommandError(f"Fant ingen rapport, og heller ikke {hva}, for {tertial.tekst}.")
    dag = i_dag()
    skjaeringsdato = min(tertial.til - timedelta(days=1), dag)
    bosettingsaar = foreslaatt_bosettingsaar(valgt.embete, tertial, skjaeringsdato)
    rapport = Rapport(
        prosjekt=valgt,
        aar=tertial.aar,
        tertial=tertial.nummer,
        bosettingsaar=bosettingsaar,
        skjaeringsdato=skjaeringsdato,
    )
    krev_mulig(rapport, dag, tertial.tekst)
    return rapport
