"""State money from a file into rows: all or nothing, once, with nothing overwritten."""

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.arbeidsbok import les, les_tekst
from bosetting.kommuner.models import Kommune
from bosetting.kommuner.registerimport import les_inn
from nettverk import tilskuddsfil, tilskuddsimport
from nettverk.models import Tilskuddsordning, Utbetaling
from nettverk.tilskuddsregler import Avvik
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.tilskuddfactories import OrdningFactory
from tests.samtidig import samtidig

HODE = "kommune_nr,aar,tilskuddstype,kroner\n"
FIL = HODE + "0101,2015,inttilsk_1,100\n0101,2015,em_tilsk,50\n0101,2015,totalt,151\n0104,2015,inttilsk_1,7\n"


def importer(embete, tekst=FIL, by=None, **valg):
    innlest = tilskuddsfil.les(les_tekst(tekst))
    return tilskuddsimport.importer(by=by, embete=embete, innlest=innlest, filnavn="fil.csv", **valg)


def gjelder():
    rader = Utbetaling.objects.gjeldende().order_by("kommune__nr", "ordning__kode")
    return list(rader.values_list("kommune__nr", "ordning__kode", "kroner"))


def test_rows_schemes_and_one_trace_are_made(embete, halden, moss, prosjektleder):
    resultat = importer(embete, by=prosjektleder)
    assert (len(resultat.nye), resultat.kommuner, resultat.aar) == (4, 2, [2015])
    assert gjelder() == [
        ("0101", "em_tilsk", 50), ("0101", "inttilsk_1", 100), ("0101", "totalt", 151), ("0104", "inttilsk_1", 7),
    ]  # fmt: skip
    assert Utbetaling.objects.get(kroner=50).kilde == "fil.csv, linje 3"
    assert Utbetaling.objects.get(kroner=50).registrert_av == prosjektleder
    assert Tilskuddsordning.objects.get(kode="totalt").er_sum
    assert Tilskuddsordning.objects.get(kode="inttilsk_1").navn == "Integreringstilskudd, år 1"
    assert Hendelse.objects.filter(handling="importerte tilskudd").get().etter["nye beløp"] == 4
    assert [(ett.kommune, ett.avvik) for ett in resultat.avvik] == [(halden, Avvik("totalt", 151, 150))]


def test_the_same_file_again_is_nothing_new(embete, halden, moss):
    importer(embete)
    antall = Hendelse.objects.count()
    resultat = importer(embete)
    assert (resultat.nye, resultat.endrede, resultat.uendret) == ([], [], 4)
    assert (Utbetaling.objects.count(), Hendelse.objects.count()) == (4, antall)
    assert len(resultat.avvik) == 1


def test_a_changed_amount_is_a_new_row_and_the_old_one_stays(embete, halden, moss):
    importer(embete)
    resultat = importer(embete, FIL.replace("em_tilsk,50", "em_tilsk,51"))
    assert [(ett.foer, ett.linje.kroner) for ett in resultat.endrede] == [(50, 51)]
    assert resultat.avvik == []
    assert list(Utbetaling.objects.filter(ordning__kode="em_tilsk").values_list("kroner", flat=True)) == [
        51,
        50,
    ]
    assert ("0101", "em_tilsk", 51) in gjelder()


def test_a_dry_run_saves_nothing_and_tells_the_same(embete, halden, moss):
    resultat = importer(embete, toerr=True)
    assert (Utbetaling.objects.count(), Tilskuddsordning.objects.count(), Hendelse.objects.count()) == (
        0,
        0,
        0,
    )
    assert resultat.fingeravtrykk == importer(embete, ventet=resultat.fingeravtrykk).fingeravtrykk


def test_what_has_changed_since_the_preview_stops_it(embete, halden, moss):
    ventet = importer(embete, toerr=True).fingeravtrykk
    importer(embete, HODE + "0101,2015,em_tilsk,1\n")
    with pytest.raises(tilskuddsimport.Endret):
        importer(embete, ventet=ventet)
    assert Utbetaling.objects.count() == 1


