"""The types of report, read from files: what each covers, its chapters, their guidance and what they show.

``typer/*.toml`` are ours; an installation may have its own in RAPPORTTYPER_MAPPE. A type needs no code and no
migration; ``manage.py check`` reads every file and says what is wrong with it. An embete may give chapters other
headings, guidance and order (``tilpasset``); what a sent report was made from is frozen with it.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import checks

from .definisjon import INNSATT, INNSATT_RE, SLAG, Kapitteldefinisjon, Rapporttype, vedlegg_sist

MAPPE = Path(__file__).resolve().parent / "typer"
TERTIALRAPPORT, SLUTTRAPPORT = "tertialrapport", "sluttrapport"

_NOEKKEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Definisjonsfeil(ValueError):
    """A definition that cannot be used; the message says in bokmål what is wrong, and where."""


def les(tekst: str, blokknavn: Iterable[str]) -> Rapporttype:
    """Read a definition. ``blokknavn`` are the blocks there are. Raises ``Definisjonsfeil``."""
    try:
        data = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as feil:
        raise Definisjonsfeil(f"Filen er ikke gyldig TOML: {feil}") from feil
    _krev_noekler(data, {"noekkel", "navn", "tittel", "hva", "periode", "kapittel"}, set(), "rapporttypen")
    if data["periode"] not in SLAG:
        raise Definisjonsfeil(f"«periode» må være en av {', '.join(SLAG)}, ikke «{data['periode']}».")
    kjente = frozenset(blokknavn)
    rader = data["kapittel"] if isinstance(data["kapittel"], list) else []
    kapitler = tuple(_kapittel(rad, nr, kjente) for nr, rad in enumerate(rader, 1))
    if not kapitler:
        raise Definisjonsfeil("Rapporttypen må ha minst ett [[kapittel]].")
    noekler = [ett.noekkel for ett in kapitler]
    if dobbelt := {noekkel for noekkel in noekler if noekler.count(noekkel) > 1}:
        raise Definisjonsfeil(f"Flere kapitler har nøkkelen «{min(dobbelt)}».")
    if vedlegg_sist(kapitler) != kapitler:
        raise Definisjonsfeil("Vedleggene må stå etter kapitlene.")
    tekster = {
        navn: _tekst(data[navn], navn, "rapporttypen") for navn in ("noekkel", "navn", "tittel", "hva")
    }
    _krev_noekkel(tekster["noekkel"])
    _krev_innsatt(tekster["tittel"])
    return Rapporttype(periode=data["periode"], kapitler=kapitler, **tekster)


def _kapittel(rad, nr: int, blokknavn: frozenset[str]) -> Kapitteldefinisjon:
    hvor = f"kapittel {nr}"
    if not isinstance(rad, dict):
        raise Definisjonsfeil(f"{hvor.capitalize()} er ikke en tabell.")
    _krev_noekler(rad, {"noekkel", "overskrift", "blokker"}, {"veiledning", "vedlegg", "liggende"}, hvor)
    blokker = rad["blokker"]
    if not isinstance(blokker, list) or not blokker:
        raise Definisjonsfeil(f"«blokker» i {hvor} må være en liste med minst ett navn.")
    for blokk in blokker:
        if blokk not in blokknavn:
            raise Definisjonsfeil(
                f"Blokken «{blokk}» i {hvor} finnes ikke. Velg blant {', '.join(sorted(blokknavn))}."
            )
    for navn in ("vedlegg", "liggende"):
        if not isinstance(rad.get(navn, False), bool):
            raise Definisjonsfeil(f"«{navn}» i {hvor} må være true eller false.")
    noekkel, overskrift = (
        _tekst(rad["noekkel"], "noekkel", hvor),
        _tekst(rad["overskrift"], "overskrift", hvor),
    )
    _krev_noekkel(noekkel)
    _krev_innsatt(overskrift)
    return Kapitteldefinisjon(
        noekkel=noekkel,
        overskrift=overskrift,
        blokker=tuple(blokker),
        veiledning=_tekst(rad.get("veiledning", "-"), "veiledning", hvor) if rad.get("veiledning") else "",
        vedlegg=rad.get("vedlegg", False),
        liggende=rad.get("liggende", False),
    )


def _krev_noekler(data: dict, krav: set[str], lov: set[str], hvor: str) -> None:
    if mangler := krav - set(data):
        raise Definisjonsfeil(f"{hvor.capitalize()} mangler «{min(mangler)}».")
    if ukjent := set(data) - krav - lov:
        raise Definisjonsfeil(f"{hvor.capitalize()} har «{min(ukjent)}», som ikke betyr noe her.")


def _tekst(verdi, navn: str, hvor: str) -> str:
    if not isinstance(verdi, str) or not verdi.strip():
        raise Definisjonsfeil(f"«{navn}» i {hvor} må være en tekst.")
    return verdi.strip()


def _krev_noekkel(noekkel: str) -> None:
    if not _NOEKKEL.fullmatch(noekkel) or len(noekkel) > 40:
        raise Definisjonsfeil(
            f"Nøkkelen «{noekkel}» kan bare ha små bokstaver a–z, sifre og bindestrek, høyst 40 tegn."
        )


def _krev_innsatt(tekst: str) -> None:
    for navn in INNSATT_RE.findall(tekst):
        if navn not in INNSATT:
            raise Definisjonsfeil(
                f"«{{{navn}}}» i «{tekst}» finnes ikke. Velg blant {', '.join(sorted(INNSATT))}."
            )


def filer() -> list[Path]:
    """Return the files that define types: ours, then the installation's own."""
    egen = settings.RAPPORTTYPER_MAPPE
    mapper = [MAPPE, *([Path(egen)] if egen else [])]
    return [fil for mappe in mapper for fil in sorted(mappe.glob("*.toml"))]


@cache
def typer() -> dict[str, Rapporttype]:
    """Return every type by key, those written most often first: tertials, years, whole projects, ours before own ones.
    An own file with one of our keys takes its place.

    Raises Definisjonsfeil."""
    from .dokument import BLOKKNAVN

    alle: dict[str, Rapporttype] = {}
    for fil in filer():
        try:
            type_ = les(fil.read_text(encoding="utf-8"), BLOKKNAVN)
        except (Definisjonsfeil, UnicodeDecodeError) as feil:
            raise Definisjonsfeil(f"{fil.name}: {feil}") from feil
        alle[type_.noekkel] = type_
    return dict(sorted(alle.items(), key=lambda ett: SLAG.index(ett[1].periode)))


def type_(noekkel: str) -> Rapporttype:
    """Return a type. Raises Definisjonsfeil when no file defines it (any more)."""
    if noekkel not in typer():
        raise Definisjonsfeil(f"Rapporttypen «{noekkel}» finnes ikke.")
    return typer()[noekkel]


def sjekk(**kwargs) -> list[checks.CheckMessage]:
    """Every definition can be read (``manage.py check``)."""
    try:
        typer()
    except Definisjonsfeil as feil:
        return [checks.Error(str(feil), hint="Rett filen (se docs/rapport.md).", id="rapporter.E001")]
    return []
