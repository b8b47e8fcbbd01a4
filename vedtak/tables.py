"""The status table: rows as tuples of ready strings, sorting, and the same columns for a spreadsheet.

Hundreds of rows are drawn by one plain loop in the template (django-tables2 costs five times as much per cell,
docs/beslutninger/0003). No figure is made here: all come from ``domain``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .domain import GRUPPER, Delsum, Gruppesum, Svar
from .models import Vilkaar
from .ord import GRUPPENAVN, KORTE_VILKAAR, TILSTANDER
from .queries import Statusliste, Statusrad

# Short words for the narrow columns; the filter and the export use the whole ones.
KORTE = TILSTANDER | {
    Svar.UTSATT: gettext_lazy("Utsatt"),
    Svar.VURDERES: gettext_lazy("Vurderes"),
    Svar.FULLT: gettext_lazy("Fullt"),
    Svar.MER: gettext_lazy("Mer"),
    Svar.AVSLAG: gettext_lazy("Nei"),
    Svar.IKKE_ANMODET: gettext_lazy("Ikke bedt"),
}
KORTE_GRUPPER = {"totalt": gettext_lazy("Totalt"), "voksne": gettext_lazy("Voksne"), "em": gettext_lazy("EM")}
_TILSTANDSORDEN = {svar: nr for nr, svar in enumerate(TILSTANDER)}
VILKAARSNAVN = dict(Vilkaar.TYPER)
# Above this a link in each of nine cells makes the page too heavy, and the keyboard's way through it too long.
LENKE_I_HVER_CELLE = 100
INGEN = (None, None, None)


def _tall_bak(status, felt: str, gruppe: str) -> int | None:
    tall = getattr(status, felt)
    return tall.gruppe(gruppe) if tall else None


def _sorteringer() -> dict:
    """Return how each sortable column is ordered: a function from a row to a value, None last in both directions."""
    valg = {
        "kommune": None,  # the list comes in Norwegian order
        "frist": lambda rad: rad.status.frist,
        "over": lambda rad: rad.status.dager_over,
    }
    for gruppe in GRUPPER:
        valg[f"anmodet-{gruppe}"] = lambda rad, g=gruppe: _tall_bak(rad.status, "anmodet", g)
        valg[f"vedtatt-{gruppe}"] = lambda rad, g=gruppe: _tall_bak(rad.status, "vedtatt", g)
        valg[f"udekket-{gruppe}"] = lambda rad, g=gruppe: rad.status.gap(g)
        valg[f"svar-{gruppe}"] = lambda rad, g=gruppe: _TILSTANDSORDEN.get(
            rad.status.svar[g], len(_TILSTANDSORDEN)
        )
    return valg


SORTERINGER = _sorteringer()


def sortert(rader: list[Statusrad], orden: str) -> list[Statusrad]:
    """Return the rows ordered by ``orden`` («udekket-totalt», «-kommune»); an unknown name leaves them as they are."""
    navn, synkende = orden.removeprefix("-"), orden.startswith("-")
    if navn not in SORTERINGER:
        return rader
    verdi = SORTERINGER[navn]
    if verdi is None:
        return rader[::-1] if synkende else rader
    kjente = [rad for rad in rader if verdi(rad) is not None]
    return sorted(kjente, key=verdi, reverse=synkende) + [rad for rad in rader if verdi(rad) is None]


@dataclass(frozen=True)
class Kolonne:
    """A column head: text, the address that sorts by it, and how it is sorted now (none, ascending, descending)."""

    navn: str
    tekst: str
    gruppe: str
    url: str
    orden: str
    klasse: str


def kolonner(orden: str, parametre) -> list[Kolonne]:
    """Return the columns after the municipality's, with sort links that keep the other choices (a QueryDict)."""
    grupper = [("anmodet", _("Anmodet"), "num"), ("vedtatt", _("Vedtatt"), "num"), ("udekket", _("Udekket"), "num"),
               ("svar", _("Svar"), "")]  # fmt: skip
    navn = [("kommune", _("Kommune"), "", "")]
    for felt, tekst, klasse in grupper:
        for gruppe in GRUPPER:
            start = " gruppe-start" if gruppe == "totalt" else ""
            navn.append((f"{felt}-{gruppe}", KORTE_GRUPPER[gruppe], tekst, f"{klasse}{start}"))
    navn += [
        ("", _("Vilkår"), "", "gruppe-start"),
        ("frist", _("Frist"), "", ""),
        ("over", _("Dager over"), "", "num"),
    ]
    ut = []
    for ett, tekst, gruppe, klasse in navn:
        naa = "ascending" if orden == ett else "descending" if orden == f"-{ett}" else "none"
        url = ""
        if ett:
            valg = parametre.copy()
            valg["sorter"] = f"-{ett}" if naa == "ascending" else ett
            url = f"?{valg.urlencode()}"
        ut.append(Kolonne(ett, str(tekst), str(gruppe), url, naa, klasse.strip()))
    return ut


