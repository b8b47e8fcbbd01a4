"""Settled of one year beside what was asked for and decided, municipality by municipality, and a sheet of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.kommuner.models import Kommune

from .bosatte import gjeldende_tellinger
from .bosattregler import Bosattrad
from .kildelenke import kildelenke
from .oppfyllelse import Oppfyllelse, Oppfyllelsessum, summer
from .queries import Statusliste, statusliste
from .tables import klokketekst, minst


@dataclass(frozen=True)
class Bosattlinje:
    """One municipality: how far it came, and the count that says so (None: there is none)."""

    kommune: Kommune
    oppfyllelse: Oppfyllelse
    telling: Bosattrad | None


@dataclass(frozen=True)
class Bosattliste:
    """The municipalities of a year on two clocks, in Norwegian order."""

    status: Statusliste
    rader: list[Bosattlinje]
    summer: Oppfyllelsessum

    @property
    def uten_tall(self) -> int:
        """How many that are asked or have decided have no count."""
        return sum(rad.oppfyllelse.venter_tall for rad in self.rader)


def bosattliste(kommuner, aar: int, per: date, kjent: date | None = None) -> Bosattliste:
    """Return the settled of ``aar`` in ``kommuner`` (a QuerySet). Four queries."""
    status = statusliste(kommuner, aar, per, kjent)
    under = kommuner.i_aar(aar).order_by().values("pk")
    talt = gjeldende_tellinger(aar, under, per, kjent)
    rader = []
    for rad in status.rader:
        telling = talt.get(rad.kommune.pk)
        rader.append(
            Bosattlinje(rad.kommune, Oppfyllelse(rad.status, telling.antall if telling else None), telling)
        )
    return Bosattliste(status, rader, summer(rad.oppfyllelse for rad in rader))


def noekkeltall(liste: Bosattliste) -> list[dict]:
    """Return the key figures on top, each with the way to its rows: asked, decided, settled, and places not used."""
    sum_ = liste.summer
    uten = liste.uten_tall
    mangler = ngettext("%(n)s kommune mangler tall", "%(n)s kommuner mangler tall", uten) % {
        "n": norsk.tall(uten)
    }

    def kort(felt: str, tekst: str, **resten) -> dict:
        verdi = minst(getattr(sum_, felt))
        innhold = {"tekst": tekst, "verdi": verdi} | resten
        if verdi == norsk.UKJENT:
            return innhold
        status = liste.status
        url = kildelenke(status.aar, f"{felt}.totalt", status.per, status.kjent)
        return innhold | {"url": url, "lenketekst": _("Vis radene")}

    return [
        kort("anmodet", _("Anmodet")),
        kort("vedtatt", _("Vedtatt")),
        kort("bosatt", _("Bosatt"), note=mangler if uten else "", klasse="varsel" if uten else ""),
        kort("ubrukte", _("Ubrukte plasser"), note=_("anmodet og vedtatt, men ikke bosatt")),
    ]


def som_ark(liste: Bosattliste) -> Ark:
    """Return what the page shows as a sheet with a sum row; unknown is an empty cell."""
    rader = [
        [
            rad.kommune.nr,
            rad.kommune.navn,
            rad.kommune.fylke_navn,
            rad.oppfyllelse.anmodet,
            rad.oppfyllelse.vedtatt,
            rad.oppfyllelse.bosatt,
            rad.telling.per_dato if rad.telling else None,
            rad.oppfyllelse.andel,
            rad.oppfyllelse.ubrukte,
        ]
        for rad in liste.rader
    ]
    sum_ = liste.summer
    tall = [sum_.anmodet.verdi, sum_.vedtatt.verdi, sum_.bosatt.verdi, None, None, sum_.ubrukte.verdi]
    return Ark(
        navn=_("Bosatte %(aar)s") % {"aar": liste.status.aar},
        forklaring=[
            _("Anmodet, vedtatt og bosatt i %(aar)s") % {"aar": liste.status.aar},
            klokketekst(liste.status.per, liste.status.kjent),
            _(
                "Ubrukte plasser er det minste av anmodet og vedtatt, minus bosatt, aldri under null. "
                "Tom celle betyr at tallet ikke finnes eller ikke er kjent, aldri null."
            ),
        ],
        overskrifter=[
            _("Kommunenummer"),
            _("Kommune"),
            _("Fylke"),
            _("Anmodet"),
            _("Vedtatt"),
            _("Bosatt"),
            _("Per dato"),
            _("Bosatt i prosent av vedtatt"),
            _("Ubrukte plasser"),
        ],
        rader=[*rader, [_("Sum"), "", "", *tall]],
    )
