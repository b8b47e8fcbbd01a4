"""Pages of meetings: the list, who gets in, one meeting."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from nettverk.models import Medlemskap, Moete, Person
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.nettverk.seriefactories import (
    MoeteserieFactory,
    SakspapirFactory,
    SeriemoeteFactory,
)

pytestmark = pytest.mark.django_db
INDEX = "/nettverk/moeter/"


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def moete(prosjekt):
    return SeriemoeteFactory(prosjekt=prosjekt, innsyn="kommunene", tittel="Nettverksmøte")


def skjema(**endret):
    return {
        "noekkel": uuid.uuid4(), "versjon": 1, "tittel": "Styringsgruppe", "gruppe": "", "dato": "2016-04-12",
        "fra_tid": "11.30", "til_tid": "15.00", "sted": "Moss", "videolenke": "", "svarfrist": "", "beskrivelse": "",
        "innsyn": "embetet", "fase": "", "kilde": "", "status": "planlagt",
    } | endret  # fmt: skip


def titler(svar) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">(.*?)</a>', svar.content.decode())


@pytest.mark.parametrize(
    ("valg", "ventet"),
    [
        ({}, ["I dag", "Nær", "Åpent"]),
        ({"naar": "kommende"}, ["I dag", "Nær", "Åpent"]),
        ({"naar": "tidligere"}, ["Forrige", "Først"]),
        ({"naar": "alle", "status": "avlyst"}, ["Nær"]),
        ({"naar": "alle", "fra": "2016-03-01", "til": "2016-03-09"}, ["Forrige", "I dag"]),
        ({"naar": "alle", "q": "ÅPENT"}, ["Åpent"]),
        ({"naar": "alle", "q": "sarpsborg"}, ["Først"]),
        ({"naar": "alle", "sort": "-moete"}, ["Åpent", "Nær", "I dag", "Først", "Forrige"]),
        ({"naar": "alle", "sort": "dato"}, ["Først", "Forrige", "I dag", "Nær", "Åpent"]),
        ({"sort": "-dato"}, ["Åpent", "Nær", "I dag"]),
        ({"naar": "alle", "fra": "i går"}, ["Først", "Forrige", "I dag", "Nær", "Åpent"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(som, leser, prosjekt, valg, ventet):
    felles = {"prosjekt": prosjekt, "innsyn": "embetet"}
    SeriemoeteFactory(**felles, tittel="Først", dato=date(2016, 2, 1), sted="Sarpsborg")
    SeriemoeteFactory(**felles, tittel="Forrige", dato=date(2016, 3, 8))
    SeriemoeteFactory(**felles, tittel="I dag", dato=date(2016, 3, 9))
    SeriemoeteFactory(**felles, tittel="Nær", dato=date(2016, 3, 15), status="avlyst")
    SeriemoeteFactory(**felles, tittel="Åpent", dato=date(2016, 5, 1))
    svar = som(leser).get(INDEX, valg)
    assert titler(svar) == ventet
    eksport = som(leser).get(reverse("nettverk:moete-export", args=["csv"]), valg).content.decode("utf-8-sig")
    assert sorted(linje.split(";")[3] for linje in eksport.splitlines()[1:]) == sorted(ventet)


def test_the_list_is_narrowed_to_a_group_whose_meetings_she_sees(som, leser, prosjekt):
    synlig, lukket = (
        GruppeFactory(prosjekt=prosjekt, navn=navn) for navn in ("Faglig forum", "Styringsgruppen")
    )
    SeriemoeteFactory(prosjekt=prosjekt, gruppe=synlig, innsyn="embetet", tittel="Forum")
    SeriemoeteFactory(prosjekt=prosjekt, innsyn="embetet", tittel="Åpent")
    SeriemoeteFactory(prosjekt=prosjekt, gruppe=lukket, innsyn="medlemmer", tittel="Lukket")
    side = som(leser).get(INDEX).content.decode()
    assert "Faglig forum</option>" in side
    assert "Styringsgruppen" not in side
    assert titler(som(leser).get(INDEX, {"naar": "alle", "gruppe": synlig.pk})) == ["Forum"]


@pytest.mark.parametrize("antall", [1, 30])
def test_the_list_costs_the_same_however_long(som, leser, prosjekt, antall, django_assert_max_num_queries):
    gruppe = GruppeFactory(prosjekt=prosjekt)
    for nr in range(antall):
        serie = MoeteserieFactory(prosjekt=prosjekt)
        SeriemoeteFactory(
            prosjekt=prosjekt,
            gruppe=gruppe,
            innsyn="embetet",
            serie=serie,
            seriedato=date(2016, 4, 1 + nr % 28),
        )
    klient = som(leser)
    with django_assert_max_num_queries(9):
        klient.get(INDEX)
    with django_assert_max_num_queries(8):
        klient.get(reverse("nettverk:moete-export", args=["csv"]))


def test_an_empty_list_says_what_comes_here(som, prosjektleder, kontaktperson, prosjekt):
    assert "Lag et møte, eller en serie" in som(prosjektleder).get(INDEX).content.decode()
    assert "Her kommer møtene som du kan delta i" in som(kontaktperson).get(INDEX).content.decode()
    SeriemoeteFactory(prosjekt=prosjekt, innsyn="kommunene", dato=date(2016, 1, 1))
    assert "Ingen møter passer" in som(kontaktperson).get(INDEX).content.decode()


def test_the_fragment_is_the_part_the_page_includes(som, leser, moete):
    hele, del_ = som(leser).get(INDEX), som(leser).get(INDEX, headers={"HX-Request": "true"})
    treff, resten = re.fullmatch(
        r'<p id="treff" hx-swap-oob="innerHTML">(.*?)</p>(.*)', del_.content.decode().strip(), re.DOTALL
    ).groups()
    assert treff == "1 møte"
    assert f'<p id="treff" role="status">{treff}</p>' in hele.content.decode()
    assert resten.strip() in hele.content.decode()


@pytest.mark.parametrize(
    ("innsyn", "ser"),
    [
        ("medlemmer", {"prosjektleder"}),
        ("embetet", {"prosjektleder", "saksbehandler", "leser"}),
        ("kommunene", {"prosjektleder", "saksbehandler", "leser", "kontaktperson"}),
        ("offentlig", {"prosjektleder", "saksbehandler", "leser", "kontaktperson"}),
    ],
)
def test_a_meeting_and_its_series_are_seen_by_whom_they_are_open_to(
    som, prosjekt, innsyn, ser, prosjektleder, saksbehandler, leser, kontaktperson, nabosaksbehandler
):
    serie = MoeteserieFactory(prosjekt=prosjekt, innsyn=innsyn)
    moete = SeriemoeteFactory(prosjekt=prosjekt, innsyn=innsyn, serie=serie, seriedato=date(2016, 4, 5))
    papir = reverse("nettverk:sakspapir-download", args=[SakspapirFactory(moete=moete).pk])
    personer = {
        "prosjektleder": prosjektleder, "saksbehandler": saksbehandler, "leser": leser, "kontaktperson": kontaktperson,
        "nabo": nabosaksbehandler,
    }  # fmt: skip
    for navn, bruker in personer.items():
        ventet = 200 if navn in ser else 404
        for side in (moete.get_absolute_url(), serie.get_absolute_url(), papir):
            assert som(bruker).get(side).status_code == ventet, (navn, side)
        assert (moete.tittel in som(bruker).get(INDEX).content.decode()) == (navn in ser)


def test_a_member_of_the_group_sees_its_papers(som, prosjekt, leser):
    gruppe = GruppeFactory(prosjekt=prosjekt)
    moete = SeriemoeteFactory(prosjekt=prosjekt, gruppe=gruppe, innsyn="medlemmer")
    sete = MedlemskapFactory(gruppe=gruppe)
    assert som(leser).get(moete.get_absolute_url()).status_code == 404
    person = Person.objects.create(
        embete=prosjekt.embete, navn="Lars Leser", organisasjon=sete.organisasjon, bruker=leser
    )
    Medlemskap.objects.filter(pk=sete.pk).update(person=person)
    assert som(leser).get(moete.get_absolute_url()).status_code == 200
    Medlemskap.objects.filter(pk=sete.pk).update(til=date(2016, 3, 1))
    assert som(leser).get(moete.get_absolute_url()).status_code == 404


def test_one_meeting_opened_of_a_closed_series_leads_nowhere_she_cannot_go(
    som, prosjekt, leser, prosjektleder
):
    serie = MoeteserieFactory(prosjekt=prosjekt, innsyn="medlemmer")
    moete = SeriemoeteFactory(prosjekt=prosjekt, serie=serie, seriedato=date(2016, 4, 5), innsyn="embetet")
    lenke = f'href="{serie.get_absolute_url()}"'
    assert lenke in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    svar = som(leser).get(moete.get_absolute_url())
    assert svar.status_code == 200
    assert lenke not in svar.content.decode()


def test_a_meeting_is_made_and_shown(som, prosjektleder, prosjekt):
    gruppe = GruppeFactory(prosjekt=prosjekt, navn="Styringsgruppen", moeteinnsyn="medlemmer")
    side = reverse("nettverk:moete-create", args=[prosjekt.pk])
    assert (
        f'<option value="{gruppe.pk}" selected>'
        in som(prosjektleder).get(side, {"gruppe": gruppe.pk}).content.decode()
    )
    data = skjema(gruppe=gruppe.pk, innsyn="", videolenke="https://video.example.test/1")
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url == Moete.objects.get().get_absolute_url()
    tekst = som(prosjektleder).get(svar.url).content.decode()
    assert "Tirsdag 12. april 2016 kl. 11.30–15.00, Moss" in tekst
    assert 'href="https://video.example.test/1"' in tekst
    assert "bare gruppens medlemmer" in tekst


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"til_tid": "11:00"}, "Møtet må slutte etter at det begynner."),
        ({"dato": "2019-01-01"}, "Datoen er utenfor prosjektperioden."),
        ({"svarfrist": "2016-04-13"}, "Svarfristen kan ikke være etter møtet."),
        ({"innsyn": ""}, "Velg hvem som kan se et møte uten gruppe."),
        ({"videolenke": "javascript:alert(1)"}, "gyldig"),
        ({"videolenke": "ftp://video.example.test"}, "gyldig"),
        ({"fra_tid": "halv tolv"}, "Skriv et klokkeslett"),
        ({"tittel": ""}, "Feltet er påkrevet."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_lost(som, prosjektleder, prosjekt, feil, grunn):
    side = reverse("nettverk:moete-create", args=[prosjekt.pk])
    svar = som(prosjektleder).post(side, skjema(beskrivelse="Ta med tall") | feil)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Ta med tall" in svar.content.decode()
    assert not Moete.objects.exists()


def test_two_who_change_the_same_meeting_lose_nothing(som, prosjektleder, prosjekt):
    moete = SeriemoeteFactory(
        prosjekt=prosjekt, innsyn="embetet", tittel="Styringsgruppe", dato=date(2016, 4, 12)
    )
    side = reverse("nettverk:moete-edit", args=[moete.pk])
    assert som(prosjektleder).post(side, skjema(sted="Rygge")).status_code == 302
    svar = som(prosjektleder).post(side, skjema(sted="Halden", fra_tid="12:00"))
    assert svar.status_code == 422
    lagret = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", svar.content.decode()))
    assert lagret["Sted"] == "Rygge"
    assert 'value="Halden"' in svar.content.decode()
    assert Moete.objects.get().sted == "Rygge"


def test_a_meeting_is_cancelled_with_a_reason(som, prosjektleder, kontaktperson, moete):
    side = reverse("nettverk:moete-cancel", args=[moete.pk])
    assert som(prosjektleder).post(side, {"versjon": 1, "grunn": ""}).status_code == 422
    assert som(prosjektleder).post(side, {"versjon": 1, "grunn": "Sykdom"}).url == moete.get_absolute_url()
    tekst = som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    assert "Møtet er avlyst" in tekst
    assert "Sykdom" in tekst
    for verb in ("cancel", "edit"):
        assert som(prosjektleder).get(reverse(f"nettverk:moete-{verb}", args=[moete.pk])).status_code == 302


def test_who_cancels_what_somebody_moved_is_told_first(som, prosjektleder, moete):
    Moete.objects.filter(pk=moete.pk).update(versjon=2)
    side = reverse("nettverk:moete-cancel", args=[moete.pk])
    svar = som(prosjektleder).post(side, {"versjon": 1, "grunn": "Sykdom"})
    assert svar.status_code == 422
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', svar.content.decode())
    assert som(prosjektleder).post(side, {"versjon": versjon, "grunn": "Sykdom"}).status_code == 302
