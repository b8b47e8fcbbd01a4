"""Mail about a sign-up: got a place, waits, moved up, signed off, moved or cancelled. A worker tries three times.

The text is made when it is sent, from the rows as they stand then: nobody is told of a place she no longer has.
"""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from bosetting.brukere.domain import RETTIGHETER, Rett
from bosetting.brukere.kalender import som_ics
from bosetting.brukere.models import Bruker, Embete, Tilgang
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.epost import Utfall, adresse, en_linje, hodefelt, lever
from bosetting.felles.norsk import kortnavn
from bosetting.varsler.actions import varsle

from .aktivitetstekst import naar
from .kalenderkilde import aktivitetshendelse
from .models import Aktivitet, Paamelding, Paameldingsside, Person
from .paameldingslenker import egen_sti, medlemssti

logger = logging.getLogger(__name__)

BEKREFTELSE, OPPRYKK, AVMELDT, ENDRET = "bekreftelse", "opprykk", "avmeldt", "endret"
FORSOEK = 3
VENT = timedelta(minutes=10)


def meld_endret(*, aktivitet: Aktivitet, dag: date) -> None:
    """Let those who have signed up be told that an activity ahead is moved, renamed or cancelled."""
    if aktivitet.status == "gjennomfoert" or aktivitet.siste_dag < dag:
        return
    rader = Paamelding.objects.filter(side__aktivitet=aktivitet, anonymisert_at=None).exclude(
        status="avmeldt"
    )
    for pk in rader.order_by("pk").values_list("pk", flat=True):
        send_paameldingsbrev.enqueue(pk, ENDRET, "")


@task()
def send_paameldingsbrev(pk: int, slag: str, rot: str, forsoek: int = 1) -> None:
    """Send one mail. ``rot`` is the address of the system where the settings do not say it."""
    rader = Paamelding.objects.select_related("side__aktivitet__prosjekt__embete")
    rad = rader.filter(pk=pk, anonymisert_at=None).first()
    if rad is not None and not _lever(_brev(rad, slag, rot), f"påmelding {pk}"):
        _proev_igjen(send_paameldingsbrev, rad.side, (pk, slag, rot), forsoek)


@task()
def send_medlemslenke(side_pk: int, person_pk: int, rot: str, forsoek: int = 1) -> None:
    """Send a member of a group the link that lets her sign up."""
    sider = Paameldingsside.objects.select_related("aktivitet__prosjekt__embete")
    side = sider.filter(pk=side_pk).first()
    person = Person.objects.filter(pk=person_pk, anonymisert_at=None).exclude(epost="").first()
    if side is None or person is None:
        return
    aktivitet = side.aktivitet
    tekst = [
        _("Hei, %(navn)s.") % {"navn": person.navn},
        _("Her melder du deg på «%(tittel)s», %(naar)s:") % _om(aktivitet),
        _full(medlemssti(side, person), rot),
        _(
            "Lenken er din egen og virker i 14 dager. Har du ikke bedt om den, kan du se bort fra denne e-posten."
        ),
    ]
    emne = _("Meld deg på: %(tittel)s") % _om(aktivitet)
    brev = _epost(
        side, person.navn, person.epost, emne, tekst, f"paameldingslenke.{person.pk}.{naa():%Y%m%d%H%M%S}"
    )
    if not _lever(brev, f"lenke til påmelding {side_pk}"):
        _proev_igjen(send_medlemslenke, side, (side_pk, person_pk, rot), forsoek)


def _lever(brev: EmailMessage, hva: str) -> bool:
    try:
        utfall, feil = lever(brev)
    except Exception as feil_:
        # A mail that cannot be made must not stop the worker; the log tells why, without whose it was.
        logger.exception("E-post om %s kunne ikke sendes", hva)
        utfall, feil = Utfall.FEILET, type(feil_).__name__
    if utfall != Utfall.SENDT:
        logger.warning("E-post om %s ble ikke sendt: %s", hva, feil)
    return utfall == Utfall.SENDT


def _proev_igjen(oppgave, side: Paameldingsside, argumenter: tuple, forsoek: int) -> None:
    """Try later, a little longer apart each time; after the last, tell those who run the activity."""
    if forsoek < FORSOEK:
        # The backend of the tests does everything at once, and cannot wait.
        if oppgave.get_backend().supports_defer:
            oppgave = oppgave.using(run_after=naa() + forsoek * VENT)
        oppgave.enqueue(*argumenter, forsoek + 1)
        return
    aktivitet = side.aktivitet
    varsle(
        til=_ledere(aktivitet.prosjekt.embete),
        slag="paamelding_epost",
        tittel=_("E-post om påmelding til «%(tittel)s» kom ikke fram") % _om(aktivitet),
        tekst=_(
            "En e-post til en som er påmeldt «%(tittel)s», er forsøkt sendt tre ganger uten hell. Se listen over "
            "påmeldte, og gi beskjed på en annen måte."
        )
        % _om(aktivitet),
        noekkel=f"paameldingsbrev-{side.pk}-{argumenter[0]}-{i_dag():%Y%m%d}",
        url_sti=reverse("nettverk:paamelding-index", args=[aktivitet.pk]),
        epost=False,
    )


