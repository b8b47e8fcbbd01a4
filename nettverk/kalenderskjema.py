"""What narrows the calendar: which month or days, which kind, which group, which words."""

from datetime import date, timedelta

import django_tables2 as tables
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.skjema import DatoField
from bosetting.felles.tabell import Tabell

from .kalenderliste import SLAG, Kalenderrad, Utvalg


class KalenderForm(forms.Form):
    """Kind and group. A value that is not there to choose is told, and not used."""

    use_required_attribute = False

    slag = forms.ChoiceField(label=_("Vis"), required=False, choices=[("", _("Alt")), *SLAG])
    gruppe = forms.ModelChoiceField(
        label=_("Gruppe"), required=False, queryset=None, empty_label=_("Alle grupper")
    )

    def __init__(self, *args, grupper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = grupper

    @property
    def utvalg(self) -> Utvalg:
        data = self.cleaned_data if self.is_valid() else {}
        gruppe = data.get("gruppe")
        return Utvalg(data.get("slag", ""), gruppe.pk if gruppe else None, data.get("q", ""))


class MaanedForm(KalenderForm):
    """The month as 2016-03; today's when none is given, or none that exists."""

    maaned = forms.RegexField(r"^\d{4}-\d{2}$", required=False, widget=forms.HiddenInput)

    def foerste(self, dag: date) -> date:
        """Return the first day of the month asked for."""
        gitt = self.cleaned_data.get("maaned") if self.is_valid() else ""
        try:
            foerste = date.fromisoformat(f"{gitt}-01") if gitt else dag.replace(day=1)
        except ValueError:
            return dag.replace(day=1)
        return foerste if 1900 <= foerste.year <= 2200 else dag.replace(day=1)


class ListeForm(KalenderForm):
    """The days of the list: from today a year ahead when none are given."""

    fra = DatoField(label=_("Fra"), required=False)
    til = DatoField(label=_("Til og med"), required=False)
    q = forms.CharField(
        label=_("Søk"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    field_order = ["fra", "til", "slag", "gruppe", "q"]

    def dager(self, dag: date) -> tuple[date, date]:
        """Return (first day, last day)."""
        data = self.cleaned_data if self.is_valid() else {}
        fra = data.get("fra") or dag
        return fra, data.get("til") or max(fra, dag) + timedelta(days=365)


class KalenderTable(Tabell):
    """What is in the calendar, by date."""

    tittel = _("Kalender")
    radtittel = "tittel"

    naar = tables.Column(verbose_name=_("Når"), order_by="orden", attrs={"td": {"class": "tall"}})
    tittel = tables.Column(verbose_name=_("Hva"), accessor="hendelse__tittel")
    slagnavn = tables.Column(verbose_name=_("Slag"))
    gruppe = tables.Column(verbose_name=_("Gruppe"), default=norsk.UKJENT)
    sted = tables.Column(verbose_name=_("Sted"), accessor="hendelse__sted", default=norsk.UKJENT)

    class Meta(Tabell.Meta):
        pass

    def render_tittel(self, record: Kalenderrad):
        hendelse = record.hendelse
        if not hendelse.url_sti:
            return hendelse.tittel
        return format_html('<a href="{}">{}</a>', hendelse.url_sti, hendelse.tittel)
