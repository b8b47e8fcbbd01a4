"""What stands of a condition after its follow-ups, and what may be registered of one. Plain values; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _

GJELDER, AVKLART = "gjelder", "avklart"

Grunner = list[tuple[str | None, str]]


@dataclass(frozen=True)
class Oppfoelging:
    """One follow-up: the day, what came of it, and when it is to be looked at again."""

    id: int
    dato: date
    utfall: str
    ny_dato: date | None = None


@dataclass(frozen=True)
class Tilstand:
    """How a condition stands. ``neste`` is the day to follow it up, None when it is settled or has no day."""

    avklart: bool
    neste: date | None
    siste: int | None = None

    def dager_over(self, dag: date) -> int | None:
        """Return how many days the follow-up is late on ``dag``; None when it is not."""
        over = (dag - self.neste).days if self.neste else 0
        return over if over > 0 else None


def tilstand(foerste_dag: date | None, oppfoelginger: Iterable[Oppfoelging], per: date) -> Tilstand:
    """Return how a condition with ``foerste_dag`` as its own day stands on ``per``.

    The latest follow-up up to then holds (ties: the later row); one that says that it holds opens it again.
    """
    siste = max(
        (ett for ett in oppfoelginger if ett.dato <= per), key=lambda ett: (ett.dato, ett.id), default=None
    )
    if siste is None:
        return Tilstand(False, foerste_dag)
    if siste.utfall == AVKLART:
        return Tilstand(True, None, siste.id)
    return Tilstand(False, siste.ny_dato, siste.id)


def kjede(vedtak: int, retter: Mapping[int, int | None]) -> list[int]:
    """Return the answer and those it corrects, the newest first: a correction carries on the conditions it repeats."""
    rekke = [vedtak]
    while (forrige := retter.get(rekke[-1])) is not None:
        rekke.append(forrige)
    return rekke


def hinder_for_oppfoelging(
    *,
    svaret_fra: date,
    rettet: bool,
    dato: date,
    utfall: str,
    notat: str,
    ny_dato: date | None,
    dag: date,
) -> Grunner:
    """Return why a follow-up cannot be registered so on ``dag``.

    ``svaret_fra`` is the first day the answer counts from or was known; ``rettet`` that another answer has taken its
    place.
    """
    if rettet:
        return [(None, _("Svaret er rettet, så vilkåret her gjelder ikke lenger. Se det nye svaret."))]
    grunner: Grunner = []
    if not notat:
        grunner.append(("notat", _("Skriv hva som ble avklart.")))
    if dato > dag:
        grunner.append(("dato", _("Datoen er fram i tid. Før det opp når det er gjort.")))
    if dato < svaret_fra:
        fra = f"{svaret_fra:%d.%m.%Y}"
        grunner.append(
            ("dato", _("Svaret med vilkåret er fra %(fra)s. Datoen kan ikke være før det.", fra=fra))
        )
    if ny_dato is not None and utfall == AVKLART:
        grunner.append(("ny_dato", _("Et vilkår som er avklart, følges ikke opp igjen. La datoen stå tom.")))
    elif ny_dato is not None and ny_dato <= dato:
        grunner.append(("ny_dato", _("Den nye datoen må være etter dagen det ble fulgt opp.")))
    return grunner
