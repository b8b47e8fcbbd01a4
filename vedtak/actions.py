"""Writes that leave a trace: an answer is registered, and a correction is registered on top of an answer."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from anmodninger.queries import foerste_sendt
from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from .bekreftelser import meld_innsendt
from .domain import Slag, Svartype, Tall
from .models import Vedtak, Vilkaar
from .queries import gjeldende_frister, svarrader
from .registreringsrett import registreringsrett, stengt
from .svarregler import Vilkaarsvalg, har_hovedvedtak, hinder_for_sammenheng, hinder_for_svar


@dataclass(frozen=True)
class Svarinnhold:
    """What a municipality answers: every field of the case, none of the record."""

    mottatt: date | None
    type: Svartype = Svartype.VEDTAK
    slag: Slag = Slag.HOVED
    totalt: int | None = None
    em: int | None = None
    vedtaksdato: date | None = None
    organ: str = ""
    saksnummer: str = ""
    ny_dato: date | None = None
    merknad: str = ""
    vilkaar: tuple[Vilkaarsvalg, ...] = ()


def registrer_svar(
    *,
    by: Bruker | None,
    kommune: Kommune,
    aar: int,
    innhold: Svarinnhold,
    dag: date,
    noekkel: UUID,
    kilde: str = "",
) -> Vedtak:
    """Register an answer and return its row. The same ``noekkel`` again returns the first row, and makes no other.

    Raises Hinder with reasons at the fields.
    """
    return _skriv(by=by, kommune=kommune, aar=aar, innhold=innhold, dag=dag, noekkel=noekkel, kilde=kilde)


def rett_svar(
    *,
    by: Bruker | None,
    vedtak: Vedtak,
    innhold: Svarinnhold,
    grunn: str,
    dag: date,
    noekkel: UUID,
    kilde: str = "",
) -> Vedtak:
    """Register what ``vedtak`` should have said as a new row that points to it, and return that row.

    Only a row that nobody has corrected yet may be corrected: the loser of a race gets a Hinder that names the winner.
    """
    return _skriv(
        by=by, kommune=vedtak.kommune, aar=vedtak.aar, innhold=innhold, dag=dag, noekkel=noekkel, kilde=kilde,
        retter=vedtak, rettegrunn=grunn.strip(),
    )  # fmt: skip


def alt_rettet(rettelse: Vedtak) -> str:
    """Return the sentence that tells a late corrector who came first, and what to do."""
    if rettelse.registrert_av is None:
        return _("Dette svaret er allerede rettet. Se den nye raden før du retter på nytt.")
    naar = date_format(template_localtime(rettelse.registrert_at), "j. F Y \\k\\l. H.i")
    return _("%(navn)s rettet dette svaret %(naar)s. Se den nye raden før du retter på nytt.") % {
        "navn": rettelse.registrert_av.navn,
        "naar": naar,
    }


def hinder_for_aaret(kommune: Kommune, aar: int) -> list[str]:
    """Return why no answer at all can be registered for the municipality and year; empty when it can."""
    hinder = _ugyldig(kommune, aar)
    if foerste_sendt(kommune, aar) is None:
        hinder.append(_("Det er ikke sendt noen anmodning til kommunen for %(aar)s.") % {"aar": aar})
    return hinder


def _ugyldig(kommune: Kommune, aar: int) -> list[str]:
    if kommune.gyldig_i(aar):
        return []
    grunn = _(
        "%(kommune)s finnes ikke som kommune i %(aar)s. Registrer svaret på kommunen som gjelder det året."
    )
    return [grunn % {"kommune": kommune, "aar": aar}]


def _skriv(*, by, kommune, aar, innhold, dag, noekkel, kilde, retter=None, rettegrunn="") -> Vedtak:
    """Write one answer with its conditions and its Hendelse, or nothing at all."""

    def skrevet_foer():
        return Vedtak.objects.filter(noekkel=noekkel, kommune=kommune, aar=aar, retter=retter).first()

    if foer := skrevet_foer():
        return foer
    innhold = _ryddet(innhold)
    _krev(_stengt(by=by, kommune=kommune, aar=aar, dag=dag, retter=retter))
    _krev(
        hvorfor_ikke(kommune=kommune, aar=aar, innhold=innhold, dag=dag, retter=retter, rettegrunn=rettegrunn)
    )
    try:
        with transaction.atomic():
            return _opprett(
                by=by, kommune=kommune, aar=aar, innhold=innhold, dag=dag, noekkel=noekkel, kilde=kilde,
                retter=retter, rettegrunn=rettegrunn,
            )  # fmt: skip
    except IntegrityError:
        # Somebody else was quicker: the same form sent twice, or another correction of the same row.
        if foer := skrevet_foer():
            return foer
        _krev(_hinder_for_retting(retter))
        if Vedtak.objects.filter(noekkel=noekkel).exists():
            _krev(
                [(None, _("Skjemaet er brukt til et annet svar. Åpne siden på nytt, og registrer det der."))]
            )
        raise


def _ryddet(innhold: Svarinnhold) -> Svarinnhold:
    """Return the answer as it is stored: of nobody, nobody is EM, and only a decision can be additional."""
    if innhold.totalt == 0 and innhold.em is None:
        innhold = replace(innhold, em=0)
    if innhold.type != Svartype.VEDTAK:
        innhold = replace(innhold, slag=Slag.HOVED)
    return innhold


def _krev(hinder: list[tuple[str | None, str]]) -> None:
    if hinder:
        raise Hinder(hinder)


def _stengt(*, by: Bruker | None, kommune, aar, dag, retter) -> list[tuple[str | None, str]]:
    """Return why the dates of the round keep ``by`` out. Staff, and commands run by the operator, always get in."""
    if by is None:
        return []
    frister = gjeldende_frister(kommune, aar, dag)
    grunn = stengt(registreringsrett(by, kommune), kommune, frister, dag, retter=retter)
    return [(None, grunn)] if grunn else []


def _hinder_for_retting(retter: Vedtak | None) -> list[tuple[str | None, str]]:
    """Return the reason why ``retter`` cannot be corrected (again)."""
    if retter is None:
        return []
    rettelse = Vedtak.objects.select_related("registrert_av").filter(retter=retter).first()
    return [(None, alt_rettet(rettelse))] if rettelse else []


def hvorfor_ikke(
    *,
    kommune: Kommune,
    aar: int,
    innhold: Svarinnhold,
    dag: date,
    retter: Vedtak | None = None,
    rettegrunn: str = "",
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for everything that keeps the answer from being written, the gravest first.

    The last days of the round are not among them: they bind the municipality, not the answer.
    """
    innhold = _ryddet(innhold)
    if rettet := _hinder_for_retting(retter):
        return rettet
    hinder: list[tuple[str | None, str]] = []
    if not kommune.gyldig_i(aar):
        grunn = _(
            "%(kommune)s finnes ikke som kommune i %(aar)s. Registrer svaret på kommunen som gjelder det året."
        )
        hinder.append(("aar", grunn % {"kommune": kommune, "aar": aar}))
    if retter is not None and not rettegrunn:
        hinder.append(("rettegrunn", _("Skriv hvorfor svaret rettes.")))
    tall = Tall(innhold.totalt, innhold.em)
    hinder += hinder_for_svar(
        type=innhold.type,
        tall=tall,
        vedtaksdato=innhold.vedtaksdato,
        mottatt=innhold.mottatt,
        dag=dag,
        foerste_runde=foerste_sendt(kommune, aar),
        slag=innhold.slag,
        har_hovedvedtak=innhold.slag != Slag.TILLEGG
        or _har_hovedvedtak(kommune, aar, innhold.vedtaksdato or innhold.mottatt or dag, retter),
        ny_dato=innhold.ny_dato,
    )
    hinder += hinder_for_sammenheng(
        type=innhold.type,
        tall=tall,
        ny_dato=innhold.ny_dato,
        mottatt=_foerst_mottatt(innhold.mottatt, retter),
        vilkaar=innhold.vilkaar,
    )
    return hinder


