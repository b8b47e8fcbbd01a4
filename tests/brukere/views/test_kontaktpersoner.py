"""Pages of contact persons: the list, one municipality, an end, a handover; and the read model others use."""

import re
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.kontaktpersoner import kontaktpersoner_for
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.dag import naa
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.kommuner.factories import KommuneFactory
from vedtak.models import Svarkladd

pytestmark = pytest.mark.django_db
INDEX = "/kommuner/kontaktpersoner/"


def url(verb, bruker):
    return reverse(f"brukere:kontaktperson-{verb}", args=[bruker.tilganger.get().pk])


@pytest.fixture
def kommunene(embete, halden, moss, kontaktperson, saksbehandler):
    """Halden has Hanne, who has a phone; Moss is waited for; Sarpsborg has one to come and one who leaves."""
    Bruker.objects.filter(pk=kontaktperson.pk).update(telefon="+47 69 17 45 00")
    InvitasjonFactory(embete=embete, kommuner=[moss], navn="Mona Moss", email="mona@example.test")
    sarpsborg = KommuneFactory(nr="0105", navn="Sarpsborg")
    slutter, kommer = BrukerFactory(navn="Siv Slutter"), BrukerFactory(navn="Kai Kommer")
    Tilgang.objects.create(
        bruker=slutter, rolle="kontaktperson", kommune=sarpsborg, fra=date(2014, 1, 1), til=date(2016, 4, 1)
    )
    Tilgang.objects.create(bruker=kommer, rolle="kontaktperson", kommune=sarpsborg, fra=date(2016, 4, 1))
    return sarpsborg


def kommuner_i(html):
    return re.findall(r'<th scope="rowgroup"[^>]*><a href="[^"]+">([^<]+)</a>', html)


def test_every_municipality_and_who_represents_it(som, saksbehandler, kommunene, bergen):
    html = som(saksbehandler).get(INDEX).content.decode()
    assert kommuner_i(html) == ["Halden", "Moss", "Sarpsborg"]
    assert 'href="tel:+4769174500">+47 69 17 45 00</a>' in html
    assert "Én kommune har ingen kontaktperson i dag." in html
    assert "Ingen kontaktperson" in html
    assert "Mona Moss" in html
    assert "Venter på svar til" in html
    assert "Slutter 01.04.2016" in html
    assert "Begynner 01.04.2016" in html
    assert "3 kommuner" in html


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"vis": "uten"}, ["Moss"]),
        ({"vis": "invitert"}, ["Moss"]),
        ({"vis": "slutter"}, ["Sarpsborg"]),
        ({"q": "halden"}, ["Halden"]),
        ({"q": "0105"}, ["Sarpsborg"]),
        ({"q": "KAI"}, ["Sarpsborg"]),
        ({"q": "mona@"}, ["Moss"]),
        ({"q": "bergen"}, []),
        ({"q": "hanne", "vis": "uten"}, []),
        ({"vis": "tull"}, ["Halden", "Moss", "Sarpsborg"]),
    ],
)
def test_the_list_is_narrowed(som, saksbehandler, kommunene, bergen, valg, treff):
    assert kommuner_i(som(saksbehandler).get(INDEX, valg).content.decode()) == treff


def test_the_fragment_is_the_same_list(som, saksbehandler, kommunene):
    hel = som(saksbehandler).get(INDEX, {"q": "halden"}).content.decode()
    bit = som(saksbehandler).get(INDEX, {"q": "halden"}, headers={"HX-Request": "true"}).content.decode()
    assert bit.removeprefix('<p id="treff" hx-swap-oob="innerHTML">1 kommune</p>').strip() in hel


@pytest.mark.parametrize("antall", [1, 25])
def test_the_list_costs_the_same_however_long(som, saksbehandler, embete, antall, django_assert_num_queries):
    for nr in range(antall):
        kommune = KommuneFactory(nr=f"{110 + nr:04d}")
        BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": kommune})
        InvitasjonFactory(embete=embete, kommuner=[kommune])
    klient = som(saksbehandler)
    with django_assert_num_queries(8):
        klient.get(INDEX)


def test_a_closed_account_represents_nobody(som, saksbehandler, kontaktperson):
    Bruker.objects.filter(pk=kontaktperson.pk).update(is_active=False)
    html = som(saksbehandler).get(INDEX).content.decode()
    assert "Kontoen er stengt" in html
    assert "Én kommune har ingen kontaktperson i dag." in html


