"""``manage.py tallkontroll``: what it writes, and what it says of a file it cannot read."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bosetting.felles.arbeidsbok import MAKS_BYTES

pytestmark = pytest.mark.django_db
MAPPE = Path(__file__).parent / "dokumenter"


def kjoer(fil, **valg) -> str:
    ut = StringIO()
    call_command("tallkontroll", str(fil), stdout=ut, **valg)
    return ut.getvalue()


def test_json_has_the_findings_and_their_number():
    fil = MAPPE / "helsestasjon_korte_rader.txt"
    svar = json.loads(kjoer(fil, json=True))
    assert svar.keys() == {"fil", "funn", "antall"}
    assert svar["fil"] == str(fil)
    assert svar["antall"] == len(svar["funn"]) == 2
    foerste = svar["funn"][0]
    assert foerste.keys() == {"linje", "sitat", "funnet", "skal_vaere", "slag", "forklaring", "linjer"}
    assert (foerste["linje"], foerste["funnet"], foerste["skal_vaere"]) == (12, "250", "255 eller 256")
    assert foerste["slag"] == "kolonnesum"
    assert foerste["linjer"] == list(range(5, 13))


def test_text_says_line_quote_found_and_what_it_should_be():
    linjer = kjoer(MAPPE / "skoleskyss_kolonner.txt").splitlines()
    assert linjer[0].endswith("skoleskyss_kolonner.txt: 1 funn")
    assert linjer[2:] == [
        "Linje 9: Sum av en kolonne [kolonnesum]",
        "  «I alt: 540 (2021)»",
        "  Funnet: 540. Skal være: 541.",
        "  Radene i kolonnen «2021» gir til sammen 541, men summen er oppgitt til 540.",
    ]


def test_nothing_found_is_said():
    assert kjoer(MAPPE / "rent_brev.txt").strip().endswith("rent_brev.txt: ingen funn")
    assert json.loads(kjoer(MAPPE / "rent_brev.txt", json=True))["funn"] == []


@pytest.mark.parametrize(
    ("innhold", "grunn"),
    [(None, "Kan ikke lese .*: den finnes ikke."), (b"", "Filen er tom"), (b"%PDF-1.7", "verken"),
     (b"x" * (MAKS_BYTES + 1), "større enn 5 MB")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, innhold, grunn):
    fil = tmp_path / "rapport.txt"
    if innhold is not None:
        fil.write_bytes(innhold)
    with pytest.raises(CommandError, match=grunn) as feil:
        kjoer(fil)
    assert feil.value.returncode == 1
    assert "\n" not in str(feil.value)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="det er en mappe"):
        kjoer(tmp_path)
