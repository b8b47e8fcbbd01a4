"""The base of every django-tables2 table: Designsystemet's classes, a caption, a row header, columns of figures."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from bosetting.felles.templatetags import norsk

# Column attrs for figures: right-aligned, tabular digits.
TALLKOLONNE = {"th": {"class": "num"}, "td": {"class": "num"}}


class Tabell(tables.Table):
    """A table drawn by templates/ds/table.html.

    Subclasses set `tittel` (the caption, read by screen readers) and `radtittel` (the column that names the row).
    Two tables on one page need different `tabell_id`.
    """

    tittel = ""
    radtittel = ""
    tabell_id = "tabelltittel"

    class Meta:
        attrs = {"class": "ds-table"}
        empty_text = _("Ingen treff.")


class DatoColumn(tables.Column):
    """A column of dates: 29.01.2016; unknown is «–», read out as «ukjent»."""

    def __init__(self, **kwargs):
        super().__init__(default=lambda: norsk.dato(None), **kwargs)

    def render(self, value):
        return norsk.dato(value)