def test_one_municipality_with_those_before(som, saksbehandler, kontaktperson, halden, kommunene):
    forrige = BrukerFactory(navn="Frida Før")
    Tilgang.objects.create(
        bruker=forrige, rolle="kontaktperson", kommune=halden, fra=date(2012, 1, 1), til=date(2015, 1, 1)
    )
    html = som(saksbehandler).get(f"/kommuner/{halden.pk}/kontaktpersoner/").content.decode()
    assert "Hanne Halden" in html
    assert "Frida Før" in html
    assert "01.01.2012 til 01.01.2015" in html


def test_access_ends_on_a_date(som, saksbehandler, kontaktperson, halden):
    side = url("end", kontaktperson)
    html = som(saksbehandler).get(side).content.decode()
    assert "Avslutt tilgangen til Hanne Halden" in html
    assert 'value="2016-03-09"' in html
    svar = som(saksbehandler).post(side, {"til": "2016-04-01"}, follow=True)
    assert "Tilgangen til Hanne Halden slutter 01.04.2016." in svar.content.decode()
    svar = som(saksbehandler).post(side, {"til": ""}, follow=True)
    assert "varer uten sluttdato" in svar.content.decode()
    svar = som(saksbehandler).post(side, {"til": "2016-03-09"}, follow=True)
    assert "Tilgangen til Hanne Halden er avsluttet." in svar.content.decode()
    assert som(kontaktperson).get("/min-kommune/").status_code == 403
    assert som(saksbehandler).get(side).status_code == 404


@pytest.mark.parametrize(
    ("til", "grunn"), [("", "Velg en dato."), ("2016-03-08", "Velg i dag eller en senere")]
)
def test_an_end_that_cannot_be_is_refused(som, saksbehandler, kontaktperson, til, grunn):
    svar = som(saksbehandler).post(url("end", kontaktperson), {"til": til})
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert kontaktperson.tilganger.get().til is None


@pytest.fixture
def av_to(kontaktperson, moss):
    """Hanne represents Moss too; return that access."""
    return Tilgang.objects.create(
        bruker=kontaktperson, rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1)
    )


def test_of_several_municipalities_one_or_all_are_ended(som, saksbehandler, kontaktperson, av_to, halden):
    side = reverse("brukere:kontaktperson-end", args=[av_to.pk])
    html = som(saksbehandler).get(side).content.decode()
    assert re.search(rf'value="{av_to.pk}"[^>]*checked', html)
    assert html.count("checked") == 1
    svar = som(saksbehandler).post(side, {"til": "2016-03-09"})
    assert "Velg minst én kommune." in svar.content.decode()
    som(saksbehandler).post(side, {"til": "2016-03-09", "kommuner": [av_to.pk]})
    assert Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids == (halden.pk,)


def test_what_she_has_elsewhere_is_neither_shown_nor_touched(som, saksbehandler, kontaktperson, bergen):
    borte = Tilgang.objects.create(
        bruker=kontaktperson, rolle="kontaktperson", kommune=bergen, fra=date(2015, 1, 1)
    )
    side = reverse("brukere:kontaktperson-end", args=[kontaktperson.tilganger.get(kommune__nr="0101").pk])
    html = som(saksbehandler).get(side).content.decode()
    assert "Bergen" not in html
    som(saksbehandler).post(side, {"til": "2016-03-09", "kommuner": [borte.pk]})
    borte.refresh_from_db()
    assert borte.til is None
    ute = reverse("brukere:kontaktperson-end", args=[borte.pk])
    assert som(saksbehandler).get(ute).status_code == 404


def test_another_contact_person_takes_over(
    som, saksbehandler, kontaktperson, nabokontaktperson, halden, moss
):
    side = url("handover", kontaktperson)
    html = som(saksbehandler).get(side).content.decode()
    assert f"overtar_for={kontaktperson.pk}&amp;kommune={halden.pk}" in html
    assert f"{nabokontaktperson.navn} (" in html
    assert f"{kontaktperson.navn} (" not in html
    svar = som(saksbehandler).post(
        side, {"etterfoelger": nabokontaktperson.pk, "fra": "2016-03-09"}, follow=True
    )
    assert "Mona Moss overtar for Hanne Halden 09.03.2016." in svar.content.decode()
    assert Bruker.objects.get(pk=nabokontaktperson.pk).omfang.kommune_ids == (halden.pk, moss.pk)
    assert Bruker.objects.get(pk=kontaktperson.pk).omfang.kommune_ids == ()


