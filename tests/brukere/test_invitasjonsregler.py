"""Where an invitation stands, and what stops one: values in, values out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.invitasjonsregler import Kommunestand, Tilstand, hvorfor_ikke_invitere, tilstand

NAA = datetime(2016, 3, 9, 12, tzinfo=UTC)
DAG = date(2016, 3, 9)
SEKUND = timedelta(seconds=1)


def ved(naa=NAA, **endret):
    felt = {"godtatt": None, "tilbakekalt": None, "utloeper": NAA + timedelta(days=14), "til": None}
    return tilstand(**(felt | endret), naa=naa, dag=DAG)


def test_an_invitation_is_open_until_the_second_it_expires():
    utloeper = NAA + timedelta(days=14)
    assert ved(utloeper - SEKUND, utloeper=utloeper) == Tilstand.AAPEN
    assert ved(utloeper, utloeper=utloeper) == Tilstand.UTLOEPT


@pytest.mark.parametrize(
    ("til", "svar"),
    [(date(2016, 3, 8), Tilstand.UTLOEPT), (DAG, Tilstand.UTLOEPT), (date(2016, 3, 10), Tilstand.AAPEN)],
)
def test_an_access_that_would_be_over_already_is_no_longer_offered(til, svar):
    assert ved(til=til) == svar


tidspunkter = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(
    st.none() | tidspunkter,
    tidspunkter,
    st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    tidspunkter,
)
def test_what_was_accepted_or_revoked_stays_so_whatever_the_clock_says(tilbakekalt, utloeper, til, naa):
    assert ved(naa, godtatt=NAA, utloeper=utloeper, til=til) == Tilstand.GODTATT
    if tilbakekalt:
        assert ved(naa, tilbakekalt=tilbakekalt, utloeper=utloeper, til=til) == Tilstand.TILBAKEKALT


def grunner(*kommuner, til=None):
    return hvorfor_ikke_invitere(email="kari@example.no", kommuner=list(kommuner), til=til, dag=DAG)


def test_a_free_municipality_is_no_hindrance():
    assert grunner(Kommunestand("Halden"), Kommunestand("Moss"), til=date(2016, 3, 10)) == []


def test_every_reason_names_the_municipalities_it_is_about():
    svar = grunner(
        Kommunestand("Halden", er_kontaktperson=True),
        Kommunestand("Moss", er_kontaktperson=True),
        Kommunestand("Rygge", er_invitert=True),
        Kommunestand("Eidsberg"),
        til=DAG,
    )
    assert svar == [
        ("email", "kari@example.no er alt kontaktperson for Halden og Moss."),
        (
            "email",
            "kari@example.no har alt en åpen invitasjon for Rygge. Send den på nytt, eller tilbakekall den.",
        ),
        ("til", "Tilgangen må slutte etter i dag."),
    ]


def test_somebody_is_invited_to_something():
    assert grunner() == [("kommuner", "Velg minst én kommune.")]
