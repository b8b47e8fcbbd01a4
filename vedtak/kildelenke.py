"""The address of the trace of one figure: the rows behind it, whose sum it is."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from .filters import PAA_DATO


def kildevalg(
    tall: str,
    per: date,
    kjent: date | None = None,
    kommune_nr: str = "",
    struktur: date | None = None,
) -> dict[str, str]:
    """Return the choices in the address, those that are made; ``tall`` is a name as «vedtatt.totalt»."""
    valg = {"tall": tall, "kommune": kommune_nr, "per": per, "kjent": kjent}
    if struktur is not None:
        valg |= {"struktur": PAA_DATO, "strukturdato": struktur}
    return {navn: str(verdi) for navn, verdi in valg.items() if verdi}


def kildelenke(
    aar: int,
    tall: str,
    per: date,
    kjent: date | None = None,
    kommune_nr: str = "",
    struktur: date | None = None,
) -> str:
    """Return the address where the figure opens to its rows; it says both clocks, so it shows the same for ever."""
    valg = kildevalg(tall, per, kjent, kommune_nr, struktur)
    return f"{reverse('vedtak:kilder-show', args=[aar])}?{urlencode(valg)}"
