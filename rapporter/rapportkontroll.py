"""Number control of a report: the rules of ``tallkontroll`` on all its chapters as one text, and the text against the
records. Pure: the facts in, findings out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from bosetting.felles.melding import Melding
from bosetting.felles.melding import melding as _

from . import sitering
from .domain import Rapportgrunnlag
from .rapporttekst import SETNING, SITERT, Manus, Sted, Tekstdel, manus, tekstdeler
from .registerkontroll import Register, Sendt, registerfunnene
from .sitering import Siteringsfeil
from .tallkontroll.funn import Funn, Slag, funn, skriv
from .tallkontroll.kontroll import kontroller_tekst, les_tekst, ordnet
from .tallkontroll.perioder import Periode
from .tallkontroll.skjaering import mot_egen_dag
from .tallregister import Figur, figurer

# Advice, which keeps no report from approval.
RAAD = frozenset({Slag.SITERBART, Slag.UTEN_KILDE})
# Figures that are told as of a day. The others are of the report's own period, and differ from report to report.
_PER_DAG = ("anmodet", "vedtatt", "udekket", "ubesvart", "netto", "kommuner", "landet", "gruppe")


@dataclass(frozen=True)
class Rapportfunn:
    """A finding in a report. ``id`` stays the same while the text round it moves; ``funn.linje`` counts the lines of
    the chapter ``kapittel``, and ``linjer`` are the places it was reckoned from, in other chapters too.

    ``kapittel`` is empty for what stands in the report's own figures.
    """

    id: str
    funn: Funn
    kapittel: str
    sted: str
    linjer: tuple[Sted, ...] = ()

    @property
    def er_raad(self) -> bool:
        return self.funn.slag in RAAD


def kontroller_rapport(g: Rapportgrunnlag, sendte: tuple[Sendt, ...] = ()) -> tuple[Rapportfunn, ...]:
    """Return what does not add up in the report, in the order of its text, then what its figures say against those of
    ``sendte``, reports that are sent."""
    tallene = figurer(g)
    deler = tekstdeler(g)
    hele = manus(deler, lambda navn: tallene[navn].vist if navn in tallene else SITERT)
    for_haand = manus(deler, lambda _navn: SITERT)
    _tabeller, blokker = les_tekst(for_haand.tekst)
    periode = Periode(g.periode.fra, g.periode.til - timedelta(days=1), 0)
    # A gap that is cited is what the records call it, and need not lie between the figures that stand near it.
    funnene = [
        ett
        for ett in kontroller_tekst(hele.tekst, periode)
        if ett.slag != Slag.DIFFERANSE or (ett.linje, ett.funnet) not in hele.siterte
    ]
    # One thing is said of each figure: that it does not add up goes before advice on it.
    sagt = {(ett.linje, ett.funnet) for ett in funnene}
    register = Register(g, tallene, sendte)
    for ett in (
        *mot_egen_dag(blokker, g.skjaeringsdato),
        *registerfunnene(blokker, register),
    ):
        if (ett.linje, ett.funnet) not in sagt:
            funnene.append(ett)
    return (*_rapportfunn(ordnet(funnene), hele), *_mot_sendte(g, tallene, sendte))


def siteringsfeil(g: Rapportgrunnlag) -> list[tuple[Tekstdel, Siteringsfeil]]:
    """Return the cited figures that cannot be printed, each with what it stands in. They cannot be accepted."""
    tallene = figurer(g)
    return [
        (del_, ett)
        for del_ in tekstdeler(g)
        for feil in (sitering.feil_i_avsnitt if del_.noekkel.startswith(SETNING) else sitering.feil,)
        for ett in feil(del_.tekst, tallene)
    ]


def _mot_sendte(
    g: Rapportgrunnlag, tallene: dict[str, Figur], sendte: Iterable[Sendt]
) -> Iterator[Rapportfunn]:
    """Yield the report's figures that have another value in a report sent with the same cut-off and year."""
    for sendt in sendte:
        if (sendt.skjaeringsdato, sendt.bosettingsaar) != (g.skjaeringsdato, g.bosettingsaar):
            continue
        for navn, figur in tallene.items():
            der = sendt.tall.get(navn)
            if navn.partition(".")[0] not in _PER_DAG or None in (der, figur.verdi) or der == figur.verdi:
                continue
            forklaring = _(
                "«%(rapport)s», som er sendt, har %(der)s for samme dag.",
                rapport=sendt.tittel,
                der=skriv(der),
            )
            ett = funn(Slag.TIDLIGERE, 0, str(figur.tekst), skriv(figur.verdi), skriv(der), forklaring)
            sted = Sted("", "", 0)
            yield Rapportfunn(
                _id(f"{merke(ett, sted)}\n{navn}\n{sendt.tittel}"), ett, "", _("rapportens tall")
            )


def _id(ord_: str) -> str:
    return sha256(ord_.encode()).hexdigest()


def _rapportfunn(funnene: Iterable[Funn], hele: Manus) -> tuple[Rapportfunn, ...]:
    """Return the findings with their places. The same thing found twice in the same words is told apart by number."""
    sett: Counter[str] = Counter()
    ut = []
    for ett in funnene:
        sted = hele.sted(ett.linje)
        ord_ = merke(ett, sted)
        sett[ord_] += 1
        steder = tuple(hele.sted(linje) for linje in ett.linjer)
        egne = tuple(annet.linje for annet in steder if annet.kapittel == sted.kapittel)
        ut.append(
            Rapportfunn(
                id=_id(f"{ord_}\n{sett[ord_]}"),
                funn=replace(ett, linje=sted.linje, linjer=egne, forklaring=_med_sted(ett.forklaring, hele)),
                kapittel=sted.kapittel,
                sted=_("%(kapittel)s, linje %(linje)s", kapittel=sted.overskrift, linje=max(1, sted.linje)),
                linjer=tuple(annet for annet in steder if annet != sted),
            )
        )
    return tuple(ut)


def merke(funn: Funn, sted: Sted) -> str:
    """Return what makes a finding the one it is: its kind, chapter and sentence, what was found and what it should be.

    When one of them changes, what was said of it is no longer about this finding.
    """
    ord_ = re.findall(r"[\w%.,/-]+", funn.sitat.lower())
    return "\n".join([funn.slag, sted.kapittel, " ".join(ord_), funn.funnet, funn.skal_vaere])


def _med_sted(forklaring: Melding, hele: Manus) -> Melding:
    """Return the explanation with the chapter beside a line's number: the reader counts the lines of chapters."""
    linje = forklaring.verdier.get("linje")
    if not isinstance(linje, int):
        return forklaring
    sted = hele.sted(linje)
    her = _("%(linje)s i «%(kapittel)s»", linje=sted.linje, kapittel=sted.overskrift)
    return _(forklaring.moenster, **forklaring.verdier | {"linje": her})
