"""Adding a step, changing it, and setting its status with one click."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from anmodninger.models import Aarshjulsteg
from tests.anmodninger.factories import RundeFactory
from tests.anmodninger.stegfactory import StegFactory

pytestmark = pytest.mark.django_db

SKJEMA = {
    "tittel": "Møt Moss", "ansvarlig": "Embetet", "fra": "2016-02-01", "til": "2016-02-05", "status": "planlagt",
    "ferdig_dato": "", "runde": "", "lenke": "", "merknad": "",
}  # fmt: skip


def adresse(verb, steg):
    return reverse(f"anmodninger:aarshjulsteg-{verb}", args=[steg.pk])


@pytest.fixture
def ny(embete):
    return reverse("anmodninger:aarshjulsteg-create", args=[embete.pk, 2016])


@pytest.fixture
def steg(embete):
    return StegFactory(embete=embete)


def test_a_step_is_added_and_shown_where_it_belongs(som, saksbehandler, embete, ny):
    runde = RundeFactory(embete=embete)
    data = SKJEMA | {"noekkel": str(uuid4()), "runde": runde.pk, "lenke": "https://imdi.example/a"}
    klient = som(saksbehandler)
    svar = klient.post(ny, data)
    steg = Aarshjulsteg.objects.get()
    assert svar.url == reverse("anmodninger:aarshjul-show", args=[embete.pk, 2016]) + f"#steg-{steg.pk}"
    assert (steg.tittel, steg.runde, steg.aar, steg.endret_av) == ("Møt Moss", runde, 2016, saksbehandler)
    side = klient.get(svar.url).content.decode()
    assert 'href="https://imdi.example/a" rel="noopener noreferrer">imdi.example</a>' in side
    klient.post(ny, data)
    assert Aarshjulsteg.objects.count() == 1


@pytest.mark.parametrize(
    ("endring", "feltet"),
    [
        ({"tittel": ""}, "tittel"),
        ({"til": "2016-01-31"}, "til"),
        ({"fra": "1916-02-01"}, "fra"),
        ({"status": "ferdig"}, "ferdig_dato"),
        ({"status": "ferdig", "ferdig_dato": "2016-03-10"}, "ferdig_dato"),
        ({"status": "borte"}, "status"),
        ({"runde": "999999"}, "runde"),
        ({"lenke": "javascript:alert(1)"}, "lenke"),
        ({"lenke": "ftp://imdi.example/a"}, "lenke"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_saved(som, saksbehandler, ny, endring, feltet):
    svar = som(saksbehandler).post(ny, SKJEMA | {"noekkel": str(uuid4())} | endring)
    assert svar.status_code == 422
    assert list(svar.context["form"].errors) == [feltet]
    assert not Aarshjulsteg.objects.exists()


def test_another_embetes_round_cannot_be_chosen(som, saksbehandler, naboembete, ny):
    runde = RundeFactory(embete=naboembete)
    assert (
        som(saksbehandler).post(ny, SKJEMA | {"noekkel": str(uuid4()), "runde": runde.pk}).status_code == 422
    )


def test_the_form_opens_with_what_is_stored(som, saksbehandler, steg):
    side = som(saksbehandler).get(adresse("edit", steg)).content.decode()
    assert 'value="2015-10-01"' in side
    assert 'value="Svarfrist for kommunene"' in side


def test_an_old_form_keeps_what_was_typed_and_says_what_is_stored(som, saksbehandler, steg):
    klient = som(saksbehandler)
    data = SKJEMA | {"versjon": 1}
    assert klient.post(adresse("edit", steg), data).status_code == 302
    svar = klient.post(adresse("edit", steg), data | {"tittel": "Møt Rygge", "til": "2016-02-09"})
    side = svar.content.decode()
    assert svar.status_code == 422
    assert "har endret steget etter at du åpnet siden" in side
    assert "Lagret nå: Møt Moss" in side
    assert "Lagret nå: 05.02.2016" in side
    assert 'value="Møt Rygge"' in side
    # The next save builds on what is stored now.
    igjen = data | {"tittel": "Møt Rygge", "versjon": svar.context["form"]["versjon"].value()}
    assert klient.post(adresse("edit", steg), igjen).status_code == 302
    steg.refresh_from_db()
    assert (steg.tittel, steg.versjon) == ("Møt Rygge", 3)


def test_one_click_marks_it_done_today(som, saksbehandler, steg, dag):
    klient = som(saksbehandler)
    svar = klient.post(adresse("status", steg), {"status": "ferdig", "versjon": 1}, follow=True)
    steg.refresh_from_db()
    assert (steg.status, steg.ferdig_dato) == ("ferdig", dag)
    assert "ferdig 09.03.2016" in svar.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"status": "ferdig", "versjon": 7},
        {"status": "ferdig"},
        {"status": "ferdig", "versjon": "9" * 5000},
        {"status": "borte", "versjon": 1},
        {},
    ],
)
def test_a_click_from_an_old_or_strange_page_changes_nothing_and_says_so(som, saksbehandler, steg, data):
    svar = som(saksbehandler).post(adresse("status", steg), data, follow=True)
    assert 'data-color="warning"' in svar.content.decode()
    steg.refresh_from_db()
    assert (steg.status, steg.versjon) == ("planlagt", 1)


@pytest.mark.parametrize("verb", ["edit", "status"])
def test_who_may_not_change_it(som, leser, nabosaksbehandler, steg, verb):
    data = SKJEMA | {"versjon": 1, "status": "paagaar"}
    assert som(leser).post(adresse(verb, steg), data).status_code == 403
    assert som(nabosaksbehandler).post(adresse(verb, steg), data).status_code == 404
    steg.refresh_from_db()
    assert (steg.status, steg.fra) == ("planlagt", date(2015, 10, 1))
