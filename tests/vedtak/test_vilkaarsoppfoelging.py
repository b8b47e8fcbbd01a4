"""Conditions are followed up: what stands after it, who may write it, and which are open."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere import kalender
from bosetting.brukere.models import Hendelse, Tilgang
from bosetting.felles.hinder import Hinder
from tests.vedtak.factories import VedtakFactory, VilkaarFactory, VilkaarsoppfoelgingFactory
from vedtak.models import Vilkaarsoppfoelging
from vedtak.oppfoelgingskalender import vilkaar as kalendervilkaar
from vedtak.vilkaarsoppfoelging import Innhold, Samtidig, foelg_opp
from vedtak.vilkaarsoppfoelgingsliste import aapne_vilkaar, oppfoelginger_av
from vedtak.vilkaarsoppfoelgingsregler import Oppfoelging, Tilstand, hinder_for_oppfoelging, kjede, tilstand

DAG = date(2016, 3, 9)
DAGER = st.integers(0, 20).map(lambda n: date(2016, 1, 1) + timedelta(days=n))


def oppfoelgingene():
    return st.lists(
        st.tuples(DAGER, st.sampled_from(["gjelder", "avklart"]), st.none() | DAGER), max_size=8
    ).map(
        lambda rader: [
            Oppfoelging(nr, dato, utfall, ny if utfall == "gjelder" else None)
            for nr, (dato, utfall, ny) in enumerate(rader)
        ]
    )


@given(oppfoelgingene(), DAGER, st.none() | DAGER)
def test_the_state_is_what_one_gets_by_living_through_the_days(rader, per, foerste):
    ventet = Tilstand(False, foerste)
    for ett in sorted(rader, key=lambda ett: (ett.dato, ett.id)):
        if ett.dato <= per:
            avklart = ett.utfall == "avklart"
            ventet = Tilstand(avklart, None if avklart else ett.ny_dato, ett.id)
    assert tilstand(foerste, rader, per) == ventet


def test_days_over_count_from_the_day_after():
    assert Tilstand(False, date(2016, 3, 9)).dager_over(DAG) is None
    assert Tilstand(False, date(2016, 3, 8)).dager_over(DAG) == 1
    assert Tilstand(False, None).dager_over(DAG) is None


def test_a_chain_goes_back_to_the_first_answer():
    assert kjede(3, {3: 2, 2: 1, 1: None, 4: None}) == [3, 2, 1]
    assert kjede(4, {4: None}) == [4]


@pytest.mark.parametrize(
    ("endret", "felt"),
    [
        ({}, []),
        ({"notat": ""}, ["notat"]),
        ({"dato": date(2016, 3, 10), "ny_dato": date(2016, 4, 1)}, ["dato"]),
        ({"dato": date(2015, 12, 9)}, ["dato"]),
        ({"utfall": "avklart"}, ["ny_dato"]),
        ({"utfall": "avklart", "ny_dato": None}, []),
        ({"ny_dato": date(2016, 3, 1)}, ["ny_dato"]),
        ({"ny_dato": None}, []),
        ({"rettet": True, "notat": ""}, [None]),
    ],
)
def test_reasons_why_not(endret, felt):
    alt = {
        "svaret_fra": date(2015, 12, 10), "rettet": False, "dato": date(2016, 3, 1), "utfall": "gjelder",
        "notat": "Ringte.", "ny_dato": date(2016, 4, 1), "dag": DAG,
    }  # fmt: skip
    assert [ett for ett, _grunn in hinder_for_oppfoelging(**alt | endret)] == felt


INNHOLD = Innhold(DAG, "gjelder", "Rådmannen leter.", date(2016, 5, 1))


@pytest.mark.django_db
class TestSkriving:
    @pytest.fixture
    def vilkaar(self, halden):
        return VilkaarFactory(vedtak__kommune=halden)

    def foelg_opp(self, by, vilkaar, **endret):
        alt = {"innhold": INNHOLD, "forrige": None, "dag": DAG, "noekkel": uuid4()}
        return foelg_opp(by=by, vilkaar=vilkaar, **alt | endret)

    def test_a_follow_up_is_a_row_and_a_trace(self, saksbehandler, vilkaar):
        rad = self.foelg_opp(saksbehandler, vilkaar)
        assert (rad.dato, rad.utfall, rad.ny_dato) == (DAG, "gjelder", date(2016, 5, 1))
        hendelse = Hendelse.objects.get()
        assert (hendelse.handling, hendelse.bruker) == ("fulgte opp vilkår", saksbehandler)

    def test_the_same_form_twice_is_one_row(self, saksbehandler, vilkaar):
        noekkel = uuid4()
        rader = {self.foelg_opp(saksbehandler, vilkaar, noekkel=noekkel) for _ in range(2)}
        assert rader == {Vilkaarsoppfoelging.objects.get()}
        assert Hendelse.objects.count() == 1

    def test_a_form_key_used_for_another_condition_is_refused_in_words(self, saksbehandler, vilkaar):
        annet = VilkaarFactory(vedtak=vilkaar.vedtak, type="oekonomi")
        noekkel = uuid4()
        self.foelg_opp(saksbehandler, vilkaar, noekkel=noekkel)
        with pytest.raises(Hinder, match="brukt til et annet vilkår"):
            self.foelg_opp(saksbehandler, annet, noekkel=noekkel)

    def test_the_second_of_two_is_told_who_came_first(self, saksbehandler, prosjektleder, vilkaar):
        foerst = self.foelg_opp(prosjektleder, vilkaar)
        with pytest.raises(Samtidig, match="Pia Prosjektleder har fulgt opp") as hinder:
            self.foelg_opp(saksbehandler, vilkaar)
        assert hinder.value.siste == foerst
        assert self.foelg_opp(saksbehandler, vilkaar, forrige=foerst.pk) != foerst

    def test_what_stands_on_an_answer_that_is_corrected_is_not_followed_up(self, saksbehandler, vilkaar):
        VedtakFactory(kommune=vilkaar.vedtak.kommune, retter=vilkaar.vedtak, rettegrunn="Feil.")
        with pytest.raises(Hinder, match="rettet"):
            self.foelg_opp(saksbehandler, vilkaar)


@pytest.mark.django_db
class TestAapne:
    def typer(self, bruker, dag=DAG):
        return [linje.vilkaar.type for linje in aapne_vilkaar(bruker, dag)]

    def test_the_most_overdue_stands_first_and_those_without_a_day_last(self, saksbehandler, halden, moss):
        vedtak = VedtakFactory(kommune=halden)
        VilkaarFactory(vedtak=vedtak, type="annet", oppfoelging_dato=None)
        VilkaarFactory(vedtak=vedtak, type="bolig", oppfoelging_dato=date(2016, 3, 20))
        VilkaarFactory(vedtak__kommune=moss, type="oekonomi", oppfoelging_dato=date(2016, 3, 1))
        linjer = aapne_vilkaar(saksbehandler, DAG)
        assert [linje.vilkaar.type for linje in linjer] == ["oekonomi", "bolig", "annet"]
        assert [linje.dager_over for linje in linjer] == [8, None, None]

    def test_one_that_is_settled_is_gone_and_one_that_holds_has_its_new_day(self, saksbehandler, halden):
        vedtak = VedtakFactory(kommune=halden)
        bolig = VilkaarFactory(vedtak=vedtak)
        VilkaarsoppfoelgingFactory(vilkaar=bolig)
        VilkaarsoppfoelgingFactory(vilkaar__vedtak=vedtak, vilkaar__type="oekonomi", avklart=True)
        [linje] = aapne_vilkaar(saksbehandler, DAG)
        assert (linje.vilkaar, linje.tilstand.neste) == (bolig, date(2016, 5, 1))

    def test_one_that_is_settled_and_holds_after_all_is_open_again(self, saksbehandler, halden):
        vilkaar = VilkaarFactory(vedtak__kommune=halden)
        VilkaarsoppfoelgingFactory(vilkaar=vilkaar, avklart=True)
        assert self.typer(saksbehandler) == []
        VilkaarsoppfoelgingFactory(vilkaar=vilkaar, dato=date(2016, 3, 5))
        assert self.typer(saksbehandler) == ["bolig"]

    @pytest.mark.parametrize(
        "etter",
        [
            {"type": "trukket", "totalt": None, "em": None, "vedtaksdato": None},
            {"totalt": 20, "vedtaksdato": date(2016, 1, 20)},
        ],
    )
    def test_one_on_an_answer_that_is_withdrawn_or_replaced_is_not_open(self, saksbehandler, halden, etter):
        VilkaarFactory(vedtak__kommune=halden)
        assert self.typer(saksbehandler) == ["bolig"]
        VedtakFactory(kommune=halden, mottatt=date(2016, 2, 1), **etter)
        assert self.typer(saksbehandler) == []

    def test_a_correction_that_repeats_the_condition_carries_on_its_history(self, saksbehandler, halden):
        gammelt = VilkaarFactory(vedtak__kommune=halden)
        VilkaarsoppfoelgingFactory(vilkaar=gammelt)
        ny = VedtakFactory(kommune=halden, retter=gammelt.vedtak, rettegrunn="Feil saksnummer.")
        assert self.typer(saksbehandler) == []
        nytt = VilkaarFactory(vedtak=ny)
        [linje] = aapne_vilkaar(saksbehandler, DAG)
        assert (linje.vilkaar, linje.tilstand.neste) == (nytt, date(2016, 5, 1))
        assert oppfoelginger_av(nytt) == linje.oppfoelginger
        assert len(linje.oppfoelginger) == 1

    @pytest.mark.parametrize("navn", ["leser", "kontaktperson", "systemansvarlig"])
    def test_nobody_else_sees_them(self, navn, request, halden, django_assert_num_queries):
        VilkaarFactory(vedtak__kommune=halden, oppfoelging_dato=date(2016, 3, 20))
        bruker = request.getfixturevalue(navn)
        assert bruker.omfang is not None
        with django_assert_num_queries(0):
            assert self.typer(bruker) == []
            assert list(kalendervilkaar(bruker, DAG)) == []

    def test_the_neighbour_sees_none(self, nabosaksbehandler, halden):
        VilkaarFactory(vedtak__kommune=halden)
        assert self.typer(nabosaksbehandler) == []

    def test_one_who_only_reads_here_sees_none(self, nabosaksbehandler, embete, halden):
        Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
        VilkaarsoppfoelgingFactory(vilkaar__vedtak__kommune=halden)
        assert self.typer(nabosaksbehandler) == []
        assert not Vilkaarsoppfoelging.objects.for_bruker(nabosaksbehandler).exists()

    def test_they_cost_the_same_however_many(self, saksbehandler, halden, moss, django_assert_num_queries):
        assert saksbehandler.omfang.embete_ids
        for kommune in (halden, moss):
            for aar in (2014, 2015, 2016):
                VilkaarsoppfoelgingFactory(vilkaar__vedtak__kommune=kommune, vilkaar__vedtak__aar=aar)
        with django_assert_num_queries(4):
            assert len(aapne_vilkaar(saksbehandler, DAG)) == 6

    def test_open_ones_with_a_day_stand_in_the_calendar_without_the_note(self, saksbehandler, halden):
        vilkaar = VilkaarFactory(vedtak__kommune=halden)
        VilkaarsoppfoelgingFactory(vilkaar=vilkaar)
        VilkaarFactory(vedtak=vilkaar.vedtak, type="annet", oppfoelging_dato=None)
        [hendelse] = kalendervilkaar(saksbehandler, DAG)
        assert hendelse.tittel == "Halden: vilkår følges opp (avhengig av bolig)"
        assert hendelse.fra == date(2016, 5, 1)
        assert hendelse in kalender.hendelser(saksbehandler, DAG)
        ics = kalender.som_ics([hendelse], adresse=str).decode()
        assert "leter" not in ics
        assert "skaffe" not in ics
