"""Each type of report, with everything it may carry, through the checkers of PDF/UA and PDF/A."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from bosetting.felles.dokument.typst import som_pdf
from rapporter import definisjoner
from rapporter.dokument import bygg
from rapporter.domain import Aktivitetslinje, Gruppe, Maal, Medlem
from rapporter.henvisninger import med_henvisninger
from tests.felles.dokument.test_universell import KJENTE_FEILALARMER
from tests.felles.dokument.test_utstyr import LOGO

from .factories import SKJAERINGSDATO, grunnlag, linje, runde

TYPER = ("tertialrapport", "aarsnotat", "sluttrapport")
PROSA = """Kommunene svarte **raskt**.

- bolig
- skole

| Møte | Antall |
|---|--:|
| Råd | 18 |

## Veien videre

Se [planen](https://eksempel.no/plan).
"""


def _pdf(type_: str) -> bytes:
    kommuner = [linje(f"Kommune {nr}", (30 + nr, 5), (25 + nr, 5), nr=nr) for nr in range(1, 19)]
    medlemmer = tuple(Medlem(f"Rådgiver {nr}", "IMDi Øst", "medlem", "medlem") for nr in range(12))
    definert = definisjoner.type_(type_)
    g = grunnlag(
        *kommuner,
        type=definert,
        runder=(runde(oppgitt=(780, 197)),),
        maal=(Maal("maal-1", "1", "Alle kommunene svarer"),),
        grupper=(Gruppe("Styringsgruppen", "Møtes to ganger", 12, 1, medlemmer),),
        aktiviteter=tuple(
            Aktivitetslinje(f"Samling {nr}", "Konferanse", "gjennomfoert", SKJAERINGSDATO.replace(day=nr))
            for nr in range(1, 20)
        ),
        tekster={ett.noekkel: PROSA for ett in definert.kapitler},
    )
    dokument = bygg(g)
    return som_pdf(
        replace(
            dokument,
            blokker=med_henvisninger(dokument.blokker),
            lister=True,
            vannmerke="Utkast",
            logo=LOGO,
            farge="#6b1d3a",
        )
    )


@pytest.fixture(scope="module", params=TYPER)
def fil(request, tmp_path_factory):
    sti = tmp_path_factory.mktemp("rapport") / f"{request.param}.pdf"
    sti.write_bytes(_pdf(request.param))
    return sti


def test_it_claims_both_standards_and_has_bookmarks_and_headers(fil):
    with pikepdf.open(BytesIO(fil.read_bytes())) as pdf:
        xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "nb"
        merker = [merke.title for merke in pdf.open_outline().root]
        assert any(merke.startswith("Vedlegg 1") for merke in merker)


def test_outloud_finds_no_error(fil):
    pytest.importorskip("outloud", reason="outloud is not installed (make install-ci)")
    kode = (
        "import outloud, sys; "
        "[print(f.rule, f.page, f.message) for f in outloud.check(sys.argv[1]).findings if f.severity == 'error']"
    )
    ut = subprocess.run([sys.executable, "-c", kode, fil], capture_output=True, text=True, check=True)
    assert [en for en in ut.stdout.splitlines() if en.split()[0] not in KJENTE_FEILALARMER] == []


def test_pdfua_finds_no_error(fil):
    pytest.importorskip("pdfua", reason="pdfua is not installed (make install-ci)")
    ut = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", fil], capture_output=True, text=True, check=False
    )
    assert "errors=0 warnings=0" in ut.stdout
