"""Settlement in a municipality's own plans: which row holds on a day, and what may be registered."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import PlanforankringFactory
from vedtak.models import Planforankring
from vedtak.planforankring import Innhold, Samtidig, registrer
from vedtak.planforankringsliste import planoversikt, som_ark
from vedtak.planforankringsregler import gjeldende, hinder_for_planforankring

DAG = date(2016, 3, 9)
DAGER = st.integers(0, 20).map(lambda n: date(2016, 1, 1) + timedelta(days=n))


@dataclass(frozen=True)
class Rad:
    pk: int
    plan: str
    dato: date


@given(st.lists(st.tuples(st.sampled_from(["bolig", "arealdel"]), DAGER), max_size=12), DAGER)
def test_the_latest_row_by_then_holds(rader, per):
    rader = [Rad(nr, plan, dato) for nr, (plan, dato) in enumerate(rader)]
    ventet = {}
    for rad in sorted(rader, key=lambda rad: (rad.dato, rad.pk)):
        if rad.dato <= per:
            ventet[rad.plan] = rad
    assert gjeldende(rader[::-1], per) == ventet


@pytest.mark.parametrize(
    ("endret", "felt"),
    [
        ({}, []),
        ({"dato": date(2016, 3, 10)}, ["dato"]),
        ({"dato": date(2013, 12, 31)}, ["dato"]),
        ({"periode": (date(2014, 1, 1), date(2016, 1, 1))}, ["dato"]),
        ({"kilde": ""}, ["kilde"]),
    ],
)
def test_reasons_why_not(endret, felt):
    alt = {
        "kommune": "Halden", "periode": (date(2014, 1, 1), None), "dato": date(2016, 2, 1), "kilde": "Plan", "dag": DAG,
    }  # fmt: skip
    assert [ett for ett, _grunn in hinder_for_planforankring(**alt | endret)] == felt


@pytest.mark.django_db
class TestSkriving:
    def registrer(self, by, kommune, **endret):
        innhold = Innhold("omtalt", date(2016, 2, 1), "Boligplan, side 12")
        alt = {"plan": "bolig", "innhold": innhold, "forrige": None, "dag": DAG, "noekkel": uuid4()}
        return registrer(by=by, kommune=kommune, **alt | endret)

    def test_a_status_is_a_row_and_a_trace(self, saksbehandler, halden):
        rad = self.registrer(saksbehandler, halden)
        assert (rad.plan, rad.status, rad.registrert_av) == ("bolig", "omtalt", saksbehandler)
        assert Hendelse.objects.get().handling == "førte planforankring"

    def test_the_same_form_twice_is_one_row(self, saksbehandler, halden):
        noekkel = uuid4()
        rader = {self.registrer(saksbehandler, halden, noekkel=noekkel) for _ in range(2)}
        assert rader == {Planforankring.objects.get()}

    def test_a_form_key_used_for_another_plan_is_refused_in_words(self, saksbehandler, halden):
        noekkel = uuid4()
        self.registrer(saksbehandler, halden, noekkel=noekkel)
        with pytest.raises(Hinder, match="brukt til en annen plan"):
            self.registrer(saksbehandler, halden, noekkel=noekkel, plan="arealdel")

    def test_the_second_of_two_is_told_who_came_first(self, saksbehandler, prosjektleder, halden):
        foerst = self.registrer(prosjektleder, halden)
        with pytest.raises(Samtidig, match="Pia Prosjektleder har ført inn planen"):
            self.registrer(saksbehandler, halden)
        assert self.registrer(saksbehandler, halden, plan="arealdel")
        assert self.registrer(saksbehandler, halden, forrige=foerst.pk) != foerst

    def test_reasons_are_raised_and_nothing_is_written(self, saksbehandler, halden):
        with pytest.raises(Hinder):
            self.registrer(saksbehandler, halden, innhold=Innhold("omtalt", date(2017, 1, 1), "Plan"))
        assert not Planforankring.objects.exists()


@pytest.mark.django_db
def test_the_overview_counts_what_is_anchored_on_the_date(
    saksbehandler, halden, moss, django_assert_num_queries
):
    PlanforankringFactory(kommune=halden)
    PlanforankringFactory(kommune=halden, status="forankret", dato=date(2016, 3, 1))
    PlanforankringFactory(kommune=moss, plan="arealdel", status="ikke_omtalt")
    KommuneFactory(nr="0199", navn="Nyby", fra=date(2020, 1, 1))
    synlige = Kommune.objects.for_bruker(saksbehandler)
    with django_assert_num_queries(2):
        oversikt = planoversikt(synlige, DAG)
    assert [rad.kommune for rad in oversikt.rader] == [halden, moss]
    assert oversikt.antall == [
        ("Kommuneplanens samfunnsdel", 0, 0), ("Kommuneplanens arealdel", 0, 1), ("Økonomiplan og budsjett", 0, 0),
        ("Boligplan", 1, 1),
    ]  # fmt: skip
    foer = planoversikt(synlige, date(2016, 2, 10))
    assert foer.antall[-1] == ("Boligplan", 0, 1)
    ark = som_ark(oversikt)
    assert ark.rader[0][-4:] == [
        "forankret i vedtatt plan", date(2016, 3, 1), "Boligplan 2016–2020, side 12", "",
    ]  # fmt: skip
    assert ark.rader[1][2:6] == [None] * 4
    assert len(ark.overskrifter) == len(ark.rader[0]) == 18
