"""The whole document from facts: chapters in order, boxes where prose is missing, tables that carry the figures."""

from datetime import date

import pytest

from bosetting.felles.dokument.blokker import (
    Figur,
    Noekkeltall,
    Overskrift,
    Prosa,
    Setning,
    Tabell,
    Varsel,
    Vedlegg,
    ren_tekst,
)
from bosetting.felles.norsk import tallord
from rapporter.dokument import bygg, filnavn
from rapporter.domain import Aarslinje, Aktivitetslinje, Gruppe, Maal, Medlem

from .factories import grunnlag, linje, runde

HALDEN = linje("Halden", (70, 10), (57, 10), nr=1)
MOSS = linje("Moss", (80, 20), (90, 20), nr=2)
MARKER = linje("Marker", (10, 0), nr=3)
MAAL = (
    Maal("maal-1", "1", "Kommunene vedtar det de blir bedt om."),
    Maal("maal-3a", "3a", "Rollene er kjent."),
)
KURS = Aktivitetslinje(
    "Kurs i tolking", "kurs", "gjennomfoert", date(2015, 12, 9), maal=("1",), deltakere=1200
)
SAMLING = Aktivitetslinje("Nettverkssamling", "nettverk", "planlagt", date(2016, 3, 11))
SEINERE = Aktivitetslinje("Konferanse", "konferanse", "planlagt", date(2016, 9, 1))
STYRET = Gruppe("Styringsgruppen", "Leder arbeidet", 2, 2, (Medlem("fylkesmann", "FM", "leder", "leder"),))


def finn(dokument, slag):
    return [blokk for blokk in dokument.blokker if isinstance(blokk, slag)]


def tabell(dokument, start):
    return next(ett for ett in finn(dokument, Tabell) if ett.tittel.startswith(start))


def tekster(dokument):
    return [blokk.tekst for blokk in finn(dokument, Setning)]


def test_the_chapters_stand_in_the_order_of_the_real_report():
    dokument = bygg(grunnlag(HALDEN, MOSS, MARKER, maal=MAAL))
    assert [ett.tekst for ett in finn(dokument, Overskrift) if ett.nivaa == 1] == [
        "Innledning",
        "Flyktning- og bosettingssituasjonen i Østfold",
        "Prosjektets resultatmål",
        "Viktige aktiviteter",
        "Kommunikasjonsplan",
        "Oppsummering og veien videre",
    ]
    assert [ett.tittel for ett in finn(dokument, Vedlegg)] == [
        "Anmodninger og vedtak per 29.01.2016",
        "Aktivitetsplan per 29.01.2016",
    ]


def test_the_title_page_says_period_with_dates_year_and_cut_off():
    dokument = bygg(grunnlag(HALDEN))
    assert dokument.tittel.replace("\N{NO-BREAK SPACE}", " ") == "Tertialrapport for 3. tertial 2015"
    assert ("Periode", "3. tertial 2015 (1. september–31. desember 2015)") in dokument.detaljer
    assert ("Bosettingsår", "2016") in dokument.detaljer
    assert (dokument.datoetikett, dokument.dato, dokument.forfatter) == (
        "Tall per",
        date(2016, 1, 29),
        "Fylkesmannen i Østfold",
    )


def test_a_chapter_without_text_says_so_until_it_is_written():
    uskrevet = bygg(grunnlag(HALDEN, maal=MAAL))
    assert [ett.tekst for ett in finn(uskrevet, Varsel)] == ["Kapittelet er ikke skrevet ennå."] * 7
    skrevet = bygg(grunnlag(HALDEN, maal=MAAL, tekster={"innledning": "Vi **er** i gang.", "maal-3a": " \n"}))
    assert len(finn(skrevet, Varsel)) == 6
    (prosa,) = finn(skrevet, Prosa)
    assert ren_tekst(prosa.noder) == "Vi er i gang."


def test_text_that_cannot_be_read_is_told_in_its_place():
    dokument = bygg(grunnlag(HALDEN, tekster={"innledning": "> " * 40 + "dypt"}))
    assert finn(dokument, Varsel)[0].tekst.startswith("Teksten kan ikke vises: ")


