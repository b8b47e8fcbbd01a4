"""A municipality that is closed out by the last days asks the embete to change its answer: asked, answered, read."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Expression, IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from anmodninger.frister import Frister
from bosetting.brukere.actions import bilde, record
from bosetting.brukere.domain import Omfang, Rett
from bosetting.brukere.models import Bruker
from bosetting.brukere.mottakere import ansatte, kontaktpersoner
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from bosetting.varsler.actions import varsle

from .bekreftelser import kan_bekrefte, kommuner_aa_bekrefte, ventende
from .models import Endringsoenske, Endringsoenskesvar, Vedtak
from .queries import gjeldende_frister
from .registreringsrett import Registreringsrett, registreringsrett


def kan_oenske(rett: Registreringsrett, frister: Frister, dag: date) -> bool:
    """Return whether somebody with ``rett`` is closed out, so that asking the embete is what is left."""
    return rett.kontaktperson and not rett.ansatt and not (frister.kan_svare(dag) and frister.kan_endre(dag))


def _med_alt(oensker: QuerySet[Endringsoenske]) -> QuerySet[Endringsoenske]:
    return oensker.select_related(
        "kommune", "sendt_av", "svar__registrert_av", "vedtak__kommune", "vedtak__retter"
    )


def oensker_for(kommune_ids: Iterable[int]) -> dict[int, list[Endringsoenske]]:
    """Return the requests of each municipality with their answers, the latest first. One query."""
    ut: dict[int, list[Endringsoenske]] = {pk: [] for pk in kommune_ids}
    for ett in _med_alt(Endringsoenske.objects.filter(kommune__in=ut)).order_by("-dato", "-pk"):
        ut[ett.kommune_id].append(ett)
    return ut


def oensker_til(bruker: Bruker) -> QuerySet[Endringsoenske]:
    """Return the requests ``bruker`` may see: those she answers, and those of the municipalities she represents."""
    omfang = bruker.omfang
    egne = Endringsoenske.objects.filter(kommune__in=omfang.kommune_ids)
    return _med_alt(egne | aa_svare_paa(omfang)).order_by("-dato", "-pk")


def aa_svare_paa(omfang: Omfang) -> QuerySet[Endringsoenske]:
    """Return the requests to the embeter where somebody with this ``omfang`` confirms answers, answered or not."""
    return Endringsoenske.objects.filter(kommune__in=kommuner_aa_bekrefte(omfang))


def aapne(omfang: Omfang) -> QuerySet[Endringsoenske]:
    """Return those of them that nobody has answered, oldest first."""
    return _med_alt(aa_svare_paa(omfang).filter(svar=None)).order_by("dato", "pk")


def antall_ventende(omfang: Omfang) -> Expression:
    """Return how many answers and requests wait for somebody with this ``omfang``, for the menu to read."""
    sql, verdier = _telling(omfang.embeter_med(Rett.BEKREFTE_SVAR))
    return RawSQL(sql, verdier, output_field=IntegerField())


@lru_cache(maxsize=256)
def _telling(embeter: frozenset[int]) -> tuple[str, tuple]:
    """Return the count as SQL. Every page asks, and writing it out costs twenty times as much as running it."""
    omfang = Omfang(embeteretter=frozenset((embete, Rett.BEKREFTE_SVAR) for embete in embeter))
    deler = [
        rader.order_by().values("pk").query.sql_with_params()
        for rader in (ventende(omfang), aa_svare_paa(omfang).filter(svar=None))
    ]
    tellinger = [f"(SELECT COUNT(*) FROM ({sql}) rader)" for sql, _verdier in deler]
    return " + ".join(tellinger), tuple(verdi for _sql, verdier in deler for verdi in verdier)


@transaction.atomic
def send(
    *,
    by: Bruker,
    kommune: Kommune,
    aar: int,
    tekst: str,
    dag: date,
    noekkel: UUID,
    vedtak: Vedtak | None = None,
) -> Endringsoenske:
    """Ask the embete for a change and return the row. The same ``noekkel`` again returns the first. Raises Hinder."""
    Kommune.objects.select_for_update().get(pk=kommune.pk)
    if foer := Endringsoenske.objects.filter(noekkel=noekkel, kommune=kommune, aar=aar).first():
        return foer
    grunner: list[tuple[str | None, str]] = []
    if not tekst.strip():
        grunner.append(("tekst", _("Skriv hva som skal endres, og hvorfor.")))
    if vedtak is not None and (vedtak.kommune_id, vedtak.aar) != (kommune.pk, aar):
        grunner.append(("vedtak", _("Velg et svar for dette året.")))
    if not kan_oenske(registreringsrett(by, kommune), gjeldende_frister(kommune, aar, dag), dag):
        grunner.append((None, _("Dere kan registrere og rette svaret for %(aar)s selv.") % {"aar": aar}))
    if grunner:
        raise Hinder(grunner)
    oenske = Endringsoenske.objects.create(
        noekkel=noekkel,
        kommune=kommune,
        aar=aar,
        vedtak=vedtak,
        dato=dag,
        tekst=tekst.strip(),
        sendt_av=by,
        sendt_at=naa(),
    )
    record(by=by, handling="sendte ønske om endring", objekt=oenske, etter=bilde(oenske))
    felt = {"kommune": kommune.navn, "aar": aar, "tekst": oenske.tekst}
    varsle(
        til=ansatte(kommune, dag, Rett.BEKREFTE_SVAR),
        slag="endringsoenske",
        tittel=_("%(kommune)s ønsker å endre svaret for %(aar)s") % felt,
        tekst=_("%(kommune)s kan ikke lenger registrere eller rette selv, og ber om dette:\n\n%(tekst)s")
        % felt,
        noekkel=f"endringsoenske-{oenske.pk}",
        url_sti=reverse("vedtak:endringsoenske-show", args=[oenske.pk]),
    )
    return oenske


@transaction.atomic
def svar(
    *, by: Bruker, oenske: Endringsoenske, utfall: str, tekst: str, dag: date, noekkel: UUID
) -> Endringsoenskesvar:
    """Answer a request: done, or not and why. Somebody who comes second is told who answered what. Raises Hinder."""
    if not kan_bekrefte(by, oenske.kommune):
        raise Hinder([(None, _("Bare embetet kan svare på ønsket."))])
    if utfall != "utfoert" and not tekst.strip():
        raise Hinder([("tekst", _("Skriv hvorfor endringen ikke gjøres."))])
    if foer := Endringsoenskesvar.objects.filter(noekkel=noekkel, oenske=oenske).first():
        return foer
    try:
        with transaction.atomic():
            rad = Endringsoenskesvar.objects.create(
                noekkel=noekkel,
                oenske=oenske,
                utfall=utfall,
                dato=dag,
                tekst=tekst.strip(),
                registrert_av=by,
                registrert_at=naa(),
            )
    except IntegrityError:
        foer = Endringsoenskesvar.objects.select_related("registrert_av").filter(oenske=oenske).first()
        if foer is None:
            raise
        if foer.noekkel == noekkel:
            return foer
        raise Hinder([(None, alt_besvart(foer))]) from None
    record(by=by, handling="svarte på ønske om endring", objekt=rad, etter=bilde(rad))
    felt = {"aar": oenske.aar, "kommune": oenske.kommune.navn, "tekst": rad.tekst, "oenske": oenske.tekst}
    tittel = _("Endringen %(kommune)s ba om for %(aar)s er gjort") if utfall == "utfoert" else _(
        "Endringen %(kommune)s ba om for %(aar)s blir ikke gjort"
    )  # fmt: skip
    svaret = _("Svar fra embetet: %(tekst)s") % felt if rad.tekst else tittel % felt + "."
    varsle(
        til=kontaktpersoner(oenske.kommune, dag),
        slag="endringsoenske_svar",
        tittel=tittel % felt,
        tekst=svaret + "\n\n" + _("Dette ba dere om: %(oenske)s") % felt,
        noekkel=f"endringsoenskesvar-{rad.pk}",
        url_sti=reverse("vedtak:endringsoenske-show", args=[oenske.pk]),
    )
    return rad


def alt_besvart(foer: Endringsoenskesvar) -> str:
    """Return the sentence that tells who came first, when and with what."""
    return _("%(navn)s svarte «%(utfall)s» %(naar)s.") % {
        "navn": foer.registrert_av.navn,
        "utfall": foer.get_utfall_display(),
        "naar": date_format(template_localtime(foer.registrert_at), "j. F Y \\k\\l. H.i"),
    }
