"""Pages of people and their roles."""

import re
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Bruker, Hendelse, Tilgang
from tests.brukere.factories import PASSORD, BrukerFactory

pytestmark = pytest.mark.django_db
INDEX = "/brukere/"
NYTT = "grevling-under-bru-1814"


def ny(**endret):
    felt = {
        "navn": "Nina Ny",
        "email": "Nina@Example.test",
        "rolle": "systemansvarlig",
        "embete": "",
        "kommune": "",
    }
    return felt | endret


def alle_sider(bruker, tilgang):
    return [
        INDEX,
        reverse("brukere:bruker-create"),
        bruker.get_absolute_url(),
        reverse("brukere:tilgang-create", args=[bruker.pk]),
        reverse("brukere:tilgang-end", args=[tilgang.pk]),
    ]


def test_gates(som, client, systemansvarlig, saksbehandler, prosjektleder, kontaktperson):
    sider = alle_sider(saksbehandler, saksbehandler.tilganger.get())
    lenke = reverse("brukere:bruker-link", args=[saksbehandler.pk])
    for side in sider:
        assert client.get(side).status_code == 302
        for utenfor in (saksbehandler, prosjektleder, kontaktperson):
            assert som(utenfor).get(side).status_code == 403
            assert som(utenfor).post(side, {}).status_code == 403
        assert som(systemansvarlig).get(side).status_code == 200
        client.logout()
    assert som(saksbehandler).post(lenke).status_code == 403
    assert som(systemansvarlig).get(lenke).status_code == 405
    assert som(systemansvarlig).get("/brukere/999999/").status_code == 404


def test_people_are_listed_with_todays_roles(som, systemansvarlig, kontaktperson, saksbehandler):
    Tilgang.objects.create(
        bruker=saksbehandler, rolle="leser", embete=saksbehandler.tilganger.get().embete,
        fra=date(2014, 1, 1), til=date(2015, 1, 1),
    )  # fmt: skip
    svar = som(systemansvarlig).get(INDEX).content.decode()
    assert "kontaktperson, Halden" in svar
    assert "saksbehandler, Østfold" in svar
    assert "lesetilgang, Østfold" not in svar
    assert "3 brukere" in svar


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"q": "HALDEN"}, {"Hanne Halden"}),
        ({"rolle": "saksbehandler"}, {"Siri Saksbehandler"}),
        ({"aktiv": "nei"}, {"Ute Gått"}),
        ({"aktiv": "ja", "rolle": "kontaktperson"}, {"Hanne Halden"}),
    ],
)
def test_the_list_is_narrowed(som, systemansvarlig, kontaktperson, saksbehandler, valg, treff):
    BrukerFactory(navn="Ute Gått", is_active=False)
    svar = som(systemansvarlig).get(INDEX, valg).content.decode()
    assert set(re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', svar)) == treff


@pytest.mark.parametrize("antall", [1, 24])
def test_the_list_costs_the_same_however_long(
    som, systemansvarlig, halden, antall, django_assert_num_queries
):
    for _ in range(antall):
        BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": halden})
    klient = som(systemansvarlig)
    with django_assert_num_queries(6):
        klient.get(INDEX)


def test_a_new_person_chooses_her_own_password(som, client, systemansvarlig, halden, mailoutbox):
    side = reverse("brukere:bruker-create")
    skjema = som(systemansvarlig).get(side).content.decode()
    assert 'type="password"' not in skjema
    svar = som(systemansvarlig).post(side, ny(rolle="kontaktperson", kommune=halden.pk))
    bruker = Bruker.objects.get(email="nina@example.test")
    assert svar.url == bruker.get_absolute_url()
    assert not bruker.has_usable_password()
    assert bruker.omfang.kommune_ids == (halden.pk,)
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "opprettet bruker",
        "ga tilgang",
        "sendte passordlenke",
    ]
    assert "password" not in Hendelse.objects.get(handling="opprettet bruker").etter
    [post] = mailoutbox
    assert post.to == ["nina@example.test"]
    assert post.subject == "Velg passord i bosetting"
    client.logout()
    lenke = re.search(r"http://testserver(/konto/passord/nytt/\S+)", post.body)[1]
    skjema = client.get(lenke, follow=True)
    client.post(skjema.request["PATH_INFO"], {"password1": NYTT, "password2": NYTT})
    assert client.login(email="nina@example.test", password=NYTT)
    client.logout()
    assert "Lenken virker ikke" in client.get(lenke, follow=True).content.decode()


