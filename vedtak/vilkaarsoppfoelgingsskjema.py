"""The form where a condition is followed up. What may be said lies in vilkaarsoppfoelgingsregler.py."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .models import Vilkaarsoppfoelging
from .vilkaarsoppfoelging import Innhold, Samtidig


class OppfoelgingForm(forms.Form):
    """What came of following up a condition. ``forrige`` is the latest row when the page was opened."""

    use_required_attribute = False

    noekkel = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("Skjemaets nøkkel"))
    forrige = forms.IntegerField(widget=forms.HiddenInput, required=False, label=_("Forrige oppfølging"))
    utfall = forms.ChoiceField(
        label=_("Hva kom ut av det?"),
        choices=[(kode, capfirst(navn)) for kode, navn in Vilkaarsoppfoelging.UTFALL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som kom ut av det.")},
    )
    notat = forms.CharField(
        label=_("Hva ble avklart?"),
        help_text=_("Internt for embetet. Skriv aldri navn eller andre opplysninger om flyktninger."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hva som ble avklart.")},
    )
    dato = DatoField(label=_("Fulgt opp"), error_messages={"required": _("Oppgi dagen det ble gjort.")})
    ny_dato = DatoField(
        label=_("Følges opp igjen"),
        help_text=_("Bare når vilkåret fortsatt gjelder."),
        required=False,
    )

    def __init__(self, *args, dag: date, forrige: int | None, **kwargs):
        super().__init__(
            *args,
            initial={"noekkel": uuid4(), "forrige": forrige, "dato": dag, "utfall": "gjelder"},
            **kwargs,
        )

    def innhold(self) -> Innhold:
        """Return what was typed."""
        felt = ("dato", "utfall", "notat", "ny_dato")
        return Innhold(**{navn: self.cleaned_data[navn] for navn in felt})

    def vis_samtidig(self, hinder: Samtidig) -> None:
        """Keep what was typed; the next save comes after what somebody else wrote, knowingly."""
        hinder.paa(self)
        self.data = self.data.copy()
        self.data["forrige"] = hinder.siste.pk
