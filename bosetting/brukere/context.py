"""What every page shows around its content: the menu of the person's rights, the embete's name, the demo's day."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Expression
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dag import demo_dag, i_dag

from .demo import DEMOBRUKERE
from .domain import Omfang, Rett
from .models import EmbeteNavn


@dataclass(frozen=True)
class Menypunkt:
    """One link of the main menu; ``aktiv`` when the page shown lies under it, ``antall`` what waits there."""

    tekst: str
    url: str
    aktiv: bool
    antall: int = 0


# How many things wait on a page, by its name: an expression over the rows of somebody with an Omfang.
_TELLERE: dict[str, Callable[[Omfang], Expression]] = {}


def registrer_teller(navn: str, teller: Callable[[Omfang], Expression]) -> None:
    """Let the menu show how many things wait on the page ``navn``. Read with the embete's name: no query of its own."""
    _TELLERE[navn] = teller


# (text, url name, the rights of which one is enough), in the order of the day's work.
_PUNKTER = [
    (_("Min kommune"), "vedtak:min-kommune", {Rett.SE_EGEN_KOMMUNE}),
    (_("Status"), "vedtak:status-index", {Rett.SE_STATUS}),
    (_("Til bekreftelse"), "vedtak:bekreftelse-index", {Rett.BEKREFTE_SVAR}),
    (_("Anmodninger"), "anmodninger:runde-index", {Rett.SE_RUNDER}),
    (_("Årshjul"), "anmodninger:aarshjul-index", {Rett.SE_RUNDER}),
    (_("Oppfølging"), "vedtak:oppfoelging-index", {Rett.FOERE_DIALOG}),
    (_("Kommuner"), "vedtak:kommune-index", {Rett.SE_STATUS}),
    (_("Nettverk"), "nettverk:oversikt-show", {Rett.SE_NETTVERK, Rett.DELTA_NETTVERK}),
    (_("Rapporter"), "rapporter:rapport-index", {Rett.SE_RAPPORTER}),
    (_("Brukere"), "brukere:bruker-index", {Rett.FORVALTE_BRUKERE}),
    (_("Embeter"), "brukere:embete-index", {Rett.FORVALTE_BRUKERE}),
    (_("Kommuneregister"), "brukere:register-index", {Rett.FORVALTE_BRUKERE}),
    (_("Hendelser"), "brukere:hendelse-index", {Rett.SE_HENDELSER}),
    (_("Personvern"), "personvern:innsyn-index", {Rett.FORVALTE_PERSONVERN}),
]


def meny(request):
    """Return ``meny``, ``embetenavn``, ``har_kalender``, ``kan_invitere``, ``demo_dag``; ``demobrukere`` at login."""
    bruker = getattr(request, "user", None)
    innhold = {"demo_dag": demo_dag(), "meny": [], "embetenavn": ""}
    if bruker is None or not bruker.is_authenticated:
        if settings.DEBUG and settings.DEMO_DAG:
            innhold["demobrukere"] = [(ett.rolle, ett.epost, ett.passord) for ett in DEMOBRUKERE]
        return innhold
    omfang = bruker.omfang
    punkter = [
        (tekst, reverse(navn), navn) for tekst, navn, retter in _PUNKTER if omfang.rettigheter & retter
    ]
    # The log lies under /brukere/ too: only the point that fits best is where we are.
    her = max((url for _tekst, url, _navn in punkter if request.path.startswith(url)), key=len, default=None)
    innhold["har_kalender"] = bool(omfang.rettigheter & {Rett.SE_RUNDER, Rett.SE_EGEN_KOMMUNE})
    innhold["kan_invitere"] = Rett.INVITERE in omfang.rettigheter
    tellere = {navn: _TELLERE[navn](omfang) for _tekst, _url, navn in punkter if navn in _TELLERE}
    # Read when the page head shows it: render_table runs this processor again for every table.
    hode = SimpleLazyObject(lambda: _hode(omfang, tellere))
    innhold["meny"] = [
        Menypunkt(tekst, url, url == her, _antall(hode, navn) if navn in tellere else 0)
        for tekst, url, navn in punkter
    ]
    if omfang.embete_ids:
        innhold["embetenavn"] = SimpleLazyObject(lambda: ", ".join(rad["navn"] for rad in hode))
    return innhold


def _hode(omfang: Omfang, tellere: dict[str, Expression]) -> list[dict]:
    """Return the embete's names with what waits for the person, the same in each row. One query."""
    navn = EmbeteNavn.objects.on_date(i_dag()).filter(embete__in=omfang.embete_ids)
    return list(navn.values("navn", **{_felt(ett): uttrykk for ett, uttrykk in tellere.items()}))


def _antall(hode, navn: str):
    """Return how many wait on a page, read when the menu shows it."""
    return SimpleLazyObject(lambda: next((rad[_felt(navn)] for rad in hode), 0))


def _felt(navn: str) -> str:
    return navn.replace(":", "_").replace("-", "_")
