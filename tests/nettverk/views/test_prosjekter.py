"""Pages of projects and their result goals."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Budsjettlinje, Fase, Prosjekt, Regnskapspost, Resultatmaal, Strategi
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, ProsjektFactory, ResultatmaalFactory
from tests.nettverk.moetefactories import MoeteFactory

pytestmark = pytest.mark.django_db


def prosjektdata(maal=(), faser=(), **endret):
    data = {
        "noekkel": uuid.uuid4(), "versjon": 1, "navn": "Raskere bosetting", "fra": "2015-01-01", "til": "2016-12-31",
        "effektmaal": "Flere bosettes raskere", "kilde": "",
        "maal-TOTAL_FORMS": len(maal), "maal-INITIAL_FORMS": sum(bool(rad.get("pk")) for rad in maal),
    }  # fmt: skip
    data |= {
        "faser-TOTAL_FORMS": len(faser),
        "faser-INITIAL_FORMS": sum(bool(rad.get("pk")) for rad in faser),
    }
    for navn, rader in (("maal", maal), ("faser", faser)):
        for nr, rad in enumerate(rader):
            data |= {f"{navn}-{nr}-{felt}": verdi for felt, verdi in rad.items()}
    return data | endret


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete, navn="Raskere bosetting")


def test_the_project_shows_goals_with_their_activities(som, leser, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="3 c", tekst="En samordnet stat")
    AktivitetFactory(prosjekt=prosjekt).resultatmaal.add(maal)
    svar = som(leser).get(prosjekt.get_absolute_url()).content.decode()
    assert "En samordnet stat" in svar
    assert '<td class="num">1</td>' in svar
    assert "Rediger prosjektet" not in svar


def test_the_list_counts_groups_meetings_and_activities_each_by_itself(som, leser, prosjekt):
    GruppeFactory.create_batch(2, prosjekt=prosjekt)
    MoeteFactory.create_batch(3, prosjekt=prosjekt)
    AktivitetFactory.create_batch(4, prosjekt=prosjekt)
    ProsjektFactory(embete=prosjekt.embete, navn="Uten noe")
    liste = som(leser).get(reverse("nettverk:prosjekt-index")).content.decode()
    tall = [
        re.findall(r"<td[^>]*>\s*(\d+)\s*</td>", rad.split("</tr>")[0])
        for rad in liste.split("<tbody")[1].split("<tr")[1:]
    ]
    assert tall == [["2", "3", "4"], ["0", "0", "0"]]


def test_gates(som, client, prosjekt, leser, kontaktperson, nabosaksbehandler, saksbehandler):
    endre, ny = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk]), reverse("nettverk:prosjekt-create")
    for side in (prosjekt.get_absolute_url(), endre, ny):
        assert client.get(side).status_code == 302
    assert som(nabosaksbehandler).get(prosjekt.get_absolute_url()).status_code == 404
    assert som(kontaktperson).get(prosjekt.get_absolute_url()).status_code == 403
    for side in (endre, ny):
        assert som(saksbehandler).get(side).status_code == 403
        assert som(leser).post(side, prosjektdata()).status_code == 403


def test_a_project_is_made_once_with_its_goals(som, prosjektleder, embete, naboembete):
    side = reverse("nettverk:prosjekt-create")
    assert som(prosjektleder).get(side).status_code == 200
    data = prosjektdata(
        [{"nummer": "1", "tekst": "Alle vedtar"}, {"nummer": "", "tekst": ""}], embete=embete.pk
    )
    svar = som(prosjektleder).post(side, data)
    assert som(prosjektleder).post(side, data).url == svar.url == Prosjekt.objects.get().get_absolute_url()
    assert Resultatmaal.objects.get().tekst == "Alle vedtar"
    assert Hendelse.objects.count() == 2
    svar = som(prosjektleder).post(side, prosjektdata(embete=naboembete.pk))
    assert svar.status_code == 422
    svar = som(prosjektleder).post(side, prosjektdata(embete=embete.pk))
    assert "Navnet er alt i bruk her." in svar.content.decode()


def test_goals_change_places_are_added_and_deleted(som, prosjektleder, prosjekt):
    a, b, c = (ResultatmaalFactory(prosjekt=prosjekt, nummer=nr, tekst=nr) for nr in "123")
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    assert som(prosjektleder).get(side).status_code == 200
    maal = [
        {"pk": a.pk, "nummer": "2", "tekst": "1"},
        {"pk": b.pk, "nummer": "1", "tekst": "2"},
        {"pk": c.pk, "nummer": "3", "tekst": "3", "DELETE": "on"},
        {"nummer": "3", "tekst": "Ny"},
    ]
    assert som(prosjektleder).post(side, prosjektdata(maal)).url == prosjekt.get_absolute_url()
    assert list(prosjekt.resultatmaal.order_by("nummer").values_list("nummer", "tekst")) == [
        ("1", "2"),
        ("2", "1"),
        ("3", "Ny"),
    ]
    assert {"endret resultatmål", "slettet resultatmål", "opprettet resultatmål", "endret prosjekt"} == set(
        Hendelse.objects.values_list("handling", flat=True)
    )


def test_a_goal_that_activities_serve_is_kept(som, prosjektleder, prosjekt):
    maal = ResultatmaalFactory(prosjekt=prosjekt, nummer="1")
    AktivitetFactory(prosjekt=prosjekt).resultatmaal.add(maal)
    data = prosjektdata([{"pk": maal.pk, "nummer": "1", "tekst": "x", "DELETE": "on"}], navn="Nytt navn")
    svar = som(prosjektleder).post(reverse("nettverk:prosjekt-edit", args=[prosjekt.pk]), data)
    assert svar.status_code == 422
    assert "Resultatmål 1 kan ikke slettes" in svar.content.decode()
    assert Resultatmaal.objects.filter(pk=maal.pk).exists()
    prosjekt.refresh_from_db()
    assert prosjekt.navn == "Raskere bosetting"


@pytest.mark.parametrize(
    ("feil", "maal", "grunn"),
    [
        ({"til": "2014-12-31"}, [], "Sluttdatoen må være etter startdatoen."),
        ({"effektmaal": ""}, [], "Feltet er påkrevet."),
        ({}, [{"nummer": "1", "tekst": ""}], "Resultatmål, linje 1: Feltet er påkrevet."),
        (
            {},
            [{"nummer": "1", "tekst": "a"}, {"nummer": "1", "tekst": "b"}],
            "Flere resultatmål har nummer 1.",
        ),
        (
            {},
            [{"nummer": "3 a", "tekst": "a"}, {"nummer": "3A", "tekst": "b"}],
            "Flere resultatmål har nummer 3 a, 3A.",
        ),
    ],
)
def test_faults_are_told_and_nothing_is_half_saved(som, prosjektleder, prosjekt, feil, maal, grunn):
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    svar = som(prosjektleder).post(side, prosjektdata(maal, navn="Omdøpt", **feil))
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "Omdøpt" in svar.content.decode()
    prosjekt.refresh_from_db()
    assert prosjekt.navn == "Raskere bosetting"
    assert not Hendelse.objects.exists()


def test_goals_of_another_project_are_out_of_reach(som, prosjektleder, prosjekt):
    fremmed = ResultatmaalFactory(nummer="9", tekst="Deres")
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    som(prosjektleder).post(side, prosjektdata([{"pk": fremmed.pk, "nummer": "9", "tekst": "Vårt"}]))
    fremmed.refresh_from_db()
    assert fremmed.tekst == "Deres"


def test_two_who_change_the_same_project_lose_nothing(som, prosjektleder, prosjekt):
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    like = {"navn": prosjekt.navn, "effektmaal": prosjekt.effektmaal, "til": "2017-01-01"}
    foerste = prosjektdata([{"nummer": "1", "tekst": "Alle vedtar"}], **like)
    assert som(prosjektleder).post(side, foerste).status_code == 302
    andre = prosjektdata([{"nummer": "1", "tekst": "Noen vedtar"}], **like)
    svar = som(prosjektleder).post(side, andre)
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har lagret etter at du åpnet siden" in svar.content.decode()
    assert "<li>1 Alle vedtar</li>" in svar.content.decode()
    assert "Noen vedtar" in svar.content.decode()
    assert [rad.tekst for rad in prosjekt.resultatmaal.all()] == ["Alle vedtar"]
    assert Hendelse.objects.get().handling == "opprettet resultatmål"


def fase(**felt):
    return {"bokstav": "A", "navn": "Etablering", "fra": "2015-02-01", "til": "2015-06-01"} | felt


def test_phases_are_made_changed_and_kept_while_something_lies_in_them(som, prosjektleder, prosjekt):
    side = reverse("nettverk:prosjekt-edit", args=[prosjekt.pk])
    assert som(prosjektleder).post(side, prosjektdata(faser=[fase()])).status_code == 302
    rad = Fase.objects.get()
    assert (rad.bokstav, rad.fra.isoformat(), rad.til.isoformat()) == ("A", "2015-02-01", "2015-06-01")
    prosjekt.refresh_from_db()
    endret = prosjektdata(faser=[fase(pk=rad.pk, navn="Oppstart")], versjon=prosjekt.versjon)
    assert som(prosjektleder).post(side, endret).status_code == 302
    assert "Oppstart" in (lest := som(prosjektleder).get(prosjekt.get_absolute_url()).content.decode())
    assert "01.02.2015 – 31.05.2015" in lest  # the last day, as plans write it
    AktivitetFactory(prosjekt=prosjekt, fase=rad)
    prosjekt.refresh_from_db()
    bort = prosjektdata(faser=[fase(pk=rad.pk, DELETE="on")], versjon=prosjekt.versjon)
    svar = som(prosjektleder).post(side, bort)
    assert (svar.status_code, Fase.objects.count()) == (422, 1)
    assert "Fase A kan ikke slettes" in svar.content.decode()


@pytest.mark.parametrize(
    ("faser", "grunn"),
    [
        ([fase(til="2015-01-01")], "Fase A: sluttdatoen må være etter startdatoen."),
        ([fase(fra="2014-12-31")], "Fase A er utenfor prosjektperioden."),
        ([fase(), fase(navn="Enda en")], "Flere faser har bokstaven A."),
        ([fase(navn="")], "Navn, linje 1: Feltet er påkrevet."),
    ],
)
def test_a_phase_that_cannot_be_is_told_and_nothing_is_saved(som, prosjektleder, prosjekt, faser, grunn):
    svar = som(prosjektleder).post(
        reverse("nettverk:prosjekt-edit", args=[prosjekt.pk]), prosjektdata(faser=faser)
    )
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert not Fase.objects.exists()


def test_the_page_shows_sub_goals_under_their_goal_and_the_phase_of_today(som, leser, prosjekt, dag):
    for nummer in ("10", "3 b", "2", "3", "3 a"):
        ResultatmaalFactory(prosjekt=prosjekt, nummer=nummer, tekst=f"Mål nr. {nummer}")
    Fase.objects.create(prosjekt=prosjekt, bokstav="C", navn="Videre", fra=dag)
    svar = som(leser).get(prosjekt.get_absolute_url())
    html = svar.content.decode()
    steder = [html.index(f"Mål nr. {nummer}<") for nummer in ("2", "3", "3 a", "3 b", "10")]
    assert steder == sorted(steder)
    assert html.count('class="delmaal"') == 2
    assert html.count("Nå</span>") == 1


def test_the_page_costs_the_same_however_much_the_plan_holds(som, leser, prosjekt):
    klient = som(leser)
    klient.get(prosjekt.get_absolute_url())

    def antall():
        with CaptureQueriesContext(connection) as spoerringer:
            assert klient.get(prosjekt.get_absolute_url()).status_code == 200
        return len(spoerringer)

    ResultatmaalFactory(prosjekt=prosjekt)
    GruppeFactory(prosjekt=prosjekt)
    foer = antall()
    for nr in range(1, 8):
        ResultatmaalFactory(prosjekt=prosjekt, nummer=f"7{nr}")
        GruppeFactory(prosjekt=prosjekt)
        Strategi.objects.create(prosjekt=prosjekt, nummer=nr, tekst="Samle")
        linje = Budsjettlinje.objects.create(prosjekt=prosjekt, aar=2015 + nr % 2, post="Reiser", kroner=nr)
        Regnskapspost.objects.create(prosjekt=prosjekt, linje=linje, dato="2015-05-01", tekst="x", kroner=1)
    assert antall() == foer <= 18


def test_the_list_of_projects_is_narrowed_sorted_and_exported(som, leser, embete, naboembete):
    for navn, fra, til in (
        ("Pågår nå", "2015-01-01", "2017-01-01"), ("Over", "2012-01-01", "2013-01-01"), ("Kommer", "2017-01-01", None),
    ):  # fmt: skip
        ProsjektFactory(embete=embete, navn=navn, fra=fra, til=til)
    ProsjektFactory(embete=naboembete, navn="Deres")
    side = reverse("nettverk:prosjekt-index")
    for valg, navn in (("pagar", "Pågår nå"), ("over", "Over"), ("kommer", "Kommer")):
        rader = som(leser).get(side, {"tilstand": valg}).context["tabell"].data
        assert [rad.navn for rad in rader] == [navn]
    rader = som(leser).get(side, {"sort": "navn"}).context["tabell"].rows
    assert [rad.record.navn for rad in rader] == ["Kommer", "Over", "Pågår nå"]
    fil = som(leser).get(reverse("nettverk:prosjekt-export", args=["csv"]), {"q": "nå"}).content.decode()
    assert "Pågår nå" in fil
    assert "Over" not in fil
    assert "Deres" not in fil
    assert som(leser).get(reverse("nettverk:prosjekt-export", args=["pdf"])).status_code == 404