def test_a_link_that_cannot_be_sent_is_told_and_can_be_sent_again(
    som, systemansvarlig, settings, mailoutbox, monkeypatch
):
    from bosetting.brukere import actions

    def nede(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as brudd:
        brudd.setattr(actions, "send_mail", nede)
        svar = som(systemansvarlig).post(reverse("brukere:bruker-create"), ny(), follow=True)
    assert "ble ikke sendt" in svar.content.decode()
    assert not Hendelse.objects.filter(handling="sendte passordlenke").exists()
    bruker = Bruker.objects.get(email="nina@example.test")
    som(systemansvarlig).post(reverse("brukere:bruker-link", args=[bruker.pk]))
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"email": "SYS@example.test"}, "En annen bruker har denne e-postadressen."),
        ({"email": "ikke en adresse"}, "e-postadresse"),
        ({"navn": ""}, "Feltet er påkrevet."),
        ({"rolle": "saksbehandler"}, "Velg embetet rollen gjelder for."),
        ({"rolle": "kontaktperson"}, "Velg kommunen rollen gjelder for."),
    ],
)
def test_a_faulty_person_is_refused_and_nothing_lost(som, systemansvarlig, mailoutbox, feil, grunn):
    Bruker.objects.filter(pk=systemansvarlig.pk).update(email="sys@example.test")
    svar = som(systemansvarlig).post(reverse("brukere:bruker-create"), ny() | feil)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert Bruker.objects.count() == 1
    assert not Hendelse.objects.exists()
    assert mailoutbox == []


def test_name_and_address_change_and_the_old_address_is_forgotten(
    som, client, systemansvarlig, leser, mailoutbox
):
    gammel = leser.email
    client.login(email=gammel, password=PASSORD)
    svar = som(systemansvarlig).post(
        leser.get_absolute_url(), {"navn": "Lars Nytt", "email": "LARS@example.test", "is_active": "on"}
    )
    assert svar.url == leser.get_absolute_url()
    leser.refresh_from_db()
    assert (leser.navn, leser.email) == ("Lars Nytt", "lars@example.test")
    assert {felt for felt, *_ in Hendelse.objects.get().endringer} == {"navn", "email"}
    client.logout()
    client.post("/konto/passord/glemt/", {"email": gammel})
    assert mailoutbox == []


def test_a_deactivated_person_is_out_at_her_next_request(client, django_user_model, systemansvarlig, leser):
    client.force_login(leser)
    assert client.get("/nettverk/grupper/").status_code == 200
    from bosetting.brukere import actions

    actions.endre_bruker(
        by=systemansvarlig,
        bruker=leser,
        navn=leser.navn,
        email=leser.email,
        is_active=False,
        dag=date(2016, 3, 9),
    )
    svar = client.get("/nettverk/grupper/")
    assert (svar.status_code, svar.url.split("?")[0]) == (302, "/konto/logg-inn/")
    client.post("/konto/logg-inn/", {"login": leser.email, "password": PASSORD})
    assert client.get("/nettverk/grupper/").status_code == 302


def test_the_last_systemansvarlig_stays(som, systemansvarlig):
    svar = som(systemansvarlig).post(
        systemansvarlig.get_absolute_url(), {"navn": "Sys", "email": "sys@example.test"}
    )
    assert svar.status_code == 422
    assert "siste aktive systemansvarlige" in svar.content.decode()
    slutt = reverse("brukere:tilgang-end", args=[systemansvarlig.tilganger.get().pk])
    svar = som(systemansvarlig).post(slutt, {"til": "2016-03-09"})
    assert svar.status_code == 422
    assert "siste aktive systemansvarlige" in svar.content.decode()
    assert som(systemansvarlig).get(INDEX).status_code == 200