def minst(delsum: Delsum) -> str:
    """Return a sum as text: «780»; «minst 105» where some parts are unknown; a dash where all are."""
    if delsum.verdi is not None:
        return norsk.tall(delsum.verdi)
    return _("minst %(antall)s") % {"antall": norsk.tall(delsum.kjent)} if delsum.kjent else norsk.UKJENT


class Rad(NamedTuple):
    """One municipality as the template draws it: its name, and its whole row as ready HTML."""

    navn: str
    html: SafeString


def _merke(tilstand: Svar) -> SafeString:
    return format_html('<span class="ds-tag" data-tilstand="{}">{}</span>', tilstand.value, KORTE[tilstand])


def _bokstav(farge: str, bokstav: str, ord_: str) -> str:
    return (
        f'<span class="ds-tag" data-color="{farge}">{escape(bokstav)}<span class="ds-sr-only"> {escape(ord_)}</span>'
        "</span> "
    )


def ukjent() -> str:
    """Return the mark of what is unknown, for the eye and the ear."""
    return (
        f'<span aria-hidden="true">{norsk.UKJENT}</span><span class="ds-sr-only">{escape(_("ukjent"))}</span>'
    )


def kilderot(liste: Statusliste) -> str:
    """Return the beginning of the address of a trace, from the status page itself; the number comes next.

    Thousands of whole addresses would make the page half as large again.
    """
    kjent = f"&amp;kjent={liste.kjent}" if liste.kjent else ""
    return f"kilder/?per={liste.per}{kjent}&amp;kommune="


