"""Persons settled: which count holds on two clocks, what may be registered, and that nothing is ever changed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.hinder import Hinder
from tests.vedtak.factories import BosattFactory
from vedtak import bosatte, imdi
from vedtak.bosatte import Finnes, Foering, Lavere, Rettet
from vedtak.bosattregler import Bosattrad, gjeldende, hinder_for_telling
from vedtak.domain import Kommunestatus, Svar, Tall
from vedtak.imdi_import import importer_imdi
from vedtak.models import Bosatt
from vedtak.oppfyllelse import Oppfyllelse, summer, ubrukte

DAG = date(2016, 3, 9)
FEB = date(2016, 2, 29)
START = date(2016, 1, 1)

# ---------------------------------------------------------------- the rule


@st.composite
def rekker(draw):
    """Counts of a few dates, each corrected or withdrawn any number of times, known in any order."""
    rader: list[Bosattrad] = []
    for nr in draw(st.permutations(range(4)))[: draw(st.integers(0, 4))]:
        per, forrige = START + timedelta(10 * nr), None
        for ledd in range(draw(st.integers(1, 4))):
            antall = draw(st.integers(0, 9)) if ledd == 0 else draw(st.none() | st.integers(0, 9))
            mottatt = draw(st.none() | st.integers(0, 60).map(lambda dager, per=per: per + timedelta(dager)))
            rader.append(Bosattrad(len(rader) + 1, 1, per, antall, mottatt, forrige))
            forrige = len(rader)
    return draw(st.permutations(rader))


def naiv(rader, per, kjent):
    """Replay: each date's rows in the order they were written, those known; then the latest date with a number."""
    av_dato = {}
    for rad in sorted(rader, key=lambda rad: rad.pk):
        if kjent is None or (rad.mottatt if rad.mottatt is not None else rad.per_dato) <= kjent:
            av_dato[rad.per_dato] = rad.antall
    tall = [(dato, antall) for dato, antall in sorted(av_dato.items()) if dato <= per and antall is not None]
    return tall[-1] if tall else None


@given(rekker(), st.integers(-5, 60), st.none() | st.integers(-5, 110))
def test_for_every_pair_of_dates_the_rule_gives_what_a_slow_replay_gives(rader, per, kjent):
    per = START + timedelta(per)
    kjent = None if kjent is None else START + timedelta(kjent)
    svar = gjeldende(rader, per, kjent)
    assert (None if svar is None else (svar.per_dato, svar.antall)) == naiv(rader, per, kjent)


@pytest.mark.parametrize(
    ("felt", "grunn"),
    [
        ({"per_dato": date(2016, 3, 10)}, "framtiden"),
        ({"per_dato": date(2015, 12, 31)}, "før bosettingsåret 2016"),
        ({"mottatt": date(2016, 3, 10)}, "framtiden"),
        ({"mottatt": date(2016, 2, 28)}, "mottatt før"),
    ],
)
def test_dates_that_cannot_be_are_told_at_their_field(felt, grunn):
    ((navn, tekst),) = hinder_for_telling(
        **{"per_dato": FEB, "mottatt": None, "aar": 2016, "dag": DAG} | felt
    )
    assert navn == next(iter(felt))
    assert grunn in tekst


# ---------------------------------------------------------------- fulfilment


def stilling(anmodet, vedtatt):
    return Kommunestatus(1, anmodet, vedtatt, dict.fromkeys(("totalt", "voksne", "em"), Svar.UKJENT))


@pytest.mark.parametrize(
    ("anmodet", "vedtatt", "bosatt", "svar"),
    [
        (Tall(30), Tall(25), 10, 15),
        (Tall(30), Tall(40), 10, 20),
        (Tall(30), Tall(25), 26, 0),
        (Tall(30), Tall(25), None, None),
        (None, Tall(25), None, 0),
        (Tall(30), None, None, 0),
        (Tall(30), Tall(0), None, 0),
        (Tall(None), Tall(25), 3, None),
    ],
)
def test_unused_is_what_was_asked_and_decided_and_nobody_was_settled_in(anmodet, vedtatt, bosatt, svar):
    assert ubrukte(stilling(anmodet, vedtatt), bosatt) == svar


