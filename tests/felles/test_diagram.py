"""Charts: the lengths follow the figures, nothing unknown looks like a figure, and the drawing is safe anywhere."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles import diagram as d
from bosetting.felles import diagramformer as f

RADER = [("Halden", (24, 12)), ("Moss", (48, None)), ("Rømskog", (0, 6))]
NS = "{http://www.w3.org/2000/svg}"


def lag(bygg=d.staver, rader=RADER, **felt):
    return bygg(
        **{"tittel": "Anmodet og vedtatt", "beskrivelse": "B", "serier": ["A", "V"], "rader": rader} | felt
    )


def lag_stablet(rader=(("Totalt", (2, 0, 6)), ("EM", (1, None, 3))), **felt):
    tilstander = [("fullt", "Fullt ut"), ("delvis", "Delvis"), ("ikke_svart", "Ikke svart")]
    return d.stablet(
        **{"tittel": "Svar", "beskrivelse": "B", "tilstander": tilstander, "rader": rader} | felt
    )


def stolper(diagram, farge):
    """Return the bars of one colour, the legend's 12 by 12 box left out."""
    alle = [form for form in diagram.former if isinstance(form, d.Rektangel)]
    return [s for s in alle if s.farge == farge and (s.bredde, s.hoeyde) != (12, 12)]


def tekster(diagram):
    return [form.tekst for form in diagram.former if isinstance(form, d.Tekst)]


def test_horizontal_bars_are_as_long_as_the_figures():
    halden, moss = stolper(lag(), f.SERIER[0].farge)
    assert moss.bredde == pytest.approx(2 * halden.bredde)


def test_vertical_bars_are_as_high_as_the_figures_and_stand_on_one_line():
    halden, moss = stolper(lag(d.soeyler), f.SERIER[0].farge)
    assert moss.hoeyde == pytest.approx(2 * halden.hoeyde)
    assert halden.y + halden.hoeyde == pytest.approx(moss.y + moss.hoeyde)


@pytest.mark.parametrize("bygg", [d.staver, d.soeyler])
def test_unknown_is_hatched_and_zero_is_an_empty_place(bygg):
    diagram = lag(bygg)
    skravert = [form for form in diagram.former if isinstance(form, d.Rektangel) and form.skravert]
    assert len(skravert) == 1
    assert len(stolper(diagram, f.SERIER[0].farge)) == 2  # Rømskog's 0 has no bar, only its figure
    assert "–" in tekster(diagram)
    assert tekster(diagram).count("0") == 2  # the axis and Rømskog


@pytest.mark.parametrize("bygg", [d.staver, d.soeyler])
def test_every_figure_and_name_stands_as_text(bygg):
    assert {"Halden", "Moss", "Rømskog", "24", "12", "48", "6", "–", "A", "V"} <= set(tekster(lag(bygg)))


def test_the_table_holds_the_same_figures():
    diagram = lag()
    assert diagram.kolonner == ("A", "V")
    assert diagram.rader == (("Halden", "24", "12"), ("Moss", "48", "–"), ("Rømskog", "0", "6"))


def test_segments_follow_each_other_in_the_order_of_the_states():
    diagram = lag_stablet()
    fullt, fullt_em = stolper(diagram, f.TILSTANDER["fullt"].farge)
    ubesvart, _em = stolper(diagram, f.TILSTANDER["ikke_svart"].farge)
    assert fullt.bredde + 1 == pytest.approx(2 * (fullt_em.bredde + 1))
    assert ubesvart.x == pytest.approx(fullt.x + fullt.bredde + 1)
    assert "Delvis" in tekster(diagram)  # unknown in one row, so it is named


def test_a_state_nobody_is_in_is_left_out_and_a_single_row_tells_every_count():
    diagram = lag_stablet(rader=[("Kommuner", (2, 0, 600))])
    assert tekster(diagram)[-2:] == ["Fullt ut: 2", "Ikke svart: 600"]


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=20),
            st.lists(st.none() | st.integers(0, 900_000), min_size=2, max_size=2),
        ),
        max_size=20,
    )
)
def test_nothing_is_drawn_outside_the_frame(rader):
    for diagram in (lag(rader=rader), lag(d.soeyler, rader=rader)):
        for form in diagram.former:
            if isinstance(form, d.Rektangel):
                assert form.x >= 0
                assert form.y >= 0
                assert form.bredde >= 0
                assert form.y + form.hoeyde <= diagram.hoeyde


@pytest.mark.parametrize("hoeyest", [0, 1, 5, 6, 48, 780, 99_999])
def test_the_axis_has_round_steps_and_covers_the_highest(hoeyest):
    trinn, ender = f.skala([hoeyest, None])
    assert ender >= hoeyest
    assert ender / trinn <= 5
    assert str(trinn).rstrip("0") in {"1", "2", "5"}


def test_the_same_chart_gives_the_same_bytes():
    assert lag().svg == lag().svg


def test_the_drawing_stands_alone_without_style_sheet_or_script():
    for diagram in (lag(), lag(d.soeyler), lag_stablet(), lag_kurve()):
        rot = ET.fromstring(diagram.svg)
        navn = {element.tag.removeprefix(NS) for element in rot.iter()}
        assert navn <= {"svg", "title", "desc", "rect", "path", "text"}
        attributter = {attributt for element in rot.iter() for attributt in element.attrib}
        assert not attributter & {"style", "class", "onload"}


