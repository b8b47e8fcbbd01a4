"""The form for an answer and for its correction, as staff fill it in. What may be said lies in svarregler.py.

A kontaktperson meets the same fields in steps (kladdskjema.py).
"""

from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.felles.tall import HOEYESTE_ANTALL

from .actions import Svarinnhold
from .domain import Slag, Svartype
from .models import Vedtak, Vilkaar
from .svarregler import Vilkaarsvalg

ORGANER = [_("Kommunestyret"), _("Bystyret"), _("Formannskapet"), _("Levekårsutvalget"), _("Rådmannen")]

_SVAR = {
    Svartype.VEDTAK: _("Kommunen har gjort vedtak"),
    Svartype.UTSATT: _("Kommunen ber om utsatt frist"),
    Svartype.FORELOEPIG: _("Det foreligger en innstilling, men ikke vedtak"),
    Svartype.VURDERES: _("Kommunen vurderer saken på nytt"),
    Svartype.TRUKKET: _("Kommunen har trukket svaret"),
}
_SLAG = {
    Slag.HOVED: _("Hovedvedtak – gjelder i stedet for et tidligere vedtak for året"),
    Slag.TILLEGG: _("Tilleggsvedtak – kommer i tillegg til hovedvedtaket"),
}


def _valg(tekster) -> list[tuple[str, str]]:
    return [(valg.value, tekst) for valg, tekst in tekster.items()]


class SvarForm(forms.Form):
    """A municipality's answer, with the day it became known to the embete."""

    organer = ORGANER  # suggestions for «vedtatt av»

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    type = forms.ChoiceField(
        label=_("Hva svarer kommunen?"),
        choices=_valg(_SVAR),
        widget=forms.RadioSelect,
        initial=Svartype.VEDTAK.value,
        error_messages={
            "required": _("Velg hva kommunen svarer."),
            "invalid_choice": _("Velg et av svarene."),
        },
    )
    slag = forms.ChoiceField(
        label=_("Hva slags vedtak er det?"),
        choices=_valg(_SLAG),
        widget=forms.RadioSelect,
        initial=Slag.HOVED.value,
        required=False,
        error_messages={"invalid_choice": _("Velg et av slagene.")},
    )
    totalt = HeltallField(
        label=_("Antall personer totalt"),
        help_text=_("Skriv 0 hvis svaret er nei."),
        required=False,
        stoerste=HOEYESTE_ANTALL,
    )
    em = HeltallField(
        label=_("Herav enslige mindreårige"),
        help_text=_(
            "La feltet stå tomt hvis det ikke er kjent. 0 betyr at ingen av dem er enslige mindreårige."
        ),
        required=False,
        stoerste=HOEYESTE_ANTALL,
    )
    ny_dato = DatoField(
        label=_("Ny dato"),
        help_text=_("Fristen kommunen ber om, eller dagen saken skal behandles."),
        required=False,
    )
    vedtaksdato = DatoField(
        label=_("Vedtaksdato"), help_text=_("La feltet stå tomt hvis den ikke er kjent."), required=False
    )
    mottatt = DatoField(
        label=_("Mottatt"),
        help_text=_("Dagen embetet fikk vite om svaret."),
        error_messages={"required": _("Oppgi når svaret ble kjent for embetet.")},
    )
    organ = forms.CharField(
        label=_("Vedtatt av"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "organer", "autocomplete": "off"}),
    )
    saksnummer = forms.CharField(
        label=_("Saksnummer"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    merknad = forms.CharField(
        label=_("Merknad"),
        help_text=_("Skriv aldri navn eller andre opplysninger om enkeltpersoner."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, dag, initial=None, **kwargs):
        super().__init__(*args, initial={"noekkel": uuid4(), "mottatt": dag} | (initial or {}), **kwargs)
        self.dag = dag
        for type_, tekst in Vilkaar.TYPER:
            felt = f"vilkaar_{type_}"
            self.fields[felt] = forms.BooleanField(label=capfirst(tekst), required=False)
            self.fields[f"{felt}_merknad"] = forms.CharField(
                label=_("Merknad til «%(vilkaar)s»") % {"vilkaar": tekst}, max_length=300, required=False
            )
            self.fields[f"{felt}_dato"] = DatoField(
                label=_("Når «%(vilkaar)s» følges opp") % {"vilkaar": tekst}, required=False
            )
        self.fields["merknad"] = self.fields.pop(
            "merknad"
        )  # stands last on the page, so also among the errors

    @property
    def vilkaarsrader(self) -> list[dict]:
        """The fields of each kind of condition, in the order of the choices."""
        return [
            {
                "kryss": self[f"vilkaar_{type_}"],
                "merknad": self[f"vilkaar_{type_}_merknad"],
                "dato": self[f"vilkaar_{type_}_dato"],
            }
            for type_, _tekst in Vilkaar.TYPER
        ]

    def clean(self):
        data = super().clean()
        for type_, _tekst in Vilkaar.TYPER:
            felt = f"vilkaar_{type_}"
            if not data.get(felt) and (data.get(f"{felt}_merknad") or data.get(f"{felt}_dato")):
                self.add_error(felt, _("Kryss av for vilkåret, eller slett merknaden og datoen."))
        return data

    def innhold(self) -> Svarinnhold:
        """Return what was typed, as far as it can be read; the type must be there."""
        data = self.cleaned_data
        vilkaar = tuple(
            Vilkaarsvalg(type_, data.get(f"vilkaar_{type_}_merknad", ""), data.get(f"vilkaar_{type_}_dato"))
            for type_, _tekst in Vilkaar.TYPER
            if data.get(f"vilkaar_{type_}")
        )
        return Svarinnhold(
            mottatt=data.get("mottatt", self.dag),
            type=Svartype(data["type"]),
            slag=Slag(data.get("slag") or Slag.HOVED),
            vilkaar=vilkaar,
            **{navn: data.get(navn) for navn in ("totalt", "em", "vedtaksdato", "ny_dato")},
            **{navn: data.get(navn, "") for navn in ("organ", "saksnummer", "merknad")},
        )


class Rettegrunn(forms.Form):
    """Why an answer is corrected."""

    rettegrunn = forms.CharField(
        label=_("Hvorfor rettes svaret?"),
        help_text=_("For eksempel: Feil tall i det første referatet."),
        max_length=300,
        error_messages={"required": _("Skriv hvorfor svaret rettes.")},
        widget=forms.TextInput(attrs={"class": "bred", "autocomplete": "off"}),
    )


class RettelseForm(Rettegrunn, SvarForm):
    """What an answer should have said, filled in with what it says, and why it is corrected."""

    def __init__(self, *args, vedtak: Vedtak, **kwargs):
        felt = ("type", "slag", "totalt", "em", "vedtaksdato", "organ", "saksnummer", "ny_dato", "merknad")
        initial = {navn: getattr(vedtak, navn) for navn in felt}
        for ett in vedtak.vilkaar.all():
            initial |= {
                f"vilkaar_{ett.type}": True,
                f"vilkaar_{ett.type}_merknad": ett.merknad,
                f"vilkaar_{ett.type}_dato": ett.oppfoelging_dato,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["mottatt"].label = _("Rettelsen mottatt")
        self.fields["mottatt"].help_text = _(
            "Dagen embetet fikk vite om rettelsen. Er det selve mottattdatoen som var feil, skriver du den riktige."
        )
        self.fields["rettegrunn"] = self.fields.pop("rettegrunn")
