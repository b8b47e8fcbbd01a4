"""The rows behind a figure laid out: for the page, and as a sheet."""

from dataclasses import dataclass

from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .kildeliste import Kildeliste, Kilderad
from .ord import GRUPPENAVN
from .tables import klokketekst, minst


@dataclass(frozen=True)
class Visningsrad:
    """One row as ready text. ``bidrag`` by group: (text, what the row says where that is another thing)."""

    kommune: str
    tittel: str
    url: str
    dato: str
    kjent_fra: str
    saksnummer: str
    kilde: str
    registrert_av: str
    registrert: str
    rettegrunn: str
    bidrag: list[tuple[str, str]]


@dataclass(frozen=True)
class Kildevisning:
    """The table: columns (name, whether it is the figure asked for), rows, sums, and how many are unknown."""

    kolonner: list[tuple[str, bool]]
    rader: list[Visningsrad]
    summer: list[str]
    sum: str
    ukjente: int


def _tidspunkt(rad: Kilderad) -> str:
    return f"{template_localtime(rad.registrert):%d.%m.%Y %H.%M}" if rad.registrert else ""


def _sumtekst(liste: Kildeliste, gruppe: str) -> str:
    delsum = liste.summer[gruppe]
    # A difference of two sums is no least figure when a part of either is unknown.
    return norsk.tall(delsum.verdi) if liste.felt == "netto" else minst(delsum)


def visning(liste: Kildeliste, *, lenker: bool) -> Kildevisning:
    """Return the table; ``lenker`` is whether the reader may open rounds (answers she sees may always be opened)."""
    # Where parts are drawn off, each carries its sign.
    skriv = norsk.fortegn if liste.felt in ("udekket", "netto", "ubrukte") else norsk.tall

    def celle(rad, gruppe):
        bidrag, tall = rad.bidrag[gruppe], rad.tall[gruppe]
        return skriv(bidrag), norsk.tall(tall) if bidrag is None and tall is not None else ""

    rader = [
        Visningsrad(
            kommune=rad.kommune.navn,
            tittel=rad.tittel,
            url=rad.url if lenker or rad.runde is None else "",
            dato=norsk.dato(rad.dato) if rad.rad else "",
            kjent_fra=norsk.dato(rad.kjent_fra) if rad.rad else "",
            saksnummer=rad.saksnummer,
            kilde=rad.kilde,
            registrert_av=rad.registrert_av,
            registrert=_tidspunkt(rad),
            rettegrunn=rad.rettegrunn,
            bidrag=[celle(rad, gruppe) for gruppe in liste.summer],
        )
        for rad in liste.rader
    ]
    return Kildevisning(
        kolonner=[(str(GRUPPENAVN[gruppe]), gruppe == liste.gruppe) for gruppe in liste.summer],
        rader=rader,
        summer=[_sumtekst(liste, gruppe) for gruppe in liste.summer],
        sum=_sumtekst(liste, liste.gruppe),
        ukjente=liste.sum.ukjente,
    )


def som_ark(liste: Kildeliste, utvalg: str = "") -> Ark:
    """Return the rows and their sums as a sheet; an unknown contribution is an empty cell."""
    grupper = list(liste.summer)
    return Ark(
        navn=_("Kilder"),
        forklaring=[
            _("%(navn)s, bosettingsår %(aar)s") % {"navn": liste.navn, "aar": liste.aar},
            klokketekst(liste.per, liste.kjent),
            *([_("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
            liste.forklaring,
            _("Summen av bidragene er tallet. Tom celle betyr ukjent, aldri null."),
        ],
        overskrifter=[
            _("Kommunenummer"), _("Kommune"), _("Hva"), _("Radnummer"), _("Datert"), _("Kjent fra"), _("Saksnummer"),
            _("Kilde"), _("Registrert av"), _("Registrert"), _("Grunn til rettelse"),
            *(f"{_('Raden sier')} {GRUPPENAVN[gruppe]}" for gruppe in grupper),
            *(f"{_('Bidrag')} {GRUPPENAVN[gruppe]}" for gruppe in grupper),
        ],
        rader=[
            *(
                [
                    rad.kommune.nr, rad.kommune.navn, rad.tittel, rad.rad, rad.dato, rad.kjent_fra, rad.saksnummer,
                    rad.kilde, rad.registrert_av, _tidspunkt(rad), rad.rettegrunn, *rad.tall.values(),
                    *rad.bidrag.values(),
                ]
                for rad in liste.rader
            ),
            [_("Sum"), *[""] * (10 + len(grupper)), *(delsum.verdi for delsum in liste.summer.values())],
        ],
    )  # fmt: skip
