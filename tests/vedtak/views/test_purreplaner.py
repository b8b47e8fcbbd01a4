"""The page of a plan: the proposal, faults at their field with their line, the lock, and the days it falls on."""

from datetime import date

import pytest
from django.urls import reverse

from bosetting.felles.flettefelt import finn
from tests.anmodninger.factories import RundeFactory
from tests.vedtak.purrefactories import lag_plan
from vedtak.models import Purreplan
from vedtak.purretekst import FELT, foreslaatt_plan

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)
FELTENE = ("antall", "retning", "emne", "tekst")


@pytest.fixture
def runde(embete, halden):
    return RundeFactory(
        embete=embete, sendt_dato=date(2016, 3, 1), svarfrist=date(2016, 3, 31), linjer=[(halden, 30, 5)]
    )


@pytest.fixture
def url(runde):
    return reverse("vedtak:purreplan-edit", args=[runde.pk])


def skjema(*trinn, versjon=0, initial=None, **felt):
    """Return what the browser posts: rows (antall, retning, emne, tekst), then the empty row."""
    rader = [*trinn, ("", "etter", "", "")]
    data = {
        "versjon": versjon,
        "aktiv_fra": "2016-03-09",
        "trinn-TOTAL_FORMS": len(rader),
        "trinn-INITIAL_FORMS": len(trinn) if initial is None else initial,
    }
    for nr, rad in enumerate(rader):
        data |= {f"trinn-{nr}-{navn}": verdi for navn, verdi in zip(FELTENE, rad, strict=True)}
    return data | felt


FOER = ("5", "foer", "Snart frist for {{ aar }}", "Til {{ kommune }}")
ETTER = ("1", "etter", "Purring {{ aar }}", "Til {{ kommune }}\n{{ mangler }}")


def test_the_summary_of_faults_says_in_which_step(som, saksbehandler, url):
    svar = som(saksbehandler).post(url, skjema(FOER, ("1", "etter", "Purring", "Til {{ komune }}")))

    assert svar.status_code == 422
    assert "Trinn 2, Tekst: Linje 1: feltet «komune» finnes ikke." in svar.content.decode()


def test_a_round_without_a_plan_shows_the_proposal_and_the_days_it_falls_on(som, saksbehandler, url):
    html = som(saksbehandler).get(url).content.decode()
    assert "Dette er et forslag." in html
    for trinn in foreslaatt_plan():
        assert trinn.emne in html
    # Easter lies between: 31 March is a Thursday, ten business days before it is Monday the 14th.
    assert "14. mars 2016" in html
    assert "1. april 2016" in html
    assert "14. april 2016" in html
    assert not Purreplan.objects.exists()


def test_the_proposal_uses_only_fields_that_exist():
    brukt = {felt.navn for trinn in foreslaatt_plan() for felt in (*finn(trinn.emne), *finn(trinn.tekst))}
    assert brukt <= set(FELT)


def test_the_proposal_can_be_saved_as_it_stands(som, saksbehandler, url, runde):
    klient = som(saksbehandler)
    side = klient.get(url)
    data = {"versjon": 0, "aktiv_fra": "2016-03-09", "trinn-TOTAL_FORMS": 4, "trinn-INITIAL_FORMS": 3}
    for form in side.context["trinn"]:
        data |= {form.add_prefix(felt): form[felt].value() or "" for felt in FELTENE}
    assert klient.post(url, data).url == reverse("vedtak:purring-preview", args=[runde.pk])
    lagret = [(ett.virkedager, ett.emne, ett.tekst) for ett in Purreplan.objects.get().trinn.all()]
    assert lagret == [(ett.virkedager, ett.emne, ett.tekst) for ett in foreslaatt_plan()]


