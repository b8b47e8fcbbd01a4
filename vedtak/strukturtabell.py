"""The status table in the structure of a date: lines that open into their parts, and the same for a spreadsheet.

A line is a ``tbody`` of its own: its first row is the sum, the rows below are the parts. ``details`` in the first row
opens them without script (static/css/tabell.css); no figure is made here.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark, Celle

from . import tables
from .domain import GRUPPER, Svar
from .filters import PAA_DATO
from .ord import KORTE_VILKAAR, TILSTANDER
from .strukturliste import SAMMENSATT, Linjestatus, Strukturliste, Strukturrad

_ORDEN = list(TILSTANDER)


def sammensetning(status: Linjestatus, gruppe: str) -> str:
    """Return how many of the parts gave which answer: «2 fullt ut, 1 delvis»."""
    antall = status.svarantall[gruppe]
    return ", ".join(
        f"{antall[svar]} {str(TILSTANDER[svar]).lower()}" for svar in sorted(antall, key=_ORDEN.index)
    )


def _svar(status: Linjestatus, gruppe: str) -> SafeString:
    svar = status.svar[gruppe]
    if svar == SAMMENSATT:
        return format_html(
            '<span class="ds-tag" data-tilstand="sammensatt">{}</span><br><small>{}</small>',
            _("Ulike svar"),
            sammensetning(status, gruppe),
        )
    return format_html('<span class="ds-tag" data-tilstand="{}">{}</span>', svar.value, tables.KORTE[svar])


def merke(rad: Strukturrad) -> str:
    """Return the mark of a line in two or three words; empty when it can be compared."""
    if rad.sammenlignbar:
        return ""
    return _("Ikke sammenlignbart") if rad.kan_fordeles else _("Kan ikke fordeles")


def er_samme(rad: Strukturrad) -> bool:
    """Return True when the line is just the municipality as it was in the year, and there is nothing to open."""
    return rad.sammenlignbar and [del_.kommune.pk for del_ in rad.deler] == [rad.kommune.pk]


def _navn(rad: Strukturrad) -> SafeString:
    tekst = (
        ngettext("%(n)s kommune", "%(n)s kommuner", len(rad.deler)) % {"n": len(rad.deler)}
        if len(rad.deler) > 1
        else f"{rad.deler[0].kommune.nr} {rad.deler[0].kommune.navn}"
    )
    # The mark is longer than the column: it says itself where it may be parted.
    tag = merke(rad).replace("sammenlignbart", "sammenlign\N{SOFT HYPHEN}bart")
    return format_html(
        '{}{}<details class="deler"><summary>{}<span class="ds-sr-only"> {}</span></summary></details>',
        rad.kommune.navn,
        format_html(' <span class="ds-tag" data-color="warning">{}</span>', tag) if tag else "",
        tekst,
        _("i %(linje)s") % {"linje": rad.kommune.navn},
    )


def _linje(rad: Strukturrad, liste: Strukturliste, fylke: str) -> str:
    status, ukjent = rad.status, tables.ukjent()
    # A county may leave out some of the parts.
    valg = f"&amp;struktur={PAA_DATO}&amp;strukturdato={liste.dag}" + (f"&amp;fylke={fylke}" if fylke else "")
    rot = f"{tables.kilderot(liste.liste)}{rad.kommune.nr}{valg}"

    def celler(felt, verdier, klasser=("", "", "")):
        start = " gruppe-start"
        vist = [
            ukjent if verdi is None else f'<a href="{rot}&amp;tall={felt}.{gruppe}">{norsk.tall(verdi)}</a>'
            for verdi, gruppe in zip(verdier, GRUPPER, strict=True)
        ]
        return "".join(
            f'<td class="num{"" if nr else start}{klasser[nr]}">{verdi}</td>' for nr, verdi in enumerate(vist)
        )

    def tall(ett):
        return [ett and ett.gruppe(gruppe) for gruppe in GRUPPER]

    gap = [status.gap(gruppe) for gruppe in GRUPPER]
    toner = [" mangel" if ett else " null" if ett == 0 else "" for ett in gap]
    svar = [_svar(status, gruppe) for gruppe in GRUPPER]
    vilkaar = escape(", ".join(str(KORTE_VILKAAR[ett]) for ett in status.vilkaar))
    return (
        f'<tr class="linje"><th scope="rowgroup">{_navn(rad)}</th>'
        f"{celler('anmodet', tall(status.anmodet))}{celler('vedtatt', tall(status.vedtatt))}"
        f"{celler('udekket', gap, toner)}"
        f'<td class="gruppe-start">{svar[0]}</td><td>{svar[1]}</td><td>{svar[2]}</td>'
        f'<td class="gruppe-start vilkaar">{vilkaar}</td><td class="dato">{norsk.dato(status.frist)}</td>'
        f'<td class="num mangel">{norsk.tall(status.dager_over) if status.dager_over else ""}</td></tr>'
    )


def visningsrader(liste: Strukturliste, fylke: str = "") -> Iterator[tables.Rad]:
    """Yield each line with its parts, ready to draw as a ``tbody``; ``fylke`` is the county chosen, if any."""
    deler = iter(tables.visningsrader(liste.liste, [del_ for rad in liste.rader for del_ in rad.deler]))
    for rad in liste.rader:
        rader = [next(deler).html for _del in rad.deler]
        if er_samme(rad):
            html = f"<tbody>{rader[0]}</tbody>"
        else:
            under = "".join(ett.replace("<tr>", '<tr class="del">', 1) for ett in rader)
            if rad.merknad:
                under = (
                    f'<tr class="del"><td class="merknad" colspan="16">{escape(rad.merknad)}</td></tr>{under}'
                )
            html = f'<tbody class="samlet">{_linje(rad, liste, fylke)}{under}</tbody>'
        yield tables.Rad(rad.kommune.navn, mark_safe(html))


def merknader(liste: Strukturliste) -> list[str]:
    """Return why lines cannot be compared, one sentence or more for each, with its name first."""
    return [f"{rad.kommune.navn} – {rad.merknad}" for rad in liste.rader if rad.merknad]


def treff(vist: int, alle: int, liste: Strukturliste) -> str:
    """Return how many lines are shown, of which structure."""
    felt = {"vist": norsk.tall(vist), "alle": norsk.tall(alle), "dato": norsk.langdato(liste.dag)}
    if vist == alle:
        return (
            ngettext("%(alle)s kommune slik de er %(dato)s", "%(alle)s kommuner slik de er %(dato)s", alle)
            % felt
        )
    return _("Viser %(vist)s av %(alle)s kommuner slik de er %(dato)s") % felt


def som_ark(liste: Strukturliste, utvalg: str = "") -> Ark:
    """Return the lines as a sheet, each followed by its parts; ``tables.som_ark`` with what a structure adds.

    The first column says which rows are lines and which are parts, so that nothing is added up twice.
    """
    deler = tables.som_ark(liste.liste, utvalg)
    *delrader, sum_ = deler.rader
    bredde = len(deler.overskrifter)
    nummerert = iter(delrader)
    rader: list[list[Celle]] = []
    for rad in liste.rader:
        egne = [list(next(nummerert)) for _del in rad.deler]
        rader.append([_("kommune"), *_linjeceller(rad, bredde), len(rad.deler), merke(rad), rad.merknad])
        rader += [[_("del av %(nr)s") % {"nr": rad.kommune.nr}, *ett, None, "", ""] for ett in egne]
    rader.append(["", *sum_, None, "", ""])
    return replace(
        deler,
        forklaring=[
            *deler.forklaring,
            _("Kommuner slik de er %(dato)s. Rader som er del av en annen, er regnet med i den.")
            % {"dato": norsk.langdato(liste.dag)},
        ],
        overskrifter=[_("Rad"), *deler.overskrifter, _("Antall deler"), _("Merke"), _("Merknad")],
        rader=rader,
    )


def _linjeceller(rad: Strukturrad, bredde: int) -> list[Celle]:
    """Return a line in the columns of ``tables.som_ark``; those that only one municipality has are empty."""
    status = rad.status

    def tall(ett):
        return [ett and ett.gruppe(gruppe) for gruppe in GRUPPER]

    celler = [
        rad.kommune.nr,
        rad.kommune.navn,
        rad.kommune.fylke_navn,
        *tall(status.anmodet),
        *tall(status.vedtatt),
        *(status.gap(gruppe) for gruppe in GRUPPER),
        *(
            str(TILSTANDER[svar])
            if isinstance(svar, Svar)
            else f"{_('Sammensatt')}: {sammensetning(status, gruppe)}"
            for gruppe, svar in status.svar.items()
        ),
        ", ".join(str(tables.VILKAARSNAVN[ett]) for ett in status.vilkaar),
        status.frist,
    ]
    return [*celler, *[None] * (bredde - len(celler))]
