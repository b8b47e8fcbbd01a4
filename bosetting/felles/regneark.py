"""Spreadsheets out: XLSX and CSV of a table, where no text can run as a formula and numbers stay numbers."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse

Celle = str | int | date | None

_FARLIG = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")


@dataclass(frozen=True)
class Ark:
    """One table: lines of explanation above, one header row, rows. None is an empty cell (unknown, never zero)."""

    navn: str
    forklaring: Sequence[str]
    overskrifter: Sequence[str]
    rader: Sequence[Sequence[Celle]]


def ufarlig(verdi: Celle) -> Celle:
    """Return the value with ' before a text that a spreadsheet would run as a formula; other values untouched."""
    if isinstance(verdi, str) and verdi.lstrip(" ").startswith(_FARLIG):
        return f"'{verdi}"
    return verdi


def som_csv(ark: Ark) -> bytes:
    """Return the header and rows as CSV that Norwegian spreadsheets open: semicolon, UTF-8 with BOM, ISO dates."""
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow([ufarlig(tekst) for tekst in ark.overskrifter])
    for rad in ark.rader:
        skriver.writerow(["" if verdi is None else ufarlig(verdi) for verdi in rad])
    return ut.getvalue().encode("utf-8-sig")


def som_xlsx(ark: Ark, *flere: Ark, laget: date | None = None) -> bytes:
    """Return a workbook with a sheet for each: explanation, header row, rows; the header stays in view and filters.

    ``laget`` is the day it says it was made, so that the same tables give the same bytes; today without it.
    """
    import xlsxwriter  # heavy, and only needed here

    ut = io.BytesIO()
    bok = xlsxwriter.Workbook(ut, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    egenskaper: dict[str, object] = {"title": ark.navn}
    if laget:
        egenskaper["created"] = datetime(laget.year, laget.month, laget.day)
    bok.set_properties(egenskaper)
    for ett in (ark, *flere):
        _skriv_side(bok, ett)
    bok.close()
    return ut.getvalue()


def _skriv_side(bok, ark: Ark) -> None:
    """Add one sheet to the workbook."""
    fet = bok.add_format({"bold": True})
    hode = bok.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF2"}
    )
    datoformat = bok.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
    side = bok.add_worksheet(ark.navn[:31])
    for nr, linje in enumerate(ark.forklaring):
        side.write_string(nr, 0, str(ufarlig(linje)), fet if nr == 0 else None)
    topp = len(ark.forklaring) + (1 if ark.forklaring else 0)
    for kolonne, tekst in enumerate(ark.overskrifter):
        side.write_string(topp, kolonne, str(ufarlig(tekst)), hode)
    for nr, rad in enumerate(ark.rader, start=topp + 1):
        for kolonne, verdi in enumerate(rad):
            verdi = ufarlig(verdi)
            if isinstance(verdi, date):
                side.write_datetime(nr, kolonne, verdi, datoformat)
            elif isinstance(verdi, int):
                side.write_number(nr, kolonne, verdi)
            elif verdi is not None:
                side.write_string(nr, kolonne, str(verdi))
    if ark.rader:
        side.autofilter(topp, 0, topp + len(ark.rader), len(ark.overskrifter) - 1)
    side.freeze_panes(topp + 1, 1)
    side.set_column(0, len(ark.overskrifter) - 1, 14)


FORMATER = {
    "xlsx": (som_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (som_csv, "text/csv; charset=utf-8"),
}


def som_svar(ark: Ark, format: str, filnavn: str, *flere: Ark) -> HttpResponse:
    """Return the download: ``format`` is a key of ``FORMATER``, ``filnavn`` an ASCII name without ending.

    ``flere`` are further sheets of a workbook; CSV holds one table, the first.
    """
    skriv, innholdstype = FORMATER[format]
    innhold = som_xlsx(ark, *flere) if format == "xlsx" else skriv(ark)
    svar = HttpResponse(innhold, content_type=innholdstype)
    svar["Content-Disposition"] = f'attachment; filename="{filnavn}.{format}"'
    svar["X-Content-Type-Options"] = "nosniff"
    return svar
