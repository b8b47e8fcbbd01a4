"""Writing in a chapter: what is saved, what is kept, what is refused, and that no text goes away."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter import skriving
from rapporter.kapittelliste import kilder, skriver_naa, versjonsliste
from rapporter.models import Kapittel, Kapittelversjon, Rapport
from rapporter.skriving import hent_tilbake, lagre_kapittel, overta
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import NAAR, KapittelversjonFactory

pytestmark = pytest.mark.django_db
UNDERVEIS = Kapittelversjon.LAGRET_SELV


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def rapport(prosjekt):
    return RapportFactory(prosjekt=prosjekt)


@pytest.fixture
def klokke(monkeypatch):
    """A clock that stands still until it is set."""

    class Klokke:
        naa = NAAR

        def fram(self, **tid):
            self.naa += timedelta(**tid)

    klokke = Klokke()
    monkeypatch.setattr(skriving, "naa", lambda: klokke.naa)
    return klokke


def lagre(by, rapport, tekst, versjon, **felt):
    return lagre_kapittel(by=by, rapport=rapport, noekkel="innledning", tekst=tekst, versjon=versjon, **felt)


def versjoner():
    return list(Kapittelversjon.objects.order_by("nummer").values_list("tekst", "slag", "skrevet_av__navn"))


def tekster():
    return [tekst for tekst, _slag, _navn in versjoner()]


def test_a_chapter_is_written_and_written_again(prosjektleder, rapport):
    lagre(prosjektleder, rapport, "Først", 0)
    kapittel = lagre(prosjektleder, rapport, "Så", 1)
    assert (kapittel.tekst, kapittel.versjon, kapittel.endret_av) == ("Så", 2, prosjektleder)
    siste, foerste = Hendelse.objects.all()
    assert foerste.foer is None
    assert (siste.foer["tekst"], siste.etter["tekst"]) == ("Først", "Så")
    assert tekster() == ["Først", "Så"]


@pytest.mark.parametrize("versjon", [0, 2])
@pytest.mark.parametrize("slag", [Kapittelversjon.LAGRET, UNDERVEIS, Kapittelversjon.TILBAKE])
def test_a_chapter_saved_by_another_in_the_meantime_is_not_overwritten(
    prosjektleder, saksbehandler, rapport, versjon, slag
):
    KapittelFactory(rapport=rapport, tekst="Den andres tekst", endret_av=prosjektleder)
    with pytest.raises(Hinder) as hinder:
        lagre(saksbehandler, rapport, "Min tekst", versjon, slag=slag)
    assert [felt for felt, _grunn in hinder.value.grunner] == ["tekst"]
    assert "Pia Prosjektleder har lagret kapittelet" in str(hinder.value)
    assert (Kapittel.objects.get().tekst, Kapittel.objects.get().versjon) == ("Den andres tekst", 1)
    assert not Hendelse.objects.exists()
    assert versjoner() == []


def test_two_windows_of_one_person_are_told_so(prosjektleder, rapport):
    lagre(prosjektleder, rapport, "Fra det ene", 0)
    with pytest.raises(Hinder, match="i et annet vindu"):
        lagre(prosjektleder, rapport, "Fra det andre", 0)


def test_a_refused_first_text_leaves_no_empty_chapter(prosjektleder, rapport):
    with pytest.raises(Hinder):
        lagre(prosjektleder, rapport, "Min", 3)
    assert not Kapittel.objects.exists()


def test_text_that_is_the_same_is_not_a_new_version(prosjektleder, rapport):
    kapittel = KapittelFactory(rapport=rapport)
    for _gang in range(2):
        lagre(prosjektleder, rapport, kapittel.tekst, 1)
    kapittel.refresh_from_db()
    assert kapittel.versjon == 1
    assert not Hendelse.objects.exists()


@pytest.mark.parametrize("status", [Rapport.TIL_GODKJENNING, Rapport.GODKJENT, Rapport.SENDT])
def test_nobody_writes_in_a_report_that_is_not_a_draft(prosjektleder, rapport, status):
    Rapport.objects.update(status=status)
    with pytest.raises(Hinder, match="kan ikke endres"):
        lagre(prosjektleder, rapport, "Min", 0)
    assert not Kapittel.objects.exists()


def test_one_who_writes_keeps_a_version_now_and_then(prosjektleder, rapport, klokke):
    for nr in range(40):
        lagre(prosjektleder, rapport, f"Tekst {nr}", nr, slag=UNDERVEIS)
        klokke.fram(seconds=15)
    assert Kapittel.objects.get().tekst == "Tekst 39"
    assert tekster() == ["Tekst 0", "Tekst 20"]
    assert Hendelse.objects.count() == 2
    lagre(prosjektleder, rapport, "Tekst 39", 40)
    assert versjoner()[-1] == ("Tekst 39", Kapittelversjon.LAGRET, "Pia Prosjektleder")
    assert (Hendelse.objects.first().foer["tekst"], Hendelse.objects.first().etter["tekst"]) == (
        "Tekst 20",
        "Tekst 39",
    )
    lagre(prosjektleder, rapport, "Tekst 39", 40)
    assert len(versjoner()) == 3


def test_what_another_wrote_is_a_version_before_it_is_replaced(prosjektleder, saksbehandler, rapport, klokke):
    lagre(prosjektleder, rapport, "Først", 0, slag=UNDERVEIS)
    klokke.fram(seconds=30)
    lagre(prosjektleder, rapport, "Først, og mer", 1, slag=UNDERVEIS)
    klokke.fram(seconds=30)
    lagre(saksbehandler, rapport, "Noe helt annet", 2, slag=UNDERVEIS)
    assert [(tekst, navn) for tekst, _slag, navn in versjoner()] == [
        ("Først", "Pia Prosjektleder"),
        ("Først, og mer", "Pia Prosjektleder"),
        ("Noe helt annet", saksbehandler.navn),
    ]
    beholdt = Kapittelversjon.objects.get(nummer=2)
    assert beholdt.skrevet_at == NAAR + timedelta(seconds=30)


def test_a_text_from_before_there_were_versions_is_kept(prosjektleder, rapport):
    KapittelFactory(rapport=rapport, tekst="Gammel", endret_av=prosjektleder)
    lagre(prosjektleder, rapport, "Ny", 1, slag=UNDERVEIS)
    assert tekster() == ["Gammel", "Ny"]


def test_an_earlier_text_comes_back_and_what_stood_there_is_kept(prosjektleder, rapport, klokke):
    lagre(prosjektleder, rapport, "Først", 0)
    lagre(prosjektleder, rapport, "Så", 1, slag=UNDERVEIS)
    hent_tilbake(by=prosjektleder, rapport=rapport, gammel=Kapittelversjon.objects.get(nummer=1), versjon=2)
    assert Kapittel.objects.get().tekst == "Først"
    assert [(tekst, slag) for tekst, slag, _navn in versjoner()] == [
        ("Først", "lagret"),
        ("Så", "underveis"),
        ("Først", "tilbake"),
    ]
    with pytest.raises(Hinder):
        hent_tilbake(
            by=prosjektleder, rapport=rapport, gammel=Kapittelversjon.objects.get(nummer=2), versjon=2
        )


def test_another_reports_text_is_taken_over_in_place_of_or_after_ones_own(prosjektleder, prosjekt, rapport):
    fra = KapittelFactory(rapport=RapportFactory(prosjekt=prosjekt, tertial=2), tekst="Forrige gang")
    felles = {"by": prosjektleder, "rapport": rapport, "noekkel": "innledning", "fra": fra}
    assert overta(**felles, versjon=0).tekst == "Forrige gang"
    lagre(prosjektleder, rapport, "Mitt", 1)
    assert overta(**felles, versjon=2, etter="Mitt").tekst == "Mitt\n\nForrige gang"
    assert [slag for _tekst, slag, _navn in versjoner()] == ["hentet", "lagret", "hentet"]
    fra.tekst = "x" * 100_000
    with pytest.raises(Hinder, match="for lange"):
        overta(**felles, versjon=3, etter="Mitt")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["prosjektleder", "saksbehandler"]),
            st.sampled_from(["a", "b", "c", "d", "e", ""]),
            st.sampled_from([Kapittelversjon.LAGRET, UNDERVEIS, Kapittelversjon.HENTET]),
            st.integers(0, 400),
        ),
        max_size=12,
    )
)
def test_what_another_person_left_is_always_in_the_history(
    prosjektleder, saksbehandler, rapport, klokke, skritt
):
    personer = {"prosjektleder": prosjektleder, "saksbehandler": saksbehandler}
    with transaction.atomic():
        igjen, forrige, versjon = set(), None, 0
        for hvem, tekst, slag, sekunder in skritt:
            klokke.fram(seconds=sekunder)
            kapittel = lagre(personer[hvem], rapport, tekst, versjon, slag=slag)
            if forrige and forrige[0] != kapittel.endret_av_id and forrige[1]:
                igjen.add(forrige[1])
            forrige, versjon = (kapittel.endret_av_id, kapittel.tekst), kapittel.versjon
        assert igjen <= set(tekster())
        nummer = list(Kapittelversjon.objects.order_by("nummer").values_list("nummer", flat=True))
        assert nummer == list(range(1, len(nummer) + 1))
        transaction.set_rollback(True)


def test_who_writes_now_is_another_who_saved_a_moment_ago(prosjektleder, saksbehandler, rapport):
    kapittel = KapittelFactory(rapport=rapport, endret_av=prosjektleder, endret_at=NAAR)
    assert skriver_naa(kapittel, saksbehandler, NAAR + timedelta(minutes=2)) == "Pia Prosjektleder"
    assert skriver_naa(kapittel, saksbehandler, NAAR + timedelta(minutes=2, seconds=1)) == ""
    assert skriver_naa(kapittel, prosjektleder, NAAR) == ""
    assert skriver_naa(None, prosjektleder, NAAR) == ""


def test_the_list_of_versions_counts_words_and_knows_the_text_as_it_is(rapport):
    kapittel = KapittelFactory(rapport=rapport, tekst="en to tre")
    KapittelversjonFactory(kapittel=kapittel, nummer=1, tekst="en")
    KapittelversjonFactory(kapittel=kapittel, nummer=2, tekst="en to tre")
    assert [(ett.versjon.nummer, ett.ord, ett.endring, ett.gjeldende) for ett in versjonsliste(kapittel)] == [
        (2, 3, 2, True),
        (1, 1, 1, False),
    ]


def test_texts_to_take_over_are_those_of_the_embete_the_same_type_first(
    prosjektleder, prosjekt, rapport, naboembete
):
    def med(tekst="Tekst", **felt):
        return KapittelFactory(rapport=RapportFactory(**{"prosjekt": prosjekt} | felt), tekst=tekst)

    notat = med(type="aarsnotat", tertial=0, aar=2016)
    forrige, eldre = med(tertial=2), med(aar=2014)
    med(tertial=1, tekst="")
    med(prosjekt=ProsjektFactory(embete=naboembete), aar=2016)
    KapittelFactory(rapport=rapport, tekst="Denne")
    funnet = kilder(prosjektleder, rapport, "innledning")
    assert [ett.kapittel for ett in funnet] == [forrige, eldre, notat]
    assert funnet[0].navn == "Tertialrapport for 2. tertial 2015"
