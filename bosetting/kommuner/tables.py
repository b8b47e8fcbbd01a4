"""The register as a table."""

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, Tabell

from .models import FRA_FOER_REGISTERET


class RegisterTable(Tabell):
    """Municipalities with validity, relations and inhabitants."""

    tittel = _("Kommuner i registeret")
    radtittel = "navn"

    nr = tables.Column(verbose_name=_("Nummer"), attrs={"td": {"class": "tall"}})
    navn = tables.Column(verbose_name=_("Kommune"), order_by=("sortert_navn", "nr"))
    fylke = tables.Column(verbose_name=_("Fylke"), order_by=("fylke__nr", "nr"))
    fra = tables.Column(verbose_name=_("Gyldig"), order_by=("fra", "nr"))
    forgjengere = tables.Column(verbose_name=_("Forgjengere"), empty_values=(), orderable=False)
    etterfoelgere = tables.Column(verbose_name=_("Etterfølgere"), empty_values=(), orderable=False)
    innbyggere = tables.Column(verbose_name=_("Innbyggere"), empty_values=(), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    def render_fra(self, record):
        deler = []
        if record.fra != FRA_FOER_REGISTERET:
            deler.append(gettext("fra %(dato)s") % {"dato": norsk.dato(record.fra)})
        if record.til:
            deler.append(gettext("til %(dato)s") % {"dato": norsk.dato(record.til)})
        return " ".join(deler) or gettext("hele perioden")

    def render_forgjengere(self, record):
        return _kommuner(endring.forgjenger for endring in record.forgjenger_endringer.all())

    def render_etterfoelgere(self, record):
        return _kommuner(endring.etterfoelger for endring in record.etterfoelger_endringer.all())

    def render_innbyggere(self, record):
        if record.innbyggere is None:
            return norsk.UKJENT
        return gettext("%(antall)s (%(aar)s)") % {
            "antall": norsk.tall(record.innbyggere),
            "aar": record.innbyggere_aar,
        }


def _kommuner(kommuner):
    return format_html_join(mark_safe("<br>"), "{}", ((kommune,) for kommune in kommuner)) or norsk.UKJENT
