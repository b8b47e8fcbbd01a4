"""What people type about minutes and follow-up, and the filter of the follow-up list."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .models import Oppfoelgingspunkt, Sak
from .skjema import EndreSkjema, NyttSkjema, Skjema
from .tekstvalg import PersonField


class SakReferatForm(EndreSkjema, Skjema):
    """What was said and decided about one point."""

    class Meta:
        model = Sak
        fields = ["referat", "beslutning"]
        widgets = {
            "referat": forms.Textarea(attrs={"rows": 5}),
            "beslutning": forms.Textarea(attrs={"rows": 2}),
        }

    def vis_samtidig(self, hinder) -> None:
        super().vis_samtidig(hinder)
        self.data[self.add_prefix("versjon")] = hinder.rad.versjon

    @property
    def rad(self) -> dict:
        return self.felt | {"pk": self.instance.pk, "versjon": self.cleaned_data["versjon"]}


class GodkjennForm(NyttSkjema):
    """Approving the minutes as they were shown. ``avtrykk`` tells what that was."""

    use_required_attribute = False

    avtrykk = forms.CharField(widget=forms.HiddenInput)
    rettelse = forms.CharField(
        label=_("Hva er rettet siden forrige referat?"), max_length=300, required=False
    )

    def __init__(self, *args, nummer: int, **kwargs):
        super().__init__(*args, **kwargs)
        if nummer == 1:
            del self.fields["rettelse"]


class PunktForm(Skjema):
    """What somebody shall do, who, and by when."""

    person = PersonField(
        label=_("Person"),
        required=False,
        help_text=_("Valgfritt. Bare de som kan se personer i nettverket, ser navnet."),
    )
    frist = DatoField(label=_("Frist"), required=False)

    field_order = ["tekst", "ansvarlig", "person", "frist", "sak"]

    class Meta:
        model = Oppfoelgingspunkt
        fields = ["tekst", "ansvarlig", "person", "frist", "sak"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, moete, personer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = personer
        sak = self.fields["sak"]
        sak.queryset = moete.saker.filter(status="satt_opp").order_by("nummer", "pk")
        sak.label, sak.empty_label = _("Sak"), _("Ingen enkelt sak")


class NyttPunktForm(NyttSkjema, PunktForm):
    pass


class EndrePunktForm(EndreSkjema, PunktForm):
    pass


class LukkForm(forms.Form):
    """How a point was closed."""

    use_required_attribute = False

    status = forms.ChoiceField(
        label=_("Hva ble det til?"),
        choices=[("utfoert", _("Utført")), ("bortfalt", _("Bortfalt"))],
        widget=forms.RadioSelect,
        initial="utfoert",
    )
    lukket_dato = DatoField(label=_("Dato"))
    merknad = forms.CharField(label=_("Merknad"), max_length=300, required=False)


class Punktfilter(django_filters.FilterSet):
    """By state, group and words. Open ones unless somebody asks for more."""

    TILSTANDER = [("over", _("Åpne over fristen")), ("lukket", _("Lukkede")), ("alle", _("Alle"))]

    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"), choices=TILSTANDER, method="i_tilstand", empty_label=_("Åpne")
    )
    gruppe = django_filters.ModelChoiceFilter(
        label=_("Gruppe"), queryset=None, field_name="moete__gruppe", empty_label=_("Alle")
    )
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Oppfoelgingspunkt
        fields = []

    def __init__(self, *args, grupper, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag
        self.filters["gruppe"].queryset = grupper

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("tilstand") else queryset.filter(status="aapen")

    def i_tilstand(self, rader, navn, verdi):
        if verdi == "over":
            return rader.filter(status="aapen", frist__lt=self.dag)
        return rader.exclude(status="aapen") if verdi == "lukket" else rader

    def med_ord(self, rader, navn, verdi):
        felt = ("tekst", "ansvarlig", "merknad", "person__organisasjon__navn", "moete__tittel")
        return rader.filter(Q(*((f"{ett}__icontains", verdi) for ett in felt), _connector=Q.OR))
