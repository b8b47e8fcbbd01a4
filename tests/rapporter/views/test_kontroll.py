"""The page of a report's number control: findings, and those somebody accepts with a reason or takes back."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from rapporter import vurderinger
from rapporter.kontrollstatus import kontroll
from rapporter.models import Funnvurdering, Kapittel, Rapport
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import FunnvurderingFactory, OverstyringFactory

pytestmark = pytest.mark.django_db
FEIL = "Kommunene ble bedt om 780 plasser og vedtok 713. Differansen er 87."


@pytest.fixture
def rapport(embete):
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, navn="Bosetting i Østfold"))
    KapittelFactory(rapport=rapport, noekkel="situasjonen", tekst=f"Innledende ord.\n\n{FEIL}")
    return rapport


@pytest.fixture
def funn(rapport):
    (ett,) = [ett for ett in kontroll(rapport).aapne if ett.funn.slag == "differanse"]
    return ett


def side(navn, rapport, *mer):
    return reverse(f"rapporter:{navn}", args=[rapport.pk, *mer])


def skjema(klient, rapport, funn, **felt):
    form = klient.get(side("funn-edit", rapport, funn.id)).context["form"]
    return {
        "noekkel": form["noekkel"].value(),
        "nr": form["nr"].value(),
        "begrunnelse": "Gjelder voksne.",
    } | felt


def test_a_finding_stands_with_its_place_and_what_it_should_be(som, rapport, funn, saksbehandler):
    html = som(saksbehandler).get(side("kontroll-show", rapport)).text
    assert "1 åpent funn" in html
    assert "Flyktning- og bosettingssituasjonen" in html
    assert "linje 3" in html
    assert "Differansen er oppgitt til 87, men 780 − 713 = 67." in html
    assert side("kapittel-edit", rapport, "situasjonen") in html
    assert side("funn-edit", rapport, funn.id) in html


def test_who_only_reads_sees_the_findings_and_is_led_to_the_report(som, rapport, funn, leser):
    html = som(leser).get(side("kontroll-show", rapport)).text
    assert "Differansen er 87." in html
    assert f"{rapport.get_absolute_url()}#dok-situasjonen" in html
    assert side("funn-edit", rapport, funn.id) not in html


def test_the_page_asks_as_many_times_for_many_findings_as_for_one(
    som, rapport, saksbehandler, django_assert_num_queries
):
    klient = som(saksbehandler)
    klient.get(side("kontroll-show", rapport))
    with CaptureQueriesContext(connection) as en:
        klient.get(side("kontroll-show", rapport))
    Kapittel.objects.filter(rapport=rapport).update(tekst="\n\n".join([FEIL] * 9))
    for ett in kontroll(rapport).aapne[:4]:
        FunnvurderingFactory(rapport=rapport, funn=ett.id)
    with django_assert_num_queries(len(en)):
        html = klient.get(side("kontroll-show", rapport)).text
    assert "5 åpne funn" in html
    assert "4 godtatt" in html


def test_a_finding_is_accepted_with_a_reason_and_taken_back(som, rapport, funn, saksbehandler):
    klient = som(saksbehandler)
    svar = klient.post(side("funn-edit", rapport, funn.id), skjema(klient, rapport, funn))
    assert svar.status_code == 302
    html = klient.get(side("kontroll-show", rapport)).text
    assert "0 åpne funn" in html
    assert "Gjelder voksne." in html
    assert saksbehandler.navn in html
    hendelse = Hendelse.objects.latest("pk")
    assert hendelse.handling == "godtok funn i tallkontrollen"
    trekk = klient.get(side("funn-edit", rapport, funn.id)).context["trekk"]
    felt = {f"trekk-{navn}": trekk[navn].value() for navn in ("noekkel", "nr")}
    assert klient.post(side("funn-revert", rapport, funn.id), felt).status_code == 302
    assert "1 åpent funn" in klient.get(side("kontroll-show", rapport)).text
    html = klient.get(side("funn-edit", rapport, funn.id)).text
    assert "Gjelder voksne." in html
    assert "tok det tilbake" in html


@pytest.mark.parametrize("begrunnelse", ["", "   ", "\u200b\u200b"])
def test_there_is_no_verdict_without_a_reason(som, rapport, funn, saksbehandler, begrunnelse):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport, funn, begrunnelse=begrunnelse)
    assert klient.post(side("funn-edit", rapport, funn.id), felt).status_code == 422
    assert not Funnvurdering.objects.exists()


def test_of_two_who_judge_at_once_the_second_is_told(som, rapport, funn, saksbehandler, prosjektleder):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport, funn)
    vurderinger.godta(
        by=prosjektleder, rapport=rapport, funn=funn, begrunnelse="Avtalt.", nr=0, noekkel=uuid4()
    )
    svar = klient.post(side("funn-edit", rapport, funn.id), felt)
    assert svar.status_code == 422
    assert f"{prosjektleder.navn} har vurdert funnet mens du skrev" in svar.text
    form = svar.context["form"]
    igjen = {navn: form[navn].value() for navn in form.fields}
    assert igjen == felt | {"noekkel": str(felt["noekkel"]), "nr": str(Funnvurdering.objects.get().pk)}
    assert klient.post(side("funn-edit", rapport, funn.id), igjen).status_code == 302
    assert Funnvurdering.objects.count() == 2


def test_the_same_form_twice_is_one_verdict(som, rapport, funn, saksbehandler):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport, funn)
    for _gang in range(2):
        assert klient.post(side("funn-edit", rapport, funn.id), felt).status_code == 302
    assert Funnvurdering.objects.count() == 1


def test_a_report_that_is_no_draft_takes_no_verdict(som, rapport, funn, saksbehandler):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport, funn)
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.TIL_GODKJENNING)
    assert klient.post(side("funn-edit", rapport, funn.id), felt).status_code == 422
    assert not Funnvurdering.objects.exists()
    assert "Godta med begrunnelse" not in klient.get(side("kontroll-show", rapport)).text
    with pytest.raises(Hinder, match="sendt til godkjenning"):
        vurderinger.godta(
            by=saksbehandler, rapport=rapport, funn=funn, begrunnelse="x", nr=0, noekkel=uuid4()
        )


def test_a_finding_that_is_gone_keeps_its_history(som, rapport, funn, saksbehandler):
    klient = som(saksbehandler)
    felt = skjema(klient, rapport, funn)
    klient.post(side("funn-edit", rapport, funn.id), felt)
    Kapittel.objects.filter(rapport=rapport).update(tekst="Alt er rettet.")
    assert "Ett godtatt funn er borte fra rapporten" in klient.get(side("kontroll-show", rapport)).text
    svar = klient.get(side("funn-edit", rapport, funn.id))
    assert "Gjelder voksne." in svar.text
    nytt = {"noekkel": uuid4(), "nr": svar.context["form"]["nr"].value(), "begrunnelse": "Ny."}
    svar = klient.post(side("funn-edit", rapport, funn.id), nytt)
    assert svar.status_code == 422
    assert "Funnet er borte" in svar.text


def test_a_finding_that_never_was_is_not_there(som, rapport, saksbehandler):
    klient = som(saksbehandler)
    assert klient.get(side("funn-edit", rapport, "f" * 64)).status_code == 404
    assert klient.post(side("funn-revert", rapport, "f" * 64)).status_code == 404


def test_nobody_judges_the_neighbours_report(som, rapport, funn, nabosaksbehandler, leser):
    for sti in ("funn-edit", "funn-revert"):
        assert som(nabosaksbehandler).post(side(sti, rapport, funn.id)).status_code == 404
        assert som(leser).post(side(sti, rapport, funn.id)).status_code == 403
    assert som(nabosaksbehandler).get(side("kontroll-show", rapport)).status_code == 404


def test_a_cited_figure_that_does_not_exist_stands_first_and_cannot_be_accepted(som, rapport, saksbehandler):
    KapittelFactory(rapport=rapport, noekkel="innledning", tekst="Tallet er {{ finnes.ikke }} nå.")
    html = som(saksbehandler).get(side("kontroll-show", rapport)).text
    assert "1 tall kan ikke settes inn" in html
    assert "{{ finnes.ikke }}" in html


def test_own_words_for_a_sentence_are_controlled_too(som, rapport, saksbehandler):
    OverstyringFactory(rapport=rapport, setning="anmodning", tekst=FEIL, generert="Noe annet.")
    funnene = [ett for ett in kontroll(rapport).aapne if ett.kapittel == "setning-anmodning"]
    assert "differanse" in {ett.funn.slag for ett in funnene}
    html = som(saksbehandler).get(side("kontroll-show", rapport)).text
    assert side("setning-edit", rapport, "anmodning") in html
