"""Pages of agendas and papers."""

import re
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nettverk.models import Moete, Sak, Sakspapir
from tests.nettverk.factories import ProsjektFactory
from tests.nettverk.seriefactories import (
    AgendasakFactory,
    SakspapirFactory,
    SeriemoeteFactory,
)
from tests.vedtak.dokumentfactories import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def moete(prosjekt):
    return SeriemoeteFactory(prosjekt=prosjekt, innsyn="kommunene", tittel="Nettverksmøte")


def test_the_agenda_shows_the_clock(som, leser, moete):
    for nr, minutter in enumerate([30, None, 200], start=1):
        AgendasakFactory(moete=moete, nummer=nr, tittel=f"Punkt {nr}", minutter=minutter)
    tekst = som(leser).get(moete.get_absolute_url()).content.decode()
    assert re.findall(r"<h3>(\d\. Punkt \d)</h3>", tekst) == ["1. Punkt 1", "2. Punkt 2", "3. Punkt 3"]
    assert re.findall(r"</span>(\d\d\.\d\d)<", tekst) == ["11.30", "12.00"]
    assert "Sakene tar 230 minutter." in tekst
    assert "1 sak har ingen tid satt av." in tekst
    assert "Sakene tar lengre tid enn møtet varer." in tekst
    assert "Ny sak" not in tekst


@pytest.mark.parametrize("antall", [1, 12])
def test_a_meeting_costs_the_same_however_long_its_agenda(
    som, kontaktperson, halden, moete, antall, django_assert_max_num_queries
):
    for nr in range(antall):
        sak = AgendasakFactory(moete=moete, nummer=nr + 1, kommune=halden, foreslaatt_av=kontaktperson)
        SakspapirFactory(moete=moete, sak=sak)
        AgendasakFactory(
            moete=moete, nummer=0, status="foreslaatt", kommune=halden, foreslaatt_av=kontaktperson
        )
    klient = som(kontaktperson)
    with django_assert_max_num_queries(16):
        klient.get(moete.get_absolute_url())


def sak(**endret):
    return {
        "noekkel": uuid.uuid4(),
        "versjon": 1,
        "tittel": "Boliger",
        "tekst": "",
        "minutter": "20",
    } | endret


def test_a_point_is_proposed_answered_and_told(
    som, kontaktperson, nabokontaktperson, prosjektleder, moete, halden
):
    assert "Foreslå sak" in som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    forslag = reverse("nettverk:sak-propose", args=[moete.pk])
    assert som(kontaktperson).get(forslag).status_code == 200
    som(kontaktperson).post(forslag, sak(kommune=halden.pk))
    rad = Sak.objects.get()
    assert (rad.kommune, rad.foreslaatt_av, rad.status) == (halden, kontaktperson, "foreslaatt")
    assert "Boliger" in som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    assert "Boliger" not in som(nabokontaktperson).get(moete.get_absolute_url()).content.decode()
    assert (
        "Foreslått av Halden ved Hanne Halden"
        in som(prosjektleder).get(moete.get_absolute_url()).content.decode()
    )
    svar = reverse("nettverk:sak-answer", args=[rad.pk])
    assert som(prosjektleder).post(svar, {"versjon": 1, "svar": ""}).status_code == 422
    assert som(prosjektleder).post(svar, {"versjon": 1, "status": "satt_opp", "svar": ""}).status_code == 302
    tekst = som(nabokontaktperson).get(moete.get_absolute_url()).content.decode()
    assert "1. Boliger" in tekst
    assert "Halden" not in tekst
    # Answered, it is no longer hers to change.
    assert som(kontaktperson).get(reverse("nettverk:sak-edit", args=[rad.pk])).status_code == 403


def test_nobody_proposes_for_a_municipality_that_is_not_hers(som, kontaktperson, moete, moss):
    svar = som(kontaktperson).post(reverse("nettverk:sak-propose", args=[moete.pk]), sak(kommune=moss.pk))
    assert svar.status_code == 422
    assert not Sak.objects.exists()


def test_a_meeting_that_was_takes_no_proposals(som, kontaktperson, moete):
    Moete.objects.update(dato=date(2016, 3, 8))
    assert "Foreslå sak" not in som(kontaktperson).get(moete.get_absolute_url()).content.decode()
    side = reverse("nettverk:sak-propose", args=[moete.pk])
    assert som(kontaktperson).get(side).url == moete.get_absolute_url()


def test_points_are_put_on_and_moved(som, prosjektleder, moete):
    for tittel in "AB":
        som(prosjektleder).post(reverse("nettverk:sak-create", args=[moete.pk]), sak(tittel=tittel))
    b = Sak.objects.get(tittel="B")
    flytt = reverse("nettverk:sak-move", args=[b.pk])
    for data in ({}, {"nummer": "x", "retning": "opp"}, {"nummer": "2", "retning": "bort"}):
        som(prosjektleder).post(flytt, data)
    assert Sak.objects.get(pk=b.pk).nummer == 2
    assert som(prosjektleder).post(flytt, {"nummer": "2", "retning": "opp"}).url.endswith("#saksliste")
    assert Sak.objects.get(pk=b.pk).nummer == 1


