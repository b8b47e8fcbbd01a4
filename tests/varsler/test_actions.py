"""Telling people: once each, in the application at once and by e-mail in the background."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.jobber import loeper
from bosetting.varsler import feiing, sending
from bosetting.varsler.actions import les, les_alle, proev_igjen, varsle
from bosetting.varsler.models import Varsel
from tests.brukere.factories import BrukerFactory
from tests.varsler.factories import VarselFactory

pytestmark = pytest.mark.django_db


class Nede(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("ingen svarer")


class Brytes(EmailBackend):
    """A mail server that takes the mail, and is gone before it says so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


class Ustabil(EmailBackend):
    """A mail server whose client breaks in a way nobody foresaw."""

    def send_messages(self, messages):
        raise RuntimeError("uventet")


@pytest.fixture
def nede(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Nede"


@pytest.fixture
def oppe(settings):
    """Return a function that brings the mail server back."""

    def oppe():
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    return oppe


@pytest.fixture
def fortell(kontaktperson):
    def fortell(*, til=None, noekkel="svar-1", **felt):
        return varsle(
            til=til or [kontaktperson],
            **{"slag": "bekreftet", "tittel": "Svaret er bekreftet", "tekst": "Embetet har bekreftet svaret."}
            | {"noekkel": noekkel, "url_sti": "/min-kommune/"}
            | felt,
        )

    return fortell


def test_a_notice_is_written_and_sent(fortell, kontaktperson, settings):
    settings.NETTADRESSE = "https://bosetting.example.no"
    [varsel] = fortell()
    varsel.refresh_from_db()
    assert varsel.epost_sendt_at is not None
    [post] = mail.outbox
    assert post.to == [f"Hanne Halden <{kontaktperson.email}>"]
    assert post.subject == "Svaret er bekreftet"
    assert post.body.startswith("Embetet har bekreftet svaret.\n\n")
    assert "https://bosetting.example.no/min-kommune/" in post.body
    assert post.extra_headers["Auto-Submitted"] == "auto-generated"


def test_without_an_address_the_mail_says_to_log_in(fortell):
    fortell()
    assert "Logg inn i bosetting for å se mer." in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body


def test_the_same_happening_is_told_once(fortell, kontaktperson):
    ny = BrukerFactory()
    assert len(fortell()) == 1
    assert [varsel.bruker for varsel in fortell(til=[kontaktperson, ny, ny])] == [ny]
    assert fortell(til=[kontaktperson, ny]) == []
    assert len(mail.outbox) == 2


def test_what_is_only_for_the_application_is_not_sent(fortell):
    fortell(epost=False)
    feiing.fei(naa().date())
    assert Varsel.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.parametrize(
    "felt", [{"noekkel": "x" * 101}, {"url_sti": "//ondt.example"}, {"url_sti": "http://x"}]
)
def test_a_key_that_is_too_long_or_a_page_elsewhere_is_a_mistake(fortell, felt):
    with pytest.raises(ValueError, match=r"lang|sti"):
        fortell(**felt)


def test_a_long_or_broken_title_makes_no_header_of_its_own(fortell):
    [varsel] = fortell(tittel="Svar\r\nBcc: ondt@example.test " + "x" * 300)
    assert len(varsel.tittel) <= 200
    assert "\n" not in mail.outbox[0].subject
    assert list(mail.outbox[0].message().keys()).count("Bcc") == 0


@pytest.mark.parametrize("tjener", ["Nede", "Brytes", "Ustabil"])
def test_a_mail_server_in_trouble_never_stops_what_it_tells_of(fortell, settings, tjener, halden):
    settings.EMAIL_BACKEND = f"{__name__}.{tjener}"
    with transaction.atomic():
        halden.navn = "Halden by"
        halden.save()
        fortell()
    halden.refresh_from_db()
    assert halden.navn == "Halden by"
    varsel = Varsel.objects.get()
    assert (varsel.epost_sendt_at, varsel.epost_forsoek) == (None, 1)
    assert varsel.epost_feil


def test_a_write_that_is_undone_tells_nobody(fortell, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        fortell()
        transaction.set_rollback(True)
    feiing.fei(naa().date())
    assert not Varsel.objects.exists()
    assert mail.outbox == []


def test_what_failed_is_sent_when_the_server_is_back_with_the_same_identity(fortell, nede, oppe):
    fortell()
    oppe()
    tid = naa()
    assert sending.send_forfalte(tid) == 0
    assert sending.send_forfalte(tid + timedelta(minutes=16)) == 1
    assert sending.send_forfalte(tid + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1


def test_mail_that_may_have_been_taken_goes_again_as_the_same_mail(fortell, settings, oppe):
    settings.EMAIL_BACKEND = f"{__name__}.Brytes"
    fortell()
    oppe()
    sending.send_forfalte(naa() + timedelta(minutes=16))
    foerste, annen = mail.outbox
    assert foerste.extra_headers["Message-ID"] == annen.extra_headers["Message-ID"]


def test_a_worker_killed_before_the_mail_or_in_the_middle_of_it_loses_none(kontaktperson):
    tid = naa()
    VarselFactory(bruker=kontaktperson, epost=True, opprettet_at=tid)
    VarselFactory(bruker=kontaktperson, epost=True, opprettet_at=tid, epost_forsoek=1, epost_forsoek_at=tid)
    assert sending.send_forfalte(tid) == 0
    assert sending.send_forfalte(tid + timedelta(minutes=16)) == 2
    assert len(mail.outbox) == 2


def test_two_workers_with_the_same_notice_send_it_once(kontaktperson):
    varsel = VarselFactory(bruker=kontaktperson, epost=True)
    sending.send_varsler.call([varsel.pk, varsel.pk])
    sending.send_forfalte(naa())
    assert len(mail.outbox) == 1


def test_one_that_another_took_in_between_is_left_alone(kontaktperson):
    varsel = VarselFactory(bruker=kontaktperson, epost=True)
    forfalte = Varsel.objects.forfalte(naa())
    Varsel.objects.filter(pk=varsel.pk).update(epost_forsoek=1, epost_forsoek_at=naa())
    assert not sending._forsoek(forfalte.filter(pk=varsel.pk))
    assert mail.outbox == []


def test_a_worker_asked_to_stop_leaves_the_rest_to_the_sweep(kontaktperson, monkeypatch):
    ider = [VarselFactory(bruker=kontaktperson, epost=True).pk for _ in range(2)]
    monkeypatch.setattr(loeper, "stopp", loeper.Stopp(bedt=True))
    sending.send_varsler.call(ider)
    assert sending.send_forfalte(naa()) == 0
    assert mail.outbox == []
    monkeypatch.setattr(loeper, "stopp", loeper.Stopp())
    assert sending.send_forfalte(naa()) == 2


def test_somebody_who_is_no_longer_active_gets_no_mail(kontaktperson):
    kontaktperson.is_active = False
    kontaktperson.save()
    VarselFactory(bruker=kontaktperson, epost=True)
    sending.send_forfalte(naa())
    assert mail.outbox == []
    assert not Varsel.objects.usendte().exists()


def test_after_three_attempts_it_is_given_up_and_the_systemansvarlig_is_told_once(
    fortell, nede, oppe, systemansvarlig, dag
):
    fortell()
    tid = naa()
    for timer in (1, 3, 24):
        sending.send_forfalte(tid + timedelta(hours=timer))
    assert Varsel.objects.get(slag="bekreftet").epost_forsoek == 3
    feiing.fei(dag)
    feiing.fei(dag)
    [varsel] = Varsel.objects.for_bruker(systemansvarlig)
    assert varsel.url_sti == "/varsler/epost/"
    les(by=systemansvarlig, varsel=varsel)
    feiing.fei(dag)
    assert Varsel.objects.for_bruker(systemansvarlig).count() == 1
    oppe()
    assert proev_igjen(by=systemansvarlig, tid=naa()) == 1
    assert len(mail.outbox) == 1
    assert Hendelse.objects.filter(bruker=systemansvarlig, handling="sendte varsler på nytt").count() == 1
    assert proev_igjen(by=systemansvarlig, tid=naa()) == 0


def test_one_killed_in_its_last_attempt_is_given_up_when_it_has_been_silent(kontaktperson):
    tid = naa()
    VarselFactory(bruker=kontaktperson, epost=True, epost_forsoek=3, epost_forsoek_at=tid)
    assert not Varsel.objects.oppgitte(tid).exists()
    assert Varsel.objects.oppgitte(tid + timedelta(minutes=15)).exists()


def test_what_was_read_long_ago_is_deleted_and_the_unread_never(kontaktperson, settings, dag):
    settings.VARSLER_BEHOLDES_DAGER = 30
    gammel, nylig, ulest = VarselFactory.create_batch(3, bruker=kontaktperson)
    for varsel, dager in ((gammel, 31), (nylig, 29)):
        Varsel.objects.filter(pk=varsel.pk).update(lest_at=naa() - timedelta(days=dager))
    feiing.fei(dag)
    assert set(Varsel.objects.all()) == {nylig, ulest}


def test_reading_counts_the_first_time_and_only_her_own(kontaktperson, nabokontaktperson):
    varsel = VarselFactory(bruker=kontaktperson)
    les(by=nabokontaktperson, varsel=varsel)
    assert Varsel.objects.uleste().count() == 1
    les(by=kontaktperson, varsel=varsel)
    foerst = Varsel.objects.get().lest_at
    les(by=kontaktperson, varsel=varsel)
    assert Varsel.objects.get().lest_at == foerst


def test_reading_all_leaves_what_came_after(kontaktperson, nabokontaktperson):
    sett, ny = VarselFactory(bruker=kontaktperson), VarselFactory(bruker=kontaktperson)
    andres = VarselFactory(bruker=nabokontaktperson)
    assert les_alle(by=kontaktperson, til_og_med=sett.pk) == 1
    assert set(Varsel.objects.uleste()) == {ny, andres}