def test_a_writers_own_headings_stay_under_the_chapter():
    dokument = bygg(
        grunnlag(HALDEN, maal=MAAL, tekster={"maal-1": "# Møter\n\ntekst", "oppsummering": "### Videre"})
    )
    nivaaer = [
        node.nivaa for prosa in finn(dokument, Prosa) for node in prosa.noder if node.slag == "overskrift"
    ]
    assert nivaaer == [3, 2]


def test_key_figures_and_the_annex_carry_the_same_sums():
    dokument = bygg(grunnlag(HALDEN, MOSS, MARKER))
    (noekkeltall,) = finn(dokument, Noekkeltall)
    assert [ett.verdi for ett in noekkeltall.tall] == ["160", "147", "13", "23"]
    vedlegg = tabell(dokument, "Anmodninger og vedtak for 2016")
    assert vedlegg.rader == (
        ("Halden", "Delvis", "70", "60", "10", "57", "47", "10", "13", "13"),
        ("Moss", "Mer enn anmodet", "80", "60", "20", "90", "70", "20", "\N{MINUS SIGN}10", "0"),
        ("Marker", "Ikke svart", "10", "10", "0", None, None, None, "10", "10"),
    )
    assert vedlegg.sumrad == ("Sum", "", "160", "130", "30", "147", "117", "30", "13", "23")
    assert tabell(dokument, "Anmodet og vedtatt per gruppe").rader[0] == (
        "Totalt",
        "160",
        "147",
        "13",
        "23",
        "10",
    )


def test_an_unknown_part_prints_no_sum_and_is_explained():
    dokument = bygg(grunnlag(HALDEN, linje("Råde", (20, None), (20, None), nr=4)))
    grupper = tabell(dokument, "Anmodet og vedtatt per gruppe")
    assert grupper.rader[2] == ("Enslige mindreårige", None, None, None, None, "0")
    assert (
        "Antallet anmodede enslige mindreårige er ukjent for én kommune (10 for de øvrige)" in grupper.fotnote
    )


def test_unconfirmed_answers_are_counted_at_every_table_and_marked_in_the_annex():
    selv = linje("Askim", (40, 10), (30, 0), nr=5, fra_kommunen=True)
    sums = grunnlag(HALDEN, selv).summer
    aar = (Aarslinje(2014, sums), Aarslinje(2015, sums, 2), Aarslinje(2016, sums, 1))
    dokument = bygg(grunnlag(HALDEN, selv, aarslinjer=aar))
    assert any(tekst.startswith("Svaret fra Askim er ubekreftet") for tekst in tekster(dokument))
    for tittel in ("Anmodet og vedtatt per gruppe", "Anmodninger og vedtak for 2016"):
        assert tabell(dokument, tittel).fotnote.endswith(
            " Svaret fra én kommune er ubekreftet og regnet med."
        )
    assert tabell(dokument, "Anmodet og vedtatt per bosettingsår").fotnote == (
        "Ubekreftede svar er regnet med: 2015 fra to kommuner og 2016 fra én kommune."
    )
    vedlegg = tabell(dokument, "Anmodninger og vedtak for 2016")
    assert [rad[1] for rad in vedlegg.rader] == ["Delvis", "Delvis (ubekreftet)"]
    uten = bygg(grunnlag(HALDEN, aarslinjer=(Aarslinje(2015, sums), Aarslinje(2016, sums))))
    noter = [ett.fotnote for ett in finn(uten, Tabell)]
    assert not any("ubekreftet" in tekst.lower() for tekst in (*tekster(uten), *noter))


def test_conditions_get_a_column_and_turn_the_annex():
    med = linje("Askim", (40, 10), (30, 0), nr=5, vilkaar=("bolig",))
    dokument = bygg(grunnlag(HALDEN, med, vilkaarsnavn={"bolig": "avhengig av bolig"}))
    assert tabell(dokument, "Anmodninger og vedtak for 2016").rader[1][2] == "Avhengig av bolig"
    assert finn(dokument, Vedlegg)[0].liggende
    assert not finn(bygg(grunnlag(HALDEN)), Vedlegg)[0].liggende


