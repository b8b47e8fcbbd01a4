"""IMDi's dated figures of requested, decided and settled per municipality and year: reading them, and what is new.

Two shapes: with a column for the date (``kommune_nr, aar, per_dato, anmodning, vedtak, bosatt``), or IMDi's five
columns, where the date of the snapshot is given beside the file. An empty cell means that IMDi has no figure. Pure
functions over rows of texts and plain values; ``imdi_import`` writes.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import NamedTuple

from anmodninger.domain import TIDLIGSTE_AAR
from anmodninger.rundefil import UOPPGITT, finn_hode, kort, les_aar, les_antall, les_kommune_nr
from bosetting.felles.arbeidsbok import Rad
from bosetting.felles.melding import melding as _

from .domain import Anmodningsrad, Svarrad, Svartype, Tall, i_kraft, kommunestatus

KRAV = ("kommune_nr", "aar", "totalt", "vedtak", "bosatt")
# Above every id of a stored row, so that a new one comes after those of the same day.
SIST = 10**15

Merknad = tuple[int, str]


@dataclass(frozen=True)
class Linje:
    """One line of the file. Figures are persons; None where the file has none."""

    linjenr: int
    kommune_nr: str
    aar: int
    per_dato: date
    anmodning: int | None
    vedtak: int | None
    bosatt: int | None

    @property
    def tall(self) -> tuple[int | None, int | None, int | None]:
        return self.anmodning, self.vedtak, self.bosatt


@dataclass(frozen=True)
class Innlest:
    """The lines that can be used, the faults that stop the import, and what is passed over without stopping it.

    ``om_datoen``: the faults are those of the date given beside the file, not of any line in it.
    """

    linjer: list[Linje] = field(default_factory=list)
    feil: list[Merknad] = field(default_factory=list)
    varsler: list[Merknad] = field(default_factory=list)
    andre_aar: int = 0
    om_datoen: bool = False


class Nytt(NamedTuple):
    """A figure that becomes a row on ``dag``; ``foer`` is what stood until then. A total of None is a withdrawal."""

    dag: date
    totalt: int | None
    foer: int | None = None


def les_per_dato(tekst: str, dag: date, feil: list[str]) -> date:
    """Return the date of a figure; what is wrong with it is added to ``feil``."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII):
            raise ValueError
        per_dato = date.fromisoformat(tekst)
    except ValueError:
        feil.append(_("«%(tekst)s» er ikke en dato på formen åååå-mm-dd.", tekst=kort(tekst)))
        return date.min
    feil += datofeil(per_dato, dag)
    return per_dato


def datofeil(per_dato: date, dag: date) -> list[str]:
    """Judge the date of a snapshot: no figure is from later than today, or from before there were any."""
    dato = f"{per_dato:%d.%m.%Y}"
    if per_dato > dag:
        return [_("%(dato)s er i framtiden; i dag er det %(dag)s.", dato=dato, dag=f"{dag:%d.%m.%Y}")]
    if per_dato.year < TIDLIGSTE_AAR - 1:
        return [_("%(dato)s er før %(aar)s.", dato=dato, aar=TIDLIGSTE_AAR - 1)]
    return []


