"""Figures cited by name: printed as the register says, an unknown one is pointed out, and nothing becomes markup."""

from time import process_time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.dokument.blokker import Prosa, Varsel, ren_tekst
from bosetting.felles.dokument.html import noder_html
from bosetting.felles.dokument.markdown import les_markdown
from rapporter.dokument import bygg, prosa
from rapporter.sitering import Sitering, feil, finn, sett_inn
from rapporter.tallregister import figurer
from tests.rapporter.factories import grunnlag, linje


def figur(vist, verdi=1):
    return SimpleNamespace(vist=vist, verdi=verdi)


FIGURER = {
    "vedtatt.totalt": figur("693"),
    "vedtatt.em": figur("–", None),
    "ondt": figur("<b>**x**</b> {{ ondt }}"),
}


def tekst(markdown):
    return ren_tekst(sett_inn(les_markdown(markdown).noder, FIGURER))


@pytest.mark.parametrize(
    "skrevet",
    [
        "Vedtatt er {{ vedtatt.totalt }} personer.",
        "Vedtatt er {{vedtatt.totalt}} personer.",
        "Vedtatt er {{   vedtatt.totalt }} personer.",
        "Vedtatt er **{{ vedtatt.totalt }}** personer.",
        "Vedtatt er [{{ vedtatt.totalt }}](https://eksempel.no) personer.",
        "- Vedtatt er {{ vedtatt.totalt }} personer.",
        "## Vedtatt er {{ vedtatt.totalt }} personer.",
    ],
)
def test_a_cited_figure_is_printed(skrevet):
    assert tekst(skrevet) == "Vedtatt er 693 personer."
    assert [ett.navn for ett in finn(skrevet)] == ["vedtatt.totalt"]
    assert feil(skrevet, FIGURER) == ()


def test_a_figure_in_a_table_is_printed():
    assert tekst("| Hva | Tall |\n|---|---|\n| Vedtatt | {{ vedtatt.totalt }} |") == "HvaTallVedtatt693"


@pytest.mark.parametrize(
    "skrevet", ["`{{ vedtatt.totalt }}`", "```\n{{ vedtatt.totalt }}\n```", "    {{ vedtatt.totalt }}"]
)
def test_code_is_left_alone(skrevet):
    assert "{{ vedtatt.totalt }}" in tekst(skrevet)
    assert finn(skrevet) == ()


@pytest.mark.parametrize(
    "skrevet", ["{{", "{{ }}", "}} {{", "{{ vedtatt", "{ vedtatt.totalt }", "{{ a\nb }}", "{{}}"]
)
def test_braces_without_a_name_are_text(skrevet):
    assert tekst(skrevet) == skrevet.replace("\n", " ")
    assert finn(skrevet) == ()


def test_each_citation_has_its_line():
    kilde = "Først {{ a }}\nså {{ b }}\\\nog {{ c }}\n\n- punkt\n- {{ d }}\n\n"
    kilde += "| x | y |\n|---|---|\n| 1 | {{ e }} |\n| 2 | {{ f }} |\n"
    assert [(ett.navn, ett.linje) for ett in finn(kilde)] == [
        ("a", 1), ("b", 2), ("c", 3), ("d", 6), ("e", 10), ("f", 11),
    ]  # fmt: skip
    assert finn("x {{  a }}") == (Sitering("a", 1, "{{  a }}"),)


def test_an_unknown_and_an_unavailable_figure_are_errors_with_their_place():
    kilde = "Vedtatt {{ vedtat.totalt }}.\n\nEM: {{ vedtatt.em }}. Ellers {{ noe annet }}."
    ukjent, uten_verdi, ingen = feil(kilde, FIGURER)
    assert (ukjent.linje, ukjent.sitat) == (1, "{{ vedtat.totalt }}")
    assert "Mente du «vedtatt.totalt»?" in ukjent.melding
    assert (uten_verdi.linje, uten_verdi.melding) == (
        3,
        "Tallet «vedtatt.em» er ikke kjent per skjæringsdatoen.",
    )
    assert ingen.melding == "Det finnes ikke noe tall som heter «noe annet»."
    assert "{{ vedtat.totalt }}" in tekst(kilde)
    assert "{{ vedtatt.em }}" in tekst(kilde)


def test_a_value_is_text_whatever_it_says():
    html = noder_html(sett_inn(les_markdown("Se {{ ondt }}").noder, FIGURER))
    assert html == "<p>Se &lt;b&gt;**x**&lt;/b&gt; {{ ondt }}</p>"


@given(st.text("{} .aovedttl*_`|\n-", max_size=60))
def test_what_is_not_cited_is_left_as_it_was(skrevet):
    noder = les_markdown(skrevet).noder
    assert sett_inn(noder, {}) == noder
    assert {ett.linje for ett in finn(skrevet)} <= set(range(1, skrevet.count("\n") + 2))


@given(
    st.lists(st.sampled_from(["ord", "{{ vedtatt.totalt }}", "**x**", "{{", "}}", "{{ feil }}"]), max_size=12)
)
def test_as_many_figures_are_printed_as_are_found(ledd):
    skrevet = "x " + " ".join(ledd)
    kjente = [ett for ett in finn(skrevet) if ett.navn in FIGURER]
    assert tekst(skrevet).count("693") == len(kjente)
    assert len(feil(skrevet, FIGURER)) == len(finn(skrevet)) - len(kjente)


def test_the_report_prints_what_its_register_says_and_points_out_what_it_lacks():
    g = grunnlag(
        linje("Halden", (70, 10), (57, 10)),
        tekster={"innledning": "Vedtatt er {{ vedtatt.totalt }}.\n\nOg {{ vedtatt.alle }}."},
    )
    varsel, skrevet = prosa(g, "innledning", 1)
    assert isinstance(varsel, Varsel)
    assert "Linje 3" in varsel.tekst
    assert "vedtatt.alle" in varsel.tekst
    assert isinstance(skrevet, Prosa)
    assert ren_tekst(skrevet.noder) == "Vedtatt er 57.Og {{ vedtatt.alle }}."
    assert skrevet in bygg(g).blokker


def test_the_register_is_worked_out_once_for_the_same_facts():
    g = grunnlag(linje("Halden", (70, 10), (57, 10)))
    assert figurer(g) is figurer(g)


def test_thousands_of_misspelt_names_are_all_pointed_out_in_bounded_time():
    mange = {f"vedtatt.totalt.{nr:04}": figur("1") for nr in range(600)}
    skrevet = " ".join(f"{{{{vedtatt.totall.{nr:04}}}}}" for nr in range(3_000))
    start = process_time()
    funnet = feil(skrevet, mange)
    sett_inn(les_markdown(skrevet).noder, mange)
    assert len(funnet) == 3_000
    assert "Mente du" in funnet[0].melding
    assert "Mente du" not in funnet[-1].melding
    assert process_time() - start < 10  # 80 seconds and more, when each name was looked for
