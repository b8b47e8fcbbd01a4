"""The five public source documents, OCR and all: what must be found, and nothing that is not there."""

from pathlib import Path

import pytest

from rapporter.tallkontroll.funn import Slag
from rapporter.tallkontroll.kontroll import kontroller_tekst

KILDER = Path(__file__).resolve().parents[4] / "shared" / "kilder"


@pytest.fixture
def kilde():
    """Return the function that controls the source whose name begins so: what it found, by kind."""
    if not KILDER.is_dir():
        pytest.skip("../shared/kilder finnes ikke her: testen på kildedokumentene er hoppet over")

    def les(nummer):
        (fil,) = KILDER.glob(f"{nummer}_*.txt")
        return kontroller_tekst(fil.read_text())

    return les


def test_the_table_that_does_not_add_up_is_told_with_both_readings(kilde):
    anmodet, vedtatt = kilde("004")
    assert (anmodet.funnet, anmodet.skal_vaere) == ("430", "426")
    assert (vedtatt.funnet, vedtatt.skal_vaere) == ("200", "300 eller 325")
    assert "Anmodning 2015" in anmodet.forklaring
    assert "Aremark" in vedtatt.forklaring
    assert "Vedtak 2014" in vedtatt.forklaring
    assert {ett.slag for ett in (anmodet, vedtatt)} == {Slag.KOLONNESUM}
    assert anmodet.linje == vedtatt.linje == 89


def test_the_tertial_report(kilde):
    funnet = {ett.slag: ett for ett in kilde("000")}
    assert {slag: (ett.linje, ett.funnet, ett.skal_vaere) for slag, ett in funnet.items()} == {
        Slag.DEL: (76, "88", "høyst 87"),
        Slag.DIFFERANSE: (76, "87", "67"),
        Slag.OPPTELLING: (129, "19", "18"),
        Slag.PERIODE: (387, "8. januar", "1. september 2015–31. desember 2015"),
        Slag.SKJAERINGSDATO: (453, "1. oktober 2015", "17. november 2015 eller senere"),
    }
    assert "780 − 713 = 67" in funnet[Slag.DIFFERANSE].forklaring
    assert len(kilde("000")) == len(funnet)


@pytest.mark.parametrize("nummer", ["001", "002", "003"])
def test_the_others_have_nothing_that_does_not_add_up(kilde, nummer):
    assert kilde(nummer) == []
