"""The wheel of a year: the picture, the list, the rounds, and the start from the template."""

from datetime import date

import pytest
from django.urls import reverse

from anmodninger.aarshjul import STANDARDSTEG
from anmodninger.models import Aarshjulsteg
from bosetting.brukere.models import Tilgang
from tests.anmodninger.factories import RundeFactory
from tests.anmodninger.stegfactory import StegFactory

pytestmark = pytest.mark.django_db

INDEX = reverse("anmodninger:aarshjul-index")


def side(embete, aar=2016, verb="show"):
    return reverse(f"anmodninger:aarshjul-{verb}", args=[embete.pk, aar])


def tekst(svar):
    return svar.content.decode()


def test_the_menu_leads_to_the_year_under_way(som, saksbehandler, embete):
    klient = som(saksbehandler)
    assert klient.get(INDEX).url == side(embete, 2017)
    StegFactory(embete=embete, aar=2016)
    assert klient.get(INDEX).url == side(embete, 2016)
    assert f'href="{INDEX}" aria-current="true">Årshjul</a>' in tekst(klient.get(side(embete)))


def test_the_list_is_grouped_by_what_is_overdue_now_next_and_done(som, leser, embete):
    for tittel, fra, til, felt in (
        ("Purr", date(2015, 11, 1), date(2015, 11, 30), {}),
        ("Tiltak", date(2016, 1, 1), date(2016, 3, 31), {"status": "paagaar"}),
        ("Evaluer", date(2016, 5, 1), date(2016, 5, 31), {}),
        ("Send", date(2015, 3, 1), date(2015, 5, 31), {"status": "ferdig", "ferdig_dato": date(2015, 8, 20)}),
        ("Møt", date(2015, 10, 1), date(2015, 12, 31), {"status": "utgaar"}),
    ):
        StegFactory(embete=embete, tittel=tittel, fra=fra, til=til, **felt)
    svar = som(leser).get(side(embete))
    grupper = {
        gruppe.kode: [(rad.steg.tittel, rad.tekst) for rad in gruppe.rader]
        for gruppe in svar.context["grupper"]
    }
    assert grupper == {
        "over_tiden": [("Purr", "100 dager over tiden")],
        "naa": [("Tiltak", "pågår")],
        "kommer": [("Evaluer", "planlagt")],
        "ferdig": [("Send", "ferdig 20.08.2015")],
        "utgaar": [("Møt", "utgår")],
    }
    assert "5 steg: 1 over tiden, 1 nå, 1 kommer, 1 ferdig og 1 utgår. Ingen runder er sendt." in tekst(svar)


def test_the_picture_has_a_title_a_conclusion_and_the_words_of_every_row(som, saksbehandler, embete):
    StegFactory(embete=embete, tittel="Purr <alle>")
    RundeFactory(embete=embete, sendt_dato=date(2015, 8, 20), svarfrist=date(2015, 10, 15))
    innhold = tekst(som(saksbehandler).get(side(embete)))
    svg = innhold[innhold.index("<svg") : innhold.index("</svg>")]
    assert 'role="img"' in svg
    assert ">Årshjulet for bosettingsåret 2016</title>" in svg
    assert "1 steg: 1 over tiden. Én runde er sendt.</desc>" in svg
    for ord_ in ("Purr &lt;alle&gt;", "130 dager over tiden", "Sendt 20.08.2015", "svarfrist 15.10.2015"):
        assert ord_ in svg


def test_every_round_of_the_year_is_there_by_itself_and_no_other(som, leser, embete, naboembete):
    med, uten = (RundeFactory(embete=embete, sendt_dato=date(2015, m, 17)) for m in (8, 11))
    StegFactory(embete=embete, tittel="Send anmodningene", runde=med)
    andre = [RundeFactory(embete=embete, aar=2015), RundeFactory(embete=naboembete)]
    innhold = tekst(som(leser).get(side(embete)))
    assert med.get_absolute_url() in innhold
    assert uten.get_absolute_url() in innhold
    assert innhold.count("utenom stegene") == 1
    for runde in andre:
        assert f'href="{runde.get_absolute_url()}"' not in innhold


def test_an_empty_year_explains_itself_and_offers_to_start(som, saksbehandler, embete):
    innhold = tekst(som(saksbehandler).get(side(embete, 2017)))
    assert "Start årshjulet for 2017" in innhold
    assert all(steg.tittel in innhold for steg in STANDARDSTEG)
    assert "31.05.2016" in innhold


def test_a_reader_sees_everything_and_no_buttons(som, leser, embete):
    klient = som(leser)
    assert "Start årshjulet" not in tekst(klient.get(side(embete, 2017)))
    steg = StegFactory(embete=embete)
    innhold = tekst(klient.get(side(embete)))
    assert steg.tittel in innhold
    assert 'method="post" action="/anmodninger' not in innhold
    assert "Rediger" not in innhold


def test_starting_twice_gives_the_steps_once(som, saksbehandler, embete):
    klient = som(saksbehandler)
    for ventet in ("7 steg er lagt inn.", "Årshjulet har alt alle stegene i malen."):
        svar = klient.post(side(embete, 2017, "start"), follow=True)
        assert ventet in tekst(svar)
    assert Aarshjulsteg.objects.filter(aar=2017, embete=embete).count() == 7


def test_one_may_read_in_one_embete_and_write_in_another(som, saksbehandler, embete, naboembete):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2015, 1, 1))
    klient = som(saksbehandler)
    assert klient.get(side(naboembete)).status_code == 200
    assert side(embete) in tekst(klient.get(side(naboembete)))
    assert klient.post(side(naboembete, 2017, "start")).status_code == 403
    assert not Aarshjulsteg.objects.exists()


@pytest.mark.parametrize("aar", [1999, 20017])
def test_a_year_that_is_none_is_not_found(som, saksbehandler, embete, aar):
    klient = som(saksbehandler)
    assert klient.get(side(embete, aar)).status_code == 404
    assert klient.post(side(embete, aar, "start")).status_code == 404


@pytest.mark.parametrize("antall", [1, 30])
def test_the_page_costs_the_same_however_many_steps(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    for n in range(antall):
        StegFactory(embete=embete, tittel=f"Steg {n}", runde=RundeFactory(embete=embete))
    klient = som(saksbehandler)
    with django_assert_max_num_queries(10):
        klient.get(side(embete))
