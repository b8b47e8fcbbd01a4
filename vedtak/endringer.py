"""What changed between two dates: each event that the state came to know, and what it did to the sums.

Values in, values out; no database. The status of ``til`` as known then, less that of ``fra`` as known then, is the sum
of the effects, always: each event is laid on those before it, in order of (the day it was known, request before
answer, id), and its effect is what the figures of its municipality became less what they were.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from . import domain
from .domain import Anmodningsrad, Delsum, Kommunestatus, Svarrad, Svartype, etter_kommune

FELT = ("anmodet", "vedtatt", "udekket")


class Slag(StrEnum):
    """What an event is."""

    NY_ANMODNING = "ny_anmodning"
    ERSTATTET_ANMODNING = "erstattet_anmodning"
    AVLEST_ANMODNING = "avlest_anmodning"
    NYTT_SVAR = "nytt_svar"
    TILLEGG = "tillegg"
    RETTET = "rettet"
    TRUKKET = "trukket"
    # The answer was known, and the day it counts from came later.
    GJELDER_FRA = "gjelder_fra"


@dataclass(frozen=True)
class Virkning:
    """What an event did to one sum: ``kjent`` to the known parts, ``ukjente`` to how many parts are unknown.

    ``verdi`` is the difference; None where it is unknown because the part was unknown before or after.
    """

    kjent: int = 0
    ukjente: int = 0
    verdi: int | None = 0


@dataclass(frozen=True)
class Endring:
    """One event. ``rad`` is the row, a request or an answer; ``kjent`` the day it was known, or began to count.

    ``foer`` and ``etter`` are the status of the municipality with the events before it, and with it too.
    ``etterregistrert``: it counts from a day on or before ``fra``, but became known only after.
    """

    kommune: int
    slag: Slag
    rad: Anmodningsrad | Svarrad
    kjent: date
    foer: Kommunestatus
    etter: Kommunestatus
    etterregistrert: bool = False

    @property
    def er_anmodning(self) -> bool:
        return isinstance(self.rad, Anmodningsrad)

    @property
    def gammel(self) -> domain.Tall | None:
        """What the municipality was asked for, or had decided, before; None is nothing."""
        return self.foer.anmodet if self.er_anmodning else self.foer.vedtatt

    @property
    def ny(self) -> domain.Tall | None:
        return self.etter.anmodet if self.er_anmodning else self.etter.vedtatt

    def virkning(self, felt: str, gruppe: str) -> Virkning:
        """Return what the event did to one of ``FELT`` for one group."""
        return _virkning(del_av(self.foer, felt, gruppe), del_av(self.etter, felt, gruppe))


def del_av(status: Kommunestatus, felt: str, gruppe: str) -> int | None:
    """Return what a municipality adds to a sum; None when it is unknown. The same parts as in ``domain.summer``."""
    if felt == "udekket":
        return status.gap(gruppe)
    tall = getattr(status, felt)
    return 0 if tall is None else tall.gruppe(gruppe)


def _virkning(foer: int | None, etter: int | None) -> Virkning:
    verdi = None if foer is None or etter is None else etter - foer
    return Virkning((etter or 0) - (foer or 0), (etter is None) - (foer is None), verdi)


def forskjell(fra: Delsum, til: Delsum) -> Virkning:
    """Return what happened to a sum between two dates."""
    verdi = None if fra.verdi is None or til.verdi is None else til.verdi - fra.verdi
    return Virkning(til.kjent - fra.kjent, til.ukjente - fra.ukjente, verdi)


def _svarslag(rad: Svarrad) -> Slag:
    if rad.type == Svartype.TRUKKET:
        return Slag.TRUKKET
    if rad.retter is not None:
        return Slag.RETTET
    er_tillegg = rad.type == Svartype.VEDTAK and rad.slag == domain.Slag.TILLEGG
    return Slag.TILLEGG if er_tillegg else Slag.NYTT_SVAR


def _anmodningsslag(rad: Anmodningsrad, foer: Kommunestatus) -> Slag:
    if rad.avlest:
        return Slag.AVLEST_ANMODNING
    return Slag.NY_ANMODNING if foer.anmodning is None else Slag.ERSTATTET_ANMODNING


def kommunens_endringer(
    kommune: int,
    anmodninger: Iterable[Anmodningsrad],
    svar: Iterable[Svarrad],
    fra: date,
    til: date,
) -> list[Endring]:
    """Return what the state came to know of one municipality after ``fra`` and by ``til``, in order."""
    anmodninger, svar = list(anmodninger), list(svar)
    gjelder_fra = domain.virkningsdatoer(svar)
    hendelser = [(rad.sendt, 0, rad.id, rad) for rad in anmodninger]
    hendelser += [(rad.mottatt, 1, rad.id, rad) for rad in svar]
    # A correction may be known before the day that the council's decision counts from.
    hendelser += [(gjelder_fra[rad.id], 2, rad.id, rad) for rad in svar if gjelder_fra[rad.id] > rad.mottatt]
    hendelser = sorted((ett for ett in hendelser if ett[0] <= til), key=lambda ett: ett[:3])
    if not hendelser or hendelser[-1][0] <= fra:
        return []

    sendte: list[Anmodningsrad] = []
    # Those not known yet are there too: a correction may reach through one of them.
    kjente = {rad.id: replace(rad, mottatt=date.max) for rad in svar}

    def legg_til(trinn: int, rad) -> None:
        if trinn == 0:
            sendte.append(rad)
            return
        teller = trinn == 2 or gjelder_fra[rad.id] <= rad.mottatt
        # Its day is written out: it is not to be reckoned from what is not known yet.
        kjente[rad.id] = replace(rad, vedtaksdato=gjelder_fra[rad.id] if teller else date.max)

    def status(dag: date) -> Kommunestatus:
        return domain.kommunestatus(kommune, sendte, kjente.values(), dag, dag)

    ut = []
    foer = None
    for dag, trinn, _id, rad in hendelser:
        if dag <= fra:
            legg_til(trinn, rad)
            continue
        if foer is None:
            foer = status(fra)
        legg_til(trinn, rad)
        etter = status(dag)
        if trinn == 0:
            slag, sent = _anmodningsslag(rad, foer), False
        else:
            slag = Slag.GJELDER_FRA if trinn == 2 else _svarslag(rad)
            sent = trinn == 1 and gjelder_fra[rad.id] <= fra
        ut.append(Endring(kommune, slag, rad, dag, foer, etter, etterregistrert=sent))
        foer = etter
    return ut


def endringer(
    kommuner: Iterable[int],
    anmodninger: Iterable[Anmodningsrad],
    svar: Iterable[Svarrad],
    fra: date,
    til: date,
) -> list[Endring]:
    """Return the events of the municipalities given, in the order that the state came to know them."""
    anmodninger_for, svar_for = etter_kommune(anmodninger), etter_kommune(svar)
    ut = [
        ett
        for kommune in kommuner
        for ett in kommunens_endringer(
            kommune, anmodninger_for.get(kommune, ()), svar_for.get(kommune, ()), fra, til
        )
    ]
    return sorted(ut, key=lambda ett: (ett.kjent, not ett.er_anmodning, ett.rad.id))