@pytest.mark.parametrize("til", [None, date(2016, 6, 1)])
def test_with_another_one_she_may_go_if_the_other_stays(som, systemansvarlig, til):
    annen = BrukerFactory(tilgang={"rolle": "systemansvarlig", "til": til})
    slutt = reverse("brukere:tilgang-end", args=[systemansvarlig.tilganger.get().pk])
    svar = som(systemansvarlig).post(slutt, {"til": "2016-07-01"})
    assert svar.status_code == (302 if til is None else 422)
    Bruker.objects.filter(pk=annen.pk).update(is_active=False)
    svar = som(systemansvarlig).post(
        systemansvarlig.get_absolute_url(), {"navn": "Sys", "email": "s@example.test"}
    )
    assert svar.status_code == 422


def test_others_are_deactivated_and_activated(som, systemansvarlig, leser):
    felt = {"navn": leser.navn, "email": leser.email}
    som(systemansvarlig).post(leser.get_absolute_url(), felt)
    leser.refresh_from_db()
    assert not leser.is_active
    side = som(systemansvarlig).get(leser.get_absolute_url()).content.decode()
    assert "Send ny lenke" not in side
    assert som(systemansvarlig).post(reverse("brukere:bruker-link", args=[leser.pk])).status_code == 404
    som(systemansvarlig).post(leser.get_absolute_url(), felt | {"is_active": "on"})
    leser.refresh_from_db()
    assert leser.is_active


def test_a_role_is_given_once_and_ended(som, systemansvarlig, kontaktperson, moss):
    side = reverse("brukere:tilgang-create", args=[kontaktperson.pk])
    data = {"rolle": "kontaktperson", "embete": "", "kommune": moss.pk, "fra": "2016-03-01"}
    assert som(systemansvarlig).post(side, data).url == kontaktperson.get_absolute_url()
    svar = som(systemansvarlig).post(side, data)
    assert svar.status_code == 422
    assert "Personen har alt denne rollen her." in svar.content.decode()
    tilgang = Tilgang.objects.get(kommune=moss)
    slutt = reverse("brukere:tilgang-end", args=[tilgang.pk])
    som(systemansvarlig).post(slutt, {"til": "2016-03-09"})
    assert moss.pk not in Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids
    svar = som(systemansvarlig).post(slutt, {"til": "2016-03-20"})
    assert "alt avsluttet 09.03.2016" in svar.content.decode()
    assert som(systemansvarlig).post(side, data | {"fra": "2016-03-09"}).status_code == 302


def test_a_role_given_today_by_mistake_is_gone_today(som, systemansvarlig, leser, embete):
    side = reverse("brukere:tilgang-create", args=[leser.pk])
    data = {"rolle": "prosjektleder", "embete": embete.pk, "kommune": "", "fra": "2016-03-09"}
    som(systemansvarlig).post(side, data)
    tilgang = leser.tilganger.get(rolle="prosjektleder")
    som(systemansvarlig).post(reverse("brukere:tilgang-end", args=[tilgang.pk]), {"til": "2016-03-09"})
    assert not leser.tilganger.filter(rolle="prosjektleder").exists()
    borte = Hendelse.objects.get(handling="fjernet tilgang")
    assert (borte.foer["rolle"], borte.etter) == ("prosjektleder", None)


def test_she_who_ends_her_own_role_lands_where_she_may_be(som, systemansvarlig):
    BrukerFactory(tilgang={"rolle": "systemansvarlig"})
    slutt = reverse("brukere:tilgang-end", args=[systemansvarlig.tilganger.get().pk])
    svar = som(systemansvarlig).post(slutt, {"til": "2016-03-09"}, follow=True)
    assert "Du har ingen rolle i dag" in svar.content.decode()
