"""Lists of organisations and persons, on the page and as spreadsheets."""

from datetime import date

import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Collate
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.sqlite import NORSK
from bosetting.felles.tabell import TALLKOLONNE, Tabell

from .models import Medlemskap, Organisasjon, Person


def med_tall(organisasjoner: QuerySet[Organisasjon], seter: QuerySet[Medlemskap]) -> QuerySet[Organisasjon]:
    """Return the organisations with ``antall_seter``: how many of ``seter`` are theirs. Part of the same query."""
    return organisasjoner.select_related("kommune").annotate(
        antall_seter=Count("medlemskap", filter=Q(medlemskap__in=seter), distinct=True)
    )


def med_seter(personer: QuerySet[Person], seter: QuerySet[Medlemskap]) -> QuerySet[Person]:
    """Return the people with organisation, department and ``antall_seter``: how many of ``seter`` are theirs."""
    return personer.select_related("organisasjon", "avdeling").annotate(
        antall_seter=Count("medlemskap", filter=Q(medlemskap__in=seter), distinct=True)
    )


def _norsk(felt: str):
    """Return the method with which a column sorts in Norwegian order."""

    def sorter(self, rader, synkende):
        verdi = Collate(felt, NORSK)
        return rader.order_by(verdi.desc() if synkende else verdi.asc(), "pk"), True

    return sorter


class OrganisasjonTable(Tabell):
    """Organisations, with how many seats they have in the groups that the reader sees."""

    tittel = _("Organisasjoner")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Organisasjon"))
    slag = tables.Column(verbose_name=_("Slag"))
    antall_seter = tables.Column(verbose_name=_("Plasser i grupper"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    order_navn = _norsk("navn")
    order_slag = _norsk("slag")

    def render_navn(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_antall_seter(self, value):
        return norsk.tall(value)


class PersonTable(Tabell):
    """People: where they work, how they are reached, and in how many groups they sit."""

    tittel = _("Personer")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Navn"), empty_values=())
    organisasjon = tables.Column(verbose_name=_("Organisasjon"))
    epost = tables.Column(verbose_name=_("Kontakt"), empty_values=(), orderable=False)
    antall_seter = tables.Column(verbose_name=_("Grupper i dag"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    order_navn = _norsk("navn")
    order_organisasjon = _norsk("organisasjon__navn")

    def render_navn(self, record):
        if record.anonymisert_at:
            return format_html('<a href="{}">{}</a>', record.get_absolute_url(), str(record))
        lenke = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)
        if not record.tittel:
            return lenke
        return format_html('{}<br><span class="liten dempet">{}</span>', lenke, record.tittel)

    def render_organisasjon(self, record):
        if not record.avdeling:
            return record.organisasjon.navn
        return format_html(
            '{}<br><span class="liten dempet">{}</span>', record.organisasjon.navn, record.avdeling.navn
        )

    def render_epost(self, record):
        if not (record.epost or record.telefon):
            return norsk.UKJENT
        epost = format_html('<a href="mailto:{0}">{0}</a>', record.epost) if record.epost else ""
        telefon = format_html('<span class="liten">{}</span>', record.telefon) if record.telefon else ""
        return format_html("{}<br>{}", epost, telefon) if epost and telefon else epost or telefon

    def render_antall_seter(self, value):
        return norsk.tall(value)


def organisasjonsark(rader, dag: date) -> Ark:
    """Return organisations as a sheet."""
    return Ark(
        gettext("Organisasjoner"),
        [gettext("Organisasjoner i nettverket %(dag)s") % {"dag": norsk.dato(dag)}],
        [gettext("Organisasjon"), gettext("Slag"), gettext("Kommunenummer"), gettext("Plasser i grupper")],
        [
            [rad.navn, str(rad.get_slag_display()), rad.kommune.nr if rad.kommune else None, rad.antall_seter]
            for rad in rader
        ],
    )


def personark(rader, dag: date) -> Ark:
    """Return people as a sheet; those who are anonymised have no line."""
    return Ark(
        gettext("Personer"),
        [gettext("Personer i nettverket %(dag)s") % {"dag": norsk.dato(dag)}],
        [
            gettext("Navn"), gettext("Stilling"), gettext("Organisasjon"), gettext("Avdeling"), gettext("E-post"),
            gettext("Telefon"), gettext("Grupper i dag"),
        ],
        [
            [
                rad.navn, rad.tittel or None, rad.organisasjon.navn, rad.avdeling.navn if rad.avdeling else None,
                rad.epost or None, rad.telefon or None, rad.antall_seter,
            ]
            for rad in rader
            if not rad.anonymisert_at
        ],
    )  # fmt: skip
