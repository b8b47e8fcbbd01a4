"""What the commands that write a report to a file share: which report is meant, and the file itself."""

import re
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from bosetting.felles.fil import hvorfor_ikke_skrevet

from .domain import hinder_for_rapport
from .frysing import gjeldende_pdf
from .models import Rapport
from .queries import perioden

# Typst writes the tree of pages uncompressed; its root counts them.
SIDETALL = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


def skriv(rapport: Rapport, ut: str) -> str:
    """Write the report as PDF to ``ut``, the frozen bytes when it is approved; return the path and the number of pages.

    CommandError if it cannot be."""
    pdf = gjeldende_pdf(rapport)
    fil = Path(ut)
    try:
        fil.write_bytes(pdf)
    except OSError as feil:
        raise CommandError(f"Kan ikke skrive til {ut}: {hvorfor_ikke_skrevet(feil)}.") from feil
    treff = SIDETALL.search(pdf)
    return f"{fil.resolve()}: {int(treff[1])} sider" if treff else f"{fil.resolve()}"


def eneste(par: list, hva: str, hvilken: str):
    """Return the only row, None when there is none; several projects must be told apart by name."""
    if len(par) > 1:
        navn = ", ".join(f"«{prosjekt.navn}» ({prosjekt.embete})" for prosjekt, _rad in par)
        raise CommandError(f"Flere prosjekter {hva} for {hvilken}: {navn}. Velg ett med --prosjekt NAVN.")
    return par[0][1] if par else None


def krev_mulig(rapport: Rapport, dag: date, hvilken: str) -> None:
    """CommandError with the reason when such a report could not be made on the page either."""
    hinder = hinder_for_rapport(
        periode=perioden(rapport),
        aar=rapport.aar,
        skjaeringsdato=rapport.skjaeringsdato,
        bosettingsaar=rapport.bosettingsaar,
        dag=dag,
        prosjekt_fra=rapport.prosjekt.fra,
        prosjekt_til=rapport.prosjekt.til,
    )
    if hinder:
        _felt, grunn = hinder[0]
        raise CommandError(f"Kan ikke lage rapport for {hvilken}. {grunn}")
