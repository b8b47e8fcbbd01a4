"""Who must answer is told when a round is sent, and when a deadline is moved for her municipality."""

import uuid
from datetime import date

import pytest
from django.core import mail

from anmodninger.actions import send_runde
from anmodninger.frister import Frister
from anmodninger.models import Anmodning
from anmodninger.utsettelser import innvilg
from bosetting.brukere.models import Tilgang
from bosetting.varsler.models import Varsel
from tests.anmodninger.factories import RundeFactory, UtkastFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(saksbehandler, embete, halden, moss, dag):
    def send(**felt):
        utkast = UtkastFactory(embete=embete, linjer=[(halden, 30, 5)], **felt)
        return send_runde(by=saksbehandler, utkast=utkast, dag=dag)

    return send


def test_a_round_that_is_sent_is_told_to_those_it_asks_and_nobody_else(
    send, kontaktperson, nabokontaktperson, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(svarfrist=date(2016, 5, 1))
    varsel = Varsel.objects.get(slag="anmodning")
    assert varsel.bruker == kontaktperson
    assert varsel.tittel == "Anmodning om bosetting i 2016"
    assert "Fristen for å svare er 1. mai 2016." in varsel.tekst
    assert [brev.to for brev in mail.outbox] == [[f"{kontaktperson.navn} <{kontaktperson.email}>"]]


def test_who_represents_two_municipalities_is_told_once(
    saksbehandler, embete, kontaktperson, halden, moss, dag
):
    Tilgang.objects.create(bruker=kontaktperson, rolle="kontaktperson", kommune=moss, fra=date(2015, 1, 1))
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 30, 5), (moss, 40, 5)])
    send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    assert Varsel.objects.filter(bruker=kontaktperson).count() == 1


def test_a_round_of_a_year_that_is_over_is_history_and_tells_nobody(send, kontaktperson):
    send(aar=2015)
    assert not Varsel.objects.exists()


def gi(by, anmodning, frist, dag, **valg):
    return innvilg(
        by=by, anmodning=anmodning, frister=Frister(frist), begrunnelse="Møtet er flyttet.",
        innvilget_av="Siri Saksbehandler", innvilget_dato=date(2016, 2, 1), dag=dag, **valg,
    )  # fmt: skip


def test_a_later_deadline_is_told_to_the_municipality_that_got_it(
    saksbehandler, embete, halden, moss, kontaktperson, nabokontaktperson, dag
):
    runde = RundeFactory(embete=embete, svarfrist=date(2016, 2, 15), linjer=[(halden, 30, 5), (moss, 40, 5)])
    noekkel = uuid.uuid4()
    for _gang in range(2):
        gi(
            saksbehandler,
            Anmodning.objects.get(runde=runde, kommune=halden),
            date(2016, 4, 1),
            dag,
            noekkel=noekkel,
        )
    varsel = Varsel.objects.get()
    assert varsel.bruker == kontaktperson
    assert varsel.tekst == "Halden har fått frist til 1. april 2016 for å svare på anmodningen for 2016."
    assert "Møtet" not in varsel.tekst


def test_a_deadline_that_has_passed_is_told_to_nobody(saksbehandler, embete, halden, kontaktperson, dag):
    runde = RundeFactory(embete=embete, svarfrist=date(2016, 2, 15), linjer=[(halden, 30, 5)])
    gi(saksbehandler, Anmodning.objects.get(runde=runde), date(2016, 3, 1), dag, noekkel=uuid.uuid4())
    assert not Varsel.objects.exists()
