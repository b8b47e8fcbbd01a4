"""Writes of a draft: what a municipality types is kept as it is typed, until it is sent in or thrown away.

Only what is sent in leaves a Hendelse: that a municipality is writing, and what, is nobody else's business. What
``data`` holds: ``felt`` (field → text as typed), ``lagret`` (step → version, who and when it was last saved), and
``grunnlag`` (what was asked and answered when the draft was begun).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from . import actions, dokumenter, kvitteringer
from .kladdskjema import FELT, utgangspunkt, vurdert
from .kommunehistorikk import Aarshistorikk, aarshistorikk
from .models import Svarkladd, Vedtak


@dataclass(frozen=True)
class Lagring:
    """Who saved last, and when."""

    navn: str
    tid: datetime


class Samtidig(Hinder):
    """A colleague saved the same after the page was opened. Nothing was saved; ``kladd`` is how it stands now."""

    def __init__(self, kladd: Svarkladd, lagring: Lagring):
        super().__init__([(None, _("Svaret er endret av noen andre etter at du åpnet siden."))])
        self.kladd, self.lagring = kladd, lagring


class Endret(Hinder):
    """What was asked or answered changed after the page was opened. Nothing was sent."""

    def __init__(self):
        super().__init__([(None, _("Noe er endret etter at du åpnet siden. Se over på nytt før du sender."))])


class Borte(Hinder):
    """The draft was deleted after the page was opened."""

    def __init__(self):
        super().__init__([(None, _("Kladden er slettet av noen andre. Ingenting er sendt inn."))])


def felt(kladd: Svarkladd) -> dict[str, str]:
    """Return what is typed so far, field by field."""
    return kladd.data.get("felt", {})


def grunnlag(ett: Aarshistorikk) -> dict:
    """Return what a draft is begun on: the request in force and the answers there are, by id."""
    return {"anmodning": ett.status.anmodning, "svar": sorted(linje.vedtak.pk for linje in ett.svar)}


def kjennetegn(ett: Aarshistorikk) -> str:
    """Return the basis as a text that a page can carry: it differs when anything was asked or answered since."""
    del_ = grunnlag(ett)
    return f"{del_['anmodning']}:{'.'.join(map(str, del_['svar']))}"


def ny(*, by: Bruker, kommune: Kommune, aar: int, retter: Vedtak | None, dag: date) -> Svarkladd:
    """Return a draft as it begins, not saved: of a correction it holds the answer as it stands."""
    ett = aarshistorikk(kommune.pk, aar, dag)
    data = {"felt": utgangspunkt(retter, dag), "lagret": {}, "grunnlag": grunnlag(ett)}
    tid = naa()
    return Svarkladd(
        kommune=kommune, aar=aar, retter=retter, data=data, trinn="svar", versjon=0,
        opprettet_av=by, opprettet_at=tid, endret_av=by, endret_at=tid,
    )  # fmt: skip


def begynt(kladd: Svarkladd) -> Svarkladd | None:
    """Return the stored draft of the same answer, or None."""
    like = Svarkladd.objects.filter(kommune=kladd.kommune, aar=kladd.aar, retter=kladd.retter)
    return like.select_related("kommune", "retter", "opprettet_av", "endret_av").first()


def laas(kladd: Svarkladd) -> Svarkladd | None:
    """Return the draft as it stands, locked for this transaction; None when it is sent or deleted."""
    if kladd.pk is None:
        return None
    rader = Svarkladd.objects.select_for_update(of=("self",)).filter(pk=kladd.pk)
    return rader.select_related("kommune", "retter", "endret_av").first()


@transaction.atomic
def lagre(
    *, by: Bruker, kladd: Svarkladd, trinn: str, skrevet: dict[str, str], neste: str, versjon: int
) -> Svarkladd:
    """Keep what was typed in one step, right or wrong, and ``neste`` as where she left it. Returns the draft.

    ``versjon`` is the draft as she saw it, 0 when there was none. Raises Samtidig when a colleague has changed this
    step since; what colleagues typed in other steps stands.
    """
    skrevet = {
        navn: tekst.replace("\x00", "")  # PostgreSQL keeps no NUL, and nobody types one
        for navn, tekst in skrevet.items()
        if navn in FELT[trinn]
    }
    laast = laas(kladd) or _opprett(kladd)
    foer = felt(laast)
    endret = any(foer.get(navn, "") != tekst for navn, tekst in skrevet.items())
    lagret = laast.data.setdefault("lagret", {})
    sist = lagret.get(trinn)
    if sist and sist[0] > versjon and endret:
        raise Samtidig(laast, Lagring(sist[1], datetime.fromisoformat(sist[2])))
    tid = naa()
    laast.versjon += 1
    laast.trinn = neste
    if endret or not sist:
        laast.data["felt"] = foer | skrevet
        lagret[trinn] = [laast.versjon, by.navn, tid.isoformat()]
        laast.endret_av, laast.endret_at = by, tid
    laast.save()
    return laast


def _opprett(kladd: Svarkladd) -> Svarkladd:
    """Store a new draft, or return the one a colleague has begun meanwhile, locked."""
    kladd.pk = None
    try:
        with transaction.atomic():
            kladd.save(force_insert=True)
    except IntegrityError:
        if funnet := begynt(kladd):
            return laas(funnet) or funnet
        raise
    return kladd


@transaction.atomic
def slett(*, by: Bruker, kladd: Svarkladd) -> None:
    """Throw a draft away with its files. One that is gone already is no error."""
    laast = laas(kladd)
    if laast is None:
        return
    for fil in laast.filer.all():
        dokumenter.fjern_fra_kladd(by=by, fil=fil)
    laast.delete()


@transaction.atomic
def flytt(*, by: Bruker, kladd: Svarkladd, til: Vedtak) -> Svarkladd:
    """Let a draft correct the row that took the place of the one it was begun on; what is typed stands."""
    laast = laas(kladd)
    if laast is None:
        raise Borte
    if laast.retter_id != til.pk:
        if Svarkladd.objects.filter(retter=til).exists():
            raise Hinder([(None, _("Det er alt begynt på en rettelse av det nye svaret."))])
        laast.retter = til
        laast.versjon += 1
        laast.endret_av, laast.endret_at = by, naa()
        laast.save()
    return laast


def sendt(noekkel) -> Vedtak | None:
    """Return the answer that the draft with this key has become, or None."""
    return Vedtak.objects.select_related("kommune", "registrert_av").filter(noekkel=noekkel).first()


@transaction.atomic
def send_inn(*, by: Bruker, kladd: Svarkladd, versjon: int, sett: str, dag: date) -> Vedtak:
    """Register the answer with its documents and tell of it; the draft is gone. The same draft again gives that row.

    ``versjon`` and ``sett`` (see ``kjennetegn``) are the draft and its basis as the sender saw them. Raises Samtidig,
    Endret, Borte, or Hinder with what keeps the answer from being registered; then nothing is changed.
    """
    laast = laas(kladd)
    if laast is None:
        if vedtak := sendt(kladd.noekkel):
            return vedtak
        raise Borte
    if laast.versjon != versjon:
        raise Samtidig(laast, Lagring(laast.endret_av.navn, laast.endret_at))
    if kjennetegn(aarshistorikk(laast.kommune_id, laast.aar, dag)) != sett:
        raise Endret
    form = vurdert(laast, felt(laast), dag)
    if form.errors:
        raise Hinder([(navn, str(feil)) for navn, alle in form.errors.items() for feil in alle])
    felles = {"by": by, "innhold": form.innhold(), "dag": dag, "noekkel": laast.noekkel}
    if laast.retter is None:
        vedtak = actions.registrer_svar(kommune=laast.kommune, aar=laast.aar, **felles)
    else:
        vedtak = actions.rett_svar(vedtak=laast.retter, grunn=form.cleaned_data["rettegrunn"], **felles)
    dokumenter.fra_kladd(by=by, kladd=laast, vedtak=vedtak)
    laast.delete()
    kvitteringer.meld(vedtak=vedtak, by=by, dag=dag)
    return vedtak
