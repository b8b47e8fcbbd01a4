"""Mail: headers nobody can break into, and what the mail server says to one message that is handed over."""

import smtplib
from contextlib import suppress
from email.utils import formataddr, parseaddr
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.encoding import punycode


class Utfall(StrEnum):
    """What came of handing over a mail. VET_IKKE: the line broke after it was begun, so it may have been taken."""

    SENDT = "sendt"
    FEILET = "feilet"
    VET_IKKE = "vet ikke"


def en_linje(tekst: str) -> str:
    """Return a text that can stand in a header: no line breaks, no control characters."""
    return " ".join("".join(tegn if tegn.isprintable() else " " for tegn in tekst).split())


def adresse(navn: str, epost: str) -> str:
    """Return a name and address as they stand in a header: «post@ås.no» by the name the net has for it."""
    hvem, _krollalfa, domene = epost.rpartition("@")
    return formataddr((en_linje(navn), f"{hvem}@{punycode(domene)}"))


def hodefelt(noekkel: str) -> dict[str, str]:
    """Return the headers of a mail that a machine sends. ``noekkel`` is the same at every attempt at the same mail.

    A mailbox that got the mail already can then tell it is the same. Auto-Submitted asks mailboxes not to answer it
    by themselves.
    """
    domene = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {"Message-ID": f"<{noekkel}@{domene}>", "Auto-Submitted": "auto-generated"}


def lenke(sti: str) -> str:
    """Return the full address of a page here; the empty text where settings do not say where "here" is."""
    return f"{settings.NETTADRESSE}{sti}" if settings.NETTADRESSE else ""


def lever(melding: EmailMessage) -> tuple[Utfall, str]:
    """Hand one mail to the server and return what it said, with the fault in words.

    The connection is opened first: what goes wrong there is known not to have been sent.
    """
    forbindelse = get_connection()
    try:
        forbindelse.open()
    except OSError as feil:
        return Utfall.FEILET, _i_ord(feil)
    try:
        antall = forbindelse.send_messages([melding])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as feil:
        return Utfall.FEILET, _i_ord(feil)
    except OSError as feil:
        return Utfall.VET_IKKE, _i_ord(feil)
    finally:
        with suppress(OSError):
            forbindelse.close()
    return (Utfall.SENDT, "") if antall else (Utfall.FEILET, "e-postserveren tok ikke imot den")


def _i_ord(feil: Exception) -> str:
    if isinstance(feil, smtplib.SMTPRecipientsRefused):
        kode, svar = next(iter(feil.recipients.values()))
        return f"{kode} {_tekst(svar)}"
    if isinstance(feil, smtplib.SMTPResponseException):
        return f"{feil.smtp_code} {_tekst(feil.smtp_error)}"
    return str(feil) or type(feil).__name__


def _tekst(svar: bytes | str) -> str:
    return en_linje(svar.decode("utf-8", "replace") if isinstance(svar, bytes) else svar)
