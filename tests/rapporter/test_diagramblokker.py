"""The charts and the map of a report: what they draw is what the tables beside them say, and what the facts are."""

from dataclasses import replace
from datetime import date

import pytest

from bosetting.felles.dokument.blokker import Figur, Tabell
from rapporter import definisjoner, diagramblokker
from rapporter.diagramfakta import Diagramfakta, Grense, Svaruke
from rapporter.domain import Aarslinje, Aktivitetslinje
from vedtak.domain import summer

from .factories import grunnlag, linje

HALDEN = linje("Halden", (70, 10), (57, 10), nr=101)
MOSS = linje("Moss", (80, 20), (80, 20), nr=104)
MARKER = linje("Marker", (15, 0), nr=119)
UTENFOR = linje("Rømskog", nr=121)
HVALER = linje("Hvaler", (30, 0), (0, 0), nr=111)


def deler(blokker):
    figur, tabell = blokker
    assert isinstance(figur, Figur)
    assert isinstance(tabell, Tabell)
    return figur, tabell


def aarslinje(aar, *linjer):
    return Aarslinje(aar, summer(ett.status for ett in linjer), linjer=linjer)


# ---- Years


def aarene(bosatt):
    linjer = (aarslinje(2015, HALDEN, MOSS), aarslinje(2016, HALDEN, MOSS, MARKER))
    g = grunnlag(HALDEN, MOSS, MARKER, aarslinjer=linjer, diagramfakta=Diagramfakta(bosatt=bosatt))
    return diagramblokker.aarsfigur(g)


def test_the_years_stand_side_by_side_with_what_was_settled():
    figur, tabell = deler(aarene({2015: {101: 50, 104: 70}, 2016: {101: 12}}))
    assert [kolonne.overskrift for kolonne in tabell.kolonner][1:] == [
        "Anmodet", "Vedtatt", "Bosatt", "Ubrukte plasser",
    ]  # fmt: skip
    assert tabell.rader == (("2015", "150", "137", "120", "17"), ("2016", "165", "137", None, None))
    assert "mangler i 2016 for to kommuner" in tabell.fotnote
    assert all(f">{tall}<" in figur.svg for tall in (150, 137, 120, 165))
    assert figur.alt.endswith("anmodet 165, vedtatt 137 og bosatt ukjent.")


def test_without_any_count_of_settled_they_are_left_out():
    figur, tabell = deler(aarene({}))
    assert "Bosatt<" not in figur.svg
    assert tabell.rader == (("2015", "150", "137"), ("2016", "165", "137"))
    assert not tabell.fotnote


def test_a_single_year_needs_no_chart():
    assert diagramblokker.aarsfigur(grunnlag(HALDEN, aarslinjer=(aarslinje(2016, HALDEN),))) == []


def bosatte(*aarslinjer, bosatt):
    return diagramblokker.bosatte(grunnlag(aarslinjer=aarslinjer, diagramfakta=Diagramfakta(bosatt=bosatt)))


def test_the_settled_stand_per_municipality_for_the_last_year_counted():
    linjer = (aarslinje(2015, HALDEN, MOSS, UTENFOR), aarslinje(2016, HALDEN, MOSS))
    figur, tabell = deler(bosatte(*linjer, bosatt={2015: {101: 50, 104: 85}, 2016: {}}))
    assert tabell.rader == (("Halden", "70", "57", "50", "7"), ("Moss", "80", "80", "85", "0"))
    assert tabell.sumrad == ("Sum", "150", "137", "135", "7")
    assert figur.tittel.endswith("for 2015")
    assert "150 anmodet, 137 vedtatt og 135 bosatt" in figur.alt


def test_a_count_that_is_missing_makes_the_sum_unknown_and_is_told_of():
    figur, tabell = deler(bosatte(aarslinje(2015, HALDEN, MOSS), bosatt={2015: {101: 50}}))
    assert tabell.rader[1] == ("Moss", "80", "80", None, None)
    assert tabell.sumrad == ("Sum", "150", "137", None, None)
    assert "mangler i 2015 for én kommune" in tabell.fotnote
    assert figur.alt.endswith("ukjent bosatt.")


def test_nobody_counted_gives_nothing_and_very_many_the_table_alone():
    assert bosatte(aarslinje(2015, HALDEN), bosatt={2015: {}}) == []
    mange = [linje(f"K{nr}", (10, 0), (10, 0), nr=nr) for nr in range(25)]
    [tabell] = bosatte(aarslinje(2015, *mange), bosatt={2015: dict.fromkeys(range(25), 9)})
    assert tabell.sumrad == ("Sum", "250", "250", "225", "25")


# ---- Answers


def test_the_answers_are_counted_per_group_over_those_asked():
    figur, tabell = deler(diagramblokker.oppfyllelse(grunnlag(HALDEN, MOSS, MARKER, UTENFOR)))
    assert ("Fullt ut", "1", "1", "2") in tabell.rader
    assert ("Ikke svart", "1", "1", "0") in tabell.rader
    assert tabell.sumrad == ("Anmodede kommuner", "3", "3", "3")
    for kolonne in (1, 2, 3):
        assert sum(int(rad[kolonne]) for rad in tabell.rader) == 3
    assert "1 av 3 kommuner anmodningen fullt ut, og 2 har gitt endelig svar" in figur.alt


def test_a_group_nobody_was_asked_for_is_explained():
    _figur, tabell = deler(diagramblokker.oppfyllelse(grunnlag(MARKER)))
    assert tabell.rader[-1] == ("Ikke anmodet", "0", "0", "1")
    assert "ikke i denne gruppen" in tabell.fotnote


@pytest.mark.parametrize("blokk", [diagramblokker.oppfyllelse, diagramblokker.kartet])
def test_nobody_asked_gives_nothing(blokk):
    assert blokk(grunnlag(UTENFOR)) == []


