"""Lists of activities."""

from datetime import date

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, Tabell
from bosetting.felles.tertial import Tertial

_FARGE = {"planlagt": "info", "gjennomfoert": "success", "avlyst": "neutral"}


class AktivitetTable(Tabell):
    """The activities of one tertial, last first. What should have been done by ``dag`` stands out."""

    radtittel = "tittel"

    fra_dato = tables.Column(verbose_name=_("Dato"), attrs={"td": {"class": "tall"}})
    tittel = tables.Column(verbose_name=_("Aktivitet"))
    slag = tables.Column(verbose_name=_("Slag"))
    status = tables.Column(verbose_name=_("Status"))
    sted = tables.Column(verbose_name=_("Sted"), default=norsk.UKJENT)
    deltakere = tables.Column(verbose_name=_("Deltakere"), empty_values=(), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, tertial: Tertial, dag: date, **kwargs):
        super().__init__(*args, orderable=False, **kwargs)
        self.dag = dag
        self.tittel = gettext("Aktiviteter i %(tertial)s") % {"tertial": tertial.tekst}
        self.tabell_id = f"tertial-{tertial.aar}-{tertial.nummer}"

    def render_fra_dato(self, record):
        return datoer(record)

    def render_tittel(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.tittel)

    def render_status(self, record):
        farge, tekst = _FARGE[record.status], record.get_status_display()
        if record.status == "planlagt" and (record.til_dato or record.fra_dato) < self.dag:
            farge, tekst = "warning", gettext("planlagt, dagen er passert")
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', farge, tekst)

    def render_deltakere(self, record):
        if record.deltakere is None:
            return gettext("ukjent") if record.status == "gjennomfoert" else norsk.UKJENT
        return norsk.tall(record.deltakere)


def datoer(aktivitet) -> str:
    """Return 08.01.2016, or 08.01.2016–09.01.2016 for an activity of several days."""
    foerste = norsk.dato(aktivitet.fra_dato)
    return f"{foerste}–{norsk.dato(aktivitet.til_dato)}" if aktivitet.til_dato else foerste
