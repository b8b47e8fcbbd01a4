"""The map: outlines where everybody has one, else tiles; names inside, everything inside the frame."""

import xml.etree.ElementTree as ET
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.diagramformer import UKJENT, Flate, Rektangel, Stil, Tekst
from bosetting.kommuner import kart as k
from bosetting.kommuner.kart import Kartkommune, Klasse, etikettplass, kart, projiser, ruter

KLASSER = [
    Klasse("uten", "Har ikke fattet vedtak", UKJENT),
    Klasse("alt", "Alle", Stil("#0a5478", "#ffffff")),
    Klasse("ingen", "Ingen", Stil("#eceff1")),
]
HALDEN = Kartkommune("0101", "Halden", "alt", "70 av 70")
MOSS = Kartkommune("0104", "Moss", "uten")
GRENSER = {
    "0101": [[(11.2, 58.9), (11.8, 58.9), (11.8, 59.2), (11.2, 59.2)]],
    "0104": [[(10.6, 59.4), (10.7, 59.4), (10.7, 59.5), (10.6, 59.5)]],
}


def tegn(kommuner=(HALDEN, MOSS), grenser=GRENSER):
    return kart(tittel="Kart", beskrivelse="B", klasser=KLASSER, kommuner=kommuner, grenser=grenser)


def tekster(diagram):
    return [form.tekst for form in diagram.former if isinstance(form, Tekst)]


def test_outlines_are_drawn_when_every_municipality_has_one():
    flater = [form for form in tegn().former if isinstance(form, Flate)]
    assert [flate.farge for flate in flater] == ["#0a5478", "#ffffff"]
    assert flater[1].moenster == "ukjent"


@pytest.mark.parametrize("grenser", [{}, {"0101": GRENSER["0101"]}])
def test_tiles_stand_in_when_an_outline_is_missing(grenser):
    diagram = tegn(grenser=grenser)
    assert not [form for form in diagram.former if isinstance(form, Flate)]
    assert {"Halden", "70 av 70", "Moss"} <= set(tekster(diagram))


@pytest.mark.parametrize("grenser", [{}, GRENSER])
def test_the_legend_counts_the_classes_in_use(grenser):
    assert tekster(tegn(grenser=grenser))[-2:] == ["Har ikke fattet vedtak: 1", "Alle: 1"]


def test_the_table_tells_the_same():
    assert tegn().rader == (("Halden", "Alle", "70 av 70"), ("Moss", "Har ikke fattet vedtak", ""))


def test_nobody_or_far_too_many_without_outlines_give_no_map():
    mange = [Kartkommune(f"{nr:04d}", f"Kommune {nr}", "alt") for nr in range(5000, 5073)]
    assert tegn(kommuner=(), grenser={}) is None
    assert tegn(kommuner=mange, grenser={}) is None
    assert tegn(kommuner=mange[:72], grenser={}) is not None


def test_tiles_lie_as_the_municipalities_do():
    plasser = ruter(["0101", "0104", "0121", "0111", "0138"])
    assert plasser["0104"][0] == min(kolonne for kolonne, _rad in plasser.values()) == 0
    assert plasser["0138"][1] == plasser["0121"][1] == 0
    assert plasser["0111"][1] > plasser["0101"][1] > plasser["0104"][1]


def test_municipalities_without_a_place_stand_in_a_grid_in_order():
    plasser = ruter(["0101", "1201", "1211", "1216", "1219"])
    assert list(plasser.values()) == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)]


def test_no_two_of_one_structure_share_a_tile():
    for struktur in ("01", "30", "31"):
        numre = [nr for nr in k._faste_ruter() if nr.startswith(struktur)]
        assert len(set(ruter(numre).values())) == len(numre) >= 11


def test_the_projection_keeps_shapes():
    (ring,) = projiser({"x": [[(11.0, 59.0), (11.1, 59.0), (11.1, 59.1), (11.0, 59.1)]]})["x"]
    bredde, hoeyde = ring[1][0] - ring[0][0], ring[0][1] - ring[3][1]
    assert bredde / hoeyde == pytest.approx(cos(radians(59.0)), rel=0.01)
    assert hoeyde > 0  # north is up


def test_a_name_stands_inside_its_area_and_not_in_a_hole():
    ring = ((0, 0), (100, 0), (100, 80), (0, 80))
    hull = ((5, 20), (95, 20), (95, 60), (5, 60))
    _x, y, bredde = etikettplass((ring, hull), 12, 60)
    assert bredde == pytest.approx(100)
    assert y < 20 or y > 60
    assert etikettplass((((0, 0), (100, 0), (100, 5)),), 12, 60) is None


def test_a_name_without_room_stands_beside_where_there_is_no_land():
    holmer = {"0111": [[(10.9, 59.0), (10.92, 59.0), (10.92, 59.01), (10.9, 59.01)]]}
    diagram = tegn(kommuner=(HALDEN, Kartkommune("0111", "Hvaler", "ingen")), grenser=GRENSER | holmer)
    halden, oeya = (form.ringer[0] for form in diagram.former if isinstance(form, Flate))
    (navn,) = (form for form in diagram.former if isinstance(form, Tekst) and form.tekst == "Hvaler")
    assert not k._ligger_i((navn.x, navn.y - 4), [halden])
    assert not k._ligger_i((navn.x, navn.y - 4), [oeya])


grenser_ = st.lists(
    st.lists(st.tuples(st.floats(4, 30), st.floats(58, 71)), min_size=1, max_size=8), min_size=1, max_size=5
)


@given(grenser_, st.text(max_size=30))
def test_any_outlines_and_names_give_a_drawing_inside_the_frame(ringer, navn):
    kommuner = [
        Kartkommune(f"{nr:04d}", navn, KLASSER[nr % 3].noekkel, "1 av 2") for nr in range(len(ringer))
    ]
    diagram = tegn(kommuner=kommuner, grenser={f"{nr:04d}": [ring] for nr, ring in enumerate(ringer)})
    ET.fromstring(diagram.svg)
    for form in diagram.former:
        if isinstance(form, Flate):
            assert all(0 <= x <= diagram.bredde and 0 <= y <= diagram.hoeyde for x, y in form.ringer[0])
        if isinstance(form, Rektangel) and (form.bredde, form.hoeyde) == (16, 16):
            assert form.y + 16 <= diagram.hoeyde
