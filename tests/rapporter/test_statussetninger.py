"""The status sentences as things: their keys, their sources, own words in their place, and what changed since."""

# ruff: noqa: E501  the sentences are compared whole

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.dokument.blokker import Setning, Varsel
from rapporter import definisjoner
from rapporter.domain import Gruppe, Maal, Medlem
from rapporter.endringssetninger import siden_forrige_rapport
from rapporter.setningsfakta import Forrige, Overstyring
from rapporter.statussetninger import TALL, avsnitt, blokker, statussetning, statussetninger
from rapporter.tallregister import figurer
from vedtak.domain import summer

from .factories import SKJAERINGSDATO, grunnlag, linje, runde

FORRIGE_DAG = date(2015, 9, 30)
NOEKKEL = re.compile(r"[a-z0-9-]{1,80}")


def forrige(*linjer):
    return Forrige(
        "Tertialrapport for 2. tertial 2015",
        FORRIGE_DAG,
        "/rapporter/1/",
        {ett.nr: ett.status for ett in linjer},
        summer(ett.status for ett in linjer),
    )


def eksempel(**felt):
    return grunnlag(
        linje("Halden", (70, 10), (57, 10), nr=101, vilkaar=("bolig",)),
        linje("Moss", (80, 20), nr=104),
        runder=(runde(adresse="/runder/7/"),),
        maal=(Maal("maal-1", "1", "Vedtak i tråd med anmodningene"),),
        grupper=(
            Gruppe("Styringsgruppen", "", 1, 1, (Medlem("biskop", "Bispedømmet", "medlem", "medlem"),)),
        ),
        **felt,
    )


def egne(setning, tekst, generert):
    return {setning: Overstyring(tekst, generert, "Fordi.", "Kari Nordmann")}


def test_each_sentence_has_a_key_for_addresses_and_the_figures_it_stands_on():
    setninger = statussetninger(eksempel())
    noekler = [ett.noekkel for ett in setninger]
    assert noekler == [
        "anmodning",
        "vedtak",
        "gap",
        "fullt-ut",
        "vilkaar",
        "svar",
        "aktiviteter-maal-1",
        "gruppe-styringsgruppen",
    ]
    assert all(NOEKKEL.fullmatch(noekkel) for noekkel in noekler)
    assert all(ett.navn and ett.tekst == ett.generert and not ett.overstyrt for ett in setninger)
    kjente = figurer(eksempel())
    assert all(ett.figurer and set(ett.figurer) <= set(kjente) for ett in setninger)


def test_the_sources_are_the_rows_of_the_figures_the_rounds_and_the_municipalities_named():
    setninger = {ett.noekkel: ett for ett in statussetninger(eksempel())}
    assert all(kilde.url and kilde.tekst for ett in setninger.values() for kilde in ett.kilder)
    vedtak = {kilde.tekst: kilde.url for kilde in setninger["vedtak"].kilder}
    assert "tall=vedtatt.totalt&per=2016-01-29&kjent=2016-01-29" in vedtak["Vedtatt, totalt, 2016: 57"]
    assert ("Runden som ble sendt 17. november 2015", "/runder/7/") in {
        (kilde.tekst, kilde.url) for kilde in setninger["anmodning"].kilder
    }
    assert [kilde.tekst for kilde in setninger["svar"].kilder if "kommune=" in kilde.url] == ["Moss"]
    assert [kilde.tekst for kilde in setninger["vilkaar"].kilder if "kommune=" in kilde.url] == ["Halden"]


def test_a_number_that_the_round_states_for_the_county_has_the_round_as_its_source():
    g = grunnlag(
        linje("Halden", (70, None), (57, None), nr=101),
        runder=(runde(adresse="/runder/7/", oppgitt=(70, 197), rader=(70, None)),),
    )
    setning = statussetning(g, "anmodning")
    assert "197 enslige mindreårige" in setning.tekst
    assert ("Enslige mindreårige, oppgitt samlet i runden: 197", "/runder/7/") in {
        (kilde.tekst, kilde.url) for kilde in setning.kilder
    }
    assert "anmodet.em" not in setning.figurer


