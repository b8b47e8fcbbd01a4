"""The facts of a report from the records: as of the cut-off, as known at the cut-off, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bosetting.brukere.models import EmbeteNavn
from bosetting.felles.tertial import Tertial
from rapporter.queries import (
    foreslaatt_bosettingsaar,
    foreslaatt_tertial,
    grunnlag,
    prosjekter_i,
    skrivestatus,
)
from tests.anmodninger.factories import RundeFactory, mange
from tests.nettverk.factories import (
    AktivitetFactory,
    GruppeFactory,
    MedlemskapFactory,
    ProsjektFactory,
    ResultatmaalFactory,
)
from tests.vedtak.bekreftfactories import BekreftelseFactory, InnsendtFactory
from tests.vedtak.factories import VedtakFactory

from .factories import KapittelFactory, RapportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def test_only_what_was_known_at_the_cut_off_counts(prosjekt, embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10, vedtaksdato=date(2016, 1, 20), mottatt=date(2016, 1, 29))
    VedtakFactory(kommune=moss, totalt=80, em=20, vedtaksdato=date(2016, 1, 20), mottatt=date(2016, 1, 30))
    g = grunnlag(RapportFactory(prosjekt=prosjekt))
    assert g.summer["totalt"].vedtatt.verdi == 57
    assert g.summer["totalt"].ubesvart.verdi == 80
    assert [linje.navn for linje in g.linjer] == ["Halden", "Moss"]


def test_answers_unconfirmed_at_the_cut_off_are_counted_per_year(
    prosjekt, embete, halden, moss, kontaktperson
):
    for aar in (2015, 2016):
        RundeFactory(
            embete=embete, aar=aar, sendt_dato=date(2014, 11, 17), linjer=[(halden, 70, 10), (moss, 9, 0)]
        )
    innsendt = {"vedtaksdato": date(2016, 1, 4), "mottatt": date(2016, 1, 5)}
    bekreftet = InnsendtFactory(kommune=moss, aar=2016, registrert_av=kontaktperson, **innsendt)
    BekreftelseFactory(vedtak=bekreftet, dato=date(2016, 1, 29))
    sent = InnsendtFactory(kommune=halden, aar=2016, registrert_av=kontaktperson, **innsendt)
    BekreftelseFactory(vedtak=sent, dato=date(2016, 1, 30))
    g = grunnlag(RapportFactory(prosjekt=prosjekt))
    assert [linje.navn for linje in g.linjer if linje.status.ubekreftet] == ["Halden"]
    assert [(linje.aar, linje.ubekreftede) for linje in g.aarslinjer] == [(2015, 0), (2016, 1)]


def test_rounds_are_told_in_order_with_what_was_in_force(prosjekt, embete, halden, moss):
    RundeFactory(embete=embete, sendt_dato=date(2015, 8, 20), fylkestall_totalt=537, fylkestall_em=39)
    RundeFactory(
        embete=embete,
        sendt_dato=date(2015, 11, 17),
        fylkestall_totalt=780,
        linjer=[(halden, 700, None), (moss, 70, 5)],
    )
    RundeFactory(embete=embete, sendt_dato=date(2016, 2, 1), linjer=[(moss, 90, 5)])
    RundeFactory(embete=None, sendt_dato=date(2015, 9, 1), fylkestall_totalt=1)
    g = grunnlag(RapportFactory(prosjekt=prosjekt))
    assert [(runde.sendt, runde.anmodet.totalt, runde.rader.totalt) for runde in g.runder] == [
        (date(2015, 8, 20), 537, None),
        (date(2015, 11, 17), 770, 770),
    ]


def test_a_round_without_rows_of_its_own_is_held_against_those_in_force(prosjekt, embete, halden):
    RundeFactory(embete=embete, sendt_dato=date(2015, 8, 20), linjer=[(halden, 426, None)])
    RundeFactory(embete=embete, sendt_dato=date(2015, 11, 17), fylkestall_totalt=435)
    assert grunnlag(RapportFactory(prosjekt=prosjekt)).runde.rader.totalt == 426


def test_earlier_years_stand_beside_when_they_were_asked_for(prosjekt, embete, halden):
    RundeFactory(embete=embete, aar=2015, sendt_dato=date(2014, 11, 24), linjer=[(halden, 30, 0)])
    RundeFactory(embete=embete, linjer=[(halden, 70, 10)])
    assert [linje.aar for linje in grunnlag(RapportFactory(prosjekt=prosjekt)).aarslinjer] == [2015, 2016]


def test_the_groups_and_the_name_of_the_embete_are_those_of_the_cut_off(prosjekt, embete):
    gruppe = GruppeFactory(prosjekt=prosjekt, navn="Styringsgruppen")
    MedlemskapFactory(gruppe=gruppe, funksjon="biskop", til=date(2016, 1, 29))
    MedlemskapFactory(gruppe=gruppe, funksjon="fylkesmann", rolle="leder")
    MedlemskapFactory(gruppe=gruppe, funksjon="ny", fra=date(2016, 2, 1))
    g = grunnlag(RapportFactory(prosjekt=prosjekt))
    assert [medlem.funksjon for medlem in g.grupper[0].medlemmer] == ["fylkesmann"]
    assert (g.grupper[0].personer, g.grupper[0].organisasjoner) == (1, 1)
    assert g.embete == "Fylkesmannen i Østfold"
    EmbeteNavn.objects.filter(embete=embete).delete()
    assert grunnlag(RapportFactory.build(prosjekt=prosjekt)).embete == "embetet i Østfold"


def test_the_neighbours_municipalities_and_activities_are_not_ours(prosjekt, bergen, naboembete):
    RundeFactory(embete=naboembete, linjer=[(bergen, 300, 30)])
    AktivitetFactory(prosjekt=ProsjektFactory(embete=naboembete))
    g = grunnlag(RapportFactory(prosjekt=prosjekt))
    assert (g.linjer, g.runder, g.aktiviteter) == ((), (), ())


def test_a_larger_county_with_more_records_costs_no_more_queries(prosjekt, embete, django_assert_num_queries):

    def fyll(kommuner):
        runde = RundeFactory(embete=embete, linjer=[(kommune, 30, 5) for kommune in kommuner])
        for kommune in kommuner:
            VedtakFactory(kommune=kommune)
        gruppe = GruppeFactory(prosjekt=prosjekt)
        MedlemskapFactory.create_batch(3, gruppe=gruppe)
        aktivitet = AktivitetFactory(prosjekt=prosjekt)
        aktivitet.resultatmaal.add(ResultatmaalFactory(prosjekt=prosjekt))
        return runde

    rapport = RapportFactory(prosjekt=prosjekt)
    fyll(mange(embete, 2))
    with CaptureQueriesContext(connection) as lite:
        grunnlag(rapport)
    for start in (200, 300, 400):
        fyll(mange(embete, 20, fra_nr=start))
    with django_assert_num_queries(len(lite)):
        grunnlag(rapport)
    assert len(lite) <= 36


def test_chapters_of_goals_that_are_gone_are_still_shown_to_their_writer(prosjekt):
    rapport = RapportFactory(prosjekt=prosjekt)
    KapittelFactory(rapport=rapport, noekkel="maal-9z", tekst="Et gammelt mål")
    KapittelFactory(rapport=rapport, noekkel="maal-8y", tekst="")
    (ett,) = skrivestatus(rapport, [])
    assert ett.skrevet
    assert ett.del_.overskrift == "Tekst uten plass (maal-9z)"


def test_the_year_proposed_is_that_of_the_latest_round_sent(embete, halden):
    tertial = Tertial(2015, 3)
    assert foreslaatt_bosettingsaar(embete, tertial, date(2015, 12, 31)) == 2016
    assert foreslaatt_bosettingsaar(embete, Tertial(2015, 2), date(2015, 8, 31)) == 2015
    RundeFactory(embete=embete, aar=2017, sendt_dato=date(2015, 12, 31), linjer=[(halden, 70, 10)])
    assert foreslaatt_bosettingsaar(embete, tertial, date(2015, 12, 30)) == 2016
    assert foreslaatt_bosettingsaar(embete, tertial, date(2015, 12, 31)) == 2017


def test_the_tertial_proposed_is_the_last_one_over_that_lacks_a_report(prosjekt, dag):
    assert foreslaatt_tertial([prosjekt], dag) == Tertial(2015, 3)
    RapportFactory(prosjekt=prosjekt)
    assert foreslaatt_tertial([prosjekt], dag) == Tertial(2016, 1)


def test_projects_of_a_tertial_last_on_at_least_one_of_its_days(embete):
    ProsjektFactory(embete=embete, navn="før", fra=date(2014, 1, 1), til=date(2015, 9, 1))
    ProsjektFactory(embete=embete, navn="så vidt", fra=date(2014, 1, 1), til=date(2015, 9, 2))
    ProsjektFactory(embete=embete, navn="uten slutt", fra=date(2015, 12, 31), til=None)
    ProsjektFactory(embete=embete, navn="etter", fra=date(2016, 1, 1), til=None)
    assert {ett.navn for ett in prosjekter_i(Tertial(2015, 3))} == {"så vidt", "uten slutt"}
    assert [ett.navn for ett in prosjekter_i(Tertial(2015, 3), "Uten Slutt")] == ["uten slutt"]
