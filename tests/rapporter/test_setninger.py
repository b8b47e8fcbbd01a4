"""The sentences the program writes: right figures, and right bokmål in singular, plural and none."""

# ruff: noqa: E501  the sentences are compared whole

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles import norsk
from rapporter import setninger, svarsetninger
from rapporter.domain import Aktivitetslinje, Gruppe, Medlem
from vedtak.domain import Svartype

from .factories import grunnlag, linje, runde

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("ledd", "tekst"),
    [
        ([], ""),
        (["Halden"], "Halden"),
        (["Halden", "Moss"], "Halden og Moss"),
        (["Halden", "Moss", "Våler"], "Halden, Moss og Våler"),
    ],
)
def test_a_list_ends_with_og(ledd, tekst):
    assert norsk.opplisting(ledd) == tekst


@given(st.lists(st.from_regex(r"[A-ZÆØÅ][a-zæøå]{1,8}", fullmatch=True), min_size=1))
def test_every_part_of_a_list_can_be_found_again(ledd):
    tekst = norsk.opplisting(ledd)
    assert re.split(", | og ", tekst) == ledd
    assert tekst.count(" og ") == (len(ledd) > 1)


@given(st.integers(0, 10_000_000))
def test_a_count_is_in_letters_to_twelve_and_keeps_its_value_above(verdi):
    tekst = norsk.tallord(verdi)
    if verdi > 12:
        assert int(tekst.replace(NB, "")) == verdi
        assert not re.search(r"\d{4}", tekst)
    else:
        assert tekst.isalpha()
    assert norsk.antall(verdi, "kommune", "kommuner").endswith(" kommune" if verdi == 1 else " kommuner")


@pytest.mark.parametrize(
    ("fra", "til", "lang", "kort"),
    [
        (date(2015, 12, 8), None, "8. desember 2015", "08.12.2015"),
        (date(2016, 4, 13), date(2016, 4, 14), "13.–14. april 2016", "13.–14.04.2016"),
        (date(2015, 11, 30), date(2015, 12, 1), "30. november–1. desember 2015", "30.11.–01.12.2015"),
        (date(2015, 12, 31), date(2016, 1, 1), "31. desember 2015–1. januar 2016", "31.12.2015–01.01.2016"),
    ],
)
def test_the_days_of_an_activity(fra, til, lang, kort):
    assert setninger.dager(fra, til) == lang
    assert setninger.kortdager(fra, til) == kort


def test_what_is_asked_for_by_whom_and_when():
    g = grunnlag(
        linje("Halden", (1070, 10)),
        linje("Moss", (80, 20)),
        runder=(runde(avsender="IMDi Øst", svarfrist=date(2015, 12, 31)),),
    )
    assert setninger.anmodning(g) == (
        f"For 2016 er kommunene i Østfold anmodet om å bosette til sammen 1{NB}150 personer, av disse 30 enslige "
        "mindreårige. Alle de to kommunene er anmodet. Anmodningen ble sendt 17. november 2015 av IMDi Øst med svarfrist "
        "31. desember 2015."
    )


def test_unknown_parts_are_said_not_added():
    g = grunnlag(linje("Halden", (70, None)), linje("Moss", (80, 20)), linje("Askim"))
    assert setninger.anmodning(g) == (
        "For 2016 er kommunene i Østfold anmodet om å bosette til sammen 150 personer. Antallet enslige mindreårige er "
        "ikke oppgitt for én kommune; for de øvrige er det til sammen 20. Anmodningen gjelder 2 av 3 kommuner; den gjelder "
        "ikke Askim."
    )
    samlet = grunnlag(linje("Halden", (70, None)), runder=(runde(oppgitt=(70, 12)),))
    assert (
        "av disse 12 enslige mindreårige. Antallet enslige mindreårige er oppgitt samlet"
        in setninger.anmodning(samlet)
    )


def test_a_round_known_as_a_county_figure_only_and_no_round_at_all():
    bare_fylkestall = grunnlag(linje("Halden"), runder=(runde(oppgitt=(537, 39)),))
    assert "537 personer, av disse 39 enslige mindreårige, oppgitt samlet for fylket" in setninger.anmodning(
        bare_fylkestall
    )
    assert setninger.anmodning(grunnlag(linje("Halden"))) == (
        "Det er ikke registrert noen anmodning til kommunene i Østfold for 2016 per 29. januar 2016."
    )


