"""``manage.py import_imdi FILE``: IMDi's dated figures, compared with what is recorded and never overwriting it."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.arbeidsbok import MAKS_BYTES, Arbeidsbokfeil, Rad, les
from bosetting.felles.dag import i_dag
from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.kommando import Kommando
from vedtak import imdi
from vedtak.imdi_import import Importfeil, Importresultat, Nyhet, importer_imdi


def les_fil(sti: str) -> list[Rad]:
    """Return the rows of a file on disk. CommandError when it cannot be read."""
    try:
        with Path(sti).open("rb") as fil:
            innhold = fil.read(MAKS_BYTES + 1)
    except OSError as feil:
        raise CommandError(f"Kan ikke lese {sti}: {hvorfor_ikke_lest(feil)}.") from feil
    try:
        return les(innhold)
    except Arbeidsbokfeil as feil:
        raise CommandError(f"{sti}: {feil.grunn}") from feil


def stopp(kommando: Kommando, fil: str, feil: Importfeil) -> CommandError:
    """Write what is wrong, line by line, and return the error to end with."""
    for linje, grunn in sorted(feil.varsler + feil.feil, key=lambda merknad: merknad[0]):
        kommando.stderr.write(f"{fil}, linje {linje}: {grunn}")
    antall = len({linje for linje, _grunn in feil.feil})
    return CommandError(f"Ingenting er lagret. {antall} linje(r) har feil.")


def _nyhet(hva: str, nyhet: Nyhet) -> str:
    foer, etter = ("–" if tall is None else tall for tall in (nyhet.foer, nyhet.etter))
    return f"{hva}: {nyhet.kommune} {nyhet.aar} per {nyhet.per_dato:%d.%m.%Y}: {foer} → {etter}"


def skriv_resultat(kommando: Kommando, fil: str, resultat: Importresultat, *, toerr: bool) -> None:
    """Write what an import did, or would do."""
    for linje, grunn in resultat.varsler:
        kommando.stderr.write(f"{fil}, linje {linje}: {grunn}")
    for nyhet in resultat.anmodninger:
        kommando.stdout.write(_nyhet("Anmodet", nyhet))
    for nyhet in resultat.svarendringer:
        kommando.stdout.write(_nyhet("Vedtatt", nyhet))
    for avvik in resultat.avvik:
        kommando.stdout.write(f"Avvik: {avvik}")
    if resultat.andre_aar:
        kommando.stdout.write(f"{resultat.andre_aar} linje(r) for andre år er ikke tatt med.")
    if not resultat.snapshot:
        kommando.stdout.write("Ingen endringer: alle tallene er lest inn før.")
        return
    kommando.stdout.write(
        f"{resultat.snapshot} nye tall fra IMDi: {len(resultat.runder)} nye runder, {resultat.svar} nye svar, "
        f"{resultat.bosatte} bosattall, {len(resultat.avvik)} avvik."
    )
    if toerr:
        kommando.stdout.write("Prøvekjøring: ingenting er lagret.")


class Command(Kommando):
    help = "Leser inn IMDis tall for anmodning, vedtak og bosatt per kommune, år og dato."

    def add_arguments(self, parser):
        parser.add_argument("fil", help="XLSX eller CSV: kommune_nr,aar,per_dato,anmodning,vedtak,bosatt")
        parser.add_argument(
            "--dato", type=date.fromisoformat, help="datoen tallene gjelder for, når filen ikke har per_dato"
        )

    def handle(self, *, fil, dato, **options):
        innlest = imdi.les(les_fil(fil), i_dag(), per_dato=dato)
        try:
            resultat = importer_imdi(by=None, innlest=innlest, filnavn=Path(fil).name)
        except Importfeil as feil:
            raise stopp(self, fil, feil) from feil
        skriv_resultat(self, fil, resultat, toerr=False)
