"""Lists of activities, on the page and as a spreadsheet."""

from collections.abc import Iterable
from datetime import date

import django_tables2 as tables
from django.db.models import F
from django.db.models.functions import Collate
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark
from bosetting.felles.sqlite import NORSK
from bosetting.felles.tabell import TALLKOLONNE, Tabell
from bosetting.felles.tertial import Tertial

from .aktivitetstekst import datoer, klokke
from .models import Aktivitet

_FARGE = {"planlagt": "info", "gjennomfoert": "success", "avlyst": "neutral"}


def tilstand(aktivitet: Aktivitet, dag: date) -> tuple[str, str]:
    """Return (colour, words) of the status on ``dag``: what should have been done by then stands out."""
    if aktivitet.status == "planlagt" and aktivitet.siste_dag < dag:
        return "warning", gettext("planlagt, dagen er passert")
    return _FARGE[aktivitet.status], aktivitet.get_status_display()


class AktivitetTable(Tabell):
    """Activities, last first."""

    tittel = _("Aktiviteter")
    radtittel = "aktivitet"

    fra_dato = tables.Column(verbose_name=_("Dato"), attrs={"td": {"class": "tall"}})
    aktivitet = tables.Column(verbose_name=_("Aktivitet"), accessor="tittel")
    slag = tables.Column(verbose_name=_("Slag"))
    status = tables.Column(verbose_name=_("Status"))
    sted = tables.Column(verbose_name=_("Sted"), default=norsk.UKJENT)
    deltakere = tables.Column(verbose_name=_("Deltakere"), empty_values=(), attrs=TALLKOLONNE)

    class Meta(Tabell.Meta):
        order_by = "-fra_dato"

    def __init__(self, *args, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def render_fra_dato(self, record):
        return datoer(record)

    def render_aktivitet(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.tittel)

    def render_slag(self, record):
        return capfirst(record.get_slag_display())

    def render_status(self, record):
        farge, tekst = tilstand(record, self.dag)
        return format_html('<span class="ds-tag" data-color="{}">{}</span>', farge, tekst)

    def render_deltakere(self, record):
        if record.deltakere is None:
            return gettext("ukjent") if record.status == "gjennomfoert" else norsk.UKJENT
        return norsk.tall(record.deltakere)

    def order_fra_dato(self, rader, is_descending):
        retning = "-" if is_descending else ""
        return rader.order_by(f"{retning}fra_dato", "tittel", "pk"), True

    def order_aktivitet(self, rader, is_descending):
        return self._etter(rader, Collate("tittel", NORSK), is_descending)

    def order_sted(self, rader, is_descending):
        return self._etter(rader, Collate("sted", NORSK), is_descending)

    def order_deltakere(self, rader, is_descending):
        return self._etter(rader, F("deltakere"), is_descending)

    def _etter(self, rader, uttrykk, is_descending):
        """Return ``rader`` in order, what is unknown last whatever the direction."""
        orden = uttrykk.desc(nulls_last=True) if is_descending else uttrykk.asc(nulls_last=True)
        return rader.order_by(orden, "-fra_dato", "pk"), True


def som_ark(aktiviteter: Iterable[Aktivitet], utvalg: str, dag: date, intern: set[int]) -> Ark:
    """Return the activities as a sheet. ``intern``: the embeter whose cost and evaluation the reader may see."""
    overskrifter = [
        _("Tertial"), _("Fra"), _("Til"), _("Klokken"), _("Aktivitet"), _("Slag"), _("Status"), _("Sted"),
        _("Arrangører"), _("Målgruppe"), _("Kommuner"), _("Deltakere"), _("Kostnad"), _("Fase"), _("Resultatmål"),
        _("Beskrivelse"), _("Evaluering"), _("Kilde"),
    ]  # fmt: skip
    rader = []
    for ett in aktiviteter:
        egen = ett.prosjekt.embete_id in intern
        rader.append(
            [
                Tertial.for_dato(ett.fra_dato).tekst,
                ett.fra_dato,
                ett.til_dato,
                klokke(ett.fra_tid, ett.til_tid),
                ett.tittel,
                capfirst(ett.get_slag_display()),
                capfirst(ett.get_status_display()),
                ett.sted,
                ett.arrangoernavn,
                ett.maalgruppe,
                ", ".join(kommune.navn for kommune in ett.kommuner.all()) if egen else "",
                ett.deltakere,
                ett.kostnad if egen else None,
                str(ett.fase) if ett.fase and egen else "",
                ", ".join(maal.nummer for maal in ett.resultatmaal.all()),
                ett.beskrivelse,
                ett.evaluering if egen else "",
                ett.kilde if egen else "",
            ]
        )
    return Ark(
        navn=gettext("Aktiviteter"),
        forklaring=[
            gettext("Aktiviteter per %(dag)s.") % {"dag": norsk.langdato(dag)},
            *([gettext("Utvalg – %(utvalg)s") % {"utvalg": utvalg}] if utvalg else []),
        ],
        overskrifter=list(map(str, overskrifter)),
        rader=rader,
    )
