"""The rows behind a figure laid out: for the page, and as a sheet."""

from dataclasses import dataclass

from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .kildeliste import Kildeliste, Kilderad
from .tables import klokketekst, minst


@dataclass(frozen=True)
class Visningsrad:
    """One row as ready text."""

    kommune: str
    kommune_nr: str
    tittel: str
    url: str
    dato: str
    kjent_fra: str
    saksnummer: str
    kilde: str
    registrert_av: str
    registrert: str
    tall: str
    bidrag: str
    ukjent: bool
    rettegrunn: str


@dataclass(frozen=True)
class Kildevisning:
    """The table: rows, the sum under them, and how many municipalities are unknown."""

    rader: list[Visningsrad]
    sum: str
    ukjente: int
    fortegn: bool


def _tidspunkt(rad: Kilderad) -> str:
    return f"{template_localtime(rad.registrert):%d.%m.%Y %H.%M}" if rad.registrert else ""


def visning(liste: Kildeliste, *, lenker: bool) -> Kildevisning:
    """Return the table; ``lenker`` is whether the reader may open rounds (answers she sees may always be opened)."""
    # Where parts are drawn off, each carries its sign.
    fortegn = liste.tall.split(".")[0] in ("udekket", "netto")
    skriv = norsk.fortegn if fortegn else norsk.tall
    rader = [
        Visningsrad(
            kommune=rad.kommune.navn,
            kommune_nr=rad.kommune.nr,
            tittel=rad.tittel,
            url=rad.url if lenker or rad.runde is None else "",
            dato=norsk.dato(rad.dato) if rad.rad else "",
            kjent_fra=norsk.dato(rad.kjent_fra) if rad.rad else "",
            saksnummer=rad.saksnummer,
            kilde=rad.kilde,
            registrert_av=rad.registrert_av,
            registrert=_tidspunkt(rad),
            tall=norsk.tall(rad.tall) if rad.rad else "",
            bidrag=skriv(rad.bidrag),
            ukjent=rad.bidrag is None,
            rettegrunn=rad.rettegrunn,
        )
        for rad in liste.rader
    ]
    netto = liste.tall.startswith("netto.")
    return Kildevisning(
        rader, norsk.tall(liste.sum.verdi) if netto else minst(liste.sum), liste.sum.ukjente, fortegn
    )


def som_ark(liste: Kildeliste, utvalg: str = "") -> Ark:
    """Return the rows and their sum as a sheet; an unknown contribution is an empty cell."""
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
            _("Kommunenummer"), _("Kommune"), _("Hva"), _("Sendt eller vedtatt"), _("Kjent fra"), _("Saksnummer"),
            _("Kilde"), _("Registrert av"), _("Registrert"), _("Grunn til rettelse"), _("Tallet i raden"), _("Bidrag"),
        ],
        rader=[
            *(
                [
                    rad.kommune.nr, rad.kommune.navn, rad.tittel, rad.dato, rad.kjent_fra, rad.saksnummer, rad.kilde,
                    rad.registrert_av, _tidspunkt(rad), rad.rettegrunn, rad.tall, rad.bidrag,
                ]
                for rad in liste.rader
            ),
            [_("Sum"), *[""] * 10, liste.sum.verdi],
        ],
    )  # fmt: skip
