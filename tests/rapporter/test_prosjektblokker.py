"""The blocks of a final report that tell of the project itself, from plain facts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.dokument.blokker import Overskrift, Setning, Sitat, Tabell, Varsel
from rapporter import definisjoner
from rapporter import prosjektfakta as fakta
from rapporter.dokument import bygg
from rapporter.domain import Aktivitetslinje, Maal
from rapporter.maalblokker import VURDERINGER, maaloppnaaelse, maaloversikt
from rapporter.perioder import periode
from rapporter.prosjektfakta import gruppedager
from tests.rapporter.factories import grunnlag

SLUTT = definisjoner.type_("sluttrapport")
DAG = date(2016, 12, 31)
PERIODE = periode(
    "prosjekt",
    aar=2016,
    tertial=0,
    prosjekt_fra=date(2015, 2, 1),
    prosjekt_til=date(2017, 1, 1),
    skjaeringsdato=DAG,
)
MAAL = tuple(Maal(f"maal-{nr}", nr, f"Mål {nr}") for nr in ("1", "2", "3a"))


def slutt(*linjer, **felt):
    return grunnlag(*linjer, **{"type": SLUTT, "periode": PERIODE, "skjaeringsdato": DAG} | felt)


def med(**felt):
    return slutt(prosjektfakta=fakta.Prosjektfakta(**felt))


def tabellen(dokument, noekkel) -> Tabell:
    return next(blokk for blokk in dokument.blokker if isinstance(blokk, Tabell) and blokk.noekkel == noekkel)


def setninger(blokker) -> str:
    return " ".join(blokk.tekst for blokk in blokker if isinstance(blokk, Setning)).replace("\xa0", " ")


def test_a_final_report_without_records_says_what_is_not_recorded():
    tekst = setninger(bygg(slutt()).blokker)
    for ingenting in (
        "Det er ikke registrert noen faser i prosjektet.",
        "Det er ikke registrert noen strategier for prosjektet.",
        "Det er ikke registrert noen slags barrierer.",
        "Det er ikke registrert noen utbetalte tilskudd.",
        "Det er ikke registrert noen svar på evalueringen per 31. desember 2016.",
        "Det er ikke registrert noen suksesskriterier for prosjektet.",
        "Det er ikke registrert noe budsjett for prosjektet.",
    ):
        assert ingenting in tekst


def test_each_goal_has_its_judgement_and_a_missing_one_is_pointed_out():
    g = slutt(maal=MAAL, tekster={"vurdering-maal-1": "naadd", "vurdering-maal-2": "delvis"})
    assert setninger(maaloppnaaelse(g, MAAL[0])) == "Måloppnåelse: nådd."
    assert [type(blokk) for blokk in maaloppnaaelse(g, MAAL[2])] == [Varsel]
    hode, tabell = maaloversikt(g)
    assert hode.tekst == (
        "Vurderingen av de tre resultatmålene er at ett er nådd, ett er delvis nådd og ett ikke vurdert ennå."
    )
    assert [rad[2] for rad in tabell.rader] == ["Nådd", "Delvis nådd", "Ikke vurdert"]


def test_a_tertial_report_shows_a_judgement_and_asks_for_none():
    tertial = grunnlag(maal=MAAL, tekster={"vurdering-maal-1": "ikke-naadd"})
    assert setninger(maaloppnaaelse(tertial, MAAL[0])) == "Måloppnåelse: ikke nådd."
    assert maaloppnaaelse(tertial, MAAL[1]) == []


@given(st.lists(st.sampled_from([*VURDERINGER, ""]), min_size=1, max_size=12))
def test_the_sentence_on_the_goals_counts_every_one_of_them(valg):
    maal = tuple(Maal(f"maal-{nr}", str(nr), "Mål") for nr in range(len(valg)))
    tekster = {f"vurdering-{ett.noekkel}": verdi for ett, verdi in zip(maal, valg, strict=True)}
    tabell = maaloversikt(slutt(maal=maal, tekster=tekster))[-1]
    ord_ = [str(VURDERINGER[verdi]) if verdi else "Ikke vurdert" for verdi in valg]
    assert [rad[2] for rad in tabell.rader] == ord_


def test_groups_stand_in_a_chapter_of_their_own_and_not_under_a_goal():
    dokument = bygg(slutt(maal=MAAL))
    assert "Organisering" in [blokk.tekst for blokk in dokument.blokker if isinstance(blokk, Overskrift)]
    assert setninger(dokument.blokker).count("noen grupper med medlemmer") == 1


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [
        (date(2016, 12, 31), [(2015, 2, 1), (2015, 12, 31), (2016, 12, 31)]),
        (date(2016, 6, 1), [(2015, 2, 1), (2015, 12, 31), (2016, 6, 1)]),
        (date(2015, 2, 1), [(2015, 2, 1)]),
    ],
)
def test_groups_are_counted_at_the_start_at_each_year_s_end_and_at_the_cut_off(dag, ventet):
    assert gruppedager(PERIODE.fra, PERIODE.til, dag) == tuple(date(*ett) for ett in ventet)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 5000), st.integers(0, 5000))
def test_no_period_gives_more_days_than_the_table_has_room_for(fra, varighet, til_skjaering):
    til = date.fromordinal(fra.toordinal() + varighet + 1)
    dag = date.fromordinal(fra.toordinal() + til_skjaering)
    dager = gruppedager(fra, til, dag)
    assert dager[0] == fra
    assert dager[-1] == dag
    assert len(dager) <= 4
    assert list(dager) == sorted(set(dager))


def test_activities_are_counted_by_kind_and_year_and_only_what_is_carried_out():
    def aktivitet(slag, aar, deltakere=None, status="gjennomfoert"):
        return Aktivitetslinje("x", slag, status, date(aar, 5, 1), deltakere=deltakere)

    g = slutt(
        aktiviteter=(
            aktivitet("kurs", 2015, 30), aktivitet("kurs", 2016), aktivitet("kurs", 2016, 12),
            aktivitet("faglig forum", 2016), aktivitet("kurs", 2016, status="avlyst"),
        )
    )  # fmt: skip
    tabell = tabellen(bygg(g), "aktivitetssummer")
    assert tabell.rader == (("Faglig forum", "0", "1", "1", None), ("Kurs", "1", "2", "3", "42"))
    assert tabell.sumrad == ("Sum", "1", "3", "4", "42")


def test_strategies_say_for_how_many_nothing_is_recorded():
    g = med(strategier=(fakta.Strategi(1, "Samordne", "Felles møter"), fakta.Strategi(2, "Kartlegge", " ")))
    assert "to strategier. For én av dem er det ikke registrert hva som ble gjort." in setninger(
        bygg(g).blokker
    )
    assert [rad[2] for rad in tabellen(bygg(g), "strategier").rader] == ["Felles møter", None]


def test_a_budget_shows_what_is_spent_only_when_there_are_accounts():
    linje = fakta.Budsjettlinje("Prosjektleder", "Departementet", "60–100 %", 900_000)
    uten = bygg(med(budsjett=(fakta.Budsjettaar(2015, (linje,), 0, 900_000, 0),)))
    assert "Det er ikke registrert noe regnskap per 31. desember 2016." in setninger(uten.blokker)
    assert [ett.overskrift for ett in tabellen(uten, "budsjett-2015").kolonner][-1] == "Kroner"
    aarene = tuple(
        fakta.Budsjettaar(aar, (linje,), 0, kroner, 0) for aar, kroner in ((2015, 9), (2016, 9), (2017, 8))
    )
    sagt = " ".join(blokk.tekst for blokk in bygg(med(budsjett=aarene)).blokker if isinstance(blokk, Setning))
    assert (
        "Budsjettet er på 9 kroner for hvert av årene 2015 og 2016. Budsjettet for 2017 er på 8 kroner."
        in sagt
    )
    brukt = fakta.Budsjettlinje("Prosjektleder", "Departementet", "60–100 %", 900_000, 850_000)
    tabell = tabellen(
        bygg(med(budsjett=(fakta.Budsjettaar(2015, (brukt,), 1_000, 900_000, 851_000),))), "budsjett-2015"
    )
    assert [rad[-1] for rad in tabell.rader] == ["850\xa0000", "1\xa0000"]
    assert tabell.sumrad[-2:] == ("900\xa0000", "851\xa0000")


def test_released_quotes_are_shown_with_whom_they_are_from():
    evaluering = fakta.Evaluering(
        svar=2,
        svart_tekst="én av 18 kommuner og én samarbeidspartner har svart",
        effekter=(fakta.Effekt(1, "Økt kompetanse", "3b", 2, 1, 1, "4,5"),),
        sitater=(fakta.Sitat("Vi vet mer nå.", "kontaktperson i en liten kommune"),),
    )
    dokument = bygg(med(evaluering=evaluering))
    assert [(blokk.tekst, blokk.kilde) for blokk in dokument.blokker if isinstance(blokk, Sitat)] == [
        ("Vi vet mer nå.", "kontaktperson i en liten kommune")
    ]
    assert tabellen(dokument, "evalueringssvar").rader == (
        ("1", "Økt kompetanse", "3b", "1", "1", "2", "4,5"),
    )


def test_barriers_stand_with_what_may_help_and_what_nothing_helps_against_is_said():
    startlaan = fakta.Virkemiddel("Startlån", "Husbanken")
    g = med(
        barrierer=(
            fakta.Barriere("Bolig", "For få.", ("Moss", "Halden"), ("Moss",), (startlaan,)),
            fakta.Barriere("Fraflytting"),
        )
    )  # fmt: skip
    tekst = setninger(bygg(g).blokker)
    assert "er det registrert barrierer som ikke er løst, i to kommuner." in tekst
    assert "Mot «Fraflytting» er det ikke registrert noe virkemiddel." in tekst
    assert tabellen(bygg(g), "barrierer").rader == (
        ("Bolig: For få.", "2", "1", "Startlån (Husbanken)"),
        ("Fraflytting", "0", "0", None),
    )


def test_state_money_keeps_unknown_apart_from_zero():
    tilskudd = fakta.Tilskudd(
        (2014, 2015), (fakta.Ordningsrad("Integreringstilskudd", (None, 0)),), (None, 0), (0, 1)
    )
    tabell = tabellen(bygg(med(tilskudd=tilskudd)), "tilskudd")
    assert tabell.rader == (("Integreringstilskudd", None, "0"),)
    assert tabell.sumrad == ("Sum", None, "0")