@pytest.mark.parametrize(
    ("endret", "grunn"),
    [
        ({"etterfoelger": ""}, "Velg hvem som overtar."),
        ({"fra": ""}, "Velg en dato."),
        ({"fra": "2016-03-01"}, "Velg i dag eller en senere dag."),
    ],
)
def test_a_handover_that_cannot_be_is_refused(
    som, saksbehandler, kontaktperson, nabokontaktperson, endret, grunn
):
    data = {"etterfoelger": nabokontaktperson.pk, "fra": "2016-03-09"} | endret
    svar = som(saksbehandler).post(url("handover", kontaktperson), data)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert kontaktperson.tilganger.get().til is None


def test_nobody_outside_the_embete_becomes_the_successor(
    som, saksbehandler, kontaktperson, nabosaksbehandler, bergen
):
    ute = BrukerFactory(navn="Berit Bergen", tilgang={"rolle": "kontaktperson", "kommune": bergen})
    side = url("handover", kontaktperson)
    assert "Berit Bergen" not in som(saksbehandler).get(side).content.decode()
    for valgt in (ute, nabosaksbehandler):
        svar = som(saksbehandler).post(side, {"etterfoelger": valgt.pk, "fra": "2016-03-09"})
        assert svar.status_code == 422


def test_the_municipality_page_is_told_what_its_reader_may_see(
    saksbehandler, nabosaksbehandler, leser, kontaktperson, nabokontaktperson, systemansvarlig, halden, embete, dag,
    django_assert_max_num_queries,
):  # fmt: skip
    InvitasjonFactory(embete=embete, kommuner=[halden])
    with django_assert_max_num_queries(6):
        for_ansatt = kontaktpersoner_for(saksbehandler, halden, dag)
    assert [kontakt.bruker for kontakt in for_ansatt.personer] == [kontaktperson]
    assert (len(for_ansatt.invitasjoner), for_ansatt.kan_invitere, for_ansatt.uten) == (1, True, False)
    for_egen = kontaktpersoner_for(kontaktperson, halden, dag)
    assert ([k.bruker for k in for_egen.personer], for_egen.invitasjoner) == ([kontaktperson], [])
    assert not for_egen.kan_invitere
    for utenfor in (nabosaksbehandler, leser, nabokontaktperson, systemansvarlig):
        assert kontaktpersoner_for(utenfor, halden, dag) is None


def test_one_who_only_reads_elsewhere_is_refused_there(som, saksbehandler, naboembete, bergen):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2000, 1, 1))
    ute = BrukerFactory(navn="Berit Bergen", tilgang={"rolle": "kontaktperson", "kommune": bergen})
    assert som(saksbehandler).get(f"/kommuner/{bergen.pk}/kontaktpersoner/").status_code == 403
    assert "Berit Bergen" not in som(saksbehandler).get(INDEX).content.decode()
    assert som(saksbehandler).get(url("end", ute)).status_code == 404


def test_a_municipality_that_is_no_more_is_read_and_not_invited_to(som, saksbehandler, halden):
    side = f"/kommuner/{halden.pk}/kontaktpersoner/"
    assert "Inviter kontaktperson" in som(saksbehandler).get(side).content.decode()
    halden.til = date(2016, 1, 1)
    halden.save()
    assert "Inviter kontaktperson" not in som(saksbehandler).get(side).content.decode()


def test_what_the_municipality_has_begun_stays_when_she_leaves(
    som, saksbehandler, kontaktperson, nabokontaktperson, halden
):
    Svarkladd.objects.create(
        kommune=halden, aar=2016, data={"totalt": "25"}, opprettet_av=kontaktperson, opprettet_at=naa(),
        endret_av=kontaktperson, endret_at=naa(),
    )  # fmt: skip
    foer = Svarkladd.objects.values().get()
    som(saksbehandler).post(
        url("handover", kontaktperson), {"etterfoelger": nabokontaktperson.pk, "fra": "2016-03-09"}
    )
    assert Svarkladd.objects.values().get() == foer
    ny, gammel = (Bruker.objects.get(pk=bruker.pk) for bruker in (nabokontaktperson, kontaktperson))
    assert Svarkladd.objects.for_bruker(ny).count() == 1
    assert not Svarkladd.objects.for_bruker(gammel).exists()


def test_the_way_there_goes_by_the_municipalities(som, saksbehandler, leser, halden):
    assert f'href="{INDEX}"' in som(saksbehandler).get("/kommuner/").content.decode()
    assert f'href="{INDEX}"' not in som(leser).get("/kommuner/").content.decode()
