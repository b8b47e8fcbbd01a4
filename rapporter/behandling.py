"""The way of a report: draft, for approval, approved, sent; back again, and opened anew.

Each step is a row that stands for ever, and raises the report's version: two who act at once cannot both have it
their way. The same form twice takes its step once.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere.actions import record
from bosetting.brukere.domain import RETTIGHETER, Rett
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.varsler.actions import varsle

from . import frysing, steg
from .aapen import krev_aapen, laast
from .godkjenningskrav import krav
from .models import Behandling, Kapittelversjon, Rapport, Utgave
from .oppsett import oppsett
from .queries import grunnlag, rapportnavn
from .queries_utgaver import siste_innsending, siste_utgave

__all__ = [
    "gjenaapne",
    "godkjenn",
    "hvorfor_ikke_godkjenner",
    "krev_aapen",
    "merk_sendt",
    "returner",
    "send_til_godkjenning",
]

_HANDLINGER = {
    steg.SEND: "sendte rapport til godkjenning",
    steg.RETUR: "sendte rapport tilbake",
    steg.GODKJENN: "godkjente rapport",
    steg.MERK_SENDT: "merket rapport som sendt",
    steg.GJENAAPNE: "åpnet rapport igjen",
}


def send_til_godkjenning(
    *, by: Bruker, rapport: Rapport, versjon: int, noekkel: UUID, dag: date, merknad: str = ""
) -> Behandling:
    """Send a draft for approval, and tell those who may approve it. Raises Hinder: what must be mended first."""

    def skriv():
        rad = _klar(rapport, steg.SEND, versjon)
        if grunner := krav(rad, grunnlag(rad)).hindringer:
            raise Hinder(grunner)
        tatt = _ta(by, rad, steg.SEND, noekkel, merknad=merknad)
        _varsle(
            tatt,
            [ett for ett in godkjennere(rad, dag) if ett.pk != by.pk],
            _("%(rapport)s venter på godkjenning"),
            _(
                "%(hvem)s har sendt rapporten til godkjenning. Les gjennom den, og godkjenn den eller send den tilbake."
            ),
        )
        return tatt

    return _en_gang(rapport, noekkel, skriv)


def returner(*, by: Bruker, rapport: Rapport, versjon: int, noekkel: UUID, merknad: str) -> Behandling:
    """Send a report back to those who write it, and say why. Raises Hinder."""

    def skriv():
        rad = _klar(rapport, steg.RETUR, versjon)
        innsending = siste_innsending(rad)
        tatt = _ta(by, rad, steg.RETUR, noekkel, merknad=merknad)
        _varsle(
            tatt,
            [innsending.utfoert_av] if innsending and innsending.utfoert_av_id != by.pk else [],
            _("%(rapport)s er sendt tilbake"),
            _("%(hvem)s har sendt rapporten tilbake. Begrunnelsen står på siden Behandling."),
        )
        return tatt

    return _en_gang(rapport, noekkel, skriv)


def godkjenn(
    *, by: Bruker, rapport: Rapport, versjon: int, noekkel: UUID, sett_avtrykk: str, dag: date
) -> Behandling:
    """Approve a report and freeze it as its next edition. ``sett_avtrykk`` is what the approver saw. Raises Hinder.

    It is drawn before anything is locked, since that takes a second; nothing can be written in it meanwhile.
    """
    if finnes := _tatt(rapport, noekkel):
        return finnes
    _krev_steg(rapport, steg.GODKJENN, versjon)
    if grunn := hvorfor_ikke_godkjenner(rapport, by):
        raise Hinder([(None, grunn)])
    bilde = frysing.oeyeblikk(rapport)
    if grunner := krav(rapport, bilde.g).hindringer:
        raise Hinder(grunner)
    if bilde.avtrykk != sett_avtrykk:
        raise Hinder(
            [(None, _("Tall eller tekst er endret etter at du åpnet siden. Se over rapporten på nytt."))]
        )
    utskrift = frysing.trykk(rapport, bilde, dag)

    def skriv():
        rad = _klar(rapport, steg.GODKJENN, versjon)
        innsending = siste_innsending(rad)
        utgave = frysing.frys(by=by, rapport=rad, bilde=bilde, utskrift=utskrift)
        tatt = _ta(by, rad, steg.GODKJENN, noekkel, utgave=utgave)
        _varsle(
            tatt,
            [innsending.utfoert_av] if innsending and innsending.utfoert_av_id != by.pk else [],
            _("%(rapport)s er godkjent"),
            _("%(hvem)s har godkjent rapporten. Den er frosset, og kan sendes."),
        )
        return tatt

    return _en_gang(rapport, noekkel, skriv)


def merk_sendt(
    *,
    by: Bruker,
    rapport: Rapport,
    versjon: int,
    noekkel: UUID,
    dato: date,
    mottaker: str,
    dag: date,
    journalnummer: str = "",
) -> Behandling:
    """Note that the approved edition was sent: when, to whom, and under which number in the journal. Raises Hinder."""

    def skriv():
        rad = _klar(rapport, steg.MERK_SENDT, versjon)
        if grunner := steg.hvorfor_ikke_sendt(dato, dag=dag, skjaeringsdato=rad.skjaeringsdato):
            raise Hinder(grunner)
        return _ta(
            by,
            rad,
            steg.MERK_SENDT,
            noekkel,
            utgave=siste_utgave(rad),
            dato=dato,
            mottaker=mottaker,
            journalnummer=journalnummer,
        )

    return _en_gang(rapport, noekkel, skriv)


def gjenaapne(*, by: Bruker, rapport: Rapport, versjon: int, noekkel: UUID, merknad: str) -> Behandling:
    """Open an approved or sent report so that it can be written in. The frozen edition stays. Raises Hinder."""

    def skriv():
        rad = _klar(rapport, steg.GJENAAPNE, versjon)
        return _ta(by, rad, steg.GJENAAPNE, noekkel, merknad=merknad)

    return _en_gang(rapport, noekkel, skriv)


def hvorfor_ikke_godkjenner(rapport: Rapport, by: Bruker) -> str | None:
    """Return why this person may not approve the report where another must: she sent it, or wrote in it."""
    if not oppsett(rapport.prosjekt.embete).annen_godkjenner:
        return None
    innsending = siste_innsending(rapport)
    if innsending and innsending.utfoert_av_id == by.pk:
        return _("Du sendte rapporten til godkjenning. En annen må godkjenne den.")
    # Who wrote it last is not all who wrote it: another's comma makes nobody less its author.
    skrevet = (
        rapport.kapitler.filter(endret_av=by),
        Kapittelversjon.objects.filter(kapittel__rapport=rapport, skrevet_av=by),
        rapport.overstyringer.filter(skrevet_av=by),
    )
    if any(rader.exclude(tekst="").exists() for rader in skrevet):
        return _("Du har skrevet i rapporten. En annen må godkjenne den.")
    return None


def godkjennere(rapport: Rapport, dag: date):
    """Return the active people who may approve the report on ``dag``, by name."""
    roller = [rolle for rolle, retter in RETTIGHETER.items() if Rett.GODKJENNE_RAPPORTER in retter]
    tilganger = Tilgang.objects.on_date(dag).filter(rolle__in=roller, embete=rapport.prosjekt.embete_id)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("navn", "pk")


def _en_gang(rapport: Rapport, noekkel: UUID, skriv) -> Behandling:
    """Return the step that the form with ``noekkel`` took, taken now by ``skriv`` unless it stands."""
    if finnes := _tatt(rapport, noekkel):
        return finnes
    try:
        with transaction.atomic():
            return skriv()
    except (IntegrityError, Hinder):
        # Two clicks at once: the second waited for the row, and finds that the step is taken.
        if finnes := _tatt(rapport, noekkel):
            return finnes
        raise


def _tatt(rapport: Rapport, noekkel: UUID) -> Behandling | None:
    return rapport.behandling.filter(noekkel=noekkel).select_related("utgave").first()


def _klar(rapport: Rapport, hvilket: str, versjon: int) -> Rapport:
    """Return the report's row, locked, ready for the step. Raises Hinder."""
    rad = krev_aapen(rapport) if hvilket == steg.SEND else laast(rapport)
    _krev_steg(rad, hvilket, versjon)
    return rad


