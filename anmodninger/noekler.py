"""The keys a county's figure may be split by: inhabitants, equal parts, and those that apps above register.

A key fetches one figure per municipality. No figure is unknown, never 0.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bosetting.kommuner.models import Folketall, Kommune, KommuneEndring
from bosetting.kommuner.struktur import Slektskap

from .vekter import Noekkeltall


@dataclass(frozen=True)
class Grunnlag:
    """What a key found: figures by municipality, and in words which count they are."""

    tall: Mapping[int, int | None]
    forklaring: str


@dataclass(frozen=True)
class Noekkel:
    """A key. ``hent(kommuner, aar, dag)`` reads it for a settlement year, as known on ``dag``.

    ``kommuner`` is a QuerySet; how many there are makes no difference to the number of queries.
    """

    kode: str
    navn: str
    hent: Callable[[QuerySet, int, date], Grunnlag]


@dataclass(frozen=True)
class Valgt:
    """A key in use: how much it counts, and what it found."""

    noekkel: Noekkel
    vekt: int
    grunnlag: Grunnlag

    @property
    def noekkeltall(self) -> Noekkeltall:
        return Noekkeltall(str(self.noekkel.navn), self.grunnlag.tall, self.vekt)


_NOEKLER: dict[str, Noekkel] = {}


def registrer(noekkel: Noekkel) -> None:
    """Offer a key. Called in AppConfig.ready(); the same code again takes the place of the former."""
    _NOEKLER[noekkel.kode] = noekkel


def alle() -> list[Noekkel]:
    """Return the keys in the order they were registered, inhabitants first and equal parts last."""
    return sorted(_NOEKLER.values(), key=lambda noekkel: noekkel.kode == "lik")


def hent(vekter: Mapping[str, int], kommuner: QuerySet, aar: int, dag: date) -> list[Valgt]:
    """Read the keys with a weight above 0. ``vekter`` is code → weight; unknown codes raise KeyError."""
    return [
        Valgt(_NOEKLER[kode], vekt, _NOEKLER[kode].hent(kommuner, aar, dag))
        for kode, vekt in vekter.items()
        if vekt
    ]


class Slekt:
    """Municipalities and all that became them, by way of others too: their history lies there. Two queries."""

    def __init__(self, kommuner: QuerySet):
        self.egne = list(kommuner.order_by().values_list("pk", flat=True))
        self._slekt = Slektskap(KommuneEndring.objects.order_by().values_list("forgjenger", "etterfoelger"))

    @property
    def alle(self) -> QuerySet[Kommune]:
        return Kommune.objects.filter(pk__in=self._slekt.opphav(self.egne))

    def summer(self, tall: Mapping[int, int | None]) -> dict[int, int | None]:
        """Return a figure for each: its own, else the sum of those that became it, found the same way.

        So 3101 Halden has the figure of 3001, and where that has none, of 0101.
        """
        svar: dict[int, int | None] = {}

        def finn(pk: int) -> int | None:
            if pk not in svar:
                svar[pk] = tall.get(pk)
                if svar[pk] is None:
                    forgjengere = self._slekt.forgjengere.get(pk, ())
                    svar[pk] = _sum(finn(ett) if self._slekt.hel(ett) else None for ett in forgjengere)
            return svar[pk]

        return {pk: finn(pk) for pk in self.egne}


def _sum(deler: Iterable[int | None]) -> int | None:
    deler = list(deler)
    return None if not deler or None in deler else sum(deler)


def folketall(kommuner: QuerySet, aar: int, dag: date) -> Grunnlag:
    """Return the inhabitants by the latest count on or before the year before ``aar``."""
    siste = Folketall.objects.filter(kommune=OuterRef("pk"), aar__lt=aar).order_by("-aar")
    slekt = Slekt(kommuner)
    rader = slekt.alle.annotate(
        innbyggere=Subquery(siste.values("antall")[:1]), innbyggere_aar=Subquery(siste.values("aar")[:1])
    )
    tellinger = {
        pk: (antall, telt)
        for pk, antall, telt in rader.order_by().values_list("pk", "innbyggere", "innbyggere_aar")
        if antall is not None
    }
    tall = slekt.summer({pk: antall for pk, (antall, _aar) in tellinger.items()})
    brukt = Counter(tellinger[pk][1] for pk in tall if pk in tellinger) or Counter(
        telt for _antall, telt in tellinger.values()
    )
    if not brukt:
        return Grunnlag(tall, gettext("ingen folketall er registrert"))
    nyeste = max(brukt)
    forklaring = gettext("innbyggere 1. januar %(aar)s") % {"aar": nyeste}
    eldre = sum(antall for telt, antall in brukt.items() if telt != nyeste)
    if eldre:
        moenster = ngettext("%(n)s kommune har eldre tall", "%(n)s kommuner har eldre tall", eldre)
        forklaring += "; " + moenster % {"n": eldre}
    return Grunnlag(tall, forklaring)


def lik(kommuner: QuerySet, aar: int, dag: date) -> Grunnlag:
    """Return 1 for every municipality."""
    return Grunnlag(
        dict.fromkeys(kommuner.order_by().values_list("pk", flat=True), 1), gettext("likt for alle")
    )


registrer(Noekkel("folketall", _("folketall"), folketall))
registrer(Noekkel("lik", _("likt for alle"), lik))
