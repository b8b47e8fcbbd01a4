"""Reminders for tests."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory

from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import AnmodningFactory
from vedtak.models import Purreforsoek, Purremottaker, Purreplan, Purretrinn, Purring
from vedtak.purretekst import foreslaatt_plan

TID = datetime(2016, 1, 4, 9, tzinfo=UTC)


class PurringFactory(factory.django.DjangoModelFactory):
    """A reminder of 4 January 2016, one business day after the deadline."""

    class Meta:
        model = Purring

    anmodning = factory.SubFactory(AnmodningFactory)
    virkedager = 1
    frist = date(2015, 12, 31)
    dato = date(2016, 1, 4)
    mangler = "alt"
    emne = "Purring: svar om bosetting i 2016"
    tekst = "Til Halden kommune\n\nVi mangler svar.\n\nVennlig hilsen\nFylkesmannen i Østfold"
    registrert_at = TID


class PurremottakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Purremottaker

    noekkel = factory.LazyFunction(uuid4)
    purring = factory.SubFactory(PurringFactory)
    bruker = factory.SubFactory(BrukerFactory)
    navn = factory.LazyAttribute(lambda rad: rad.bruker.navn)
    epost = factory.LazyAttribute(lambda rad: rad.bruker.email)


def forsoek(mottaker, *utfall, nr=1, tid=TID, feil=""):
    """Write rows in the log of a recipient: ``forsoek(m, "begynt", "feilet")``."""
    for nummer, ett in enumerate(utfall):
        Purreforsoek.objects.create(
            mottaker=mottaker, nr=nr, utfall=ett, feil=feil if nummer else "", tidspunkt_at=tid
        )


def lag_plan(runde, *, aktiv_fra=None, trinn=None, versjon=1, endret_av=None):
    """Save a plan: the proposed steps unless others are given."""
    plan = Purreplan.objects.create(
        runde=runde, aktiv_fra=aktiv_fra, versjon=versjon, endret_av=endret_av, endret_at=TID - timedelta(30)
    )
    for ett in trinn or foreslaatt_plan():
        Purretrinn.objects.create(plan=plan, virkedager=ett.virkedager, emne=ett.emne, tekst=ett.tekst)
    return plan
