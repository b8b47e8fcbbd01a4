"""The embete's judgement of what a municipality sent in: confirmed, or sent back with a comment. Rows that stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.domain import Omfang, Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.brukere.mottakere import ansatte, kontaktpersoner
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import langdato
from bosetting.kommuner.models import Kommune
from bosetting.varsler.actions import varsle

from .domain import AAPNE_TYPER, Slag, Svartype
from .models import Bekreftelse, Vedtak
from .setninger import svartittel


@dataclass(frozen=True)
class Valgt:
    """An answer that somebody judges, as she saw it: ``sett`` is the id of its last judgement then, 0 for none."""

    vedtak: int
    sett: int = 0

    def __str__(self):
        return f"{self.vedtak}.{self.sett}"


def kan_bekrefte(bruker: Bruker, kommune: Kommune) -> bool:
    """Return whether ``bruker`` confirms answers in an embete that covers ``kommune``. One query."""
    egne = bruker.omfang.embeter_med(Rett.BEKREFTE_SVAR)
    return bool(egne) and Embete.objects.filter(pk__in=egne, fylker=kommune.fylke_id).exists()


def kommuner_aa_bekrefte(omfang: Omfang) -> QuerySet[Kommune]:
    """Return the municipalities whose answers somebody with this ``omfang`` confirms, once for each embete."""
    return Kommune.objects.filter(fylke__embeter__in=omfang.embeter_med(Rett.BEKREFTE_SVAR))


def ventende(omfang: Omfang) -> QuerySet[Vedtak]:
    """Return the answers that wait for somebody with this ``omfang`` to confirm them, oldest first.

    Sent in by a municipality, not confirmed, not corrected, and not taken over by a later answer: what lies behind no
    figure needs no confirmation (``domain.kommunestatus``).
    """
    senere = Vedtak.objects.annotate(fra=Coalesce("vedtaksdato", "mottatt")).filter(
        Q(fra__gt=OuterRef("fra"))
        | Q(fra=OuterRef("fra"), mottatt__gt=OuterRef("mottatt"))
        | Q(fra=OuterRef("fra"), mottatt=OuterRef("mottatt"), pk__gt=OuterRef("pk")),
        kommune=OuterRef("kommune"),
        aar=OuterRef("aar"),
        rettet_av=None,
    )
    hoved = Q(type=Svartype.VEDTAK, slag=Slag.HOVED)
    erstattet = (
        Exists(senere.filter(Q(type=Svartype.TRUKKET) | hoved & Q(fra__gt=OuterRef("fra"))))
        | Q(Exists(senere.filter(hoved)), slag=Slag.HOVED)
        | Q(Exists(senere), type__in=[*AAPNE_TYPER, Svartype.TRUKKET])
    )
    return (
        Vedtak.objects.filter(
            fra_kommunen=True,
            rettet_av=None,
            kommune__in=kommuner_aa_bekrefte(omfang),
        )
        .annotate(fra=Coalesce("vedtaksdato", "mottatt"))
        .exclude(Exists(Bekreftelse.objects.filter(vedtak=OuterRef("pk"), utfall="bekreftet")))
        .exclude(erstattet)
        .order_by("mottatt", "pk")
    )


def meld_innsendt(vedtak: Vedtak, dag: date) -> None:
    """Tell those who confirm answers that a municipality has sent one in. Call it in the write of the answer."""
    felt = {"kommune": vedtak.kommune.navn, "aar": vedtak.aar, "svar": svartittel(vedtak)}
    tittel = _("%(kommune)s har rettet svaret for %(aar)s") if vedtak.retter_id else _(
        "%(kommune)s har svart for %(aar)s"
    )  # fmt: skip
    tekst = _(
        "%(kommune)s har sendt inn: %(svar)s.\n\n"
        "Svaret telles med fra nå, og står som ubekreftet til noen i embetet bekrefter det eller sender det tilbake."
    )
    varsle(
        til=ansatte(vedtak.kommune, dag, Rett.BEKREFTE_SVAR),
        slag="svar_innsendt",
        tittel=tittel % felt,
        tekst=tekst % felt,
        noekkel=f"innsendt-{vedtak.pk}",
        url_sti=reverse("vedtak:bekreftelse-create", args=[vedtak.pk]),
    )


@transaction.atomic
def bekreft(
    *, by: Bruker, valgte: Iterable[Valgt], dato: date, dag: date, noekkel: UUID
) -> list[Bekreftelse]:
    """Confirm all of ``valgte`` on ``dato`` and return the rows, or none at all: then a Hinder says which and why.

    The same ``noekkel`` again returns the first rows, and makes no others.
    """
    return _doem(by=by, valgte=valgte, utfall="bekreftet", dato=dato, dag=dag, noekkel=noekkel, kommentar="")


@transaction.atomic
def send_tilbake(*, by: Bruker, valgt: Valgt, kommentar: str, dag: date, noekkel: UUID) -> Bekreftelse:
    """Send an answer back to the municipality with what it should look at. Raises Hinder."""
    if not kommentar.strip():
        raise Hinder([("kommentar", _("Skriv hva kommunen skal se på."))])
    return _doem(
        by=by, valgte=[valgt], utfall="sendt_tilbake", dato=dag, dag=dag, noekkel=noekkel, kommentar=kommentar.strip()
    )[0]  # fmt: skip


def _doem(*, by, valgte, utfall, dato, dag, noekkel, kommentar) -> list[Bekreftelse]:
    sett = {valgt.vedtak: valgt.sett for valgt in valgte}
    # First the locks, then the rows: what is read beside a row that one waits for is read too early.
    list(Vedtak.objects.select_for_update().filter(pk__in=sett).order_by("pk").values_list("pk"))
    rader = list(
        Vedtak.objects.filter(pk__in=sett)
        .select_related("kommune", "rettet_av__registrert_av")
        .prefetch_related("bekreftelser__registrert_av")
        .order_by("mottatt", "pk")
    )
    noekler = {rad.pk: uuid5(noekkel, f"{utfall}-{rad.pk}") for rad in rader}
    skrevet = list(Bekreftelse.objects.filter(noekkel__in=noekler.values()).order_by("pk"))
    ferdig = {ett.vedtak_id for ett in skrevet}
    nye = [rad for rad in rader if rad.pk not in ferdig]
    venter = set(ventende(by.omfang).filter(pk__in=sett).values_list("pk", flat=True))
    grunner = [
        (felt, f"{_rad(rad)}: {grunn}")
        for rad in nye
        for felt, grunn in _hvorfor_ikke(rad, sett[rad.pk], rad.pk in venter, dato, dag)
    ]
    if len(rader) < len(sett):
        grunner.append((None, _("Et av svarene finnes ikke.")))
    if grunner:
        raise Hinder(grunner)
    for rad in nye:
        ett = Bekreftelse.objects.create(
            noekkel=noekler[rad.pk],
            vedtak=rad,
            utfall=utfall,
            dato=dato,
            kommentar=kommentar,
            registrert_av=by,
            registrert_at=naa(),
        )
        record(
            by=by,
            handling="sendte svar tilbake" if kommentar else "bekreftet svar",
            objekt=ett,
            etter=bilde(ett),
        )
        skrevet.append(ett)
        _meld_dom(ett, dag)
    return skrevet


def _rad(vedtak: Vedtak) -> str:
    return _("%(kommune)s, svar for %(aar)s") % {"kommune": vedtak.kommune.navn, "aar": vedtak.aar}


def _naar(rad) -> dict:
    """Return who wrote a row, and when, as the sentences below name them."""
    navn = rad.registrert_av.navn if rad.registrert_av else _("En innlesing")
    return {"navn": navn, "naar": date_format(template_localtime(rad.registrert_at), "j. F Y \\k\\l. H.i")}


def _hvorfor_ikke(
    rad: Vedtak, sett: int, venter: bool, dato: date, dag: date
) -> list[tuple[str | None, str]]:
    """Return why an answer cannot be judged now, as (field, reason): who came first comes first."""
    dommer = list(rad.bekreftelser.all())
    siste = dommer[-1] if dommer else None
    rettelse = getattr(rad, "rettet_av", None)
    if rettelse is not None:
        return [(None, _("%(navn)s rettet svaret %(naar)s. Se det nye svaret.") % _naar(rettelse))]
    if siste is not None and siste.utfall == "bekreftet":
        return [(None, _("%(navn)s bekreftet svaret %(naar)s.") % _naar(siste))]
    if siste is not None and siste.pk != sett:
        return [(None, _("%(navn)s sendte svaret tilbake %(naar)s. Se kommentaren.") % _naar(siste))]
    if not rad.fra_kommunen:
        return [(None, _("Svaret er registrert av embetet og trenger ingen bekreftelse."))]
    if not venter:
        return [(None, _("Et nyere svar gjelder i stedet, så dette trenger ingen bekreftelse."))]
    if dato > dag:
        return [("dato", _("Datoen kan ikke være i framtiden."))]
    if dato < rad.mottatt:
        mottatt = langdato(rad.mottatt)
        return [("dato", _("Svaret ble mottatt %(dato)s, og kan ikke bekreftes før.") % {"dato": mottatt})]
    if siste is not None and dato < siste.dato:
        sendt = langdato(siste.dato)
        return [
            ("dato", _("Svaret ble sendt tilbake %(dato)s, og kan ikke bekreftes før.") % {"dato": sendt})
        ]
    return []


def _meld_dom(ett: Bekreftelse, dag: date) -> None:
    """Tell the municipality what came of its answer."""
    vedtak = ett.vedtak
    felt = {"aar": vedtak.aar, "svar": svartittel(vedtak), "kommentar": ett.kommentar}
    if ett.utfall == "bekreftet":
        tittel = _("Svaret for %(aar)s fra %(kommune)s er bekreftet")
        tekst = _("Embetet har bekreftet svaret fra %(kommune)s: %(svar)s.")
    else:
        tittel = _("Svaret for %(aar)s fra %(kommune)s er sendt tilbake til dere")
        tekst = _(
            "Embetet ber %(kommune)s se på svaret igjen: %(svar)s.\n\nKommentar fra embetet: %(kommentar)s\n\n"
            "Åpne svaret og velg «Rett svaret». Svaret telles med til dere har rettet det."
        )
    felt["kommune"] = vedtak.kommune.navn
    varsle(
        til=kontaktpersoner(vedtak.kommune, dag),
        slag="svar_bekreftet" if ett.utfall == "bekreftet" else "svar_tilbake",
        tittel=tittel % felt,
        tekst=tekst % felt,
        noekkel=f"bekreftelse-{ett.pk}",
        url_sti=vedtak.get_absolute_url(),
    )
