"""Extensions are granted once, judged against what stands, and leave a trace; the round never changes."""

import uuid
from datetime import date

import pytest

from anmodninger.frister import Frister, gjeldende
from anmodninger.models import Anmodning, Fristutsettelse
from anmodninger.utsettelser import innvilg, kan_innvilge
from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from tests.anmodninger.factories import RundeFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db

SENDT = date(2015, 11, 17)
RUNDE = Frister(date(2016, 2, 1), date(2016, 2, 8), date(2016, 2, 15))


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete, sendt_dato=SENDT, svarfrist=RUNDE.svarfrist, siste_svar_dato=RUNDE.siste_svar,
        siste_endring_dato=RUNDE.siste_endring, linjer=[(halden, 60, 5), (moss, 80, 10)],
    )  # fmt: skip


@pytest.fixture
def anmodning(runde, halden):
    return Anmodning.objects.get(runde=runde, kommune=halden)


@pytest.fixture
def gi(anmodning, saksbehandler, dag):
    """Return a function that grants Halden 01.04.2016 on 01.02.2016, unless told otherwise."""

    def gi(**felt):
        frister = felt.pop("frister", Frister(date(2016, 4, 1)))
        vanlig = {
            "by": saksbehandler, "anmodning": anmodning, "frister": frister, "begrunnelse": "Saken utsatt.",
            "innvilget_av": "Siri Saksbehandler", "innvilget_dato": date(2016, 2, 1), "dag": dag,
            "noekkel": uuid.uuid4(),
        }  # fmt: skip
        return innvilg(**vanlig | felt)

    return gi


def felter(hinder):
    return [felt for felt, _ in hinder.value.grunner]


def test_the_closing_dates_move_with_the_deadline_and_all_of_it_is_logged(gi, saksbehandler, runde):
    utsettelse = gi()

    assert utsettelse.verdi.frister == Frister(date(2016, 4, 1), date(2016, 4, 8), date(2016, 4, 15))
    assert (utsettelse.registrert_av, utsettelse.innvilget_av) == (saksbehandler, "Siri Saksbehandler")
    hendelse = Hendelse.objects.get()
    assert (hendelse.handling, hendelse.bruker) == ("innvilget utsatt frist", saksbehandler)
    assert hendelse.etter["ny_svarfrist"] == "2016-04-01"
    runde.refresh_from_db()
    assert runde.frister == RUNDE


def test_a_closing_date_set_by_hand_stands(gi):
    frister = Frister(date(2016, 4, 1), date(2016, 4, 1), date(2016, 6, 30))
    assert gi(frister=frister).verdi.frister == frister


def test_a_round_without_dates_can_be_given_a_deadline(gi, halden, embete):
    RundeFactory(embete=embete, sendt_dato=date(2016, 1, 5), svarfrist=None, linjer=[(halden, 60, 5)])
    uten = Anmodning.objects.get(kommune=halden, runde__svarfrist=None)
    assert gi(anmodning=uten).verdi.frister == Frister(date(2016, 4, 1))


def test_the_same_key_gives_the_same_row(gi):
    noekkel = uuid.uuid4()
    assert gi(noekkel=noekkel) == gi(noekkel=noekkel, frister=Frister(date(2016, 5, 1)))
    assert Fristutsettelse.objects.count() == Hendelse.objects.count() == 1


def test_a_second_extension_starts_from_the_first(gi):
    gi()
    ny = gi(frister=Frister(date(2016, 4, 11)), innvilget_dato=date(2016, 3, 1))
    assert ny.verdi.frister == Frister(date(2016, 4, 11), date(2016, 4, 18), date(2016, 4, 25))