def test_own_words_are_printed_and_the_programs_kept_beside_them():
    generert = statussetning(eksempel(), "vedtak").generert
    g = eksempel(overstyringer=egne("vedtak", "Én av to har vedtatt.", generert))
    ett = statussetning(g, "vedtak")
    assert (ett.tekst, ett.generert, ett.overstyrt, ett.foreldet) == (
        "Én av to har vedtatt.",
        generert,
        True,
        False,
    )
    trykt = blokker(g, TALL)
    assert "Én av to har vedtatt." in [blokk.tekst for blokk in trykt]
    assert not any(isinstance(blokk, Varsel) for blokk in trykt)


def test_own_words_from_before_the_figures_changed_are_pointed_out_where_they_stand():
    g = eksempel(overstyringer=egne("vedtak", "Ingen har vedtatt.", "Per 1. januar har ingen fattet vedtak."))
    assert statussetning(g, "vedtak").foreldet
    trykt = blokker(g, TALL)
    nr = next(nr for nr, blokk in enumerate(trykt) if blokk.tekst == "Ingen har vedtatt.")
    assert isinstance(trykt[nr + 1], Varsel)
    assert "1 av 2 kommuner fattet vedtak" in trykt[nr + 1].tekst


def test_own_words_may_cite_figures_as_prose_does():
    generert = statussetning(eksempel(), "vedtak").generert
    skrevet = "Det er vedtatt {{ vedtatt.totalt }} av {{anmodet.totalt}} plasser, { x } og {{ }} står."
    g = eksempel(overstyringer=egne("vedtak", skrevet, generert))
    ett = statussetning(g, "vedtak")
    assert ett.tekst == "Det er vedtatt 57 av 150 plasser, { x } og {{ }} står."
    assert (ett.overstyring.tekst, ett.feil) == (skrevet, ())
    assert Setning(ett.tekst) in blokker(g, TALL)


def test_a_figure_that_own_words_cite_and_nobody_has_is_told_below_them():
    generert = statussetning(eksempel(), "vedtak").generert
    g = eksempel(overstyringer=egne("vedtak", "Det er vedtatt {{ vedtatt.totallt }} plasser.", generert))
    ett = statussetning(g, "vedtak")
    assert ett.tekst == "Det er vedtatt {{ vedtatt.totallt }} plasser."
    (feil,) = ett.feil
    assert "Mente du «vedtatt.totalt»?" in feil.melding
    trykt = blokker(g, TALL)
    nr = next(nr for nr, blokk in enumerate(trykt) if blokk.tekst == ett.tekst)
    assert trykt[nr + 1] == Varsel(feil.melding)


def test_the_source_stands_once_below_the_last_sentence_of_a_block():
    kilder = [blokk.kilder for blokk in blokker(eksempel(), TALL, "registrerte vedtak")]
    assert kilder == [(), (), ("registrerte vedtak",)]


def test_sentences_belong_to_the_blocks_of_the_type():
    uten = replace(definisjoner.type_("tertialrapport"), kapitler=())
    assert statussetninger(eksempel(type=uten)) == ()
    assert avsnitt(eksempel(), "finnes-ikke") == []


def test_a_group_and_a_goal_may_have_own_words_too():
    g = eksempel(
        overstyringer=egne("gruppe-styringsgruppen", "Styringsgruppen er ny.", "")
        | egne("aktiviteter-maal-1", "Se kapittel 3.", "")
    )
    assert avsnitt(g, "gruppe-styringsgruppen")[0] == Setning("Styringsgruppen er ny.")
    assert avsnitt(g, "aktiviteter-maal-1")[0] == Setning("Se kapittel 3.")


