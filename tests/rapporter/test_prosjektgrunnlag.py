"""The facts of the project itself: what stood at the cut-off, of this embete, and nothing that came later."""

from datetime import date

import pytest

from nettverk.models import Budsjettlinje, Regnskapspost
from rapporter import definisjoner
from rapporter.perioder import periode
from rapporter.prosjektgrunnlag import fakta_for, prosjektfakta
from tests.nettverk.barrierefactories import BarriereFactory, SlagFactory, TiltakFactory, VirkemiddelFactory
from tests.nettverk.evalueringsfactories import SitatFactory, SpoersmaalFactory, TilbakemeldingFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory, UtbetalingFactory

pytestmark = pytest.mark.django_db
DAG = date(2016, 6, 30)


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete, fra=date(2015, 2, 1), til=date(2017, 1, 1))


def perioden(prosjekt):
    return periode(
        "prosjekt",
        aar=2016,
        tertial=0,
        prosjekt_fra=prosjekt.fra,
        prosjekt_til=prosjekt.til,
        skjaeringsdato=DAG,
    )


@pytest.fixture
def hent(prosjekt):
    return lambda: prosjektfakta(prosjekt, perioden(prosjekt), DAG)


def test_a_type_without_such_blocks_costs_no_query(prosjekt, django_assert_num_queries):
    type_ = definisjoner.type_("tertialrapport")
    with django_assert_num_queries(0):
        assert fakta_for(type_, prosjekt, perioden(prosjekt), DAG).gruppedager == ()


def test_accounts_stop_at_the_cut_off(prosjekt, hent):
    linje = Budsjettlinje.objects.create(prosjekt=prosjekt, aar=2016, post="Samlinger", kroner=80_000)
    for dag, kroner in ((date(2016, 5, 1), 10_000), (DAG, 5_000), (date(2016, 7, 1), 99_000)):
        Regnskapspost.objects.create(prosjekt=prosjekt, linje=linje, dato=dag, tekst="Leie", kroner=kroner)
    [aaret] = hent().budsjett
    assert (aaret.aar, aaret.kroner, aaret.brukt) == (2016, 80_000, 15_000)
    assert [rad.brukt for rad in aaret.linjer] == [15_000]


def test_groups_are_counted_on_each_day(prosjekt, hent):
    gruppe = GruppeFactory(prosjekt=prosjekt, navn="Styringsgruppen")
    MedlemskapFactory(gruppe=gruppe, fra=date(2015, 2, 1), til=date(2016, 1, 1))
    MedlemskapFactory(gruppe=gruppe, fra=date(2015, 6, 1))
    MedlemskapFactory(gruppe=gruppe, fra=date(2016, 7, 1))
    fakta = hent()
    assert fakta.gruppedager == (date(2015, 2, 1), date(2015, 12, 31), DAG)
    assert [rad.tall for rad in fakta.gruppestand] == [((1, 1), (2, 2), (1, 1))]


def test_only_released_quotes_and_answers_given_by_then(prosjekt, hent, halden, moss):
    spoersmaal = SpoersmaalFactory(prosjekt=prosjekt)
    svar = TilbakemeldingFactory(spoersmaal=spoersmaal, kommune=halden, dato=DAG)
    TilbakemeldingFactory(spoersmaal=spoersmaal, kommune=moss, dato=date(2016, 7, 1))
    SitatFactory(tilbakemelding=svar, frigitt=True, tekst="Vi har fått […] kompetanse.")
    SitatFactory(tilbakemelding=svar)
    stand = hent().evaluering
    assert (stand.svar, [effekt.kommuner for effekt in stand.effekter]) == (1, [1])
    assert [sitat.tekst for sitat in stand.sitater] == ["Vi har fått […] kompetanse."]
    assert stand.bilde.svg.startswith("<svg")


def test_barriers_stand_as_at_the_cut_off_with_what_may_help(embete, hent, halden, moss):
    slag = SlagFactory(embete=embete, navn="Bolig")
    BarriereFactory(slag=slag, kommune=moss, dato=date(2016, 7, 1))
    moett = BarriereFactory(slag=slag, kommune=halden)
    TiltakFactory(
        barriere=moett, virkemiddel=VirkemiddelFactory(embete=embete, navn="Lån", hjelper_mot=[slag])
    )
    fakta = hent()
    [barriere] = fakta.barrierer
    assert (barriere.staar, barriere.ikke_moett) == ((halden.navn,), ())
    assert [ett.navn for ett in barriere.virkemidler] == ["Lån"]
    assert [(ett.kommune, ett.virkemiddel) for ett in fakta.tiltak] == [(halden.navn, "Lån")]


def test_the_newest_payment_counts_and_stated_sums_are_not_added(embete, naboembete, hent, halden, moss):
    ordning = OrdningFactory(embete=embete, navn="Integreringstilskudd")
    UtbetalingFactory(ordning=ordning, kommune=halden, aar=2015, kroner=1)
    UtbetalingFactory(ordning=ordning, kommune=halden, aar=2015, kroner=300)
    UtbetalingFactory(ordning=ordning, kommune=moss, aar=2015, kroner=200)
    UtbetalingFactory(ordning=ordning, kommune=moss, aar=2017, kroner=900)
    i_alt = OrdningFactory(embete=embete, navn="I alt", er_sum=True)
    UtbetalingFactory(ordning=i_alt, kommune=moss, aar=2015, kroner=200)
    UtbetalingFactory(ordning=OrdningFactory(embete=naboembete), kommune=halden, aar=2015, kroner=7)
    tilskudd = hent().tilskudd
    assert (tilskudd.aar, tilskudd.sum, tilskudd.kommuner) == ((2015,), (500,), (2,))
    assert [(rad.navn, rad.kroner) for rad in tilskudd.ordninger] == [("Integreringstilskudd", (500,))]


def test_projects_are_those_of_the_catalogue_in_the_period(embete, naboembete, hent, halden, moss):
    KommuneprosjektFactory(embete=embete, tittel="Språk på jobb", kommuner=[moss, halden])
    KommuneprosjektFactory(embete=embete, i_katalogen=False, kommuner=[moss])
    KommuneprosjektFactory(embete=embete, status="avslaatt", kommuner=[moss])
    KommuneprosjektFactory(embete=embete, aar=2014, kommuner=[moss])
    KommuneprosjektFactory(embete=embete, aar=2017, kommuner=[moss])
    KommuneprosjektFactory(embete=naboembete, kommuner=[moss])
    [ett] = hent().kommuneprosjekter
    assert (ett.tittel, ett.kommuner, ett.status) == (
        "Språk på jobb",
        f"{halden.navn} og {moss.navn}",
        "pågår",
    )
