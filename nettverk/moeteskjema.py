"""What people type about one meeting, and how its list is narrowed. Rules live in moeteregler.py."""

from datetime import date

from django import forms
from django.core.validators import URLValidator
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.skjema import DatoField, KlokkeField

from .models import Gruppe, Moete
from .models.grunn import INNSYN
from .moeteregler import AVLYST
from .skjema import EndreSkjema, NyttSkjema, Skjema


class VideolenkeField(forms.URLField):
    """The address of a video meeting: something a browser opens."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Lenke til videomøte"))
        super().__init__(assume_scheme="https", max_length=400, required=False, **kwargs)


class GruppeChoiceField(forms.ModelChoiceField):
    """A group of the project, or none: an open meeting."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Gruppe.objects.none(),
            label=_("Gruppe"),
            required=False,
            empty_label=_("Ingen gruppe (åpent møte)"),
            **kwargs,
        )


class InnsynField(forms.ChoiceField):
    """Who may see a new meeting; unless somebody chooses, those who may see the group's meetings."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Hvem kan se møtet"),
            choices=[("", _("Som for gruppens møter")), *INNSYN],
            required=False,
            help_text=_("Må velges når møtet ikke er en gruppes."),
            **kwargs,
        )


class MoeteForm(Skjema):
    """The facts of a meeting. ``grupper`` are those of its project."""

    gruppe = GruppeChoiceField()
    dato = DatoField(label=_("Dato"))
    fra_tid = KlokkeField(label=_("Begynner"))
    til_tid = KlokkeField(label=_("Slutter"))
    videolenke = VideolenkeField()
    svarfrist = DatoField(label=_("Svar innen"), required=False, help_text=_("Til dem som blir innkalt."))

    class Meta:
        model = Moete
        fields = [
            "tittel", "gruppe", "dato", "fra_tid", "til_tid", "sted", "videolenke", "svarfrist", "beskrivelse",
            "innsyn", "fase", "resultatmaal", "kilde",
        ]  # fmt: skip
        widgets = {
            "beskrivelse": forms.Textarea(attrs={"rows": 5}),
            "resultatmaal": forms.CheckboxSelectMultiple,
        }
        help_texts = {"beskrivelse": _("Det de som skal komme, trenger å vite. Sakene føres på sakslisten.")}

    def __init__(self, *args, prosjekt, grupper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = grupper
        for navn, rader in (("fase", prosjekt.faser.all()), ("resultatmaal", prosjekt.resultatmaal.all())):
            self.fields[navn].queryset = rader
            self.fields[navn].help_text = ""
            if not rader:
                self.fields[navn].widget = self.fields[navn].hidden_widget()


class NyttMoeteForm(NyttSkjema, MoeteForm):
    innsyn = InnsynField()


class EndreMoeteForm(EndreSkjema, MoeteForm):
    status = forms.ChoiceField(label=_("Status"), choices=[v for v in Moete.STATUSER if v[0] != AVLYST])

    class Meta(MoeteForm.Meta):
        fields = ["status", *MoeteForm.Meta.fields]

    field_order = MoeteForm.Meta.fields[:3]


class AvlysForm(forms.Form):
    """Why a meeting is cancelled. ``versjon`` is the one she looked at."""

    use_required_attribute = False

    versjon = forms.IntegerField(widget=forms.HiddenInput)
    grunn = forms.CharField(
        label=_("Hvorfor møtet avlyses"),
        max_length=200,
        help_text=_("Står på møtesiden og i e-posten til dem som er innkalt."),
    )


class Moetefilter(forms.Form):
    """Narrows the list of meetings; what is wrong in it narrows nothing. ``naar`` is the coming ones unless chosen."""

    KOMMENDE, TIDLIGERE, ALLE = "kommende", "tidligere", "alle"

    use_required_attribute = False

    naar = forms.ChoiceField(
        label=_("Når"),
        choices=[(KOMMENDE, _("Kommende")), (TIDLIGERE, _("Tidligere")), (ALLE, _("Alle"))],
        required=False,
    )
    gruppe = forms.ModelChoiceField(
        label=_("Gruppe"), queryset=Gruppe.objects.none(), required=False, empty_label=_("Alle")
    )
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Alle")), *Moete.STATUSER], required=False)
    fra = DatoField(label=_("Fra og med"), required=False)
    til = DatoField(label=_("Til og med"), required=False)
    q = forms.CharField(
        label=_("Søk"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data: QueryDict, *, grupper, dag: date):
        data = data.copy()
        data.setdefault("naar", self.KOMMENDE)
        super().__init__(data)
        self.dag = dag
        self.fields["gruppe"].queryset = grupper
        if not grupper:
            del self.fields["gruppe"]

    @property
    def valgt(self) -> dict:
        """The choices made, without those that are empty or wrong."""
        self.is_valid()
        return {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}

    @property
    def baklengs(self) -> bool:
        """Return whether the latest meeting comes first."""
        return self.valgt.get("naar") == self.TIDLIGERE

    def avgrens(self, moeter):
        """Return the meetings that are chosen."""
        valgt = self.valgt
        naar, ord_ = valgt.pop("naar", self.ALLE), valgt.pop("q", "")
        if naar == self.KOMMENDE:
            moeter = moeter.filter(dato__gte=self.dag)
        elif naar == self.TIDLIGERE:
            moeter = moeter.filter(dato__lt=self.dag)
        if ord_:
            felt = ("tittel", "sted", "beskrivelse", "gruppe__navn")
            moeter = moeter.filter(Q(*((f"{navn}__icontains", ord_) for navn in felt), _connector=Q.OR))
        oppslag = {"gruppe": "gruppe", "status": "status", "fra": "dato__gte", "til": "dato__lte"}
        return moeter.filter(**{oppslag[felt]: verdi for felt, verdi in valgt.items()})

    @property
    def beskrivelse(self) -> str:
        """What narrows the list, in words («Når: Kommende, Fra og med: 01.01.2016»)."""
        deler = []
        for felt, verdi in self.valgt.items():
            if isinstance(verdi, date):
                verdi = norsk.dato(verdi)
            elif felt in ("naar", "status"):
                verdi = dict(self.fields[felt].choices)[verdi]
            deler.append(f"{self.fields[felt].label}: {verdi}")
        return ", ".join(deler)