tall = st.none() | st.integers(0, 50).map(Tall) | st.just(Tall(None))


@given(st.lists(st.tuples(tall, tall, st.none() | st.integers(0, 50))))
def test_more_in_one_never_uses_the_places_of_another_and_unknown_stays_unknown(rader):
    alle = [Oppfyllelse(stilling(anmodet, vedtatt), bosatt) for anmodet, vedtatt, bosatt in rader]
    sum_ = summer(alle)
    assert all(ett.ubrukte is None or ett.ubrukte >= 0 for ett in alle)
    assert sum_.ubrukte.kjent == sum(ett.ubrukte or 0 for ett in alle)
    assert (sum_.ubrukte.verdi is None) == any(ett.ubrukte is None for ett in alle)
    assert sum_.bosatt.kjent == sum(bosatt or 0 for *_tall, bosatt in rader)


# ---------------------------------------------------------------- writing


def foer(by, *tellinger, bekreftet=False, noekkel=None, mottatt=DAG, per=FEB):
    foeringer = [Foering(kommune, 2016, per, antall, f"bosatt-{kommune.pk}") for kommune, antall in tellinger]
    return bosatte.registrer(
        by=by,
        foeringer=foeringer,
        kilde="IMDi",
        mottatt=mottatt,
        dag=DAG,
        noekkel=noekkel or uuid4(),
        bekreftet=bekreftet,
    )


def holder(kommune, per=DAG, kjent=None):
    rad = bosatte.gjeldende_tellinger(2016, [kommune.pk], per, kjent).get(kommune.pk)
    return rad and rad.antall


@pytest.mark.django_db
def test_counts_of_many_are_registered_with_one_trace(saksbehandler, halden, moss):
    rader = foer(saksbehandler, (halden, 4), (moss, 0))
    assert [(rad.kommune, rad.antall, rad.mottatt, rad.registrert_av) for rad in rader] == [
        (halden, 4, DAG, saksbehandler),
        (moss, 0, DAG, saksbehandler),
    ]
    hendelse = Hendelse.objects.get()
    assert (hendelse.handling, hendelse.bruker, hendelse.etter["antall rader"]) == (
        "førte bosatte",
        saksbehandler,
        2,
    )
    assert (holder(halden), holder(halden, per=date(2016, 2, 28)), holder(halden, kjent=FEB)) == (
        4,
        None,
        None,
    )


