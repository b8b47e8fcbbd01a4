"""«Til bekreftelse»: the list, many at once, one by one, back with a comment; and where the marks show."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.kommuner.factories import KommuneFactory
from tests.vedtak.bekreftfactories import BekreftelseFactory, InnsendtFactory, OenskeFactory
from tests.vedtak.dokumentfactories import DokumentFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from vedtak.models import Bekreftelse

pytestmark = pytest.mark.django_db

SIDE = reverse("vedtak:bekreftelse-index")


def adresse(verb, rad):
    return reverse(f"vedtak:bekreftelse-{verb}", args=[rad.pk])


def tekst(svar) -> str:
    return " ".join(strip_tags(svar.content.decode()).split())


@pytest.fixture
def svar(halden, kontaktperson):
    AnmodningFactory(kommune=halden)
    return InnsendtFactory(kommune=halden, registrert_av=kontaktperson)


@pytest.fixture
def klient(som, saksbehandler):
    return som(saksbehandler)


def post(klient, *rader, url=SIDE, **felt):
    valgt = [rad if isinstance(rad, str) else f"{rad.pk}.0" for rad in rader]
    return klient.post(url, {"valgt": valgt, "dato": "09.03.2016", **felt})


class TestTheList:
    def test_shows_all_one_needs_to_judge_an_answer(self, klient, svar):
        VilkaarFactory(vedtak=svar, type="bolig", merknad="To boliger.")
        DokumentFactory(
            kommune=svar.kommune, vedtak=svar, aar=2016, navn="sak.pdf", lastet_opp_av=svar.registrert_av
        )
        svaret = klient.get(SIDE)
        for navn, verdi in (
            ("Bedt om", "30, herav 5 EM"), ("Svart", "30, herav 5 EM"), ("Vedtaksdato", "25.02.2016"),
            ("Vedtatt av", "Kommunestyret"), ("Saksnummer", "15/1234"), ("Sendt inn", "01.03.2016 av Hanne Halden"),
        ):  # fmt: skip
            assert f"<dt>{navn}</dt><dd>{verdi}</dd>" in svaret.content.decode(), navn
        for ventet in ("Halden 2016", "Vedtak om 30 personer", "avhengig av bolig (To boliger.)", "sak.pdf"):
            assert ventet in tekst(svaret), ventet

    def test_shows_what_a_correction_changed(self, klient, svar):
        InnsendtFactory(kommune=svar.kommune, retter=svar, rettegrunn="Feil i referatet.", totalt=28)
        side = klient.get(SIDE).content.decode()
        assert "Feil i referatet." in side
        assert "<del>30</del>" in side
        assert "<ins>28</ins>" in side

    def test_the_oldest_stands_first(self, klient, svar, moss):
        InnsendtFactory(kommune=moss, mottatt=date(2016, 2, 26))
        side = tekst(klient.get(SIDE))
        assert side.index("Moss 2016") < side.index("Halden 2016")

    def test_leaves_out_what_needs_no_confirmation_and_what_is_another_embetes(
        self, klient, svar, moss, bergen
    ):
        BekreftelseFactory(vedtak=svar)
        VedtakFactory(kommune=moss)
        InnsendtFactory(kommune=bergen)
        assert "Ingen svar venter på bekreftelse" in tekst(klient.get(SIDE))

    def test_all_can_be_chosen_without_a_script(self, klient, svar, moss):
        InnsendtFactory(kommune=moss)
        assert klient.get(SIDE).content.count(b" checked") == 0
        assert klient.get(f"{SIDE}?velg=alle").content.count(b" checked") == 2

    @pytest.mark.parametrize("antall", [1, 12])
    def test_costs_the_same_however_long(
        self, klient, embete, saksbehandler, antall, django_assert_num_queries
    ):
        for nr in range(antall):
            rad = InnsendtFactory(kommune=KommuneFactory(nr=f"01{nr:02}"), registrert_av=saksbehandler)
            AnmodningFactory(kommune=rad.kommune)
            BekreftelseFactory(vedtak=rad, tilbake=True, registrert_av=saksbehandler)
            VilkaarFactory(vedtak=rad)
        klient.get(SIDE)
        with django_assert_num_queries(14):
            klient.get(SIDE)


class TestConfirmingMany:
    def test_confirms_those_ticked_off_and_no_others(self, klient, svar, moss):
        andre = InnsendtFactory(kommune=moss)
        svaret = klient.post(SIDE, {"valgt": [f"{svar.pk}.0"], "dato": "02.03.2016"}, follow=True)
        assert "1 svar er bekreftet." in tekst(svaret)
        assert list(Bekreftelse.objects.values_list("vedtak", "dato")) == [(svar.pk, date(2016, 3, 2))]
        assert "Moss 2016" in tekst(svaret)
        assert f"valgt-{andre.pk}" in svaret.content.decode()

    def test_nothing_ticked_off_is_told_at_the_field(self, klient, svar):
        svaret = post(klient)
        assert svaret.status_code == 422
        assert "Kryss av for minst ett svar." in tekst(svaret)

    def test_one_changed_meanwhile_stops_all_is_named_and_the_other_choices_stay(
        self, klient, svar, moss, prosjektleder
    ):
        andre = InnsendtFactory(kommune=moss)
        BekreftelseFactory(vedtak=andre, registrert_av=prosjektleder)
        svaret = post(klient, svar, andre)
        assert svaret.status_code == 422
        assert "Moss, svar for 2016: Pia Prosjektleder bekreftet svaret" in tekst(svaret)
        assert not Bekreftelse.objects.filter(vedtak=svar).exists()
        assert f'value="{svar.pk}.0" id="valgt-{svar.pk}" aria-describedby="svar-{svar.pk}" checked' in (
            svaret.content.decode()
        )

    def test_one_sent_back_meanwhile_is_no_longer_ticked_off(self, klient, svar):
        BekreftelseFactory(vedtak=svar, tilbake=True)
        svaret = post(klient, svar)
        assert svaret.status_code == 422
        assert b" checked" not in svaret.content
        assert "Legg ved saksframlegget." in tekst(svaret)

    def test_a_wrong_day_is_told_and_the_choice_stays(self, klient, svar):
        svaret = post(klient, svar, dato="01.02.2016")
        assert svaret.status_code == 422
        assert "Svaret ble mottatt 1. mars 2016" in tekst(svaret)
        assert svaret.content.count(b" checked") == 1

    @pytest.mark.parametrize("verdi", ["tull", "1", "1.2.3", "99999999999999999999.0", "-1.0"])
    def test_what_no_form_of_ours_sent_is_refused(self, klient, svar, verdi):
        assert post(klient, verdi).status_code == 422

    def test_another_embetes_and_what_is_not_there_get_the_same_answer(self, klient, svar, bergen):
        fremmed = InnsendtFactory(kommune=bergen)
        sider = [post(klient, svar, ett) for ett in (fremmed, "987654.0")]
        assert [side.status_code for side in sider] == [422, 422]
        assert all("Et av svarene finnes ikke." in tekst(side) for side in sider)
        assert "Bergen" not in tekst(sider[0])
        assert not Bekreftelse.objects.exists()


class TestOneAtATime:
    def test_one_is_confirmed_on_its_own_page(self, klient, svar):
        side = klient.get(adresse("create", svar))
        assert "Bekreft svaret fra Halden for 2016" in tekst(side)
        svaret = post(klient, svar, url=adresse("create", svar))
        assert (svaret.status_code, svaret.url) == (302, SIDE)
        assert Bekreftelse.objects.get().vedtak == svar

    def test_it_is_sent_back_with_a_comment(self, klient, svar):
        side = klient.get(adresse("return", svar))
        assert "Får beskjed: Hanne Halden" in tekst(side)
        post(klient, svar, url=adresse("return", svar), kommentar="Se på tallet.")
        assert Bekreftelse.objects.get().kommentar == "Se på tallet."

    def test_she_is_warned_where_nobody_gets_the_comment(self, klient, moss):
        rad = InnsendtFactory(kommune=moss)
        assert "ingen får beskjed" in tekst(klient.get(adresse("return", rad)))

    def test_who_comes_second_is_told_and_keeps_what_she_typed(self, klient, svar, prosjektleder):
        BekreftelseFactory(vedtak=svar, registrert_av=prosjektleder)
        svaret = post(klient, svar, url=adresse("return", svar), kommentar="Se på tallet.")
        assert svaret.status_code == 422
        assert "Pia Prosjektleder bekreftet svaret" in tekst(svaret)
        assert "Se på tallet." in svaret.content.decode()
        assert Bekreftelse.objects.count() == 1

    @pytest.mark.parametrize("verb", ["create", "return"])
    def test_what_does_not_wait_leads_to_the_answer(self, klient, svar, verb):
        BekreftelseFactory(vedtak=svar)
        assert klient.get(adresse(verb, svar)).url == svar.get_absolute_url()

    def test_confirming_what_was_confirmed_tells_who_did(self, klient, svar, prosjektleder):
        BekreftelseFactory(vedtak=svar, registrert_av=prosjektleder)
        svaret = klient.post(
            adresse("create", svar), {"valgt": [f"{svar.pk}.0"], "dato": "09.03.2016"}, follow=True
        )
        assert "Pia Prosjektleder bekreftet svaret" in tekst(svaret)

    @pytest.mark.parametrize("verb", ["create", "return"])
    @pytest.mark.parametrize(
        ("person", "ventet"),
        [("leser", 403), ("kontaktperson", 403), ("nabokontaktperson", 403), ("nabosaksbehandler", 404)],
    )
    def test_others_confirm_nothing(self, request, som, svar, verb, person, ventet):
        klient = som(request.getfixturevalue(person))
        assert klient.get(adresse(verb, svar)).status_code == ventet
        assert post(klient, svar, url=adresse(verb, svar), kommentar="x").status_code == ventet
        assert not Bekreftelse.objects.exists()


class TestWhereItShows:
    def test_the_menu_says_how_many_wait_answers_and_requests(self, klient, svar, halden, kontaktperson):
        OenskeFactory(kommune=halden, sendt_av=kontaktperson)
        assert "Til bekreftelse (2 venter)" in tekst(klient.get(reverse("start"), follow=True))

    def test_the_menu_counts_nothing_for_who_cannot_confirm(self, som, leser, svar):
        side = som(leser).get(reverse("start"), follow=True)
        assert "Til bekreftelse" not in tekst(side)

    def test_the_status_page_counts_marks_and_narrows(self, klient, svar, moss):
        AnmodningFactory(kommune=moss)
        VedtakFactory(kommune=moss)
        url = reverse("vedtak:status-show", args=[2016])
        side = tekst(klient.get(url))
        assert "1 er ubekreftet" in side
        assert (
            "Svaret fra én kommune er ubekreftet og merket U. Tallet telles med. Gå til bekreftelse" in side
        )
        assert "U ubekreftet" in side
        smal = klient.get(f"{url}?bekreftelse=ubekreftet")
        assert "Viser 1 av 2 kommuner" in tekst(smal)
        BekreftelseFactory(vedtak=svar)
        assert "ubekreftet og merket" not in tekst(klient.get(url))

    def test_a_reader_gets_the_mark_but_not_the_link(self, som, leser, svar):
        side = tekst(som(leser).get(reverse("vedtak:status-show", args=[2016])))
        assert "merket U" in side
        assert "Gå til bekreftelse" not in side

    def test_only_sent_back_can_be_chosen(self, klient, svar, moss):
        AnmodningFactory(kommune=moss)
        InnsendtFactory(kommune=moss)
        BekreftelseFactory(vedtak=svar, tilbake=True)
        side = tekst(klient.get(reverse("vedtak:status-show", args=[2016]) + "?bekreftelse=tilbake"))
        assert "Viser 1 av 2 kommuner" in side

    def test_the_export_has_a_column(self, klient, svar):
        url = reverse("vedtak:status-export", args=[2016, "csv"])
        rader = klient.get(url).content.decode("utf-8-sig").splitlines()
        hode = next(nr for nr, rad in enumerate(rader) if "Kommunenummer" in rad)
        kolonne = rader[hode].split(";").index("Bekreftelse")
        assert rader[hode + 1].split(";")[kolonne] == "ubekreftet"

    def test_an_answer_offers_both_to_staff_and_neither_to_others(self, som, svar, saksbehandler, leser):
        for person, ventet in ((saksbehandler, True), (leser, False), (svar.registrert_av, False)):
            side = som(person).get(svar.get_absolute_url()).content.decode()
            assert "Svaret er ubekreftet" in side
            assert (adresse("create", svar) in side) is ventet
            assert (adresse("return", svar) in side) is ventet

    def test_an_answer_says_who_confirmed_it(self, klient, svar):
        BekreftelseFactory(vedtak=svar)
        assert "2. mars 2016 av Stein Saksbehandler" in tekst(klient.get(svar.get_absolute_url()))

    def test_what_is_sent_back_stands_first_on_her_page_with_the_comment(self, som, svar, kontaktperson):
        BekreftelseFactory(vedtak=svar, tilbake=True)
        side = som(kontaktperson).get(reverse("vedtak:min-kommune"))
        assert "Se på svaret for 2016 igjen" in tekst(side)
        assert "Legg ved saksframlegget." in tekst(side)
        assert reverse("vedtak:vedtak-correct", args=[svar.pk]) in side.content.decode()
