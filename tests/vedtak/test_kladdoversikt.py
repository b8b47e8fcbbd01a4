"""The check page of a draft: what it says that sending does, sending does; and what it points out."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vedtak.factories import AnmodningFactory
from vedtak import actions, kladder
from vedtak.domain import Slag, Svartype, Tall
from vedtak.kladdoversikt import oversikt
from vedtak.kommunehistorikk import aarshistorikk
from vedtak.svarregler import verdt_aa_se_paa

DAG = date(2016, 3, 9)
BEDT = Tall(30, 5)

ANTALL = st.integers(0, 40)
DATOER = st.dates(date(2015, 9, 1), DAG)


@st.composite
def svar(draw):
    """An answer that may be registered as a main decision, an additional one, or one without a number."""
    type_ = draw(st.sampled_from([Svartype.VEDTAK, Svartype.VEDTAK, Svartype.UTSATT, Svartype.FORELOEPIG]))
    totalt = draw(ANTALL) if type_ in (Svartype.VEDTAK, Svartype.FORELOEPIG) else None
    em = draw(st.none() | st.integers(0, totalt)) if totalt is not None else None
    return actions.Svarinnhold(
        mottatt=DAG,
        type=type_,
        slag=draw(st.sampled_from(list(Slag))) if type_ == Svartype.VEDTAK else Slag.HOVED,
        totalt=totalt,
        em=em,
        vedtaksdato=draw(st.none() | DATOER),
        ny_dato=date(2016, 4, 1) if type_ == Svartype.UTSATT else None,
    )


def som_skrevet(innhold) -> dict[str, dict[str, str]]:
    def tekst(verdi):
        return "" if verdi is None else str(verdi)

    return {
        "svar": {
            "type": innhold.type.value,
            "slag": innhold.slag.value,
            "totalt": tekst(innhold.totalt),
            "em": tekst(innhold.em),
            "rettegrunn": "Feil.",
        },
        "vedtaket": {"vedtaksdato": tekst(innhold.vedtaksdato), "ny_dato": tekst(innhold.ny_dato)},
    }


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(foer=st.lists(svar(), max_size=3), nytt=svar(), rett=st.booleans())
def test_what_the_check_page_promises_is_what_sending_gives(
    foer, nytt, rett, kontaktperson, saksbehandler, halden
):
    with transaction.atomic():
        AnmodningFactory(kommune=halden)
        rader = []
        for ett in foer:
            try:
                rader.append(
                    actions.registrer_svar(
                        by=saksbehandler, kommune=halden, aar=2016, innhold=ett, dag=DAG, noekkel=uuid4()
                    )
                )
            except actions.Hinder:
                continue  # an additional decision without a main one
        retter = rader[0] if rett and rader else None
        kladd = kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=retter, dag=DAG)
        for trinn, skrevet in som_skrevet(nytt).items():
            kladd = kladder.lagre(
                by=kontaktperson,
                kladd=kladd,
                trinn=trinn,
                skrevet=skrevet,
                neste=trinn,
                versjon=kladd.versjon,
            )
        alt = oversikt(kladd, DAG)
        if alt.klar:
            vedtak = kladder.send_inn(
                by=kontaktperson, kladd=kladd, versjon=kladd.versjon,
                sett=kladder.kjennetegn(alt.historikk), dag=DAG,
            )  # fmt: skip
            ble, lovet = aarshistorikk(halden.pk, 2016, DAG).status, alt.blir.status
            assert (lovet.vedtatt, lovet.svar, lovet.frist, lovet.ubekreftet) == (
                ble.vedtatt, ble.svar, ble.frist, ble.ubekreftet,
            )  # fmt: skip
            assert alt.teller is (vedtak.pk in ble.rader)
        else:
            with pytest.raises(actions.Hinder):
                kladder.send_inn(
                    by=kontaktperson, kladd=kladd, versjon=kladd.versjon,
                    sett=kladder.kjennetegn(alt.historikk), dag=DAG,
                )  # fmt: skip
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("tall", "vedtatt", "slag", "ventet"),
    [
        (Tall(30, 5), None, Slag.HOVED, []),
        (Tall(15, 2), None, Slag.HOVED, []),
        (Tall(14, 2), None, Slag.HOVED, ["mye lavere"]),
        (Tall(0, 0), None, Slag.HOVED, []),
        (Tall(31, 5), None, Slag.HOVED, ["høyere"]),
        (Tall(30, None), None, Slag.HOVED, ["enslige mindreårige"]),
        (Tall(10, 5), Tall(20, 0), Slag.TILLEGG, []),
        (Tall(11, 5), Tall(20, 0), Slag.TILLEGG, ["høyere"]),
        (Tall(30, 5), Tall(20, 0), Slag.HOVED, ["i stedet for"]),
    ],
)
def test_what_is_pointed_out(tall, vedtatt, slag, ventet):
    sagt = verdt_aa_se_paa(
        type=Svartype.VEDTAK, tall=tall, vedtaksdato=DAG, anmodet=BEDT, vedtatt=vedtatt, slag=slag
    )
    assert len(sagt) == len(ventet)
    assert all(bit in setning for bit, setning in zip(ventet, sagt, strict=True))


def test_what_is_no_number_has_nothing_to_point_out():
    assert verdt_aa_se_paa(
        type=Svartype.UTSATT, tall=Tall(), vedtaksdato=None, anmodet=BEDT, vedtatt=None, slag=Slag.HOVED
    ) == []  # fmt: skip
