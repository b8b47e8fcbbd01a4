"""People's own words in place of a sentence: written, taken back, and every time it was done."""

from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .aapen import krev_aapen
from .models import Rapport, Setningsoverstyring


def avtrykk(generert: str) -> str:
    """Return what a form carries to say which text of the program it was opened beside."""
    return sha256(generert.encode()).hexdigest()


def historikk(rapport: Rapport, setning: str) -> list[Setningsoverstyring]:
    """Return every change of one sentence, latest first, each with its writer. One query."""
    rader = Setningsoverstyring.objects.filter(rapport=rapport, setning=setning)
    return list(rader.select_related("skrevet_av").order_by("-pk"))


def overstyr(
    *,
    by,
    rapport: Rapport,
    setning: str,
    generert: str,
    tekst: str,
    begrunnelse: str,
    sett: str,
    nr: int,
    noekkel: UUID,
) -> Setningsoverstyring:
    """Put ``tekst`` in place of the sentence. The same key again returns the first row.

    ``sett`` is the ``avtrykk`` of the program's text the writer had before her, ``nr`` the newest row then (0: none).
    Raises ``Hinder`` when one of them is another by now, and when the words are the program's own.
    """
    if tekst == generert:
        raise Hinder([("tekst", _("Dette er det samme som programmet skriver. Da trengs ingen egen tekst."))])
    if sett != avtrykk(generert):
        raise Hinder(
            [("tekst", _("Tallene er endret mens du skrev. Les det programmet skriver nå, og lagre igjen."))]
        )
    ny = Setningsoverstyring(
        noekkel=noekkel,
        rapport=rapport,
        setning=setning,
        tekst=tekst,
        generert=generert,
        begrunnelse=begrunnelse,
        skrevet_av=by,
    )
    return _skriv(ny, nr, "skrev om setning")


def ta_tilbake(
    *, by, rapport: Rapport, setning: str, generert: str, nr: int, noekkel: UUID
) -> Setningsoverstyring:
    """Let the program's own sentence stand again. Raises ``Hinder`` when another row holds than ``nr``."""
    ny = Setningsoverstyring(
        noekkel=noekkel, rapport=rapport, setning=setning, generert=generert, skrevet_av=by
    )
    return _skriv(ny, nr, "tok tilbake egen setning")


def _skriv(ny: Setningsoverstyring, nr: int, handling: str) -> Setningsoverstyring:
    try:
        with transaction.atomic():
            # The report's row is locked: two writers of one sentence come one after the other.
            ny.rapport = krev_aapen(ny.rapport)
            if finnes := _med_noekkel(ny):
                return finnes
            siste = historikk(ny.rapport, ny.setning)[:1]
            if (siste[0].pk if siste else 0) != nr:
                hvem = siste[0].skrevet_av.navn
                grunn = _(
                    "%(hvem)s har endret avsnittet mens du skrev. Teksten din er ikke lagret, men står her fortsatt. "
                    "Lagrer du igjen, erstatter din tekst den andre."
                )
                raise Hinder([("tekst", grunn % {"hvem": hvem})])
            ny.skrevet_at = naa()
            ny.save(force_insert=True)
            record(by=ny.skrevet_av, handling=handling, objekt=ny, etter=bilde(ny))
            return ny
    except IntegrityError:
        if finnes := _med_noekkel(ny):
            return finnes
        raise Hinder([(None, _("Skjemaet er brukt før. Åpne avsnittet på nytt."))]) from None


def _med_noekkel(ny: Setningsoverstyring) -> Setningsoverstyring | None:
    return Setningsoverstyring.objects.filter(
        noekkel=ny.noekkel, rapport=ny.rapport, setning=ny.setning
    ).first()
