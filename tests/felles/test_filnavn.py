"""Names of uploaded files: recognisable, and nothing in them fools a reader, a header or a file system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.filnavn import MAKS_NAVN, rent_filnavn


@pytest.mark.parametrize(
    ("navn", "rent"),
    [
        ("Saksprotokoll æøå «15/1234».pdf", "1234».pdf"),
        ("Saksprotokoll æøå.pdf", "Saksprotokoll æøå.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\drivers.pdf", "drivers.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("vedtak\u202efdp.exe", "vedtakfdp.exe"),
        ("ved\u200btak\ufeff.pdf", "vedtak.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ('a"b<c>d|e?f*.pdf', "a_b_c_d_e_f_.pdf"),
        ("  mange   mellomrom .pdf", "mange mellomrom.pdf"),
        (".htaccess", "htaccess"),
        (".pdf", "pdf"),
        ("...", "dokument"),
        ("", "dokument"),
        ("a\u030a.pdf", "å.pdf"),
        ("x" * 300 + ".pdf", "x" * (MAKS_NAVN - 4) + ".pdf"),
    ],
)
def test_a_name_is_cleaned(navn, rent):
    assert rent_filnavn(navn) == rent


@given(st.text())
def test_no_name_is_dangerous(navn):
    rent = rent_filnavn(navn)
    assert rent
    assert len(rent) <= MAKS_NAVN + 1
    assert not set(rent) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(tegn).startswith("C") for tegn in rent)
    assert rent.strip(". ") == rent
    assert rent_filnavn(rent) == rent
