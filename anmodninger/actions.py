"""Writes that leave a trace: drafts are made, changed and deleted; a round is sent once, and then only replaced."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.tall import HOEYESTE_ANTALL

from . import domain
from .models import Anmodning, Anmodningsrunde

NIVAAER = ("nasjonalt", "fylkestall")


def krev(grunner: list[domain.Grunn]) -> None:
    """Raise Hinder with the reasons in the reader's language, if there are any."""
    if grunner:
        raise Hinder([(felt, gettext(grunn)) for felt, grunn in grunner])


def _fellesgrunner(*, embete_id, sendt: date, felt: dict) -> list[domain.Grunn]:
    """Judge what a draft and a sent round have in common. ``felt`` holds the fields of Rundefelt and erstatter."""
    erstatter = felt.get("erstatter")
    forgjenger = erstatter and domain.Forgjenger(erstatter.embete_id, erstatter.aar, erstatter.sendt_dato)
    return [
        *domain.aarsgrunner(felt["aar"]),
        *domain.fristgrunner(sendt, felt.get("svarfrist")),
        *domain.summeringsgrunner(
            {nivaa: (felt.get(f"{nivaa}_totalt"), felt.get(f"{nivaa}_em")) for nivaa in NIVAAER}, HOEYESTE_ANTALL
        ),
        *domain.erstatningsgrunner(embete_id, felt["aar"], sendt, forgjenger),
    ]


def _linjebilde(linjer) -> list[list]:
    """Return the lines as the log holds them: number, totalt, em."""
    return [[linje.kommune.nr, linje.totalt, linje.em] for linje in linjer]


def _opprett_runde(*, by, linjer: list[Anmodning], **felt) -> Anmodningsrunde:
    runde = Anmodningsrunde.objects.create(registrert_av=by, registrert_at=naa(), **felt)
    for linje in linjer:
        linje.runde = runde
    Anmodning.objects.bulk_create(linjer)
    return runde


@transaction.atomic
def registrer_sendt_runde(
    *,
    by,
    embete,
    aar: int,
    sendt_dato: date,
    avsender: str,
    linjer: Iterable[tuple],
    svarfrist: date | None = None,
    nasjonalt_totalt: int | None = None,
    nasjonalt_em: int | None = None,
    fylkestall_totalt: int | None = None,
    fylkestall_em: int | None = None,
    erstatter: Anmodningsrunde | None = None,
    kilde: str = "",
    merknad: str = "",
) -> Anmodningsrunde:
    """Register a round that has been sent already, as history or an import tells of it.

    ``linjer`` are (kommune, totalt, em, kilde); ``em`` None is unknown. ``embete`` None is a national round, ``by``
    None a command run by the operator. The caller vouches for the date. Raises Hinder.
    """
    felt = {
        "aar": aar,
        "avsender": avsender,
        "svarfrist": svarfrist,
        "nasjonalt_totalt": nasjonalt_totalt,
        "nasjonalt_em": nasjonalt_em,
        "fylkestall_totalt": fylkestall_totalt,
        "fylkestall_em": fylkestall_em,
        "erstatter": erstatter,
        "kilde": kilde,
        "merknad": merknad,
    }
    rader = [Anmodning(kommune=kommune, totalt=totalt, em=em, kilde=k) for kommune, totalt, em, k in linjer]
    krev(
        [
            *_fellesgrunner(embete_id=embete and embete.pk, sendt=sendt_dato, felt=felt),
            *domain.linjegrunner(
                [
                    domain.Linje(rad.kommune.pk, rad.totalt, rad.em, gyldig=rad.kommune.gyldig_i(aar))
                    for rad in rader
                ],
                HOEYESTE_ANTALL,
            ),
        ]
    )
    runde = _opprett_runde(by=by, linjer=rader, embete=embete, sendt_dato=sendt_dato, **felt)
    etter = bilde(runde) | {"linjer": _linjebilde(rader)}
    record(by=by, handling="registrerte sendt runde", objekt=runde, etter=etter)
    return runde
