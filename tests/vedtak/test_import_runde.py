"""``manage.py import_runde``: own shape and IMDi's, all or nothing, and the real snapshots as they were known."""

import csv
from collections import defaultdict
from datetime import date
from io import StringIO
from itertools import permutations

import pytest
from django.core.management import CommandError, call_command

from anmodninger.models import Anmodning, Anmodningsrunde
from anmodninger.rundefil import les
from bosetting.brukere.models import Hendelse
from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.regneark import Ark, som_xlsx
from bosetting.kommuner.models import Kommune
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import EmbeteFactory
from tests.kommuner.factories import KommuneFactory
from vedtak import imdi
from vedtak.imdi_import import importer_imdi
from vedtak.models import Bosatt, ImdiTall, Vedtak
from vedtak.queries import statusliste
from vedtak.sendtrunde import importer_sendt_runde

pytestmark = pytest.mark.django_db

HODE = "Kommunenummer;Kommune;Totalt;Herav EM\n"
IMDIS_HODE = "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n"


@pytest.fixture
def kjoer(tmp_path):
    """Return a function that runs the command on a file's content: (stdout, stderr)."""

    def gjoer(innhold, *valg, aar=2016, navn="runde.csv"):
        fil = tmp_path / navn
        fil.write_bytes(innhold if isinstance(innhold, bytes) else innhold.encode())
        ut, feil = StringIO(), StringIO()
        try:
            call_command("import_runde", str(fil), f"--aar={aar}", *valg, stdout=ut, stderr=feil)
        except CommandError as stopp:
            return ut.getvalue(), f"{feil.getvalue()}{stopp}"
        return ut.getvalue(), feil.getvalue()

    return gjoer


def rader():
    return [
        modell.objects.count() for modell in (Anmodningsrunde, Anmodning, Vedtak, ImdiTall, Bosatt, Hendelse)
    ]


# ---------------------------------------------------------------- own shape


def test_a_file_becomes_a_round_of_the_embete_that_covers_it(kjoer, embete, naboembete, halden, moss):
    ut, feil = kjoer(HODE + "0101;Halden;60;5\n0104;Moss;80;\n", "--dato=2016-02-12")

    runde = Anmodningsrunde.objects.get()
    assert (runde.embete, runde.aar, runde.sendt_dato, runde.kilde) == (
        embete,
        2016,
        date(2016, 2, 12),
        "runde.csv",
    )
    assert set(runde.anmodninger.values_list("kommune__nr", "totalt", "em")) == {
        ("0101", 60, 5),
        ("0104", 80, None),
    }
    assert "Ny: 0101 Halden: – → 60 (EM 5)" in ut
    assert "Lagret runde for 2016 (Østfold), sendt 12.02.2016: 2 kommuner, 140 personer, 2 nye" in ut
    assert feil == ""


def test_the_same_file_again_changes_nothing(kjoer, halden):
    kjoer(HODE + "0101;Halden;60;5\n")
    foer = rader()
    ut, _feil = kjoer(HODE + "0101;Halden;60;5\n")
    assert "Ingen endringer" in ut
    assert rader() == foer


def test_a_changed_file_is_a_new_round_that_replaces(kjoer, embete, halden, moss):
    gammel = RundeFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])
    ut, _feil = kjoer(HODE + "0101;Halden;70;5\n0104;Moss;80;20\n")
    ny = Anmodningsrunde.objects.exclude(pk=gammel.pk).get()
    assert (ny.erstatter, ny.sendt_dato, ny.anmodninger.count()) == (gammel, date(2016, 3, 9), 2)
    assert "Endret: 0101 Halden: 60 (EM 5) → 70 (EM 5)" in ut
    assert "Uendret: 0104 Moss" in ut
    assert "erstatter runden sendt 20.08.2015" in ut


def test_a_file_without_em_does_not_make_a_known_figure_unknown(kjoer, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])
    tekst = "Kommunenr;Anmodning 2016\n101;60\n104;80\n"
    assert "Ingen endringer" in kjoer(tekst)[0]
    kjoer(tekst.replace("80", "90"))
    nyeste = Anmodningsrunde.objects.latest("pk")
    assert set(nyeste.anmodninger.values_list("totalt", "em")) == {(60, 5), (90, None)}


