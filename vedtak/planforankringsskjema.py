"""The form for one plan of a municipality. What may be said lies in planforankringsregler.py."""

from datetime import date
from uuid import uuid4

from django import forms
from django.forms import TextInput
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .models import Planforankring
from .planforankring import Innhold, Samtidig


class PlanforankringForm(forms.Form):
    """Where settlement stands in a plan. ``forrige`` is the last row when the page was opened."""

    use_required_attribute = False

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    forrige = forms.IntegerField(widget=forms.HiddenInput, required=False, label=_("Forrige rad"))
    status = forms.ChoiceField(
        label=_("Hvor står bosetting i planen?"),
        choices=[(kode, capfirst(navn)) for kode, navn in Planforankring.STATUSER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvor bosetting står i planen.")},
    )
    dato = DatoField(
        label=_("Gjelder fra"),
        help_text=_("Dagen planen ble vedtatt, eller dagen dere fikk vite dette."),
        error_messages={"required": _("Oppgi datoen.")},
    )
    kilde = forms.CharField(
        label=_("Kilde"),
        help_text=_("Hvor det står: planens navn og side, saksnummer, eller hvem som opplyste det."),
        max_length=200,
        widget=TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Oppgi hvor det står.")},
    )
    merknad = forms.CharField(
        label=_("Merknad"), max_length=300, required=False, widget=TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, dag: date, siste: Planforankring | None, **kwargs):
        felt = {
            "noekkel": uuid4(),
            "dato": dag,
            "forrige": siste and siste.pk,
            "status": siste and siste.status,
        }
        super().__init__(*args, initial=felt, **kwargs)

    def innhold(self) -> Innhold:
        """Return what was typed."""
        felt = ("status", "dato", "kilde", "merknad")
        return Innhold(**{navn: self.cleaned_data[navn] for navn in felt})

    def vis_samtidig(self, hinder: Samtidig) -> None:
        """Keep what was typed; the next save comes after what somebody else wrote, knowingly."""
        hinder.paa(self)
        self.data = self.data.copy()
        self.data["forrige"] = hinder.siste.pk
