"""The base of every django-tables2 table: Designsystemet's classes, a caption and a row header."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

# Column attrs for figures: right-aligned, tabular digits.
TALLKOLONNE = {"th": {"class": "num"}, "td": {"class": "num"}}


class Tabell(tables.Table):
    """A table drawn by templates/ds/table.html.

    Subclasses set `tittel` (the caption, read by screen readers) and `radtittel` (the column that names the row).
    Columns of figures pass `attrs=TALLKOLONNE`. Two tables on one page need different `tabell_id`.
    """

    tittel = ""
    radtittel = ""
    tabell_id = "tabelltittel"

    class Meta:
        attrs = {"class": "ds-table", "data-hover": ""}
        empty_text = _("Ingen treff.")
