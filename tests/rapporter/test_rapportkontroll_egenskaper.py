"""What holds for every report: a finding is the same while the text round it moves, and its place is in the text."""

from datetime import date
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rapporter.rapportkontroll import kontroller_rapport
from rapporter.tallkontroll.funn import Slag
from tests.rapporter.factories import grunnlag, linje, runde

# Paragraphs in each of which something is wrong, or to be advised on.
FEILENE = [
    "Halden er anmodet om 75 plasser.",
    "Kommunene har vedtatt 112 plasser for 2016.",
    "De fikk 12 bord, 30 stoler og 4 skap, til sammen 50.",
    "Alle tall er per 1. oktober 2015.",
    "Møtet var tirsdag 13. februar 2019.",
    "Satsen er 100 000 kroner for hver.",
]
FYLL = [
    "Arbeidet går bra, og samarbeidet er godt.",
    "## Om arbeidet\n\nMer om dette siden.",
    "- et punkt\n- et annet",
    "> Dette sa de.",
    "Vi møtes igjen.\nDet blir snart.",
]


def rapport(*avsnitt, kapittel="situasjonen"):
    return grunnlag(
        linje("Halden", (70, 10), (57, 10), nr=101),
        linje("Moss", (80, 20), (45, 0), nr=104),
        runder=(runde(date(2015, 11, 17), rader=(150, 30)),),
        tekster={kapittel: "\n\n".join(avsnitt)},
    )


def ider(g):
    return {ett.id for ett in kontroller_rapport(g)}


@given(
    st.permutations(FEILENE), st.lists(st.lists(st.sampled_from(FYLL), max_size=3), min_size=7, max_size=7)
)
@settings(max_examples=25)
def test_a_finding_is_the_same_while_the_text_round_it_moves(feilene, fyll):
    tett = rapport(*FEILENE)
    avsnitt = [*fyll[0]]
    for ett, mer in zip(feilene, fyll[1:], strict=True):
        avsnitt += [ett, *mer]
    assert ider(rapport(*avsnitt)) == ider(tett)
    assert len(ider(tett)) == len(FEILENE)


@given(st.sampled_from(FEILENE), st.sampled_from(FEILENE))
def test_another_finding_is_another(en, annen):
    assume(en != annen)
    assert not ider(rapport(en)) & ider(rapport(annen))
    assert not ider(rapport(en)) & ider(rapport(en, kapittel="innledning"))


def test_the_same_words_twice_are_two_findings_each_with_its_own_verdict():
    en, to = rapport(FEILENE[0]), rapport(FEILENE[0], FYLL[0], FEILENE[0])
    assert ider(en) < ider(to)
    assert len(ider(to)) == 2


def test_a_verdict_holds_no_longer_when_the_records_say_something_else():
    foer = rapport(FEILENE[0])
    etter = grunnlag(linje("Halden", (71, 10), nr=101), tekster=foer.tekster)
    assert not ider(foer) & ider(etter)


@given(st.integers(10, 990), st.integers(10, 990), st.sampled_from(["anmodet om", "bedt om å bosette"]))
def test_a_right_figure_is_let_be_and_a_wrong_one_is_found_once(rett, skrevet, ord_):
    g = grunnlag(
        linje("Halden", (rett, 0), nr=101),
        tekster={"situasjonen": f"Halden er {ord_} {skrevet} personer i 2016."},
    )
    funnet = [ett.funn for ett in kontroller_rapport(g) if not ett.er_raad]
    if rett == skrevet:
        assert funnet == []
    else:
        (ett,) = funnet
        assert (ett.slag, ett.funnet, ett.skal_vaere) == (Slag.REGISTER, str(skrevet), str(rett))


deler = st.sampled_from(
    [
        "780",
        "Halden",
        "anmodet",
        "vedtatt",
        " av ",
        "kommuner",
        "{{",
        "}}",
        "{{ anmodet.totalt }}",
        "{{ x }}",
        "\n",
        "\n\n",
    ]
    + [
        "| 1 | 2 |",
        "- ",
        "# ",
        "2016",
        "17. november 2015",
        "per ",
        "hvorav",
        "%",
        ".",
        ",",
        " ",
        "styringsgruppen består av",
    ]
    + ["\r\n", "\u2028", "\x00", "en", "mangler", "gjennomført", "9" * 30]
)


@given(
    st.dictionaries(
        st.sampled_from(["innledning", "situasjonen", "oppsummering"]), st.lists(deler, max_size=60)
    )
)
@settings(max_examples=80)
def test_any_text_is_read_and_every_finding_has_its_place_in_it(biter):
    tekster = {noekkel: " ".join(ett) for noekkel, ett in biter.items()}
    g = grunnlag(linje("Halden", (70, 10), (57, 10), nr=101), tekster=tekster)
    funnene = kontroller_rapport(g)
    assert len({ett.id for ett in funnene}) == len(funnene)
    for ett in funnene:
        linjer = tekster[ett.kapittel].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 0 <= ett.funn.linje <= len(linjer)


@pytest.mark.parametrize(
    "bit",
    [
        "Halden er anmodet om 75 plasser og har vedtatt 60 plasser. ",
        "Halden 70 Moss 80 ",
        "{{ anmodet.totalt }} ",
        "I 2015 vedtok Moss 44. Så kom Halden med 12. ",
        "3 av 18 kommuner har vedtatt. ",
        "- 17. november: 12 deltakere\n",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(bit):
    def tid(antall):
        g = rapport(bit * antall)
        foer = process_time()
        kontroller_rapport(g)
        return process_time() - foer

    tid(50)
    kort, lang = tid(200), tid(800)
    assert lang < 8 * kort + 0.5
