"""What people type about letters: the template, and the municipality it is tried on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Brevmal


class Kommunevalg(forms.Form):
    """Whose letter is shown. ``valg`` are (key, name)."""

    use_required_attribute = False

    kommune = forms.TypedChoiceField(label=_("Kommune"), coerce=int, required=False)

    def __init__(self, *args, valg, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommune"].choices = valg


class BrevmalForm(Kommunevalg):
    """The embete's template. ``versjon`` is the one the page was made from, 0 for the program's own."""

    overskrift = forms.CharField(
        label=_("Overskrift"), max_length=Brevmal._meta.get_field("overskrift").max_length, required=False
    )
    tekst = forms.CharField(
        label=_("Brevtekst"),
        max_length=Brevmal._meta.get_field("tekst").max_length,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "class": "hoey"}),
    )
    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_order = ["overskrift", "tekst", "kommune", "versjon"]
