"""Settlement in the municipalities' own plans: the overview, the form and the history of one plan."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from bosetting.brukere.models import Tilgang
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import PlanforankringFactory
from vedtak.models import Planforankring

pytestmark = pytest.mark.django_db
OVERSIKT = reverse("vedtak:planforankring-index")


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def adresse(kommune, verb="create", plan="bolig"):
    return reverse(f"vedtak:planforankring-{verb}", args=[kommune.pk, plan])


def skjema(**endret):
    return {
        "noekkel": uuid4(), "forrige": "", "status": "forankret", "dato": "2016-03-01",
        "kilde": "Vedtatt boligplan, side 4", "merknad": "",
    } | endret  # fmt: skip


def test_a_plan_is_updated_and_its_history_kept(som, saksbehandler, halden):
    foer = PlanforankringFactory(kommune=halden)
    klient = som(saksbehandler)
    svar = klient.post(adresse(halden), skjema(forrige=foer.pk))
    kommunen = reverse("vedtak:kommune-show", args=[halden.pk])
    assert svar.url == f"{kommunen}#planer"
    tekst = innhold(klient.get(kommunen))
    assert "Boligplan er ført som «forankret i vedtatt plan»." in tekst
    historie = innhold(klient.get(adresse(halden, "history")))
    assert historie.index("Forankret i vedtatt plan") < historie.index("Omtalt")
    assert "Boligplan 2016–2020, side 12" in historie


def test_a_row_of_an_earlier_date_is_told_to_change_nothing(som, saksbehandler, halden):
    foer = PlanforankringFactory(kommune=halden)
    svar = som(saksbehandler).post(
        adresse(halden), skjema(forrige=foer.pk, dato="2015-06-01", status="ikke_omtalt"), follow=True
    )
    assert "endrer ikke statusen nå: «omtalt» fra 1. februar 2016 gjelder" in innhold(svar)


def test_a_double_click_is_one_row(som, saksbehandler, halden):
    klient, felt = som(saksbehandler), skjema()
    for _ in range(2):
        assert klient.post(adresse(halden), felt).status_code == 302
    assert Planforankring.objects.count() == 1


def test_the_second_of_two_sees_both_and_keeps_what_she_typed(som, saksbehandler, prosjektleder, halden):
    foerst = PlanforankringFactory(kommune=halden, registrert_av=prosjektleder, merknad="Se kapittel 3.")
    svar = som(saksbehandler).post(adresse(halden), skjema())
    assert svar.status_code == 422
    tekst = innhold(svar)
    assert "Pia Prosjektleder har ført inn planen etter at du åpnet siden" in tekst
    assert "Se kapittel 3." in tekst
    assert 'value="Vedtatt boligplan, side 4"' in tekst
    assert f'name="forrige" value="{foerst.pk}"' in tekst
    assert Planforankring.objects.count() == 1


def test_what_is_wrong_is_said_at_its_field(som, saksbehandler, halden):
    svar = som(saksbehandler).post(adresse(halden), skjema(dato="2016-03-10", kilde=" "))
    assert svar.status_code == 422
    assert svar.context["form"].errors.keys() == {"kilde"}
    svar = som(saksbehandler).post(adresse(halden), skjema(dato="2016-03-10"))
    assert svar.context["form"].errors.keys() == {"dato"}
    assert not Planforankring.objects.exists()


def test_a_plan_that_is_not_is_not_found(som, saksbehandler, halden):
    for verb in ("create", "history"):
        assert som(saksbehandler).get(adresse(halden, verb, "skoleplan")).status_code == 404


def test_who_may_write_and_who_may_read(som, leser, kontaktperson, halden):
    PlanforankringFactory(kommune=halden)
    for bruker in (leser, kontaktperson):
        klient = som(bruker)
        assert klient.post(adresse(halden), skjema()).status_code == 403
        tekst = innhold(klient.get(adresse(halden, "history")))
        assert "Omtalt" in tekst
        assert adresse(halden) not in tekst
    assert som(leser).get(OVERSIKT).status_code == 200
    assert som(kontaktperson).get(OVERSIKT).status_code == 403
    assert Planforankring.objects.count() == 1


def test_one_who_only_reads_here_cannot_write(som, nabosaksbehandler, embete, halden):
    klient = som(nabosaksbehandler)
    assert klient.get(adresse(halden)).status_code == 404
    assert klient.get(adresse(halden, "history")).status_code == 404
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    klient = som(type(nabosaksbehandler).objects.get(pk=nabosaksbehandler.pk))
    assert klient.get(adresse(halden)).status_code == 403
    assert klient.post(adresse(halden), skjema()).status_code == 403
    assert not Planforankring.objects.exists()


def test_the_overview_is_read_on_a_date_and_downloaded_as_shown(som, saksbehandler, halden, bergen):
    PlanforankringFactory(kommune=halden, status="forankret")
    klient = som(saksbehandler)
    tekst = innhold(klient.get(OVERSIKT))
    assert "Forankret i vedtatt plan</span>" in tekst
    assert "Bergen" not in tekst
    assert "Forankret i vedtatt plan</span>" not in innhold(klient.get(OVERSIKT, {"per": "2016-01-31"}))
    csv = klient.get(reverse("vedtak:planforankring-export", args=["csv"]), {"per": "2016-03-01"})
    assert "Halden" in csv.content.decode()
    assert "forankret i vedtatt plan" in csv.content.decode()
    assert klient.get(reverse("vedtak:planforankring-export", args=["exe"])).status_code == 404
    assert OVERSIKT in innhold(klient.get(reverse("vedtak:kommune-index")))


def test_the_overview_costs_the_same_however_many(som, saksbehandler, halden, django_assert_num_queries):
    for kommune in KommuneFactory.create_batch(20, fylke=halden.fylke):
        PlanforankringFactory(kommune=kommune)
    klient = som(saksbehandler)
    with django_assert_num_queries(6):
        klient.get(OVERSIKT)
