"""The choices of a trace: which figure, for whom, on which clocks."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from . import kilder
from .kildeliste import tallnavn
from .statusutvalg import Statusutvalg

FOERSTE = "vedtatt.totalt"
# What narrows the status page follows its figures here, unseen.
_SKJULTE = ("q", "svar", "gruppe", "vilkaar", "fylke", "bekreftelse", "struktur", "strukturdato")


def valgbare(utvalg: Statusutvalg) -> list:
    """Return the lines that one may be chosen of: municipalities of the year, or lines of the structure."""
    return utvalg.struktur.rader if utvalg.struktur else utvalg.hel.rader


class Kildeskjema(forms.Form):
    """An ordinary GET form: nothing in it changes anything."""

    use_required_attribute = False

    tall = forms.ChoiceField(label=_("Tall"), required=False)
    kommune = forms.ChoiceField(label=_("Kommune"), required=False)
    per = DatoField(label=_("Per dato"), required=False)
    kjent = DatoField(label=_("Slik vi visste det"), required=False)

    @classmethod
    def av(cls, parametre: QueryDict, utvalg: Statusutvalg) -> "Kildeskjema":
        """Return the form as the address fills it in, with the municipalities that ``utvalg`` holds."""
        data = {"tall": FOERSTE, "per": utvalg.vist.per.isoformat()} | parametre.dict()
        form = cls(data)
        form.fields["tall"].choices = [(navn, tallnavn(navn)) for navn in kilder.TALL]
        form.fields["kommune"].choices = [
            ("", _("Alle i utvalget")),
            *((rad.kommune.nr, rad.kommune.navn) for rad in valgbare(utvalg)),
        ]
        for navn in _SKJULTE:
            if data.get(navn):
                form.fields[navn] = forms.CharField(required=False, widget=forms.HiddenInput)
        form.is_valid()
        return form

    @property
    def valgt(self) -> str:
        """The name of the figure; a name that is none falls back to the first, and the form says so."""
        return self.cleaned_data.get("tall") or FOERSTE
