"""Municipalities of the same size: the nearest ones, and only what is public about them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.dag import naa
from bosetting.kommuner.models import Folketall
from tests.anmodninger.factories import RundeFactory
from tests.kommuner.factories import FylkeFactory, KommuneFactory
from tests.vedtak.factories import VedtakFactory
from vedtak.models import Bekreftelse
from vedtak.sammenligning import Stoerrelse, naermeste, sammenligning

DAG = date(2016, 3, 9)


def stoerrelse(nr, innbyggere):
    return Stoerrelse(int(nr), nr, f"Kommune {nr}", innbyggere)


stoerrelser = st.lists(
    st.builds(stoerrelse, st.integers(101, 140).map(lambda n: f"{n:04d}"), st.integers(0, 300)),
    min_size=1,
    max_size=20,
    unique_by=lambda ett: ett.id,
)


@given(stoerrelser, st.integers(0, 6))
def test_nobody_left_out_is_nearer_than_somebody_chosen(alle, antall):
    egen = alle[0]
    valgt = naermeste(egen, alle, antall)

    def orden(ett):
        return abs(ett.innbyggere - egen.innbyggere), ett.nr

    ute = [ett for ett in alle if ett not in valgt and ett != egen]
    assert egen not in valgt
    assert len(valgt) == min(antall, len(alle) - 1)
    assert valgt == sorted(valgt, key=orden)
    assert all(orden(inne) < orden(en) for inne in valgt for en in ute)


@given(stoerrelser, st.randoms())
def test_the_order_they_come_in_does_not_matter(alle, tilfeldig):
    stokket = tilfeldig.sample(alle, len(alle))
    assert naermeste(alle[0], alle) == naermeste(alle[0], stokket)


@pytest.fixture
def naboer(db, halden):
    """Halden with 30 000 inhabitants, and three more of the county that are asked for 20, 15 and nothing."""
    Folketall.objects.create(kommune=halden, aar=2016, antall=30_000)
    rader = []
    for nr, innbyggere in (("0105", 31_000), ("0106", 28_000), ("0111", 4_000)):
        kommune = KommuneFactory(nr=nr)
        Folketall.objects.create(kommune=kommune, aar=2015, antall=innbyggere)
        rader.append(kommune)
    RundeFactory(linjer=[(halden, 30, 5), (rader[0], 20, 2), (rader[1], 15, None)])
    return rader


def vist(kommune):
    return {rad.navn: (rad.anmodet, rad.vedtatt) for rad in sammenligning(kommune, 2016, DAG).rader}


def bekreft(vedtak, av, dag=DAG):
    Bekreftelse.objects.create(
        vedtak=vedtak, utfall="bekreftet", dato=dag, registrert_av=av, registrert_at=naa()
    )


def test_they_stand_by_size_with_what_they_were_asked_and_decided(halden, naboer):
    VedtakFactory(kommune=naboer[0], totalt=18, em=2)
    VedtakFactory(kommune=halden, totalt=25)
    rader = sammenligning(halden, 2016, DAG).rader
    assert [(rad.navn, rad.innbyggere, rad.egen) for rad in rader] == [
        ("Kommune 0105", 31_000, False),
        ("Halden", 30_000, True),
        ("Kommune 0106", 28_000, False),
        ("Kommune 0111", 4_000, False),
    ]
    assert [(rad.anmodet, rad.vedtatt) for rad in rader] == [(20, 18), (30, 25), (15, None), (None, None)]


def test_the_latest_count_that_is_known_is_the_size(halden, naboer):
    Folketall.objects.create(kommune=naboer[2], aar=2016, antall=30_500)
    Folketall.objects.create(kommune=naboer[2], aar=2017, antall=1)
    assert {rad.navn: rad.innbyggere for rad in sammenligning(halden, 2016, DAG).rader}[
        "Kommune 0111"
    ] == 30_500


def test_an_answer_nobody_has_confirmed_looks_like_no_answer(halden, naboer, saksbehandler):
    foer = sammenligning(halden, 2016, DAG)
    vedtak = VedtakFactory(kommune=naboer[0], totalt=18, em=2, fra_kommunen=True)
    assert sammenligning(halden, 2016, DAG) == foer
    bekreft(vedtak, saksbehandler)
    assert vist(halden)["Kommune 0105"] == (20, 18)


@pytest.mark.parametrize(
    "felt",
    [
        {"totalt": 12},
        {"totalt": 5, "slag": "tillegg"},
        {"type": "trukket", "totalt": None, "em": None},
        {"type": "utsatt", "totalt": None, "em": None, "ny_dato": date(2016, 5, 1)},
    ],
)
def test_what_is_sent_in_after_a_public_answer_changes_nothing_before_it_is_confirmed(halden, naboer, felt):
    VedtakFactory(kommune=naboer[0], totalt=18, em=2)
    foer = sammenligning(halden, 2016, DAG)
    VedtakFactory(kommune=naboer[0], fra_kommunen=True, mottatt=date(2016, 3, 1), **{"em": 0} | felt)
    assert sammenligning(halden, 2016, DAG) == foer


def test_a_correction_waits_and_the_answer_it_corrects_stands(halden, naboer, saksbehandler):
    offentlig = VedtakFactory(kommune=naboer[0], totalt=18, em=2)
    rettelse = VedtakFactory(
        kommune=naboer[0], totalt=20, em=2, fra_kommunen=True, retter=offentlig, rettegrunn="Feil tall"
    )
    assert vist(halden)["Kommune 0105"] == (20, 18)
    bekreft(rettelse, saksbehandler)
    assert vist(halden)["Kommune 0105"] == (20, 20)


def test_a_public_correction_reaches_through_one_that_was_never_confirmed(halden, naboer, saksbehandler):
    VedtakFactory(kommune=naboer[0], totalt=10, em=0)
    tillegg = VedtakFactory(kommune=naboer[0], totalt=4, em=0, slag="tillegg")
    rettet = {"kommune": naboer[0], "em": 0, "slag": "tillegg", "rettegrunn": "Feil tall"}
    venter = VedtakFactory(**rettet, totalt=6, fra_kommunen=True, retter=tillegg)
    assert vist(halden)["Kommune 0105"] == (20, 14)
    VedtakFactory(**rettet, totalt=5, retter=venter, registrert_av=saksbehandler)
    assert vist(halden)["Kommune 0105"] == (20, 15)


def test_one_that_was_sent_back_is_not_public(halden, naboer, saksbehandler):
    vedtak = VedtakFactory(kommune=naboer[0], totalt=18, em=2, fra_kommunen=True)
    Bekreftelse.objects.create(
        vedtak=vedtak, utfall="sendt_tilbake", dato=DAG, kommentar="Se på tallet", registrert_av=saksbehandler,
        registrert_at=naa(),
    )  # fmt: skip
    assert vist(halden)["Kommune 0105"] == (20, None)


def test_her_own_answer_she_knows_already(halden, naboer):
    VedtakFactory(kommune=halden, totalt=25, fra_kommunen=True)
    assert vist(halden)["Halden"] == (30, 25)


def test_other_counties_and_municipalities_that_are_no_more_are_left_out(halden, naboer, bergen):
    borte = KommuneFactory(nr="0103", til=date(2014, 1, 1))
    for kommune in (borte, bergen):
        Folketall.objects.create(kommune=kommune, aar=2013, antall=30_000)
    assert not {borte.navn, bergen.navn} & set(vist(halden))


def test_without_a_size_there_is_nothing_to_compare_with(halden, naboer, moss):
    assert sammenligning(moss, 2016, DAG) is None
    Folketall.objects.exclude(kommune=halden).delete()
    assert sammenligning(halden, 2016, DAG) is None


def test_it_costs_the_same_whatever_the_others_have_answered(halden, naboer, django_assert_num_queries):
    for antall in (0, 3):
        for _ in range(antall):
            VedtakFactory(kommune=naboer[1], totalt=10, fra_kommunen=True)
        with django_assert_num_queries(3):
            sammenligning(halden, 2016, DAG)


def test_no_more_than_five_others(halden, naboer):
    fylke = FylkeFactory(nr="01")
    for nr in range(120, 130):
        kommune = KommuneFactory(nr=f"0{nr}", fylke=fylke)
        Folketall.objects.create(kommune=kommune, aar=2016, antall=29_000 + nr)
    assert len(sammenligning(halden, 2016, DAG).rader) == 6
