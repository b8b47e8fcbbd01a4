"""What the columns of a table are to each other: a total beside its parts in each row, «herav» beside its whole."""

import re
from collections.abc import Iterator

from bosetting.felles.melding import melding as _

from .celler import er_sum
from .funn import Funn, Slag, funn, skriv
from .summer import sted
from .tabell import Tabell

_DEL = re.compile(r"(?:h[ve]rav|derav|av dette|av disse|inkludert)\b|em\b|enslige", re.IGNORECASE)
_HELE = re.compile(r"tot|i alt|sum|antall|anmod|vedt|bosatt|alle|personer|samlet", re.IGNORECASE)
# So many rows must agree before one that does not is an error and not another kind of column.
_MINST = 3


def radsummer(tabell: Tabell) -> Iterator[Funn]:
    """Yield rows whose total is not the sum of the columns before it, where it is in most rows."""
    for nr in range(2, tabell.bredde):
        if not er_sum(tabell.navn[nr]):
            continue
        rader = [
            (rad, sum(celle.verdi for celle in rad.celler[:nr] if celle))
            for rad in tabell.rader
            if rad.plassert and not rad.er_sum and rad.celler[nr] is not None and any(rad.celler[:nr])
        ]
        gale = [(rad, lagt) for rad, lagt in rader if lagt != rad.celler[nr].verdi]
        if len(rader) - len(gale) < max(_MINST, 2 * len(gale)):
            continue
        for rad, lagt in gale:
            celle = rad.celler[nr]
            yield funn(
                Slag.RADSUM, rad.linje, f"{rad.etikett}: {celle.tekst} ({tabell.navn[nr]})", skriv(celle.verdi),
                skriv(lagt),
                _("Kolonnene før «%(navn)s» gir %(lagt)s i raden «%(rad)s», men det står %(oppgitt)s.",
                  navn=tabell.navn[nr], lagt=skriv(lagt), rad=rad.etikett, oppgitt=skriv(celle.verdi)),
                (), sted(tabell, rad.linje, nr),
            )  # fmt: skip


def delkolonner(tabell: Tabell) -> Iterator[Funn]:
    """Yield rows where a column named as a part («herav EM») is larger than the column before it."""
    for nr in range(1, tabell.bredde):
        if (
            not _DEL.match(tabell.navn[nr])
            or not _HELE.search(tabell.navn[nr - 1])
            or _DEL.match(tabell.navn[nr - 1])
        ):
            continue
        for rad in tabell.rader:
            if not rad.plassert or rad.celler[nr] is None or rad.celler[nr - 1] is None:
                continue
            del_, hele = rad.celler[nr], rad.celler[nr - 1]
            if del_.verdi <= hele.verdi or del_.prosent != hele.prosent:
                continue
            yield funn(
                Slag.DEL, rad.linje, f"{rad.etikett}: {hele.tekst}, {tabell.navn[nr]} {del_.tekst}", skriv(del_.verdi),
                _("høyst %(hele)s", hele=skriv(hele.verdi)),
                _("«%(del_)s» er %(verdi)s i raden «%(rad)s», men «%(hele)s» er bare %(totalt)s.",
                  del_=tabell.navn[nr], hele=tabell.navn[nr - 1], verdi=skriv(del_.verdi), rad=rad.etikett,
                  totalt=skriv(hele.verdi)),
                (), sted(tabell, rad.linje, nr),
            )  # fmt: skip
