"""The demo: what it holds, that every row says where it comes from, and that its passwords stop at the door."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from anmodninger import aarshjulsteg
from anmodninger.models import Aarshjulsteg, Anmodning, Anmodningsrunde
from bosetting.brukere.demo import DEMOBRUKERE
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune
from nettverk import medlemsliste
from nettverk.models import Aktivitet, Gruppe, Person
from rapporter.demofiler import DATA
from vedtak.models import Bosatt, Dialog, Vedtak
from vedtak.queries import statusliste


@pytest.fixture
def demo(db):
    call_command("demodata", stdout=StringIO())


def sum_totalt(aar, per):
    sum_ = statusliste(Kommune.objects.filter(fylke__nr="01"), aar, per).summer["totalt"]
    return sum_.anmodet.verdi, sum_.vedtatt.verdi, sum_.netto, sum_.udekket.verdi


@pytest.mark.parametrize(
    ("aar", "per", "ventet"),
    [
        (2014, date(2014, 11, 24), (435, 254, 181, 181)),
        (2015, date(2014, 11, 24), (426, 325, 101, 116)),
        (2015, date(2015, 12, 31), (435, 414, 21, 62)),
        (2016, date(2015, 11, 17), (780, 0, 780, 780)),
        (2016, date(2016, 2, 12), (780, 689, 91, 95)),
        (2016, date(2016, 3, 8), (780, 704, 76, 80)),
    ],
)
def test_the_figures_of_ostfold(demo, aar, per, ventet):
    assert sum_totalt(aar, per) == ventet


def test_unknown_em_stays_unknown(demo):
    runde = Anmodningsrunde.objects.get(sendt_dato=date(2015, 11, 17))
    assert (runde.fylkestall_totalt, runde.fylkestall_em) == (780, 197)
    assert Anmodning.objects.filter(runde=runde, em__isnull=False).count() == 9
    assert not Vedtak.objects.filter(em__isnull=False).exists()


def test_every_row_of_the_demo_names_its_source(demo):
    nettverket = [
        modell
        for modell in apps.get_app_config("nettverk").get_models()
        if "kilde" in {felt.name for felt in modell._meta.fields} and modell.objects.exists()
    ]
    assert len(nettverket) >= 12
    for modell in (Anmodningsrunde, Anmodning, Vedtak, Bosatt, Dialog, *nettverket):
        assert modell.objects.exists()
        assert not modell.objects.filter(kilde="").exists(), modell
    for fil in Path(DATA).glob("*.csv"):
        with fil.open(encoding="utf-8", newline="") as innhold:
            assert all(rad["kilde"] for rad in csv.DictReader(innhold)), fil.name


@pytest.mark.parametrize(
    ("gruppe", "dag", "tekst"),
    [
        ("Styringsgruppen", date(2015, 3, 1), "11 personer fra 6 organisasjoner"),
        ("Styringsgruppen", date(2016, 1, 29), "18 personer fra 13 organisasjoner"),
        ("Prosjektgruppen", date(2016, 1, 29), "11 personer fra 7 organisasjoner"),
        ("Prosjektgruppen", date(2016, 3, 9), "12 personer fra 8 organisasjoner"),
        ("Nettverk på systemnivå", date(2016, 3, 9), "20 personer fra 18 kommuner"),
    ],
)
def test_the_groups_as_they_stood(demo, gruppe, dag, tekst):
    [paa] = medlemsliste.alle_grupper_paa(Gruppe.objects.filter(navn=gruppe), dag)
    assert tekst in (paa.telling.tekst, paa.telling.utfyllende)


def test_nobody_is_invented(demo):
    assert {person.epost for person in Person.objects.all()} <= {bruker.epost for bruker in DEMOBRUKERE}


def test_the_wheel_of_2016_says_only_what_the_sources_say(demo):
    hjulet = Aarshjulsteg.objects.filter(aar=2016)
    assert all("Kilde: " in steg.merknad for steg in hjulet)
    ferdige = hjulet.filter(status="ferdig").order_by("ferdig_dato")
    assert [(steg.ferdig_dato, steg.runde and steg.runde.sendt_dato) for steg in ferdige] == [
        (date(2015, 8, 20), date(2015, 8, 20)),
        (date(2015, 11, 17), date(2015, 11, 17)),
        (date(2015, 12, 31), None),
    ]
    # Started from the standard template: starting it again adds nothing.
    assert aarshjulsteg.start(by=None, embete=hjulet[0].embete, aar=2016) == []


def test_the_demo_is_only_for_an_empty_database(demo):
    with pytest.raises(CommandError, match="ikke tom"):
        call_command("demodata", stdout=StringIO())
    assert Anmodningsrunde.objects.count() == 5


def test_importing_the_same_imdi_figures_over_the_demo_changes_nothing(demo):
    ut = StringIO()
    call_command("import_imdi", str(DATA / "imdi.csv"), stdout=ut)
    assert "Ingen endringer" in ut.getvalue()


def test_demo_users_are_printed_one_per_line_with_tabs():
    ut = StringIO()
    call_command("demobrukere", stdout=ut)
    linjer = [linje.split("\t") for linje in ut.getvalue().splitlines()]
    assert {rolle for rolle, _epost, _passord in linjer} == {
        "systemansvarlig", "prosjektleder", "saksbehandler", "kontaktperson", "leser"
    }  # fmt: skip


@pytest.mark.parametrize("bruker", DEMOBRUKERE, ids=lambda bruker: bruker.epost)
def test_each_demo_user_logs_in_and_lands_where_her_work_begins(demo, client, settings, bruker):
    settings.DEBUG = True
    svar = client.post(
        reverse("account_login"), {"login": bruker.epost, "password": bruker.passord}, follow=True
    )
    assert svar.status_code == 200
    assert svar.wsgi_request.user.email == bruker.epost


def test_demo_passwords_are_refused_when_debug_is_off(demo, client):
    bruker = DEMOBRUKERE[0]
    assert Bruker.objects.get(email=bruker.epost).check_password(bruker.passord)
    svar = client.post(reverse("account_login"), {"login": bruker.epost, "password": bruker.passord})
    assert not svar.wsgi_request.user.is_authenticated


def test_on_the_demo_s_day_nothing_is_carried_out_that_is_not_over(demo, dag):
    aktiviteter = Aktivitet.objects.all()
    assert aktiviteter.filter(status="gjennomfoert").exists()
    assert aktiviteter.filter(status="planlagt").exists()
    for aktivitet in aktiviteter.exclude(status="planlagt"):
        assert (aktivitet.til_dato or aktivitet.fra_dato) <= dag
