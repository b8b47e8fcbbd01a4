"""State money seen together: all municipalities of one year, and one municipality over the years."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from bosetting.brukere.domain import Rett
from bosetting.kommuner.models import Folketall, Fylke, Kommune

from . import tilskuddsregler as regler
from .models import Kommuneprosjekt, Tilskuddsordning, Utbetaling
from .tilskuddsregler import Avvik, Fordeling


def egne_kommuner(bruker) -> QuerySet[Kommune]:
    """Return the municipalities of the embeter whose network this person reads."""
    embeter = bruker.omfang.embeter_med(Rett.SE_NETTVERK)
    return Kommune.objects.for_bruker(bruker).filter(fylke__in=Fylke.objects.filter(embeter__in=embeter))


def aarene(*deler: QuerySet) -> list[int]:
    """Return the years that the rows of ``deler`` are of, last first."""
    ut = {aar for rader in deler for aar in rader.order_by().values_list("aar", flat=True).distinct()}
    return sorted(ut, reverse=True)


def ordninger_i(prosjekter: QuerySet) -> QuerySet[Tilskuddsordning]:
    """Return the schemes of ``prosjekter``, so that a choice tells of no other's."""
    return Tilskuddsordning.objects.filter(pk__in=prosjekter.order_by().values("ordning"))


def noekkel(ordning: Tilskuddsordning) -> str:
    """Return what tells a scheme from the others in the rules: its code, or its key where it has none."""
    return ordning.kode or f"#{ordning.pk}"


@dataclass(frozen=True)
class Tilskuddsrad:
    """What one municipality got in one year. ``fra_fil`` is the imported schemes, ``prosjekter`` its own projects.

    ``plass`` is its place by name. ``avvik`` are stated sums that their parts do not come to.
    """

    plass: int
    kommune: Kommune
    innbyggere: int | None
    fra_fil: int | None
    prosjekter: int | None
    foer: int | None
    avvik: tuple[Avvik, ...] = ()

    @property
    def samlet(self) -> int | None:
        kjente = [ett for ett in (self.fra_fil, self.prosjekter) if ett is not None]
        return sum(kjente) if kjente else None

    @property
    def per_innbygger(self) -> int | None:
        return regler.per_innbygger(self.samlet, self.innbyggere)

    @property
    def endring(self) -> int | None:
        """Return the difference of the imported schemes from the year before."""
        return None if self.fra_fil is None or self.foer is None else self.fra_fil - self.foer


@dataclass(frozen=True)
class Oversikt:
    """State money of one year: per municipality, per scheme, and what projects add to it."""

    aar: int
    rader: list[Tilskuddsrad]
    ordninger: list[tuple[Tilskuddsordning, int, int]]
    fordeling: Fordeling
    prosjekter: dict[int, Kommuneprosjekt] = field(default_factory=dict)

    @property
    def fra_fil(self) -> regler.Beloepssum:
        return regler.summer(rad.fra_fil for rad in self.rader)

    @property
    def samlet(self) -> int | None:
        """Return all the money of the municipalities shown, each krone once."""
        har_noe = self.fra_fil.kjente or self.fordeling.egne or self.fordeling.felles_prosjekter
        return self.fra_fil.kroner + self.fordeling.sum if har_noe else None

    @property
    def prosjektsum(self) -> int | None:
        """Return what projects add, None when there are projects and no payment is known."""
        return None if len(self.fordeling.ukjente) == len(self.prosjekter) > 0 else self.fordeling.sum

    @property
    def innbyggere(self) -> int | None:
        """Return the inhabitants of those that got money, None when one of them is unknown."""
        alle = [rad.innbyggere for rad in self.rader if rad.samlet is not None]
        return sum(alle) if alle and None not in alle else None

    @property
    def per_innbygger(self) -> int | None:
        return regler.per_innbygger(self.samlet, self.innbyggere)

    @property
    def avvik(self) -> list[tuple[Tilskuddsrad, Avvik]]:
        return [(rad, avvik) for rad in self.rader for avvik in rad.avvik]

    def prosjektliste(self, noekler: Iterable[int]) -> list[Kommuneprosjekt]:
        return [self.prosjekter[pk] for pk in noekler]


