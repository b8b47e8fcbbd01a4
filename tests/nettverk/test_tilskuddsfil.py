"""The file of state money: every cell read or its line named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.felles.arbeidsbok import les_tekst
from nettverk.tilskuddsfil import Innlest, Linje, fra_verdier, les, som_verdier

HODE = "kommune_nr,aar,tilskuddstype,kroner\n"


def les_fil(tekst: str) -> Innlest:
    return les(les_tekst(HODE + tekst))


@pytest.mark.parametrize(
    ("celle", "kroner"),
    [
        ("62100", 62_100),
        ("1 234 567", 1_234_567),
        ("1\u00a0234", 1234),
        ("5,00", 5),
        ("-116257", -116_257),
        ("−44", -44),
        ("0", 0),
    ],
)
def test_amounts_as_people_write_them(celle, kroner):
    assert les_fil(f'101,2015,em_tilsk,"{celle}"').linjer == [Linje(2, "0101", 2015, "em_tilsk", kroner)]


@pytest.mark.parametrize(
    ("linje", "grunn"),
    [
        ("12,2015,a,5", "«12» er ikke et kommunenummer med fire siffer."),
        (",2015,a,5", "Kommunenummeret mangler."),
        ("0101,15,a,5", "«15» er ikke et år fra 1990 til 2100."),
        ("0101,2015,,5", "Tilskuddstypen mangler."),
        ("0101,2015,a,mye", "«mye» er ikke et beløp i hele kroner."),
        ('0101,2015,a,"5,50"', "«5,50» er ikke et beløp i hele kroner."),
        ("0101,2015,a,1.234", "«1.234» er ikke et beløp i hele kroner."),
        ("0101,2015,a,999999999999999999999", "er mer enn 100 milliarder kroner."),
        ("0101,2015,a,5\n0101,2015,A,5", "Samme kommune, år og tilskuddstype står også på linje 2."),
        (f"0101,2015,{'x' * 41},5", "er lengre enn 40 tegn."),
    ],
)
def test_every_bad_line_is_told_with_its_cause(linje, grunn):
    feil = les_fil(linje).feil
    assert [tekst for _nr, tekst in feil if grunn in tekst]


def test_a_bad_line_is_named_by_its_number():
    assert [nr for nr, _tekst in les_fil("0101,2015,a,5\n0102,2015,a,x\n0103,x,a,y").feil] == [3, 4, 4]


def test_what_is_no_figure_is_passed_over_and_9999_is_told():
    innlest = les_fil("0101,2015,a,\n0101,2015,b,..\n9999,2015,a,72800\n0101,2015,c,5")
    assert (innlest.tomme, len(innlest.linjer), innlest.feil) == (2, 1, [])
    assert innlest.uoppgitt == [Linje(4, "9999", 2015, "a", 72_800)]


def test_columns_are_found_by_name_in_any_order_below_a_title():
    rader = les_tekst("Tilskudd fra IMDi;;;\nBeløp;Ordning;År;Kommunenummer\n5;Em tilsk;2015;0101")
    assert les(rader).linjer == [Linje(3, "0101", 2015, "em_tilsk", 5)]


def test_a_file_without_the_columns_says_which():
    [(linje, grunn)] = les(les_tekst("kommune_nr;aar;kroner\n0101;2015;5")).feil
    assert linje == 1
    assert "Fant ikke kolonnen tilskuddstype." in grunn


def test_a_file_with_nothing_but_9999_has_nothing_to_say():
    assert les_fil("9999,2015,a,5").feil


@given(
    st.lists(
        st.tuples(st.integers(101, 9998), st.integers(1990, 2100), st.integers(-(10**11), 10**11)),
        unique=True,
        min_size=1,
    )
)
def test_what_is_read_survives_the_preview(rader):
    innlest = les_fil(
        "\n".join(f"{nr:04d},{aar},kode{plass},{kroner}" for plass, (nr, aar, kroner) in enumerate(rader))
    )
    assert [linje.kroner for linje in innlest.linjer] == [kroner for *_resten, kroner in rader]
    assert fra_verdier(som_verdier(innlest)).linjer == innlest.linjer
