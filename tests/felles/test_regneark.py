"""Spreadsheets out: safe cells, whole numbers, the same figures back."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from bosetting.felles.regneark import Ark, som_csv, som_xlsx, ufarlig

ARK = Ark(
    navn="Status 2016",
    forklaring=["Forklaring"],
    overskrifter=["Kommune", "Antall", "Dato"],
    rader=[["Halden", 1234, date(2016, 1, 29)], ["=1+1", 0, None], ["Ås", None, None]],
)


@pytest.mark.parametrize("tekst", ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%x", "\tx", "\rx", "  =1"])
def test_text_that_would_run_as_a_formula_is_defused(tekst):
    assert ufarlig(tekst) == f"'{tekst}"


def test_ordinary_text_and_numbers_are_left_alone():
    assert [ufarlig(verdi) for verdi in ("Halden", -5, None, "")] == ["Halden", -5, None, ""]


def test_csv_is_semicolon_with_empty_for_unknown():
    assert som_csv(ARK).decode("utf-8-sig").splitlines() == [
        "Kommune;Antall;Dato", "Halden;1234;2016-01-29", "'=1+1;0;", "Ås;;"
    ]  # fmt: skip


def test_xlsx_keeps_numbers_as_numbers_and_formulas_as_text():
    rader = CalamineWorkbook.from_filelike(io.BytesIO(som_xlsx(ARK))).get_sheet_by_index(0).to_python()
    assert rader[2:] == [
        ["Kommune", "Antall", "Dato"], ["Halden", 1234, date(2016, 1, 29)], ["'=1+1", 0, ""], ["Ås", "", ""]
    ]  # fmt: skip
