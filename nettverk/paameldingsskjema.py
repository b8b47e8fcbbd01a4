"""What people type to sign up, and to set up the page where they do it."""

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.kommuner.models import Kommune

from .aktivitetsskjema import kommuner_i
from .models import Aktivitet, Paamelding, Paameldingsside, Person
from .skjema import EndreSkjema, NyttSkjema, Skjema


class PaameldingssideForm(Skjema):
    frist = DatoField(
        label=_("Siste dag for påmelding"),
        required=False,
        help_text=_("Uten dag er påmeldingen åpen til aktiviteten begynner."),
    )
    kapasitet = HeltallField(
        label=_("Antall plasser"),
        required=False,
        stoerste=100_000,
        help_text=_("La feltet stå tomt når det ikke er noen grense."),
    )

    class Meta:
        model = Paameldingsside
        fields = ["aapen", "frist", "kapasitet", "venteliste", "gruppe", "beskjed"]
        widgets = {"beskjed": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "gruppe": _("Uten gruppe kan alle som har adressen, melde seg på."),
            "beskjed": _("Står på siden og i e-posten til dem som får plass, for eksempel om parkering."),
        }

    def __init__(self, *args, aktivitet: Aktivitet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = aktivitet.prosjekt.grupper.all()
        self.fields["gruppe"].empty_label = _("Åpen for alle som har adressen")


class NyPaameldingssideForm(NyttSkjema, PaameldingssideForm):
    pass


class EndrePaameldingssideForm(EndreSkjema, PaameldingssideForm):
    pass


class PaameldingForm(NyttSkjema):
    """Who signs up. Nothing more is asked for than what the organiser needs."""

    use_required_attribute = False

    navn = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet ditt.")},
    )
    epost = forms.EmailField(
        label=_("E-postadresse"),
        max_length=254,
        help_text=_("Hit sender vi bekreftelsen, og lenken der du kan melde deg av."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Skriv e-postadressen din.")},
    )
    kommune = forms.ModelChoiceField(
        label=_("Kommunen du kommer fra"),
        queryset=None,
        required=False,
        empty_label=_("Ingen kommune"),
        help_text=_(
            "Velg kommunen du arbeider i eller for. Kommer du fra andre, la det stå «Ingen kommune»."
        ),
    )
    arbeidssted = forms.CharField(
        label=_("Arbeidssted"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def __init__(self, *args, side: Paameldingsside, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommune"].queryset = kommuner_i(side.aktivitet.prosjekt.embete, dag)
        self.fields["kommune"].label_from_instance = lambda kommune: kommune.navn

    @property
    def felt(self) -> dict:
        return {
            navn: self.cleaned_data[navn] for navn in ("navn", "epost", "kommune", "arbeidssted", "noekkel")
        }


class MedlemPaameldingForm(PaameldingForm):
    """A member of the page's group, whose name and address are known."""

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.initial.setdefault("kommune", person.organisasjon.kommune_id)
        self.initial.setdefault("arbeidssted", person.organisasjon.navn)
        if person.epost:
            del self.fields["epost"]
        del self.fields["navn"]

    @property
    def felt(self) -> dict:
        data = self.cleaned_data
        return {
            "navn": self.person.navn,
            "epost": self.person.epost or data["epost"],
            "person": self.person,
            **{navn: data[navn] for navn in ("kommune", "arbeidssted", "noekkel")},
        }


class LenkeForm(forms.Form):
    """Where a member of a group is sent her own link."""

    use_required_attribute = False

    epost = forms.EmailField(
        label=_("E-postadressen gruppen har for deg"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Skriv e-postadressen din.")},
    )


class Paameldingsfilter(forms.Form):
    """Narrows the list of those who have signed up; what is wrong in it narrows nothing."""

    use_required_attribute = False

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Alle")), *((kode, capfirst(navn)) for kode, navn in Paamelding.STATUSER)],
    )
    kommune = forms.ModelChoiceField(label=_("Kommune"), queryset=None, required=False, empty_label=_("Alle"))
    q = forms.CharField(
        label=_("Navn, e-post eller arbeidssted"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data, *, side: Paameldingsside):
        super().__init__(data)
        self.fields["kommune"].queryset = Kommune.objects.filter(paameldinger__side=side).distinct().norsk()
        self.fields["kommune"].label_from_instance = lambda kommune: kommune.navn

    @property
    def valgt(self) -> dict:
        """The choices made, without those that are empty or wrong."""
        self.is_valid()
        return {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}

    def avgrens(self, rader: QuerySet) -> QuerySet:
        """Return those that are chosen."""
        valgt = self.valgt
        rader = rader.filter(**{felt: valgt[felt] for felt in ("status", "kommune") if felt in valgt})
        if "q" in valgt:
            felt = ("navn", "epost", "arbeidssted")
            rader = rader.filter(Q(*((f"{ett}__icontains", valgt["q"]) for ett in felt), _connector=Q.OR))
        return rader
