"""Read models of projects: the page, the budget with what is spent of it, and the lists as spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from bosetting.felles import norsk
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.regneark import Ark

from .models import Budsjettlinje, Fase, Prosjekt, Regnskapspost, Resultatmaal, Strategi, Suksesskriterium
from .prosjektregler import Budsjettsum, Forbruk, Linje, Maal, maaltre, mot_budsjett, summer


@dataclass(frozen=True)
class Faserad:
    """A phase, and whether it goes on today."""

    fase: Fase
    naa: bool

    @property
    def siste_dag(self) -> date | None:
        """Return the last day of the phase, as plans write it; None while it is open."""
        return self.fase.til and self.fase.til - timedelta(days=1)


@dataclass(frozen=True)
class Budsjettrad:
    """A line of the budget with its words and what is spent on it."""

    linje: Budsjettlinje
    andel: str
    forbruk: Forbruk


@dataclass(frozen=True)
class Budsjettaar:
    """One year of a project: lines, what stands on none of them, sums."""

    aar: int
    rader: list[Budsjettrad]
    uten_linje: Forbruk
    sum: Forbruk
    stillinger: Budsjettsum


@dataclass(frozen=True)
class Prosjektside:
    """Everything that a project's page shows of the plan."""

    maal: list[Maal]
    faser: list[Faserad]
    strategier: list[Strategi]
    kriterier: list[Suksesskriterium]
    budsjett: list[Budsjettaar]


def prosjektside(prosjekt: Prosjekt, dag: date) -> Prosjektside:
    """Return what the page shows on ``dag``. Six queries, however much there is."""
    maal = Resultatmaal.objects.filter(prosjekt=prosjekt).annotate(antall=Count("aktiviteter"))
    faser = Fase.objects.filter(prosjekt=prosjekt)
    return Prosjektside(
        maaltre((rad.nummer, rad) for rad in maal),
        [Faserad(rad, gjelder(rad.fra, rad.til, dag)) for rad in faser],
        list(Strategi.objects.filter(prosjekt=prosjekt)),
        list(Suksesskriterium.objects.filter(prosjekt=prosjekt)),
        budsjett(prosjekt),
    )


def budsjett(prosjekt: Prosjekt, per: date | None = None) -> list[Budsjettaar]:
    """Return the years that have a budget or accounts, in order; with ``per`` what was spent by then. Two queries.

    What is spent on a line belongs to the line's year, also when the bill came after it; the rest to its own date's.
    """
    linjer: dict[int, list[Budsjettlinje]] = {}
    for rad in Budsjettlinje.objects.filter(prosjekt=prosjekt).select_related("dekkes_av"):
        linjer.setdefault(rad.aar, []).append(rad)
    poster: dict[int, list[tuple[int | None, int]]] = {}
    brukt = Regnskapspost.objects.filter(prosjekt=prosjekt).order_by()
    if per is not None:
        brukt = brukt.filter(dato__lte=per)
    for linje, linjeaar, datoaar, kroner in brukt.values_list("linje", "linje__aar", "dato__year").annotate(
        Sum("kroner")
    ):
        poster.setdefault(linjeaar or datoaar, []).append((linje, kroner))
    return [_aaret(aar, linjer.get(aar, []), poster.get(aar, [])) for aar in sorted({*linjer, *poster})]


def _aaret(aar: int, linjer: list[Budsjettlinje], poster) -> Budsjettaar:
    plan = {rad: Linje(rad.pk, rad.kroner, rad.andel, rad.andel_til, rad.antall) for rad in linjer}
    regnskap = mot_budsjett(plan.values(), poster)
    rader = [Budsjettrad(rad, linje.andelstekst, regnskap.linjer[rad.pk]) for rad, linje in plan.items()]
    return Budsjettaar(aar, rader, regnskap.uten_linje, regnskap.sum, summer(plan.values()))


def tilstand(prosjekt: Prosjekt, dag: date) -> tuple[str, str]:
    """Return (colour, words) for where a project is on ``dag``."""
    if dag < prosjekt.fra:
        return "info", _("Ikke begynt")
    if gjelder(prosjekt.fra, prosjekt.til, dag):
        return "success", _("Pågår")
    return "neutral", _("Avsluttet")


def prosjektark(prosjekter: Iterable[Prosjekt], dag: date) -> Ark:
    """Return the list of projects as a sheet."""
    return Ark(
        _("Prosjekter"),
        [_("Prosjekter slik de er %(dato)s") % {"dato": norsk.dato(dag)}],
        [
            _("Prosjekt"), _("Embete"), _("Fra"), _("Til (ikke med)"), _("Tilstand"), _("Effektmål"), _("Møter"),
            _("Aktiviteter"), _("Grupper"),
        ],
        [
            (
                rad.navn, rad.embete.omraade, rad.fra, rad.til, tilstand(rad, dag)[1], rad.effektmaal,
                rad.antall_moeter, rad.antall_aktiviteter, rad.antall_grupper,
            )
            for rad in prosjekter
        ],
    )  # fmt: skip


def budsjettark(prosjekt: Prosjekt, aarene: Iterable[Budsjettaar]) -> Ark:
    """Return the whole budget as a sheet: each line with what is planned, spent and left."""
    rader = []
    for aar in aarene:
        for rad in aar.rader:
            linje = rad.linje
            dekkes_av = linje.dekkes_av.navn if linje.dekkes_av else ""
            rader.append(
                (
                    aar.aar, linje.post, linje.kroner, linje.andel, linje.andel_til, linje.antall, dekkes_av,
                    rad.forbruk.brukt, rad.forbruk.rest, linje.kommentar, linje.kilde,
                )
            )  # fmt: skip
        if aar.uten_linje.brukt:
            tom = (None,) * 4
            rader.append((aar.aar, _("Uten budsjettlinje"), *tom, "", aar.uten_linje.brukt, None, "", ""))
    return Ark(
        _("Budsjett"),
        [_("Budsjett og regnskap for %(prosjekt)s") % {"prosjekt": prosjekt.navn}],
        [
            _("År"), _("Post"), _("Budsjett, kroner"), _("Stillingsandel, prosent"), _("Inntil, prosent"),
            _("Antall personer"), _("Dekkes av"), _("Brukt, kroner"), _("Igjen, kroner"), _("Kommentar"), _("Kilde"),
        ],
        rader,
    )  # fmt: skip


def regnskapsark(prosjekt: Prosjekt, poster: Iterable[Regnskapspost]) -> Ark:
    """Return the chosen accounts as a sheet."""
    return Ark(
        _("Regnskap"),
        [_("Regnskapsposter for %(prosjekt)s") % {"prosjekt": prosjekt.navn}],
        [_("Dato"), _("Tekst"), _("Kroner"), _("Budsjettlinje"), _("Bilag")],
        [(rad.dato, rad.tekst, rad.kroner, str(rad.linje) if rad.linje else "", rad.bilag) for rad in poster],
    )
