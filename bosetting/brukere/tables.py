"""Lists of people, embeter and deeds."""

from functools import cache

import django_tables2 as tables
from django.apps import apps
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.tabell import Tabell

from .models import Tilgang

# Keys of rows say nothing to a reader of the log.
_SKJULT = {"id", "noekkel", "versjon"}


def sted(tilgang: Tilgang) -> str:
    """Return where a role applies: the embete's area, the municipality, or everywhere."""
    if tilgang.kommune:
        return tilgang.kommune.navn
    return tilgang.embete.omraade if tilgang.embete else gettext("hele systemet")


class BrukerTable(Tabell):
    """People, with the roles they hold on ``dag``. Reads ``tilganger`` (prefetch)."""

    tittel = _("Brukere")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Navn"))
    email = tables.Column(verbose_name=_("E-post"))
    roller = tables.Column(verbose_name=_("Roller"), empty_values=(), orderable=False)
    is_active = tables.Column(verbose_name=_("Innlogging"))
    last_login = tables.DateTimeColumn(
        verbose_name=_("Sist innlogget"), format="d.m.Y H:i", default=_("aldri")
    )

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def render_navn(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_roller(self, record):
        gjeldende = [rad for rad in record.tilganger.all() if gjelder(rad.fra, rad.til, self.dag)]
        linjer = [(rad.get_rolle_display(), sted(rad)) for rad in gjeldende]
        return format_html_join(mark_safe("<br>"), "{}, {}", linjer) or gettext("ingen rolle i dag")

    def render_is_active(self, value):
        return gettext("aktiv") if value else gettext("deaktivert")


class HendelseTable(Tabell):
    """The log, last first. Before and after stand as the list of fields that changed."""

    tittel = _("Hendelser")
    radtittel = "handling"

    tidspunkt_at = tables.DateTimeColumn(verbose_name=_("Tidspunkt"), format="d.m.Y H:i:s")
    bruker = tables.Column(verbose_name=_("Hvem"), accessor="bruker__navn", default=_("kommandolinjen"))
    handling = tables.Column(verbose_name=_("Handling"))
    objekt = tables.Column(verbose_name=_("Hva det gjelder"), orderable=False)
    endringer = tables.Column(verbose_name=_("Endringer"), orderable=False, empty_values=())

    class Meta(Tabell.Meta):
        pass

    def render_objekt(self, record):
        if record.objekt == record.objekttype:
            return record.objekt
        return format_html('{} <span class="dempet">{}</span>', record.objekt, record.objekttype)

    def render_endringer(self, record):
        navn = _feltnavn().get(record.objekttype, {})
        endringer = [
            (navn.get(felt, felt.replace("_", " ")), _verdi(foer), _verdi(etter))
            for felt, foer, etter in record.endringer
            if felt not in _SKJULT
        ]
        if not endringer:
            return norsk.UKJENT
        return render_to_string(
            "brukere/hendelser/_endringer.html",
            {
                "endringer": endringer,
                "ny": record.foer is None,
                "borte": record.etter is None,
                "brettet": len(endringer) > 4,
            },
        )


@cache
def _feltnavn() -> dict[str, dict[str, str]]:
    """Return the name of each field as people see it, by the name of the kind of object."""
    return {
        str(modell._meta.verbose_name): {
            felt.name: str(felt.verbose_name) for felt in modell._meta.concrete_fields
        }
        for modell in apps.get_models()
    }


def _verdi(verdi) -> str:
    if verdi is None or verdi == "" or verdi == []:
        return norsk.UKJENT
    if isinstance(verdi, bool):
        return gettext("ja") if verdi else gettext("nei")
    if isinstance(verdi, list):
        return ", ".join(
            " ".join(map(_verdi, rad)) if isinstance(rad, list) else _verdi(rad) for rad in verdi
        )
    if isinstance(verdi, dict):
        return ", ".join(f"{navn}: {_verdi(del_)}" for navn, del_ in verdi.items())
    return str(verdi)
