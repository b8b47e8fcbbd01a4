"""A member list into a group."""

from datetime import date

import pytest

from bosetting.felles.arbeidsbok import les_tekst
from nettverk.medlemsfil import les
from nettverk.medlemsimport import Endret, Importfeil, importer
from nettverk.medlemsliste import alle_grupper_paa
from nettverk.models import Gruppe, Medlemskap, Organisasjon, Person
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory

pytestmark = pytest.mark.django_db

HODE = "Navn;Stilling;Organisasjon;E-post;Rolle;Fra\n"


@pytest.fixture
def gruppe(embete):
    return GruppeFactory(prosjekt__embete=embete)


def les_inn(gruppe, by, tekst, **valg):
    innlest = les(les_tekst(HODE + tekst), date(2016, 3, 1))
    assert innlest.feil == []
    return importer(by=by, gruppe=gruppe, linjer=innlest.linjer, kilde="Medlemsliste", **valg)


def test_a_list_makes_seats_people_and_organisations_and_again_makes_none(gruppe, prosjektleder):
    tekst = "Kari Nordmann;rådgiver;KS;kari@ks.example;leder;\n;regiondirektør;IMDi;;;2015-02-01\n"
    resultat = les_inn(gruppe, prosjektleder, tekst)
    assert (len(resultat.nye), resultat.nye_personer, resultat.nye_organisasjoner) == (2, 1, ["IMDi", "KS"])
    kari = Person.objects.get()
    assert (kari.navn, kari.tittel, kari.organisasjon.navn, kari.epost) == (
        "Kari Nordmann", "rådgiver", "KS", "kari@ks.example",
    )  # fmt: skip
    assert set(Medlemskap.objects.values_list("person", "funksjon", "rolle", "fra")) == {
        (kari.pk, "rådgiver", "leder", date(2016, 3, 1)),
        (None, "regiondirektør", "medlem", date(2015, 2, 1)),
    }
    igjen = les_inn(gruppe, prosjektleder, tekst)
    assert (len(igjen.nye), igjen.uendret) == (0, 2)
    assert Medlemskap.objects.count() == 2


def test_a_name_of_a_municipality_is_the_municipality(gruppe, prosjektleder):
    embete = gruppe.prosjekt.embete
    moss, rygge = (KommuneFactory(navn=navn, fylke=embete.fylker.first()) for navn in ("Moss", "Rygge"))
    OrganisasjonFactory(embete=embete, navn="Moss kommune", slag="kommune", kommune=moss)
    tekst = ";rådgiver;Moss;;;\n;rådgiver;Rygge;;;\n;rektor;rygge kommune;;;\n;rådgiver;KS;;;\n"
    resultat = les_inn(gruppe, prosjektleder, tekst)
    assert resultat.nye_organisasjoner == ["KS", "Rygge kommune"]
    assert set(Organisasjon.objects.values_list("navn", "slag", "kommune")) == {
        ("Moss kommune", "kommune", moss.pk),
        ("Rygge kommune", "kommune", rygge.pk),
        ("KS", "annen", None),
    }
    [stand] = alle_grupper_paa(Gruppe.objects.filter(pk=gruppe.pk), date(2016, 3, 1))
    assert stand.telling.utfyllende == "4 personer fra 3 organisasjoner, 2 av dem kommuner"
    assert les_inn(gruppe, prosjektleder, tekst).uendret == 4


def test_a_seat_without_a_name_answers_for_one_line(gruppe, prosjektleder):
    les_inn(gruppe, prosjektleder, ";rådgiver;KS;;;")
    resultat = les_inn(gruppe, prosjektleder, ";rådgiver;KS;;;\n;rådgiver;KS;;;")
    assert (len(resultat.nye), resultat.uendret) == (1, 1)
    assert Medlemskap.objects.count() == 2


