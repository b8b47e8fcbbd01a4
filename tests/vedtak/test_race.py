"""Many at once, on a database that lets them: one correction wins, one key makes one row, one import does the work."""

from datetime import date
from uuid import uuid4

import pytest

from anmodninger import actions as runder
from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import UtkastFactory
from tests.samtidig import samtidig
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak import actions, imdi
from vedtak.imdi_import import importer_imdi
from vedtak.models import ImdiTall, Vedtak

DAG = date(2016, 3, 9)
INNHOLD = actions.Svarinnhold(mottatt=DAG, totalt=28, em=5)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def test_one_of_many_corrections_wins_and_the_others_are_told(halden, saksbehandler):
    AnmodningFactory(kommune=halden)
    gammel = VedtakFactory(kommune=halden)

    svar = samtidig(
        lambda: actions.rett_svar(
            by=saksbehandler, vedtak=gammel, innhold=INNHOLD, grunn="Feil.", dag=DAG, noekkel=uuid4()
        )
    )

    assert sum(isinstance(ett, Vedtak) for ett in svar) == 1
    tapere = [ett for ett in svar if isinstance(ett, Hinder)]
    assert len(tapere) == 7
    assert all("Siri Saksbehandler rettet dette svaret" in str(ett) for ett in tapere)
    assert Vedtak.objects.filter(retter=gammel).count() == 1


def test_one_key_makes_one_row(halden, saksbehandler):
    AnmodningFactory(kommune=halden)
    noekkel = uuid4()

    svar = samtidig(
        lambda: actions.registrer_svar(
            by=saksbehandler, kommune=halden, aar=2016, innhold=INNHOLD, dag=DAG, noekkel=noekkel
        )
    )

    assert set(svar) == {Vedtak.objects.get()}


def test_one_draft_sent_by_many_is_one_round(embete, halden, saksbehandler):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 30, 5)])

    svar = samtidig(lambda: runder.send_runde(by=saksbehandler, utkast=utkast, dag=DAG))

    assert set(svar) == {Anmodningsrunde.objects.get()}
    assert Anmodning.objects.count() == 1


def test_of_many_imports_of_one_file_one_does_the_work_and_the_others_find_nothing_new(halden):
    tekst = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n0101,2016,2016-02-02,70,57,3\n"

    innlest = imdi.les(les_tekst(tekst), DAG)
    svar = samtidig(lambda: importer_imdi(by=None, innlest=innlest, filnavn="imdi.csv").snapshot)

    assert sorted(svar) == [0] * 7 + [1]
    assert (ImdiTall.objects.count(), Vedtak.objects.count(), Anmodningsrunde.objects.count()) == (1, 1, 1)
