"""What the sentences and the register read from the records: own words, the report before, settled and meetings."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapporter.queries import grunnlag
from rapporter.statussetninger import statussetning
from rapporter.tallregister import figurer
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.nettverk.moetefactories import MoeteFactory
from tests.vedtak.factories import BosattFactory, VedtakFactory

from .factories import RapportFactory
from .rapportradfactories import OverstyringFactory

pytestmark = pytest.mark.django_db
I_FJOR = {"tertial": 2, "skjaeringsdato": date(2015, 12, 20)}


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    return RapportFactory(prosjekt=ProsjektFactory(embete=embete, fra=date(2014, 8, 1)))


def test_the_newest_own_words_hold_and_empty_ones_take_them_back(rapport):
    for tekst in ("Først.", "Så."):
        OverstyringFactory(rapport=rapport, setning="vedtak", tekst=tekst)
    OverstyringFactory(rapport=rapport, setning="gap", tekst="Borte.")
    OverstyringFactory(rapport=rapport, setning="gap", tekst="")
    OverstyringFactory(setning="anmodning", tekst="En annens.")
    egne = grunnlag(rapport).overstyringer
    assert {setning: egen.tekst for setning, egen in egne.items()} == {"vedtak": "Så."}


def test_the_report_before_is_the_last_of_its_type_with_an_earlier_cut_off(rapport, naboembete):
    felles = {"prosjekt": rapport.prosjekt}
    RapportFactory(**felles, tertial=1, skjaeringsdato=date(2015, 9, 1))
    foer = RapportFactory(**felles, **I_FJOR)
    RapportFactory(**felles, type="aarsnotat", tertial=0, skjaeringsdato=date(2016, 1, 15))
    RapportFactory(**felles, aar=2016, tertial=1, skjaeringsdato=date(2016, 5, 2))
    RapportFactory(prosjekt=ProsjektFactory(embete=naboembete), tertial=1, skjaeringsdato=date(2016, 1, 20))
    forrige = grunnlag(rapport).forrige
    assert (forrige.skjaeringsdato, forrige.adresse) == (date(2015, 12, 20), foer.get_absolute_url())
    assert forrige.navn == "Tertialrapport for 2. tertial 2015"
    assert grunnlag(RapportFactory(prosjekt=ProsjektFactory(embete=naboembete))).forrige is None


def test_what_was_learned_after_the_report_before_is_news(rapport, halden, moss):
    RapportFactory(prosjekt=rapport.prosjekt, **I_FJOR)
    VedtakFactory(kommune=halden, totalt=57, em=10, vedtaksdato=date(2015, 12, 1), mottatt=date(2015, 12, 2))
    VedtakFactory(kommune=moss, totalt=80, em=20, vedtaksdato=date(2015, 12, 1), mottatt=date(2016, 1, 4))
    tekst = statussetning(grunnlag(rapport), "siden-forrige-rapport").tekst
    assert tekst.startswith(
        "Siden forrige rapport, som hadde tall per 20. desember 2015, har én kommune fattet vedtak: Moss."
    )
    assert "økt fra 57 til 137, det vil si med 80 (140 prosent)" in tekst


def test_settled_is_as_known_at_the_cut_off(rapport, halden, moss):
    BosattFactory(kommune=halden, antall=4, per_dato=date(2016, 1, 20))
    BosattFactory(kommune=halden, antall=9, per_dato=date(2016, 1, 25), mottatt=date(2016, 2, 1))
    BosattFactory(kommune=moss, antall=3, per_dato=date(2016, 1, 20))
    f = figurer(grunnlag(rapport))
    assert (f["bosatt.totalt"].verdi, f[f"bosatt.totalt.{halden.nr}"].verdi) == (7, 4)


def test_meetings_of_the_period_that_were_held_by_the_cut_off(rapport):
    gruppe = GruppeFactory(prosjekt=rapport.prosjekt, navn="Styringsgruppen")
    MedlemskapFactory(gruppe=gruppe)
    felles = {"prosjekt": rapport.prosjekt, "status": "avholdt"}
    MoeteFactory(**felles, gruppe=gruppe, dato=date(2015, 9, 1))
    MoeteFactory(**felles, dato=date(2015, 12, 31))
    MoeteFactory(**felles, dato=date(2016, 1, 8))
    MoeteFactory(**felles, gruppe=gruppe, dato=date(2015, 8, 31))
    MoeteFactory(**felles | {"status": "avlyst"}, dato=date(2015, 10, 1))
    f = figurer(grunnlag(rapport))
    assert (f["moeter.avholdt"].verdi, f["gruppe.styringsgruppen.moeter"].verdi) == (2, 1)


def test_more_own_words_and_more_answers_cost_no_more_queries(rapport, halden, moss):
    RapportFactory(prosjekt=rapport.prosjekt, **I_FJOR)
    OverstyringFactory(rapport=rapport)

    def antall():
        with CaptureQueriesContext(
            connection,
        ) as sett:
            grunnlag(rapport)
        return len(sett)

    foer = antall()
    for kommune in (halden, moss):
        VedtakFactory(kommune=kommune)
        BosattFactory(kommune=kommune)
    for setning in ("gap", "svar", "vilkaar"):
        OverstyringFactory(rapport=rapport, setning=setning)
    RapportFactory(prosjekt=rapport.prosjekt, tertial=1, skjaeringsdato=date(2015, 9, 1))
    assert antall() == foer