def test_the_change_since_the_round_before():
    foer = runde(sendt=date(2015, 8, 20), oppgitt=(537, 39))
    g = grunnlag(linje("Halden", (780, 197)), runder=(foer, runde(oppgitt=(780, 197))))
    assert setninger.siden_forrige(g) == (
        "Siden runden som ble sendt 20. august 2015, er anmodningen økt fra 537 til 780, det vil si med 243 (45 prosent). "
        "Antallet enslige mindreårige er økt fra 39 til 197, det vil si med 158 (405 prosent)."
    )
    ned = grunnlag(runder=(foer, runde(oppgitt=(500, 39))))
    assert "redusert fra 537 til 500, det vil si med 37 (7 prosent)" in setninger.siden_forrige(ned)
    assert "mindreårige er uendret (39)" in setninger.siden_forrige(ned)
    ukjent = grunnlag(runder=(runde(sendt=date(2015, 8, 20)), runde(oppgitt=(780, 197))))
    assert setninger.siden_forrige(ukjent) == "Anmodningen kom i stedet for en som ble sendt 20. august 2015."
    assert setninger.siden_forrige(grunnlag(runder=(foer,))) == ""


def test_the_national_figures_come_from_the_last_round_that_has_them():
    g = grunnlag(runder=(runde(nasjonalt=(18000, 4400)), runde()))
    assert setninger.nasjonalt(g) == (
        f"På landsbasis er behovet for 2016 anslått til 18{NB}000 personer, av disse 4{NB}400 enslige mindreårige."
    )
    assert setninger.nasjonalt(grunnlag(runder=(runde(),))) == ""


def test_who_has_decided_and_for_how_many():
    g = grunnlag(
        linje("Halden", (70, 10), (57, None)), linje("Moss", (80, 20), (80, 20)), linje("Askim", (40, 10))
    )
    assert setninger.vedtak(g) == (
        "Per 29. januar 2016 har 2 av 3 kommuner fattet vedtak. Det er vedtatt å bosette til sammen 137 personer. Antallet "
        "enslige mindreårige er ikke oppgitt for ett av vedtakene; for de øvrige er det til sammen 20."
    )
    ingen = grunnlag(linje("Halden", (70, 10)), linje("Moss", (80, 20)))
    assert setninger.vedtak(ingen) == "Per 29. januar 2016 har ingen av de to kommunene fattet vedtak."


def test_answers_that_nobody_has_confirmed_are_told_where_the_sums_are():
    selv = {"fra_kommunen": True}
    halden = linje("Halden", (70, 10), (57, 10), **selv)
    bekreftet = linje("Moss", (80, 20), (80, 20), nr=2, bekreftet=date(2016, 1, 29), **selv)
    assert setninger.ubekreftede(grunnlag(halden, bekreftet)) == (
        "Svaret fra Halden er ubekreftet per 29. januar 2016: Kommunen har sendt det inn selv, og Fylkesmannen i Østfold "
        "har ikke bekreftet det. Ubekreftede svar er regnet med i tallene."
    )
    for_sent = linje("Askim", (40, 10), (40, 10), nr=3, bekreftet=date(2016, 1, 30), **selv)
    assert setninger.ubekreftede(grunnlag(halden, bekreftet, for_sent)).startswith(
        "Svarene fra Halden og Askim er ubekreftet per 29. januar 2016: Kommunene har sendt dem inn selv, og "
        "Fylkesmannen i Østfold har ikke bekreftet dem."
    )
    mange = [linje(f"K{nr}", (10, 0), (10, 0), nr=nr, **selv) for nr in range(12)]
    assert setninger.ubekreftede(grunnlag(*mange)).startswith("Svarene fra tolv kommuner (se vedlegg 1) er")
    assert setninger.ubekreftede(grunnlag(bekreftet)) == ""
    assert setninger.ubekreftede(grunnlag(linje("Halden", None, (5, 0), **selv))) == ""


def test_net_and_real_gap_are_both_told():
    g = grunnlag(
        linje("Fredrikstad", (90, 0), (105, 0)), linje("Halden", (30, 0), (15, 0)), linje("Marker", (10, 0))
    )
    assert setninger.gap(g) == (
        "Netto er det 10 færre plasser enn anmodet. Regnet kommune for kommune er det udekkede behovet 25, fordi plasser "
        "ut over anmodningen i én kommune ikke dekker det som mangler i en annen. Av dette gjelder 10 plasser kommuner "
        "uten vedtak."
    )
    alle_svarte = grunnlag(linje("Halden", (30, 0), (29, 0)))
    assert setninger.gap(alle_svarte).endswith("Ikke noe av dette gjelder kommuner uten vedtak.")
    ingen_svarte = grunnlag(linje("Halden", (30, 0)))
    assert setninger.gap(ingen_svarte).endswith("Hele det udekkede behovet gjelder kommuner uten vedtak.")
    over = grunnlag(linje("Fredrikstad", (90, 0), (105, 0)))
    assert setninger.gap(over) == (
        "Netto er det 15 flere plasser enn anmodet. Ingen kommuner har vedtatt færre enn de er anmodet om."
    )


