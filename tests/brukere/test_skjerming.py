"""The log says that names, addresses and free text changed, and never what they are."""

import json

import pytest
from django.apps import apps

from bosetting.brukere import actions, skjerming
from bosetting.brukere.models import Hendelse, Kalenderadresse, Tilgang
from bosetting.brukere.skjerming import NY_VERDI, SKJERMET, uten_personlig
from bosetting.felles.dag import naa
from bosetting.personvern.politikk import politikk
from bosetting.varsler.models import Varsel
from tests.brukere.factories import InvitasjonFactory

pytestmark = pytest.mark.django_db


def alt_i_loggen() -> str:
    return json.dumps(
        list(Hendelse.objects.values_list("objekt", "foer", "etter")), ensure_ascii=False, default=str
    )


def test_a_changed_name_is_told_without_the_name(systemansvarlig, leser, dag):
    actions.endre_bruker(
        by=systemansvarlig,
        bruker=leser,
        navn="Lena Leser",
        email="lena@example.test",
        is_active=False,
        dag=dag,
    )
    hendelse = Hendelse.objects.get()
    assert hendelse.objekt == f"bruker {leser.pk}"
    endringer = {felt: (foer, etter) for felt, foer, etter in hendelse.endringer}
    assert endringer == {
        "navn": (SKJERMET, NY_VERDI),
        "email": (SKJERMET, NY_VERDI),
        "is_active": (True, False),
    }


def test_what_was_empty_is_seen_to_be_filled():
    assert uten_personlig("brukere.Bruker", {"telefon": ""}, {"telefon": "69 17 45 00"}) == (
        {"telefon": ""},
        {"telefon": SKJERMET},
    )
    assert uten_personlig("brukere.Bruker", {"telefon": "1"}, {"telefon": ""}) == (
        {"telefon": SKJERMET},
        {"telefon": ""},
    )
    assert uten_personlig("brukere.Bruker", None, {"navn": "A"}) == (None, {"navn": SKJERMET})


def test_an_address_is_left_out_wherever_it_stands():
    etter = {"svar": ["550 <kari@ås.no>: ukjent", {"til": "a.b@c-d.example.test"}], "antall": 3}
    assert uten_personlig("", None, etter) == (
        None,
        {"svar": [f"550 <{SKJERMET}>: ukjent", {"til": SKJERMET}], "antall": 3},
    )


def test_an_account_lived_through_leaves_no_name_in_the_log(systemansvarlig, embete, halden, dag):
    bruker = actions.opprett_bruker(
        by=systemansvarlig, navn="Kari Kanari", email="kanari@example.test", rolle="kontaktperson",
        embete=None, kommune=halden, dag=dag,
    )  # fmt: skip
    actions.endre_profil(by=bruker, navn="Kari Kanarifugl", telefon="99 88 77 66")
    actions.avslutt_tilgang(by=systemansvarlig, tilgang=bruker.tilganger.get(), til=dag)
    invitasjon = InvitasjonFactory(embete=embete, navn="Kari Kanari", email="kanari@example.test")
    actions.record(by=bruker, handling="prøvde", objekt=invitasjon, etter=actions.bilde(invitasjon))
    logg = alt_i_loggen().lower()
    for personlig in ("kanari", "99 88 77 66", "example.test"):
        assert personlig not in logg
    assert "Halden" in alt_i_loggen()
    assert Hendelse.objects.filter(objekttype="bruker", objekt_id=str(bruker.pk)).exists()


def test_rows_that_are_called_after_somebody_are_named_by_their_key(leser):
    rader = [
        leser,
        Tilgang.objects.get(bruker=leser),
        Kalenderadresse(pk=7, bruker=leser, opprettet_at=naa()),
        Varsel(pk=8, bruker=leser, tittel="Lars Leser"),
        InvitasjonFactory(),
    ]
    for rad in rader:
        assert skjerming.objekttekst(rad) == f"{rad._meta.verbose_name} {rad.pk}"


@pytest.mark.parametrize("etikett", sorted(politikk().modeller.keys() - {"sessions.Session"}))
def test_no_row_is_called_in_the_log_by_what_the_log_may_not_hold(etikett):
    """Whatever __str__ is made of, its own hidden fields are not shown by it."""
    skjult = skjerming._SKJERMINGER[etikett].felt
    modell = apps.get_model(etikett)
    for felt in skjult:
        rad = modell(pk=5)
        setattr(rad, felt, "Kari Kanari")
        try:
            tekst = skjerming.objekttekst(rad)
        except (AttributeError, TypeError, ValueError, modell.DoesNotExist, *_mangler(modell)):
            continue  # its name is made of other rows and of days, which this one has none of
        assert "Kanari" not in tekst, felt


def _mangler(modell):
    return {felt.related_model.DoesNotExist for felt in modell._meta.concrete_fields if felt.related_model}