def test_steps_are_added_changed_and_taken_away(som, saksbehandler, url):
    klient = som(saksbehandler)
    klient.post(url, skjema(FOER, ETTER, aktiv="on"))
    plan = Purreplan.objects.get()
    assert plan.aktiv_fra == DAG
    assert list(plan.trinn.values_list("virkedager", flat=True)) == [-5, 1]
    paa = ("", "paa", "I dag er fristen", "Til {{ kommune }}")
    klient.post(url, skjema(FOER, ETTER, paa, versjon=1, initial=2, **{"trinn-0-DELETE": "on"}))
    plan.refresh_from_db()
    assert plan.aktiv_fra is None
    assert list(plan.trinn.values_list("virkedager", flat=True)) == [0, 1]


def test_a_step_that_is_taken_away_may_be_wrong(som, saksbehandler, url):
    feil = ("", "foer", "", "")
    svar = som(saksbehandler).post(url, skjema(feil, ETTER, **{"trinn-0-DELETE": "on"}))
    assert svar.status_code == 302
    assert list(Purreplan.objects.get().trinn.values_list("virkedager", flat=True)) == [1]


def test_an_unknown_field_is_told_with_its_line_at_the_text(som, saksbehandler, url):
    gal = ("1", "etter", "Purring {{ år }}", "Til {{ kommune }}\n\n{{ manglar }} {{ kommune")
    svar = som(saksbehandler).post(url, skjema(gal))
    assert svar.status_code == 422
    feil = svar.context["trinn"][0].errors
    assert feil["emne"] == ["Linje 1: feltet «år» finnes ikke."]
    assert feil["tekst"] == [
        "Linje 3: feltet «manglar» finnes ikke.",
        "Linje 3: feltet «{{ kommune» finnes ikke.",
    ]
    assert not Purreplan.objects.exists()


@pytest.mark.parametrize(
    ("rad", "felt"),
    [
        (("", "foer", "Emne", "Tekst"), "antall"),
        (("0", "etter", "Emne", "Tekst"), "antall"),
        (("121", "etter", "Emne", "Tekst"), "antall"),
        (("1", "etter", "", "Tekst"), "emne"),
        (("1", "etter", "Emne", ""), "tekst"),
        (("1", "etter", "E" * 201, "Tekst"), "emne"),
    ],
)
def test_a_step_that_lacks_something_is_told_at_its_field(som, saksbehandler, url, rad, felt):
    svar = som(saksbehandler).post(url, skjema(rad))
    assert svar.status_code == 422
    assert list(svar.context["trinn"][0].errors) == [felt]
    assert b"<title>Feil: " in svar.content


def test_switching_on_needs_a_day_that_has_not_passed(som, saksbehandler, url):
    klient = som(saksbehandler)
    for dag in ("", "2016-03-08"):
        svar = klient.post(url, skjema(ETTER, aktiv="on", aktiv_fra=dag))
        assert list(svar.context["form"].errors) == ["aktiv_fra"]


def test_the_second_of_two_sees_what_the_first_saved_and_may_save_over_it(
    som, saksbehandler, prosjektleder, url, runde
):
    lag_plan(runde, endret_av=prosjektleder)
    klient = som(saksbehandler)
    svar = klient.post(url, skjema(ETTER))
    html = svar.content.decode()
    assert svar.status_code == 422
    assert "Pia Prosjektleder har lagret planen" in html
    assert foreslaatt_plan()[2].emne.replace("{{ aar }}", "") in html.replace("{{ aar }}", "")
    assert 'name="versjon" value="1"' in html
    assert klient.post(url, skjema(ETTER, versjon=1)).status_code == 302
    assert list(Purreplan.objects.get().trinn.values_list("virkedager", flat=True)) == [1]


def test_a_round_without_a_deadline_says_that_there_is_nothing_to_count_from(som, saksbehandler, embete):
    runde = RundeFactory(embete=embete, svarfrist=None)
    html = som(saksbehandler).get(reverse("vedtak:purreplan-edit", args=[runde.pk])).content.decode()
    assert "ingen svarfrist" in html
