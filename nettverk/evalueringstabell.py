"""The list of answers."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell


def avsender(svar) -> str:
    """Return «Halden, rådmann». Reads ``kommune`` and ``organisasjon``."""
    hvem = (
        svar.kommune.navn if svar.kommune else svar.organisasjon.navn if svar.organisasjon else norsk.UKJENT
    )
    return f"{hvem}, {svar.funksjon}" if svar.funksjon else hvem


class TilbakemeldingTable(Tabell):
    """Answers, the last first. Reads ``spoersmaal``, ``kommune``, ``organisasjon``, ``sitater``."""

    tittel = _("Tilbakemeldinger")
    radtittel = "hvem"

    hvem = tables.Column(
        verbose_name=_("Fra"), empty_values=(), order_by=("kommune__navn", "organisasjon__navn", "pk")
    )
    spoersmaal = tables.Column(verbose_name=_("Effekt eller spørsmål"), order_by=("spoersmaal__nummer", "pk"))
    dato = DatoColumn(verbose_name=_("Dato"))
    skala = tables.Column(verbose_name=_("Skala"), default=norsk.UKJENT, attrs=TALLKOLONNE)
    tekst = tables.Column(verbose_name=_("I ord"), default=norsk.UKJENT, orderable=False)
    sitater = tables.Column(verbose_name=_("Sitater"), empty_values=(), orderable=False, attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        order_by = "-dato"

    def render_hvem(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), avsender(record))

    def render_spoersmaal(self, record):
        return str(record.spoersmaal)

    def render_tekst(self, value):
        return Truncator(value).chars(140)

    def render_sitater(self, record):
        return norsk.tall(len(record.sitater.all()))
