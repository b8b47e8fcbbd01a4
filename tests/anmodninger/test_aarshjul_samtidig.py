"""Two at once on the wheel and the calendar, on a database that lets them: each step once, one address that works."""

from datetime import date
from uuid import uuid4

import pytest

from anmodninger import aarshjul, aarshjulmal, aarshjulsteg
from anmodninger.aarshjul import STANDARDSTEG
from anmodninger.models import Aarshjulsteg
from bosetting.brukere import kalenderadresser
from bosetting.brukere.models import Kalenderadresse
from tests.anmodninger.stegfactory import StegFactory
from tests.samtidig import samtidig

DAG = date(2016, 3, 9)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_a_year_started_by_two_has_each_step_once(saksbehandler, prosjektleder, embete):
    svar = samtidig(
        *(
            lambda by=by: len(aarshjulsteg.start(by=by, embete=embete, aar=2017))
            for by in (saksbehandler, prosjektleder)
        )
    )
    assert sorted(svar) == [0, len(STANDARDSTEG)]
    assert Aarshjulsteg.objects.count() == len(STANDARDSTEG)


def test_a_double_click_makes_one_step(saksbehandler, embete):
    noekkel = uuid4()
    felt = {"tittel": "Møt Moss", "fra": DAG, "til": DAG}
    svar = samtidig(
        *[
            lambda: (
                aarshjulsteg.opprett(
                    by=saksbehandler, embete=embete, aar=2016, felt=felt, dag=DAG, noekkel=noekkel
                ).pk
            )
        ]
        * 2
    )
    assert svar[0] == svar[1] == Aarshjulsteg.objects.get().pk


def test_of_two_changes_from_the_same_page_one_stands(saksbehandler, prosjektleder, embete):
    steg = StegFactory(embete=embete)
    svar = samtidig(
        *(
            lambda by=by, hvem=hvem: aarshjulsteg.endre(
                by=by, steg=steg, felt={"ansvarlig": hvem}, dag=DAG, versjon=1
            )
            for by, hvem in ((saksbehandler, "KS"), (prosjektleder, "IMDi"))
        )
    )
    assert [type(ett) for ett in svar].count(aarshjulsteg.Samtidig) == 1
    steg.refresh_from_db()
    assert (steg.versjon, steg.ansvarlig in ("KS", "IMDi")) == (2, True)


def test_of_two_templates_from_the_same_page_one_stands(saksbehandler, prosjektleder, embete):
    merke = aarshjul.merke(STANDARDSTEG)
    svar = samtidig(
        *(
            lambda by=by, nr=nr: aarshjulmal.lagre(
                by=by, embete=embete, steg=STANDARDSTEG[nr : nr + 1], merke=merke
            )
            for nr, by in enumerate((saksbehandler, prosjektleder))
        )
    )
    assert [type(ett) for ett in svar].count(aarshjulmal.Samtidig) == 1
    assert len(aarshjulmal.hent(embete).steg) == 1


def test_two_new_addresses_at_once_leave_one_that_works(saksbehandler):
    svar = samtidig(*[lambda: kalenderadresser.lag(by=saksbehandler)] * 2)
    assert [kalenderadresser.finn(hemmelighet) is None for hemmelighet in svar].count(True) == 1
    assert Kalenderadresse.objects.filter(tilbakekalt_at=None).count() == 1