def test_a_stated_figure_that_does_not_add_up_is_shown_where_the_figures_stand():
    dokument = bygg(grunnlag(HALDEN, runder=(runde(oppgitt=(75, None), rader=(70, 10)),)))
    merknader = [ett.tekst for ett in finn(dokument, Varsel) if ett.slag == "merknad"]
    assert len(merknader) == 2
    assert all("oppgir 75 for fylket" in tekst for tekst in merknader)


def kommunefigurer(dokument):
    return [figur for figur in finn(dokument, Figur) if figur.noekkel.startswith("anmodet-vedtatt")]


def test_the_chart_draws_those_who_are_asked_and_says_what_it_shows():
    (figur,) = kommunefigurer(bygg(grunnlag(HALDEN, MOSS, MARKER, linje("Oslo", nr=9))))
    assert "Oslo" not in figur.svg
    assert "1 av 3 kommuner har vedtatt minst så mange" in figur.alt


@pytest.mark.parametrize(
    ("linjer", "sagt"),
    [
        (
            [linje("Halden", (70, 0), (70, 0)), linje("Moss", (80, 0), (90, 0), nr=2)],
            "alle de to kommunene har vedtatt minst så mange som de er anmodet om, og ingen kommuner mangler vedtak.",
        ),
        (
            [linje("Halden", (70, 0), (57, 0)), linje("Moss", (80, 0), nr=2)],
            "ingen av de to kommunene har vedtatt minst så mange som de er anmodet om, og én kommune har ikke fattet "
            "vedtak.",
        ),
        (
            [linje("Halden", (70, 0), (70, 0)), *(linje(f"K{nr}", (80, 0), nr=nr) for nr in range(2, 16))],
            "1 av 15 kommuner har vedtatt minst så mange som de er anmodet om, og 14 kommuner har ikke fattet vedtak.",
        ),
        (
            [linje("Halden", (70, 0), (70, 0))],
            "den ene kommunen som er anmodet, har vedtatt minst så mange som den er anmodet om, og ingen kommuner "
            "mangler vedtak.",
        ),
        (
            [linje("Halden", (70, 0))],
            "ingen kommuner har vedtatt minst så mange som de er anmodet om, og én kommune har ikke fattet vedtak.",
        ),
        ([linje("Halden", (0, 0))], "én kommune har ikke fattet vedtak."),
    ],
)
def test_the_chart_says_in_words_who_met_the_request_and_who_lacks_a_decision(linjer, sagt):
    (figur,) = kommunefigurer(bygg(grunnlag(*linjer)))
    assert figur.alt == f"Liggende søyler per kommune: {sagt}"


@pytest.mark.parametrize(("antall", "deler"), [(24, [24]), (25, [12, 13]), (72, [24, 24, 24])])
def test_many_municipalities_get_several_charts_that_can_be_read(antall, deler):
    linjer = [linje(f"K{nr:03}", (10, 0), (10, 0), nr=nr) for nr in range(antall)]
    figurer = kommunefigurer(bygg(grunnlag(*linjer)))
    assert [sum(f"K{nr:03}" in figur.svg for nr in range(antall)) for figur in figurer] == deler
    assert [
        f"alle de {tallord(n)} kommunene har" in figur.alt for n, figur in zip(deler, figurer, strict=True)
    ] == [True for _del in deler]
    assert len({figur.tittel for figur in figurer}) == len(deler)
    assert figurer[-1].tittel.endswith(f"–K{antall - 1:03}" if len(deler) > 1 else "for 2016")


def test_where_they_are_too_many_to_draw_the_largest_gaps_are_shown():
    linjer = [linje(f"K{nr:03}", (1000, 0), (1000 - nr, 0), nr=nr) for nr in range(73)]
    [figur] = kommunefigurer(bygg(grunnlag(*linjer)))
    assert figur.tittel == "De 24 kommunene med størst udekket behov for 2016"
    assert [nr for nr in range(73) if f"K{nr:03}" in figur.svg] == list(range(49, 73))
    assert figur.svg.index("K072") < figur.svg.index("K071")