def visningsrader(liste: Statusliste, rader: Sequence[Statusrad]) -> list[Rad]:
    """Return the rows ready to draw; every figure opens to the rows behind it (rule 5).

    A row is one string: 428 rows of 16 cells cost the template three times as much one by one. Every part is a
    number, a date, a fixed word or escaped. In a long list the first figure of three is a link that covers them all
    (static/css/status.css): the trace shows the three side by side.
    """
    merker = {svar: str(_merke(svar)) for svar in Svar}
    tom, kommune_url = ukjent(), reverse("vedtak:kommune-show", args=[0]).replace("0", "{}")
    etter = _bokstav("info", _("E"), _("etterregistrert"))
    # Beside the name: a column of figures has no room for a letter more.
    ubekreftet = f" {_bokstav('warning', _('U'), _('ubekreftet'))}"
    hver = len(rader) <= LENKE_I_HVER_CELLE
    rot = kilderot(liste)
    endelser = {
        felt: [f'&amp;tall={felt}.{gruppe}">' for gruppe in GRUPPER]
        for felt in ("anmodet", "vedtatt", "udekket")
    }
    frister: dict[date | None, str] = {}

    def celler(felt, tre, start, klasser=("", "", ""), merke=""):
        """Return three cells; ``start`` is the beginning of a link, empty where there is nothing behind.

        What is unknown is no figure to open.
        """
        totalt, voksne, em = (
            tom
            if verdi is None
            else f"{start}{slutt}{norsk.tall(verdi)}</a>"
            if start and (hver or slutt is endelser[felt][0])
            else norsk.tall(verdi)
            for verdi, slutt in zip(tre, endelser[felt], strict=True)
        )
        return (
            f'<td class="num gruppe-start{klasser[0]}">{merke}{totalt}</td>'
            f'<td class="num{klasser[1]}">{voksne}</td><td class="num{klasser[2]}">{em}</td>'
        )

    ut = []
    for rad in rader:
        status, kommune = rad.status, rad.kommune
        anmodet, vedtatt = status.anmodet, status.vedtatt
        lenke = f'<a href="{rot}{kommune.nr}'
        merke = etter if status.etterregistrert else ""
        gap = [status.gap(gruppe) for gruppe in GRUPPER]
        toner = [" mangel" if ett else " null" if ett == 0 else "" for ett in gap]
        svar = status.svar
        vilkaar = (
            escape(", ".join(str(KORTE_VILKAAR[ett]) for ett in status.vilkaar)) if status.vilkaar else ""
        )
        if status.utsatt or svar["totalt"] == Svar.UTSATT:
            frist = _fristtekst(status)
        elif (frist := frister.get(status.frist)) is None:
            frist = frister[status.frist] = norsk.dato(status.frist)
        html = (
            f'<tr><th scope="row"><a href="{kommune_url.format(kommune.pk)}#aar-{liste.aar}">{escape(kommune.navn)}</a>'
            f"{ubekreftet if status.ubekreftet else ''}</th>"
            f"{celler('anmodet', anmodet.alle if anmodet else INGEN, lenke if anmodet else '')}"
            f"{celler('vedtatt', vedtatt.alle if vedtatt else INGEN, lenke if vedtatt else '', merke=merke)}"
            f"{celler('udekket', gap, lenke if anmodet or vedtatt else '', toner)}"
            f'<td class="gruppe-start">{merker[svar["totalt"]]}</td><td>{merker[svar["voksne"]]}</td>'
            f'<td>{merker[svar["em"]]}</td><td class="gruppe-start vilkaar">{vilkaar}</td>'
            f'<td class="dato">{frist}</td>'
            f'<td class="num mangel">{norsk.tall(status.dager_over) if status.dager_over else ""}</td></tr>'
        )
        ut.append(Rad(kommune.navn, mark_safe(html)))
    return ut


def _bekreftelsestekst(status) -> str:
    if status.sendt_tilbake:
        return _("ubekreftet, sendt tilbake til kommunen")
    return _("ubekreftet") if status.ubekreftet else ""


def _fristtekst(status) -> str:
    if status.frist is None:
        return norsk.UKJENT
    tekst = norsk.dato(status.frist)
    if status.utsatt:
        tekst += f"<br><small>{_('utsatt')}</small>"
    if status.svar["totalt"] == Svar.UTSATT and status.ny_dato and status.ny_dato > status.frist:
        tekst += f"<br><small>{_('ber om')} {norsk.dato(status.ny_dato)}</small>"
    return tekst


class Sum(NamedTuple):
    """A sum as ready text, and the address where it opens to its rows: empty for one that is not known at all."""

    tekst: str
    url: str
    klasse: str


class Sumlinje(NamedTuple):
    """The sums of one group."""

    gruppe: str
    summer: list[Sum]


def _sum(tekst: str, url: str, klasse: str = "num") -> Sum:
    return Sum(mark_safe(ukjent()), "", klasse) if tekst == norsk.UKJENT else Sum(tekst, url, klasse)


