"""The other parts of the kontaktperson's start page: drafts, notices, dates, letters, municipalities of her size."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bosetting.kommuner.models import Folketall
from tests.anmodninger.factories import BrevFactory, RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import AktivitetFactory, ProsjektFactory
from tests.varsler.factories import VarselFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from tests.vedtak.purrefactories import PurremottakerFactory, forsoek
from vedtak.models import Svarkladd

pytestmark = pytest.mark.django_db

SIDE = reverse("vedtak:min-kommune")


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


def side(klient) -> str:
    return " ".join(klient.get(SIDE).content.decode().split())


def kladd(kommune, av, **felt):
    return Svarkladd.objects.create(
        **{"kommune": kommune, "aar": 2016, "trinn": "vilkaar", "opprettet_av": av, "endret_av": av}
        | {
            "opprettet_at": datetime(2016, 3, 3, 9, tzinfo=UTC),
            "endret_at": datetime(2016, 3, 4, 9, tzinfo=UTC),
        }
        | felt
    )


def test_a_draft_is_what_the_task_leads_to(som, kontaktperson, halden, anmodning):
    begynt = kladd(halden, kontaktperson)
    tekst = side(som(kontaktperson))
    assert "Fortsett på svaret du begynte på 3. mars" in tekst
    assert reverse("vedtak:kladd-trinn", args=[begynt.pk, "vilkaar"]) in tekst
    assert ">Registrer svar</a>" not in tekst


def test_a_draft_to_look_over_leads_there_and_a_colleagues_names_her(som, kontaktperson, halden, anmodning):
    begynt = kladd(halden, BrukerFactory(navn="Kari Kollega"), trinn="se-over")
    tekst = side(som(kontaktperson))
    assert "Fortsett på svaret Kari Kollega begynte på 3. mars" in tekst
    assert reverse("vedtak:kladd-check", args=[begynt.pk]) in tekst


def test_a_draft_of_something_else_stands_beside_the_task(som, kontaktperson, halden, anmodning):
    kladd(halden, kontaktperson, aar=2017)
    tekst = side(som(kontaktperson))
    assert "Påbegynt svar for 2017" in tekst
    assert ">Registrer svar</a>" in tekst


def test_the_neighbours_draft_is_nobody_elses(som, nabokontaktperson, kontaktperson, halden, anmodning):
    kladd(halden, kontaktperson)
    assert "begynte på" not in side(som(nabokontaktperson))


def test_the_phone_of_whom_to_call_is_there(som, kontaktperson, saksbehandler):
    saksbehandler.telefon = "69 24 70 00"
    saksbehandler.save()
    assert '<a href="tel:69247000">69 24 70 00</a>' in side(som(kontaktperson))


def test_the_latest_notices_stand_there_and_not_those_of_others(som, kontaktperson, nabokontaktperson):
    VarselFactory.create_batch(4, bruker=kontaktperson)
    VarselFactory(bruker=nabokontaktperson, tittel="Noe om Moss")
    svar = som(kontaktperson).get(SIDE)
    assert len(svar.context["varsler"]) == 3
    assert "Noe om Moss" not in svar.content.decode()


def test_meetings_and_deadlines_ahead_stand_by_date(som, kontaktperson, embete, halden, settings):
    settings.DEMO_DAG = "2015-11-01"
    AnmodningFactory(kommune=halden, runde__embete=embete)
    prosjekt = ProsjektFactory(embete=embete)
    for tittel, dag in (
        ("Fagforum", date(2015, 11, 20)),
        ("Sist", date(2016, 2, 1)),
        ("Før", date(2015, 10, 1)),
    ):
        AktivitetFactory(prosjekt=prosjekt, tittel=tittel, fra_dato=dag, status="planlagt", sted="Moss")
    assert [(ett.tittel, ett.moete) for ett in som(kontaktperson).get(SIDE).context["datoer"]] == [
        ("Fagforum", True),
        ("Svarfrist for Halden: anmodningen for 2016", False),
        ("Sist", True),
    ]


def test_what_comes_says_when_and_leads_to_its_page(som, kontaktperson, embete, halden, settings):
    settings.DEMO_DAG = "2015-11-01"
    AnmodningFactory(kommune=halden, runde__embete=embete)
    AktivitetFactory(
        prosjekt=ProsjektFactory(embete=embete), tittel="Fagforum", status="planlagt",
        fra_dato=date(2015, 11, 20), fra_tid=time(11, 30), til_tid=time(15),
    )  # fmt: skip
    klient = som(kontaktperson)
    rader = klient.get(SIDE).context["datoer"]
    tekst = side(klient)
    assert "20. november 2015, kl. 11.30–15.00" in tekst
    assert len(rader) == 2
    for ett in rader:
        assert f'<a href="{ett.url_sti}">{ett.tittel}</a>' in tekst
        assert klient.get(ett.url_sti, follow=True).status_code == 200


def test_her_letters_and_reminders_stand_together_the_last_first(som, kontaktperson, anmodning):
    BrevFactory(anmodning=anmodning)
    mottaker = PurremottakerFactory(purring__anmodning=anmodning, bruker=kontaktperson)
    forsoek(mottaker, "begynt", "sendt")
    assert [linje.url for linje in som(kontaktperson).get(SIDE).context["brev"]] == [
        mottaker.purring.get_absolute_url(),
        reverse("anmodninger:brev-show", args=[anmodning.pk]),
    ]


@pytest.fixture
def naboer(halden, moss, anmodning):
    """Halden and Moss are of a size; Moss is asked for 20."""
    Folketall.objects.create(kommune=halden, aar=2016, antall=30_000)
    Folketall.objects.create(kommune=moss, aar=2016, antall=31_000)
    RundeFactory(linjer=[(moss, 20, 7)])


def test_others_of_the_size_show_public_figures_only(som, kontaktperson, naboer, moss):
    VilkaarFactory(
        vedtak__kommune=moss, vedtak__totalt=19, vedtak__em=6, vedtak__merknad="Hemmelig merknad",
        vedtak__saksnummer="15/777", merknad="Hemmelig vilkår",
    )  # fmt: skip
    tekst = side(som(kontaktperson))
    assert '<td class="num kun-bred">31 000</td><td class="num">20</td><td class="num">19</td>' in tekst
    for skjult in ("Hemmelig", "15/777", 'num">6<', 'num">7<'):
        assert skjult not in tekst


def test_what_moss_has_sent_in_or_begun_is_not_told_before_it_is_confirmed(
    som, kontaktperson, naboer, moss, nabokontaktperson
):
    klient = som(kontaktperson)

    def uten_merker():
        return re.sub(r'(X-CSRFToken": |token" value=)"\w+"', "", side(klient))

    foer = uten_merker()
    assert "ikke offentlig ennå" in foer
    VedtakFactory(kommune=moss, totalt=19, em=6, fra_kommunen=True, registrert_av=nabokontaktperson)
    kladd(moss, nabokontaktperson)
    assert uten_merker() == foer


def test_the_year_before_is_folded_away_where_there_is_one(som, kontaktperson, naboer, moss):
    klient = som(kontaktperson)
    assert "Slik var det for 2015" not in side(klient)
    RundeFactory(aar=2015, sendt_dato=date(2014, 8, 20), linjer=[(moss, 17, 0)])
    VedtakFactory(kommune=moss, aar=2015, totalt=16, vedtaksdato=date(2014, 12, 1), mottatt=date(2014, 12, 5))
    tekst = side(klient)
    assert "Slik var det for 2015" in tekst
    assert '<td class="num">17</td><td class="num">16</td>' in tekst


def test_empty_parts_say_what_will_come(som, kontaktperson):
    tekst = side(som(kontaktperson))
    for setning in (
        "Ingen møter eller frister framover nå.",
        "Anmodninger og purringer fra embetet samles her.",
        "Sammenligningen kommer når",
        "Hver anmodning får sin plass her",
    ):
        assert setning in tekst


def test_a_long_history_costs_no_more(som, kontaktperson, halden, naboer, django_assert_num_queries):
    klient = som(kontaktperson)
    VilkaarFactory(vedtak__kommune=halden)
    with CaptureQueriesContext(connection) as foer:
        klient.get(SIDE)
    assert len(foer) <= 32
    for aar in range(2010, 2016):
        RundeFactory(aar=aar, sendt_dato=date(aar - 1, 8, 20), linjer=[(halden, 20, 2)])
        VilkaarFactory(vedtak__kommune=halden, vedtak__aar=aar)
        kladd(halden, kontaktperson, aar=aar)
        VarselFactory(bruker=kontaktperson)
    with django_assert_num_queries(len(foer)):
        klient.get(SIDE)
