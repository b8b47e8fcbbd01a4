"""The forms that the network's pages are built on: a new row, a changed row, and the day a page is shown for."""

import uuid

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.skjema import DatoField


class NyttSkjema(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Skjema(forms.ModelForm):
    """Validates input; the actions write. Constraints are theirs to report."""

    use_required_attribute = False

    def _post_clean(self):
        """Leave the instance alone: the action reads the row again, locked, and validates it."""

    @property
    def felt(self) -> dict:
        """Return the cleaned values that are fields of the model."""
        return {navn: self.cleaned_data[navn] for navn in self._meta.fields}


class EndreSkjema(forms.Form):
    """A form that changes a row: ``versjon`` is the one it was opened with."""

    versjon = forms.IntegerField(widget=forms.HiddenInput)

    samtidig = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["versjon"] = self.instance.versjon

    def vis_samtidig(self, hinder) -> None:
        """Keep what was typed beside what somebody else saved; the next save replaces that, knowingly."""
        hinder.paa(self)
        self.samtidig, self.instance = hinder, hinder.rad
        self.initial = self.lagret()
        self.data = self.data.copy()
        self.data["versjon"] = hinder.rad.versjon

    def lagret(self) -> dict:
        """Return what the row holds, by field."""
        return model_to_dict(self.instance, self._meta.fields)

    @property
    def avvik(self) -> list[tuple[str, str]]:
        """Return (label, what is stored) of the fields where something else was typed."""
        return [
            (felt.label, _lagret_tekst(felt.field, self.initial.get(felt.name)))
            for felt in self.visible_fields()
            if felt.field.has_changed(self.initial.get(felt.name), felt.data)
        ]


def _lagret_tekst(felt, verdi) -> str:
    if verdi is None or verdi == "" or verdi == []:
        return norsk.UKJENT
    if isinstance(verdi, list):
        return "; ".join(map(str, verdi))
    if isinstance(felt, DatoField):
        return norsk.dato(verdi)
    return str(dict(getattr(felt, "choices", ())).get(verdi, verdi))


class DatoForm(forms.Form):
    """The date a page is shown for. ``dag`` is the date asked for, today when none (or no date) was given."""

    use_required_attribute = False

    per = DatoField(label=_("Slik det var"), required=False)

    def __init__(self, data=None, *, dag, **kwargs):
        super().__init__(data if data and data.get("per") else None, initial={"per": dag}, **kwargs)
        gitt = self.cleaned_data.get("per") if self.is_bound and self.is_valid() else None
        self.dag = gitt or dag