@pytest.mark.django_db
def test_a_double_click_makes_one_row_and_gets_the_same_answer(saksbehandler, halden):
    noekkel = uuid4()
    assert foer(saksbehandler, (halden, 4), noekkel=noekkel) == foer(
        saksbehandler, (halden, 4), noekkel=noekkel
    )
    assert (Bosatt.objects.count(), Hendelse.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_another_number_of_the_same_date_is_sent_to_correction_and_nothing_is_saved(
    saksbehandler, halden, moss
):
    gammel = BosattFactory(kommune=halden)
    with pytest.raises(Finnes) as hinder:
        foer(saksbehandler, (halden, 5), (moss, 3))
    assert [rad.pk for _foering, rad in hinder.value.rader] == [gammel.pk]
    assert hinder.value.grunner == [
        (f"bosatt-{halden.pk}", "Det er ført 4 for 29.02.2016. Rett det tallet i stedet.")
    ]
    assert Bosatt.objects.count() == 1


@pytest.mark.django_db
def test_a_lower_count_than_an_earlier_is_asked_about_once(saksbehandler, halden):
    BosattFactory(kommune=halden, per_dato=date(2016, 1, 31), antall=9)
    with pytest.raises(Lavere) as hinder:
        foer(saksbehandler, (halden, 5))
    assert str(hinder.value) == "Halden: 5 er lavere enn 9 per 31.01.2016."
    foer(saksbehandler, (halden, 5), bekreftet=True)
    assert holder(halden) == 5


@pytest.mark.django_db
def test_a_correction_is_a_new_row_and_the_old_answer_stays_the_same(saksbehandler, halden):
    (gammel,) = foer(saksbehandler, (halden, 4), mottatt=FEB)
    ny = bosatte.rett(
        by=saksbehandler,
        telling=gammel,
        antall=6,
        kilde="IMDi",
        mottatt=DAG,
        grunn="To var glemt.",
        dag=DAG,
        noekkel=uuid4(),
    )
    assert (ny.retter, ny.per_dato, ny.antall) == (gammel, FEB, 6)
    assert (holder(halden), holder(halden, kjent=date(2016, 3, 8))) == (6, 4)
    hendelse = Hendelse.objects.get(handling="rettet bosatte")
    assert (hendelse.foer["antall"], hendelse.etter["antall"]) == (4, 6)


def rettet(by, telling, antall=6, **felt):
    verdier = {"kilde": "IMDi", "mottatt": DAG, "grunn": "Feil.", "dag": DAG, "noekkel": uuid4()} | felt
    return bosatte.rett(by=by, telling=telling, antall=antall, **verdier)


@pytest.mark.django_db
def test_withdrawn_the_date_before_holds_again_and_the_count_can_come_back(saksbehandler, halden):
    BosattFactory(kommune=halden, per_dato=date(2016, 1, 31), antall=2)
    (gammel,) = foer(saksbehandler, (halden, 4), mottatt=FEB)
    trukket = bosatte.trekk(
        by=saksbehandler, telling=gammel, mottatt=DAG, grunn="Gjaldt Moss.", dag=DAG, noekkel=uuid4()
    )
    assert (trukket.antall, holder(halden), holder(halden, kjent=FEB)) == (None, 2, 4)
    with pytest.raises(Finnes, match="trukket tilbake"):
        foer(saksbehandler, (halden, 7))
    rettet(saksbehandler, trukket, 7)
    assert holder(halden) == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("felt", "navn", "grunn"),
    [
        ({"grunn": "  "}, "grunn", "hvorfor"),
        ({"antall": 4}, "antall", "samme som før"),
        ({"mottatt": date(2016, 3, 10)}, "mottatt", "framtiden"),
    ],
)
def test_a_correction_that_cannot_be_is_told_at_its_field(saksbehandler, halden, felt, navn, grunn):
    gammel = BosattFactory(kommune=halden)
    with pytest.raises(Hinder) as hinder:
        rettet(saksbehandler, gammel, **felt)
    assert [(felt_, grunn in tekst) for felt_, tekst in hinder.value.grunner] == [(navn, True)]
    assert Bosatt.objects.count() == 1


@pytest.mark.django_db
def test_the_second_to_correct_is_told_who_came_first_and_what_stands(saksbehandler, prosjektleder, halden):
    gammel, noekkel = BosattFactory(kommune=halden), uuid4()
    ny = rettet(saksbehandler, gammel, noekkel=noekkel)
    with pytest.raises(Rettet, match="Siri Saksbehandler rettet dette tallet til 6") as hinder:
        rettet(prosjektleder, gammel, 5)
    assert hinder.value.rettelse == ny
    assert rettet(saksbehandler, gammel, noekkel=noekkel) == ny


@pytest.mark.django_db
def test_imdis_file_never_writes_over_what_was_corrected_or_withdrawn_here(saksbehandler, halden, moss):
    rettet(saksbehandler, BosattFactory(kommune=halden), 6)
    bosatte.trekk(
        by=saksbehandler,
        telling=BosattFactory(kommune=moss),
        mottatt=DAG,
        grunn="Feil.",
        dag=DAG,
        noekkel=uuid4(),
    )
    tekst = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n0101,2016,2016-02-29,,,4\n0104,2016,2016-02-29,,,4\n"
    resultat = importer_imdi(by=None, innlest=imdi.les(les_tekst(tekst), DAG), filnavn="imdi.csv")
    assert resultat.avvik == [
        "0101 Halden 2016 bosatt per 29.02.2016: 4 hos IMDi, 6 registrert",
        "0104 Moss 2016 bosatt per 29.02.2016: 4 hos IMDi, trukket her",
    ]
    assert (holder(halden), holder(moss), resultat.bosatte) == (6, None, 0)
