"""What people type and choose about state money: a file, schemes, municipal projects, visits, and what is shown."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.felles.filskjema import FilForm
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.kommuner.models import Kommune

from . import tilskuddsregler as regler
from .models import Kommuneprosjekt, Oppfoelgingsbesoek, Tilskuddsordning
from .skjema import EndreSkjema, NyttSkjema, Skjema
from .tekstvalg import PersonField

MAKS_BELOEP = 10_000_000_000


class TilskuddsfilForm(FilForm):
    """A file of state money in long format."""


class OrdningForm(Skjema):
    fra = DatoField(label=_("Gjelder fra"), required=False)
    til = DatoField(label=_("Gjelder til"), required=False, help_text=_("Første dag den ikke gjelder."))
    lenke = forms.URLField(
        label=_("Lenke"),
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text=_("Siden der ordningen er beskrevet."),
    )

    class Meta:
        model = Tilskuddsordning
        fields = ["navn", "eier", "formaal", "fra", "til", "lenke", "kode", "er_sum", "kilde"]
        widgets = {"formaal": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "eier": _("Organisasjonen som gir pengene."),
            "kode": _("Det ordningen heter i filer som leses inn, for eksempel inttilsk_1."),
            "er_sum": _("Vises og kontrolleres mot delene, men legges aldri sammen med dem."),
        }

    def __init__(self, *args, eiere, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["eier"].queryset = eiere

    def clean_kode(self):
        return "_".join(self.cleaned_data["kode"].split()).casefold()


class NyOrdningForm(NyttSkjema, OrdningForm):
    pass


class EndreOrdningForm(EndreSkjema, OrdningForm):
    pass


def kommunetekst(kommune: Kommune, dag: date) -> str:
    """Return the name, with number and last year where the municipality is no more on ``dag``."""
    if kommune.til is None or kommune.til > dag:
        return kommune.navn
    return f"{kommune.navn} ({kommune.nr}, til {kommune.til.year})"


class KommuneprosjektForm(Skjema):
    aar = HeltallField(label=_("År"), stoerste=regler.SENESTE_AAR)
    soekt = HeltallField(label=_("Søkt om (kroner)"), required=False, stoerste=MAKS_BELOEP)
    tildelt = HeltallField(label=_("Tildelt (kroner)"), required=False, stoerste=MAKS_BELOEP)
    utbetalt = HeltallField(
        label=_("Utbetalt (kroner)"),
        required=False,
        stoerste=MAKS_BELOEP,
        help_text=_("La beløp du ikke kjenner, stå tomme. Tomt er ukjent, 0 er ingenting."),
    )

    kontakt = PersonField(
        label=_("Kontakt"), required=False, help_text=_("Bare embetets ansatte ser navnet.")
    )

    class Meta:
        model = Kommuneprosjekt
        fields = [
            "tittel", "aar", "kommuner", "ordning", "status", "soekt", "tildelt", "utbetalt", "formaal", "resultat",
            "kontakt", "i_katalogen", "kilde",
        ]  # fmt: skip
        widgets = {
            "kommuner": forms.CheckboxSelectMultiple,
            "formaal": forms.Textarea(attrs={"rows": 4}),
            "resultat": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "kommuner": _(
                "Velg flere når de har prosjektet sammen. Beløpene gjelder da for alle til sammen."
            ),
            "i_katalogen": _(
                "Katalogen leses av alle kommunene i nettverket. Den viser bare prosjekter som har fått tilsagn."
            ),
        }

    def __init__(self, *args, kommuner, ordninger, personer, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommuner"].queryset = kommuner
        self.fields["kommuner"].label_from_instance = lambda kommune: kommunetekst(kommune, dag)
        self.fields["ordning"].queryset = ordninger
        self.fields["kontakt"].queryset = personer


class NyttKommuneprosjektForm(NyttSkjema, KommuneprosjektForm):
    pass


class EndreKommuneprosjektForm(EndreSkjema, KommuneprosjektForm):
    pass


class BesoekForm(Skjema):
    dato = DatoField(label=_("Dato"))

    class Meta:
        model = Oppfoelgingsbesoek
        fields = ["dato", "notat"]
        widgets = {"notat": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"notat": _("Bare embetets ansatte leser notatet.")}


class NyttBesoekForm(NyttSkjema, BesoekForm):
    pass


class EndreBesoekForm(EndreSkjema, BesoekForm):
    pass


class Tilskuddsvalg(forms.Form):
    """What the overview shows: the year (``siste`` when none is chosen), one scheme or all, words in the name."""

    use_required_attribute = False

    aar = forms.TypedChoiceField(label=_("År"), coerce=int, required=False)
    ordning = forms.ModelChoiceField(
        label=_("Ordning"), queryset=None, required=False, empty_label=_("Alle ordninger")
    )
    q = forms.CharField(
        label=_("Kommune"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data=None, *, aarene, siste, ordninger):
        super().__init__({"aar": siste} | data.dict() if data is not None else {"aar": siste})
        self.fields["aar"].choices = [(aar, aar) for aar in sorted(aarene, reverse=True)]
        self.fields["ordning"].queryset = ordninger
        self.is_valid()
        self.aar = self.cleaned_data.get("aar") or siste
        self.ordning = self.cleaned_data.get("ordning")
        self.q = self.cleaned_data.get("q", "")


class Ordningsfilter(django_filters.FilterSet):
    """Schemes by words in name, purpose or owner."""

    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Tilskuddsordning
        fields = []

    def med_ord(self, rader, navn, verdi):
        felt = ("navn", "formaal", "kode", "eier__navn")
        return rader.filter(Q(*((f"{ett}__icontains", verdi) for ett in felt), _connector=Q.OR))


class Prosjektfilter(django_filters.FilterSet):
    """Municipal projects by year, state, scheme, municipality and words."""

    aar = django_filters.ChoiceFilter(label=_("År"), empty_label=_("Alle"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Kommuneprosjekt.STATUSER, empty_label=_("Alle")
    )
    ordning = django_filters.ModelChoiceFilter(label=_("Ordning"), queryset=None, empty_label=_("Alle"))
    kommune = django_filters.ModelChoiceFilter(
        label=_("Kommune"), field_name="kommuner", queryset=None, empty_label=_("Alle")
    )
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Kommuneprosjekt
        fields = []

    def __init__(self, *args, aarene, ordninger, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = [(aar, aar) for aar in aarene]
        self.filters["ordning"].queryset = ordninger
        self.filters["kommune"].queryset = kommuner
        self.filters["kommune"].field.label_from_instance = lambda kommune: kommune.navn
        if len(kommuner) < 2:
            del self.filters["kommune"]

    def med_ord(self, rader, navn, verdi):
        felt = ("tittel", "formaal", "resultat")
        return rader.filter(Q(*((f"{ett}__icontains", verdi) for ett in felt), _connector=Q.OR))

    @property
    def beskrivelse(self) -> str:
        """Return what is chosen, as a line above the exported rows."""
        valgt = [
            f"{felt.label}: {dict(getattr(felt.field, 'choices', ())).get(felt.data, felt.data)}"
            for felt in self.form
            if felt.data
        ]
        return "; ".join(valgt) or str(_("Alle prosjektene"))


class Katalogvalg(forms.Form):
    """Which catalogue: the embete, where there are several, and the year; the first of each when none is chosen."""

    use_required_attribute = False

    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None, required=False, empty_label=None)
    aar = forms.TypedChoiceField(label=_("År"), coerce=int, required=False, empty_value=None)

    def __init__(self, data=None, *, embeter, aarene):
        super().__init__(data or {})
        self.aarene = aarene
        self.fields["embete"].queryset = embeter
        self.fields["aar"].choices = [(aar, aar) for aar in aarene]
        if len(embeter) < 2:
            del self.fields["embete"]
        self.is_valid()
        self.embete = self.cleaned_data.get("embete") or next(iter(embeter), None)
        self.aar = self.cleaned_data.get("aar") or next(iter(aarene), None)
        self.initial = {"embete": self.embete, "aar": self.aar}