def test_the_second_click_finds_everything_saved(embete, halden, moss):
    ventet = importer(embete, toerr=True).fingeravtrykk
    importer(embete, ventet=ventet)
    assert importer(embete, ventet=ventet).uendret == 4


def test_one_bad_line_stops_all(embete, halden, moss):
    with pytest.raises(tilskuddsimport.Importfeil) as feil:
        importer(embete, FIL + "0101,2016,em_tilsk,mye\n")
    assert [nr for nr, _grunn in feil.value.feil] == [6]
    assert not Utbetaling.objects.exists()


def test_others_municipalities_and_unknown_numbers_are_told(embete, halden, bergen):
    KommuneFactory(nr="0199")
    Kommune.objects.filter(nr="0199").update(til="2014-01-01")
    resultat = importer(
        embete,
        HODE + "0101,2015,a,5\n1201,2015,a,6\n1201,2015,totalt,6\n0150,2015,a,7\n1729,2015,a,8\n"
        "0199,2015,a,9\n9999,2015,a,10\n9999,2015,totalt,10\n0101,2015,b,\n",
    )
    assert resultat.utenfor == [("1201", "Bergen", 2, 6, False)]
    assert resultat.ukjente == [
        ("0150", "finnes ikke i registeret", 1, 7, True),
        ("0199", "fantes ikke i 2015", 1, 9, True),
        ("1729", "finnes ikke i registeret", 1, 8, False),
    ]
    assert (resultat.uoppgitt.linjer, resultat.uoppgitt.totalt, resultat.tomme) == (2, 10, 1)
    assert gjelder() == [("0101", "a", 5)]


def test_a_file_of_others_only_is_refused(embete, halden, bergen):
    with pytest.raises(tilskuddsimport.Importfeil, match="1 linjer har feil"):
        importer(embete, HODE + "1201,2015,a,6\n")


def test_schemes_that_stand_are_used_and_a_taken_name_is_told_apart(embete, halden, moss):
    egen = OrdningFactory(embete=embete, navn="Eget navn", kode="inttilsk_1")
    OrdningFactory(embete=embete, navn="Tilskudd for enslige mindreårige")
    resultat = importer(embete)
    assert egen.utbetalinger.count() == 2
    assert [ordning.navn for ordning in resultat.ordninger] == [
        "Tilskudd for enslige mindreårige (em_tilsk)",
        "Totalt (sum)",
    ]


def test_two_at_once_save_it_once(paa_postgresql, embete, halden, moss):
    svar = samtidig(lambda: importer(embete), antall=4)
    assert sorted(len(ett.nye) for ett in svar) == [0, 0, 0, 4]
    assert Utbetaling.objects.count() == 4


def test_the_real_file(embete, shared_data):
    """The whole of IMDi's file for Østfold: what it holds, what does not add up, and nothing new the second time."""
    les_inn(kommuner=shared_data / "kommuner_2015.csv", endringer=shared_data / "kommune_endringer.csv")
    innlest = tilskuddsfil.les(les((shared_data / "tilskudd_2011_2015.csv").read_bytes()))
    assert (len(innlest.linjer), len(innlest.uoppgitt), innlest.feil) == (12_154, 2, [])
    resultat = tilskuddsimport.importer(by=None, embete=embete, innlest=innlest, filnavn="tilskudd.csv")
    assert (len(resultat.nye), resultat.kommuner, resultat.aar) == (561, 18, [2011, 2012, 2013, 2014, 2015])
    assert [(ett.kommune.nr, ett.aar, ett.avvik.differanse) for ett in resultat.avvik] == [
        ("0101", 2015, 1),
        ("0136", 2015, 1),
    ]
    assert {ett.nr for ett in resultat.ukjente} == {"1729", "1901"}
    assert (len(resultat.utenfor), len(resultat.ordninger), resultat.uoppgitt.totalt) == (409, 11, 72_800)
    igjen = tilskuddsimport.importer(by=None, embete=embete, innlest=innlest, filnavn="tilskudd.csv")
    assert (igjen.nye, igjen.endrede, igjen.uendret) == ([], [], 561)
