"""What the request cycle puts in a person's calendar: the wheel's steps, reply deadlines, extensions.

Each function is a source (bosetting.brukere.kalender): plain rows in, a fixed number of queries, only what the person
may see on ``dag``. No notes, reasons or names of people: the page behind the address has them, for those let in.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.kalender import Kalenderhendelse, vindu
from bosetting.felles import norsk

from . import aarshjul
from .frister import Frister, gjeldende, siste_utsettelse
from .models import Aarshjulsteg, Anmodning, Anmodningsrunde, Fristutsettelse

# A deadline inside the window belongs to a round that was sent before it, at most this long.
_SENDT_FOER = timedelta(days=366)


def steg(bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """The steps of the annual wheel of her embeter; what is cancelled is gone. One query."""
    fra, til = vindu(dag)
    rader = Aarshjulsteg.objects.for_bruker(bruker).filter(
        embete__in=bruker.omfang.embeter_med(Rett.SE_RUNDER), til__gte=fra, fra__lte=til
    )
    for rad in rader.exclude(status=aarshjul.UTGAAR).select_related("embete"):
        linjer = [_("Årshjul for %(aar)s, %(embete)s.") % {"aar": rad.aar, "embete": rad.embete}]
        if rad.ansvarlig:
            linjer.append(_("Ansvarlig: %(ansvarlig)s.") % {"ansvarlig": rad.ansvarlig})
        ferdig = rad.status == aarshjul.FERDIG
        linjer.append(
            _("Ferdig %(dato)s.") % {"dato": norsk.dato(rad.ferdig_dato)}
            if ferdig
            else _("Status: %(status)s.") % {"status": rad.get_status_display()}
        )
        yield Kalenderhendelse(
            uid=f"aarshjul-{rad.noekkel}",
            tittel=_("Ferdig: %(steg)s") % {"steg": rad.tittel} if ferdig else rad.tittel,
            fra=rad.fra,
            til=rad.til,
            beskrivelse="\n".join(linjer),
            url_sti=reverse("anmodninger:aarshjul-show", args=[rad.embete_id, rad.aar]) + f"#steg-{rad.pk}",
            endret=rad.endret_at,
            ferdig=ferdig,
        )


def rundefrister(bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """The reply deadline of each round her embeter have sent. One query.

    One replaced before its deadline keeps it: it still holds for municipalities that the new round does not name.
    """
    nyere = Anmodningsrunde.objects.filter(erstatter=OuterRef("pk"), sendt_dato__lte=OuterRef("svarfrist"))
    runder = (
        _embetets_runder(bruker, dag).filter(svarfrist__range=vindu(dag)).annotate(erstattet=Exists(nyere))
    )
    for runde in runder:
        tittel = (
            _("Svarfrist for anmodningen for %(aar)s (erstattet)")
            if runde.erstattet
            else _("Svarfrist for anmodningen for %(aar)s")
        )
        yield Kalenderhendelse(
            uid=f"svarfrist-{runde.noekkel}",
            tittel=tittel % {"aar": runde.aar},
            fra=runde.svarfrist,
            beskrivelse=_om_runden(runde, runde.frister),
            url_sti=runde.get_absolute_url(),
            endret=runde.registrert_at,
        )


def utsatte_frister(bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """The later deadline of each municipality of her embeter that has one today. One query."""
    rader = (
        Fristutsettelse.objects.for_bruker(bruker)
        .filter(anmodning__runde__in=_embetets_runder(bruker, dag), innvilget_dato__lte=dag)
        .select_related("anmodning__runde", "anmodning__kommune")
        .order_by("anmodning", "innvilget_dato", "pk")
    )
    for anmodning, gitt in groupby(rader, key=lambda rad: rad.anmodning):
        yield _kommunefrist(anmodning, list(gitt), dag, anmodning.runde.get_absolute_url())


def egne_frister(bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """What a kontaktperson is to answer, and by when: her own municipality's dates only. Two queries.

    A round that was replaced before its deadline has none any more.
    """
    if not bruker.omfang.kommune_ids:
        return
    fra, _til = vindu(dag)
    rader = (
        Anmodning.objects.filter(
            kommune__in=bruker.omfang.kommune_ids,
            runde__sendt_dato__range=(fra - _SENDT_FOER, dag),
        )
        .select_related("runde", "kommune")
        .prefetch_related(
            Prefetch("utsettelser", Fristutsettelse.objects.filter(innvilget_dato__lte=dag), to_attr="gitt")
        )
    )
    sortert = sorted(rader, key=lambda rad: (rad.kommune_id, rad.runde.aar, *_rang(rad.runde)))
    for _kommune_og_aar, gruppe in groupby(sortert, key=lambda rad: (rad.kommune_id, rad.runde.aar)):
        gruppe = list(gruppe)
        for anmodning, neste in zip(gruppe, [*gruppe[1:], None], strict=True):
            frist = gjeldende(anmodning.runde.frister, [rad.verdi for rad in anmodning.gitt], dag).svarfrist
            if frist and (neste is None or neste.runde.sendt_dato > frist):
                # The kontaktperson may not open the round's page; her own start page has the task.
                yield _kommunefrist(anmodning, anmodning.gitt, dag, reverse("start"))


def _embetets_runder(bruker, dag: date):
    """Return the rounds her embeter have sent, as far back as a deadline in the calendar can come from."""
    return Anmodningsrunde.objects.filter(
        embete__in=bruker.omfang.embeter_med(Rett.SE_RUNDER),
        sendt_dato__range=(vindu(dag)[0] - _SENDT_FOER, dag),
    )


def _rang(runde: Anmodningsrunde) -> tuple:
    """A round read from IMDi's file stands in until the embete's own; else the last one sent is in force."""
    return (runde.embete_id is not None, runde.sendt_dato, runde.pk)


def _kommunefrist(
    anmodning: Anmodning, gitt: list[Fristutsettelse], dag: date, url_sti: str
) -> Kalenderhendelse:
    """Return one municipality's deadline in one round. The same event, moved, when it is extended again."""
    runde = anmodning.runde
    verdier = {rad.pk: rad for rad in gitt}
    siste = siste_utsettelse([rad.verdi for rad in gitt], dag)
    frister = gjeldende(runde.frister, [rad.verdi for rad in gitt], dag)
    navn = {"kommune": anmodning.kommune.navn, "aar": runde.aar}
    beskrivelse = _om_runden(runde, frister)
    if siste:
        tittel = _("Utsatt svarfrist for %(kommune)s: anmodningen for %(aar)s") % navn
        if runde.svarfrist:
            beskrivelse += "\n" + _("Fristen i runden er %(dato)s.") % {"dato": norsk.dato(runde.svarfrist)}
    else:
        tittel = _("Svarfrist for %(kommune)s: anmodningen for %(aar)s") % navn
    return Kalenderhendelse(
        uid=f"svarfrist-{runde.noekkel}-{anmodning.kommune.nr}",
        tittel=tittel,
        fra=frister.svarfrist,
        beskrivelse=beskrivelse,
        url_sti=url_sti,
        endret=verdier[siste.id].registrert_at if siste else runde.registrert_at,
    )


def _om_runden(runde: Anmodningsrunde, frister: Frister) -> str:
    linjer = [
        _("Sendt %(dato)s. Hvem anmoder: %(avsender)s.")
        % {"dato": norsk.dato(runde.sendt_dato), "avsender": runde.avsender}
    ]
    for tekst, dato in (
        (_("Siste dag kommunene kan føre nye svar: %(dato)s."), frister.siste_svar),
        (_("Siste dag kommunene kan endre svar: %(dato)s."), frister.siste_endring),
    ):
        if dato:
            linjer.append(tekst % {"dato": norsk.dato(dato)})
    return "\n".join(linjer)
