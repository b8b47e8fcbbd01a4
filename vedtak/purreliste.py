"""Reminders in lists: the log with its filters, how far each mail has come, and what the page of a round shows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import django_tables2 as tables
from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from anmodninger.forms import RundeValg
from anmodninger.models import Anmodningsrunde
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles.tabell import DatoColumn, Tabell
from bosetting.kommuner.models import Kommune

from .models import Purremottaker, Purring
from .purregrunnlag import Plan, Purreoversikt, plan_for
from .purretekst import trinnavn
from .purreutsending import forsoek
from .purring import Levering, levering, neste_dag

ORD = {
    Levering.VENTER: _("Ikke sendt ennå"),
    Levering.SENDES: _("Sendes nå"),
    Levering.SENDT: _("Sendt"),
    Levering.STANSET: _("Stanset"),
    Levering.FEILET: _("Feilet, prøves igjen"),
    Levering.OPPGITT: _("Feilet"),
    Levering.USIKKER: _("Usikker"),
}
# What a person must look at.
MAA_AVKLARES = {Levering.OPPGITT, Levering.USIKKER}
KAN_SENDES = {Levering.VENTER, Levering.FEILET, Levering.OPPGITT, Levering.USIKKER}


@dataclass(frozen=True)
class Mottakerlinje:
    """A recipient, how far the mail has come, and the log behind it, first attempt first."""

    mottaker: Purremottaker
    levering: Levering
    logg: list

    @property
    def ord(self) -> str:
        return str(ORD[self.levering])

    @property
    def kan_sendes(self) -> bool:
        return self.levering in KAN_SENDES

    @property
    def er_usikker(self) -> bool:
        return self.levering == Levering.USIKKER


def mottakere(purring: Purring, tid: datetime) -> list[Mottakerlinje]:
    """Return the recipients of a reminder. Two queries."""
    rader = purring.mottakere.prefetch_related("forsoek").order_by("pk")
    return [Mottakerlinje(rad, levering(forsoek(rad), tid), list(rad.forsoek.all())) for rad in rader]


def leveringer(purring: Purring, tid: datetime) -> Counter:
    """Return how many mails of a reminder (mottakere__forsoek prefetched) have come how far."""
    return Counter(levering(forsoek(mottaker), tid) for mottaker in purring.mottakere.all())


def leveringstekst(purring: Purring, tid: datetime) -> str:
    """Return «Sendt», or «Sendt (1), Usikker (1)» where the recipients of a reminder differ."""
    antall = leveringer(purring, tid)
    if len(antall) == 1:
        return str(ORD[next(iter(antall))])
    return ", ".join(f"{ORD[stand]} ({antall[stand]})" for stand in Levering if antall[stand])


class Purrefilter(forms.Form):
    """Narrows the log: one round, or what needs a person."""

    runde = RundeValg(label=_("Runde"), queryset=None, required=False, empty_label=_("Alle runder"))
    vis = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[("", _("Alle purringer")), ("avklares", _("Bare dem som må avklares"))],
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        egne = bruker.omfang.embeter_med(Rett.LAGE_RUNDER)
        felt = self.fields["runde"]
        felt.queryset = Anmodningsrunde.objects.filter(embete__in=egne).select_related("embete")
        felt.med_embete = len(egne) > 1

    @property
    def valgt_runde(self) -> Anmodningsrunde | None:
        """The round it is narrowed to, or None."""
        return self.cleaned_data.get("runde") if self.is_bound and self.is_valid() else None


def avgrens(purringer, form: Purrefilter, tid: datetime):
    """Return the reminders that the filter shows, with all that the list reads."""
    purringer = purringer.select_related("anmodning__kommune", "anmodning__runde").prefetch_related(
        "mottakere__forsoek"
    )
    if not form.is_bound or not form.is_valid():
        return purringer
    if form.valgt_runde:
        purringer = purringer.filter(anmodning__runde=form.valgt_runde)
    if form.cleaned_data["vis"] == "avklares":
        purringer = purringer.filter(pk__in=maa_avklares(purringer, tid))
    return purringer


def maa_avklares(purringer, tid: datetime) -> list[int]:
    """Return the reminders among ``purringer`` where a mail is uncertain or given up."""
    uferdige = (
        Purremottaker.objects.filter(purring__in=purringer, forsoek__isnull=False)
        .exclude(forsoek__utfall__in=["sendt", "stanset"])
        .distinct()
        .prefetch_related("forsoek")
    )
    return sorted({rad.purring_id for rad in uferdige if levering(forsoek(rad), tid) in MAA_AVKLARES})


class PurreTable(Tabell):
    """The log of reminders, last first."""

    tittel = _("Purringer som er sendt eller på vei")
    radtittel = "kommune"

    kommune = tables.Column(verbose_name=_("Kommune"), accessor="anmodning__kommune__navn", linkify=True)
    dato = DatoColumn(verbose_name=_("Dato"))
    levering = tables.Column(verbose_name=_("E-post"), empty_values=())
    virkedager = tables.Column(verbose_name=_("Trinn"))
    mangler = tables.Column(verbose_name=_("Manglet"))
    runde = tables.Column(verbose_name=_("Bosettingsår"), accessor="anmodning__runde__aar")

    def __init__(self, *args, tid: datetime, **kwargs):
        super().__init__(*args, orderable=False, **kwargs)
        self.tid = tid

    def render_virkedager(self, value):
        return trinnavn(value)

    def render_levering(self, record):
        return leveringstekst(record, self.tid)


def noekkeltall(alt: Purreoversikt) -> list[dict]:
    """Return the three figures of a preview."""
    return [
        {"tekst": gettext("Får purring"), "verdi": len(alt.skal)},
        {
            "tekst": gettext("Kan ikke nås"),
            "verdi": len(alt.unaadde),
            "klasse": "mangel" if alt.unaadde else "",
        },
        {"tekst": gettext("Purres ikke"), "verdi": len(alt.ikke)},
    ]


@dataclass(frozen=True)
class Rundepurring:
    """What the page of a round says about its reminders."""

    plan: Plan
    antall: int
    maa_avklares: int
    neste: date | None

    @property
    def sendt_tekst(self) -> str:
        return ngettext("%(n)s purring", "%(n)s purringer", self.antall) % {"n": self.antall}


def rundepurring(runde: Anmodningsrunde, dag: date, tid: datetime) -> Rundepurring:
    """Return the reminders of a round in short. Five queries."""
    plan = plan_for(runde)
    egne = Purring.objects.filter(anmodning__runde=runde)
    neste = neste_dag(plan.virkedager, runde.svarfrist, dag) if runde.svarfrist and plan.aktiv_fra else None
    return Rundepurring(plan, egne.count(), len(maa_avklares(egne, tid)), neste)


def kommunens_purringer(bruker: Bruker, kommune: Kommune) -> list[Purring]:
    """Return the reminders to a municipality that this person may see, last first. One query."""
    return list(
        Purring.objects.for_bruker(bruker).filter(anmodning__kommune=kommune).order_by("-dato", "-pk")
    )
