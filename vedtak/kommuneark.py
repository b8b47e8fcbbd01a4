"""The page of a municipality for a spreadsheet: one sheet of years, one of every row, on the clocks of the page."""

from django.utils.translation import gettext as _

from bosetting.felles.regneark import Ark

from .kommuneserie import serierader
from .kommuneside import Kommuneside
from .tables import klokketekst
from .tidslinjekilder import SLAGNAVN


def _forklaring(side: Kommuneside) -> list[str]:
    return [
        f"{side.kommune.navn} ({side.kommune.nr})",
        klokketekst(side.klokker.per, side.klokker.kjent),
        _("Tom celle betyr at tallet ikke finnes eller ikke er kjent, aldri null."),
    ]


def aarsark(side: Kommuneside) -> Ark:
    """Return the years, newest first; a year that is summed is followed by its parts."""
    aar, rader = "", []
    for rad in serierader(side.serie, side.klokker):
        aar = aar if rad.del_av else rad.navn
        kommune = rad.navn if rad.del_av else side.kommune.navn
        rader.append([int(aar), kommune, *(celle.verdi for celle in rad.celler), rad.merknad or None])
    return Ark(
        navn=_("År"),
        forklaring=_forklaring(side),
        overskrifter=[
            _("Bosettingsår"),
            _("Kommune"),
            _("Anmodet"),
            _("Vedtatt"),
            _("Udekket"),
            _("Bosatt"),
            _("Ubrukte plasser"),
            _("Merknad"),
        ],
        rader=rader,
    )


def radark(side: Kommuneside) -> Ark:
    """Return every row of the line of time, newest first."""
    return Ark(
        navn=_("Alle rader"),
        forklaring=_forklaring(side),
        overskrifter=[
            _("Dato"),
            _("Gjelder fra"),
            _("Slag"),
            _("Bosettingsår"),
            _("Hva"),
            _("Utdypning"),
            _("Hva som er rettet"),
            _("Hvorfor"),
            _("Saksnummer"),
            _("Hvem"),
            _("Kilde"),
            _("Etterregistrert"),
        ],
        rader=[
            [
                punkt.dato,
                punkt.virker_fra,
                str(SLAGNAVN[punkt.slag]),
                punkt.aar,
                punkt.tittel,
                punkt.tekst or None,
                "; ".join(f"{ett.navn}: {ett.foer} → {ett.etter}" for ett in punkt.endringer) or None,
                punkt.grunn or None,
                punkt.saksnummer or None,
                punkt.hvem or None,
                punkt.kilde or None,
                _("etterregistrert") if punkt.etterregistrert else None,
            ]
            for punkt in side.tidslinje.punkter
        ],
    )
