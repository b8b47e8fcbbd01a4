"""The form of the page: a text pasted, or a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.arbeidsbok import MAKS_BYTES, Arbeidsbokfeil, for_stor

from .innlesing import Innhold, les_fil, les_innlimt


class TallkontrollForm(forms.Form):
    """A text or a file. When valid, ``innhold`` is what was sent in and ``navn`` what it is called."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Tekst"),
        required=False,
        strip=False,
        help_text=_("Lim inn teksten, også tabellene i den. Linjeskift og tomme linjer gjør ingenting."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "bred", "spellcheck": "false"}),
    )
    fil = forms.FileField(
        label=_("Eller velg en fil"),
        required=False,
        allow_empty_file=True,
        help_text=_("Tekst (.txt, .md), CSV eller regneark (.xlsx). Høyst 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.csv,.xlsx"}),
    )

    innhold: Innhold
    navn = ""
    for_stor = False

    def clean(self):
        data = super().clean()
        fil, tekst = data.get("fil"), data.get("tekst") or ""
        if self.errors:
            return data
        if fil and tekst.strip():
            self.add_error("fil", _("Lim inn en tekst eller velg en fil, ikke begge deler."))
        elif fil:
            self.navn = fil.name
            self._les(
                lambda: les_fil(fil.read(), fil.name) if fil.size <= MAKS_BYTES else self._stopp(), "fil"
            )
        elif tekst.strip():
            self._les(lambda: les_innlimt(tekst), "tekst")
        else:
            self.add_error("tekst", _("Lim inn en tekst, eller velg en fil under."))
        return data

    def _stopp(self):
        raise for_stor()

    def _les(self, lesing, felt: str) -> None:
        try:
            self.innhold = lesing()
        except Arbeidsbokfeil as feil:
            self.for_stor = feil.for_stor
            feil.paa_felt(self, felt)
