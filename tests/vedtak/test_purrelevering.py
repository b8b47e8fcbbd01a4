"""Handing over the mail: what the server says, crashes and retries without doubling, and what is settled by hand."""

import smtplib
from datetime import date, timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.jobber.models import Jobb
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.purrefactories import PurremottakerFactory, forsoek, lag_plan
from vedtak.models import Purreforsoek, Purremottaker
from vedtak.purreutsending import avklar, gjenstaar, legg_i_koe, proev_igjen, send_til
from vedtak.purring import Trinn

pytestmark = pytest.mark.django_db
DAG = date(2016, 1, 4)  # one business day after the deadline
FRIST = date(2015, 12, 31)


@pytest.fixture(autouse=True)
def dag(settings):
    settings.DEMO_DAG = DAG.isoformat()
    return DAG


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(embete=embete, svarfrist=FRIST, linjer=[(halden, 30, 5), (moss, 40, 0)])


@pytest.fixture
def koe(runde, kontaktperson, saksbehandler):
    """Return a function that sends the step after the deadline."""
    return lambda: legg_i_koe(by=saksbehandler, runde=runde, dag=DAG, valgt=1, noekkel=uuid4())


@pytest.fixture
def venter(runde, halden, kontaktperson):
    """A recipient whose mail is written but not sent."""
    return PurremottakerFactory(
        purring__anmodning=runde.anmodninger.get(kommune=halden), bruker=kontaktperson
    )


