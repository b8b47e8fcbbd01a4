"""What may stand in the dialogue log: reasons why not. Plain values in, (field, sentence) out; no database."""

from datetime import date

from bosetting.felles.gyldighet import gjelder
from bosetting.felles.melding import melding as _

Grunner = list[tuple[str | None, str]]


def dager_over(oppfoelging_dato: date | None, dag: date) -> int | None:
    """Return how many days an open follow-up is late on ``dag``; None when it is not, or has no day."""
    over = (dag - oppfoelging_dato).days if oppfoelging_dato else 0
    return over if over > 0 else None


def hinder_for_kontakt(
    *,
    kommune: str,
    periode: tuple[date, date | None],
    i_embetet: bool,
    dato: date,
    oppfoelging: str,
    oppfoelging_dato: date | None,
    dag: date,
    oppfulgt_dato: date | None = None,
) -> Grunner:
    """Return why a contact cannot be kept so on ``dag``.

    ``periode`` is when the municipality had its number, ``i_embetet`` whether the embete covers its county on the
    day of the contact. ``oppfulgt_dato`` is when its follow-up was done, where it is.
    """
    grunner: Grunner = []
    navn = {"kommune": kommune, "dato": f"{dato:%d.%m.%Y}"}
    if not gjelder(*periode, dato):
        grunner.append(
            ("kommune", _("%(kommune)s var ikke en kommune %(dato)s. Velg den som var det.", **navn))
        )
    elif not i_embetet:
        grunner.append(("kommune", _("%(kommune)s hørte ikke til embetet %(dato)s.", **navn)))
    if dato > dag:
        grunner.append(
            ("dato", _("Datoen er fram i tid. Det som er avtalt framover, skrives som oppfølging."))
        )
    elif oppfulgt_dato is not None and dato > oppfulgt_dato:
        gjort = f"{oppfulgt_dato:%d.%m.%Y}"
        grunner.append(
            ("dato", _("Kontakten kan ikke være etter at den ble fulgt opp %(gjort)s.", gjort=gjort))
        )
    if not oppfoelging and oppfulgt_dato is not None:
        grunner.append(
            ("oppfoelging", _("Oppfølgingen er ført som gjort. Åpne den igjen før du tar den bort."))
        )
    elif not oppfoelging and oppfoelging_dato is not None:
        grunner.append(("oppfoelging", _("Skriv hva som skal følges opp.")))
    if oppfoelging_dato is not None and oppfoelging_dato < dato:
        grunner.append(("oppfoelging_dato", _("Oppfølgingen kan ikke være før kontakten.")))
    return grunner


def hinder_for_oppfulgt(
    *, dato: date, oppfoelging: str, alt_oppfulgt: date | None, oppfulgt_dato: date, merknad: str, dag: date
) -> Grunner:
    """Return why the follow-up of a contact of ``dato`` cannot be marked as done ``oppfulgt_dato``."""
    if not oppfoelging:
        return [(None, _("Det er ikke avtalt noen oppfølging."))]
    if alt_oppfulgt is not None:
        return [(None, _("Oppfølgingen er alt ført som gjort %(dato)s.", dato=f"{alt_oppfulgt:%d.%m.%Y}"))]
    grunner: Grunner = []
    if oppfulgt_dato > dag:
        grunner.append(("oppfulgt_dato", _("Datoen er fram i tid. Før det opp når det er gjort.")))
    if oppfulgt_dato < dato:
        grunner.append(("oppfulgt_dato", _("Oppfølgingen kan ikke være gjort før kontakten.")))
    if not merknad:
        grunner.append(("oppfulgt_merknad", _("Skriv hva som ble gjort.")))
    return grunner
