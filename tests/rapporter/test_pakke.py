"""The package for the archive: every file told of and summed, figures as numbers, the same bytes again."""

import csv
import hashlib
import io
import json
import re
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from bosetting.felles.dokument.blokker import Dokument, Kolonne, Overskrift, Setning, Tabell, Vedlegg
from rapporter import frysing
from rapporter.models import Behandling, Rapport
from rapporter.pakke import LESMEG, html_fil, innhold, lag_pakke
from rapporter.pakketabeller import kilder_som_ark, tabeller, verdi
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory
from tests.vedtak.factories import VedtakFactory

from .factories import KapittelFactory, RapportFactory
from .rapportradfactories import BehandlingFactory


@pytest.fixture
def rapport(db, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 1070, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    KapittelFactory(rapport=rapport, tekst="Vi vil <script>alert(1)</script> få til mer.")
    return rapport


@pytest.fixture
def utgave(rapport, prosjektleder):
    bilde = frysing.oeyeblikk(rapport)
    utskrift = frysing.trykk(rapport, bilde, date(2016, 2, 2))
    ny = frysing.frys(by=prosjektleder, rapport=rapport, bilde=bilde, utskrift=utskrift)
    rapport.status = Rapport.SENDT
    rapport.save()
    BehandlingFactory(
        rapport=rapport, utgave=ny, steg=Behandling.SENDT, mottaker="IMDi", journalnummer="2016/77"
    )
    return ny


def filer(pakke: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(pakke)) as zip_:
        assert zip_.testzip() is None
        return {navn: zip_.read(navn) for navn in zip_.namelist()}


def rader(innholdet: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(innholdet.decode("utf-8-sig")), delimiter=";"))


def test_every_file_is_summed_and_told_of(utgave):
    inni = filer(lag_pakke(utgave))
    lesmeg = inni.pop(LESMEG).decode()
    summer = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", lesmeg, re.M))
    assert {sti: hashlib.sha256(ett).hexdigest() for sti, ett in inni.items()} == {
        sti: sum_ for sum_, sti in summer.items()
    }
    for sti in inni:
        assert f"{sti}\n    " in lesmeg
    assert "Utgave: 1" in lesmeg
    assert "Sendt: 1. februar 2016, IMDi" in lesmeg
    assert "Journalnummer: 2016/77" in lesmeg
    assert {
        "rapport.pdf",
        "rapport.html",
        "data/tall.csv",
        "data/tabeller.xlsx",
        "kilder/kilder.csv",
    } <= inni.keys()
    assert any(sti.startswith("vedlegg/vedlegg-1-") for sti in inni)
    assert all(re.fullmatch(r"[A-Za-z0-9/._-]+", sti) for sti in inni)


def test_the_same_report_gives_the_same_bytes(utgave):
    assert lag_pakke(utgave) == lag_pakke(utgave)


def test_the_package_of_an_edition_holds_what_was_frozen(rapport, utgave, halden):
    foer = filer(lag_pakke(utgave))
    galt = halden.vedtak.get()
    VedtakFactory(
        kommune=halden, totalt=60, em=10, retter=galt, rettegrunn="Skrivefeil", mottatt=galt.mottatt
    )
    rapport.kapitler.update(tekst="Noe helt annet.")
    etter = filer(lag_pakke(utgave))
    assert etter["rapport.pdf"] == bytes(utgave.pdf)
    frosset = {sti for sti in foer if not sti.startswith(("kilder/0", "kilder/1")) and sti != LESMEG}
    assert {sti: foer[sti] for sti in frosset} == {sti: etter[sti] for sti in frosset}
    assert lag_pakke(rapport) == lag_pakke(utgave)


def test_figures_are_numbers_and_agree_in_every_file(utgave):
    inni = filer(lag_pakke(utgave))
    fra_csv = {rad[0]: rad[2] for rad in rader(inni["data/tall.csv"])[1:]}
    fra_json = {rad["navn"]: rad["verdi"] for rad in json.loads(inni["data/tall.json"])["tall"]}
    frosset = {rad["navn"]: rad["verdi"] for rad in utgave.tall}
    assert fra_json == frosset
    assert fra_csv == {navn: "" if ett is None else str(ett) for navn, ett in frosset.items()}
    assert fra_json["anmodet.totalt"] == 1150
    bok = CalamineWorkbook.from_filelike(io.BytesIO(inni["data/tabeller.xlsx"]))
    assert bok.sheet_names[0] == "Tall"
    alle = [rad for ark in bok.sheet_names[1:] for rad in bok.get_sheet_by_name(ark).to_python()]
    assert [rad[1:3] for rad in alle if rad[0] == "Totalt"] == [[1150, 57]]
    (vedlegg,) = [ett for sti, ett in inni.items() if sti.startswith("vedlegg/") and b"Halden" in ett]
    assert next(rad for rad in rader(vedlegg) if rad[0] == "Halden")[2:4] == ["1070", "1060"]


