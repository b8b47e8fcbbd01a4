"""Open conditions on the page of what is to follow up, beside what is agreed in the dialogue."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell


class VilkaarTable(Tabell):
    """Open conditions (vilkaarsoppfoelgingsliste.Vilkaarslinje), the most overdue first."""

    tittel = _("Vilkår å følge opp")
    radtittel = "vilkaar"
    tabell_id = "vilkaarstabell"

    vilkaar = tables.Column(verbose_name=_("Vilkår"), empty_values=())
    kommune = tables.Column(verbose_name=_("Kommune"), accessor="vedtak__kommune__navn")
    aar = tables.Column(verbose_name=_("Bosettingsår"), accessor="vedtak__aar")
    neste = DatoColumn(verbose_name=_("Følges opp"), accessor="tilstand__neste")
    dager_over = tables.Column(verbose_name=_("Dager over"), default="", attrs=TALLKOLONNE)
    sist = tables.Column(verbose_name=_("Sist fulgt opp"), empty_values=())
    gjort = tables.Column(
        verbose_name=_("Handling"),
        empty_values=(),
        attrs={"th": {"class": "knapp"}, "td": {"class": "knapp"}},
    )

    class Meta(Tabell.Meta):
        pass

    def render_vilkaar(self, record):
        navn = capfirst(record.vilkaar.get_type_display())
        tittel = format_html('<a href="{}">{}</a>', record.vedtak.get_absolute_url(), navn)
        if not record.vilkaar.merknad:
            return tittel
        return format_html('{}<br><small class="dempet">{}</small>', tittel, record.vilkaar.merknad)

    def render_dager_over(self, value):
        return format_html('<strong class="for-sent">{}</strong>', norsk.tall(value))

    def render_sist(self, record):
        if not record.oppfoelginger:
            return format_html('<span class="dempet">{}</span>', gettext("ikke ennå"))
        siste = record.oppfoelginger[0]
        return format_html("{}: {}", norsk.dato(siste.dato), siste.notat)

    def render_gjort(self, record):
        return format_html(
            '<a class="ds-button" data-variant="secondary" href="{}">{}<span class="ds-sr-only">: {}, {}</span></a>',
            reverse("vedtak:vilkaar-follow-up", args=[record.vilkaar.pk]),
            gettext("Følg opp"),
            record.vilkaar.get_type_display(),
            record.vedtak.kommune.navn,
        )
