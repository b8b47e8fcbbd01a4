"""The calendar file: two independent parsers read back what was put in, whatever the words."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere import kalender
from bosetting.brukere.kalender import Kalenderhendelse, rensket, som_ics

ENDRET = datetime(2015, 12, 1, 10, 30, 15, 99, tzinfo=UTC)
# What people write or paste: line breaks of all kinds, the format's own signs, emoji, æøå, Sámi letters, controls.
SAERE = "\r\n\t,;:\\\"'\x00\x0b\x85\u2028æøåÆØÅŧŋ🎉👩\u200d🏫\u0301"
tekster = st.text(st.one_of(st.sampled_from(SAERE), st.characters()), max_size=200)
dager = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def adresse(sti):
    return f"https://bosetting.example{sti}"


def ics(*rader):
    return som_ics(rader, adresse=adresse)


def lest_med_icalendar(innhold):
    return [dict(rad) for rad in icalendar.Calendar.from_ical(innhold).walk("VEVENT")]


def lest_med_vobject(innhold):
    return vobject.readOne(innhold.decode()).contents.get("vevent", [])


@given(tekster, tekster, dager, st.none() | st.integers(0, 400))
def test_two_parsers_read_back_what_was_written(tittel, beskrivelse, fra, lengde):
    til = None if lengde is None else fra + timedelta(days=lengde)
    innhold = ics(Kalenderhendelse("steg-1", tittel, fra, til, beskrivelse, "/aarshjul/1/", ENDRET))
    ventet_tittel = " ".join(rensket(tittel).split())
    ventet_tekst = "\n\n".join(filter(None, [rensket(beskrivelse).strip(), adresse("/aarshjul/1/")]))

    [rad] = lest_med_icalendar(innhold)
    assert str(rad["SUMMARY"]) == ventet_tittel
    assert str(rad["DESCRIPTION"]) == ventet_tekst
    assert (rad["DTSTART"].dt, rad["DTEND"].dt) == (fra, (til or fra) + timedelta(days=1))
    assert str(rad["UID"]) == "steg-1@bosetting"

    [rad] = lest_med_vobject(innhold)
    assert rad.summary.value == ventet_tittel
    assert rad.description.value == ventet_tekst
    assert (rad.dtstart.value, rad.dtend.value) == (fra, (til or fra) + timedelta(days=1))
    assert rad.url.value == adresse("/aarshjul/1/")


@given(tekster)
def test_no_line_is_longer_than_75_octets_and_every_line_ends_as_the_format_says(tekst):
    innhold = ics(Kalenderhendelse("a", tekst, date(2016, 3, 9), beskrivelse=tekst))
    linjer = innhold.split(b"\r\n")
    assert linjer[-1] == b""
    assert all(len(linje) <= 75 for linje in linjer)
    assert b"\n" not in innhold.replace(b"\r\n", b"")
    innhold.decode()


@given(tekster, tekster)
def test_words_cannot_become_properties_or_events(tittel, tekst):
    innslag = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:falsk\r\n"
    innhold = ics(
        Kalenderhendelse("a", tittel + innslag + tekst, date(2016, 3, 9), beskrivelse=innslag + tekst)
    )
    assert [str(rad["UID"]) for rad in lest_med_icalendar(innhold)] == ["a@bosetting"]
    assert len(lest_med_vobject(innhold)) == 1


def test_the_same_events_are_the_same_bytes_and_show_the_days_as_free():
    rad = Kalenderhendelse("a", "Svarfrist", date(2016, 3, 31), endret=ENDRET)
    innhold = ics(rad)
    assert innhold == ics(rad)
    [lest] = lest_med_icalendar(innhold)
    assert lest["DTSTAMP"].dt == ENDRET.replace(microsecond=0)
    assert str(lest["TRANSP"]) == "TRANSPARENT"
    assert b"DTSTART;VALUE=DATE:20160331" in innhold
    assert b"DTEND;VALUE=DATE:20160401" in innhold


def test_an_event_without_a_time_of_its_own_is_stamped_with_its_first_day():
    [lest] = lest_med_icalendar(ics(Kalenderhendelse("a", "Frist", date(2016, 3, 31))))
    assert lest["DTSTAMP"].dt == datetime(2016, 3, 31, tzinfo=UTC)


def test_an_empty_calendar_is_a_calendar_all_the_same():
    innhold = ics()
    lest = icalendar.Calendar.from_ical(innhold)
    assert (str(lest["VERSION"]), str(lest["METHOD"])) == ("2.0", "PUBLISH")
    assert lest_med_icalendar(innhold) == lest_med_vobject(innhold) == []


class Person:
    class omfang:
        rettigheter = frozenset({"noe"})


class Utenfor:
    class omfang:
        rettigheter = frozenset()


@pytest.fixture
def kilde(monkeypatch):
    """A register with one source of its own; returns the list it answers with."""
    rader = []
    monkeypatch.setattr(kalender, "_KILDER", [])
    kalender.registrer(lambda bruker, dag: rader)
    return rader


def test_only_what_lies_inside_the_window_is_told_in_the_order_of_the_dates(kilde, dag):
    fra, til = kalender.vindu(dag)
    kilde += [
        Kalenderhendelse("etter", "Etter", til + timedelta(days=1)),
        Kalenderhendelse("sist", "Sist", til, til + timedelta(days=500)),
        Kalenderhendelse("foerst", "Først", fra - timedelta(days=50), fra),
        Kalenderhendelse("foer", "Før", fra - timedelta(days=50), fra - timedelta(days=1)),
        Kalenderhendelse("midt", "Midt", dag),
        Kalenderhendelse("midt", "Samme sak fra en annen kilde", dag),
    ]
    assert [rad.uid for rad in kalender.hendelser(Person, dag)] == ["foerst", "midt", "sist"]


def test_a_person_without_a_role_asks_no_source(kilde, dag):
    kilde.append(Kalenderhendelse("a", "Frist", dag))
    assert kalender.hendelser(Utenfor, dag) == []


def test_a_source_registered_twice_counts_once(kilde):
    def en_kilde(bruker, dag):
        return []

    kalender.registrer(en_kilde)
    kalender.registrer(en_kilde)
    assert kalender._KILDER.count(en_kilde) == 1