def test_years_are_compared_when_there_is_more_than_one():
    summer = grunnlag(HALDEN).summer
    dokument = bygg(grunnlag(HALDEN, aarslinjer=(Aarslinje(2015, summer), Aarslinje(2016, summer))))
    assert tabell(dokument, "Anmodet og vedtatt per bosettingsår").rader[1] == (
        "2016",
        "70",
        "57",
        "13",
        "13",
    )
    assert not any("bosettingsår" in ett.tittel for ett in finn(bygg(grunnlag(HALDEN)), Tabell))


def test_the_groups_stand_under_the_goal_about_roles_or_for_themselves():
    med = bygg(grunnlag(HALDEN, maal=MAAL, grupper=(STYRET,)))
    assert "Styringsgruppen består av to personer" not in tekster(med)
    assert any(
        tekst.startswith("Styringsgruppen består av 2 personer fra 2 organisasjoner.")
        for tekst in tekster(med)
    )
    assert tabell(med, "Styringsgruppen per 29. januar 2016").rader == (("Fylkesmann", "FM", "Leder"),)
    uten = bygg(grunnlag(HALDEN, maal=MAAL[:1]))
    assert "Organisering" in [ett.tekst for ett in finn(uten, Overskrift)]
    assert "Det er ikke registrert noen grupper med medlemmer per 29. januar 2016." in tekster(uten)


def test_activities_are_listed_when_done_when_ahead_and_in_the_plan():
    dokument = bygg(grunnlag(HALDEN, maal=MAAL, aktiviteter=(KURS, SAMLING, SEINERE)))
    assert tabell(dokument, "Gjennomførte aktiviteter").rader == (
        ("09.12.2015", "Kurs i tolking", None, None, "1\N{NO-BREAK SPACE}200"),
    )
    assert tabell(dokument, "Aktiviteter fram til 1. mai 2016").rader == (
        ("11.03.2016", "Nettverkssamling", None, "Planlagt"),
    )
    assert tabell(dokument, "Aktiviteter fra 1. mai 2016").rader[0][1] == "Konferanse"
    assert len(tabell(dokument, "Aktiviteter fra 1. september 2015").rader) == 3
    assert any("knyttet til målet: Kurs i tolking" in tekst for tekst in tekster(dokument))


def test_empty_records_are_told_in_sentences():
    alle = " ".join(tekster(bygg(grunnlag())))
    for setning in (
        "Det er ikke registrert noen anmodning til kommunene i Østfold for 2016",
        "Det er ikke registrert noen resultatmål for prosjektet.",
        "Det er ikke registrert noen grupper med medlemmer",
        "Det er ikke registrert noen gjennomførte aktiviteter i 3. tertial 2015 (1. september–31. desember 2015).",
        "Det er ikke registrert noen aktiviteter etter perioden.",
        "Det er ikke registrert noen aktiviteter fra 1. september 2015.",
    ):
        assert setning in alle


def test_an_activity_nobody_has_confirmed_is_pointed_out():
    glemt = Aktivitetslinje("Faglig forum", "forum", "planlagt", date(2015, 12, 8))
    varsler = [ett.tekst for ett in finn(bygg(grunnlag(HALDEN, aktiviteter=(glemt,))), Varsel)]
    assert (
        "Én aktivitet i perioden er ikke merket som gjennomført eller avlyst: Faglig forum (8. desember 2015)."
        in varsler
    )


def test_the_file_is_named_after_period_and_area_in_plain_letters():
    assert filnavn(grunnlag()) == "tertialrapport-3-2015-ostfold.pdf"
    assert (
        filnavn(grunnlag(omraade="Møre og Romsdal / Åsane"))
        == "tertialrapport-3-2015-more-og-romsdal-asane.pdf"
    )
