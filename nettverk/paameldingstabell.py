"""Those who have signed up, on the page and as a spreadsheet: for those who may see people."""

from collections.abc import Iterable

import django_tables2 as tables
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.sqlite import NORSK
from bosetting.felles.tabell import Tabell

from .models import Aktivitet, Paamelding

_FARGE = {"paameldt": "success", "venteliste": "warning", "avmeldt": "neutral"}


def moettetekst(rad: Paamelding) -> str:
    """Return whether she came, in a word; the empty text before anybody has written it."""
    return {True: gettext("møtte"), False: gettext("møtte ikke"), None: ""}[rad.moette]


class PaameldingTable(Tabell):
    """Those who have signed up, in the order they came. ``kan_melde_av``: with a button for each."""

    tittel = _("Påmeldte")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Navn"))
    epost = tables.Column(verbose_name=_("E-post"))
    kommune = tables.Column(verbose_name=_("Kommune"), accessor="kommune__navn", default=norsk.UKJENT)
    arbeidssted = tables.Column(verbose_name=_("Arbeidssted"), default=norsk.UKJENT)
    status = tables.Column(verbose_name=_("Status"))
    pk = tables.Column(verbose_name=_("Meldte seg på"))
    handling = tables.Column(
        verbose_name=_("Handling"),
        empty_values=(),
        orderable=False,
        attrs={"th": {"class": "knapp"}, "td": {"class": "knapp"}},
    )

    class Meta(Tabell.Meta):
        order_by = "pk"

    def __init__(self, *args, kan_melde_av: bool, **kwargs):
        super().__init__(*args, exclude=() if kan_melde_av else ("handling",), **kwargs)

    def render_navn(self, record):
        return gettext("anonymisert") if record.anonymisert_at else record.navn

    def render_epost(self, record):
        if record.anonymisert_at:
            return norsk.UKJENT
        return format_html('<a href="mailto:{0}">{0}</a>', record.epost)

    def render_status(self, record):
        tag = format_html(
            '<span class="ds-tag" data-color="{}">{}</span>',
            _FARGE[record.status],
            record.get_status_display(),
        )
        moette = moettetekst(record)
        return format_html("{} <small>{}</small>", tag, moette) if moette else tag

    def render_pk(self, record):
        return date_format(template_localtime(record.paameldt_at), "d.m.Y H.i")

    def render_handling(self, record):
        if record.status == "avmeldt":
            return ""
        return format_html(
            '<a class="ds-button" data-variant="tertiary" href="{}">{}<span class="ds-sr-only"> {}</span></a>',
            reverse("nettverk:paamelding-end", args=[record.pk]),
            gettext("Meld av"),
            record.navn,
        )

    def order_navn(self, rader, is_descending):
        return self._norsk(rader, "navn", is_descending)

    def order_kommune(self, rader, is_descending):
        return self._norsk(rader, "kommune__navn", is_descending)

    def order_arbeidssted(self, rader, is_descending):
        return self._norsk(rader, "arbeidssted", is_descending)

    def _norsk(self, rader, felt, is_descending):
        uttrykk = Collate(felt, NORSK)
        orden = uttrykk.desc(nulls_last=True) if is_descending else uttrykk.asc(nulls_last=True)
        return rader.order_by(orden, "pk"), True


def som_ark(aktivitet: Aktivitet, rader: Iterable[Paamelding]) -> Ark:
    """Return those who have signed up as a sheet."""
    overskrifter = [
        _("Navn"), _("E-post"), _("Kommunenummer"), _("Kommune"), _("Arbeidssted"), _("Status"), _("Meldte seg på"),
        _("Meldte seg av"), _("Oppmøte"),
    ]  # fmt: skip

    def dag(tid):
        return template_localtime(tid).date() if tid else None

    return Ark(
        navn=gettext("Påmeldte"),
        forklaring=[
            gettext(
                "Påmeldte til %(tittel)s %(dato)s. Inneholder personopplysninger: slett filen etter bruk."
            )
            % {"tittel": aktivitet.tittel, "dato": norsk.langdato(aktivitet.fra_dato)}
        ],
        overskrifter=list(map(str, overskrifter)),
        rader=[
            [
                gettext("anonymisert") if rad.anonymisert_at else rad.navn,
                "" if rad.anonymisert_at else rad.epost,
                rad.kommune.nr if rad.kommune else "",
                rad.kommune.navn if rad.kommune else "",
                rad.arbeidssted,
                capfirst(rad.get_status_display()),
                dag(rad.paameldt_at),
                dag(rad.avmeldt_at),
                moettetekst(rad),
            ]
            for rad in rader
        ],
    )
