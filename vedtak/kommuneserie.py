"""The years of a municipality side by side: requested, decided, settled, as a chart and as figures that open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bosetting.felles import diagram, norsk
from bosetting.kommuner.models import Kommune

from .filters import Klokker
from .kildelenke import kildelenke
from .kilder import TALL
from .tidsserie import Aarsdel, Aarspunkt


@dataclass(frozen=True)
class Tallcelle:
    """One figure, and the address of the rows behind it (empty where it is a sum of several municipalities)."""

    verdi: int | None
    url: str = ""
    mangel: bool = False


@dataclass(frozen=True)
class Serierad:
    """One year, or one municipality that is part of it."""

    navn: str
    celler: list[Tallcelle]
    merknad: str = ""
    del_av: bool = False


def _url(navn: str, verdi: int | None, aar: int, kommune: Kommune, klokker: Klokker) -> str:
    if verdi is None or navn not in TALL or not kommune.gyldig_i(aar):
        return ""
    return kildelenke(aar, navn, klokker.per, klokker.kjent, kommune.nr)


def _celler(del_: Aarsdel, aar: int, klokker: Klokker) -> list[Tallcelle]:
    """Return the figures of one municipality in one year, each leading to its rows."""
    udekket = del_.oppfyllelse.status.gap("totalt") if del_.anmodet is not None else None
    ubrukte = del_.oppfyllelse.ubrukte if del_.bosatt is not None else None
    tall = (
        ("anmodet.totalt", del_.anmodet),
        ("vedtatt.totalt", del_.vedtatt),
        ("udekket.totalt", udekket),
        ("bosatt.totalt", del_.bosatt),
        ("ubrukte.totalt", ubrukte),
    )
    return [
        Tallcelle(
            verdi, _url(navn, verdi, aar, del_.kommune, klokker), bool(verdi) and navn.startswith("udekket")
        )
        for navn, verdi in tall
    ]


def _udekket(punkt: Aarspunkt) -> int | None:
    """Return the sum of the parts' shortages (rule 2); None when one is unknown or nobody is asked."""
    gap = [del_.oppfyllelse.status.gap("totalt") for del_ in punkt.deler if del_.anmodet is not None]
    return None if not gap or None in gap else sum(gap)


def serierader(serie: Iterable[Aarspunkt], klokker: Klokker) -> list[Serierad]:
    """Return the years newest first; a year that is summed is followed by its parts."""
    rader = []
    for punkt in sorted(serie, key=lambda punkt: -punkt.aar):
        if not punkt.summert:
            egne = [_celler(del_, punkt.aar, klokker) for del_ in punkt.deler]
            navn = str(punkt.aar)
            rader.append(Serierad(navn, egne[0] if egne else [Tallcelle(None)] * 5, punkt.merknad))
            continue
        bosatt = punkt.bosatt
        verdier = (
            punkt.anmodet and punkt.anmodet.totalt,
            punkt.vedtatt and punkt.vedtatt.totalt,
            _udekket(punkt),
            bosatt,
            punkt.ubrukte if bosatt is not None else None,
        )
        summer = [Tallcelle(verdi, mangel=nr == 2 and bool(verdi)) for nr, verdi in enumerate(verdier)]
        rader.append(Serierad(str(punkt.aar), summer, punkt.merknad))
        for del_ in punkt.deler:
            navn = f"{del_.kommune.navn} ({del_.kommune.nr})"
            rader.append(Serierad(navn, _celler(del_, punkt.aar, klokker), del_av=True))
    return rader


def figur(kommune: Kommune, serie: list[Aarspunkt], per: date) -> diagram.Diagram | None:
    """Return the chart of the years, the earliest first; None when there are none."""
    if not serie:
        return None
    summert = any(punkt.summert for punkt in serie)
    beskrivelse = _("Anmodet, vedtatt og bosatt i %(kommune)s fra %(fra)s til %(til)s, per %(per)s.") % {
        "kommune": kommune.navn,
        "fra": serie[0].aar,
        "til": serie[-1].aar,
        "per": norsk.langdato(per),
    }
    if summert:
        beskrivelse += " " + _("År før kommunen ble slått sammen, er summen av forgjengerne.")
    return diagram.soeyler(
        tittel=_("Utviklingen i %(kommune)s") % {"kommune": kommune.navn},
        beskrivelse=beskrivelse,
        serier=(_("Anmodet"), _("Vedtatt"), _("Bosatt")),
        rader=[
            (
                f"{punkt.aar}*" if punkt.merknad else str(punkt.aar),
                (
                    punkt.anmodet.totalt if punkt.anmodet else None,
                    punkt.vedtatt.totalt if punkt.vedtatt else None,
                    punkt.bosatt,
                ),
            )
            for punkt in serie
        ],
        bredde=1180,
        noekkel="utvikling",
    )
