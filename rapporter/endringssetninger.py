"""Status sentences on what has changed since the report before: who has decided, whose number is another, how much.

Then is the settlement year of this report as it was known at the cut-off of that one, so an answer that was made
before and learned of afterwards is news.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bosetting.felles.norsk import langdato, opplisting, tall
from vedtak.domain import Delsum

from . import domain
from .domain import Kommunelinje, Rapportgrunnlag
from .setninger import FLEST_NAVN, avsnitt, endret, kommuner, se_vedlegget


@dataclass(frozen=True)
class Siden:
    """The municipalities that have decided since, whose decided number is another, and whose no longer counts."""

    nye: tuple[Kommunelinje, ...]
    andre: tuple[Kommunelinje, ...]
    borte: tuple[Kommunelinje, ...]

    @property
    def alle(self) -> tuple[Kommunelinje, ...]:
        return (*self.nye, *self.andre, *self.borte)


def siden(g: Rapportgrunnlag) -> Siden:
    """Compare every municipality with where it stood at the cut-off of the report before."""
    nye, andre, borte = [], [], []
    for linje in g.linjer:
        da, naa = _vedtatt_da(g, linje), linje.status.vedtatt
        if da is None and naa is not None:
            nye.append(linje)
        elif da is not None and naa is None:
            borte.append(linje)
        elif da is not None and naa is not None and da.totalt != naa.totalt:
            andre.append(linje)
    return Siden(tuple(nye), tuple(andre), tuple(borte))


def _vedtatt_da(g: Rapportgrunnlag, linje: Kommunelinje):
    status = g.forrige.status.get(linje.nr)
    return None if status is None else status.vedtatt


def siden_forrige_rapport(g: Rapportgrunnlag) -> str:
    """What has changed since the report before; empty when there is none, or nothing is asked for."""
    if g.forrige is None or not g.anmodede:
        return ""
    da, naa = g.forrige.summer["totalt"], g.summer["totalt"]
    naar = langdato(g.forrige.skjaeringsdato)
    ikke_bedt = all(status.anmodet is None for status in g.forrige.status.values())
    endringene = siden(g)
    if ikke_bedt and not any(status.vedtatt for status in g.forrige.status.values()):
        return _(
            "Da tallene til forrige rapport ble hentet (%(dato)s), var kommunene ikke anmodet for %(aar)s."
        ) % {"dato": naar, "aar": g.bosettingsaar}
    if not endringene.alle:
        hode = _(
            "Siden forrige rapport, som hadde tall per %(dato)s, har ingen kommuner fattet vedtak eller endret "
            "tallet de har vedtatt."
        ) % {"dato": naar}
        return avsnitt(hode, _anmodet(g))
    return avsnitt(
        _nye(g, endringene.nye, naar),
        _andre(g, endringene.andre),
        _borte(endringene.borte),
        _anmodet(g),
        _summen(
            da.vedtatt,
            naa.vedtatt,
            _("Antallet plasser som er vedtatt i alt, er %(endring)s."),
            _(
                "Hvor mye antallet vedtatte plasser har endret seg, er ukjent, fordi deler av tallene er ukjente."
            ),
        ),
        _summen(
            g.forrige.summer["em"].vedtatt,
            g.summer["em"].vedtatt,
            _("Antallet vedtatte plasser for enslige mindreårige er %(endring)s."),
        ),
        _summen(da.udekket, naa.udekket, _("Det udekkede behovet er %(endring)s.")),
    )


def _nye(g: Rapportgrunnlag, linjer: tuple[Kommunelinje, ...], naar: str) -> str:
    hode = _("Siden forrige rapport, som hadde tall per %(dato)s, har %(kommuner)s fattet vedtak") % {
        "dato": naar,
        "kommuner": kommuner(len(linjer)),
    }
    if not linjer:
        return f"{hode}."
    if len(linjer) > FLEST_NAVN:
        return f"{hode}{se_vedlegget(g)}."
    return f"{hode}: {opplisting([linje.navn for linje in linjer])}."


def _andre(g: Rapportgrunnlag, linjer: tuple[Kommunelinje, ...]) -> str:
    if not linjer:
        return ""
    hode = _("I %(kommuner)s er tallet som er vedtatt, endret") % {"kommuner": kommuner(len(linjer))}
    if len(linjer) > FLEST_NAVN:
        return f"{hode}."
    ledd = [
        _("%(navn)s (fra %(fra)s til %(til)s)")
        % {
            "navn": linje.navn,
            "fra": _ord(_vedtatt_da(g, linje).totalt),
            "til": _ord(linje.status.vedtatt.totalt),
        }
        for linje in linjer
    ]
    return f"{hode}: {opplisting(ledd)}."


def _ord(verdi: int | None) -> str:
    return _("ukjent") if verdi is None else tall(verdi)


def _borte(linjer: tuple[Kommunelinje, ...]) -> str:
    if not linjer:
        return ""
    hode = _("Vedtaket er ikke lenger gjeldende i %(kommuner)s") % {"kommuner": kommuner(len(linjer))}
    navn = "" if len(linjer) > FLEST_NAVN else f": {opplisting(linje.navn for linje in linjer)}"
    return f"{hode}{navn}."


def _anmodet(g: Rapportgrunnlag) -> str:
    """How the request has changed; empty when it is the same."""
    da, naa = g.forrige.summer["totalt"].anmodet, g.summer["totalt"].anmodet
    return "" if da == naa else _summen(da, naa, _("Anmodningen er %(endring)s."))


def _summen(da: Delsum, naa: Delsum, setning: str, ukjent: str = "") -> str:
    """Say how a sum has changed; ``ukjent`` when one of them is not known."""
    forskjell = domain.endring(da.verdi, naa.verdi)
    return ukjent if forskjell is None else setning % {"endring": endret(forskjell)}
