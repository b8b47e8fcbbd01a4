"""Numbers and ids, worked out once so that screen and PDF always agree: «2.1», «Tabell 3», «Vedlegg 1»."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Dokument, Figur, Kolonne, Overskrift, Tabell, Vedlegg
from bosetting.felles.norsk import HARDT_MELLOMROM, kortnavn

INNHOLD_TIL_NIVAA = 2


@dataclass(frozen=True, slots=True)
class Plassert:
    """A block in its place. `nummer` and `anker` are empty for blocks that have none."""

    blokk: Blokk
    nummer: str = ""
    anker: str = ""

    @property
    def nivaa(self) -> int:
        """The heading level; an annex is a chapter; 0 for everything else."""
        return 1 if isinstance(self.blokk, Vedlegg) else getattr(self.blokk, "nivaa", 0)

    @property
    def tekst(self) -> str:
        """The words of the heading or caption, without the number."""
        return getattr(self.blokk, "tittel", "") or getattr(self.blokk, "tekst", "")


def plasser(dokument: Dokument) -> tuple[Plassert, ...]:
    """Return every block with its number and a unique id, in order.

    Headings inside an annex have no number, tables and figures are counted through the whole document.
    """
    return tuple(_plasser(dokument.blokker))


def innhold(plasserte: tuple[Plassert, ...]) -> tuple[Plassert, ...]:
    """Return the lines of the table of contents: headings of level 1 and 2, and annexes."""
    return tuple(plassert for plassert in plasserte if 1 <= plassert.nivaa <= INNHOLD_TIL_NIVAA)


def lister(plasserte: tuple[Plassert, ...]) -> tuple[tuple[str, tuple[Plassert, ...]], ...]:
    """Return the lists of figures and of tables, each with its name; one without lines is left out."""
    begge = (
        (navn, tuple(plassert for plassert in plasserte if isinstance(plassert.blokk, slag)))
        for navn, slag in ((_("Figurer"), Figur), (_("Tabeller"), Tabell))
    )
    return tuple((navn, linjer) for navn, linjer in begge if linjer)


@dataclass(frozen=True, slots=True)
class Ledd:
    """A piece of a reference: words, and where they lead (empty: they are only words)."""

    tekst: str
    anker: str = ""


def henvisning(se: tuple[str, ...], plasserte: tuple[Plassert, ...]) -> tuple[Ledd, ...]:
    """Return «Se tabell 3 og vedlegg 1.» in pieces; empty when none of the keys is in the document."""
    med_noekkel = {
        getattr(plassert.blokk, "noekkel", ""): plassert for plassert in plasserte if plassert.nummer
    }
    rekker = _rekker([med_noekkel[noekkel] for noekkel in se if noekkel and noekkel in med_noekkel])
    if not rekker:
        return ()
    ledd = [Ledd(_("Se") + HARDT_MELLOMROM)]
    for nr, rekke in enumerate(rekker):
        if nr:
            ledd.append(Ledd(_(" og ") if nr == len(rekker) - 1 else ", "))
        nummer = rekke[0].nummer[0].lower() + rekke[0].nummer[1:]
        ledd.append(Ledd(nummer.replace(" ", HARDT_MELLOMROM), rekke[0].anker))
        if len(rekke) > 1:
            ledd += [Ledd("–"), Ledd(rekke[-1].nummer.rsplit(" ", 1)[1], rekke[-1].anker)]
    return (*ledd, Ledd("."))


def _rekker(treff: list[Plassert]) -> list[list[Plassert]]:
    """Put three or more neighbours of one kind together: «tabell 16–26»; the others stand each by itself."""
    rekker: list[list[Plassert]] = []
    for plassert in treff:
        slag, nr = plassert.nummer.rpartition(" ")[::2]
        if rekker and nr.isdigit() and rekker[-1][-1].nummer == f"{slag} {int(nr) - 1}":
            rekker[-1].append(plassert)
        else:
            rekker.append([plassert])
    return [rekke for en in rekker for rekke in ([en] if len(en) > 2 else [[ett] for ett in en])]


@dataclass(frozen=True, slots=True)
class Hodecelle:
    """One cell of a table's header. `bredde` is the number of columns it covers."""

    tekst: str
    tall: bool
    bredde: int = 1


def hoderader(kolonner: tuple[Kolonne, ...]) -> tuple[tuple[Hodecelle, ...], ...]:
    """Return the header rows: one, or two when neighbouring columns share a group.

    A column without a group has an empty cell above it rather than one cell over both rows: its words then stand
    next to the figures, and checkers that miscount row spans at the end of a row are content.
    """
    navn = tuple(Hodecelle(kolonne.overskrift, kolonne.slag == "tall") for kolonne in kolonner)
    if not any(kolonne.gruppe for kolonne in kolonner):
        return (navn,)
    grupper: list[Hodecelle] = []
    for gruppe, like in groupby(kolonner, key=lambda kolonne: kolonne.gruppe):
        antall = len(list(like))
        grupper += [Hodecelle(gruppe, False, antall)] if gruppe else [Hodecelle("", False)] * antall
    return (tuple(grupper), navn)


def _plasser(blokker: tuple[Blokk, ...]) -> Iterator[Plassert]:
    kapitler = [0, 0, 0, 0]
    antall = {Tabell: 0, Figur: 0, Vedlegg: 0}
    navn = {Tabell: _("Tabell"), Figur: _("Figur"), Vedlegg: _("Vedlegg")}
    brukte: set[str] = set()
    for blokk in blokker:
        slag = type(blokk)
        nummer = anker = ""
        if slag in antall:
            antall[slag] += 1
            nummer = f"{navn[slag]} {antall[slag]}"
            anker = _ledig(blokk.noekkel or f"{slag.__name__.lower()}-{antall[slag]}", brukte)
        elif isinstance(blokk, Overskrift):
            if blokk.nummerert and not antall[Vedlegg]:
                kapitler[blokk.nivaa - 1 :] = [kapitler[blokk.nivaa - 1] + 1] + [0] * (4 - blokk.nivaa)
                nummer = ".".join(map(str, kapitler[: blokk.nivaa]))
            anker = _ledig(blokk.noekkel or kortnavn(blokk.tekst), brukte)
        yield Plassert(blokk, nummer, anker)


def _ledig(oensket: str, brukte: set[str]) -> str:
    """Return the id with the prefix that keeps it apart from the page's own ids, and a counter if it is taken."""
    grunn = anker = f"dok-{oensket or 'del'}"
    teller = 1
    while anker in brukte:
        teller += 1
        anker = f"{grunn}-{teller}"
    brukte.add(anker)
    return anker
