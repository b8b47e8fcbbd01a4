"""State money and municipal projects laid out: lists on pages, and the same for a spreadsheet."""

from collections.abc import Iterable

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.sqlite import norsk_noekkel
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell

from .models import Kommuneprosjekt, Tilskuddsordning, Utbetaling
from .tilskuddsliste import Oversikt

FARGER = {
    "soekt": "info", "avslaatt": "danger", "innvilget": "success", "paagaar": "success", "avsluttet": "neutral",
    "trukket": "neutral",
}  # fmt: skip


class Kronekolonne(tables.Column):
    """A column of kroner: 1 234 567; unknown is «–»."""

    def __init__(self, **kwargs):
        super().__init__(attrs=TALLKOLONNE, default=norsk.UKJENT, **kwargs)

    def render(self, value):
        return norsk.tall(value)


class Endringskolonne(Kronekolonne):
    def render(self, value):
        return norsk.fortegn(value)


class TilskuddTable(Tabell):
    """Municipalities of one year. Reads rows of ``tilskuddsliste``."""

    radtittel = "plass"

    plass = tables.Column(verbose_name=_("Kommune"))
    fra_fil = Kronekolonne(verbose_name=_("Tilskudd"))
    prosjekter = Kronekolonne(verbose_name=_("Egne prosjekter"))
    samlet = Kronekolonne(verbose_name=_("Samlet"))
    innbyggere = Kronekolonne(verbose_name=_("Innbyggere"))
    per_innbygger = Kronekolonne(verbose_name=_("Per innbygger"))
    endring = Endringskolonne(verbose_name=_("Fra året før"))

    class Meta(Tabell.Meta):
        order_by = "plass"

    def __init__(self, *args, aar: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.aar = aar
        self.tittel = _t("Statlige tilskudd til kommunene i %(aar)s, i kroner") % {"aar": aar}

    def render_plass(self, record):
        navn = format_html(
            '<a href="{}">{}</a>',
            reverse("nettverk:tilskudd-show", args=[record.kommune.pk]),
            record.kommune.navn,
        )
        if not record.avvik:
            return navn
        return format_html('{} <span class="ds-tag" data-color="warning">{}</span>', navn, _t("avvik"))


class KommuneprosjektTable(Tabell):
    """Municipal projects. Reads ``ordning`` and ``kommuner``."""

    tittel = _("Kommuneprosjekter")
    radtittel = "tittel_"

    tittel_ = tables.Column(verbose_name=_("Prosjekt"), accessor="tittel")
    kommuner = tables.Column(verbose_name=_("Kommune"), orderable=False)
    aar = tables.Column(verbose_name=_("År"), attrs=TALLKOLONNE)
    ordning = tables.Column(verbose_name=_("Ordning"), accessor="ordning__navn", default=norsk.UKJENT)
    status = tables.Column(verbose_name=_("Status"))
    soekt = Kronekolonne(verbose_name=_("Søkt"))
    tildelt = Kronekolonne(verbose_name=_("Tildelt"))
    utbetalt = Kronekolonne(verbose_name=_("Utbetalt"))

    class Meta(Tabell.Meta):
        pass

    def render_tittel_(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.tittel)

    def render_kommuner(self, record):
        return kommunenavn(record)

    def render_status(self, record):
        return format_html(
            '<span class="ds-tag" data-color="{}">{}</span>',
            FARGER[record.status],
            record.get_status_display(),
        )


class OrdningTable(Tabell):
    """Schemes, by name. Reads ``eier``; ``antall`` is the number of projects."""

    tittel = _("Tilskuddsordninger")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Ordning"))
    eier = tables.Column(verbose_name=_("Eier"), accessor="eier__navn", default=norsk.UKJENT)
    fra = DatoColumn(verbose_name=_("Gjelder fra"))
    til = DatoColumn(verbose_name=_("Til"))
    kode = tables.Column(verbose_name=_("Kode"), default=norsk.UKJENT)
    antall = tables.Column(verbose_name=_("Prosjekter"), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        pass

    def render_navn(self, record):
        navn = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)
        if not record.er_sum:
            return navn
        return format_html('{} <span class="ds-tag" data-color="neutral">{}</span>', navn, _t("sum"))


class RadTable(Tabell):
    """The rows behind one figure, the one that counts first."""

    tittel = _("Radene bak tallet")
    radtittel = "kilde"
    tabell_id = "radene-bak"

    kilde = tables.Column(verbose_name=_("Kilde"))
    kroner = Kronekolonne(verbose_name=_("Kroner"))
    registrert_at = tables.DateTimeColumn(verbose_name=_("Registrert"), format="d.m.Y H:i")
    gjelder = tables.Column(verbose_name=_("Tilstand"), empty_values=())

    class Meta(Tabell.Meta):
        pass

    def __init__(self, rader: list[Utbetaling], **kwargs):
        super().__init__(rader, orderable=False, **kwargs)
        self.foerste = rader[0] if rader else None

    def render_gjelder(self, record):
        gjelder = record is self.foerste
        return format_html(
            '<span class="ds-tag" data-color="{}">{}</span>',
            "success" if gjelder else "neutral",
            _t("gjelder") if gjelder else _t("erstattet"),
        )


def kommunenavn(prosjekt: Kommuneprosjekt) -> str:
    """Return the municipalities of a project in words. Reads ``kommuner``."""
    return norsk.opplisting(sorted((kommune.navn for kommune in prosjekt.kommuner.all()), key=norsk_noekkel))


def som_ark(liste: Oversikt, utvalg: str) -> Ark:
    """Return the overview of a year as a sheet; an empty cell is unknown."""
    overskrifter = [
        _("Kommunenummer"), _("Kommune"), _("Tilskudd"), _("Egne prosjekter"), _("Samlet"), _("Innbyggere"),
        _("Per innbygger"), _("Fra året før"), _("Oppgitt sum minus delene"),
    ]  # fmt: skip
    forklaring = [
        _t("Statlige tilskudd til kommunene i %(aar)s, i kroner") % {"aar": liste.aar},
        utvalg,
        _t("Oppgitte summer er kontrollert mot delene og aldri lagt til."),
    ]
    if liste.fordeling.felles_prosjekter:
        forklaring.append(
            _t("I tillegg: %(kroner)s kroner til prosjekter som flere kommuner har sammen.")
            % {"kroner": norsk.tall(liste.fordeling.felles)}
        )
    return Ark(
        _t("Tilskudd %(aar)s") % {"aar": liste.aar},
        forklaring,
        [str(tekst) for tekst in overskrifter],
        [
            (
                rad.kommune.nr,
                rad.kommune.navn,
                rad.fra_fil,
                rad.prosjekter,
                rad.samlet,
                rad.innbyggere,
                rad.per_innbygger,
                rad.endring,
                sum(ett.differanse for ett in rad.avvik) if rad.avvik else None,
            )
            for rad in liste.rader
        ],
    )


def rader_som_ark(rader: Iterable[Utbetaling]) -> Ark:
    """Return the rows that count in long format, so that they can be read in again."""
    return Ark(
        _t("Rader"),
        [_t("Radene bak oversikten, slik de gjelder nå.")],
        ["kommune_nr", "kommune", "aar", "tilskuddstype", "ordning", "er_sum", "kroner", "kilde"],
        [
            (
                rad.kommune.nr,
                rad.kommune.navn,
                rad.aar,
                rad.ordning.kode,
                rad.ordning.navn,
                _t("ja") if rad.ordning.er_sum else _t("nei"),
                rad.kroner,
                rad.kilde,
            )
            for rad in rader
        ],
    )


def ordninger_som_ark(ordninger: Iterable[Tilskuddsordning]) -> Ark:
    """Return schemes as a sheet. Reads ``eier``."""
    overskrifter = [
        _("Ordning"), _("Eier"), _("Formål"), _("Gjelder fra"), _("Til (ikke med)"), _("Kode"), _("Sum"), _("Lenke"),
        _("Kilde"),
    ]  # fmt: skip
    return Ark(
        _t("Tilskuddsordninger"),
        [_t("Tilskuddsordninger")],
        [str(tekst) for tekst in overskrifter],
        [
            (
                rad.navn,
                rad.eier.navn if rad.eier else None,
                rad.formaal,
                rad.fra,
                rad.til,
                rad.kode,
                _t("ja") if rad.er_sum else _t("nei"),
                rad.lenke,
                rad.kilde,
            )
            for rad in ordninger
        ],
    )


def prosjekter_som_ark(prosjekter: Iterable[Kommuneprosjekt], utvalg: str) -> Ark:
    """Return municipal projects as a sheet; an empty cell is unknown. Reads ``ordning``, ``kommuner``, ``kontakt``."""
    overskrifter = [
        _("Prosjekt"), _("Kommuner"), _("År"), _("Ordning"), _("Status"), _("Søkt"), _("Tildelt"), _("Utbetalt"),
        _("Formål"), _("Resultat"), _("I katalogen"), _("Kilde"),
    ]  # fmt: skip
    return Ark(
        _t("Kommuneprosjekter"),
        [_t("Kommuneprosjekter, beløp i kroner"), utvalg],
        [str(tekst) for tekst in overskrifter],
        [
            (
                rad.tittel,
                kommunenavn(rad),
                rad.aar,
                rad.ordning.navn if rad.ordning else None,
                rad.get_status_display(),
                rad.soekt,
                rad.tildelt,
                rad.utbetalt,
                rad.formaal,
                rad.resultat,
                _t("ja") if rad.i_katalogen else _t("nei"),
                rad.kilde,
            )
            for rad in prosjekter
        ],
    )
