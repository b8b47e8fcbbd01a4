"""An extension in the status of its municipality, on both clocks. No database."""

import pytest

from anmodninger.frister import Frister, Utsettelse
from tests.vedtak.test_domain import anmodning, dag, svar
from vedtak.domain import status


def utsatt(til, innvilget=20, id=1):
    return (Utsettelse(id, dag(innvilget), Frister(dag(til))),)


def test_an_extension_moves_the_deadline_of_its_municipality_from_the_day_it_is_granted():
    runder = [anmodning(frist=dag(30), utsettelser=utsatt(60)), anmodning(frist=dag(30), kommune=2, id=2)]
    en, annen = status([1, 2], runder, [], dag(33))
    assert (en.frist, en.dager_over, en.utsatt) == (dag(60), None, True)
    assert (annen.frist, annen.dager_over, annen.utsatt) == (dag(30), 3, False)
    assert en.rundens_frister.svarfrist == dag(30)
    assert svar(runder[:1], [], per=64).dager_over == 4


@pytest.mark.parametrize(
    ("per", "kjent", "frist"), [(19, None, 30), (20, None, 60), (40, 19, 30), (40, 20, 60)]
)
def test_an_extension_is_seen_on_both_clocks(per, kjent, frist):
    assert svar([anmodning(frist=dag(30), utsettelser=utsatt(60))], [], per, kjent).frist == dag(frist)


def test_an_extension_of_a_round_that_is_replaced_moves_nothing():
    runder = [anmodning(frist=dag(30), utsettelser=utsatt(60)), anmodning(sendt=25, id=2, frist=dag(40))]
    assert svar(runder, [], per=24).frist == dag(60)
    assert svar(runder, [], per=25).frist == dag(40)
    assert not svar(runder, [], per=25).utsatt
