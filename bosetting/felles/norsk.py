"""How figures and dates are written in Norwegian text, on screen and on paper."""

from collections.abc import Iterable
from datetime import date, time

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

HARDT_MELLOMROM = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
UKJENT = "\N{EN DASH}"
_BOKSTAVER = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "đ": "d", "ŋ": "n", "ŧ": "t"})


def tall(verdi: int | None) -> str:
    """Return the figure with thousands parted by a no-break space; an en dash for None (unknown, which is not 0)."""
    if verdi is None:
        return UKJENT
    if 0 <= verdi < 1000:
        return str(verdi)
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


def klokkeslett(fra: time | None, til: time | None = None) -> str:
    """Return «11.30–15.00», «11.30» without an end, and nothing without a start."""
    return "–".join(f"{klokke:%H.%M}" for klokke in (fra, til) if klokke) if fra else ""


def opplisting(ledd: Iterable[str]) -> str:
    """Return «Halden», «Halden og Moss», «Halden, Moss og Rygge»; the empty text for nothing."""
    *foerst, sist = list(ledd) or [""]
    return _("%(foerst)s og %(sist)s") % {"foerst": ", ".join(foerst), "sist": sist} if foerst else sist


def tallord(verdi: int) -> str:
    """Return a count as running text writes it: «ingen», «én», in letters to «tolv», then figures (Språkrådet)."""
    smaa = (
        _("ingen"), _("én"), _("to"), _("tre"), _("fire"), _("fem"), _("seks"), _("sju"), _("åtte"), _("ni"), _("ti"),
        _("elleve"), _("tolv"),
    )  # fmt: skip
    return str(smaa[verdi]) if 0 <= verdi < len(smaa) else tall(verdi)


def antall(verdi: int, entall: str, flertall: str) -> str:
    """Return «ingen kommuner», «én kommune», «tre kommuner», «18 kommuner». For nouns of common gender («én»)."""
    return f"{tallord(verdi)} {entall if verdi == 1 else flertall}"


def stor(tekst: str) -> str:
    """Return the text with a capital first letter and the rest as it is."""
    return tekst[:1].upper() + tekst[1:]


def kortnavn(tekst: str) -> str:
    """Return the text as it can stand in an address or the name of a file: «Sør-Odal» is «soer-odal»."""
    return slugify(tekst.lower().translate(_BOKSTAVER))
