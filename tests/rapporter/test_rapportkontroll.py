"""What the number control of a report finds: in its text, against its records, and against reports that are sent."""

from dataclasses import replace
from datetime import date

import pytest

from rapporter.domain import Aktivitetslinje, Gruppe, Maal
from rapporter.rapportkontroll import kontroller_rapport, siteringsfeil
from rapporter.registerkontroll import Sendt
from rapporter.setningsfakta import Overstyring
from rapporter.tallkontroll.funn import Slag
from rapporter.tallregister import figurer
from tests.rapporter.factories import SKJAERINGSDATO, grunnlag, linje, runde


def eksempel(tekst, **felt):
    """Two of three municipalities have decided: 190 asked for, 102 decided; what is written stands in one chapter."""
    felles = {
        "runder": (
            runde(date(2015, 8, 20), rader=(150, 20)),
            runde(date(2015, 11, 17), rader=(190, 30), nasjonalt=(18_000, 4_400)),
        ),
        "grupper": (
            Gruppe("Styringsgruppen", personer=18, organisasjoner=13),
            Gruppe("Prosjektgruppen", personer=11, organisasjoner=7),
            Gruppe("Faglig forum"),
        ),
        "aktiviteter": (
            Aktivitetslinje(
                "Frivillighetskonferanse", "samling", "gjennomfoert", date(2015, 10, 1), deltakere=140
            ),
            Aktivitetslinje("Møte", "møte", "gjennomfoert", date(2015, 11, 1)),
        ),
        "tekster": tekst if isinstance(tekst, dict) else {"situasjonen": tekst},
    }
    return grunnlag(
        linje("Halden", (70, 10), (57, 10), nr=101),
        linje("Moss", (80, 20), nr=104),
        linje("Rygge", (40, 0), (45, 0), nr=136),
        linje("Hvaler", nr=111),
        **felles | felt,
    )


def funnet(tekst, slag=None, sendte=(), **felt):
    """Return (kind, what stands there, what it should be) of each finding, advice left out unless asked for."""
    alle = kontroller_rapport(eksempel(tekst, **felt), sendte)
    return [
        (ett.funn.slag, ett.funn.funnet, ett.funn.skal_vaere)
        for ett in alle
        if (ett.funn.slag == slag if slag else not ett.er_raad)
    ]


@pytest.mark.parametrize(
    ("tekst", "sagt", "register"),
    [
        ("Kommunene er anmodet om 195 plasser for 2016.", "195", "190"),
        ("For 2016 er kommunene bedt om å bosette 200 flyktninger.", "200", "190"),
        ("Kommunene har vedtatt 112 plasser for 2016.", "112", "102"),
        ("Kommunene har vedtatt å bosette 99 personer.", "99", "102"),
        ("Halden er anmodet om 75 plasser.", "75", "70"),
        ("Det ble vedtatt 47 plasser i Halden.", "47", "57"),
        ("Halden vedtok 57 plasser og Rygge vedtok 54 plasser.", "54", "45"),
        ("Halden er bedt om 12 enslige mindreårige.", "12", "10"),
        ("17. november 2015 ble kommunene anmodet om 198 plasser.", "198", "190"),
        ("20. august 2015 ble kommunene anmodet om 160 plasser.", "160", "150"),
        (
            "I 2016 er behovet på landsbasis 19 000 personer.",
            "19\xa0000",
            "18\xa0000",
        ),
        ("3 kommuner har fattet vedtak.", "3", "2"),
        ("3 av 3 kommuner har vedtatt plasser.", "3", "2"),
        ("To kommuner har ikke fattet vedtak.", "To", "1"),
        ("Fire kommuner er anmodet.", "Fire", "3"),
        ("To kommuner møter anmodningen fullt ut.", "To", "1"),
        ("Styringsgruppen består av 19 personer.", "19", "18"),
        ("Styringsgruppen består av 18 personer fra 14 organisasjoner.", "14", "13"),
        ("Det er gjennomført 5 aktiviteter i perioden.", "5", "2"),
        ("Frivillighetskonferanse 2015 samlet 120 deltakere.", "120", "140"),
    ],
)
def test_a_figure_typed_with_another_value_than_the_records_is_found(tekst, sagt, register):
    assert (Slag.REGISTER, sagt, register) in funnet(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Kommunene er anmodet om 190 plasser og har vedtatt 102.",
        "Kommunene er anmodet om {{ anmodet.totalt }} plasser og har vedtatt {{ vedtatt.totalt }}.",
        "Kommunene er anmodet om om lag 200 plasser.",
        "Kommunene ble først anmodet om 150 plasser.",
        "I august ble kommunene anmodet om 150 plasser.",
        "Anmodningen økte til 195 plasser.",
        "Kommunene skal vedta 195 plasser.",
        "I 2013 vedtok kommunene 210 plasser.",
        "Våren 2015 hadde kommunene vedtatt 55 plasser.",
        "1. oktober 2015 var det vedtatt 55 plasser.",
        "I Akershus er kommunene anmodet om 900 plasser.",
        "Halden og Moss har til sammen vedtatt 77 plasser.",
        "Kommunene har vedtatt boligsosiale planer med 120 boliger.",
        "Kommunene har vedtatt 40 barnefamilier.",
        "Flere enn 2 kommuner har fattet vedtak.",
        "Tre kommuner har fattet vedtak om enslige mindreårige.",
        "To kommuner har fattet vedtak.",
        "2 av 3 kommuner har fattet vedtak.",
        "For 2013 ble kommunene anmodet om 210 plasser.",
        "I Norge er behovet for barn 700 plasser.",
        "Styringsgruppen består av 18 personer fra 13 organisasjoner.",
        "Styringsgruppen vil framover bestå av 22 personer.",
        "Styringsgruppen bestod i 2014 av 12 personer.",
        "Nettverket har en eller to kontaktpersoner fra hver kommune.",
        "Prosjektgruppen har 8 faste deltakere, i tillegg til dem som inviteres.",
        "Faglig forum har 25 medlemmer.",
        "Frivillighetskonferanse hadde 140 deltakere.",
        "Det skal gjennomføres 9 aktiviteter i 2016.",
        "Møtet varte i 3 timer, og 4 kommuner fortalte.",
        "Alle tall er per 29. januar 2016.",
    ],
)
def test_what_is_right_or_cannot_be_told_is_let_be(tekst):
    assert funnet(tekst) == []


