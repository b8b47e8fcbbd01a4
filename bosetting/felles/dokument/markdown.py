"""Prose people write: Markdown in, a small frozen tree out.

CommonMark with tables. HTML is text like any other text; images become their description; links keep only http,
https and mailto (anything else stays as written). Reference links are off, because their definitions vanish. What is
not on the list of node kinds cannot come out, so neither renderer needs a sanitiser.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from bosetting.felles.dokument.blokker import Node, Prosa, ren_tekst
from bosetting.felles.dokument.tegn import er_synlig

MAKS_TEGN = 200_000
MAKS_DYBDE = 12
MAKS_KLAMMER = 2_000  # the parser's time grows with the square of unclosed ones
MAKS_ADRESSE = 2_000
MAKS_RADER = 500  # of one table; more belongs in a spreadsheet
MAKS_KOLONNER = 20
MAKS_PUNKTER = 2_000  # of all lists together
DYPESTE_OVERSKRIFT = 6
_LENKER = ("http://", "https://", "mailto:")

_BEHOLDERE = {
    "paragraph": "avsnitt",
    "bullet_list": "punktliste",
    "ordered_list": "nummerliste",
    "list_item": "punkt",
    "blockquote": "sitat",
    "table": "tabell",
    "tr": "rad",
    "th": "hode",
    "td": "celle",
    "strong": "sterk",
    "em": "kursiv",
    "link": "lenke",
}


class MarkdownFeil(ValueError):
    """The text is too long or nested too deeply; the message is bokmål and can be shown at the field."""


def les_markdown(tekst: str, nivaa: int = 1) -> Prosa:
    """Parse what a person has written under a heading of level `nivaa`.

    The writer's own headings are shifted so that the highest one used becomes `nivaa + 1`, never skip a level and
    never pass 6. Raises `MarkdownFeil` above 200 000 characters, 2 000 opening brackets, 12 levels of nesting, 500 rows
    or 20 columns in a table, or 2 000 list items; otherwise any text is accepted and its words are kept.
    """
    noder = _blokker(SyntaxTreeNode(_tokens(tekst)).children)
    return Prosa(_flytt_overskrifter(noder, nivaa))


def tekstbiter(tekst: str) -> Iterator[tuple[int, str]]:
    """Yield each piece of running text with the line of the source it stands on, code left out.

    Raises `MarkdownFeil` as `les_markdown` does.
    """
    linje = 1
    for token in _tokens(tekst):
        if token.map:
            linje = token.map[0] + 1
        if token.type == "inline":
            yield from _biter(token.children or (), linje)


def _biter(tokens: Iterable[Token], linje: int) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type == "text":
            yield linje, token.content
        elif token.type in ("softbreak", "hardbreak"):
            linje += 1
        elif token.children:  # the description of an image
            yield from _biter(token.children, linje)


def _tokens(tekst: str) -> list[Token]:
    if len(tekst) > MAKS_TEGN:
        raise MarkdownFeil(_("Teksten er for lang. Den kan ha høyst 200 000 tegn."))
    if tekst.count("[") > MAKS_KLAMMER:
        raise MarkdownFeil(_("Teksten har for mange hakeparenteser. Den kan ha høyst 2 000."))
    tokens = _leser().parse(tekst)
    if any(
        token.level + max((barn.level for barn in token.children or ()), default=0) > 2 * MAKS_DYBDE
        for token in tokens
    ):
        raise MarkdownFeil(
            _("Teksten har for mange nivåer av lister, sitater eller utheving inni hverandre.")
        )
    _krev_lesbart(tokens)
    return tokens


def _krev_lesbart(tokens: Iterable[Token]) -> None:
    """Refuse tables and lists that no reader gets through: they take the whole document's time to draw."""
    rader = kolonner = punkter = 0
    for token in tokens:
        if token.type == "table_open":
            rader = kolonner = 0
        elif token.type == "tr_open":
            rader, kolonner = rader + 1, 0
        elif token.type in ("th_open", "td_open"):
            kolonner += 1
        elif token.type == "list_item_open":
            punkter += 1
        if rader > MAKS_RADER + 1 or kolonner > MAKS_KOLONNER:
            raise MarkdownFeil(
                _("En tabell i teksten er for stor. Den kan ha høyst 500 rader og 20 kolonner.")
            )
        if punkter > MAKS_PUNKTER:
            raise MarkdownFeil(_("Teksten har for mange punkter i lister. Den kan ha høyst 2 000."))


