"""Types of report: what a definition may say, what is refused with its place, and an embete's own words and order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporter import definisjoner
from rapporter.definisjon import SLAG, Tilpasning, innsatt, tilpasset
from rapporter.definisjoner import Definisjonsfeil, les
from rapporter.dokument import BLOKKNAVN

GYLDIG = """
noekkel = "halvaar"
navn = "Halvårsnotat"
tittel = "Notat for {periode}"
hva = "Et notat."
periode = "aar"
[[kapittel]]
noekkel = "foerst"
overskrift = "Først i {omraade}"
blokker = ["prosa", "tall"]
[[kapittel]]
noekkel = "plan"
overskrift = "Planen"
blokker = ["aktivitetsplan"]
vedlegg = true
"""


def test_our_own_types_can_be_read_and_cover_each_kind_of_period():
    typer = definisjoner.typer()
    assert list(typer) == ["tertialrapport", "aarsnotat", "sluttrapport"], "the most frequent first"
    assert {ett.periode for ett in typer.values()} == set(SLAG)


def test_a_definition_says_chapters_blocks_and_annexes():
    type_ = les(GYLDIG, BLOKKNAVN)
    assert [(ett.noekkel, ett.blokker, ett.vedlegg) for ett in type_.kapitler] == [
        ("foerst", ("prosa", "tall"), False),
        ("plan", ("aktivitetsplan",), True),
    ]
    assert type_.antall_tekster(maal=4) == 1
    assert definisjoner.type_("tertialrapport").antall_tekster(maal=4) == 9


@pytest.mark.parametrize(
    ("fra", "til", "melding"),
    [
        ('periode = "aar"', 'periode = "uke"', "«periode» må være en av tertial, aar, prosjekt, ikke «uke»"),
        ('hva = "Et notat."', "", "Rapporttypen mangler «hva»"),
        ('hva = "Et notat."', "hva = 3", "«hva» i rapporttypen må være en tekst"),
        ('"tall"]', '"finnes-ikke"]', "Blokken «finnes-ikke» i kapittel 1 finnes ikke"),
        ('noekkel = "plan"', 'noekkel = "foerst"', "Flere kapitler har nøkkelen «foerst»"),
        ('noekkel = "plan"', 'noekkel = "../plan"', "kan bare ha små bokstaver"),
        ("vedlegg = true", "vedlegg = 1", "«vedlegg» i kapittel 2 må være true eller false"),
        ("vedlegg = true", "vedlagt = true", "Kapittel 2 har «vedlagt», som ikke betyr noe her"),
        ("{omraade}", "{fylke}", "«{fylke}» i «Først i {fylke}» finnes ikke"),
        ('blokker = ["aktivitetsplan"]', "blokker = []", "«blokker» i kapittel 2 må være en liste"),
        ("[[kapittel]]", "[[kapittel", "Filen er ikke gyldig TOML"),
    ],
)
def test_a_mistake_is_told_with_its_place(fra, til, melding):
    with pytest.raises(Definisjonsfeil) as feil:
        les(GYLDIG.replace(fra, til), BLOKKNAVN)
    assert melding in str(feil.value)


def test_annexes_stand_last():
    with pytest.raises(Definisjonsfeil, match="Vedleggene må stå etter kapitlene"):
        les(GYLDIG.replace("vedlegg = true", "").replace('"tall"]', '"tall"]\nvedlegg = true'), BLOKKNAVN)


@given(st.text())
def test_any_text_is_a_type_or_a_sentence_about_why_not(tekst):
    with pytest.raises(Definisjonsfeil):
        les(tekst, BLOKKNAVN)


def test_an_installation_has_its_own_types_without_a_line_of_code(settings, tmp_path):
    (tmp_path / "halvaar.toml").write_text(GYLDIG, encoding="utf-8")
    settings.RAPPORTTYPER_MAPPE = str(tmp_path)
    definisjoner.typer.cache_clear()
    try:
        assert definisjoner.type_("halvaar").navn == "Halvårsnotat"
        (tmp_path / "halvaar.toml").write_text("periode = 1", encoding="utf-8")
        definisjoner.typer.cache_clear()
        assert [ett.id for ett in definisjoner.sjekk()] == ["rapporter.E001"]
        assert "halvaar.toml: Rapporttypen mangler" in definisjoner.sjekk()[0].msg
    finally:
        definisjoner.typer.cache_clear()


def test_headings_take_what_is_known_and_leave_other_braces_alone():
    assert innsatt("Bosetting i {omraade} {x}", {"omraade": "Østfold"}) == "Bosetting i Østfold {x}"


TERTIAL = definisjoner.type_("tertialrapport")
noekler = st.sampled_from([ett.noekkel for ett in TERTIAL.kapitler] + ["ukjent"])
tilpasninger = st.lists(
    st.builds(
        Tilpasning,
        noekler,
        st.text(max_size=5),
        st.text(max_size=5),
        st.none() | st.integers(1, 12),
        st.booleans(),
    ),
    unique_by=lambda ett: ett.kapittel,
)


@given(tilpasninger)
def test_own_words_and_order_lose_no_chapter_and_leave_annexes_last(egne):
    ut = {ett.kapittel for ett in egne if ett.utelatt}
    ny = tilpasset(TERTIAL, egne)
    assert {ett.noekkel for ett in ny.kapitler} == {ett.noekkel for ett in TERTIAL.kapitler} - ut
    assert [ett.vedlegg for ett in ny.kapitler] == sorted(ett.vedlegg for ett in ny.kapitler)
    for egen in egne:
        if (kapittel := ny.kapittel(egen.kapittel)) and egen.overskrift:
            assert kapittel.overskrift == egen.overskrift


def test_a_moved_chapter_stands_in_front_of_the_one_whose_place_it_got():
    ny = tilpasset(TERTIAL, [Tilpasning("oppsummering", plass=2)])
    assert [ett.noekkel for ett in ny.kapitler][:3] == ["innledning", "oppsummering", "situasjonen"]
