"""A round on its way: facts, figures, look over and send."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from anmodninger.models import Anmodningsrunde, Rundeutkast
from tests.anmodninger.factories import RundeFactory, UtkastFactory, mange

pytestmark = pytest.mark.django_db

NY = reverse("anmodninger:utkast-create")
FAKTA = {
    "aar": "2016",
    "avsender": "IMDi og KS",
    "planlagt_sendt_dato": "2016-03-09",
    "svarfrist": "2016-04-15",
    "siste_svar_dato": "2016-04-22",
    "siste_endring_dato": "2016-04-29",
    "fylkestall_totalt": "1 200",
}


def url(utkast, side):
    return reverse(f"anmodninger:utkast-{side}", args=[utkast.pk])


@pytest.fixture
def utkast(embete, halden, moss):
    return UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])


def test_a_new_draft_leads_on_to_the_split_and_a_second_post_makes_no_second(som, saksbehandler, embete):
    klient, noekkel = som(saksbehandler), str(uuid.uuid4())

    svar = klient.post(NY, FAKTA | {"noekkel": noekkel})

    utkast = Rundeutkast.objects.get()
    assert svar.headers["Location"] == url(utkast, "fordeling")
    assert (utkast.embete, utkast.fylkestall_totalt, utkast.opprettet_av) == (embete, 1200, saksbehandler)
    assert klient.post(NY, FAKTA | {"noekkel": noekkel}).headers["Location"] == url(utkast, "fordeling")
    assert Rundeutkast.objects.count() == 1


def test_dates_that_cannot_be_are_told_together_with_what_cannot_be_read(som, saksbehandler, embete):
    data = FAKTA | {"noekkel": uuid.uuid4(), "fylkestall_totalt": "mange", "svarfrist": "2016-01-02"}

    feil = som(saksbehandler).post(NY, data).context["form"].errors

    assert set(feil) == {"fylkestall_totalt", "svarfrist"}
    assert feil["svarfrist"] == ["Svarfristen kan ikke være før runden sendes."]


def test_a_new_draft_may_begin_with_the_round_it_replaces(som, saksbehandler, embete, halden):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, None)], fylkestall_totalt=537)
    klient = som(saksbehandler)

    skjema = klient.get(f"{NY}?erstatter={runde.pk}").context["form"]
    assert skjema["fylkestall_totalt"].value() == 537
    assert skjema["erstatter"].value() == runde.pk
    assert skjema["planlagt_sendt_dato"].value() == date(2016, 3, 9)

    data = FAKTA | {"noekkel": uuid.uuid4(), "erstatter": runde.pk}
    klient.post(NY, data | {"kopier": "on"})
    med_tall = Rundeutkast.objects.get()
    assert list(med_tall.linjer.values_list("kommune", "totalt", "em")) == [(halden.pk, 60, None)]

    klient.post(NY, data | {"noekkel": uuid.uuid4()})
    assert not Rundeutkast.objects.exclude(pk=med_tall.pk).get().linjer.exists()


def test_the_round_of_a_neighbour_cannot_be_replaced(som, saksbehandler, naboembete):
    runde = RundeFactory(embete=naboembete)
    klient = som(saksbehandler)

    assert klient.get(f"{NY}?erstatter={runde.pk}").status_code == 404
    RundeFactory()
    assert klient.post(NY, FAKTA | {"noekkel": uuid.uuid4(), "erstatter": runde.pk}).status_code == 422
    assert not Rundeutkast.objects.exists()


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"aar": "1999"}, "aar"),
        ({"aar": "to tusen"}, "aar"),
        ({"avsender": ""}, "avsender"),
        ({"svarfrist": "2016-03-08"}, "svarfrist"),
        ({"svarfrist": "31.02.2016"}, "svarfrist"),
        ({"siste_svar_dato": "2016-04-14"}, "siste_svar_dato"),
        ({"siste_endring_dato": "2016-03-08"}, "siste_endring_dato"),
        ({"nasjonalt_totalt": "10", "nasjonalt_em": "11"}, "nasjonalt_em"),
        ({"fylkestall_totalt": "-5"}, "fylkestall_totalt"),
        ({"merknad": "x" * 2001}, "merknad"),
    ],
)
def test_wrong_facts_are_refused_at_the_field_and_nothing_typed_is_lost(som, saksbehandler, endring, felt):
    svar = som(saksbehandler).post(NY, FAKTA | {"noekkel": uuid.uuid4(), "kilde": "Brev fra IMDi"} | endring)

    assert svar.status_code == 422
    assert list(svar.context["form"].errors) == [felt]
    assert "<title>Feil: " in svar.content.decode()
    assert "Brev fra IMDi" in svar.content.decode()
    assert not Rundeutkast.objects.exists()


def test_facts_are_changed_and_lead_on_to_the_figures(som, saksbehandler, utkast):
    svar = som(saksbehandler).post(url(utkast, "show"), FAKTA | {"versjon": 1, "kilde": "Brev"})

    assert svar.headers["Location"] == url(utkast, "tall")
    utkast.refresh_from_db()
    assert (utkast.kilde, utkast.versjon) == ("Brev", 2)


def test_facts_saved_by_another_in_between_are_shown_beside_what_was_typed(
    som, saksbehandler, prosjektleder, utkast
):
    som(prosjektleder).post(url(utkast, "show"), FAKTA | {"versjon": 1, "avsender": "KS alene"})
    klient = som(saksbehandler)

    svar = klient.post(url(utkast, "show"), FAKTA | {"versjon": 1, "avsender": "IMDi alene"})

    side = svar.content.decode()
    assert svar.status_code == 422
    assert "Pia Prosjektleder lagret" in side
    assert "Lagret nå: KS alene" in side
    assert 'value="IMDi alene"' in side
    assert Rundeutkast.objects.get().avsender == "KS alene"

    klient.post(url(utkast, "show"), FAKTA | {"versjon": 2, "avsender": "IMDi alene"})
    assert Rundeutkast.objects.get().avsender == "IMDi alene"


def test_the_grid_has_every_municipality_of_the_year_in_norwegian_order(som, saksbehandler, embete, bergen):
    raade, aremark = mange(embete, 2, navn=["Råde", "Aremark"])
    rygge, ny = mange(embete, 2, navn=["Rygge", "Ny"], fra_nr=300)
    type(ny).objects.filter(pk=ny.pk).update(fra=date(2020, 1, 1))
    utkast = UtkastFactory(embete=embete)

    ark = som(saksbehandler).get(url(utkast, "tall")).context["ark"]

    assert [rad.kommune for rad in ark.rader] == [aremark, rygge, raade]


def test_the_grid_shows_the_last_round_beside(som, saksbehandler, embete, halden, moss):
    RundeFactory(embete=embete, aar=2015, sendt_dato=date(2014, 10, 1), linjer=[(halden, 30, 2)])
    RundeFactory(embete=None, aar=2015, sendt_dato=date(2015, 12, 31), linjer=[(halden, 35, None)])
    RundeFactory(embete=embete, aar=2017, sendt_dato=date(2016, 1, 1), linjer=[(halden, 99, 9)])
    utkast = UtkastFactory(embete=embete)

    ark = som(saksbehandler).get(url(utkast, "tall")).context["ark"]

    assert [rad.forrige for rad in ark.rader] == [(30, 2), (None, None)]


def test_figures_are_saved_as_people_write_them_and_blank_is_not_zero(
    som, saksbehandler, utkast, halden, moss
):
    data = {
        "versjon": 1,
        f"totalt-{halden.pk}": "1\xa0234",
        f"em-{halden.pk}": " ",
        f"totalt-{moss.pk}": "0",
        f"em-{moss.pk}": "0",
    }
    svar = som(saksbehandler).post(url(utkast, "tall"), data, follow=True)

    assert set(utkast.linjer.values_list("kommune", "totalt", "em")) == {
        (halden.pk, 1234, None),
        (moss.pk, 0, 0),
    }
    assert '<span data-sum="totalt">1\xa0234</span>' in svar.content.decode()


def test_the_second_button_saves_and_goes_on(som, saksbehandler, utkast, halden):
    svar = som(saksbehandler).post(
        url(utkast, "tall"), {"versjon": 1, f"totalt-{halden.pk}": "70", "videre": "1"}
    )

    assert svar.headers["Location"] == url(utkast, "brev")
    assert list(utkast.linjer.values_list("totalt", "em")) == [(70, 5)]


def test_every_wrong_cell_is_named_at_once_and_nothing_is_saved(som, saksbehandler, utkast, halden, moss):
    data = {"versjon": 1, f"totalt-{halden.pk}": "sju", f"totalt-{moss.pk}": "10", f"em-{moss.pk}": "11"}

    svar = som(saksbehandler).post(url(utkast, "tall"), data)

    side = svar.content.decode()
    assert svar.status_code == 422
    assert "<title>Feil: " in side
    assert f'href="#totalt-{halden.pk}">Halden, totalt: ' in side
    assert f'href="#em-{moss.pk}">Moss, herav EM: ' in side
    assert 'value="sju"' in side
    assert list(utkast.linjer.values_list("totalt", "em")) == [(60, 5)]


@pytest.mark.parametrize("verdi", ["-1", "1,5", "100 001", "9" * 5000, "x", "１２"])
def test_a_cell_that_is_no_count_is_refused(som, saksbehandler, utkast, halden, verdi):
    svar = som(saksbehandler).post(url(utkast, "tall"), {"versjon": 1, f"totalt-{halden.pk}": verdi})

    assert svar.status_code == 422
    assert [celle.navn for celle in svar.context["ark"].med_feil] == [f"totalt-{halden.pk}"]


def test_figures_saved_by_another_in_between_are_shown_and_not_overwritten(
    som, saksbehandler, prosjektleder, utkast, halden, moss
):
    som(prosjektleder).post(url(utkast, "tall"), {"versjon": 1, f"totalt-{moss.pk}": "80"})
    klient, mine = som(saksbehandler), {f"totalt-{halden.pk}": "70", f"totalt-{moss.pk}": ""}

    svar = klient.post(url(utkast, "tall"), mine | {"versjon": 1})

    side = svar.content.decode()
    assert svar.status_code == 422
    assert "Pia Prosjektleder lagret" in side
    assert "Lagret nå: 80" in side
    assert 'value="70"' in side
    assert set(utkast.linjer.values_list("kommune", "totalt")) == {(halden.pk, 60), (moss.pk, 80)}

    klient.post(url(utkast, "tall"), mine | {"versjon": svar.context["ark"].versjon})
    assert list(utkast.linjer.values_list("kommune", "totalt")) == [(halden.pk, 70)]


@pytest.mark.parametrize("versjon", ["", "x", "²", "-1", "9" * 5000])
def test_a_version_that_cannot_be_read_saves_nothing(som, saksbehandler, utkast, halden, versjon):
    svar = som(saksbehandler).post(url(utkast, "tall"), {"versjon": versjon, f"totalt-{halden.pk}": "70"})

    assert svar.status_code == 422
    assert utkast.linjer.get().totalt == 60


@pytest.mark.parametrize("antall", [3, 428])
def test_the_grid_costs_the_same_at_every_size(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    kommuner = mange(embete, antall)
    RundeFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in kommuner])
    utkast = UtkastFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in kommuner])
    klient = som(saksbehandler)

    with django_assert_max_num_queries(10):
        assert klient.get(url(utkast, "tall")).status_code == 200
    with django_assert_max_num_queries(18):
        svar = klient.post(
            url(utkast, "tall"), {"versjon": 1} | {f"totalt-{kommune.pk}": "7" for kommune in kommuner}
        )
    assert svar.status_code == 302
    assert utkast.linjer.filter(totalt=7, em=1).count() == antall


def test_before_sending_the_page_says_what_does_not_add_up(som, saksbehandler, embete, halden, moss):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60)], fylkestall_totalt=780, svarfrist=None)

    side = som(saksbehandler).get(url(utkast, "send")).content.decode()

    assert "Kommunene summerer til 60, men det er oppgitt 780 for fylket (avvik −720)." in side
    assert "1 kommune har ikke tall, og blir ikke anmodet: Moss." in side
    assert "1 kommune er ført uten antall enslige mindreårige" in side
    assert "Svarfristen mangler." in side


def send(klient, utkast, **endring):
    return klient.post(
        url(utkast, "send"),
        {"sendt_dato": "2016-03-09", "versjon": utkast.versjon, "noekkel": utkast.noekkel} | endring,
    )


def test_sending_makes_the_round_and_a_double_click_leads_to_the_same(som, saksbehandler, utkast):
    klient = som(saksbehandler)

    svar = send(klient, utkast)

    runde = Anmodningsrunde.objects.get()
    assert svar.headers["Location"] == runde.get_absolute_url()
    assert runde.registrert_av == saksbehandler
    assert send(klient, utkast).headers["Location"] == runde.get_absolute_url()
    assert Anmodningsrunde.objects.count() == 1
    assert klient.get(url(utkast, "send")).status_code == 404


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"sendt_dato": "2016-03-10"}, "sendt_dato"),
        ({"sendt_dato": ""}, "sendt_dato"),
        ({"versjon": ""}, "versjon"),
    ],
)
def test_a_round_is_not_sent_on_a_day_that_has_not_come(som, saksbehandler, utkast, endring, felt):
    svar = send(som(saksbehandler), utkast, **endring)

    assert svar.status_code == 422
    assert list(svar.context["form"].errors) == [felt]
    assert not Anmodningsrunde.objects.exists()


def test_a_draft_planned_for_later_may_be_sent_today(som, saksbehandler, embete, halden):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 1)], planlagt_sendt_dato=date(2016, 3, 20))
    klient = som(saksbehandler)

    svar = klient.get(url(utkast, "send"))
    assert svar.context["form"]["sendt_dato"].value() == date(2016, 3, 9)
    assert "planlagt sendt 20. mars 2016" in svar.content.decode()

    send(klient, utkast)
    assert Anmodningsrunde.objects.get().sendt_dato == date(2016, 3, 9)


def test_a_draft_that_changed_while_it_was_looked_over_is_shown_again(
    som, saksbehandler, prosjektleder, utkast, moss
):
    som(prosjektleder).post(url(utkast, "tall"), {"versjon": 1, f"totalt-{moss.pk}": "80"})

    svar = send(som(saksbehandler), utkast)

    assert svar.status_code == 422
    assert "Pia Prosjektleder lagret" in svar.content.decode()
    assert svar.context["sum"].totalt == 140
    assert svar.context["form"]["versjon"].value() == 2
    assert not Anmodningsrunde.objects.exists()


def test_an_empty_draft_offers_figures_and_no_send_button(som, saksbehandler, embete):
    utkast = UtkastFactory(embete=embete)
    klient = som(saksbehandler)

    assert "Runden er tom" in klient.get(url(utkast, "send")).content.decode()
    assert send(klient, utkast).status_code == 422
    assert Rundeutkast.objects.exists()


def test_a_draft_is_deleted_after_a_question(som, saksbehandler, utkast):
    klient = som(saksbehandler)

    assert "Vil du slette utkastet for 2016?" in klient.get(url(utkast, "delete")).content.decode()
    assert Rundeutkast.objects.exists()
    assert klient.post(url(utkast, "delete")).headers["Location"] == reverse("anmodninger:runde-index")
    assert not Rundeutkast.objects.exists()


@pytest.mark.parametrize("side", ["show", "tall", "send", "delete"])
@pytest.mark.parametrize("metode", ["get", "post"])
def test_who_may_touch_a_draft(
    som, client, utkast, side, metode, nabosaksbehandler, leser, kontaktperson, systemansvarlig, uten_rolle
):
    adresse = url(utkast, side)

    assert getattr(client, metode)(adresse).headers["Location"].startswith(reverse("account_login"))
    for person, status in [
        (nabosaksbehandler, 404),
        (leser, 403),
        (kontaktperson, 403),
        (systemansvarlig, 403),
        (uten_rolle, 403),
    ]:
        data = {"noekkel": utkast.noekkel, "sendt_dato": "2016-03-09", "versjon": 1}
        assert getattr(som(person), metode)(adresse, data).status_code == status, person
    assert Rundeutkast.objects.get().versjon == 1


def test_who_may_begin_a_draft(
    som, client, saksbehandler, prosjektleder, leser, kontaktperson, systemansvarlig, uten_rolle
):
    assert client.get(NY).status_code == 302
    for person, status in [
        (saksbehandler, 200),
        (prosjektleder, 200),
        (leser, 403),
        (kontaktperson, 403),
        (systemansvarlig, 403),
        (uten_rolle, 403),
    ]:
        assert som(person).get(NY).status_code == status, person
        if status == 403:
            assert som(person).post(NY, FAKTA | {"noekkel": uuid.uuid4()}).status_code == 403
    assert not Rundeutkast.objects.exists()


@pytest.mark.parametrize("aar", ["20x6", "-2016", "2016,5", "201600"])
def test_a_year_that_is_no_year_is_told_as_a_year(som, saksbehandler, aar):
    svar = som(saksbehandler).post(reverse("anmodninger:utkast-create"), {"aar": aar})
    assert svar.context["form"].errors["aar"] == ["Skriv året med fire siffer, for eksempel 2017."]