@cache
def _leser() -> MarkdownIt:
    # Deeper nesting than maxNesting is dropped in silence, so it lies far above the depth that is refused.
    leser = MarkdownIt("commonmark", {"html": False, "maxNesting": 10 * MAKS_DYBDE})
    leser.enable("table").disable("reference")
    leser.validateLink = _er_lovlig_lenke
    return leser


def _er_lovlig_lenke(adresse: str) -> bool:
    return len(adresse) <= MAKS_ADRESSE and any(
        adresse.lower().startswith(start) and len(adresse) > len(start) for start in _LENKER
    )


def _blokker(noder: list[SyntaxTreeNode]) -> tuple[Node, ...]:
    return tuple(ny for node in noder for ny in _node(node))


def _node(node: SyntaxTreeNode) -> tuple[Node, ...]:
    barn = _blokker(node.children or [])
    match node.type:
        case "text" | "text_special":
            return (Node("tekst", tekst=node.content),) if node.content else ()
        case "paragraph" if node.hidden:  # the items of a tight list
            return barn
        case "softbreak":
            return (Node("tekst", tekst=" "),)
        case "hardbreak":
            return (Node("linjeskift"),)
        case "code_inline":
            return (Node("kode", tekst=node.content),)
        case "fence" | "code_block":
            return (Node("kodeblokk", tekst=node.content.rstrip("\n")),)
        case "hr":
            return (Node("skille"),)
        case "image":
            return (Node("tekst", tekst=beskrivelse),) if (beskrivelse := ren_tekst(barn)) else ()
        case "heading":
            return (Node("overskrift", barn, nivaa=int(node.tag[1])),) if er_synlig(ren_tekst(barn)) else ()
        case "link":
            # A link without words has nothing to press on; show where it leads.
            synlig = barn if er_synlig(ren_tekst(barn)) else (Node("tekst", tekst=str(node.attrs["href"])),)
            return (Node("lenke", synlig, adresse=str(node.attrs["href"])),)
        case "ordered_list":
            return (Node("nummerliste", barn, start=int(node.attrs.get("start", 1))),)
        case "th" | "td":
            hoyre = "right" in str(node.attrs.get("style", ""))
            return (Node(_BEHOLDERE[node.type], barn, hoyre=hoyre),)
        case slag if slag in _BEHOLDERE:
            return (Node(_BEHOLDERE[slag], barn),)
        case _:  # inline, thead, tbody: wrappers without meaning of their own
            return barn


def _flytt_overskrifter(noder: tuple[Node, ...], nivaa: int) -> tuple[Node, ...]:
    toppen = min((node.nivaa for node in noder if node.slag == "overskrift"), default=1)
    forrige = nivaa
    flyttet = []
    for node in noder:
        if node.slag == "overskrift":
            forrige = min(nivaa + 1 + node.nivaa - toppen, forrige + 1, DYPESTE_OVERSKRIFT)
            flyttet.append(Node("overskrift", node.barn, nivaa=forrige))
        else:
            flyttet.append(_uten_overskrift(node))
    return tuple(flyttet)


def _uten_overskrift(node: Node) -> Node:
    """A heading inside a list or a quotation heads no section: it becomes a bold paragraph."""
    barn = tuple(map(_uten_overskrift, node.barn))
    if node.slag == "overskrift":
        return Node("avsnitt", (Node("sterk", barn),))
    return Node(node.slag, barn, node.tekst, node.nivaa, node.adresse, node.start, node.hoyre)
