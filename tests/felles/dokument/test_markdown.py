"""Prose: what people write comes through, and nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bosetting.felles.dokument.blokker import Node, Overskrift, Prosa, ren_tekst
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.markdown import MAKS_TEGN, MarkdownFeil, les_markdown

from .eksempel import dokument

SLAG = {
    *(
        "avsnitt",
        "overskrift",
        "punktliste",
        "nummerliste",
        "punkt",
        "sitat",
        "kodeblokk",
        "tabell",
        "rad",
        "hode",
    ),
    *("celle", "skille", "tekst", "sterk", "kursiv", "kode", "lenke", "linjeskift"),
}
ord_ = st.text("abcdefghijklmnopqrstuvwxyzæøåčđŋ", min_size=1, max_size=12)
setning = st.lists(ord_, min_size=1, max_size=6).map(" ".join)
linje = st.one_of(
    setning,
    setning.map(lambda s: f"## {s}"),
    setning.map(lambda s: f"- {s}"),
    setning.map(lambda s: f"1. {s}"),
    setning.map(lambda s: f"> {s}"),
    setning.map(lambda s: f"**{s}** og *{s}*"),
    setning.map(lambda s: f"[{s}](https://eksempel.no)"),
    setning.map(lambda s: f"| {s} |\n|---|\n| {s} |"),
    setning.map(lambda s: f"`{s}`"),
)
stoey = st.text(st.sampled_from(list("#>-*_`[]()!|\\<&\n\t 1.aæ😀\x00\u200d\u00ad")), max_size=300)


def _alle(noder):
    for node in noder:
        yield node
        yield from _alle(node.barn)


@given(st.lists(linje, max_size=8))
@settings(deadline=None, max_examples=60)
def test_every_word_comes_through_in_order(linjer):
    kilde = "\n\n".join(linjer)
    tegn = str.maketrans(dict.fromkeys("#->*[]()|`1.:/\n ", None))
    synlig = ren_tekst(les_markdown(kilde, 1).noder)
    assert synlig.translate(tegn) == kilde.replace("(https://eksempel.no)", "").translate(tegn)


@given(st.one_of(stoey, st.text(max_size=300)))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_a_tree_of_known_kinds_or_the_one_documented_error(tekst):
    try:
        prosa = les_markdown(tekst, 1)
    except MarkdownFeil:
        return
    noder = list(_alle(prosa.noder))
    assert {node.slag for node in noder} <= SLAG
    assert all(
        node.adresse.lower().startswith(("http://", "https://", "mailto:")) for node in noder if node.adresse
    )
    assert "<script" not in som_html(dokument((Overskrift(1, "K"), prosa)))


@given(st.lists(st.integers(1, 6), max_size=10), st.integers(0, 4))
@settings(deadline=None)
def test_headings_are_moved_under_the_section_and_never_skip(nivaaer, nivaa):
    prosa = les_markdown("\n\n".join(f"{'#' * n} Tittel" for n in nivaaer), nivaa)
    nye = [node.nivaa for node in prosa.noder]
    forrige = nivaa
    for ny in nye:
        assert nivaa < ny <= min(forrige + 1, 6)
        forrige = ny


def test_headings_keep_their_order_of_rank():
    prosa = les_markdown("# A\n\n### B\n\n## C\n\n# D", 2)
    assert [node.nivaa for node in prosa.noder] == [3, 4, 4, 3]


def test_a_heading_inside_a_list_is_only_bold():
    prosa = les_markdown("- # Tittel", 1)
    assert [node.slag for node in _alle(prosa.noder)] == ["punktliste", "punkt", "avsnitt", "sterk", "tekst"]


@pytest.mark.parametrize(
    "tekst", ["#", "## \u200d", "###### \ufeff", "- # "], ids=["bare tegn", "usynlig", "bom", "i liste"]
)
def test_a_heading_nobody_can_see_is_left_out(tekst):
    assert "overskrift" not in {node.slag for node in _alle(les_markdown(tekst, 1).noder)}


@pytest.mark.parametrize(
    "adresse", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/side", "#a", "ftp://a"]
)
def test_other_addresses_stay_as_written(adresse):
    prosa = les_markdown(f"[ord]({adresse})", 1)
    assert prosa == Prosa((Node("avsnitt", (Node("tekst", tekst=f"[ord]({adresse})"),)),))


def test_html_is_text():
    prosa = les_markdown("<script>alert(1)</script> <b>hei</b>", 1)
    assert ren_tekst(prosa.noder) == "<script>alert(1)</script> <b>hei</b>"


def test_an_image_becomes_its_description():
    assert les_markdown("![Kart over Østfold](https://eksempel.no/k.png)", 1) == les_markdown(
        "Kart over Østfold", 1
    )


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("a" * (MAKS_TEGN + 1), "for lang"),
        (">" * 30 + "a", "for mange nivåer"),
        ("[" * 2_001, "hakeparenteser"),
    ],
)
def test_too_much_is_refused_in_words(tekst, melding):
    with pytest.raises(MarkdownFeil, match=melding):
        les_markdown(tekst, 1)


def test_a_long_honest_text_is_accepted():
    assert len(les_markdown("Ord og *mer*.\n\n" * 10_000, 1).noder) == 10_000
