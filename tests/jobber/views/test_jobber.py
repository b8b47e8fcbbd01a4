"""The list of work in the background, and the page that follows one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bosetting.felles.dag import naa
from bosetting.jobber.models import Jobb, Jobbfeil
from tests.jobber.factories import JobbFactory

pytestmark = pytest.mark.django_db

INDEX = reverse("jobber:jobb-index")


def tekst(svar) -> str:
    return " ".join(svar.content.decode().split())


def test_the_list_shows_the_last_first_with_state_and_progress(som, saksbehandler, embete):
    JobbFactory(embete=embete, tittel="Brev for 2016", tilstand=Jobb.FERDIG, ferdige=428, antall=428)
    JobbFactory(embete=embete, tittel="Purring", bestilt_at=naa(), bestilt_av=saksbehandler)

    side = tekst(som(saksbehandler).get(INDEX))

    assert side.index("Purring</a>") < side.index("Brev for 2016</a>")
    assert "428 av 428" in side
    assert "Siri Saksbehandler</td>" in side
    assert "startet av seg selv" in side


def test_an_empty_list_says_what_comes_here(som, saksbehandler):
    assert "Ingenting er bestilt ennå" in tekst(som(saksbehandler).get(INDEX))


def test_another_embetes_work_is_neither_listed_nor_shown(som, nabosaksbehandler, embete):
    jobb = JobbFactory(embete=embete)
    klient = som(nabosaksbehandler)

    assert jobb.tittel not in tekst(klient.get(INDEX))
    assert klient.get(jobb.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("antall", [1, 30])
def test_the_list_costs_the_same_however_long(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    JobbFactory.create_batch(antall, embete=embete, bestilt_av=saksbehandler)
    klient = som(saksbehandler)

    with django_assert_max_num_queries(7):
        klient.get(INDEX)


def test_the_page_follows_work_that_is_under_way_and_lets_it_be_cancelled(som, saksbehandler, embete):
    jobb = JobbFactory(embete=embete, tilstand=Jobb.KJOERER, ferdige=214, antall=428, hjerteslag_at=naa())

    side = tekst(som(saksbehandler).get(jobb.get_absolute_url()))

    assert "214 av 428</p>" in side
    assert 'value="214" max="428"' in side
    assert 'hx-trigger="every 2s"' in side
    assert reverse("jobber:jobb-cancel", args=[jobb.pk]) in side
    assert "livstegn" not in side


@pytest.mark.parametrize("tilstand", [Jobb.FERDIG, Jobb.FEILET, Jobb.AVBRUTT])
def test_when_it_is_over_the_page_stops_asking_and_leads_onward(som, saksbehandler, embete, tilstand):
    jobb = JobbFactory(embete=embete, tilstand=tilstand, ferdige=2, antall=2, retur="/anmodninger/")

    side = tekst(som(saksbehandler).get(jobb.get_absolute_url()))

    assert "hx-trigger" not in side
    assert reverse("jobber:jobb-cancel", args=[jobb.pk]) not in side
    assert 'href="/anmodninger/">Gå videre</a>' in side
    assert (reverse("jobber:jobb-resume", args=[jobb.pk]) in side) == (tilstand != Jobb.FERDIG)


def test_what_did_not_succeed_is_listed_with_its_cause(som, saksbehandler, embete):
    jobb = JobbFactory(embete=embete, tilstand=Jobb.FEILET, ferdige=1, antall=3)
    for navn in ("Halden", "Moss"):
        Jobbfeil.objects.create(jobb=jobb, enhet=navn, navn=navn, aarsak=f"{navn} har ingen kontaktperson.")

    side = tekst(som(saksbehandler).get(jobb.get_absolute_url()))

    assert "2 lyktes ikke</h2>" in side
    assert '<th scope="row">Halden</th><td>Halden har ingen kontaktperson.</td>' in side


def test_a_queue_that_stands_and_a_worker_that_is_silent_are_told_of(som, saksbehandler, embete):
    klient = som(saksbehandler)
    venter = JobbFactory(embete=embete, koet_at=naa() - timedelta(minutes=4, seconds=5))
    taus = JobbFactory(
        embete=embete,
        tilstand=Jobb.KJOERER,
        stanset=1,
        hjerteslag_at=naa() - timedelta(minutes=3, seconds=5),
    )

    assert "Arbeidet har ventet i 4 minutter" in tekst(klient.get(venter.get_absolute_url()))
    side = tekst(klient.get(taus.get_absolute_url()))
    assert "Ingen livstegn på 3 minutter" in side
    assert "har stanset uventet 1 gang, og fortsetter" in side


@pytest.mark.parametrize("tilstand", [Jobb.VENTER, Jobb.KJOERER, Jobb.FERDIG, Jobb.FEILET])
def test_what_htmx_fetches_is_what_the_page_holds(som, saksbehandler, embete, tilstand):
    jobb = JobbFactory(
        embete=embete, tilstand=tilstand, ferdige=1, antall=2, hjerteslag_at=naa(), koet_at=naa()
    )
    klient = som(saksbehandler)

    side = tekst(klient.get(jobb.get_absolute_url()))
    fragment = tekst(klient.get(jobb.get_absolute_url(), headers={"HX-Request": "true"}))

    status, _, framdrift = fragment.rpartition('<div class="stabel" id="framdrift"')
    uten_csrf = [del_ for del_ in framdrift.split("<input type=") if "csrf" not in del_]
    assert all(del_ in side for del_ in uten_csrf)
    if tilstand in (Jobb.VENTER, Jobb.KJOERER):
        assert status == "", "nothing is spoken before it is over"
    else:
        assert status.startswith('<p id="jobbstatus" hx-swap-oob="innerHTML">')
        assert status.split(">", 1)[1].split("</p>")[0] in side


def test_cancelling_from_the_page(som, saksbehandler, embete):
    jobb = JobbFactory(embete=embete, tilstand=Jobb.KJOERER, hjerteslag_at=naa(), ferdige=1, antall=9)

    side = tekst(som(saksbehandler).post(reverse("jobber:jobb-cancel", args=[jobb.pk]), follow=True))

    assert "Avbrytes så snart den delen som pågår, er ferdig." in side
    assert reverse("jobber:jobb-cancel", args=[jobb.pk]) not in side


def test_cancelling_what_was_done_in_the_meantime_says_so(som, saksbehandler, embete):
    jobb = JobbFactory(embete=embete, tilstand=Jobb.FERDIG, ferdige=1, antall=1)

    side = tekst(som(saksbehandler).post(reverse("jobber:jobb-cancel", args=[jobb.pk]), follow=True))

    assert "Arbeidet er avsluttet, så det er ingenting å avbryte." in side


def test_going_on_from_the_page(som, saksbehandler, embete):
    jobb = JobbFactory(embete=embete, tilstand=Jobb.AVBRUTT, ferdige=0, antall=2, data={"deler": 2})

    side = tekst(som(saksbehandler).post(reverse("jobber:jobb-resume", args=[jobb.pk]), follow=True))

    assert "Arbeidet er ferdig." in side
    assert "2 av 2" in side
