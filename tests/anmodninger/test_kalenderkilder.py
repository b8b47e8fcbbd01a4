"""What the request cycle puts in a person's calendar, and in nobody else's."""

from datetime import date

import pytest

from anmodninger import kalenderkilder
from anmodninger.models import Anmodning
from bosetting.brukere import kalender
from bosetting.brukere.models import Bruker, Tilgang
from tests.anmodninger.factories import RundeFactory, UtsettelseFactory, mange
from tests.anmodninger.stegfactory import StegFactory
from tests.brukere.factories import BrukerFactory

FRIST, NY_FRIST = date(2015, 12, 31), date(2016, 3, 20)
KILDER = (
    kalenderkilder.steg,
    kalenderkilder.rundefrister,
    kalenderkilder.utsatte_frister,
    kalenderkilder.egne_frister,
)


@pytest.fixture
def runde(embete, halden, moss):
    return RundeFactory(
        embete=embete,
        sendt_dato=date(2015, 11, 17),
        svarfrist=FRIST,
        avsender="IMDi Øst",
        linjer=[(halden, 30, 5), (moss, 60, 9)],
    )


def utsett(runde, kommune, frist=NY_FRIST, innvilget=date(2016, 1, 5), **felt):
    return UtsettelseFactory(
        anmodning=Anmodning.objects.get(runde=runde, kommune=kommune),
        ny_svarfrist=frist,
        innvilget_dato=innvilget,
        **felt,
    )


def av_oss(bruker, dag):
    """Return what our own sources tell this person, read anew as a request would."""
    bruker = Bruker.objects.get(pk=bruker.pk)
    return sorted((rad for kilde in KILDER for rad in kilde(bruker, dag)), key=lambda rad: (rad.fra, rad.uid))


def linjer(bruker, dag):
    return [(rad.fra, rad.tittel) for rad in av_oss(bruker, dag)]


def test_all_our_sources_are_registered():
    assert set(KILDER) <= set(kalender._KILDER)


def test_staff_and_readers_see_the_steps_the_rounds_deadline_and_each_extension(
    saksbehandler, leser, runde, halden, embete, dag
):
    StegFactory(embete=embete, tittel="Purr", fra=date(2016, 3, 1), til=date(2016, 3, 31))
    StegFactory(embete=embete, tittel="Utgår", status="utgaar")
    StegFactory(embete=embete, tittel="Send", status="ferdig", ferdig_dato=date(2015, 11, 17))
    utsett(runde, halden)
    ventet = [
        (date(2015, 10, 1), "Ferdig: Send"),
        (FRIST, "Svarfrist for anmodningen for 2016"),
        (date(2016, 3, 1), "Purr"),
        (NY_FRIST, "Utsatt svarfrist for Halden: anmodningen for 2016"),
    ]
    assert linjer(saksbehandler, dag) == ventet
    assert linjer(leser, dag) == ventet
    purr = next(rad for rad in av_oss(leser, dag) if rad.tittel == "Purr")
    assert purr.til == date(2016, 3, 31)


def test_another_embete_sees_nothing_of_it(nabosaksbehandler, runde, halden, embete, dag):
    StegFactory(embete=embete)
    utsett(runde, halden)
    assert av_oss(nabosaksbehandler, dag) == []


def test_a_kontaktperson_sees_her_own_date_with_her_own_extension_and_nothing_else(
    kontaktperson, nabokontaktperson, runde, halden, embete, dag
):
    StegFactory(embete=embete)
    utsett(runde, halden, begrunnelse="Sykdom i flyktningtjenesten", innvilget_av="Petra Leder")
    assert linjer(kontaktperson, dag) == [(NY_FRIST, "Utsatt svarfrist for Halden: anmodningen for 2016")]
    assert linjer(nabokontaktperson, dag) == [(FRIST, "Svarfrist for Moss: anmodningen for 2016")]
    alt = " ".join(f"{rad.tittel} {rad.beskrivelse}" for rad in av_oss(nabokontaktperson, dag))
    assert "Halden" not in alt
    assert "Utsatt" not in alt


def test_reasons_and_names_stay_out_of_the_calendar(saksbehandler, kontaktperson, runde, halden, dag):
    utsett(runde, halden, begrunnelse="Sykdom i flyktningtjenesten", innvilget_av="Petra Leder")
    StegFactory(embete=runde.embete, merknad="Ring ordføreren hjemme")
    for bruker in (saksbehandler, kontaktperson):
        alt = " ".join(f"{rad.tittel} {rad.beskrivelse}" for rad in av_oss(bruker, dag))
        assert "Sykdom" not in alt
        assert "Petra" not in alt
        assert "ordfører" not in alt


