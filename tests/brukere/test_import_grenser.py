"""The import of borders as it is written, and the command."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bosetting.brukere.actions import importer_grenser
from bosetting.brukere.models import Hendelse
from bosetting.kommuner.grenseimport import KILDE
from bosetting.kommuner.models import Kommunegrense
from tests.kommuner.test_geojson import RUTE, fil, trekk

pytestmark = pytest.mark.django_db


@pytest.fixture
def skriv(tmp_path):
    def skriver(*trekkene):
        sti = tmp_path / "grenser.geojson"
        sti.write_bytes(fil(*trekkene))
        return sti

    return skriver


def kjoer(sti, **valg):
    ut, feil = StringIO(), StringIO()
    call_command("import_grenser", sti, stdout=ut, stderr=feil, **valg)
    return ut.getvalue(), feil.getvalue()


def test_the_municipalities_of_the_year_get_their_outlines_and_one_trace_tells(skriv, halden, moss):
    importer_grenser(fil=skriv(trekk(halden.nr), trekk(moss.nr)), aar=2015, kilde=KILDE)
    grense = Kommunegrense.objects.get(kommune=halden)
    assert (grense.ringer, grense.kilde) == ([RUTE[:-1]], "© Kartverket (CC BY 4.0), forenklet")
    hendelse = Hendelse.objects.get()
    assert (hendelse.handling, hendelse.etter["kommuner"]) == ("importerte kommunegrenser", 2)


def test_a_second_import_replaces_the_outlines_and_leaves_the_others(skriv, halden, moss):
    kjoer(skriv(trekk(halden.nr), trekk(moss.nr)), aar=2015)
    flyttet = [[x + 1, y] for x, y in RUTE]
    kjoer(skriv(trekk(halden.nr, ringer=(flyttet,))), aar=2015, kilde="Kommunens eget kart")
    grense = Kommunegrense.objects.get(kommune=halden)
    assert (grense.ringer[0][0], grense.kilde) == ([12.0, 59.0], "Kommunens eget kart")
    assert Kommunegrense.objects.get(kommune=moss).kilde == KILDE


def test_numbers_the_register_does_not_have_are_left_out_and_told_of(skriv, halden):
    ut, feil = kjoer(skriv(trekk(halden.nr), *(trekk(f"{nr}") for nr in range(5001, 5013))), aar=2015)
    assert "Grenser lagret for 1 kommuner, 4 punkter." in ut
    assert "ikke i registeret for 2015" in feil
    assert "5010, og 2 til." in feil


@pytest.mark.parametrize(
    ("valg", "melding"),
    [
        ({"aar": 1700}, "finnes i registeret for 1700"),
        ({"aar": 2015, "kilde": " "}, "hvor grensene kommer fra"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_saved(skriv, halden, valg, melding):
    with pytest.raises(CommandError, match=melding):
        kjoer(skriv(trekk(halden.nr)), **valg)
    assert not Kommunegrense.objects.exists()
    assert not Hendelse.objects.exists()


def test_a_file_with_one_bad_outline_saves_nothing(skriv, halden, moss):
    with pytest.raises(CommandError, match="ikke ligger i Norge"):
        kjoer(skriv(trekk(halden.nr), trekk(moss.nr, ringer=([[y, x] for x, y in RUTE],))), aar=2015)
    assert not Kommunegrense.objects.exists()


def test_a_missing_file_is_told_of(tmp_path):
    with pytest.raises(CommandError, match="Filen kan ikke leses: den finnes ikke"):
        kjoer(tmp_path / "borte.geojson", aar=2015)


def test_the_rings_are_stored_as_plain_numbers(skriv, halden):
    kjoer(skriv(trekk(halden.nr)), aar=2015)
    assert json.dumps(Kommunegrense.objects.get().ringer) == json.dumps([RUTE[:-1]])
