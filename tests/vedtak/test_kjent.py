"""IMDi's files of the whole country: what was known at each snapshot stays the same, whatever is registered later."""

import json
import random
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from vedtak.actions import Svarinnhold, registrer_svar, rett_svar
from vedtak.domain import GRUPPER
from vedtak.endringer import FELT
from vedtak.models import Vedtak
from vedtak.queries import statusliste

pytestmark = pytest.mark.django_db

# National sums of 2016 in IMDi's own files, by the date of the file.
OEYEBLIKK = {date(2016, 2, 2): 15_052, date(2016, 2, 18): 15_411, date(2016, 3, 8): 15_853}
SENERE = date(2016, 3, 9)


@pytest.fixture
def landet(shared_data):
    stille = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_kommuner", kommuner=str(shared_data / "kommuner_2015.csv"), **stille)
    call_command("import_imdi", str(shared_data / "bosetting_imdi_2012_2016.csv"), **stille)


def svar(kommando, **valg):
    ut = StringIO()
    call_command(kommando, "--json", *(f"--{navn}={verdi}" for navn, verdi in valg.items()), stdout=ut)
    return json.loads(ut.getvalue())


def vedtatt(per, kjent):
    return statusliste(Kommune.objects.all(), 2016, per, kjent).summer["totalt"].vedtatt.verdi


def skriv_senere(antall):
    """Register, add to, correct and withdraw at random, all received after the last snapshot."""
    lodd = random.Random(4)
    kommuner = list(Kommune.objects.i_aar(2016).order_by("nr"))
    skrevet = 0
    while skrevet < antall:
        noekkel = UUID(int=lodd.getrandbits(128))
        felles = {"by": None, "dag": SENERE + timedelta(days=40), "noekkel": noekkel}
        mottatt = SENERE + timedelta(days=lodd.randint(0, 30))
        dato = lodd.choice([None, max(min(OEYEBLIKK), mottatt - timedelta(days=lodd.randint(0, 60)))])
        tall = {"totalt": lodd.randint(0, 90), "em": lodd.choice([None, 0])}
        rettes = Vedtak.objects.filter(aar=2016, rettet_av=None).order_by("pk")
        try:
            match lodd.choice(["nytt", "tillegg", "rett", "trekk"]):
                case "nytt":
                    innhold = Svarinnhold(mottatt=mottatt, vedtaksdato=dato, **tall)
                    registrer_svar(kommune=lodd.choice(kommuner), aar=2016, innhold=innhold, **felles)
                case "tillegg":
                    innhold = Svarinnhold(mottatt=mottatt, slag="tillegg", **tall)
                    registrer_svar(kommune=lodd.choice(rettes).kommune, aar=2016, innhold=innhold, **felles)
                case "rett":
                    innhold = Svarinnhold(mottatt=mottatt, **tall)
                    rett_svar(vedtak=lodd.choice(rettes), innhold=innhold, grunn="Lest feil.", **felles)
                case "trekk":
                    innhold = Svarinnhold(mottatt=mottatt, type="trukket")
                    registrer_svar(kommune=lodd.choice(rettes).kommune, aar=2016, innhold=innhold, **felles)
        except Hinder:
            continue  # an addition where nothing is decided, say: it is not part of the history
        skrevet += 1


def test_each_snapshot_is_what_it_was_also_after_all_that_came_later(landet):
    assert {dag: vedtatt(dag, dag) for dag in OEYEBLIKK} == OEYEBLIKK
    foer = Vedtak.objects.filter(aar=2016).count()
    skriv_senere(60)
    assert Vedtak.objects.filter(aar=2016).count() == foer + 60
    assert {dag: vedtatt(dag, dag) for dag in OEYEBLIKK} == OEYEBLIKK
    assert vedtatt(date(2016, 3, 8), None) != 15_853


def test_the_changes_between_two_snapshots_are_the_difference_of_their_sums(landet):
    ut = svar("endringer", aar=2016, fra="2016-02-02", til="2016-03-08")
    assert (ut["sum_fra"]["vedtatt"]["totalt"], ut["sum_til"]["vedtatt"]["totalt"]) == (15_052, 15_853)
    assert ut["virkning"]["vedtatt"]["totalt"] == 801
    for felt in FELT:
        assert (
            sum(ett["virkning"][felt]["totalt"] for ett in ut["endringer"]) == ut["virkning"][felt]["totalt"]
        )
        for gruppe in GRUPPER:
            for del_ in ("kjent", "ukjente"):
                assert (
                    sum(ett["virkning_deler"][felt][gruppe][del_] for ett in ut["endringer"])
                    == (ut["virkning_deler"][felt][gruppe][del_])
                )
    spydeberg = [ett for ett in ut["endringer"] if ett["kommune_nr"] == "0123"]
    assert [
        (ett["slag"], ett["gammel"]["totalt"], ett["ny"]["totalt"], ett["mottatt"]) for ett in spydeberg
    ] == [("nytt_svar", None, 15, "2016-02-18")]


