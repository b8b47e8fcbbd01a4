"""The dialogue log laid out: the list of contacts, the list of open follow-ups, and the same for a spreadsheet."""

from collections.abc import Iterable
from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell

from .dialogregler import dager_over
from .models import Dialog
from .setninger import naar


def oppfoelgingstilstand(dialog: Dialog, dag: date) -> tuple[str, str]:
    """Return (colour, words) for how the agreed follow-up stands on ``dag``; two empty texts when none is agreed."""
    if not dialog.oppfoelging:
        return "", ""
    if dialog.oppfulgt_dato is not None:
        return "success", gettext("fulgt opp %(dato)s") % {"dato": norsk.dato(dialog.oppfulgt_dato)}
    if dialog.oppfoelging_dato is None:
        return "info", gettext("åpen, uten dato")
    farge = "warning" if dager_over(dialog.oppfoelging_dato, dag) else "info"
    return farge, gettext("følges opp %(dato)s") % {"dato": norsk.dato(dialog.oppfoelging_dato)}


class DialogTable(Tabell):
    """Contacts, newest first. Reads ``kommune`` and ``registrert_av``."""

    tittel = _("Kontakter med kommunene")
    radtittel = "emne"

    emne = tables.Column(verbose_name=_("Emne"))
    kommune = tables.Column(verbose_name=_("Kommune"), accessor="kommune__navn")
    dato = DatoColumn(verbose_name=_("Dato"))
    form = tables.Column(verbose_name=_("Kontaktform"))
    oppfoelging = tables.Column(verbose_name=_("Oppfølging"), empty_values=())
    registrert_av = tables.Column(
        verbose_name=_("Registrert av"), accessor="registrert_av__navn", default=norsk.UKJENT
    )

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, orderable=False, **kwargs)
        self.dag = dag

    def render_emne(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.emne)

    def render_oppfoelging(self, record):
        farge, tekst = oppfoelgingstilstand(record, self.dag)
        if not tekst:
            return norsk.UKJENT
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', farge, tekst)


class AapneTable(Tabell):
    """Open follow-ups, the most overdue first. Reads ``kommune``."""

    tittel = _("Åpne oppfølginger")
    radtittel = "oppfoelging"

    oppfoelging = tables.Column(verbose_name=_("Avtalt oppfølging"))
    kommune = tables.Column(verbose_name=_("Kommune"), accessor="kommune__navn")
    oppfoelging_dato = DatoColumn(verbose_name=_("Følges opp"))
    over = tables.Column(verbose_name=_("Dager over"), empty_values=(), attrs=TALLKOLONNE)
    emne = tables.Column(verbose_name=_("Avtalt i"))
    gjort = tables.Column(
        verbose_name=_("Handling"),
        empty_values=(),
        attrs={"th": {"class": "knapp"}, "td": {"class": "knapp"}},
    )

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, orderable=False, **kwargs)
        self.dag = dag

    def render_oppfoelging(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.oppfoelging)

    def render_over(self, record):
        over = dager_over(record.oppfoelging_dato, self.dag)
        return format_html('<strong class="for-sent">{}</strong>', norsk.tall(over)) if over else ""

    def render_emne(self, record):
        return format_html(
            '{} <small class="dempet">{}, {}</small>',
            record.emne,
            record.get_form_display(),
            norsk.dato(record.dato),
        )

    def render_gjort(self, record):
        return format_html(
            '<a class="ds-button" data-variant="secondary" href="{}">{}<span class="ds-sr-only">: {}, {}</span></a>',
            reverse("vedtak:dialog-follow-up", args=[record.pk]),
            gettext("Før som gjort"),
            record.oppfoelging,
            record.kommune.navn,
        )


def som_ark(dialoger: Iterable[Dialog], utvalg: str, dag: date) -> Ark:
    """Return the contacts as a sheet, every field of the case; an empty cell is a field that is not filled in."""
    overskrifter = [
        _("Dato"), _("Kommunenummer"), _("Kommune"), _("Kontaktform"), _("Emne"), _("Hvem deltok"), _("Notat"),
        _("Avtalt oppfølging"), _("Følges opp"), _("Dager over"), _("Fulgt opp"), _("Hva som ble gjort"),
        _("Registrert av"), _("Kilde"),
    ]  # fmt: skip
    return Ark(
        navn=gettext("Dialog med kommunene"),
        forklaring=[
            gettext("Dialog med kommunene per %(dag)s. Internt for embetet.") % {"dag": norsk.langdato(dag)},
            *([gettext("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
        ],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                ett.dato,
                ett.kommune.nr,
                ett.kommune.navn,
                capfirst(ett.get_form_display()),
                ett.emne,
                ett.deltakere,
                ett.notat,
                ett.oppfoelging,
                ett.oppfoelging_dato,
                dager_over(ett.oppfoelging_dato, dag) if ett.oppfulgt_dato is None else None,
                ett.oppfulgt_dato,
                ett.oppfulgt_merknad,
                ett.registrert_av.navn if ett.registrert_av else "",
                ett.kilde,
            ]
            for ett in dialoger
        ],
    )


def sist_kontaktet(dialog: Dialog | None, dag: date) -> str:
    """Return «møte for 12 dager siden», or that nothing is logged."""
    if dialog is None:
        return gettext("ingen kontakt ført")
    return f"{dialog.get_form_display()} {naar(dialog.dato, dag)}"
