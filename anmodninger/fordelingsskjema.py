"""What people type when a county's figure is split: the keys, the grid of the proposal, a move, and reasons."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.skjema import HeltallField
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Kommune

from . import noekler
from .domain import Linje, Rundesum, summer
from .fordeling import Umulig
from .fordelingsspor import Avvik, utelatt
from .fordelingsutkast import Flytting, Radvalg, Valg
from .forms import Rad, Tallark
from .models import Anmodning, Fordeling, Fordelingsrad
from .vekter import Noekkeltall, bland, tideler

LENGSTE_GRUNN = 300


class ValgForm(forms.Form):
    """How to split: a weight for each key that is offered, the minimum, and the rounding."""

    use_required_attribute = False

    minst = HeltallField(
        label=_("Minst per kommune"),
        required=False,
        stoerste=HOEYESTE_ANTALL,
        help_text=_("Tomt felt er ingen minstegrense."),
    )
    avrunding = forms.TypedChoiceField(
        label=_("Avrunding"), choices=Fordeling.AVRUNDINGER, coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args, fordeling: Fordeling | None, **kwargs):
        vekter = fordeling.noekler if fordeling else {"folketall": 100}
        initial = {f"vekt_{kode}": vekt for kode, vekt in vekter.items()} | {
            "minst": (fordeling.minst or None) if fordeling else None,
            "avrunding": fordeling.avrunding if fordeling else 5,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.koder = [noekkel.kode for noekkel in noekler.alle()]
        for noekkel in noekler.alle():
            self.fields[f"vekt_{noekkel.kode}"] = HeltallField(
                label=norsk.stor(str(noekkel.navn)), required=False, stoerste=1000
            )

    @property
    def vektfelt(self) -> list[forms.BoundField]:
        return [self[f"vekt_{kode}"] for kode in self.koder]

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(f"vekt_{kode}") for kode in self.koder):
            self.add_error(f"vekt_{self.koder[0]}", gettext("Gi minst én nøkkel en vekt over 0."))
        return data

    @property
    def valg(self) -> Valg:
        data = self.cleaned_data
        vekter = {kode: data[f"vekt_{kode}"] for kode in self.koder if data.get(f"vekt_{kode}")}
        return Valg(vekter, data["minst"] or 0, data["avrunding"])

    def add_error(self, felt, feil):
        """Put what is said of the keys as a whole at the first of them."""
        super().add_error(f"vekt_{self.koder[0]}" if felt == "noekler" else felt, feil)


class FlyttForm(forms.Form):
    """A move between two municipalities of the proposal."""

    use_required_attribute = False

    flytt_fra = forms.TypedChoiceField(label=_("Fra"), coerce=int, empty_value=None)
    flytt_til = forms.TypedChoiceField(label=_("Til"), coerce=int, empty_value=None)
    flytt_totalt = HeltallField(label=_("Antall"), required=False, stoerste=HOEYESTE_ANTALL)
    flytt_em = HeltallField(label=_("Herav EM"), required=False, stoerste=HOEYESTE_ANTALL)
    flytt_grunn = forms.CharField(
        label=_("Begrunnelse"),
        max_length=LENGSTE_GRUNN,
        error_messages={"required": _("Skriv hvorfor tallene flyttes.")},
    )

    def __init__(self, *args, kommuner: Iterable[Kommune], **kwargs):
        super().__init__(*args, **kwargs)
        valg = [("", gettext("Velg kommune")), *((kommune.pk, kommune.navn) for kommune in kommuner)]
        self.fields["flytt_fra"].choices = self.fields["flytt_til"].choices = valg

    @property
    def valgt_fra(self) -> str:
        return self.data.get("flytt_fra", "")

    @property
    def valgt_til(self) -> str:
        return self.data.get("flytt_til", "")

    @property
    def flytting(self) -> Flytting:
        data = self.cleaned_data
        return Flytting(
            data["flytt_fra"],
            data["flytt_til"],
            data["flytt_totalt"] or 0,
            data["flytt_em"] or 0,
            data["flytt_grunn"],
        )


@dataclass
class Forslagsrad:
    """One municipality of the proposal: its cells, what the key says, and how it compares. Texts are ready."""

    rad: Rad
    foreslaatt: tuple[int | None, int | None]
    lagret: dict[str, str]
    etiketter: dict[str, str]
    andel: str = ""
    vekter: list[int | None] = field(default_factory=list)
    per_tusen: str = ""
    endring: int | None = None
    feil: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.valg = dict(self.lagret)

    @property
    def grunn_navn(self) -> str:
        return f"grunn-{self.rad.kommune.pk}"

    @property
    def grunn(self) -> str:
        return self.valg["grunn"]

    @property
    def utelatt(self) -> bool:
        return bool(self.valg["utelat"])

    @property
    def laast(self) -> bool:
        """Whether a figure is kept: the box is ticked, or a cell was changed. Blank cells keep nothing."""
        celler = (self.rad.totalt, self.rad.em)
        roert = any(celle.verdi and celle.verdi != celle.lagret for celle in celler)
        return bool(self.valg["laas"] or roert) and any(celle.verdi for celle in celler)


def desimal(tideler_: int | None, enhet: str = "") -> str:
    """Return tenths as text: 123 is «12,3»; the empty text when unknown."""
    return "" if tideler_ is None else f"{norsk.tall(tideler_ // 10)},{tideler_ % 10}{enhet}"


class Fordelingsark(Tallark):
    """The grid of a proposal: what stands, what was proposed, what the weights are, and who is locked or left out.

    A cell that is changed locks its row; a blank one follows the proposal.
    """

    def __init__(self, utkast, kommuner, fordeling, rader, forrige, forrige_tall, folketall, data=None):
        super().__init__(utkast, kommuner, rader, forrige, forrige_tall, data)
        lagret = {rad.kommune_id: rad for rad in rader}
        self._moenstre = {
            "laas": gettext("Lås %(navn)s"),
            "utelat": gettext("Utelat %(navn)s"),
            "grunn": gettext("%(navn)s, begrunnelse"),
        }
        andeler = self._andeler(fordeling, rader)
        self.forslag = [
            self._forslagsrad(rad, lagret.get(rad.kommune.pk), fordeling, andeler, folketall)
            for rad in self.rader
        ]

    @staticmethod
    def _andeler(fordeling: Fordeling, rader: Iterable[Fordelingsrad]) -> dict[int, Fraction | None]:
        med = {rad.kommune_id: rad.vekter or {} for rad in rader if not utelatt(rad)}
        tall = [
            Noekkeltall(kode, {pk: vekter.get(kode) for pk, vekter in med.items()}, vekt)
            for kode, vekt in fordeling.noekler.items()
        ]
        try:
            return bland(tall, med)
        except Umulig:
            # Everybody the key knew has been left out since.
            return {}

    def _forslagsrad(self, rad: Rad, lagret: Fordelingsrad | None, fordeling, andeler, folketall):
        pk, data = rad.kommune.pk, self.data
        er_utelatt = lagret is not None and (utelatt(lagret) or (fordeling.i_bruk and lagret.totalt is None))
        ny = Forslagsrad(
            rad,
            foreslaatt=(lagret.foreslaatt_totalt, lagret.foreslaatt_em) if lagret else (None, None),
            lagret={
                "laas": "on" if lagret and lagret.laast else "",
                "utelat": "on" if er_utelatt else "",
                "grunn": (lagret.utelatt_grunn or lagret.begrunnelse) if lagret else "",
            },
            etiketter={
                navn: moenster % {"navn": rad.kommune.navn} for navn, moenster in self._moenstre.items()
            },
            andel=desimal(None if andeler.get(pk) is None else tideler(andeler[pk] * 100, 1), "\xa0%"),
            vekter=[(lagret.vekter or {}).get(kode) if lagret else None for kode in fordeling.noekler],
        )
        if data is not None and rad.totalt.navn in data:
            ny.valg = {navn: data.get(f"{navn}-{pk}", "").strip() for navn in ny.lagret}
            if len(ny.grunn) > LENGSTE_GRUNN:
                ny.feil.append(gettext("Skriv høyst 300 tegn."))
        staar, foer = rad.totalt.tall, rad.forrige[0]
        if staar is not None and not ny.utelatt:
            ny.per_tusen = desimal(tideler(staar * 1000, folketall.get(pk)))
            ny.endring = None if foer is None else staar - foer
        return ny

    @property
    def grunnlag(self) -> str:
        """What the database holds, the boxes and reasons included."""
        valg = {
            f"{navn}-{ett.rad.kommune.pk}": verdi
            for ett in self.forslag
            for navn, verdi in ett.lagret.items()
            if verdi
        }
        return json.dumps(json.loads(super().grunnlag) | valg)

    def vis_lagret(self, versjon: int) -> None:
        """Take over what is saved also in the boxes and reasons she has not touched."""
        super().vis_lagret(versjon)
        foer = self._postet_grunnlag()
        for ett in self.forslag if foer is not None else ():
            for navn, verdi in ett.lagret.items():
                if ett.valg[navn] == foer.get(f"{navn}-{ett.rad.kommune.pk}", ""):
                    ett.valg[navn] = verdi

    @property
    def valg(self) -> list[Radvalg]:
        """What was typed, row by row."""
        return [
            Radvalg(
                ett.rad.kommune,
                ett.rad.totalt.tall,
                ett.rad.em.tall,
                laast=ett.laast,
                utelatt=ett.utelatt,
                grunn=ett.grunn,
            )
            for ett in self.forslag
        ]

    @property
    def summer(self) -> Rundesum:
        """The figures that can be read, without those who are left out."""
        return summer(
            Linje(ett.rad.kommune.pk, ett.rad.totalt.tall, ett.rad.em.tall)
            for ett in self.forslag
            if not ett.utelatt
        )

    def forslagssum(self, fylkestall: dict) -> tuple[int | None, int | None]:
        """Return the county figures where the proposals add up to them, else nothing.

        What the keys alone would give a locked row is no part of what the others share.
        """
        totalt, em = (
            sum(tall or 0 for tall in kolonne)
            for kolonne in zip((0, 0), *(ett.foreslaatt for ett in self.forslag), strict=True)
        )
        oppgitt_totalt, oppgitt_em = fylkestall.get("totalt"), fylkestall.get("em")
        return (
            oppgitt_totalt if totalt == oppgitt_totalt else None,
            oppgitt_em if em == oppgitt_em else None,
        )

    @property
    def fields(self) -> set[str]:
        return super().fields | {ett.grunn_navn for ett in self.forslag}

    @property
    def med_grunnfeil(self) -> list[Forslagsrad]:
        return [ett for ett in self.forslag if ett.feil]

    def is_valid(self) -> bool:
        return super().is_valid() and not self.med_grunnfeil

    def add_error(self, navn: str | None, grunn: str) -> None:
        rad = next((ett for ett in self.forslag if ett.grunn_navn == navn), None)
        if rad is None:
            super().add_error(navn, grunn)
        else:
            rad.feil.append(grunn)

    @property
    def uten_forslag(self) -> list[Forslagsrad]:
        """Municipalities that the key does not know, and that nobody has decided for."""
        return [
            ett for ett in self.forslag if ett.foreslaatt[0] is None and not ett.utelatt and not ett.laast
        ]


class Begrunnelsesark:
    """Why figures differ from the split they came from: one text per municipality."""

    def __init__(self, avvik: Iterable[Avvik], data=None):
        self.feil: list[str] = []
        self.rader = []
        for ett in avvik:
            navn = f"grunn-{ett.kommune.pk}"
            tekst = ett.begrunnelse if data is None else data.get(navn, ett.begrunnelse).strip()
            feil = ""
            if data is not None and not tekst:
                feil = gettext("Skriv hvorfor tallet avviker.")
            elif len(tekst) > LENGSTE_GRUNN:
                feil = gettext("Skriv høyst 300 tegn.")
            self.rader.append({"avvik": ett, "navn": navn, "tekst": tekst, "feil": feil})

    @property
    def med_feil(self) -> list[dict]:
        return [rad for rad in self.rader if rad["feil"]]

    @property
    def grunner(self) -> dict[int, str]:
        return {rad["avvik"].kommune.pk: rad["tekst"] for rad in self.rader}


def restsetninger(grunnlag: dict) -> list[str]:
    """Return what was placed beyond the rounding, in words."""
    setninger = []
    for rest in grunnlag.get("rester", []):
        moenster = (
            gettext("Avrundingen gikk ikke opp: %(antall)s av totalen er lagt til %(navn)s.")
            if rest["gruppe"] == "totalt"
            else gettext("Avrundingen gikk ikke opp: %(antall)s av EM er lagt til %(navn)s.")
        )
        setninger.append(moenster % {"antall": rest["antall"], "navn": rest["navn"]})
    return setninger


def minstesetning(fordeling: dict) -> str:
    """Return the minimum and the rounding of a split in words."""
    minst, brukt = fordeling.get("minst", 0), fordeling.get("minst_brukt", 0)
    if not minst:
        tekst = gettext("Ingen minstegrense")
    elif brukt == minst:
        tekst = gettext("Minst %(minst)s per kommune") % {"minst": minst}
    else:
        tekst = gettext("Minst %(minst)s per kommune, rundet opp til %(brukt)s") % {
            "minst": minst,
            "brukt": brukt,
        }
    avrunding = fordeling.get("avrunding", 1)
    rundet = (
        gettext("hele personer")
        if avrunding == 1
        else gettext("rundet til nærmeste %(n)s") % {"n": avrunding}
    )
    return f"{tekst}, {rundet}"


def slik_fordelt(fordeling: dict | None, anmodninger: Iterable[Anmodning]) -> dict:
    """Return how a sent round was split, for its page; nothing when the figures came another way."""
    if not fordeling:
        return {}
    return {
        "fordelt": fordeling,
        "slik": minstesetning(fordeling),
        "rester": restsetninger(fordeling),
        "fordelt_avvik": [rad for rad in anmodninger if rad.begrunnelse],
    }
