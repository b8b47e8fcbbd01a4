"""Writes on the split of a draft: propose, move between two, take into use, and say why a figure differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from bosetting.brukere.actions import record
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Kommune

from . import actions, noekler, queries
from .domain import Grunn
from .fordeling import Andel, Deltaker, Forslag, Umulig, flytt, fordel
from .fordelingsspor import avviker, foreslaatt, utelatt
from .models import Fordeling, Fordelingsrad, Rundeutkast
from .vekter import bland


@dataclass(frozen=True)
class Valg:
    """How the county's figure is to be split: key → weight, the minimum, and the rounding."""

    noekler: dict[str, int]
    minst: int = 0
    avrunding: int = 5


@dataclass(frozen=True)
class Radvalg:
    """What somebody has decided for one municipality. ``laast`` keeps the figures that are not blank."""

    kommune: Kommune
    totalt: int | None = None
    em: int | None = None
    laast: bool = False
    utelatt: bool = False
    grunn: str = ""


@dataclass(frozen=True)
class Flytting:
    """Persons to be moved from one municipality to another, and why."""

    fra: int
    til: int
    totalt: int
    em: int
    grunn: str


@dataclass
class _Beregnet:
    """What a calculation came to: the proposal, and the one that the keys alone would give (None: none)."""

    valgte: list[noekler.Valgt]
    forslag: Forslag
    alene: Forslag | None = field(default=None)


def _hinder(umulig: Umulig) -> Hinder:
    return Hinder(umulig.grunner)


def _utelatelsesgrunner(rader: Iterable[Radvalg]) -> list[Grunn]:
    return [
        (f"grunn-{rad.kommune.pk}", _("Skriv hvorfor kommunen er utelatt."))
        for rad in rader
        if rad.utelatt and not rad.grunn
    ]


def _beregn(utkast: Rundeutkast, valg: Valg, rader: list[Radvalg], dag: date) -> _Beregnet:
    if utkast.fylkestall_totalt is None:
        raise Hinder([(None, _("Før inn fylkestallet under Opplysninger før du fordeler det."))])
    kommuner = queries.kommuner_i(utkast.embete_id, utkast.aar)
    valgte = noekler.hent(valg.noekler, kommuner, utkast.aar, dag)
    try:
        vekter = bland(
            [ett.noekkeltall for ett in valgte], [rad.kommune.pk for rad in rader if not rad.utelatt]
        )
        deltakere = [
            Deltaker(
                rad.kommune.pk,
                rad.kommune.nr,
                vekter.get(rad.kommune.pk),
                totalt=rad.totalt if rad.laast and not rad.utelatt else None,
                em=rad.em if rad.laast and not rad.utelatt else None,
                utelatt=rad.utelatt,
            )
            for rad in rader
        ]
        oppgave = {"minst": valg.minst, "avrunding": valg.avrunding}
        tall = utkast.fylkestall_totalt, utkast.fylkestall_em
        beregnet = _Beregnet(valgte, fordel(*tall, deltakere, **oppgave))
    except Umulig as umulig:
        raise _hinder(umulig) from umulig
    if any(rad.laast for rad in rader):
        try:
            beregnet.alene = fordel(*tall, [ett.fri for ett in deltakere], **oppgave)
        except Umulig:
            # Only the locked cells made it possible: the keys alone propose nothing.
            beregnet.alene = None
    return beregnet


def _ny_rad(rad: Radvalg, beregnet: _Beregnet) -> Fordelingsrad:
    """Return a municipality's row of a calculation."""
    pk = rad.kommune.pk
    vekter = {ett.noekkel.kode: ett.grunnlag.tall.get(pk) for ett in beregnet.valgte}
    if rad.utelatt:
        return Fordelingsrad(kommune=rad.kommune, vekter=vekter, utelatt_grunn=rad.grunn)
    andel = tenkt = beregnet.forslag.andeler[pk]
    laast = rad.laast and (rad.totalt is not None or rad.em is not None)
    if laast:
        alene = beregnet.alene.andeler[pk] if beregnet.alene else Andel()
        tenkt = Andel(
            andel.totalt if rad.totalt is None else alene.totalt,
            andel.em if rad.em is None else alene.em,
        )
    return Fordelingsrad(
        kommune=rad.kommune,
        vekter=vekter,
        foreslaatt_totalt=tenkt.totalt,
        foreslaatt_em=tenkt.em,
        totalt=andel.totalt,
        em=andel.em,
        laast=laast,
        # A locked row keeps its reason: the next proposal may differ from it again.
        begrunnelse=rad.grunn if laast or avviker(tenkt, andel) else "",
    )


