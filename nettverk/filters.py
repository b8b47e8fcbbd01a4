"""Narrow the list of activities."""

import django_filters
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from bosetting.felles.tertial import Tertial

from .models import Aktivitet
from .queries import soek


class AktivitetFilter(django_filters.FilterSet):
    """By tertial (of the first day), state, kind, project and words. ``tertialer`` are those that hold activities."""

    tertial = django_filters.ChoiceFilter(label=_("Tertial"), method="i_tertial", empty_label=_("Alle"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Aktivitet.STATUSER, empty_label=_("Alle"))
    slag = django_filters.ChoiceFilter(label=_("Slag"), choices=Aktivitet.SLAG, empty_label=_("Alle"))
    prosjekt = django_filters.ModelChoiceFilter(label=_("Prosjekt"), queryset=None, empty_label=_("Alle"))
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Aktivitet
        fields = []

    def __init__(self, *args, prosjekter, tertialer: list[Tertial], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["prosjekt"].queryset = prosjekter
        self.filters["tertial"].extra["choices"] = [(f"{t.aar}-{t.nummer}", t.tekst) for t in tertialer]
        if len(prosjekter) < 2:
            del self.filters["prosjekt"]

    def i_tertial(self, rader, navn, verdi):
        tertial = Tertial(*map(int, verdi.split("-")))
        return rader.filter(fra_dato__gte=tertial.fra, fra_dato__lt=tertial.til)

    def med_ord(self, rader, navn, verdi):
        return soek(rader, verdi)
