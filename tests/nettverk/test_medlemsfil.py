"""Reading a member list: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.arbeidsbok import Rad, les_tekst
from nettverk import medlemsfil
from nettverk.medlemsfil import fra_verdier, les, som_verdier

FRA = date(2016, 3, 1)


def lest(tekst):
    return les(les_tekst(tekst), FRA)


def test_columns_are_found_by_what_people_call_them():
    innlest = lest(
        "Styringsgruppen per mars\n\n"
        "Navn;Tittel;Virksomhet;E-post;Mobil;Rolle;Stillingsandel;På vegne av;Fra\n"
        "Kari Nordmann;rådgiver;NAV Østfold;kari@nav.example;69 24 70 00;Leder;40 %;KS;01.02.2015\n"
        ";regiondirektør;IMDi Øst;;;;;;\n"
    )
    assert innlest.feil == []
    kari, ukjent = innlest.linjer
    assert (kari.navn, kari.funksjon, kari.rolle, kari.andel) == ("Kari Nordmann", "rådgiver", "leder", 40)
    assert (kari.paa_vegne_av, kari.fra, kari.linjenr) == ("KS", date(2015, 2, 1), 4)
    assert (ukjent.navn, ukjent.funksjon, ukjent.fra) == ("", "regiondirektør", FRA)


def test_first_and_last_names_in_two_columns_are_one_name():
    [linje] = lest("Fornavn,Etternavn,Kommune\nKari,Nordmann,Halden kommune").linjer
    assert (linje.navn, linje.funksjon) == ("Kari Nordmann", "medlem")


@pytest.mark.parametrize(
    ("tekst", "andel"),
    [("40", 40), ("40 %", 40), ("0,4", 40), ("0,05", 5), ("100", 100), ("1", 100), ("", None)],
)
def test_shares_are_read_as_people_and_spreadsheets_write_them(tekst, andel):
    [linje] = lest(f"Organisasjon;Funksjon;Andel\nKS;rådgiver;{tekst}").linjer
    assert linje.andel == andel


@pytest.mark.parametrize(
    ("rad", "grunn"),
    [
        (";rådgiver;;;;;", "Organisasjonen mangler."),
        ("KS;;;;;;", "verken navn eller funksjon"),
        ("KS;rådgiver;Kari;ikke en adresse;;;", "er ikke en e-postadresse"),
        ("KS;rådgiver;;kari@ks.example;;;", "e-post eller telefon, men ikke navn"),
        ("KS;rådgiver;Kari;;sjef;;", "«sjef» er ikke en rolle."),
        ("KS;rådgiver;Kari;;;140;", "er ikke en stillingsandel"),
        ("KS;rådgiver;Kari;;;;31.02.2016", "er ikke en dato"),
        ("KS;rådgiver;Kari;;;;2016-03-01", "Sluttdatoen må være etter startdatoen."),
        (f"{'K' * 121};rådgiver;Kari;;;;", "er lengre enn 120 tegn"),
    ],
)
def test_every_bad_line_is_named_with_its_cause(rad, grunn):
    innlest = lest(f"Organisasjon;Funksjon;Navn;E-post;Rolle;Andel;Til\nIMDi;rådgiver;;;;;\n{rad}\n")
    [(linjenr, tekst)] = innlest.feil
    assert linjenr == 3
    assert grunn in tekst
    assert len(innlest.linjer) == 1


def test_the_same_person_twice_is_a_fault_and_two_unknown_are_two_seats():
    hode = "Organisasjon;Funksjon;Navn\n"
    assert "står også på linje 2" in lest(hode + "KS;rådgiver;Kari N\nks;leder;kari n").feil[0][1]
    assert len(lest(hode + "KS;rådgiver;\nKS;rådgiver;").linjer) == 2


def test_a_long_list_is_read_without_comparing_all_with_all(monkeypatch):
    sammenlikninger = []
    monkeypatch.setattr(medlemsfil, "_samtidig", lambda a, b: sammenlikninger.append(1))
    rader = "".join(f"KS;rådgiver;Person {nr}\n" for nr in range(300))
    assert len(lest("Organisasjon;Funksjon;Navn\n" + rader).linjer) == 300
    assert sammenlikninger == []


@pytest.mark.parametrize("tekst", ["Navn;E-post\nKari;kari@ks.example", "Organisasjon\nKS", "a;b\n1;2"])
def test_a_file_without_the_headings_is_refused(tekst):
    assert "Fant ikke overskriftene" in lest(tekst).feil[0][1]


def test_headings_alone_are_no_list():
    assert "ingen medlemmer" in lest("Organisasjon;Navn\n").feil[0][1]


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=8))
def test_whatever_a_file_holds_gives_lines_or_faults(celler):
    rader = [Rad(1, ("Organisasjon", "Navn", "Rolle", "Andel", "Fra", "Til"))]
    rader += [Rad(nr, tuple(rad)) for nr, rad in enumerate(celler, start=2)]
    innlest = les(rader, FRA)
    assert innlest.linjer or innlest.feil
    assert fra_verdier(som_verdier(innlest.linjer)) == innlest.linjer
