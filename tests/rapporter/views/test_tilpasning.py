"""The pages where an embete gives chapters its own headings, guidance and order."""

import pytest
from django.urls import reverse

from rapporter.models import Rapporttilpasning

pytestmark = pytest.mark.django_db
INDEX = reverse("rapporter:tilpasning-index")


def adresse(verb, embete, *mer, type_="tertialrapport"):
    return reverse(f"rapporter:tilpasning-{verb}", args=[embete.pk, type_, *mer])


def test_a_heading_is_changed_shown_with_who_and_when_and_taken_back(som, prosjektleder, embete):
    leder = som(prosjektleder)
    side = adresse("edit", embete, "situasjonen")
    assert "Flyktning- og bosettingssituasjonen i {omraade}" in leder.get(side).text
    svar = leder.post(side, {"overskrift": "Bosetting hos oss", "plass": "1", "versjon": "0"}, follow=True)
    assert svar.redirect_chain[0][0] == adresse("show", embete)
    html = svar.text
    assert html.index("Bosetting hos oss") < html.index("Innledning")
    assert prosjektleder.navn in html
    assert "Definert som «Flyktning- og bosettingssituasjonen i {omraade}»" in html
    html = leder.post(adresse("reset", embete), follow=True).text
    assert "Ett kapittel er satt tilbake." in html
    assert "Bosetting hos oss" not in html
    assert not Rapporttilpasning.objects.exists()


def test_a_chapter_left_out_stands_apart(som, prosjektleder, embete):
    html = (
        som(prosjektleder)
        .post(adresse("edit", embete, "kommunikasjon"), {"utelatt": "on", "versjon": "0"}, follow=True)
        .text
    )
    assert "Utelatte kapitler" in html
    assert html.index("Utelatte kapitler") < html.index("Kommunikasjonsplan")


def test_what_cannot_be_is_told_at_its_field(som, prosjektleder, embete):
    side = adresse("edit", embete, "innledning")
    svar = som(prosjektleder).post(side, {"overskrift": "{fylke}", "versjon": "0"})
    assert svar.status_code == 422
    assert "betyr ikke noe her" in svar.text
    assert som(prosjektleder).post(side, {"plass": "99", "versjon": "0"}).status_code == 422


def test_the_first_page_lists_the_types_and_unknown_ones_do_not_exist(som, prosjektleder, embete):
    html = som(prosjektleder).get(INDEX).text
    for type_ in ("tertialrapport", "sluttrapport", "aarsnotat"):
        assert adresse("show", embete, type_=type_) in html
    assert som(prosjektleder).get(adresse("show", embete, type_="finnes-ikke")).status_code == 404
    assert som(prosjektleder).get(adresse("edit", embete, "finnes-ikke")).status_code == 404


def test_the_neighbours_types_do_not_exist(som, nabosaksbehandler, embete, leser):
    assert som(nabosaksbehandler).get(adresse("show", embete)).status_code == 404
    assert som(nabosaksbehandler).post(adresse("reset", embete)).status_code == 404
    assert som(leser).get(INDEX).status_code == 403


def test_each_page_leads_back_to_every_page_above_it(som, prosjektleder, embete):
    html = som(prosjektleder).get(adresse("edit", embete, "innledning")).text
    for over in (reverse("rapporter:rapport-index"), INDEX, adresse("show", embete)):
        assert f'<a class="ds-link" href="{over}">' in html