def test_a_later_extension_moves_the_same_event_and_one_granted_tomorrow_does_not_count_yet(
    kontaktperson, runde, halden, dag
):
    utsett(runde, halden)
    [foer] = av_oss(kontaktperson, dag)
    utsett(runde, halden, frist=date(2016, 4, 1), innvilget=date(2016, 3, 10))
    assert av_oss(kontaktperson, dag) == [foer]
    [etter] = av_oss(kontaktperson, date(2016, 3, 10))
    assert (etter.uid, etter.fra) == (foer.uid, date(2016, 4, 1))


def test_a_round_replaced_before_its_deadline_has_none_any_more_for_those_it_names(
    saksbehandler, kontaktperson, nabokontaktperson, runde, halden, embete, dag
):
    RundeFactory(
        embete=embete,
        sendt_dato=date(2015, 12, 1),
        svarfrist=date(2016, 2, 1),
        erstatter=runde,
        linjer=[(halden, 40, 5)],
    )
    assert [fra for fra, _tittel in linjer(kontaktperson, dag)] == [date(2016, 2, 1)]
    assert [fra for fra, _tittel in linjer(nabokontaktperson, dag)] == [FRIST]
    assert linjer(saksbehandler, dag) == [
        (FRIST, "Svarfrist for anmodningen for 2016 (erstattet)"),
        (date(2016, 2, 1), "Svarfrist for anmodningen for 2016"),
    ]


def test_a_round_replaced_after_its_deadline_had_one(kontaktperson, runde, halden, embete, dag):
    RundeFactory(
        embete=embete, sendt_dato=date(2016, 2, 1), svarfrist=date(2016, 4, 1), linjer=[(halden, 40, 5)]
    )
    assert [fra for fra, _tittel in linjer(kontaktperson, dag)] == [FRIST, date(2016, 4, 1)]


def test_somebody_who_is_both_gets_each_thing_once(saksbehandler, runde, halden, dag):
    Tilgang.objects.create(bruker=saksbehandler, rolle="kontaktperson", kommune=halden, fra=date(2015, 1, 1))
    utsett(runde, halden)
    bruker = Bruker.objects.get(pk=saksbehandler.pk)
    assert [rad.tittel for rad in kalender.hendelser(bruker, dag)] == [
        "Svarfrist for anmodningen for 2016",
        "Utsatt svarfrist for Halden: anmodningen for 2016",
    ]


def test_what_lies_outside_the_window_is_not_even_read(saksbehandler, kontaktperson, embete, halden, dag):
    RundeFactory(
        embete=embete,
        aar=2013,
        sendt_dato=date(2012, 8, 20),
        svarfrist=date(2012, 12, 1),
        linjer=[(halden, 9)],
    )
    StegFactory(embete=embete, aar=2012, fra=date(2012, 1, 1), til=date(2012, 2, 1))
    assert av_oss(saksbehandler, dag) == []
    assert av_oss(kontaktperson, dag) == []


def test_when_the_role_ends_the_calendar_is_empty(kontaktperson, runde, dag):
    kontaktperson.tilganger.update(til=dag)
    assert kalender.hendelser(Bruker.objects.get(pk=kontaktperson.pk), dag) == []


@pytest.mark.parametrize("antall", [1, 25])
def test_the_sources_cost_the_same_however_many_rows(
    embete, antall, dag, django_assert_max_num_queries, naboembete
):
    kommuner = mange(embete, antall)
    runde = RundeFactory(
        embete=embete, sendt_dato=date(2015, 11, 17), svarfrist=FRIST, linjer=[(k, 10, 1) for k in kommuner]
    )
    for kommune in kommuner:
        utsett(runde, kommune)
        StegFactory(embete=embete)
    ansatt = BrukerFactory(tilgang={"rolle": "saksbehandler", "embete": embete})
    kontakt = BrukerFactory()
    for kommune in kommuner:
        Tilgang.objects.create(bruker=kontakt, rolle="kontaktperson", kommune=kommune, fra=date(2015, 1, 1))
    for bruker, spoerringer, ventet in ((ansatt, 4, 2 * antall + 1), (kontakt, 3, antall)):
        bruker = Bruker.objects.get(pk=bruker.pk)
        with django_assert_max_num_queries(spoerringer):
            assert len([rad for kilde in KILDER for rad in kilde(bruker, dag)]) == ventet
