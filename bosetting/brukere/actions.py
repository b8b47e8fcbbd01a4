"""Writes that leave a trace, and the trace itself."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner import grenseimport, registerimport

from . import skjerming
from .domain import Rolle, hvorfor_ikke_navn, hvorfor_ikke_tilgang
from .models import Bruker, Embete, EmbeteNavn, Hendelse, Tilgang


def _verdi(verdi):
    """Return ``verdi`` as JSON can hold it."""
    if isinstance(verdi, date | datetime):
        return verdi.isoformat()
    if isinstance(verdi, models.Model):
        return str(verdi)
    if isinstance(verdi, list | tuple | set | frozenset):
        return [_verdi(del_) for del_ in verdi]
    if verdi is None or isinstance(verdi, bool | int | float | str):
        return verdi
    return str(verdi)


def bilde(objekt: models.Model) -> dict:
    """Return the fields of a row as JSON values; passwords never. Foreign keys by id."""
    felt = [f.name for f in objekt._meta.concrete_fields if f.name not in {"password", "last_login"}]
    verdier = {navn: getattr(objekt, objekt._meta.get_field(navn).attname) for navn in felt}
    return {navn: _verdi(verdi) for navn, verdi in verdier.items()}


def record(
    *, by, handling: str, objekt: models.Model | str, foer: dict | None = None, etter: dict | None = None
) -> Hendelse:
    """Write one Hendelse. Call it inside the ``atomic`` of the write it tells of, so both stand or neither.

    ``by`` is the Bruker, or None for a command run by the operator. ``objekt`` is the row, or the plain name of
    something that is no single row (a register). Names, addresses and free text are left out (``skjerming``).
    """
    er_rad = isinstance(objekt, models.Model)
    foer, etter = skjerming.uten_personlig(objekt._meta.label if er_rad else "", foer, etter)
    return Hendelse.objects.create(
        tidspunkt_at=naa(),
        bruker=by,
        handling=handling,
        objekttype=str(objekt._meta.verbose_name) if er_rad else objekt,
        objekt_id=str(objekt.pk) if er_rad else "",
        objekt=(skjerming.objekttekst(objekt) if er_rad else objekt)[:200],
        foer=foer,
        etter=etter,
    )


@transaction.atomic
def importer_kommuner(*, by=None, **filer: Path | None) -> registerimport.Importresultat:
    """Bring the register in line with the files (see registerimport.les_inn); one trace for a run that changed it.

    Raises registerimport.ImportHinder naming every bad line; then nothing is saved.
    """
    resultat = registerimport.les_inn(**filer)
    if resultat.endret:
        record(by=by, handling="importerte register", objekt="kommuneregister", etter=resultat.antall)
    return resultat


@transaction.atomic
def importer_grenser(*, by=None, fil: Path, aar: int, kilde: str) -> grenseimport.Grenseresultat:
    """Give the municipalities of ``aar`` the outlines of a GeoJSON file (see grenseimport.les_inn); one trace a run.

    Raises Hinder; then nothing is saved.
    """
    resultat = grenseimport.les_inn(fil=fil, aar=aar, kilde=kilde, naa=naa())
    etter = {"aar": aar, "kommuner": resultat.kommuner, "kilde": kilde.strip()}
    record(by=by, handling="importerte kommunegrenser", objekt="kommunegrenser", etter=etter)
    return resultat


@transaction.atomic
def opprett_bruker(*, by, navn: str, email: str, rolle: str, embete, kommune, dag: date) -> Bruker:
    """Create a person with her first role from ``dag``. She has no password before she sets one herself."""
    _krev_ledig_epost(email)
    bruker = Bruker.objects.create_user(email, navn=navn)
    record(by=by, handling="opprettet bruker", objekt=bruker, etter=bilde(bruker))
    gi_tilgang(by=by, bruker=bruker, rolle=rolle, embete=embete, kommune=kommune, fra=dag)
    return bruker


def passordsti(bruker: Bruker) -> str:
    """Return the path where a person chooses her own password; it works once, for a day."""
    noekler = {"uidb36": user_pk_to_url_str(bruker), "key": default_token_generator.make_token(bruker)}
    return reverse("account_reset_password_from_key", kwargs=noekler)


def send_passordlenke(*, by, bruker: Bruker, adresse: Callable[[str], str]) -> None:
    """Mail the person a link with which she chooses her own password; it works once, for a day.

    ``adresse`` turns a path into a full address. Raises OSError when the mail cannot be sent; then nothing is recorded.
    """
    lenke = adresse(passordsti(bruker))
    tekst = render_to_string("brukere/brukere/e_post.txt", {"bruker": bruker, "lenke": lenke})
    send_mail(_("Velg passord i bosetting"), tekst, None, [bruker.email])
    record(by=by, handling="sendte passordlenke", objekt=bruker)


@transaction.atomic
def endre_bruker(*, by, bruker: Bruker, navn: str, email: str, is_active: bool, dag: date) -> Bruker:
    """Change name, e-mail and whether the person may log in. Somebody deactivated is out at her next request."""
    if not is_active:
        _laas_systemansvarlige()
    bruker = Bruker.objects.select_for_update().get(pk=bruker.pk)
    foer = bilde(bruker)
    email = email.strip().lower()
    if email != bruker.email:
        _krev_ledig_epost(email, utenom=bruker)
        # allauth's own copy of the old address would still receive links to a new password.
        EmailAddress.objects.filter(user=bruker).delete()
    if bruker.is_active and not is_active:
        _krev_en_systemansvarlig("is_active", dag, uten_bruker=bruker)
    bruker.navn, bruker.email, bruker.is_active = navn, email, is_active
    bruker.save(update_fields=["navn", "email", "is_active"])
    if (etter := bilde(bruker)) != foer:
        record(by=by, handling="endret bruker", objekt=bruker, foer=foer, etter=etter)
    return bruker


@transaction.atomic
def endre_profil(*, by: Bruker, navn: str, telefon: str) -> None:
    """Change a person's own name and phone number."""
    bruker = Bruker.objects.select_for_update().get(pk=by.pk)
    foer = bilde(bruker)
    bruker.navn, bruker.telefon = navn, telefon
    bruker.save(update_fields=["navn", "telefon"])
    if (etter := bilde(bruker)) != foer:
        record(by=by, handling="endret profil", objekt=bruker, foer=foer, etter=etter)


