"""A municipality's years through mergers: summed year by year, each with its parts, marked where not comparable."""

from datetime import date

import pytest

from bosetting.kommuner.models import Kommune, KommuneEndring
from tests.kommuner.factories import FylkeFactory, KommuneFactory
from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory
from vedtak.domain import Tall
from vedtak.kommunehistorikk import historikker
from vedtak.strukturliste import registeret
from vedtak.tidsserie import medlemmer, tidsserie

pytestmark = pytest.mark.django_db
DAG = date(2026, 1, 1)


@pytest.fixture
def rekke(embete, halden, moss):
    """Halden and Moss became 3002 in 2020, which became 3103 in 2024."""
    ledd = [[halden, moss]]
    for nr, aar in (("3002", 2020), ("3103", 2024)):
        ny = Kommune.objects.create(nr=nr, navn="Moss", fylke=FylkeFactory(nr=nr[:2]), fra=date(aar, 1, 1))
        for gammel in ledd[-1]:
            Kommune.objects.filter(pk=gammel.pk).update(til=date(aar, 1, 1))
            KommuneEndring.objects.create(forgjenger=gammel, etterfoelger=ny, dato=date(aar, 1, 1))
        ledd.append([ny])
    return Kommune.objects.get(nr="0101"), Kommune.objects.get(nr="0104"), ledd[1][0], ledd[2][0]


def aar(kommune, ett_aar, bedt, gitt=None, bosatt=None):
    AnmodningFactory(
        runde__aar=ett_aar,
        runde__sendt_dato=date(ett_aar - 1, 6, 1),
        runde__svarfrist=None,
        kommune=kommune,
        totalt=bedt,
        em=0,
    )
    if gitt is not None:
        VedtakFactory(
            kommune=kommune,
            aar=ett_aar,
            totalt=gitt,
            em=0,
            vedtaksdato=None,
            mottatt=date(ett_aar - 1, 12, 1),
        )
    if bosatt is not None:
        BosattFactory(kommune=kommune, aar=ett_aar, antall=bosatt, per_dato=date(ett_aar, 12, 31))


def serie(kommune, per=DAG, synlige=None):
    register = registeret()
    ider = medlemmer(kommune, register)
    ider &= {ett.pk for ett in synlige} if synlige is not None else ider
    return tidsserie(kommune, register, historikker(ider, per))


def test_predecessors_are_summed_year_by_year_and_each_year_has_its_parts(rekke):
    halden, moss, _mellom, naa = rekke
    aar(halden, 2014, 30, 20, 25)
    aar(moss, 2014, 40, 50, 35)
    aar(naa, 2025, 90, 80, 70)
    foer, etter = serie(naa)
    assert (foer.aar, foer.anmodet, foer.vedtatt, foer.bosatt) == (2014, Tall(70, 0), Tall(70, 0), 60)
    assert foer.ubrukte == 5  # Moss has five left; Halden's five more use none of them
    assert [(del_.kommune.nr, del_.anmodet, del_.bosatt) for del_ in foer.deler] == [
        ("0101", 30, 25),
        ("0104", 40, 35),
    ]
    assert (foer.sammenlignbar, foer.summert, etter.summert) == (True, True, False)
    assert (etter.anmodet, etter.bosatt) == (Tall(90, 0), 70)


def test_an_unknown_part_makes_the_sum_unknown_and_nobody_asked_is_no_part(rekke):
    halden, moss, _mellom, naa = rekke
    aar(halden, 2014, 30, 20, 25)
    aar(moss, 2014, 40, 50)
    aar(halden, 2013, 30)
    fjoraaret, aaret = serie(naa)
    assert (aaret.bosatt, aaret.ubrukte) == (None, None)
    assert (fjoraaret.anmodet, fjoraaret.vedtatt, len(fjoraaret.deler)) == (Tall(30, 0), None, 1)


def test_who_does_not_see_a_part_is_told(rekke):
    halden, moss, _mellom, naa = rekke
    aar(halden, 2014, 30, 20, 25)
    aar(moss, 2014, 40, 50, 35)
    (punkt,) = serie(naa, synlige=[halden, naa])
    assert (punkt.anmodet, punkt.sammenlignbar) == (Tall(30, 0), False)
    assert punkt.merknad == "Ikke sammenlignbart: Moss (0104) hører med, men er ikke med i tallene her."


def test_an_old_municipality_has_its_own_years_and_a_renamed_one_goes_on(rekke):
    halden, moss, mellom, naa = rekke
    aar(halden, 2014, 30)
    aar(naa, 2025, 90)
    assert [punkt.aar for punkt in serie(halden)] == [2014]  # what was merged since cannot be divided
    assert [punkt.aar for punkt in serie(mellom)] == [2014, 2025]
    assert {halden.pk, moss.pk, mellom.pk, naa.pk} == medlemmer(naa, registeret())
    assert medlemmer(halden, registeret()) == {halden.pk}


def test_a_year_across_the_county_line_is_marked(embete, halden):
    nabo = KommuneFactory(nr="0221", fylke=FylkeFactory(nr="02"))
    ny = Kommune.objects.create(nr="3026", navn="Ny", fylke=FylkeFactory(nr="30"), fra=date(2020, 1, 1))
    for gammel in (halden, nabo):
        Kommune.objects.filter(pk=gammel.pk).update(til=date(2020, 1, 1))
        KommuneEndring.objects.create(forgjenger=gammel, etterfoelger=ny, dato=date(2020, 1, 1))
        aar(gammel, 2014, 10)
    aar(ny, 2021, 20)
    foer, etter = serie(ny)
    assert (foer.sammenlignbar, etter.sammenlignbar) == (False, True)
    assert "lå ikke i samme fylke" in foer.merknad
