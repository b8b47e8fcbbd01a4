"""manage.py import_grenser: the municipalities' borders from a GeoJSON file, for maps in reports."""

from pathlib import Path

from django.core.management.base import CommandError

from bosetting.brukere.actions import importer_grenser
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.kommando import Kommando
from bosetting.felles.norsk import opplisting
from bosetting.kommuner.grenseimport import KILDE

VISTE_UKJENTE = 10


class Command(Kommando):
    help = "Les kommunegrenser (GeoJSON, WGS 84) inn i registeret. Kan kjøres flere ganger."

    def add_arguments(self, parser):
        parser.add_argument(
            "fil", type=Path, metavar="FIL", help="GeoJSON med Polygon eller MultiPolygon per kommune"
        )
        parser.add_argument("--aar", type=int, help="året kommunenumrene gjelder for (ellers i år)")
        parser.add_argument(
            "--kilde", default=KILDE, help="det som skal stå ved kartet (ellers «%(default)s»)"
        )

    def handle(self, *args, **options):
        aar = options["aar"] or i_dag().year
        try:
            resultat = importer_grenser(fil=options["fil"], aar=aar, kilde=options["kilde"])
        except Hinder as hinder:
            raise CommandError(" ".join(str(grunn) for _felt, grunn in hinder.grunner)) from None
        if resultat.ukjente:
            viste = opplisting(resultat.ukjente[:VISTE_UKJENTE])
            flere = len(resultat.ukjente) - VISTE_UKJENTE
            self.stderr.write(
                f"Advarsel: ikke i registeret for {aar}, og hoppet over: {viste}"
                + (f", og {flere} til." if flere > 0 else ".")
            )
        self.stdout.write(f"Grenser lagret for {resultat.kommuner} kommuner, {resultat.punkter} punkter.")
