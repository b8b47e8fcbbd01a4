"""What people type about a series: the pattern, chosen in three lists, and the days it gives, to be looked over."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.hinder import Hinder
from bosetting.felles.skjema import DatoField, KlokkeField
from bosetting.felles.virkedager import helligdag

from .models import Gruppe, Moeteserie
from .moeteregler import NUMRE, UKEDAGER, Moenster, hvorfor_ikke_serie
from .moeteskjema import GruppeChoiceField, InnsynField, VideolenkeField
from .skjema import EndreSkjema, NyttSkjema, Skjema

_UKE, _MAANED = "uke", "maaned"
HYPPIGHET = [
    (f"{_UKE}-1", _("hver uke")),
    (f"{_UKE}-2", _("annenhver uke")),
    (f"{_UKE}-3", _("hver tredje uke")),
    (f"{_UKE}-4", _("hver fjerde uke")),
    (f"{_MAANED}-1", _("hver måned")),
    (f"{_MAANED}-2", _("annenhver måned")),
    (f"{_MAANED}-3", _("hver tredje måned")),
    (f"{_MAANED}-4", _("hver fjerde måned")),
    (f"{_MAANED}-6", _("hver sjette måned")),
]
_DAG = timedelta(days=1)


@dataclass(frozen=True)
class Datoforslag:
    """One day that the pattern gives: the holiday it falls on, if any, and whether it is to be a meeting."""

    dato: date
    helligdag: str | None
    valgt: bool

    @property
    def tekst(self) -> str:
        """Return «tirsdag 1. mars 2016»."""
        return f"{UKEDAGER[self.dato.weekday()]} {norsk.langdato(self.dato)}"


class SerieForm(Skjema):
    """A series. The days of its pattern are shown before it is saved; ``klar`` says that she has seen these.

    ``opptatt`` are days where an earlier version of the series has no meeting: they are not chosen by themselves.
    """

    gruppe = GruppeChoiceField()
    hyppighet = forms.ChoiceField(label=_("Hvor ofte"), choices=HYPPIGHET, initial=f"{_MAANED}-1")
    nummer = forms.TypedChoiceField(
        label=_("Hvilken i måneden"),
        choices=NUMRE.items(),
        coerce=int,
        help_text=_("Har ingenting å si når møtet er hver uke."),
    )
    ukedag = forms.TypedChoiceField(
        label=_("Ukedag"), choices=list(enumerate(UKEDAGER)), coerce=int, initial=1
    )
    fra = DatoField(label=_("Fra og med"))
    siste = DatoField(label=_("Til og med"))
    fra_tid = KlokkeField(label=_("Begynner"))
    til_tid = KlokkeField(label=_("Slutter"))
    videolenke = VideolenkeField()
    innsyn = InnsynField()

    field_order = [
        "tittel", "gruppe", "hyppighet", "nummer", "ukedag", "fra", "siste", "fra_tid", "til_tid", "sted",
        "videolenke", "innsyn",
    ]  # fmt: skip

    class Meta:
        model = Moeteserie
        fields = ["tittel", "gruppe", "fra", "fra_tid", "til_tid", "sted", "videolenke", "innsyn"]

    klar = False
    forslag: list[Datoforslag] = []
    visning = ""

    def __init__(self, *args, prosjekt, grupper=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.prosjekt = prosjekt
        self.fields["gruppe"].queryset = Gruppe.objects.none() if grupper is None else grupper

    @property
    def moenster(self) -> Moenster:
        enhet, hver = self.cleaned_data["hyppighet"].split("-")
        nummer = self.cleaned_data["nummer"] if enhet == _MAANED else None
        return Moenster(self.cleaned_data["ukedag"], nummer, int(hver))

    @property
    def felt(self) -> dict:
        return super().felt | {"regel": self.moenster.regel, "til": self.cleaned_data["siste"] + _DAG}

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        grunner = hvorfor_ikke_serie(
            self.moenster,
            fra=data["fra"],
            til=data["siste"] + _DAG,
            fra_tid=data["fra_tid"],
            til_tid=data["til_tid"],
            prosjekt=(self.prosjekt.fra, self.prosjekt.til),
        )
        if grunner:
            Hinder([("siste" if felt == "til" else felt, grunn) for felt, grunn in grunner]).paa(self)
            return data
        datoer = self.moenster.datoer(data["fra"], data["siste"] + _DAG)
        self.visning = f"{self.moenster.regel} {data['fra']} {data['siste']}"
        # Days that were looked over for another pattern say nothing about this one.
        self.klar = self.data.get("vist") == self.visning and "vis" not in self.data
        valgt = (
            self.data.getlist("dato") if self.klar else [str(dag) for dag in datoer if self._foreslaas(dag)]
        )
        self.forslag = [Datoforslag(dag, helligdag(dag), str(dag) in valgt) for dag in datoer]
        if self.klar and not self.datoer:
            self.add_error(None, _("Velg minst én dato."))
        return data

    def _foreslaas(self, dag: date) -> bool:
        return helligdag(dag) is None

    @property
    def datoer(self) -> list[date]:
        """Return the days she chose."""
        return [forslag.dato for forslag in self.forslag if forslag.valgt]


class NySerieForm(NyttSkjema, SerieForm):
    pass


class EndreRestenForm(EndreSkjema, NyttSkjema, SerieForm):
    """The rest of a series from a day on. ``uten`` are its days where no meeting is planned: left out or cancelled."""

    def __init__(self, *args, uten, foerste: date, **kwargs):
        self.uten = uten
        super().__init__(*args, **kwargs)
        self.fields["fra"].label = _("Endres fra og med")
        self.fields["fra"].help_text = _("Møtene før denne dagen blir stående.")
        self.fields["innsyn"].choices = self.fields["innsyn"].choices[1:]
        self.initial |= {"fra": foerste} | self._moenster(self.instance)

    @staticmethod
    def _moenster(serie: Moeteserie) -> dict:
        moenster = Moenster.les(serie.regel)
        enhet = _UKE if moenster.nummer is None else _MAANED
        return {
            "hyppighet": f"{enhet}-{moenster.hver}",
            "nummer": moenster.nummer,
            "ukedag": moenster.ukedag,
            "siste": serie.til - _DAG,
        }

    def lagret(self) -> dict:
        # The first day is what she chooses to change from, and nothing that was stored.
        return super().lagret() | self._moenster(self.instance) | {"fra": self.initial.get("fra")}

    def _foreslaas(self, dag: date) -> bool:
        perioder = {self.moenster.periode(en) for en in self.uten}
        return super()._foreslaas(dag) and self.moenster.periode(dag) not in perioder


class AvsluttSerieForm(forms.Form):
    """From which day a series ends, and why."""

    use_required_attribute = False

    versjon = forms.IntegerField(widget=forms.HiddenInput)
    fra = DatoField(label=_("Avlys møtene fra og med"))
    grunn = forms.CharField(
        label=_("Hvorfor serien avsluttes"),
        max_length=200,
        help_text=_("Står ved hvert møte, og i e-posten til dem som er innkalt."),
    )


class Seriefilter(forms.Form):
    """Narrows the list of series."""

    use_required_attribute = False

    naar = forms.ChoiceField(
        label=_("Når"),
        choices=[("", _("Alle")), ("paagaar", _("Ikke avsluttet")), ("over", _("Avsluttet"))],
        required=False,
    )
    gruppe = forms.ModelChoiceField(
        label=_("Gruppe"), queryset=Gruppe.objects.none(), required=False, empty_label=_("Alle")
    )

    def __init__(self, data, *, grupper, dag: date):
        super().__init__(data)
        self.dag = dag
        self.fields["gruppe"].queryset = grupper
        if not grupper:
            del self.fields["gruppe"]

    def avgrens(self, serier):
        """Return the series that are chosen; what is wrong in the filter narrows nothing."""
        self.is_valid()
        valgt = getattr(self, "cleaned_data", {})
        if valgt.get("naar"):
            oppslag = "til__gt" if valgt["naar"] == "paagaar" else "til__lte"
            serier = serier.filter(**{oppslag: self.dag})
        return serier.filter(gruppe=valgt["gruppe"]) if valgt.get("gruppe") else serier
