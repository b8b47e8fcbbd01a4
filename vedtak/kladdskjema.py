"""An answer in steps, as a kontaktperson meets it: the fields of SvarForm, a few at a time, in her own words.

What is typed lies in the draft as text. Here the whole of it is judged at once, and a step shows its own part.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dokumentfelt import DokumentField
from bosetting.felles.hinder import oversatt
from bosetting.felles.skjema import DatoField

from .actions import hvorfor_ikke
from .domain import Slag, Svartype
from .forms import Rettegrunn, RettelseForm, SvarForm
from .models import Svarkladd, Vedtak, Vilkaar

NEI = "nei"  # a decision of 0, which people think of as an answer of its own

# What the municipality may answer itself, and what each of them means. To withdraw an answer is for the embete.
SVAR = [
    (
        Svartype.VEDTAK.value,
        _("Kommunen har vedtatt et antall"),
        _("Kommunestyret eller den som har fått myndigheten, har bestemt hvor mange dere bosetter."),
    ),
    (
        NEI,
        _("Kommunen har vedtatt 0, altså nei"),
        _("Dere har behandlet saken og bosetter ingen. Det er et endelig svar, og teller som 0."),
    ),
    (
        Svartype.UTSATT.value,
        _("Kommunen ber om utsatt frist"),
        _("Saken er ikke avgjort til fristen. Fristen flyttes først når embetet har gitt dere en ny."),
    ),
    (
        Svartype.FORELOEPIG.value,
        _("Det foreligger en innstilling, men ikke vedtak"),
        _("Rådmannen eller et utvalg har foreslått et antall. Det teller ikke som vedtak før saken er avgjort."),
    ),
    (
        Svartype.VURDERES.value,
        _("Kommunen vurderer saken på nytt"),
        _("Det tidligere svaret skal opp igjen. Det som er vedtatt før, står til dere melder noe annet."),
    ),
]  # fmt: skip
# Which number is meant is what people get wrong: all they have decided, or what comes on top of it.
SLAG = [
    (Slag.HOVED.value, _("Hovedvedtak – antallet under gjelder i stedet for det dere har vedtatt før")),
    (Slag.TILLEGG.value, _("Tilleggsvedtak – antallet under kommer i tillegg til det dere har vedtatt før")),
]
MED_ANTALL = {Svartype.VEDTAK, Svartype.FORELOEPIG}
# Answers that can carry a new date: one still to come.
AAPNE = {
    Svartype.UTSATT: _("Hvilken frist ber dere om?"),
    Svartype.FORELOEPIG: _("Når blir saken avgjort?"),
    Svartype.VURDERES: _("Når behandles saken på nytt?"),
}
UTEN_VILKAAR = {Svartype.UTSATT, Svartype.VURDERES}

KRYSS = {f"vilkaar_{type_}" for type_, _navn in Vilkaar.TYPER}
_VILKAAR = [f"vilkaar_{type_}{del_}" for type_, _navn in Vilkaar.TYPER for del_ in ("", "_merknad", "_dato")]
# The fields of each step, in the order of the page.
FELT = {
    "svar": ["rettegrunn", "type", "slag", "totalt", "em"],
    "vilkaar": _VILKAAR,
    "vedtaket": ["ny_dato", "vedtaksdato", "organ", "saksnummer", "merknad"],
    "dokument": [],
}
SE_OVER = "se-over"
TRINN = {
    "svar": _("Svaret"),
    "vilkaar": _("Vilkår"),
    "vedtaket": _("Vedtaket"),
    "dokument": _("Dokument"),
    SE_OVER: _("Se over"),
}


def nabo(trinn: str, steg: int, svar: str) -> str:
    """Return the step after (1) or before (-1) ``trinn``; one that ``svar`` has no use for is passed by."""
    rekke = [navn for navn in TRINN if navn == trinn or not (navn == "vilkaar" and svar in UTEN_VILKAAR)]
    return rekke[min(max(rekke.index(trinn) + steg, 0), len(rekke) - 1)]


def passert(kladd: Svarkladd, trinn: str) -> bool:
    """Return whether somebody has been through ``trinn``: a later one is saved, or she looks over the whole."""
    senere = list(TRINN)[list(TRINN).index(trinn) + 1 :]
    return kladd.trinn == SE_OVER or any(navn in kladd.data.get("lagret", {}) for navn in senere)


class Stedskjema(forms.Form):
    """What a page of a draft carries along: which draft, also when it is gone meanwhile, and how it stood."""

    noekkel = forms.UUIDField(widget=forms.HiddenInput)
    kommune = forms.IntegerField(widget=forms.HiddenInput)
    aar = forms.IntegerField(widget=forms.HiddenInput)
    retter = forms.IntegerField(widget=forms.HiddenInput, required=False)
    versjon = forms.IntegerField(widget=forms.HiddenInput)
    sett = forms.CharField(widget=forms.HiddenInput, required=False)


class Dokumentskjema(forms.Form):
    """A document to lie with the draft; one need not be there."""

    use_required_attribute = False

    fil = DokumentField(label=_("Velg en fil"), required=False)


class Kladdskjema(SvarForm):
    """A new answer. ``felt`` is what is typed so far; ``kan_tillegg``: there is a decision to add to."""

    svarvalg = SVAR

    def __init__(self, *args, felt: dict[str, str], kan_tillegg: bool = True, bundet: bool = True, **kwargs):
        kwargs["data" if bundet else "initial"] = felt
        super().__init__(*args, **kwargs)
        del self.fields["noekkel"], self.fields["mottatt"]
        self.fields["type"].choices = [(verdi, tekst) for verdi, tekst, _forklaring in SVAR]
        self.fields["type"].initial = None
        self.fields["slag"].choices = SLAG
        if not kan_tillegg and felt.get("slag") != Slag.TILLEGG:
            del self.fields["slag"]
        svar = felt.get("type")
        if svar in AAPNE:
            self.fields["ny_dato"].label = AAPNE[svar]
            self.fields["ny_dato"].help_text = ""
        self.fields["totalt"].help_text = ""
        for navn, feltet in self.fields.items():
            if isinstance(feltet, DatoField) and navn in felt:
                self._vis_dato(navn, feltet, felt[navn])

    def _vis_dato(self, navn: str, feltet: DatoField, tekst: str) -> None:
        """Give the browser's date picker a date it can read, also where somebody typed 18.02.2016 without one."""
        try:
            lest = feltet.to_python(tekst)
        except ValidationError:
            return
        kilde = self.data if self.is_bound else self.initial
        if lest is not None:
            kilde[navn] = lest.isoformat()

    def clean(self):
        data = super().clean()
        if data.get("type") == NEI:
            data["type"] = Svartype.VEDTAK.value
            for felt in ("totalt", "em"):
                if data.get(felt):
                    self.add_error(felt, _("Svaret er nei. Slett tallet, eller velg et annet svar."))
                elif felt in data:
                    data[felt] = 0
        return data

    @property
    def forklarte_svar(self) -> list[tuple]:
        """The choices of the answer with what each of them means."""
        return [
            (valg, forklaring) for valg, (_verdi, _tekst, forklaring) in zip(self["type"], SVAR, strict=True)
        ]

    def vis_bare(self, trinn: str) -> None:
        """Keep the fields of one step, and what is wrong with them."""
        beholdt = [navn for navn in FELT[trinn] if navn in self.fields]
        for navn in self.fields.keys() - set(beholdt):
            del self.fields[navn]
        if self.is_bound:
            for navn in self.errors.keys() - set(beholdt):
                del self.errors[navn]
        self.order_fields(beholdt)