@transaction.atomic
def gi_tilgang(*, by, bruker: Bruker, rolle: str, embete=None, kommune=None, fra: date) -> Tilgang:
    """Give a role from ``fra``. The same role in the same place twice at a time is refused."""
    Bruker.objects.select_for_update().get(pk=bruker.pk)
    if grunner := hvorfor_ikke_tilgang(
        Rolle(rolle), har_embete=embete is not None, har_kommune=kommune is not None
    ):
        raise Hinder(grunner)
    lik = Tilgang.objects.filter(bruker=bruker, rolle=rolle, embete=embete, kommune=kommune)
    if lik.filter(Q(til__isnull=True) | Q(til__gt=fra)).exists():
        raise Hinder([("rolle", _("Personen har alt denne rollen her."))])
    tilgang = Tilgang.objects.create(bruker=bruker, rolle=rolle, embete=embete, kommune=kommune, fra=fra)
    record(by=by, handling="ga tilgang", objekt=tilgang, etter=tilgangsbilde(tilgang))
    return tilgang


@transaction.atomic
def avslutt_tilgang(*, by, tilgang: Tilgang, til: date) -> None:
    """End a role: ``til`` is the first day it no longer applies. A role that never came to apply is taken away."""
    if tilgang.rolle == Rolle.SYSTEMANSVARLIG:
        _laas_systemansvarlige()
    tilgang = Tilgang.objects.select_for_update().get(pk=tilgang.pk)
    if tilgang.til is not None and tilgang.til <= til:
        raise Hinder([("til", _("Rollen er alt avsluttet %(dato)s.") % {"dato": f"{tilgang.til:%d.%m.%Y}"})])
    if tilgang.rolle == Rolle.SYSTEMANSVARLIG:
        _krev_en_systemansvarlig("til", til, uten_tilgang=tilgang)
    foer = tilgangsbilde(tilgang)
    if til <= tilgang.fra:
        record(by=by, handling="fjernet tilgang", objekt=tilgang, foer=foer)
        tilgang.delete()
    else:
        tilgang.til = til
        tilgang.save(update_fields=["til"])
        record(by=by, handling="avsluttet tilgang", objekt=tilgang, foer=foer, etter=tilgangsbilde(tilgang))


