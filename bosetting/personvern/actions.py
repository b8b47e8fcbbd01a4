"""Anonymising: when somebody asks, and when time has passed. What was done is logged in numbers, without names."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bosetting.brukere.actions import avslutt_tilgang, record
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen

from .anonymisering import anonymiser_rader, bare_hennes, fjern_fra_tekst, gjenstaar, slett_sesjoner
from .innsyn import Rader, egne, eid, med_adressen, soekeord
from .lagringstid import planer
from .models import Kjoering
from .politikk import BRUKER, politikk
from .registrert import Registrert, finn, innen

_DAGLIG = UUID("7a9d8a52-3e0c-4a4e-9a50-5f1d86d0c0de")


@transaction.atomic
def anonymiser(
    *, by: Bruker, noekkel: UUID, hvem: Registrert, grupper: set[str], begrunnelse: str, dag: date
) -> Kjoering:
    """Anonymise what ``grupper`` (kinds of the policy, and «fritekst») hold about a person who has asked.

    The same form sent twice (``noekkel``) does it once. ``begrunnelse`` is kept in the log, and names nobody.
    Raises Hinder.
    """
    en_om_gangen("personvern")
    if gjort := Kjoering.objects.filter(noekkel=noekkel).first():
        return gjort
    ord_ = soekeord(hvem)
    if any(ett.lower() in begrunnelse.lower() for ett in [*ord_, *hvem.navn]):
        raise Hinder(
            [("begrunnelse", _("Skriv begrunnelsen uten navn og e-postadresse. Den blir stående i loggen."))]
        )
    antall = _anonymiser_egne(by, hvem, grupper, dag)
    if "fritekst" in grupper:
        _tell(antall, "fritekst", fjern_fra_tekst(bare_hennes(ord_), hvem.rekkevidde))
    if not antall:
        raise Hinder([(None, _("Det er ingenting igjen å anonymisere."))])
    kjoering = _logg(by, noekkel, "forespoersel", antall)
    etter = {"begrunnelse": begrunnelse, "antall": antall}
    record(by=by, handling="anonymiserte på forespørsel", objekt=kjoering, etter=etter)
    return kjoering


@transaction.atomic
def merk_utlevert(*, by: Bruker, hvem: Registrert, format: str) -> None:
    """Leave a trace of a copy that was handed out: about which rows and by whom, not what it said."""
    etter = {"brukere": sorted(hvem.brukere), "personer": sorted(hvem.personer), "format": format}
    record(by=by, handling="hentet ut alt om en person", objekt="personvern", etter=etter)


def _anonymiser_egne(by: Bruker | None, hvem: Registrert, grupper: set[str], dag: date) -> dict[str, int]:
    regler, antall = politikk(), {}
    if "konto" in grupper:
        _steng(by, hvem.brukere, dag)
        _tell(antall, "innlogging", slett_sesjoner(hvem.brukere))
    # All rows first: the address that finds one is gone once another is done.
    funn = [
        (rader.modell, felt, list(hennes.values_list("pk", flat=True)))
        for rader in egne(hvem)
        if rader.modell.fjernes and regler.gruppe(rader.modell) in grupper
        for felt, hennes in _deler(rader, hvem)
    ]
    for modell, felt, noekler in funn:
        _tell(antall, modell.slag, anonymiser_rader(modell, _alle(modell).filter(pk__in=noekler), felt))
    return antall


def _deler(rader: Rader, hvem: Registrert) -> Iterator[tuple[set[str], QuerySet]]:
    """Yield (fields, rows): of a row she owns, what is hers; of one where she is another's substitute, only that."""
    modell, vara = rader.modell, set(rader.modell.vara)
    sitt = set(modell.fjernes) - vara
    eide = rader.rader.filter(eid(modell, hvem)) if vara else rader.rader
    yield sitt, eide.filter(gjenstaar(modell, sitt, lenker=True))
    if vara:
        yield vara, rader.rader.filter(med_adressen(modell, hvem)).filter(gjenstaar(modell, vara))


def _alle(modell):
    return innen(modell, None)


def _tell(antall: dict[str, int], slag: str, n: int) -> None:
    if n:
        antall[slag] = antall.get(slag, 0) + n


def _steng(by: Bruker | None, brukere: frozenset[int], dag: date) -> None:
    """End every role of the accounts from ``dag``. Raises Hinder for one's own, and the last who runs the system."""
    if by is not None and by.pk in brukere:
        raise Hinder([(None, _("Du kan ikke anonymisere din egen konto. Be en annen gjøre det."))])
    for tilgang in Tilgang.objects.ikke_over(dag).filter(bruker__in=brukere).order_by("pk"):
        avslutt_tilgang(by=by, tilgang=tilgang, til=dag)


def _logg(by: Bruker | None, noekkel: UUID, aarsak: str, antall: dict[str, int]) -> Kjoering:
    return Kjoering.objects.create(
        noekkel=noekkel, aarsak=aarsak, antall=antall, utfoert_av=by, utfoert_at=naa()
    )


@transaction.atomic
def kjoer(*, dag: date, noekkel: UUID) -> Kjoering:
    """Anonymise everything whose time is out on ``dag``, and log it. The same ``noekkel`` again does nothing."""
    en_om_gangen("personvern")
    if gjort := Kjoering.objects.filter(noekkel=noekkel).first():
        return gjort
    antall: dict[str, int] = {}
    ord_: set[str] = set()
    for plan in planer(dag):
        noekler = list(plan.rader.values_list("pk", flat=True))
        if plan.modell.navn and not plan.modell.vara:
            for verdier in (
                _alle(plan.modell).filter(pk__in=noekler).values_list(plan.modell.epost, plan.modell.navn)
            ):
                ord_ |= {verdi for verdi in verdier if "@" in verdi or len(verdi.split()) > 1}
        if plan.modell.etikett == BRUKER:
            for pk in noekler:
                hvem = finn(None, "bruker", pk)
                bare_konto = Registrert(None, frozenset([pk]), frozenset(), frozenset(), hvem.navn)
                for slag, n in _anonymiser_egne(None, bare_konto, {"konto"}, dag).items():
                    _tell(antall, slag, n)
        else:
            _tell(
                antall,
                plan.slag.noekkel,
                anonymiser_rader(plan.modell, _alle(plan.modell).filter(pk__in=noekler)),
            )
    _tell(antall, "fritekst", fjern_fra_tekst(bare_hennes(sorted(ord_)), None))
    return _logg(None, noekkel, "lagringstid", antall)


def daglig(dag: date) -> None:
    """The periodic duty: once a day, whoever comes first."""
    noekkel = uuid5(_DAGLIG, dag.isoformat())
    if not Kjoering.objects.filter(noekkel=noekkel).exists():
        kjoer(dag=dag, noekkel=noekkel)
