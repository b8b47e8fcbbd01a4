"""Which findings of a report are open, and which somebody has accepted."""

import pytest

from rapporter.kontrollgrunnlag import sendte
from rapporter.kontrollstatus import kontroll
from rapporter.models import Behandling
from rapporter.queries import grunnlag
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import BehandlingFactory, FunnvurderingFactory, UtgaveFactory

pytestmark = pytest.mark.django_db
FEIL = "Kommunene ble bedt om 780 plasser og vedtok 713. Differansen er 87."


@pytest.fixture
def rapport():
    rapport = RapportFactory()
    KapittelFactory(rapport=rapport, noekkel="situasjonen", tekst=FEIL)
    return rapport


def differanse(kontrollen):
    (ett,) = [ett for ett in kontrollen.funn if ett.funn.slag == "differanse"]
    return ett


def test_a_finding_is_open_until_it_is_accepted(rapport):
    foer = kontroll(rapport)
    ett = differanse(foer)
    assert ett.kapittel == "situasjonen"
    assert ett.funn.skal_vaere == "67"
    assert ett in foer.aapne
    assert not foer.godtatte
    FunnvurderingFactory(rapport=rapport, funn=ett.id)
    etter = kontroll(rapport)
    assert etter.godtatte == (ett,)
    assert ett not in etter.aapne
    assert etter.vurderinger[ett.id].begrunnelse == "Tallet gjelder bare voksne."


def test_a_verdict_taken_back_leaves_the_finding_open(rapport):
    ett = differanse(kontroll(rapport))
    FunnvurderingFactory(rapport=rapport, funn=ett.id)
    FunnvurderingFactory(rapport=rapport, funn=ett.id, begrunnelse="")
    assert ett in kontroll(rapport).aapne


def test_a_verdict_of_another_report_says_nothing_of_this_one(rapport):
    ett = differanse(kontroll(rapport))
    FunnvurderingFactory(rapport=RapportFactory(tertial=2), funn=ett.id)
    assert ett in kontroll(rapport).aapne


def test_the_facts_at_hand_are_not_fetched_again(rapport, django_assert_num_queries):
    g = grunnlag(rapport)
    with django_assert_num_queries(2):
        kontroll(rapport, g)


def tall(verdi):
    return [{"navn": "kommuner.alle", "tekst": "", "verdi": verdi, "enhet": "", "kilde": ""}]


def test_the_last_edition_sent_of_each_other_report_is_what_this_one_is_held_against(
    rapport, django_assert_num_queries
):
    annen = RapportFactory(prosjekt=rapport.prosjekt, type="aarsnotat", tertial=0)
    for nummer, verdi in ((1, 7), (2, 9)):
        BehandlingFactory(rapport=annen, utgave=UtgaveFactory(rapport=annen, nummer=nummer, tall=tall(verdi)))
    godkjent = UtgaveFactory(rapport=annen, nummer=3, tall=tall(11))
    BehandlingFactory(rapport=annen, utgave=godkjent, steg=Behandling.GODKJENT)
    BehandlingFactory(rapport=rapport, utgave=UtgaveFactory(rapport=rapport, tall=tall(5)))
    BehandlingFactory(utgave=UtgaveFactory(rapport=RapportFactory(), tall=tall(6)))
    with django_assert_num_queries(1):
        (ett,) = sendte(rapport)
    assert (ett.tittel, ett.tall) == ("Statusnotat for 2015", {"kommuner.alle": 9})
    (funn,) = [funn for funn in kontroll(rapport).aapne if funn.funn.slag == "tidligere_rapport"]
    assert (funn.funn.funnet, funn.funn.skal_vaere, funn.kapittel) == ("0", "9", "")
