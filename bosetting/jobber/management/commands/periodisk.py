"""``manage.py periodisk``: the periodic duties once, for a scheduler. A running «arbeider» does them too."""

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag, naa
from bosetting.felles.kommando import Kommando, krev_migrert
from bosetting.jobber import periodisk


class Command(Kommando):
    help = "Gjør de periodiske oppgavene én gang. Kan kjøres så ofte man vil."

    def handle(self, **options):
        krev_migrert()
        utfall = periodisk.utfoer(dag=i_dag(), naa=naa())
        for navn, feil in utfall:
            self.stdout.write(f"{navn}: {'i orden' if feil is None else f'feilet ({feil})'}")
        if feilet := [navn for navn, feil in utfall if feil]:
            raise CommandError(f"{len(feilet)} av {len(utfall)} oppgaver feilet. Loggen sier mer.")
