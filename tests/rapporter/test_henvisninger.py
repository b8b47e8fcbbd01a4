"""Every table and figure of a report is referred to, by the sentence it belongs to."""

from dataclasses import replace
from datetime import date

import pytest

from bosetting.felles.dokument.blokker import Dokument, Kolonne, Overskrift, Setning, Tabell, Vedlegg
from bosetting.felles.dokument.html import som_html
from rapporter import definisjoner
from rapporter.dokument import bygg
from rapporter.henvisninger import med_henvisninger
from tests.felles.dokument.eksempel import figur

from .factories import grunnlag, linje

TABELL = Tabell("Tallene", (Kolonne("Rad"),), (("Moss",),))


def test_the_nearest_sentence_before_it_leads_to_it():
    foer, naer = Setning("Først."), Setning("Så.")
    blokker = med_henvisninger((Overskrift(1, "Tall"), foer, naer, TABELL, figur()))
    assert blokker[1:3] == (foer, replace(naer, se=("tabell-1", "figur-1")))
    assert [blokk.noekkel for blokk in blokker[3:]] == ["tabell-1", "figur-1"]


def test_a_sentence_of_another_section_does_not():
    blokker = med_henvisninger(
        (Overskrift(1, "Tall"), Setning("Før."), Overskrift(2, "Nytt", nummerert=False), TABELL)
    )
    assert blokker[1].se == ()
    assert blokker[3].se == ("tabell-1",)
    vedlegg = med_henvisninger((Overskrift(1, "Tall"), Setning("Før."), Vedlegg("Tabellen"), TABELL))
    assert (vedlegg[1].se, vedlegg[3].se) == ((), ("tabell-1",))


def test_without_a_sentence_the_reference_stands_alone():
    blokker = med_henvisninger((Overskrift(1, "Tall"), TABELL))
    assert blokker[1] == Setning("", se=("tabell-1",))
    assert "<p>Se\N{NO-BREAK SPACE}<a" in som_html(Dokument("Rapport", date(2016, 2, 2), blokker))


def test_a_heading_of_the_third_level_begins_no_section():
    blokker = med_henvisninger(
        (Overskrift(1, "T"), Overskrift(2, "U"), Setning("A."), Overskrift(3, "V"), TABELL)
    )
    assert blokker[2].se == ("tabell-1",)


def test_what_the_builder_referred_to_is_left_alone():
    egen = Setning("Se selv.", se=("min",))
    blokker = (Overskrift(1, "Tall"), egen, Setning("Annet."), replace(TABELL, noekkel="min"))
    assert med_henvisninger(blokker) == blokker


@pytest.mark.parametrize("type_", ["tertialrapport", "aarsnotat", "sluttrapport"])
def test_no_table_or_figure_of_any_type_stands_unmentioned(type_):
    g = grunnlag(
        linje("Moss", (80, 10), (70, 10)), linje("Halden", (60, 5), nr=2), type=definisjoner.type_(type_)
    )
    blokker = med_henvisninger(bygg(g).blokker)
    nevnt = [noekkel for blokk in blokker if isinstance(blokk, Setning) for noekkel in blokk.se]
    noekler = [blokk.noekkel for blokk in blokker if type(blokk).__name__ in ("Tabell", "Figur")]
    assert noekler
    assert sorted(nevnt) == sorted(noekler)