@pytest.mark.parametrize(
    ("valg", "sum_"), [({}, 15_853), ({"kommune": "0106"}, 180), ({"kjent": "2016-02-02"}, 15_052)]
)
def test_the_rows_behind_a_figure_add_up_to_it(landet, valg, sum_):
    ut = svar("kilder", aar=2016, tall="vedtatt.totalt", per="2016-03-08", **valg)
    assert ut["sum"] == sum(rad["bidrag"] for rad in ut["rader"]) == sum_
    assert all(rad["kilde"].startswith("IMDi") for rad in ut["rader"])


def test_figures_of_the_whole_country_add_up_whatever_they_count(landet):
    status = svar("status", aar=2016, per="2016-03-08")["sum"]
    for felt in ("anmodet", "vedtatt", "udekket", "ubesvart", "netto"):
        ut = svar("kilder", aar=2016, tall=f"{felt}.totalt", per="2016-03-08")
        assert ut["sum"] == sum(rad["bidrag"] for rad in ut["rader"]) == status[felt]["totalt"]
    # Two structures of the country, one sum.
    i_dag = svar("kilder", aar=2016, tall="udekket.totalt", per="2016-03-08", struktur="2015-01-01")
    assert i_dag["sum"] == status["udekket"]["totalt"]


# ---------------------------------------------------------------- the commands' own words


@pytest.mark.parametrize(
    ("kommando", "valg", "grunn"),
    [
        ("endringer", {"aar": 2016, "fra": "2016-03-08", "til": "2016-02-02"}, "er etter til-datoen"),
        ("endringer", {"aar": 2016, "fra": "02.02.2016", "til": "2016-03-08"}, "åååå-mm-dd"),
        ("endringer", {"aar": 16, "fra": "2016-02-02", "til": "2016-03-08"}, "1900"),
        ("endringer", {"aar": 2016, "fra": "2016-02-02", "til": "2016-03-08", "fylke": "77"}, "finnes ikke"),
        ("endringer", {"aar": 2016, "fra": "2016-02-02", "til": "2016-03-08", "kommune": "0999"}, "finnes ikke"),
        ("kilder", {"aar": 2016, "tall": "vedtatt", "per": "2016-03-08"}, "vedtatt.totalt, vedtatt.voksne"),
        ("kilder", {"aar": 2016, "tall": "vedtatt.em", "per": "i går"}, "åååå-mm-dd"),
        ("kilder", {"aar": 2016, "tall": "vedtatt.em", "per": "2016-03-08", "kommune": "0999"}, "finnes ikke"),
        ("kilder", {"aar": 2016, "tall": "vedtatt.em", "per": "2016-03-08", "kommune": "0999",
                    "struktur": "2024-01-01"}, "finnes ikke"),
    ],
)  # fmt: skip
def test_a_bad_choice_is_told_in_words(halden, kommando, valg, grunn):
    with pytest.raises(CommandError, match=grunn):
        call_command(kommando, *(f"--{navn}={verdi}" for navn, verdi in valg.items()))


def test_both_commands_write_for_people_too(halden, saksbehandler):
    Vedtak.objects.create(kommune=halden, aar=2016, totalt=20, mottatt=date(2016, 2, 10), saksnummer="16/1",
                          vedtaksdato=date(2016, 1, 5), registrert_at=naa(), registrert_av=saksbehandler)  # fmt: skip
    ut = StringIO()
    call_command("endringer", aar=2016, fra="2016-02-02", til="2016-03-08", stdout=ut)
    call_command("kilder", aar=2016, tall="vedtatt.em", per="2016-03-08", stdout=ut)
    tekst = ut.getvalue()
    for ord_ in ("Nytt svar", "+20", "etterregistrert", "Sum vedtatt 0 → 20 (+20)", "16/1", "ukjent for 1"):
        assert ord_ in tekst
