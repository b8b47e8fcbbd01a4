"""Independent checkers of PDF/UA. They come with the ci extra; without them these tests say so and skip."""

import subprocess
import sys
from pathlib import Path

import pytest

from bosetting.felles.dokument.typst import som_pdf

from .eksempel import dokument
from .test_utstyr import LOGO

# Each is explained in docs/dokumentmodell.md. A chapter's name of eight words in the running header is read as prose
# that somebody marked as decoration.
KJENTE_FEILALARMER = {"TAG-002"}


@pytest.fixture(scope="module")
def fil(tmp_path_factory) -> Path:
    sti = tmp_path_factory.mktemp("pdf") / "rapport.pdf"
    sti.write_bytes(som_pdf(dokument(lister=True, vannmerke="Utkast", logo=LOGO, farge="#6b1d3a")))
    return sti


def test_outloud_finds_no_error(fil):
    pytest.importorskip("outloud", reason="outloud is not installed (make install-ci)")
    # In a process of its own: the checker's libraries warn when they are imported, and warnings are errors here.
    kode = (
        "import outloud, sys; "
        "[print(f.rule, f.page, f.message) for f in outloud.check(sys.argv[1]).findings if f.severity == 'error']"
    )
    ut = subprocess.run([sys.executable, "-c", kode, fil], capture_output=True, text=True, check=True)
    funn = [linje for linje in ut.stdout.splitlines() if linje.split()[0] not in KJENTE_FEILALARMER]
    assert funn == []


def test_pdfua_finds_no_error(fil):
    pytest.importorskip("pdfua", reason="pdfua is not installed (make install-ci)")
    ut = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", fil], capture_output=True, text=True, check=False
    )
    assert "errors=0 warnings=0" in ut.stdout
