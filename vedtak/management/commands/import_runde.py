"""``manage.py import_runde FILE --aar 2016``: a round's figures from a file, in own shape or IMDi's, XLSX or CSV.

Own shape becomes a round sent on ``--dato``; IMDi's shape a dated snapshot with requests, decisions and settled. What
would change is printed first; with a bad row nothing is saved and the exit status is 1.
"""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from anmodninger import rundefil
from anmodninger.domain import aarsgrunner
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.kommando import Kommando
from vedtak import imdi
from vedtak.domain import Tall
from vedtak.imdi_import import Importfeil, importer_imdi
from vedtak.sendtrunde import Rundelinje, Runderesultat, importer_sendt_runde

from .import_imdi import les_fil, skriv_resultat, stopp


def _dato(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise CommandError(f"«{tekst}» er ikke en dato på formen åååå-mm-dd.") from None


def _tall(tall: Tall | None) -> str:
    if tall is None:
        return "–"
    return f"{tall.totalt} (EM {'ukjent' if tall.em is None else tall.em})"


class Command(Kommando):
    help = "Leser inn en runde fra XLSX eller CSV og viser hva som endres."

    def add_arguments(self, parser):
        parser.add_argument("fil", help="egen form (kommunenummer, totalt, EM) eller IMDis fem kolonner")
        parser.add_argument("--aar", type=int, required=True, help="bosettingsåret")
        parser.add_argument("--dato", help="sendt dato, eller datoen IMDis tall gjelder for (i dag)")
        parser.add_argument("--dry-run", action="store_true", help="vis hva som endres, lagre ingenting")

    def handle(self, *, fil, aar, dato, dry_run, **options):
        dag, dato = i_dag(), dato and _dato(str(dato))
        grunner = [grunn for _felt, grunn in aarsgrunner(aar)] + (imdi.datofeil(dato, dag) if dato else [])
        if grunner:
            raise CommandError(" ".join(map(str, grunner)))
        rader = les_fil(fil)
        form = rundefil.finn_hode(rader, ("kommune_nr", "totalt"), aar).form
        try:
            if form == rundefil.EGEN:
                self._egen(fil, rundefil.les(rader, aar), aar, dato or dag, dry_run)
            else:
                per_dato = dato if form == rundefil.DATERT else dato or dag
                innlest = imdi.les(rader, dag, per_dato=per_dato, aar=aar)
                resultat = importer_imdi(by=None, innlest=innlest, filnavn=Path(fil).name, toerr=dry_run)
                skriv_resultat(self, fil, resultat, toerr=dry_run)
        except Importfeil as feil:
            raise stopp(self, fil, feil) from feil
        except Hinder as hinder:
            raise CommandError(f"Ingenting er lagret. {hinder}") from hinder

    def _egen(self, fil, innlest, aar: int, dato: date, toerr: bool) -> None:
        resultat = importer_sendt_runde(
            by=None, innlest=innlest, aar=aar, dato=dato, filnavn=Path(fil).name, toerr=toerr
        )
        for linje, grunn in resultat.varsler:
            self.stderr.write(f"{fil}, linje {linje}: {grunn}")
        for linje in resultat.linjer:
            self.stdout.write(self._linje(linje))
        for linje in resultat.avvik:
            self.stdout.write(
                f"Avvik: {linje.kommune}: {_tall(linje.etter)} i filen, {_tall(linje.foer)} i embetets egen runde"
            )
        if resultat.uten_tall:
            self.stdout.write(f"{resultat.uten_tall} kommune(r) i filen har ikke tall og anmodes ikke.")
        if resultat.andre_aar:
            self.stdout.write(f"{resultat.andre_aar} linje(r) for andre år er ikke tatt med.")
        self.stdout.write(self._konklusjon(resultat, aar, dato, toerr))

    @staticmethod
    def _linje(linje: Rundelinje) -> str:
        if not linje.endret:
            return f"Uendret: {linje.kommune}: {_tall(linje.etter)}"
        return (
            f"{'Endret' if linje.foer else 'Ny'}: {linje.kommune}: {_tall(linje.foer)} → {_tall(linje.etter)}"
        )

    @staticmethod
    def _konklusjon(resultat: Runderesultat, aar: int, dato: date, toerr: bool) -> str:
        if not resultat.endrer:
            return "Ingen endringer: tallene er de samme som i anmodningene som gjelder."
        antall = sum(linje.endret for linje in resultat.linjer)
        totalt = sum(linje.etter.totalt for linje in resultat.linjer)
        hvem = resultat.embete.omraade if resultat.embete else "hele landet"
        erstatter = (
            f", erstatter runden sendt {resultat.erstatter.sendt_dato:%d.%m.%Y}" if resultat.erstatter else ""
        )
        runden = (
            f"runde for {aar} ({hvem}), sendt {dato:%d.%m.%Y}{erstatter}: {len(resultat.linjer)} kommuner, "
            f"{totalt} personer, {antall} nye eller endrede."
        )
        return f"Prøvekjøring, ingenting er lagret: {runden}" if toerr else f"Lagret {runden}"