def les(rader: Sequence[Rad], dag: date, *, per_dato: date | None = None, aar: int | None = None) -> Innlest:
    """Read the file's rows on ``dag``; no figure is from later.

    ``per_dato`` is the date of a file that has no column for it. With ``aar`` lines of other years are passed over and
    counted. Every bad line is reported with its line number.
    """
    hode = finn_hode(rader, KRAV)
    if hode.feil:
        return Innlest(feil=hode.feil)
    har_dato = "per_dato" in hode.kolonner
    if har_dato and per_dato is not None:
        grunn = _("Filen har en egen kolonne med dato. La datoen stå tom.")
        return Innlest(feil=[(hode.linjenr, grunn)], om_datoen=True)
    if not har_dato:
        grunner = (
            datofeil(per_dato, dag)
            if per_dato
            else [_("Filen har ingen kolonne med dato. Oppgi datoen tallene gjelder for.")]
        )
        if grunner:
            return Innlest(feil=[(hode.linjenr, grunn) for grunn in grunner], om_datoen=True)
    linjer: list[Linje] = []
    alle_feil: list[Merknad] = []
    varsler: list[Merknad] = []
    sett: dict[tuple, int] = {}
    andre_aar = 0
    for rad in rader[hode.plass + 1 :]:
        if not rad:
            continue
        if kort_linje := hode.linjefeil(rad):
            alle_feil += kort_linje
            continue
        feil: list[str] = []
        linje = Linje(
            rad.linjenr,
            les_kommune_nr(hode.felt(rad, "kommune_nr"), feil),
            les_aar(hode.felt(rad, "aar"), feil),
            les_per_dato(hode.felt(rad, "per_dato"), dag, feil) if har_dato else per_dato,
            *(les_antall(hode.felt(rad, navn), navn, feil) for navn in ("totalt", "vedtak", "bosatt")),
        )
        if linje.kommune_nr == UOPPGITT:
            grunn = _("9999 er «uoppgitt/Svalbard», ikke en kommune. Linjen er ikke tatt med.")
            varsler.append((rad.linjenr, grunn))
            continue
        if aar is not None and linje.aar not in (0, aar):
            andre_aar += 1
            continue
        noekkel = astuple(linje)[1:4]
        if not feil and noekkel in sett:
            feil.append(
                _("Kommunen står to ganger for samme år og dato (også på linje %(nr)s).", nr=sett[noekkel])
            )
        if feil:
            alle_feil += [(rad.linjenr, grunn) for grunn in feil]
            continue
        sett[noekkel] = rad.linjenr
        linjer.append(linje)
    if not linjer and not alle_feil:
        grunn = (
            _("Filen har ingen linjer for %(aar)s, bare for andre år.", aar=aar)
            if andre_aar
            else _("Filen har ingen linjer med tall.")
        )
        alle_feil.append((hode.linjenr, grunn))
    return Innlest(linjer, alle_feil, varsler, andre_aar)


def som_verdier(innlest: Innlest) -> dict:
    """Return a file without faults as plain values, for the step between preview and saving."""
    return {
        "linjer": [
            [linje.linjenr, linje.kommune_nr, linje.aar, linje.per_dato.isoformat(), *linje.tall]
            for linje in innlest.linjer
        ],
        "varsler": innlest.varsler,
    }


def fra_verdier(verdier: dict) -> Innlest:
    """Return what ``som_verdier`` made values of."""
    return Innlest(
        linjer=[
            Linje(linjenr, nr, aar, date.fromisoformat(per_dato), *tall)
            for linjenr, nr, aar, per_dato, *tall in verdier["linjer"]
        ],
        varsler=[(linjenr, tekst) for linjenr, tekst in verdier["varsler"]],
    )


def nye_anmodninger(serie: Iterable[tuple[date, int | None]], rader: Iterable[Anmodningsrad]) -> list[Nytt]:
    """Return what becomes a request of one municipality and year, in order of date.

    Only where all its requests are read from such files: the embete's own is compared, never replaced. A figure that
    disappears leaves the request standing, because what has been asked for is not taken back by a blank.
    """
    rader = list(rader)
    if not all(rad.avlest for rad in rader):
        return []
    nye: list[Nytt] = []
    for dag, verdi in sorted(serie, key=lambda par: par[0]):
        gjelder = i_kraft(rader, dag)
        foer = gjelder.tall.totalt if gjelder else None
        if verdi is not None and verdi != foer:
            nye.append(Nytt(dag, verdi, foer))
            rader.append(
                Anmodningsrad(id=SIST + len(nye), kommune=0, sendt=dag, tall=Tall(verdi), avlest=True)
            )
    return nye


def nye_svar(
    serie: Iterable[tuple[date, int | None]], har_rad: Container[date], rader: Iterable[Svarrad]
) -> list[Nytt]:
    """Return what becomes an answer of one municipality and year, in order of date.

    A snapshot tells something when it differs from the previous one in ``serie`` and from what ``rader`` had
    recorded by then: a figure that a saksbehandler has entered, perhaps with its EM, is not entered again as a bare
    total. Dates in ``har_rad`` have their answer from an earlier run. A total of None means that IMDi no longer has
    the figure: the answer is withdrawn.
    """
    rader = list(rader)
    nye: list[Nytt] = []
    forrige: int | None = None
    for dag, verdi in sorted(serie, key=lambda par: par[0]):
        if verdi != forrige and dag not in har_rad:
            da = kommunestatus(0, (), rader, per=dag, kjent=dag).vedtatt
            foer = da.totalt if da else None
            if verdi != foer:
                nye.append(Nytt(dag, verdi, foer))
                rader.append(
                    Svarrad(
                        id=SIST + len(nye),
                        kommune=0,
                        mottatt=dag,
                        tall=Tall(verdi),
                        type=Svartype.TRUKKET if verdi is None else Svartype.VEDTAK,
                    )
                )
        forrige = verdi
    return nye
