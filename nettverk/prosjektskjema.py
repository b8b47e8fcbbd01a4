"""What people type about a project: its facts, goals, phases, strategies, criteria, budget and accounts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField, Radskjema

from .models import Budsjettlinje, Organisasjon, Prosjekt, Regnskapspost, Strategi, Suksesskriterium
from .skjema import EndreSkjema, NyttSkjema, Skjema

_MEST = 10_000_000_000


class ProsjektForm(Skjema):
    fra = DatoField(label=_("Starter"))
    til = DatoField(label=_("Slutter"), required=False, help_text=_("Første dag etter prosjektperioden."))

    class Meta:
        model = Prosjekt
        fields = ["navn", "fra", "til", "effektmaal", "kilde"]
        widgets = {"effektmaal": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"kilde": _("For eksempel prosjektplanen, med dato.")}


class NyttProsjektForm(NyttSkjema, ProsjektForm):
    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None)

    field_order = ["embete"]

    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["embete"].queryset = embeter
        if len(embeter) == 1:
            self.fields["embete"].initial = embeter[0]


class EndreProsjektForm(EndreSkjema, ProsjektForm):
    pass


class _RadForm(forms.Form):
    """One row of a list in the project's form. ``pk`` is empty for a new one."""

    use_required_attribute = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def rad(self) -> dict:
        """Return the row as the action takes it."""
        tom = {navn: "" for navn in self.fields if navn != "DELETE"} | {"pk": None}
        data = {navn: verdi for navn, verdi in self.cleaned_data.items() if navn != "DELETE"}
        return tom | data | {"slett": self.cleaned_data.get("DELETE", False)}


class MaalForm(_RadForm):
    nummer = forms.CharField(label=_("Nummer"), max_length=6)
    tekst = forms.CharField(label=_("Resultatmål"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FaseForm(_RadForm):
    bokstav = forms.CharField(label=_("Fase"), max_length=3)
    navn = forms.CharField(label=_("Navn"), max_length=160)
    fra = DatoField(label=_("Starter"))
    til = DatoField(label=_("Slutter"), required=False)


class _RadskjemaBase(Radskjema):
    """The rows of a project's list, with empty ones for what is new."""

    @property
    def rader(self) -> list[dict]:
        """Return the rows as actions take them; those left empty are none."""
        return [form.rad for form in self.forms if form.cleaned_data]


MaalFormSet = forms.formset_factory(MaalForm, formset=_RadskjemaBase, extra=2, can_delete=True, max_num=60)
FaseFormSet = forms.formset_factory(FaseForm, formset=_RadskjemaBase, extra=2, can_delete=True, max_num=30)


class _ProsjektradForm(Skjema):
    """A row of one project: what may be chosen is of its own."""

    def __init__(self, *args, prosjekt: Prosjekt, **kwargs):
        super().__init__(*args, **kwargs)
        self.sett_valg(prosjekt)

    def sett_valg(self, prosjekt: Prosjekt) -> None:
        """Narrow the choices to the project's own."""


class StrategiForm(_ProsjektradForm):
    nummer = HeltallField(label=_("Nummer"), stoerste=999)

    class Meta:
        model = Strategi
        fields = ["nummer", "tekst", "oppfoelging", "kilde"]
        widgets = {
            "tekst": forms.Textarea(attrs={"rows": 3}),
            "oppfoelging": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {"oppfoelging": _("Fylles ut etter hvert. Sluttrapporten henter teksten herfra.")}


class SuksesskriteriumForm(_ProsjektradForm):
    nummer = HeltallField(label=_("Nummer"), stoerste=999)

    class Meta:
        model = Suksesskriterium
        fields = ["nummer", "tekst", "sted", "vurdering", "kilde"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3}), "vurdering": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"vurdering": _("Hvordan det gikk, når dere ser tilbake.")}


class BudsjettlinjeForm(_ProsjektradForm):
    aar = HeltallField(label=_("År"), stoerste=2200)
    rekkefoelge = HeltallField(
        label=_("Rekkefølge"), stoerste=999, help_text=_("Linjene vises fra laveste til høyeste tall.")
    )
    kroner = HeltallField(
        label=_("Kroner"),
        required=False,
        stoerste=_MEST,
        help_text=_("Hele kroner. La feltet stå tomt når noen andre dekker det."),
    )
    andel = HeltallField(label=_("Stillingsandel i prosent"), required=False, stoerste=100)
    andel_til = HeltallField(
        label=_("Stillingsandel inntil"),
        required=False,
        stoerste=100,
        help_text=_("Bare når planen oppgir et spenn, for eksempel 60–100 prosent."),
    )
    antall = HeltallField(
        label=_("Antall personer"),
        stoerste=99,
        initial=1,
        help_text=_("Hvor mange som har denne andelen hver."),
    )

    class Meta:
        model = Budsjettlinje
        fields = [
            "aar", "rekkefoelge", "post", "kroner", "andel", "andel_til", "antall", "dekkes_av", "kommentar", "kilde",
        ]  # fmt: skip

    def sett_valg(self, prosjekt):
        self.fields["dekkes_av"].queryset = Organisasjon.objects.filter(embete=prosjekt.embete_id)


class BeloepField(HeltallField):
    """Whole kroner; a minus in front for what comes back."""

    def to_python(self, value):
        tekst = "" if value is None else str(value).strip()
        if not tekst.startswith(("-", "\N{MINUS SIGN}")):
            return super().to_python(tekst)
        beloep = super().to_python(tekst[1:])
        if beloep is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return -beloep


class RegnskapspostForm(_ProsjektradForm):
    dato = DatoField(label=_("Dato"))
    kroner = BeloepField(
        label=_("Kroner"), stoerste=_MEST, help_text=_("Hele kroner. Minus foran det som kommer tilbake.")
    )

    class Meta:
        model = Regnskapspost
        fields = ["dato", "tekst", "kroner", "linje", "bilag"]

    def sett_valg(self, prosjekt):
        self.fields["linje"].queryset = prosjekt.budsjettlinjer.order_by("-aar", "rekkefoelge", "pk")
        self.fields["linje"].empty_label = _("Ingen linje")


class NyStrategiForm(NyttSkjema, StrategiForm):
    pass


class EndreStrategiForm(EndreSkjema, StrategiForm):
    pass


class NyttSuksesskriteriumForm(NyttSkjema, SuksesskriteriumForm):
    pass


class EndreSuksesskriteriumForm(EndreSkjema, SuksesskriteriumForm):
    pass


class NyBudsjettlinjeForm(NyttSkjema, BudsjettlinjeForm):
    pass


class EndreBudsjettlinjeForm(EndreSkjema, BudsjettlinjeForm):
    pass


class NyRegnskapspostForm(NyttSkjema, RegnskapspostForm):
    pass


class EndreRegnskapspostForm(EndreSkjema, RegnskapspostForm):
    pass


class KopierForm(forms.Form):
    """Which year's budget another year begins as."""

    fra_aar = HeltallField(stoerste=2200)
    til_aar = HeltallField(stoerste=2200)
