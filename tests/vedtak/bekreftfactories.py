"""Answers that a municipality sent in, how the embete judged them, and requests for a change."""

from datetime import UTC, date, datetime

import factory

from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import VedtakFactory
from vedtak.models import Bekreftelse, Endringsoenske, Endringsoenskesvar


class InnsendtFactory(VedtakFactory):
    """A council decides 30 of 30, of which 5 EM, and the municipality sends it in itself on 01.03.2016."""

    vedtaksdato = date(2016, 2, 25)
    mottatt = date(2016, 3, 1)
    registrert_at = datetime(2016, 3, 1, 9, tzinfo=UTC)
    fra_kommunen = True


class BekreftelseFactory(factory.django.DjangoModelFactory):
    """Confirmed on 02.03.2016."""

    class Meta:
        model = Bekreftelse

    class Params:
        tilbake = factory.Trait(utfall="sendt_tilbake", kommentar="Legg ved saksframlegget.")

    vedtak = factory.SubFactory(InnsendtFactory)
    utfall = "bekreftet"
    dato = date(2016, 3, 2)
    registrert_av = factory.SubFactory(BrukerFactory, navn="Stein Saksbehandler")
    registrert_at = datetime(2016, 3, 2, 9, tzinfo=UTC)


class OenskeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Endringsoenske

    aar = 2016
    dato = date(2016, 3, 1)
    tekst = "Kommunestyret vedtok 28, ikke 30."
    sendt_at = datetime(2016, 3, 1, 9, tzinfo=UTC)


class OenskesvarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Endringsoenskesvar

    utfall = "utfoert"
    dato = date(2016, 3, 2)
    registrert_at = datetime(2016, 3, 2, 9, tzinfo=UTC)