def test_a_file_of_several_embeter_is_a_national_round_and_leaves_their_own_alone(
    kjoer, embete, naboembete, halden, bergen
):
    RundeFactory(embete=embete, linjer=[(halden, 60, 5)])
    ut, _feil = kjoer(HODE + "0101;Halden;70;5\n1201;Bergen;500;\n")
    ny = Anmodningsrunde.objects.latest("pk")
    assert (ny.embete, list(ny.anmodninger.values_list("kommune__nr", flat=True))) == (None, ["1201"])
    assert "Avvik: 0101 Halden: 70 (EM 5) i filen, 60 (EM 5) i embetets egen runde" in ut


def test_two_embeter_that_cover_the_same_county_make_it_national(kjoer, embete, halden):
    EmbeteFactory(omraade="Østlandet", fylker=("01",))
    kjoer(HODE + "0101;Halden;70;5\n")
    assert Anmodningsrunde.objects.get().embete is None


def test_a_workbook_is_read_too(kjoer, halden):
    bok = som_xlsx(Ark("Tall", (), ("Kommunenr", "Totalt", "EM"), [(101, 60, 5)]))
    kjoer(bok, navn="runde.xlsx")
    assert Anmodning.objects.get().totalt == 60


def test_blank_totals_and_other_years_are_passed_over_with_a_count(kjoer, halden, moss):
    ut, _feil = kjoer("kommunenr;år;totalt\n101;2016;60\n104;2016;\n101;2015;5\n104;2015;5\n")
    assert "1 kommune(r) i filen har ikke tall" in ut
    assert "2 linje(r) for andre år er ikke tatt med" in ut
    assert Anmodning.objects.count() == 1


def test_a_dry_run_tells_everything_and_saves_nothing(kjoer, halden):
    foer = rader()
    ut, _feil = kjoer(HODE + "0101;Halden;60;5\n", "--dry-run")
    assert "Ny: 0101 Halden" in ut
    assert "Prøvekjøring, ingenting er lagret" in ut
    assert rader() == foer


@pytest.mark.parametrize(
    ("tekst", "sagt"),
    [
        (HODE + "0101;Halden;60;5\n0104;Moss;x;\n", "linje 3: «x»"),
        (HODE + "0101;Halden;60;5\n0199;;1;\n", "linje 3: Kommune 0199 finnes ikke"),
        (HODE + "0101;Moss;60;5\n", "linje 2: 0101 er Halden, men linjen sier «Moss»"),
        (HODE + "0101;Halden;;\n", "Ingen av linjene i filen har tall"),
        ("Navn;Tall\nHalden;60\n", "Fant ikke kolonnen"),
        (IMDIS_HODE + "101;2016;60;x;\n", "linje 2: «x»"),
        (IMDIS_HODE + "101;2015;60;5;\n", "ingen linjer for 2016"),
        (b"MZ\x00\x00", "et program"),
    ],
)
def test_a_bad_file_ends_with_an_error_and_saves_nothing(kjoer, halden, moss, tekst, sagt):
    foer = rader()
    _ut, feil = kjoer(tekst)
    assert sagt in feil
    assert rader() == foer


def test_the_exit_status_of_a_bad_file_is_1(tmp_path, halden):
    (tmp_path / "f.csv").write_text(HODE + "0101;Halden;x;\n")
    with pytest.raises(CommandError, match="Ingenting er lagret. 1 linje") as stopp:
        call_command("import_runde", str(tmp_path / "f.csv"), aar=2016, stderr=StringIO())
    assert stopp.value.returncode == 1


@pytest.mark.parametrize(
    ("dato", "sagt"),
    [("2016-03-10", "i framtiden"), ("12.02.2016", "åååå-mm-dd"), ("1815-11-17", "17.11.1815 er før 1999")],
)
def test_a_date_that_cannot_be_is_refused(kjoer, halden, dato, sagt):
    assert sagt in kjoer(HODE + "0101;Halden;60;5\n", f"--dato={dato}")[1]


