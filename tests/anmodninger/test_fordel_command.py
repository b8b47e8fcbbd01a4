"""``manage.py fordel``: what scripts read, what people read, and what is refused."""

import csv
import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from bosetting.kommuner.models import Folketall
from tests.kommuner.factories import KommuneFactory

pytestmark = pytest.mark.django_db


def fordel(*ord, **valg):
    ut = StringIO()
    call_command("fordel", *ord, *(f"--{navn}={verdi}" for navn, verdi in valg.items()), stdout=ut)
    return ut.getvalue()


def som_json(*ord, **valg):
    return json.loads(fordel("--json", *ord, **valg))


@pytest.fixture
def tre(halden, moss):
    hvaler = KommuneFactory(nr="0111", navn="Hvaler")
    for kommune, antall in ((halden, 30_000), (moss, 60_000), (hvaler, 5_000)):
        Folketall.objects.create(kommune=kommune, aar=2015, antall=antall)
    return halden, moss, hvaler


def test_scripts_read_rows_sums_and_what_was_placed(tre):
    svar = som_json(aar=2016, fylke="01", totalt=103, em=12, noekkel="folketall", minst=10, avrund=5)

    assert svar == {
        "aar": 2016,
        "fylke": "01",
        "noekler": [{"noekkel": "folketall", "vekt": 1, "grunnlag": "innbyggere 1. januar 2015"}],
        "minst": 10,
        "rader": [
            {"kommune_nr": "0101", "totalt": 30, "em": 5},
            {"kommune_nr": "0104", "totalt": 63, "em": 7},
            {"kommune_nr": "0111", "totalt": 10, "em": 0},
        ],
        "sum": {"totalt": 103, "em": 12},
        "rester": [
            {"kommune_nr": "0104", "gruppe": "totalt", "antall": 3},
            {"kommune_nr": "0104", "gruppe": "em", "antall": 2},
        ],
        "uten_grunnlag": [],
    }


def test_people_read_a_table(tre):
    tekst = fordel(aar=2016, totalt=103, minst=10, avrund=5)

    assert "Nøkkel: innbyggere 1. januar 2015 (vekt 1)" in tekst
    assert "0104 Moss" in tekst
    assert tekst.splitlines()[-2].split() == ["Sum", "103", "–"]
    assert tekst.splitlines()[-1] == "Avrundingen gikk ikke opp: 3 av totalen er lagt til 0104 Moss."


def test_keys_are_mixed_by_weight_in_one_list_or_several(tre):
    blandet = som_json("--noekkel", "folketall=60", "lik=40", aar=2016, totalt=95)

    # 60 % by inhabitants and 40 % in equal parts: 30 2/3, 48 2/3 and 15 2/3.
    assert [rad["totalt"] for rad in blandet["rader"]] == [31, 49, 15]
    assert blandet == som_json("--noekkel=folketall=60", "--noekkel=lik=40", aar=2016, totalt=95)


def test_a_municipality_the_key_does_not_know_gets_no_row_and_is_named(tre):
    KommuneFactory(nr="0138", navn="Hobøl")

    svar = som_json(aar=2016, totalt=95)

    assert svar["uten_grunnlag"] == ["0138"]
    assert "0138" not in {rad["kommune_nr"] for rad in svar["rader"]}
    assert svar["sum"]["totalt"] == 95
    assert "Uten forslag, fordi nøkkelen ikke har tall: 0138 Hobøl." in fordel(aar=2016, totalt=95)


@pytest.mark.parametrize(
    ("ord", "valg", "grunn"),
    [
        ((), {"totalt": 95}, "Oppgi --aar."),
        ((), {"aar": 2016}, "Oppgi --totalt."),
        ((), {"aar": "i fjor", "totalt": 95}, "--aar må være et helt tall, ikke «i fjor»."),
        ((), {"aar": 216, "totalt": 95}, "--aar må være mellom 2000 og 2100, ikke 216."),
        ((), {"aar": 2016, "totalt": -5}, "--totalt må være mellom 0 og 100000, ikke -5."),
        ((), {"aar": 2016, "totalt": "9" * 5000}, "--totalt må være"),
        ((), {"aar": 2016, "totalt": 95, "avrund": 3}, "--avrund må være 1 eller 5, ikke 3."),
        ((), {"aar": 2016, "totalt": 95, "fylke": "77"}, "Fylke «77» finnes ikke i registeret."),
        ((), {"aar": 2016, "totalt": 95, "noekkel": "areal"}, "Nøkkelen «areal» finnes ikke. Velg blant: "),
        (
            (),
            {"aar": 2016, "totalt": 95, "noekkel": "lik=x"},
            "--noekkel lik må være et helt tall, ikke «x».",
        ),
        (("--noekkel", "lik", "lik"), {"aar": 2016, "totalt": 95}, "Nøkkelen «lik» er oppgitt to ganger."),
        (
            (),
            {"aar": 2016, "totalt": 25, "minst": 10},
            "Minstekravet for 3 kommuner er 30, fylkestallet er 25.",
        ),
        ((), {"aar": 2016, "totalt": 25, "em": 26}, "Det er oppgitt 26 enslige mindreårige"),
        (
            (),
            {"aar": 2016, "totalt": 95, "noekkel": "bosatt"},
            "Nøkkelen «bosatt året før» har ikke tall for noen av kommunene.",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_words(tre, ord, valg, grunn):
    with pytest.raises(CommandError) as feil:
        fordel(*ord, **valg)
    assert grunn in str(feil.value)


def test_nothing_is_saved(tre):
    foer = {modell._meta.label: modell.objects.count() for modell in apps.get_models()}
    fordel(aar=2016, totalt=95)
    assert {modell._meta.label: modell.objects.count() for modell in apps.get_models()} == foer


@pytest.fixture
def registeret(shared_data):
    call_command(
        "import_kommuner",
        kommuner=shared_data / "kommuner_2015.csv",
        endringer=shared_data / "kommune_endringer.csv",
        folketall=shared_data / "folketall_2011_2015.csv",
        stdout=StringIO(),
    )
    return shared_data


def test_oestfolds_780_by_the_inhabitants_of_2015(registeret):
    svar = som_json(aar=2016, fylke="01", totalt=780, em=197, noekkel="folketall", minst=10, avrund=5)

    with (registeret / "folketall_2011_2015.csv").open(encoding="utf-8") as inn:
        folketall = {
            rad["kommune_nr"]: int(rad["folketall"]) for rad in csv.DictReader(inn) if rad["aar"] == "2015"
        }
    assert svar["sum"] == {"totalt": 780, "em": 197}
    assert sum(rad["totalt"] for rad in svar["rader"]) == 780
    assert sum(rad["em"] for rad in svar["rader"]) == 197
    assert len(svar["rader"]) == 18
    assert all(rad["totalt"] >= 10 and rad["totalt"] % 5 == 0 for rad in svar["rader"])
    etter_folketall = sorted(svar["rader"], key=lambda rad: folketall[rad["kommune_nr"]])
    assert [rad["totalt"] for rad in etter_folketall] == sorted(rad["totalt"] for rad in svar["rader"])
    assert svar["rester"] == [{"kommune_nr": "0106", "gruppe": "em", "antall": 2}]


def test_the_whole_country_at_once(registeret):
    svar = som_json(aar=2016, totalt=18_526, em=4_400, avrund=5)

    assert (len(svar["rader"]), svar["sum"]) == (428, {"totalt": 18_526, "em": 4_400})
