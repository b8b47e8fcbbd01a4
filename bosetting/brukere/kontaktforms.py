"""What is typed about contact persons: invitations, the answer to one, an end, a handover, one's own profile."""

import re
from uuid import uuid4

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .forms import Skjema
from .kontaktpersoner import Utvalg
from .models import Bruker
from .passord import MinstLengde

_TELEFON = re.compile(r"\+?[\d\s()./-]+")


class TelefonField(forms.CharField):
    """A phone number as people write it: digits, spaces, a plus."""

    default_error_messages = {
        "invalid": _("Skriv telefonnummeret med siffer, for eksempel 69 24 70 00 eller +47 69 24 70 00.")
    }

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(max_length=30, required=False, widget=widget, **kwargs)

    def clean(self, value):
        value = " ".join(super().clean(value).split())
        if value and not (_TELEFON.fullmatch(value) and 5 <= sum(map(str.isdigit, value)) <= 15):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return value


class KommunerField(forms.ModelMultipleChoiceField):
    """Municipalities with a tick each."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=None,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Velg minst én kommune.")},
            **kwargs,
        )

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # larger than any key that SQLite holds
            ugyldig = self.error_messages["invalid_choice"]
            raise ValidationError(ugyldig, code="invalid_choice", params={"value": value[0]}) from None

    def label_from_instance(self, kommune):
        return kommune.navn


def _navn(**attributter):
    return forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attributter),
        error_messages={"required": _("Skriv navnet.")},
    )


class KontaktfilterForm(Skjema):
    """Narrow the list of contact persons."""

    q = forms.CharField(
        label=_("Kommune, navn eller e-post"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    vis = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[
            ("", _("Alle kommuner")),
            (Utvalg.UTEN.value, _("Uten kontaktperson")),
            (Utvalg.INVITERT.value, _("Med ubesvart invitasjon")),
            (Utvalg.SLUTTER.value, _("Der noen slutter")),
        ],
    )


class InvitasjonForm(Skjema):
    """Whom to invite, to represent which municipalities. ``kontaktpersoner`` are those somebody may take over from."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    navn = _navn()
    email = forms.EmailField(
        label=_("E-postadresse"),
        help_text=_("Invitasjonen sendes hit, og personen logger inn med den siden."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv e-postadressen.")},
    )
    kommuner = KommunerField(label=_("Kommuner personen skal være kontaktperson for"))
    overtar_for = forms.ModelChoiceField(
        label=_("Overtar for"),
        queryset=None,
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Den som velges, beholder tilgangen til invitasjonen er godtatt, og mister den da."),
    )
    til = DatoField(
        label=_("Tilgangen slutter"),
        required=False,
        help_text=_("Første dag uten tilgang, for eksempel når et vikariat er over."),
    )

    def __init__(self, *args, kommuner, kontaktpersoner, initial=None, **kwargs):
        super().__init__(*args, initial={"noekkel": uuid4()} | (initial or {}), **kwargs)
        self.fields["kommuner"].queryset = kommuner
        self.fields["overtar_for"].queryset = kontaktpersoner
        self.fields["overtar_for"].label_from_instance = lambda bruker: f"{bruker.navn} ({bruker.email})"

    @property
    def felter(self) -> dict:
        """Return what ``invitasjoner.inviter`` asks for."""
        data = self.cleaned_data
        return data | {"noekkel": data["noekkel"] or uuid4(), "kommuner": list(data["kommuner"])}


class NyKontoForm(Skjema):
    """The invited person's name, phone and password. ``email`` is the address she was invited at."""

    navn = _navn(autocomplete="name")
    telefon = TelefonField(label=_("Telefon"), help_text=_("Så embetet kan ringe deg om saken."))
    passord1 = forms.CharField(
        label=_("Velg passord"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Velg et passord.")},
    )
    passord2 = forms.CharField(
        label=_("Gjenta passordet"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Gjenta passordet.")},
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["passord1"].help_text = " ".join(
            krav.get_help_text()
            for krav in password_validation.get_default_password_validators()
            if isinstance(krav, MinstLengde)
        )

    def clean(self):
        data = super().clean()
        foerste, andre = data.get("passord1"), data.get("passord2")
        if foerste:
            try:
                password_validation.validate_password(
                    foerste, Bruker(email=self.email, navn=data.get("navn", ""))
                )
            except ValidationError as feil:
                self.add_error("passord1", feil)
        if foerste and andre and foerste != andre:
            self.add_error("passord2", _("Passordene er ikke like. Skriv det samme begge steder."))
        return data


class PassordForm(Skjema):
    """The password of an account she has already."""

    passord = forms.CharField(
        label=_("Passord"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Skriv passordet ditt.")},
    )


class _TilgangerForm(Skjema):
    """For a contact person of several municipalities: which of them it is about."""

    kommuner = forms.MultipleChoiceField(
        label=_("Gjelder"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én kommune.")},
    )

    def __init__(self, *args, tilganger, **kwargs):
        super().__init__(*args, **kwargs)
        self._tilganger = tilganger
        if len(tilganger) > 1:
            self.fields["kommuner"].choices = [(str(rad.pk), rad.kommune.navn) for rad in tilganger]
        else:
            del self.fields["kommuner"]

    @property
    def tilganger(self) -> list:
        """Return the chosen rows; the only one where there is nothing to choose."""
        if "kommuner" not in self.fields:
            return self._tilganger
        return [rad for rad in self._tilganger if str(rad.pk) in self.cleaned_data["kommuner"]]


class AvsluttForm(_TilgangerForm):
    til = DatoField(
        label=_("Slutter"),
        help_text=_("Første dag uten tilgang. Velg dagens dato for å avslutte med en gang."),
        error_messages={"required": _("Velg en dato.")},
    )

    def __init__(self, *args, kan_vaere_tom: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if kan_vaere_tom:
            self.fields["til"].required = False
            self.fields["til"].help_text = _("Første dag uten tilgang. Tøm feltet for å la tilgangen vare.")


class OverlatForm(_TilgangerForm):
    etterfoelger = forms.ModelChoiceField(
        label=_("Ny kontaktperson"),
        queryset=None,
        empty_label=_("Ikke valgt"),
        error_messages={"required": _("Velg hvem som overtar.")},
    )
    fra = DatoField(
        label=_("Overtar fra"),
        help_text=_("Den ene får tilgang og den andre mister den denne dagen."),
        error_messages={"required": _("Velg en dato.")},
    )

    def __init__(self, *args, kontaktpersoner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["etterfoelger"].queryset = kontaktpersoner
        self.fields["etterfoelger"].label_from_instance = lambda bruker: f"{bruker.navn} ({bruker.email})"


class ProfilForm(Skjema):
    navn = _navn(autocomplete="name")
    telefon = TelefonField(label=_("Telefon"), help_text=_("Vises for dem du arbeider med i bosetting."))
