"""The choices above the list of changes: from when to when, where, and what kind."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField
from bosetting.kommuner.models import Kommune

from .endringsliste import SLAGNAVN

# How far back the page looks when nobody has said.
DAGER = 30


@dataclass(frozen=True)
class Endringsvalg:
    """The choices made. Empty texts narrow nothing."""

    fra: date
    til: date
    kommune: str = ""
    fylke: str = ""
    slag: str = ""
    etterregistrert: bool = False


class Endringsskjema(forms.Form):
    """An ordinary GET form: nothing in it changes anything."""

    use_required_attribute = False

    fra = DatoField(label=_("Endret etter"), required=False)
    til = DatoField(label=_("Til og med"), required=False)
    kommune = forms.ChoiceField(label=_("Kommune"), required=False)
    slag = forms.ChoiceField(label=_("Hva som er skjedd"), required=False)
    fylke = forms.ChoiceField(label=_("Fylke"), required=False)
    etterregistrert = forms.BooleanField(label=_("Bare etterregistrerte"), required=False)

    def __init__(self, parametre, *, dag: date, kommuner: list[Kommune]):
        self.dag = dag
        forvalg = {"til": dag.isoformat(), "fra": (dag - timedelta(days=DAGER)).isoformat()}
        super().__init__(forvalg | parametre.dict())
        self.fields["slag"].choices = [
            ("", _("Alle endringer")),
            *((slag.value, navn) for slag, navn in SLAGNAVN.items()),
        ]
        self.fields["kommune"].choices = [
            ("", _("Alle kommuner")),
            *((kommune.nr, kommune.navn) for kommune in kommuner),
        ]
        fylker = sorted({(kommune.fylke_nr, kommune.fylke_navn) for kommune in kommuner})
        if len(fylker) > 1:
            self.fields["fylke"].choices = [("", _("Alle fylker")), *fylker]
        else:
            del self.fields["fylke"]

    def clean(self):
        fra, til = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if fra and til and fra > til:
            self.add_error("fra", _("Fra-datoen må være før til-datoen."))
        return self.cleaned_data

    def valg(self) -> Endringsvalg:
        """Return the choices; a field that is empty or wrong falls back to no narrowing, dates to the latest days."""
        self.is_valid()
        valgt = {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}
        til = valgt.setdefault("til", self.dag)
        valgt.setdefault("fra", til - timedelta(days=DAGER))
        return Endringsvalg(**valgt)

    def beskrivelse(self) -> str:
        """Return what narrows the list, in words; empty when nothing does."""
        valg, deler = self.valg(), []
        for navn in ("kommune", "fylke", "slag"):
            if verdi := getattr(valg, navn):
                felt = self.fields[navn]
                ord_ = dict(getattr(felt, "choices", ())).get(verdi, verdi)
                deler.append(f"{felt.label}: {ord_}")
        if valg.etterregistrert:
            deler.append(str(self.fields["etterregistrert"].label))
        return ", ".join(deler)
