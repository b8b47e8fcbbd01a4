"""Sign-up: who gets a place, who waits, when the page is closed. Values in, values out."""

from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _

from .aktivitetsregler import AVLYST

PAAMELDT, VENTELISTE, AVMELDT = "paameldt", "venteliste", "avmeldt"


@dataclass(frozen=True)
class Plasser:
    """How full an activity is. ``kapasitet`` None: no limit."""

    kapasitet: int | None
    paameldte: int
    venter: int = 0

    @property
    def ledige(self) -> int | None:
        """Return how many places are left, never below 0; None without a limit."""
        return None if self.kapasitet is None else max(self.kapasitet - self.paameldte, 0)

    @property
    def fullt(self) -> bool:
        """Return whether whoever comes now gets no place: all are taken, or others wait for those that are left."""
        return self.ledige is not None and self.ledige <= self.venter


def ny_status(plasser: Plasser, *, venteliste: bool) -> str | None:
    """Return how whoever signs up now stands; None when it is full and nobody waits."""
    if not plasser.fullt:
        return PAAMELDT
    return VENTELISTE if venteliste else None


def opprykk(plasser: Plasser) -> int:
    """Return how many of those who wait, first come first, now get a place."""
    return plasser.venter if plasser.ledige is None else min(plasser.ledige, plasser.venter)


def hvorfor_lukket(*, aapen: bool, frist: date | None, status: str, fra_dato: date, dag: date) -> str:
    """Return why nobody can sign up on ``dag``; the empty text when everybody can. The last day is a day to sign up."""
    if status == AVLYST:
        return _("Arrangementet er avlyst.")
    if fra_dato < dag:
        return _("Arrangementet har vært.")
    if not aapen:
        return _("Påmeldingen er lukket.")
    if frist is not None and frist < dag:
        return _("Påmeldingsfristen gikk ut %(dato)s.", dato=f"{frist:%d.%m.%Y}")
    return ""


def hvorfor_ikke_side(
    *, kapasitet: int | None, paameldte: int, frist: date | None, siste_dag: date
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for what cannot be on a sign-up page; ``siste_dag`` is the activity's last."""
    grunner = []
    if kapasitet is not None and kapasitet < paameldte:
        grunn = _("%(antall)s har alt fått plass. Antallet plasser kan ikke være lavere.", antall=paameldte)
        grunner.append(("kapasitet", grunn))
    if frist is not None and frist > siste_dag:
        grunner.append(("frist", _("Siste dag for påmelding kan ikke være etter at aktiviteten er over.")))
    return grunner


def kan_melde_av(*, status: str, siste_dag: date, dag: date) -> bool:
    """Return whether one may still sign off: until the activity is over."""
    return status != AVMELDT and dag <= siste_dag
