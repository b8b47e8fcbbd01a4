"""``manage.py arbeider``: work in the background and the periodic duties, in one process. Run as many as needed."""

from bosetting.felles.kommando import Kommando, krev_migrert
from bosetting.jobber.arbeider import Arbeider


class Command(Kommando):
    help = (
        "Gjør bakgrunnsarbeidet og de periodiske oppgavene til den blir bedt om å stoppe (SIGTERM, Ctrl-C)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--pause", type=float, default=1.0, help="Sekunder mellom hver gang køen sjekkes (1)."
        )
        parser.add_argument(
            "--til-koen-er-tom", action="store_true", help="Gjør det som venter nå, og avslutt så."
        )

    def handle(self, *, pause, til_koen_er_tom, **options):
        krev_migrert()
        arbeider = Arbeider(pause=pause)
        arbeider.configure_signals()
        if til_koen_er_tom:
            arbeider.runde()
        else:
            arbeider.loep()
