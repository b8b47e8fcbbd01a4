"""``manage.py tallkontroll FILE``: what in a text, CSV or XLSX does not add up. The page's functions; saves nothing."""

from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.arbeidsbok import MAKS_BYTES, Arbeidsbokfeil
from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.kommando import Kommando
from rapporter.tallkontroll.funn import NAVN, Funn
from rapporter.tallkontroll.innlesing import Innhold, les_fil
from rapporter.tallkontroll.kontroll import kontroller
from vedtak.kommandovalg import som_tekst


def les(sti: str) -> Innhold:
    """Return what a file on disk holds. CommandError when it cannot be read."""
    try:
        with Path(sti).open("rb") as fil:
            innhold = fil.read(MAKS_BYTES + 1)
    except OSError as feil:
        raise CommandError(f"Kan ikke lese {sti}: {hvorfor_ikke_lest(feil)}.") from feil
    except ValueError as feil:  # a NUL in the name
        raise CommandError(f"Kan ikke lese {sti!r}: det er ikke et filnavn.") from feil
    try:
        return les_fil(innhold, Path(sti).name)
    except Arbeidsbokfeil as feil:
        raise CommandError(f"{sti}: {feil.grunn}") from feil


def som_verdier(funn: Funn) -> dict:
    """Return a finding in the shape that scripts read; ``sted`` only where there are sheets."""
    return {
        "linje": funn.linje,
        "sitat": funn.sitat,
        "funnet": funn.funnet,
        "skal_vaere": funn.skal_vaere,
        "slag": str(funn.slag),
        "forklaring": str(funn.forklaring),
        "linjer": list(funn.linjer),
    } | ({"sted": funn.sted} if funn.sted else {})


class Command(Kommando):
    help = (
        "Kontrollerer tallene i en tekst (.txt, .md), en CSV-fil eller et regneark (.xlsx): summer, deler, "
        "differanser, prosenter, antall mot lister og datoer. Avslutter med 0 også når det er funn "
        "(antallet står i svaret), og med 1 når filen ikke kan leses."
    )

    def add_arguments(self, parser):
        parser.add_argument("fil", help="tekst, CSV eller XLSX")
        parser.add_argument("--json", action="store_true", help="skriv JSON: fil, funn og antall")

    def handle(self, *, fil, json: bool, **options):
        innhold = les(fil)
        funnene = kontroller(innhold.tekst, innhold.ark)
        if json:
            verdier = {"fil": fil, "funn": [som_verdier(ett) for ett in funnene], "antall": len(funnene)}
            self.stdout.write(som_tekst(verdier, self.stdout))
        else:
            self.stdout.write(self.rapport(fil, funnene))

    @staticmethod
    def rapport(fil: str, funnene: list[Funn]) -> str:
        linjer = [f"{fil}: {len(funnene) or 'ingen'} funn"]
        for ett in funnene:
            linjer += [
                "",
                f"Linje {ett.linje}{f' ({ett.sted})' if ett.sted else ''}: {NAVN[ett.slag]} [{ett.slag}]",
                f"  «{ett.sitat}»",
                f"  Funnet: {ett.funnet}. Skal være: {ett.skal_vaere}.",
                f"  {ett.forklaring}",
            ]
        return "\n".join(linjer)
