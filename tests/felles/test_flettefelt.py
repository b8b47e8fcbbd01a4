"""Named fields: found with their line, refused when unknown, and their values are text and nothing else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bosetting.felles.dokument.blokker import Node, ren_tekst
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.flettefelt import Felt, UkjentFelt, finn, flett, ukjente

# White space of other kinds is stripped at a paragraph's ends and control characters replaced by the Markdown reader.
TEGN = st.characters(
    whitelist_categories=("L", "N", "P", "S"), whitelist_characters=" \t\n\r\u00a0", max_codepoint=0x2FFF
)
VERDIER = st.text(TEGN, max_size=40)
SYNLIGE = VERDIER.filter(lambda verdi: verdi.strip())


def luftet(tekst):
    return re.sub(r"[ \t\r\n\f\v]+", " ", tekst).strip(" ")


def bare_tekst(noder: tuple[Node, ...]) -> bool:
    return all(node.slag == "tekst" for node in noder)


def test_fields_are_found_in_order_with_their_line():
    assert finn("Til {{ kommune }}\n\nom {{aar}} og {{  em\u00a0}}.") == [
        Felt("kommune", 1),
        Felt("aar", 3),
        Felt("em", 3),
    ]


@pytest.mark.parametrize(
    ("tekst", "felt"),
    [
        ("a\n{{ komune }}", Felt("komune", 2)),
        ("{{ kommune", Felt("{{ kommune", 1)),
        ("{{ kommune\n}}", Felt("{{ kommune", 1)),
        ("kommune }}", Felt("}}", 1)),
        ("{{}}", Felt("", 1)),
        ("{{ kommune.navn }}", Felt("kommune.navn", 1)),
        ("{{ {{ kommune }}", Felt("{{", 1)),
    ],
)
def test_what_is_unknown_or_half_written_is_told_with_its_line(tekst, felt):
    assert felt in ukjente(tekst, {"kommune"})
    with pytest.raises(UkjentFelt) as feil:
        flett(tekst, {"kommune": "Halden"})
    assert felt in feil.value.felt


def test_single_braces_are_ordinary_text():
    assert ukjente("{kommune} og } og {", set()) == []


def test_a_value_stands_where_its_field_stood():
    assert flett("Vi ber {{ kommune }} om {{n}}.", {"kommune": "Sør-Odal", "n": "1\u00a0234"}) == (
        "Vi ber Sør-Odal om 1\u00a0234."
    )


def test_a_value_is_never_read_as_a_field():
    assert flett("{{ a }}", {"a": "{{ b }}"}, markdown=False) == "{{ b }}"


def test_an_ordinary_text_keeps_its_backslashes_away():
    assert flett("Svar fra {{ hvem }}", {"hvem": "Å & Ø (1)"}, markdown=False) == "Svar fra Å & Ø (1)"


@example("1. mai")
@example("- en liste")
@example("# overskrift")
@example("[her](http://x)")
@example("http://x.no <b>&nbsp;</b>")
@example("===")
@example("    kode")
@example("a\n\nb")
@example("![](x)")
@given(SYNLIGE)
def test_a_value_is_text_wherever_it_stands(verdi):
    for mal in ("Før {{ x }} etter", "{{ x }} etter", "{{ x }}", "Før\n{{ x }}\netter", "Før {{ x }}."):
        ut = flett(mal, {"x": verdi})
        avsnitt = les_markdown(ut).noder
        ventet = luftet(mal.replace("{{ x }}", luftet(verdi)))
        assert [node.slag for node in avsnitt] == ["avsnitt"], ut
        assert bare_tekst(avsnitt[0].barn), ut
        assert luftet(ren_tekst(avsnitt)).strip() == ventet.strip()


@example("| - |")
@given(SYNLIGE)
def test_a_value_keeps_to_its_cell_and_its_item(verdi):
    tabell, liste = les_markdown(
        flett("| A | B |\n|---|---|\n| {{ x }} | b |\n\n- {{ x }}\n", {"x": verdi})
    ).noder
    assert [len(rad.barn) for rad in tabell.barn] == [2, 2]
    assert len(liste.barn) == 1
    assert bare_tekst(liste.barn[0].barn)


@pytest.mark.parametrize("mal", ["{{ aar }}. Vi ber", "> {{ aar }}) Vi ber", "2{{ aar }}. Vi ber"])
def test_a_number_first_on_a_line_with_a_full_stop_is_no_numbered_list(mal):
    noder = les_markdown(flett(mal, {"aar": "2016"})).noder
    assert ren_tekst(noder) == mal.replace("{{ aar }}", "2016").removeprefix("> ")
    assert "nummerliste" not in str(noder)


def test_a_field_can_be_a_links_address_and_its_words():
    (avsnitt,) = les_markdown(
        flett("[{{ t }}]({{ a }})", {"t": "Se [her]", "a": "https://x.no/a_(b)?c=1&d=2"})
    ).noder
    (lenke,) = avsnitt.barn
    assert (lenke.slag, lenke.adresse, ren_tekst((lenke,))) == (
        "lenke",
        "https://x.no/a_(b)?c=1&d=2",
        "Se [her]",
    )


@given(st.text(max_size=80))
def test_any_text_can_be_asked_and_one_without_fields_is_left_as_it_is(tekst):
    felt = finn(tekst)
    assert all(1 <= ett.linje <= tekst.count("\n") + 1 for ett in felt)
    if not felt:
        assert flett(tekst, {}) == tekst


@given(st.lists(VERDIER, min_size=1, max_size=5))
def test_values_of_many_fields_stand_in_order(verdier):
    navn = [f"f{nr}" for nr in range(len(verdier))]
    mal = "|".join(f"{{{{ {ett} }}}}" for ett in navn)
    ut = flett(mal, dict(zip(navn, verdier, strict=True)), markdown=False)
    assert ut == "|".join(luftet(verdi) for verdi in verdier)
