"""Where a role applies, and names over time: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.domain import RETTIGHETER, Omfang, Rett, Rolle, hvorfor_ikke_navn, hvorfor_ikke_tilgang


@pytest.mark.parametrize("rolle", Rolle)
@pytest.mark.parametrize("har_embete", [True, False])
@pytest.mark.parametrize("har_kommune", [True, False])
def test_a_role_applies_in_one_kind_of_place(rolle, har_embete, har_kommune):
    steder = {Rolle.SYSTEMANSVARLIG: (False, False), Rolle.KONTAKTPERSON: (False, True)}
    rett = (har_embete, har_kommune) == steder.get(rolle, (True, False))
    grunner = hvorfor_ikke_tilgang(rolle, har_embete=har_embete, har_kommune=har_kommune)
    assert (grunner == []) == rett
    assert {felt for felt, _grunn in grunner} <= {"embete", "kommune"}


def test_a_right_is_held_in_the_embete_it_was_given_for():
    omfang = Omfang(
        embeteretter=frozenset(
            {(1, rett) for rett in RETTIGHETER[Rolle.LESER]}
            | {(2, rett) for rett in RETTIGHETER[Rolle.PROSJEKTLEDER]}
        )
    )
    assert omfang.embeter_med(Rett.SE_NETTVERK) == {1, 2}
    assert omfang.embeter_med(Rett.FOERE_NETTVERK) == {2}


def test_names_follow_each_other():
    gammelt = ("Fylkesmannen i Østfold", date(1900, 1, 1), date(2019, 1, 1))
    nytt = ("Fylkesmannen i Oslo og Viken", date(2019, 1, 1), None)
    assert hvorfor_ikke_navn([nytt, gammelt]) == []
    assert hvorfor_ikke_navn([]) == [(None, "Embetet må ha minst ett navn.")]
    [(_felt, grunn)] = hvorfor_ikke_navn([("A", date(2000, 1, 1), None), ("B", date(2010, 1, 1), None)])
    assert grunn == "Navnene overlapper: «A» gjelder uten sluttdato, men «B» fra 01.01.2010."
    [(_felt, grunn)] = hvorfor_ikke_navn([("A", date(2000, 1, 1), date(2000, 1, 1))])
    assert grunn == "«A»: sluttdatoen må være etter startdatoen."


@given(
    st.lists(st.tuples(st.integers(1, 28), st.one_of(st.none(), st.integers(1, 28))), min_size=1, max_size=5)
)
def test_accepted_names_never_share_a_day(perioder):
    rader = [("N", date(2016, 1, fra), til and date(2016, 1, til)) for fra, til in perioder]
    if hvorfor_ikke_navn(rader) == []:
        for dag in range(1, 29):
            dagen = date(2016, 1, dag)
            assert sum(fra <= dagen and (til is None or dagen < til) for _navn, fra, til in rader) <= 1