def test_a_typed_figure_that_the_records_have_may_be_cited():
    assert (Slag.SITERBART, "190", "{{ anmodet.totalt }}") in funnet(
        "Kommunene er anmodet om 190 plasser.", Slag.SITERBART
    )
    assert funnet("Kommunene er anmodet om {{ anmodet.totalt }} plasser.", Slag.SITERBART) == []


def test_a_typed_figure_without_a_source_is_advised_on_until_it_has_one():
    uten = "Satsen er 100 000 kroner for hver."
    assert funnet(uten, Slag.UTEN_KILDE) == [(Slag.UTEN_KILDE, "100\xa0000", "en kilde i setningen")]
    assert funnet("Satsen er 100 000 kroner for hver, ifølge direktoratet.", Slag.UTEN_KILDE) == []


def test_no_figure_is_asked_for_where_nobody_is_anmodet():
    tomt = grunnlag(tekster={"situasjonen": "Kommunene er anmodet om 195 plasser for 2016."})
    assert [ett for ett in kontroller_rapport(tomt) if not ett.er_raad] == []


def test_a_gap_is_held_against_the_figures_near_it_unless_it_is_cited():
    assert (Slag.DIFFERANSE, "80", "88") in funnet(
        "Anmodet: 190 plasser. Vedtatt: 102 plasser. Det mangler 80 plasser."
    )
    tekst = (
        "De er bedt om {{ anmodet.totalt }} og vedtok {{ vedtatt.totalt }}. Det mangler {{ udekket.totalt }}."
    )
    assert funnet(tekst) == []


def test_the_same_figure_with_two_values_is_found_across_chapters():
    (ett,) = [
        ett for ett in kontroller_rapport(eksempel({
            "innledning": "For 2013 ble kommunene i fylket anmodet om 400 plasser.",
            "situasjonen": "Først noe annet.\n\nFor 2013 ble kommunene i fylket anmodet om 420 plasser.",
        })) if ett.funn.slag == Slag.MOTSTRID
    ]  # fmt: skip
    assert (ett.kapittel, ett.funn.linje, ett.funn.funnet, ett.funn.skal_vaere) == (
        "situasjonen",
        3,
        "420",
        "400",
    )
    assert "på linje 1 i «Innledning»" in ett.funn.forklaring
    assert [(sted.kapittel, sted.linje) for sted in ett.linjer] == [("innledning", 1)]


def test_a_stated_number_is_held_against_the_list_in_another_chapter():
    g = eksempel({
        "innledning": "Referansegruppen består av 4 personer.",
        "situasjonen": "Dette er medlemmene i referansegruppen:\n\n- lederen\n- nestlederen\n- en rektor",
    })  # fmt: skip
    assert (Slag.OPPTELLING, "4", "3") in [
        (ett.funn.slag, ett.funn.funnet, ett.funn.skal_vaere) for ett in kontroller_rapport(g)
    ]


def test_a_cut_off_of_the_text_is_that_of_the_report():
    assert (Slag.SKJAERINGSDATO, "1. oktober 2015", "29. januar 2016") in funnet(
        "Alle tall er per 1. oktober 2015."
    )
    assert (Slag.SKJAERINGSDATO, "1. oktober 2015", "29. januar 2016") in funnet(
        "Tabell 1: Anmodninger per 1.10.2015"
    )


def test_an_activity_outside_the_period_is_found_without_the_text_telling_the_period():
    tekst = (
        "Aktiviteter som er gjennomført:\n\n- Samling, 17. november\n- Samling, 8. januar\n- Kurs, 1. oktober"
    )
    assert funnet(tekst) == [(Slag.PERIODE, "8. januar", "1. september 2015–31. desember 2015")]


