"""What an embete types about a chapter of a type of report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .definisjon import Kapitteldefinisjon
from .models import Rapporttilpasning


class TilpasningForm(forms.Form):
    """Own heading, guidance and place; empty means as defined. ``antall`` is how many there are of its kind."""

    use_required_attribute = False

    overskrift = forms.CharField(
        label=_("Egen overskrift"),
        required=False,
        max_length=Rapporttilpasning._meta.get_field("overskrift").max_length,
        widget=forms.TextInput(attrs={"class": "bred", "lang": "nb"}),
    )
    veiledning = forms.CharField(
        label=_("Egen veiledning til den som skriver"),
        required=False,
        max_length=Rapporttilpasning._meta.get_field("veiledning").max_length,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "nb"}),
    )
    plass = forms.TypedChoiceField(label=_("Plass i rapporten"), required=False, coerce=int, empty_value=None)
    utelatt = forms.BooleanField(
        label=_("Utelat kapittelet"),
        required=False,
        help_text=_("Tekst som er skrevet i kapittelet, går ikke tapt, men kommer ikke med i rapporten."),
    )
    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, definert: Kapitteldefinisjon, antall: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plass"].choices = [
            ("", _("Som definert")),
            *(
                (nr, _("Nummer %(nr)s av %(antall)s") % {"nr": nr, "antall": antall})
                for nr in range(1, antall + 1)
            ),
        ]
        hjelp = _("Tomt felt gir «%(overskrift)s». Du kan bruke {omraade}, {periode} og {prosjekt}.")
        self.fields["overskrift"].help_text = hjelp % {"overskrift": definert.overskrift}
        if definert.veiledning:
            veiledning = _("Tomt felt gir: %(veiledning)s") % {"veiledning": definert.veiledning}
            self.fields["veiledning"].help_text = veiledning
