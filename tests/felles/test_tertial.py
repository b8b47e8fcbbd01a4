"""The tertial: every day in exactly one, half-open, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.tertial import Tertial


def test_the_third_tertial_with_its_dates():
    tertial = Tertial(2015, 3)
    assert (tertial.fra, tertial.til) == (date(2015, 9, 1), date(2016, 1, 1))
    assert tertial.tekst == "3. tertial 2015"
    assert tertial.datoer == "1. september–31. desember 2015"
    assert (tertial.forrige, tertial.neste) == (Tertial(2015, 2), Tertial(2016, 1))


def test_the_eighth_of_january_is_first_tertial():
    assert Tertial.for_dato(date(2016, 1, 8)) == Tertial(2016, 1)


@pytest.mark.parametrize("nummer", [0, 4])
def test_there_are_three(nummer):
    with pytest.raises(ValueError, match="tertial 1, 2 og 3"):
        Tertial(2015, nummer)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_day_lies_in_its_own_tertial_and_no_other(dag):
    tertial = Tertial.for_dato(dag)
    assert tertial.fra <= dag < tertial.til
    assert not tertial.neste.fra <= dag < tertial.neste.til
    assert not tertial.forrige.fra <= dag < tertial.forrige.til
    siste = tertial.til - timedelta(days=1)
    assert tertial.datoer.split("–")[1].startswith(f"{siste.day}. ")
    assert tertial.neste.forrige == tertial
