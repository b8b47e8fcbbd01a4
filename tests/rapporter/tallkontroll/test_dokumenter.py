"""Documents of our own with planted errors, in other fields, layouts and words; and four that are right."""

from pathlib import Path

import pytest

from rapporter.tallkontroll.funn import Slag
from rapporter.tallkontroll.innlesing import les_fil
from rapporter.tallkontroll.kontroll import kontroller

MAPPE = Path(__file__).parent / "dokumenter"
HARDT = "\N{NO-BREAK SPACE}"


def funn_i(navn: str):
    innhold = les_fil((MAPPE / navn).read_bytes(), navn)
    return kontroller(innhold.tekst, innhold.ark)


PLANTET = {
    "frivilligsentral_kvartal.md": [
        (Slag.KOLONNESUM, 12, "250", "240"),
        (Slag.PROSENT, 14, "25 prosent", "30 prosent"),
        (Slag.PERIODE, 21, "4. juli", "1. april 2018–30. juni 2018"),
        (Slag.DEL, 30, "70", "høyst 62"),
        (Slag.OPPTELLING, 30, "fem", "4"),
        (Slag.DIFFERANSE, 31, "45 000", "35 000"),
    ],
    "skogbruk_budsjett_ocr.txt": [
        (Slag.KOLONNESUM, 33, "780 750", "770 750"),
        (Slag.TEKSTSUM, 43, "760 000", "770 000"),
        (Slag.DATO, 45, "tirsdag 13. februar 2019", "onsdag"),
        (Slag.DATO, 45, "torsdag 30. februar 2020", "høyst 29. februar 2020"),
    ],
    "skoleskyss_kolonner.txt": [(Slag.KOLONNESUM, 9, "540", "541")],
    "bibliotek_arbeidsgruppe.txt": [
        (Slag.OPPTELLING, 3, "9", "8"),
        (Slag.PROSENT, 5, "doblet", "2,58 ganger"),
        (Slag.DEL, 25, "375", "høyst 340"),
        (Slag.DEL, 25, "14", "høyst 12"),
    ],
    "helsestasjon_korte_rader.txt": [
        (Slag.KOLONNESUM, 12, "250", "255 eller 256"),
        (Slag.KOLONNESUM, 12, "231", "181 eller 204"),
    ],
    "bredbaand_skjaering.txt": [
        (Slag.DIFFERANSE, 5, "110", "120"),
        (Slag.DEL, 9, "80", "høyst 75"),
        (Slag.DIFFERANSE, 7, "75", "55"),
        (Slag.PERIODE, 17, "17. september", "1. mai 2021–31. august 2021"),
        (Slag.SKJAERINGSDATO, 19, "1. juli 2021", "12. august 2021 eller senere"),
    ],
    "sykehjem_motstrid.md": [
        (Slag.MOTSTRID, 13, "160", "150"),
        (Slag.MOTSTRID, 14, "11", "12"),
        (Slag.MOTSTRID, 14, "8", "7"),
    ],
    "idrettslag_medlemmer.csv": [
        (Slag.DEL, 3, "80", "høyst 75"),
        (Slag.RADSUM, 5, "74", "73"),
        (Slag.KOLONNESUM, 7, "530", "531"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("navn", PLANTET)
def test_what_was_planted_is_found_and_nothing_else(navn):
    funnet = [
        (ett.slag, ett.linje, ett.funnet.replace(HARDT, " "), ett.skal_vaere.replace(HARDT, " "))
        for ett in funn_i(navn)
    ]
    assert sorted(funnet) == sorted(PLANTET[navn])


def test_a_part_of_every_kind_is_planted():
    med_register = {Slag.REGISTER, Slag.TIDLIGERE, Slag.SITERBART, Slag.UTEN_KILDE}
    assert {slag for funnene in PLANTET.values() for slag, *_resten in funnene} == set(Slag) - med_register


@pytest.mark.parametrize("navn", ["ren_rapport.md", "ren_ocr.txt", "rent_brev.txt", "ren_tabell.csv"])
def test_what_is_right_gives_no_finding(navn):
    assert funn_i(navn) == []


@pytest.mark.parametrize("navn", sorted(fil.name for fil in MAPPE.iterdir()))
def test_every_finding_can_be_followed(navn):
    linjer = (MAPPE / navn).read_text().splitlines()
    for ett in funn_i(navn):
        assert ett.linje in ett.linjer
        assert list(ett.linjer) == sorted(set(ett.linjer))
        assert all(1 <= linje <= len(linjer) for linje in ett.linjer)
        assert ett.forklaring.endswith(".")
        assert ett.sitat
