"""manage.py import_kommuner: municipalities, their changes and inhabitants from CSV files."""

from pathlib import Path

from django.core.management.base import CommandError

from bosetting.brukere.actions import importer_kommuner
from bosetting.felles.kommando import Kommando
from bosetting.kommuner.domain import KOLONNER
from bosetting.kommuner.registerimport import ImportHinder

_HJELP = {
    "kommuner": "kommuner med nummer, navn og fylke",
    "endringer": "hvilke kommuner som ble til hvilke, og når",
    "folketall": "innbyggere per kommune og år",
}


class Command(Kommando):
    help = "Les kommuner, kommuneendringer og folketall inn i registeret. Kan kjøres flere ganger."

    def add_arguments(self, parser):
        for slag, hjelp in _HJELP.items():
            kolonner = ",".join(KOLONNER[slag])
            parser.add_argument(f"--{slag}", type=Path, metavar="FIL", help=f"CSV: {hjelp} ({kolonner})")

    def handle(self, *args, **options):
        filer = {slag: options[slag] for slag in _HJELP}
        if not any(filer.values()):
            raise CommandError("Oppgi minst én fil: --kommuner, --endringer eller --folketall.")
        try:
            resultat = importer_kommuner(**filer)
        except ImportHinder as hinder:
            self._si_fra("Advarsel", hinder.varsler)
            self._si_fra("Feil", [grunn for _, grunn in hinder.grunner])
            raise CommandError(f"Ingenting er lagret. Feil i filene: {len(hinder.grunner)}.") from None
        self._si_fra("Advarsel", resultat.varsler)
        if not resultat.endret:
            self.stdout.write("Ingen endringer.")
        for slag, antall in resultat.antall.items():
            if antall:
                self.stdout.write(f"{slag}: {antall}")

    def _si_fra(self, grad, merknader):
        for merknad in merknader:
            self.stderr.write(f"{grad}: {merknad}")
