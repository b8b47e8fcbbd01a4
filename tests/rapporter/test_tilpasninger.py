"""An embete's own words and order for chapters: what is saved, refused and logged."""

from datetime import date

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter import definisjoner, tilpasninger
from rapporter.definisjon import Tilpasning, tilpasset
from rapporter.dokument import bygg
from rapporter.models import Rapporttilpasning
from rapporter.queries import grunnlag
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory

TYPE = "tertialrapport"
TOMT = {"overskrift": "", "veiledning": "", "plass": None, "utelatt": False}


def rekkefoelge(*egne):
    return [ett.noekkel for ett in tilpasset(definisjoner.type_(TYPE), egne).kapitler]


@pytest.mark.parametrize("plass", range(1, 7))
def test_a_chapter_gets_the_very_place_it_is_given(plass):
    assert rekkefoelge(Tilpasning("situasjonen", plass=plass)).index("situasjonen") == plass - 1


def test_annexes_are_counted_by_themselves():
    assert rekkefoelge(Tilpasning("vedlegg-aktiviteter", plass=1))[-2:] == [
        "vedlegg-aktiviteter",
        "vedlegg-anmodninger",
    ]
    assert rekkefoelge(Tilpasning("vedlegg-aktiviteter", plass=2)) == rekkefoelge()


@pytest.fixture
def lagre(prosjektleder, embete):
    def kall(kapittel="innledning", versjon=0, **felt):
        tilpasninger.tilpass(
            by=prosjektleder, embete=embete, type_=TYPE, kapittel=kapittel, versjon=versjon, felt=TOMT | felt
        )

    return kall


@pytest.mark.django_db
def test_a_draft_follows_at_once_and_loses_no_text(lagre, embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, fra=date(2015, 1, 1)))
    KapittelFactory(rapport=rapport, noekkel="innledning", tekst="Slik begynner det.")
    lagre(overskrift="Innledning for {omraade}")
    foerste = bygg(grunnlag(rapport)).blokker[0]
    assert foerste.tekst == f"Innledning for {embete.omraade}"
    lagre(versjon=1, utelatt=True)
    assert "Slik begynner det." not in str(bygg(grunnlag(rapport)).blokker)
    assert rapport.kapitler.get().tekst == "Slik begynner det."
    assert tilpasninger.kapittelrader(embete, TYPE)[-1].nummer is None


@pytest.mark.django_db
def test_all_empty_is_as_defined_and_both_are_logged(lagre, embete):
    lagre(overskrift="Vår innledning")
    lagre(versjon=1)
    assert not Rapporttilpasning.objects.exists()
    assert [rad.handling for rad in Hendelse.objects.order_by("pk")][-2:] == [
        "tilpasset rapportkapittel",
        "satte rapportkapittel tilbake",
    ]


@pytest.mark.django_db
def test_nothing_is_overwritten_when_somebody_came_first(lagre):
    lagre(overskrift="Den første")
    with pytest.raises(Hinder, match="mens du skrev"):
        lagre(overskrift="Den andre")
    assert Rapporttilpasning.objects.get().overskrift == "Den første"


@pytest.mark.django_db
def test_braces_that_mean_nothing_and_an_empty_report_are_refused(lagre):
    with pytest.raises(Hinder, match="betyr ikke noe her"):
        lagre(overskrift="Bosetting i {fylke}")
    kapitler = [ett.noekkel for ett in definisjoner.type_(TYPE).kapitler if not ett.vedlegg]
    for noekkel in kapitler[:-1]:
        lagre(noekkel, utelatt=True)
    with pytest.raises(Hinder, match="minst ett kapittel"):
        lagre(kapitler[-1], utelatt=True)


@pytest.mark.django_db
def test_another_embete_keeps_its_own(lagre, embete, naboembete, prosjektleder):
    lagre(overskrift="Vår innledning")
    assert [rad.egen for rad in tilpasninger.kapittelrader(naboembete, TYPE)] == [None] * 8
    assert tilpasninger.sett_tilbake(by=prosjektleder, embete=naboembete, type_=TYPE) == 0
    assert tilpasninger.sett_tilbake(by=prosjektleder, embete=embete, type_=TYPE) == 1
