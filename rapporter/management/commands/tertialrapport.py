"""``manage.py tertialrapport``: the tertial report as a PDF file, made by the same functions as the page."""

import re
from datetime import timedelta
from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.dag import i_dag
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.fil import hvorfor_ikke_skrevet
from bosetting.felles.kommando import Kommando
from bosetting.felles.tertial import Tertial
from rapporter.definisjoner import TERTIALRAPPORT
from rapporter.dokument import bygg
from rapporter.domain import hinder_for_rapport
from rapporter.models import Rapport
from rapporter.queries import foreslaatt_bosettingsaar, grunnlag, perioden, prosjekter_i

# Typst writes the tree of pages uncompressed; its root counts them.
SIDETALL = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


class Command(Kommando):
    help = "Skriver tertialrapporten for et prosjekt, år og tertial til en PDF-fil."

    def add_arguments(self, parser):
        parser.add_argument("--aar", type=int, required=True, help="År, for eksempel 2015")
        parser.add_argument("--tertial", type=int, required=True, choices=[1, 2, 3])
        parser.add_argument(
            "--ut", required=True, help="Filen PDF-en skrives til; en fil som finnes, erstattes"
        )
        parser.add_argument("--prosjekt", help="Prosjektets navn, når flere prosjekter har en rapport")

    def handle(self, *, aar, tertial, ut, prosjekt, **options):
        if not 1900 <= aar <= 2200:
            raise CommandError(f"{aar} er ikke et årstall rapporten kan gjelde.")
        pdf = som_pdf(bygg(grunnlag(finn_rapport(Tertial(aar, tertial), prosjekt))))
        fil = Path(ut)
        try:
            fil.write_bytes(pdf)
        except OSError as feil:
            raise CommandError(f"Kan ikke skrive til {ut}: {hvorfor_ikke_skrevet(feil)}.") from feil
        treff = SIDETALL.search(pdf)
        self.stdout.write(f"{fil.resolve()}: {int(treff[1])} sider" if treff else f"{fil.resolve()}")


def finn_rapport(tertial: Tertial, prosjekt: str | None) -> Rapport:
    """Return the stored report; without one, an unsaved one of the only project then. CommandError if unclear."""
    lagrede = Rapport.objects.filter(
        type=TERTIALRAPPORT, aar=tertial.aar, tertial=tertial.nummer
    ).select_related("prosjekt__embete")
    if prosjekt:
        lagrede = lagrede.filter(prosjekt__navn__iexact=prosjekt)
    if rapport := _eneste([(rapport.prosjekt, rapport) for rapport in lagrede], "har en rapport", tertial):
        return rapport
    aktuelle = prosjekter_i(tertial, prosjekt)
    valgt = _eneste([(ett, ett) for ett in aktuelle], "var i gang", tertial)
    if valgt is None:
        hva = f"prosjektet «{prosjekt}»" if prosjekt else "noe prosjekt"
        raise CommandError(f"Fant ingen rapport, og heller ikke {hva}, for {tertial.tekst}.")
    dag = i_dag()
    skjaeringsdato = min(tertial.til - timedelta(days=1), dag)
    bosettingsaar = foreslaatt_bosettingsaar(valgt.embete, tertial, skjaeringsdato)
    rapport = Rapport(
        prosjekt=valgt,
        aar=tertial.aar,
        tertial=tertial.nummer,
        bosettingsaar=bosettingsaar,
        skjaeringsdato=skjaeringsdato,
    )
    if hinder := hinder_for_rapport(
        periode=perioden(rapport),
        aar=tertial.aar,
        skjaeringsdato=skjaeringsdato,
        bosettingsaar=bosettingsaar,
        dag=dag,
        prosjekt_fra=valgt.fra,
        prosjekt_til=valgt.til,
    ):
        _felt, grunn = hinder[0]
        raise CommandError(f"Kan ikke lage rapport for {tertial.tekst}. {grunn}")
    return rapport


def _eneste(par: list, hva: str, tertial: Tertial):
    """Return the only row, None when there is none; several projects must be told apart by name."""
    if len(par) > 1:
        navn = ", ".join(f"«{prosjekt.navn}» ({prosjekt.embete})" for prosjekt, _rad in par)
        raise CommandError(
            f"Flere prosjekter {hva} for {tertial.tekst}: {navn}. Velg ett med --prosjekt NAVN."
        )
    return par[0][1] if par else None
