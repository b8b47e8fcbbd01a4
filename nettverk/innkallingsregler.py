"""Rules about answers and attendance. Values in, values out; no Django."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bosetting.felles.melding import melding as _

# So long after the meeting the link in the mail still shows what she answered.
LENKEN_VARER = timedelta(days=30)

# What an answer makes likely that happened. Only a suggestion: somebody saw who came.
_TROLIG = {"kommer": "til_stede", "kommer_ikke": "forfall", "vara": "vara"}


@dataclass(frozen=True)
class Svartelling:
    """How the invited have answered."""

    kommer: int
    vara: int
    kommer_ikke: int
    ubesvart: int

    @property
    def innkalte(self) -> int:
        return self.kommer + self.vara + self.kommer_ikke + self.ubesvart

    @property
    def ventet(self) -> int:
        """How many will be there: those who come, and those who come instead of somebody."""
        return self.kommer + self.vara


@dataclass(frozen=True)
class Oppmoetetelling:
    """How many came. ``foert`` is False until somebody has noted one."""

    til_stede: int
    vara: int
    forfall: int
    fravaer: int
    ukjent: int

    @property
    def foert(self) -> bool:
        return self.moett + self.forfall + self.fravaer > 0

    @property
    def moett(self) -> int:
        return self.til_stede + self.vara


def tell_svar(svar: Iterable[str]) -> Svartelling:
    """Return the counts of the answers."""
    antall = Counter(svar)
    return Svartelling(antall["kommer"], antall["vara"], antall["kommer_ikke"], antall["ubesvart"])


def tell_oppmoete(oppmoete: Iterable[str]) -> Oppmoetetelling:
    """Return the counts of the attendance."""
    antall = Counter(oppmoete)
    return Oppmoetetelling(*(antall[navn] for navn in ("til_stede", "vara", "forfall", "fravaer", "ukjent")))


def trolig_oppmoete(svar: str, oppmoete: str) -> str:
    """Return what is noted; where nothing is, what the answer makes likely."""
    return _TROLIG.get(svar, "ukjent") if oppmoete == "ukjent" else oppmoete


def lenken_virker(moetedag: date, dag: date) -> bool:
    """Return whether the link in the mail still opens the page."""
    return dag <= moetedag + LENKEN_VARER


def hvorfor_ikke_svare(status: str, moetedag: date, dag: date) -> list[tuple[str | None, str]]:
    """Return why nobody can answer any more. The last day to answer is not a lock; the day of the meeting is."""
    if status == "avlyst":
        return [(None, _("Møtet er avlyst."))]
    if status == "avholdt" or dag > moetedag:
        return [(None, _("Møtet er holdt, så svaret kan ikke endres."))]
    return []


def hvorfor_ikke_svar(svar: str, vara_navn: str) -> list[tuple[str | None, str]]:
    """Return what is wrong with an answer: none chosen, or a substitute without a name."""
    if svar not in _TROLIG:
        return [("svar", _("Velg et svar."))]
    if svar == "vara" and not vara_navn.strip():
        return [("vara_navn", _("Skriv hvem som kommer i stedet."))]
    return []


def hvorfor_ikke_oppmoete(status: str, moetedag: date, dag: date) -> list[tuple[str | None, str]]:
    """Return why attendance and minutes cannot be written now."""
    if status == "avlyst":
        return [(None, _("Møtet er avlyst."))]
    if dag < moetedag:
        return [(None, _("Møtet er ikke holdt ennå."))]
    return []


def hvorfor_ikke_paa_listen(status: str) -> list[tuple[str | None, str]]:
    """Return why nobody is put on the list. After the meeting one may be: it is the list attendance is written on."""
    return [(None, _("Møtet er avlyst."))] if status == "avlyst" else []


def hvorfor_ikke_trekke(
    status: str, moetedag: date, oppmoete: str, dag: date
) -> list[tuple[str | None, str]]:
    """Return why an invitation cannot be taken back: there is no meeting to stay away from, or she was there."""
    if oppmoete != "ukjent":
        return [(None, _("Oppmøtet er ført, så innkallingen kan ikke trekkes."))]
    return hvorfor_ikke_innkalle(status, moetedag, dag)


def hvorfor_ikke_innkalle(status: str, moetedag: date, dag: date) -> list[tuple[str | None, str]]:
    """Return why nothing about the meeting is sent to those who are invited."""
    if status == "avlyst":
        return [(None, _("Møtet er avlyst."))]
    if status == "avholdt" or dag > moetedag:
        return [(None, _("Møtet er holdt."))]
    return []
