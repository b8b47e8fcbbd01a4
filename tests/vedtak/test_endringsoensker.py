"""A municipality that is closed out asks the embete for a change, and is told what came of it."""

from datetime import date
from uuid import uuid4

import pytest

from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from tests.vedtak.bekreftfactories import OenskeFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak import endringsoensker
from vedtak.models import Endringsoenske, Endringsoenskesvar

pytestmark = pytest.mark.django_db

DAG = date(2016, 3, 9)


@pytest.fixture
def stengt(halden):
    return AnmodningFactory(kommune=halden, runde__siste_svar_dato=date(2016, 1, 31))


@pytest.fixture
def send(halden, kontaktperson):
    def kall(**felt):
        alt = {"by": kontaktperson, "kommune": halden, "aar": 2016, "tekst": "Vi vedtok 28.", "dag": DAG}
        return endringsoensker.send(**(alt | {"noekkel": uuid4()} | felt))

    return kall


@pytest.fixture
def svar(saksbehandler):
    def kall(oenske, utfall="utfoert", tekst="", **felt):
        alt = {"by": saksbehandler, "oenske": oenske, "utfall": utfall, "tekst": tekst, "dag": DAG}
        return endringsoensker.svar(**(alt | {"noekkel": uuid4()} | felt))

    return kall


def test_those_who_can_do_it_are_told(stengt, send, saksbehandler, prosjektleder, leser, nabosaksbehandler):
    oenske = send(tekst="  Vi vedtok 28. ")
    assert (oenske.tekst, oenske.dato, oenske.sendt_av.navn) == ("Vi vedtok 28.", DAG, "Hanne Halden")
    assert set(Varsel.objects.values_list("bruker", flat=True)) == {saksbehandler.pk, prosjektleder.pk}
    assert "Vi vedtok 28." in Varsel.objects.first().tekst


@pytest.mark.parametrize("sist", ["siste_svar_dato", "siste_endring_dato"])
def test_either_last_day_is_enough(halden, send, sist):
    AnmodningFactory(kommune=halden, **{f"runde__{sist}": date(2016, 1, 31)})
    assert send()


def test_while_she_can_do_it_herself_she_is_told_so(halden, send):
    AnmodningFactory(kommune=halden)
    with pytest.raises(Hinder, match="Dere kan registrere og rette svaret for 2016 selv"):
        send()


def test_for_another_municipality_or_as_staff_there_is_nothing_to_ask(stengt, send, moss, saksbehandler):
    for felt in ({"kommune": moss}, {"by": saksbehandler}):
        with pytest.raises(Hinder):
            send(**felt)
    assert not Endringsoenske.objects.exists()


def test_it_must_say_what(stengt, send):
    with pytest.raises(Hinder) as hinder:
        send(tekst=" \n")
    assert hinder.value.grunner[0][0] == "tekst"


def test_it_may_be_about_an_answer_of_that_year(stengt, send, halden):
    assert send(vedtak=VedtakFactory(kommune=halden)).vedtak
    with pytest.raises(Hinder, match="Velg et svar for dette året"):
        send(vedtak=VedtakFactory(kommune=halden, aar=2015))


def test_a_double_click_makes_one_row(stengt, send):
    noekkel = uuid4()
    assert send(noekkel=noekkel) == send(noekkel=noekkel)
    assert (Endringsoenske.objects.count(), Varsel.objects.count()) == (1, 0)


def test_the_answer_reaches_the_municipality(stengt, send, svar, kontaktperson, nabokontaktperson):
    svar(send(), "avslaatt", "Runden er avsluttet.")
    varsel = Varsel.objects.get(slag="endringsoenske_svar")
    assert varsel.bruker == kontaktperson
    assert varsel.tittel == "Endringen Halden ba om for 2016 blir ikke gjort"
    assert varsel.tekst.startswith("Svar fra embetet: Runden er avsluttet.")
    assert f"Dette ba dere om: {Endringsoenske.objects.get().tekst}" in varsel.tekst


def test_a_no_must_say_why_and_a_yes_need_not(stengt, send, svar):
    oenske = send()
    with pytest.raises(Hinder) as hinder:
        svar(oenske, "avslaatt", " ")
    assert hinder.value.grunner == [("tekst", "Skriv hvorfor endringen ikke gjøres.")]
    assert svar(oenske).utfall == "utfoert"


def test_the_second_to_answer_is_told_who_did_and_what(stengt, send, svar, prosjektleder):
    oenske = send()
    svar(oenske, by=prosjektleder)
    with pytest.raises(Hinder, match="Pia Prosjektleder svarte «utført» "):
        svar(oenske, "avslaatt", "Nei.")
    assert Endringsoenskesvar.objects.get().utfall == "utfoert"


def test_an_answer_sent_twice_is_one(stengt, send, svar):
    oenske, noekkel = send(), uuid4()
    assert svar(oenske, noekkel=noekkel) == svar(oenske, noekkel=noekkel)


def test_only_the_embete_answers(stengt, send, svar, kontaktperson, nabosaksbehandler):
    oenske = send()
    for person in (kontaktperson, nabosaksbehandler):
        with pytest.raises(Hinder, match="Bare embetet"):
            svar(oenske, by=person)


def test_each_sees_what_is_theirs(
    halden, moss, kontaktperson, nabokontaktperson, saksbehandler, nabosaksbehandler, leser
):
    halden_sitt = OenskeFactory(kommune=halden, sendt_av=kontaktperson)
    moss_sitt = OenskeFactory(kommune=moss, sendt_av=nabokontaktperson)
    assert list(endringsoensker.oensker_til(kontaktperson)) == [halden_sitt]
    assert set(endringsoensker.oensker_til(saksbehandler)) == {halden_sitt, moss_sitt}
    for person in (nabosaksbehandler, leser):
        assert not endringsoensker.oensker_til(person)


def test_those_of_each_municipality_come_in_one_query(halden, moss, kontaktperson, django_assert_num_queries):
    for _ in range(3):
        OenskeFactory(kommune=halden, sendt_av=kontaktperson, vedtak=VedtakFactory(kommune=halden))
    with django_assert_num_queries(1):
        oensker = endringsoensker.oensker_for([halden.pk, moss.pk])
        [(ett.kommune.navn, ett.sendt_av.navn, ett.vedtak.totalt) for ett in oensker[halden.pk]]
    assert (len(oensker[halden.pk]), oensker[moss.pk]) == (3, [])
