"""The plan as a picture: what is said, where it is drawn, and that it stays inside its frame."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles import tidsplan
from bosetting.felles.tidsplan import Stripe

DAG = date(2016, 3, 9)
dager = st.dates(date(2014, 1, 1), date(2018, 12, 31))
striper = st.builds(
    lambda tittel, fra, lengde, tegnes, tekst, merke: Stripe(
        tittel, fra, fra + timedelta(days=lengde), tegnes, tekst, merke
    ),
    tittel=st.text(min_size=1, max_size=200),
    fra=dager,
    lengde=st.integers(0, 400),
    tegnes=st.sampled_from(["tom", "begynt", "full", "stroeket", "mangler"]),
    tekst=st.sampled_from(["planlagt", "ferdig 20.08.2015", "344 dager over tiden"]),
    merke=st.none() | dager,
)


def tegn(*rader, dag=DAG, **felt):
    return tidsplan.tidsplan(
        tittel="Årshjul", beskrivelse="Ett steg.", grupper=[("", rader)], dag=dag, dag_tekst="I dag", **felt
    )


def tekster(diagram):
    return [form.tekst for form in diagram.former if hasattr(form, "tekst")]


def test_the_picture_says_in_words_what_it_draws():
    rad = Stripe("Purr", date(2015, 11, 1), date(2015, 11, 30), "mangler", "100 dager over tiden")
    diagram = tegn(rad)
    assert {"Purr", "100 dager over tiden", "I dag", "nov", "mar", "2016"} <= set(tekster(diagram))
    rot = ElementTree.fromstring(diagram.svg)
    assert rot.get("role") == "img"
    assert [ett.text for ett in rot if ett.tag.endswith(("title", "desc"))] == ["Årshjul", "Ett steg."]


def test_a_plan_long_ago_has_no_line_for_today():
    assert "I dag" not in tekster(tegn(Stripe("Purr", date(2012, 1, 1), date(2012, 2, 1), "tom", "planlagt")))


def test_the_narrow_picture_and_the_wide_one_can_stand_on_one_page():
    rad = Stripe("Purr", DAG, DAG, "tom", "planlagt")
    bred, smal = tegn(rad), tegn(rad, smal=True)
    assert bred.noekkel != smal.noekkel
    assert smal.bredde < 360 < bred.bredde


@pytest.mark.parametrize("smal", [True, False])
@given(rader=st.lists(striper, max_size=12))
def test_every_bar_lies_inside_the_picture_whatever_the_dates(rader, smal):
    diagram = tegn(*rader, smal=smal)
    for form in diagram.former:
        if isinstance(form, tidsplan.Rektangel):
            # A mark is drawn three points to each side of its day.
            assert -3 <= form.x <= form.x + form.bredde <= diagram.bredde + 6
            assert 0 <= form.y <= form.y + form.hoeyde <= diagram.hoeyde
    assert len(diagram.rader) == len(rader)


def test_the_five_ways_to_draw_a_bar_differ_in_shape_and_not_only_in_colour():
    former = set()
    for tegnes in ("tom", "begynt", "full", "stroeket", "mangler"):
        diagram = tegn(Stripe("Purr", date(2016, 2, 1), date(2016, 4, 1), tegnes, ""))
        former.add(
            tuple(
                (type(form).__name__, getattr(form, "hoeyde", None))
                for form in diagram.former
                if not isinstance(form, tidsplan.Tekst)
            )
        )
    assert len(former) == 5
