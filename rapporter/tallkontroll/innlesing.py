"""What a file or a pasted text is to the control: a text, or sheets of cells. The file is hostile until it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from bosetting.felles.arbeidsbok import MAKS_BYTES, Arbeidsbokfeil, er_pakket, for_stor, les_tekst, tekst_i
from bosetting.felles.melding import melding as _

MAKS_TEGN = 500_000
MAKS_LINJER = 20_000


@dataclass(frozen=True)
class Ark:
    """A sheet, or a CSV file (``navn`` is empty): its rows with their numbers."""

    navn: str
    rader: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Innhold:
    """What was sent in: a text, or sheets."""

    tekst: str = ""
    ark: tuple[Ark, ...] = ()


def les_fil(innhold: bytes, navn: str) -> Innhold:
    """Return a file's content: a workbook by its content, CSV by its name, else text. Raises Arbeidsbokfeil."""
    if len(innhold) > MAKS_BYTES:
        raise for_stor()
    if not innhold.strip():
        raise Arbeidsbokfeil(_("Filen er tom."))
    if er_pakket(innhold):
        from bosetting.felles.arbeidsbok_xlsx import les_alle_ark  # expat and subprocess, only needed here

        return Innhold(ark=tuple(_ark(arknavn, rader) for arknavn, rader in les_alle_ark(innhold)))
    tekst = tekst_i(innhold)
    if navn.lower().endswith((".csv", ".tsv")):
        return Innhold(tekst, (_ark("", les_tekst(tekst)),))
    return les_innlimt(tekst)


def les_innlimt(tekst: str) -> Innhold:
    """Return a text within the limits. Raises Arbeidsbokfeil."""
    tekst = tekst.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not tekst.strip():
        raise Arbeidsbokfeil(_("Teksten er tom."))
    if len(tekst) > MAKS_TEGN:
        raise Arbeidsbokfeil(
            _(
                "Teksten er for lang: høyst %(antall)s tegn. Del den i flere.",
                antall=f"{MAKS_TEGN:,}".replace(",", " "),
            )
        )
    if tekst.count("\n") >= MAKS_LINJER:
        raise Arbeidsbokfeil(
            _(
                "Teksten har for mange linjer: høyst %(antall)s. Del den i flere.",
                antall=f"{MAKS_LINJER:,}".replace(",", " "),
            )
        )
    return Innhold(tekst)


def _ark(navn: str, rader: Sequence) -> Ark:
    return Ark(navn, tuple((rad.linjenr, rad.celler) for rad in rader))
