"""Every write to the prose of a report. No text that somebody has left goes away: what another person's text takes
the place of, is a version first.

While one person writes, the chapter is saved often, and a version of it is kept now and then; by the button, each time.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .aapen import krev_aapen
from .models import Kapittel, Kapittelversjon, Rapport

# How often a version is kept of what one person is writing.
VERSJON_HVERT = timedelta(minutes=5)

_LENGST = Kapittel._meta.get_field("tekst").max_length


@transaction.atomic
def lagre_kapittel(
    *, by, rapport: Rapport, noekkel: str, tekst: str, versjon: int, slag: str = Kapittelversjon.LAGRET
) -> Kapittel:
    """Save the prose of a chapter written from ``versjon`` (0: the chapter had no text).

    Raises ``Hinder`` when another text has been saved in the meantime, or the report is closed; nothing is overwritten.
    """
    rapport = krev_aapen(rapport)
    kapittel, ny = Kapittel.objects.select_for_update().get_or_create(
        rapport=rapport, noekkel=noekkel, defaults={"versjon": 0, "endret_at": naa(), "endret_av": by}
    )
    siste = None if ny else kapittel.versjoner.order_by("-nummer").first()
    if not ny and kapittel.tekst == tekst:
        if slag == Kapittelversjon.LAGRET:
            _avslutt(kapittel, siste, by)
        return kapittel
    if kapittel.versjon != versjon:
        raise Hinder([("tekst", _samtidig(kapittel, None if ny else by))])
    foer = None if ny else bilde(kapittel)
    if not ny and _maa_beholdes(kapittel, siste, slag, by):
        siste = _behold(kapittel, siste, Kapittelversjon.LAGRET_SELV, kapittel.endret_av)
    kapittel.tekst, kapittel.versjon = tekst, versjon + 1
    kapittel.endret_av, kapittel.endret_at = by, naa()
    kapittel.save()
    if slag != Kapittelversjon.LAGRET_SELV or _er_tid(kapittel, by):
        _behold(kapittel, siste, slag, by)
        record(by=by, handling="skrev kapittel", objekt=kapittel, foer=foer, etter=bilde(kapittel))
    return kapittel


def hent_tilbake(*, by, rapport: Rapport, gammel: Kapittelversjon, versjon: int) -> Kapittel:
    """Put an earlier version's text in the chapter; what stands there is kept. Raises ``Hinder``."""
    return lagre_kapittel(
        by=by,
        rapport=rapport,
        noekkel=gammel.kapittel.noekkel,
        tekst=gammel.tekst,
        versjon=versjon,
        slag=Kapittelversjon.TILBAKE,
    )


def overta(*, by, rapport: Rapport, noekkel: str, fra: Kapittel, versjon: int, etter: str = "") -> Kapittel:
    """Start from another report's text, after the text ``etter`` if it is to stay. Raises ``Hinder``."""
    tekst = f"{etter}\n\n{fra.tekst}" if etter.strip() else fra.tekst
    if len(tekst) > _LENGST:
        raise Hinder(
            [(None, _("Tekstene blir for lange til sammen. Et kapittel kan ha høyst 100 000 tegn."))]
        )
    return lagre_kapittel(
        by=by,
        rapport=rapport,
        noekkel=noekkel,
        tekst=tekst,
        versjon=versjon,
        slag=Kapittelversjon.HENTET,
    )


def _maa_beholdes(kapittel: Kapittel, siste: Kapittelversjon | None, slag: str, by) -> bool:
    """Return whether the text that is about to go stands in no version, and is not merely ``by`` writing on."""
    if not kapittel.tekst or (siste is not None and siste.tekst == kapittel.tekst):
        return False
    return siste is None or kapittel.endret_av_id != by.pk or slag != Kapittelversjon.LAGRET_SELV


def _avslutt(kapittel: Kapittel, siste: Kapittelversjon | None, by) -> None:
    """Keep by the button what has been saved while ``by`` wrote it."""
    if siste is None or kapittel.endret_av_id != by.pk:
        return
    if siste.tekst == kapittel.tekst and siste.slag != Kapittelversjon.LAGRET_SELV:
        return
    _behold(kapittel, siste, Kapittelversjon.LAGRET, by)
    etter = bilde(kapittel)
    record(
        by=by, handling="skrev kapittel", objekt=kapittel, foer=etter | {"tekst": siste.tekst}, etter=etter
    )


def _er_tid(kapittel: Kapittel, by) -> bool:
    egen = kapittel.versjoner.filter(skrevet_av=by).order_by("-nummer").values_list("skrevet_at", flat=True)
    sist: datetime | None = egen.first()
    return sist is None or kapittel.endret_at - sist >= VERSJON_HVERT


def _behold(kapittel: Kapittel, siste: Kapittelversjon | None, slag: str, av) -> Kapittelversjon:
    return Kapittelversjon.objects.create(
        kapittel=kapittel,
        nummer=siste.nummer + 1 if siste else 1,
        slag=slag,
        tekst=kapittel.tekst,
        skrevet_av=av,
        skrevet_at=kapittel.endret_at,
    )


def _samtidig(kapittel: Kapittel, by) -> str:
    if by is not None and kapittel.endret_av_id == by.pk:
        return _(
            "Du har lagret kapittelet i et annet vindu. Teksten her er ikke lagret, men står her fortsatt."
        )
    hvem = kapittel.endret_av.navn if kapittel.endret_av else _("En annen")
    grunn = _(
        "%(hvem)s har lagret kapittelet mens du skrev. Teksten din er ikke lagret, men står her fortsatt."
    )
    return grunn % {"hvem": hvem}
