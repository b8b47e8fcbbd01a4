"""Lists of people, embeter and deeds."""

import re
from datetime import date, datetime
from functools import cache, cached_property

import django_tables2 as tables
from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles import norsk
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.tabell import Tabell

from .models import Tilgang
from .skjerming import noekkeltekst

# Keys of rows say nothing to a reader of the log.
_SKJULT = {"id", "noekkel", "versjon"}
_DAG = re.compile(r"\d{4}-\d\d-\d\d")


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


class InvitasjonTable(Tabell):
    """Invitations, the last one first, as they stand at ``tid``. Reads ``kommuner`` (prefetch)."""

    tittel = _("Invitasjoner")
    radtittel = "navn"

    navn = tables.Column(verbose_name=_("Navn"))
    email = tables.Column(verbose_name=_("E-post"))
    kommuner = tables.Column(verbose_name=_("Kommuner"), empty_values=(), orderable=False)
    tilstand = tables.Column(verbose_name=_("Tilstand"), empty_values=(), orderable=False)
    opprettet_at = tables.DateTimeColumn(verbose_name=_("Invitert"), format="d.m.Y")

    class Meta(Tabell.Meta):
        pass

    def __init__(self, *args, tid, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.tid, self.dag = tid, dag

    def render_navn(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.navn)

    def render_kommuner(self, record):
        return norsk.opplisting(kommune.navn for kommune in record.kommuner.all())

    def render_tilstand(self, record):
        return render_to_string(
            "brukere/invitasjoner/_tilstand.html",
            {"invitasjon": record, "tilstand": record.tilstand_ved(self.tid, self.dag)},
        )


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
        modell = _modeller().get(record.objekttype)
        objekt = self.navn.get((modell, _noekkel(record)), record.objekt)
        return format_html('{} <span class="dempet">{}</span>', objekt, record.objekttype)

    @cached_property
    def navn(self) -> dict:
        """Return what the rows that this page points to are called now, by model and key. One query per model.

        So are those that the log itself has only the key of, because their name is somebody's.
        """
        noekler = {}
        for rad in self.paginated_rows:
            for felt, *verdier in rad.record.endringer:
                if modell := getattr(_felt(rad.record.objekttype, felt), "related_model", None):
                    noekler.setdefault(modell, set()).update(v for v in verdier if isinstance(v, int))
            if (modell := _modeller().get(rad.record.objekttype)) and (noekkel := _noekkel(rad.record)):
                noekler.setdefault(modell, set()).add(noekkel)
        return {
            (modell, pk): str(rad)
            for modell, pker in noekler.items()
            for pk, rad in modell._default_manager.select_related().in_bulk(pker).items()
        }

    def render_endringer(self, record):
        endringer = []
        for navn, foer, etter in record.endringer:
            if navn not in _SKJULT:
                if foer and etter and isinstance(foer, list) and isinstance(etter, list):
                    # Of a list, only what went and what came.
                    foer, etter = [d for d in foer if d not in etter], [d for d in etter if d not in foer]
                felt = _felt(record.objekttype, navn)
                etikett = felt.verbose_name if felt else navn.replace("_", " ")
                endringer.append((etikett, _tekst(felt, foer, self.navn), _tekst(felt, etter, self.navn)))
        if not endringer:
            return norsk.UKJENT
        return render_to_string(
            "brukere/hendelser/_endringer.html",
            {
                "endringer": endringer,
                "ny": record.foer is None,
                "borte": record.etter is None,
                "brettet": len(endringer) > 4 or sum(len(str(d)) for rad in endringer for d in rad) > 160,
            },
        )


@cache
def _modeller() -> dict[str, type[models.Model]]:
    """Return the models by the name of their kind of object."""
    return {str(modell._meta.verbose_name): modell for modell in apps.get_models()}


def _noekkel(hendelse) -> int | None:
    """Return the key of the row that a line tells of, when the line has no name for it."""
    uten_navn = hendelse.objekt == noekkeltekst(hendelse.objekttype, hendelse.objekt_id)
    return int(hendelse.objekt_id) if uten_navn and hendelse.objekt_id.isdecimal() else None


@cache
def _alle_felt() -> dict[tuple[str, str], models.Field]:
    """Return the fields of every model by (the name of the kind of object, the name of the field)."""
    return {
        (str(modell._meta.verbose_name), felt.name): felt
        for modell in apps.get_models()
        for felt in (*modell._meta.concrete_fields, *modell._meta.many_to_many)
    }


def _felt(objekttype: str, navn: str) -> models.Field | None:
    return _alle_felt().get((objekttype, navn))


def _tekst(felt, verdi, navn: dict) -> str | datetime:
    """Return the value of a field as people write it. ``navn`` are the names of the rows it may point to."""
    if isinstance(verdi, int) and felt is not None and felt.related_model:
        return navn.get((felt.related_model, verdi), str(verdi))
    if isinstance(verdi, str) and isinstance(felt, models.DateTimeField):
        return parse_datetime(verdi)  # the template writes it in Norwegian time
    if isinstance(verdi, str) and isinstance(felt, models.DateField):
        return norsk.dato(parse_date(verdi))
    if felt is not None and felt.flatchoices and not isinstance(verdi, list | dict):
        verdi = dict(felt.flatchoices).get(verdi, verdi)
    return _verdi(verdi)


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
    return _dag(verdi) if isinstance(verdi, str) else str(verdi)


def _dag(tekst: str) -> str:
    """Return a day as people write it; what is no day, as it is."""
    try:
        dag = date.fromisoformat(tekst) if _DAG.fullmatch(tekst) else None
    except ValueError:
        dag = None
    return norsk.dato(dag) if dag else tekst
