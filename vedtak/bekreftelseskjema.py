"""The forms by which the embete judges answers, and those of a request for a change."""

import re
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .bekreftelser import Valgt
from .models import Endringsoenske, Endringsoenskesvar, Vedtak
from .setninger import svartittel

_VALGT = re.compile(r"(\d{1,18})\.(\d{1,18})", re.ASCII)


class ValgteField(forms.Field):
    """The answers ticked off, each as it was shown («17.0»). Gives a list of Valgt."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Kryss av for minst ett svar.")}

    def to_python(self, value):
        treff = [_VALGT.fullmatch(ett) for ett in value or []]
        if not all(treff):
            raise forms.ValidationError(_("Skjemaet er endret utenfra. Åpne siden på nytt."))
        return [Valgt(int(ett[1]), int(ett[2])) for ett in treff]


class _MedNoekkel(forms.Form):
    """A form that makes one row however often it is sent."""

    use_required_attribute = False

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={"noekkel": uuid4()} | (initial or {}), **kwargs)

    def clean_noekkel(self):
        return self.cleaned_data["noekkel"] or uuid4()


class BekreftForm(_MedNoekkel):
    """Confirms the answers ticked off, all on one day."""

    valgt = ValgteField(label=_("Svarene"))
    dato = DatoField(
        label=_("Bekreftet"),
        help_text=_("Dagen embetet bekrefter. Den kan settes tilbake, men ikke før svaret ble mottatt."),
        error_messages={"required": _("Oppgi dagen svarene bekreftes.")},
    )

    def __init__(self, *args, dag, initial=None, **kwargs):
        super().__init__(*args, initial={"dato": dag} | (initial or {}), **kwargs)


class TilbakeForm(_MedNoekkel):
    """Sends one answer back with what the municipality should look at."""

    valgt = ValgteField(label=_("Svaret"))
    kommentar = forms.CharField(
        label=_("Hva skal kommunen se på?"),
        help_text=_("Kommunen får kommentaren på e-post og på siden sin. Skriv aldri om enkeltpersoner."),
        max_length=1000,
        error_messages={"required": _("Skriv hva kommunen skal se på.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SvarvalgField(forms.ModelChoiceField):
    def label_from_instance(self, vedtak):
        return svartittel(vedtak)


class OenskeForm(_MedNoekkel):
    """What a municipality wants changed, and why. ``svar`` are the answers it may be about."""

    vedtak = SvarvalgField(
        label=_("Hvilket svar gjelder det?"),
        queryset=Vedtak.objects.none(),
        required=False,
        empty_label=_("Ikke et bestemt svar"),
        error_messages={"invalid_choice": _("Velg et av svarene.")},
    )
    tekst = forms.CharField(
        label=_("Hva skal endres, og hvorfor?"),
        help_text=_(
            "For eksempel: Kommunestyret vedtok 30, ikke 25, den 12. mai. Skriv aldri om enkeltpersoner."
        ),
        max_length=Endringsoenske._meta.get_field("tekst").max_length,
        error_messages={"required": _("Skriv hva som skal endres, og hvorfor.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, svar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vedtak"].queryset = svar
        if not svar:
            del self.fields["vedtak"]


class OenskesvarForm(_MedNoekkel):
    """The embete's answer to a request for a change."""

    utfall = forms.ChoiceField(
        label=_("Hva ble gjort?"),
        choices=[("utfoert", _("Endringen er gjort")), ("avslaatt", _("Endringen blir ikke gjort"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som ble gjort."), "invalid_choice": _("Velg et av svarene.")},
    )
    tekst = forms.CharField(
        label=_("Svar til kommunen"),
        help_text=_("Må fylles ut når endringen ikke blir gjort. Kommunen får svaret på e-post."),
        max_length=Endringsoenskesvar._meta.get_field("tekst").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        data = super().clean()
        if data.get("utfall") == "avslaatt" and not data.get("tekst", "").strip():
            self.add_error("tekst", _("Skriv hvorfor endringen ikke gjøres."))
        return data
