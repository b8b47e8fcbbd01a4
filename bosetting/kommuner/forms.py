"""What people type about the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField


class RegisterForm(forms.Form):
    """Search in the register: words, and the day it is shown for (or all there has been)."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Nummer, kommune eller fylke"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    per = DatoField(label=_("Gyldig på datoen"), required=False)
    alle = forms.BooleanField(label=_("Vis også tidligere og senere kommuner"), required=False)
