"""Number control of a report: the rules of ``tallkontroll`` on all its chapters as one text, and the text against the
records. Pure: the facts in, findings out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from bosetting.felles.melding import Melding
from bosetting.felles.melding import melding as _

from .domain import Rapportgrunnlag
from .rapporttekst import Manus, Sted, manus, tekstdeler
from .tallkontroll.funn import Funn
from .tallkontroll.kontroll import kontroller_tekst
from .tallregister import figurer


@dataclass(frozen=True)
class Rapportfunn:
    """A finding in a report. ``id`` stays the same while the text round it moves; ``funn.linje`` counts the lines of
    the chapter ``kapittel``, and ``linjer`` are the places it was reckoned from, in other chapters too."""

    id: str
    funn: Funn
    kapittel: str
    sted: str
    linjer: tuple[Sted, ...] = ()


def kontroller_rapport(g: Rapportgrunnlag) -> tuple[Rapportfunn, ...]:
    """Return what does not add up in the report, in the order of its text."""
    tallene = figurer(g)
    deler = tekstdeler(g)
    hele = manus(deler, lambda navn: tallene[navn].vist if navn in tallene else "")
    return _rapportfunn(kontroller_tekst(hele.tekst), hele)


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
                id=sha256(f"{ord_}\n{sett[ord_]}".encode()).hexdigest(),
                funn=replace(ett, linje=sted.linje, linjer=egne, forklaring=_med_sted(ett.forklaring, hele)),
                kapittel=sted.kapittel,
                sted=_("%(kapittel)s, linje %(linje)s", kapittel=sted.overskrift, linje=sted.linje),
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
