"""The rows behind a figure as people and programs read them: dated, with case number, source, and who entered them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmodninger.models import Anmodning
from bosetting.kommuner.models import Kommune

from . import domain, kilder
from .bosatte import gjeldende_tellinger
from .models import Bosatt, Vedtak
from .ord import GRUPPENAVN
from .queries import Statusliste

FELTNAVN = {
    "anmodet": gettext_lazy("Anmodet"),
    "vedtatt": gettext_lazy("Vedtatt"),
    "udekket": gettext_lazy("Udekket"),
    "ubesvart": gettext_lazy("Udekket uten svar"),
    "netto": gettext_lazy("Netto differanse"),
    "bosatt": gettext_lazy("Bosatt"),
    "ubrukte": gettext_lazy("Ubrukte plasser"),
}
# How each figure is made, in the words of docs/domene.md.
FORKLARINGER = {
    "anmodet": gettext_lazy(
        "For hver kommune teller den anmodningen som gjelder: den siste runden som er sendt kommunen. "
        "Tall som er lest av fra IMDis fil, teller bare der embetet ikke har sendt noen runde."
    ),
    "vedtatt": gettext_lazy(
        "For hver kommune teller det siste hovedvedtaket, og tilleggsvedtakene som er kommet etter det. "
        "Svar som er rettet eller trukket, teller ikke lenger."
    ),
    "udekket": gettext_lazy(
        "For hver kommune trekkes det som er vedtatt, fra det som er anmodet. Har kommunen vedtatt mer enn den er bedt "
        "om, mangler det ingen der: det som går utover anmodningen, legges derfor til igjen på en egen linje og dekker "
        "ikke det andre kommuner mangler."
    ),
    "ubesvart": gettext_lazy(
        "Anmodningen til hver kommune som ikke har vedtatt noe tall. Det er den delen av det udekkede som fortsatt er "
        "åpen."
    ),
    "netto": gettext_lazy(
        "Alt som er anmodet, minus alt som er vedtatt. Her trekkes også det noen kommuner vedtar utover anmodningen, "
        "fra."
    ),
    "bosatt": gettext_lazy(
        "For hver kommune teller den siste tellingen som ikke er rettet eller trukket tilbake. Tellingen gjelder fra "
        "sin egen dato."
    ),
    "ubrukte": gettext_lazy(
        "Plassene i en kommune er det minste av det som er anmodet og det som er vedtatt. De som er bosatt, trekkes "
        "fra. Er flere bosatt enn det er plasser, er ingen plass ubrukt, og det som går utover, trekkes ikke fra andre "
        "kommuners plasser."
    ),
}
_OVER = {
    "udekket": gettext_lazy("Vedtatt utover anmodningen; dekker ikke det andre mangler"),
    "ubrukte": gettext_lazy("Bosatt utover plassene; trekkes ikke fra andres"),
}


def tallnavn(tall: str) -> str:
    """Return what the figure is called: «Vedtatt, totalt»."""
    felt, gruppe = tall.split(".")
    return f"{FELTNAVN[felt]}, {GRUPPENAVN[gruppe]}" if len(kilder.FELT[felt]) > 1 else str(FELTNAVN[felt])


@dataclass(frozen=True)
class Kilderad:
    """One row behind a figure. ``dato`` is the day it is dated, ``kjent_fra`` the day it was known.

    ``tall`` and ``bidrag`` by group: what the row says, and what it adds (None is unknown). A line without ``rad`` is
    made by the rule itself, or tells that a count is missing.
    """

    kommune: Kommune
    slag: kilder.Slag
    rad: int | None
    tittel: str
    tall: dict[str, int | None]
    bidrag: dict[str, int | None]
    dato: date | None = None
    kjent_fra: date | None = None
    saksnummer: str = ""
    kilde: str = ""
    registrert_av: str = ""
    registrert: datetime | None = None
    runde: int | None = None
    rettegrunn: str = ""

    @property
    def url(self) -> str:
        """The address of the round or the answer; empty for a line that has none."""
        if self.runde is not None:
            return reverse("anmodninger:runde-show", args=[self.runde])
        if self.slag == kilder.Slag.VEDTAK:
            return reverse("vedtak:vedtak-show", args=[self.rad])
        return ""


@dataclass(frozen=True)
class Kildeliste:
    """A figure and the rows whose contributions add up to it; the other groups of the same field beside it."""

    aar: int
    tall: str
    per: date
    kjent: date | None
    rader: list[Kilderad]
    summer: dict[str, domain.Delsum]

    @property
    def felt(self) -> str:
        return self.tall.split(".")[0]

    @property
    def gruppe(self) -> str:
        return self.tall.split(".")[1]

    @property
    def egne(self) -> list[Kilderad]:
        """The rows of the figure itself, without lines that only another group has."""
        return [rad for rad in self.rader if rad.rad or rad.bidrag[self.gruppe] != 0]

    @property
    def sum(self) -> domain.Delsum:
        """The figure itself."""
        return self.summer[self.gruppe]

    @property
    def navn(self) -> str:
        return tallnavn(self.tall)

    @property
    def forklaring(self) -> str:
        return str(FORKLARINGER[self.felt])


@dataclass(frozen=True)
class _Rader:
    """The rows of a year that the figures may be made of, by id."""

    anmodninger: dict[int, Anmodning]
    svar: dict[int, Vedtak]
    bosatte: dict[int, Bosatt]


def kildeliste(liste: Statusliste, tall: str) -> Kildeliste:
    """Return the rows behind the figure ``tall`` of the municipalities of ``liste``. Two queries; four with counts."""
    felt = tall.split(".")[0]
    ider = [rad.kommune.pk for rad in liste.rader]
    # A list of ids would meet SQLite's limit on parameters; all of the year is read where there are many.
    smalt = {"kommune__in": ider} if len(ider) <= 200 else {}
    tellinger = (
        gjeldende_tellinger(
            liste.aar, ider if smalt else Kommune.objects.values("pk"), liste.per, liste.kjent
        )
        if felt in ("bosatt", "ubrukte")
        else {}
    )
    rader = _Rader(
        _brukte(
            Anmodning.objects.filter(runde__aar=liste.aar, **smalt).select_related("runde__registrert_av"),
            {rad.status.anmodning for rad in liste.rader},
        ),
        _brukte(
            Vedtak.objects.filter(aar=liste.aar, **smalt).select_related("registrert_av"),
            {id for rad in liste.rader for id in rad.status.rader},
        ),
        _brukte(
            Bosatt.objects.filter(aar=liste.aar, **smalt).select_related("registrert_av"),
            {tellinger[pk].pk for pk in ider if pk in tellinger},
        )
        if tellinger
        else {},
    )
    anmodet = {pk: _anmodningsverdi(rad) for pk, rad in rader.anmodninger.items()}
    vedtatt = {pk: _svarverdi(rad) for pk, rad in rader.svar.items()}
    linjer: list[Kilderad] = []
    alle: dict[str, list[kilder.Bidrag]] = {gruppe: [] for gruppe in kilder.FELT[felt]}
    for rad in liste.rader:
        samlet: dict[tuple, dict[str, kilder.Bidrag]] = {}
        for gruppe, egne in alle.items():
            for ett in kilder.bidragene(
                f"{felt}.{gruppe}", rad.status, anmodet, vedtatt, tellinger.get(rad.kommune.pk)
            ):
                egne.append(ett)
                samlet.setdefault((ett.slag, ett.rad), {})[gruppe] = ett
        linjer += [_linje(rad.kommune, felt, ett, rader) for ett in samlet.values()]
    summer = {gruppe: kilder.sum_av(egne) for gruppe, egne in alle.items()}
    return Kildeliste(liste.aar, tall, liste.per, liste.kjent, linjer, summer)


def _brukte(rader, ider: set) -> dict:
    return {rad.pk: rad for rad in rader if rad.pk in ider}


def _anmodningsverdi(rad: Anmodning) -> domain.Anmodningsrad:
    return domain.Anmodningsrad(
        rad.pk, rad.kommune_id, rad.runde.sendt_dato, domain.Tall(rad.totalt, rad.em), runde=rad.runde_id
    )


def _svarverdi(rad: Vedtak) -> domain.Svarrad:
    return domain.Svarrad(
        rad.pk, rad.kommune_id, rad.mottatt, domain.Tall(rad.totalt, rad.em), type=domain.Svartype(rad.type)
    )


def _navn(bruker) -> str:
    return bruker.navn if bruker is not None else ""


def _linje(kommune: Kommune, felt: str, av: dict[str, kilder.Bidrag], rader: _Rader) -> Kilderad:
    """Return one line; a group where the line has no part gets 0 of it."""
    ett = next(iter(av.values()))
    felles = {
        "kommune": kommune,
        "slag": ett.slag,
        "rad": ett.rad,
        "tall": {gruppe: av[gruppe].tall if gruppe in av else 0 for gruppe in kilder.FELT[felt]},
        "bidrag": {gruppe: av[gruppe].bidrag if gruppe in av else 0 for gruppe in kilder.FELT[felt]},
    }
    if ett.slag == kilder.Slag.ANMODNING:
        rad = rader.anmodninger[ett.rad]
        return Kilderad(
            **felles,
            tittel=_("Lest av fra IMDis fil") if rad.runde.embete_id is None else _("Anmodning"),
            dato=rad.runde.sendt_dato,
            kjent_fra=rad.runde.sendt_dato,
            kilde=rad.kilde or rad.runde.kilde,
            registrert_av=_navn(rad.runde.registrert_av),
            registrert=rad.runde.registrert_at,
            runde=rad.runde_id,
        )
    if ett.slag == kilder.Slag.VEDTAK:
        rad = rader.svar[ett.rad]
        return Kilderad(
            **felles,
            tittel=_("Tilleggsvedtak") if rad.slag == domain.Slag.TILLEGG else _("Vedtak"),
            dato=rad.vedtaksdato,
            kjent_fra=rad.mottatt,
            saksnummer=rad.saksnummer,
            kilde=rad.kilde,
            registrert_av=_navn(rad.registrert_av),
            registrert=rad.registrert_at,
            rettegrunn=rad.rettegrunn,
        )
    if ett.slag == kilder.Slag.BOSATT and ett.rad is not None:
        rad = rader.bosatte[ett.rad]
        return Kilderad(
            **felles,
            tittel=_("Telling av bosatte"),
            dato=rad.per_dato,
            kjent_fra=rad.mottatt or rad.per_dato,
            kilde=rad.kilde,
            registrert_av=_navn(rad.registrert_av),
            registrert=rad.registrert_at,
            rettegrunn=rad.rettegrunn,
        )
    tittel = _("Ingen telling er ført") if ett.slag == kilder.Slag.BOSATT else str(_OVER[felt])
    return Kilderad(**felles, tittel=tittel)