def test_the_drawing_is_named_and_described():
    rot = ET.fromstring(lag(noekkel="fig-1").svg)
    assert rot.get("role") == "img"
    assert rot.get("aria-labelledby") == "diagram-fig-1-tittel diagram-fig-1-tekst"
    assert rot.find(f"{NS}title").text == "Anmodet og vedtatt"


def test_names_cannot_become_markup():
    svg = lag(tittel="<b>", beskrivelse="&", rader=[("<script>x</script>", (1, 2))]).svg
    assert "<script" not in svg
    assert ET.fromstring(svg).find(f"{NS}title").text == "<b>"


def test_long_names_are_slanted_when_the_groups_are_narrow():
    rader = [(f"Kommune med langt navn {n}", (1, 2)) for n in range(18)]
    skraa = [form for form in lag(d.soeyler, rader=rader).former if isinstance(form, d.Tekst) and form.skraa]
    assert len(skraa) == 18


def lysstyrke(farge):
    kanaler = [int(farge[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineaer = [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanaler]
    return 0.2126 * lineaer[0] + 0.7152 * lineaer[1] + 0.0722 * lineaer[2]


def kontrast(en, annen):
    lys, moerk = sorted((lysstyrke(en), lysstyrke(annen)), reverse=True)
    return (lys + 0.05) / (moerk + 0.05)


@pytest.mark.parametrize("tilstand", f.TILSTANDER)
def test_figures_on_colours_can_be_read(tilstand):
    stil = f.TILSTANDER[tilstand]
    assert kontrast(stil.farge, stil.skrift) >= 4.5


@pytest.mark.parametrize("stil", f.SERIER)
def test_every_bar_stands_out_from_the_paper(stil):
    assert kontrast(stil.kant or stil.farge, "#ffffff") >= 3


@pytest.mark.parametrize("stiler", [f.SERIER, tuple(f.TILSTANDER.values())])
def test_any_two_looks_differ_in_grey(stiler):
    """In lightness, or in the lines over them."""
    for en, annen in combinations(stiler, 2):
        assert en.moenster != annen.moenster or kontrast(en.farge, annen.farge) >= 1.4, (en, annen)


@pytest.mark.parametrize("vinkel", [0, 45, 90, 135])
def test_the_lines_of_a_pattern_stay_inside_the_area_and_out_of_its_holes(vinkel):
    ytre, hull = ((0, 0), (60, 0), (60, 40), (0, 40)), ((20, 10), (40, 10), (40, 30), (20, 30))
    stykker = list(f.linjer_i((ytre, hull), vinkel, 3))
    assert len(stykker) > 10
    for (x1, y1), (x2, y2) in stykker:
        assert min(x1, x2) >= -0.01
        assert max(x1, x2) <= 60.01
        assert min(y1, y2) >= -0.01
        assert max(y1, y2) <= 40.01
        midt = (x1 + x2) / 2, (y1 + y2) / 2
        assert not (20.01 < midt[0] < 39.99 and 10.01 < midt[1] < 29.99)


@pytest.mark.parametrize("vinkel", [0, 45, 90, 135])
@given(b=st.floats(0.1, 300), h=st.floats(0.1, 300))
def test_the_lines_in_a_rectangle_stay_inside_it_and_have_their_slant(vinkel, b, h):
    for (x1, y1), (x2, y2) in f.linjer_i_rektangel(f.Rektangel(10, 20, b, h, "#fff"), vinkel, 6):
        assert min(x1, x2) >= 9.9
        assert max(x1, x2) <= 10.1 + b
        assert min(y1, y2) >= 19.9
        assert max(y1, y2) <= 20.1 + h
        bort, ned = x2 - x1, y2 - y1
        assert {0: ned == 0, 90: bort == 0, 45: abs(bort - ned) < 0.1, 135: abs(bort + ned) < 0.1}[vinkel]


def lag_kurve(
    punkter=(("2. feb", 0, 17), ("9. feb", 9, 17), ("16. feb", 9, 18), ("23. feb", 14, 18)), **felt
):
    return d.kurve(
        **{
            "tittel": "Svar",
            "beskrivelse": "B",
            "serie": "Med vedtak",
            "grense": "Anmodet",
            "punkter": punkter,
        }
        | felt
    )


def test_the_curve_rises_in_steps_under_a_dashed_limit():
    grense, linje = (
        form for form in lag_kurve().former if isinstance(form, f.Kurve) and len(form.punkter) > 2
    )
    assert (grense.stiplet, linje.stiplet) == (True, False)
    yer = [y for _x, y in linje.punkter]
    assert yer == sorted(yer, reverse=True)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(linje.punkter))
    assert min(y for _x, y in grense.punkter) < min(yer)


def test_the_curve_tells_every_change_and_the_end():
    assert {"9", "14", "Med vedtak", "Anmodet", "2. feb"} <= set(tekster(lag_kurve()))
    assert lag_kurve().rader[-1] == ("23. feb", "14", "18")


@given(st.lists(st.tuples(st.text(max_size=12), st.integers(0, 428), st.integers(0, 428)), max_size=120))
def test_a_curve_of_any_length_stays_inside_the_frame(punkter):
    diagram = lag_kurve(punkter=punkter)
    for form in diagram.former:
        for x, y in form.punkter if isinstance(form, f.Kurve) else ():
            assert 0 <= x <= diagram.bredde
            assert 0 <= y <= diagram.hoeyde
    ET.fromstring(diagram.svg)


def test_the_page_shows_the_drawing_and_the_table():
    html = render_to_string("_components/diagram.html", {"diagram": lag()})
    assert html.count("<svg") == 1
    assert '<th scope="row">Moss</th><td class="num">48</td><td class="num">–</td>' in html