@pytest.mark.parametrize(
    ("felt", "ventet"),
    [
        ({"frister": Frister(date(2016, 1, 31))}, ["ny_svarfrist"]),
        ({"frister": RUNDE}, ["ny_svarfrist"]),
        (
            {"frister": Frister(date(2017, 4, 1))},
            ["ny_svarfrist"],
        ),
        ({"frister": Frister(date(2016, 4, 1), date(2016, 3, 31))}, ["ny_siste_svar_dato"]),
        ({"frister": Frister(date(2016, 4, 1), None, date(2016, 2, 14))}, ["ny_siste_endring_dato"]),
        ({"frister": Frister()}, ["ny_svarfrist"]),
        ({"innvilget_dato": date(2016, 3, 10)}, ["innvilget_dato"]),
        ({"innvilget_dato": date(2015, 11, 16)}, ["innvilget_dato"]),
        ({"begrunnelse": "  "}, ["begrunnelse"]),
        ({"innvilget_av": ""}, ["innvilget_av"]),
    ],
)
def test_what_may_not_be_granted_is_refused_at_the_field(gi, felt, ventet):
    with pytest.raises(Hinder) as hinder:
        gi(**felt)
    assert felter(hinder) == ventet
    assert not Fristutsettelse.objects.exists()
    assert not Hendelse.objects.exists()


def test_an_extension_never_brings_back_an_earlier_deadline(gi):
    gi()
    with pytest.raises(Hinder) as hinder:
        gi(frister=Frister(date(2016, 3, 31)), innvilget_dato=date(2016, 2, 2))
    assert felter(hinder) == ["ny_svarfrist"]
    with pytest.raises(Hinder) as hinder:
        gi(frister=Frister(date(2016, 5, 1)), innvilget_dato=date(2016, 1, 31))
    assert felter(hinder) == ["innvilget_dato"]


def test_an_extension_recorded_wrongly_is_corrected_by_another_row(gi, anmodning, runde, dag):
    gi(frister=Frister(date(2016, 11, 4)))
    gi(frister=Frister(date(2016, 4, 11)), retter=True)

    gitt = [rad.verdi for rad in anmodning.utsettelser.all()]
    assert gjeldende(runde.frister, gitt, dag) == Frister(
        date(2016, 4, 11), date(2016, 4, 18), date(2016, 4, 25)
    )
    assert set(Hendelse.objects.values_list("handling", flat=True)) == {
        "innvilget utsatt frist",
        "rettet fristutsettelse",
    }
    with pytest.raises(Hinder) as hinder:
        gi(frister=Frister(date(2016, 1, 31)), retter=True)
    assert felter(hinder) == ["ny_svarfrist"]


def test_a_round_that_is_replaced_for_the_municipality_is_not_extended(gi, embete, halden):
    RundeFactory(embete=embete, sendt_dato=date(2016, 1, 20), linjer=[(halden, 70, 5)])
    with pytest.raises(Hinder) as hinder:
        gi()
    assert felter(hinder) == [None]
    # It was in force until then; what was granted before belongs to the history.
    assert gi(innvilget_dato=date(2016, 1, 19)).pk


def test_a_later_round_that_does_not_name_the_municipality_is_no_reason(gi, embete, moss):
    RundeFactory(embete=embete, sendt_dato=date(2016, 1, 20), linjer=[(moss, 70, 5)])
    assert gi().pk


def test_who_may_grant(halden, saksbehandler, prosjektleder, leser, kontaktperson, nabosaksbehandler):
    for person, ventet in [
        (saksbehandler, True), (prosjektleder, True), (leser, False), (kontaktperson, False),
        (nabosaksbehandler, False),
    ]:  # fmt: skip
        assert kan_innvilge(person, halden) is ventet, person


@pytest.mark.usefixtures("paa_postgresql")
def test_two_clicks_at_the_same_moment_grant_one(gi):
    noekkel = uuid.uuid4()
    en, to = samtidig(lambda: gi(noekkel=noekkel).pk, antall=2)
    assert en == to == Fristutsettelse.objects.get().pk


@pytest.mark.usefixtures("paa_postgresql")
def test_of_two_who_grant_the_same_date_at_once_one_is_told(gi):
    utfall = samtidig(gi, antall=2)
    (hinder,) = [ett for ett in utfall if isinstance(ett, Hinder)]
    assert [felt for felt, _ in hinder.grunner] == ["ny_svarfrist"]
    assert Fristutsettelse.objects.get() in utfall
