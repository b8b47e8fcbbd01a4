"""A document goes to JSON and comes back the same: every block, and whatever is written in it."""

import json
from datetime import date

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from bosetting.felles.dokument import blokker as b
from bosetting.felles.dokument.blokker import Dokument
from rapporter.frysing import Frysefeil, dokument_fra_json, dokument_som_json

TEKST = st.text(max_size=30)
ORD = st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
NODER = st.recursive(
    st.builds(b.Node, slag=st.just("tekst"), tekst=TEKST),
    lambda barn: st.builds(
        b.Node,
        slag=st.sampled_from(["avsnitt", "punktliste", "punkt", "lenke", "nummerliste", "hode"]),
        barn=st.lists(barn, max_size=3).map(tuple),
        adresse=TEKST,
        start=st.integers(0, 9),
        hoyre=st.booleans(),
    ),
    max_leaves=6,
)


@st.composite
def tabeller(draw):
    kolonner = draw(
        st.lists(
            st.builds(
                b.Kolonne,
                overskrift=TEKST,
                slag=st.sampled_from(["tekst", "tall"]),
                gruppe=TEKST,
                bredde=st.floats(0, 1),
            ),
            min_size=1,
            max_size=4,
        )
    )
    rad = st.tuples(*[st.none() | TEKST for _kolonne in kolonner])
    return b.Tabell(
        tittel=draw(ORD),
        kolonner=tuple(kolonner),
        rader=tuple(draw(st.lists(rad, max_size=3))),
        radhode=draw(st.none() | st.integers(0, len(kolonner) - 1)),
        sumrad=draw(st.none() | rad),
        fotnote=draw(TEKST),
        liggende=draw(st.booleans()),
    )


TEKSTER = st.lists(TEKST, max_size=3).map(tuple)
BLOKKER = {
    b.Overskrift: st.builds(b.Overskrift, nivaa=st.just(1), tekst=ORD, nummerert=st.booleans(), noekkel=TEKST),
    b.Prosa: st.builds(b.Prosa, noder=st.lists(NODER, max_size=3).map(tuple)),
    b.Setning: st.builds(b.Setning, tekst=TEKST, kilder=TEKSTER),
    b.Noekkeltall: st.builds(
        b.Noekkeltall, tall=st.lists(st.builds(b.Tall, tekst=TEKST, verdi=TEKST, enhet=TEKST), max_size=4).map(tuple)
    ),
    b.Tabell: tabeller(),
    b.Figur: st.builds(
        b.Figur, tittel=ORD, svg=TEKST.map(lambda tekst: mark_safe(f"<svg>{tekst}</svg>")), alt=ORD, kilde=TEKST
    ),
    b.Liste: st.builds(b.Liste, punkter=TEKSTER, ordnet=st.booleans()),
    b.Sitat: st.builds(b.Sitat, tekst=TEKST, kilde=TEKST),
    b.Varsel: st.builds(b.Varsel, tekst=TEKST, slag=st.sampled_from(["mangler", "merknad"])),
    b.Vedlegg: st.builds(b.Vedlegg, tittel=ORD, noekkel=TEKST, liggende=st.booleans()),
    b.Sideskift: st.builds(b.Sideskift),
    b.Brevhode: st.builds(b.Brevhode, avsender=ORD, mottaker=ORD, detaljer=st.just((("Dato", "i dag"),))),
    b.Underskrift: st.builds(b.Underskrift, hilsen=TEKST, avsender=TEKST, tittel=TEKST),
}  # fmt: skip


def test_every_block_there_is_has_an_example_here():
    assert set(b.Blokk.__args__) == set(BLOKKER)


@pytest.mark.parametrize("klasse", BLOKKER, ids=lambda klasse: klasse.__name__)
@settings(max_examples=40)
@given(data=st.data())
def test_a_document_comes_back_as_it_was(klasse, data):
    dokument = Dokument(
        tittel=data.draw(ORD),
        dato=data.draw(st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        blokker=(data.draw(BLOKKER[klasse]),),
        detaljer=(("Periode", "2015"),),
        emneord=data.draw(TEKSTER),
        tittelside=data.draw(st.booleans()),
    )
    tilbake = dokument_fra_json(json.loads(json.dumps(dokument_som_json(dokument))))
    assert tilbake == dokument
    assert dokument_som_json(tilbake) == dokument_som_json(dokument)


def test_a_drawing_is_still_a_drawing_when_it_comes_back():
    figur = b.Figur(tittel="Figur", svg=mark_safe("<svg/>"), alt="Ingen endring.")
    dokument = dokument_fra_json(dokument_som_json(Dokument("Tittel", date(2016, 1, 1), (figur,))))
    assert isinstance(dokument.blokker[0].svg, SafeString)


def test_a_field_that_has_come_since_gets_its_default():
    data = dokument_som_json(Dokument("Tittel", date(2016, 1, 1), ()))
    del data["undertittel"]
    assert dokument_fra_json(data).undertittel == ""


@pytest.mark.parametrize(
    "data",
    [
        {"_": "Dokument", "tittel": "T", "dato": {"_": "dato", "verdi": "2016-01-01"}, "blokker": [], "ukjent": 1},
        {"_": "Borte"},
        {"_": "Sideskift"},
        {},
    ],
)  # fmt: skip
def test_what_this_version_does_not_know_is_refused_with_a_sentence(data):
    with pytest.raises(Frysefeil):
        dokument_fra_json(data)


def test_a_drawing_that_is_not_ours_does_not_become_one_by_being_frozen():
    figur = b.Figur(tittel="Figur", svg='<svg onload="alert(1)"/>', alt="Ingen.")
    with pytest.raises(TypeError, match="ikke er tegnet av programmet"):
        dokument_som_json(Dokument("Rapport", date(2016, 1, 29), (figur,)))
