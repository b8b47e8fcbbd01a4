"""Meetings laid out: the list, the series, and the same for a spreadsheet."""

from collections.abc import Iterable
from datetime import date

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell

from .models import Moete, Moeteserie
from .moeteregler import AVHOLDT, AVLYST, PLANLAGT, UKEDAGER, Moenster

_DATO = {"td": {"class": "tall"}}


def klokken(rad: Moete | Moeteserie) -> str:
    """Return «11.30–15.00»."""
    return f"{rad.fra_tid:%H.%M}–{rad.til_tid:%H.%M}"


def tilstand(moete: Moete, dag: date) -> tuple[str, str]:
    """Return (colour, words) for how a meeting stands on ``dag``."""
    if moete.status == PLANLAGT and moete.dato < dag:
        return "warning", gettext("planlagt, dagen er passert")
    return {PLANLAGT: "info", AVHOLDT: "success", AVLYST: "danger"}[moete.status], moete.get_status_display()


class MoeteTable(Tabell):
    """Meetings. Reads what ``moeter_for`` gives."""

    tittel = _("Møter")
    radtittel = "moete"

    dato = tables.Column(verbose_name=_("Dato"), attrs=_DATO, order_by=("dato", "fra_tid", "pk"))
    moete = tables.Column(verbose_name=_("Møte"), empty_values=(), order_by=("sortert_tittel", "dato", "pk"))
    gruppe = tables.Column(
        verbose_name=_("Gruppe"), empty_values=(), order_by=("sortert_gruppe", "dato", "pk")
    )
    sted = tables.Column(verbose_name=_("Sted"), empty_values=(), order_by=("sortert_sted", "dato", "pk"))
    status = tables.Column(verbose_name=_("Status"), order_by=("status", "dato", "pk"))

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def render_dato(self, record):
        return format_html(
            '{}<br><span class="dempet">{} <span class="moetetid">{}</span></span>',
            norsk.dato(record.dato),
            UKEDAGER[record.dato.weekday()],
            klokken(record),
        )

    def render_moete(self, record):
        lenke = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.tittel)
        if record.serie_id and record.dato != record.seriedato:
            fra = gettext("flyttet fra %(dato)s") % {"dato": norsk.dato(record.seriedato)}
            return format_html('{} <small class="dempet">{}</small>', lenke, fra)
        return lenke

    def render_gruppe(self, record):
        return record.gruppe.navn if record.gruppe else gettext("åpent møte")

    def render_sted(self, record):
        return record.sted or (gettext("videomøte") if record.videolenke else norsk.UKJENT)

    def render_status(self, record):
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', *tilstand(record, self.dag))


class SerieTable(Tabell):
    """Series. Reads what ``serier_for`` gives."""

    tittel = _("Møteserier")
    radtittel = "serie"

    serie = tables.Column(
        verbose_name=_("Møteserie"), empty_values=(), order_by=("sortert_tittel", "fra", "pk")
    )
    moenster = tables.Column(verbose_name=_("Når"), empty_values=(), orderable=False)
    gruppe = tables.Column(
        verbose_name=_("Gruppe"), empty_values=(), order_by=("sortert_gruppe", "fra", "pk")
    )
    fra = tables.Column(verbose_name=_("Periode"), attrs=_DATO, order_by=("fra", "pk"))
    antall = tables.Column(verbose_name=_("Møter"), attrs=TALLKOLONNE)
    neste = DatoColumn(verbose_name=_("Neste møte"), order_by=("neste", "pk"))

    class Meta(Tabell.Meta):
        pass

    def render_serie(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.tittel)

    def render_moenster(self, record):
        return f"{capfirst(Moenster.les(record.regel).tekst)} {klokken(record)}"

    def render_gruppe(self, record):
        return record.gruppe.navn if record.gruppe else gettext("åpent møte")

    def render_fra(self, record):
        return f"{norsk.dato(record.fra)}–{norsk.dato(siste_dag(record))}"


def siste_dag(serie: Moeteserie) -> date:
    """Return the last day a series may fall on."""
    return date.fromordinal(serie.til.toordinal() - 1)


def som_ark(moeter: Iterable[Moete], utvalg: str, dag: date) -> Ark:
    """Return the meetings as a sheet. Reads ``resultatmaal`` and ``fase``."""
    overskrifter = [
        _("Dato"), _("Begynner"), _("Slutter"), _("Møte"), _("Gruppe"), _("Serie"), _("Dato i serien"), _("Sted"),
        _("Lenke til videomøte"), _("Status"), _("Hvorfor avlyst"), _("Fase"), _("Resultatmål"), _("Om møtet"),
        _("Kilde"),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Møter"),
        forklaring=[
            gettext("Møter per %(dag)s") % {"dag": norsk.langdato(dag)},
            *([gettext("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
        ],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                ett.dato,
                f"{ett.fra_tid:%H.%M}",
                f"{ett.til_tid:%H.%M}",
                ett.tittel,
                ett.gruppe.navn if ett.gruppe else None,
                ett.serie.tittel if ett.serie else None,
                ett.seriedato,
                ett.sted,
                ett.videolenke,
                ett.get_status_display(),
                ett.avlyst_grunn,
                ett.fase.bokstav if ett.fase else None,
                ", ".join(maal.nummer for maal in ett.resultatmaal.all()),
                ett.beskrivelse,
                ett.kilde,
            ]
            for ett in moeter
        ],
    )


def serier_som_ark(serier: Iterable[Moeteserie], dag: date) -> Ark:
    """Return the series as a sheet."""
    overskrifter = [
        _("Møteserie"), _("Gruppe"), _("Når"), _("Begynner"), _("Slutter"), _("Fra og med"), _("Til og med"),
        _("Sted"), _("Møter"), _("Neste møte"),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Møteserier"),
        forklaring=[gettext("Møteserier per %(dag)s") % {"dag": norsk.langdato(dag)}],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                en.tittel,
                en.gruppe.navn if en.gruppe else None,
                Moenster.les(en.regel).tekst,
                f"{en.fra_tid:%H.%M}",
                f"{en.til_tid:%H.%M}",
                en.fra,
                siste_dag(en),
                en.sted,
                en.antall,
                en.neste,
            ]
            for en in serier
        ],
    )
