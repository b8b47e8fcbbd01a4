"""Read models of barriers: the matrix of kinds and municipalities on a day, what is not met, and counts of a period."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bosetting.brukere.models import Embete
from bosetting.felles import norsk
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.regneark import Ark
from bosetting.kommuner.models import Fylke, Kommune

from .barriereregler import Meldt, Periodetall, Tilstand, tell, tilstand
from .models import Barriere, Barriereslag, Barrieretiltak, Virkemiddel

ORD = {
    Tilstand.INGEN: "",
    Tilstand.AAPEN: gettext_lazy("ikke møtt"),
    Tilstand.MOETT: gettext_lazy("møtt"),
    Tilstand.LUKKET: gettext_lazy("lukket"),
}
STAAENDE = (Tilstand.AAPEN, Tilstand.MOETT)


@dataclass(frozen=True)
class Celle:
    """One kind in one municipality: how it stands, and the keys of the barriers behind it, the newest first."""

    tilstand: Tilstand
    barrierer: tuple[int, ...]

    @property
    def ord(self) -> str:
        return str(ORD[self.tilstand])

    @property
    def staar(self) -> bool:
        return self.tilstand in STAAENDE


TOM = Celle(Tilstand.INGEN, ())


@dataclass(frozen=True)
class Matriserad:
    """One municipality. ``tidligere``: it no longer exists on the day, but a barrier of it was never closed."""

    kommune: Kommune
    celler: list[Celle]
    tidligere: bool = False

    @property
    def staar(self) -> int:
        return sum(celle.staar for celle in self.celler)

    @property
    def uten_tiltak(self) -> int:
        return sum(celle.tilstand == Tilstand.AAPEN for celle in self.celler)


@dataclass(frozen=True)
class Slagsum:
    """One kind over all municipalities: where it stands, where nothing is taken in use, and what may help."""

    slag: Barriereslag
    staar: list[Kommune]
    ikke_moett: list[Kommune]
    virkemidler: list[Virkemiddel]

    @property
    def ikke_moett_navn(self) -> str:
        return norsk.opplisting(kommune.navn for kommune in self.ikke_moett)


@dataclass(frozen=True)
class Matrise:
    """Barriers × municipalities as they stood on ``per``. ``kommuner`` is how many there are, shown or not."""

    per: date
    slag: list[Barriereslag]
    rader: list[Matriserad]
    summer: list[Slagsum]
    kommuner: int

    @property
    def med_barriere(self) -> list[Matriserad]:
        return [rad for rad in self.rader if rad.staar]

    @property
    def staar(self) -> int:
        return sum(len(ett.staar) for ett in self.summer)

    @property
    def ikke_moett(self) -> int:
        return sum(len(ett.ikke_moett) for ett in self.summer)


def som_meldt(barriere: Barriere) -> Meldt:
    """Return the barrier as the rules see it. Reads ``tiltak``."""
    return Meldt(barriere.dato, barriere.lukket_dato, tuple(ett.dato for ett in barriere.tiltak.all()))


def virkemidler_mot(embete: Embete, per: date) -> dict[int, list[Virkemiddel]]:
    """Return the instruments that exist on ``per``, by the kind of barrier they help against. Two queries."""
    funnet = defaultdict(list)
    i_bruk = Virkemiddel.objects.filter(embete=embete).on_date(per).select_related("eier")
    for virkemiddel in i_bruk.prefetch_related("hjelper_mot"):
        for slag in virkemiddel.hjelper_mot.all():
            funnet[slag.pk].append(virkemiddel)
    return funnet


def _meldte(rader: QuerySet) -> Iterator[tuple[int, int, int, Meldt]]:
    """Yield (key, municipality, kind, what the rules see) of each. Two queries of plain values: they are thousands."""
    tatt_i_bruk = defaultdict(list)
    tiltak = Barrieretiltak.objects.filter(barriere__in=rader.order_by().values("pk")).order_by()
    for barriere, dato in tiltak.values_list("barriere", "dato"):
        tatt_i_bruk[barriere].append(dato)
    for pk, kommune, slag, dato, lukket in rader.values_list("pk", "kommune", "slag", "dato", "lukket_dato"):
        yield pk, kommune, slag, Meldt(dato, lukket, tuple(tatt_i_bruk.get(pk, ())))


def matrise(embete: Embete, per: date) -> Matrise:
    """Return the matrix of every municipality of ``embete`` on ``per``. Six queries, however many there are."""
    bak = defaultdict(list)
    for pk, *par, meldt in _meldte(Barriere.objects.filter(slag__embete=embete, dato__lte=per)):
        bak[tuple(par)].append((pk, meldt))
    celler = {
        par: Celle(tilstand([meldt for _pk, meldt in ett], per), tuple(pk for pk, _meldt in ett))
        for par, ett in bak.items()
    }
    brukt = {slag for _kommune, slag in celler}
    slag = list(Barriereslag.objects.filter(Q(i_bruk=True) | Q(pk__in=brukt), embete=embete))
    staar = {kommune for (kommune, _slag), celle in celler.items() if celle.staar}
    fylker = Fylke.objects.filter(embeter=embete)
    paa_dagen = Q(Q(til__isnull=True) | Q(til__gt=per), fra__lte=per, fylke__in=fylker)
    linjer = [
        Matriserad(
            kommune,
            [celler.get((kommune.pk, ett.pk), TOM) for ett in slag],
            tidligere=not gjelder(kommune.fra, kommune.til, per),
        )
        for kommune in Kommune.objects.filter(paa_dagen | Q(pk__in=staar)).norsk()
    ]
    passer = virkemidler_mot(embete, per)
    return Matrise(
        per=per,
        slag=slag,
        rader=linjer,
        summer=[_sum(ett, nr, linjer, passer.get(ett.pk, [])) for nr, ett in enumerate(slag)],
        kommuner=sum(not rad.tidligere for rad in linjer),
    )


def _sum(slag, nr, linjer, virkemidler) -> Slagsum:
    return Slagsum(
        slag=slag,
        staar=[rad.kommune for rad in linjer if rad.celler[nr].staar],
        ikke_moett=[rad.kommune for rad in linjer if rad.celler[nr].tilstand == Tilstand.AAPEN],
        virkemidler=virkemidler,
    )


def barrieretall(embete: Embete, fra: date, til: date) -> list[tuple[Barriereslag, Periodetall]]:
    """Return per kind what happened in ``[fra, til)`` and how it stood on the last day: three queries."""
    per_slag = defaultdict(list)
    for _pk, _kommune, slag, meldt in _meldte(Barriere.objects.filter(slag__embete=embete).order_by()):
        per_slag[slag].append(meldt)
    alle = [
        (ett, tell(per_slag.get(ett.pk, ()), fra, til)) for ett in Barriereslag.objects.filter(embete=embete)
    ]
    return [(ett, tall) for ett, tall in alle if ett.i_bruk or any(vars(tall).values())]


def summer(tall: Iterable[tuple[Barriereslag, Periodetall]]) -> Periodetall:
    """Return the sum over all kinds."""
    return sum((ett for _slag, ett in tall), Periodetall(0, 0, 0, 0, 0))


def virkemidler_i_bruk(embete: Embete, fra: date, til: date) -> list[Barrieretiltak]:
    """Return what was taken in use in ``[fra, til)``, by date, for the report."""
    rader = Barrieretiltak.objects.filter(barriere__slag__embete=embete, dato__gte=fra, dato__lt=til)
    return list(
        rader.select_related("virkemiddel", "barriere__slag", "barriere__kommune").order_by("dato", "pk")
    )


def matriseark(stand: Matrise) -> Ark:
    """Return the matrix as a sheet; an empty cell is a barrier that was never reported."""
    return Ark(
        navn=_("Barrierer"),
        forklaring=[
            _("Barrierer i kommunene per %(dag)s") % {"dag": norsk.langdato(stand.per)},
            _("Tom celle betyr at barrieren ikke er meldt, ikke at den ikke finnes."),
        ],
        overskrifter=[
            _("Kommunenummer"), _("Kommune"), *(slag.navn for slag in stand.slag), _("Står"), _("Ikke møtt"),
        ],
        rader=[
            [rad.kommune.nr, rad.kommune.navn, *(celle.ord or None for celle in rad.celler), rad.staar, rad.uten_tiltak]
            for rad in stand.rader
        ],
    )  # fmt: skip


def slagark(stand: Matrise) -> Ark:
    """Return what is not met, and what may help against it, as a sheet."""
    return Ark(
        navn=_("Ikke møtt"),
        forklaring=[_("Hva som ikke er møtt per %(dag)s") % {"dag": norsk.langdato(stand.per)}],
        overskrifter=[
            _("Slag barriere"), _("Står i antall kommuner"), _("Ikke møtt i antall kommuner"),
            _("Ikke møtt i"), _("Virkemidler som passer"),
        ],
        rader=[
            [
                ett.slag.navn, len(ett.staar), len(ett.ikke_moett), ett.ikke_moett_navn,
                "; ".join(virkemiddel.navn for virkemiddel in ett.virkemidler),
            ]
            for ett in stand.summer
        ],
    )  # fmt: skip


def periodeark(tall: list[tuple[Barriereslag, Periodetall]], tittel: str) -> Ark:
    """Return the counts of a period as a sheet; ``tittel`` names the period."""
    sum_ = summer(tall)
    return Ark(
        navn=_("Perioden"),
        forklaring=[tittel],
        overskrifter=[
            _("Slag barriere"), _("Meldt"), _("Virkemidler tatt i bruk"), _("Lukket"),
            _("Står ved slutten"), _("Av dem ikke møtt"),
        ],
        rader=[
            [navn, rad.meldt, rad.tiltak, rad.lukket, rad.staar, rad.uten_tiltak]
            for navn, rad in [*((slag.navn, rad) for slag, rad in tall), (_("Sum"), sum_)]
        ],
    )  # fmt: skip