def _ledere(embete: Embete):
    roller = [rolle for rolle, retter in RETTIGHETER.items() if Rett.FOERE_NETTVERK in retter]
    tilganger = Tilgang.objects.on_date(i_dag()).filter(rolle__in=roller, embete=embete)
    return Bruker.objects.filter(is_active=True, pk__in=tilganger.values("bruker")).order_by("pk")


def _om(aktivitet: Aktivitet) -> dict:
    return {"tittel": aktivitet.tittel, "naar": naar(aktivitet)}


def _full(sti: str, rot: str) -> str:
    """Return the full address of a path; only the path where nobody knows the rest."""
    return f"{settings.NETTADRESSE or rot}{sti}"


def _brev(rad: Paamelding, slag: str, rot: str) -> EmailMessage:
    emne, budskap = _innhold(rad, slag)
    aktivitet, side = rad.side.aktivitet, rad.side
    med_plass = rad.status == "paameldt"
    tekst = [_("Hei, %(navn)s.") % {"navn": rad.navn}, *budskap]
    if rad.status != "avmeldt" and aktivitet.status != "avlyst":
        fakta = [aktivitet.tittel, naar(aktivitet)] + ([aktivitet.sted] if aktivitet.sted else [])
        tekst.append("\n".join(fakta))
        if side.beskjed and med_plass:
            tekst.append(side.beskjed)
        tekst.append(
            _("Kan du ikke komme likevel? Se påmeldingen, og meld deg av, her:\n%(lenke)s")
            % {"lenke": _full(egen_sti(rad), rot)}
        )
    noekkel = f"paamelding.{rad.pk}.{slag}.{aktivitet.versjon}.{rad.status}"
    brev = _epost(side, rad.navn, rad.epost, emne, tekst, noekkel)
    if med_plass:
        # The same UID as in the calendars one subscribes to: moved or cancelled, programs change what they have.
        hendelse = aktivitetshendelse(aktivitet, url_sti=egen_sti(rad))
        ics = som_ics([hendelse], adresse=lambda sti: _full(sti, rot))
        brev.attach(f"{kortnavn(aktivitet.tittel)[:40] or 'aktivitet'}.ics", ics, "text/calendar")
    return brev


def _innhold(rad: Paamelding, slag: str) -> tuple[str, list[str]]:
    """Return subject and first words, as things stand now."""
    om = _om(rad.side.aktivitet)
    if rad.side.aktivitet.status == "avlyst":
        return _("Avlyst: %(tittel)s") % om, [_("«%(tittel)s», %(naar)s, er avlyst.") % om]
    if rad.status == "avmeldt":
        return _("Du er meldt av: %(tittel)s") % om, [_("Du er meldt av «%(tittel)s», %(naar)s.") % om]
    if slag == ENDRET:
        venter = [] if rad.status == "paameldt" else [_("Du står fortsatt på venteliste.")]
        return _("Endret: %(tittel)s") % om, [
            _("Det er endringer i «%(tittel)s». Slik er det nå:") % om,
            *venter,
        ]
    if rad.status == "venteliste":
        return _("På venteliste: %(tittel)s") % om, [
            _(
                "Det er fullt, og du står på venteliste. Blir det en ledig plass til deg, får du beskjed på e-post."
            )
        ]
    if slag == OPPRYKK:
        return _("Du har fått plass: %(tittel)s") % om, [_("Det er blitt en ledig plass, og den er din.")]
    return _("Du er påmeldt: %(tittel)s") % om, [_("Du er påmeldt og har fått plass.")]


def _epost(
    side: Paameldingsside, navn: str, til: str, emne: str, tekst: list[str], noekkel: str
) -> EmailMessage:
    navnerad = side.aktivitet.prosjekt.embete.navn_paa(i_dag())
    hilsen = navnerad.navn if navnerad else str(side.aktivitet.prosjekt.embete)
    avsnitt = [
        *tekst,
        _("Hilsen %(avsender)s") % {"avsender": hilsen},
        _("E-posten er sendt automatisk, og svar på den blir ikke lest."),
    ]
    return EmailMessage(
        subject=en_linje(emne), body="\n\n".join(avsnitt), to=[adresse(navn, til)], headers=hodefelt(noekkel)
    )