def _grunnlag(utkast: Rundeutkast, rader: Iterable[Radvalg], beregnet: _Beregnet) -> dict:
    """Return what a proposal stood on, as JSON: it is kept with the round, and must be readable by itself."""
    kommuner = {rad.kommune.pk: rad.kommune for rad in rader}
    return {
        "fylkestall": {"totalt": utkast.fylkestall_totalt, "em": utkast.fylkestall_em},
        "noekler": [
            {
                "kode": ett.noekkel.kode,
                "navn": str(ett.noekkel.navn),
                "vekt": ett.vekt,
                "forklaring": ett.grunnlag.forklaring,
            }
            for ett in beregnet.valgte
        ],
        "minst_brukt": beregnet.forslag.minst,
        "rester": [
            {
                "kommune_nr": kommuner[rest.id].nr,
                "navn": kommuner[rest.id].navn,
                "gruppe": rest.gruppe,
                "antall": rest.antall,
            }
            for rest in beregnet.forslag.rester
        ],
    }


def _skriv(fordeling: Fordeling, rader: list[Fordelingsrad]) -> None:
    fordeling.rader.all().delete()
    for rad in rader:
        rad.pk, rad.fordeling = None, fordeling
    Fordelingsrad.objects.bulk_create(rader)


def _bilde(fordeling: Fordeling, rader: Iterable[Fordelingsrad]) -> dict:
    """Return a split as the log holds it: how, and per municipality what stands and why."""
    return {
        "noekler": fordeling.noekler,
        "minst": fordeling.minst,
        "avrunding": fordeling.avrunding,
        "rader": [
            [rad.kommune.nr, rad.totalt, rad.em, rad.utelatt_grunn or rad.begrunnelse] for rad in rader
        ],
    }


@transaction.atomic
def beregn(
    *, by, utkast: Rundeutkast, valg: Valg, rader: Iterable[Radvalg], versjon: int, dag: date
) -> Fordeling:
    """Propose a split of the draft's county figures and keep it with the draft; its figures are not touched.

    Locked cells stay as they are. Raises Borte, Samtidig, Hinder. A fixed number of queries at every size.
    """
    utkast = actions.laas(utkast, versjon)
    rader = list(rader)
    actions.krev(_utelatelsesgrunner(rader))
    beregnet = _beregn(utkast, valg, rader, dag)
    fordeling, _ny = Fordeling.objects.update_or_create(
        utkast=utkast,
        defaults={
            "noekler": valg.noekler,
            "minst": valg.minst,
            "avrunding": valg.avrunding,
            "grunnlag": _grunnlag(utkast, rader, beregnet),
            "foreslaatt_at": naa(),
        },
    )
    nye = [_ny_rad(rad, beregnet) for rad in rader]
    _skriv(fordeling, nye)
    actions.lagre(utkast)
    record(by=by, handling="beregnet fordeling", objekt=utkast, etter=_bilde(fordeling, nye))
    return fordeling


def _hent(utkast: Rundeutkast) -> tuple[Fordeling, dict[int, Fordelingsrad]]:
    """Return the split of a draft and its rows by municipality. Raises Hinder when there is none."""
    fordeling = Fordeling.objects.filter(utkast=utkast).first()
    if fordeling is None:
        raise Hinder([(None, _("Beregn et forslag først."))])
    return fordeling, {rad.kommune_id: rad for rad in fordeling.rader.select_related("kommune")}


def _foer_inn(rader: Iterable[Radvalg], lagret: Mapping[int, Fordelingsrad]) -> list[Fordelingsrad]:
    """Return the stored rows with what was typed since; figures are taken as they stand. Raises Hinder."""
    grunner: list[Grunn] = []
    nye = []
    for valgt in rader:
        pk = valgt.kommune.pk
        rad = lagret.get(pk) or Fordelingsrad(kommune=valgt.kommune)
        if valgt.utelatt:
            rad.totalt = rad.em = None
            rad.utelatt_grunn, rad.begrunnelse, rad.laast = valgt.grunn, "", False
        else:
            rad.totalt, rad.em, rad.laast = valgt.totalt, valgt.em, valgt.laast
            rad.utelatt_grunn, rad.begrunnelse = "", valgt.grunn
            if valgt.em is not None and (valgt.totalt is None or valgt.em > valgt.totalt):
                grunn = _("Antallet enslige mindreårige kan ikke være høyere enn totalt.")
                grunner.append((f"em-{pk}", grunn))
        nye.append(rad)
    actions.krev(grunner)
    return nye


