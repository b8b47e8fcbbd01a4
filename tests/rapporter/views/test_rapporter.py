"""The pages of reports: who sees and writes them, what they show, and the PDF."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from bosetting.brukere.models import Tilgang
from rapporter.models import Rapport
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.vedtak.factories import VedtakFactory

pytestmark = pytest.mark.django_db
INDEX = reverse("rapporter:rapport-index")
VELG = reverse("rapporter:rapport-choose")
NY = reverse("rapporter:rapport-create", args=["tertialrapport"])


def side(navn, rapport, *mer):
    return reverse(f"rapporter:{navn}", args=[rapport.pk, *mer])


def skrivesider(rapport):
    """What those who write may do."""
    return [side("rapport-edit", rapport), side("kapittel-edit", rapport, "innledning")]


def lesesider(rapport):
    return [side("rapport-show", rapport), side("rapport-pdf", rapport)]


def test_the_right_people_see_and_write(som, rapport, prosjektleder, leser, saksbehandler):
    for adresse in [INDEX, *lesesider(rapport)]:
        for bruker in (prosjektleder, leser, saksbehandler):
            assert som(bruker).get(adresse).status_code == 200
    for adresse in [VELG, NY, *skrivesider(rapport)]:
        for bruker in (prosjektleder, saksbehandler):
            assert som(bruker).get(adresse).status_code == 200
        assert som(leser).get(adresse).status_code == 403


def test_the_neighbours_reports_do_not_exist(som, rapport, nabosaksbehandler, naboembete):
    naboleder = BrukerFactory(tilgang={"rolle": "prosjektleder", "embete": naboembete})
    for adresse in lesesider(rapport):
        assert som(nabosaksbehandler).get(adresse).status_code == 404
    for adresse in skrivesider(rapport):
        assert som(naboleder).get(adresse).status_code == 404
        assert som(naboleder).post(adresse).status_code == 404
    assert "3. tertial" not in som(naboleder).get(INDEX).text.replace("\N{NO-BREAK SPACE}", " ")


def test_other_roles_and_strangers_are_stopped(
    client, som, rapport, kontaktperson, systemansvarlig, uten_rolle
):
    alle = [INDEX, VELG, NY, *lesesider(rapport), *skrivesider(rapport)]
    for adresse in alle:
        svar = client.get(adresse)
        assert svar.status_code == 302
        assert svar.url.startswith(reverse("account_login"))
    for bruker in (kontaktperson, systemansvarlig, uten_rolle):
        for adresse in alle:
            assert som(bruker).get(adresse).status_code == 403


def test_one_who_leads_here_and_reads_there_writes_only_here(som, rapport, prosjektleder, naboembete):
    Tilgang.objects.create(bruker=prosjektleder, rolle="leser", embete=naboembete, fra=date(2000, 1, 1))
    annen = RapportFactory(prosjekt=ProsjektFactory(embete=naboembete))
    assert som(prosjektleder).get(side("rapport-show", annen)).status_code == 200
    assert (
        side("kapittel-edit", annen, "innledning")
        not in som(prosjektleder).get(side("rapport-show", annen)).text
    )
    for adresse in skrivesider(annen):
        assert som(prosjektleder).post(adresse, {}).status_code == 403
    valg = som(prosjektleder).get(NY).context["form"].fields["prosjekt"].queryset
    assert list(valg) == [rapport.prosjekt]


def test_the_list_says_how_far_each_report_has_come(som, rapport, leser, django_assert_max_num_queries):
    KapittelFactory(rapport=rapport)
    KapittelFactory(rapport=rapport, noekkel="maal-1", tekst="")
    for aar in (2016, 2017, 2018):
        RapportFactory(prosjekt=rapport.prosjekt, aar=aar)
    leserens = som(leser)
    with django_assert_max_num_queries(6):
        html = leserens.get(INDEX).text
    assert "1 av 6 skrevet" in html
    assert side("rapport-pdf", rapport) in html
    assert VELG not in html


def test_the_latest_report_stands_first(som, prosjekt, leser):
    for aar, tertial in ((2015, 3), (2016, 1), (2015, 1)):
        RapportFactory(prosjekt=prosjekt, aar=aar, tertial=tertial)
    html = som(leser).get(INDEX).text
    assert re.findall(r">Tertialrapport, (\d\. tertial \d{4})</a>", html.replace("\xa0", " ")) == [
        "1. tertial 2016",
        "3. tertial 2015",
        "1. tertial 2015",
    ]


def test_the_empty_list_tells_what_to_do(som, prosjekt, prosjektleder, leser):
    assert VELG in som(prosjektleder).get(INDEX).text
    html = som(leser).get(INDEX).text
    assert "Ingen rapporter ennå" in html
    assert VELG not in html


def test_the_page_shows_the_whole_document_and_what_is_not_written(som, rapport, prosjektleder):
    KapittelFactory(rapport=rapport, tekst="Vi **er** i gang.", endret_av=prosjektleder)
    html = som(prosjektleder).get(side("rapport-show", rapport)).text
    assert "Vi <strong>er</strong> i gang." in html
    assert "til sammen 150 personer" in html
    assert "5 kapitler er ikke skrevet ennå" in html
    assert "Skrevet av </span>Pia Prosjektleder" in html
    assert html.count("Kapittelet er ikke skrevet ennå.") == 5
    for noekkel in ("innledning", "maal-1", "oppsummering"):
        assert side("kapittel-edit", rapport, noekkel) in html


def test_every_link_in_the_list_of_chapters_leads_to_its_place(som, rapport, leser):
    html = som(leser).get(side("rapport-show", rapport)).text
    liste = re.search(r'<ul class="kapittelliste">(.*?)</ul>', html, re.DOTALL)[1]
    lenker = re.findall(r'href="#(dok-[\w-]+)"', liste)
    assert lenker[1:4] == ["dok-situasjonen", "dok-maal", "dok-maal-1"]
    assert [f'id="{lenke}"' in html for lenke in lenker] == [True] * 9


def test_a_reader_gets_no_links_to_write(som, rapport, leser):
    html = som(leser).get(side("rapport-show", rapport)).text
    assert "/kapittel/" not in html
    assert side("rapport-edit", rapport) not in html
    assert side("rapport-pdf", rapport) in html


def test_what_people_write_can_do_no_harm(som, rapport, leser):
    KapittelFactory(rapport=rapport, tekst="<script>alert(1)</script> [x](javascript:alert(1)) {{ rapport }}")
    html = som(leser).get(side("rapport-show", rapport)).text
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "{{ rapport }}" in html


def test_the_pdf_is_a_download_with_the_figures_and_no_sniffing(som, rapport, leser):
    svar = som(leser).get(side("rapport-pdf", rapport))
    assert svar.headers["Content-Type"] == "application/pdf"
    assert svar.headers["Content-Disposition"] == 'attachment; filename="tertialrapport-3-2015-ostfold.pdf"'
    assert svar.headers["X-Content-Type-Options"] == "nosniff"
    tekst = " ".join(" ".join(ett.extract_text() for ett in PdfReader(BytesIO(svar.content)).pages).split())
    assert "vedtatt å bosette til sammen 57 personer" in tekst


def ny(prosjekt, **felt):
    return {
        "noekkel": uuid4(),
        "prosjekt": prosjekt.pk,
        "aar": 2015,
        "tertial": 3,
        "bosettingsaar": 2016,
        "skjaeringsdato": "2016-01-29",
    } | felt


def test_a_new_report_proposes_the_last_tertial_over_and_today(som, prosjekt, prosjektleder):
    form = som(prosjektleder).get(NY).context["form"]
    forslag = [form[navn].value() for navn in ("aar", "tertial", "bosettingsaar", "skjaeringsdato")]
    assert forslag == [2015, 3, 2016, date(2016, 3, 9)]
    assert form.fields["prosjekt"].widget.is_hidden


def test_the_project_is_asked_for_when_there_are_several(som, prosjekt, embete, prosjektleder):
    ProsjektFactory(embete=embete)
    assert not som(prosjektleder).get(NY).context["form"].fields["prosjekt"].widget.is_hidden


def test_without_a_project_there_is_nothing_to_report_on(som, prosjektleder):
    assert "Ingen prosjekter ennå" in som(prosjektleder).get(NY).text


def test_a_report_is_made_once_however_often_the_form_is_sent(som, prosjekt, prosjektleder):
    data = ny(prosjekt)
    foerste = som(prosjektleder).post(NY, data)
    andre = som(prosjektleder).post(NY, data)
    rapport = Rapport.objects.get()
    assert foerste.url == andre.url == rapport.get_absolute_url()
    assert (rapport.skjaeringsdato, rapport.opprettet_av) == (date(2016, 1, 29), prosjektleder)


@pytest.mark.parametrize(
    ("felt", "navn", "grunn"),
    [
        ({}, "tertial", "Prosjektet har allerede en slik rapport"),
        ({"tertial": 2, "aar": 2016}, "tertial", "har ikke begynt"),
        ({"aar": "1999"}, "aar", "2000"),
        ({"aar": "tull"}, "aar", "helt tall"),
        ({"tertial": 4}, "tertial", "gyldig valg"),
        ({"tertial": 1, "aar": 2016, "skjaeringsdato": "2016-03-10"}, "skjaeringsdato", "framtiden"),
        ({"tertial": 1, "aar": 2016, "skjaeringsdato": "2016-02-31"}, "skjaeringsdato", "dato som finnes"),
        ({"tertial": 1, "aar": 2016, "bosettingsaar": 2030}, "bosettingsaar", "mellom 2015 og 2018"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_is_kept(
    som, rapport, prosjektleder, felt, navn, grunn
):
    svar = som(prosjektleder).post(NY, ny(rapport.prosjekt, **felt))
    assert svar.status_code == 422
    form = svar.context["form"]
    assert grunn in " ".join(form.errors[navn])
    assert "<title>Feil: " in svar.text
    assert form["bosettingsaar"].value() == str(felt.get("bosettingsaar", 2016))
    assert Rapport.objects.count() == 1


def test_another_embetes_project_cannot_be_chosen(som, prosjekt, prosjektleder, naboembete):
    svar = som(prosjektleder).post(NY, ny(ProsjektFactory(embete=naboembete)))
    assert svar.status_code == 422
    assert not Rapport.objects.exists()


def test_the_cut_off_is_moved_and_the_figures_follow(som, rapport, moss, prosjektleder):
    VedtakFactory(kommune=moss, totalt=80, em=20, vedtaksdato=date(2016, 2, 10), mottatt=date(2016, 2, 12))
    endre = side("rapport-edit", rapport)
    svar = som(prosjektleder).post(
        endre, {"bosettingsaar": 2016, "skjaeringsdato": "2016-02-12"}, follow=True
    )
    assert "Per 12. februar 2016 har alle de to kommunene fattet vedtak" in svar.text
    feil = som(prosjektleder).post(endre, {"bosettingsaar": 2016, "skjaeringsdato": "2015-08-31"})
    assert feil.status_code == 422
    assert "kan ikke være før tertialet begynte" in feil.text


def test_the_number_of_queries_does_not_follow_the_chapters(
    som, rapport, prosjektleder, django_assert_max_num_queries
):
    for noekkel in ("innledning", "situasjonen", "aktiviteter", "maal-1"):
        KapittelFactory(rapport=rapport, noekkel=noekkel, endret_av=prosjektleder)
    lederens = som(prosjektleder)
    with django_assert_max_num_queries(36):
        lederens.get(side("rapport-show", rapport))


@pytest.mark.parametrize(
    ("type_", "felt", "tittel"),
    [
        ("aarsnotat", {"aar": "2015"}, "Statusnotat for 2015"),
        ("sluttrapport", {"aar": "2016"}, "Sluttrapport for prosjektet Bosetting i Østfold"),
    ],
)
def test_each_type_is_made_from_its_definition(som, rapport, prosjektleder, type_, felt, tittel):
    skjema = {
        "noekkel": uuid4(),
        "prosjekt": rapport.prosjekt.pk,
        "bosettingsaar": "2016",
        "skjaeringsdato": "09.03.2016",
    } | felt
    adresse = reverse("rapporter:rapport-create", args=[type_])
    assert adresse in som(prosjektleder).get(VELG).text
    assert som(prosjektleder).post(adresse, skjema).status_code == 302
    ny = Rapport.objects.get(type=type_)
    assert (ny.tertial, ny.status) == (0, "utkast")
    html = som(prosjektleder).get(side("rapport-show", ny)).text
    assert f"<h1>{tittel}</h1>" in html
    assert "til sammen 150 personer" in html
    svar = som(prosjektleder).post(adresse, skjema | {"noekkel": uuid4()})
    assert svar.status_code == 422
    assert "Prosjektet har allerede en slik rapport for perioden." in svar.text
    assert som(prosjektleder).get(side("rapport-pdf", ny)).status_code == 200


def test_a_type_nobody_has_defined_is_not_found(som, prosjektleder, prosjekt):
    assert som(prosjektleder).get(reverse("rapporter:rapport-create", args=["halvaar"])).status_code == 404
