"""A person's own page."""

import pytest

from bosetting.brukere.models import Hendelse

pytestmark = pytest.mark.django_db
SIDE = "/konto/profil/"


def test_everybody_sees_her_own_roles_and_the_way_on(som, kontaktperson, uten_rolle):
    html = som(kontaktperson).get(SIDE).content.decode()
    assert "Kontaktperson, Halden" in html
    assert 'href="/konto/passord/endre/"' in html
    assert 'href="/brukere/kalender/"' in html
    html = som(uten_rolle).get(SIDE).content.decode()
    assert "Du har ingen rolle i dag." in html
    assert 'href="/brukere/kalender/"' not in html


def test_the_name_in_the_page_head_leads_here(som, leser):
    assert f'<a href="{SIDE}">Lars Leser' in som(leser).get("/status/", follow=True).content.decode()


def test_name_and_phone_are_changed_and_leave_a_trace(som, kontaktperson):
    svar = som(kontaktperson).post(SIDE, {"navn": "Hanne Hansen", "telefon": " 69  17 45 00 "}, follow=True)
    assert "Profilen er lagret." in svar.content.decode()
    kontaktperson.refresh_from_db()
    assert (kontaktperson.navn, kontaktperson.telefon) == ("Hanne Hansen", "69 17 45 00")
    spor = Hendelse.objects.get()
    assert (spor.bruker, spor.handling) == (kontaktperson, "endret profil")
    assert {felt for felt, *_ in spor.endringer} == {"navn", "telefon"}
    som(kontaktperson).post(SIDE, {"navn": "Hanne Hansen", "telefon": "69 17 45 00"})
    assert Hendelse.objects.count() == 1


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [({"navn": ""}, "Skriv navnet."), ({"telefon": "mobilen"}, "Skriv telefonnummeret med siffer")],
)
def test_what_is_wrong_is_said_and_kept(som, kontaktperson, endret, grunn):
    svar = som(kontaktperson).post(SIDE, {"navn": "Hanne", "telefon": "69174500"} | endret)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert not Hendelse.objects.exists()


def test_nobody_changes_her_role_or_address_here(som, kontaktperson):
    foer = kontaktperson.email
    som(kontaktperson).post(SIDE, {"navn": "H", "telefon": "", "email": "x@example.test", "is_active": ""})
    kontaktperson.refresh_from_db()
    assert (kontaktperson.email, kontaktperson.is_active) == (foer, True)


def test_the_systemansvarlig_sees_the_phone(som, systemansvarlig, kontaktperson):
    som(kontaktperson).post(SIDE, {"navn": "Hanne", "telefon": "69 17 45 00"})
    assert (
        "Telefon 69 17 45 00." in som(systemansvarlig).get(kontaktperson.get_absolute_url()).content.decode()
    )
