"""One reminder as e-mail, and what the mail server says to it."""

import smtplib
from contextlib import suppress
from email.utils import formataddr, parseaddr
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.encoding import punycode

from bosetting.brukere.models import Bruker

from .models import Purremottaker


class Svar(StrEnum):
    """What came of handing over a mail. VET_IKKE: the line broke after it was begun, so it may have been taken."""

    SENDT = "sendt"
    FEILET = "feilet"
    VET_IKKE = "vet ikke"


def en_linje(tekst: str) -> str:
    """Return a text that can stand in a header: no line breaks, no control characters."""
    return " ".join("".join(tegn if tegn.isprintable() else " " for tegn in tekst).split())


def meldingsnoekkel(mottaker: Purremottaker) -> str:
    """Return the Message-ID, the same at every attempt: a mailbox that got the mail already can tell it is the same."""
    domene = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<purring.{mottaker.noekkel}@{domene}>"


def som_epost(mottaker: Purremottaker, svar_til: Bruker | None = None) -> EmailMessage:
    """Return the mail to one recipient. Names cannot bring in headers of their own.

    Auto-Submitted asks mailboxes not to answer it by themselves.
    """
    return EmailMessage(
        subject=en_linje(mottaker.purring.emne),
        body=mottaker.purring.tekst,
        to=[_adresse(mottaker.navn, mottaker.epost)],
        reply_to=[_adresse(svar_til.navn, svar_til.email)] if svar_til else None,
        headers={"Message-ID": meldingsnoekkel(mottaker), "Auto-Submitted": "auto-generated"},
    )


def _adresse(navn: str, epost: str) -> str:
    """Return a name and address as they stand in a header: «post@ås.no» by the name the net has for it."""
    hvem, _krollalfa, domene = epost.rpartition("@")
    return formataddr((en_linje(navn), f"{hvem}@{punycode(domene)}"))


def lever(mottaker: Purremottaker, svar_til: Bruker | None = None) -> tuple[Svar, str]:
    """Hand the mail to the server and return what it said, with the fault in words.

    The connection is opened first: what goes wrong there is known not to have been sent.
    """
    forbindelse = get_connection()
    try:
        forbindelse.open()
    except OSError as feil:
        return Svar.FEILET, _i_ord(feil)
    try:
        antall = forbindelse.send_messages([som_epost(mottaker, svar_til)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as feil:
        return Svar.FEILET, _i_ord(feil)
    except OSError as feil:
        return Svar.VET_IKKE, _i_ord(feil)
    finally:
        with suppress(OSError):
            forbindelse.close()
    return (Svar.SENDT, "") if antall else (Svar.FEILET, "e-postserveren tok ikke imot den")


def _i_ord(feil: Exception) -> str:
    if isinstance(feil, smtplib.SMTPRecipientsRefused):
        kode, svar = next(iter(feil.recipients.values()))
        return f"{kode} {_tekst(svar)}"
    if isinstance(feil, smtplib.SMTPResponseException):
        return f"{feil.smtp_code} {_tekst(feil.smtp_error)}"
    return str(feil) or type(feil).__name__


def _tekst(svar: bytes | str) -> str:
    return en_linje(svar.decode("utf-8", "replace") if isinstance(svar, bytes) else svar)