def test_a_year_that_cannot_be_is_refused_by_name(kjoer, halden):
    _ut, feil = kjoer(HODE + "0101;Halden;60;5\n", aar=16)
    assert feil == "Bosettingsåret må være mellom 2000 og 2100."


def test_a_file_with_dates_of_its_own_takes_no_other(kjoer, halden):
    tekst = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n0101,2016,2016-02-02,70,57,\n"
    assert "egen kolonne med dato" in kjoer(tekst, "--dato=2016-02-12")[1]
    kjoer(tekst)
    assert Vedtak.objects.get().mottatt == date(2016, 2, 2)


# ---------------------------------------------------------------- IMDi's shape


def test_imdis_shape_is_a_dated_snapshot_with_requests_decisions_and_settled(kjoer, halden, moss):
    ut, _feil = kjoer(IMDIS_HODE + "101;2016;70,0;57,0;3\n104;2016;80;:;.\n", "--dato=2016-02-12")
    assert list(Vedtak.objects.values_list("kommune__nr", "totalt", "mottatt")) == [
        ("0101", 57, date(2016, 2, 12))
    ]
    assert set(Anmodning.objects.values_list("kommune__nr", "totalt")) == {("0101", 70), ("0104", 80)}
    assert Bosatt.objects.get().antall == 3
    assert "Vedtatt: 0101 Halden 2016 per 12.02.2016: – → 57" in ut


def test_a_snapshot_without_a_date_holds_for_today_and_a_dry_run_saves_nothing(kjoer, halden):
    foer = rader()
    ut, _feil = kjoer(IMDIS_HODE + "101;2016;70;57;\n", "--dry-run")
    assert "per 09.03.2016: – → 57" in ut
    assert "Prøvekjøring" in ut
    assert rader() == foer


def test_a_file_without_a_single_decision_tells_what_it_withdraws(kjoer, halden, moss):
    """As an export of the embete's own round in IMDi's shape, read in by mistake."""
    kjoer(IMDIS_HODE + "101;2016;60;57;\n104;2016;80;80;\n", "--dato=2016-02-02")
    sagt = "Ingen av linjene i filen har vedtak. 2 vedtak som var kjent, trekkes tilbake."

    assert sagt in kjoer(IMDIS_HODE + "101;2016;60;;\n104;2016;80;;\n", "--dato=2016-02-12", "--dry-run")[1]
    assert sagt not in kjoer(IMDIS_HODE + "101;2016;60;57;\n104;2016;80;;\n", "--dato=2016-02-12")[1]


def test_a_changed_request_in_a_later_snapshot_is_kept_with_its_date(kjoer, halden):
    for dato, antall in (("2016-02-02", 70), ("2016-03-08", 70), ("2016-02-18", 75)):
        kjoer(IMDIS_HODE + f"101;2016;{antall};;\n", f"--dato={dato}")
    assert [anmodet(date(2016, *dag))["0101"] for dag in ((2, 2), (2, 18), (3, 8))] == [70, 75, 70]


def test_the_same_date_with_other_figures_is_a_fault_with_its_line(kjoer, halden):
    kjoer(IMDIS_HODE + "101;2016;70;57;\n", "--dato=2016-02-12")
    assert (
        "linje 2: 0101 Halden 2016 per 12.02.2016 er lest inn før med andre tall"
        in kjoer(IMDIS_HODE + "101;2016;70;58;\n", "--dato=2016-02-12")[1]
    )


# ---------------------------------------------------------------- the real snapshots


def _totaler(dag, felt):
    liste = statusliste(Kommune.objects.all(), 2016, dag, dag)
    return {
        rad.kommune.nr: getattr(rad.status, felt) and getattr(rad.status, felt).totalt for rad in liste.rader
    }


def anmodet(dag):
    return _totaler(dag, "anmodet")


def vedtatt(dag):
    return _totaler(dag, "vedtatt")


