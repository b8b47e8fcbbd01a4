"""Anonymising on request: all that is hers goes, counts stay, and nobody else is touched."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from bosetting.brukere.models import Bruker, Hendelse, Kalenderadresse, Tilgang
from bosetting.felles.hinder import Hinder
from bosetting.personvern.actions import anonymiser
from bosetting.personvern.anonymisering import ANONYM, bare_hennes
from bosetting.personvern.models import Kjoering
from bosetting.personvern.registrert import andre_med_adressen, finn, rekkevidde, soek
from bosetting.varsler.models import Varsel
from nettverk.models import Medlemskap, Person
from tests.brukere.factories import PASSORD, BrukerFactory
from tests.nettverk.seriefactories import AgendasakFactory
from tests.personvern.factories import EPOST, NAVN, TELEFON, alt_om_kari, person

pytestmark = pytest.mark.django_db
ALT = {"konto", "nettverk", "paamelding", "invitasjon", "fritekst"}


@pytest.fixture
def kari(embete, halden):
    return alt_om_kari(embete, halden)


def kjoer(by, hvem, grupper=ALT, dag=None, begrunnelse="Henvendelse 9. mars, sak 16/12.", noekkel=None):
    return anonymiser(
        by=by, noekkel=noekkel or uuid4(), hvem=hvem, grupper=grupper, begrunnelse=begrunnelse, dag=dag
    )


def alt_som_tekst() -> str:
    """Return every value of every table."""
    return json.dumps(
        {
            modell._meta.label: list(modell.objects.values_list())
            for modell in apps.get_models()
            if modell._meta.label != "sessions.Session"
        },
        default=str,
        ensure_ascii=False,
    )


def test_all_that_is_hers_goes_and_the_counts_stay(kari, systemansvarlig, dag):
    foer = {modell: modell.objects.count() for modell in apps.get_models()}
    for personlig in (NAVN, EPOST, TELEFON):
        assert personlig in alt_som_tekst()
    kjoering = kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    alt = alt_som_tekst().lower()
    for personlig in (NAVN, EPOST, TELEFON, "rådgiver", "rådhuset", "ferie"):
        assert personlig.lower() not in alt, personlig
    assert kjoering.antall == {
        "konto": 1, "kalender": 1, "varsel": 1, "nettverk": 1, "moete": 2, "paamelding": 1, "invitasjon": 1,
        "fritekst": 2,
    }  # fmt: skip
    etter = {modell: modell.objects.count() for modell in apps.get_models()}
    endret = {modell: (foer[modell], n) for modell, n in etter.items() if n != foer[modell]}
    assert endret == {
        Varsel: (1, 0),
        Kalenderadresse: (1, 0),
        Kjoering: (0, 1),
        Hendelse: (foer[Hendelse], foer[Hendelse] + 2),
    }


def test_who_she_was_together_with_is_left_alone(kari, systemansvarlig, dag):
    kjoer(systemansvarlig, finn(None, "bruker", kari.bruker.pk), dag=dag)
    kari.innkalling.refresh_from_db()
    assert (kari.innkalling.svar, kari.innkalling.vara_navn) == ("vara", "Vera Vara")
    kari.annen.refresh_from_db()
    assert (kari.annen.navn, kari.annen.anonymisert_at, kari.annen.versjon) == ("Per Annen", None, 1)
    kari.dialog.refresh_from_db()
    assert kari.dialog.deltakere == "Ordføreren og [anonymisert]"
    seter = Medlemskap.objects.filter(gruppe=kari.gruppe)
    assert seter.count() == 3
    assert {sete.navn for sete in seter} == {ANONYM, "Per Annen", ""}


def test_the_account_is_closed_and_its_links_are_dead(kari, systemansvarlig, dag):
    leser = Client()
    leser.force_login(kari.bruker)
    assert Session.objects.count() == 1
    lenker = kari.innkalling.lenkenoekkel, kari.paamelding.lenkenoekkel
    kjoer(systemansvarlig, finn(None, "bruker", kari.bruker.pk), dag=dag)
    assert Session.objects.count() == 0
    bruker = Bruker.objects.get(pk=kari.bruker.pk)
    assert not bruker.is_active
    assert not bruker.check_password(PASSORD)
    assert list(Tilgang.objects.filter(bruker=bruker).values_list("til", flat=True)) == [dag]
    for rad in (kari.innkalling, kari.paamelding):
        rad.refresh_from_db()
    assert not {kari.innkalling.lenkenoekkel, kari.paamelding.lenkenoekkel} & set(lenker)


def test_a_substitute_goes_without_the_one_she_came_for(kari, systemansvarlig, dag):
    kjoer(systemansvarlig, finn(None, "innkalling", kari.innkalling.pk), dag=dag)
    kari.innkalling.refresh_from_db()
    rad = kari.innkalling
    assert (rad.vara_navn, rad.vara_epost, rad.kommentar) == ("", "", "Er på ferie.")
    assert Person.objects.get(pk=kari.person.pk).navn == NAVN


def test_only_what_is_chosen_is_taken(kari, systemansvarlig, dag):
    kjoering = kjoer(systemansvarlig, finn(None, "person", kari.person.pk), {"paamelding"}, dag)
    assert kjoering.antall == {"paamelding": 1}
    assert Bruker.objects.get(pk=kari.bruker.pk).navn == NAVN


def test_the_same_form_twice_does_it_once_and_then_nothing_is_left(kari, systemansvarlig, dag):
    hvem, noekkel = finn(None, "person", kari.person.pk), uuid4()
    assert kjoer(systemansvarlig, hvem, dag=dag, noekkel=noekkel) == kjoer(
        systemansvarlig, hvem, dag=dag, noekkel=noekkel
    )
    with pytest.raises(Hinder, match="ingenting igjen"):
        kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    assert Kjoering.objects.count() == 1


@pytest.mark.parametrize("tekst", [f"{NAVN} ba om det", EPOST.upper()])
def test_the_reason_in_the_log_names_nobody(kari, systemansvarlig, dag, tekst):
    with pytest.raises(Hinder, match="uten navn"):
        kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag, begrunnelse=tekst)
    assert Bruker.objects.get(pk=kari.bruker.pk).navn == NAVN


def test_the_reason_is_kept(kari, systemansvarlig, dag):
    kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    hendelse = Hendelse.objects.get(handling="anonymiserte på forespørsel")
    assert hendelse.etter["begrunnelse"] == "Henvendelse 9. mars, sak 16/12."
    assert hendelse.bruker == systemansvarlig


def test_nobody_anonymises_herself_nor_the_last_who_runs_the_system(systemansvarlig, dag):
    with pytest.raises(Hinder, match="egen konto"):
        kjoer(systemansvarlig, finn(None, "bruker", systemansvarlig.pk), dag=dag)
    with pytest.raises(Hinder, match="siste aktive systemansvarlige"):
        kjoer(BrukerFactory(), finn(None, "bruker", systemansvarlig.pk), dag=dag)
    assert Bruker.objects.get(pk=systemansvarlig.pk).is_active


def test_a_shared_mailbox_does_not_make_two_people_one(embete, systemansvarlig, dag):
    per = person(embete, navn="Per Post", epost="postmottak@example.test")
    pia = person(embete, navn="Pia Post", epost="postmottak@example.test")
    hvem = finn(None, "person", per.pk)
    assert [treff.navn for treff in andre_med_adressen(hvem)] == ["Pia Post"]
    kjoer(systemansvarlig, hvem, dag=dag)
    pia.refresh_from_db()
    assert (pia.navn, pia.epost) == ("Pia Post", "postmottak@example.test")


def test_a_name_that_two_have_stays_in_texts(kari, embete, systemansvarlig, dag):
    person(embete, navn=NAVN, epost="en.annen@example.test")
    kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    kari.dialog.refresh_from_db()
    assert NAVN.upper() in kari.dialog.deltakere
    assert EPOST not in kari.dialog.notat
    assert bare_hennes([NAVN, EPOST]) == [EPOST]


def test_a_word_that_only_begins_like_a_name_is_another_word(embete, kari, systemansvarlig, dag):
    kari.dialog.deltakere = f"{NAVN}sen og {NAVN}."
    kari.dialog.save()
    kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    kari.dialog.refresh_from_db()
    assert kari.dialog.deltakere == f"{NAVN}sen og [anonymisert]."


def test_who_has_the_text_open_in_a_form_does_not_write_the_name_back(kari, embete, systemansvarlig, dag):
    sak = AgendasakFactory(moete__prosjekt__embete=embete, referat=f"{NAVN} redegjorde.", versjon=4)
    kjoer(systemansvarlig, finn(None, "person", kari.person.pk), dag=dag)
    sak.refresh_from_db()
    assert (sak.referat, sak.versjon) == ("[anonymisert] redegjorde.", 5)


class TestRekkevidde:
    """What a prosjektleder reaches, and what only the systemansvarlig does."""

    def test_her_own_embete(self, kari, prosjektleder, systemansvarlig, saksbehandler, embete):
        assert rekkevidde(prosjektleder) == {embete.pk}
        assert rekkevidde(systemansvarlig) is None
        assert rekkevidde(saksbehandler) == frozenset()
        hvem = finn(rekkevidde(prosjektleder), "person", kari.person.pk)
        assert (hvem.brukere, hvem.personer) == ({kari.bruker.pk}, {kari.person.pk})
        assert finn(rekkevidde(saksbehandler), "person", kari.person.pk) is None

    def test_anothers_embete_is_out_of_reach(self, kari, naboembete):
        hvor = frozenset([naboembete.pk])
        for kilde, rad in (("person", kari.person), ("bruker", kari.bruker), ("paamelding", kari.paamelding)):
            assert finn(hvor, kilde, rad.pk) is None
        assert soek(hvor, EPOST) == []

    def test_an_account_of_two_embeter_is_the_systemansvarliges(self, kari, embete, naboembete, bergen, dag):
        Tilgang.objects.create(bruker=kari.bruker, rolle="kontaktperson", kommune=bergen, fra=dag)
        for hvor in (frozenset([embete.pk]), frozenset([naboembete.pk])):
            assert finn(hvor, "bruker", kari.bruker.pk) is None
        hvem = finn(frozenset([embete.pk]), "person", kari.person.pk)
        assert hvem.brukere == frozenset()
        assert finn(None, "person", kari.person.pk).brukere == {kari.bruker.pk}

    def test_a_prosjektleder_leaves_the_other_embete_as_it_was(
        self, kari, naboembete, prosjektleder, embete, dag
    ):
        der = person(naboembete)
        kjoer(prosjektleder, finn(rekkevidde(prosjektleder), "person", kari.person.pk), dag=dag)
        der.refresh_from_db()
        assert der.navn == NAVN
        assert Person.objects.get(pk=kari.person.pk).navn == ANONYM

    def test_a_part_of_a_name_is_enough_and_an_address_must_be_whole(self, kari, prosjektleder):
        hvor = rekkevidde(prosjektleder)
        assert {treff.modell for treff in soek(hvor, "kanari")} == {
            "bruker", "invitasjon", "person", "paamelding",
        }  # fmt: skip
        assert len(soek(hvor, EPOST.upper())) == 4
        assert soek(hvor, "kari.kanari@example") == []
        assert soek(hvor, "ka") == []
