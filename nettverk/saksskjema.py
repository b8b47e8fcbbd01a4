"""What people type about an agenda: points, proposals, answers and papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokumentfelt import DokumentField
from bosetting.felles.hinder import oversatt
from bosetting.felles.skjema import HeltallField

from .models import Sak
from .moeteregler import hvorfor_ikke_sette_opp
from .saker import AVVIST, SATT_OPP
from .skjema import EndreSkjema, NyttSkjema, Skjema


class SakForm(Skjema):
    minutter = HeltallField(
        label=_("Minutter"), required=False, stoerste=600, help_text=_("Hvor lang tid saken trenger.")
    )

    class Meta:
        model = Sak
        fields = ["tittel", "tekst", "minutter"]
        labels = {"tittel": _("Sak")}
        widgets = {"tekst": forms.Textarea(attrs={"rows": 5})}


class NySakForm(NyttSkjema, SakForm):
    pass


class EndreSakForm(EndreSkjema, SakForm):
    pass


class ForslagForm(NyttSkjema, SakForm):
    """A proposal; who represents more than one municipality says which."""

    kommune = forms.ModelChoiceField(label=_("Kommune"), queryset=None, empty_label=_("Velg kommune"))

    field_order = ["kommune"]

    def __init__(self, *args, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["kommune"]
        felt.queryset = kommuner
        if len(kommuner) == 1:
            felt.initial, felt.widget = kommuner[0].pk, forms.HiddenInput()


class SvarForm(EndreSkjema, Skjema):
    """Whether a point goes on the agenda, and a word to who proposed it."""

    status = forms.ChoiceField(
        label=_("Saken"),
        choices=[(SATT_OPP, _("settes opp")), (AVVIST, _("settes ikke opp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om saken settes opp.")},
    )

    class Meta:
        model = Sak
        fields = ["status", "svar"]
        help_texts = {"svar": _("Den som foreslo saken, får beskjed med dette svaret.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if grunner := hvorfor_ikke_sette_opp(self.instance.moete.status):
            # Nothing is put on the agenda of a cancelled meeting; who proposed it is still answered.
            felt = self.fields["status"]
            felt.choices = [valg for valg in felt.choices if valg[0] == AVVIST]
            felt.error_messages["invalid_choice"] = oversatt(grunner[0][1])
            self.initial["status"] = AVVIST


class PapirForm(NyttSkjema):
    """A paper, for the meeting as a whole or for one of its points."""

    use_required_attribute = False

    fil = DokumentField(label=_("Fil"))
    sak = forms.ModelChoiceField(
        label=_("Gjelder"), queryset=Sak.objects.none(), required=False, empty_label=_("Hele møtet")
    )

    def __init__(self, *args, saker, alle: bool, **kwargs):
        super().__init__(*args, **kwargs)
        felt = self.fields["sak"]
        felt.queryset = saker
        felt.label_from_instance = _saksnavn
        if not alle:
            felt.required, felt.empty_label = True, _("Velg saken")


def _saksnavn(sak: Sak) -> str:
    return f"{sak.nummer}. {sak.tittel}" if sak.status == SATT_OPP else sak.tittel