def test_how_many_met_the_request_and_for_how_many_nobody_can_tell():
    g = grunnlag(
        linje("Halden", (70, 10), (70, 10)), linje("Moss", (80, 20), (80, 10)), linje("Askim", (40, 0))
    )
    assert svarsetninger.fullt_ut(g) == (
        "I alt har 2 av 3 kommuner vedtatt minst like mange som de er anmodet om. For voksne og barnefamilier har 2 av 3 "
        "kommuner imøtekommet anmodningen fullt ut. For enslige mindreårige har 1 av 2 kommuner imøtekommet anmodningen "
        "fullt ut."
    )
    ukjent = grunnlag(linje("Halden", (70, 10), (70, None)), linje("Moss", (80, 20), (80, None)))
    assert (
        "Om anmodningen er imøtekommet fullt ut for voksne og barnefamilier og for enslige mindreårige, er ukjent for to "
        "kommuner"
    ) in svarsetninger.fullt_ut(ukjent)
    delvis = grunnlag(
        linje("Halden", (70, 10), (70, None)),
        linje("Moss", (80, 20), (80, 20)),
        linje("Askim", (40, 5), (35, 5)),
    )
    assert "ukjent for én kommune" in svarsetninger.fullt_ut(delvis)
    assert "Av de øvrige to som har svart, har alle imøtekommet den fullt ut." in svarsetninger.fullt_ut(
        delvis
    )
    ubesvart = grunnlag(linje("Halden", (70, 10), (70, None)), linje("Spydeberg", (30, 5)))
    assert svarsetninger.fullt_ut(ubesvart).endswith("Én kommune har ikke gitt et endelig svar.")
    assert "ikke imøtekommet" not in svarsetninger.fullt_ut(ubesvart)
    blandet = grunnlag(
        linje("Halden", (70, 10), (70, None)), linje("Moss", (80, 20), (60, 10)), linje("Spydeberg", (30, 5))
    )
    assert svarsetninger.fullt_ut(blandet).endswith(
        "Den siste som har svart, har ikke imøtekommet den fullt ut. Én kommune har ikke gitt et endelig svar."
    )
    uten_em = grunnlag(linje("Halden", (70, 0), (70, 0)), linje("Moss", (80, 0)))
    assert svarsetninger.fullt_ut(uten_em).endswith(
        "Ingen kommuner er anmodet om å bosette enslige mindreårige."
    )


def test_conditions_in_singular_and_plural():
    g = grunnlag(
        linje("Halden", (70, 10), (57, 10), vilkaar=("barnefamilier", "bolig")),
        linje("Moss", (80, 20), (80, 20), vilkaar=("barnefamilier",)),
    )
    assert svarsetninger.vilkaar(g) == (
        "To kommuner vil bare bosette barnefamilier: Halden og Moss. Én kommune gjør vedtaket avhengig av at det finnes "
        "boliger: Halden."
    )
    assert (
        svarsetninger.vilkaar(grunnlag(linje("Halden", (70, 10), (57, 10))))
        == "Det er ikke registrert vilkår i vedtakene."
    )
    assert svarsetninger.vilkaar(grunnlag(linje("Halden", (70, 10)))) == ""


def test_open_answers_are_told_by_kind():
    g = grunnlag(
        linje("Halden", (70, 10), (70, 10)),
        linje("Marker", (10, 0), (0, 0)),
        linje("Moss", (80, 20), type=Svartype.UTSATT, ny_dato=date(2016, 4, 1)),
        linje("Spydeberg", (30, 5)),
    )
    assert svarsetninger.aapne_svar(g) == (
        "Én kommune har ikke svart: Spydeberg. Én kommune har bedt om utsatt frist: Moss. Én kommune har svart nei: Marker."
    )
    assert svarsetninger.aapne_svar(grunnlag(linje("Halden", (70, 10), (70, 10)))) == (
        "Alle kommunene som er anmodet, har svart."
    )


def test_a_deadline_that_is_extended_is_told_while_the_answer_is_open():
    frist = {"frist": date(2016, 1, 15), "utsatt_til": date(2016, 4, 1)}
    g = grunnlag(
        linje("Halden", (70, 10), nr=1, **frist),
        linje("Moss", (70, 10), nr=2, **frist),
        linje("Marker", (70, 10), (70, 10), nr=3, **frist),
        linje("Rygge", (70, 10), nr=4, frist=date(2016, 1, 15)),
    )
    assert svarsetninger.aapne_svar(g).endswith(
        "To kommuner har fått utsatt frist til 1. april 2016: Halden og Moss."
    )
    mange = [linje(f"Kommune {n}", (10, 0), nr=n, **frist) for n in range(1, 16)]
    assert svarsetninger.utsatt_frist(mange) == "15 kommuner har fått utsatt frist til 1. april 2016."
    assert "Tre kommuner har fått utsatt frist" in svarsetninger.utsatt_frist(g.linjer)
    assert svarsetninger.utsatt_frist(grunnlag(linje("Rygge", (70, 10))).linjer) == ""


