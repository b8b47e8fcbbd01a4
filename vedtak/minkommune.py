"""What a kontaktperson's start page shows (read model): tasks and drafts of each municipality, and one in full."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere import kalender
from bosetting.brukere.kalender import Kalenderhendelse
from bosetting.brukere.models import Bruker
from bosetting.kommuner.models import Kommune

from .dokumenter import dokumenter_for, dokumentrett
from .embetekontakt import Embetekontakt, embetekontakt
from .endringsoensker import oensker_for
from .kladdskjema import FELT, SE_OVER
from .kommunehistorikk import Aarshistorikk
from .models import Svarkladd
from .oppgaver import Oppgave, oppgaver
from .purreliste import kommunens_purringer
from .sammenligning import sammenligning

DATOER = 5


@dataclass(frozen=True)
class Paabegynt:
    """A draft to go on with, and where it was left. ``egen``: the reader began it herself."""

    kladd: Svarkladd
    egen: bool

    @property
    def url(self) -> str:
        if self.kladd.trinn == SE_OVER:
            return reverse("vedtak:kladd-check", args=[self.kladd.pk])
        trinn = self.kladd.trinn if self.kladd.trinn in FELT else next(iter(FELT))
        return reverse("vedtak:kladd-trinn", args=[self.kladd.pk, trinn])


@dataclass(frozen=True)
class Kommunedel:
    """One municipality as its kontaktperson meets it: the one thing to do first, then the rest.

    ``kladd`` is the draft of what is to be done first, ``andre_kladder`` those of anything else.
    """

    kommune: Kommune
    oppgave: Oppgave | None
    andre_oppgaver: list[Oppgave]
    aarene: list[Aarshistorikk]
    kontakt: Embetekontakt | None
    kladd: Paabegynt | None = None
    andre_kladder: list[Paabegynt] = field(default_factory=list)


@dataclass(frozen=True)
class Brevlinje:
    """A letter or a reminder that the municipality has got."""

    dato: date
    tittel: str
    url: str


def oversikt(
    bruker: Bruker, kommuner: list[Kommune], historikk: dict[int, list[Aarshistorikk]], dag: date
) -> list[Kommunedel]:
    """Return each municipality with its tasks and drafts. Three queries for each county, and one."""
    kontakter: dict[int, Embetekontakt | None] = {}
    kladder: dict[int, list[Paabegynt]] = {}
    for kladd in Svarkladd.objects.for_bruker(bruker).select_related("opprettet_av").order_by("-aar", "pk"):
        kladder.setdefault(kladd.kommune_id, []).append(Paabegynt(kladd, kladd.opprettet_av_id == bruker.pk))
    deler = []
    for kommune in kommuner:
        if kommune.fylke_id not in kontakter:
            kontakter[kommune.fylke_id] = embetekontakt(kommune, dag)
        kontakt = kontakter[kommune.fylke_id]
        foerst, *resten = oppgaver(historikk[kommune.pk], dag, str(kontakt or _("embetet"))) or [None]
        egne = kladder.get(kommune.pk, [])
        paa_oppgaven = next((ett for ett in egne if foerst and _gjelder(ett.kladd, foerst)), None)
        deler.append(
            Kommunedel(
                kommune=kommune,
                oppgave=foerst,
                andre_oppgaver=resten,
                aarene=historikk[kommune.pk],
                kontakt=kontakt,
                kladd=paa_oppgaven,
                andre_kladder=[ett for ett in egne if ett is not paa_oppgaven],
            )
        )
    return deler


def _gjelder(kladd: Svarkladd, oppgave: Oppgave) -> bool:
    return kladd.aar == oppgave.aar and (kladd.retter_id is not None) == oppgave.rettelse


def detaljer(bruker: Bruker, del_: Kommunedel, dag: date) -> dict:
    """Return what else stands on the page of one municipality. A fixed number of queries."""
    aar, rett = _aar(del_), dokumentrett(bruker, del_.kommune)
    return {
        "datoer": datoer(bruker, dag),
        "brev": brev(bruker, del_),
        "dokumenter": dokumenter_for(bruker, del_.kommune, rett=rett),
        "oensker": oensker_for([del_.kommune.pk])[del_.kommune.pk],
        "dokumentrett": rett,
        "sammenligning": sammenligning(del_.kommune, aar, dag) if aar else None,
        "aaret_foer": sammenligning(del_.kommune, aar - 1, dag) if aar else None,
    }


def _aar(del_: Kommunedel) -> int | None:
    """Return the year to compare for: that of the task, else the last one the municipality was asked for."""
    if del_.oppgave:
        return del_.oppgave.aar
    return next((ett.aar for ett in del_.aarene if ett.i_kraft), None)


def datoer(bruker: Bruker, dag: date) -> list[Kalenderhendelse]:
    """Return the next meetings and deadlines of her calendar that are not done."""
    framover = [ett for ett in kalender.hendelser(bruker, dag) if ett.siste_dag >= dag and not ett.ferdig]
    return framover[:DATOER]


def brev(bruker: Bruker, del_: Kommunedel) -> list[Brevlinje]:
    """Return the letters and reminders to the municipality, the last first. One query."""
    linjer = [
        Brevlinje(purring.dato, purring.emne, purring.get_absolute_url())
        for purring in kommunens_purringer(bruker, del_.kommune)
    ]
    for ett in del_.aarene:
        for anmodning in ett.anmodninger:
            if (sendt := getattr(anmodning, "brev", None)) is not None:
                tittel = _("Anmodningen for %(aar)s (PDF)") % {"aar": ett.aar}
                linjer.append(
                    Brevlinje(sendt.dato, tittel, reverse("anmodninger:brev-show", args=[anmodning.pk]))
                )
    return sorted(linjer, key=lambda linje: linje.dato, reverse=True)
