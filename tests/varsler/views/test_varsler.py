"""A person's own notices in the application, and the badge on every page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from bosetting.varsler.models import Varsel
from tests.varsler.factories import SKREVET, VarselFactory

pytestmark = pytest.mark.django_db

SIDE = reverse("varsler:varsel-index")


def aapne(varsel):
    return reverse("varsler:varsel-open", args=[varsel.pk])


def test_unread_stand_first_then_the_newest(som, kontaktperson):
    for tittel, dager, lest in [("Gammel", 9, None), ("Lest", 1, SKREVET), ("Ny", 2, None)]:
        VarselFactory(
            bruker=kontaktperson, tittel=tittel, lest_at=lest, opprettet_at=SKREVET - timedelta(days=dager)
        )
    svar = som(kontaktperson).get(SIDE)
    assert [varsel.tittel for varsel in svar.context["side"]] == ["Ny", "Gammel", "Lest"]
    assert "2 uleste varsler, øverst i listen." in svar.content.decode()


def test_a_page_holds_twenty(som, kontaktperson):
    VarselFactory.create_batch(21, bruker=kontaktperson)
    klient = som(kontaktperson)
    assert len(klient.get(SIDE).context["side"].object_list) == 20
    assert len(klient.get(SIDE, {"page": 2}).context["side"].object_list) == 1
    assert klient.get(SIDE, {"page": "tull"}).context["side"].number == 1


def test_she_sees_only_her_own(som, kontaktperson, nabokontaktperson):
    VarselFactory(bruker=kontaktperson, tittel="Noe om Halden")
    tekst = som(nabokontaktperson).get(SIDE).content.decode()
    assert "Noe om Halden" not in tekst
    assert "Ingen varsler" in tekst


def test_what_somebody_wrote_is_text_and_not_markup(som, kontaktperson):
    VarselFactory(bruker=kontaktperson, tittel="<b>fet</b>", tekst="<script>alert(1)</script>")
    tekst = som(kontaktperson).get(SIDE).content.decode()
    assert "<b>fet" not in tekst
    assert "<script>alert" not in tekst


def test_opening_one_marks_it_and_leads_to_its_page(som, kontaktperson):
    varsel = VarselFactory(bruker=kontaktperson)
    assert som(kontaktperson).post(aapne(varsel)).url == "/min-kommune/"
    assert not Varsel.objects.uleste().exists()


def test_one_without_a_page_leads_back_to_the_list(som, kontaktperson):
    assert som(kontaktperson).post(aapne(VarselFactory(bruker=kontaktperson, url_sti=""))).url == SIDE


def test_anothers_and_a_missing_one_are_the_same(som, kontaktperson, nabokontaktperson):
    varsel = VarselFactory(bruker=kontaktperson)
    klient = som(nabokontaktperson)
    svar = [
        klient.post(adresse) for adresse in (aapne(varsel), reverse("varsler:varsel-open", args=[999999]))
    ]
    assert [ett.status_code for ett in svar] == [404, 404]
    uten_merker = [re.sub(rb'(X-CSRFToken": |token" value=)"\w+"', b"", ett.content) for ett in svar]
    assert uten_merker[0] == uten_merker[1]
    assert Varsel.objects.uleste().count() == 1


def test_all_she_saw_are_marked_as_read(som, kontaktperson):
    VarselFactory(bruker=kontaktperson)
    klient = som(kontaktperson)
    nyeste = klient.get(SIDE).context["nyeste"]
    kom_imens = VarselFactory(bruker=kontaktperson)
    svar = klient.post(reverse("varsler:varsel-read"), {"nyeste": nyeste}, follow=True)
    assert "1 varsel er merket som lest." in svar.content.decode()
    assert list(Varsel.objects.uleste()) == [kom_imens]


@pytest.mark.parametrize("nyeste", ["", "tull", "-1", "٣", "9" * 30])
def test_a_mark_that_makes_no_sense_marks_nothing(som, kontaktperson, nyeste):
    VarselFactory(bruker=kontaktperson)
    assert som(kontaktperson).post(reverse("varsler:varsel-read"), {"nyeste": nyeste}).url == SIDE
    assert Varsel.objects.uleste().count() == 1


def test_the_badge_counts_her_own_unread_on_every_page(som, kontaktperson, nabokontaktperson):
    VarselFactory.create_batch(3, bruker=kontaktperson)
    VarselFactory(bruker=kontaktperson, lest_at=SKREVET)
    VarselFactory(bruker=nabokontaktperson)
    assert 'Varsler <strong>(3<span class="ds-sr-only"> uleste</span>)</strong>' in (
        som(kontaktperson).get(reverse("personvern")).content.decode()
    )


def test_without_unread_there_is_no_badge(som, uten_rolle):
    tekst = som(uten_rolle).get(SIDE).content.decode()
    assert ">Varsler</a>" in tekst
    assert "uleste" not in tekst


def test_the_badge_costs_no_query(som, uten_rolle, django_assert_num_queries):
    VarselFactory.create_batch(3, bruker=uten_rolle)
    klient = som(uten_rolle)
    with django_assert_num_queries(3):  # the session, the person with her unread, her roles
        klient.get(reverse("personvern"))


def test_the_list_costs_the_same_however_long(som, kontaktperson, django_assert_num_queries):
    klient = som(kontaktperson)
    for antall in (1, 15):
        VarselFactory.create_batch(antall, bruker=kontaktperson)
        with django_assert_num_queries(7):
            klient.get(SIDE)


def test_somebody_made_inactive_is_logged_out(som, kontaktperson):
    klient = som(kontaktperson)
    kontaktperson.is_active = False
    kontaktperson.save()
    assert klient.get(SIDE).url.startswith(reverse("account_login"))
