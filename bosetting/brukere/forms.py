"""What the systemansvarlig types about people, roles and embeter. Rules live in domain.py and actions.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, Radskjema
from bosetting.kommuner.models import Fylke

from .models import Bruker, Embete, EmbeteNavn, Tilgang


class Skjema(forms.Form):
    use_required_attribute = False


def _navn():
    return forms.CharField(label=_("Navn"), max_length=120)


def _email():
    return forms.EmailField(label=_("E-postadresse"), help_text=_("Brukes til å logge inn."))


class TilgangForm(Skjema):
    """A role and where it applies. ``kommuner`` are those valid today."""

    rolle = forms.ChoiceField(label=_("Rolle"), choices=Tilgang.ROLLER, widget=forms.RadioSelect)
    embete = forms.ModelChoiceField(
        label=_("Embete"),
        queryset=None,
        required=False,
        empty_label=_("Ikke valgt"),
        help_text=_("For prosjektleder, saksbehandler og lesetilgang."),
    )
    kommune = forms.ModelChoiceField(
        label=_("Kommune"),
        queryset=None,
        required=False,
        empty_label=_("Ikke valgt"),
        help_text=_("For kontaktperson. Har hun flere kommuner, legger du til en rolle for hver."),
    )

    def __init__(self, *args, embeter, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["embete"].queryset = embeter
        self.fields["embete"].label_from_instance = lambda embete: embete.omraade
        self.fields["kommune"].queryset = kommuner
        self.fields["kommune"].label_from_instance = lambda kommune: f"{kommune.navn} ({kommune.nr})"


class NyTilgangForm(TilgangForm):
    fra = DatoField(label=_("Gjelder fra"))


class NyBrukerForm(TilgangForm):
    navn = _navn()
    email = _email()

    field_order = ["navn", "email"]


class BrukerForm(Skjema):
    navn = _navn()
    email = _email()
    is_active = forms.BooleanField(
        label=_("Aktiv"),
        required=False,
        help_text=_("Uten hake kan personen ikke logge inn, og er ute ved neste klikk."),
    )


class AvsluttTilgangForm(Skjema):
    til = DatoField(label=_("Slutter"), help_text=_("Første dag rollen ikke lenger gjelder."))


class FylkerField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, fylke):
        if fylke.til:
            return _("%(fylke)s (til %(dato)s)") % {"fylke": fylke, "dato": f"{fylke.til:%d.%m.%Y}"}
        return str(fylke)


class EmbeteForm(Skjema):
    omraade = forms.CharField(label=_("Område"), max_length=80, help_text=_("For eksempel Østfold."))
    fylker = FylkerField(
        label=_("Fylker"),
        queryset=Fylke.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ta også med fylkene området hørte til før og etter, så følger historikken med."),
    )


class NavnForm(Skjema):
    """One name of an embete and the period it had it."""

    navn = forms.CharField(label=_("Navn"), max_length=EmbeteNavn._meta.get_field("navn").max_length)
    tittel = forms.CharField(label=_("Leders tittel"), max_length=60)
    fra = DatoField(label=_("Fra"))
    til = DatoField(label=_("Til (ikke med)"), required=False)


class NavnFormSetBase(Radskjema):
    @property
    def rader(self) -> list[dict]:
        """Return the names that are to stand; empty and deleted rows left out."""
        return [
            {felt: form.cleaned_data[felt] for felt in ("navn", "tittel", "fra", "til")}
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


NavnFormSet = forms.formset_factory(NavnForm, formset=NavnFormSetBase, extra=1, can_delete=True, max_num=30)


def embetefelt(embete: Embete) -> dict:
    """Return the initial values of EmbeteForm."""
    return {"omraade": embete.omraade, "fylker": [fylke.pk for fylke in embete.fylker.all()]}


def brukerfelt(bruker: Bruker) -> dict:
    """Return the initial values of BrukerForm."""
    return {felt: getattr(bruker, felt) for felt in BrukerForm.base_fields}
