"""What an approved report is kept as: its document as data, from which page and PDF are drawn again.

Frozen are the words and figures (``Utgave.dokument``), the figures by name, the texts as written, the definition, the
PDF's bytes with their SHA-256, and what drew them. Nothing of it is ever made again from the records.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from pypdf import PdfReader

from bosetting import VERSJON
from bosetting.felles.dag import naa
from bosetting.felles.dokument import blokker, typst
from bosetting.felles.dokument.blokker import Dokument
from bosetting.felles.dokument.tegn import FONTER
from bosetting.felles.norsk import langdato

from .dokument import filnavn
from .domain import Rapportgrunnlag
from .ferdig import ferdig_dokument
from .models import Rapport, Utgave
from .queries import grunnlag
from .queries_utgaver import gjeldende_utgave
from .skrevet import skrevne_tekster
from .tallregister import figurer

SLAG = "_"  # the key that says what a JSON object is
DATO, BYTES = "dato", "bytes"
_KLASSER = {navn: ting for navn, ting in vars(blokker).items() if is_dataclass(ting)}


class Frysefeil(ValueError):
    """A stored document that this version of the program cannot read; the message says why, in bokmål."""


def dokument_som_json(dokument: Dokument) -> dict:
    """Return the whole document as what JSON can hold. ``dokument_fra_json`` gives an equal one back."""
    return _ut(dokument)


def dokument_fra_json(data: dict) -> Dokument:
    """Return the document that was stored. Fields that have come since get their default. Raises Frysefeil."""
    dokument = _inn(data)
    if not isinstance(dokument, Dokument):
        raise Frysefeil("Det som er lagret, er ikke et dokument.")
    return dokument


def _ut(verdi: Any) -> Any:
    if isinstance(verdi, blokker.Figur) and not isinstance(verdi.svg, SafeString):
        # It would be shown as it is when it comes back.
        raise TypeError("En figur som ikke er tegnet av programmet, kan ikke fryses.")
    if is_dataclass(verdi):
        return {SLAG: type(verdi).__name__} | {
            felt.name: _ut(getattr(verdi, felt.name)) for felt in fields(verdi)
        }
    if isinstance(verdi, tuple | list):
        return [_ut(ett) for ett in verdi]
    if isinstance(verdi, date):
        return {SLAG: DATO, "verdi": verdi.isoformat()}
    if isinstance(verdi, bytes | memoryview):
        return {SLAG: BYTES, "verdi": b64encode(verdi).decode()}
    if isinstance(verdi, str | Promise):
        # A plain string also of a lazy translation, or of one marked as safe.
        return "".join(str(verdi))
    if verdi is None or isinstance(verdi, bool | int | float):
        return verdi
    raise TypeError(f"{type(verdi).__name__} kan ikke fryses.")


def _inn(verdi: Any) -> Any:
    if isinstance(verdi, list):
        return tuple(_inn(ett) for ett in verdi)
    if not isinstance(verdi, dict):
        return verdi
    slag = verdi.get(SLAG)
    if slag == DATO:
        return date.fromisoformat(verdi["verdi"])
    if slag == BYTES:
        return b64decode(verdi["verdi"])
    klasse = _KLASSER.get(slag)
    if klasse is None:
        raise Frysefeil(f"Dokumentet er lagret med «{slag}», som denne versjonen av programmet ikke kjenner.")
    felt = {navn: _inn(ett) for navn, ett in verdi.items() if navn != SLAG}
    if ukjente := felt.keys() - {ett.name for ett in fields(klasse)}:
        raise Frysefeil(
            f"«{slag}» er lagret med «{min(ukjente)}», som denne versjonen av programmet ikke kjenner."
        )
    if klasse is blokker.Figur:
        # Drawn by our own templates when it was frozen, in a table that nobody can change since.
        felt["svg"] = mark_safe(felt["svg"])
    return klasse(**felt)


@dataclass(frozen=True)
class Oeyeblikk:
    """A report as it is at one moment: what somebody looks at before she approves it."""

    g: Rapportgrunnlag
    dokument: Dokument

    @property
    def avtrykk(self) -> str:
        """Tell whether a report is as somebody saw it."""
        return hashlib.sha256(_kanonisk(dokument_som_json(self.dokument)).encode()).hexdigest()


@dataclass(frozen=True)
class Utskrift:
    """An edition drawn and not yet stored."""

    dokument: Dokument
    adresse: str
    pdf: bytes


def oeyeblikk(rapport: Rapport) -> Oeyeblikk:
    """Return the report as it would be approved now, in bokmål whoever asks, from one state of the records."""
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        godkjent = Rapport(
            **{felt.attname: getattr(rapport, felt.attname) for felt in Rapport._meta.concrete_fields}
        )
        godkjent.prosjekt, godkjent.status = rapport.prosjekt, Rapport.GODKJENT
        g = grunnlag(godkjent)
        return Oeyeblikk(g, ferdig_dokument(godkjent, g))


def trykk(rapport: Rapport, bilde: Oeyeblikk, dag: date) -> Utskrift:
    """Draw the next edition of the report, approved on ``dag``: its number on the title page, its address inside.

    The address makes the bytes of every edition its own. Takes a second; call it outside a transaction.
    """
    nummer = neste_nummer(rapport)
    with translation.override(settings.LANGUAGE_CODE):
        adresse = f"{filnavn(bilde.g).removesuffix('.pdf')[:90]}-{rapport.pk}-utgave-{nummer}"
        godkjent = _("%(nummer)s, godkjent %(dato)s") % {"nummer": nummer, "dato": langdato(dag)}
        dokument = replace(
            bilde.dokument,
            detaljer=(*bilde.dokument.detaljer, (_("Utgave"), godkjent)),
            emneord=(*bilde.dokument.emneord, adresse),
        )
        return Utskrift(dokument, adresse, typst.som_pdf(dokument))


def neste_nummer(rapport: Rapport) -> int:
    return (rapport.utgaver.order_by("-nummer").values_list("nummer", flat=True).first() or 0) + 1


def frys(
    *, by, rapport: Rapport, bilde: Oeyeblikk, utskrift: Utskrift, noekkel: UUID | None = None
) -> Utgave:
    """Store the next edition. Call it in the ``atomic`` of the approval, with the report's row locked."""
    g = bilde.g
    return Utgave.objects.create(
        noekkel=noekkel or uuid4(),
        rapport=rapport,
        nummer=neste_nummer(rapport),
        dokument=dokument_som_json(utskrift.dokument),
        tall=[
            {
                "navn": figur.navn,
                "tekst": str(figur.tekst),
                "verdi": figur.verdi,
                "enhet": str(figur.enhet),
                "kilde": figur.kilde,
            }
            for figur in figurer(g).values()
        ],
        tekster={
            noekkel_: asdict(ett) | {"plass": plass}
            for plass, (noekkel_, ett) in enumerate(skrevne_tekster(g).items(), 1)
        },
        definisjon=asdict(g.type)
        # The report's own may change when it is opened again.
        | {"skjaeringsdato": g.skjaeringsdato.isoformat(), "bosettingsaar": g.bosettingsaar},
        versjoner=versjoner(),
        pdf=utskrift.pdf,
        sider=len(PdfReader(BytesIO(utskrift.pdf)).pages),
        sha256=hashlib.sha256(utskrift.pdf).hexdigest(),
        adresse=utskrift.adresse,
        godkjent_av=by,
        godkjent_at=naa(),
    )


