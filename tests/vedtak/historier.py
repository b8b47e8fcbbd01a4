"""Random histories as values, and the same for the second reading of the rules in fasit.py."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.vedtak import fasit
from vedtak.domain import GRUPPER, Anmodningsrad, Slag, Svarrad, Svartype, Tall
from vedtak.endringer import FELT, Endring, Virkning

DAG0 = date(2016, 1, 1)
dager = st.integers(0, 12).map(lambda nr: DAG0 + timedelta(days=nr))
TALLENE = [Tall(0, 0), Tall(0, None), Tall(5, 0), Tall(5, None), Tall(10, 5), Tall(20, 5), Tall(20, None)]


@st.composite
def historier(draw, kommuner=(1, 2, 3)):
    """Return (requests, answers): any course of rounds, answers, additions, withdrawals and corrections, in any order.

    The rules that the actions hold are held here too: no decision is received before it is made, and a row is
    corrected once.
    """
    anmodninger = [
        Anmodningsrad(
            id=nr,
            kommune=draw(st.sampled_from(kommuner)),
            sendt=draw(dager),
            tall=draw(st.sampled_from(TALLENE)),
            avlest=draw(st.booleans()),
        )
        for nr in range(1, draw(st.integers(0, 6)) + 1)
    ]
    svar: list[Svarrad] = []
    for nr in range(1, draw(st.integers(0, 8)) + 1):
        rettet = {rad.retter for rad in svar}
        urettede = [rad for rad in svar if rad.id not in rettet]
        retter = draw(st.none() | st.sampled_from(urettede)) if urettede else None
        type_ = draw(st.sampled_from([Svartype.VEDTAK] * 4 + [*Svartype]))
        mottatt = draw(dager)
        svar.append(
            Svarrad(
                id=nr,
                kommune=retter.kommune if retter else draw(st.sampled_from(kommuner)),
                mottatt=mottatt,
                tall=draw(st.sampled_from(TALLENE)) if type_ == Svartype.VEDTAK else Tall(),
                vedtaksdato=draw(st.none() | st.integers(0, 6).map(lambda nr, m=mottatt: m - timedelta(nr))),
                type=type_,
                slag=draw(st.sampled_from(Slag)) if type_ == Svartype.VEDTAK else Slag.HOVED,
                retter=retter.id if retter else None,
                vilkaar=draw(st.sampled_from([(), ("em_vurderes",)])),
            )
        )
    return anmodninger, svar


def fasitsummer(kommuner, anmodninger, svar, per, kjent) -> dict:
    """Return the sums as the second reading of the rules has them."""
    par = []
    for kommune in kommuner:
        runder = [
            (not rad.avlest, rad.sendt, rad.id, rad.tall.totalt, rad.tall.em)
            for rad in anmodninger
            if rad.kommune == kommune
        ]
        rader = [
            {
                "id": rad.id, "mottatt": rad.mottatt, "vedtaksdato": rad.vedtaksdato, "type": rad.type.value,
                "slag": rad.slag.value, "totalt": rad.tall.totalt, "em": rad.tall.em, "retter": rad.retter,
                "vilkaar": set(rad.vilkaar),
            }
            for rad in svar
            if rad.kommune == kommune
        ]  # fmt: skip
        par.append(fasit.rad(runder, rader, per, kjent)[1])
    return fasit.sum_av(par)


def sum_av_virkninger(endringer: Iterable[Endring]) -> dict[str, dict[str, Virkning]]:
    """Return the effects added up, by field and group. ``verdi`` is None where an effect is unknown."""
    endringer = list(endringer)

    def lagt_sammen(felt, gruppe):
        alle = [ett.virkning(felt, gruppe) for ett in endringer]
        verdier = [ett.verdi for ett in alle]
        return Virkning(
            sum(ett.kjent for ett in alle),
            sum(ett.ukjente for ett in alle),
            None if None in verdier else sum(verdier),
        )

    return {felt: {gruppe: lagt_sammen(felt, gruppe) for gruppe in GRUPPER} for felt in FELT}