@pytest.fixture
def snapshots(shared_data):
    """The three snapshots of 2016 by date, and each as a file in IMDi's own shape, its numbers without their zero."""
    med_dato = defaultdict(dict)
    with (shared_data / "bosetting_imdi_2012_2016.csv").open(encoding="utf-8") as fil:
        for rad in csv.DictReader(fil):
            if rad["aar"] == "2016":
                med_dato[date.fromisoformat(rad["per_dato"])][rad["kommune_nr"]] = rad
    call_command(
        "import_kommuner",
        kommuner=str(shared_data / "kommuner_2015.csv"),
        stdout=StringIO(),
        stderr=StringIO(),
    )

    def som_fil(rader):
        return IMDIS_HODE + "".join(
            f"{int(nr)};2016;{tall(rad['anmodning'], '.')};{tall(rad['vedtak'], '')};{tall(rad['bosatt'], ':')}\n"
            for nr, rad in rader.items()
        )

    def tall(verdi, mangler):
        return f"{verdi},0" if verdi else mangler

    return {dag: (rader, som_fil(rader)) for dag, rader in med_dato.items()}


def fasit(rader, felt):
    return {nr: int(rad[felt]) if rad[felt] else None for nr, rad in rader.items()}


# In order, with repetitions, and the two orders that put the last first.
REKKEFOELGER = [(0, 1, 2), (0, 0, 1, 2, 1, 2), (2, 0, 1), (2, 1, 0)]


@pytest.mark.parametrize("orden", REKKEFOELGER)
def test_each_snapshot_is_reproduced_as_it_was_known_whatever_the_order(kjoer, snapshots, orden):
    datoer = sorted(snapshots)
    for nr in orden:
        _ut, feil = kjoer(snapshots[datoer[nr]][1].encode("latin-1"), f"--dato={datoer[nr]}")
        assert feil == ""

    for dag in datoer:
        assert vedtatt(dag) == fasit(snapshots[dag][0], "vedtak")
        assert anmodet(dag) == fasit(snapshots[dag][0], "anmodning")
    assert [sum(antall or 0 for antall in vedtatt(dag).values()) for dag in datoer] == [
        15_052,
        15_411,
        15_853,
    ]
    assert {sum(anmodet(dag).values()) for dag in datoer} == {18_526}
    for dag, i_oestfold in zip(datoer, (689, 704, 704), strict=True):
        assert sum(antall or 0 for nr, antall in vedtatt(dag).items() if nr.startswith("01")) == i_oestfold
        assert sum(antall for nr, antall in anmodet(dag).items() if nr.startswith("01")) == 780

    foer = rader()
    for dag in datoer:
        assert "Ingen endringer" in kjoer(snapshots[dag][1], f"--dato={dag}")[0]
    assert rader() == foer


def test_only_what_changed_since_the_snapshot_before_becomes_rows(kjoer, snapshots):
    nye = []
    for dag in sorted(snapshots):
        foer = Vedtak.objects.count()
        kjoer(snapshots[dag][1], f"--dato={dag}")
        nye.append(Vedtak.objects.count() - foer)
    assert nye == [396, 22, 36]
    assert Anmodningsrunde.objects.count() == 1


@pytest.mark.parametrize("orden", list(permutations(range(3))))
def test_small_series_come_out_alike_in_every_order(halden, orden):
    serie = [(date(2016, 2, 2), 70, 57), (date(2016, 2, 18), 75, None), (date(2016, 3, 8), 70, 60)]
    for nr in orden:
        dag, bedt, gitt = serie[nr]
        tekst = IMDIS_HODE + f"101;2016;{bedt};{'' if gitt is None else gitt};\n"
        innlest = imdi.les(les_tekst(tekst), date(2016, 3, 9), per_dato=dag)
        importer_imdi(by=None, innlest=innlest, filnavn="f.csv")
    assert [(dag, anmodet(dag)["0101"], vedtatt(dag)["0101"]) for dag, _bedt, _gitt in serie] == serie


def test_a_national_file_costs_the_same_whatever_its_size(django_assert_max_num_queries):
    for nr in range(101, 221):
        KommuneFactory(nr=f"0{nr}")
    tekst = HODE + "".join(f"0{nr};;10;5\n" for nr in range(101, 221))

    with django_assert_max_num_queries(15):
        importer_sendt_runde(
            by=None, innlest=les(les_tekst(tekst), 2016), aar=2016, dato=date(2016, 3, 9), filnavn="f.csv"
        )
    assert Anmodning.objects.count() == 120
