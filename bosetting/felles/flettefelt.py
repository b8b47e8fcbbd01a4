"""Named fields in a text people write: «Vi ber {{ kommune }} om …».

A value is put in as text. In Markdown it is escaped, so that no name, number or note from the records becomes a list,
a link or emphasis; whatever a value holds, it is never read as a field.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

# A whole field stays on its line; what is begun and never ended, or ended and never begun, is found as written.
_FELT = re.compile(r"\{\{[^\S\n]*(?P<navn>[^{}\n]*?)[^\S\n]*\}\}|(?P<halvt>\{\{[^{}\n]*|\}\})")
_LUFT = re.compile(r"[ \t\r\n\f\v]+")
_I_LINJEN = re.compile(r"[\\`*_\[\]<>()&|~!#\"{}]")
# What makes a list, a heading or a line of its own where a paragraph begins.
_FORREST = re.compile(r"(?P<tall>\d*)(?P<tegn>[-+=:.,;)])")
_TOM_LINJESTART = re.compile(r"[\s>*+\-\d]*\d$")


@dataclass(frozen=True)
class Felt:
    """A field as it stands in a text: its name, and the line (from 1) it stands on."""

    navn: str
    linje: int


class UkjentFelt(ValueError):
    """The text asks for a field that has no value. ``felt`` are those fields, in the order of the text."""

    def __init__(self, felt: list[Felt]):
        super().__init__(", ".join(f"{ett.navn} (linje {ett.linje})" for ett in felt))
        self.felt = felt


def finn(tekst: str) -> list[Felt]:
    """Return the fields of a text in order. A half one («{{ kommune») has a name that no field can have."""
    return [
        Felt(treff["halvt"].strip() if treff["halvt"] else treff["navn"], _linje(tekst, treff.start()))
        for treff in _FELT.finditer(tekst)
    ]


def ukjente(tekst: str, kjente: Container[str]) -> list[Felt]:
    """Return the fields of a text that are not among the known ones, and the half ones."""
    return [felt for felt in finn(tekst) if felt.navn not in kjente]


def flett(tekst: str, verdier: Mapping[str, str], *, markdown: bool = True) -> str:
    """Return the text with each field's value in its place. Raises UkjentFelt.

    Runs of white space in a value become one space (no-break spaces stay). ``markdown=False`` is for text that is
    never read as Markdown: a heading, the subject of an e-mail.
    """
    if mangler := ukjente(tekst, verdier):
        raise UkjentFelt(mangler)
    ut = ""
    sist = 0
    for treff in _FELT.finditer(tekst):
        ut += _neste(ut, tekst[sist : treff.start()], markdown)
        verdi = _LUFT.sub(" ", verdier[treff["navn"]]).strip(" ")
        ut += _som_tekst(verdi) if markdown else verdi
        sist = treff.end()
    return ut + _neste(ut, tekst[sist:], markdown and sist > 0)


def _neste(foran: str, bit: str, markdown: bool) -> str:
    """Return the text after a value. «2016» at the start of a line and a full stop after it are not a numbered list."""
    nummer = markdown and bit[:1] in (".", ")") and _TOM_LINJESTART.match(foran.rpartition("\n")[2])
    return "\\" + bit if nummer else bit


def _som_tekst(verdi: str) -> str:
    verdi = _I_LINJEN.sub(r"\\\g<0>", verdi)
    return _FORREST.sub(r"\g<tall>\\\g<tegn>", verdi, count=1) if _FORREST.match(verdi) else verdi


def _linje(tekst: str, sted: int) -> int:
    return tekst.count("\n", 0, sted) + 1
