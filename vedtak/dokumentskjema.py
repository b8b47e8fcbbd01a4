"""The forms of documents: a new one, and one that replaces another."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokumentfelt import DokumentField
from bosetting.felles.norsk import dato

from .models import Dokument, Vedtak
from .setninger import svartittel

KOMMUNEN = "kommune"


class _Dokumentform(forms.Form):
    use_required_attribute = False

    fil = DokumentField(label=_("Fil"))
    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    beskrivelse = forms.CharField(
        label=_("Beskrivelse"),
        required=False,
        max_length=200,
        help_text=_(
            "Det andre trenger for å kjenne igjen dokumentet, for eksempel «Saksprotokoll, sak 15/1234»."
        ),
    )

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={"noekkel": uuid4()} | (initial or {}), **kwargs)


class DokumentForm(_Dokumentform):
    """A document, what kind it is and what it belongs to: the municipality, a year, or one of its answers."""

    gjelder = forms.ChoiceField(label=_("Hva dokumentet gjelder"))
    slag = forms.ChoiceField(
        label=_("Slag dokument"),
        choices=[(kode, capfirst(navn)) for kode, navn in Dokument.SLAG],
        initial="sak",
    )
    field_order = ("noekkel", "fil", "gjelder", "slag", "beskrivelse")

    def __init__(self, *args, svar: Iterable[Vedtak], aarene: Iterable[int], valgt: str = "", **kwargs):
        self.svar = {f"svar-{vedtak.pk}": vedtak for vedtak in svar}
        self.aarene = {f"aar-{aar}": aar for aar in aarene}
        super().__init__(*args, initial={"gjelder": valgt}, **kwargs)
        self.fields["gjelder"].choices = [
            (KOMMUNEN, _t("Kommunen generelt")),
            *((kode, _t("Bosetting i %(aar)s") % {"aar": aar}) for kode, aar in self.aarene.items()),
            *((kode, _svarvalg(vedtak)) for kode, vedtak in self.svar.items()),
        ]

    def tilhoerer(self) -> tuple[Vedtak | None, int | None]:
        """Return the answer and the year that were chosen; neither is the municipality itself."""
        valgt = self.cleaned_data["gjelder"]
        vedtak = self.svar.get(valgt)
        return vedtak, vedtak.aar if vedtak else self.aarene.get(valgt)


def _svarvalg(vedtak: Vedtak) -> str:
    return _t("Svar for %(aar)s: %(svar)s, mottatt %(dato)s") % {
        "aar": vedtak.aar,
        "svar": svartittel(vedtak),
        "dato": dato(vedtak.mottatt),
    }


class ErstattForm(_Dokumentform):
    """What takes the place of a document."""

    def __init__(self, *args, dokument: Dokument, **kwargs):
        super().__init__(*args, initial={"beskrivelse": dokument.beskrivelse}, **kwargs)
