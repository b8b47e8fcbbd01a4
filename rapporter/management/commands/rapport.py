"""``manage.py rapport``: one report as a PDF, as one HTML file, or as the package for the archive."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.dokument.typst import Tegnefeil
from bosetting.felles.fil import hvorfor_ikke_skrevet
from bosetting.felles.kommando import Kommando
from rapporter.definisjoner import Definisjonsfeil
from rapporter.frysing import Frysefeil
from rapporter.models import Rapport, Utgave
from rapporter.pakke import Rapportinnhold, innhold

FORMATER: dict[str, Callable[[Rapportinnhold], bytes]] = {
    ".pdf": Rapportinnhold.som_pdf,
    ".html": Rapportinnhold.som_html,
    ".zip": Rapportinnhold.som_pakke,
}


class Command(Kommando):
    help = (
        "Skriver en rapport til en fil: .pdf, .html (én fil som ikke trenger noen andre) eller .zip (pakken for "
        "arkivet). En rapport som er godkjent eller sendt, skrives slik den ble frosset; ellers er den et utkast."
    )

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="tallet i adressen til rapporten, som 3 i /rapporter/3/")
        parser.add_argument(
            "--ut", required=True, help="FIL.pdf, FIL.zip eller FIL.html; en fil som finnes, erstattes"
        )
        parser.add_argument(
            "--utgave", type=int, metavar="N", help="en bestemt utgave; ellers den som gjelder"
        )

    def handle(self, *, id: int, ut: str, utgave: int | None, **options):
        skriv = FORMATER.get(Path(ut).suffix.lower())
        if skriv is None:
            raise CommandError(f"«{ut}» må slutte på .pdf, .zip eller .html.")
        try:
            rapporten = innhold(finn(id, utgave))
            data = skriv(rapporten)
        except (Frysefeil, Tegnefeil, Definisjonsfeil) as feil:
            raise CommandError(f"Rapporten kan ikke lages: {feil}") from feil
        fil = Path(ut)
        try:
            fil.write_bytes(data)
        except OSError as feil:
            raise CommandError(f"Kan ikke skrive til {ut}: {hvorfor_ikke_skrevet(feil)}.") from feil
        hva = f"utgave {rapporten.utgave.nummer}" if rapporten.utgave else "utkast, ikke godkjent"
        self.stdout.write(f"{fil.resolve()}: {rapporten.dokument.tittel}, {hva}")


def finn(id: int, nummer: int | None) -> Rapport | Utgave:
    """Return the report, or the edition of that number. CommandError when there is none."""
    rapport = Rapport.objects.select_related("prosjekt__embete").filter(pk=id).first()
    if rapport is None:
        finnes = ", ".join(str(pk) for pk in Rapport.objects.order_by("pk").values_list("pk", flat=True)[:20])
        raise CommandError(f"Det finnes ingen rapport {id}. Disse finnes: {finnes or 'ingen'}.")
    if nummer is None:
        return rapport
    utgaver = Utgave.objects.select_related("rapport__prosjekt__embete", "godkjent_av").filter(
        rapport=rapport
    )
    if utgave := utgaver.filter(nummer=nummer).first():
        return utgave
    numre = ", ".join(str(ett) for ett in utgaver.order_by("nummer").values_list("nummer", flat=True))
    raise CommandError(f"Rapport {id} har ingen utgave {nummer}. Disse finnes: {numre or 'ingen'}.")
