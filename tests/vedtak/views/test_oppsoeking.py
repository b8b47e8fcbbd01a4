"""The outreach list: who, in which order, why, and whom to call."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bosetting.brukere.models import Tilgang
from bosetting.kommuner.models import Fylke
from tests.anmodninger.factories import RundeFactory, mange
from tests.brukere.factories import BrukerFactory, EmbeteFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import DialogFactory, VedtakFactory

pytestmark = pytest.mark.django_db
URL = reverse("vedtak:oppsoeking-index")


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def rader(svar) -> list[list[str]]:
    """Return the cells of the list as text."""
    [kropp] = re.findall(r'<table class="[^"]*oppsoeking".*?<tbody>(.*?)</tbody>', innhold(svar))
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", celle).split())
            for celle in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rad)
        ]
        for rad in re.findall(r"<tr>(.*?)</tr>", kropp)
    ]


@pytest.fixture
def runde(embete, halden, moss):
    """Halden has not answered, Moss lacks 10 of 40, Askim has done what it was asked for, Hvaler was not asked."""
    RundeFactory(
        embete=embete, aar=2015, sendt_dato=date(2014, 9, 1), linjer=[(halden, 30, 3), (moss, 20, 2)]
    )
    VedtakFactory(kommune=halden, aar=2015, totalt=20, em=3, vedtaksdato=date(2014, 12, 1))
    VedtakFactory(kommune=moss, aar=2015, totalt=25, em=2, vedtaksdato=date(2014, 12, 1))
    askim = KommuneFactory(nr="0124", navn="Askim")
    KommuneFactory(nr="0111", navn="Hvaler")
    VedtakFactory(kommune=moss, totalt=30, em=5)
    VedtakFactory(kommune=askim, totalt=10, em=2)
    return RundeFactory(
        embete=embete, sendt_dato=date(2015, 11, 17), svarfrist=date(2015, 12, 31),
        linjer=[(halden, 30, 5), (moss, 40, 5), (askim, 10, 2)],
    )  # fmt: skip


def test_each_row_shows_the_score_and_what_it_was_made_from(som, saksbehandler, runde):
    svar = som(saksbehandler).get(URL)
    assert [rad[:7] for rad in rader(svar)] == [
        ["1. Halden Ikke svart", "60", "25 30 av 30", "15 30 personer", "10 69 dager", "5 5 plasser", "5 10 av 30"],
        ["2. Moss Delvis", "11", "6 10 av 40", "5 10 personer", "0 har svart", "0 0 plasser", "0 0 av 20"],
    ]  # fmt: skip
    tekst = innhold(svar)
    assert "For Halden er regnestykket 25 + 15 + 10 + 5 + 5 = 60." in tekst
    assert "for årene 2013–2015 til sammen" in tekst
    assert (
        "1 kommune er ikke med, fordi ingenting er utestående. 1 kommune er ikke anmodet for 2016." in tekst
    )


def test_unknown_is_marked_and_not_counted_as_zero(som, saksbehandler, embete, halden):
    RundeFactory(embete=embete, svarfrist=None, linjer=[(halden, 30, None)])
    svar = som(saksbehandler).get(URL)
    assert rader(svar)[0][1:7] == [
        "minst 40", "25 30 av 30", "15 30 personer", "– ukjent", "– ukjent", "– ukjent",
    ]  # fmt: skip
    assert "For Halden er regnestykket 25 + 15 = 40." in innhold(svar)


def test_an_extension_that_runs_gives_no_points(som, saksbehandler, embete, halden, dag):
    RundeFactory(embete=embete, svarfrist=date(2016, 3, 31), linjer=[(halden, 30, 5)])
    assert rader(som(saksbehandler).get(URL))[0][4] == "0 fristen løper"


def test_the_dialogue_and_whom_to_call_stand_beside(som, saksbehandler, embete, runde, halden, kontaktperson):
    borte = BrukerFactory(
        navn="Borte", tilgang={"rolle": "kontaktperson", "kommune": halden}, is_active=False
    )
    sluttet = BrukerFactory(navn="Sluttet")
    Tilgang.objects.create(
        bruker=sluttet, rolle="kontaktperson", kommune=halden, fra=date(2014, 1, 1), til=date(2015, 1, 1)
    )
    felles = {"embete": embete, "kommune": halden}
    DialogFactory(
        **felles, dato=date(2016, 1, 1), oppfoelging="Kommer senere", oppfoelging_dato=date(2016, 4, 1)
    )
    DialogFactory(**felles, dato=date(2016, 2, 1), sen=True)
    DialogFactory(**felles, dato=date(2016, 3, 8), form="telefon", uten_avtale=True)
    svar = som(saksbehandler).get(URL)
    halden_rad, moss_rad = rader(svar)
    assert halden_rad[7] == (
        "Telefonsamtale for 1 dag siden Sende oversikt over Husbankens tilskudd (8 dager over)"
    )
    assert halden_rad[8] == f"Hanne Halden {kontaktperson.email}"
    assert f'href="mailto:{kontaktperson.email}"' in innhold(svar)
    assert moss_rad[7:9] == ["Ingen kontakt ført", "Ingen registrert"]
    assert f'href="{reverse("vedtak:dialog-create")}?kommune={halden.pk}"' in innhold(svar)
    assert borte.email not in innhold(svar)


def test_contact_gives_no_points(som, saksbehandler, embete, runde, moss):
    foer = [rad[:7] for rad in rader(som(saksbehandler).get(URL))]
    DialogFactory(embete=embete, kommune=moss)
    assert [rad[:7] for rad in rader(som(saksbehandler).get(URL))] == foer


def test_another_year_is_chosen_in_the_address(som, saksbehandler, runde):
    klient = som(saksbehandler)
    svar = klient.get(URL, {"aar": 2015})
    assert [rad[0] for rad in rader(svar)] == ["1. Halden Delvis"]
    assert re.findall(r'href="\?aar=(\d+)"(?: aria-current="(page)")?', innhold(svar)) == [
        ("2016", ""),
        ("2015", "page"),
    ]
    for aar in ("2017", "tull", "02016", ""):
        assert klient.get(URL, {"aar": aar}).status_code == 404


def test_nothing_outstanding_and_no_rounds_say_so(som, saksbehandler, embete, halden):
    assert "Ingen anmodninger ennå" in innhold(som(saksbehandler).get(URL))
    RundeFactory(embete=embete, linjer=[(halden, 30, 5)])
    VedtakFactory(kommune=halden)
    tekst = innhold(som(saksbehandler).get(URL))
    assert "Ingen bør kontaktes for 2016" in tekst
    assert "1 kommune er ikke med, fordi ingenting er utestående." in tekst


def test_the_export_holds_the_parts_as_numbers(som, saksbehandler, runde, kontaktperson):
    klient = som(saksbehandler)
    svar = klient.get(reverse("vedtak:oppsoeking-export", args=["csv"]), {"aar": 2016})
    hode, halden, _moss = csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";")
    assert len(hode) == len(halden) == 6 + 12 + 5
    assert halden[:8] == ["1", "0101", "Halden", "Ikke svart", "60", "", "25", "30"]
    assert halden[-1] == f"Hanne Halden <{kontaktperson.email}>"
    bok = klient.get(reverse("vedtak:oppsoeking-export", args=["xlsx"]))
    ark = CalamineWorkbook.from_filelike(io.BytesIO(bok.content)).get_sheet_by_index(0).to_python()
    assert ark[0][0] == "Hvem bør kontaktes for 2016, per 9. mars 2016"
    assert klient.get(reverse("vedtak:oppsoeking-export", args=["exe"])).status_code == 404


def test_only_the_embetes_own_municipalities_and_log(
    som, nabosaksbehandler, naboembete, embete, runde, bergen, halden
):
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    DialogFactory(embete=embete, kommune=halden)
    RundeFactory(embete=naboembete, linjer=[(bergen, 30, 5)])
    svar = som(nabosaksbehandler).get(URL, {"aar": 2016})
    assert [rad[0] for rad in rader(svar)] == ["1. Bergen Ikke svart"]
    assert "ikke med, fordi" not in innhold(svar)


@pytest.mark.parametrize("navn", ["leser", "kontaktperson", "systemansvarlig", "uten_rolle"])
def test_the_wrong_role_is_refused(navn, request, som, runde):
    klient = som(request.getfixturevalue(navn))
    for adresse in (URL, reverse("vedtak:oppsoeking-export", args=["csv"])):
        assert klient.get(adresse).status_code == 403


QUERIES = 17


@pytest.mark.parametrize("antall", [3, 150])
def test_the_number_of_queries_does_not_grow(som, saksbehandler, embete, antall, django_assert_num_queries):
    kommuner = mange(embete, antall)
    for aar in range(2013, 2017):
        RundeFactory(embete=embete, aar=aar, linjer=[(kommune, 20, 2) for kommune in kommuner])
    for kommune in kommuner[:40]:
        DialogFactory(embete=embete, kommune=kommune)
        BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": kommune})
    klient = som(saksbehandler)
    klient.get(URL)
    with django_assert_num_queries(QUERIES):
        svar = klient.get(URL)
    assert len(svar.context["rader"]) == antall


def test_428_municipalities_of_real_data_cost_the_same(som, shared_data, django_assert_num_queries):
    filer = (str(shared_data / navn) for navn in ("kommuner_2015.csv", "bosetting_imdi_2012_2016.csv"))
    kommuner, imdi = filer
    call_command("import_kommuner", kommuner=kommuner, stdout=io.StringIO(), stderr=io.StringIO())
    call_command("import_imdi", imdi, stdout=io.StringIO(), stderr=io.StringIO())
    landet = EmbeteFactory(omraade="hele landet", fylker=tuple(Fylke.objects.values_list("nr", flat=True)))
    klient = som(BrukerFactory(tilgang={"rolle": "saksbehandler", "embete": landet}))
    klient.get(URL)
    with django_assert_num_queries(QUERIES):
        liste = klient.get(URL, {"aar": 2016}).context["liste"]
    assert len(liste.rader) + liste.uten_utestaaende + liste.ikke_anmodet == 428
    assert liste.rader[0].poeng.sum >= liste.rader[-1].poeng.sum
