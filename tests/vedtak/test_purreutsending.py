"""Sending reminders: who gets one, what it says, that nothing goes twice, and what stops a mail on its way."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from bosetting.brukere.models import Hendelse, Tilgang
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory
from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import VedtakFactory, VilkaarFactory
from tests.vedtak.purrefactories import PurremottakerFactory, PurringFactory, lag_plan
from vedtak import purreutsending
from vedtak.models import Purreforsoek, Purreplan, Purring
from vedtak.purregrunnlag import oversikt
from vedtak.purreutsending import legg_i_koe, purr, send_til
from vedtak.purring import Grunn, Trinn

pytestmark = pytest.mark.django_db
DAG = date(2016, 1, 4)  # one business day after the deadline
FRIST = date(2015, 12, 31)


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = DAG.isoformat()
    return DAG


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete, sendt_dato=date(2015, 8, 20), svarfrist=FRIST, linjer=[(halden, 30, 5), (moss, 40, 0)]
    )


@pytest.fixture
def koe(runde, kontaktperson, saksbehandler):
    """Return a function that sends the step after the deadline as the saksbehandler."""

    def send(**valg):
        valg = {"valgt": 1, "noekkel": uuid4()} | valg
        return legg_i_koe(by=saksbehandler, runde=runde, dag=DAG, **valg)

    return send


def logg():
    return list(Purreforsoek.objects.order_by("pk").values_list("nr", "utfall"))


def test_the_one_who_owes_an_answer_gets_it_and_the_one_without_a_contact_is_listed(koe, halden, moss):
    utsending = koe()
    [brev] = mail.outbox
    assert brev.to == ["Hanne Halden <" + Tilgang.objects.get(kommune=halden).bruker.email + ">"]
    assert brev.subject == "Purring: svar om bosetting i 2016"
    assert "Vi mangler svar på anmodningen om 30 personer, hvorav 5 enslige mindreårige." in brev.body
    assert "Svarfristen var 31. desember 2015, for 4 dager siden." in brev.body
    assert [linje.kommune for linje in utsending.unaadde] == [moss]
    assert utsending.unaadde[0].unaadd == "Ingen aktiv kontaktperson."
    assert utsending.jobb.tilstand == Jobb.FERDIG


def test_what_was_sent_is_kept_word_for_word_with_who_sent_it(koe, saksbehandler, kontaktperson, runde):
    koe()
    purring = Purring.objects.get()
    assert (purring.emne, purring.tekst) == (mail.outbox[0].subject, mail.outbox[0].body)
    assert (purring.virkedager, purring.frist, purring.dato, purring.mangler) == (1, FRIST, DAG, "alt")
    assert purring.utloest_av == saksbehandler
    assert purring.mottakere.get().bruker == kontaktperson
    assert logg() == [(1, "begynt"), (1, "sendt")]
    spor = Hendelse.objects.get(handling="purret")
    assert spor.etter["purringer"] == [[purring.pk, "0101", 1]]
    assert spor.etter["ikke_naadd"] == ["0104"]


def test_each_kontaktperson_gets_a_mail_of_her_own_with_an_identity_of_its_own(koe, halden):
    BrukerFactory(navn="Per Halden", tilgang={"rolle": "kontaktperson", "kommune": halden})
    koe()
    assert [len(brev.to) for brev in mail.outbox] == [1, 1]
    assert len({brev.extra_headers["Message-ID"] for brev in mail.outbox}) == 2
    assert Purring.objects.count() == 1


def test_an_inactive_person_a_role_that_is_over_and_a_broken_address_reach_nobody(koe, moss):
    BrukerFactory(is_active=False, tilgang={"rolle": "kontaktperson", "kommune": moss})
    gammel = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": moss})
    gammel.tilganger.update(til=DAG)
    assert koe().unaadde[0].unaadd == "Ingen aktiv kontaktperson."
    BrukerFactory(email="ikke en adresse", tilgang={"rolle": "kontaktperson", "kommune": moss})
    assert koe(valgt=10).unaadde[0].unaadd == "Kontaktpersonen har ingen gyldig e-postadresse."


def test_a_municipality_that_gets_a_contact_is_reminded_then(runde, kontaktperson, moss):
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    purr(DAG)
    BrukerFactory(navn="Mona Moss", tilgang={"rolle": "kontaktperson", "kommune": moss})
    purr(DAG)
    assert [brev.to[0].split(" <")[0] for brev in mail.outbox] == ["Hanne Halden", "Mona Moss"]


def test_asked_again_nothing_is_sent_again(koe, runde, kontaktperson):
    koe()
    assert koe().jobb is None
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    purr(DAG)
    purr(DAG + timedelta(days=1))
    assert len(mail.outbox) == Purring.objects.count() == 1


def test_a_double_click_is_one_job(koe, runde, saksbehandler):
    noekkel = uuid4()
    foerst = koe(noekkel=noekkel)
    assert koe(noekkel=noekkel).jobb == foerst.jobb
    assert len(mail.outbox) == 1


def test_only_those_that_were_ticked(koe, moss, nabokontaktperson):
    koe(kommuner=[moss.pk])
    assert [brev.to[0].split(" <")[0] for brev in mail.outbox] == ["Mona Moss"]


def test_a_plan_that_changed_since_it_was_looked_at_is_not_sent(koe, runde):
    lag_plan(runde, versjon=4)
    with pytest.raises(Hinder, match="Purreplanen er endret"):
        koe(versjon=3)
    assert mail.outbox == []


def test_the_database_holds_one_reminder_per_deadline_and_step(runde, halden):
    PurringFactory(anmodning=runde.anmodninger.get(kommune=halden))
    with pytest.raises(IntegrityError), transaction.atomic():
        PurringFactory(anmodning=runde.anmodninger.get(kommune=halden))


def test_only_the_em_part_is_asked_for_when_the_rest_is_answered(koe, halden):
    VedtakFactory(kommune=halden, em_ukjent=True)
    koe()
    assert Purring.objects.get().mangler == "em"
    assert "men ikke på delen om 5 enslige mindreårige." in mail.outbox[0].body


def test_em_that_is_to_be_decided_anew_is_left_in_peace_until_that_day(runde, halden):
    vilkaar = VilkaarFactory(
        vedtak=VedtakFactory(kommune=halden, em=0),
        type="em_vurderes",
        oppfoelging_dato=date(2016, 1, 20),
    )
    [linje] = [rad for rad in oversikt(runde, DAG, valgt=1).ikke if rad.kommune == halden]
    assert (linje.vurdering.grunn, linje.vurdering.naar) == (Grunn.VENTER, vilkaar.oppfoelging_dato)
    alt = oversikt(runde, date(2016, 1, 21), valgt=1)
    assert [rad.kommune for rad in alt.unaadde if rad.vurdering.frist == date(2016, 1, 20)] == [halden]


def test_a_round_that_was_replaced_reminds_nobody_it_no_longer_asks(koe, embete, halden):
    RundeFactory(embete=embete, sendt_dato=date(2015, 11, 17), svarfrist=FRIST, linjer=[(halden, 35, 5)])
    assert koe().jobb is None
    assert Purring.objects.count() == 0


# By itself


def test_only_a_plan_that_is_on_sends_by_itself(runde, kontaktperson):
    plan = lag_plan(runde)
    purr(DAG)
    assert mail.outbox == []
    Purreplan.objects.filter(pk=plan.pk).update(aktiv_fra=DAG + timedelta(days=1))
    purr(DAG)
    assert mail.outbox == []
    Purreplan.objects.filter(pk=plan.pk).update(aktiv_fra=DAG)
    purr(DAG)
    assert len(mail.outbox) == 1
    assert Purring.objects.get().utloest_av is None


def test_a_plan_switched_on_late_does_not_fire_what_has_passed(runde, kontaktperson):
    lag_plan(runde, aktiv_fra=date(2016, 1, 6))
    purr(date(2016, 1, 6))
    assert mail.outbox == []


def test_day_by_day_a_silent_municipality_gets_each_step_once(runde, kontaktperson, settings):
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    for nr in range(60):
        idag = date(2015, 12, 1) + timedelta(days=nr)
        settings.DEMO_DAG = idag.isoformat()
        purr(idag)
    assert list(Purring.objects.order_by("dato").values_list("dato", "virkedager")) == [
        (date(2015, 12, 16), -10),
        (date(2016, 1, 4), 1),
        (date(2016, 1, 15), 10),
    ]
    assert len(mail.outbox) == 3


def test_a_settlement_year_that_is_over_is_not_reminded_of_by_itself(runde, kontaktperson):
    lag_plan(runde, aktiv_fra=date(2015, 12, 1))
    purr(date(2017, 1, 2))
    assert mail.outbox == []


def test_a_round_that_cannot_be_worked_out_keeps_no_other_from_being_sent(
    runde, embete, moss, kontaktperson, nabokontaktperson, monkeypatch
):
    lag_plan(RundeFactory(embete=embete, aar=2017, svarfrist=FRIST, linjer=[(moss, 5, 0)]), aktiv_fra=DAG)
    lag_plan(runde, aktiv_fra=DAG)
    ekte = purreutsending.oversikt

    def knekker(egen, *args, **kwargs):
        if egen == runde:
            raise ZeroDivisionError
        return ekte(egen, *args, **kwargs)

    monkeypatch.setattr(purreutsending, "oversikt", knekker)
    with pytest.raises(ZeroDivisionError):
        purr(DAG)
    assert [brev.to[0].split(" <")[0] for brev in mail.outbox] == ["Mona Moss"]


def test_questions_go_to_the_one_who_sends_or_else_to_the_one_who_made_the_plan(
    koe, runde, moss, nabokontaktperson, saksbehandler, prosjektleder
):
    lag_plan(runde, aktiv_fra=DAG, endret_av=prosjektleder)
    koe(kommuner=[moss.pk])
    purr(DAG)
    assert [brev.reply_to for brev in mail.outbox] == [
        [f"Siri Saksbehandler <{saksbehandler.email}>"],
        [f"Pia Prosjektleder <{prosjektleder.email}>"],
    ]
    assert f"Pia Prosjektleder ({prosjektleder.email})" in mail.outbox[1].body


def test_the_address_of_the_system_makes_a_link(koe, settings):
    settings.NETTADRESSE = "https://bosetting.example.no"
    koe()
    assert "Registrer svaret her: https://bosetting.example.no/min-kommune/" in mail.outbox[0].body


# Between the queue and the mail


@pytest.fixture
def venter(runde, halden, kontaktperson):
    """A recipient whose mail is written but not sent."""
    return PurremottakerFactory(
        purring__anmodning=runde.anmodninger.get(kommune=halden), bruker=kontaktperson
    )


def test_an_answer_that_comes_first_stops_the_mail(venter, halden):
    VedtakFactory(kommune=halden)
    send_til(venter.pk, DAG)
    assert mail.outbox == []
    assert list(Purreforsoek.objects.values_list("utfall", "feil")) == [("stanset", "Har svart.")]
    send_til(venter.pk, DAG)
    assert logg() == [(1, "stanset")]


def test_a_part_of_an_answer_stops_it_too_because_the_words_no_longer_hold(venter, halden):
    VedtakFactory(kommune=halden, em_ukjent=True)
    send_til(venter.pk, DAG)
    assert mail.outbox == []
    assert "svart på en del" in Purreforsoek.objects.get().feil


def test_an_extension_that_comes_first_stops_the_mail(venter):
    venter.purring.anmodning.utsettelser.create(
        ny_svarfrist=date(2016, 2, 1),
        begrunnelse="Valg",
        innvilget_av="Siri",
        innvilget_dato=DAG,
        registrert_at=naa(),
    )
    send_til(venter.pk, DAG)
    assert mail.outbox == []
    assert Purreforsoek.objects.get().feil == "Har fått utsatt frist til 01.02.2016."


def paaminnelse(anmodning, kontaktperson):
    """A mail of the step ten business days before the deadline, written that day and not sent."""
    return PurremottakerFactory(
        purring__anmodning=anmodning,
        purring__virkedager=-10,
        purring__dato=date(2015, 12, 16),
        bruker=kontaktperson,
    )


def test_an_extension_stops_the_mail_from_before_the_deadline_too(runde, halden, kontaktperson):
    anmodning = runde.anmodninger.get(kommune=halden)
    venter = paaminnelse(anmodning, kontaktperson)
    UtsettelseFactory(anmodning=anmodning, ny_svarfrist=date(2016, 2, 1), innvilget_dato=date(2015, 12, 16))
    send_til(venter.pk, date(2015, 12, 16))
    assert mail.outbox == []
    assert Purreforsoek.objects.get().feil == "Fristen er flyttet til 01.02.2016."


def test_a_step_that_is_gone_from_the_plan_is_sent_all_the_same_or_stopped_for_what_is_true(
    runde, halden, kontaktperson
):
    anmodning = runde.anmodninger.get(kommune=halden)
    lag_plan(runde, trinn=[Trinn(5, "Emne", "Tekst")])
    send_til(paaminnelse(anmodning, kontaktperson).pk, date(2015, 12, 16))
    assert len(mail.outbox) == 1
    UtsettelseFactory(anmodning=anmodning, ny_svarfrist=date(2016, 2, 1), innvilget_dato=date(2015, 12, 17))
    annen = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": halden})
    venter = PurremottakerFactory(purring=Purring.objects.get(), bruker=annen)
    send_til(venter.pk, date(2015, 12, 17))
    assert len(mail.outbox) == 1
    assert venter.forsoek.get().feil == "Fristen er flyttet til 01.02.2016."


@pytest.mark.parametrize("endring", [{"is_active": False}, {"email": "ny@example.test"}])
def test_a_recipient_who_left_or_moved_stops_the_mail(venter, kontaktperson, endring):
    type(kontaktperson).objects.filter(pk=kontaktperson.pk).update(**endring)
    send_til(venter.pk, DAG)
    assert mail.outbox == []
    assert "ikke lenger kontaktperson" in Purreforsoek.objects.get().feil
