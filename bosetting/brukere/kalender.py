"""A person's calendar: who supplies its dates, and how they are written as iCalendar (RFC 5545).

An app that has dates registers a source in its AppConfig.ready(): ``kalender.registrer(kilde)``, where
``kilde(bruker, dag)`` returns the Kalenderhendelse that this person may see on ``dag``, in a fixed number of queries
and inside ``vindu(dag)``. Nothing is stored: what a person may no longer see is gone the next time it is fetched.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar
from django.utils.translation import gettext as _

DAGER_BAK, DAGER_FRAM = 366, 2 * 366
OPPDATERES = timedelta(hours=6)


@dataclass(frozen=True)
class Kalenderhendelse:
    """Something that fills whole days. ``uid`` is the same for ever for the same thing, and nobody else's.

    ``til`` is the last day (None: one day only), ``url_sti`` the path of the page where one can read more, ``endret``
    when the row behind it was last written, ``ferdig`` that it is done and nobody waits for it. ``moete`` is something
    to come to, at ``sted``; everything else is a deadline or a step.
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

    @property
    def siste_dag(self) -> date:
        return max(self.fra, self.til or self.fra)


Kilde = Callable[[object, date], Iterable[Kalenderhendelse]]
_KILDER: list[Kilde] = []


def registrer(kilde: Kilde) -> None:
    """Add a source; the same one twice counts once."""
    if kilde not in _KILDER:
        _KILDER.append(kilde)


def vindu(dag: date) -> tuple[date, date]:
    """Return the first and the last day that a calendar fetched on ``dag`` tells about."""
    return dag - timedelta(days=DAGER_BAK), dag + timedelta(days=DAGER_FRAM)


def hendelser(bruker, dag: date) -> list[Kalenderhendelse]:
    """Return what ``bruker`` may see of all sources on ``dag``, by date; nothing for somebody without a role."""
    if not bruker.omfang.rettigheter:
        return []
    fra, til = vindu(dag)
    alle = {hendelse.uid: hendelse for kilde in _KILDER for hendelse in kilde(bruker, dag)}
    synlige = [hendelse for hendelse in alle.values() if hendelse.siste_dag >= fra and hendelse.fra <= til]
    return sorted(synlige, key=lambda hendelse: (hendelse.fra, hendelse.siste_dag, hendelse.uid))


def som_ics(rader: Iterable[Kalenderhendelse], *, adresse: Callable[[str], str]) -> bytes:
    """Return the events as an iCalendar file; the same events give the same bytes.

    ``adresse`` turns a path into a full address. The days are shown as free: a step of two months keeps nobody busy.
    """
    kalender = icalendar.Calendar()
    kalender.add("prodid", "-//bosetting//kalender//NO")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    navn = _("Bosetting: frister og årshjul")
    kalender.add("name", navn)
    kalender.add("x-wr-calname", navn)
    kalender.add("x-wr-timezone", "Europe/Oslo")
    kalender.add("refresh-interval", OPPDATERES, parameters={"VALUE": "DURATION"})
    kalender.add("x-published-ttl", icalendar.vDuration(OPPDATERES))
    for rad in rader:
        kalender.add_component(_ics_hendelse(rad, adresse))
    return kalender.to_ical()


def _ics_hendelse(rad: Kalenderhendelse, adresse) -> icalendar.Event:
    hendelse = icalendar.Event()
    hendelse.add("uid", f"{rad.uid}@bosetting")
    # Required by the format; the row's own time, so that an unchanged calendar is an unchanged file.
    stempel = rad.endret or datetime.combine(rad.fra, time(), tzinfo=UTC)
    hendelse.add("dtstamp", stempel.astimezone(UTC).replace(microsecond=0))
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
    hendelse.add("transp", "TRANSPARENT")
    return hendelse


def rensket(tekst: str) -> str:
    """Return the text with plain line breaks, and without what the format forbids: control characters, surrogates."""
    tekst = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", tekst)
    return "".join(tegn for tegn in tekst if tegn in "\n\t" or unicodedata.category(tegn) not in ("Cc", "Cs"))
