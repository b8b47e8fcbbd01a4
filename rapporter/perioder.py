"""What stretch of time a report covers: a tertial, a whole year or a whole project. Plain Python."""

from datetime import date, timedelta

from bosetting.felles.norsk import langdato
from bosetting.felles.tertial import Tertial

from .definisjon import AAR, PROSJEKT, SLAG, TERTIAL, Periode


def periode(
    slag: str, *, aar: int, tertial: int, prosjekt_fra: date, prosjekt_til: date | None, skjaeringsdato: date
) -> Periode:
    """Return the period of a report of one kind. A project that is not over lasts to the day after the cut-off.

    Raises ValueError for a kind that is not in SLAG, and for a tertial that is not 1, 2 or 3.
    """
    if slag == TERTIAL:
        ett = Tertial(aar, tertial)
        return Periode(slag, ett.fra, ett.til, ett.tekst, ett.datoer, ett.neste.til, f"{tertial}-{aar}")
    if slag == AAR:
        fra, til = date(aar, 1, 1), date(aar + 1, 1, 1)
        return Periode(
            slag, fra, til, str(aar), f"1. januar–31. desember {aar}", date(aar + 2, 1, 1), str(aar)
        )
    if slag == PROSJEKT:
        til = prosjekt_til or skjaeringsdato + timedelta(days=1)
        datoer = f"{langdato(prosjekt_fra)}–{langdato(til - timedelta(days=1))}"
        return Periode(
            slag,
            prosjekt_fra,
            til,
            "prosjektperioden",
            datoer,
            til + timedelta(days=365),
            f"{prosjekt_fra.year}-{aar}",
        )
    raise ValueError(f"En rapport gjelder {', '.join(SLAG)}, ikke {slag}.")
