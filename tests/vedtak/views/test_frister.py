"""The dates of a round in practice: an extension shows everywhere, and after the last days only staff register."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from anmodninger.models import Anmodning
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory
from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import VedtakFactory
from tests.vedtak.kladdtrinn import Vei, begynn, til_se_over
from vedtak.models import Vedtak

pytestmark = pytest.mark.django_db

MIN_KOMMUNE = reverse("vedtak:min-kommune")
AV_60 = {"totalt": "60", "em": "5"}


@pytest.fixture
def runde(embete, halden, moss):
    """The deadline is past on 09.03.2016; new answers closed on 1 March, corrections are open until 31 March."""
    return RundeFactory(
        embete=embete, sendt_dato=date(2015, 11, 17), svarfrist=date(2016, 2, 1),
        siste_svar_dato=date(2016, 3, 1), siste_endring_dato=date(2016, 3, 31),
        linjer=[(halden, 60, 5), (moss, 80, 10)],
    )  # fmt: skip


@pytest.fixture
def anmodning(runde, halden):
    return Anmodning.objects.get(runde=runde, kommune=halden)


@pytest.fixture
def nytt(halden):
    return reverse("vedtak:vedtak-create", args=[halden.pk, 2016])


@pytest.fixture
def svaret(halden):
    return VedtakFactory(kommune=halden, delvis=True, mottatt=date(2016, 2, 1))


def utfylt(**felt):
    return {
        "type": "vedtak", "slag": "hoved", "totalt": "60", "em": "5", "mottatt": "2016-03-09",
        "noekkel": uuid.uuid4(),
    } | felt  # fmt: skip


def rett(vedtak):
    return reverse("vedtak:vedtak-correct", args=[vedtak.pk])


# New answers


def test_after_the_last_day_she_is_told_whom_to_call_before_she_types(
    som, kontaktperson, saksbehandler, runde, nytt
):
    klient = som(kontaktperson)
    side = klient.get(nytt, follow=True).content.decode()
    assert "<form" not in side.split("<main")[1]
    assert "Siste dag for nye svar fra kommunen var 1. mars 2016." in side
    assert f"Fylkesmannen i Østfold (Siri Saksbehandler, {saksbehandler.email})" in side

    hjemme = klient.get(MIN_KOMMUNE).content.decode()
    assert f'href="{nytt}"' not in hjemme
    assert "Siste dag for nye svar fra kommunen var 1. mars 2016." in hjemme
    kommunesiden = klient.get(reverse("vedtak:kommune-show", args=[runde.anmodninger.first().kommune_id]))
    assert f'href="{nytt}"' not in kommunesiden.content.decode()


def test_sending_all_the_same_registers_nothing_and_loses_nothing(
    som, kontaktperson, runde, halden, settings
):
    settings.DEMO_DAG = "2016-03-01"
    vei = til_se_over(som(kontaktperson), halden, **AV_60)
    settings.DEMO_DAG = "2016-03-02"
    vei.send()
    assert vei.svar.status_code == 422
    assert "Siste dag for nye svar fra kommunen var 1. mars 2016." in vei.tekst
    assert "16/77" in vei.tekst
    assert not Vedtak.objects.exists()


def test_the_last_day_itself_is_open(som, kontaktperson, runde, halden, settings):
    settings.DEMO_DAG = "2016-03-01"
    til_se_over(som(kontaktperson), halden, **AV_60).send()
    assert Vedtak.objects.get().totalt == 60


def test_an_additional_decision_is_a_new_answer_and_locked_with_them(
    som, kontaktperson, runde, svaret, halden, settings
):
    settings.DEMO_DAG = "2016-03-01"
    vei = til_se_over(som(kontaktperson), halden, slag="tillegg", totalt="30", em="5")
    settings.DEMO_DAG = "2016-03-02"
    assert vei.send().svar.status_code == 422
    assert Vedtak.objects.get() == svaret


def test_a_later_round_brings_its_own_dates_and_the_extension_of_the_first_is_over(
    som, kontaktperson, embete, halden, runde, anmodning, nytt
):
    UtsettelseFactory(anmodning=anmodning, ny_siste_svar_dato=date(2016, 5, 1))
    RundeFactory(
        embete=embete, erstatter=runde, sendt_dato=date(2016, 3, 2), svarfrist=date(2016, 3, 4),
        siste_svar_dato=date(2016, 3, 8), linjer=[(halden, 70, 5)],
    )  # fmt: skip
    side = som(kontaktperson).get(nytt, follow=True).content.decode()
    assert "Siste dag for nye svar fra kommunen var 8. mars 2016." in side
    assert "<form" not in side.split("<main")[1]


def test_staff_register_all_the_same(som, saksbehandler, runde, nytt, halden):
    klient = som(saksbehandler)
    kommunesiden = klient.get(reverse("vedtak:kommune-show", args=[halden.pk])).content.decode()
    assert f'href="{nytt}"' in kommunesiden
    assert klient.post(nytt, utfylt()).status_code == 302
    assert Vedtak.objects.get().totalt == 60


def test_she_who_is_both_is_staff(som, embete, halden, runde, nytt):
    begge = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": halden})
    begge.tilganger.create(rolle="saksbehandler", embete=embete, fra=date(2015, 1, 1))
    assert som(begge).post(nytt, utfylt()).status_code == 302


def test_an_extension_opens_for_that_municipality_alone(
    som, kontaktperson, nabokontaktperson, anmodning, halden, moss
):
    UtsettelseFactory(anmodning=anmodning, ny_siste_svar_dato=date(2016, 5, 1))
    til_se_over(som(kontaktperson), halden, **AV_60).send()
    assert Vedtak.objects.get().totalt == 60
    naboens = som(nabokontaktperson).get(begynn(moss)).content.decode()
    assert "Siste dag for nye svar fra kommunen var 1. mars 2016." in naboens
    assert "<form" not in naboens.split("<main")[1]


def test_without_such_a_date_nothing_is_locked(som, kontaktperson, embete, halden):
    RundeFactory(embete=embete, svarfrist=date(2015, 12, 31), linjer=[(halden, 60, 5)])
    til_se_over(som(kontaktperson), halden, **AV_60).send()
    assert Vedtak.objects.get().totalt == 60


# Corrections


def test_until_the_last_day_for_changes_she_may_still_correct(som, kontaktperson, runde, svaret):
    klient = som(kontaktperson)
    assert rett(svaret) in klient.get(svaret.get_absolute_url()).content.decode()
    Vei(klient, rett(svaret)).send(rettegrunn="Feil tall.", totalt="60", em="5").send().send().send().send()
    assert Vedtak.objects.get(retter=svaret).totalt == 60


def test_after_it_she_is_told_on_the_page_and_in_the_form(som, kontaktperson, runde, svaret, settings):
    settings.DEMO_DAG = "2016-04-01"
    klient = som(kontaktperson)
    for side in (svaret.get_absolute_url(), rett(svaret)):
        innhold = klient.get(side, follow=True).content.decode()
        assert f'href="{rett(svaret)}"' not in innhold
        assert "Siste dag for endringer fra kommunen var 31. mars 2016." in innhold
        assert "<form" not in innhold.split("<main")[1]


def test_a_correction_begun_before_it_is_kept_and_not_sent(som, kontaktperson, runde, svaret, settings):
    vei = (
        Vei(som(kontaktperson), rett(svaret))
        .send(rettegrunn="Feil tall.", totalt="60", em="5")
        .send()
        .send()
        .send()
    )
    settings.DEMO_DAG = "2016-04-01"
    vei.send()
    assert vei.svar.status_code == 422
    assert "Siste dag for endringer fra kommunen var 31. mars 2016." in vei.tekst
    assert Vedtak.objects.count() == 1


def test_staff_correct_all_the_same(som, saksbehandler, runde, svaret, settings):
    settings.DEMO_DAG = "2016-04-01"
    klient = som(saksbehandler)
    assert rett(svaret) in klient.get(svaret.get_absolute_url()).content.decode()
    assert klient.post(rett(svaret), utfylt(rettegrunn="Feil tall.", mottatt="2016-04-01")).status_code == 302


def test_a_task_that_is_done_by_correcting_follows_the_other_date(
    som, kontaktperson, runde, halden, settings
):
    vedtak = VedtakFactory(kommune=halden, em_ukjent=True, totalt=60, mottatt=date(2016, 2, 1))
    klient = som(kontaktperson)
    assert rett(vedtak) in klient.get(MIN_KOMMUNE).content.decode()
    settings.DEMO_DAG = "2016-04-01"
    assert rett(vedtak) not in klient.get(MIN_KOMMUNE).content.decode()


# The extension where it shows


def oppgaven(klient):
    [del_] = klient.get(MIN_KOMMUNE).context["deler"]
    return del_.oppgave


def test_her_task_tells_the_extended_deadline(som, kontaktperson, anmodning, settings):
    UtsettelseFactory(anmodning=anmodning, ny_siste_svar_dato=date(2016, 5, 1))
    klient = som(kontaktperson)
    oppgave = oppgaven(klient)
    assert "Dere har fått utsatt frist til 1. april 2016, om 23 dager." in oppgave.avsnitt[0]
    assert not oppgave.haster
    settings.DEMO_DAG = "2016-04-03"
    assert "Dere fikk utsatt frist til 1. april 2016, for 2 dager siden." in oppgaven(klient).avsnitt[0]
    assert oppgaven(klient).haster


@pytest.mark.parametrize("em", [{"em_ukjent": True}, {"em": 0}], ids=["only EM is open", "too few"])
def test_an_extension_is_told_also_where_part_is_answered(
    som, kontaktperson, anmodning, halden, settings, em
):
    VedtakFactory(kommune=halden, totalt=20, mottatt=date(2016, 2, 2), **em)
    klient = som(kontaktperson)
    assert "frist" not in oppgaven(klient).avsnitt[0]
    UtsettelseFactory(anmodning=anmodning, ny_siste_svar_dato=date(2016, 5, 1))
    assert "Dere har fått utsatt frist til 1. april 2016, om 23 dager." in oppgaven(klient).avsnitt[0]
    settings.DEMO_DAG = "2016-04-03"
    assert "frist" not in oppgaven(klient).avsnitt[0]


def test_her_task_tells_how_long_she_can_do_it_herself(
    som, kontaktperson, runde, anmodning, halden, settings
):
    klient = som(kontaktperson)
    settings.DEMO_DAG = "2016-02-20"  # past the deadline, which locks nothing
    assert oppgaven(klient).avsnitt[-1] == "Dere kan registrere svaret selv til og med 1. mars 2016."
    VedtakFactory(kommune=halden, em_ukjent=True, totalt=60, mottatt=date(2016, 2, 2))
    assert oppgaven(klient).avsnitt[-1] == "Dere kan rette svaret selv til og med 31. mars 2016."
    UtsettelseFactory(anmodning=anmodning, ny_siste_endring_dato=date(2016, 5, 2))
    assert oppgaven(klient).avsnitt[-1] == "Dere kan rette svaret selv til og med 2. mai 2016."
    settings.DEMO_DAG = "2016-05-03"
    assert "selv til og med" not in " ".join(oppgaven(klient).avsnitt)


def test_a_wish_that_is_granted_is_told_as_granted_and_one_that_is_not_beside_it(
    som, kontaktperson, anmodning, halden
):
    VedtakFactory(kommune=halden, utsatt=True, mottatt=date(2016, 1, 5), ny_dato=date(2016, 4, 1))
    klient = som(kontaktperson)
    assert "Dere har bedt om utsatt frist til 1. april 2016" in oppgaven(klient).avsnitt[1]
    UtsettelseFactory(anmodning=anmodning, ny_svarfrist=date(2016, 3, 15))
    assert "Dere har bedt om utsatt frist til 1. april 2016" in oppgaven(klient).avsnitt[1]
    assert "Dere har fått utsatt frist til 15. mars 2016" in oppgaven(klient).avsnitt[1]
    UtsettelseFactory(anmodning=anmodning, innvilget_dato=date(2016, 3, 1))
    assert "bedt om utsatt frist" not in oppgaven(klient).avsnitt[1]
    assert "Dere har fått utsatt frist til 1. april 2016" in oppgaven(klient).avsnitt[1]


def test_the_municipality_s_page_lists_extensions_and_leads_staff_to_a_new_one(
    som, saksbehandler, kontaktperson, anmodning, halden
):
    side = reverse("vedtak:kommune-show", args=[halden.pk])
    utsett = reverse("anmodninger:utsettelse-create", args=[anmodning.pk])
    UtsettelseFactory(anmodning=anmodning, begrunnelse="Kommunestyret møtes sent.")
    innhold = som(saksbehandler).get(side).content.decode()
    assert "Utsatt frist til 1. april 2016" in innhold
    assert "innvilget 1. februar 2016 av Siri Saksbehandler" in innhold
    assert "Kommunestyret møtes sent." in innhold
    assert utsett in innhold
    innhold = som(kontaktperson).get(side).content.decode()
    assert "Kommunestyret møtes sent." in innhold
    assert utsett not in innhold


def test_from_a_wish_one_step_leads_to_the_extension_with_its_date(
    som, saksbehandler, leser, anmodning, halden
):
    oenske = VedtakFactory(kommune=halden, utsatt=True, mottatt=date(2016, 1, 5), ny_dato=date(2016, 4, 1))
    lenke = f"{reverse('anmodninger:utsettelse-create', args=[anmodning.pk])}?ny_svarfrist=2016-04-01"
    assert lenke in som(saksbehandler).get(oenske.get_absolute_url()).content.decode()
    assert lenke in som(saksbehandler).get(reverse("vedtak:kommune-show", args=[halden.pk])).content.decode()
    assert lenke not in som(leser).get(oenske.get_absolute_url()).content.decode()
    UtsettelseFactory(anmodning=anmodning)
    assert lenke not in som(saksbehandler).get(oenske.get_absolute_url()).content.decode()


def test_the_status_page_and_its_export_tell_the_municipality_s_own_deadline(
    som, saksbehandler, anmodning, django_assert_max_num_queries
):
    UtsettelseFactory(anmodning=anmodning)
    klient = som(saksbehandler)
    with django_assert_max_num_queries(8):
        svar = klient.get(reverse("vedtak:status-show", args=[2016]))
    halden, moss = svar.context["rader"]
    assert "01.04.2016" in halden.html
    assert "utsatt" in halden.html
    assert "01.02.2016" in moss.html
    assert "utsatt" not in moss.html
    fil = klient.get(reverse("vedtak:status-export", args=[2016, "csv"])).content.decode("utf-8-sig")
    halden, moss = [linje for linje in fil.splitlines() if "Halden" in linje or "Moss" in linje]
    assert "2016-04-01" in halden
    assert "2016-02-01" in halden  # the round's own, beside it
    assert "2016-04-01" not in moss


def test_when_the_year_is_over_there_is_nothing_to_extend(
    som, saksbehandler, runde, anmodning, halden, settings
):
    settings.DEMO_DAG = "2017-01-02"
    utsett = reverse("anmodninger:utsettelse-create", args=[anmodning.pk])
    klient = som(saksbehandler)
    for side in (runde.get_absolute_url(), reverse("vedtak:kommune-show", args=[halden.pk])):
        assert utsett not in klient.get(side).content.decode()
