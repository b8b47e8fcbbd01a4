"""Writes that leave a trace: drafts are made, changed and deleted; a round is sent once, and then only replaced."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.tall import HOEYESTE_ANTALL

from . import brevutsending, domain, fordelingsspor, queries
from .frister import Frister, datogrunner
from .models import Anmodning, Anmodningsrunde, Rundeutkast, Utkastlinje
from .rundevarsler import meld_runde

NIVAAER = ("nasjonalt", "fylkestall")

# The facts of a draft that its form may change; embete and key are decided when it is made.
FAKTA = (
    "aar",
    "avsender",
    "planlagt_sendt_dato",
    "svarfrist",
    "siste_svar_dato",
    "siste_endring_dato",
    *(f"{nivaa}_{gruppe}" for nivaa in NIVAAER for gruppe in ("totalt", "em")),
    "erstatter",
    "kilde",
    "merknad",
)


class Samtidig(Hinder):
    """Somebody saved the draft after the page was opened. Nothing was saved; ``utkast`` is how it stands now."""

    def __init__(self, utkast: Rundeutkast):
        super().__init__([(None, gettext("Utkastet er lagret av noen andre etter at du åpnet siden."))])
        self.utkast = utkast
        self.lagret_av = queries.sist_lagret_av(utkast)


class Borte(Hinder):
    """The draft was sent or deleted after the page was opened."""

    def __init__(self):
        super().__init__(
            [(None, gettext("Utkastet er sendt eller slettet av noen andre. Ingenting er lagret."))]
        )


def hinder(grunner: list[domain.Grunn]) -> Hinder:
    """Return the reasons, ready to be raised or put on a form."""
    return Hinder(grunner)


def krev(grunner: list[domain.Grunn]) -> None:
    """Raise Hinder when there are reasons why not."""
    if grunner:
        raise hinder(grunner)


def _fellesgrunner(*, embete_id, sendt: date, felt: dict) -> list[domain.Grunn]:
    """Judge what a draft and a sent round have in common. ``felt`` holds the fields of Rundefelt and erstatter."""
    erstatter = felt.get("erstatter")
    forgjenger = erstatter and domain.Forgjenger(erstatter.embete_id, erstatter.aar, erstatter.sendt_dato)
    datoer = Frister(felt.get("svarfrist"), felt.get("siste_svar_dato"), felt.get("siste_endring_dato"))
    return [
        *domain.aarsgrunner(felt["aar"]),
        *datogrunner(sendt, datoer),
        *domain.summeringsgrunner(
            {nivaa: (felt.get(f"{nivaa}_totalt"), felt.get(f"{nivaa}_em")) for nivaa in NIVAAER},
            HOEYESTE_ANTALL,
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
    siste_svar_dato: date | None = None,
    siste_endring_dato: date | None = None,
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
        "siste_svar_dato": siste_svar_dato,
        "siste_endring_dato": siste_endring_dato,
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


def laas(utkast: Rundeutkast, versjon: int | None = None) -> Rundeutkast:
    """Return the draft as it stands, locked for this transaction. Raises Borte, or Samtidig when not ``versjon``."""
    laast = Rundeutkast.objects.select_for_update().filter(pk=utkast.pk).first()
    if laast is None:
        raise Borte
    if versjon is not None and laast.versjon != versjon:
        raise Samtidig(laast)
    return laast


def lagre(utkast: Rundeutkast) -> None:
    """Save a locked draft as its next version."""
    utkast.versjon += 1
    utkast.endret_at = naa()
    utkast.save()


def _vurder_linjer(embete_id: int, aar: int, linjer: list[Utkastlinje]) -> list[domain.Grunn]:
    """Judge lines for ``aar``; which municipalities belong there costs one query."""
    gyldige = set(queries.kommuner_i(embete_id, aar).values_list("pk", flat=True))
    return domain.linjegrunner(
        [
            domain.Linje(
                linje.kommune_id,
                linje.totalt,
                linje.em,
                gyldig=linje.kommune.gyldig_i(aar),
                # A municipality that is not valid is not in the list either; one reason is enough.
                egen=linje.kommune_id in gyldige or not linje.kommune.gyldig_i(aar),
            )
            for linje in linjer
        ],
        HOEYESTE_ANTALL,
    )


def _linjer_av(tall: Iterable[tuple]) -> list[Utkastlinje]:
    """Return unsaved lines of (kommune, totalt, em); those where both are blank are left out."""
    return [
        Utkastlinje(kommune=kommune, totalt=totalt, em=em)
        for kommune, totalt, em in tall
        if not (totalt is None and em is None)
    ]


def _finn_noekkel(noekkel) -> Rundeutkast | Anmodningsrunde | None:
    """Return the draft, or the round it became, that was made with this key."""
    return (
        Rundeutkast.objects.filter(noekkel=noekkel).first()
        or Anmodningsrunde.objects.filter(noekkel=noekkel).first()
    )


def lag_utkast(
    *, by, embete, data: dict, linjer: Iterable[tuple] = (), noekkel
) -> Rundeutkast | Anmodningsrunde:
    """Make a draft from ``data`` (the fields of FAKTA) and ``linjer`` (kommune, totalt, em). Raises Hinder.

    The same ``noekkel`` again gives the draft that exists, or the round it has become since.
    """
    if funnet := _finn_noekkel(noekkel):
        return funnet
    try:
        return _lag_utkast(by=by, embete=embete, data=data, linjer=_linjer_av(linjer), noekkel=noekkel)
    except IntegrityError:
        # Two posts at once: the other one made it.
        if funnet := _finn_noekkel(noekkel):
            return funnet
        raise


@transaction.atomic
def _lag_utkast(*, by, embete, data, linjer: list[Utkastlinje], noekkel) -> Rundeutkast:
    fakta = {felt: data[felt] for felt in FAKTA if felt in data}
    krev(
        [
            *_fellesgrunner(embete_id=embete.pk, sendt=fakta["planlagt_sendt_dato"], felt=fakta),
            *_vurder_linjer(embete.pk, fakta["aar"], linjer),
        ]
    )
    utkast = Rundeutkast.objects.create(
        embete=embete, noekkel=noekkel, opprettet_av=by, endret_at=naa(), **fakta
    )
    for linje in linjer:
        linje.utkast = utkast
    Utkastlinje.objects.bulk_create(linjer)
    etter = bilde(utkast) | {"linjer": _linjebilde(linjer)}
    record(by=by, handling="laget utkast til runde", objekt=utkast, etter=etter)
    return utkast


@transaction.atomic
def endre_utkast(*, by, utkast: Rundeutkast, data: dict, versjon: int) -> Rundeutkast:
    """Change the facts of a draft; nothing changed leaves no trace. Raises Borte, Samtidig, Hinder."""
    utkast = laas(utkast, versjon)
    foer = bilde(utkast)
    fakta = {felt: data[felt] for felt in FAKTA if felt in data}
    grunner = _fellesgrunner(embete_id=utkast.embete_id, sendt=fakta["planlagt_sendt_dato"], felt=fakta)
    if fakta["aar"] != utkast.aar and not grunner:
        linjer = list(utkast.linjer.select_related("kommune"))
        grunner += domain.aarsbyttegrunner(_vurder_linjer(utkast.embete_id, fakta["aar"], linjer))
    krev(grunner)
    for felt, verdi in fakta.items():
        setattr(utkast, felt, verdi)
    if bilde(utkast) != foer:
        lagre(utkast)
        record(by=by, handling="endret utkast til runde", objekt=utkast, foer=foer, etter=bilde(utkast))
    return utkast


@transaction.atomic
def lagre_tall(*, by, utkast: Rundeutkast, linjer: Iterable[tuple], versjon: int) -> Rundeutkast:
    """Replace all figures of a draft by ``linjer`` (kommune, totalt, em), or none. Raises Borte, Samtidig, Hinder.

    A municipality left out, or with both figures None, is not asked. A fixed number of queries at every size.
    """
    utkast = laas(utkast, versjon)
    nye = _linjer_av(linjer)
    krev(_vurder_linjer(utkast.embete_id, utkast.aar, nye))
    foer = {linje.kommune_id: linje for linje in utkast.linjer.select_related("kommune")}
    etter = {linje.kommune_id: linje for linje in nye}

    def tall(linje):
        return linje and (linje.totalt, linje.em)

    endret = [pk for pk in {**foer, **etter} if tall(foer.get(pk)) != tall(etter.get(pk))]
    if not endret:
        return utkast
    utkast.linjer.all().delete()
    for linje in nye:
        linje.utkast = utkast
    Utkastlinje.objects.bulk_create(nye)
    lagre(utkast)
    record(
        by=by,
        handling="lagret tall i utkast til runde",
        objekt=utkast,
        foer={"linjer": _linjebilde(foer[pk] for pk in endret if pk in foer)},
        etter={"linjer": _linjebilde(etter[pk] for pk in endret if pk in etter)},
    )
    return utkast


@transaction.atomic
def send_runde(
    *,
    by,
    utkast: Rundeutkast,
    dag: date,
    sendt_dato: date | None = None,
    versjon: int | None = None,
    malmerke: str | None = None,
) -> Anmodningsrunde:
    """Turn a draft into a sent round on ``dag`` and delete it. Raises Borte, Samtidig, Hinder.

    ``sendt_dato`` is the planned date unless given, and never after ``dag``. ``versjon`` is the draft as the sender
    saw it, ``malmerke`` the template of its letters. A second call gives the round that the first one made.
    """
    sendt = Anmodningsrunde.objects.filter(noekkel=utkast.noekkel).first()
    if sendt is not None:
        return sendt
    try:
        utkast = laas(utkast, versjon)
    except Borte:
        # It may have been sent while this call waited for the lock.
        sendt = Anmodningsrunde.objects.filter(noekkel=utkast.noekkel).first()
        if sendt is None:
            raise
        return sendt
    sendt_dato = sendt_dato or utkast.planlagt_sendt_dato
    linjer = list(utkast.linjer.select_related("kommune"))
    felt = {navn: getattr(utkast, navn) for navn in FAKTA if navn != "planlagt_sendt_dato"}
    fordelt = fordelingsspor.les(utkast, linjer)
    krev(
        [
            *domain.sendegrunner(
                sendt_dato, dag, domain.summer(queries.som_linjer(linjer)), utkast.fylkestall_totalt
            ),
            *_fellesgrunner(embete_id=utkast.embete_id, sendt=sendt_dato, felt=felt),
            *_vurder_linjer(utkast.embete_id, utkast.aar, linjer),
            *fordelt.grunner,
        ]
    )
    runde = _opprett_runde(
        by=by,
        linjer=[
            Anmodning(
                kommune=rad.kommune,
                totalt=rad.totalt,
                em=rad.em,
                **fordelt.per_kommune.get(rad.kommune_id, {}),
            )
            for rad in linjer
        ],
        fordeling=fordelt.fordeling,
        noekkel=utkast.noekkel,
        embete_id=utkast.embete_id,
        sendt_dato=sendt_dato,
        **felt,
    )
    utkast.delete()
    etter = bilde(runde) | {"linjer": _linjebilde(linjer)}
    record(by=by, handling="sendte runde", objekt=runde, etter=etter)
    brevutsending.lag_brev(by=by, runde=runde, merke=malmerke)
    meld_runde(runde, dag)
    return runde


@transaction.atomic
def slett_utkast(*, by, utkast: Rundeutkast) -> None:
    """Delete a draft with its figures. Raises Borte."""
    utkast = laas(utkast)
    foer = bilde(utkast) | {"linjer": _linjebilde(utkast.linjer.select_related("kommune"))}
    record(by=by, handling="slettet utkast til runde", objekt=utkast, foer=foer)
    utkast.delete()