def test_a_long_list_of_names_points_to_the_annex():
    mange = grunnlag(*(linje(f"Kommune {n}", (10, 0), nr=n) for n in range(1, 15)))
    assert svarsetninger.aapne_svar(mange) == "14 kommuner har ikke svart (se vedlegg 1)."


@pytest.mark.parametrize(
    ("vedleggene", "hvor"),
    [([0, 1], " (se vedlegg 1)"), ([1, 0], " (se vedlegg 2)"), ([1], ""), ([], "")],
    ids=["first", "second", "left out", "no annex"],
)
def test_the_annex_is_pointed_to_where_it_stands(vedleggene, hvor):
    g = grunnlag(*(linje(f"Kommune {n}", (10, 0), nr=n) for n in range(1, 15)))
    kapitler = [ett for ett in g.type.kapitler if not ett.vedlegg]
    vedlegg = [ett for ett in g.type.kapitler if ett.vedlegg]
    g = replace(g, type=replace(g.type, kapitler=(*kapitler, *(vedlegg[nr] for nr in vedleggene))))
    assert svarsetninger.aapne_svar(g) == f"14 kommuner har ikke svart{hvor}."


def test_a_figure_that_does_not_add_up_gets_a_remark():
    g = grunnlag(linje("Halden", (426, None)), runder=(runde(oppgitt=(430, None), rader=(426, None)),))
    (merknad,) = setninger.avvik(g.runder)
    assert "oppgir 430 for fylket" in merknad
    assert "summerer til 426" in merknad


def test_the_head_count_of_a_group():
    medlemmer = (
        Medlem("fylkesmann", "Fylkesmannen", "leder", "leder"),
        Medlem("direktør", "KS", "observatoer", "observatør"),
    )
    styre = Gruppe("Styringsgruppen", "", 18, 13, medlemmer)
    assert (
        setninger.gruppe(styre)
        == "Styringsgruppen består av 18 personer fra 13 organisasjoner, av disse én observatør."
    )
    assert (
        setninger.gruppe(Gruppe("Utvalget", "", 1, 1)) == "Utvalget består av én person fra én organisasjon."
    )


def test_the_activities_that_serve_a_goal():
    kurs = Aktivitetslinje("Kurs", "kurs", "gjennomfoert", date(2015, 12, 9))
    forum = Aktivitetslinje("Faglig forum", "forum", "gjennomfoert", date(2015, 12, 8))
    assert setninger.maalaktiviteter([kurs]) == (
        "Én gjennomført aktivitet i perioden er knyttet til målet: Kurs (9. desember 2015)."
    )
    assert setninger.maalaktiviteter([forum, kurs]).startswith("To gjennomførte aktiviteter i perioden")
    assert "ikke registrert noen" in setninger.maalaktiviteter([])


tall = st.one_of(st.none(), st.integers(0, 50))
kommuner = st.lists(
    st.tuples(
        st.none() | st.tuples(st.integers(50, 200), tall),
        st.none() | st.tuples(st.integers(50, 200), tall),
        st.lists(st.sampled_from(["bolig", "annet", "ukjent slag"]), max_size=2, unique=True),
    ),
    max_size=6,
)


@given(kommuner)
def test_whatever_the_records_say_the_sentences_are_whole(rader):
    linjer = [
        linje(f"K{nr}", bedt, gitt, nr=nr, **({"vilkaar": tuple(vilkaar)} if gitt else {}))
        for nr, (bedt, gitt, vilkaar) in enumerate(rader, start=1)
    ]
    g = grunnlag(*linjer)
    skrivere = (
        setninger.anmodning, setninger.vedtak, setninger.gap, svarsetninger.fullt_ut, svarsetninger.vilkaar,
        svarsetninger.aapne_svar,
    )  # fmt: skip
    for skriv in skrivere:
        tekst = skriv(g)
        assert tekst == tekst.strip()
        assert "None" not in tekst
        assert "%(" not in tekst
        assert "  " not in tekst
        if tekst:
            assert tekst.endswith(".")
            assert tekst[0].isupper()
            assert not re.search(r"\b(én|1) (kommuner|personer)\b|\b[2-9] kommune\b", tekst)
