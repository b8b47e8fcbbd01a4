"""``manage.py brev``: the letters of a round as one PDF or a zip, for archives and for those who post them."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from anmodninger import brevfiler, brevutsending
from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.felles.dag import i_dag
from bosetting.felles.fil import hvorfor_ikke_skrevet
from bosetting.felles.kommando import Kommando


class Command(Kommando):
    help = (
        "Skriver brevene i en anmodningsrunde til én PDF eller en zip med én PDF per kommune. "
        "Filer som ikke er laget ennå, lages først. For en runde som er ført inn etter at den ble sendt, "
        "lages kopier etter dagens brevmal."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--runde", type=int, required=True, help="Rundens nummer, som i adressen til siden dens"
        )
        parser.add_argument(
            "--ut",
            required=True,
            help="FIL.pdf eller FIL.zip; en fil som finnes, erstattes når den nye er hel",
        )

    def handle(self, *, runde, ut, **options):
        mal = Path(ut)
        slag = mal.suffix.lower().removeprefix(".")
        if slag not in brevfiler.SKRIVERE:
            raise CommandError(f"Skriv et filnavn som slutter på .pdf eller .zip, ikke «{mal.name}».")
        rad = Anmodningsrunde.objects.filter(pk=runde).first()
        if rad is None:
            raise CommandError(f"Det finnes ingen runde {runde}. {kjente_runder()}")
        if rad.embete_id is None:
            raise CommandError(f"Runde {runde} er en nasjonal runde, og har ingen brev.")
        antall = Anmodning.objects.filter(runde=rad).count()
        if not antall:
            raise CommandError(f"Runde {runde} har ikke tall per kommune, og derfor ingen brev.")
        lagret = brevfiler.er_lagret(rad)
        if lagret:
            for pk in list(brevutsending.uten_fil(rad.pk)):
                brevutsending.lag_fil(pk)
        filer = brevfiler.lagrede(rad) if lagret else brevfiler.kopier(rad, i_dag())
        try:
            resultat = skriv_hel(mal, lambda fil: brevfiler.skriv(slag, rad, filer, fil))
        except brevfiler.Fildefekt as feil:
            raise CommandError(f"{feil} Ingenting er skrevet.") from feil
        except OSError as feil:
            raise CommandError(f"Kan ikke skrive til {ut}: {hvorfor_ikke_skrevet(feil)}.") from feil
        hva = "brev" if lagret else "kopier etter dagens brevmal"
        sider = f", {resultat} sider" if slag == "pdf" else ""
        self.stdout.write(f"{mal.resolve()}: {antall} {hva}{sider}")


def kjente_runder() -> str:
    """Return which rounds there are, the last sent first: their numbers stand nowhere else but in addresses."""
    runder = Anmodningsrunde.objects.exclude(embete=None)[:5]
    if not runder:
        return "Ingen runder er ført inn."
    return (
        "De siste er "
        + ", ".join(f"{rad.pk} ({rad.aar}, sendt {rad.sendt_dato:%d.%m.%Y})" for rad in runder)
        + "."
    )


def skriv_hel(mal: Path, skriv) -> int:
    """Write a file beside its name and give it the name when it is whole. A stop on the way leaves what was there."""
    if mal.is_dir():
        raise IsADirectoryError
    nr, halv = tempfile.mkstemp(dir=mal.parent, prefix=f".{mal.name}.")
    try:
        with os.fdopen(nr, "wb") as fil:
            resultat = skriv(fil)
        os.chmod(halv, 0o666 & ~_umask())
        os.replace(halv, mal)
    except BaseException:
        os.unlink(halv)
        raise
    return resultat


def _umask() -> int:
    maske = os.umask(0)
    os.umask(maske)
    return maske
