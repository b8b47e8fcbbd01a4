"""Sending in a table: a file or pasted cells, and the step between looking at what it says and saving it."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .arbeidsbok import MAKS_BYTES, Arbeidsbokfeil, Rad, for_stor, les, les_tekst

# A preview is worth saving for this long, in seconds.
HOLDBAR = 2 * 60 * 60


class FilForm(forms.Form):
    """A file or pasted cells. When valid, ``rader`` are its rows and ``filnavn`` what it is called."""

    use_required_attribute = False

    fil = forms.FileField(
        label=_("Fil"),
        required=False,
        allow_empty_file=True,
        help_text=_("Et regneark (.xlsx) med ett ark, eller en CSV-fil. Høyst 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    celler = forms.CharField(
        label=_("Eller lim inn fra regnearket"),
        required=False,
        strip=False,
        max_length=500_000,
        help_text=_("Merk cellene i regnearket, også overskriftene, kopier og lim inn her."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    rader: list[Rad]
    filnavn = ""
    for_stor = False

    def clean(self):
        data = super().clean()
        fil, tekst = data.get("fil"), data.get("celler") or ""
        if self.errors:
            return data
        if fil and tekst.strip():
            self.add_error("celler", _("Velg en fil eller lim inn, ikke begge deler."))
        elif fil:
            self.filnavn = fil.name
            self._les(lambda: les(fil.read()) if fil.size <= MAKS_BYTES else self._stopp(), "fil")
        elif tekst.strip():
            self.filnavn = str(_("de innlimte cellene"))
            self._les(lambda: les_tekst(tekst), "celler")
        else:
            self.add_error("fil", _("Velg en fil, eller lim inn cellene under."))
        return data

    def _stopp(self):
        raise for_stor()

    def _les(self, lesing, felt: str) -> None:
        try:
            self.rader = lesing()
        except Arbeidsbokfeil as feil:
            self.for_stor = feil.for_stor
            feil.paa_felt(self, felt)


def svarstatus(form: FilForm) -> int:
    """Return the status of a page with a refused form: 413 when the size alone stopped it."""
    return 413 if form.for_stor else 422


def pakk(data: Any, *, formaal: str, bruker) -> str:
    """Return what a preview was made from, sealed for one person and one purpose, to lie in the page until it is saved.

    Nothing is kept on the server, and nobody can put in other figures than those she was shown.
    """
    return signing.dumps(data, salt=f"filskjema.{formaal}.{bruker.pk}", compress=True)


def pakk_opp(tekst: str, *, formaal: str, bruker) -> Any | None:
    """Return what ``pakk`` sealed, or None when the seal is broken, another's, or too old."""
    try:
        return signing.loads(tekst, salt=f"filskjema.{formaal}.{bruker.pk}", max_age=HOLDBAR)
    except signing.BadSignature:
        return None