def test_who_decided_and_whose_number_is_another_since_the_report_before():
    da = forrige(
        linje("Halden", (70, 10), (57, 10), nr=101),
        linje("Moss", (80, 20), nr=104),
        linje("Rygge", (40, 5), (40, 5), nr=136),
        linje("Råde", (30, 5), (30, 5), nr=135),
    )
    g = grunnlag(
        linje("Halden", (70, 10), (60, 10), nr=101),
        linje("Moss", (80, 20), (80, 20), nr=104),
        linje("Rygge", (40, 5), (40, 5), nr=136),
        linje("Råde", (30, 5), nr=135),
        forrige=da,
    )
    assert siden_forrige_rapport(g) == (
        "Siden forrige rapport, som hadde tall per 30. september 2015, har én kommune fattet vedtak: Moss. I én kommune er "
        "tallet som er vedtatt, endret: Halden (fra 57 til 60). Vedtaket er ikke lenger gjeldende i én kommune: Råde. "
        "Antallet plasser som er vedtatt i alt, er økt fra 127 til 180, det vil si med 53 (42 prosent). Antallet vedtatte "
        "plasser for enslige mindreårige er økt fra 20 til 35, det vil si med 15 (75 prosent). Det udekkede behovet er "
        "redusert fra 93 til 40, det vil si med 53 (57 prosent)."
    )


def test_nothing_new_is_said_in_one_sentence():
    like = (linje("Halden", (70, 10), (57, 10), nr=101), linje("Moss", (80, 20), nr=104))
    assert siden_forrige_rapport(grunnlag(*like, forrige=forrige(*like))) == (
        "Siden forrige rapport, som hadde tall per 30. september 2015, har ingen kommuner fattet vedtak eller endret tallet "
        "de har vedtatt."
    )
    mer = forrige(linje("Halden", (60, 10), (57, 10), nr=101), linje("Moss", (80, 20), nr=104))
    assert siden_forrige_rapport(grunnlag(*like, forrige=mer)).endswith(
        "Anmodningen er økt fra 140 til 150, det vil si med 10 (7 prosent)."
    )


def test_before_the_year_was_asked_for_there_is_nothing_to_compare_with():
    da = forrige(linje("Halden", nr=101))
    g = grunnlag(linje("Halden", (70, 10), (57, 10), nr=101), forrige=da)
    assert siden_forrige_rapport(g) == (
        "Da tallene til forrige rapport ble hentet (30. september 2015), var kommunene ikke anmodet for 2016."
    )
    assert siden_forrige_rapport(grunnlag(linje("Halden", (70, 10), nr=101))) == ""
    assert siden_forrige_rapport(grunnlag(linje("Halden", nr=101), forrige=da)) == ""


def test_from_nothing_there_is_no_percentage_and_unknown_is_said():
    da = forrige(linje("Halden", (70, 10), nr=101))
    g = grunnlag(linje("Halden", (70, 10), (57, 10), nr=101), forrige=da)
    assert "økt fra 0 til 57. Antallet" in siden_forrige_rapport(g)
    ukjent = grunnlag(linje("Halden", (70, 10), (None, None), nr=101), forrige=da)
    assert "er ukjent, fordi deler av tallene er ukjente." in siden_forrige_rapport(ukjent)


def test_many_names_point_to_the_annex_and_many_changes_are_counted():
    da = forrige(*(linje(f"K{nr}", (10, 0), nr=nr) for nr in range(1, 15)))
    g = grunnlag(*(linje(f"K{nr}", (10, 0), (9, 0), nr=nr) for nr in range(1, 15)), forrige=da)
    assert "har 14 kommuner fattet vedtak (se vedlegg 1)." in siden_forrige_rapport(g)
    endret = grunnlag(
        *(linje(f"K{nr}", (10, 0), (8, 0), nr=nr) for nr in range(1, 15)), forrige=forrige(*g.linjer)
    )
    assert "I 14 kommuner er tallet som er vedtatt, endret. Antallet" in siden_forrige_rapport(endret)


def test_the_change_has_the_report_before_and_both_days_among_its_sources():
    like = (linje("Halden", (70, 10), (57, 10), nr=101),)
    g = grunnlag(linje("Halden", (70, 10), (60, 10), nr=101), forrige=forrige(*like))
    kilder = {kilde.tekst: kilde.url for kilde in statussetning(g, "siden-forrige-rapport").kilder}
    assert kilder["Tertialrapport for 2. tertial 2015"] == "/rapporter/1/"
    da = kilder["Vedtatt, totalt, slik det var kjent 30. september 2015: 57"]
    assert "per=2015-09-30&kjent=2015-09-30" in da
    assert "kommune=0101" in kilder["Halden"]


