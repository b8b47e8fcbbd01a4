"""The name somebody gave a file: kept for people to recognise, cleaned of what fools readers and file systems."""

import re
import unicodedata

MAKS_NAVN = 150

# Names that Windows gives to devices, whatever stands after the first full stop.
_ENHETER = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# Control characters, marks that turn the reading direction or have no width, and what stands for nothing.
_USYNLIG = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def rent_filnavn(navn: str) -> str:
    """Return the name without folders and without what does not show; «dokument» when nothing is left of it."""
    navn = unicodedata.normalize("NFC", navn).replace("\\", "/").rpartition("/")[2]
    navn = re.sub(r"[\t\n\r]", " ", navn)
    navn = "".join(tegn for tegn in navn if unicodedata.category(tegn) not in _USYNLIG)
    navn = re.sub(r'[<>:"|?*]', "_", navn)
    navn = " ".join(navn.split()).strip(". ")
    stamme, punktum, endelse = navn.rpartition(".")
    if not punktum or len(endelse) > 10:
        stamme, punktum, endelse = navn, "", ""
    stamme = stamme[: MAKS_NAVN - len(punktum + endelse)].rstrip(". ") or "dokument"
    if _ENHETER.fullmatch(stamme.partition(".")[0].strip()):
        stamme = f"_{stamme}"
    return f"{stamme}{punktum}{endelse}"
