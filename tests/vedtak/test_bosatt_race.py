"""Many at once on PostgreSQL: one count of a date, one correction, no acknowledged write lost and none doubled."""

from datetime import date
from uuid import uuid4

import pytest

from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.hinder import Hinder
from tests.kommuner.factories import KommuneFactory
from tests.samtidig import samtidig
from tests.vedtak.factories import BosattFactory
from vedtak import bosatte, imdi
from vedtak.imdi_import import importer_imdi
from vedtak.models import Bosatt

DAG, FEB = date(2016, 3, 9), date(2016, 2, 29)
pytestmark = pytest.mark.usefixtures("paa_postgresql")


def foer(by, kommune, antall, noekkel=None):
    foeringer = [bosatte.Foering(kommune, 2016, FEB, antall, "antall")]
    return bosatte.registrer(
        by=by, foeringer=foeringer, kilde="IMDi", mottatt=DAG, dag=DAG, noekkel=noekkel or uuid4()
    )


def test_of_many_who_enter_different_numbers_one_wins_and_the_others_are_told(halden, saksbehandler):
    tall = iter(range(1, 9))
    svar = samtidig(lambda: foer(saksbehandler, halden, next(tall)))
    (rad,) = Bosatt.objects.all()
    assert [ett for ett in svar if not isinstance(ett, Hinder)] == [[rad]]
    assert sum(isinstance(ett, bosatte.Finnes) and str(rad.antall) in str(ett) for ett in svar) == 7


def test_one_key_makes_one_row_and_everybody_gets_it(halden, saksbehandler):
    noekkel = uuid4()
    svar = samtidig(lambda: foer(saksbehandler, halden, 4, noekkel))
    assert svar == [[Bosatt.objects.get()]] * 8


def test_one_of_many_corrections_wins_and_the_others_see_what_stands(halden, saksbehandler):
    gammel = BosattFactory(kommune=halden)
    svar = samtidig(
        lambda: bosatte.rett(
            by=saksbehandler, telling=gammel, antall=6, kilde="IMDi", mottatt=DAG, grunn="Feil.", dag=DAG,
            noekkel=uuid4(),
        )
    )  # fmt: skip
    ny = Bosatt.objects.get(retter=gammel)
    assert svar.count(ny) == 1
    assert sum(isinstance(ett, bosatte.Rettet) and ett.rettelse == ny for ett in svar) == 7


def test_counts_entered_while_imdis_file_is_read_stand_once(halden, saksbehandler):
    KommuneFactory(nr="0104", navn="Moss")
    tekst = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n0101,2016,2016-02-29,,,4\n0104,2016,2016-02-29,,,3\n"
    innlest = imdi.les(les_tekst(tekst), DAG)
    valg = iter([True, False] * 4)

    def skriv():
        if next(valg):
            return importer_imdi(by=None, innlest=innlest, filnavn="imdi.csv")
        return foer(saksbehandler, halden, 4)

    assert not [ett for ett in samtidig(skriv) if isinstance(ett, Hinder)]
    assert sorted(Bosatt.objects.values_list("kommune__nr", "antall")) == [("0101", 4), ("0104", 3)]


def test_fifty_writers_of_fifty_municipalities_lose_nothing(saksbehandler):
    kommuner = [KommuneFactory(nr=f"{1100 + nr}") for nr in range(50)]
    igjen = iter(kommuner)
    samtidig(lambda: foer(saksbehandler, next(igjen), 4), antall=50)
    assert sorted(Bosatt.objects.values_list("kommune", flat=True)) == sorted(ett.pk for ett in kommuner)