def lagre_embete(*, by, embete: Embete | None, omraade: str, fylker: list, navn: list[dict]) -> Embete:
    """Create (``embete`` None) or change an embete with its counties and its names over time.

    ``navn`` is every name it has had and has: {"navn", "tittel", "fra", "til"}.
    """
    if grunner := hvorfor_ikke_navn([(rad["navn"], rad["fra"], rad["til"]) for rad in navn]):
        raise Hinder(grunner)
    if Embete.objects.filter(omraade__iexact=omraade).exclude(pk=embete and embete.pk).exists():
        raise Hinder([("omraade", _("Det finnes alt et embete for dette området."))])
    with transaction.atomic():
        if embete is None:
            foer, embete = None, Embete.objects.create(omraade=omraade)
        else:
            embete = Embete.objects.select_for_update().get(pk=embete.pk)
            foer = _embetebilde(embete)
            embete.omraade = omraade
            embete.save(update_fields=["omraade"])
        embete.fylker.set(fylker)
        # Periods may change places and nothing points to these rows: they are written anew.
        embete.navnerader.all().delete()
        EmbeteNavn.objects.bulk_create(EmbeteNavn(embete=embete, **rad) for rad in navn)
        if (etter := _embetebilde(embete)) != foer:
            handling = "endret embete" if foer else "opprettet embete"
            record(by=by, handling=handling, objekt=embete, foer=foer, etter=etter)
    return embete


def tilgangsbilde(tilgang: Tilgang) -> dict:
    """Return the row as the log keeps it, with the names of where it applies."""
    navn = {"embete": tilgang.embete, "kommune": tilgang.kommune}
    return bilde(tilgang) | {felt: _verdi(verdi) for felt, verdi in navn.items()}


def _embetebilde(embete: Embete) -> dict:
    return bilde(embete) | {
        "fylker": sorted(str(fylke) for fylke in embete.fylker.all()),
        "navn": [
            f"{rad.navn} ({rad.tittel}) fra {rad.fra:%d.%m.%Y}"
            + (f" til {rad.til:%d.%m.%Y}" if rad.til else "")
            for rad in EmbeteNavn.objects.filter(embete=embete).order_by("fra")
        ],
    }


def _krev_ledig_epost(email: str, utenom: Bruker | None = None):
    if Bruker.objects.filter(email__iexact=email.strip()).exclude(pk=utenom and utenom.pk).exists():
        raise Hinder([("email", _("En annen bruker har denne e-postadressen."))])


def _laas_systemansvarlige():
    """Let one at a time take a systemansvarlig away: two who end each other's role must not both succeed."""
    list(
        Tilgang.objects.select_for_update()
        .filter(rolle=Rolle.SYSTEMANSVARLIG)
        .order_by("pk")
        .values_list("pk")
    )


def _krev_en_systemansvarlig(felt: str, dag: date, *, uten_bruker=None, uten_tilgang=None):
    """Raise Hinder when nobody would be left on ``dag`` to give others access. Lock first, then ask."""
    rader = Tilgang.objects.filter(rolle=Rolle.SYSTEMANSVARLIG).select_related("bruker")
    igjen = [
        rad
        for rad in rader
        if rad.bruker.is_active
        and rad.bruker != uten_bruker
        and rad != uten_tilgang
        and rad.fra <= dag
        and (rad.til is None or rad.til > dag)
    ]
    rammes = uten_bruker is None or any(rad.bruker_id == uten_bruker.pk for rad in rader)
    if rammes and not igjen:
        raise Hinder([(felt, _("Dette er den siste aktive systemansvarlige. Gi rollen til en annen først."))])
