"""The document on screen: one Django template per block (templates/_dokument/), autoescaped.

There is no sanitiser here on purpose. The Markdown tree can only hold the node kinds listed in `Node`, every text
goes through Django's escaping, and link addresses were checked when the tree was made, so there is no HTML from
outside to clean. A figure's SVG is shown only if it is a SafeString, that is: rendered by one of our templates.
"""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from bosetting.felles.dokument.blokker import (
    Brevhode,
    Dokument,
    Figur,
    Liste,
    Node,
    Noekkeltall,
    Overskrift,
    Prosa,
    Setning,
    Sideskift,
    Sitat,
    Tabell,
    Underskrift,
    Varsel,
    Vedlegg,
)
from bosetting.felles.dokument.plassering import Plassert, henvisning, hoderader, innhold, lister, plasser
from bosetting.felles.norsk import UKJENT

_MALER = {
    Overskrift: "overskrift",
    Prosa: "prosa",
    Setning: "setning",
    Noekkeltall: "noekkeltall",
    Tabell: "tabell",
    Figur: "figur",
    Liste: "liste",
    Sitat: "sitat",
    Varsel: "varsel",
    Vedlegg: "vedlegg",
    Sideskift: "sideskift",
    Brevhode: "brevhode",
    Underskrift: "underskrift",
}
_MERKER = {
    "avsnitt": "p",
    "punktliste": "ul",
    "punkt": "li",
    "sitat": "blockquote",
    "sterk": "strong",
    "kursiv": "em",
    "rad": "tr",
}


def som_html(dokument: Dokument, *, forskyvning: int = 1, med_tittel: bool = False) -> SafeString:
    """Return the document as an `<article>`.

    `forskyvning` moves chapters from h1 to h2 (and so on), because the page has its own h1. `med_tittel` puts the
    title itself on top as that h1, for pages that show nothing else.
    """
    plasserte = plasser(dokument)
    return render_to_string(
        "_dokument/dokument.html",
        {
            "dokument": dokument,
            "med_tittel": med_tittel,
            "innhold": innhold(plasserte) if dokument.innholdsfortegnelse else (),
            "lister": lister(plasserte) if dokument.innholdsfortegnelse and dokument.lister else (),
            "blokker": format_html_join(
                "\n", "{}", ((_blokk(p, forskyvning, plasserte),) for p in plasserte)
            ),
        },
    )


def _blokk(plassert: Plassert, forskyvning: int, plasserte: tuple[Plassert, ...]) -> SafeString:
    blokk = plassert.blokk
    sammenheng = {"blokk": blokk, "nummer": plassert.nummer, "anker": plassert.anker}
    if plassert.nivaa:
        sammenheng["merke"] = f"h{min(plassert.nivaa + forskyvning, 6)}"
    if isinstance(blokk, Prosa):
        sammenheng["innhold"] = noder_html(blokk.noder, forskyvning)
    elif isinstance(blokk, Tabell):
        sammenheng |= _tabell(blokk)
    elif isinstance(blokk, Setning):
        sammenheng["se"] = henvisning(blokk.se, plasserte)
    return render_to_string(f"_dokument/{_MALER[type(blokk)]}.html", sammenheng)


def _tabell(tabell: Tabell) -> dict:
    return {
        "hoderader": hoderader(tabell.kolonner),
        "rader": [_celler(tabell, rad) for rad in tabell.rader],
        "sumrad": _celler(tabell, tabell.sumrad) if tabell.sumrad else None,
    }


def _celler(tabell: Tabell, rad: tuple[str | None, ...]) -> list[tuple[str, bool, bool]]:
    """Return text, «is a number», «names the row» for each cell."""
    return [
        (UKJENT if celle is None else celle, kolonne.slag == "tall", nr == tabell.radhode)
        for nr, (celle, kolonne) in enumerate(zip(rad, tabell.kolonner, strict=True))
    ]


def noder_html(noder: tuple[Node, ...], forskyvning: int = 1) -> SafeString:
    """Return a Markdown tree as HTML; `format_html` escapes every text."""
    return format_html_join("", "{}", ((_node_html(node, forskyvning),) for node in noder))


def _node_html(node: Node, forskyvning: int) -> SafeString:
    inni = noder_html(node.barn, forskyvning)
    match node.slag:
        case "tekst":
            return format_html("{}", node.tekst)
        case "linjeskift":
            return mark_safe("<br>")
        case "skille":
            return mark_safe("<hr>")
        case "kode":
            return format_html("<code>{}</code>", node.tekst)
        case "kodeblokk":
            return format_html('<pre tabindex="0"><code>{}</code></pre>', node.tekst)
        case "lenke":
            return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', node.adresse, inni)
        case "overskrift":
            return format_html("<h{0}>{1}</h{0}>", min(node.nivaa + forskyvning, 6), inni)
        case "nummerliste" if node.start != 1:
            return format_html('<ol start="{}">{}</ol>', node.start, inni)
        case "nummerliste":
            return format_html("<ol>{}</ol>", inni)
        case "tabell":
            hode, kropp = node.barn[0], noder_html(node.barn[1:], forskyvning)
            return format_html(
                '<div class="dok-rulle" tabindex="0"><table><thead>{}</thead><tbody>{}</tbody></table></div>',
                noder_html((hode,), forskyvning),
                kropp,
            )
        case "hode" | "celle":
            merke, scope = ("th", mark_safe(' scope="col"')) if node.slag == "hode" else ("td", "")
            klasse = mark_safe(' class="dok-tall"') if node.hoyre else ""
            return format_html("<{0}{1}{2}>{3}</{0}>", mark_safe(merke), scope, klasse, inni)
        case _:
            return format_html("<{0}>{1}</{0}>", mark_safe(_MERKER[node.slag]), inni)
