"""Looking somebody up, and saying what is to be taken away and why."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .registrert import MINSTE_SOEK


class SoekForm(forms.Form):
    """Who it is about. Sent in the body: names and addresses have no business in the log of a web server."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Navn eller e-postadresse"),
        max_length=254,
        min_length=MINSTE_SOEK,
        help_text=_("Hele e-postadressen, eller minst tre bokstaver av navnet."),
        error_messages={
            "required": _("Skriv et navn eller en e-postadresse."),
            "min_length": _("Skriv minst tre bokstaver."),
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class AnonymiserForm(forms.Form):
    """What goes, and why. ``plan`` says what there is."""

    use_required_attribute = False

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    grupper = forms.MultipleChoiceField(
        label=_("Hva som skal anonymiseres"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én.")},
    )
    begrunnelse = forms.CharField(
        label=_("Begrunnelse"),
        max_length=200,
        help_text=_("For eksempel saksnummeret til henvendelsen. Blir stående i loggen: skriv ikke navn."),
        error_messages={"required": _("Skriv hvorfor.")},
    )
    kontrollert = forms.BooleanField(
        label=_("Jeg har kontrollert at henvendelsen gjelder denne personen"),
        error_messages={"required": _("Kontroller hvem henvendelsen gjelder, og kryss av.")},
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grupper"].choices = [
            (slag.noekkel, f"{slag.tittel}: {ngettext('%(n)s rad', '%(n)s rader', n) % {'n': n}}")
            for slag, n in plan.grupper
        ]
        self.initial["grupper"] = [slag.noekkel for slag, _n in plan.grupper]
