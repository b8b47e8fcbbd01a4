"""The list of work in the background."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, Tabell


def framdrift(jobb) -> str:
    """Return «214 av 428», or an en dash as long as nobody has counted the parts."""
    if jobb.antall is None:
        return norsk.UKJENT
    tall = {"ferdige": norsk.tall(jobb.ferdige), "antall": norsk.tall(jobb.antall)}
    return (gettext("%(ferdige)s av %(antall)s") % tall).replace(" ", norsk.HARDT_MELLOMROM)


class JobbTable(Tabell):
    """Work in the background, last first. Reads ``bestilt_av``."""

    tittel = _("Bakgrunnsarbeid")
    radtittel = "arbeid"

    arbeid = tables.Column(verbose_name=_("Arbeid"), accessor="tittel", linkify=True)
    tilstand = tables.Column(verbose_name=_("Tilstand"))
    framdrift = tables.Column(verbose_name=_("Gjort"), empty_values=(), attrs=TALLKOLONNE)
    bestilt_at = tables.DateTimeColumn(verbose_name=_("Bestilt"), format="d.m.Y H.i")
    bestilt_av = tables.Column(
        verbose_name=_("Av"), accessor="bestilt_av__navn", default=_("startet av seg selv")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, orderable=False, **kwargs)

    def render_tilstand(self, record):
        return format_html(
            '<span class="ds-tag" data-tilstand="{}">{}</span>',
            record.tilstand,
            record.get_tilstand_display(),
        )

    def render_framdrift(self, record):
        return framdrift(record)