class Rettelseskladdskjema(Rettegrunn, Kladdskjema):
    """A correction: what the answer should have said, and why."""


def skjema(
    kladd: Svarkladd, felt: dict[str, str], dag: date, *, kan_tillegg: bool = True, bundet: bool = True
) -> Kladdskjema:
    """Return the whole draft as a form, not judged yet; unbound when it is only to be shown."""
    klasse = Kladdskjema if kladd.retter is None else Rettelseskladdskjema
    return klasse(felt=dict(felt), dag=dag, kan_tillegg=kan_tillegg, bundet=bundet)


def vurdert(kladd: Svarkladd, felt: dict[str, str], dag: date, *, kan_tillegg: bool = True) -> Kladdskjema:
    """Return the whole draft as a form with everything that keeps it from being sent, each at its field."""
    form = skjema(kladd, felt, dag, kan_tillegg=kan_tillegg)
    form.is_valid()
    if not form.cleaned_data.get("type"):
        return form
    for navn, grunn in hvorfor_ikke(
        kommune=kladd.kommune,
        aar=kladd.aar,
        innhold=form.innhold(),
        dag=dag,
        retter=kladd.retter,
        rettegrunn=form.cleaned_data.get("rettegrunn", "").strip(),
    ):
        # What cannot be read is told already; that it is missing too would only confuse.
        if navn not in form.errors:
            form.add_error(navn if navn in form.fields else None, oversatt(grunn))
    return form


def utgangspunkt(vedtak: Vedtak | None, dag: date) -> dict[str, str]:
    """Return what the draft of a correction holds from the start: the answer as it stands, field by field as text."""
    if vedtak is None:
        return {}
    form = RettelseForm(vedtak=vedtak, dag=dag)
    felt = {navn: som_tekst(form[navn]) for navn in form.fields if navn not in ("noekkel", "mottatt")}
    if vedtak.type == Svartype.VEDTAK and vedtak.totalt == 0:
        felt |= {"type": NEI, "totalt": "", "em": ""}
    return felt


def som_tekst(felt: forms.BoundField) -> str:
    """Return the value of a field as a browser would have sent it."""
    verdi = felt.value()
    if isinstance(verdi, bool):
        return "on" if verdi else ""
    if isinstance(verdi, date):
        return verdi.isoformat()
    return "" if verdi is None else str(verdi)
