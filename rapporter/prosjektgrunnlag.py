"""The facts of the project itself, for the types of report that tell of them: a fixed number of queries."""

from collections import defaultdict
from datetime import date, timedelta

from bosetting.felles import norsk
from bosetting.kommuner.models import Kommune
from nettverk import barriereliste, evalueringsliste, prosjektside, tilskuddsregler
from nettverk.medlemsliste import grupper_paa_dager
from nettverk.models import Kommuneprosjekt, Prosjekt, Tilskuddsordning, Utbetaling
from nettverk.tilskuddsliste import noekkel

from . import prosjektfakta as fakta
from .definisjon import Periode, Rapporttype

# How many years of state money stand beside each other; fixed, so that the table fits a page.
TILSKUDDSAAR = 5


# The blocks that are made of these facts.
BLOKKER = frozenset(
    {
        "barrierer",
        "budsjett",
        "evaluering",
        "faser",
        "gruppenes_utvikling",
        "kommuneprosjekter",
        "sitater",
        "strategier",
        "suksesskriterier",
        "tilskudd",
    }
)


def fakta_for(type_: Rapporttype, prosjekt: Prosjekt, periode: Periode, dag: date) -> fakta.Prosjektfakta:
    """Return the facts where a chapter of the type shows some of them; else none, and no query."""
    if any(BLOKKER.intersection(kapittel.blokker) for kapittel in type_.kapitler):
        return prosjektfakta(prosjekt, periode, dag)
    return fakta.Prosjektfakta()


def prosjektfakta(prosjekt: Prosjekt, periode: Periode, dag: date) -> fakta.Prosjektfakta:
    """Return what the records have of ``prosjekt`` at the cut-off ``dag``. 25 queries, however much there is."""
    embete = prosjekt.embete
    side = prosjektside.prosjektside(prosjekt, dag)
    dager = fakta.gruppedager(periode.fra, periode.til, dag)
    matrise = barriereliste.matrise(embete, dag)
    return fakta.Prosjektfakta(
        faser=tuple(
            fakta.Fase(rad.fase.bokstav, rad.fase.navn, rad.fase.fra, rad.siste_dag) for rad in side.faser
        ),
        strategier=tuple(fakta.Strategi(rad.nummer, rad.tekst, rad.oppfoelging) for rad in side.strategier),
        kriterier=tuple(
            fakta.Kriterium(rad.nummer, rad.tekst, str(rad.get_sted_display()), rad.vurdering)
            for rad in side.kriterier
        ),
        budsjett=tuple(_budsjettaar(aar) for aar in prosjektside.budsjett(prosjekt, dag)),
        gruppedager=dager,
        gruppestand=_gruppestand(prosjekt, dager),
        evaluering=_evaluering(prosjekt, dag),
        barrierer=tuple(
            fakta.Barriere(
                slag=rad.slag.navn,
                forklaring=rad.slag.forklaring,
                staar=tuple(kommune.navn for kommune in rad.staar),
                ikke_moett=tuple(kommune.navn for kommune in rad.ikke_moett),
                virkemidler=tuple(
                    fakta.Virkemiddel(ett.navn, ett.eier.navn if ett.eier else "") for ett in rad.virkemidler
                ),
            )
            for rad in matrise.summer
        ),
        tiltak=tuple(
            fakta.Tiltak(rad.dato, rad.barriere.kommune.navn, rad.barriere.slag.navn, rad.virkemiddel.navn)
            for rad in barriereliste.virkemidler_i_bruk(embete, periode.fra, dag + timedelta(days=1))
        ),
        tilskudd=_tilskudd(embete, dag.year),
        kommuneprosjekter=_kommuneprosjekter(embete, periode, dag),
    )


def _budsjettaar(aar: prosjektside.Budsjettaar) -> fakta.Budsjettaar:
    return fakta.Budsjettaar(
        aar=aar.aar,
        linjer=tuple(
            fakta.Budsjettlinje(
                post=rad.linje.post,
                dekkes_av=rad.linje.dekkes_av.navn if rad.linje.dekkes_av else "",
                andel=rad.andel,
                kroner=rad.linje.kroner,
                brukt=rad.forbruk.brukt,
            )
            for rad in aar.rader
        ),
        utenom=aar.uten_linje.brukt,
        kroner=aar.sum.budsjett or 0,
        brukt=aar.sum.brukt,
        aarsverk=aar.stillinger.aarsverk,
    )


