"""The history of a municipality on two clocks: the same figures and rows as the status, for any course of events."""

from datetime import date, timedelta

import pytest

from bosetting.kommuner.models import Kommune
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import AnmodningFactory, BosattFactory, VedtakFactory
from tests.vedtak.test_fasit import DAG0, Historie
from vedtak.kommunehistorikk import aarshistorikk, historikker
from vedtak.models import Vedtak
from vedtak.queries import statusliste

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("froe", [3, 17, 213])
def test_figures_and_rows_are_those_of_the_status_on_the_same_clocks(froe, embete, saksbehandler):
    kommuner = [KommuneFactory(nr=f"010{nr}") for nr in range(1, 5)]
    Historie(froe, embete, saksbehandler, kommuner).skriv(50)
    dager = [DAG0 + timedelta(days=nr) for nr in (-1, 10, 25, 40, 60)]
    mottatt = dict(Vedtak.objects.values_list("pk", "mottatt"))
    for per in dager:
        for kjent in (None, *dager[1:4]):
            liste = statusliste(Kommune.objects.all(), 2016, per, kjent)
            historikk = historikker([kommune.pk for kommune in kommuner], per, 2016, kjent)
            for rad in liste.rader:
                [ett] = historikk[rad.kommune.pk]
                assert ett.status == rad.status
                # Behind the figures stand exactly the rows that are marked so, and none is hidden.
                assert {linje.vedtak.pk for linje in ett.svar if linje.teller} == set(rad.status.rader)
                assert all(kjent is None or mottatt[linje.vedtak.pk] <= kjent for linje in ett.svar)
                assert all(linje.gjelder <= per for linje in ett.svar)
                etter = any(linje.teller and linje.etterregistrert for linje in ett.svar)
                assert etter == rad.status.etterregistrert
                grense = min(per, kjent or per)
                assert all(rad.runde.sendt_dato <= grense for rad in ett.anmodninger)
                assert ett.i_kraft == next(
                    (rad_ for rad_ in ett.anmodninger if rad_.pk == rad.status.anmodning), None
                )


def test_a_correction_known_before_the_one_it_corrects_stands_beside_what_was_known(halden):
    AnmodningFactory(kommune=halden)
    foerst = VedtakFactory(kommune=halden, totalt=25)
    rettet = {"kommune": halden, "rettegrunn": "Feil."}
    ukjent = VedtakFactory(**rettet, totalt=27, retter=foerst, mottatt=date(2016, 3, 5))
    siste = VedtakFactory(**rettet, totalt=28, retter=ukjent, mottatt=date(2016, 2, 20))
    [ett] = historikker([halden.pk], date(2016, 3, 9), kjent=date(2016, 2, 25))[halden.pk]
    assert {linje.vedtak: linje.rettet_av for linje in ett.svar} == {foerst: siste, siste: None}
    linje = next(linje for linje in ett.svar if linje.vedtak == siste)
    assert [(endring.foer, endring.etter) for endring in linje.endringer][0] == ("25", "28")


def test_a_correction_that_was_not_known_has_corrected_nothing(halden):
    AnmodningFactory(kommune=halden)
    gammelt = VedtakFactory(kommune=halden, totalt=25)
    VedtakFactory(kommune=halden, totalt=28, retter=gammelt, rettegrunn="Feil.", mottatt=date(2016, 2, 20))
    dag = date(2016, 2, 10)

    def linjer(kjent):
        [ett] = historikker([halden.pk], dag, kjent=kjent)[halden.pk]
        return [(linje.vedtak.totalt, linje.teller, linje.rettet_av is not None) for linje in ett.svar]

    assert linjer(dag) == [(25, True, False)]
    assert linjer(date(2016, 2, 20)) == linjer(None) == [(28, True, False), (25, False, True)]


def test_settled_persons_are_read_on_both_clocks(halden):
    telling = BosattFactory(kommune=halden, antall=4, mottatt=date(2016, 3, 1))
    BosattFactory(
        kommune=halden, retter=telling, rettegrunn="Talt to ganger.", antall=3, mottatt=date(2016, 3, 5)
    )

    def antall(per, kjent=None):
        aarene = historikker([halden.pk], per, kjent=kjent)[halden.pk]
        return [rad.antall for ett in aarene for rad in ett.bosatte]

    assert antall(date(2016, 2, 28)) == []
    assert antall(date(2016, 2, 29)) == [3]
    assert antall(date(2016, 3, 9), date(2016, 2, 29)) == []
    assert antall(date(2016, 3, 9), date(2016, 3, 4)) == [4]


def test_the_page_of_an_answer_lists_every_answer_whatever_the_day(halden):
    svar = VedtakFactory(kommune=halden, vedtaksdato=date(2016, 4, 1), mottatt=date(2016, 4, 2))
    ett = aarshistorikk(halden.pk, 2016, date(2016, 3, 9))
    assert [linje.vedtak for linje in ett.svar] == [svar]
    assert historikker([halden.pk], date(2016, 3, 9))[halden.pk] == []
