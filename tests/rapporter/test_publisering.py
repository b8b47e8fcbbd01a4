"""What is public: only what is sent, until it is taken back with a reason, and known to every page at once."""

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.dokument.blokker import Dokument, Kolonne, Overskrift, Tabell
from bosetting.felles.hinder import Hinder
from rapporter.models import Publisering
from rapporter.publisering import navnetabeller, nyere_offentlig, offentlige, sett_offentlig

from .factories import SKJAERINGSDATO, RapportFactory
from .rapportradfactories import BehandlingFactory, PubliseringFactory, UtgaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def utgave():
    ny = UtgaveFactory()
    BehandlingFactory(rapport=ny.rapport, utgave=ny)
    return ny


def test_a_sent_edition_becomes_public_once_however_often_the_button_is_pressed(utgave, prosjektleder):
    felles = {"by": prosjektleder, "utgave": utgave, "offentlig": True}
    foerst = sett_offentlig(**felles, grunn="Sendt til departementet.")
    assert sett_offentlig(**felles, grunn="En gang til.") == foerst
    assert [ett.pk for ett in offentlige()] == [utgave.pk]
    hendelse = Hendelse.objects.get(handling="publiserte rapportutgave")
    assert (hendelse.bruker, hendelse.etter["offentlig"]) == (prosjektleder, True)


def test_what_is_not_sent_cannot_become_public(prosjektleder):
    with pytest.raises(Hinder, match="ikke sendt"):
        sett_offentlig(by=prosjektleder, utgave=UtgaveFactory(), offentlig=True, grunn="")
    assert not Publisering.objects.exists()


def test_it_is_taken_back_only_with_a_reason_and_may_be_public_again(utgave, prosjektleder):
    felles = {"by": prosjektleder, "utgave": utgave}
    sett_offentlig(**felles, offentlig=True, grunn="")
    with pytest.raises(Hinder, match="hvorfor"):
        sett_offentlig(**felles, offentlig=False, grunn="")
    sett_offentlig(**felles, offentlig=False, grunn="Vedlegget navnga en person.")
    assert offentlige() == []
    sett_offentlig(**felles, offentlig=True, grunn="")
    assert len(offentlige()) == 1
    assert utgave.publiseringer.count() == 3


def test_what_never_was_public_is_not_taken_back(utgave, prosjektleder):
    with pytest.raises(Hinder, match="ikke offentlig"):
        sett_offentlig(by=prosjektleder, utgave=utgave, offentlig=False, grunn="Feil.")


def test_the_list_shows_the_newest_public_edition_of_each_report_in_one_query(django_assert_num_queries):
    rapport, annen = RapportFactory(), RapportFactory(aar=2016, tertial=1)
    foerste, andre, utkast = (UtgaveFactory(rapport=rapport, nummer=nummer) for nummer in (1, 2, 3))
    senere = UtgaveFactory(rapport=annen, definisjon={"skjaeringsdato": "2016-05-30", "bosettingsaar": 2016})
    for utgave in (foerste, andre, senere):
        PubliseringFactory(utgave=utgave)
    PubliseringFactory(utgave=utkast, offentlig=False)
    with django_assert_num_queries(1):
        liste = [(ett.pk, ett.tittel, ett.forfatter) for ett in offentlige()]
    navn = ("Tertialrapport for 3. tertial 2015", "Fylkesmannen i Østfold")
    assert liste == [(senere.pk, *navn), (andre.pk, *navn)]
    assert nyere_offentlig(foerste) == andre
    assert nyere_offentlig(andre) is None


def test_tables_that_name_people_are_pointed_out():
    kolonner = (Kolonne("Funksjon"), Kolonne("Navn"))
    dokument = Dokument(
        "Rapport",
        SKJAERINGSDATO,
        (
            Overskrift(1, "Organisering"),
            Tabell("Styringsgruppen", kolonner, (("leder", "Kari Nordmann"), ("medlem", None))),
            Tabell("Prosjektgruppen", kolonner, (("leder", None),)),
            Tabell("Tall", (Kolonne("Kommune"),), (("Halden",),)),
        ),
    )
    assert [(ett.nummer, ett.tittel, ett.navn) for ett in navnetabeller(dokument)] == [
        ("Tabell 1", "Styringsgruppen", 1)
    ]