par = st.none() | st.tuples(st.integers(0, 3000), st.none() | st.integers(0, 40))
stilling = st.tuples(par, par)


def _gyldig(par_):
    return None if par_ is None else (par_[0], None if par_[1] is None else min(par_))


@given(
    st.lists(st.tuples(stilling, stilling), max_size=14),
    st.booleans(),
    st.integers(0, 400),
)
def test_whatever_the_records_say_every_sentence_is_whole(rader, med_forrige, dager):
    da, naa = [], []
    for nr, (foer, etter) in enumerate(rader, start=1):
        da.append(linje(f"Kommune {nr}", _gyldig(foer[0]), _gyldig(foer[1]), nr=nr))
        naa.append(linje(f"Kommune {nr}", _gyldig(etter[0]), _gyldig(etter[1]), nr=nr))
    g = grunnlag(
        *naa,
        runder=(runde(sendt=SKJAERINGSDATO - timedelta(days=dager), oppgitt=(1000, 1)),),
        grupper=(Gruppe("Utvalget", "Følge med.", 2, 1, (Medlem("leder", "KS", "leder", "leder"),)),),
        forrige=forrige(*da) if med_forrige else None,
    )
    for setning in statussetninger(g):
        tekst = setning.tekst
        assert tekst == tekst.strip()
        assert tekst.endswith(".")
        assert tekst[0].isupper()
        assert not re.search(r"None|%\(|  |\.\.|,,| ,| \.(?!\d)|: \.|<|\{", tekst), tekst
        # One of something is singular, many are plural, and none is «ingen».
        assert not re.search(r"\b(én|1) (kommuner|personer|plasser|organisasjoner)\b", tekst), tekst
        assert not re.search(r"\b(to|tre|[2-9]|\d\d) (kommune|person|organisasjon)\b", tekst), tekst
        assert not re.search(r"\b0 (kommuner|personer)\b", tekst), tekst
        # Thousands are parted by a space that never breaks, years are not; a list has one «og».
        assert not re.search(r"\d{5}|\d \d{3}\b", tekst), tekst
        assert not re.search(r"\d{4}", re.sub(r"\b20\d\d\b", "", tekst)), tekst
        assert not re.search(r"Kommune \d+ og Kommune \d+(,| og)", tekst), tekst
        # Every sentence in it begins with a capital or a figure.
        assert all(
            del_[0].isupper() or del_[0].isdigit() for del_ in re.split(r"(?<=[a-zæøå)]\.) ", tekst)
        ), tekst


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_change_and_its_percentage_are_those_of_the_figures(foer, etter):
    da = forrige(linje("Halden", (9000, 0), (foer, 0), nr=101))
    g = grunnlag(linje("Halden", (9000, 0), (etter, 0), nr=101), forrige=da)
    tekst = siden_forrige_rapport(g).replace("\N{NO-BREAK SPACE}", "")
    if foer == etter:
        assert "har ingen kommuner fattet vedtak eller endret" in tekst
        return
    if foer == 0:
        assert f"vedtatt i alt, er økt fra 0 til {etter}." in tekst
        return
    funnet = re.search(r"vedtatt i alt, er (økt|redusert) fra (\d+) til (\d+), det vil si med (\d+)", tekst)
    retning, fra, til, differanse = funnet[1], *map(int, funnet.groups()[1:])
    assert (fra, til, differanse) == (foer, etter, abs(etter - foer))
    assert (retning == "økt") == (etter > foer)
    prosent = re.match(r" \((\d+|under én) prosent\)", tekst[funnet.end() :])[1]
    if prosent == "under én":
        assert 0 < differanse / foer < 0.005
    else:
        assert abs(int(prosent) - 100 * differanse / foer) <= 0.5
