"""What people type: the facts of a draft, its grid of figures, and the day it is sent."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.hinder import Hinder
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.felles.tall import HOEYESTE_ANTALL
from bosetting.kommuner.models import Kommune

from . import domain
from .frister import Frister, datogrunner
from .models import Anmodningsrunde, Rundeutkast, Utkastlinje


def antall(etikett, hjelp=""):
    return HeltallField(label=etikett, help_text=hjelp, required=False, stoerste=HOEYESTE_ANTALL)


class RundeValg(forms.ModelChoiceField):
    """A choice of sent rounds; ``med_embete`` names whose they are, for people who make rounds in several."""

    med_embete = False

    def label_from_instance(self, runde):
        tekst = gettext("%(aar)s, sendt %(dato)s") % {"aar": runde.aar, "dato": norsk.dato(runde.sendt_dato)}
        return f"{tekst} ({runde.embete.omraade})" if self.med_embete else tekst


class UtkastForm(forms.Form):
    """The facts of a draft. ``runder`` are those it may replace."""

    use_required_attribute = False

    aar = HeltallField(
        label=_("Bosettingsår"),
        stoerste=9999,
        help_text=_("Året flyktningene skal bosettes."),
        error_messages=dict.fromkeys(
            ["invalid", "desimal", "negativ", "for_stort"],
            _("Skriv året med fire siffer, for eksempel 2017."),
        ),
    )
    avsender = forms.CharField(
        label=_("Hvem anmoder"), max_length=200, help_text=_("Slik det skal stå, for eksempel IMDi og KS.")
    )
    erstatter = RundeValg(
        label=_("Erstatter runden"),
        queryset=Anmodningsrunde.objects.none(),
        required=False,
        empty_label=_("Ingen, dette er en ny runde"),
        help_text=_("Tallene i den nye runden gjelder i stedet, fra den dagen den sendes."),
    )
    planlagt_sendt_dato = DatoField(label=_("Sendes"), help_text=_("Dagen runden går ut."))
    svarfrist = DatoField(
        label=_("Svarfrist"),
        required=False,
        help_text=_("Datoen kommunene får oppgitt. Den låser ingenting."),
    )
    siste_svar_dato = DatoField(
        label=_("Siste dag for nye svar"),
        required=False,
        help_text=_("Etter denne dagen kan kommunene ikke registrere svar selv."),
    )
    siste_endring_dato = DatoField(
        label=_("Siste dag for endringer"),
        required=False,
        help_text=_("Etter denne dagen kan kommunene ikke rette svar selv."),
    )
    fylkestall_totalt = antall(_("Oppgitt for fylket, totalt"))
    fylkestall_em = antall(_("Oppgitt for fylket, herav EM"))
    nasjonalt_totalt = antall(_("Nasjonalt behov, totalt"))
    nasjonalt_em = antall(_("Nasjonalt behov, herav EM"))
    kilde = forms.CharField(
        label=_("Kilde"), required=False, max_length=200, help_text=_("Hvor tallene kommer fra.")
    )
    merknad = forms.CharField(
        label=_("Merknad"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, runder, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["erstatter"].queryset = runder

    def clean(self):
        """Judge the dates also while another field cannot be read, so that everything is told at once."""
        data = super().clean()
        if self.errors and data.get("planlagt_sendt_dato"):
            datoer = Frister(
                *(data.get(felt) for felt in ("svarfrist", "siste_svar_dato", "siste_endring_dato"))
            )
            Hinder(datogrunner(data["planlagt_sendt_dato"], datoer)).paa(self)
        return data


class NyttUtkastForm(UtkastForm):
    """A new draft. Only people of several embeter are asked which."""

    embete = forms.ModelChoiceField(label=_("Embete"), queryset=None, empty_label=_("Velg embete"))
    kopier = forms.BooleanField(
        label=_("Begynn med tallene fra runden som erstattes"), required=False, initial=True
    )
    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["embete", "aar", "avsender", "erstatter", "kopier"]

    def __init__(self, *args, embeter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["embete"].queryset = embeter
        self.eneste_embete = embeter[0] if len(embeter) == 1 else None
        self.fields["erstatter"].med_embete = self.eneste_embete is None
        if self.eneste_embete:
            del self.fields["embete"]
        if not self.fields["erstatter"].queryset:
            del self.fields["erstatter"], self.fields["kopier"]

    def clean(self):
        data = super().clean()
        if self.eneste_embete:
            data["embete"] = self.eneste_embete
        return data


class EndreUtkastForm(UtkastForm):
    """The facts of a draft that exists; ``versjon`` is the one the page was made from."""

    versjon = forms.IntegerField(widget=forms.HiddenInput)

    def vis_lagret(self, utkast: Rundeutkast) -> None:
        """Say at each field that differs what stands in the draft now, and let the next save build on it."""
        self.data = self.data.copy()
        self.data["versjon"] = utkast.versjon
        for navn in self.fields.keys() - {"versjon"}:
            verdi = getattr(utkast, navn)
            if self.cleaned_data[navn] == verdi:
                continue
            if verdi in (None, ""):
                self.add_error(navn, gettext("Noen har tømt dette feltet i mellomtiden."))
            else:
                lagret = norsk.dato(verdi) if isinstance(verdi, date) else verdi
                self.add_error(navn, gettext("Lagret nå: %(verdi)s") % {"verdi": lagret})


class UtsettelseForm(forms.Form):
    """New dates for one municipality. ``naa`` are its dates now; a closing date that is not set cannot be moved.

    ``gitt_foer``: it has an extension already, which may have been recorded wrongly.
    """

    use_required_attribute = False

    ny_svarfrist = DatoField(
        label=_("Ny svarfrist"),
        help_text=_("Datoen kommunen får oppgitt."),
        error_messages={"required": _("Oppgi den nye svarfristen.")},
    )
    ny_siste_svar_dato = DatoField(
        label=_("Ny siste dag for nye svar"),
        required=False,
        help_text=_("Flyttes like mange dager som svarfristen, om du ikke velger noe annet."),
    )
    ny_siste_endring_dato = DatoField(
        label=_("Ny siste dag for endringer"),
        required=False,
        help_text=_("Flyttes like mange dager som svarfristen, om du ikke velger noe annet."),
    )
    begrunnelse = forms.CharField(
        label=_("Begrunnelse"),
        max_length=300,
        help_text=_("For eksempel: Kommunestyret behandler saken 12. mai."),
        error_messages={"required": _("Skriv hvorfor fristen er utsatt.")},
        widget=forms.TextInput(attrs={"class": "bred", "autocomplete": "off"}),
    )
    innvilget_av = forms.CharField(
        label=_("Innvilget av"),
        max_length=120,
        error_messages={"required": _("Skriv hvem som har innvilget utsettelsen.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    innvilget_dato = DatoField(
        label=_("Innvilget"),
        help_text=_("Fra denne dagen gjelder de nye datoene."),
        error_messages={"required": _("Oppgi dagen utsettelsen ble gitt.")},
    )
    retter = forms.BooleanField(
        label=_("Dette retter en utsettelse som er ført feil"),
        required=False,
        help_text=_("Da kan datoene være tidligere enn de som gjelder nå, men ikke tidligere enn rundens."),
    )
    noekkel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    LUKKER = (("ny_siste_svar_dato", "siste_svar"), ("ny_siste_endring_dato", "siste_endring"))

    def __init__(self, *args, naa: Frister, gitt_foer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for felt, dato in self.LUKKER:
            if getattr(naa, dato) is None:
                del self.fields[felt]
            else:
                self.fields[felt].widget.attrs["data-naa"] = getattr(naa, dato).isoformat()
        if not gitt_foer:
            del self.fields["retter"]

    @property
    def frister(self) -> Frister:
        """The dates that were typed; None where a closing date is left to be proposed."""
        return Frister(
            self.cleaned_data["ny_svarfrist"],
            self.cleaned_data.get("ny_siste_svar_dato"),
            self.cleaned_data.get("ny_siste_endring_dato"),
        )

    def foreslaa(self, frister: Frister) -> bool:
        """Fill in the closing dates that were left blank; return whether there were any."""
        tomme = [
            (felt, dato) for felt, dato in self.LUKKER if felt in self.fields and not self.cleaned_data[felt]
        ]
        self.data = self.data.copy()
        for felt, dato in tomme:
            self.data[felt] = getattr(frister, dato).isoformat()
        return bool(tomme)


class SendForm(forms.Form):
    """The last step: the day, and which draft and which letters (their template) the sender looked at."""

    use_required_attribute = False

    sendt_dato = DatoField(label=_("Sendt dato"), help_text=_("I dag eller tidligere."))
    versjon = forms.IntegerField(widget=forms.HiddenInput)
    malmerke = forms.CharField(widget=forms.HiddenInput, required=False, empty_value=None)
    noekkel = forms.UUIDField(widget=forms.HiddenInput)


@dataclass
class Celle:
    """One input of the grid: what stands in it, what the database holds, and what is wrong with it."""

    navn: str
    kolonne: str
    etikett: str
    verdi: str
    lagret: str
    tall: int | None = None
    feil: list[str] = field(default_factory=list)
    naa: str = ""


@dataclass
class Rad:
    """One municipality of the grid, with the figures of the round before it as ready text."""

    kommune: Kommune
    totalt: Celle
    em: Celle
    forrige: tuple[int | None, int | None]


class Tallark:
    """The grid of a draft: one row per municipality, in the order given.

    Not a formset: 428 municipalities are 856 inputs, drawn by one plain loop. A cell that was not posted keeps the
    saved figure. Blank total is «not asked», blank EM is unknown.
    """

    def __init__(
        self,
        utkast: Rundeutkast,
        kommuner: list[Kommune],
        linjer: list[Utkastlinje],
        forrige: Anmodningsrunde | None = None,
        forrige_tall: Mapping[int, tuple] | None = None,
        data=None,
    ):
        self.utkast, self.forrige, self.data = utkast, forrige, data
        self.versjon = utkast.versjon
        self.feil: list[str] = []
        self._felt = HeltallField(required=False, stoerste=HOEYESTE_ANTALL)
        lagret = {linje.kommune_id: (linje.totalt, linje.em) for linje in linjer}
        self.rader = [
            Rad(
                kommune,
                self._celle("totalt", gettext("totalt"), kommune, lagret.get(kommune.pk, (None, None))[0]),
                self._celle("em", gettext("herav EM"), kommune, lagret.get(kommune.pk, (None, None))[1]),
                (forrige_tall or {}).get(kommune.pk, (None, None)),
            )
            for kommune in kommuner
        ]
        if data is not None:
            # Anything but the version that stands is an old page; the action says so under its lock.
            self.versjon = utkast.versjon if data.get("versjon") == str(utkast.versjon) else 0

    def _celle(self, kolonne: str, tittel: str, kommune: Kommune, lagret: int | None) -> Celle:
        navn = f"{kolonne}-{kommune.pk}"
        lagret_tekst = "" if lagret is None else str(lagret)
        celle = Celle(navn, kolonne, f"{kommune.navn}, {tittel}", lagret_tekst, lagret_tekst, lagret)
        if self.data is not None and navn in self.data:
            celle.verdi = self.data[navn].strip()
            try:
                celle.tall = self._felt.clean(celle.verdi)
            except ValidationError as feil:
                celle.tall, celle.feil = None, list(feil.messages)
        return celle

    @property
    def celler(self) -> list[Celle]:
        return [celle for rad in self.rader for celle in (rad.totalt, rad.em)]

    @property
    def med_feil(self) -> list[Celle]:
        return [celle for celle in self.celler if celle.feil]

    @property
    def fields(self) -> set[str]:
        """The names that reasons may point at (see Hinder.paa)."""
        return {celle.navn for celle in self.celler}

    @property
    def tall(self) -> list[tuple[Kommune, int | None, int | None]]:
        return [(rad.kommune, rad.totalt.tall, rad.em.tall) for rad in self.rader]

    @property
    def leste_linjer(self) -> list[domain.Linje]:
        """The rows where both cells could be read, as values to judge."""
        return [
            domain.Linje(rad.kommune.pk, rad.totalt.tall, rad.em.tall)
            for rad in self.rader
            if not rad.totalt.feil and not rad.em.feil
        ]

    def is_valid(self) -> bool:
        return not self.feil and not self.med_feil

    def add_error(self, navn: str | None, grunn: str) -> None:
        """Put a reason at its cell, or on top."""
        if navn is None:
            self.feil.append(grunn)
        else:
            next(celle for celle in self.celler if celle.navn == navn).feil.append(grunn)

    @property
    def grunnlag(self) -> str:
        """What the database holds, sent along with the page: it tells which cells she has touched."""
        return json.dumps({celle.navn: celle.lagret for celle in self.celler if celle.lagret})

    def _postet_grunnlag(self) -> dict | None:
        try:
            grunnlag = json.loads(self.data.get("grunnlag", ""))
        except (ValueError, RecursionError):
            return None
        return grunnlag if isinstance(grunnlag, dict) else None

    def vis_lagret(self, versjon: int) -> None:
        """Build the next save on what the database holds: taken over in the cells she has not touched.

        In those she has, what is saved stands beside what she typed.
        """
        self.versjon = versjon
        grunnlag = self._postet_grunnlag()
        for celle in self.celler:
            skrevet = "".join(celle.verdi.split())
            if skrevet == celle.lagret:
                continue
            if grunnlag is not None and skrevet == grunnlag.get(celle.navn, ""):
                celle.verdi, celle.tall = celle.lagret, int(celle.lagret) if celle.lagret else None
            else:
                celle.naa = celle.lagret or gettext("tomt")

    @property
    def forrige_summer(self) -> domain.Rundesum:
        """The column of the round before, added up: the municipalities shown."""
        return domain.summer(domain.Linje(rad.kommune.pk, *rad.forrige) for rad in self.rader)

    @property
    def summer(self) -> domain.Rundesum:
        """The figures that can be read, added up."""
        return domain.summer(domain.Linje(kommune.pk, totalt, em) for kommune, totalt, em in self.tall)
