"""Meetings and activities as events of a calendar: a person's own, a group's, the public one, and the e-mails'."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bosetting.brukere.kalender import Kalenderhendelse, vindu
from bosetting.brukere.models import Bruker

from .models import Aktivitet, Moete


def moetehendelse(moete: Moete, *, url_sti: str | None = None) -> Kalenderhendelse:
    """Return a meeting as an event. Its minutes and what is written about it stay on its page.

    ``url_sti`` is another address than the page for those who log in, or empty for none.
    """
    avlyst = moete.status == "avlyst"
    return Kalenderhendelse(
        uid=f"moete-{moete.pk}",
        tittel=_("Avlyst: %(tittel)s") % {"tittel": moete.tittel} if avlyst else moete.tittel,
        fra=moete.dato,
        start=moete.fra_tid,
        slutt=moete.til_tid,
        sted=moete.sted,
        beskrivelse=_("Videomøte: %(lenke)s") % {"lenke": moete.videolenke} if moete.videolenke else "",
        url_sti=moete.get_absolute_url() if url_sti is None else url_sti,
        endret=moete.endret_at,
        sekvens=moete.versjon,
        moete=True,
        avlyst=avlyst,
        ferdig=moete.status != "planlagt",
    )


def aktivitetshendelse(aktivitet: Aktivitet, *, url_sti: str | None = None) -> Kalenderhendelse:
    """Return an activity as an event: title, days, times and place. ``url_sti`` as for a meeting."""
    avlyst = aktivitet.status == "avlyst"
    return Kalenderhendelse(
        uid=f"aktivitet-{aktivitet.pk}",
        tittel=_("Avlyst: %(tittel)s") % {"tittel": aktivitet.tittel} if avlyst else aktivitet.tittel,
        fra=aktivitet.fra_dato,
        til=aktivitet.til_dato,
        start=aktivitet.fra_tid,
        slutt=aktivitet.til_tid,
        sted=aktivitet.sted,
        url_sti=aktivitet.get_absolute_url() if url_sti is None else url_sti,
        sekvens=aktivitet.versjon,
        moete=True,
        avlyst=avlyst,
        ferdig=aktivitet.status != "planlagt",
    )


def i_dagene(aktiviteter: QuerySet[Aktivitet], fra: date, til: date) -> QuerySet[Aktivitet]:
    """Narrow to activities with at least one day in ``[fra, til)``."""
    return aktiviteter.filter(Q(til_dato__gte=fra) | Q(til_dato=None, fra_dato__gte=fra), fra_dato__lt=til)


def moeter(bruker: Bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """What this person may see of meetings and activities. Two queries.

    Cancelled ones too: programs must take away what they have.
    """
    fra, til = vindu(dag)
    for moete in Moete.objects.for_bruker(bruker).filter(dato__gte=fra, dato__lte=til):
        yield moetehendelse(moete)
    for aktivitet in i_dagene(Aktivitet.objects.for_bruker(bruker), fra, til):
        yield aktivitetshendelse(aktivitet)
