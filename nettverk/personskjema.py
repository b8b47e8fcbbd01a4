"""What people type about organisations and persons, and how their lists are narrowed."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.kontaktforms import TelefonField
from bosetting.felles.skjema import Radskjema

from .models import Gruppe, Organisasjon, Person
from .skjema import EndreSkjema, NyttSkjema, Skjema
from .tekstvalg import BrukerField, ForslagField


class OrganisasjonForm(Skjema):
    navn = ForslagField(label=_("Navn"), max_length=120)

    class Meta:
        model = Organisasjon
        fields = ["navn", "slag", "kommune"]

    def __init__(self, *args, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommune"].queryset = kommuner
        self.fields["kommune"].empty_label = _("Ikke en kommune")
        self.fields["kommune"].label_from_instance = lambda kommune: f"{kommune.navn} ({kommune.nr})"

    def clean(self):
        data = super().clean()
        if data.get("slag") == "kommune" and "kommune" in data and not data["kommune"]:
            self.add_error("kommune", ValidationError(_("Velg hvilken kommune det er."), code="required"))
        return data


class _MedEmbete(forms.Form):
    """A new row of an embete: asked for only of those who lead in several."""

    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None)

    field_order = ["embete"]

    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["embete"].queryset = embeter
        if len(embeter) == 1:
            self.fields["embete"].initial = embeter[0]
            self.fields["embete"].widget = forms.HiddenInput()


class NyOrganisasjonForm(_MedEmbete, NyttSkjema, OrganisasjonForm):
    pass


class EndreOrganisasjonForm(EndreSkjema, OrganisasjonForm):
    pass


class AvdelingForm(forms.Form):
    """One department. ``pk`` is empty for a new one."""

    use_required_attribute = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    navn = forms.CharField(label=_("Avdeling"), max_length=120)


class AvdelingFormSetBase(Radskjema):
    """The departments of an organisation, with empty rows for new ones."""

    @property
    def rader(self) -> list[dict]:
        """Return the departments as the actions take them; rows left empty are none."""
        return [
            {
                "pk": form.cleaned_data.get("pk"),
                "navn": " ".join(form.cleaned_data.get("navn", "").split()),
                "slett": form.cleaned_data.get("DELETE", False),
            }
            for form in self.forms
            if form.cleaned_data
        ]


AvdelingFormSet = forms.formset_factory(
    AvdelingForm, formset=AvdelingFormSetBase, extra=3, can_delete=True, max_num=100
)


class PersonForm(Skjema):
    navn = forms.CharField(
        label=_("Navn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    organisasjon = ForslagField(
        label=_("Organisasjon"),
        max_length=120,
        help_text=_("Velg en som finnes, eller skriv navnet på en ny."),
    )
    avdeling = ForslagField(label=_("Avdeling"), max_length=120, required=False)
    telefon = TelefonField(label=_("Telefon"))
    bruker = BrukerField(
        label=_("Logger inn som"),
        required=False,
        help_text=_("Bare når personen har egen innlogging. Da ser hun papirene til gruppene hun sitter i."),
    )
    bekreftet = forms.BooleanField(
        label=_("Dette er en annen person enn dem som likner"), required=False, widget=forms.HiddenInput
    )

    field_order = ["navn", "tittel", "organisasjon", "avdeling", "epost", "telefon", "bruker", "bekreftet"]

    class Meta:
        model = Person
        fields = ["navn", "tittel", "epost", "telefon", "bruker"]
        widgets = {"epost": forms.EmailInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args, organisasjoner, avdelinger, brukere, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisasjon"].forslag = organisasjoner
        self.fields["avdeling"].forslag = avdelinger
        self.fields["bruker"].queryset = brukere
        self.fields["telefon"].widget.attrs["autocomplete"] = "off"

    def clean_navn(self):
        return " ".join(self.cleaned_data["navn"].split())

    @property
    def verdier(self) -> dict:
        """Return what was typed, as the actions take it."""
        navn = ("organisasjon", "avdeling", "bekreftet")
        return {"felt": self.felt} | {ett: self.cleaned_data[ett] for ett in navn}

    def be_om_bekreftelse(self) -> None:
        """Show the tick that says that she is somebody else."""
        self.fields["bekreftet"].widget = forms.CheckboxInput()


class NyPersonForm(_MedEmbete, NyttSkjema, PersonForm):
    pass


class EndrePersonForm(EndreSkjema, PersonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update(self.lagret())

    def lagret(self) -> dict:
        rad = self.instance
        return super().lagret() | {
            "organisasjon": rad.organisasjon.navn,
            "avdeling": rad.avdeling.navn if rad.avdeling else "",
        }


def _soekefelt(etikett):
    return django_filters.CharFilter(
        label=etikett, method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )


class OrganisasjonFilter(django_filters.FilterSet):
    """By name and kind."""

    q = _soekefelt(_("Navn"))
    slag = django_filters.ChoiceFilter(label=_("Slag"), choices=Organisasjon.SLAG, empty_label=_("Alle"))

    class Meta:
        model = Organisasjon
        fields = []

    def med_ord(self, rader, navn, verdi):
        return rader.filter(Q(navn__icontains=verdi) | Q(avdelinger__navn__icontains=verdi)).distinct()


class PersonFilter(django_filters.FilterSet):
    """By words, by group where the person sits on ``dag``, and by kind of organisation."""

    q = _soekefelt(_("Navn, organisasjon eller e-post"))
    gruppe = django_filters.ModelChoiceFilter(
        label=_("Gruppe"), queryset=None, method="i_gruppen", empty_label=_("Alle")
    )
    slag = django_filters.ChoiceFilter(
        label=_("Slag organisasjon"),
        choices=Organisasjon.SLAG,
        field_name="organisasjon__slag",
        empty_label=_("Alle"),
    )

    class Meta:
        model = Person
        fields = []

    def __init__(self, *args, grupper, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gruppe"].queryset = grupper
        self.dag = dag

    def med_ord(self, rader, navn, verdi):
        felt = ("navn", "epost", "tittel", "organisasjon__navn")
        return rader.filter(Q(*((f"{ett}__icontains", verdi) for ett in felt), _connector=Q.OR))

    def i_gruppen(self, rader, navn, verdi: Gruppe):
        return rader.filter(pk__in=verdi.medlemskap.on_date(self.dag).exclude(person=None).values("person"))