def _gruppestand(prosjekt: Prosjekt, dager: tuple[date, ...]) -> tuple[fakta.Gruppestand, ...]:
    tall: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for grupper in grupper_paa_dager(prosjekt, dager).values():
        for paa in grupper:
            tall[paa.gruppe.navn].append((paa.telling.personer, paa.telling.organisasjoner))
    return tuple(fakta.Gruppestand(navn, tuple(ett)) for navn, ett in tall.items())


def _evaluering(prosjekt: Prosjekt, dag: date) -> fakta.Evaluering:
    stand = evalueringsliste.evaluering(prosjekt, None, dag + timedelta(days=1))
    if not stand.svar:
        return fakta.Evaluering()
    bilde = evalueringsliste.diagram(stand)
    return fakta.Evaluering(
        svar=stand.svar,
        svart_tekst=stand.svart_tekst,
        effekter=tuple(
            fakta.Effekt(
                nummer=ett.spoersmaal.nummer,
                tekst=ett.spoersmaal.tekst,
                maal=ett.spoersmaal.resultatmaal.nummer if ett.spoersmaal.resultatmaal else "",
                svar=ett.fordeling.svar,
                kommuner=ett.kommuner,
                partnere=ett.organisasjoner,
                snitt="" if ett.fordeling.snitt is None else ett.snitt,
            )
            for ett in stand.effekter
        ),
        sitater=tuple(
            fakta.Sitat(sitat.tekst, sitat.tilskrevet, ett.spoersmaal.tekst)
            for ett in stand.effekter
            for sitat in ett.sitater
        ),
        bilde=fakta.Bilde(bilde.svg, bilde.beskrivelse),
    )


def _tilskudd(embete, siste_aar: int) -> fakta.Tilskudd:
    """What the state has paid, the last years there are figures of up to ``siste_aar``. Three queries."""
    rader = Utbetaling.objects.gjeldende().filter(ordning__embete=embete, aar__lte=siste_aar).order_by()
    aarene = sorted(set(rader.values_list("aar", flat=True).distinct()))[-TILSKUDDSAAR:]
    beloep = list(rader.filter(aar__in=aarene).values_list("kommune", "aar", "ordning", "kroner"))
    ordninger = Tilskuddsordning.objects.in_bulk({ordning for _kommune, _aar, ordning, _kroner in beloep})
    summer = {noekkel(ett) for ett in ordninger.values() if ett.er_sum}
    per_kommune: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    per_ordning: dict[tuple[int, int], int] = defaultdict(int)
    for kommune, aar, ordning, kroner in beloep:
        per_kommune[aar, kommune][noekkel(ordninger[ordning])] = kroner
        per_ordning[ordning, aar] += kroner
    kjente = {
        par: sum_
        for par, tall in per_kommune.items()
        if (sum_ := tilskuddsregler.sum_av(tall, summer)) is not None
    }
    linjer = [
        fakta.Ordningsrad(ordning.navn, tuple(per_ordning.get((pk, aar)) for aar in aarene))
        for pk, ordning in ordninger.items()
        if not ordning.er_sum and not tilskuddsregler.er_sum(ordning.kode)
    ]
    # The largest of the last year first, as the page of state money has them.
    linjer.sort(key=lambda rad: (tuple(-(kroner or 0) for kroner in reversed(rad.kroner)), rad.navn))
    aarsummer = [[sum_ for (ett, _kommune), sum_ in kjente.items() if ett == aar] for aar in aarene]
    return fakta.Tilskudd(
        aar=tuple(aarene),
        ordninger=tuple(linjer),
        sum=tuple(sum(ett) if ett else None for ett in aarsummer),
        kommuner=tuple(len(ett) for ett in aarsummer),
    )


def _kommuneprosjekter(embete, periode: Periode, dag: date) -> tuple[fakta.Kommuneprosjekt, ...]:
    """The projects of the catalogue in the years of the period, by year and title. Two queries."""
    rader = (
        Kommuneprosjekt.objects.i_katalogen()
        .filter(embete=embete, aar__gte=periode.fra.year, aar__lte=dag.year)
        .select_related("ordning")
        .order_by("aar", "tittel", "pk")
        .prefetch_related("kommuner")
    )
    return tuple(
        fakta.Kommuneprosjekt(
            aar=rad.aar,
            tittel=rad.tittel,
            kommuner=norsk.opplisting(_navn(rad.kommuner.all())),
            ordning=rad.ordning.navn if rad.ordning else "",
            status=str(rad.get_status_display()),
            tildelt=rad.tildelt,
        )
        for rad in rader
    )


def _navn(kommuner: list[Kommune]) -> list[str]:
    return [kommune.navn for kommune in sorted(kommuner, key=lambda kommune: kommune.nr)]
