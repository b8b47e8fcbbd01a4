"""How figures and dates are written in Norwegian text, on screen and on paper."""

from datetime import date

from django.utils.formats import date_format

HARDT_MELLOMROM = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
UKJENT = "\N{EN DASH}"


def tall(verdi: int | None) -> str:
    """Return the figure with thousands parted by a no-break space; an en dash for None (unknown, which is not 0)."""
    if verdi is None:
        return UKJENT
    return f"{verdi:,}".replace(",", HARDT_MELLOMROM).replace("-", MINUS)


def fortegn(verdi: int | None) -> str:
    """Return a difference with its sign: +15, −3, 0; an en dash for None."""
    return f"+{tall(verdi)}" if verdi and verdi > 0 else tall(verdi)


def dato(verdi: date | None) -> str:
    """Return 29.01.2016; an en dash for None."""
    return UKJENT if verdi is None else f"{verdi:%d.%m.%Y}"


def langdato(verdi: date | None) -> str:
    """Return 29. januar 2016; an en dash for None."""
    return UKJENT if verdi is None else date_format(verdi, "j. F Y")
