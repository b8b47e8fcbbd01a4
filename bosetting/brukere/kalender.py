"""A person's calendar: who supplies its dates, and how they are written as iCalendar (RFC 5545).

An app that has dates registers a source in its AppConfig.ready(): ``kalender.registrer(kilde)``, where
``kilde(bruker, dag)`` returns the Kalenderhendelse that this person may see on ``dag``, in a fixed number of queries
and inside ``vindu(dag)``. Nothing is stored: what a person may no longer see is gone the next time it is fetched.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from bosetting.felles import norsk

OSLO = ZoneInfo("Europe/Oslo")
DAGER_BAK, DAGER_FRAM = 366, 2 * 366
OPPDATERES = timedelta(hours=6)


@dataclass(frozen=True)
class Kalenderhendelse:
    """Something on one or more days. ``uid`` is the same for ever for the same thing, and nobody else's.

    ``til`` is the last day (None: one day only), ``url_sti`` the path of the page where one can read more, ``endret``
    when the row behind it was last written, ``ferdig`` that it is done and nobody waits for it. ``moete`` is something
    to come to, at ``sted``; everything else is a deadline or a step. ``start`` and ``slutt`` are the clock on the wall
    in Norway on the first and the last day. ``sekvens`` rises with each change, so that programs take the newest;
    ``avlyst`` stays, so that they take away what they have.
    """

    uid: str
    tittel: str
    fra: date
    til: date | None = None
    beskrivelse: str = ""
    url_sti: str = ""
    endret: datetime | None = None
    ferdig: bool = False
    moete: bool = False
    sted: str = ""
    start: time | None = None
    slutt: time | None = None
    sekvens: int = 0
    avlyst: bool = False

    @property
    def siste_dag(self) -> date:
        return max(self.fra, self.til or self.fra)

    @property
    def tidfestet(self) -> bool:
        """Whether it is written with clock times: several days without an end are whole days."""
        return self.start is not None and (self.slutt is not None or self.siste_dag == self.fra)

    @property
    def klokkeslett(self) -> str:
        """Return «11.30–15.00», «11.30», or nothing."""
        return norsk.klokkeslett(self.start, self.slutt)


Kilde = Callable[[object, date], Iterable[Kalenderhendelse]]
_KILDER: list[Kilde] = []


def registrer(kilde: Kilde) -> None:
    """Add a source; the same one twice counts once."""
    if kilde not in _KILDER:
        _KILDER.append(kilde)


def vindu(dag: date) -> tuple[date, date]:
    """Return the first and the last day that a calendar fetched on ``dag`` tells about."""
    return dag - timedelta(days=DAGER_BAK), dag + timedelta(days=DAGER_FRAM)


def hendelser(bruker, dag: date, *, unntatt: Collection[Kilde] = ()) -> list[Kalenderhendelse]:
    """Return what ``bruker`` may see on ``dag``, by date, of all sources but ``unntatt``.

    Nothing for somebody without a role.
    """
    if not bruker.omfang.rettigheter:
        return []
    fra, til = vindu(dag)
    alle = {
        hendelse.uid: hendelse for kilde in _KILDER if kilde not in unntatt for hendelse in kilde(bruker, dag)
    }
    synlige = [hendelse for hendelse in alle.values() if hendelse.siste_dag >= fra and hendelse.fra <= til]
    return sorted(synlige, key=rekkefoelge)


def rekkefoelge(hendelse: Kalenderhendelse) -> tuple:
    """Order by day and clock; what fills the day comes before what has a time on it."""
    return hendelse.fra, hendelse.start or time(), hendelse.siste_dag, hendelse.uid


# A person's name and e-mail address.
Adressat = tuple[str, str]


def som_ics(
    rader: Iterable[Kalenderhendelse],
    *,
    adresse: Callable[[str], str],
    navn: str | None = None,
    metode: str = "PUBLISH",
    organisator: Adressat | None = None,
    deltaker: Adressat | None = None,
) -> bytes:
    """Return the events as an iCalendar file; the same events give the same bytes.

    ``adresse`` turns a path into a full address. ``metode`` is PUBLISH for what is subscribed to; an e-mail that
    invites is a REQUEST and one that cancels a CANCEL, with ``organisator`` and the one ``deltaker`` it goes to.
    Whole days are shown as free: a step of two months keeps nobody busy.
    """
    rader = list(rader)
    kalender = icalendar.Calendar()
    kalender.add("prodid", "-//bosetting//kalender//NO")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", metode)
    if metode == "PUBLISH":
        navn = " ".join(rensket(navn or _("Bosetting: frister og møter")).split())
        kalender.add("name", navn)
        kalender.add("x-wr-calname", navn)
        kalender.add("x-wr-timezone", OSLO.key)
        kalender.add("refresh-interval", OPPDATERES, parameters={"VALUE": "DURATION"})
        kalender.add("x-published-ttl", icalendar.vDuration(OPPDATERES))
    if any(rad.tidfestet for rad in rader):
        kalender.add_component(_tidssone())
    for rad in rader:
        hendelse = _ics_hendelse(rad, adresse)
        if organisator:
            hendelse.add("organizer", _ics_adressat(organisator))
        if deltaker:
            # Whoever is asked answers by the link in the e-mail, not by her calendar program.
            hendelse.add("attendee", _ics_adressat(deltaker, role="REQ-PARTICIPANT", rsvp="FALSE"))
        kalender.add_component(hendelse)
    return kalender.to_ical()


def _tidssone() -> icalendar.Timezone:
    """Return Norwegian time as the format tells it: last Sunday of March to last Sunday of October, since 1996."""
    sone = icalendar.Timezone()
    sone.add("tzid", OSLO.key)
    for del_, forskyvning, forrige, navn, start, maaned in (
        (icalendar.TimezoneDaylight(), 2, 1, "CEST", datetime(1981, 3, 29, 2), 3),
        (icalendar.TimezoneStandard(), 1, 2, "CET", datetime(1996, 10, 27, 3), 10),
    ):
        del_.add("dtstart", start)
        del_.add("tzoffsetfrom", timedelta(hours=forrige))
        del_.add("tzoffsetto", timedelta(hours=forskyvning))
        del_.add("tzname", navn)
        del_.add("rrule", {"freq": "yearly", "bymonth": maaned, "byday": "-1su"})
        sone.add_component(del_)
    return sone


def _ics_adressat(adressat: Adressat, **parametre) -> icalendar.vCalAddress:
    navn, epost = adressat
    verdi = icalendar.vCalAddress(f"mailto:{epost}")
    # A parameter has no way to write a quotation mark.
    if navn := " ".join(rensket(navn).replace('"', "'").split()):
        verdi.params["cn"] = navn
    verdi.params.update(parametre)
    return verdi


def _ics_hendelse(rad: Kalenderhendelse, adresse) -> icalendar.Event:
    hendelse = icalendar.Event()
    hendelse.add("uid", f"{rad.uid}@bosetting")
    # Required by the format; the row's own time, so that an unchanged calendar is an unchanged file.
    stempel = rad.endret or datetime.combine(rad.fra, time(), tzinfo=UTC)
    hendelse.add("dtstamp", stempel.astimezone(UTC).replace(microsecond=0))
    hendelse.add("sequence", rad.sekvens)
    if rad.tidfestet:
        start = datetime.combine(rad.fra, rad.start, tzinfo=OSLO)
        hendelse.add("dtstart", start)
        # An end that is not known, or not after the start, is left out: the format has no other way to say it.
        if rad.slutt and (slutt := datetime.combine(rad.siste_dag, rad.slutt, tzinfo=OSLO)) > start:
            hendelse.add("dtend", slutt)
    else:
        hendelse.add("dtstart", rad.fra)
        hendelse.add("dtend", rad.siste_dag + timedelta(days=1))
    hendelse.add("summary", " ".join(rensket(rad.tittel).split()))
    if sted := " ".join(rensket(rad.sted).split()):
        hendelse.add("location", sted)
    lenke = adresse(rad.url_sti) if rad.url_sti else ""
    # Some programs show the address of an event only when it stands in the text.
    if beskrivelse := "\n\n".join(filter(None, [rensket(rad.beskrivelse).strip(), lenke])):
        hendelse.add("description", beskrivelse)
    if lenke:
        hendelse.add("url", lenke)
    if rad.avlyst:
        hendelse.add("status", "CANCELLED")
    elif rad.moete:
        hendelse.add("status", "CONFIRMED")
    opptatt = rad.moete and rad.tidfestet and not rad.avlyst
    hendelse.add("transp", "OPAQUE" if opptatt else "TRANSPARENT")
    return hendelse


def rensket(tekst: str) -> str:
    """Return the text with plain line breaks, and without what the format forbids: control characters, surrogates."""
    tekst = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", tekst)
    return "".join(tegn for tegn in tekst if tegn in "\n\t" or unicodedata.category(tegn) not in ("Cc", "Cs"))
