"""Colours: whether two of them can be told apart, as WCAG 2.2 reckons it."""

import re

FARGE = re.compile(r"#[0-9a-fA-F]{6}")
LESBAR = 4.5  # text against its background


def kontrast(en: str, annen: str) -> float:
    """Return the contrast of two hex colours, from 1 (the same) to 21 (black and white). Raises ValueError."""
    lysest, moerkest = sorted((_lyshet(en), _lyshet(annen)), reverse=True)
    return (lysest + 0.05) / (moerkest + 0.05)


def _lyshet(farge: str) -> float:
    if not FARGE.fullmatch(farge):
        raise ValueError(f"{farge!r} is no hex colour.")
    roed, groenn, blaa = (_lineaer(int(farge[sted : sted + 2], 16) / 255) for sted in (1, 3, 5))
    return 0.2126 * roed + 0.7152 * groenn + 0.0722 * blaa


def _lineaer(verdi: float) -> float:
    return verdi / 12.92 if verdi <= 0.04045 else ((verdi + 0.055) / 1.055) ** 2.4
