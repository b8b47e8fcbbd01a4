"""What people fill in when they take a report one step on its way, and the file they want verified."""

import hashlib
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.arbeidsbok import MAKS_BYTES
from bosetting.felles.opplasting import MB
from bosetting.felles.skjema import DatoField

from .models import Behandling


class StegForm(forms.Form):
    """One step: the key that makes it happen once, and the version of the report it is taken from."""

    use_required_attribute = False

    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class MerknadForm(StegForm):
    """A step with a few words to those who take the next one."""

    merknad = forms.CharField(
        label=_("Melding til den som godkjenner"),
        required=False,
        max_length=Behandling._meta.get_field("merknad").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturForm(MerknadForm):
    """Back to those who write."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["merknad"].required = True
        self.fields["merknad"].label = _("Hva må gjøres?")
        self.fields["merknad"].error_messages["required"] = _("Skriv hva som må gjøres.")


class GjenaapneForm(MerknadForm):
    """Opened again after approval."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["merknad"].required = True
        self.fields["merknad"].label = _("Hvorfor åpnes rapporten igjen?")
        self.fields["merknad"].error_messages["required"] = _("Skriv hvorfor rapporten åpnes igjen.")


class GodkjennForm(StegForm):
    """Approval of what was seen."""

    avtrykk = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SendtForm(StegForm):
    """When and to whom the report was sent."""

    dato = DatoField(label=_("Sendt"), error_messages={"required": _("Skriv datoen rapporten ble sendt.")})
    mottaker = forms.CharField(
        label=_("Mottaker"),
        max_length=Behandling._meta.get_field("mottaker").max_length,
        error_messages={"required": _("Skriv hvem rapporten er sendt til.")},
    )
    journalnummer = forms.CharField(
        label=_("Journalnummer"),
        required=False,
        max_length=Behandling._meta.get_field("journalnummer").max_length,
        help_text=_("Nummeret i arkivet, hvis rapporten er journalført."),
    )


class VerifiserForm(forms.Form):
    """A file to be compared. When valid, ``sha256`` is its fingerprint; the file itself is gone with the request."""

    use_required_attribute = False

    fil = forms.FileField(
        label=_("PDF-fil"),
        help_text=_("Filen blir ikke lagret. Høyst 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("Velg en fil."),
            "missing": _("Velg en fil."),
            "empty": _("Filen er tom."),
        },
    )

    sha256 = ""
    navn = ""
    for_stor = False

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > MAKS_BYTES:
            self.for_stor = True
            raise ValidationError(
                _("Filen er større enn %(mb)s MB. Så store rapporter lages ikke her."),
                params={"mb": MAKS_BYTES // MB},
            )
        innhold = fil.read()
        if not innhold.startswith(b"%PDF-"):
            raise ValidationError(_("Filen er ikke en PDF."))
        self.navn, self.sha256 = fil.name, hashlib.sha256(innhold).hexdigest()
        return fil
