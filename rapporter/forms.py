"""What people type about a report: its period and cut-off, and the prose of a chapter."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokument.markdown import MarkdownFeil, les_markdown
from bosetting.felles.skjema import DatoField, HeltallField

from .definisjon import PROSJEKT, TERTIAL
from .models import Kapittel

FOERSTE_AAR, SISTE_AAR = 2000, 2100


class AarField(HeltallField):
    """A calendar year."""

    def __init__(self, **kwargs):
        super().__init__(min_value=FOERSTE_AAR, max_value=SISTE_AAR, **kwargs)


class RapportForm(forms.Form):
    """What may change in a report: the settlement year and the cut-off."""

    use_required_attribute = False

    bosettingsaar = AarField(
        label=_("Bosettingsår"), help_text=_("Året som anmodningene og vedtakene i rapporten gjelder.")
    )
    skjaeringsdato = DatoField(
        label=_("Skjæringsdato"),
        help_text=_("Tallene i rapporten er slik de var kjent denne dagen."),
    )


class NyRapportForm(RapportForm):
    """A report to be made. ``prosjekt`` is only asked for when there are several."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    prosjekt = forms.ModelChoiceField(label=_("Prosjekt"), queryset=None)
    aar = AarField(label=_("År"))
    tertial = forms.TypedChoiceField(
        label=_("Tertial"),
        coerce=int,
        choices=[
            (1, _("1. tertial (januar–april)")),
            (2, _("2. tertial (mai–august)")),
            (3, _("3. tertial (september–desember)")),
        ],
    )

    field_order = ["noekkel", "prosjekt", "aar", "tertial", "bosettingsaar", "skjaeringsdato"]

    def __init__(self, *args, prosjekter, periode, **kwargs):
        super().__init__(*args, **kwargs)
        if periode != TERTIAL:
            del self.fields["tertial"]
        if periode == PROSJEKT:
            self.fields["aar"].help_text = _("Året rapporten lages.")
        self.fields["prosjekt"].queryset = prosjekter
        if len(prosjekter) == 1:
            self.fields["prosjekt"].widget = forms.HiddenInput()
            self.fields["prosjekt"].initial = prosjekter[0]


class KapittelForm(forms.Form):
    """The prose of one chapter, and the version it was written from."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Tekst"),
        required=False,
        strip=False,
        max_length=Kapittel._meta.get_field("tekst").max_length,
        widget=forms.Textarea(attrs={"rows": 20, "class": "bred hoey", "lang": "nb", "spellcheck": "true"}),
    )
    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, veiledning="", nivaa=1, adresse="", **kwargs):
        super().__init__(*args, **kwargs)
        self.nivaa = nivaa
        self.fields["tekst"].help_text = veiledning
        # With script the preview follows the writing; without, there is a button.
        self.fields["tekst"].widget.attrs |= {
            "hx-post": adresse,
            "hx-trigger": "input changed delay:600ms",
            "hx-target": "#forhaandsvisning",
            "hx-sync": "this:queue last",
            "hx-vals": '{"forhaandsvis": "1"}',
        }

    def clean_tekst(self):
        tekst = self.cleaned_data["tekst"].replace("\r\n", "\n").replace("\r", "\n").strip()
        try:
            les_markdown(tekst, self.nivaa)
        except MarkdownFeil as feil:
            raise ValidationError(str(feil), code="markdown") from feil
        return tekst


class TilbakeForm(forms.Form):
    """An earlier text is brought back, over the version of the chapter that was seen."""

    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OvertaForm(TilbakeForm):
    """Another report's text is taken over: in place of what stands in the chapter, or after it."""

    use_required_attribute = False
    ERSTATT, LEGG_TIL = "erstatt", "etter"

    fra = forms.IntegerField(widget=forms.HiddenInput)
    maate = forms.ChoiceField(
        label=_("Teksten som står i kapittelet nå"),
        choices=[
            (LEGG_TIL, _("Behold den, og sett inn den hentede teksten etter")),
            (ERSTATT, _("Erstatt den; den ligger fortsatt i historikken")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, har_tekst, **kwargs):
        super().__init__(*args, **kwargs)
        if not har_tekst:
            self.fields["maate"].required = False
            self.fields["maate"].widget = forms.HiddenInput()
