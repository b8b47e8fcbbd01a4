"""What may stand together: an additional decision needs a main one that is not withdrawn. No database."""

from dataclasses import replace
from datetime import date

import pytest

from vedtak.domain import Slag, Svarrad, Svartype, Tall
from vedtak.svarregler import har_hovedvedtak

JANUAR, FEBRUAR, MARS = date(2016, 1, 15), date(2016, 2, 15), date(2016, 3, 1)
HOVED = Svarrad(id=1, kommune=1, mottatt=JANUAR, tall=Tall(30, 5))
TRUKKET = Svarrad(id=2, kommune=1, mottatt=FEBRUAR, type=Svartype.TRUKKET)
NYTT = replace(HOVED, id=3, mottatt=MARS)
RETTET = replace(HOVED, id=4, retter=1, mottatt=MARS)
TILLEGG = Svarrad(id=5, kommune=1, mottatt=FEBRUAR, tall=Tall(5, 0), slag=Slag.TILLEGG)


@pytest.mark.parametrize(
    ("rader", "dato", "uten", "ventet"),
    [
        ([], MARS, None, False),
        ([TILLEGG], MARS, None, False),
        ([HOVED], MARS, None, True),
        ([HOVED], date(2016, 1, 1), None, True),
        ([HOVED, TRUKKET], MARS, None, False),
        ([HOVED, TRUKKET], date(2016, 2, 1), None, True),
        ([HOVED, TRUKKET, NYTT], MARS, None, True),
        ([HOVED, RETTET], MARS, None, True),
        ([HOVED, RETTET], MARS, 4, False),
        ([HOVED, TRUKKET], MARS, 2, True),
    ],
)
def test_an_additional_decision_needs_a_main_one_that_stands(rader, dato, uten, ventet):
    assert har_hovedvedtak(rader, dato, uten) is ventet
    assert har_hovedvedtak(rader[::-1], dato, uten) is ventet