def frosset_dokument(utgave: Utgave) -> Dokument:
    """Return the document an edition holds. Raises Frysefeil."""
    return dokument_fra_json(utgave.dokument)


def gjeldende_dokument(rapport: Rapport) -> Dokument:
    """Return the report's document: the frozen one when it is approved, else as it is now, marked as a draft."""
    utgave = gjeldende_utgave(rapport)
    return frosset_dokument(utgave) if utgave else ferdig_dokument(rapport)


def gjeldende_pdf(rapport: Rapport) -> bytes:
    """Return the report's PDF: the frozen bytes when it is approved, else drawn now."""
    utgave = gjeldende_utgave(rapport)
    return bytes(utgave.pdf) if utgave else typst.som_pdf(ferdig_dokument(rapport))


@dataclass(frozen=True)
class Omtegning:
    """An edition drawn anew from what it holds: whether the bytes are the same, and what has been replaced since."""

    lik: bool
    skiftet: tuple[str, ...] = ()


def tegn_paa_nytt(utgave: Utgave) -> Omtegning:
    """Draw the edition from its stored document and compare. With the same versions the bytes are the same."""
    skiftet = tuple(navn for navn, verdi in versjoner().items() if utgave.versjoner.get(navn) != verdi)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            pdf = typst.som_pdf(frosset_dokument(utgave))
    except Frysefeil:
        return Omtegning(False, skiftet)
    return Omtegning(hashlib.sha256(pdf).hexdigest() == utgave.sha256, skiftet)


@cache
def versjoner() -> dict[str, str]:
    """Return what draws a PDF: the program, Typst, and fingerprints of the fonts and of what lays the page out."""
    return {
        "program": VERSJON,
        "typst": version("typst"),
        "fonter": _fingeravtrykk(sorted(FONTER.glob("*.ttf"))),
        "mal": _fingeravtrykk(
            [typst.MAPPE / navn for navn in ("dokument.typ", "typst.py", "plassering.py", "tegn.py")]
        ),
    }


def _fingeravtrykk(filer: list[Path]) -> str:
    summer = [hashlib.sha256(fil.read_bytes()).digest() for fil in filer]
    return hashlib.sha256(b"".join(summer)).hexdigest()[:16]


def _kanonisk(data: dict) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=True)
