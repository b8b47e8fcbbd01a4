"""Taking personal data away, as the policy says: one row, what is named in texts, and what an account leaves behind."""

import re
import secrets
import uuid

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import F, Q

from bosetting.felles.dag import naa

from .politikk import PERSON, PERSONER, Modell, politikk
from .registrert import Rekkevidde, innen, klasse, sluttfelt

ANONYM = "Anonymisert"
ANONYM_DOMENE = "@anonymisert.invalid"  # .invalid belongs to nobody, ever (RFC 2606)


def gjenstaar(modell: Modell, felt: set[str] | None = None, *, lenker: bool = False) -> Q:
    """Return the condition that a row still has something that can be taken away (of ``felt``, when given).

    With ``lenker``, also when all there is is a link that opens for somebody who is still known.
    """
    if modell.anonymisert:
        return Q(**{f"{modell.anonymisert}__isnull": True})
    igjen = Q(pk__in=[])
    if lenker and "ny" in modell.fjernes.values():
        person = politikk().modeller[PERSON]
        for sti in modell.eier:
            if sluttfelt(modell, sti).related_model._meta.label == PERSON:
                igjen |= Q(**{f"{sti}__isnull": False, f"{sti}__{person.anonymisert}__isnull": True})
    for navn, maate in modell.fjernes.items():
        if felt is not None and navn not in felt:
            continue
        if maate == "slett":
            return Q()
        if maate == "toem":
            kan_mangle = klasse(modell)._meta.get_field(navn).null
            igjen |= Q(**{f"{navn}__isnull": False}) if kan_mangle else ~Q(**{navn: ""})
        elif maate == "navn":
            igjen |= ~Q(**{navn: ANONYM})
        elif maate == "epost":
            igjen |= ~Q(**{f"{navn}__endswith": ANONYM_DOMENE})
    return igjen


def anonymiser_rader(modell: Modell, rader: models.QuerySet, felt: set[str] | None = None) -> int:
    """Take away the fields of ``modell`` (only those in ``felt``, when given) from ``rader``; return how many rows."""
    if modell.slettes:
        antall = rader.count()
        rader.delete()
        return antall
    valgt = {navn: maate for navn, maate in modell.fjernes.items() if felt is None or navn in felt}
    antall = 0
    for rad in rader.select_for_update(of=("self",)).order_by("pk"):
        verdier = {navn: _tom_verdi(rad, navn, maate) for navn, maate in valgt.items()}
        if modell.anonymisert:
            verdier[modell.anonymisert] = naa()
        antall += klasse(modell)._default_manager.filter(pk=rad.pk).update(**verdier, **_ny_versjon(modell))
    return antall


def _ny_versjon(modell: Modell) -> dict:
    """Return what tells whoever has the row open in a form that it is changed: she does not write the name back."""
    egne = {kolonne.name for kolonne in klasse(modell)._meta.concrete_fields}
    return {"versjon": F("versjon") + 1} if "versjon" in egne else {}


def _tom_verdi(rad: models.Model, navn: str, maate: str):
    felt = rad._meta.get_field(navn)
    if maate == "toem":
        return None if felt.null else ""
    if maate == "ny":
        return uuid.uuid4() if isinstance(felt, models.UUIDField) else secrets.token_hex(felt.max_length // 2)
    return {
        "navn": lambda: ANONYM,
        "epost": lambda: f"anonym-{rad._meta.model_name}-{rad.pk}{ANONYM_DOMENE}",
        "passord": lambda: make_password(None),
        "usann": lambda: False,
        "forbi": lambda: min(getattr(rad, navn), naa()),
    }[maate]()


def slett_sesjoner(brukere: frozenset[int]) -> int:
    """Log the accounts out everywhere; return how many sessions were deleted."""
    noekler = {str(pk) for pk in brukere}
    doede = [
        sesjon.pk
        for sesjon in Session.objects.all().iterator()
        if str(sesjon.get_decoded().get("_auth_user_id")) in noekler
    ]
    return Session.objects.filter(pk__in=doede).delete()[0]


def bare_hennes(ord_: list[str], utenom: dict[str, frozenset[int]] | None = None) -> list[str]:
    """Return the names and addresses that nobody who is still known has: only those are hers alone in a text.

    ``utenom`` are her own rows by model, when they are still as they were.
    """
    levende = set()
    for etikett in PERSONER:
        modell = politikk().modeller[etikett]
        like = Q(pk__in=[])
        for ett in ord_:
            like |= Q(**{f"{modell.navn}__iexact": ett}) | Q(**{f"{modell.epost}__iexact": ett})
        rader = klasse(modell)._default_manager.filter(like).exclude(pk__in=(utenom or {}).get(etikett, ()))
        levende |= {verdi.lower() for rad in rader.values_list(modell.navn, modell.epost) for verdi in rad}
    return [ett for ett in ord_ if ett.lower() not in levende]


def fjern_fra_tekst(ord_: list[str], hvor: Rekkevidde) -> int:
    """Replace names and addresses in every text that can be changed; return how many rows were."""
    if not ord_:
        return 0
    # Longest first, and as whole words: «Per Ås» is not a part of «Per Åsen».
    ledd = "|".join(re.escape(ett) for ett in sorted(ord_, key=len, reverse=True))
    moenster = re.compile(rf"(?<!\w)(?:{ledd})(?!\w)", re.IGNORECASE)
    rader = set()
    for modell in politikk().modeller.values():
        for navn in modell.fritekst:
            treff = Q()
            for ett in ord_:
                treff |= Q(**{f"{navn}__icontains": ett})
            for pk, tekst in innen(modell, hvor).filter(treff).values_list("pk", navn):
                maks = klasse(modell)._meta.get_field(navn).max_length
                ny = moenster.sub(f"[{ANONYM.lower()}]", tekst)[:maks]
                if ny != tekst:
                    rad = klasse(modell)._default_manager.filter(pk=pk)
                    rad.update(**{navn: ny}, **_ny_versjon(modell))
                    rader.add((modell.etikett, pk))
    return len(rader)
