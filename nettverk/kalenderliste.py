"""Read model of the calendar pages: meetings, activities and deadlines of a stretch of days, by day or as a list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bosetting.brukere import kalender
from bosetting.brukere.kalender import Kalenderhendelse, rekkefoelge
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.virkedager import helligdag

from .kalenderkilde import aktivitetshendelse, i_dagene, moetehendelse, moeter
from .models import Aktivitet, Moete

MOETE, AKTIVITET, FRIST = "moete", "aktivitet", "frist"
SLAG = [(MOETE, _("Møter")), (AKTIVITET, _("Aktiviteter")), (FRIST, _("Frister"))]
SLAGNAVN = {MOETE: _("Møte"), AKTIVITET: _("Aktivitet"), FRIST: _("Frist")}

# What lasts longer than this stands above the month: it says nothing about a single day.
_KORT = timedelta(days=6)


@dataclass(frozen=True)
class Kalenderrad:
    """One event with what kind it is, and whose meeting."""

    hendelse: Kalenderhendelse
    slag: str
    gruppe: str = ""

    @property
    def slagnavn(self) -> str:
        return str(SLAGNAVN[self.slag])

    @property
    def orden(self) -> tuple:
        return rekkefoelge(self.hendelse)

    @property
    def naar(self) -> str:
        """Return «08.03.2016 kl. 11.30–15.00», «01.03.2016–31.05.2016»."""
        tekst = norsk.dato(self.hendelse.fra)
        if self.hendelse.siste_dag != self.hendelse.fra:
            tekst = f"{tekst}–{norsk.dato(self.hendelse.siste_dag)}"
        klokke = self.hendelse.klokkeslett
        return f"{tekst} kl. {klokke}" if klokke else tekst


@dataclass(frozen=True)
class Utvalg:
    """What the calendar is narrowed to: all kinds where ``slag`` is empty, all groups where ``gruppe`` is None."""

    slag: str = ""
    gruppe: int | None = None
    ord: str = ""

    def vil_ha(self, slag: str) -> bool:
        # A group has meetings; activities and deadlines belong to no group.
        return self.slag in ("", slag) and (self.gruppe is None or slag == MOETE)


def rader_i(bruker: Bruker, fra: date, til: date, *, dag: date, utvalg: Utvalg) -> list[Kalenderrad]:
    """Return what ``bruker`` may see in ``[fra, til)``, by day and clock; a fixed number of queries.

    Deadlines are those of her own calendar, as they are on ``dag``: they reach as far as that does.
    """
    rader = []
    if utvalg.vil_ha(MOETE):
        egne = Moete.objects.for_bruker(bruker).filter(dato__gte=fra, dato__lt=til).select_related("gruppe")
        if utvalg.gruppe is not None:
            egne = egne.filter(gruppe=utvalg.gruppe)
        rader += [
            Kalenderrad(moetehendelse(rad), MOETE, rad.gruppe.navn if rad.gruppe else "") for rad in egne
        ]
    if utvalg.vil_ha(AKTIVITET):
        aktiviteter = i_dagene(Aktivitet.objects.for_bruker(bruker), fra, til)
        rader += [Kalenderrad(aktivitetshendelse(rad), AKTIVITET) for rad in aktiviteter]
    if utvalg.vil_ha(FRIST):
        frister = kalender.hendelser(bruker, dag, unntatt=(moeter,))
        rader += [Kalenderrad(ett, FRIST) for ett in frister if ett.fra < til and ett.siste_dag >= fra]
    soekt = utvalg.ord.casefold()
    return sorted(
        (
            rad
            for rad in rader
            if soekt in f"{rad.hendelse.tittel} {rad.hendelse.sted} {rad.gruppe}".casefold()
        ),
        key=lambda rad: rekkefoelge(rad.hendelse),
    )


@dataclass(frozen=True)
class Dag:
    """One day of a month, with what is on it."""

    dato: date
    i_dag: bool
    helligdag: str
    rader: list[Kalenderrad] = field(default_factory=list)

    @property
    def plass(self) -> int:
        """Return the column: 1 is Monday."""
        return self.dato.isoweekday()

    @property
    def uke(self) -> int:
        return self.dato.isocalendar().week


@dataclass(frozen=True)
class Maaned:
    """A month: its days, what goes on through it, and the months beside it."""

    foerste: date
    dager: list[Dag]
    lange: list[Kalenderrad]

    @property
    def forrige(self) -> date:
        return (self.foerste - timedelta(days=1)).replace(day=1)

    @property
    def neste(self) -> date:
        return neste_maaned(self.foerste)


def neste_maaned(foerste: date) -> date:
    """Return the first day of the month after the one that begins with ``foerste``."""
    return (foerste + timedelta(days=32)).replace(day=1)


def maaned(foerste: date, rader: Iterable[Kalenderrad], dag: date) -> Maaned:
    """Lay the rows out on the days of the month that begins with ``foerste``. Pure."""
    dager, lange = {}, []
    dato = foerste
    while dato < neste_maaned(foerste):
        dager[dato] = Dag(dato, dato == dag, helligdag(dato) or "")
        dato += timedelta(days=1)
    for rad in rader:
        hendelse = rad.hendelse
        if hendelse.siste_dag - hendelse.fra > _KORT:
            lange.append(rad)
            continue
        for dato, plass in dager.items():
            if hendelse.fra <= dato <= hendelse.siste_dag:
                plass.rader.append(rad)
    return Maaned(foerste, list(dager.values()), lange)


def offentlige(dag: date, *, embete: int | None = None) -> list[Kalenderrad]:
    """Return what everybody may see from ``dag`` on, with no address behind the login. Two queries.

    Cancelled ones too, for those who had written them down.
    """
    fra, til = dag, kalender.vindu(dag)[1]
    apne_moeter = Moete.objects.offentlige().filter(dato__gte=fra, dato__lte=til)
    aktiviteter = i_dagene(Aktivitet.objects.offentlige(), fra, til)
    if embete is not None:
        apne_moeter = apne_moeter.filter(prosjekt__embete=embete)
        aktiviteter = aktiviteter.filter(prosjekt__embete=embete)
    rader = [Kalenderrad(moetehendelse(rad, url_sti=""), MOETE) for rad in apne_moeter]
    rader += [
        Kalenderrad(aktivitetshendelse(rad, url_sti=_paamelding(rad, dag)), AKTIVITET)
        for rad in aktiviteter.select_related("paameldingsside")
    ]
    return sorted(rader, key=lambda rad: rekkefoelge(rad.hendelse))


def embeter() -> list[Embete]:
    """Return the embeter that the open page can be narrowed to: who they are is no secret."""
    return list(Embete.objects.order_by("omraade"))


def _paamelding(aktivitet: Aktivitet, dag: date) -> str:
    """Return the address where anybody may sign up, while that is open."""
    side = getattr(aktivitet, "paameldingsside", None)
    if side is None or aktivitet.status != "planlagt" or side.gruppe_id or not side.aapen:
        return ""
    if side.frist and side.frist < dag:
        return ""
    return reverse("nettverk:paamelding-create", args=[side.adresse])


def som_ark(rader: Iterable[Kalenderrad], forklaring: str) -> Ark:
    """Return the list as a sheet."""
    return Ark(
        str(_("Kalender")),
        [forklaring],
        [str(tekst) for tekst in (
            _("Fra"), _("Til"), _("Klokken"), _("Hva"), _("Slag"), _("Gruppe"), _("Sted"), _("Avlyst"),
        )],
        [
            (
                rad.hendelse.fra, rad.hendelse.siste_dag, rad.hendelse.klokkeslett, rad.hendelse.tittel, rad.slagnavn,
                rad.gruppe, rad.hendelse.sted, str(_("ja")) if rad.hendelse.avlyst else "",
            )
            for rad in rader
        ],
    )  # fmt: skip
