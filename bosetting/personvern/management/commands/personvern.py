"""``manage.py personvern --rapport|--kjoer``: what has been kept long enough, and taking it away. Numbers, no names."""

from uuid import uuid4

from django.utils.timezone import localtime

from bosetting.felles.dag import i_dag
from bosetting.felles.kommando import Kommando, krev_migrert
from bosetting.personvern.actions import kjoer
from bosetting.personvern.lagringstid import planer, varighet
from bosetting.personvern.models import Kjoering
from bosetting.personvern.politikk import politikk


class Command(Kommando):
    help = "Viser hvor mye som har ligget lenge nok (--rapport), eller anonymiserer det (--kjoer)."

    def add_arguments(self, parser):
        valg = parser.add_mutually_exclusive_group(required=True)
        valg.add_argument("--rapport", action="store_true", help="Tell opp. Ingenting endres.")
        valg.add_argument("--kjoer", action="store_true", help="Anonymiser det lagringstiden er ute for.")

    def handle(self, *, rapport, **options):
        krev_migrert()
        if rapport:
            self.rapporter()
        else:
            kjoering = kjoer(dag=i_dag(), noekkel=uuid4())
            self.stdout.write(f"Kjøring {kjoering.pk}: {self.i_ord(kjoering.antall)}.")

    def rapporter(self):
        dag = i_dag()
        self.stdout.write(f"Lagringstid ute per {dag:%d.%m.%Y}:")
        for plan in planer(dag):
            navn = plan.rader.model._meta.verbose_name_plural
            self.stdout.write(
                f"  {navn}: {plan.rader.count()} "
                f"({plan.slag.tittel.lower()}, {varighet(plan.dager)}, {plan.slag.innstilling})"
            )
        siste = Kjoering.objects.filter(aarsak="lagringstid").first()
        if siste:
            self.stdout.write(
                f"Sist kjørt {localtime(siste.utfoert_at):%d.%m.%Y kl. %H.%M}: {self.i_ord(siste.antall)}."
            )
        else:
            self.stdout.write("Har aldri vært kjørt.")

    def i_ord(self, antall: dict[str, int]) -> str:
        slag = politikk().slag
        return (
            ", ".join(f"{slag[navn].tittel.lower()} {n}" for navn, n in antall.items()) or "ingenting å gjøre"
        )
