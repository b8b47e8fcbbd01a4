"""The status table: rows as tuples of ready strings, sorting, and the same columns for a spreadsheet.

Hundreds of rows are drawn by one plain loop in the template (django-tables2 costs five times as much per cell,
docs/beslutninger/0003). No figure is made here: all come from ``domain``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import escape, format_html
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


@dataclass(frozen=True)
class Rad:
    """One municipality as the template draws it: its name, and its whole row as ready HTML."""

    navn: str
    html: SafeString


def _merke(tilstand: Svar) -> SafeString:
    return format_html('<span class="ds-tag" data-tilstand="{}">{}</span>', tilstand.value, KORTE[tilstand])


def visningsrader(liste: Statusliste, rader: Iterable[Statusrad]) -> list[Rad]:
    """Return the rows ready to draw; figures link to the round or the answer behind them (rule 5).

    A row is one string: 428 rows of 16 cells cost the template three times as much one by one. Every part is a
    number, a date, a fixed word or escaped.
    """
    merker = {svar: str(_merke(svar)) for svar in Svar}
    ukjent = (
        f'<span aria-hidden="true">{norsk.UKJENT}</span><span class="ds-sr-only">{escape(_("ukjent"))}</span>'
    )
    etter = (
        f'<span class="ds-tag" data-color="info">{escape(_("E"))}'
        f'<span class="ds-sr-only"> {escape(_("etterregistrert"))}</span></span> '
    )
    ubekreftet = (
        f'<span class="ds-tag" data-color="warning">{escape(_("U"))}'
        f'<span class="ds-sr-only"> {escape(_("ubekreftet"))}</span></span> '
    )
    runde_url, vedtak_url, kommune_url = (
        reverse(navn, args=[0]).replace("0", "{}")
        for navn in ("anmodninger:runde-show", "vedtak:vedtak-show", "vedtak:kommune-show")
    )

    def tallcelle(verdi):
        return ukjent if verdi is None else norsk.tall(verdi)

    def tallceller(tall):
        return [tallcelle(tall and tall.gruppe(gruppe)) for gruppe in GRUPPER]

    def rekke(start, voksne, em, klasser=("", "", "")):
        return (
            f'<td class="num gruppe-start{klasser[0]}">{start}</td>'
            f'<td class="num{klasser[1]}">{voksne}</td><td class="num{klasser[2]}">{em}</td>'
        )

    ut = []
    for rad in rader:
        status = rad.status
        anmodet = tallceller(status.anmodet)
        if status.runde:
            anmodet[0] = f'<a href="{runde_url.format(status.runde)}">{anmodet[0]}</a>'
        vedtatt = tallceller(status.vedtatt)
        if status.rader:
            maal = (
                vedtak_url.format(status.rader[0])
                if len(status.rader) == 1
                else f"{kommune_url.format(rad.kommune.pk)}#aar-{liste.aar}"
            )
            merke = (etter if status.etterregistrert else "") + (ubekreftet if status.ubekreftet else "")
            vedtatt[0] = f'{merke}<a href="{maal}">{vedtatt[0]}</a>'
        gap = [status.gap(gruppe) for gruppe in GRUPPER]
        toner = [" mangel" if ett else " null" if ett == 0 else "" for ett in gap]
        svar = [merker[status.svar[gruppe]] for gruppe in GRUPPER]
        vilkaar = (
            escape(", ".join(str(KORTE_VILKAAR[ett]) for ett in status.vilkaar)) if status.vilkaar else ""
        )
        adresse = f"{kommune_url.format(rad.kommune.pk)}#aar-{liste.aar}"
        html = (
            f'<tr><th scope="row"><a href="{adresse}">{escape(rad.kommune.navn)}</a></th>'
            f"{rekke(*anmodet)}{rekke(*vedtatt)}{rekke(*map(tallcelle, gap), klasser=toner)}"
            f'<td class="gruppe-start">{svar[0]}</td><td>{svar[1]}</td><td>{svar[2]}</td>'
            f'<td class="gruppe-start vilkaar">{vilkaar}</td><td class="dato">{_fristtekst(status)}</td>'
            f'<td class="num mangel">{norsk.tall(status.dager_over) if status.dager_over else ""}</td></tr>'
        )
        ut.append(Rad(rad.kommune.navn, mark_safe(html)))
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


@dataclass(frozen=True)
class Sumlinje:
    """The sums of one group as ready text."""

    gruppe: str
    anmodet: str
    vedtatt: str
    netto: str
    udekket: str
    ubesvart: str


def sumlinjer(summer: dict[str, Gruppesum]) -> list[Sumlinje]:
    """Return the sums per group, ready to show."""
    return [
        Sumlinje(
            gruppe=str(GRUPPENAVN[gruppe]).capitalize(),
            anmodet=minst(ett.anmodet),
            vedtatt=minst(ett.vedtatt),
            netto=norsk.tall(ett.netto),
            udekket=minst(ett.udekket),
            ubesvart=minst(ett.ubesvart),
        )
        for gruppe, ett in summer.items()
    ]


def sumceller(summer: dict[str, Gruppesum]) -> list[tuple[str, str]]:
    """Return the cells of the sum row under the table: requested, decided and gap per group."""
    return [
        ("num gruppe-start" if gruppe == "totalt" else "num", minst(getattr(summer[gruppe], felt)))
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