@transaction.atomic
def flytt_mellom(
    *, by, utkast: Rundeutkast, rader: Iterable[Radvalg], flytting: Flytting, versjon: int
) -> Fordeling:
    """Move persons between two municipalities of a proposal. The sums stay; nobody else's figure changes.

    Both are locked, with the reason. Raises Borte, Samtidig, Hinder.
    """
    utkast = actions.laas(utkast, versjon)
    fordeling, lagret = _hent(utkast)
    rader = list(rader)
    actions.krev(_utelatelsesgrunner(rader))
    nye = {rad.kommune_id: rad for rad in _foer_inn(rader, lagret)}
    if flytting.fra == flytting.til:
        raise Hinder([("flytt_til", _("Velg to ulike kommuner."))])
    fra, til = nye[flytting.fra], nye[flytting.til]
    try:
        andeler = flytt(
            Andel(fra.totalt, fra.em), Andel(til.totalt, til.em), totalt=flytting.totalt, em=flytting.em
        )
    except Umulig as umulig:
        raise _hinder(umulig) from umulig
    for rad, andel in zip((fra, til), andeler, strict=True):
        rad.totalt, rad.em, rad.laast = andel.totalt, andel.em, True
        rad.begrunnelse = flytting.grunn
    _skriv(fordeling, list(nye.values()))
    fordeling.foreslaatt_at = naa()
    fordeling.save(update_fields=["foreslaatt_at"])
    actions.lagre(utkast)
    record(
        by=by,
        handling="flyttet mellom to kommuner i fordelingen",
        objekt=utkast,
        etter={
            "fra": fra.kommune.nr,
            "til": til.kommune.nr,
            "totalt": flytting.totalt,
            "em": flytting.em,
            "begrunnelse": flytting.grunn,
        },
    )
    return fordeling


def _bruksgrunner(utkast: Rundeutkast, rader: Iterable[Fordelingsrad]) -> list[Grunn]:
    """Judge whether every municipality has what the draft needs: a figure, or a reason for having none or another."""
    grunner: list[Grunn] = []
    for rad in rader:
        pk = rad.kommune_id
        if utelatt(rad):
            continue
        if rad.totalt is None:
            grunn = _("Kommunen har ikke noe tall. Skriv et, eller utelat den med en begrunnelse.")
            grunner.append((f"totalt-{pk}", grunn))
        elif utkast.fylkestall_em is not None and rad.em is None:
            grunner.append((f"em-{pk}", _("Skriv hvor mange av dem som er EM. Skriv 0 når ingen er det.")))
        elif avviker(foreslaatt(rad), Andel(rad.totalt, rad.em)) and not rad.begrunnelse:
            grunn = (
                _("Nøkkelen har ikke tall for kommunen. Skriv hvorfor den får dette tallet.")
                if rad.foreslaatt_totalt is None
                else _(
                    "Forslaget er %(totalt)s, herav %(em)s EM. Skriv hvorfor tallet avviker.",
                    totalt=rad.foreslaatt_totalt,
                    em=rad.foreslaatt_em,
                )
                if rad.foreslaatt_em is not None
                else _("Forslaget er %(totalt)s. Skriv hvorfor tallet avviker.", totalt=rad.foreslaatt_totalt)
            )
            grunner.append((f"grunn-{pk}", grunn))
    return grunner


@transaction.atomic
def bruk(*, by, utkast: Rundeutkast, valg: Valg, rader: Iterable[Radvalg], versjon: int) -> Rundeutkast:
    """Take the figures, as they stand, into the draft. Every override has a reason. Raises Borte, Samtidig, Hinder."""
    utkast = actions.laas(utkast, versjon)
    fordeling, lagret = _hent(utkast)
    rader = list(rader)
    actions.krev(_utelatelsesgrunner(rader))
    if valg != Valg(fordeling.noekler, fordeling.minst, fordeling.avrunding):
        grunn = _("Du har endret hvordan tallet skal fordeles. Beregn på nytt før du bruker tallene.")
        raise Hinder([(None, grunn)])
    nye = _foer_inn(rader, lagret)
    actions.krev(_bruksgrunner(utkast, nye))
    linjer = [(rad.kommune, rad.totalt, rad.em) for rad in nye if not utelatt(rad)]
    for rad in nye:
        if not avviker(foreslaatt(rad), Andel(rad.totalt, rad.em)):
            rad.begrunnelse = ""
    utkast = actions.lagre_tall(by=by, utkast=utkast, linjer=linjer, versjon=versjon)
    _skriv(fordeling, nye)
    fordeling.brukt_at = naa()
    fordeling.save(update_fields=["brukt_at"])
    if utkast.versjon == versjon:
        actions.lagre(utkast)
    record(by=by, handling="tok fordelingen i bruk", objekt=utkast, etter=_bilde(fordeling, nye))
    return utkast


@transaction.atomic
def begrunn(*, by, utkast: Rundeutkast, grunner: Mapping[int, str], versjon: int) -> Rundeutkast:
    """Write why figures differ from the split, by municipality. Raises Borte, Samtidig, Hinder."""
    utkast = actions.laas(utkast, versjon)
    _fordeling, lagret = _hent(utkast)
    endret = [lagret[pk] for pk, grunn in grunner.items() if pk in lagret and lagret[pk].begrunnelse != grunn]
    if not endret:
        return utkast
    foer = {rad.kommune.nr: rad.begrunnelse for rad in endret}
    for rad in endret:
        rad.begrunnelse = grunner[rad.kommune_id]
    Fordelingsrad.objects.bulk_update(endret, ["begrunnelse"], batch_size=200)
    actions.lagre(utkast)
    etter = {rad.kommune.nr: rad.begrunnelse for rad in endret}
    record(by=by, handling="begrunnet avvik fra fordelingen", objekt=utkast, foer=foer, etter=etter)
    return utkast
