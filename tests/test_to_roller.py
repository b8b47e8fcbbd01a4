"""Somebody with two roles sees what each of them gives, where it gives it, and nothing that the two make together."""

from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Tilgang
from tests.anmodninger.factories import BrevFactory, RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import VedtakFactory

pytestmark = pytest.mark.django_db


def person(*tilganger):
    bruker = BrukerFactory()
    for tilgang in tilganger:
        Tilgang.objects.create(bruker=bruker, fra=date(2000, 1, 1), **tilgang)
    return bruker


@pytest.fixture
def brev(naboembete, bergen):
    """A request with its letter in the other county."""
    runde = RundeFactory(embete=naboembete, linjer=[(bergen, 70, 7)])
    return BrevFactory(anmodning=runde.anmodninger.get())


@pytest.fixture
def svar(bergen, brev):
    return VedtakFactory(kommune=bergen)


@pytest.fixture
def forvalter_og_leser(embete):
    """Maintains the people and the register of the whole installation, and reads the cases of one embete."""
    return person({"rolle": "systemansvarlig"}, {"rolle": "leser", "embete": embete})


def test_who_maintains_the_register_reads_the_cases_of_her_own_embete_only(
    som, forvalter_og_leser, halden, bergen, brev, svar
):
    klient = som(forvalter_og_leser)
    assert klient.get(reverse("vedtak:kommune-show", args=[halden.pk])).status_code == 200
    for navn, pk in (
        ("vedtak:kommune-show", bergen.pk),
        ("vedtak:vedtak-show", svar.pk),
        ("anmodninger:brev-show", brev.anmodning_id),
    ):
        assert klient.get(reverse(navn, args=[pk])).status_code == 404, navn
    for url in (reverse("vedtak:kommune-index"), reverse("vedtak:status-show", args=[2016])):
        innhold = klient.get(url).content.decode()
        assert "Halden" in innhold
        assert "Bergen" not in innhold, url


def test_who_maintains_the_register_still_sees_all_of_it(som, forvalter_og_leser, halden, bergen):
    klient = som(forvalter_og_leser)
    assert "Bergen" in klient.get(reverse("brukere:register-index")).content.decode()
    valg = klient.get(reverse("brukere:tilgang-create", args=[forvalter_og_leser.pk])).content.decode()
    assert "Bergen" in valg


def test_who_reads_one_embete_and_answers_for_a_municipality_of_another_sees_no_working_notes_there(
    som, embete, naboembete, bergen
):
    runde = RundeFactory(
        embete=naboembete,
        merknad="INTERNT NOTAT",
        linjer=[(bergen, 70, 7), (KommuneFactory(nr="1202", navn="Nabokommune"), 61, 3)],
    )
    klient = som(person({"rolle": "leser", "embete": embete}, {"rolle": "kontaktperson", "kommune": bergen}))
    side = klient.get(runde.get_absolute_url()).content.decode()
    fil = klient.get(reverse("anmodninger:runde-export", args=[runde.pk, "egen", "csv"])).content.decode()
    for innhold in (side, fil):
        assert "Bergen" in innhold
        assert "Nabokommune" not in innhold
        assert "INTERNT NOTAT" not in innhold
    assert (
        "INTERNT NOTAT"
        in som(person({"rolle": "leser", "embete": naboembete}))
        .get(runde.get_absolute_url())
        .content.decode()
    )


def test_who_makes_rounds_in_several_embeter_sees_in_the_log_of_reminders_whose_a_round_is(
    som, embete, naboembete, halden, bergen, brev
):
    RundeFactory(embete=embete, linjer=[(halden, 30, 5)])
    logg = reverse("vedtak:purring-index")
    begge = person(*({"rolle": "saksbehandler", "embete": ett} for ett in (embete, naboembete)))
    valg = [str(tekst) for _verdi, tekst in som(begge).get(logg).context["form"].fields["runde"].choices]
    assert sorted(valg) == [
        "2016, sendt 20.08.2015 (Hordaland)",
        "2016, sendt 20.08.2015 (Østfold)",
        "Alle runder",
    ]
    alene = person({"rolle": "saksbehandler", "embete": embete})
    valg = [str(tekst) for _verdi, tekst in som(alene).get(logg).context["form"].fields["runde"].choices]
    assert valg == ["Alle runder", "2016, sendt 20.08.2015"]
