"""Two sides compared: exactly the figures that differ, unknown kept apart from 0 and from missing, and every word."""

from hypothesis import given
from hypothesis import strategies as st

from rapporter.sammenligning import (
    NABOORD,
    Kapitteltekst,
    figurer_fra_json,
    sammenlign_tall,
    sammenlign_tekster,
    side_om_side,
    tekster_fra_json,
)
from rapporter.tallregister import Figur

NAVN = st.sampled_from(["anmodet.totalt", "vedtatt.totalt", "kommuner.vedtak", "gruppe.nettverk.personer"])
SIDE = st.dictionaries(NAVN, st.none() | st.integers(-50, 50))


def figurer(verdier):
    return {
        navn: Figur(navn, navn.title(), verdi, "personer", f"/kilde/{navn}")
        for navn, verdi in verdier.items()
    }


def kapitler(**tekster):
    return {noekkel: Kapitteltekst(noekkel.title(), tekst) for noekkel, tekst in tekster.items()}


def test_only_figures_that_differ_are_listed_each_with_its_change():
    foer = figurer({"anmodet.totalt": 780, "vedtatt.totalt": 713, "kommuner.vedtak": 17})
    naa = figurer({"anmodet.totalt": 780, "vedtatt.totalt": 703, "kommuner.vedtak": 17})
    (rad,) = sammenlign_tall(foer, naa)
    assert (rad.navn, rad.foer.verdi, rad.naa.verdi, rad.endring) == ("vedtatt.totalt", 713, 703, -10)
    assert (rad.tekst, rad.enhet, rad.kilde) == ("Vedtatt.Totalt", "personer", "/kilde/vedtatt.totalt")


def test_unknown_is_neither_zero_nor_missing():
    rader = sammenlign_tall(
        figurer({"anmodet.totalt": None, "vedtatt.totalt": 0, "kommuner.vedtak": None}),
        figurer({"anmodet.totalt": 0, "kommuner.vedtak": None}),
    )
    assert [(rad.navn, rad.endring) for rad in rader] == [("anmodet.totalt", None), ("vedtatt.totalt", None)]
    assert rader[0].foer.verdi is None
    assert rader[1].naa is None


@given(SIDE, SIDE)
def test_the_differences_are_those_of_the_two_dictionaries(foer, naa):
    ulike = {navn for navn in foer.keys() | naa.keys() if foer.get(navn, "") != naa.get(navn, "")}
    rader = sammenlign_tall(figurer(foer), figurer(naa))
    assert {rad.navn for rad in rader} == ulike
    assert len(rader) == len(ulike)
    assert {rad.navn for rad in side_om_side(figurer(foer), figurer(naa))} == foer.keys() | naa.keys()


@given(SIDE)
def test_a_side_is_like_itself_also_when_it_comes_from_storage(verdier):
    levende = figurer(verdier)
    lagret = [
        {"navn": f.navn, "tekst": f.tekst, "verdi": f.verdi, "enhet": f.enhet, "kilde": f.kilde}
        for f in levende.values()
    ]
    assert figurer_fra_json(lagret) == levende
    assert sammenlign_tall(figurer_fra_json(lagret), levende) == ()


def test_a_chapter_shows_its_words_with_the_unchanged_ones_left_out_far_from_a_change():
    lang = " ".join(f"ord{nr}" for nr in range(100))
    (kapittel,) = sammenlign_tekster(
        kapitler(innledning=f"{lang} gammelt {lang}", lik="Samme tekst."),
        kapitler(innledning=f"{lang} nytt og bedre {lang}", lik="Samme  tekst.\n"),
    )
    assert (kapittel.noekkel, kapittel.overskrift) == ("innledning", "Innledning")
    assert (kapittel.lagt_til, kapittel.tatt_ut) == (3, 1)
    assert "".join(del_.tekst for del_ in kapittel.deler if del_.slag == "borte") == "gammelt"
    utelatt = [del_.utelatt for del_ in kapittel.deler if del_.utelatt]
    assert utelatt == [100 - NABOORD, 100 - NABOORD]
    assert "ord99 " in "".join(del_.tekst for del_ in kapittel.deler)
    assert "ord0 " not in kapittel.deler[0].tekst


def test_a_chapter_only_one_side_has_is_all_new_or_all_gone():
    borte, ny = sammenlign_tekster(kapitler(gammelt="Én setning."), kapitler(nytt="To små ord."))[::-1]
    assert (borte.noekkel, borte.tatt_ut, borte.lagt_til) == ("gammelt", 2, 0)
    assert (ny.noekkel, ny.tatt_ut, ny.lagt_til) == ("nytt", 0, 3)


TEKST = st.text(alphabet="ab \n", max_size=60)


@given(TEKST, TEKST)
def test_what_stands_on_one_side_only_is_never_left_out(foer, naa):
    for kapittel in sammenlign_tekster(kapitler(a=foer), kapitler(a=naa)):
        ordene = [del_.tekst for del_ in kapittel.deler if del_.slag in ("nytt", "likt")]
        vist = sum(len(tekst.split()) for tekst in ordene) + sum(d.utelatt for d in kapittel.deler)
        assert vist >= len(naa.split())


def test_the_chapters_of_an_edition_keep_their_order_whatever_the_database_does_to_the_keys():
    lagret = {
        noekkel: {"overskrift": noekkel.title(), "tekst": "Noe.", "plass": plass}
        for plass, noekkel in enumerate(["innledning", "maal-1", "oppsummering"], 1)
    }
    omstokket = dict(sorted(lagret.items(), key=lambda ett: (len(ett[0]), ett[0])))
    assert list(omstokket) != list(lagret)
    assert list(tekster_fra_json(omstokket)) == ["innledning", "maal-1", "oppsummering"]
    assert tekster_fra_json(omstokket)["maal-1"] == Kapitteltekst("Maal-1", "Noe.")
