"""Lists of projects and of accounts, and what narrows them."""

from datetime import date

import django_filters
import django_tables2 as tables
from django.db.models import Q, Sum
from django.forms import TextInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell

from .models import Prosjekt, Regnskapspost
from .prosjektside import tilstand

_SOEK = TextInput(attrs={"type": "search"})


class ProsjektTable(Tabell):
    """Projects, the newest first."""

    tittel = _("Prosjekter")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Prosjekt"))
    fra = DatoColumn(verbose_name=_("Fra"), attrs={"td": {"class": "frist"}})
    til = DatoColumn(verbose_name=_("Til (ikke med)"), attrs={"td": {"class": "frist"}})
    tilstand = tables.Column(verbose_name=_("Tilstand"), empty_values=(), orderable=False)
    antall_grupper = tables.Column(verbose_name=_("Grupper"), attrs=TALLKOLONNE)
    antall_moeter = tables.Column(verbose_name=_("Møter"), attrs=TALLKOLONNE)
    antall_aktiviteter = tables.Column(verbose_name=_("Aktiviteter"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def render_navn(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_tilstand(self, record):
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', *tilstand(record, self.dag))


class ProsjektFilter(django_filters.FilterSet):
    """By where the project is today, and by words."""

    TILSTANDER = [("pagar", _("Pågår")), ("kommer", _("Ikke begynt")), ("over", _("Avsluttet"))]

    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), choices=TILSTANDER, method="i_tilstand", empty_label=_("Alle")
    )
    q = django_filters.CharFilter(label=_("Søk"), method="med_ord", widget=_SOEK)

    class Meta:
        model = Prosjekt
        fields = []

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def i_tilstand(self, rader, navn, verdi):
        paagaar = Q(til=None) | Q(til__gt=self.dag)
        return rader.filter(
            {"pagar": paagaar & Q(fra__lte=self.dag), "kommer": Q(fra__gt=self.dag), "over": ~paagaar}[verdi]
        )

    def med_ord(self, rader, navn, verdi):
        return rader.filter(Q(navn__icontains=verdi) | Q(effektmaal__icontains=verdi))


class RegnskapTable(Tabell):
    """Accounts, the newest first."""

    tittel = _("Regnskapsposter")
    radtittel = "tekst"

    dato = DatoColumn(verbose_name=_("Dato"), attrs={"td": {"class": "frist"}})
    tekst = tables.Column(verbose_name=_("Tekst"))
    linje = tables.Column(
        verbose_name=_("Budsjettlinje"),
        default=_("Ingen linje"),
        order_by=("linje__aar", "linje__rekkefoelge"),
    )
    bilag = tables.Column(verbose_name=_("Bilag"), default=norsk.UKJENT)
    kroner = tables.Column(verbose_name=_("Kroner"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, kan_foere: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.kan_foere = kan_foere

    def render_tekst(self, record):
        if not self.kan_foere:
            return record.tekst
        return format_html(
            '<a href="{}">{}</a>', reverse("nettverk:regnskap-edit", args=[record.pk]), record.tekst
        )

    def render_kroner(self, value):
        return norsk.tall(value)


class RegnskapFilter(django_filters.FilterSet):
    """By year of the date, budget line and words."""

    aar = django_filters.ChoiceFilter(label=_("År"), field_name="dato__year", empty_label=_("Alle"))
    linje = django_filters.ModelChoiceFilter(
        label=_("Budsjettlinje"), queryset=None, empty_label=_("Alle"), null_label=_("Ingen linje")
    )
    q = django_filters.CharFilter(label=_("Søk"), method="med_ord", widget=_SOEK)

    class Meta:
        model = Regnskapspost
        fields = []

    def __init__(self, *args, prosjekt: Prosjekt, **kwargs):
        super().__init__(*args, **kwargs)
        aarene = prosjekt.regnskapsposter.order_by().values_list("dato__year", flat=True).distinct()
        self.filters["aar"].extra["choices"] = [(aar, aar) for aar in sorted(aarene, reverse=True)]
        self.filters["linje"].queryset = prosjekt.budsjettlinjer.order_by("-aar", "rekkefoelge", "pk")

    def med_ord(self, rader, navn, verdi):
        return rader.filter(Q(tekst__icontains=verdi) | Q(bilag__icontains=verdi))

    @property
    def sum(self) -> int:
        """Return the kroner of what is chosen. One query."""
        return self.qs.order_by().aggregate(sum=Sum("kroner"))["sum"] or 0
