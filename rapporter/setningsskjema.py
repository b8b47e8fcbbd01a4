"""What people type about a sentence: their own words, and why."""

import uuid
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokument.tegn import er_synlig

from .models import Setningsoverstyring
from .sitering import feil_i_avsnitt
from .tallregister import Figur


class TilbakeForm(forms.Form):
    """The button that lets the program's own sentence stand again."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    nr = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SetningForm(TilbakeForm):
    """Somebody's own words for one sentence. ``sett`` and ``nr`` are what she had before her; ``figurer`` may be
    cited by name."""

    use_required_attribute = False

    sett = forms.CharField(widget=forms.HiddenInput, max_length=64)
    tekst = forms.CharField(
        label=_("Egen tekst"),
        max_length=Setningsoverstyring._meta.get_field("tekst").max_length,
        help_text=_(
            "Ett avsnitt, uten formatering. Tall skrevet for hånd følger ikke med når registreringene endres. Det "
            "gjør et tall som hentes med navnet sitt, slik: {{vedtatt.totalt}}."
        ),
        widget=forms.Textarea(
            attrs={"rows": 6, "class": "bred setning__felt", "lang": "nb", "spellcheck": "true"}
        ),
    )
    begrunnelse = forms.CharField(
        label=_("Begrunnelse"),
        max_length=Setningsoverstyring._meta.get_field("begrunnelse").max_length,
        help_text=_(
            "Hvorfor programmets avsnitt ikke kan brukes som det er. Begrunnelsen kommer ikke med i rapporten."
        ),
    )

    field_order = ["noekkel", "nr", "sett", "tekst", "begrunnelse"]

    def __init__(self, *args, figurer: Mapping[str, Figur], **kwargs):
        super().__init__(*args, **kwargs)
        self.figurer = figurer

    def clean_tekst(self):
        tekst = " ".join(self.cleaned_data["tekst"].split())
        if not er_synlig(tekst):
            raise ValidationError(_("Teksten har ingen tegn som kan skrives ut."), code="usynlig")
        if feil := feil_i_avsnitt(tekst, self.figurer):
            raise ValidationError([ValidationError(ett.melding, code="sitering") for ett in feil[:20]])
        return tekst