def test_the_rows_behind_the_figures_are_there(utgave):
    inni = filer(lag_pakke(utgave))
    (vedtak,) = [ett for sti, ett in inni.items() if "vedtakene-for-2016" in sti]
    assert rader(vedtak)[1][0] == "Halden"
    assert "57" in rader(vedtak)[1]


def test_the_html_file_needs_no_other_and_runs_nothing(rapport):
    tekst = innhold(rapport).som_html().decode()
    assert "<script" not in tekst
    assert "&lt;script&gt;" in tekst
    assert not re.search(r"""(?:src|href)=["'](?!#|data:|mailto:)""", tekst)
    assert set(re.findall(r'url\("?(.{5})', tekst)) == {"data:"}
    assert "default-src 'none'" in tekst
    assert tekst.count("<h1>") == 1
    assert '<html lang="nb">' in tekst


def test_a_draft_says_that_it_is_one(rapport):
    inni = filer(lag_pakke(rapport))
    assert "Utgave: utkast, ikke godkjent" in inni[LESMEG].decode()
    assert "Utkast" in inni["rapport.html"].decode()
    assert innhold(rapport).stamme.endswith("-utkast")
    assert "data/dokument.json" not in inni
    assert inni["tekst/01-innledning.md"].decode().startswith("# Innledning\n\nVi vil <script>")


@pytest.mark.parametrize(
    ("celle", "tall"),
    [
        ("1 234", 1234), ("−15", -15), ("+3", 3), ("0", 0), ("–", None), (None, None), ("", None),
        ("57 %", "57 %"), ("2015–2016", "2015–2016"), ("57 (ubekreftet)", "57 (ubekreftet)"),
        ("01.02.2016", "01.02.2016"),
    ],
)  # fmt: skip
def test_a_printed_figure_is_a_number_again(celle, tall):
    assert verdi(celle) == tall


def test_tables_know_their_annex_and_sources_name_what_they_belong_to():
    kolonner = (Kolonne("Kommune"), Kolonne("Totalt", "tall", gruppe="Anmodet"))
    dokument = Dokument(
        "Rapport",
        date(2016, 1, 29),
        (
            Overskrift(1, "Tall"),
            Setning("Alle har svart.", ("vedtakene",)),
            Tabell("I teksten", kolonner, (("Halden", "1"),), kilde="anmodningene"),
            Vedlegg("Alle kommunene"),
            Tabell("I vedlegget", kolonner, (("Moss", "2"),), sumrad=("Sum", "2")),
        ),
    )
    foerste, andre = tabeller(dokument)
    assert (foerste.nummer, foerste.vedlegg) == ("Tabell 1", "")
    assert (andre.nummer, andre.vedlegg) == ("Tabell 2", "Vedlegg 1")
    assert andre.ark.overskrifter == ["Kommune", "Anmodet: Totalt"]
    assert andre.ark.rader == [["Moss", 2], ["Sum", 2]]
    assert kilder_som_ark(dokument, ()).rader == [
        ["Setning", "Alle har svart.", "vedtakene"],
        ["Tabell 1", "I teksten", "anmodningene"],
    ]
    assert html_fil(dokument).count("<table>") == 2


def test_nothing_that_is_typed_passes_for_the_sum_of_a_file(utgave):
    sann = re.search(r"^[0-9a-f]{64}  rapport.pdf$", filer(lag_pakke(utgave))[LESMEG].decode(), re.M)[0]
    BehandlingFactory(
        rapport=utgave.rapport,
        utgave=utgave,
        steg=Behandling.SENDT,
        mottaker=f"IMDi\n{'0' * 64}  rapport.pdf",
    )
    lesmeg = filer(lag_pakke(utgave))[LESMEG].decode()
    assert re.findall(r"^[0-9a-f]{64}  rapport.pdf$", lesmeg, re.M) == [sann]