def sumlinjer(summer: dict[str, Gruppesum], kilde: str) -> list[Sumlinje]:
    """Return the sums per group, ready to show; ``kilde`` is the address of a trace, to which the figure is added."""

    def sum_(gruppe, felt):
        verdi = getattr(summer[gruppe], felt)
        return _sum(
            minst(verdi) if isinstance(verdi, Delsum) else norsk.tall(verdi), f"{kilde}{felt}.{gruppe}"
        )

    return [
        Sumlinje(
            str(GRUPPENAVN[gruppe]).capitalize(),
            [sum_(gruppe, felt) for felt in ("anmodet", "vedtatt", "netto", "udekket", "ubesvart")],
        )
        for gruppe in summer
    ]


def sumceller(summer: dict[str, Gruppesum], kilde: str) -> list[Sum]:
    """Return the cells of the sum row under the table: requested, decided and gap per group."""
    return [
        _sum(
            minst(getattr(summer[gruppe], felt)),
            f"{kilde}{felt}.{gruppe}",
            "num gruppe-start" if gruppe == "totalt" else "num",
        )
        for felt in ("anmodet", "vedtatt", "udekket")
        for gruppe in GRUPPER
    ]


def klokketekst(per: date, kjent: date | None) -> str:
    """Return which clocks a list is read on, in words."""
    if kjent is None:
        return _("Per %(per)s, slik vi vet det nå") % {"per": norsk.langdato(per)}
    return _("Per %(per)s, slik vi visste det %(kjent)s") % {
        "per": norsk.langdato(per),
        "kjent": norsk.langdato(kjent),
    }


def som_ark(liste: Statusliste, utvalg: str = "") -> Ark:
    """Return exactly what the page shows as a sheet, with a sum row; unknown is an empty cell.

    ``utvalg`` says in words what narrows the list.
    """
    overskrifter = [_("Kommunenummer"), _("Kommune"), _("Fylke")]
    for felt in (_("Anmodet"), _("Vedtatt"), _("Udekket"), _("Svar")):
        overskrifter += [f"{felt} {GRUPPENAVN[gruppe]}" for gruppe in GRUPPER]
    overskrifter += [
        _("Vilkår"),
        _("Frist"),
        _("Utsatt fra"),
        _("Ber om frist eller vurderes"),
        _("Dager over"),
        _("Etterregistrert"),
        _("Bekreftelse"),
    ]
    rader = []
    for rad in liste.rader:
        status = rad.status
        rader.append(
            [
                rad.kommune.nr,
                rad.kommune.navn,
                rad.kommune.fylke_navn,
                *(_tall_bak(status, "anmodet", gruppe) for gruppe in GRUPPER),
                *(_tall_bak(status, "vedtatt", gruppe) for gruppe in GRUPPER),
                *(status.gap(gruppe) for gruppe in GRUPPER),
                *(str(TILSTANDER[status.svar[gruppe]]) for gruppe in GRUPPER),
                ", ".join(str(VILKAARSNAVN[ett]) for ett in status.vilkaar),
                status.frist,
                status.rundens_frister.svarfrist if status.utsatt else None,
                status.ny_dato,
                status.dager_over,
                _("ja") if status.etterregistrert else "",
                _bekreftelsestekst(status),
            ]
        )
    summer = [
        getattr(liste.summer[gruppe], felt).verdi
        for felt in ("anmodet", "vedtatt", "udekket")
        for gruppe in GRUPPER
    ]
    rader.append([_("Sum"), "", "", *summer, *[""] * 10])
    return Ark(
        navn=_("Status %(aar)s") % {"aar": liste.aar},
        forklaring=[
            _("Anmodninger og vedtak for %(aar)s") % {"aar": liste.aar},
            klokketekst(liste.per, liste.kjent),
            *([_("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
            _(
                "Tom celle betyr at tallet ikke finnes eller ikke er kjent, aldri null. "
                "Summen er tom når en del av den er ukjent."
            ),
        ],
        overskrifter=overskrifter,
        rader=rader,
    )
