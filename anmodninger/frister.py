"""The three dates of a round, and how extensions move them for one municipality. Plain values in, plain values out.

``svarfrist`` is the reply deadline that is shown: it locks nothing. ``siste_svar`` is the last day a municipality may
register a new answer itself, ``siste_endring`` the last day it may correct one; staff always can. Each may be unknown,
and an unknown date locks nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bosetting.felles.melding import melding as _

Grunn = tuple[str | None, str]


@dataclass(frozen=True)
class Frister:
    """The dates that a municipality is held to. None is unknown, or not set."""

    svarfrist: date | None = None
    siste_svar: date | None = None
    siste_endring: date | None = None

    def kan_svare(self, dag: date) -> bool:
        """Return whether a municipality may register a new answer itself on ``dag``; the last day counts."""
        return self.siste_svar is None or dag <= self.siste_svar

    def kan_endre(self, dag: date) -> bool:
        """Return whether a municipality may correct an answer itself on ``dag``; the last day counts."""
        return self.siste_endring is None or dag <= self.siste_endring


@dataclass(frozen=True)
class Utsettelse:
    """A set of dates granted to one municipality. A date that it leaves out stays as the round has it."""

    id: int
    innvilget: date
    frister: Frister


def _ikke_foer(dato: date | None, frist: date | None) -> date | None:
    """Return ``dato``, moved to ``frist`` where it would fall before; None stays None."""
    return dato if dato is None or frist is None else max(dato, frist)


def siste_utsettelse(utsettelser: Iterable[Utsettelse], dag: date) -> Utsettelse | None:
    """Return the extension in force on ``dag``: the latest granted by then (ties: highest id), or None."""
    innvilgede = [rad for rad in utsettelser if rad.innvilget <= dag]
    return max(innvilgede, key=lambda rad: (rad.innvilget, rad.id), default=None)


def gjeldende(runde: Frister, utsettelser: Iterable[Utsettelse], dag: date) -> Frister:
    """Return the dates of one municipality on ``dag``: the round's, or those of the ``siste_utsettelse``.

    A date that the extension leaves out stays as the round has it, but never before the new deadline.
    """
    siste = siste_utsettelse(utsettelser, dag)
    if siste is None:
        return runde
    ny = siste.frister
    svarfrist = ny.svarfrist or runde.svarfrist
    return Frister(
        svarfrist,
        ny.siste_svar or _ikke_foer(runde.siste_svar, svarfrist),
        ny.siste_endring or _ikke_foer(runde.siste_endring, svarfrist),
    )


def foreslaa(naa: Frister, ny_svarfrist: date) -> Frister:
    """Return the dates proposed with a new deadline: the other two move by as many days as the deadline does.

    Where there is no deadline to count from they stay, but never before the new one. One that is not set stays unset.
    """
    flytt = ny_svarfrist - naa.svarfrist if naa.svarfrist else timedelta()

    def flyttet(dato: date | None) -> date | None:
        return _ikke_foer(dato and dato + flytt, ny_svarfrist)

    return Frister(ny_svarfrist, flyttet(naa.siste_svar), flyttet(naa.siste_endring))


def datogrunner(sendt: date, frister: Frister) -> list[Grunn]:
    """Judge the three dates of a round sent on ``sendt``: none before that day, none before the deadline."""
    grunner: list[Grunn] = []
    if frister.svarfrist is not None and frister.svarfrist < sendt:
        grunner.append(("svarfrist", _("Svarfristen kan ikke være før runden sendes.")))
    for felt, dato in (
        ("siste_svar_dato", frister.siste_svar),
        ("siste_endring_dato", frister.siste_endring),
    ):
        if dato is None:
            continue
        if dato < sendt:
            grunner.append((felt, _("Datoen kan ikke være før runden sendes.")))
        elif frister.svarfrist is not None and dato < frister.svarfrist:
            grunner.append(
                (
                    felt,
                    _(
                        "Datoen kan ikke være før svarfristen %(frist)s.",
                        frist=f"{frister.svarfrist:%d.%m.%Y}",
                    ),
                )
            )
    return grunner


def utsettelsesgrunner(
    *,
    ny: Frister,
    innvilget: date,
    dag: date,
    sendt: date,
    aar: int,
    runde: Frister,
    utsettelser: Iterable[Utsettelse],
    i_kraft: bool,
    retter: bool = False,
) -> list[Grunn]:
    """Return why an extension of a round for ``aar`` may not be registered on ``dag``; empty when it may.

    ``i_kraft`` is whether the request was in force for the municipality on the day of granting. ``retter`` tells that
    an extension was recorded wrongly: then the dates may be earlier than the present ones, not than the round's.
    """
    if not i_kraft:
        grunn = _("Runden gjelder ikke lenger for kommunen. Gi utsettelsen på runden som gjelder.")
        return [(None, grunn)]
    if ny.svarfrist is None:
        return [("ny_svarfrist", _("Oppgi den nye svarfristen."))]
    utsettelser = list(utsettelser)
    siste = siste_utsettelse(utsettelser, date.max)
    grunner: list[Grunn] = []
    if innvilget > dag:
        grunner.append(("innvilget_dato", _("Utsettelsen kan ikke være innvilget fram i tid.")))
    elif innvilget < sendt:
        grunn = _(
            "Utsettelsen kan ikke være innvilget før runden ble sendt %(sendt)s.", sendt=f"{sendt:%d.%m.%Y}"
        )
        grunner.append(("innvilget_dato", grunn))
    elif siste is not None and innvilget < siste.innvilget:
        grunn = _(
            "Kommunen fikk utsatt frist %(dato)s. En utsettelse fra før den dagen ville ikke gjelde.",
            dato=f"{siste.innvilget:%d.%m.%Y}",
        )
        grunner.append(("innvilget_dato", grunn))
    naa = runde if retter else gjeldende(runde, utsettelser, date.max)
    if not retter and ny == naa:
        grunner.append(("ny_svarfrist", _("Dette er datoene kommunen har fra før.")))
    for felt, dato, foer in (
        ("ny_svarfrist", ny.svarfrist, naa.svarfrist),
        ("ny_siste_svar_dato", ny.siste_svar, naa.siste_svar),
        ("ny_siste_endring_dato", ny.siste_endring, naa.siste_endring),
    ):
        feil = [] if dato is None else _datogrunn(felt, dato, foer, ny.svarfrist, sendt, aar)
        grunner += [(felt, grunn) for grunn in feil]
        if feil and felt == "ny_svarfrist":
            break  # the others follow it
    return grunner


def _datogrunn(felt: str, dato: date, foer: date | None, svarfrist: date, sendt: date, aar: int) -> list[str]:
    """Return the gravest thing that is wrong with one date of an extension, as a list of none or one."""
    if dato < sendt:
        return [_("Datoen kan ikke være før runden ble sendt %(sendt)s.", sendt=f"{sendt:%d.%m.%Y}")]
    if dato.year > aar:
        return [_("Datoen kan ikke være etter bosettingsåret %(aar)s.", aar=aar)]
    if foer is not None and dato < foer:
        return [_("Datoen kan ikke være før den som gjelder nå, %(dato)s.", dato=f"{foer:%d.%m.%Y}")]
    if felt == "ny_svarfrist":
        return []
    if dato < svarfrist:
        return [_("Datoen kan ikke være før den nye svarfristen.")]
    if foer is None:
        return [_("Runden har ingen slik dato, så det er ingenting å flytte.")]
    return []
