"""The page of a municipality in a browser: the clocks, the line of time, a condition followed up, a plan updated."""

from datetime import date

import pytest
from django.urls import reverse

from tests.anmodninger.factories import RundeFactory
from tests.vedtak.factories import (
    BosattFactory,
    DialogFactory,
    PlanforankringFactory,
    VedtakFactory,
    VilkaarFactory,
)
from vedtak.models import Planforankring, Vilkaarsoppfoelging


@pytest.fixture
def halden_med_historie(transactional_db, embete, halden, saksbehandler):
    """Two years, a correction that became known in February, and one of each of the rest."""
    for aar in (2015, 2016):
        RundeFactory(embete=embete, aar=aar, sendt_dato=date(aar - 1, 8, 20), linjer=[(halden, 30, 5)])
    gammelt = VedtakFactory(kommune=halden, totalt=25)
    nytt = VedtakFactory(
        kommune=halden, totalt=28, retter=gammelt, rettegrunn="Feil tall.", mottatt=date(2016, 2, 20),
        registrert_av=saksbehandler,
    )  # fmt: skip
    VilkaarFactory(vedtak=nytt, oppfoelging_dato=date(2016, 3, 1))
    PlanforankringFactory(kommune=halden)
    BosattFactory(kommune=halden)
    DialogFactory(embete=embete, kommune=halden)
    return halden


def adresse(live_server, kommune):
    return live_server.url + reverse("vedtak:kommune-show", args=[kommune.pk])


@pytest.mark.parametrize("navn", ["saksbehandler", "leser", "kontaktperson"])
def test_the_page_is_accessible_on_any_clocks(
    navn, request, side, live_server, logg_inn, tilgjengelig, halden_med_historie
):
    logg_inn(side, request.getfixturevalue(navn))
    for klokker in (
        "",
        "?per=2016-02-10",
        "?per=2016-02-10&kjent=2016-02-10",
        "?per=2014-01-01",
        "?per=tull",
    ):
        side.goto(adresse(live_server, halden_med_historie) + klokker)
        tilgjengelig(side)


def test_she_goes_back_in_time_and_to_today(side, live_server, logg_inn, halden_med_historie, saksbehandler):
    logg_inn(side, saksbehandler)
    side.goto(adresse(live_server, halden_med_historie))
    assert "28 personer" in side.get_by_role("main").inner_text()
    side.get_by_label("Slik vi visste det").fill("2016-02-10")
    side.get_by_label("Per dato").fill("2016-02-10")
    side.get_by_role("button", name="Vis", exact=True).click()
    side.wait_for_url("**kjent=2016-02-10*")
    tekst = side.get_by_role("main").inner_text()
    assert "slik vi visste det 10. februar 2016" in tekst
    assert "28 personer" not in tekst
    side.get_by_role("link", name="Svar 1").click()
    assert "kjent=2016-02-10" in side.url
    side.get_by_role("link", name="Tilbake til i dag").click()
    side.wait_for_url(adresse(live_server, halden_med_historie))
    assert "28 personer" in side.get_by_role("main").inner_text()


def test_a_link_to_a_year_opens_it(side, live_server, logg_inn, halden_med_historie, saksbehandler):
    logg_inn(side, saksbehandler)
    side.goto(adresse(live_server, halden_med_historie) + "#aar-2015")
    side.get_by_text("Sendt 20. august 2014").wait_for(state="visible")


def test_a_condition_is_followed_up_and_a_plan_updated_without_script(
    uten_skript, live_server, logg_inn, halden_med_historie, saksbehandler
):
    side = uten_skript
    side.set_viewport_size({"width": 390, "height": 900})
    logg_inn(side, saksbehandler)
    side.goto(adresse(live_server, halden_med_historie))
    side.get_by_role("link", name="Følg opp").click()
    side.get_by_label("Vilkåret er avklart").check()
    side.get_by_label("Hva ble avklart?").fill("To boliger er klare.")
    side.get_by_role("button", name="Før oppfølgingen").click()
    assert Vilkaarsoppfoelging.objects.get().utfall == "avklart"
    side.get_by_role("link", name="Oppdater Boligplan").click()
    side.get_by_label("Forankret i vedtatt plan").check()
    side.get_by_label("Kilde").fill("Boligplan, side 4")
    side.get_by_role("button", name="Lagre").click()
    assert Planforankring.objects.filter(status="forankret").exists()
    assert "Boligplan er ført som «forankret i vedtatt plan»." in side.get_by_role("main").inner_text()


def test_the_forms_are_accessible_with_errors_too(
    side, live_server, logg_inn, tilgjengelig, halden_med_historie, saksbehandler
):
    logg_inn(side, saksbehandler)
    side.goto(adresse(live_server, halden_med_historie))
    side.get_by_role("link", name="Følg opp").click()
    side.get_by_role("button", name="Før oppfølgingen").click()
    tilgjengelig(side)
    side.goto(
        live_server.url + reverse("vedtak:planforankring-create", args=[halden_med_historie.pk, "arealdel"])
    )
    side.get_by_role("button", name="Lagre").click()
    tilgjengelig(side)
    side.goto(live_server.url + reverse("vedtak:planforankring-index"))
    tilgjengelig(side)
    side.goto(live_server.url + reverse("vedtak:oppfoelging-index"))
    tilgjengelig(side)
