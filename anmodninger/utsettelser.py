"""Extensions: granted to one municipality in one round, as a new dated row that nothing changes afterwards."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from . import queries
from .frister import Frister, Grunn, foreslaa, gjeldende, utsettelsesgrunner
from .models import Anmodning, Fristutsettelse
from .rundevarsler import meld_utsettelse


def kan_innvilge(bruker: Bruker, kommune: Kommune) -> bool:
    """Return whether ``bruker`` makes rounds in an embete that covers ``kommune``. One query."""
    egne = bruker.omfang.embeter_med(Rett.LAGE_RUNDER)
    return bool(egne) and Embete.objects.filter(pk__in=egne, fylker=kommune.fylke_id).exists()


@transaction.atomic
def innvilg(
    *,
    by: Bruker | None,
    anmodning: Anmodning,
    frister: Frister,
    begrunnelse: str,
    innvilget_av: str,
    innvilget_dato: date,
    dag: date,
    noekkel: UUID,
    retter: bool = False,
) -> Fristutsettelse:
    """Give ``anmodning`` new dates from ``innvilget_dato`` on, and return the row. Raises Hinder.

    A closing date that is left out moves by as many days as the deadline does. ``retter`` corrects an extension that
    was recorded wrongly. The same ``noekkel`` again returns the first row, and makes no other.
    """
    # One at a time for a municipality: each is judged against the dates the one before left.
    anmodning = Anmodning.objects.select_for_update().get(pk=anmodning.pk)
    if foer := anmodning.utsettelser.filter(noekkel=noekkel).first():
        return foer
    nye, datofeil = _vurder(anmodning, frister, innvilget_dato, dag, retter)
    grunner: list[Grunn] = [
        (felt, grunn)
        for felt, verdi, grunn in (
            ("begrunnelse", begrunnelse, gettext("Skriv hvorfor fristen er utsatt.")),
            ("innvilget_av", innvilget_av, gettext("Skriv hvem som har innvilget utsettelsen.")),
        )
        if not verdi.strip()
    ]
    grunner += datofeil
    if grunner:
        raise Hinder(grunner)
    utsettelse = Fristutsettelse.objects.create(
        noekkel=noekkel,
        anmodning=anmodning,
        ny_svarfrist=nye.svarfrist,
        ny_siste_svar_dato=nye.siste_svar,
        ny_siste_endring_dato=nye.siste_endring,
        begrunnelse=begrunnelse.strip(),
        innvilget_av=innvilget_av.strip(),
        innvilget_dato=innvilget_dato,
        registrert_av=by,
        registrert_at=naa(),
    )
    handling = "rettet fristutsettelse" if retter else "innvilget utsatt frist"
    record(by=by, handling=handling, objekt=utsettelse, etter=bilde(utsettelse))
    meld_utsettelse(utsettelse, dag)
    return utsettelse


def datohinder(
    anmodning: Anmodning, frister: Frister, innvilget_dato: date, dag: date, *, retter: bool = False
) -> list[Grunn]:
    """Return what is wrong with the dates of an extension, as ``innvilg`` would say it."""
    return _vurder(anmodning, frister, innvilget_dato, dag, retter)[1]


def _vurder(anmodning, frister, innvilget_dato, dag, retter) -> tuple[Frister, list[Grunn]]:
    """Return the dates with what was left out filled in, and the reasons against them."""
    runde, gitt = anmodning.runde, [rad.verdi for rad in anmodning.utsettelser.all()]
    nye = fylt_ut(frister, runde.frister if retter else gjeldende(runde.frister, gitt, date.max))
    gjelder = queries.i_kraft(anmodning.kommune_id, runde.aar, innvilget_dato)
    return nye, utsettelsesgrunner(
        ny=nye,
        innvilget=innvilget_dato,
        dag=dag,
        sendt=runde.sendt_dato,
        aar=runde.aar,
        runde=runde.frister,
        utsettelser=gitt,
        # Before it was sent no round is in force; that has a reason of its own.
        i_kraft=innvilget_dato < runde.sendt_dato or gjelder == anmodning,
        retter=retter,
    )


def fylt_ut(nye: Frister, naa: Frister) -> Frister:
    """Return ``nye`` with what is left out as ``foreslaa`` would have it."""
    if nye.svarfrist is None:
        return nye
    forslag = foreslaa(naa, nye.svarfrist)
    return Frister(
        nye.svarfrist,
        nye.siste_svar or forslag.siste_svar,
        nye.siste_endring or forslag.siste_endring,
    )
