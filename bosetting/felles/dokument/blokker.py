"""The document model: a report, letter or set of minutes as plain, frozen data.

Builders (pure functions in the apps) make a `Dokument`; `som_html` and `som_pdf` only draw it. All figures arrive as
ready strings: nothing is added up, formatted or translated after this point. Wrong structure (a skipped heading
level, a row with too few cells, a figure without alt text) is the builder's mistake and raises `ValueError` here,
not in the middle of a PDF.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

_FARGE = re.compile(r"#[0-9a-fA-F]{6}")


def _krev(holder: bool, melding: str) -> None:
    if not holder:
        raise ValueError(melding)


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a parsed Markdown tree.

    `slag` is one of
    block: avsnitt overskrift punktliste nummerliste punkt sitat kodeblokk tabell rad hode celle skille
    inline: tekst sterk kursiv kode lenke linjeskift
    `barn` are the children; `tekst` is set on tekst, kode and kodeblokk; `nivaa` on overskrift; `adresse` on lenke;
    `start` on nummerliste; `hoyre` on hode and celle of a right-aligned column.
    """

    slag: str
    barn: tuple["Node", ...] = ()
    tekst: str = ""
    nivaa: int = 0
    adresse: str = ""
    start: int = 1
    hoyre: bool = False


@dataclass(frozen=True, slots=True)
class Overskrift:
    """A heading. Level 1 is a chapter. `nummerert` gives «2.1»; `noekkel` is a stable id for links."""

    nivaa: int
    tekst: str
    nummerert: bool = True
    noekkel: str = ""

    def __post_init__(self) -> None:
        _krev(1 <= self.nivaa <= 4, f"En overskrift har nivå 1–4, ikke {self.nivaa}.")
        _krev(bool(self.tekst.strip()), "En overskrift kan ikke være tom.")


@dataclass(frozen=True, slots=True)
class Prosa:
    """Text people have written, as the tree `les_markdown` returns."""

    noder: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Setning:
    """A paragraph the records wrote themselves, with the sources it stands on.

    `se` are the keys of tables, figures and annexes it leads to: «Se tabell 3 og vedlegg 1.» is printed after it, with
    links. A key that is not in the document is left out.
    """

    tekst: str
    kilder: tuple[str, ...] = ()
    se: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tall:
    """One key figure: «Anmodet» «780» «personer», with what it means and where it comes from."""

    tekst: str
    verdi: str
    enhet: str = ""
    forklaring: str = ""
    kilde: str = ""


@dataclass(frozen=True, slots=True)
class Noekkeltall:
    """Key figures side by side, at most four on a line."""

    tall: tuple[Tall, ...]


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A table column. `gruppe` puts neighbouring columns under one shared heading («Anmodet»: totalt, EM).

    `bredde` is a share of the whole width (0.3); 0 lets the PDF choose from the contents.
    """

    overskrift: str
    slag: Literal["tekst", "tall"] = "tekst"
    gruppe: str = ""
    bredde: float = 0


@dataclass(frozen=True, slots=True)
class Tabell:
    """A table with a caption. Cells are ready strings, `None` prints as «–».

    `radhode` is the column that names the row. `liggende` turns the page in the PDF.
    """

    tittel: str
    kolonner: tuple[Kolonne, ...]
    rader: tuple[tuple[str | None, ...], ...]
    radhode: int | None = 0
    sumrad: tuple[str | None, ...] | None = None
    fotnote: str = ""
    kilde: str = ""
    liggende: bool = False
    noekkel: str = ""

    def __post_init__(self) -> None:
        _krev(bool(self.tittel.strip()), "En tabell må ha en tittel.")
        _krev(bool(self.kolonner), "En tabell må ha minst én kolonne.")
        _krev(
            self.radhode is None or 0 <= self.radhode < len(self.kolonner),
            "Radhodet er ikke en av kolonnene.",
        )
        for rad in (*self.rader, *([self.sumrad] if self.sumrad else [])):
            _krev(len(rad) == len(self.kolonner), f"Raden {rad!r} har ikke {len(self.kolonner)} celler.")


@dataclass(frozen=True, slots=True)
class Figur:
    """A chart. `svg` comes from our own templates (a SafeString), drawn with attributes, not style sheets.

    `alt` is the one-sentence conclusion; the numbers belong in a table nearby.
    """

    tittel: str
    svg: str
    alt: str
    kilde: str = ""
    noekkel: str = ""

    def __post_init__(self) -> None:
        _krev(bool(self.tittel.strip()), "En figur må ha en tittel.")
        _krev(bool(self.alt.strip()), "En figur må ha en alternativ tekst.")
        _krev(self.svg.lstrip().startswith("<svg"), "En figur må være SVG.")


@dataclass(frozen=True, slots=True)
class Liste:
    """A list of short, generated items."""

    punkter: tuple[str, ...]
    ordnet: bool = False


@dataclass(frozen=True, slots=True)
class Sitat:
    """A quotation with its source."""

    tekst: str
    kilde: str = ""


@dataclass(frozen=True, slots=True)
class Varsel:
    """A box nobody can overlook: «mangler» (something is not written yet) or «merknad» (a remark)."""

    tekst: str
    slag: Literal["mangler", "merknad"] = "mangler"


@dataclass(frozen=True, slots=True)
class Vedlegg:
    """Starts a numbered annex on a new page. `liggende` turns its pages in the PDF (wide tables)."""

    tittel: str
    noekkel: str = ""
    liggende: bool = False

    def __post_init__(self) -> None:
        _krev(bool(self.tittel.strip()), "Et vedlegg må ha en tittel.")


@dataclass(frozen=True, slots=True)
class Sideskift:
    """A page break in the PDF; nothing on screen."""


@dataclass(frozen=True, slots=True)
class Brevhode:
    """The top of a letter: who sends it, to whom, and short facts («Dato», «Svarfrist»)."""

    avsender: str
    mottaker: str
    detaljer: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _krev(bool(self.avsender.strip()), "Et brev må ha en avsender.")
        _krev(bool(self.mottaker.strip()), "Et brev må ha en mottaker.")


@dataclass(frozen=True, slots=True)
class Underskrift:
    """The end of a letter: the greeting, who sends it, and room to sign above the title."""

    hilsen: str
    avsender: str
    tittel: str = ""


Blokk = (
    Overskrift
    | Prosa
    | Setning
    | Noekkeltall
    | Tabell
    | Figur
    | Liste
    | Sitat
    | Varsel
    | Vedlegg
    | Sideskift
    | Brevhode
    | Underskrift
)


@dataclass(frozen=True, slots=True)
class Logo:
    """The sender's mark on the title page. `innhold` is the file in base64; `tekst` is its alternative text."""

    slag: Literal["png", "svg"]
    innhold: str
    tekst: str

    def __post_init__(self) -> None:
        _krev(bool(self.tekst.strip()), "En logo må ha en alternativ tekst.")

    @property
    def dataadresse(self) -> str:
        """The file as an address for a page. A picture there runs nothing, also when it is SVG."""
        return f"data:image/{'svg+xml' if self.slag == 'svg' else 'png'};base64,{self.innhold}"


