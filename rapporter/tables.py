"""How the list of reports is laid out."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bosetting.felles.norsk import HARDT_MELLOMROM, stor
from bosetting.felles.tabell import DatoColumn, Tabell

from .definisjon import PROSJEKT
from .models import Rapport


class RapportTable(Tabell):
    """One row per report, latest first. The rows come from ``queries.rapportliste``."""

    tittel = _("Rapporter")
    radtittel = "rapport"

    rapport = tables.Column(verbose_name=_("Rapport"), empty_values=(), orderable=False)
    periode = tables.Column(verbose_name=_("Periode"), empty_values=(), orderable=False)
    prosjekt = tables.Column(verbose_name=_("Prosjekt"), orderable=False)
    bosettingsaar = tables.Column(verbose_name=_("Bosettingsår"), orderable=False)
    skjaeringsdato = DatoColumn(verbose_name=_("Tall per"), orderable=False)
    status = tables.Column(verbose_name=_("Status"), orderable=False)
    skrevet = tables.Column(verbose_name=_("Kapitler"), orderable=False)
    pdf = tables.Column(verbose_name=_("Last ned"), empty_values=(), orderable=False)

    class Meta(Tabell.Meta):
        pass

    def render_rapport(self, record: Rapport):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), _navn(record))

    def render_periode(self, record: Rapport):
        return record.periode.datoer

    def render_status(self, record: Rapport):
        return stor(str(record.get_status_display()))

    def render_skrevet(self, record: Rapport):
        tall = {"skrevet": record.skrevet, "alle": record.skrevet_av}
        return _("%(skrevet)s av %(alle)s skrevet") % tall

    def render_pdf(self, record: Rapport):
        lenke = '<a href="{}">PDF<span class="ds-sr-only"> {}</span></a>'
        return format_html(lenke, reverse("rapporter:rapport-pdf", args=[record.pk]), _navn(record))


def _navn(rapport: Rapport) -> str:
    """Return «Tertialrapport, 3. tertial 2015»; a report on the whole project is named by its type alone."""
    if rapport.periode.slag == PROSJEKT:
        return rapport.typenavn
    return f"{rapport.typenavn}, {rapport.periode.tekst.replace(' ', HARDT_MELLOMROM)}"
