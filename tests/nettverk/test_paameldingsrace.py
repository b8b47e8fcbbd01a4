"""Many at the last place: on PostgreSQL, where writers meet."""

import uuid
from datetime import date

import pytest

from nettverk import paameldinger
from nettverk.models import Paamelding
from tests.nettverk.paameldingsfactories import PaameldingFactory, SideFactory
from tests.samtidig import samtidig

DAG = date(2016, 3, 9)


def innmelding(side, nr, noekkel=None):
    return lambda: paameldinger.meld_paa(
        side=side,
        navn=f"Nr {nr}",
        epost=f"nr{nr}@example.no",
        kommune=None,
        arbeidssted="",
        noekkel=noekkel or uuid.uuid4(),
        dag=DAG,
    )


@pytest.mark.usefixtures("paa_postgresql")
def test_the_last_place_is_given_once():
    side = SideFactory(kapasitet=3)
    PaameldingFactory.create_batch(2, side=side)
    samtidig(*(innmelding(side, nr) for nr in range(8)))
    rader = list(Paamelding.objects.filter(side=side).order_by("pk").values_list("status", flat=True))
    assert rader == ["paameldt"] * 3 + ["venteliste"] * 7


@pytest.mark.usefixtures("paa_postgresql")
def test_the_same_form_at_once_is_one_place_and_the_same_address_too():
    side, noekkel = SideFactory(kapasitet=None), uuid.uuid4()
    samtidig(innmelding(side, 1, noekkel), antall=4)
    samtidig(innmelding(side, 2), antall=4)
    assert Paamelding.objects.filter(side=side).count() == 2


@pytest.mark.usefixtures("paa_postgresql")
def test_two_who_leave_at_once_let_in_two():
    side = SideFactory(kapasitet=2)
    inne = PaameldingFactory.create_batch(2, side=side)
    PaameldingFactory.create_batch(3, side=side, status="venteliste")
    samtidig(*((lambda rad=rad: paameldinger.meld_av(paamelding=rad, dag=DAG)) for rad in inne))
    rader = list(Paamelding.objects.filter(side=side).order_by("pk").values_list("status", flat=True))
    assert rader == ["avmeldt", "avmeldt", "paameldt", "paameldt", "venteliste"]
