"""The pages about reminders: what is seen before anything goes, who gets in, what became of each mail, and the cost."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from bosetting.felles.dag import naa
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory, mange
from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import VedtakFactory
from tests.vedtak.purrefactories import PurremottakerFactory, PurringFactory, forsoek, lag_plan
from vedtak.models import Purreforsoek, Purring
from vedtak.purreutsending import legg_i_koe, proev_igjen

pytestmark = pytest.mark.django_db
DAG = date(2016, 1, 4)
FRIST = date(2015, 12, 31)


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = DAG.isoformat()
    return DAG


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(embete=embete, svarfrist=FRIST, linjer=[(halden, 30, 5), (moss, 40, 0)])


@pytest.fixture
def mottaker(runde, halden, kontaktperson):
    return PurremottakerFactory(
        purring__anmodning=runde.anmodninger.get(kommune=halden), bruker=kontaktperson
    )


def side(klient, navn, *args, **query):
    return klient.get(reverse(f"vedtak:{navn}", args=args), query)


def post(klient, runde, **felt):
    data = {"noekkel": uuid4(), "versjon": 0, "trinn": ""} | felt
    return klient.post(reverse("vedtak:purring-send", args=[runde.pk]), data)


def ord_paa(svar) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", svar.content.decode()).split())


def test_the_preview_shows_each_text_whole_who_cannot_be_reached_and_who_gets_none(
    som, saksbehandler, runde, halden, moss, kontaktperson
):
    svar = side(som(saksbehandler), "purring-preview", runde.pk)
    tekst = ord_paa(svar)
    assert f"Hanne Halden ({kontaktperson.email})" in tekst
    assert "Vi mangler svar på anmodningen om 30 personer, hvorav 5 enslige mindreårige." in tekst
    assert [linje.kommune for linje in svar.context["oversikt"].unaadde] == [moss]
    assert (
        "Vi mangler svar på anmodningen om 40 personer." in tekst
    )  # what Moss would have got, for the letter or phone
    assert "Ingen aktiv kontaktperson." in tekst
    assert mail.outbox == []
    assert not Purring.objects.exists()


def test_the_preview_says_why_somebody_gets_none(som, saksbehandler, runde, halden, moss, kontaktperson):
    VedtakFactory(kommune=moss)
    UtsettelseFactory(
        anmodning=runde.anmodninger.get(kommune=halden), ny_svarfrist=date(2016, 2, 15), innvilget_dato=DAG
    )
    tekst = ord_paa(side(som(saksbehandler), "purring-preview", runde.pk))
    assert "Halden Har fått utsatt frist til 15.02.2016." in tekst
    assert "Moss Har svart." in tekst
    assert "Ingen får purring" in tekst


def test_the_preview_of_another_day_can_be_looked_at_but_not_sent(som, saksbehandler, runde, kontaktperson):
    svar = side(som(saksbehandler), "purring-preview", runde.pk, dag="2016-01-15")
    assert [linje.vurdering.virkedager for linje in svar.context["oversikt"].skal] == [10]
    assert "purring-send" not in svar.content.decode()
    assert reverse("vedtak:purring-send", args=[runde.pk]) not in svar.content.decode()


def test_a_chosen_step_is_shown_and_one_that_is_none_is_refused(som, saksbehandler, runde, kontaktperson):
    klient = som(saksbehandler)
    svar = side(klient, "purring-preview", runde.pk, trinn="10")
    assert "Ny purring: svar om bosetting i 2016" in svar.content.decode()
    assert side(klient, "purring-preview", runde.pk, trinn="99").status_code == 422
    assert side(klient, "purring-preview", runde.pk, dag="2015-01-01").status_code == 422


def test_what_is_seen_in_the_preview_is_what_is_sent(som, saksbehandler, runde, halden, kontaktperson):
    klient = som(saksbehandler)
    vist = side(klient, "purring-preview", runde.pk).context["oversikt"].skal[0].tekst
    svar = post(klient, runde, kommune=[halden.pk])
    assert svar.url == Jobb.objects.get().get_absolute_url()
    assert (mail.outbox[0].subject, mail.outbox[0].body) == (vist.emne, vist.tekst)
    assert Jobb.objects.get().retur == f"/anmodninger/purringer/?runde={runde.pk}"


@pytest.mark.parametrize("felt", [{}, {"kommune": ["x", "99999999"]}])
def test_nobody_ticked_sends_nothing_and_says_so(som, saksbehandler, runde, kontaktperson, felt):
    svar = som(saksbehandler).post(
        reverse("vedtak:purring-send", args=[runde.pk]),
        {"noekkel": uuid4(), "versjon": 0, **felt},
        follow=True,
    )
    assert "Ingenting ble sendt" in svar.content.decode()
    assert mail.outbox == []


def test_a_plan_that_changed_after_the_preview_is_not_sent(som, saksbehandler, runde, halden, kontaktperson):
    lag_plan(runde)
    svar = som(saksbehandler).post(
        reverse("vedtak:purring-send", args=[runde.pk]),
        {"noekkel": uuid4(), "versjon": 0, "kommune": halden.pk},
        follow=True,
    )
    assert "Purreplanen er endret" in svar.content.decode()
    assert mail.outbox == []


def test_the_one_who_sends_sees_what_became_of_each_mail(som, saksbehandler, mottaker):
    forsoek(mottaker, "begynt")
    tekst = ord_paa(side(som(saksbehandler), "purring-show", mottaker.purring_id))
    assert "Usikker" in tekst
    assert "Send på nytt" in tekst
    assert "Den kom fram" in tekst


def test_a_kontaktperson_reads_the_reminder_but_not_the_log(som, kontaktperson, mottaker):
    forsoek(mottaker, "begynt", "feilet", feil="550 no such user")
    forsoek(mottaker, "begynt", "sendt", nr=2)
    klient = som(kontaktperson)
    tekst = ord_paa(side(klient, "purring-show", mottaker.purring_id))
    assert "Vi mangler svar." in tekst
    assert "550" not in tekst
    assert "Send på nytt" not in tekst
    lenke = reverse("vedtak:purring-show", args=[mottaker.purring_id])
    assert lenke in side(klient, "kommune-show", mottaker.purring.anmodning.kommune_id).content.decode()
    assert lenke in side(klient, "min-kommune").content.decode()


@pytest.mark.parametrize("utfall", [[], ["begynt"], ["begynt", "feilet"], ["stanset"]])
def test_what_never_went_is_no_reminder_that_they_have_got(som, kontaktperson, halden, mottaker, utfall):
    forsoek(mottaker, *utfall)
    klient = som(kontaktperson)
    lenke = reverse("vedtak:purring-show", args=[mottaker.purring_id])
    for svar in (side(klient, "min-kommune"), side(klient, "kommune-show", halden.pk)):
        assert lenke not in svar.content.decode()
    for navn in ("purring-show", "purring-brev"):
        assert side(klient, navn, mottaker.purring_id).status_code == 404


def test_a_reader_sees_neither_on_the_municipality_nor_on_the_round(som, leser, mottaker, runde, halden):
    klient = som(leser)
    assert "purringer" not in side(klient, "kommune-show", halden.pk).content.decode()
    assert "Purreplan" not in klient.get(runde.get_absolute_url()).content.decode()


def test_the_round_leads_to_plan_preview_and_log_and_tells_what_needs_somebody(
    som, saksbehandler, mottaker, runde
):
    forsoek(mottaker, "begynt")
    lag_plan(runde, aktiv_fra=DAG)
    html = som(saksbehandler).get(runde.get_absolute_url()).content.decode()
    for navn in ("purreplan-edit", "purring-preview"):
        assert reverse(f"vedtak:{navn}", args=[runde.pk]) in html
    assert "Purringene sendes av seg selv fra og med 4. januar 2016." in html
    assert "Neste trinn er 15. januar 2016." in html
    assert "1 purring må avklares." in html


def test_settling_sends_again_or_closes(som, saksbehandler, mottaker):
    forsoek(mottaker, "begynt")
    url, klient = reverse("vedtak:purring-settle", args=[mottaker.pk]), som(saksbehandler)
    assert klient.post(url, {"noekkel": uuid4(), "valg": "tull"}).url == mottaker.purring.get_absolute_url()
    assert mail.outbox == []
    svar = klient.post(url, {"noekkel": uuid4(), "valg": "paa_nytt"})
    assert svar.url == Jobb.objects.get().get_absolute_url()
    assert len(mail.outbox) == 1
    svar = klient.post(url, {"noekkel": uuid4(), "valg": "kom_fram"}, follow=True)
    assert "ingenting å avgjøre" in svar.content.decode()


def test_closing_one_that_came_through(som, saksbehandler, mottaker):
    forsoek(mottaker, "begynt")
    url = reverse("vedtak:purring-settle", args=[mottaker.pk])
    assert som(saksbehandler).post(url, {"noekkel": uuid4(), "valg": "kom_fram"}).status_code == 302
    assert mail.outbox == []
    assert Purreforsoek.objects.filter(utfall="sendt").count() == 1


def test_a_kontaktperson_settles_nothing(som, kontaktperson, mottaker):
    forsoek(mottaker, "begynt")
    url = reverse("vedtak:purring-settle", args=[mottaker.pk])
    assert som(kontaktperson).post(url, {"noekkel": uuid4(), "valg": "kom_fram"}).status_code == 403


def test_the_letter_has_the_words_of_the_mail_and_a_name_that_sorts(som, saksbehandler, mottaker):
    svar = side(som(saksbehandler), "purring-brev", mottaker.purring_id)
    assert svar["Content-Disposition"] == 'attachment; filename="purring-2016-0101-halden-2016-01-04.pdf"'
    tekst = " ".join(PdfReader(BytesIO(svar.content)).pages[0].extract_text().split())
    assert "Fylkesmannen i Østfold" in tekst
    assert "Halden kommune" in tekst
    assert "Purring: svar om bosetting i 2016" in tekst
    assert "Vi mangler svar." in tekst
    assert "4. januar 2016" in tekst


def test_one_that_no_mail_reaches_gets_its_reminder_as_a_letter(som, saksbehandler, runde, moss, halden):
    klient = som(saksbehandler)
    html = side(klient, "purring-preview", runde.pk, trinn=10).content.decode()
    adresse = reverse("vedtak:purring-draft-letter", args=[runde.pk, moss.pk])
    assert f"{adresse}?dag=2016-01-04&amp;trinn=10" in html
    svar = klient.get(adresse, {"trinn": 10})
    assert svar["Content-Disposition"] == 'attachment; filename="purring-2016-0104-moss-2016-01-04.pdf"'
    tekst = " ".join(PdfReader(BytesIO(svar.content)).pages[0].extract_text().split())
    assert "Vi mangler svar på anmodningen om 40 personer." in tekst
    assert klient.get(adresse, {"trinn": 99}).status_code == 404
    VedtakFactory(kommune=moss)
    assert klient.get(adresse).status_code == 404
    assert not Purring.objects.exists()


def test_markup_in_a_text_is_text_on_the_page_and_in_the_letter(som, saksbehandler, runde, halden):
    ond = "<script>alert(1)</script> #set text(red) **ikke fet**"
    purring = PurringFactory(anmodning=runde.anmodninger.get(kommune=halden), tekst=ond, emne="Emne <b>")
    klient = som(saksbehandler)
    assert escape(ond) in side(klient, "purring-show", purring.pk).content.decode()
    brev = PdfReader(BytesIO(side(klient, "purring-brev", purring.pk).content)).pages[0].extract_text()
    assert "#set text(red) **ikke fet**" in " ".join(brev.split())


def test_the_log_lists_the_last_first_and_narrows_to_a_round_and_to_what_needs_somebody(
    som, saksbehandler, runde, mottaker, halden, moss, embete
):
    annen = RundeFactory(embete=embete, aar=2015, sendt_dato=date(2014, 11, 1), linjer=[(moss, 20, 0)])
    sendt = PurremottakerFactory(
        purring__anmodning=annen.anmodninger.get(), purring__dato=date(2015, 1, 5), bruker__navn="Mona"
    )
    forsoek(sendt, "begynt", "sendt")
    forsoek(mottaker, "begynt")
    klient = som(saksbehandler)

    def vist(**query):
        return [rad.record.pk for rad in side(klient, "purring-index", **query).context["tabell"].rows]

    assert vist() == [mottaker.purring_id, sendt.purring_id]
    assert vist(runde=annen.pk) == [sendt.purring_id]
    assert vist(vis="avklares") == [mottaker.purring_id]
    assert vist(runde=annen.pk, vis="avklares") == []
    assert "Usikker" in side(klient, "purring-index").content.decode()


def test_an_empty_log_says_where_to_begin(som, saksbehandler):
    assert "Ingen er purret ennå" in side(som(saksbehandler), "purring-index").content.decode()


def test_the_neighbour_sees_no_reminder_of_ours(som, nabosaksbehandler, mottaker, runde):
    klient = som(nabosaksbehandler)
    assert side(klient, "purring-show", mottaker.purring_id).status_code == 404
    assert side(klient, "purring-preview", runde.pk).status_code == 404
    assert "Halden" not in side(klient, "purring-index").content.decode()


def test_a_national_round_has_no_reminders(som, saksbehandler, halden):
    nasjonal = RundeFactory(embete=None, linjer=[(halden, 30, 5)])
    assert side(som(saksbehandler), "purring-preview", nasjonal.pk).status_code == 404


@pytest.fixture
def med_mange(embete):
    """Return a function that makes a round of so many municipalities, each with a contact and a reminder."""

    def lag(antall, fra_nr):
        kommuner = mange(embete, antall, fra_nr=fra_nr)
        runde = RundeFactory(
            embete=embete,
            svarfrist=FRIST,
            sendt_dato=date(2015, 8, 20),
            linjer=[(k, 10, 2) for k in kommuner],
        )
        for kommune, anmodning in zip(kommuner, runde.anmodninger.order_by("kommune__nr"), strict=True):
            person = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": kommune})
            mottaker = PurremottakerFactory(
                purring__anmodning=anmodning, purring__virkedager=-10, bruker=person
            )
            forsoek(mottaker, "begynt", "sendt")
        lag_plan(runde)
        return runde

    return lag


@pytest.mark.parametrize("navn", ["purring-preview", "purreplan-edit"])
def test_the_cost_in_queries_is_the_same_for_many(
    som, saksbehandler, med_mange, navn, django_assert_max_num_queries
):
    liten, stor = med_mange(2, 200), med_mange(40, 300)
    klient = som(saksbehandler)
    with django_assert_max_num_queries(100) as faa:
        side(klient, navn, liten.pk)
    with django_assert_max_num_queries(len(faa)):
        svar = side(klient, navn, stor.pk)
    assert svar.status_code == 200
    assert len(faa) <= 18


def test_the_log_and_the_round_cost_the_same_for_many(
    som, saksbehandler, med_mange, django_assert_max_num_queries
):
    liten, stor = med_mange(2, 200), med_mange(24, 300)
    klient = som(saksbehandler)
    for adresse in ("/anmodninger/purringer/?vis=&runde={}", "/anmodninger/runder/{}/"):
        with django_assert_max_num_queries(100) as faa:
            klient.get(adresse.format(liten.pk))
        with django_assert_max_num_queries(len(faa)):
            assert klient.get(adresse.format(stor.pk)).status_code == 200


def test_writing_many_reminders_costs_the_same_for_many(
    saksbehandler, med_mange, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(
        "bosetting.jobber.koe.legg_i_koe", lambda pk: None
    )  # the mail is not what is measured
    liten, stor = med_mange(2, 200), med_mange(40, 300)
    with django_assert_max_num_queries(100) as faa:
        legg_i_koe(by=saksbehandler, runde=liten, dag=DAG, valgt=1, noekkel=uuid4())
    with django_assert_max_num_queries(len(faa)):
        legg_i_koe(by=saksbehandler, runde=stor, dag=DAG, valgt=1, noekkel=uuid4())
    assert Purring.objects.filter(virkedager=1).count() == 42


def test_a_retry_counts_from_the_last_attempt(mottaker):
    forsoek(mottaker, "begynt", "feilet", tid=naa() - timedelta(minutes=5))
    assert proev_igjen(naa()) == []
