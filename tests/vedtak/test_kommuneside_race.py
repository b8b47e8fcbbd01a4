"""Two at once on the municipality's page, on a database that lets them: one is first, the others are told."""

from datetime import date
from uuid import uuid4

import pytest

from bosetting.brukere.models import Hendelse
from tests.samtidig import samtidig
from tests.vedtak.factories import VilkaarFactory
from vedtak import planforankring, vilkaarsoppfoelging
from vedtak.models import Planforankring, Vilkaarsoppfoelging

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def foelg_opp(by, vilkaar, noekkel=None):
    innhold = vilkaarsoppfoelging.Innhold(DAG, "gjelder", "Ringte rådmannen.")
    return vilkaarsoppfoelging.foelg_opp(
        by=by, vilkaar=vilkaar, innhold=innhold, forrige=None, dag=DAG, noekkel=noekkel or uuid4()
    )


def registrer(by, kommune, noekkel=None):
    innhold = planforankring.Innhold("omtalt", DAG, "Boligplan")
    return planforankring.registrer(
        by=by,
        kommune=kommune,
        plan="bolig",
        innhold=innhold,
        forrige=None,
        dag=DAG,
        noekkel=noekkel or uuid4(),
    )


def test_one_follow_up_of_many_is_first_and_the_others_are_told(halden, saksbehandler):
    vilkaar = VilkaarFactory(vedtak__kommune=halden)
    svar = samtidig(lambda: foelg_opp(saksbehandler, vilkaar))
    assert sum(isinstance(ett, Vilkaarsoppfoelging) for ett in svar) == 1
    assert sum(isinstance(ett, vilkaarsoppfoelging.Samtidig) for ett in svar) == 7
    assert Vilkaarsoppfoelging.objects.count() == Hendelse.objects.count() == 1


def test_one_status_of_a_plan_of_many_is_first_and_the_others_are_told(halden, saksbehandler):
    svar = samtidig(lambda: registrer(saksbehandler, halden))
    assert sum(isinstance(ett, Planforankring) for ett in svar) == 1
    assert sum(isinstance(ett, planforankring.Samtidig) for ett in svar) == 7
    assert Planforankring.objects.count() == Hendelse.objects.count() == 1


def test_one_key_makes_one_row(halden, saksbehandler):
    vilkaar, noekkel = VilkaarFactory(vedtak__kommune=halden), uuid4()
    assert set(samtidig(lambda: foelg_opp(saksbehandler, vilkaar, noekkel))) == {
        Vilkaarsoppfoelging.objects.get()
    }
    noekkel = uuid4()
    assert set(samtidig(lambda: registrer(saksbehandler, halden, noekkel))) == {Planforankring.objects.get()}
    assert Hendelse.objects.count() == 2