class Nede(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("ingen svarer")


class Nekter(EmailBackend):
    """A mail server that knows no such mailbox."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"h@example.test": (550, b"no such user")})


class Kresen(EmailBackend):
    """A mail server that takes mail to everybody but Hanne."""

    def send_messages(self, messages):
        if "Hanne" in messages[0].to[0]:
            raise smtplib.SMTPRecipientsRefused({"x": (550, b"nei")})
        return super().send_messages(messages)


class Brytes(EmailBackend):
    """A mail server that takes the mail, and is gone before it says so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


def tjener(settings, klasse):
    settings.EMAIL_BACKEND = f"{__name__}.{klasse.__name__}"


def logg():
    return list(Purreforsoek.objects.order_by("pk").values_list("nr", "utfall"))


def test_a_crash_between_the_attempt_and_its_result_is_uncertain_and_not_sent_again(venter):
    forsoek(venter, "begynt")
    with pytest.raises(Hinder, match="usikkert om e-posten kom fram"):
        send_til(venter.pk, DAG)
    assert mail.outbox == []
    proev_igjen(naa() + timedelta(days=1))
    assert mail.outbox == []
    assert logg() == [(1, "begynt")]


def test_another_worker_on_the_same_mail_is_left_to_it(venter):
    forsoek(venter, "begynt", tid=naa())
    with pytest.raises(Hinder, match="i ferd med å bli sendt"):
        send_til(venter.pk, DAG)
    assert mail.outbox == []


def test_a_line_that_breaks_after_the_mail_was_handed_over_is_uncertain(venter, settings):
    tjener(settings, Brytes)
    with pytest.raises(Hinder, match="usikkert"):
        send_til(venter.pk, DAG)
    assert logg() == [(1, "begynt")]


def test_a_server_that_is_down_is_tried_again_later_and_three_times(venter, settings):
    tjener(settings, Nede)
    with pytest.raises(Hinder, match="ingen svarer"):
        send_til(venter.pk, DAG)
    assert logg() == [(1, "begynt"), (1, "feilet")]
    assert proev_igjen(naa()) == []
    for timer in (1, 3):
        assert len(proev_igjen(naa() + timedelta(hours=timer))) == 1
    assert logg()[-1] == (3, "feilet")
    assert proev_igjen(naa() + timedelta(days=3)) == []
    with pytest.raises(Hinder, match="3 ganger"):
        send_til(venter.pk, DAG)


def test_what_failed_goes_when_the_server_is_back_and_keeps_its_identity(venter, settings):
    tjener(settings, Nede)
    with pytest.raises(Hinder):
        send_til(venter.pk, DAG)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    [jobb] = proev_igjen(naa() + timedelta(hours=1))
    assert jobb.tilstand == Jobb.FERDIG
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<purring.{venter.noekkel}@localhost>"
    assert logg() == [(1, "begynt"), (1, "feilet"), (2, "begynt"), (2, "sendt")]


def test_a_refused_address_is_logged_with_the_servers_words_and_the_job_names_it(koe, settings):
    tjener(settings, Nekter)
    jobb = koe().jobb
    jobb.refresh_from_db()
    assert jobb.tilstand == Jobb.FEILET
    [feil] = jobb.feil.all()
    assert feil.navn == "Halden, Hanne Halden"
    assert "550 no such user" in feil.aarsak
    assert Purreforsoek.objects.get(utfall="feilet").feil == "550 no such user"


def test_one_that_fails_does_not_keep_the_others_from_going(koe, halden, nabokontaktperson, settings):
    tjener(settings, Kresen)
    jobb = koe().jobb
    assert ["Mona" in brev.to[0] for brev in mail.outbox] == [True]
    assert gjenstaar(jobb) == [str(Purremottaker.objects.get(navn="Hanne Halden").pk)]


# Settled by hand


def test_an_uncertain_mail_is_sent_again_only_when_somebody_says_so(venter, saksbehandler):
    forsoek(venter, "begynt")
    avklar(by=saksbehandler, mottaker=venter, kom_fram=False, noekkel=uuid4())
    assert len(mail.outbox) == 1
    assert logg() == [(1, "begynt"), (1, "feilet"), (2, "begynt"), (2, "sendt")]
    assert Purreforsoek.objects.get(utfall="feilet").feil == "Avklart av Siri Saksbehandler: sendes på nytt."
    assert Hendelse.objects.filter(handling="sendte purring på nytt").exists()


def test_an_uncertain_mail_that_came_through_is_closed(venter, saksbehandler):
    forsoek(venter, "begynt")
    assert avklar(by=saksbehandler, mottaker=venter, kom_fram=True, noekkel=uuid4()) is None
    assert mail.outbox == []
    assert logg() == [(1, "begynt"), (1, "sendt")]


def test_a_person_may_try_a_fourth_time(venter, saksbehandler):
    for nr in (1, 2, 3):
        forsoek(venter, "begynt", "feilet", nr=nr)
    avklar(by=saksbehandler, mottaker=venter, kom_fram=False, noekkel=uuid4())
    assert logg()[-1] == (4, "sendt")


def test_the_same_button_twice_sends_once(venter, saksbehandler):
    noekkel = uuid4()
    forsoek(venter, "begynt")
    foerst = avklar(by=saksbehandler, mottaker=venter, kom_fram=False, noekkel=noekkel)
    assert avklar(by=saksbehandler, mottaker=venter, kom_fram=False, noekkel=noekkel) == foerst
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("utfall", [("begynt", "sendt"), ("stanset",)])
def test_what_is_sent_or_stopped_cannot_be_sent_again(venter, saksbehandler, utfall):
    forsoek(venter, *utfall)
    with pytest.raises(Hinder, match="ingenting å avgjøre"):
        avklar(by=saksbehandler, mottaker=venter, kom_fram=False, noekkel=uuid4())
    assert mail.outbox == []


# Headers


def test_names_cannot_bring_in_headers_of_their_own(runde, saksbehandler, embete):
    ond = KommuneFactory(nr="0199", navn="Våler\r\nBcc: alle@example.test")
    ny = RundeFactory(embete=embete, aar=2016, svarfrist=FRIST, linjer=[(ond, 10, 0)])
    BrukerFactory(
        navn='Ole "X", \r\nBcc: flere@example.test',
        email="ole@example.test",
        tilgang={"rolle": "kontaktperson", "kommune": ond},
    )
    lag_plan(ny, trinn=[Trinn(1, "Purring til {{ kommune }}", "Til {{ kommune }}")])
    legg_i_koe(by=saksbehandler, runde=ny, dag=DAG, valgt=1)
    [brev] = mail.outbox
    lest = message_from_bytes(brev.message().as_bytes(), policy=policy.default)
    assert lest["Subject"] == "Purring til Våler Bcc: alle@example.test"
    assert lest["Bcc"] is None
    assert [adresse.addr_spec for adresse in lest["To"].addresses] == ["ole@example.test"]


def test_a_domain_with_norwegian_letters_is_reached_and_no_mailbox_is_asked_to_answer_by_itself(
    runde, halden, kontaktperson
):
    kontaktperson.email = "post@ås.kommune.test"
    kontaktperson.save()
    anmodning = runde.anmodninger.get(kommune=halden)
    mottaker = PurremottakerFactory(
        purring__anmodning=anmodning, bruker=kontaktperson, epost=kontaktperson.email
    )
    send_til(mottaker.pk, DAG)
    brev = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert brev["To"].addresses[0].addr_spec == "post@xn--s-1fa.kommune.test"
    assert brev["Auto-Submitted"] == "auto-generated"
