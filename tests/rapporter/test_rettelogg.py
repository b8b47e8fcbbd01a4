"""The log of corrections lists exactly what the records say otherwise today, and the edition stays as it was."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bosetting.kommuner.models import Kommune
from rapporter import frysing
from rapporter.models import Utgave
from rapporter.rettelogg import rettelogg, som_ark
from rapporter.tallregister import figurer
from tests.anmodninger.factories import RundeFactory, mange
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, MedlemskapFactory, ProsjektFactory
from tests.vedtak.factories import VedtakFactory
from vedtak.models import Vedtak
from vedtak.queries import statusliste

from .factories import RapportFactory

pytestmark = pytest.mark.django_db

SKJAERING, DAG = date(2016, 1, 29), date(2016, 6, 1)


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    return RapportFactory(prosjekt=ProsjektFactory(embete=embete))


def frys(rapport, by) -> Utgave:
    bilde = frysing.oeyeblikk(rapport)
    utskrift = frysing.trykk(rapport, bilde, date(2016, 2, 2))
    return frysing.frys(by=by, rapport=rapport, bilde=bilde, utskrift=utskrift)


def endringer(logg) -> dict:
    """Return old and new of the sums and of each municipality."""
    return {
        rad.navn: (rad.foer and rad.foer.verdi, rad.naa and rad.naa.verdi)
        for rad in logg.rader
        if rad.navn.partition(".")[0] in {"anmodet", "vedtatt", "udekket", "ubesvart", "netto"}
    }


def test_an_edition_nobody_corrected_has_an_empty_log(rapport, halden, prosjektleder):
    VedtakFactory(kommune=halden, totalt=57, em=10)
    logg = rettelogg(frys(rapport, prosjektleder), DAG)
    assert logg.rader == ()
    assert logg.sammenlignet > 20


def test_a_corrected_decision_is_told_in_every_sum_it_is_part_of(rapport, halden, prosjektleder):
    galt = VedtakFactory(kommune=halden, totalt=57, em=10)
    utgave = frys(rapport, prosjektleder)
    VedtakFactory(
        kommune=halden, totalt=60, em=10, mottatt=date(2016, 3, 1), retter=galt, rettegrunn="Skrivefeil"
    )
    logg = rettelogg(utgave, DAG)
    assert endringer(logg) == {
        "vedtatt.totalt": (57, 60),
        "vedtatt.voksne": (47, 50),
        "udekket.totalt": (93, 90),
        "udekket.voksne": (73, 70),
        "netto.totalt": (93, 90),
        "netto.voksne": (73, 70),
        "vedtatt.totalt.0101": (57, 60),
        "vedtatt.voksne.0101": (47, 50),
        "udekket.totalt.0101": (13, 10),
    }
    rad = next(rad for rad in logg.rader if rad.navn == "vedtatt.totalt")
    assert "kjent=2016-01-29" in rad.foer.kilde
    assert "per=2016-01-29" in rad.naa.kilde
    assert "kjent" not in rad.naa.kilde


def test_a_decision_after_the_cut_off_is_no_correction(rapport, halden, moss, prosjektleder):
    VedtakFactory(kommune=halden, totalt=57, em=10)
    utgave = frys(rapport, prosjektleder)
    VedtakFactory(kommune=moss, vedtaksdato=date(2016, 1, 30), mottatt=date(2016, 2, 1))
    assert rettelogg(utgave, DAG).rader == ()


def test_the_log_holds_to_the_editions_cut_off_when_the_report_is_opened_and_moved(
    rapport, halden, prosjektleder
):
    VedtakFactory(kommune=halden, totalt=57, em=10)
    utgave = frys(rapport, prosjektleder)
    rapport.skjaeringsdato, rapport.bosettingsaar = date(2016, 3, 1), 2015
    rapport.save()
    logg = rettelogg(Utgave.objects.select_related("rapport__prosjekt__embete").get(pk=utgave.pk), DAG)
    assert (logg.skjaeringsdato, logg.rader) == (SKJAERING, ())


def tilfeldig_skriving(tilfeldig: Random, embete, kommuner, prosjekt) -> None:
    """One write of somebody, before or after the cut-off."""
    kommune = tilfeldig.choice(kommuner)
    mottatt = date(2015, 12, 1) + timedelta(days=tilfeldig.randrange(150))
    em = tilfeldig.randrange(10)
    svar = {
        "kommune": kommune, "totalt": em + tilfeldig.randrange(60), "em": tilfeldig.choice([em, None]),
        "mottatt": mottatt, "vedtaksdato": mottatt - timedelta(days=tilfeldig.randrange(60)),
    }  # fmt: skip
    match tilfeldig.randrange(6):
        case 0:
            VedtakFactory(**svar)
        case 1:
            VedtakFactory(slag="tillegg", **svar)
        case 2 | 3:
            staar = list(Vedtak.objects.filter(kommune=kommune, rettet_av=None).order_by("pk"))
            if staar:
                rettes = tilfeldig.choice(staar)
                svar |= {"slag": rettes.slag, "mottatt": max(mottatt, rettes.mottatt)}
                VedtakFactory(retter=rettes, rettegrunn="Skrivefeil", **svar)
        case 4:
            RundeFactory(embete=embete, sendt_dato=mottatt, linjer=[(kommune, 40 + em, em)])
        case 5:
            gruppe = GruppeFactory(prosjekt=prosjekt, navn=f"Gruppe {tilfeldig.random()}")
            MedlemskapFactory(gruppe=gruppe, fra=mottatt)
            AktivitetFactory(prosjekt=prosjekt, fra_dato=mottatt, status="gjennomfoert", deltakere=em)


@pytest.mark.parametrize("froe", [6, 2016])
def test_after_a_hundred_random_writes_the_log_is_what_the_status_page_says_otherwise(
    rapport, embete, halden, moss, prosjektleder, froe
):
    VedtakFactory(kommune=halden, totalt=57, em=10)
    utgave = frys(rapport, prosjektleder)
    frosset = Utgave.objects.values().get(pk=utgave.pk)
    tilfeldig = Random(froe)
    for _nr in range(100):
        tilfeldig_skriving(tilfeldig, embete, [halden, moss], rapport.prosjekt)

    logg = rettelogg(utgave, DAG)
    naa = statusliste(Kommune.objects.filter(fylke__embeter=embete), 2016, SKJAERING, DAG)
    da = {rad["navn"]: rad["verdi"] for rad in utgave.tall}
    ventet = {}
    for gruppe, summen in naa.summer.items():
        for felt in ("anmodet", "vedtatt", "udekket", "ubesvart"):
            ventet[f"{felt}.{gruppe}"] = getattr(summen, felt).verdi
        ventet[f"netto.{gruppe}"] = summen.netto
        for rad in naa.rader:
            for felt in ("anmodet", "vedtatt"):
                tall = getattr(rad.status, felt)
                verdi = None if tall is None else tall.gruppe(gruppe)
                ventet[f"{felt}.{gruppe}.{rad.kommune.nr}"] = verdi
    forskjeller = {navn: (da[navn], verdi) for navn, verdi in ventet.items() if da[navn] != verdi}
    assert forskjeller
    assert {navn: par for navn, par in endringer(logg).items() if navn in ventet} == forskjeller

    levende = {navn: figur.verdi for navn, figur in figurer(frysing.grunnlag(rapport, kjent=DAG)).items()}
    ulike = {navn for navn in da.keys() | levende.keys() if da.get(navn, "") != levende.get(navn, "")}
    assert {rad.navn for rad in logg.rader} == ulike
    etter = Utgave.objects.values().get(pk=utgave.pk)
    assert bytes(etter.pop("pdf")) == bytes(frosset.pop("pdf"))
    assert etter == frosset


def test_the_sheet_leaves_unknown_figures_empty(rapport, halden, moss, prosjektleder):
    VedtakFactory(kommune=halden, totalt=57, em=10)
    utgave = frys(rapport, prosjektleder)
    VedtakFactory(kommune=moss, totalt=20, em=None, mottatt=date(2016, 2, 20))
    rader = {rad[0]: rad[3:] for rad in som_ark(utgave, rettelogg(utgave, DAG)).rader}
    assert rader["vedtatt.totalt.0104"] == [None, 20, None]
    assert rader["vedtatt.totalt"] == [57, 77, 20]


def test_as_many_queries_for_many_municipalities_and_a_long_history(
    rapport, embete, prosjektleder, django_assert_num_queries
):
    utgave = frys(rapport, prosjektleder)
    with CaptureQueriesContext(connection) as faa:
        rettelogg(utgave, DAG)
    mange(embete, 40, fra_nr=150)
    with django_assert_num_queries(len(faa)):
        rettelogg(utgave, DAG)
