"""What is different between two texts, word for word. Plain Python, and never long at work."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

LIKT, NYTT, BORTE = "likt", "nytt", "borte"

# The time difflib takes grows with the product of the two lengths: longer stretches are compared more coarsely.
_MEST_ARBEID = 9_000_000
_ORD_RE = re.compile(r"\s+|\w+|[^\w\s]+")
_LINJE_RE = re.compile(r"[^\n]*\n+|[^\n]+")

Diff = list[tuple[str, str]]


def orddiff(foer: str, naa: str) -> Diff:
    """Return the text in pieces (``likt``, ``borte``, ``nytt``): all but the new is ``foer``, all but the gone ``naa``.

    Lines are compared first, then the words of the lines that differ.
    """
    ut: Diff = []
    for slag, gammel, ny in _sammenlignet(_LINJE_RE.findall(foer), _LINJE_RE.findall(naa)):
        if slag == LIKT:
            _legg_til(ut, LIKT, gammel)
            continue
        for gammel_del, ny_del in _par(gammel, ny):
            for ordslag, borte, nytt in _sammenlignet(_ORD_RE.findall(gammel_del), _ORD_RE.findall(ny_del)):
                if ordslag == LIKT:
                    _legg_til(ut, LIKT, borte)
                else:
                    _legg_til(ut, BORTE, borte)
                    _legg_til(ut, NYTT, nytt)
    return ut


def _par(gammel: str, ny: str) -> Iterable[tuple[str, str]]:
    """Return line by line what stands in place of what, when there are as many; else all in place of all."""
    gamle, nye = _LINJE_RE.findall(gammel), _LINJE_RE.findall(ny)
    return zip(gamle, nye, strict=True) if len(gamle) == len(nye) else [(gammel, ny)]


def endret(diff: Diff) -> bool:
    """Return whether the two texts differ."""
    return any(slag != LIKT for slag, _tekst in diff)


def _legg_til(ut: Diff, slag: str, tekst: str) -> None:
    if not tekst:
        return
    if ut and ut[-1][0] == slag:
        ut[-1] = (slag, ut[-1][1] + tekst)
    else:
        ut.append((slag, tekst))


def _sammenlignet(foer: Sequence[str], naa: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return (kind, old, new) in order; what is too long to compare is one piece that differs."""
    fra, foer_slutt, naa_slutt = _felles_ender(foer, naa)
    midt_foer, midt_naa = foer[fra:foer_slutt], naa[fra:naa_slutt]
    ut = [(LIKT, "".join(foer[:fra]), "".join(naa[:fra]))]
    if len(midt_foer) * len(midt_naa) > _MEST_ARBEID:
        ut.append((NYTT, "".join(midt_foer), "".join(midt_naa)))
    else:
        sammenligner = SequenceMatcher(None, midt_foer, midt_naa, autojunk=True)
        for slag, f1, f2, n1, n2 in sammenligner.get_opcodes():
            ut.append(
                (LIKT if slag == "equal" else NYTT, "".join(midt_foer[f1:f2]), "".join(midt_naa[n1:n2]))
            )
    ut.append((LIKT, "".join(foer[foer_slutt:]), "".join(naa[naa_slutt:])))
    return ut


def _felles_ender(foer: Sequence[str], naa: Sequence[str]) -> tuple[int, int, int]:
    """Return where the two begin to differ, and where each of them stops."""
    kortest = min(len(foer), len(naa))
    fra = 0
    while fra < kortest and foer[fra] == naa[fra]:
        fra += 1
    bak = 0
    while bak < kortest - fra and foer[-1 - bak] == naa[-1 - bak]:
        bak += 1
    return fra, len(foer) - bak, len(naa) - bak
