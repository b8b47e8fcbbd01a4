"""What the signed links open: the agenda and its papers, for who is invited and her substitute, and nobody else."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from bosetting.felles import lager
from nettverk import innkallinger, moetelenke
from nettverk.models import Innkalling, Moete, Moetebrev
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import ProsjektFactory
from tests.nettverk.referatfactories import InnkallingFactory
from tests.nettverk.seriefactories import AgendasakFactory, SakspapirFactory, SeriemoeteFactory

pytestmark = pytest.mark.django_db
NINA = {"svar": "vara", "vara_navn": "Nina", "vara_epost": "nina@example.test"}


@pytest.fixture(autouse=True)
def _ingen_har_forsoekt():
    cache.clear()


@pytest.fixture
def moete(embete):
    prosjekt = ProsjektFactory(embete=embete)
    return SeriemoeteFactory(
        prosjekt=prosjekt, innsyn="medlemmer", dato=date(2016, 3, 16), tittel="Styringsmøte"
    )


@pytest.fixture
def rad(moete):
    return InnkallingFactory(moete=moete, person__navn="Kari Nordmann", vara_noekkel=uuid4(), **NINA)


@pytest.fixture
def papir(moete):
    sak = AgendasakFactory(moete=moete, nummer=1, tittel="Boliger", tekst="Internt om saken")
    return SakspapirFactory(moete=moete, sak=sak, navn="boligplan.pdf", innhold=b"boligplan")


def lenker(rad):
    """Return the two links: of who is invited, and of her substitute."""
    return moetelenke.sti(rad), moetelenke.varasti(rad)


def til_papir(sti, papir):
    return f"{sti}papir/{papir.pk}/"


def uten_merke(svar):
    return re.sub(rb'"X-CSRFToken": "[^"]+"', b"", svar.content)


def test_both_links_show_the_agenda_as_sent_and_hand_out_its_papers(client, moete, rad, papir):
    felles = SakspapirFactory(moete=moete, sak=None, navn="dagsorden.pdf")
    AgendasakFactory(moete=moete, nummer=0, status="foreslaatt", tittel="Hemmelig forslag")
    for sti in lenker(rad):
        html = client.get(sti).content.decode()
        assert "Boliger" in html
        assert not any(ord_ in html for ord_ in ("Internt om saken", "Hemmelig forslag"))
        for ett in (papir, felles):
            assert til_papir(sti, ett) in html
        svar = client.get(til_papir(sti, papir))
        assert svar.content == b"boligplan"
        assert svar["Content-Disposition"] == 'attachment; filename="boligplan.pdf"'
        assert svar["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in svar["Content-Security-Policy"]
        assert "no-store" in svar["Cache-Control"]
        assert svar["Referrer-Policy"] == "strict-origin"
    assert Innkalling.objects.get().versjon == 1


def test_the_substitute_reads_and_does_not_answer(client, rad):
    _egen, sti = lenker(rad)
    html = client.get(sti).content.decode()
    assert "Du er satt opp som vara" in html
    assert "Send svaret" not in html
    assert "Kari Nordmann" not in html
    assert client.post(sti, {"svar": "kommer", "versjon": 1}).status_code == 405
    assert Innkalling.objects.get().svar == "vara"


def test_papers_of_others_and_papers_that_are_gone_are_the_same_404_as_a_wrong_link(
    client, moete, rad, papir
):
    annet = SeriemoeteFactory(prosjekt=moete.prosjekt, innsyn="medlemmer")
    forslag = AgendasakFactory(moete=moete, nummer=0, status="foreslaatt")
    avvist = AgendasakFactory(moete=moete, nummer=0, status="avvist")
    fjernet = SakspapirFactory(moete=moete, fjernet_at=moete.endret_at)
    skjulte = [
        SakspapirFactory(moete=annet),
        SakspapirFactory(moete=moete, sak=forslag),
        SakspapirFactory(moete=moete, sak=avvist),
        fjernet,
    ]
    egen, varas = lenker(rad)
    svar = [client.get(til_papir(sti, ett)) for sti in (egen, varas) for ett in skjulte]
    svar.append(client.get(til_papir(egen.replace(rad.lenkenoekkel.hex[:4], "0000"), papir)))
    # The link of the one does not open with the signature of the other.
    svar.append(client.get(til_papir(varas.replace(rad.vara_noekkel.hex, rad.lenkenoekkel.hex), papir)))
    svar.append(client.get(f"{egen}papir/999999/"))
    Moete.objects.filter(pk=moete.pk).update(dato=date(2015, 3, 16))
    svar += [client.get(til_papir(sti, papir)) for sti in (egen, varas)]
    assert {ett.status_code for ett in svar} == {404}
    assert len({uten_merke(ett) for ett in svar}) == 1


def test_an_invitation_that_is_taken_back_opens_nothing_but_that(client, moete, rad, papir, prosjektleder):
    egen, varas = lenker(rad)
    innkallinger.trekk(by=prosjektleder, innkalling=rad)
    svar = client.get(egen)
    html = svar.content.decode()
    assert svar.status_code == 200
    assert "Innkallingen er trukket tilbake" in html
    for ord_ in ("Styringsmøte", "Boliger", "boligplan.pdf", prosjektleder.navn, "Kari Nordmann", "Nina"):
        assert ord_ not in html
    svar = client.post(egen, {"svar": "kommer", "versjon": 2})
    assert svar.status_code == 422
    assert "trukket tilbake" in svar.content.decode()
    assert client.get(varas).status_code == 404
    for sti in (egen, varas):
        assert client.get(til_papir(sti, papir)).status_code == 404


def test_too_many_papers_at_once_are_stopped_and_the_answer_is_not(client, rad, papir, settings):
    settings.ACCOUNT_RATE_LIMITS = {"moetepapir": "1/m/ip", "moetesvar": "1/m/ip"}
    egen, _varas = lenker(rad)
    assert [client.get(til_papir(egen, papir)).status_code for _ in range(2)] == [200, 429]
    ut = client.post(
        egen, {"versjon": 1, "svar": "kommer", "vara_navn": "", "vara_epost": "", "kommentar": ""}
    )
    assert ut.status_code == 302


def test_a_paper_that_is_damaged_is_not_handed_out(client, rad, papir):
    lager.fjern(papir.noekkel)
    svar = client.get(til_papir(lenker(rad)[0], papir))
    assert svar.status_code == 500
    assert "Dokumentet kan ikke lastes ned" in svar.content.decode()


def test_a_guest_who_logs_in_reads_the_papers_of_a_meeting_she_does_not_see(som, client, moete, papir):
    gjest = BrukerFactory(tilgang={"rolle": "leser", "embete": moete.prosjekt.embete})
    rad = InnkallingFactory(moete=moete, person__bruker=gjest)
    assert som(gjest).get(reverse("nettverk:sakspapir-download", args=[papir.pk])).status_code == 404
    html = som(gjest).get(reverse("nettverk:min-innkalling-edit", args=[rad.pk])).content.decode()
    adresse = til_papir(moetelenke.sti(rad), papir)
    assert adresse in html
    assert client.get(adresse).status_code == 200
    Innkalling.objects.filter(pk=rad.pk).update(trukket_at=moete.endret_at)
    html = som(gjest).get(reverse("nettverk:min-innkalling-edit", args=[rad.pk])).content.decode()
    assert "Innkallingen er trukket tilbake" in html


def test_who_leads_gets_the_papers_where_they_lie(som, prosjektleder, rad, papir):
    html = som(prosjektleder).get(reverse("nettverk:min-innkalling-edit", args=[rad.pk])).content.decode()
    assert reverse("nettverk:sakspapir-download", args=[papir.pk]) in html
    assert rad.lenkenoekkel.hex not in html


@pytest.mark.parametrize("antall", [1, 9])
def test_the_page_costs_the_same_however_many_papers(client, moete, rad, antall, django_assert_num_queries):
    for nummer in range(antall):
        sak = AgendasakFactory(moete=moete, nummer=nummer + 1)
        SakspapirFactory(moete=moete, sak=sak)
    with django_assert_num_queries(4):
        client.get(lenker(rad)[0])


def test_withdrawing_is_asked_about_first_and_seen_afterwards(som, prosjektleder, leser, moete):
    moete.innsyn = "embetet"
    moete.save()
    rad = InnkallingFactory(moete=moete, person__navn="Kari Nordmann")
    adresse = reverse("nettverk:innkalling-withdraw", args=[rad.pk])
    # Nothing is said to her or by her yet: she is just taken off the list.
    assert adresse not in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    Moetebrev.objects.create(
        innkalling=rad,
        slag="innkalling",
        moeteversjon=1,
        forsoek=1,
        opprettet_at=rad.lagt_til_at,
        sendt_at=rad.lagt_til_at,
    )
    assert adresse in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    assert adresse not in som(leser).get(moete.get_absolute_url()).content.decode()
    html = som(prosjektleder).get(adresse).content.decode()
    assert "Kari Nordmann" in html
    assert "en e-post om at innkallingen ble sendt ved en feil" in html
    rad.refresh_from_db()
    assert rad.trukket_at is None
    for _ in range(2):
        assert som(prosjektleder).post(adresse).url == moete.get_absolute_url()
    html = som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    assert "1 innkalling er trukket tilbake" in html
    assert f"av {prosjektleder.navn}" in html
    assert "trukket tilbake" not in som(leser).get(moete.get_absolute_url()).content.decode()
    assert som(prosjektleder).get(adresse).url == moete.get_absolute_url()


def test_withdrawing_from_a_cancelled_meeting_is_refused_in_words(som, prosjektleder, moete, rad):
    Moete.objects.filter(pk=moete.pk).update(status="avlyst")
    adresse = reverse("nettverk:innkalling-withdraw", args=[rad.pk])
    assert som(prosjektleder).get(adresse).url == moete.get_absolute_url()
    svar = som(prosjektleder).post(adresse)
    assert svar.status_code == 422
    assert "Møtet er avlyst." in svar.content.decode()
