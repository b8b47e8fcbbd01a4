"""``manage.py verifiser``: whether a PDF is a report as it was approved."""

import hashlib
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.kommando import Kommando
from bosetting.felles.norsk import langdato
from rapporter.frysing import tegn_paa_nytt
from rapporter.queries import rapportnavn
from rapporter.queries_utgaver import sendt, siste_utgave, utgave_med

BIT = 1024 * 1024


class Command(Kommando):
    help = "Sier om en PDF er en frosset utgave av en rapport. Avslutter med 0 når den er det, ellers med 1."

    def add_arguments(self, parser):
        parser.add_argument("fil", metavar="FIL.pdf", help="PDF-filen som skal kontrolleres")

    def handle(self, *, fil, **options):
        sha256 = _sha256(fil)
        utgave = utgave_med(sha256)
        if utgave is None:
            raise CommandError(f"{fil} er ikke en frosset utgave av noen rapport her (SHA-256 {sha256}).")
        rapport = utgave.rapport
        self.stdout.write(
            f"{fil} er utgave {utgave.nummer} av {rapportnavn(rapport)} ({rapport.prosjekt.navn})."
        )
        self.stdout.write(
            f"Godkjent {langdato(timezone.localtime(utgave.godkjent_at).date())}. SHA-256 {sha256}."
        )
        if gang := sendt(utgave):
            self.stdout.write(f"Sendt {langdato(gang.dato)} til {gang.mottaker}.")
        siste = siste_utgave(rapport)
        if siste.pk != utgave.pk:
            self.stdout.write(f"Det finnes en nyere utgave: utgave {siste.nummer}.")
        ny = tegn_paa_nytt(utgave)
        if ny.lik:
            self.stdout.write("Tegnet på nytt av det som er lagret, blir filen den samme, byte for byte.")
        elif ny.skiftet:
            self.stdout.write(
                f"Tegnet på nytt blir filen en annen, fordi dette er skiftet ut siden: {', '.join(ny.skiftet)}. "
                "Den lagrede filen gjelder."
            )
        else:
            self.stdout.write(
                "Tegnet på nytt blir filen en annen, med de samme versjonene. Den lagrede filen gjelder."
            )


def _sha256(fil: str) -> str:
    summen = hashlib.sha256()
    try:
        with Path(fil).open("rb") as innhold:
            while bit := innhold.read(BIT):
                summen.update(bit)
    except OSError as feil:
        raise CommandError(f"Kan ikke lese {fil}: {hvorfor_ikke_lest(feil)}.") from feil
    except ValueError as feil:  # a NUL in the name
        raise CommandError(f"Kan ikke lese {fil!r}: det er ikke et filnavn.") from feil
    return summen.hexdigest()
