"""The project catalogue: the document, the page, the PDF, the command."""

import re
from datetime import date

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from bosetting.felles.dokument.typst import som_pdf
from nettverk.models import Person
from nettverk.prosjektkatalog import Kataloggrunnlag, Katalogprosjekt, bygg, filnavn
from tests.nettverk.factories import OrganisasjonFactory
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory

SHOW = "/nettverk/prosjektkatalog/"


def prosjekt(**endret) -> Katalogprosjekt:
    felt = {"tittel": "Jobb nå", "kommuner": ("Halden",), "ordning": "Jobbsjansen", "status": "pågår"}
    return Katalogprosjekt(**felt | {"tildelt": 100, "utbetalt": 40} | endret)


def grunnlag(*prosjekter) -> Kataloggrunnlag:
    return Kataloggrunnlag("Fylkesmannen i Østfold", "Østfold", 2015, date(2016, 3, 9), prosjekter)


def tabeller(dokument):
    return [blokk for blokk in dokument.blokker if type(blokk).__name__ == "Tabell"]


def test_sums_by_municipality_and_scheme_come_to_the_same():
    dokument = bygg(
        grunnlag(
            prosjekt(),
            prosjekt(tittel="Bolig", ordning=None, tildelt=None),
            prosjekt(tittel="Felles", kommuner=("Halden", "Moss"), utbetalt=5),
        )
    )
    etter_kommune, etter_ordning = tabeller(dokument)
    assert etter_kommune.rader == (("Halden", "2", "100", "80"), ("Halden og Moss", "1", "100", "5"))
    assert etter_ordning.rader == (("Jobbsjansen", "2", "200", "45"), ("Uten ordning", "1", "–", "40"))
    assert etter_kommune.sumrad == etter_ordning.sumrad == ("Sum", "3", "200", "85")
    assert etter_kommune.fotnote == "Summene er av de beløpene som er kjent."


def test_what_is_written_is_text_and_never_markup():
    dokument = bygg(grunnlag(prosjekt(formaal="#strong[x] **y**\nlinje\n\n<b>z</b>", tittel="#pagebreak()")))
    assert som_pdf(dokument)[:4] == b"%PDF"
    assert som_pdf(dokument) == som_pdf(dokument)


def test_a_catalogue_without_projects_says_so():
    assert "Ingen prosjekter er lagt i katalogen for 2015." in str(bygg(grunnlag()).blokker)
    assert filnavn(grunnlag()) == "prosjektkatalog-2015-oestfold.pdf"


@pytest.fixture
def katalog(embete, halden, moss):
    person = Person.objects.create(
        embete=embete,
        navn="Berit Bolig",
        tittel="boligkoordinator",
        organisasjon=OrganisasjonFactory(embete=embete, navn="Moss kommune"),
    )
    ordning = OrdningFactory(embete=embete, navn="Jobbsjansen")
    felt = {"embete": embete, "ordning": ordning, "kontakt": person, "soekt": 987_654}
    KommuneprosjektFactory(tittel="Fått tilsagn", kommuner=[moss], tildelt=100_000, **felt)
    KommuneprosjektFactory(tittel="Sammen", kommuner=[halden, moss], utbetalt=7_000, **felt)
    KommuneprosjektFactory(tittel="Bare søkt", kommuner=[moss], status="soekt", **felt)
    KommuneprosjektFactory(tittel="Avslått", kommuner=[moss], status="avslaatt", **felt)
    KommuneprosjektFactory(tittel="Holdt utenfor", kommuner=[moss], i_katalogen=False, **felt)
    KommuneprosjektFactory(tittel="Annet år", kommuner=[moss], aar=2014, **felt)


@pytest.mark.parametrize("hvem", ["leser", "prosjektleder", "kontaktperson", "nabokontaktperson"])
def test_all_municipalities_read_what_got_money_and_no_more(request, som, katalog, hvem):
    tekst = som(request.getfixturevalue(hvem)).get(SHOW).content.decode()
    assert re.findall(r"<h3[^>]*>(?:<[^>]+>)*([^<]+)", tekst) == ["Fått tilsagn", "Sammen"]
    assert "Har også «Sammen» sammen med andre." in tekst
    assert "boligkoordinator, Moss kommune" in tekst
    for skjult in ("Bare søkt", "Avslått", "Holdt utenfor", "Annet år", "Berit", "987"):
        assert skjult not in tekst, skjult


def test_it_is_chosen_by_year_and_empty_elsewhere(som, leser, nabosaksbehandler, katalog):
    assert "Annet år" in som(leser).get(SHOW, {"aar": "2014"}).content.decode()
    tekst = som(nabosaksbehandler).get(SHOW).content.decode()
    assert "Ingen prosjekter i katalogen ennå" in tekst
    assert "tilsagn</h3>" not in tekst


@pytest.mark.django_db
def test_the_page_costs_the_same_however_many(
    som, leser, embete, halden, katalog, django_assert_max_num_queries
):
    for _nr in range(20):
        KommuneprosjektFactory(embete=embete, kommuner=[halden])
    klient = som(leser)
    with django_assert_max_num_queries(12):
        klient.get(SHOW)


def test_the_pdf_is_the_page_on_tagged_paper(som, kontaktperson, katalog, tmp_path):
    svar = som(kontaktperson).get(reverse("nettverk:prosjektkatalog-pdf"), {"aar": "2015"})
    assert svar["Content-Disposition"] == 'attachment; filename="prosjektkatalog-2015-oestfold.pdf"'
    fil = tmp_path / "katalog.pdf"
    fil.write_bytes(svar.content)
    with pikepdf.open(fil) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nb"


def test_the_command_writes_the_same_file(som, leser, katalog, tmp_path, capsys):
    fil = tmp_path / "katalog.pdf"
    call_command("prosjektkatalog", "--aar", "2015", "--ut", str(fil))
    assert "2 prosjekter" in capsys.readouterr().out
    assert (
        fil.read_bytes() == som(leser).get(reverse("nettverk:prosjektkatalog-pdf"), {"aar": "2015"}).content
    )


def test_the_only_embete_without_projects_gets_a_catalogue_that_says_so(embete, tmp_path, capsys):
    fil = tmp_path / "tom.pdf"
    call_command("prosjektkatalog", "--aar", "2011", "--ut", str(fil))
    assert "0 prosjekter" in capsys.readouterr().out
    lest = "".join(side.extract_text() for side in PdfReader(fil).pages)
    assert "Ingen prosjekter er lagt i katalogen for 2011." in " ".join(lest.split())


def test_the_command_says_what_is_wrong(katalog, halden, tmp_path):
    ut = str(tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="Fant ikke embetet Vestfold"):
        call_command("prosjektkatalog", "--aar", "2015", "--ut", ut, "--embete", "Vestfold")
    with pytest.raises(CommandError, match="15 er ikke et år"):
        call_command("prosjektkatalog", "--aar", "15", "--ut", ut)
    with pytest.raises(CommandError, match="Kan ikke skrive til"):
        call_command("prosjektkatalog", "--aar", "2015", "--ut", str(tmp_path / "finnes" / "ikke.pdf"))
    KommuneprosjektFactory(embete__omraade="Hordaland", kommuner=[halden])
    with pytest.raises(CommandError, match="Hordaland, Østfold"):
        call_command("prosjektkatalog", "--aar", "2015", "--ut", ut)
    call_command("prosjektkatalog", "--aar", "2015", "--ut", ut, "--embete", "østfold")
