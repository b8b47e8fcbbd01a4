"""Many write over one sentence at the same moment: one key makes one row, one of many wins, and the rest are told."""

from uuid import uuid4

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter.models import Rapport, Setningsoverstyring
from rapporter.overstyringer import avtrykk, overstyr
from tests.nettverk.factories import ProsjektFactory
from tests.samtidig import samtidig

from .factories import RapportFactory

pytestmark = pytest.mark.usefixtures("paa_postgresql")


def skriv(by, rapport, noekkel=None):
    return overstyr(
        by=by,
        rapport=rapport,
        setning="vedtak",
        generert="Ingen har vedtatt.",
        tekst="Ingen har svart ja.",
        begrunnelse="Klarere.",
        sett=avtrykk("Ingen har vedtatt."),
        nr=0,
        noekkel=noekkel or uuid4(),
    )


def test_one_key_makes_one_row_and_one_trace(embete, saksbehandler):
    rapport, noekkel = RapportFactory(prosjekt=ProsjektFactory(embete=embete)), uuid4()
    svar = samtidig(lambda: skriv(saksbehandler, rapport, noekkel))
    assert set(svar) == {Setningsoverstyring.objects.get()}
    assert Hendelse.objects.filter(handling="skrev om setning").count() == 1


def test_one_of_many_writers_wins_and_the_others_are_told(embete, saksbehandler):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    svar = samtidig(lambda: skriv(saksbehandler, rapport))
    assert sum(isinstance(ett, Hinder) for ett in svar) == len(svar) - 1
    assert Setningsoverstyring.objects.count() == 1


def test_a_sentence_is_not_written_over_while_the_report_is_sent_for_approval(embete, saksbehandler):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.TIL_GODKJENNING)
    assert all(isinstance(ett, Hinder) for ett in samtidig(lambda: skriv(saksbehandler, rapport)))