def test_a_table_in_the_prose_is_added_up():
    tabell = "| Kommune | Søkt |\n| --- | ---: |\n| Halden | 10 |\n| Moss | 20 |\n| Rygge | 5 |\n| Sum | 45 |"
    assert funnet(tabell) == [(Slag.KOLONNESUM, "45", "35")]


def sendt(dag=SKJAERINGSDATO, **tall):
    return Sendt(
        "Årsnotat for 2015", dag, 2016, {navn.replace("_", "."): verdi for navn, verdi in tall.items()}
    )


def test_a_figure_of_a_sent_report_for_the_same_day_is_held_against_this_one():
    (ett,) = kontroller_rapport(eksempel(""), (sendt(anmodet_totalt=195, vedtatt_totalt=102),))
    assert (ett.funn.slag, ett.funn.funnet, ett.funn.skal_vaere) == (Slag.TIDLIGERE, "190", "195")
    assert "Årsnotat for 2015" in ett.funn.forklaring
    assert ett.kapittel == ""


def test_a_sent_report_of_another_day_speaks_only_of_that_day():
    foer = (sendt(date(2015, 12, 31), vedtatt_totalt=57),)
    assert funnet("", sendte=foer) == []
    assert funnet("Per 31. desember 2015 var det vedtatt 57 plasser.", sendte=foer) == []
    assert funnet("Per 31. desember 2015 var det vedtatt 75 plasser.", sendte=foer) == [
        (Slag.TIDLIGERE, "75", "57")
    ]


def test_figures_of_the_period_are_not_held_against_those_of_another_period():
    assert funnet("", sendte=(sendt(aktiviteter_gjennomfoert=9),)) == []


def test_a_cited_figure_that_is_not_there_is_told_with_its_place():
    ((del_, feil),) = siteringsfeil(eksempel("Først.\n\nTallet er {{ anmodet.totallt }}."))
    assert (del_.noekkel, feil.linje) == ("situasjonen", 3)
    assert "anmodet.totalt" in feil.melding


def test_text_without_a_place_in_the_report_is_not_read():
    g = eksempel({"maal-9": "Kommunene er anmodet om 195 plasser."})
    assert kontroller_rapport(g) == ()
    med = replace(g, maal=(Maal("maal-9", "9", "Målet"),))
    assert [ett.kapittel for ett in kontroller_rapport(med)] == ["maal-9"]


def test_own_words_for_a_sentence_are_compared_too_and_their_place_is_the_sentence():
    ord_ = "Kommunene har vedtatt 112 plasser for 2016."
    g = eksempel("", overstyringer={"vedtak": Overstyring(ord_, "Noe annet.")})
    (ett,) = [ett for ett in kontroller_rapport(g) if not ett.er_raad]
    assert (ett.funn.funnet, ett.funn.skal_vaere) == ("112", "102")
    assert (ett.kapittel, str(ett.sted)) == ("setning-vedtak", "Setning: Vedtakene, linje 1")
    riktig = eksempel("", overstyringer={"vedtak": Overstyring(ord_.replace("112", "102"), "Noe annet.")})
    assert [ett for ett in kontroller_rapport(riktig) if not ett.er_raad] == []


def test_a_figure_that_own_words_cite_is_not_typed_and_must_exist():
    ord_ = "Kommunene har vedtatt {{ vedtatt.totalt }} plasser for 2016."
    g = eksempel("", overstyringer={"vedtak": Overstyring(ord_, "Noe annet.")})
    assert kontroller_rapport(g) == ()
    assert siteringsfeil(g) == []
    feil = eksempel(
        "", overstyringer={"vedtak": Overstyring(ord_.replace("totalt", "totallt"), "Noe annet.")}
    )
    ((del_, ett),) = siteringsfeil(feil)
    assert (del_.overskrift, ett.linje) == ("Setning: Vedtakene", 1)
    assert "vedtatt.totalt" in ett.melding


def test_own_words_that_say_another_number_than_a_chapter_name_the_chapter():
    g = eksempel(
        "For 2013 ble kommunene i fylket anmodet om 400 plasser.",
        overstyringer={
            "svar": Overstyring("For 2013 ble kommunene i fylket anmodet om 420 plasser.", "Noe annet.")
        },
    )
    (ett,) = [ett for ett in kontroller_rapport(g) if ett.funn.slag == Slag.MOTSTRID]
    assert (ett.kapittel, ett.funn.funnet, ett.funn.skal_vaere) == ("setning-svar", "420", "400")
    assert str(ett.sted).startswith("Setning: ")
    assert [sted.kapittel for sted in ett.linjer] == ["situasjonen"]


def test_every_figure_typed_as_the_program_writes_it_is_right():
    g = eksempel("")
    navn = {"anmodet": "er anmodet om {} plasser", "vedtatt": "har vedtatt {} plasser"}
    setninger = [
        f"{etsted.navn} {ord_.format(figurer(g)[f'{felt}.totalt.{etsted.nr}'].vist)}."
        for etsted in g.anmodede
        for felt, ord_ in navn.items()
        if figurer(g)[f"{felt}.totalt.{etsted.nr}"].verdi is not None
    ]
    assert len(setninger) == 5
    assert funnet(" ".join(setninger)) == []
