"""``manage.py status`` and the imports, on real figures: what other programs read."""

import csv
import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.conftest import ROOT
from tests.vedtak import fasit

pytestmark = pytest.mark.django_db


INGEN = dict.fromkeys(fasit.GRUPPER)


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
            "ubekreftet": False,
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


def test_code_may_give_dates_and_texts(halden):
    svar = []
    for per, kjent in ((date(2016, 2, 12), date(2016, 2, 13)), ("2016-02-12", "2016-02-13")):
        ut = StringIO()
        call_command("status", aar=2016, per=per, kjent=kjent, json=True, stdout=ut)
        svar.append(json.loads(ut.getvalue()))
    assert svar[0] == svar[1]
    assert (svar[0]["per"], svar[0]["kjent"]) == ("2016-02-12", "2016-02-13")


def manage(*argumenter, database, **miljoe):
    """Run the command line as an operator does, on a file of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *argumenter],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": f"sqlite:///{database}", "DEBUG": "false", "SECRET_KEY": "x" * 60, "DEMO_DAG": ""}
        | miljoe,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "argumenter",
    [
        ("status", "--aar=2016", "--per=2016-02-12"),
        ("status", "--aar=2016", "--per=2016-02-12", "--fylke=01"),
        ("demodata",),
        ("ny_systemansvarlig", "ny@kommune.example", "Nina Ny"),
        ("tertialrapport", "--aar=2015", "--tertial=3", "--ut=rapport.pdf"),
    ],
)
def test_before_the_database_is_migrated_every_command_says_so(argumenter, tmp_path):
    svar = manage(*argumenter, database=tmp_path / "tom.sqlite3")
    assert svar.returncode == 1
    assert svar.stderr.decode() == "CommandError: Databasen er ikke klar. Kjør «manage.py migrate» først.\n"


def test_a_database_that_does_not_answer_is_told_without_a_traceback(tmp_path):
    svar = manage("status", "--aar=2016", "--per=2016-02-12", database=tmp_path / "borte" / "db.sqlite3")
    assert svar.returncode == 1
    assert svar.stderr.decode().startswith("CommandError: Databasen svarer ikke, og ingenting er lagret: ")


def test_where_the_output_is_not_utf_8_the_json_is_escaped_and_the_table_readable(tmp_path):
    (tmp_path / "k.csv").write_text(
        "kommune_nr,navn,fylke_nr,fylke\n0137,Våler,01,Østfold\n", encoding="utf-8"
    )
    base = {"database": tmp_path / "db.sqlite3", "PYTHONIOENCODING": "ascii"}
    manage("migrate", **base)
    manage("import_kommuner", f"--kommuner={tmp_path / 'k.csv'}", **base)
    svar = manage("status", "--aar=2016", "--per=2016-02-12", "--json", **base)
    assert json.loads(svar.stdout)["rader"][0]["navn"] == "Våler"
    assert svar.stdout.isascii()
    assert b"0137 V" in manage("status", "--aar=2016", "--per=2016-02-12", **base).stdout
    med_utf8 = manage(
        "status", "--aar=2016", "--per=2016-02-12", "--json", **base | {"PYTHONIOENCODING": "utf-8"}
    )
    assert "Våler" in med_utf8.stdout.decode()


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


def test_the_whole_file_of_imdi_gives_row_for_row_what_a_second_reading_of_the_rules_gives(
    registeret, shared_data
):
    fil = shared_data / "bosetting_imdi_2012_2016.csv"
    importer(fil)
    serier = {}
    with fil.open(encoding="utf-8") as inn:
        for linje in csv.DictReader(inn):
            tall = (int(linje[navn]) if linje[navn] else None for navn in ("anmodning", "vedtak"))
            serier.setdefault((linje["aar"], linje["kommune_nr"]), []).append((linje["per_dato"], *tall))
    for aar in ("2012", "2015", "2016"):
        for per in ("2012-12-31", "2016-02-12", "2016-02-18", "2016-03-08"):
            svar, par = status(aar=aar, per=per), []
            assert len(svar["rader"]) == 428
            for rad in svar["rader"]:
                sett = [tall for tall in sorted(serier.get((aar, rad["kommune_nr"]), [])) if tall[0] <= per]
                bedt = next(
                    (fasit.delt(anmodet, None) for _, anmodet, _ in sett if anmodet is not None), None
                )
                gitt = fasit.delt(sett[-1][2], None) if sett and sett[-1][2] is not None else None
                assert rad["svar"] == {
                    gruppe: fasit.tilstand(gruppe, bedt, gitt, None, set()) for gruppe in fasit.GRUPPER
                }
                assert (rad["anmodet"], rad["vedtatt"]) == (bedt or INGEN, gitt or INGEN)
                par.append((bedt, gitt))
            assert svar["sum"] == fasit.sum_av(par)
