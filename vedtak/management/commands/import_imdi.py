"""``manage.py import_imdi FILE``: IMDi's dated figures, compared with what is recorded and never overwriting it."""

from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.kommando import Kommando
from vedtak.imdi_import import Importfeil, importer_imdi


def les_fil(sti: str) -> str:
    """Return the file's text (UTF-8 with or without BOM, else Latin-1). CommandError when it cannot be read."""
    try:
        innhold = Path(sti).read_bytes()
    except OSError as feil:
        raise CommandError(f"Kan ikke lese {sti}: {hvorfor_ikke_lest(feil)}.") from feil
    if b"\x00" in innhold:
        raise CommandError(f"{sti} er ikke en tekstfil.")
    try:
        return innhold.decode("utf-8-sig")
    except UnicodeDecodeError:
        return innhold.decode("latin-1")


class Command(Kommando):
    help = "Leser inn IMDis tall for anmodning, vedtak og bosatt per kommune, år og dato."

    def add_arguments(self, parser):
        parser.add_argument("fil", help="CSV: kommune_nr,aar,per_dato,anmodning,vedtak,bosatt")

    def handle(self, *, fil, **options):
        try:
            resultat = importer_imdi(by=None, tekst=les_fil(fil), filnavn=Path(fil).name, dag=i_dag())
        except Importfeil as feil:
            for linje, grunn in feil.varsler + feil.feil:
                self.stderr.write(f"{fil}, linje {linje}: {grunn}")
            raise CommandError(f"Ingenting er lagret. {len(feil.feil)} linje(r) har feil.") from feil
        for linje, grunn in resultat.varsler:
            self.stderr.write(f"{fil}, linje {linje}: {grunn}")
        for avvik in resultat.avvik:
            self.stdout.write(f"Avvik: {avvik}")
        if not resultat.snapshot:
            self.stdout.write("Ingen endringer: alle tallene er lest inn før.")
            return
        self.stdout.write(
            f"{resultat.snapshot} nye tall fra IMDi: {len(resultat.runder)} nye runder, {resultat.svar} nye svar, "
            f"{resultat.bosatte} bosattall, {len(resultat.avvik)} avvik."
        )
