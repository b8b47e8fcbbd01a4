"""The network's first page, and the tabs above its lists."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.felles.dag import naa
from nettverk.faner import faner
from nettverk.models import Fase, Moete, Moetebrev, Oppfoelgingspunkt
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.nettverk.referatfactories import InnkallingFactory

pytestmark = pytest.mark.django_db
SIDE = reverse("nettverk:oversikt-show")


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete, navn="Raskere bosetting")


def moete(prosjekt, **felt):
    return Moete.objects.create(
        **{
            "prosjekt": prosjekt, "tittel": "Nettverksmøte", "dato": date(2016, 3, 15), "fra_tid": time(11, 30),
            "til_tid": time(15), "innsyn": "kommunene", "endret_at": naa(),
        }
        | felt
    )  # fmt: skip


def fyll(prosjekt, nr=0):
    gruppe = GruppeFactory(prosjekt=prosjekt, navn=f"Styringsgruppen {nr}")
    moete(prosjekt, tittel=f"Åpent {nr}")
    lukket = moete(prosjekt, tittel=f"Lukket {nr}", innsyn="medlemmer", gruppe=gruppe)
    Oppfoelgingspunkt.objects.create(
        moete=lukket, tekst=f"Sende oversikt {nr}", ansvarlig="IMDi Øst", frist=date(2016, 3, 8)
    )
    Oppfoelgingspunkt.objects.create(moete=lukket, tekst="Har tid", frist=date(2016, 3, 9))
    MedlemskapFactory(gruppe=gruppe, funksjon=f"direktør {nr}", til=date(2016, 4, 1))
    felles = {"prosjekt": prosjekt, "status": "planlagt"}
    AktivitetFactory(**felles, tittel=f"Kurs {nr}", fra_dato=date(2016, 4, 12))
    AktivitetFactory(**felles, tittel=f"Glemt {nr}", fra_dato=date(2016, 2, 1))
    Fase.objects.create(prosjekt=prosjekt, bokstav=f"C{nr}", navn="Videre", fra=date(2016, 1, 1))


def test_whoever_leads_sees_what_comes_and_what_waits(som, prosjektleder, prosjekt, halden):
    fyll(prosjekt)
    html = som(prosjektleder).get(SIDE).content.decode()
    for tekst in ("Åpent 0", "Lukket 0", "Kurs 0", "Sende oversikt 0", "direktør 0", "Glemt 0", "Halden",
                  "Raskere bosetting", "Fase C0: Videre", "Nytt møte"):  # fmt: skip
        assert tekst in html, tekst
    assert "Har tid" not in html


def test_a_reader_sees_what_is_open_to_her_and_writes_nothing(som, leser, prosjekt):
    fyll(prosjekt)
    html = som(leser).get(SIDE).content.decode()
    for tekst in ("Åpent 0", "Kurs 0", "direktør 0", "Raskere bosetting"):
        assert tekst in html
    for tekst in ("Lukket 0", "Sende oversikt 0", "Glemt 0", "Nytt møte"):
        assert tekst not in html


def test_a_kontaktperson_sees_the_networks_own_and_nothing_of_the_rest(som, kontaktperson, prosjekt, moss):
    fyll(prosjekt)
    html = som(kontaktperson).get(SIDE).content.decode()
    assert "Åpent 0" in html
    assert "Kurs 0" in html
    for tekst in (
        "Lukket 0",
        "Sende oversikt 0",
        "direktør 0",
        "Glemt 0",
        "Moss",
        "Raskere bosetting",
        "uten kontaktperson",
    ):
        assert tekst not in html, tekst


def test_another_embete_sees_none_of_it_and_the_page_is_calm_when_empty(som, nabosaksbehandler, prosjekt):
    fyll(prosjekt)
    html = som(nabosaksbehandler).get(SIDE).content.decode()
    for tekst in ("Åpent 0", "Kurs 0", "direktør 0", "Raskere bosetting"):
        assert tekst not in html
    for tekst in (
        "Ingen møter er planlagt.",
        "Ingen aktiviteter er planlagt.",
        "Ingenting fra møtene er over fristen.",
    ):
        assert tekst in html


@pytest.mark.parametrize(
    ("felt", "brev", "staar"),
    [
        ({}, True, True), ({}, False, False),
        ({"status": "avlyst"}, True, False), ({"dato": date(2016, 3, 8)}, True, False),
    ],
)  # fmt: skip
def test_an_invitation_that_waits_for_her_answer_stands_first(
    som, kontaktperson, nabokontaktperson, prosjekt, felt, brev, staar
):
    moetet = moete(prosjekt, tittel="Nettverksmøte i mars", **felt)
    rad = InnkallingFactory(moete=moetet, person__bruker=kontaktperson)
    if brev:
        Moetebrev.objects.create(innkalling=rad, slag="innkalling", moeteversjon=1, opprettet_at=naa())
    lenke = reverse("nettverk:min-innkalling-edit", args=[rad.pk])
    assert (lenke in som(kontaktperson).get(SIDE).content.decode()) is staar
    assert lenke not in som(nabokontaktperson).get(SIDE).content.decode()
    rad.svar = "kommer"
    rad.save()
    assert lenke not in som(kontaktperson).get(SIDE).content.decode()


def test_five_of_each_are_shown_and_the_rest_counted_in_as_many_queries(som, prosjektleder, prosjekt):
    klient = som(prosjektleder)
    for nr in range(7):
        fyll(prosjekt, nr)
    klient.get(SIDE)
    with CaptureQueriesContext(connection) as foer:
        svar = klient.get(SIDE)
    oversikt = svar.context["oversikt"]
    assert [(u.antall, len(u.rader), u.flere) for u in (oversikt.moeter, oversikt.aktiviteter)] == [
        (14, 5, 9), (7, 5, 2),
    ]  # fmt: skip
    assert (oversikt.oppfoelging.antall, oversikt.seter.antall, oversikt.passerte.antall) == (7, 7, 7)
    for nr in range(7, 14):
        fyll(prosjekt, nr)
    with CaptureQueriesContext(connection) as etter:
        klient.get(SIDE)
    assert len(etter) == len(foer) <= 30


def test_tabs_follow_the_rights_and_tell_where_one_is(leser, kontaktperson):
    egne = {str(fane.tekst) for fane in faner(kontaktperson.omfang, SIDE)}
    assert {"Oversikt", "Kalender", "Grupper", "Kommuneprosjekter", "Barrierer"} <= egne
    assert not egne & {
        "Prosjekter",
        "Prosjekter og tilskudd",
        "Grupper og personer",
        "Barrierer og evaluering",
    }
    her = {str(fane.tekst): fane.her for fane in faner(leser.omfang, reverse("nettverk:kalender-index"))}
    assert (her["Oversikt"], her["Kalender"], her["Prosjekter og tilskudd"]) == ("", "true", "")
    her = {str(fane.tekst): fane.her for fane in faner(leser.omfang, SIDE)}
    assert her["Oversikt"] == "page"
    assert sum(bool(verdi) for verdi in her.values()) == 1


def test_seven_tabs_and_the_pages_of_the_open_one_below_them(prosjektleder, leser):
    alle = faner(prosjektleder.omfang, reverse("nettverk:person-index"))
    assert len(alle) == 7
    assert [str(fane.tekst) for fane in alle if fane.her] == ["Grupper og personer"]
    (aapen,) = [fane for fane in alle if fane.under]
    assert (aapen.her, aapen.url) == ("true", reverse("nettverk:gruppe-index"))
    assert [(str(side.tekst), side.her) for side in aapen.under] == [
        ("Grupper", ""), ("Personer", "page"), ("Organisasjoner", ""),
    ]  # fmt: skip
    below = faner(leser.omfang, reverse("nettverk:moeteserie-index") + "5/")
    assert [(str(side.tekst), side.her) for fane in below for side in fane.under] == [
        ("Alle møter", ""), ("Møteserier", "true"), ("Oppfølging", ""),
    ]  # fmt: skip
    assert not [fane for fane in faner(prosjektleder.omfang, SIDE) if fane.under]
