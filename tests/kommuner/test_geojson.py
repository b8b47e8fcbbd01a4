"""A file of borders is believed in nothing: what is not a plain polygon in Norway is refused with a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.kommuner import geojson
from bosetting.kommuner.geojson import GeojsonFeil, forenkle, les

RUTE = [[11.0, 59.0], [11.5, 59.0], [11.5, 59.2], [11.0, 59.2], [11.0, 59.0]]


def trekk(nr="0101", ringer=(RUTE,), slag="Polygon", **felt):
    koordinater = list(ringer) if slag == "Polygon" else [[ring] for ring in ringer]
    return {
        "type": "Feature",
        "properties": {"kommunenummer": nr},
        "geometry": {"type": slag, "coordinates": koordinater},
    } | felt


def fil(*trekkene, **felt):
    return json.dumps({"type": "FeatureCollection", "features": list(trekkene)} | felt).encode()


def test_a_polygon_becomes_a_ring_without_its_closing_point():
    assert les(fil(trekk())) == {"0101": [[(11.0, 59.0), (11.5, 59.0), (11.5, 59.2), (11.0, 59.2)]]}


def test_holes_and_islands_are_rings_and_islets_go():
    hull = [[11.1, 59.05], [11.2, 59.05], [11.2, 59.1], [11.1, 59.1], [11.1, 59.05]]
    holme = [[11.6, 59.0], [11.6005, 59.0], [11.6005, 59.0005], [11.6, 59.0]]
    assert len(les(fil(trekk(ringer=(RUTE, hull))))["0101"]) == 2
    assert len(les(fil(trekk(ringer=(RUTE, holme), slag="MultiPolygon")))["0101"]) == 1
    assert len(les(fil(trekk(ringer=(holme,))))["0101"]) == 1


@pytest.mark.parametrize(
    ("nummer", "felt"),
    [
        ("0101", {}),
        ("0105", {"properties": None, "id": "0105"}),
        ("0106", {"properties": {"kommunenr": 106}}),
        ("3107", {"properties": {"navn": "Fredrikstad"}, "id": 3107}),
    ],
)
def test_the_number_is_found_in_the_properties_or_the_id(nummer, felt):
    assert list(les(fil(trekk(**felt)))) == [nummer]


KORT = [[11.0, 59.0], [11.5, 59.0], [11.0, 59.0]]


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        (b"\xff\xfe", "ikke UTF-8"),
        (b"{", "ikke gyldig JSON"),
        (b"[]", "FeatureCollection"),
        (fil(), "ingen kommuner"),
        (b"[" * 100_000, "flere lag"),
        (b" " * (geojson.STOERSTE_FIL + 1), "større enn 10 MB"),
        (b'{"type":"FeatureCollection","features":' + b"9" * 5000 + b"}", "for langt"),
        (fil(trekk()).replace(b"59.2", b"NaN"), "NaN"),
        (fil(trekk()).replace(b"59.2", b"1e999"), "ikke er et tall"),
        (fil(trekk()).replace(b"59.2", b"true"), "ikke er et tall"),
        (fil(trekk()).replace(b"59.2", b'"59.2"'), "ikke er et tall"),
        (fil(trekk()).replace(b"59.2", b"null"), "ikke er et tall"),
        (fil(trekk()).replace(b"59.2", b"6587000"), "ikke ligger i Norge"),
        (fil(trekk()).replace(b"59.2", b"9" * 400), "svært langt tall"),
        (fil(trekk(ringer=([[y, x] for x, y in RUTE],))), "lengden først"),
        (fil(trekk(), trekk()), "to ganger"),
        (fil(trekk(nr="99999", id="x")), "mangler kommunenummer"),
        (fil(trekk(nr="٠١٠١")), "mangler kommunenummer"),
        (fil(trekk(nr=True)), "mangler kommunenummer"),
        (fil("tull"), "ikke et «Feature»"),
        (fil(trekk(geometry=None)), "Polygon eller MultiPolygon"),
        (fil(trekk(geometry={"type": "GeometryCollection", "geometries": []})), "Polygon eller MultiPolygon"),
        (fil(trekk(geometry={"type": "Polygon"})), "ikke rett form"),
        (fil(trekk(geometry={"type": "MultiPolygon", "coordinates": [[], 3]})), "ikke rett form"),
        (fil(trekk(ringer=())), "ikke rett form"),
        (fil(trekk(ringer=(KORT,))), "færre enn fire"),
        (fil(trekk(ringer=(RUTE,) * (geojson.FLEST_RINGER + 1))), "ringer"),
        (fil(trekk(ringer=([1, 2, 3, 4],))), "par av tall"),
        (fil(trekk(ringer=([[11.0]] * 4,))), "par av tall"),
        (fil(*[trekk() for _ in range(1001)]), "høyst 1000"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(data, melding):
    with pytest.raises(GeojsonFeil, match=melding):
        les(data)


def test_too_many_points_are_refused(monkeypatch):
    monkeypatch.setattr(geojson, "FLEST_PUNKTER", 7)
    with pytest.raises(GeojsonFeil, match="over 7 punkter"):
        les(fil(trekk(), trekk("0102")))


verdier = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda barn: st.lists(barn, max_size=4) | st.dictionaries(st.text(max_size=5), barn, max_size=3),
    max_leaves=12,
)


@given(verdier, verdier, verdier)
def test_no_shape_of_json_gets_further_than_a_sentence(egenskaper, koordinater, nummer):
    ett = {
        "type": "Feature",
        "id": nummer,
        "properties": egenskaper,
        "geometry": {"type": "MultiPolygon", "coordinates": koordinater},
    }
    with pytest.raises(GeojsonFeil):
        les(fil(ett))


def bukter(antall):
    """Return a winding line from (11.5, 59.0) to (11.5, 59.2), much finer than a map shows."""
    return [(11.5 + 0.0004 * (nr % 2), 59.0 + 0.2 * nr / antall) for nr in range(antall + 1)]


def test_neighbours_keep_their_border_in_common_when_it_is_simplified():
    linje = bukter(200)
    vest = [(11.0, 59.0), *linje, (11.0, 59.2)]
    oest = [*linje[::-1], (12.0, 59.0), (12.0, 59.2)]
    forenklet = forenkle({"1": [vest], "2": [oest]})
    felles = {punkt for punkt in forenklet["1"][0] if punkt[0] >= 11.5}
    assert felles == {punkt for punkt in forenklet["2"][0] if punkt[0] <= 11.51}
    assert 2 <= len(felles) < 20


def test_an_island_alone_is_simplified_and_keeps_its_shape():
    ring = [(11.0, 59.0), *bukter(300), (11.0, 59.2)]
    (forenklet,) = forenkle({"1": [ring]})["1"]
    assert 3 <= len(forenklet) < 30
    assert {(11.0, 59.0), (11.0, 59.2)} <= set(forenklet)


punkter = st.tuples(st.floats(4, 30), st.floats(58, 71)).map(lambda par: (round(par[0], 5), round(par[1], 5)))


@given(st.lists(st.lists(punkter, min_size=1, max_size=12), min_size=1, max_size=4))
def test_simplifying_never_invents_a_point_or_loses_a_municipality(ringer):
    forenklet = forenkle({str(nr): [ring] for nr, ring in enumerate(ringer)})
    assert len(forenklet) == len(ringer)
    for nr, ring in enumerate(ringer):
        (ny,) = forenklet[str(nr)]
        assert ny
        assert set(ny) <= set(ring)
