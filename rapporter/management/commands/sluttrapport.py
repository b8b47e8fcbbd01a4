"""``manage.py sluttrapport``: the final report of a project as a PDF file, made by the same functions as the page."""

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando
from nettverk.models import Prosjekt
from rapporter.definisjoner import SLUTTRAPPORT, type_
from rapporter.models import Rapport
from rapporter.queries import forslag
from rapporter.rapportfil import eneste, krev_mulig, skriv


class Command(Kommando):
    help = "Skriver sluttrapporten for et prosjekt til en PDF-fil."

    def add_arguments(self, parser):
        parser.add_argument(
            "--ut", required=True, help="Filen PDF-en skrives til; en fil som finnes, erstattes"
        )
        parser.add_argument("--prosjekt", help="Prosjektets navn, når det er flere prosjekter")

    def handle(self, *, ut, prosjekt, **options):
        self.stdout.write(skriv(finn_rapport(prosjekt), ut))


def finn_rapport(prosjekt: str | None) -> Rapport:
    """Return the stored report, the last of its project; without one, an unsaved one of the only project.

    CommandError if unclear.
    """
    lagrede = (
        Rapport.objects.filter(type=SLUTTRAPPORT).select_related("prosjekt__embete").order_by("aar", "pk")
    )
    prosjekter = Prosjekt.objects.select_related("embete")
    if prosjekt:
        lagrede = lagrede.filter(prosjekt__navn__iexact=prosjekt)
        prosjekter = prosjekter.filter(navn__iexact=prosjekt)
    siste = {rapport.prosjekt_id: (rapport.prosjekt, rapport) for rapport in lagrede}
    if rapport := eneste([*siste.values()], "har en rapport", "hele prosjektperioden"):
        return rapport
    valgt = eneste([(ett, ett) for ett in prosjekter], "finnes", "hele prosjektperioden")
    if valgt is None:
        hva = f"prosjektet «{prosjekt}»" if prosjekt else "noe prosjekt"
        raise CommandError(f"Fant ingen sluttrapport, og heller ikke {hva}.")
    dag = i_dag()
    rapport = Rapport(
        prosjekt=valgt,
        type=SLUTTRAPPORT,
        tertial=Rapport.HELE,
        **forslag(type_(SLUTTRAPPORT), [valgt], dag),
    )
    krev_mulig(rapport, dag, "hele prosjektperioden")
    return rapport
