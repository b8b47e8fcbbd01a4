"""``manage.py ny_systemansvarlig EPOST NAVN``: the first person of an installation, who lets in the others."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email

from bosetting.brukere.actions import opprett_bruker, passordsti
from bosetting.felles.hinder import Hinder
from bosetting.felles.kommando import Kommando


class Command(Kommando):
    help = "Oppretter en systemansvarlig og skriver lenken der hun velger passord. Lenken gjelder i ett døgn."

    def add_arguments(self, parser):
        parser.add_argument("epost", help="e-postadressen hun logger inn med")
        parser.add_argument("navn", help="navnet hennes")
        parser.add_argument(
            "--nettsted", default="", help="adressen til nettstedet, for eksempel https://bosetting.example"
        )

    def handle(self, *, epost, navn, nettsted, **options):
        try:
            validate_email(epost)
            bruker = opprett_bruker(
                by=None,
                navn=navn,
                email=epost,
                rolle="systemansvarlig",
                embete=None,
                kommune=None,
                dag=date.today(),
            )
        except ValidationError:
            raise CommandError(f"«{epost}» er ikke en e-postadresse.") from None
        except Hinder as hinder:
            raise CommandError(str(hinder)) from None
        self.stdout.write(f"{nettsted.rstrip('/')}{passordsti(bruker)}")
