"""Invitations: made, mailed, renewed, revoked and accepted. Only a fingerprint of the link is ever stored."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.felles import epost
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.norsk import opplisting
from bosetting.kommuner.models import Kommune

from . import actions
from .actions import record
from .domain import Rett, Rolle
from .invitasjonsregler import Kommunestand, Tilstand, hvorfor_ikke_invitere
from .kalenderadresser import BYTES, fingeravtrykk
from .models import Bruker, Embete, Invitasjon, Tilgang


class Ugyldig(Exception):
    """The link opens nothing (any more): ``tilstand`` says why, None that nobody knows it."""

    def __init__(self, tilstand: Tilstand | None):
        super().__init__(tilstand or "ukjent")
        self.tilstand = tilstand


class HarKonto(Exception):
    """Somebody has an account with this address: she logs in before she accepts."""


def inviter(
    *,
    by: Bruker,
    noekkel: UUID,
    navn: str,
    email: str,
    kommuner: list[Kommune],
    til: date | None,
    overtar_for: Bruker | None,
    dag: date,
) -> tuple[Invitasjon, str]:
    """Make an invitation and return it with the secret of its link. Send it afterwards (``send``).

    The same form sent twice (``noekkel``) makes one: the second time the secret is empty. Raises Hinder.
    """
    email = email.strip().lower()
    with transaction.atomic():
        # Two who invite the same person at the same time: the second is told of the first.
        en_om_gangen("invitasjon")
        if finnes := Invitasjon.objects.filter(noekkel=noekkel, opprettet_av=by).first():
            return finnes, ""
        grunner = hvorfor_ikke_invitere(email=email, kommuner=_stand(email, kommuner, dag), til=til, dag=dag)
        if overtar_for is not None:
            grunner += _hvorfor_ikke_overta(overtar_for, email, kommuner, dag)
        if grunner:
            raise Hinder(grunner)
        hemmelighet, tid = secrets.token_urlsafe(BYTES), naa()
        invitasjon = Invitasjon.objects.create(
            noekkel=noekkel,
            embete=_embete(by, kommuner),
            email=email,
            navn=navn,
            til=til,
            overtar_for=overtar_for,
            fingeravtrykk=fingeravtrykk(hemmelighet),
            opprettet_av=by,
            opprettet_at=tid,
            utloeper_at=tid + timedelta(days=settings.INVITASJON_DAGER),
        )
        invitasjon.kommuner.set(kommuner)
        record(by=by, handling="inviterte kontaktperson", objekt=invitasjon, etter=_bilde(invitasjon))
    return invitasjon, hemmelighet


def _stand(
    email: str, kommuner: list[Kommune], dag: date, utenom: Invitasjon | None = None
) -> list[Kommunestand]:
    er = set(
        Tilgang.objects.ikke_over(dag)
        .filter(rolle=Rolle.KONTAKTPERSON, kommune__in=kommuner, bruker__email__iexact=email)
        .values_list("kommune", flat=True)
    )
    aapne = Invitasjon.objects.i_tilstand(Tilstand.AAPEN, naa(), dag).filter(email__iexact=email)
    if utenom is not None:
        aapne = aapne.exclude(pk=utenom.pk)
    invitert = set(aapne.filter(kommuner__in=kommuner).values_list("kommuner", flat=True))
    return [Kommunestand(ett.navn, ett.pk in er, ett.pk in invitert) for ett in kommuner]


def _hvorfor_ikke_overta(gammel: Bruker, email: str, kommuner: list[Kommune], dag: date):
    if gammel.email.lower() == email:
        return [("overtar_for", _("Ingen kan overta for seg selv."))]
    egne = Tilgang.objects.ikke_over(dag).filter(
        bruker=gammel, rolle=Rolle.KONTAKTPERSON, kommune__in=kommuner
    )
    if not egne.exists():
        tekst = _("%(navn)s er ikke kontaktperson for noen av kommunene du har valgt.")
        return [("overtar_for", tekst % {"navn": gammel.navn})]
    return []


def _embete(by: Bruker, kommuner: list[Kommune]) -> Embete:
    """Return the embete that invites: one of hers that covers every one of ``kommuner``."""
    for embete in Embete.objects.filter(pk__in=by.omfang.embeter_med(Rett.INVITERE)).prefetch_related(
        "fylker"
    ):
        if {kommune.fylke_id for kommune in kommuner} <= {fylke.pk for fylke in embete.fylker.all()}:
            return embete
    raise Hinder([("kommuner", _("Kommunene hører til ulike embeter. Send én invitasjon for hvert embete."))])


def send(
    *, by: Bruker, invitasjon: Invitasjon, hemmelighet: str, adresse: Callable[[str], str]
) -> tuple[epost.Utfall, str]:
    """Mail the link and return what the mail server said, with the fault in words. The invitation stands anyhow.

    ``adresse`` turns a path into a full address. Call it outside any transaction: the link must open when it arrives.
    """
    utfall, feil = epost.lever(_som_epost(by, invitasjon, adresse(sti(hemmelighet))))
    if utfall == epost.Utfall.SENDT:
        with transaction.atomic():
            Invitasjon.objects.filter(pk=invitasjon.pk).update(sendt_at=naa())
            record(by=by, handling="sendte invitasjon", objekt=invitasjon)
    return utfall, feil


def sti(hemmelighet: str) -> str:
    """Return the path that the secret opens."""
    return reverse("brukere:invitasjon-accept", args=[hemmelighet])


def _som_epost(by: Bruker, invitasjon: Invitasjon, lenke: str) -> EmailMessage:
    kommuner = opplisting(kommune.navn for kommune in invitasjon.kommuner.norsk())
    navnerad = invitasjon.embete.navn_paa(i_dag())
    tekst = render_to_string(
        "brukere/invitasjoner/e_post.txt",
        {
            "invitasjon": invitasjon,
            "kommuner": kommuner,
            "avsender": by,
            "embete": navnerad.navn if navnerad else str(invitasjon.embete),
            "lenke": lenke,
        },
    )
    emne = _("Invitasjon til bosetting: kontaktperson for %(kommuner)s") % {"kommuner": kommuner}
    return EmailMessage(
        subject=epost.en_linje(emne),
        body=tekst,
        to=[epost.adresse(invitasjon.navn, invitasjon.email)],
        reply_to=[epost.adresse(by.navn, by.email)],
        headers=epost.hodefelt(f"invitasjon.{invitasjon.noekkel}.{invitasjon.utloeper_at:%Y%m%d%H%M%S}"),
    )


@transaction.atomic
def forny(*, by: Bruker, invitasjon: Invitasjon, lenke_fra: str, dag: date) -> str:
    """Give an invitation a new link, valid from now, and return its secret. The link before no longer works.

    ``lenke_fra`` is ``versjon`` as the person saw it: a button pressed twice renews once. Raises Hinder.
    """
    en_om_gangen("invitasjon")
    rad = _laas(invitasjon)
    if versjon(rad) != lenke_fra:
        raise Hinder([(None, _("Invitasjonen er alt sendt på nytt. Den siste lenken gjelder."))])
    if rad.til is not None and rad.til <= dag:
        raise Hinder(
            [(None, _("Dagen tilgangen skulle slutte, er passert. Send en ny invitasjon i stedet."))]
        )
    stand = _stand(rad.email, list(rad.kommuner.norsk()), dag, utenom=rad)
    if grunner := hvorfor_ikke_invitere(email=rad.email, kommuner=stand, til=rad.til, dag=dag):
        raise Hinder(grunner)
    foer = _bilde(rad)
    hemmelighet = secrets.token_urlsafe(BYTES)
    rad.fingeravtrykk, rad.sendt_at = fingeravtrykk(hemmelighet), None
    rad.utloeper_at = naa() + timedelta(days=settings.INVITASJON_DAGER)
    rad.save(update_fields=["fingeravtrykk", "sendt_at", "utloeper_at"])
    record(by=by, handling="fornyet invitasjon", objekt=rad, foer=foer, etter=_bilde(rad))
    return hemmelighet


def versjon(invitasjon: Invitasjon) -> str:
    """Return what changes each time the invitation gets a new link, and says nothing of the link."""
    return invitasjon.utloeper_at.isoformat()


@transaction.atomic
def tilbakekall(*, by: Bruker, invitasjon: Invitasjon) -> None:
    """Make the link worthless at once. Raises Hinder when it was accepted or revoked meanwhile."""
    rad = _laas(invitasjon)
    foer = _bilde(rad)
    rad.tilbakekalt_at, rad.tilbakekalt_av = naa(), by
    rad.save(update_fields=["tilbakekalt_at", "tilbakekalt_av"])
    record(by=by, handling="tilbakekalte invitasjon", objekt=rad, foer=foer, etter=_bilde(rad))


def _laas(invitasjon: Invitasjon) -> Invitasjon:
    """Return the row, held until the transaction ends. Raises Hinder when nothing more can be done with it."""
    rad = Invitasjon.objects.select_for_update().get(pk=invitasjon.pk)
    if rad.godtatt_at is not None:
        raise Hinder([(None, _("Invitasjonen er godtatt i mellomtiden."))])
    if rad.tilbakekalt_at is not None:
        raise Hinder([(None, _("Invitasjonen er alt tilbakekalt."))])
    return rad


def finn(hemmelighet: str) -> Invitasjon | None:
    """Return the invitation that this secret belongs to, in whatever state; None when it is unknown. One query."""
    rader = Invitasjon.objects.select_related("embete", "opprettet_av", "bruker")
    return rader.filter(fingeravtrykk=fingeravtrykk(hemmelighet)).first()


def konto_for(invitasjon: Invitasjon) -> Bruker | None:
    """Return the account that has the address the invitation went to."""
    return Bruker.objects.filter(email__iexact=invitasjon.email).first()


@transaction.atomic
def godta_med_ny_konto(*, hemmelighet: str, navn: str, telefon: str, passord: str, dag: date) -> Bruker:
    """Make the invited person's account and let her represent the municipalities. Return her.

    Raises Ugyldig, or HarKonto when somebody has an account with the address.
    """
    rad = _laas_for_svar(hemmelighet, dag)
    if konto_for(rad):
        raise HarKonto
    try:
        with transaction.atomic():
            bruker = Bruker.objects.create_user(rad.email, passord, navn=navn, telefon=telefon)
    except IntegrityError as feil:  # another invitation to her made the account this very moment
        raise HarKonto from feil
    record(by=bruker, handling="opprettet bruker", objekt=bruker, etter=actions.bilde(bruker))
    _godta(rad, bruker, dag)
    return bruker


@transaction.atomic
def godta(*, by: Bruker, hemmelighet: str, dag: date) -> None:
    """Let ``by``, who has an account with the invited address, represent the municipalities. Raises Ugyldig."""
    rad = _laas_for_svar(hemmelighet, dag)
    if by.email.lower() != rad.email.lower() or not by.is_active:
        raise Ugyldig(None)
    _godta(rad, by, dag)


def _laas_for_svar(hemmelighet: str, dag: date) -> Invitasjon:
    """Return the open invitation of this secret, held until the transaction ends. Raises Ugyldig."""
    rader = Invitasjon.objects.select_for_update(of=("self",)).select_related("overtar_for")
    rad = rader.filter(fingeravtrykk=fingeravtrykk(hemmelighet)).first()
    if rad is None:
        raise Ugyldig(None)
    if (naa_er := rad.tilstand_ved(naa(), dag)) != Tilstand.AAPEN:
        raise Ugyldig(naa_er)
    return rad


def _godta(rad: Invitasjon, bruker: Bruker, dag: date) -> None:
    Bruker.objects.select_for_update().get(pk=bruker.pk)
    foer = _bilde(rad)
    rad.godtatt_at, rad.bruker = naa(), bruker
    rad.save(update_fields=["godtatt_at", "bruker"])
    record(by=bruker, handling="godtok invitasjon", objekt=rad, foer=foer, etter=_bilde(rad))
    kontakt = Tilgang.objects.ikke_over(dag).filter(rolle=Rolle.KONTAKTPERSON, kommune__in=rad.kommuner.all())
    har = set(kontakt.filter(bruker=bruker).values_list("kommune", flat=True))
    for kommune in rad.kommuner.exclude(pk__in=har).order_by("pk"):
        tilgang = actions.gi_tilgang(
            by=bruker, bruker=bruker, rolle=Rolle.KONTAKTPERSON, kommune=kommune, fra=dag
        )
        if rad.til is not None:
            actions.avslutt_tilgang(by=bruker, tilgang=tilgang, til=rad.til)
    if rad.overtar_for is not None and rad.overtar_for != bruker:
        # Locked as they are read: one whose access another ends this very moment is none of ours any more.
        gamle = kontakt.filter(bruker=rad.overtar_for).select_for_update(of=("self",))
        for tilgang in gamle.order_by("pk"):
            actions.avslutt_tilgang(by=bruker, tilgang=tilgang, til=dag)


def _bilde(rad: Invitasjon) -> dict:
    """Return the row as the log keeps it. Its fingerprint is nobody's business, not even the log's."""
    bilde = actions.bilde(rad)
    del bilde["fingeravtrykk"], bilde["noekkel"]
    return bilde | {"kommuner": [str(kommune) for kommune in rad.kommuner.order_by("nr")]}
