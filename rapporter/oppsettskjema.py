"""What an embete sets for its reports: logo, colour, who approves, and whom reports are sent to."""

import base64
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import virus
from bosetting.felles.dokument.blokker import Dokument, Logo
from bosetting.felles.dokument.typst import Tegnefeil, som_pdf
from bosetting.felles.farge import FARGE, LESBAR, kontrast
from bosetting.felles.filfeil import Filfeil
from bosetting.felles.hinder import oversatt
from bosetting.felles.logo import MAKS_LOGO, renset_logo

from .models import Rapportoppsett


class OppsettForm(forms.Form):
    """The settings, and the version they were opened in. ``ny_logo`` is (kind, bytes) of a logo that can be used."""

    use_required_attribute = False

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        allow_empty_file=True,
        help_text=_("PNG eller SVG, høyst 200 kB. Den står øverst på forsiden, 18 mm høy."),
        widget=forms.FileInput(attrs={"accept": ".png,.svg"}),
    )
    logotekst = forms.CharField(
        label=_("Tekst som beskriver logoen"),
        required=False,
        max_length=120,
        help_text=_("Leses opp for den som ikke ser logoen, for eksempel «Fylkesmannen i Østfold»."),
    )
    fjern_logo = forms.BooleanField(label=_("Fjern logoen"), required=False)
    farge = forms.CharField(
        label=_("Farge"),
        required=False,
        max_length=7,
        help_text=_(
            "Overskrifter og linjer i PDF-en, for eksempel #0A5478. Tomt felt gir vår egen blåfarge."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    annen_godkjenner = forms.BooleanField(
        label=_("En annen må godkjenne"),
        required=False,
        help_text=_("Den som sender inn en rapport eller har skrevet i den, kan ikke godkjenne den."),
    )
    mottaker = forms.CharField(
        label=_("Fast mottaker"),
        required=False,
        max_length=200,
        help_text=_("Foreslås når en rapport merkes som sendt."),
    )
    versjon = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    ny_logo: tuple[str, bytes] | None = None

    def __init__(self, *args, rad: Rapportoppsett | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.har_logo = bool(rad and rad.logo)
        if not self.har_logo:
            del self.fields["fjern_logo"]

    def clean_logo(self):
        fil = self.cleaned_data["logo"]
        if not fil:
            return None
        if fil.size > MAKS_LOGO:
            raise ValidationError(_("Logoen er større enn 200 kB. Gjør bildet mindre."), code="for_stor")
        innhold = fil.read()
        if virus.skann(innhold).utfall in (virus.Utfall.SMITTET, virus.Utfall.UTILGJENGELIG):
            raise ValidationError(_("Virusskanneren slapp ikke filen gjennom. Si fra til IT hos dere."))
        try:
            self.ny_logo = renset_logo(innhold)
            _proevetrykk(*self.ny_logo)
        except Filfeil as feil:
            raise ValidationError(oversatt(feil.grunn), code="type") from None
        except Tegnefeil:
            raise ValidationError(
                _("Logoen kan ikke tegnes i en PDF. Lagre den på nytt, helst som PNG."), code="type"
            ) from None
        return fil

    def clean_farge(self):
        farge = self.cleaned_data["farge"].strip().lower()
        if not farge:
            return ""
        if not FARGE.fullmatch(farge):
            raise ValidationError(_("Skriv fargen som # og seks tegn (0–9 og a–f), for eksempel #0A5478."))
        if (mot_hvitt := kontrast(farge, "#ffffff")) < LESBAR:
            tekst = gettext("Fargen er for lys til å leses på hvitt (kontrast %(er)s, minst %(krav)s).")
            raise ValidationError(
                tekst % {"er": f"{mot_hvitt:.1f}".replace(".", ","), "krav": str(LESBAR).replace(".", ",")}
            )
        return farge

    def clean(self):
        data = super().clean()
        beholder = self.har_logo and not data.get("fjern_logo")
        if (self.ny_logo or beholder) and not data.get("logotekst", "").strip():
            self.add_error("logotekst", _("Beskriv logoen, så den kan leses opp."))
        if self.ny_logo and data.get("fjern_logo"):
            self.add_error("fjern_logo", _("Velg en ny logo eller fjern den gamle, ikke begge deler."))
        return data


def _proevetrykk(slag: str, innhold: bytes) -> None:
    """Draw the logo once: what Typst or PDF/A does not take must not stop a whole report later. Raises Tegnefeil."""
    logo = Logo(slag, base64.b64encode(innhold).decode("ascii"), "Logo")
    som_pdf(Dokument(tittel="Logo", dato=date(2000, 1, 1), blokker=(), logo=logo, innholdsfortegnelse=False))
