"""A reminder as a letter: the very words of the mail on paper, for a municipality that no mail reaches."""

import re
import unicodedata

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Brevhode, Dokument, Node, Overskrift, Prosa
from bosetting.felles.norsk import langdato

from .models import Purring


def som_dokument(purring: Purring) -> Dokument:
    """Return the letter (the reminder with kommune, runde and embete loaded). Text is text, never markup."""
    navn = purring.anmodning.runde.embete.navn_paa(purring.dato)
    avsender = navn.navn if navn else str(purring.anmodning.runde.embete)
    kommune = purring.anmodning.kommune.navn
    return Dokument(
        tittel=purring.emne,
        dato=purring.dato,
        forfatter=avsender,
        topptekst=f"{purring.emne} – {kommune}",
        bunntekst=avsender,
        tittelside=False,
        innholdsfortegnelse=False,
        blokker=(
            Brevhode(
                avsender,
                _("%(kommune)s kommune") % {"kommune": kommune},
                ((_("Dato"), langdato(purring.dato)),),
            ),
            Overskrift(1, purring.emne, nummerert=False),
            Prosa(tuple(map(_avsnitt, re.split(r"\n\s*\n", purring.tekst.strip())))),
        ),
    )


def _avsnitt(tekst: str) -> Node:
    barn: list[Node] = []
    for linje in tekst.splitlines():
        if barn:
            barn.append(Node("linjeskift"))
        barn.append(Node("tekst", tekst=linje))
    return Node("avsnitt", tuple(barn))


def filnavn(purring: Purring) -> str:
    """Return «purring-2016-0101-halden-2016-01-04.pdf»: it sorts, and says what it is."""
    navn = purring.anmodning.kommune.navn.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a"}))
    ascii_ = unicodedata.normalize("NFKD", navn).encode("ascii", "ignore").decode()
    kort = "-".join(re.findall(r"[a-z0-9]+", ascii_))
    deler = (purring.anmodning.runde.aar, purring.anmodning.kommune.nr, kort, purring.dato.isoformat())
    return f"purring-{'-'.join(map(str, deler))}.pdf"