# ---- The curve

UKER = (
    Svaruke(date(2015, 11, 22), 17, 0, 0),
    Svaruke(date(2015, 11, 29), 17, 0, 0),
    Svaruke(date(2015, 12, 6), 18, 9, 300),
    Svaruke(date(2015, 12, 13), 18, 9, 310),
    Svaruke(date(2015, 12, 16), 18, 9, 310),
)


def test_the_curve_tells_each_week_with_a_change():
    figur, tabell = deler(diagramblokker.svarkurve(grunnlag(diagramfakta=Diagramfakta(svarkurve=UKER))))
    assert tabell.rader == (
        ("22.11.2015", "17", "0", "0"),
        ("06.12.2015", "18", "9", "300"),
        ("13.12.2015", "18", "9", "310"),
        ("16.12.2015", "18", "9", "310"),
    )
    assert (
        "fra 0 av 17 kommuner med vedtak per 22. november 2015 til 9 av 18 per 16. desember 2015" in figur.alt
    )
    assert "22. nov" in figur.svg


def test_no_curve_before_the_first_decision():
    assert diagramblokker.svarkurve(grunnlag(diagramfakta=Diagramfakta(svarkurve=UKER[:2]))) == []
    assert diagramblokker.svarkurve(grunnlag()) == []


# ---- Participants


def aktivitet(tittel, deltakere, dag=date(2015, 11, 3), status="gjennomfoert"):
    return Aktivitetslinje(tittel, "kurs", status, dag, deltakere=deltakere)


AKTIVITETER = (
    aktivitet("Kurs <om> tolk", 120, date(2015, 12, 1)),
    aktivitet("Forum", 0),
    aktivitet("Ikke talt", None),
    aktivitet("Ikke holdt", 50, status="planlagt"),
    aktivitet("Utenfor perioden", 900, date(2016, 1, 8)),
)


def test_only_counted_activities_of_the_period_are_drawn():
    [figur] = diagramblokker.deltakere(grunnlag(aktiviteter=AKTIVITETER))
    assert "Forum, 03.11.2015" in figur.svg
    assert figur.svg.rindex("Forum") < figur.svg.rindex("Kurs &lt;om&gt; tolk")
    assert "Ikke holdt" not in figur.svg
    assert "Utenfor" not in figur.svg
    assert "flest deltakere, 120, hadde Kurs <om> tolk (01.12.2015)" in figur.alt
    assert figur.kilde.endswith("uten registrert antall og ikke med: 1")


def test_the_table_comes_along_where_the_type_has_none_of_its_own():
    type_ = definisjoner.type_("tertialrapport")
    uten = replace(type_, kapitler=tuple(ett for ett in type_.kapitler if "gjennomfoerte" not in ett.blokker))
    _figur, tabell = deler(diagramblokker.deltakere(grunnlag(aktiviteter=AKTIVITETER, type=uten)))
    assert tabell.rader == (("03.11.2015", "Forum", "0"), ("01.12.2015", "Kurs <om> tolk", "120"))


def test_of_very_many_the_largest_are_drawn_and_it_is_said():
    mange = tuple(aktivitet(f"Møte {nr:02}", nr) for nr in range(30))
    [figur] = diagramblokker.deltakere(grunnlag(aktiviteter=mange))
    assert [nr for nr in range(30) if f"Møte {nr:02}" in figur.svg] == list(range(6, 30))
    assert "de 24 med flest deltakere er vist" in figur.kilde


def test_nothing_is_drawn_when_nobody_was_counted():
    assert diagramblokker.deltakere(grunnlag(aktiviteter=AKTIVITETER[2:])) == []


# ---- The map

GRENSER = {
    f"{nr:04}": Grense(
        (((11 + plass / 9, 59.0), (11.1 + plass / 9, 59.0), (11 + plass / 9, 59.1)),), "© Kart"
    )
    for plass, nr in enumerate((101, 104, 119, 121, 111))
}


@pytest.mark.parametrize("grenser", [{}, GRENSER])
def test_the_map_tells_who_covers_how_much(grenser):
    g = grunnlag(HALDEN, HVALER, MARKER, MOSS, UTENFOR, diagramfakta=Diagramfakta(grenser=grenser))
    figur, tabell = deler(diagramblokker.kartet(g))
    assert tabell.rader == (
        ("Minst så mange som anmodet", "1", "Moss"),
        ("Minst halvparten", "1", "Halden"),
        ("Ingen (vedtatt 0)", "1", "Hvaler"),
        ("Uten vedtak", "1", "Marker"),
        ("Ikke anmodet", "1", "Rømskog"),
    )
    assert "1 av 4 anmodede kommuner" in figur.alt
    assert ("kartgrunnlag: © Kart" in figur.kilde) == bool(grenser)


def test_tiles_carry_the_figures_of_each_municipality():
    figur, _tabell = deler(diagramblokker.kartet(grunnlag(HALDEN, MARKER, UTENFOR)))
    assert "57 av 70" in figur.svg
    assert "– av 15" in figur.svg


def test_an_outline_too_few_gives_tiles_and_no_credit():
    fakta = Diagramfakta(grenser={"0101": GRENSER["0101"]})
    figur, _tabell = deler(diagramblokker.kartet(grunnlag(HALDEN, MOSS, diagramfakta=fakta)))
    assert "© Kart" not in figur.kilde


def test_too_many_for_tiles_have_the_table_alone():
    mange = [linje(f"K{nr}", (10, 0), (10, 0), nr=nr) for nr in range(73)]
    [tabell] = diagramblokker.kartet(grunnlag(*mange))
    assert tabell.rader[0][1] == "73"
