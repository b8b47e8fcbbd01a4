"""Frozen editions for tests of other things: a small document, and bytes that nobody opens."""

import hashlib
from datetime import UTC, date, datetime

import factory

from bosetting.felles.dokument.blokker import Dokument, Overskrift, Setning
from rapporter.frysing import dokument_som_json
from rapporter.models import Rapport, Utgave
from tests.brukere.factories import BrukerFactory
from tests.rapporter.factories import RapportFactory

DOKUMENT = Dokument(
    tittel="Tertialrapport for 3. tertial 2015",
    dato=date(2016, 1, 29),
    blokker=(Overskrift(1, "Innledning", noekkel="innledning"), Setning("Slik ble det.")),
)


class UtgaveFactory(factory.django.DjangoModelFactory):
    """The first edition of a report, approved on 2 February 2016."""

    class Meta:
        model = Utgave

    rapport = factory.SubFactory(RapportFactory, status=Rapport.GODKJENT)
    nummer = 1
    dokument = factory.LazyFunction(lambda: dokument_som_json(DOKUMENT))
    tall = [
        {
            "navn": "vedtatt.totalt",
            "tekst": "Vedtatt, totalt",
            "verdi": 693,
            "enhet": "personer",
            "kilde": "",
        }
    ]
    tekster = {"innledning": {"overskrift": "Innledning", "tekst": "Slik ble det."}}
    definisjon = factory.LazyFunction(dict)
    versjoner = factory.LazyFunction(lambda: {"program": "0.1.0", "typst": "0.15.0"})
    pdf = factory.LazyAttribute(lambda ny: f"%PDF-1.7 rapport {ny.rapport.pk} utgave {ny.nummer}".encode())
    sider = 1
    sha256 = factory.LazyAttribute(lambda ny: hashlib.sha256(ny.pdf).hexdigest())
    adresse = factory.LazyAttribute(lambda ny: f"tertialrapport-3-2015-{ny.rapport.pk}-utgave-{ny.nummer}")
    godkjent_av = factory.SubFactory(BrukerFactory)
    godkjent_at = datetime(2016, 2, 2, 9, tzinfo=UTC)
