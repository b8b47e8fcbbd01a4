"""What is a figure in a text, and what only looks like one; dates; lines that belong together."""

from decimal import Decimal

import pytest

from rapporter.tallkontroll.celler import TOM, er_sum, les_celle
from rapporter.tallkontroll.datoer import finn_datoer
from rapporter.tallkontroll.funn import eller, kort, og, skriv
from rapporter.tallkontroll.tall import finn_figurer, passer, slekt
from rapporter.tallkontroll.tekst import Slag, blokker, linjer, rens


def verdier(tekst):
    setninger = [setning for blokk in blokker(linjer(tekst)) for setning in blokk.setninger]
    return [(figur.verdi, figur.enhet) for setning in setninger for figur in setning.figurer]


@pytest.mark.parametrize(
    ("tekst", "verdi", "enhet"),
    [
        ("Det kom 18 000 personer", 18000, ""),
        ("Det kom 18\N{NO-BREAK SPACE}000 personer", 18000, ""),
        ("Det kom 18\N{NARROW NO-BREAK SPACE}000 personer", 18000, ""),
        ("Det kom 18\N{THIN SPACE}000 personer", 18000, ""),
        ("Det kom 18.000 personer", 18000, ""),
        ("Det kom 1 133 834 personer", 1133834, ""),
        ("Det kom 21 \n000 personer", 21000, ""),
        ("Det kom 21 \n\n000 personer", 21000, ""),
        ("Andelen er 12,5 %", "12.5", "%"),
        ("Andelen er 12,5 prosent", "12.5", "%"),
        ("Andelen er 14.6 prosent", "14.6", "%"),
        ("Det koster kr 80 000,- i år", 80000, "kr"),
        ("Det koster 80.000,- i år", 80000, "kr"),
        ("Det koster 2 mill. kr i år", 2000000, "kr"),
        ("Det gjelder 45,2 millioner mennesker", 45200000, ""),
        ("Det kom tolv personer", 12, ""),
        ("Det kom tjue personer", 20, ""),
        ("Det kom én person", 1, ""),
        ("Det kom 2015 personer", 2015, ""),
    ],
)
def test_it_is_a_figure(tekst, verdi, enhet):
    assert verdier(tekst) == [(Decimal(verdi), enhet)]


@pytest.mark.parametrize(
    "tekst",
    [
        "I 2015 og 2016-2019", "den 20.08.2015", "29. januar 2016", "29.januar", "13. og 14. april", "16.10.13",
        "2016-01-29", "§ 4", "§ 12-3", "kapittel 1.2", "1.2.3", "St.meld. nr 30", "Meld. St. 6", "nr. 12", "side 8",
        "fase 1 og 3", "vedlegg 2", "tlf. 69 24 70 00", "901 23 456", "+47 69 24 70 00", "kl. 11.30 – 15.00",
        "10.30 – 15.00", "sak 15/680", "0-24-samarbeidet", "3-4 møter", "tre-fire ganger", "60%-100%", "3x5%",
        "3. tertial", "16. plass", "http://x.no/?id=55320", "post99@x.no", "en kommune", "et møte",
        "123456789012345678901",
    ],
)  # fmt: skip
def test_it_only_looks_like_one(tekst):
    assert verdier(f"Dette er {tekst}") == []


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [("15", "15"), ("1 250", "1250"), ("1.250", "1250"), ("12,5", "12.5"), ("-3", "-3"), ("– 3", "-3"), ("+15", "15"),
     ("(199)", "199"), ("**40**", "40"), ("900.000,-", "900000"), ("kr 45", "45"), ("20 %", "20")],
)  # fmt: skip
def test_cells(tekst, ventet):
    assert les_celle(tekst).verdi == Decimal(ventet)


def test_blank_is_not_zero_and_words_are_no_figures():
    assert les_celle("–") is TOM
    assert les_celle("0") is not TOM
    assert les_celle("Moss") is None
    assert les_celle("1 25") is None
    assert les_celle("12.5.2016") is None


@pytest.mark.parametrize(
    "etikett",
    ["Sum", "SUM", "Totalt", "I alt", "Til sammen", "Østfold i alt", "Sum Østfold", "Hele landet", "**Sum**"],
)
def test_labels_of_sums(etikett):
    assert er_sum(etikett)


@pytest.mark.parametrize("etikett", ["Halden", "Summen", "Alta", "Samletun", "", "Totakt"])
def test_labels_of_rows(etikett):
    assert not er_sum(etikett)


def test_dates_are_read():
    tekst = "mandag 1.10.2015, 29. januar 2016, 8. januar, 13. og 14. april 2016, 2016-02-30 og 31.11.2015"
    assert [(ett.dag, ett.maaned, ett.aar, ett.finnes) for ett in finn_datoer(tekst)] == [
        (1, 10, 2015, True), (29, 1, 2016, True), (8, 1, None, True), (13, 4, 2016, True), (14, 4, 2016, True),
        (30, 2, 2016, False), (31, 11, 2015, False),
    ]  # fmt: skip


def test_what_persons_are_called_is_one_family():
    assert slekt("plasser") == slekt("personer") == slekt("flyktninger")
    assert slekt("kommuner") == slekt("kommunene")
    assert passer("", "personer")
    assert not passer("kommun", "personer")
    assert not passer("kr", "%")


def test_cleaning_moves_nothing():
    raa = "a\tb\x00\x07c\N{NO-BREAK SPACE}d\N{ZERO WIDTH SPACE}e\N{MINUS SIGN}3"
    assert len(rens(raa)) == len(raa)
    assert rens(raa) == "a b  c d e-3"


def test_a_broken_text_is_put_together_and_each_place_knows_its_line():
    tekst = "1. Innledning\n\nDette er en linje som margen har brutt, fordi den er så\n\nlang at den ikke fikk plass."
    tekst += "\n\n• Ett\n\n• To"
    delene = blokker(linjer(tekst))
    assert [(ett.slag, ett.foerste, ett.siste) for ett in delene] == [
        (Slag.OVERSKRIFT, 1, 1), (Slag.AVSNITT, 3, 5), (Slag.PUNKT, 7, 7), (Slag.PUNKT, 9, 9),
    ]  # fmt: skip
    assert delene[1].linje(delene[1].tekst.index("lang at")) == 5


def test_sentences_do_not_end_at_abbreviations_dates_and_times():
    tekst = "Møtet var kl. 11.30 den 8. desember i bl.a. Moss. Per 29. januar har 16 svart, jf. vedlegg. 3 har ikke."
    (blokk,) = blokker(linjer(tekst))
    assert [setning.tekst[:6] for setning in blokk.setninger] == ["Møtet ", "Per 29", "3 har "]


def test_figures_and_lists_are_written_as_text_writes_them():
    assert skriv(Decimal(18000)) == "18\N{NO-BREAK SPACE}000"
    assert skriv(Decimal("12.50")) == "12,5"
    assert skriv(Decimal(-3)) == "-3"
    assert eller(["300", "315", "325"]) == "300, 315 eller 325"
    assert og(["Halden"]) == "Halden"


def test_a_quote_is_cut_round_its_place():
    tekst = "ord " * 200 + "HER " + "ord " * 200
    sitat = kort(tekst, 800)
    assert "HER" in sitat
    assert len(sitat) < 190
    assert sitat.startswith("… ")
    assert sitat.endswith(" …")
    assert finn_figurer("") == []
