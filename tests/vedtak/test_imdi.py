"""IMDi's file: reading it, what it tells anew, and what is written."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from anmodninger.actions import registrer_sendt_runde
from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.models import Hendelse
from bosetting.felles.arbeidsbok import Arbeidsbokfeil, les_tekst
from bosetting.felles.dag import naa
from bosetting.kommuner.models import Kommune
from tests.kommuner.factories import KommuneFactory
from vedtak import imdi
from vedtak.domain import Svarrad, Svartype, Tall, kommunestatus
from vedtak.imdi import nye_svar
from vedtak.imdi_import import Importfeil, importer_imdi
from vedtak.models import Bosatt, ImdiTall, Vedtak
from vedtak.queries import statusliste

I_DAG = date(2016, 3, 9)
HODE = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n"
FOERSTE = "0101,2016,2016-02-02,70,57,\n0104,2016,2016-02-02,80,,\n"
ANDRE = "0101,2016,2016-02-18,70,57,\n0104,2016,2016-02-18,80,40,3\n"


def les(tekst, dag, **valg):
    return imdi.les(les_tekst(tekst), dag, **valg)


def importer(tekst, filnavn="imdi.csv", **valg):
    return importer_imdi(by=None, innlest=les(HODE + tekst, I_DAG), filnavn=filnavn, **valg)


def totaler(per, kjent=None):
    liste = statusliste(Kommune.objects.all(), 2016, per, kjent)
    return {rad.kommune.nr: rad.status.vedtatt and rad.status.vedtatt.totalt for rad in liste.rader}


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("linje", "grunn"),
    [
        ("11,2016,2016-02-02,1,1,1", "fire siffer"),
        ("0101,16,2016-02-02,1,1,1", "bosettingsår"),
        ("0101,1995,2016-02-02,1,1,1", "bosettingsår fra 2000"),
        ("0101," + "2" * 1900 + ",2016-02-02,1,1,1", "bosettingsår"),
        ("0101,2016,02.02.2016,1,1,1", "åååå-mm-dd"),
        ("0101,2016,20160202,1,1,1", "åååå-mm-dd"),
        ("0101,2016,2016-W05-2,1,1,1", "åååå-mm-dd"),
        ("0101,2016,2016-03-10,1,1,1", "i framtiden"),
        ("0101,2016,0001-01-01,1,1,1", "før 1999"),
        ("0101,2016,2016-02-02,-1,1,1", "anmodning"),
        ("0101,2016,2016-02-02,1,x,1", "vedtak"),
        ("0101,2016,2016-02-02,1,1.5,1", "vedtak"),
        ("0101,2016,2016-02-02,1,1,100001", "over 100000"),
        ("0101,2016,2016-02-02,1,1," + "9" * 1900, "over 100000"),
        ("0101,2016,2016-02-02,1,1", "5 felt, men overskriften går til felt 6"),
    ],
)
def test_every_bad_line_is_named_with_its_number_and_cause(linje, grunn):
    innlest = les(HODE + "0104,2016,2016-02-02,80,,\n" + linje + "\n", I_DAG)
    assert [(nr, grunn in tekst) for nr, tekst in innlest.feil] == [(3, True)]


def test_a_missing_column_is_named():
    assert "bosatt" in les("kommune_nr,aar,per_dato,anmodning,vedtak\n", I_DAG).feil[0][1]


def test_spreadsheets_leave_marks_that_are_read_past():
    innlest = les(
        '\ufeffnavn,"aar ",kommune_nr,per_dato,anmodning,vedtak,bosatt\r\n'
        'Halden,"2016",0101,2016-02-02,70, 57 ,\r\n,,,,,,\r\n\r\n',
        I_DAG,
    )
    assert (innlest.feil, innlest.varsler) == ([], [])
    assert [(linje.kommune_nr, linje.tall) for linje in innlest.linjer] == [("0101", (70, 57, None))]


def test_the_same_municipality_twice_on_one_date_is_a_fault():
    assert "to ganger" in les(HODE + FOERSTE + FOERSTE, I_DAG).feil[0][1]


def test_9999_is_passed_over_with_a_word_and_does_not_stop_the_rest():
    innlest = les(HODE + "9999,2015,2015-12-31,,,74\n" + FOERSTE, I_DAG)
    assert [nr for nr, _ in innlest.varsler] == [2]
    assert len(innlest.linjer) == 2
    assert innlest.feil == []


@given(st.text(max_size=300) | st.text("0123456789,;.:-\n").map(lambda tekst: HODE + tekst))
def test_no_text_whatever_makes_the_reader_fail(tekst):
    try:
        innlest = les(tekst, I_DAG)
    except Arbeidsbokfeil:
        return
    assert innlest.feil or innlest.linjer or innlest.varsler


# ---------------------------------------------------------------- what is new


serier = st.lists(st.none() | st.integers(0, 60), min_size=1, max_size=6)


@given(serier, st.randoms(use_true_random=False))
def test_the_answers_reproduce_every_snapshot_as_it_was_known_whatever_the_order_of_the_lines(
    verdier, tilfeldig
):
    serie = [(date(2016, 1, 1 + nr), verdi) for nr, verdi in enumerate(verdier)]
    stokket = list(serie)
    tilfeldig.shuffle(stokket)
    rader = [
        Svarrad(
            id=nr,
            kommune=0,
            mottatt=dag,
            tall=Tall(verdi),
            type=Svartype.TRUKKET if verdi is None else Svartype.VEDTAK,
        )
        for nr, (dag, verdi, _foer) in enumerate(nye_svar(stokket, (), ()))
    ]
    for dag, verdi in serie:
        vedtatt = kommunestatus(0, (), rader, per=dag, kjent=dag).vedtatt
        assert (vedtatt.totalt if vedtatt else None) == verdi


@given(serier, st.randoms(use_true_random=False))
def test_files_that_come_one_by_one_in_any_order_reproduce_the_same_snapshots(verdier, tilfeldig):
    serie = [(date(2016, 1, 1 + nr), verdi) for nr, verdi in enumerate(verdier)]
    lest, rader = [], []
    for linje in tilfeldig.sample(serie, len(serie)):
        lest.append(linje)
        for dag, verdi, _foer in nye_svar(lest, {rad.mottatt for rad in rader}, rader):
            type_ = Svartype.TRUKKET if verdi is None else Svartype.VEDTAK
            rader.append(Svarrad(id=len(rader), kommune=0, mottatt=dag, tall=Tall(verdi), type=type_))
        assert nye_svar(lest, {rad.mottatt for rad in rader}, rader) == []
    for dag, verdi in serie:
        for kjent in (dag, None):
            vedtatt = kommunestatus(0, (), rader, per=dag, kjent=kjent).vedtatt
            assert (vedtatt.totalt if vedtatt else None) == verdi


def test_a_figure_already_recorded_with_its_em_is_not_recorded_again_as_a_bare_total():
    registrert = Svarrad(id=1, kommune=0, mottatt=date(2016, 1, 5), tall=Tall(15, 5))
    assert nye_svar([(date(2016, 2, 2), 15)], (), [registrert]) == []


# ---------------------------------------------------------------- writing


@pytest.mark.django_db
def test_only_what_differs_from_the_previous_snapshot_becomes_an_answer(halden, moss):
    importer(FOERSTE)
    importer(ANDRE)
    assert list(Vedtak.objects.order_by("mottatt").values_list("kommune__nr", "totalt", "mottatt")) == [
        ("0101", 57, date(2016, 2, 2)),
        ("0104", 40, date(2016, 2, 18)),
    ]
    assert totaler(date(2016, 2, 12)) == {"0101": 57, "0104": None}
    assert totaler(date(2016, 2, 18)) == {"0101": 57, "0104": 40}
    assert list(Bosatt.objects.values_list("kommune__nr", "antall")) == [("0104", 3)]


@pytest.mark.django_db
def test_running_it_twice_changes_nothing(halden, moss):
    importer(FOERSTE + ANDRE)
    foer = [
        modell.objects.count() for modell in (Vedtak, Anmodning, Anmodningsrunde, ImdiTall, Bosatt, Hendelse)
    ]
    assert importer(FOERSTE + ANDRE).snapshot == 0
    assert [
        modell.objects.count() for modell in (Vedtak, Anmodning, Anmodningsrunde, ImdiTall, Bosatt, Hendelse)
    ] == foer


@pytest.mark.django_db
def test_snapshots_in_the_wrong_order_give_the_same_answers_per_date(halden, moss):
    importer(ANDRE)
    importer(FOERSTE)
    assert totaler(date(2016, 2, 12)) == {"0101": 57, "0104": None}
    assert totaler(date(2016, 2, 18)) == {"0101": 57, "0104": 40}


@pytest.mark.django_db
def test_a_figure_that_disappears_is_a_withdrawn_answer(halden, moss):
    importer(FOERSTE)
    importer("0101,2016,2016-02-18,70,,\n")
    assert Vedtak.objects.latest("pk").type == "trukket"
    assert totaler(date(2016, 2, 18))["0101"] is None


@pytest.mark.django_db
def test_requests_become_a_round_where_the_year_has_none(halden, moss):
    resultat = importer(FOERSTE)
    runde = Anmodningsrunde.objects.get()
    assert resultat.runder == [runde]
    assert (runde.aar, runde.sendt_dato, runde.embete) == (2016, date(2016, 2, 2), None)
    assert {a.kommune.nr: (a.totalt, a.em) for a in runde.anmodninger.all()} == {
        "0101": (70, None),
        "0104": (80, None),
    }


@pytest.mark.django_db
def test_requests_are_compared_and_never_overwritten_where_the_year_has_a_round(embete, halden, moss):
    registrer_sendt_runde(
        by=None, embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), avsender="Fylkesmannen",
        linjer=[(halden, 60, 10, ""), (moss, 80, 20, "")],
    )  # fmt: skip
    resultat = importer(FOERSTE)
    assert resultat.runder == []
    assert Anmodning.objects.get(kommune=halden).totalt == 60
    assert [("Halden" in avvik, "70" in avvik, "60" in avvik) for avvik in resultat.avvik] == [
        (True, True, True)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("imdi_foerst", [True, False])
def test_the_embetes_own_round_counts_whether_it_is_entered_before_or_after_imdis_figures(
    embete, halden, moss, imdi_foerst
):
    def egen_runde():
        registrer_sendt_runde(
            by=None, embete=embete, aar=2016, sendt_dato=date(2015, 11, 17), avsender="Fylkesmannen",
            svarfrist=date(2016, 1, 15), linjer=[(halden, 60, 10, "")],
        )  # fmt: skip

    for gjoer in [lambda: importer(FOERSTE), egen_runde][:: 1 if imdi_foerst else -1]:
        gjoer()
    liste = statusliste(Kommune.objects.all(), 2016, date(2016, 2, 12))
    assert {rad.kommune.nr: (rad.status.anmodet, rad.status.frist) for rad in liste.rader} == {
        "0101": (Tall(60, 10), date(2016, 1, 15)),
        "0104": (Tall(80, None), None),
    }


@pytest.mark.django_db
def test_what_a_saksbehandler_registered_first_is_left_alone(halden, moss):
    Vedtak.objects.create(
        kommune=halden, aar=2016, totalt=57, em=7, mottatt=date(2016, 1, 20), registrert_at=naa()
    )
    importer(FOERSTE)
    assert Vedtak.objects.get(kommune=halden).em == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("linje", "grunn"),
    [
        ("0999,2016,2016-02-02,1,1,\n", "finnes ikke i registeret"),
        ("3001,2016,2016-02-02,1,1,\n", "fantes ikke i 2016"),
        ("0101,2016,2016-02-02,1,1,\n", None),
    ],
)
def test_a_bad_line_saves_nothing_at_all(halden, moss, linje, grunn):
    KommuneFactory(nr="3001", navn="Halden", fra=date(2020, 1, 1))
    if grunn is None:
        importer("0101,2016,2016-02-02,2,2,\n")
        grunn = "med andre tall"
    foer = (Vedtak.objects.count(), ImdiTall.objects.count())
    with pytest.raises(Importfeil) as feil:
        importer("0104,2016,2016-02-02,80,1,\n" + linje)
    assert [(nr, grunn in tekst) for nr, tekst in feil.value.feil] == [(3, True)]
    assert (Vedtak.objects.count(), ImdiTall.objects.count()) == foer


@pytest.mark.django_db
def test_the_command_tells_line_and_cause_and_that_nothing_is_saved(tmp_path, halden):
    fil = tmp_path / "imdi.csv"
    fil.write_text(HODE + "0101,2016,2016-02-02,x,1,\n", encoding="utf-8")
    feil = StringIO()
    with pytest.raises(CommandError, match="Ingenting er lagret"):
        call_command("import_imdi", str(fil), stderr=feil)
    assert "linje 2: «x» i kolonnen totalt (anmodning)" in feil.getvalue()


@pytest.mark.django_db
def test_the_command_says_in_bokmaal_why_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="det er en mappe"):
        call_command("import_imdi", str(tmp_path))
    with pytest.raises(CommandError, match="den finnes ikke"):
        call_command("import_imdi", str(tmp_path / "borte.csv"))


@pytest.mark.django_db
def test_a_file_may_have_a_very_long_name(halden):
    importer(FOERSTE.splitlines()[0] + "\n", filnavn=f"{'x' * 240}.csv")
    assert ImdiTall.objects.get().kilde.endswith("x.csv, linje 2")
    assert len(ImdiTall.objects.get().kilde) <= 200


@pytest.mark.django_db
def test_an_import_costs_the_same_number_of_queries_for_many_municipalities(django_assert_max_num_queries):
    for nr in range(101, 221):
        KommuneFactory(nr=f"0{nr}")
    tekst = "".join(f"0{nr},2016,2016-02-02,10,5,1\n" for nr in range(101, 221))
    with django_assert_max_num_queries(30):
        importer(tekst)
    assert Vedtak.objects.count() == 120
