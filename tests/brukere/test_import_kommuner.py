"""The register import as it is written, and the command."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bosetting.brukere.actions import importer_kommuner
from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Folketall, Fylke, Kommune, KommuneEndring
from bosetting.kommuner.registerimport import alle_fylker

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer(tmp_path):
    """Return a function that writes the three files; pass other text to change one."""

    def skriv(**tekst):
        innhold = {
            "kommuner": "kommune_nr,navn,fylke_nr,fylke\n0101,Halden,01,Østfold\n0122,Trøgstad,01,Østfold\n",
            "endringer": "fra_nr,fra_navn,til_nr,til_navn,dato\n0101,Halden,3001,Halden,2020-01-01\n",
            "folketall": "kommune_nr,aar,folketall\n0101,2015,30328\n",
        } | tekst
        for navn, verdi in innhold.items():
            (tmp_path / f"{navn}.csv").write_text(verdi, encoding="utf-8")
        return {navn: tmp_path / f"{navn}.csv" for navn in innhold}

    return skriv


def kjoer(**filer):
    ut, feil = StringIO(), StringIO()
    call_command("import_kommuner", **filer, stdout=ut, stderr=feil)
    return ut.getvalue(), feil.getvalue()


def test_three_files_become_the_register(filer):
    importer_kommuner(**filer())
    halden = Kommune.objects.get(nr="0101")
    assert (halden.navn, halden.fylke.navn, halden.til) == ("Halden", "Østfold", date(2020, 1, 1))
    assert halden.fylke.til == date(2020, 1, 1)
    endring = KommuneEndring.objects.get()
    assert (endring.forgjenger, endring.etterfoelger.fylke.navn) == (halden, "Viken")
    assert Folketall.objects.get(kommune=halden).antall == 30328


def test_an_import_leaves_one_trace_and_a_second_run_none(filer):
    assert importer_kommuner(**filer()).endret
    hendelse = Hendelse.objects.get()
    assert (hendelse.handling, hendelse.objekt, hendelse.etter["nye kommuner"]) == (
        "importerte register",
        "kommuneregister",
        3,
    )
    assert not importer_kommuner(**filer()).endret
    assert Hendelse.objects.count() == 1


def test_the_files_may_come_one_by_one_in_later_runs(filer):
    alle = filer()
    for slag, fil in alle.items():
        importer_kommuner(**{slag: fil})
    assert Kommune.objects.get(nr="0101").til == date(2020, 1, 1)
    assert not importer_kommuner(**alle).endret


def test_a_corrected_count_replaces_the_old(filer):
    importer_kommuner(**filer())
    resultat = importer_kommuner(
        folketall=filer(folketall="kommune_nr,aar,folketall\n0101,2015,30400\n")["folketall"]
    )
    assert resultat.antall["rettede folketall"] == 1
    assert Folketall.objects.get().antall == 30400


def test_a_county_that_stands_is_used_again(filer):
    fylke = Fylke.objects.create(nr="01", navn="Østfold")
    importer_kommuner(**filer())
    assert Kommune.objects.get(nr="0122").fylke == fylke


def test_one_bad_line_stops_the_whole_import(filer):
    with pytest.raises(Hinder) as hinder:
        importer_kommuner(**filer(folketall="kommune_nr,aar,folketall\n0101,2015,-1\n"))
    assert len(hinder.value.grunner) == 1
    assert not Kommune.objects.exists()
    assert not Fylke.objects.exists()
    assert not Hendelse.objects.exists()


def test_a_byte_order_mark_is_no_part_of_the_heading(filer):
    alle = filer()
    alle["kommuner"].write_bytes(b"\xef\xbb\xbf" + alle["kommuner"].read_bytes())
    assert importer_kommuner(kommuner=alle["kommuner"]).antall["nye kommuner"] == 2


def test_the_command_says_what_it_wrote(filer):
    ut, feil = kjoer(**filer())
    assert "nye kommuner: 3" in ut
    assert "nye folketall: 1" in ut
    assert feil == ""
    assert kjoer(**filer())[0] == "Ingen endringer.\n"


def test_the_command_names_every_bad_line_and_fails(filer):
    feil = StringIO()
    daarlige = filer(
        kommuner="kommune_nr,navn,fylke_nr,fylke\n9999,,99,Uoppgitt\n0101,Halden,01,Østfold\n01,Feil,01,Østfold\n",
        endringer="fra_nr,fra_navn,til_nr,til_navn,dato\n0199,Sted,3001,Halden,2020-01-01\n",
    )
    with pytest.raises(CommandError, match="Ingenting er lagret. Feil i filene: 2."):
        call_command("import_kommuner", **daarlige, stderr=feil)
    assert feil.getvalue().splitlines() == [
        "Advarsel: kommuner.csv, linje 2: 9999 er «uoppgitt/Svalbard», ikke en kommune. "
        "Linjen er avvist, resten leses videre.",
        "Feil: endringer.csv, linje 2: Forgjengeren 0199 Sted finnes ikke i registeret.",
        "Feil: kommuner.csv, linje 4: Kommunenummeret «01» i kommune_nr skal ha fire siffer.",
    ]


def test_the_command_needs_a_file_that_can_be_read(tmp_path):
    with pytest.raises(CommandError, match="Oppgi minst én fil"):
        kjoer()
    feil = StringIO()
    with pytest.raises(CommandError):
        call_command("import_kommuner", kommuner=tmp_path / "borte.csv", stderr=feil)
    assert "borte.csv: Filen kan ikke leses: den finnes ikke." in feil.getvalue()
    with pytest.raises(Hinder, match="det er en mappe"):
        importer_kommuner(kommuner=tmp_path)
    (tmp_path / "latin.csv").write_bytes(
        "kommune_nr,navn,fylke_nr,fylke\n0122,Trøgstad,01,Østfold".encode("latin-1")
    )
    with pytest.raises(Hinder, match="Filen er ikke UTF-8"):
        importer_kommuner(kommuner=tmp_path / "latin.csv")


def test_the_county_register_has_no_two_counties_under_one_number_on_one_day():
    fylker = alle_fylker()
    for dag in (date(2015, 1, 1), date(2019, 1, 1), date(2021, 1, 1), date(2024, 1, 1)):
        gyldige = [f for f in fylker if f.fra <= dag and (f.til is None or dag < f.til)]
        assert len({f.nr for f in gyldige}) == len({f.navn for f in gyldige}) == len(gyldige)
        assert len(gyldige) == {2015: 19, 2019: 18, 2021: 11, 2024: 15}[dag.year]


def test_the_real_files_fill_the_register_at_a_fixed_cost(shared_data, django_assert_max_num_queries):
    filer = {
        "kommuner": shared_data / "kommuner_2015.csv",
        "endringer": shared_data / "kommune_endringer.csv",
        "folketall": shared_data / "folketall_2011_2015.csv",
    }
    with django_assert_max_num_queries(25):
        resultat = importer_kommuner(**filer)
    assert resultat.antall == {
        "nye kommuner": 428 + 26,
        "avsluttede kommuner": 0,
        "nye kommuneendringer": 32,
        "nye folketall": 2137,
        "rettede folketall": 0,
    }
    assert [merknad.linje for merknad in resultat.varsler] == [430]
    assert Kommune.objects.on_date(date(2015, 6, 1)).count() == 428
    assert [k.fylke.navn for k in Kommune.objects.filter(navn="Våler").order_by("nr")] == [
        "Østfold",
        "Hedmark",
        "Viken",
        "Østfold",
    ]
    with django_assert_max_num_queries(6):
        assert not importer_kommuner(**filer).endret
