"""Clock times in the calendar file: Norwegian time on both sides of the change, moved, cancelled, sent by e-mail."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.kalender import Kalenderhendelse, som_ics

OSLO = ZoneInfo("Europe/Oslo")
ENDRET = datetime(2015, 12, 1, 10, 30, tzinfo=UTC)


def moete(fra=date(2016, 3, 1), start=time(11, 30), slutt=time(15), **felt):
    return Kalenderhendelse(
        **{"uid": "moete-7", "tittel": "Nettverksmøte", "moete": True, "endret": ENDRET, "fra": fra}
        | {"start": start, "slutt": slutt}
        | felt
    )


def ics(*rader, **valg):
    return som_ics(rader, adresse=lambda sti: f"https://bosetting.example{sti}", **valg)


def lest(innhold):
    [rad] = icalendar.Calendar.from_ical(innhold).walk("VEVENT")
    return rad


def med_vobject(innhold):
    return vobject.readOne(innhold.decode()).vevent


@pytest.mark.parametrize(
    ("dag", "utc_fra", "utc_til"),
    [
        (date(2016, 3, 26), 10, 14), (date(2016, 3, 27), 9, 13), (date(2016, 10, 29), 9, 13),
        (date(2016, 10, 30), 10, 14),
    ],
)  # fmt: skip
def test_the_clock_on_the_wall_stays_over_the_change_of_time(dag, utc_fra, utc_til):
    innhold = ics(moete(dag))
    assert f"DTSTART;TZID=Europe/Oslo:{dag:%Y%m%d}T113000".encode() in innhold
    ventet = [
        datetime.combine(dag, time(utc_fra, 30), tzinfo=UTC),
        datetime.combine(dag, time(utc_til), tzinfo=UTC),
    ]
    rad = lest(innhold)
    assert [rad["DTSTART"].dt.astimezone(UTC), rad["DTEND"].dt.astimezone(UTC)] == ventet
    rad = med_vobject(innhold)
    assert [rad.dtstart.value.astimezone(UTC), rad.dtend.value.astimezone(UTC)] == ventet


@given(st.datetimes(datetime(1997, 1, 1), datetime(2099, 12, 31)))
def test_the_zone_in_the_file_is_norwegian_time(naar):
    [sone] = icalendar.Calendar.from_ical(ics(moete())).walk("VTIMEZONE")
    # An hour that the clock skips or repeats has two readings; neither is a time for a meeting.
    ventet = naar.replace(tzinfo=OSLO)
    if ventet.utcoffset() == ventet.replace(fold=1).utcoffset():
        assert naar.replace(tzinfo=sone.to_tz(lookup_tzid=False)).utcoffset() == ventet.utcoffset()


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.times(), st.none() | st.times(), st.integers(0, 3))
def test_two_parsers_read_back_what_can_be_told(fra, start, slutt, dager):
    start, slutt = start.replace(microsecond=0), slutt and slutt.replace(microsecond=0)
    til = fra + timedelta(days=dager)
    innhold = ics(moete(fra, start, slutt, til=til))
    rad, annen = lest(innhold), med_vobject(innhold)
    if dager and slutt is None:
        assert (rad["DTSTART"].dt, rad["DTEND"].dt) == (fra, til + timedelta(days=1))
        assert annen.dtstart.value == fra
        return
    assert rad["DTSTART"].dt.replace(tzinfo=None) == datetime.combine(fra, start)
    assert annen.dtstart.value.replace(tzinfo=None) == datetime.combine(fra, start)
    if slutt and (dager or slutt > start):
        assert rad["DTEND"].dt.replace(tzinfo=None) == datetime.combine(til, slutt)
        assert annen.dtend.value.replace(tzinfo=None) == datetime.combine(til, slutt)
    else:
        assert "DTEND" not in rad


def test_whole_days_alone_need_no_zone():
    assert b"VTIMEZONE" not in ics(Kalenderhendelse("steg-1", "Frist", date(2016, 3, 1)))


def test_moved_it_is_the_same_meeting_and_newer():
    foer, etter = lest(ics(moete(sekvens=1))), lest(ics(moete(date(2016, 3, 8), sekvens=2)))
    assert str(foer["UID"]) == str(etter["UID"]) == "moete-7@bosetting"
    assert (foer["SEQUENCE"], etter["SEQUENCE"]) == (1, 2)
    assert (str(etter["STATUS"]), str(etter["TRANSP"])) == ("CONFIRMED", "OPAQUE")


def test_cancelled_it_is_still_told_and_keeps_nobody_busy():
    rad = lest(ics(moete(sekvens=3, avlyst=True)))
    assert (str(rad["STATUS"]), str(rad["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert med_vobject(ics(moete(avlyst=True))).status.value == "CANCELLED"


@pytest.mark.parametrize("metode", ["REQUEST", "CANCEL"])
def test_an_invitation_says_who_asks_whom_and_nobody_answers_by_program(metode):
    innhold = ics(
        moete(avlyst=metode == "CANCEL"),
        metode=metode,
        organisator=('Fylkesmannen; "i Østfold"\r\nX:1', "post@fm.example"),
        deltaker=("", "kari@halden.example"),
    )
    kalender = icalendar.Calendar.from_ical(innhold)
    assert (str(kalender["METHOD"]), "NAME" in kalender) == (metode, False)
    rad = lest(innhold)
    assert str(rad["ORGANIZER"]) == "mailto:post@fm.example"
    assert rad["ORGANIZER"].params["CN"] == "Fylkesmannen; 'i Østfold' X:1"
    assert str(rad["ATTENDEE"]) == "mailto:kari@halden.example"
    assert dict(rad["ATTENDEE"].params) == {"ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
    assert med_vobject(innhold).organizer.value == "mailto:post@fm.example"


def test_a_subscription_has_its_own_name():
    assert icalendar.Calendar.from_ical(ics(navn="Styringsgruppen\nmøter"))["X-WR-CALNAME"] == (
        "Styringsgruppen møter"
    )
    assert icalendar.Calendar.from_ical(ics())["NAME"] == "Bosetting: frister og møter"


def test_how_the_time_is_written():
    assert moete().klokkeslett == "11.30–15.00"
    assert moete(slutt=None).klokkeslett == "11.30"
    assert moete(start=None, slutt=None).klokkeslett == ""