def oversikt(
    kommuner: QuerySet,
    utbetalinger: QuerySet,
    prosjekter: QuerySet,
    aar: int,
    *,
    ordning: Tilskuddsordning | None = None,
) -> Oversikt:
    """Return the state money of ``aar``, of one scheme or all. Seven queries whatever the number of rows."""
    valgte = list(kommuner.i_aar(aar).norsk())
    plass = {kommune.pk: nr for nr, kommune in enumerate(valgte)}
    rader = utbetalinger.gjeldende().filter(aar__in=(aar - 1, aar)).order_by()
    # One that got no money has no unknown payment.
    prosjekter = prosjekter.filter(Q(status__in=regler.MED_TILSAGN) | Q(utbetalt__gt=0), aar=aar)
    if ordning is not None:
        rader, prosjekter = rader.filter(ordning=ordning), prosjekter.filter(ordning=ordning)
    # Plain values: a country's two years are ten thousand rows.
    beloep = list(rader.values_list("kommune", "aar", "ordning", "kroner"))
    kjente = Tilskuddsordning.objects.in_bulk({ordning_pk for _kommune, _aar, ordning_pk, _kroner in beloep})
    tall: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    summer = {noekkel(ett) for ett in kjente.values() if ett.er_sum}
    ordninger: dict[int, list] = {}
    importert: set[tuple[int, int]] = set()
    for kommune, rad_aar, ordning_pk, kroner in beloep:
        tall[kommune, rad_aar][noekkel(kjente[ordning_pk])] = kroner
        if rad_aar == aar and kommune in plass:
            ordninger.setdefault(ordning_pk, [kjente[ordning_pk], []])[1].append(kroner)
        if rad_aar == aar and not _er_sum(kjente[ordning_pk]):
            importert.add((kommune, ordning_pk))
    alle = {
        prosjekt.pk: prosjekt
        for prosjekt in prosjekter.prefetch_related("kommuner")
        if any(kommune.pk in plass for kommune in prosjekt.kommuner.all())
    }
    fordeling = regler.fordel(
        [
            regler.Prosjektpenger(
                pk,
                frozenset(ett.pk for ett in prosjekt.kommuner.all()),
                prosjekt.ordning_id,
                prosjekt.utbetalt,
            )
            for pk, prosjekt in alle.items()
        ],
        importert,
    )
    folk = dict(Folketall.objects.filter(aar=aar, kommune__in=plass).values_list("kommune", "antall"))
    # A sum that is asked for by itself is shown as it is stated.
    valgt_sum = {noekkel(ordning)} if ordning is not None and _er_sum(ordning) else set()
    return Oversikt(
        aar,
        [
            Tilskuddsrad(
                plass[kommune.pk],
                kommune,
                folk.get(kommune.pk),
                _sum(tall[kommune.pk, aar], summer, valgt_sum),
                fordeling.egne.get(kommune.pk),
                _sum(tall[kommune.pk, aar - 1], summer, valgt_sum),
                tuple(regler.avvik(tall[kommune.pk, aar], summer)),
            )
            for kommune in valgte
        ],
        [
            (ett, sum(kroner), len(kroner))
            for ett, kroner in sorted(ordninger.values(), key=lambda par: (_er_sum(par[0]), -sum(par[1])))
        ],
        fordeling,
        alle,
    )


def _er_sum(ordning: Tilskuddsordning) -> bool:
    return ordning.er_sum or regler.er_sum(ordning.kode)


def _sum(tall: dict[str, int], summer: set[str], valgt_sum: set[str]) -> int | None:
    oppgitt = [tall[kode] for kode in valgt_sum if kode in tall]
    return oppgitt[0] if oppgitt else regler.sum_av(tall, summer)


