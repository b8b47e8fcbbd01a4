"""Lists of barriers, instruments and kinds, on the page and as sheets."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell

from .barriereliste import ORD, Matriserad, som_meldt
from .barriereregler import Tilstand, tilstand
from .models import Barriere, Barriereslag, Virkemiddel

FARGER = {
    Tilstand.AAPEN: "warning",
    Tilstand.MOETT: "success",
    Tilstand.LUKKET: "neutral",
    Tilstand.INGEN: "neutral",
}


def merke(barriere: Barriere, dag: date):
    """Return how the barrier stands on ``dag`` as a tag. Reads ``tiltak``."""
    stand = tilstand([som_meldt(barriere)], dag)
    return format_html(
        '<span class="ds-tag" data-color="{}">{}</span>', FARGER[stand], capfirst(str(ORD[stand]))
    )


class BarriereTable(Tabell):
    """Barriers, the last reported first. Reads ``kommune``, ``slag``, ``tiltak`` with ``virkemiddel``."""

    tittel = _("Barrierer")
    radtittel = "slag"

    slag = tables.Column(verbose_name=_("Barriere"), order_by=("slag__rekkefoelge", "slag__navn", "pk"))
    kommune = tables.Column(verbose_name=_("Kommune"), accessor="kommune__navn")
    dato = DatoColumn(verbose_name=_("Meldt"))
    hvor = tables.Column(verbose_name=_("Hvor det kom fram"))
    tilstand = tables.Column(verbose_name=_("Tilstand"), empty_values=(), orderable=False)
    tiltak = tables.Column(verbose_name=_("Tatt i bruk"), empty_values=(), orderable=False)

    class Meta(Tabell.Meta):
        order_by = "-dato"

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def render_slag(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.slag.navn)

    def render_tilstand(self, record):
        return merke(record, self.dag)

    def render_tiltak(self, record):
        return ", ".join(ett.virkemiddel.navn for ett in record.tiltak.all()) or norsk.UKJENT


class Matriselinje(NamedTuple):
    """One municipality of the matrix, ready to draw. ``tidligere`` is the word for one that no longer exists.

    ``celler`` are (class, address, word) for each kind, ``staaende`` (kind, address, word) for those that stand.
    """

    navn: str
    url: str
    tidligere: str
    celler: list[tuple[str, str, str]]
    staar: str
    staaende: list[tuple[str, str, str]]


def matriselinjer(slag: list[Barriereslag], rader: Iterable[Matriserad]) -> list[Matriselinje]:
    """Return the rows as ready strings: the template draws thousands of cells, and an address made in each costs most.

    A cell leads to its barrier, or to the list of them where there are several.
    """
    barriere = reverse("nettverk:barriere-show", args=[0]).replace("0", "{}")
    liste = f"{reverse('nettverk:barriere-list')}?kommune={{}}"
    ord_ = {tilstand: str(ett) for tilstand, ett in ORD.items()}
    tidligere = gettext("tidligere kommune")
    linjer = []
    for rad in rader:
        kommune_url, celler, staaende = liste.format(rad.kommune.pk), [], []
        for ett, celle in zip(slag, rad.celler, strict=True):
            if not celle.barrierer:
                celler.append(("", "", ""))
                continue
            ordet, foerste = ord_[celle.tilstand], barriere.format(celle.barrierer[0])
            url = foerste if len(celle.barrierer) == 1 else f"{kommune_url}&slag={ett.pk}"
            celler.append((f"matrise__{celle.tilstand}", url, ordet))
            if celle.staar:
                staaende.append((ett.navn, foerste, ordet))
        linjer.append(
            Matriselinje(
                rad.kommune.navn,
                kommune_url,
                tidligere if rad.tidligere else "",
                celler,
                norsk.tall(len(staaende)),
                staaende,
            )
        )
    return linjer


def barriereark(barrierer: Iterable[Barriere], dag: date, *, med_notat: bool) -> Ark:
    """Return the barriers as a sheet; the internal note only for those who enter barriers."""
    overskrifter = [
        _("Kommunenummer"), _("Kommune"), _("Slag barriere"), _("Meldt"), _("Hvor det kom fram"), _("Beskrivelse"),
        _("Tilstand"), _("Tatt i bruk"), _("Lukket"), _("Hvorfor den er lukket"), _("Ført av kommunen selv"),
        _("Kilde"),
        *([_("Internt notat")] if med_notat else []),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Barrierer"),
        forklaring=[gettext("Barrierer per %(dag)s") % {"dag": norsk.langdato(dag)}],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                ett.kommune.nr, ett.kommune.navn, ett.slag.navn, ett.dato, ett.get_hvor_display(), ett.beskrivelse,
                str(ORD[tilstand([som_meldt(ett)], dag)]),
                "; ".join(f"{tiltak.virkemiddel.navn} ({norsk.dato(tiltak.dato)})" for tiltak in ett.tiltak.all()),
                ett.lukket_dato, ett.lukket_grunn, gettext("ja") if ett.fra_kommunen else "", ett.kilde,
                *([ett.notat] if med_notat else []),
            ]
            for ett in barrierer
        ],
    )  # fmt: skip


class VirkemiddelTable(Tabell):
    """Instruments by name. Reads ``eier``, ``hjelper_mot`` and ``antall`` (barriers it was taken in use against)."""

    tittel = _("Virkemidler")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Virkemiddel"))
    eier = tables.Column(verbose_name=_("Eier"), accessor="eier__navn", default=norsk.UKJENT)
    hjelper_mot = tables.Column(verbose_name=_("Hjelper mot"), empty_values=(), orderable=False)
    fra = tables.Column(verbose_name=_("Finnes"), attrs={"td": {"class": "tall"}})
    antall = tables.Column(verbose_name=_("Tatt i bruk"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        order_by = "navn"

    def __init__(self, *args, med_antall: bool, **kwargs):
        super().__init__(*args, exclude=() if med_antall else ("antall",), **kwargs)

    def render_navn(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_hjelper_mot(self, record):
        return ", ".join(slag.navn for slag in record.hjelper_mot.all()) or norsk.UKJENT

    def render_fra(self, record):
        return periode(record)


def periode(virkemiddel: Virkemiddel) -> str:
    """Return «fra 01.02.2015», or «01.02.2015 til 01.01.2017» (the first day it is gone)."""
    fra, til = norsk.dato(virkemiddel.fra), norsk.dato(virkemiddel.til)
    if virkemiddel.til is None:
        return gettext("fra %(fra)s") % {"fra": fra}
    return gettext("%(fra)s til %(til)s") % {"fra": fra, "til": til}


def virkemiddelark(virkemidler: Iterable[Virkemiddel]) -> Ark:
    """Return the instruments as a sheet."""
    overskrifter = [
        _("Virkemiddel"), _("Eier"), _("Hjelper mot"), _("Beskrivelse"), _("Slik får kommunen det"), _("Lenke"),
        _("Fra"), _("Til (ikke med)"), _("Kilde"),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Virkemidler"),
        forklaring=[gettext("Virkemidler og hva de hjelper mot")],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                ett.navn, ett.eier.navn if ett.eier else "", "; ".join(slag.navn for slag in ett.hjelper_mot.all()),
                ett.beskrivelse, ett.slik_soeker, ett.lenke, ett.fra, ett.til, ett.kilde,
            ]
            for ett in virkemidler
        ],
    )  # fmt: skip


class SlagTable(Tabell):
    """Kinds of barriers in their own order. Reads ``antall`` (barriers ever reported)."""

    tittel = _("Slag barrierer")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Slag"))
    forklaring = tables.Column(verbose_name=_("Forklaring"), default=norsk.UKJENT, orderable=False)
    rekkefoelge = tables.Column(verbose_name=_("Rekkefølge"), attrs=TALLKOLONNE)
    i_bruk = tables.Column(verbose_name=_("I bruk"))
    antall = tables.Column(verbose_name=_("Barrierer"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        order_by = ("rekkefoelge", "navn")

    def __init__(self, *args, egne: frozenset[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.egne = egne

    def render_navn(self, record):
        if record.embete_id not in self.egne:
            return record.navn
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_i_bruk(self, record):
        return ja_nei(record.i_bruk)


def slagliste(slag: Iterable[Barriereslag]) -> Ark:
    """Return the kinds as a sheet."""
    overskrifter = [
        _("Slag"), _("Forklaring"), _("Rekkefølge"), _("I bruk"), _("Barrierer"), _("Kilde"),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Slag barrierer"),
        forklaring=[gettext("Slag barrierer som kommuner kan melde")],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [ett.navn, ett.forklaring, ett.rekkefoelge, ja_nei(ett.i_bruk), ett.antall, ett.kilde]
            for ett in slag
        ],
    )


def ja_nei(verdi: bool) -> str:
    return gettext("ja") if verdi else gettext("nei")
