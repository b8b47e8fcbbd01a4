"""The plan of a round: saved whole, locked by its version, refused where it cannot work."""

from datetime import date, timedelta

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import RundeFactory
from vedtak.models import Purreplan
from vedtak.purreplaner import Samtidig, lagre_plan
from vedtak.purring import Trinn

pytestmark = pytest.mark.django_db
DAG = date(2016, 1, 4)


@pytest.fixture
def runde(embete, halden):
    return RundeFactory(embete=embete, linjer=[(halden, 30, 5)])


def plan(by, runde, trinn, **felt):
    return lagre_plan(by=by, runde=runde, trinn=trinn, **{"aktiv_fra": None, "versjon": 0, "dag": DAG} | felt)


EN = Trinn(1, "Purring {{ aar }}", "Til {{ kommune }}")


def test_a_plan_is_saved_in_the_order_of_its_days_and_leaves_a_trace(runde, saksbehandler):
    plan(saksbehandler, runde, [EN, Trinn(-5, "Før", "Tekst")], aktiv_fra=DAG)
    rad = Purreplan.objects.get()
    assert [ett.virkedager for ett in rad.trinn.all()] == [-5, 1]
    assert (rad.versjon, rad.aktiv_fra, rad.endret_av) == (1, DAG, saksbehandler)
    plan(saksbehandler, runde, [EN], versjon=1, aktiv_fra=DAG)
    spor = Hendelse.objects.filter(objekttype="purreplan").order_by("pk")
    assert [ett.handling for ett in spor] == ["laget purreplan", "endret purreplan"]
    assert [rad[0] for rad in spor[1].foer["trinn"]] == [-5, 1]
    assert [rad[0] for rad in spor[1].etter["trinn"]] == [1]


def test_the_second_of_two_who_save_is_told(runde, saksbehandler, prosjektleder):
    plan(prosjektleder, runde, [EN])
    with pytest.raises(Samtidig) as hinder:
        plan(saksbehandler, runde, [Trinn(3, "Annet", "Annet")])
    assert hinder.value.plan.endret_av == prosjektleder
    assert Purreplan.objects.get().trinn.get().virkedager == 1


def test_saving_what_stands_changes_nothing(runde, saksbehandler):
    plan(saksbehandler, runde, [EN])
    plan(saksbehandler, runde, [EN], versjon=1)
    assert Purreplan.objects.get().versjon == 1


@pytest.mark.parametrize(
    ("trinn", "felt", "grunn"),
    [
        ([EN, Trinn(1, "Igjen", "Tekst")], {}, "samme dag"),
        ([Trinn(1, "Emne", "Linje 1\n{{ kommunne }}")], {}, "Linje 2: feltet «kommunne» finnes ikke."),
        ([], {"aktiv_fra": DAG}, "ingen trinn"),
        ([EN], {"aktiv_fra": DAG - timedelta(days=1)}, "før i dag"),
    ],
)
def test_a_plan_that_cannot_work_is_refused(runde, saksbehandler, trinn, felt, grunn):
    with pytest.raises(Hinder, match=grunn):
        plan(saksbehandler, runde, trinn, **felt)
    assert not Purreplan.objects.exists()


def test_a_round_without_a_deadline_cannot_be_switched_on(embete, saksbehandler):
    with pytest.raises(Hinder, match="ingen svarfrist"):
        plan(saksbehandler, RundeFactory(embete=embete, svarfrist=None), [EN], aktiv_fra=DAG)