def test_papers_are_uploaded_downloaded_and_removed(som, prosjektleder, leser, moete, settings, tmp_path):
    settings.DOKUMENTMAPPE = tmp_path
    punkt = AgendasakFactory(moete=moete)
    side = reverse("nettverk:sakspapir-create", args=[moete.pk])
    assert (
        f'<option value="{punkt.pk}" selected>'
        in som(prosjektleder).get(side, {"sak": punkt.pk}).content.decode()
    )

    def fil():
        return SimpleUploadedFile("notat.pdf", pdf(), "application/pdf")

    noekkel = uuid.uuid4()
    som(prosjektleder).post(side, {"noekkel": noekkel, "fil": fil(), "sak": punkt.pk})
    som(prosjektleder).post(side, {"noekkel": noekkel, "fil": fil(), "sak": punkt.pk})
    papir = Sakspapir.objects.get()
    assert (papir.sak, papir.lastet_opp_av) == (punkt, prosjektleder)
    hent = reverse("nettverk:sakspapir-download", args=[papir.pk])
    svar = som(leser).get(hent)
    assert (svar.content, svar["Content-Disposition"]) == (pdf(), 'attachment; filename="notat.pdf"')
    assert "sandbox" in svar["Content-Security-Policy"]
    som(prosjektleder).post(reverse("nettverk:sakspapir-remove", args=[papir.pk]))
    assert som(leser).get(hent).status_code == 404
    assert "notat.pdf" not in som(leser).get(moete.get_absolute_url()).content.decode()


@pytest.mark.parametrize("innhold", [b"", b"<html><script>alert(1)</script>"])
def test_a_hostile_paper_is_refused(som, prosjektleder, moete, innhold):
    side = reverse("nettverk:sakspapir-create", args=[moete.pk])
    fil = SimpleUploadedFile("notat.pdf", innhold, "application/pdf")
    assert som(prosjektleder).post(side, {"noekkel": uuid.uuid4(), "fil": fil}).status_code == 422
    assert not Sakspapir.objects.exists()


def test_a_kontaktperson_puts_papers_with_what_her_municipality_proposes(
    som, kontaktperson, nabokontaktperson, moete, halden, settings, tmp_path
):
    settings.DOKUMENTMAPPE = tmp_path
    side = reverse("nettverk:sakspapir-create", args=[moete.pk])
    assert som(kontaktperson).get(side).status_code == 403
    forslag = AgendasakFactory(moete=moete, status="foreslaatt", kommune=halden, nummer=0)
    annen = AgendasakFactory(moete=moete)
    assert som(nabokontaktperson).get(side).status_code == 403
    for valgt, ventet in [("", 422), (annen.pk, 422), (forslag.pk, 302)]:
        fil = SimpleUploadedFile("notat.pdf", pdf(), "application/pdf")
        data = {"noekkel": uuid.uuid4(), "fil": fil, "sak": valgt}
        assert som(kontaktperson).post(side, data).status_code == ventet
    assert Sakspapir.objects.get().sak == forslag


def test_a_cancelled_meeting_has_no_button_that_is_refused(som, prosjektleder, kontaktperson, moete, halden):
    """Every way in is gone from the page; whoever comes by the address is told why."""
    for nummer in (1, 2):
        AgendasakFactory(moete=moete, nummer=nummer)
    punkt = Sak.objects.first()
    forslag = AgendasakFactory(moete=moete, nummer=0, status="foreslaatt", kommune=halden)
    AgendasakFactory(moete=moete, nummer=0, status="avvist")
    ord_ = ("Ny sak", "Legg ved", "Foreslå sak", "Flytt", "Ta av", "Rediger", "Sett opp likevel", "innkalles")

    def knapper(bruker):
        html = som(bruker).get(moete.get_absolute_url()).content.decode()
        return {ett for ett in ord_ if re.search(f"{ett}( papir| opp| ned| møtet)?<", html)}

    assert knapper(prosjektleder) | knapper(kontaktperson) == set(ord_)
    Moete.objects.update(status="avlyst", avlyst_grunn="Snø")
    assert knapper(prosjektleder) | knapper(kontaktperson) == set()
    stengt = "Møtet er avlyst"
    for bruker, navn, pk, data in (
        (prosjektleder, "sak-create", moete.pk, sak()),
        (prosjektleder, "sak-edit", punkt.pk, sak(tittel="Ny")),
        (prosjektleder, "innkalling-edit", moete.pk, {"valgt": [], "sett": ""}),
        (prosjektleder, "innkalling-send", moete.pk, {"noekkel": uuid.uuid4()}),
        (prosjektleder, "sakspapir-create", moete.pk, {"noekkel": uuid.uuid4()}),
        (kontaktperson, "sak-propose", moete.pk, sak(kommune=halden.pk)),
        (kontaktperson, "sak-edit", forslag.pk, sak(tittel="Ny")),
    ):
        side = reverse(f"nettverk:{navn}", args=[pk])
        assert som(bruker).get(side).url == moete.get_absolute_url(), navn
        if navn == "sakspapir-create":
            data["fil"] = SimpleUploadedFile("notat.pdf", pdf(), "application/pdf")
        svar = som(bruker).post(side, data)
        assert svar.status_code == 422, navn
        assert stengt in svar.content.decode(), navn
    flytt = som(prosjektleder).post(
        reverse("nettverk:sak-move", args=[punkt.pk]), {"nummer": "1", "retning": "ned"}, follow=True
    )
    assert "sakslisten kan ikke endres" in flytt.content.decode()
    assert not Sakspapir.objects.exists()


def test_a_proposal_to_a_cancelled_meeting_can_only_be_left_off(som, prosjektleder, moete, halden):
    forslag = AgendasakFactory(moete=moete, nummer=0, status="foreslaatt", kommune=halden)
    Moete.objects.update(status="avlyst")
    svar = reverse("nettverk:sak-answer", args=[forslag.pk])
    html = som(prosjektleder).get(svar).content.decode()
    assert 'value="avvist"' in html
    assert 'value="satt_opp"' not in html
    ut = som(prosjektleder).post(svar, {"versjon": 1, "status": "satt_opp", "svar": ""})
    assert ut.status_code == 422
    assert "Svar at den ikke settes opp." in ut.content.decode()
    assert som(prosjektleder).post(svar, {"versjon": 1, "status": "avvist", "svar": ""}).status_code == 302
