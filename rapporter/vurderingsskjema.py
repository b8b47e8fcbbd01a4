"""What people type about a finding of the number control: why it may stand."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokument.tegn import er_synlig

from .models import Funnvurdering


class TrekkForm(forms.Form):
    """The button that leaves a finding open again. ``nr`` is the verdict she had before her."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    nr = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class VurderingForm(TrekkForm):
    """Why a finding is accepted."""

    use_required_attribute = False

    begrunnelse = forms.CharField(
        label=_("Begrunnelse"),
        max_length=Funnvurdering._meta.get_field("begrunnelse").max_length,
        help_text=_("Hvorfor tallet kan stå som det er. Begrunnelsen kommer ikke med i rapporten."),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "nb", "spellcheck": "true"}),
    )

    def clean_begrunnelse(self):
        begrunnelse = " ".join(self.cleaned_data["begrunnelse"].split())
        if not er_synlig(begrunnelse):
            raise ValidationError(_("Begrunnelsen har ingen tegn som kan skrives ut."), code="usynlig")
        return begrunnelse
