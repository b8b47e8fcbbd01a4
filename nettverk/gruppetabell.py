"""Lists of seats: on the page of a group, and as spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.sqlite import norsk_noekkel
from bosetting.felles.tabell import TALLKOLONNE, Tabell

from .domain import tell
from .medlemsliste import GruppePaa, plass
from .models import Medlemskap


@dataclass(frozen=True)
class Medlemsrad:
    """A seat as a row that sorts in Norwegian order."""

    sete: Medlemskap

    @property
    def funksjon(self) -> str:
        return self.sete.funksjon

    @property
    def funksjon_noekkel(self):
        return norsk_noekkel(self.sete.funksjon)

    @property
    def organisasjon_noekkel(self):
        return norsk_noekkel(self.sete.organisasjon.navn)

    @property
    def rolle_noekkel(self):
        return norsk_noekkel(str(self.sete.get_rolle_display()))

    @property
    def andel(self) -> int:
        return self.sete.andel or 0

    @property
    def fra(self) -> date:
        return self.sete.fra


class MedlemTable(Tabell):
    """Seats. ``navn``: the reader may see who sits there; ``kan_foere``: she may change it."""

    radtittel = "funksjon"

    funksjon = tables.Column(verbose_name=_("Funksjon"), order_by="funksjon_noekkel")
    organisasjon = tables.Column(
        verbose_name=_("Organisasjon"), empty_values=(), order_by="organisasjon_noekkel"
    )
    rolle = tables.Column(verbose_name=_("Rolle"), empty_values=(), order_by="rolle_noekkel")
    andel = tables.Column(verbose_name=_("Stilling"), order_by="andel", attrs=TALLKOLONNE)
    fra = tables.Column(verbose_name=_("Periode"), attrs={"td": {"class": "tall"}})
    handlinger = tables.Column(
        verbose_name=lazy(format_html, str)('<span class="ds-sr-only">{}</span>', _("Handlinger")),
        empty_values=(),
        orderable=False,
    )

    class Meta(Tabell.Meta):
        pass

    def __init__(self, seter: Iterable[Medlemskap], *, tittel, tabell_id, navn, kan_foere, **kwargs):
        rader = [Medlemsrad(sete) for sete in seter]
        super().__init__(rader, **kwargs)
        self.tittel, self.tabell_id, self.navn = tittel, tabell_id, navn
        if not kan_foere:
            self.columns.hide("handlinger")
        if not any(rad.sete.andel for rad in rader):
            self.columns.hide("andel")

    def render_funksjon(self, record):
        person = record.sete.person
        if not (self.navn and person):
            return record.funksjon
        if person.anonymisert_at:
            return _med_under(record.funksjon, gettext("anonymisert"))
        lenke = format_html('<a href="{}">{}</a>', person.get_absolute_url(), person.navn)
        return format_html('{}<br><span class="liten">{}</span>', record.funksjon, lenke)

    def render_organisasjon(self, record):
        return _med_under(record.sete.organisasjon.navn, tilhoerighet(record.sete))

    def render_rolle(self, record):
        return record.sete.get_rolle_display()

    def render_andel(self, record):
        return f"{record.andel} %" if record.andel else norsk.UKJENT

    def render_fra(self, record):
        return periode(record.sete)

    def render_handlinger(self, record):
        sete = record.sete
        hva = f"{sete.funksjon}, {sete.organisasjon.navn}"
        lenke = '<a href="{}">{}<span class="ds-sr-only"> {}</span></a>'
        rediger = format_html(lenke, sete.get_absolute_url(), gettext("Rediger"), hva)
        if sete.til:
            return rediger
        avslutt = format_html(
            lenke, reverse("nettverk:medlemskap-end", args=[sete.pk]), gettext("Avslutt"), hva
        )
        return format_html('<div class="rekke">{} {}</div>', rediger, avslutt)


def _med_under(tekst: str, under: str):
    return format_html('{}<br><span class="liten dempet">{}</span>', tekst, under) if under else tekst


def tilhoerighet(sete: Medlemskap) -> str:
    """Return the department, and whom the seat speaks for, as one line."""
    deler = [sete.avdeling.navn] if sete.avdeling else []
    if sete.paa_vegne_av:
        deler.append(gettext("på vegne av %(navn)s") % {"navn": sete.paa_vegne_av.navn})
    return ", ".join(deler)


def periode(sete: Medlemskap) -> str:
    """Return «fra 01.02.2015», or «01.02.2015 til 31.12.2015» where the seat has an end."""
    fra = norsk.dato(sete.fra)
    if sete.til is None:
        return gettext("fra %(fra)s") % {"fra": fra}
    return gettext("%(fra)s til %(til)s") % {"fra": fra, "til": norsk.dato(sete.til)}


def som_ark(grupper: list[GruppePaa], dag: date, *, navngis: set[int]) -> Ark:
    """Return the members on ``dag`` as a sheet, a line each. People are named in the embeter ``navngis`` only."""
    seter = [(paa.gruppe, sete) for paa in grupper for sete in paa.medlemmer]
    telling = tell(plass(sete) for _gruppe, sete in seter)
    med_navn = bool(navngis.intersection(gruppe.prosjekt.embete_id for gruppe, _sete in seter))
    navn = grupper[0].gruppe.navn if len(grupper) == 1 else gettext("Medlemmer i gruppene")
    rader = []
    for gruppe, sete in seter:
        rad = [
            gruppe.navn,
            sete.funksjon,
            sete.organisasjon.navn,
            sete.avdeling.navn if sete.avdeling else None,
            sete.paa_vegne_av.navn if sete.paa_vegne_av else None,
            str(sete.get_rolle_display()),
            sete.andel,
            sete.fra,
            sete.til,
        ]
        if med_navn:
            person = sete.person if gruppe.prosjekt.embete_id in navngis else None
            kjent = person and not person.anonymisert_at
            rad[1:1] = [person.navn, person.epost, person.telefon] if kjent else [None, None, None]
        rader.append(rad)
    hode = [
        gettext("Gruppe"), gettext("Funksjon"), gettext("Organisasjon"), gettext("Avdeling"),
        gettext("På vegne av"), gettext("Rolle"), gettext("Stillingsandel i prosent"), gettext("Fra"),
        gettext("Til (ikke med)"),
    ]  # fmt: skip
    if med_navn:
        hode[1:1] = [gettext("Navn"), gettext("E-post"), gettext("Telefon")]
    forklaring = [
        f"{navn} {norsk.dato(dag)}",
        norsk.stor(telling.utfyllende) + ".",
    ]
    return Ark(_arknavn(navn), forklaring, hode, rader)


def _arknavn(navn: str) -> str:
    """Return the name without the signs that a sheet's name cannot have."""
    return "".join(" " if tegn in "[]:*?/\\'" else tegn for tegn in navn).strip() or gettext("Medlemmer")
