"""The list of changes laid out: for the page, and as a sheet."""

from dataclasses import dataclass

from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .domain import GRUPPER, Tall
from .endringer import FELT, Virkning
from .endringsliste import Endringslinje, Endringsliste
from .kildelenke import kildelenke
from .kildeliste import FELTNAVN
from .ord import GRUPPENAVN, TILSTANDER
from .tables import minst


@dataclass(frozen=True)
class Sumendring:
    """One sum on both days, as ready text, with the addresses where the figures open; empty for an unknown one."""

    navn: str
    fra: str
    fra_url: str
    til: str
    til_url: str
    virkning: str
    ny_del: bool


@dataclass(frozen=True)
class Visningslinje:
    """One event as ready text; ``gammel`` and ``ny`` are the three groups."""

    linje: Endringslinje
    url: str
    gammel: list[str]
    ny: list[str]
    svar: tuple[str, str]
    virkninger: list[str]
    registrert: str


def virkningstekst(virkning: Virkning) -> str:
    """Return «+8»; where the difference is unknown, a dash."""
    return norsk.fortegn(virkning.verdi)


def sumendringer(liste: Endringsliste, *, kommune: str = "", fylke: str = "") -> list[Sumendring]:
    """Return the sums before and after, and the effect, in the order of the page."""
    ut = []

    def adresse(navn, dag, tekst):
        if tekst == norsk.UKJENT:
            return ""
        return kildelenke(liste.aar, navn, dag, dag, kommune) + (f"&fylke={fylke}" if fylke else "")

    for felt in FELT:
        for gruppe in GRUPPER:
            navn = f"{felt}.{gruppe}"
            fra, til = (minst(getattr(summer[gruppe], felt)) for summer in (liste.sum_fra, liste.sum_til))
            ut.append(
                Sumendring(
                    navn=f"{FELTNAVN[felt]}, {GRUPPENAVN[gruppe]}",
                    fra=fra,
                    fra_url=adresse(navn, liste.fra, fra),
                    til=til,
                    til_url=adresse(navn, liste.til, til),
                    virkning=virkningstekst(liste.virkning(felt, gruppe)),
                    ny_del=gruppe == "totalt",
                )
            )
    return ut


def _tallene(tall: Tall | None) -> list[str]:
    return [norsk.tall(tall and tall.gruppe(gruppe)) for gruppe in GRUPPER]


def visningslinjer(liste: Endringsliste) -> list[Visningslinje]:
    """Return the events ready to draw."""
    ut = []
    for linje in liste.linjer:
        ett = linje.endring
        fra, til = (str(TILSTANDER[status.svar["totalt"]]) for status in (ett.foer, ett.etter))
        ut.append(
            Visningslinje(
                linje=linje,
                url=linje.url,
                gammel=_tallene(ett.gammel),
                ny=_tallene(ett.ny),
                svar=(fra, til) if fra != til else ("", ""),
                virkninger=[virkningstekst(ett.virkning(felt, "totalt")) for felt in FELT],
                registrert=f"{template_localtime(linje.registrert):%d.%m.%Y %H.%M}",
            )
        )
    return ut


def spenntekst(liste: Endringsliste) -> str:
    """Return which days the list is about, in words."""
    return _("Fra %(fra)s til %(til)s, begge slik det var kjent den dagen") % {
        "fra": norsk.langdato(liste.fra),
        "til": norsk.langdato(liste.til),
    }


def som_ark(liste: Endringsliste, utvalg: str = "") -> Ark:
    """Return exactly what the page shows as a sheet; an unknown figure is an empty cell."""
    overskrifter = [
        _("Kommunenummer"), _("Kommune"), _("Hva"), _("Kjent"), _("Etterregistrert"),
        *(f"{_('Før')} {GRUPPENAVN[gruppe]}" for gruppe in GRUPPER),
        *(f"{_('Etter')} {GRUPPENAVN[gruppe]}" for gruppe in GRUPPER),
        _("Svar før"), _("Svar etter"), _("Vedtaksdato"), _("Mottatt eller sendt"), _("Saksnummer"), _("Kilde"),
        _("Registrert av"), _("Registrert"), _("Grunn"),
        *(f"{_('Virkning')} {FELTNAVN[felt].lower()} {GRUPPENAVN[gruppe]}" for felt in FELT for gruppe in GRUPPER),
    ]  # fmt: skip
    rader = []
    for linje in liste.linjer:
        ett = linje.endring
        rader.append(
            [
                linje.kommune.nr,
                linje.kommune.navn,
                linje.slagnavn,
                ett.kjent,
                _("ja") if ett.etterregistrert else "",
                *(ett.gammel and ett.gammel.gruppe(gruppe) for gruppe in GRUPPER),
                *(ett.ny and ett.ny.gruppe(gruppe) for gruppe in GRUPPER),
                str(TILSTANDER[ett.foer.svar["totalt"]]),
                str(TILSTANDER[ett.etter.svar["totalt"]]),
                linje.vedtaksdato,
                linje.mottatt,
                linje.saksnummer,
                linje.kilde,
                linje.registrert_av,
                f"{template_localtime(linje.registrert):%d.%m.%Y %H.%M}",
                linje.grunn,
                *(ett.virkning(felt, gruppe).verdi for felt in FELT for gruppe in GRUPPER),
            ]
        )
    virkning = [liste.virkning(felt, gruppe).verdi for felt in FELT for gruppe in GRUPPER]
    if not utvalg:
        rader.append([_("Sum"), *[""] * 19, *virkning])
    return Ark(
        navn=_("Endringer"),
        forklaring=[
            _("Endringer i anmodninger og vedtak for %(aar)s") % {"aar": liste.aar},
            spenntekst(liste),
            *([_("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
            _("Tom celle betyr at tallet ikke finnes eller ikke er kjent, aldri null."),
        ],
        overskrifter=overskrifter,
        rader=rader,
    )
