"""Allocation: parts add up, follow the weights, keep the limits, and say why when nothing can."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anmodninger.fordeling import (
    Andel,
    Deltaker,
    Rest,
    Umulig,
    flytt,
    fordel,
    stoerste_rest,
)

VEKTER = st.one_of(st.integers(0, 90_000), st.fractions(0, 1, max_denominator=50))


def kommuner(*vekter, **felt):
    """Return municipalities 1, 2, 3 … with these weights."""
    return [Deltaker(n, f"{100 + n:04d}", vekt, **felt) for n, vekt in enumerate(vekter, start=1)]


def totaler(forslag):
    return [andel.totalt for andel in forslag.andeler.values()]


def grunner(*argumenter, **valg):
    with pytest.raises(Umulig) as umulig:
        fordel(*argumenter, **valg)
    return [str(grunn) for _felt, grunn in umulig.value.grunner]


@st.composite
def oppgaver(draw, *, laasing=True):
    """Return (totalt, em, municipalities, minimum, rounding) that can be met or not."""
    antall = draw(st.integers(1, 12))
    totalt = draw(st.integers(30 * antall, 900))
    em = draw(st.none() | st.integers(0, totalt))
    alle = []
    for n in range(antall):
        slag = draw(
            st.sampled_from(
                ["fri", "fri", "fri", "laast", "em", "begge", "utelatt", "ukjent"]
                if n and laasing
                else ["fri"]
            )
        )
        alle.append(
            Deltaker(
                n,
                f"{n:04d}",
                None if slag == "ukjent" else draw(VEKTER),
                draw(st.integers(10, 60)) if slag in ("laast", "begge") else None,
                draw(st.integers(0, min(em, 10))) if em is not None and slag in ("em", "begge") else None,
                slag == "utelatt",
            )
        )
    return totalt, em, alle, draw(st.integers(0, 15)), draw(st.sampled_from([1, 5]))


def loest(oppgave):
    totalt, em, alle, minst, avrunding = oppgave
    try:
        return fordel(totalt, em, alle, minst=minst, avrunding=avrunding)
    except Umulig:
        assume(False)


@given(oppgaver())
def test_the_parts_add_up_to_the_county_figure_and_em_is_a_part_of_each_total(oppgave):
    totalt, em, *_ = oppgave
    andeler = loest(oppgave).andeler.values()

    assert sum(andel.totalt or 0 for andel in andeler) == totalt
    assert sum(andel.em or 0 for andel in andeler) == (em or 0)
    for andel in andeler:
        assert andel.em is None or 0 <= andel.em <= andel.totalt


@given(oppgaver())
def test_locked_cells_keep_their_figure_and_who_is_left_out_gets_nothing(oppgave):
    forslag = loest(oppgave)

    for ett in oppgave[2]:
        andel = forslag.andeler[ett.id]
        if ett.utelatt:
            assert andel == Andel()
            continue
        assert ett.totalt is None or andel.totalt == ett.totalt
        assert ett.em is None or andel.em == ett.em


@given(oppgaver())
def test_unknown_weight_is_told_and_never_becomes_zero(oppgave):
    _totalt, em, alle, *_ = oppgave
    forslag = loest(oppgave)

    for ett in (ett for ett in alle if not ett.utelatt):
        andel = forslag.andeler[ett.id]
        mangler = andel.totalt is None or (em is not None and andel.em is None)
        assert mangler == (ett.id in forslag.uten_grunnlag)
        assert not mangler or ett.vekt is None


@given(oppgaver())
def test_free_parts_are_whole_units_and_at_least_the_minimum_and_only_the_rest_is_odd(oppgave):
    _totalt, _em, alle, minst, avrunding = oppgave
    forslag = loest(oppgave)
    rest = {(ett.id, ett.gruppe): ett.antall for ett in forslag.rester}

    assert forslag.minst % avrunding == 0
    assert minst <= forslag.minst < minst + avrunding
    for ett in alle:
        andel = forslag.andeler[ett.id]
        if not ett.utelatt and ett.totalt is None and andel.totalt is not None:
            assert andel.totalt >= minst
            assert (andel.totalt - rest.get((ett.id, "totalt"), 0)) % avrunding == 0
        if not ett.utelatt and ett.em is None and andel.em is not None:
            assert (andel.em - rest.get((ett.id, "em"), 0)) % avrunding == 0
    assert sum(1 for ett in forslag.rester if ett.gruppe == "totalt") <= 1
    assert sum(ett.antall for ett in forslag.rester if ett.gruppe == "totalt") < avrunding


@given(oppgaver(), st.randoms(use_true_random=False))
def test_reruns_and_the_order_of_the_municipalities_make_no_difference(oppgave, tilfeldig):
    totalt, em, alle, minst, avrunding = oppgave
    forslag = loest(oppgave)
    stokket = list(alle)
    tilfeldig.shuffle(stokket)

    assert fordel(totalt, em, stokket, minst=minst, avrunding=avrunding) == forslag


@given(oppgaver(laasing=False))
def test_a_larger_weight_never_gives_less_and_equal_weights_differ_by_one_unit_at_most(oppgave):
    *_, avrunding = oppgave
    forslag = loest(oppgave)
    rest = sum(ett.antall for ett in forslag.rester if ett.gruppe == "totalt")

    ordnet = sorted(oppgave[2], key=lambda ett: (ett.vekt, -ett.id))
    for mindre, stoerre in zip(ordnet, ordnet[1:], strict=False):
        forskjell = forslag.andeler[stoerre.id].totalt - forslag.andeler[mindre.id].totalt
        assert forskjell >= 0
        if mindre.vekt == stoerre.vekt:
            assert forskjell <= avrunding + rest


@given(oppgaver(laasing=False), st.integers(2, 1000))
def test_the_scale_of_the_weights_makes_no_difference(oppgave, ganger):
    totalt, em, alle, minst, avrunding = oppgave
    forslag = loest(oppgave)
    skalert = [Deltaker(ett.id, ett.nr, ett.vekt * ganger) for ett in alle]

    assert fordel(totalt, em, skalert, minst=minst, avrunding=avrunding) == forslag


@given(oppgaver())
def test_locking_what_was_proposed_changes_nothing(oppgave):
    totalt, em, alle, minst, avrunding = oppgave
    forslag = loest(oppgave)
    assume(not forslag.uten_grunnlag)
    laast = [
        Deltaker(ett.id, ett.nr, ett.vekt, andel.totalt, andel.em, ett.utelatt)
        for ett in alle
        for andel in [forslag.andeler[ett.id]]
    ]

    assert fordel(totalt, em, laast, minst=minst, avrunding=avrunding).andeler == forslag.andeler


def oracle(enheter, vekter, minst):
    """Largest remainder read from its definition, with fractions, one seat at a time; the smallest get the minimum."""
    stigende = sorted(range(len(vekter)), key=lambda i: vekter[i])
    for paa_minst in range(len(vekter) + 1):
        smaa, store = stigende[:paa_minst], stigende[paa_minst:]
        samlet = sum(Fraction(vekter[i]) for i in store)
        if not samlet:
            return [minst] * len(vekter)
        kvote = {i: (enheter - minst * len(smaa)) * Fraction(vekter[i]) / samlet for i in store}
        if all(kvote[i] >= minst for i in store):
            break
    deler = dict.fromkeys(smaa, minst) | {i: int(kvote[i]) for i in store}
    while sum(deler.values()) < enheter:
        neste = min(store, key=lambda i: (deler[i] - kvote[i], i))
        deler[neste] += 1
    return [deler[i] for i in range(len(vekter))]


@given(st.integers(0, 500), st.lists(st.integers(0, 5000), min_size=1, max_size=10), st.integers(0, 20))
def test_largest_remainder_with_a_minimum_is_what_its_definition_says(enheter, vekter, minst):
    assume(sum(vekter) and enheter >= minst * len(vekter))

    assert stoerste_rest(enheter, vekter, gulv=[minst] * len(vekter)) == oracle(enheter, vekter, minst)


@given(st.integers(0, 500), st.lists(st.integers(1, 5000), min_size=1, max_size=10))
def test_without_limits_nobody_is_a_whole_person_from_the_exact_share(enheter, vekter):
    for del_, vekt in zip(stoerste_rest(enheter, vekter), vekter, strict=True):
        assert abs(del_ - Fraction(enheter * vekt, sum(vekter))) < 1


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 40)), min_size=1, max_size=10), st.data())
def test_a_ceiling_holds_and_everything_is_placed(rader, data):
    vekter, tak = zip(*rader, strict=True)
    enheter = data.draw(st.integers(0, sum(tak)))

    deler = stoerste_rest(enheter, vekter, tak=tak)

    assert sum(deler) == enheter
    assert all(0 <= del_ <= grense for del_, grense in zip(deler, tak, strict=True))


def test_ties_go_to_the_lowest_number_and_the_rest_to_the_largest_weight():
    forslag = fordel(107, 11, kommuner(3, 3, 3, 5), avrunding=5)

    assert totaler(forslag) == [25, 25, 20, 37]
    assert [andel.em for andel in forslag.andeler.values()] == [5, 0, 0, 6]
    assert forslag.rester == (Rest(4, "totalt", 2), Rest(4, "em", 1))


def test_a_minimum_is_raised_to_the_rounding():
    forslag = fordel(100, None, kommuner(1, 1, 98), minst=7, avrunding=5)

    assert (totaler(forslag), forslag.minst) == ([10, 10, 80], 10)


def test_em_that_finds_no_room_where_the_weight_is_goes_where_there_is_room():
    laast = Deltaker(3, "0103", 100, totalt=4)

    forslag = fordel(20, 19, [*kommuner(90, 10), laast], avrunding=5)
    assert totaler(forslag) == [16, 0, 4]
    assert [andel.em for andel in forslag.andeler.values()] == [15, 0, 4]

    helt_fullt = fordel(20, 20, [*kommuner(90, 10), laast], avrunding=5)
    assert [andel.em for andel in helt_fullt.andeler.values()] == [16, 0, 4]
    assert helt_fullt.rester == (Rest(1, "totalt", 1), Rest(3, "em", 4), Rest(1, "em", 1))


@pytest.mark.parametrize(
    ("valg", "ventet"),
    [
        (
            {"totalt": 150, "em": None, "deltakere": kommuner(*[1] * 18), "minst": 10},
            ["Minstekravet for 18 kommuner er 180, fylkestallet er 150."],
        ),
        (
            {"totalt": 130, "em": None, "deltakere": kommuner(*[1] * 18), "minst": 7, "avrunding": 5},
            [
                "Minstekravet for 18 kommuner er 180, fylkestallet er 130.",
                "Med avrunding til nærmeste 5 blir minst 7 til minst 10.",
            ],
        ),
        (
            {
                "totalt": 100,
                "em": None,
                "deltakere": [*kommuner(1, 1), Deltaker(9, "0109", 1, totalt=85)],
                "minst": 10,
            },
            [
                "Minstekravet for 2 kommuner er 20, men bare 15 er igjen: fylkestallet er 100, og 85 er låst.",
            ],
        ),
        (
            {"totalt": 10, "em": 8, "deltakere": [*kommuner(1), Deltaker(9, "0109", 1, em=8)], "minst": 5},
            [
                "Minstekravet og de låste tallene for EM krever 13 for 2 kommuner, men det er 10 å fordele av "
                "fylkestallet på 10.",
            ],
        ),
        (
            {"totalt": 50, "em": None, "deltakere": kommuner(1, 1, totalt=30)},
            ["De låste tallene summerer til 60, fylkestallet er 50."],
        ),
        (
            {"totalt": 50, "em": 5, "deltakere": kommuner(1, 1, em=3)},
            ["De låste tallene for enslige mindreårige summerer til 6, fylkestallet er 5."],
        ),
        (
            {"totalt": 70, "em": None, "deltakere": kommuner(1, 1, totalt=30)},
            [
                "Alle kommunene er låst eller utelatt. De låste tallene summerer til 60, fylkestallet er 70, "
                "så 10 har ingen å gå til."
            ],
        ),
        (
            {"totalt": 70, "em": None, "deltakere": kommuner(1, 1, utelatt=True)},
            ["Alle kommunene er utelatt, så ingen kan få de 70."],
        ),
        (
            {"totalt": 70, "em": None, "deltakere": kommuner(None, None)},
            [
                "Nøkkelen har ikke tall for noen av de 2 kommunene som ikke er låst, så 70 av fylkestallet på 70 "
                "har ingen å gå til."
            ],
        ),
        (
            {"totalt": 70, "em": None, "deltakere": [*kommuner(0, 0), Deltaker(9, "0109", 4, totalt=3)]},
            ["Nøkkelen er 0 for alle kommunene som ikke er låst, og gir ikke noe å fordele etter."],
        ),
        (
            {"totalt": 70, "em": 71, "deltakere": kommuner(1)},
            [
                "Det er oppgitt 71 enslige mindreårige, men fylkestallet er 70. De er en del av totalen.",
            ],
        ),
        (
            {"totalt": 70, "em": 20, "deltakere": kommuner(1, totalt=5, em=7)},
            ["Låst EM er 7, men låst totalt er 5."],
        ),
        (
            {"totalt": 70, "em": None, "deltakere": kommuner(1, em=7)},
            ["Fylkestallet for enslige mindreårige er ikke oppgitt, så EM kan ikke låses."],
        ),
        (
            {"totalt": 70, "em": 9, "deltakere": kommuner(None, em=7)},
            ["Nøkkelen har ikke tall for kommunen. Skriv totalen også."],
        ),
        (
            {"totalt": 110, "em": 20, "deltakere": [*kommuner(1), Deltaker(9, "0109", 1, totalt=100, em=0)]},
            [
                "Av 20 enslige mindreårige er 0 låst og 20 igjen å fordele, men de andre kommunene har bare plass "
                "til 10. EM kan ikke være høyere enn totalen i noen kommune."
            ],
        ),
        ({"totalt": -1, "em": None, "deltakere": kommuner(1)}, ["Tallene kan ikke være under 0."]),
        (
            {"totalt": 1, "em": None, "deltakere": kommuner(1), "avrunding": 0},
            ["Avrundingen må være minst 1."],
        ),
    ],
)
def test_what_cannot_be_met_is_explained_with_the_numbers(valg, ventet):
    assert grunner(**valg) == ventet


@given(*[st.tuples(st.integers(0, 300), st.integers(0, 40))] * 2, st.integers(0, 350), st.integers(0, 50))
def test_a_move_between_two_keeps_both_sums_or_is_refused(fra, til, totalt, em):
    fra, til = (Andel(sum(tall), tall[1]) for tall in (fra, til))
    etter = [(fra.totalt - totalt, fra.em - em), (til.totalt + totalt, til.em + em)]
    if not (totalt or em) or any(not 0 <= e <= t for t, e in etter):
        # Nobody moved, too many, or EM above a total.
        with pytest.raises(Umulig):
            flytt(fra, til, totalt=totalt, em=em)
        return
    ny_fra, ny_til = flytt(fra, til, totalt=totalt, em=em)
    assert ny_fra.totalt + ny_til.totalt == fra.totalt + til.totalt
    assert ny_fra.em + ny_til.em == fra.em + til.em
    assert (ny_til.totalt - til.totalt, ny_til.em - til.em) == (totalt, em)
    for andel in (ny_fra, ny_til):
        assert 0 <= andel.em <= andel.totalt


def test_a_move_needs_figures_to_move_between():
    with pytest.raises(Umulig, match="Begge kommunene må ha et tall å flytte"):
        flytt(Andel(), Andel(10, 1), totalt=5, em=0)
    with pytest.raises(Umulig, match="tall for EM"):
        flytt(Andel(10, None), Andel(10, 1), totalt=5, em=1)
    assert flytt(Andel(10), Andel(10, 1), totalt=5, em=0) == (Andel(5), Andel(15, 1))
