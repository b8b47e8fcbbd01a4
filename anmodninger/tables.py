"""Lists of rounds and drafts."""

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.tabell import TALLKOLONNE, DatoColumn, Tabell
from bosetting.felles.templatetags.norsk import tall as vis_tall

from .domain import Rundesum


def em_tekst(rundesum: Rundesum) -> str:
    """Return the sum of EM in words that never pass an unknown off as zero."""
    if not rundesum.kommuner:
        return norsk.UKJENT
    if not rundesum.em_ukjente:
        return norsk.tall(rundesum.em)
    if not rundesum.em_kjente:
        return gettext("ukjent")
    return gettext("%(sum)s (%(n)s av %(m)s kjent)") % {
        "sum": norsk.tall(rundesum.em),
        "n": rundesum.em_kjente,
        "m": rundesum.kommuner,
    }


class Summert(Tabell):
    """Rows with sums: ``summer`` is {pk: Rundesum}."""

    kommuner = tables.Column(verbose_name=_("Kommuner"), empty_values=(), attrs=TALLKOLONNE)
    totalt = tables.Column(verbose_name=_("Totalt"), empty_values=(), attrs=TALLKOLONNE)
    em = tables.Column(verbose_name=_("Herav EM"), empty_values=(), attrs=TALLKOLONNE)

    def __init__(self, *args, summer: dict[int, Rundesum], **kwargs):
        super().__init__(*args, orderable=False, **kwargs)
        self.summer = summer

    def _sum(self, rad) -> Rundesum:
        return self.summer.get(rad.pk, Rundesum())

    def render_kommuner(self, record):
        return norsk.tall(self._sum(record).kommuner)

    def render_totalt(self, record):
        rundesum = self._sum(record)
        return vis_tall(rundesum.totalt if rundesum.kommuner else None)

    def render_em(self, record):
        rundesum = self._sum(record)
        return em_tekst(rundesum) if rundesum.kommuner else vis_tall(None)


class RundeTable(Summert):
    """The sent rounds of one settlement year, last sent first."""

    radtittel = "sendt_dato"

    sendt_dato = DatoColumn(verbose_name=_("Sendt"), linkify=True)
    avsender = tables.Column(verbose_name=_("Hvem anmoder"))
    svarfrist = DatoColumn(verbose_name=_("Svarfrist"))
    stenger = tables.Column(verbose_name=_("Stenger for kommunene"), empty_values=())
    oppgitt = tables.Column(verbose_name=_("Oppgitt for fylket"), empty_values=(), attrs=TALLKOLONNE)
    erstattet = tables.Column(verbose_name=_("Erstattet av"), empty_values=())

    class Meta:
        # The figures first: on a phone only the first columns are in sight.
        sequence = (
            "sendt_dato", "totalt", "em", "oppgitt", "kommuner", "svarfrist", "stenger", "avsender", "erstattet",
        )  # fmt: skip

    def __init__(self, runder, *args, aar: int, **kwargs):
        # Most old rounds have no such dates; then the column would only take room.
        uten = () if any(rad.siste_svar_dato or rad.siste_endring_dato for rad in runder) else ("stenger",)
        super().__init__(runder, *args, exclude=uten, **kwargs)
        self.tittel = gettext("Anmodningsrunder for %(aar)s") % {"aar": aar}
        self.tabell_id = f"runder-{aar}"

    def render_oppgitt(self, record):
        if record.fylkestall_em is None:
            return vis_tall(record.fylkestall_totalt)
        return gettext("%(totalt)s, herav %(em)s EM") % {
            "totalt": norsk.tall(record.fylkestall_totalt),
            "em": norsk.tall(record.fylkestall_em),
        }

    def render_stenger(self, record):
        dager = [
            moenster % {"dato": norsk.dato(dag)}
            for moenster, dag in (
                (gettext("nye svar %(dato)s"), record.siste_svar_dato),
                (gettext("endringer %(dato)s"), record.siste_endring_dato),
            )
            if dag
        ]
        return ", ".join(dager) or norsk.UKJENT

    def render_erstattet(self, record):
        lenker = [
            (
                nyere.get_absolute_url(),
                gettext("runden sendt %(dato)s") % {"dato": norsk.dato(nyere.sendt_dato)},
            )
            for nyere in record.erstattet_av.all()
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', lenker)


class UtkastTable(Summert):
    """Drafts on their way."""

    tittel = _("Utkast som ikke er sendt")
    radtittel = "aar"
    tabell_id = "utkast-tabell"

    aar = tables.Column(verbose_name=_("Bosettingsår"), linkify=True)
    avsender = tables.Column(verbose_name=_("Hvem anmoder"))
    planlagt_sendt_dato = DatoColumn(verbose_name=_("Sendes"))
    endret_at = tables.DateTimeColumn(verbose_name=_("Sist endret"), format="d.m.Y H.i")

    class Meta:
        sequence = ("aar", "totalt", "em", "kommuner", "planlagt_sendt_dato", "avsender", "endret_at")

    def render_aar(self, record):
        return gettext("Utkast for %(aar)s") % {"aar": record.aar}
