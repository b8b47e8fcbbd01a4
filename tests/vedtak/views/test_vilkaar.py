"""The form where a condition is followed up."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from bosetting.brukere.models import Tilgang
from tests.vedtak.factories import VedtakFactory, VilkaarFactory, VilkaarsoppfoelgingFactory
from vedtak.models import Vilkaarsoppfoelging

pytestmark = pytest.mark.django_db
AAPNE = reverse("vedtak:oppfoelging-index")


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def side(vilkaar):
    return reverse("vedtak:vilkaar-follow-up", args=[vilkaar.pk])


def skjema(**endret):
    return {
        "noekkel": uuid4(), "forrige": "", "utfall": "gjelder", "notat": "Rådmannen leter etter boliger.",
        "dato": "2016-03-08", "ny_dato": "2016-05-01",
    } | endret  # fmt: skip


@pytest.fixture
def vilkaar(halden):
    return VilkaarFactory(vedtak__kommune=halden)


def test_it_is_followed_up_and_shown_where_it_stands(som, saksbehandler, vilkaar):
    klient = som(saksbehandler)
    svar = klient.post(side(vilkaar), skjema())
    kommunen = reverse("vedtak:kommune-show", args=[vilkaar.vedtak.kommune_id])
    assert svar.url == f"{kommunen}#vilkaar"
    rad = Vilkaarsoppfoelging.objects.get()
    assert (rad.dato, rad.ny_dato, rad.registrert_av) == (date(2016, 3, 8), date(2016, 5, 1), saksbehandler)
    tekst = innhold(klient.get(kommunen))
    assert "Oppfølgingen av vilkåret er ført." in tekst
    assert "08.03.2016: Rådmannen leter etter boliger." in tekst
    assert "Rådmannen leter etter boliger." in innhold(klient.get(side(vilkaar)))


def test_a_double_click_is_one_row(som, saksbehandler, vilkaar):
    klient, felt = som(saksbehandler), skjema()
    for _ in range(2):
        assert klient.post(side(vilkaar), felt).status_code == 302
    assert Vilkaarsoppfoelging.objects.count() == 1


def test_the_second_of_two_sees_both_and_keeps_what_she_typed(som, saksbehandler, prosjektleder, vilkaar):
    som(saksbehandler).get(side(vilkaar))
    foerst = VilkaarsoppfoelgingFactory(vilkaar=vilkaar, registrert_av=prosjektleder, notat="Alt ringt.")
    klient = som(saksbehandler)
    svar = klient.post(side(vilkaar), skjema())
    assert svar.status_code == 422
    tekst = innhold(svar)
    assert "Pia Prosjektleder har fulgt opp vilkåret etter at du åpnet siden" in tekst
    assert "Alt ringt." in tekst
    assert ">Rådmannen leter etter boliger.</textarea>" in tekst.replace("> R", ">R")
    assert f'name="forrige" value="{foerst.pk}"' in tekst
    assert klient.post(side(vilkaar), skjema(forrige=foerst.pk)).status_code == 302
    assert Vilkaarsoppfoelging.objects.count() == 2


def test_what_is_wrong_is_said_at_its_field(som, saksbehandler, vilkaar):
    svar = som(saksbehandler).post(side(vilkaar), skjema(utfall="avklart"))
    assert svar.status_code == 422
    assert svar.context["form"].errors.keys() == {"ny_dato"}
    svar = som(saksbehandler).post(side(vilkaar), {"notat": ""})
    assert svar.context["form"].errors.keys() == {"utfall", "notat", "dato"}
    assert not Vilkaarsoppfoelging.objects.exists()


def test_one_on_a_corrected_answer_leads_to_the_new_one(som, saksbehandler, vilkaar):
    nytt = VedtakFactory(kommune=vilkaar.vedtak.kommune, retter=vilkaar.vedtak, rettegrunn="Feil.")
    svar = som(saksbehandler).get(side(vilkaar))
    assert nytt.get_absolute_url() in innhold(svar)
    assert '<button class="ds-button" type="submit">Før' not in innhold(svar)
    assert som(saksbehandler).post(side(vilkaar), skjema()).status_code == 422
    assert not Vilkaarsoppfoelging.objects.exists()


@pytest.mark.parametrize("navn", ["leser", "kontaktperson", "systemansvarlig", "uten_rolle"])
def test_the_wrong_role_is_refused(navn, request, som, vilkaar):
    klient = som(request.getfixturevalue(navn))
    assert klient.get(side(vilkaar)).status_code == 403
    assert klient.post(side(vilkaar), skjema()).status_code == 403
    assert not Vilkaarsoppfoelging.objects.exists()


def test_the_neighbour_finds_nothing_though_she_reads_here(som, nabosaksbehandler, embete, vilkaar):
    klient = som(nabosaksbehandler)
    assert klient.get(side(vilkaar)).status_code == 404
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    klient = som(type(nabosaksbehandler).objects.get(pk=nabosaksbehandler.pk))
    assert klient.get(side(vilkaar)).status_code == 404
    assert klient.post(side(vilkaar), skjema()).status_code == 404
    assert "leter" not in innhold(klient.get(AAPNE))


def test_open_conditions_stand_on_the_page_of_what_is_to_follow_up(som, saksbehandler, vilkaar, moss):
    VilkaarFactory(vedtak__kommune=moss, type="oekonomi", oppfoelging_dato=date(2016, 3, 1))
    VilkaarsoppfoelgingFactory(
        vilkaar__vedtak__kommune=moss, vilkaar__vedtak__aar=2015, vilkaar__type="annet", avklart=True
    )
    tekst = innhold(som(saksbehandler).get(AAPNE))
    assert '2 vilkår er ikke avklart, <strong class="for-sent">1 over datoen</strong>' in tekst
    assert tekst.index(">Økonomi</a>") < tekst.index(">Avhengig av bolig</a>")
    assert ">Annet</a>" not in tekst
    assert side(vilkaar) in tekst
