"""``manage.py demobrukere``: one line per demo user: role, e-mail, password, separated by tabs."""

from django.core.management.base import BaseCommand

from bosetting.brukere.demo import DEMOBRUKERE


class Command(BaseCommand):
    help = "Skriver demobrukerne: rolle, e-post og passord, skilt med tabulator."

    def handle(self, **options):
        for bruker in DEMOBRUKERE:
            self.stdout.write(f"{bruker.rolle}\t{bruker.epost}\t{bruker.passord}")