@dataclass(frozen=True)
class Ordningsrad:
    """One scheme over the years: (year, kroner) in the order of the years, None where there is no figure."""

    ordning: Tilskuddsordning
    celler: list[tuple[int, int | None]]


@dataclass(frozen=True)
class Kommunetilskudd:
    """What one municipality got over the years: schemes, what they come to, stated sums, projects."""

    aar: list[int]
    ordninger: list[Ordningsrad]
    sum: list[int | None]
    per_innbygger: list[int | None]
    oppgitte: list[Ordningsrad]
    avvik: list[tuple[int, Avvik, Tilskuddsordning]]
    prosjekter: list[Kommuneprosjekt]
    prosjektsum: list[int | None]
    samlet: list[int | None]


def kommunetilskudd(kommune: Kommune, utbetalinger: QuerySet, prosjekter: QuerySet) -> Kommunetilskudd:
    """Return the state money of one municipality, year by year. Four queries."""
    rader = list(utbetalinger.filter(kommune=kommune).gjeldende().select_related("ordning").order_by())
    egne = list(
        prosjekter.filter(kommuner=kommune).select_related("ordning").prefetch_related("kommuner").distinct()
    )
    aar = sorted({rad.aar for rad in rader} | {prosjekt.aar for prosjekt in egne})
    tall: dict[int, dict[str, int]] = defaultdict(dict)
    ordninger: dict[int, Tilskuddsordning] = {}
    kroner: dict[tuple[int, int], int] = {}
    for rad in rader:
        tall[rad.aar][noekkel(rad.ordning)] = rad.kroner
        ordninger[rad.ordning_id] = rad.ordning
        kroner[rad.ordning_id, rad.aar] = rad.kroner
    summer = {noekkel(ordning) for ordning in ordninger.values() if ordning.er_sum}
    per_noekkel = {noekkel(ordning): ordning for ordning in ordninger.values()}
    folk = dict(Folketall.objects.filter(kommune=kommune, aar__in=aar).values_list("aar", "antall"))
    fra_fil = [regler.sum_av(tall[ett], summer) for ett in aar]
    fordelt = [
        regler.fordel(
            [
                regler.Prosjektpenger(
                    p.pk, frozenset(k.pk for k in p.kommuner.all()), p.ordning_id, p.utbetalt
                )
                for p in egne
                if p.aar == ett
            ],
            {(kommune.pk, pk) for pk, i_aar in kroner if i_aar == ett and not _er_sum(ordninger[pk])},
        ).egne.get(kommune.pk)
        for ett in aar
    ]
    samlet = [
        None if a is None and b is None else (a or 0) + (b or 0)
        for a, b in zip(fra_fil, fordelt, strict=True)
    ]
    radene = [
        Ordningsrad(ordning, [(ett, kroner.get((pk, ett))) for ett in aar])
        for pk, ordning in ordninger.items()
    ]
    radene.sort(key=lambda rad: (-sum(verdi or 0 for _aar, verdi in rad.celler), rad.ordning.navn))
    return Kommunetilskudd(
        aar=aar,
        ordninger=[rad for rad in radene if not _er_sum(rad.ordning)],
        sum=fra_fil,
        per_innbygger=[
            regler.per_innbygger(verdi, folk.get(ett)) for ett, verdi in zip(aar, samlet, strict=True)
        ],
        oppgitte=[rad for rad in radene if _er_sum(rad.ordning)],
        avvik=[
            (ett, avvik, per_noekkel[avvik.kode]) for ett in aar for avvik in regler.avvik(tall[ett], summer)
        ],
        prosjekter=egne,
        prosjektsum=fordelt,
        samlet=samlet,
    )


def radene_bak(utbetalinger: QuerySet, kommune: Kommune, aar: int, ordning: int) -> list[Utbetaling]:
    """Return every row of one figure, the one that counts first."""
    rader = utbetalinger.filter(kommune=kommune, aar=aar, ordning=ordning)
    return list(rader.select_related("ordning").order_by("-pk"))