def _krev_steg(rad: Rapport, hvilket: str, versjon: int) -> None:
    if grunn := steg.hvorfor_ikke(hvilket, rad.status):
        raise Hinder([(None, grunn)])
    if rad.versjon != versjon:
        raise Hinder(
            [(None, _("Noen har behandlet rapporten etter at du åpnet siden. Se over den på nytt."))]
        )


def _ta(
    by: Bruker, rad: Rapport, hvilket: str, noekkel: UUID, *, utgave: Utgave | None = None, **felt
) -> Behandling:
    """Write the step, move the report and leave a trace."""
    foer = {"status": rad.status, "versjon": rad.versjon}
    tatt = Behandling.objects.create(
        rapport=rad, steg=hvilket, utgave=utgave, noekkel=noekkel, utfoert_av=by, utfoert_at=naa(), **felt
    )
    rad.status, rad.versjon = steg.VEIER[hvilket][1], rad.versjon + 1
    rad.save(update_fields=["status", "versjon"])
    etter = {"status": rad.status, "versjon": rad.versjon}
    if utgave:
        etter |= {"utgave": utgave.nummer, "sha256": utgave.sha256}
    record(by=by, handling=_HANDLINGER[hvilket], objekt=rad, foer=foer, etter=etter)
    return tatt


def _varsle(tatt: Behandling, til: Iterable[Bruker], tittel: str, tekst: str) -> None:
    rapport = tatt.rapport
    felt = {"rapport": rapportnavn(rapport), "hvem": tatt.utfoert_av.navn}
    varsle(
        til=til,
        slag="rapport",
        tittel=tittel % felt,
        tekst=tekst % felt,
        noekkel=f"rapportbehandling-{tatt.pk}",
        url_sti=reverse("rapporter:behandling-show", args=[rapport.pk]),
    )
