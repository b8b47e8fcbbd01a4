"""Several at once on a project and a group's calendar: one wins, nothing is doubled, nobody's words are lost."""

from uuid import uuid4

import pytest

from bosetting.felles.hinder import Hinder
from nettverk import gruppekalendere, prosjekter, prosjektrader
from nettverk.models import Budsjettlinje, Gruppekalender, Strategi
from nettverk.skriving import Samtidig
from tests.nettverk.factories import GruppeFactory, ProsjektFactory
from tests.nettverk.omraader.prosjekt import prosjektrader as lag_rader
from tests.samtidig import samtidig

pytestmark = pytest.mark.usefixtures("paa_postgresql")


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def test_a_year_is_copied_once(prosjekt, prosjektleder):
    lag_rader(prosjekt)
    svar = samtidig(
        lambda: prosjektrader.kopier_budsjett(by=prosjektleder, prosjekt=prosjekt, fra_aar=2015, til_aar=2016)
    )
    assert sorted(ett for ett in svar if isinstance(ett, int)) == [1]
    assert sum(isinstance(ett, Hinder) for ett in svar) == 7
    assert Budsjettlinje.objects.filter(aar=2016).count() == 1


def test_one_form_makes_one_row(prosjekt, prosjektleder):
    noekkel = uuid4()
    svar = samtidig(
        lambda: prosjektrader.opprett_rad(
            by=prosjektleder,
            modell=Strategi,
            prosjekt=prosjekt,
            felt={"nummer": 1, "tekst": "Samle"},
            noekkel=noekkel,
        )
    )
    assert len({ett.pk for ett in svar}) == 1
    assert Strategi.objects.count() == 1


def test_two_forms_with_one_number_make_one_row_and_the_other_is_told(prosjekt, prosjektleder):
    svar = samtidig(
        lambda: prosjektrader.opprett_rad(
            by=prosjektleder,
            modell=Strategi,
            prosjekt=prosjekt,
            felt={"nummer": 1, "tekst": "x"},
            noekkel=uuid4(),
        )
    )
    assert sum(isinstance(ett, Hinder) for ett in svar) == 7
    assert Strategi.objects.count() == 1


def test_one_change_of_many_wins_and_the_others_keep_what_they_wrote(prosjekt, prosjektleder):
    rad = lag_rader(prosjekt)["strategi"]
    svar = samtidig(
        *(
            lambda nr=nr: prosjektrader.endre_rad(
                by=prosjektleder, rad=rad, felt={"tekst": f"Tekst {nr}"}, versjon=1
            )
            for nr in range(6)
        )
    )
    assert sum(isinstance(ett, Samtidig) for ett in svar) == 5
    [vinner] = [ett for ett in svar if isinstance(ett, Strategi)]
    rad.refresh_from_db()
    assert (rad.tekst, rad.versjon) == (vinner.tekst, 2)


def test_one_change_of_a_projects_phases_wins(prosjekt, prosjektleder):
    felt = {"navn": prosjekt.navn, "fra": prosjekt.fra, "til": prosjekt.til, "effektmaal": "x", "kilde": ""}

    def endre(nr):
        fase = {
            "pk": None,
            "bokstav": "A",
            "navn": f"Fase {nr}",
            "fra": prosjekt.fra,
            "til": None,
            "slett": False,
        }
        return prosjekter.endre_prosjekt(
            by=prosjektleder, prosjekt=prosjekt, felt=felt, maal=[], faser=[fase], versjon=1
        )

    svar = samtidig(*(lambda nr=nr: endre(nr) for nr in range(6)))
    assert sum(isinstance(ett, Samtidig) for ett in svar) == 5
    assert prosjekt.faser.count() == 1


def test_a_group_never_has_two_addresses_that_work(prosjekt, prosjektleder):
    gruppe = GruppeFactory(prosjekt=prosjekt)
    svar = samtidig(lambda: gruppekalendere.lag(by=prosjektleder, gruppe=gruppe))
    assert len(set(svar)) == 8
    assert Gruppekalender.objects.filter(tilbakekalt_at=None).count() == 1
    assert sum(gruppekalendere.finn(hemmelighet) is not None for hemmelighet in svar) == 1
