"""The list of what is to be followed up after meetings."""

from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Bruker
from bosetting.felles import norsk
from bosetting.felles.tabell import DatoColumn, Tabell

from .oppfoelgingsliste import ansvarlig, navn, stand

_KNAPP = {"th": {"class": "knapp"}, "td": {"class": "knapp"}}


class PunktTable(Tabell):
    """Points across meetings. ``foerer`` are the embeter where the reader may change them."""

    tittel = _("Oppfølging etter møter")
    radtittel = "tekst"

    tekst = tables.Column(verbose_name=_("Hva som skal gjøres"))
    ansvarlig = tables.Column(verbose_name=_("Ansvarlig"), empty_values=(), orderable=False)
    frist = DatoColumn(verbose_name=_("Frist"))
    tilstand = tables.Column(verbose_name=_("Tilstand"), empty_values=(), order_by=("status", "frist"))
    moete = tables.Column(verbose_name=_("Avtalt i"), order_by=("moete__dato", "pk"))
    gjort = tables.Column(verbose_name=_("Handling"), empty_values=(), orderable=False, attrs=_KNAPP)

    class Meta(Tabell.Meta):
        order_by = ("frist", "moete")

    def __init__(self, *args, bruker: Bruker, foerer: frozenset[int], dag: date, **kwargs):
        super().__init__(*args, exclude=() if foerer else ("gjort",), **kwargs)
        self.bruker, self.foerer, self.dag = bruker, foerer, dag

    def _kan_foere(self, punkt) -> bool:
        return punkt.moete.prosjekt.embete_id in self.foerer

    def render_tekst(self, record):
        if not self._kan_foere(record):
            return record.tekst
        return format_html(
            '<a href="{}">{}</a>', reverse("nettverk:oppfoelgingspunkt-edit", args=[record.pk]), record.tekst
        )

    def render_ansvarlig(self, record):
        hvem, person = ansvarlig(record) or norsk.UKJENT, navn(record, self.bruker)
        return format_html('{}<br><span class="dempet">{}</span>', hvem, person) if person else hvem

    def render_tilstand(self, record):
        naa = stand(record, self.dag)
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', naa.farge, naa.tekst)

    def render_moete(self, record):
        moete = record.moete
        hva = moete.gruppe.navn if moete.gruppe else moete.tittel
        return format_html('<a href="{}">{} {}</a>', moete.get_absolute_url(), hva, norsk.dato(moete.dato))

    def render_gjort(self, record):
        if record.status != "aapen" or not self._kan_foere(record):
            return ""
        return format_html(
            '<a class="ds-button" data-variant="secondary" href="{}">{}<span class="ds-sr-only">: {}</span></a>',
            reverse("nettverk:oppfoelgingspunkt-close", args=[record.pk]),
            gettext("Lukk"),
            record.tekst,
        )