@dataclass(frozen=True, slots=True)
class Dokument:
    """A whole document. `dato` is printed and is also the PDF's creation time, so the same data give the same bytes.

    `detaljer` are label and value on the title page («Periode», «1. september–31. desember 2015»); `datoetikett` is
    what the date is called there («Dato» unless it says otherwise). The running header is the chapter unless
    `topptekst` says otherwise; the footer is author and title unless `bunntekst` does. Without `tittelside` the title
    stands at the top of page 1 (minutes); a letter, which begins with its `Brevhode`, has it as a heading of its own.
    `vannmerke` lies across every page («Utkast»). `farge` is a hex colour dark enough for white text, in place of our
    own. `lister` adds lists of figures and tables after the contents.
    """

    tittel: str
    dato: date
    blokker: tuple[Blokk, ...]
    undertittel: str = ""
    forfatter: str = ""
    versjon: str = ""
    detaljer: tuple[tuple[str, str], ...] = ()
    datoetikett: str = ""
    spraak: str = "nb"
    emneord: tuple[str, ...] = ()
    topptekst: str = ""
    bunntekst: str = ""
    tittelside: bool = True
    innholdsfortegnelse: bool = True
    lister: bool = False
    vannmerke: str = ""
    logo: Logo | None = None
    farge: str = ""

    def __post_init__(self) -> None:
        _krev(bool(self.tittel.strip()), "Et dokument må ha en tittel.")
        _krev(not self.farge or bool(_FARGE.fullmatch(self.farge)), f"«{self.farge}» er ikke en farge.")
        forrige = 0
        for nivaa, tekst in _nivaaer(self.blokker):
            _krev(nivaa <= forrige + 1, f"Overskriften «{tekst}» hopper fra nivå {forrige} til {nivaa}.")
            forrige = nivaa


def ren_tekst(noder: tuple[Node, ...]) -> str:
    """Return the text of Markdown nodes, without any markup."""
    return "".join(
        node.tekst + ("\n" if node.slag == "linjeskift" else "") + ren_tekst(node.barn) for node in noder
    )


def _nivaaer(blokker: tuple[Blokk, ...]) -> Iterator[tuple[int, str]]:
    for blokk in blokker:
        if isinstance(blokk, Overskrift):
            yield blokk.nivaa, blokk.tekst
        elif isinstance(blokk, Vedlegg):
            yield 1, blokk.tittel
        elif isinstance(blokk, Prosa):
            for node in blokk.noder:
                if node.slag == "overskrift":
                    yield node.nivaa, ren_tekst(node.barn)
