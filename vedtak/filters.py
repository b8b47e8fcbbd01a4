"""Narrowing the status page: which date, what was known, and which municipalities are shown."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField

from .models import Vilkaar
from .ord import GRUPPENAVN, TILSTANDER
from .queries import Statusrad

ALLE_VILKAAR = "alle"
# Municipalities as they are: in the settlement year (the empty choice), today, or on a date.
I_DAG, PAA_DATO = "i_dag", "dato"
UBEKREFTET, TILBAKE = "ubekreftet", "tilbake"


@dataclass(frozen=True)
class Utvalg:
    """The choices made: two clocks, and what narrows the list. Empty texts narrow nothing."""

    per: date
    kjent: date | None = None
    q: str = ""
    svar: str = ""
    gruppe: str = "totalt"
    fylke: str = ""
    vilkaar: str = ""
    struktur: str = ""
    strukturdato: date | None = None
    bekreftelse: str = ""

    def strukturdag(self, dag: date) -> date | None:
        """Return the date whose municipalities the figures are summed to; None: those of the settlement year."""
        return {I_DAG: dag, PAA_DATO: self.strukturdato}.get(self.struktur)

    def viser(self, rad: Statusrad) -> bool:
        """Return True when a municipality is among those chosen."""
        kommune, status = rad.kommune, rad.status
        if self.q and self.q.casefold() not in f"{kommune.nr} {kommune.navn}".casefold():
            return False
        if self.svar and status.svar[self.gruppe] != self.svar:
            return False
        if self.fylke and kommune.fylke_nr != self.fylke:
            return False
        if self.bekreftelse == UBEKREFTET and not status.ubekreftet:
            return False
        if self.bekreftelse == TILBAKE and not status.sendt_tilbake:
            return False
        if self.vilkaar == ALLE_VILKAAR:
            return bool(status.vilkaar)
        return not self.vilkaar or self.vilkaar in status.vilkaar


@dataclass(frozen=True)
class Klokker:
    """The two clocks that a page is read on (docs/domene.md, rule 3); ``kjent`` None is as known now."""

    per: date
    kjent: date | None = None


class Klokkefilter(forms.Form):
    """The choice of two clocks. An ordinary GET form: nothing in it changes anything."""

    use_required_attribute = False

    per = DatoField(label=_("Per dato"), required=False)
    kjent = DatoField(label=_("Slik vi visste det"), required=False)

    def klokker(self, dag: date) -> Klokker:
        """Return the clocks; one that is empty or wrong is the one of ``dag``, as known now."""
        self.is_valid()
        return Klokker(self.cleaned_data.get("per") or dag, self.cleaned_data.get("kjent"))


class Statusfilter(Klokkefilter):
    """The form above the table of status."""

    field_order = ["q", "per", "kjent", "svar", "gruppe", "vilkaar", "fylke", "struktur", "strukturdato"]

    q = forms.CharField(label=_("Søk etter kommune"), required=False, max_length=60)
    svar = forms.ChoiceField(label=_("Svar"), required=False)
    gruppe = forms.ChoiceField(label=_("Svaret gjelder"), required=False)
    vilkaar = forms.ChoiceField(label=_("Vilkår"), required=False)
    bekreftelse = forms.ChoiceField(
        label=_("Bekreftelse"),
        required=False,
        choices=[
            ("", _("Bekreftet og ubekreftet")),
            (UBEKREFTET, _("Bare ubekreftede")),
            (TILBAKE, _("Bare sendt tilbake")),
        ],
    )
    fylke = forms.ChoiceField(label=_("Fylke"), required=False)
    struktur = forms.ChoiceField(
        label=_("Kommuner slik de er"),
        required=False,
        choices=[("", _("i bosettingsåret")), (I_DAG, _("i dag")), (PAA_DATO, _("på dato"))],
    )
    strukturdato = DatoField(label=_("Kommuner på dato"), required=False)

    def __init__(self, *args, fylker: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["svar"].choices = [
            ("", _("Alle svar")),
            *((s.value, navn) for s, navn in TILSTANDER.items()),
        ]
        self.fields["gruppe"].choices = [
            (gruppe, str(navn).capitalize()) for gruppe, navn in GRUPPENAVN.items()
        ]
        self.fields["vilkaar"].choices = [
            ("", _("Med og uten vilkår")),
            (ALLE_VILKAAR, _("Alle med vilkår")),
            *Vilkaar.TYPER,
        ]
        if len(fylker) > 1:
            self.fields["fylke"].choices = [
                ("", _("Alle fylker")),
                *fylker,
            ]
        else:
            del self.fields["fylke"]

    def clean(self):
        data = super().clean()
        if (
            data.get("struktur") == PAA_DATO
            and not self.errors.get("strukturdato")
            and not data.get("strukturdato")
        ):
            self.add_error("strukturdato", _("Velg datoen kommunene skal stå slik de var."))
        return data

    def utvalg(self, dag: date) -> Utvalg:
        """Return the choices; a field that is empty or wrong falls back to no narrowing, the date to ``dag``."""
        self.is_valid()
        valgt = {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}
        return Utvalg(**({"per": dag} | valgt))

    def beskrivelse(self, dag: date) -> str:
        """Return what narrows the list, in words («Svar: Delvis (totalt), Fylke: Østfold»); empty when nothing does."""
        utvalg = self.utvalg(dag)
        deler = []
        for navn in ("q", "svar", "vilkaar", "bekreftelse", "fylke"):
            if verdi := getattr(utvalg, navn):
                felt = self.fields[navn]
                ord_ = str(dict(getattr(felt, "choices", ())).get(verdi, verdi))
                gruppe = f" ({GRUPPENAVN[utvalg.gruppe]})" if navn == "svar" else ""
                deler.append(f"{felt.label}: {ord_}{gruppe}")
        return ", ".join(deler)
