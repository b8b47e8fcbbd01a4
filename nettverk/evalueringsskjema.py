"""What people type about the evaluation: questions, answers, quotes and files, and what narrows the list of answers."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.felles.filskjema import FilForm
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.kommuner.models import Fylke, Kommune

from .barriereskjema import KommuneField
from .models import Evalueringsspoersmaal, Organisasjon, Sitat, Tilbakemelding
from .skjema import EndreSkjema, NyttSkjema, Skjema


class SpoersmaalForm(Skjema):
    nummer = HeltallField(label=_("Nummer"), stoerste=999)
    skala_fra = HeltallField(
        label=_("Laveste svar"),
        required=False,
        stoerste=100,
        help_text=_("For eksempel 1. La begge stå tomme når det svares i ord."),
    )
    skala_til = HeltallField(
        label=_("Høyeste svar"), required=False, stoerste=100, help_text=_("For eksempel 5.")
    )

    class Meta:
        model = Evalueringsspoersmaal
        fields = [
            "nummer", "tekst", "skala_fra", "skala_til", "tekst_fra", "tekst_til", "resultatmaal", "kilde",
        ]  # fmt: skip
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "tekst": _("Slik det står i spørreskjemaet."),
            "tekst_fra": _("For eksempel «helt uenig»."),
            "tekst_til": _("For eksempel «helt enig»."),
        }

    def __init__(self, *args, prosjekt, **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["resultatmaal"]
        felt.queryset = prosjekt.resultatmaal.all()
        felt.empty_label = _("Ikke knyttet til et mål")


class NyttSpoersmaalForm(NyttSkjema, SpoersmaalForm):
    pass


class EndreSpoersmaalForm(EndreSkjema, SpoersmaalForm):
    pass


class TilbakemeldingForm(Skjema):
    """One answer: who by function, when, on the scale or in words."""

    kommune = KommuneField(required=False, empty_label=_("Ikke en kommune"))
    dato = DatoField(label=_("Dato"), help_text=_("Dagen svaret ble gitt."))
    skala = HeltallField(label=_("Svar på skalaen"), required=False, stoerste=100)

    class Meta:
        model = Tilbakemelding
        fields = ["spoersmaal", "kommune", "organisasjon", "funksjon", "dato", "skala", "tekst", "kilde"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "tekst": _("Ordrett. Ta bort navn på personer."),
            "kilde": _("For eksempel brevet eller e-posten, med dato."),
        }

    def __init__(self, *args, prosjekt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["spoersmaal"].queryset = Evalueringsspoersmaal.objects.filter(prosjekt=prosjekt)
        self.fields["spoersmaal"].empty_label = _("Velg spørsmål")
        fylker = Fylke.objects.filter(embeter=prosjekt.embete_id)
        self.fields["kommune"].queryset = Kommune.objects.filter(fylke__in=fylker).norsk()
        self.fields["organisasjon"].queryset = Organisasjon.objects.filter(
            embete=prosjekt.embete_id, kommune__isnull=True
        )
        self.fields["organisasjon"].empty_label = _("Ikke en organisasjon")


class NyTilbakemeldingForm(NyttSkjema, TilbakemeldingForm):
    pass


class EndreTilbakemeldingForm(EndreSkjema, TilbakemeldingForm):
    pass


class TilbakemeldingsfilForm(FilForm):
    """A file of answers from a survey tool, the date of answers without one, and where it is from."""

    dato = DatoField(
        label=_("Dato for svar som ikke har sin egen"),
        required=False,
        help_text=_("Brukes bare der filen ikke har dato."),
    )
    kilde = forms.CharField(
        label=_("Kilde"), max_length=120, help_text=_("For eksempel «Evaluering høsten 2016, Questback».")
    )

    field_order = ["fil", "celler", "dato", "kilde"]


class SitatForm(NyttSkjema, Skjema):
    """Words of an answer, and whom they are ascribed to: a function, never a name."""

    class Meta:
        model = Sitat
        fields = ["tekst", "tilskrevet"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "tekst": _("Ord for ord slik det står i svaret. Skriv […] der noe er utelatt."),
            "tilskrevet": _("For eksempel «kontaktperson i en stor kommune». Aldri et navn."),
        }


class TilbakemeldingFilter(django_filters.FilterSet):
    """Narrow the answers: question, who, days, words, and whether they are quoted."""

    spoersmaal = django_filters.ModelChoiceFilter(label=_("Spørsmål"), queryset=None, empty_label=_("Alle"))
    hvem = django_filters.ChoiceFilter(
        label=_("Fra"),
        method="fra_hvem",
        choices=[("kommune", _("kommuner")), ("organisasjon", _("samarbeidspartnere"))],
        empty_label=_("Alle"),
    )
    kommune = django_filters.ModelChoiceFilter(label=_("Kommune"), queryset=None, empty_label=_("Alle"))
    svar = django_filters.ChoiceFilter(
        label=_("Svar"),
        method="med_svar",
        choices=[("ord", _("i ord")), ("skala", _("på skalaen")), ("sitert", _("som er sitert"))],
        empty_label=_("Alle"),
    )
    fra = django_filters.DateFilter(
        label=_("Fra og med"), field_name="dato", lookup_expr="gte", widget=DatoField().widget
    )
    til = django_filters.DateFilter(
        label=_("Til og med"), field_name="dato", lookup_expr="lte", widget=DatoField().widget
    )
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Tilbakemelding
        fields = []

    def __init__(self, *args, spoersmaal, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["spoersmaal"].queryset = spoersmaal
        self.filters["kommune"].queryset = kommuner

    def fra_hvem(self, rader, navn, verdi):
        return rader.filter(**{f"{verdi}__isnull": False})

    def med_svar(self, rader, navn, verdi):
        if verdi == "ord":
            return rader.exclude(tekst="")
        return (
            rader.filter(skala__isnull=False)
            if verdi == "skala"
            else rader.filter(sitater__isnull=False).distinct()
        )

    def med_ord(self, rader, navn, verdi):
        return rader.filter(
            Q(tekst__icontains=verdi) | Q(funksjon__icontains=verdi) | Q(kilde__icontains=verdi)
        )
