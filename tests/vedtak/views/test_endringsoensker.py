"""A request for a change: asked where the door is closed, answered by the embete, read by both."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.vedtak.bekreftfactories import InnsendtFactory, OenskeFactory, OenskesvarFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak.models import Endringsoenske, Endringsoenskesvar

pytestmark = pytest.mark.django_db

INDEKS = reverse("vedtak:endringsoenske-index")


def tekst(svar) -> str:
    return " ".join(strip_tags(svar.content.decode()).split())


@pytest.fixture
def stengt(halden):
    return AnmodningFactory(
        kommune=halden, runde__siste_svar_dato=date(2016, 1, 31), runde__siste_endring_dato=date(2016, 1, 31)
    )


@pytest.fixture
def be(halden):
    return reverse("vedtak:endringsoenske-create", args=[halden.pk, 2016])


@pytest.fixture
def oenske(halden, kontaktperson):
    return OenskeFactory(kommune=halden, sendt_av=kontaktperson, tekst="Vi vedtok 28 <b>, ikke 30.")


def side(oenske, verb="show"):
    return reverse(f"vedtak:endringsoenske-{verb}", args=[oenske.pk])


class TestAsking:
    def test_what_she_writes_is_sent_and_she_sees_that_it_waits(self, som, kontaktperson, stengt, be):
        svar = som(kontaktperson).post(be, {"tekst": "Vi vedtok 28."}, follow=True)
        assert "Ønsket er sendt til embetet." in tekst(svar)
        assert "Venter på svar" in tekst(svar)
        assert Endringsoenske.objects.get().tekst == "Vi vedtok 28."

    def test_the_answer_she_came_from_is_chosen(self, som, kontaktperson, stengt, be, halden):
        gjelder = VedtakFactory(kommune=halden)
        VedtakFactory(kommune=halden, totalt=5, em=0)
        form = som(kontaktperson).get(f"{be}?svar={gjelder.pk}")
        assert f'<option value="{gjelder.pk}" selected>Vedtak om 30 personer' in form.content.decode()
        som(kontaktperson).post(be, {"tekst": "Feil.", "vedtak": gjelder.pk})
        assert Endringsoenske.objects.get().vedtak == gjelder

    @pytest.mark.parametrize("svar", ["tull", "999999"])
    def test_an_address_written_by_hand_chooses_nothing(self, som, kontaktperson, stengt, be, svar):
        assert som(kontaktperson).get(f"{be}?svar={svar}").status_code == 200

    def test_another_municipalitys_answer_cannot_be_named(self, som, kontaktperson, stengt, be, moss):
        fremmed = VedtakFactory(kommune=moss)
        svar = som(kontaktperson).post(be, {"tekst": "Feil.", "vedtak": fremmed.pk})
        assert svar.status_code == 422 or not Endringsoenske.objects.get().vedtak

    def test_nothing_written_is_told_at_the_field(self, som, kontaktperson, stengt, be):
        svar = som(kontaktperson).post(be, {"tekst": "  "})
        assert svar.status_code == 422
        assert "Skriv hva som skal endres, og hvorfor." in tekst(svar)

    def test_while_it_is_open_she_is_led_to_do_it_herself(self, som, kontaktperson, be, halden):
        AnmodningFactory(kommune=halden)
        klient = som(kontaktperson)
        assert "Dere kan gjøre det selv" in tekst(klient.get(be))
        svar = klient.post(be, {"tekst": "Vi vedtok 28."})
        assert svar.status_code == 422
        assert "Vi vedtok 28." in svar.content.decode(), "what she typed is not lost"
        assert "Send til embetet" not in svar.content.decode()

    def test_what_she_asked_before_stands_above(self, som, kontaktperson, stengt, be, oenske):
        assert "Dette har dere bedt om før" in tekst(som(kontaktperson).get(be))

    @pytest.mark.parametrize(
        ("person", "ventet"),
        [("saksbehandler", 403), ("leser", 403), ("nabokontaktperson", 404), ("nabosaksbehandler", 404)],
    )
    def test_nobody_asks_for_another(self, request, som, stengt, be, person, ventet):
        klient = som(request.getfixturevalue(person))
        assert klient.get(be).status_code == ventet
        assert klient.post(be, {"tekst": "x"}).status_code == ventet
        assert not Endringsoenske.objects.exists()

    def test_the_closed_answer_leads_here(self, som, kontaktperson, stengt, be, halden):
        rad = InnsendtFactory(kommune=halden, registrert_av=kontaktperson)
        vist = som(kontaktperson).get(rad.get_absolute_url()).content.decode()
        assert f"{be}?svar={rad.pk}" in vist

    def test_her_page_leads_here_and_shows_what_became_of_it(
        self, som, kontaktperson, stengt, be, oenske, saksbehandler
    ):
        assert be in som(kontaktperson).get(reverse("vedtak:min-kommune")).content.decode()
        OenskesvarFactory(oenske=oenske, registrert_av=saksbehandler)
        assert "Endring for 2016: utført" in tekst(som(kontaktperson).get(reverse("vedtak:min-kommune")))


class TestAnswering:
    def test_it_is_on_the_list_of_what_waits_until_it_is_answered(self, som, saksbehandler, oenske):
        klient = som(saksbehandler)
        liste = reverse("vedtak:bekreftelse-index")
        assert side(oenske) in klient.get(liste).content.decode()
        svar = klient.post(side(oenske, "answer"), {"utfall": "utfoert", "tekst": ""}, follow=True)
        assert "Svaret er sendt til Halden." in tekst(svar)
        assert side(oenske) not in svar.content.decode()
        assert side(oenske) in klient.get(INDEKS).content.decode()

    def test_the_page_leads_to_doing_it(self, som, saksbehandler, halden, kontaktperson):
        rad = VedtakFactory(kommune=halden)
        oenske = OenskeFactory(kommune=halden, sendt_av=kontaktperson, vedtak=rad)
        vist = som(saksbehandler).get(side(oenske)).content.decode()
        assert reverse("vedtak:vedtak-correct", args=[rad.pk]) in vist
        assert reverse("vedtak:vedtak-create", args=[halden.pk, 2016]) in vist

    def test_a_no_without_a_reason_is_told_at_the_field(self, som, saksbehandler, oenske):
        svar = som(saksbehandler).post(side(oenske, "answer"), {"utfall": "avslaatt", "tekst": ""})
        assert svar.status_code == 422
        assert "Skriv hvorfor endringen ikke gjøres." in tekst(svar)
        assert not Endringsoenskesvar.objects.exists()

    def test_who_comes_second_is_told_and_keeps_what_she_typed(
        self, som, saksbehandler, prosjektleder, oenske
    ):
        OenskesvarFactory(oenske=oenske, registrert_av=prosjektleder)
        svar = som(saksbehandler).post(side(oenske, "answer"), {"utfall": "avslaatt", "tekst": "For sent."})
        assert svar.status_code == 422
        assert "Pia Prosjektleder svarte «utført»" in tekst(svar)
        assert "For sent." in tekst(svar)

    @pytest.mark.parametrize(
        ("person", "ventet"),
        [("kontaktperson", 403), ("leser", 403), ("nabokontaktperson", 403), ("nabosaksbehandler", 404)],
    )
    def test_others_answer_nothing(self, request, som, oenske, person, ventet):
        klient = som(request.getfixturevalue(person))
        assert klient.post(side(oenske, "answer"), {"utfall": "utfoert"}).status_code == ventet


class TestReading:
    def test_she_reads_the_answer_and_gets_no_form(self, som, kontaktperson, saksbehandler, oenske):
        OenskesvarFactory(
            oenske=oenske, registrert_av=saksbehandler, utfall="avslaatt", tekst="Runden er avsluttet."
        )
        vist = som(kontaktperson).get(side(oenske))
        assert "Endringen blir ikke gjort." in tekst(vist)
        assert "Runden er avsluttet." in tekst(vist)
        assert b'name="utfall"' not in vist.content

    def test_what_she_wrote_is_text(self, som, saksbehandler, oenske):
        assert "28 &lt;b&gt;" in som(saksbehandler).get(side(oenske)).content.decode()

    @pytest.mark.parametrize("person", ["nabokontaktperson", "nabosaksbehandler"])
    def test_another_municipality_meets_the_same_as_where_there_is_nothing(
        self, request, som, oenske, person
    ):
        klient = som(request.getfixturevalue(person))
        klient.get(INDEKS)
        svar = [klient.get(adresse) for adresse in (side(oenske), "/endringsoensker/987654/")]
        assert [ett.status_code for ett in svar] == [404, 404]
        assert "Ingen ønsker om endring" in tekst(klient.get(INDEKS))

    @pytest.mark.parametrize("antall", [1, 9])
    def test_the_list_costs_the_same_however_long(
        self, som, saksbehandler, halden, kontaktperson, antall, django_assert_num_queries
    ):
        for _ in range(antall):
            ett = OenskeFactory(kommune=halden, sendt_av=kontaktperson, vedtak=VedtakFactory(kommune=halden))
            OenskesvarFactory(oenske=ett, registrert_av=saksbehandler)
        klient = som(saksbehandler)
        klient.get(INDEKS)
        with django_assert_num_queries(5):
            klient.get(INDEKS)
