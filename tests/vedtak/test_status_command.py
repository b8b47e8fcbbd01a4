"""``manage.py status`` and the imports, on real figures: what other programs read."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def status(**valg):
    ut = StringIO()
    call_command("status", "--json", *(f"--{navn}={verdi}" for navn, verdi in valg.items()), stdout=ut)
    return json.loads(ut.getvalue())


def rad(svar, nr):
    return next(rad for rad in svar["rader"] if rad["kommune_nr"] == nr)


def test_without_records_the_sums_are_zero_and_the_rows_are_not_asked(halden):
    svar = status(aar=2016, per="2016-02-12")
    assert svar["rader"] == [
        {
            "kommune_nr": "0101",
            "navn": "Halden",
            "anmodet": {"totalt": None, "voksne": None, "em": None},
            "vedtatt": {"totalt": None, "voksne": None, "em": None},
            "svar": {"totalt": "ikke_anmodet", "voksne": "ikke_anmodet", "em": "ikke_anmodet"},
        }
    ]
    assert svar["sum"]["anmodet"] == {"totalt": 0, "voksne": 0, "em": 0}


@pytest.mark.parametrize(
    ("valg", "grunn"),
    [
        ({"aar": 2016, "per": "12.02.2016"}, "åååå-mm-dd"),
        ({"aar": 2016, "per": "2016-02-12", "fylke": "77"}, "finnes ikke"),
        ({"aar": 16, "per": "2016-02-12"}, "1900"),
    ],
)
def test_a_bad_choice_is_told_in_words(valg, grunn):
    argumenter = [f"--{navn}={verdi}" for navn, verdi in valg.items()]
    with pytest.raises(CommandError, match=grunn):
        call_command("status", *argumenter)


@pytest.fixture
def registeret(shared_data):
    call_command(
        "import_kommuner",
        kommuner=str(shared_data / "kommuner_2015.csv"),
        endringer=str(shared_data / "kommune_endringer.csv"),
        folketall=str(shared_data / "folketall_2011_2015.csv"),
        stdout=StringIO(),
        stderr=StringIO(),
    )


def importer(sti):
    call_command("import_imdi", str(sti), stdout=StringIO(), stderr=StringIO())


def test_the_ks_rows_give_the_sums_that_the_presentation_got_wrong(registeret, shared_data, tmp_path):
    fil = tmp_path / "ks.csv"
    with (shared_data / "ostfold_ks_2014_2015.csv").open(encoding="utf-8") as inn, fil.open("w") as ut:
        print("kommune_nr,aar,per_dato,anmodning,vedtak,bosatt", file=ut)
        for linje in csv.DictReader(inn):
            for aar in ("2014", "2015"):
                tall = f"{linje[f'anmodning_{aar}']},{linje[f'vedtak_{aar}']}"
                print(f"{linje['kommune_nr']},{aar},2014-11-24,{tall},", file=ut)
    importer(fil)
    sum_2014 = status(aar=2014, per="2014-11-24", fylke="01")["sum"]
    assert (sum_2014["anmodet"]["totalt"], sum_2014["vedtatt"]["totalt"]) == (435, 254)
    sum_2015 = status(aar=2015, per="2014-11-24", fylke="01")["sum"]
    assert (sum_2015["anmodet"]["totalt"], sum_2015["vedtatt"]["totalt"]) == (426, 325)
    assert (sum_2015["netto"]["totalt"], sum_2015["udekket"]["totalt"]) == (101, 116)
    assert sum_2015["ubesvart"]["totalt"] == 10


def test_imdis_snapshots_of_2016_in_order(registeret, shared_data, tmp_path):
    with (shared_data / "bosetting_imdi_2012_2016.csv").open(encoding="utf-8") as inn:
        hode, *linjer = inn.read().splitlines()
    for per in ("2016-02-02", "2016-02-18", "2016-03-08"):
        fil = tmp_path / f"{per}.csv"
        fil.write_text(
            "\n".join([hode, *(linje for linje in linjer if f",{per}," in linje)]) + "\n", encoding="utf-8"
        )
        importer(fil)
        assert status(aar=2016, per=per, kjent=per)["sum"]["anmodet"]["totalt"] == 18526
    nasjonalt = [
        status(aar=2016, per=per, kjent=per)["sum"]["vedtatt"]["totalt"]
        for per in ("2016-02-02", "2016-02-18", "2016-03-08")
    ]
    assert nasjonalt == [15052, 15411, 15853]
    foer, etter = (
        status(aar=2016, per="2016-02-12", fylke="01"),
        status(aar=2016, per="2016-02-18", fylke="01"),
    )
    assert rad(foer, "0123")["svar"]["totalt"] == "ikke_svart"
    assert rad(foer, "0123")["vedtatt"]["totalt"] is None
    assert rad(etter, "0123")["vedtatt"] == {"totalt": 15, "voksne": None, "em": None}
    assert rad(etter, "0118")["svar"] == {"totalt": "mer", "voksne": "ukjent", "em": "ukjent"}
    siste = status(aar=2016, per="2016-03-08", fylke="01")["sum"]
    assert (siste["anmodet"]["totalt"], siste["vedtatt"]["totalt"]) == (780, 704)
    assert siste["vedtatt"]["em"] is None
