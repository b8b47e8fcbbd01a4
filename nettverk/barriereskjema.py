"""What people type about barriers, their kinds and the instruments, and what narrows the lists."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.kommuner.models import Kommune

from .models import Barriere, Barriereslag, Barrieretiltak, Organisasjon, Virkemiddel
from .skjema import DatoForm, EndreSkjema, NyttSkjema, Skjema


class KommuneField(forms.ModelChoiceField):
    """A municipality by name, with its number: names repeat."""

    def __init__(self, **kwargs):
        kwargs = {
            "label": _("Kommune"),
            "queryset": Kommune.objects.none(),
            "empty_label": _("Velg kommune"),
        } | kwargs
        super().__init__(**kwargs)

    def label_from_instance(self, obj):
        return f"{obj.navn} ({obj.nr})"


class MeldForm(Skjema):
    """A barrier as a kontaktperson reports it for her own municipality."""

    kommune = KommuneField()
    slag = forms.ModelChoiceField(
        label=_("Hva står i veien?"),
        queryset=Barriereslag.objects.none(),
        empty_label=_("Velg slag barriere"),
    )
    dato = DatoField(label=_("Meldt"), help_text=_("Dagen dette kom fram."))

    class Meta:
        model = Barriere
        fields = ["kommune", "slag", "dato", "beskrivelse"]
        widgets = {"beskrivelse": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "beskrivelse": _("Kort hva det gjelder. Aldri navn på eller opplysninger om flyktninger.")
        }

    def __init__(self, *args, kommuner, slag, **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["kommune"]
        felt.queryset = kommuner
        self.fields["slag"].queryset = slag
        if len(kommuner) == 1:
            felt.initial = kommuner[0]
            felt.widget = forms.HiddenInput()


class BarriereForm(MeldForm):
    """A barrier as staff enter it."""

    class Meta(MeldForm.Meta):
        fields = ["kommune", "slag", "dato", "hvor", "beskrivelse", "notat", "kilde"]
        widgets = MeldForm.Meta.widgets | {"notat": forms.Textarea(attrs={"rows": 4})}
        help_texts = MeldForm.Meta.help_texts | {
            "notat": _("Bare embetet ser dette."),
            "kilde": _("For eksempel møtereferatet eller saken, med dato."),
        }


class NyMeldForm(NyttSkjema, MeldForm):
    pass


class NyBarriereForm(NyttSkjema, BarriereForm):
    pass


class EndreMeldForm(EndreSkjema, MeldForm):
    pass


class EndreBarriereForm(EndreSkjema, BarriereForm):
    pass


class LukkForm(EndreSkjema, Skjema):
    """From which day it no longer stands in the way, and why."""

    lukket_dato = DatoField(label=_("Ikke lenger en barriere fra"))
    lukket_grunn = forms.CharField(
        label=_("Hvorfor"),
        max_length=300,
        help_text=_("Hva som har endret seg, for eksempel «tolv boliger er kjøpt»."),
    )

    class Meta:
        model = Barriere
        fields = ["lukket_dato", "lukket_grunn"]


class TiltakForm(NyttSkjema, Skjema):
    """An instrument taken in use against one barrier; those that help against its kind stand first."""

    virkemiddel = forms.ModelChoiceField(
        label=_("Virkemiddel"), queryset=Virkemiddel.objects.none(), empty_label=_("Velg virkemiddel")
    )
    dato = DatoField(label=_("Tatt i bruk"))

    class Meta:
        model = Barrieretiltak
        fields = ["virkemiddel", "dato", "merknad"]

    def __init__(self, *args, virkemidler, passer: set[int], **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["virkemiddel"]
        felt.queryset = virkemidler
        foerst = [(ett.pk, ett.navn) for ett in virkemidler if ett.pk in passer]
        andre = [(ett.pk, ett.navn) for ett in virkemidler if ett.pk not in passer]
        grupper = [(_("Passer mot denne barrieren"), foerst), (_("Andre virkemidler"), andre)]
        felt.choices = [("", felt.empty_label), *((navn, rader) for navn, rader in grupper if rader)]


class SlagForm(Skjema):
    rekkefoelge = HeltallField(
        label=_("Rekkefølge"),
        stoerste=99,
        initial=1,
        help_text=_("Slagene vises fra laveste til høyeste tall."),
    )

    class Meta:
        model = Barriereslag
        fields = ["navn", "forklaring", "rekkefoelge", "i_bruk", "kilde"]
        widgets = {"forklaring": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"i_bruk": _("Et slag som ikke er i bruk, kan ikke velges i nye meldinger.")}


class MedEmbete(forms.Form):
    """A new row that belongs to one of the embeter she leads the work of."""

    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None)

    field_order = ["embete"]

    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["embete"]
        felt.queryset = embeter
        if len(embeter) == 1:
            felt.initial = embeter[0]
            felt.widget = forms.HiddenInput()


class NyttSlagForm(NyttSkjema, MedEmbete, SlagForm):
    pass


class EndreSlagForm(EndreSkjema, SlagForm):
    pass


class VirkemiddelForm(Skjema):
    fra = DatoField(label=_("Finnes fra"))
    til = DatoField(label=_("Finnes til"), required=False, help_text=_("Første dag det ikke lenger finnes."))
    lenke = forms.URLField(label=_("Lenke"), required=False, max_length=400, assume_scheme="https")

    class Meta:
        model = Virkemiddel
        fields = ["navn", "eier", "hjelper_mot", "beskrivelse", "slik_soeker", "lenke", "fra", "til", "kilde"]
        widgets = {
            "hjelper_mot": forms.CheckboxSelectMultiple,
            "beskrivelse": forms.Textarea(attrs={"rows": 4}),
            "slik_soeker": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, innen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["eier"].queryset = Organisasjon.objects.filter(embete__in=innen)
        self.fields["eier"].empty_label = _("Ikke oppgitt")
        slag = self.fields["hjelper_mot"]
        slag.queryset = Barriereslag.objects.filter(embete__in=innen)
        slag.help_text = ""

    def lagret(self) -> dict:
        return super().lagret() | {"hjelper_mot": list(self.instance.hjelper_mot.all())}


class NyttVirkemiddelForm(NyttSkjema, MedEmbete, VirkemiddelForm):
    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, embeter=embeter, innen=embeter, **kwargs)


class EndreVirkemiddelForm(EndreSkjema, VirkemiddelForm):
    pass


class MatriseForm(DatoForm):
    """The day of the matrix, which of its rows to show, and how they are sorted."""

    VIS = [
        ("", _("Alle kommuner")),
        ("staar", _("Med barrierer")),
        ("aapen", _("Med barrierer som ikke er møtt")),
    ]
    SORTER = [("", _("Navn")), ("nr", _("Kommunenummer")), ("-staar", _("Flest barrierer først"))]

    vis = forms.ChoiceField(label=_("Vis"), choices=VIS, required=False)
    sorter = forms.ChoiceField(label=_("Sorter etter"), choices=SORTER, required=False)

    def __init__(self, data=None, *, dag: date, embeter, **kwargs):
        super().__init__(data, dag=dag, **kwargs)
        self.embeter = list(embeter)
        if len(self.embeter) > 1:
            self.fields["embete"] = forms.ChoiceField(
                label=_("Embete"), choices=[(ett.pk, ett.omraade) for ett in self.embeter], required=False
            )
            self.order_fields(["embete", "per", "vis", "sorter"])
        self.valgt = data or {}

    @property
    def embete(self):
        """The embete that is chosen, else the first; None when she reads in none."""
        return next(
            (ett for ett in self.embeter if str(ett.pk) == self.valgt.get("embete")),
            next(iter(self.embeter), None),
        )

    def ordnet(self, rader: list) -> list:
        """Return the rows that are to be shown, in the order that is chosen."""
        if self.valgt.get("vis") == "staar":
            rader = [rad for rad in rader if rad.staar]
        elif self.valgt.get("vis") == "aapen":
            rader = [rad for rad in rader if rad.uten_tiltak]
        if self.valgt.get("sorter") == "nr":
            rader = sorted(rader, key=lambda rad: rad.kommune.nr)
        elif self.valgt.get("sorter") == "-staar":
            rader = sorted(rader, key=lambda rad: (-rad.staar, -rad.uten_tiltak))
        return rader


class BarriereFilter(django_filters.FilterSet):
    """Narrow the list of barriers: municipality, kind, how it stands today, where it came from, days, words."""

    kommune = django_filters.ModelChoiceFilter(
        label=_("Kommune"), queryset=None, empty_label=_("Alle"), field_name="kommune"
    )
    slag = django_filters.ModelChoiceFilter(label=_("Slag"), queryset=None, empty_label=_("Alle"))
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        method="i_tilstand",
        choices=[("aapen", _("ikke møtt")), ("moett", _("møtt")), ("lukket", _("lukket"))],
        empty_label=_("Alle"),
    )
    hvor = django_filters.ChoiceFilter(
        label=_("Hvor det kom fram"), choices=Barriere.KILDER, empty_label=_("Alle")
    )
    fra = django_filters.DateFilter(
        label=_("Meldt fra og med"), field_name="dato", lookup_expr="gte", widget=DatoField().widget
    )
    til = django_filters.DateFilter(
        label=_("Meldt til og med"), field_name="dato", lookup_expr="lte", widget=DatoField().widget
    )
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Barriere
        fields = []

    def __init__(self, *args, kommuner, slag, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag
        self.filters["kommune"].queryset = kommuner
        self.filters["slag"].queryset = slag

    def i_tilstand(self, rader, navn, verdi):
        if verdi == "lukket":
            return rader.filter(lukket_dato__lte=self.dag)
        return rader.staar(self.dag).filter(er_moett=verdi == "moett")

    def med_ord(self, rader, navn, verdi):
        return rader.filter(
            Q(beskrivelse__icontains=verdi)
            | Q(slag__navn__icontains=verdi)
            | Q(kommune__navn__icontains=verdi)
        )


class VirkemiddelFilter(django_filters.FilterSet):
    """Narrow the list of instruments: what it helps against, whether it exists today, words."""

    slag = django_filters.ModelChoiceFilter(
        label=_("Hjelper mot"), field_name="hjelper_mot", queryset=None, empty_label=_("Alle")
    )
    naar = django_filters.ChoiceFilter(
        label=_("Finnes"),
        method="som_finnes",
        choices=[("naa", _("nå eller senere")), ("foer", _("ikke lenger"))],
        empty_label=_("Alle"),
    )
    q = django_filters.CharFilter(
        label=_("Søk"), method="med_ord", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Virkemiddel
        fields = []

    def __init__(self, *args, slag, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag
        self.filters["slag"].queryset = slag

    def som_finnes(self, rader, navn, verdi):
        return rader.ikke_over(self.dag) if verdi == "naa" else rader.filter(til__lte=self.dag)

    def med_ord(self, rader, navn, verdi):
        ord_ = Q(navn__icontains=verdi) | Q(beskrivelse__icontains=verdi) | Q(slik_soeker__icontains=verdi)
        return rader.filter(ord_ | Q(eier__navn__icontains=verdi))