def _har_hovedvedtak(kommune: Kommune, aar: int, dato: date, retter: Vedtak | None) -> bool:
    return har_hovedvedtak(svarrader(aar, [kommune.pk]), dato, uten=retter.pk if retter else None)


def _foerst_mottatt(mottatt: date | None, retter: Vedtak | None) -> date | None:
    """Return when the answer itself was first known: a day it set for later may have passed before it is corrected."""
    while mottatt is not None and retter is not None:
        mottatt, retter = min(mottatt, retter.mottatt), retter.retter
    return mottatt


def _opprett(*, by, kommune, aar, innhold, dag, noekkel, kilde, retter, rettegrunn) -> Vedtak:
    vedtak = Vedtak.objects.create(
        noekkel=noekkel,
        kommune=kommune,
        aar=aar,
        type=innhold.type,
        slag=innhold.slag,
        totalt=innhold.totalt,
        em=innhold.em,
        vedtaksdato=innhold.vedtaksdato,
        mottatt=innhold.mottatt,
        organ=innhold.organ,
        saksnummer=innhold.saksnummer,
        ny_dato=innhold.ny_dato,
        merknad=innhold.merknad,
        kilde=kilde,
        retter=retter,
        rettegrunn=rettegrunn,
        registrert_av=by,
        registrert_at=naa(),
        fra_kommunen=by is not None and not registreringsrett(by, kommune).ansatt,
    )
    Vilkaar.objects.bulk_create(
        Vilkaar(vedtak=vedtak, type=ett.type, merknad=ett.merknad, oppfoelging_dato=ett.oppfoelging_dato)
        for ett in innhold.vilkaar
    )
    record(
        by=by,
        handling="rettet svar" if retter else "registrerte svar",
        objekt=vedtak,
        foer=_bilde(retter) if retter else None,
        etter=_bilde(vedtak),
    )
    if vedtak.fra_kommunen:
        meld_innsendt(vedtak, dag)
    return vedtak


def _bilde(vedtak: Vedtak) -> dict:
    """Return the answer with its conditions as the log keeps it."""
    vilkaar = vedtak.vilkaar.values_list("type", "merknad", "oppfoelging_dato")
    return bilde(vedtak) | {
        "vilkaar": [[type_, merknad, str(dato or "")] for type_, merknad, dato in vilkaar]
    }
