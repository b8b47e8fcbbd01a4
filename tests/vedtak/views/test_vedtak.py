"""One answer: shown, registered, corrected; what bad input gets for an answer, and who may not."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from vedtak.models import Vedtak

pytestmark = pytest.mark.django_db


def nytt(kommune, aar=2016):
    return reverse("vedtak:vedtak-create", args=[kommune.pk, aar])


def rett(vedtak):
    return reverse("vedtak:vedtak-correct", args=[vedtak.pk])


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def utfylt(anmodning):
    """A decision as it is typed: 25 of 30."""
    return {
        "noekkel": str(uuid4()),
        "type": "vedtak",
        "slag": "hoved",
        "totalt": "25",
        "em": "5",
        "vedtaksdato": "2016-02-18",
        "mottatt": "2016-02-25",
        "organ": "Kommunestyret",
        "saksnummer": "16/77",
        "vilkaar_bolig": "on",
        "vilkaar_bolig_merknad": "To boliger mangler.",
        "vilkaar_bolig_dato": "2016-06-01",
    }


@pytest.fixture
def gammel(anmodning, halden):
    return VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak


# Registering


def test_staff_register_an_answer_with_the_day_it_became_known(som, saksbehandler, halden, utfylt):
    svar = som(saksbehandler).post(nytt(halden), utfylt, follow=True)

    assert svar.redirect_chain == [(reverse("vedtak:kommune-show", args=[halden.pk]), 302)]
    assert "Svaret for 2016 er registrert." in innhold(svar)
    vedtak = Vedtak.objects.get()
    assert (vedtak.totalt, vedtak.em, vedtak.mottatt) == (25, 5, date(2016, 2, 25))
    assert vedtak.vilkaar.get().merknad == "To boliger mangler."


@pytest.mark.parametrize(
    ("valg", "setning"),
    [
        ({}, "Status er nå «Delvis»: 25 vedtatt av 30 anmodet."),
        ({"totalt": "0", "em": ""}, "Status er nå «Nei (0)»: 0 vedtatt av 30 anmodet."),
        ({"type": "foreloepig"}, "Status er nå «Foreløpig»."),
    ],
)
def test_the_receipt_says_what_the_status_has_become(som, saksbehandler, halden, utfylt, valg, setning):
    svar = som(saksbehandler).post(nytt(halden), utfylt | valg, follow=True)

    [melding] = svar.context["messages"]
    assert melding.level_tag == "success"
    assert str(melding) == f"Svaret for 2016 er registrert. {setning}"


def test_an_answer_older_than_the_one_in_force_is_said_to_change_nothing(
    som, saksbehandler, halden, utfylt, anmodning
):
    VedtakFactory(kommune=halden, totalt=30, em=5, vedtaksdato=date(2016, 3, 1), mottatt=date(2016, 3, 2))
    svar = som(saksbehandler).post(nytt(halden), utfylt, follow=True)

    [melding] = svar.context["messages"]
    assert melding.level_tag == "warning"
    assert str(melding) == (
        "Svaret for 2016 er registrert. Det endrer ikke status. Et svar med senere dato gjelder fortsatt: "
        "Vedtak om 30 personer, hvorav 5 enslige mindreårige. Er det svaret feil, åpner du det under «Svar» og "
        "velger «Rett svaret»."
    )


def test_nothing_is_added_to_a_decision_that_is_withdrawn(som, saksbehandler, halden, utfylt, anmodning):
    klient = som(saksbehandler)
    VedtakFactory(kommune=halden, mottatt=date(2016, 1, 5), vedtaksdato=date(2016, 1, 4))
    VedtakFactory(
        kommune=halden, type="trukket", totalt=None, em=None, vedtaksdato=None, mottatt=date(2016, 2, 1)
    )

    svar = klient.post(nytt(halden), utfylt | {"slag": "tillegg"})

    assert svar.context["form"].errors["slag"] == [
        "Et tilleggsvedtak forutsetter at kommunen har et hovedvedtak for året."
    ]
    assert Vedtak.objects.count() == 2


def test_a_kontaktperson_is_led_into_the_steps_whatever_she_posts(som, kontaktperson, halden, gammel, utfylt):
    """Her way is tested in test_kladder.py."""
    klient = som(kontaktperson)
    for metode in (klient.get, klient.post):
        assert metode(nytt(halden), utfylt).url == reverse("vedtak:kladd-start", args=[halden.pk, 2016])
        assert metode(rett(gammel), utfylt).url == reverse("vedtak:kladd-correct", args=[gammel.pk])
    assert Vedtak.objects.get() == gammel


def test_the_form_shows_what_is_asked_and_what_is_recorded(som, saksbehandler, halden, gammel):
    tekst = innhold(som(saksbehandler).get(nytt(halden)))
    assert "<dt>Totalt</dt><dd>30</dd>" in tekst
    assert "<dt>Vedtatt totalt</dt><dd>25</dd>" in tekst
    assert "Vedtak om 25 personer" in tekst


def test_an_additional_decision_can_be_chosen_by_address(som, saksbehandler, halden, gammel):
    form = som(saksbehandler).get(nytt(halden), {"slag": "tillegg"}).context["form"]
    assert form["slag"].value() == "tillegg"


def test_an_extension_is_an_answer_without_figures(som, saksbehandler, halden, anmodning):
    som(saksbehandler).post(
        nytt(halden), {"type": "utsatt", "slag": "hoved", "ny_dato": "01.04.2016", "mottatt": "2016-03-09"}
    )
    vedtak = Vedtak.objects.get()
    assert (vedtak.type, vedtak.totalt, vedtak.ny_dato) == ("utsatt", None, date(2016, 4, 1))


def test_a_double_click_makes_one_row(som, saksbehandler, halden, utfylt):
    klient = som(saksbehandler)
    assert klient.post(nytt(halden), utfylt).url == klient.post(nytt(halden), utfylt).url
    assert Vedtak.objects.count() == 1


@pytest.mark.parametrize(
    ("felt", "skrevet", "melding"),
    [
        ("totalt", "-3", "Tallet kan ikke være under 0."),
        ("totalt", "tjue", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("totalt", "", "Oppgi hvor mange kommunen har vedtatt å bosette. Skriv 0 hvis svaret er nei."),
        ("totalt", "2,5", "Skriv et helt tall uten desimaler."),
        ("totalt", "100001", "Tallet kan ikke være over 100\N{NO-BREAK SPACE}000."),
        ("em", "26", "Antallet enslige mindreårige (26) kan ikke være høyere enn totalt (25)."),
        ("em", "-1", "Tallet kan ikke være under 0."),
        ("vedtaksdato", "2016-03-10", "Vedtaksdatoen kan ikke være i framtiden. I dag er det 09.03.2016."),
        ("vedtaksdato", "2015-08-19", "Vedtaksdatoen kan ikke være før anmodningen ble sendt 20.08.2015."),
        ("vedtaksdato", "31.02.2016", "Skriv en dato som finnes, på formen dd.mm.åååå."),
        ("mottatt", "2016-03-10", "Mottattdatoen kan ikke være i framtiden. I dag er det 09.03.2016."),
        ("mottatt", "2015-08-19", "Mottattdatoen kan ikke være før anmodningen ble sendt 20.08.2015."),
        ("mottatt", "2016-02-17", "Mottattdatoen kan ikke være før vedtaksdatoen."),
        ("mottatt", "", "Oppgi når svaret ble kjent for embetet."),
        ("type", "", "Velg hva kommunen svarer."),
        ("slag", "tillegg", "Et tilleggsvedtak forutsetter at kommunen har et hovedvedtak for året."),
        ("vilkaar_bolig_dato", "2016-02-01", "Oppfølgingen kan ikke være før svaret ble mottatt 25.02.2016."),
        ("vilkaar_bolig", "", "Kryss av for vilkåret, eller slett merknaden og datoen."),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_lost(
    felt, skrevet, melding, som, saksbehandler, halden, utfylt
):
    svar = som(saksbehandler).post(nytt(halden), utfylt | {felt: skrevet})

    assert svar.status_code == 422
    assert not Vedtak.objects.exists()
    form, tekst = svar.context["form"], innhold(svar)
    assert melding in form.errors[felt]
    assert f'id="id_{felt}_error"' in tekst
    ledetekst = form[felt].label if form[felt].label.endswith("?") else f"{form[felt].label}:"
    assert f"{ledetekst} {' '.join(melding.split())}" in tekst
    assert "<title>Feil: " in tekst
    for navn, verdi in utfylt.items():
        if navn not in (felt, "type", "slag"):
            assert form[navn].value() in (verdi, True)


def test_another_condition_must_say_what_it_is(som, saksbehandler, halden, utfylt):
    svar = som(saksbehandler).post(nytt(halden), utfylt | {"vilkaar_annet": "on"})
    assert svar.context["form"].errors == {"vilkaar_annet_merknad": ["Skriv hva vilkåret går ut på."]}


def test_a_year_nobody_asked_for_is_told_before_and_after(som, saksbehandler, halden, utfylt):
    klient = som(saksbehandler)
    foer = innhold(klient.get(nytt(halden, 2018)))
    assert "Det er ikke sendt noen anmodning til kommunen for 2018." in foer
    assert "<textarea" not in foer

    svar = klient.post(nytt(halden, 2018), utfylt)
    assert svar.status_code == 422
    assert svar.context["form"].non_field_errors() == [
        "Det er ikke sendt noen anmodning til kommunen for dette bosettingsåret."
    ]
    assert svar.context["form"]["totalt"].value() == "25"
    assert not Vedtak.objects.exists()


def test_a_municipality_that_is_gone_that_year_is_told(som, saksbehandler, halden, utfylt):
    halden.til = date(2016, 1, 1)
    halden.save()
    melding = "0101 Halden finnes ikke som kommune i 2016. Registrer svaret på kommunen som gjelder det året."
    klient = som(saksbehandler)
    assert melding in innhold(klient.get(nytt(halden)))
    assert klient.post(nytt(halden), utfylt).context["form"].non_field_errors() == [melding]


@pytest.mark.parametrize("aar", ["16", "20166", "0999"])
def test_what_is_no_year_is_no_page(aar, som, saksbehandler, halden):
    assert som(saksbehandler).get(f"/kommuner/{halden.pk}/svar/{aar}/nytt/").status_code == 404


# Correcting


def test_a_correction_starts_from_what_was_registered(som, saksbehandler, gammel, dag):
    form = som(saksbehandler).get(rett(gammel)).context["form"]
    assert (form["totalt"].value(), form["em"].value(), form["organ"].value()) == (25, 5, "Kommunestyret")
    assert form["vilkaar_bolig"].value() is True
    assert form["mottatt"].value() == dag


def test_a_correction_is_registered_with_its_reason(som, saksbehandler, gammel, utfylt):
    svar = som(saksbehandler).post(rett(gammel), utfylt | {"totalt": "28", "rettegrunn": "Feil tall."})

    assert svar.url == reverse("vedtak:kommune-show", args=[gammel.kommune_id])
    ny = Vedtak.objects.get(retter=gammel)
    assert (ny.totalt, ny.rettegrunn, ny.mottatt, ny.registrert_av) == (
        28, "Feil tall.", date(2016, 2, 25), saksbehandler,
    )  # fmt: skip


def test_a_correction_without_reason_is_told(som, saksbehandler, gammel, utfylt):
    svar = som(saksbehandler).post(rett(gammel), utfylt | {"totalt": "28"})
    assert svar.status_code == 422
    assert svar.context["form"].errors["rettegrunn"] == ["Skriv hvorfor svaret rettes."]
    assert svar.context["form"]["totalt"].value() == "28"


def test_the_second_of_two_who_correct_at_once_is_told_and_keeps_what_she_typed(
    som, saksbehandler, kontaktperson, gammel, utfylt
):
    klient = som(saksbehandler)
    klient.get(rett(gammel))
    ny = VedtakFactory(
        kommune=gammel.kommune, totalt=28, retter=gammel, rettegrunn="Først.", registrert_av=kontaktperson
    )

    data = utfylt | {"totalt": "29", "rettegrunn": "Sist."}
    svar = klient.post(rett(gammel), data)

    assert svar.status_code == 422
    [melding] = svar.context["form"].non_field_errors()
    assert melding == (
        "Hanne Halden rettet dette svaret 15. desember 2015 kl. 10.00. "
        "Se den nye raden før du retter på nytt."
    )
    assert Vedtak.objects.filter(retter=gammel).get().totalt == 28
    assert svar.context["form"]["totalt"].value() == "29"
    tekst = innhold(svar)
    assert 'value="Sist."' in tekst
    assert '<del>25</del></td><td role="cell"><ins>28</ins>' in tekst

    # The only button left sends the same form on top of the new row.
    assert f'formaction="{rett(ny)}"' in tekst
    assert klient.post(rett(ny), data).status_code == 302
    assert Vedtak.objects.get(retter=ny).totalt == 29


def test_a_row_that_is_corrected_leads_to_the_new_one(som, saksbehandler, gammel):
    ny = VedtakFactory(kommune=gammel.kommune, totalt=28, retter=gammel, rettegrunn="Feil.")
    svar = som(saksbehandler).get(rett(gammel), follow=True)
    assert svar.redirect_chain == [(ny.get_absolute_url(), 302)]
    assert "Dette svaret er allerede rettet." in innhold(svar)


def test_a_double_click_on_a_correction_makes_one_row(som, saksbehandler, gammel, utfylt):
    klient, data = som(saksbehandler), utfylt | {"rettegrunn": "Feil."}
    assert [klient.post(rett(gammel), data).status_code for _ in range(2)] == [302, 302]
    assert Vedtak.objects.filter(retter=gammel).count() == 1


# Showing


def test_an_answer_is_shown_whole(som, leser, gammel):
    tekst = innhold(som(leser).get(gammel.get_absolute_url()))
    for biter in ("15/1234", "Kommunestyret", "15. desember 2015", "lest inn fra fil", "avhengig av bolig"):
        assert biter in tekst
    assert rett(gammel) not in tekst


def test_an_answer_that_a_later_one_replaces_says_so(som, leser, gammel):
    advarsel = "Et svar med senere dato gjelder i stedet."
    assert advarsel not in innhold(som(leser).get(gammel.get_absolute_url()))
    VedtakFactory(kommune=gammel.kommune, vedtaksdato=date(2016, 3, 1), mottatt=date(2016, 3, 2))
    assert advarsel in innhold(som(leser).get(gammel.get_absolute_url()))


def test_the_chain_of_corrections_is_shown_from_every_link(som, saksbehandler, gammel):
    midt = VedtakFactory(kommune=gammel.kommune, totalt=28, retter=gammel, rettegrunn="Første grunn.")
    sist = VedtakFactory(kommune=gammel.kommune, totalt=27, retter=midt, rettegrunn="Andre grunn.")
    klient = som(saksbehandler)
    for vedtak in (gammel, midt, sist):
        svar = klient.get(vedtak.get_absolute_url())
        assert [ledd.vedtak for ledd in svar.context["rekke"]] == [sist, midt, gammel]
        assert (rett(vedtak) in innhold(svar)) is (vedtak == sist)
        assert "Første grunn." in innhold(svar)


def test_showing_an_answer_costs_little(som, saksbehandler, gammel, django_assert_max_num_queries):
    klient = som(saksbehandler)
    for _ in range(5):
        gammel = VedtakFactory(kommune=gammel.kommune, retter=gammel, rettegrunn="Feil.")
    with django_assert_max_num_queries(16):
        klient.get(gammel.get_absolute_url())


# Who may not


@pytest.mark.parametrize("navn", ["nabosaksbehandler", "nabokontaktperson"])
def test_the_neighbour_finds_nothing(navn, request, som, halden, gammel, utfylt):
    klient = som(request.getfixturevalue(navn))
    assert klient.get(gammel.get_absolute_url()).status_code == 404
    for url in (nytt(halden), rett(gammel)):
        assert klient.get(url).status_code == 404
        assert klient.post(url, utfylt | {"rettegrunn": "Feil."}).status_code == 404
    assert Vedtak.objects.count() == 1


@pytest.mark.parametrize("navn", ["leser", "systemansvarlig", "uten_rolle"])
def test_those_who_only_read_cannot_register(navn, request, som, halden, gammel, utfylt):
    klient = som(request.getfixturevalue(navn))
    for url in (nytt(halden), rett(gammel)):
        assert klient.get(url).status_code == 403
        assert klient.post(url, utfylt | {"rettegrunn": "Feil."}).status_code == 403
    assert Vedtak.objects.count() == 1


def test_two_roles_do_not_add_up(som, embete, moss, halden, anmodning, utfylt):
    """She reads for the whole embete and answers for Moss: that gives her no pen in Halden."""
    begge = BrukerFactory(tilgang={"rolle": "leser", "embete": embete})
    begge.tilganger.create(rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    AnmodningFactory(runde=anmodning.runde, kommune=moss)
    klient = som(begge)
    assert klient.post(nytt(halden), utfylt).status_code == 403
    assert klient.post(nytt(moss), utfylt).status_code == 302


def test_nobody_is_sent_to_login(client, halden, gammel):
    for url in (nytt(halden), rett(gammel), gammel.get_absolute_url()):
        assert client.get(url).url.startswith("/konto/")