def test_one_person_under_two_spellings_gets_one_seat(gruppe, prosjektleder):
    innlest = les(
        les_tekst(HODE + "Kari N.;;KS;k@ks.example;;\nKari Nordmann;;KS;k@ks.example;;"), date(2016, 3, 1)
    )
    with pytest.raises(Importfeil) as feil:
        importer(by=prosjektleder, gruppe=gruppe, linjer=innlest.linjer, kilde="")
    assert [linjenr for linjenr, _grunn in feil.value.feil] == [3]
    assert not Medlemskap.objects.exists()


def test_a_dry_run_saves_nothing(gruppe, prosjektleder):
    resultat = les_inn(gruppe, prosjektleder, "Kari Nordmann;rådgiver;KS;;;\n", toerr=True)
    assert len(resultat.nye) == 1
    assert not any(modell.objects.exists() for modell in (Medlemskap, Person, Organisasjon))


@pytest.mark.parametrize(
    ("linje", "samme"),
    [
        ("Kari N.;;KS;KARI@ks.example;;", True),  # her address
        ("kari nordmann;;ks;;;", True),  # her name in the organisation
        ("Kari Nordmann;;IMDi;;;", False),
        ("Kari Nordmann;;KS;en.annen@ks.example;;", False),
    ],
)
def test_a_known_person_is_found_again(gruppe, prosjektleder, linje, samme):
    PersonFactory(
        embete=gruppe.prosjekt.embete, organisasjon__navn="KS", navn="Kari Nordmann", epost="kari@ks.example"
    )
    resultat = les_inn(gruppe, prosjektleder, linje)
    assert Person.objects.count() == (1 if samme else 2)
    # Somebody who is taken for new though she is like one who is known, is pointed out.
    assert bool(resultat.varsler) is not samme


def test_an_address_that_several_share_says_nothing_alone(gruppe, prosjektleder):
    for navn in ("Kari Nordmann", "Ola Hansen"):
        PersonFactory(
            embete=gruppe.prosjekt.embete, navn=navn, epost="post@ks.example", organisasjon__navn="KS"
        )
    les_inn(gruppe, prosjektleder, "Ola Hansen;;KS;post@ks.example;;\nNils Berg;;KS;post@ks.example;;")
    assert Person.objects.count() == 3
    assert set(Medlemskap.objects.values_list("person__navn", flat=True)) == {"Ola Hansen", "Nils Berg"}


def test_people_of_another_embete_are_strangers(gruppe, prosjektleder, naboembete):
    PersonFactory(embete=naboembete, navn="Kari Nordmann", epost="kari@ks.example")
    resultat = les_inn(gruppe, prosjektleder, "Kari Nordmann;;KS;kari@ks.example;;")
    assert (resultat.nye_personer, resultat.varsler) == (1, [])


def test_what_changed_since_the_preview_is_shown_again(gruppe, prosjektleder):
    tekst = "Kari Nordmann;;KS;;;\nOla Hansen;;KS;;;"
    vist = les_inn(gruppe, prosjektleder, tekst, toerr=True)
    MedlemskapFactory(
        gruppe=gruppe,
        organisasjon__navn="KS",
        person=PersonFactory(embete=gruppe.prosjekt.embete, navn="Ola Hansen", organisasjon__navn="KS"),
    )
    with pytest.raises(Endret) as endret:
        les_inn(gruppe, prosjektleder, tekst, ventet=vist.fingeravtrykk)
    assert [ett.linje.navn for ett in endret.value.resultat.nye] == ["Kari Nordmann"]
    assert Medlemskap.objects.count() == 1


def test_one_line_that_cannot_be_saved_stops_them_all(gruppe, prosjektleder):
    innlest = les(les_tekst(HODE + "Kari Nordmann;;KS;;;\nOla Hansen;;IMDi;ola@x.y.123;;"), date(2016, 3, 1))
    with pytest.raises(Importfeil) as feil:
        importer(by=prosjektleder, gruppe=gruppe, linjer=innlest.linjer, kilde="")
    assert [linjenr for linjenr, _grunn in feil.value.feil] == [3]
    assert not Medlemskap.objects.exists()
