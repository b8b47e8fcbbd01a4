"""Confirmation, sending back and requests, many at once: one wins, the others are told who did what."""

from uuid import uuid4

import pytest

from bosetting.felles.hinder import Hinder
from tests.samtidig import samtidig
from tests.vedtak.bekreftfactories import InnsendtFactory, OenskeFactory
from tests.vedtak.factories import AnmodningFactory
from tests.vedtak.test_race import DAG, INNHOLD
from vedtak import actions, endringsoensker
from vedtak.bekreftelser import Valgt, bekreft, send_tilbake
from vedtak.models import Bekreftelse, Endringsoenskesvar, Vedtak

pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_of_many_who_confirm_one_wins_and_the_others_are_told(halden, moss, saksbehandler):
    rader = [InnsendtFactory(kommune=halden), InnsendtFactory(kommune=moss)]
    valgte = [Valgt(rad.pk) for rad in rader]

    svar = samtidig(lambda: bekreft(by=saksbehandler, valgte=valgte, dato=DAG, dag=DAG, noekkel=uuid4()))

    tapere = [ett for ett in svar if isinstance(ett, Hinder)]
    assert len(tapere) == 7
    assert all("Halden, svar for 2016: Siri Saksbehandler bekreftet svaret" in str(ett) for ett in tapere)
    assert Bekreftelse.objects.count() == 2


def test_the_same_form_sent_many_times_makes_one_row_of_each(halden, moss, saksbehandler):
    valgte, noekkel = [Valgt(InnsendtFactory(kommune=kommune).pk) for kommune in (halden, moss)], uuid4()

    svar = samtidig(lambda: bekreft(by=saksbehandler, valgte=valgte, dato=DAG, dag=DAG, noekkel=noekkel))

    assert {tuple(ett.pk for ett in rader) for rader in svar} == {
        tuple(Bekreftelse.objects.order_by("pk").values_list("pk", flat=True))
    }
    assert Bekreftelse.objects.count() == 2


def test_an_answer_is_confirmed_or_sent_back_never_both(halden, saksbehandler):
    rad, tur = InnsendtFactory(kommune=halden), iter(range(8))

    def doem():
        if next(tur) % 2:
            return bekreft(by=saksbehandler, valgte=[Valgt(rad.pk)], dato=DAG, dag=DAG, noekkel=uuid4())
        return send_tilbake(
            by=saksbehandler, valgt=Valgt(rad.pk), kommentar="Se på det.", dag=DAG, noekkel=uuid4()
        )

    svar = samtidig(doem)

    assert sum(isinstance(ett, Hinder) for ett in svar) == 7
    assert Bekreftelse.objects.count() == 1


def test_what_is_corrected_while_it_is_confirmed_ends_with_one_that_waits(
    halden, saksbehandler, kontaktperson
):
    AnmodningFactory(kommune=halden)
    rad, tur = InnsendtFactory(kommune=halden), iter(range(2))

    def skriv():
        if next(tur):
            return bekreft(by=saksbehandler, valgte=[Valgt(rad.pk)], dato=DAG, dag=DAG, noekkel=uuid4())
        return actions.rett_svar(
            by=kontaktperson, vedtak=rad, innhold=INNHOLD, grunn="Feil.", dag=DAG, noekkel=uuid4()
        )

    svar = samtidig(skriv, antall=2)

    assert sum(isinstance(ett, Vedtak) for ett in svar) == 1, "the correction is written either way"
    [hinder] = [ett for ett in svar if isinstance(ett, Hinder)] or [None]
    assert hinder is None or "Hanne Halden rettet svaret" in str(hinder)
    assert Bekreftelse.objects.count() == (0 if hinder else 1)


def test_of_many_who_answer_a_request_one_wins(halden, saksbehandler, kontaktperson):
    oenske = OenskeFactory(kommune=halden, sendt_av=kontaktperson)

    svar = samtidig(
        lambda: endringsoensker.svar(
            by=saksbehandler, oenske=oenske, utfall="utfoert", tekst="", dag=DAG, noekkel=uuid4()
        )
    )

    tapere = [ett for ett in svar if isinstance(ett, Hinder)]
    assert len(tapere) == 7
    assert all("Siri Saksbehandler svarte «utført»" in str(ett) for ett in tapere)
    assert Endringsoenskesvar.objects.count() == 1
