"""Editions that everybody may read: which they are, how one becomes public, and how it is taken back."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.dag import naa
from bosetting.felles.dokument.blokker import Dokument, Tabell
from bosetting.felles.dokument.plassering import plasser
from bosetting.felles.hinder import Hinder

from .models import Publisering, Rapport, Utgave
from .queries_utgaver import INNHOLD, sendt
from .rettelogg import som_frosset


def med_publisering() -> QuerySet[Utgave]:
    """Return every edition with ``offentlig``: what its newest ``Publisering`` says, None when it never was public."""
    nyeste = Publisering.objects.filter(utgave=OuterRef("pk")).order_by("-pk")
    return Utgave.objects.select_related("rapport__prosjekt__embete").annotate(
        offentlig=Subquery(nyeste.values("offentlig")[:1]),
        offentlig_fra=Subquery(nyeste.values("utfoert_at")[:1]),
    )


def offentlige() -> list[Utgave]:
    """Return the newest public edition of each report, latest cut-off first, with its title and sender. One query."""
    rader = med_publisering().filter(offentlig=True).defer(*INNHOLD)
    rader = rader.annotate(
        **{felt: KT(f"dokument__{felt}") for felt in ("tittel", "undertittel", "forfatter")}
    )
    nyest: dict[int, Utgave] = {}
    for utgave in rader.order_by("rapport", "-nummer"):
        nyest.setdefault(utgave.rapport_id, utgave)
    return sorted(nyest.values(), key=lambda utgave: som_frosset(utgave).skjaeringsdato, reverse=True)


def offentlige_av(rapport: Rapport) -> set[int]:
    """Return which editions of a report everybody can read now. One query."""
    return set(med_publisering().filter(rapport=rapport, offentlig=True).values_list("pk", flat=True))


def nyere_offentlig(utgave: Utgave) -> Utgave | None:
    """Return the newest public edition of the same report, when it is newer than this one. One query."""
    rader = med_publisering().filter(offentlig=True, rapport=utgave.rapport_id, nummer__gt=utgave.nummer)
    return rader.defer(*INNHOLD).order_by("-nummer").first()


def adresse(utgave: Utgave) -> str:
    """Return where everybody may read the edition once it is public."""
    return reverse("rapporter:offentlig-show", args=[utgave.adresse])


@transaction.atomic
def sett_offentlig(*, by, utgave: Utgave, offentlig: bool, grunn: str) -> Publisering:
    """Make a sent edition public, or take it back. What it is already, is not written again.

    Raises ``Hinder`` when the edition has not been sent, or is taken back without a reason.
    """
    Rapport.objects.select_for_update().get(pk=utgave.rapport_id)
    siste = utgave.publiseringer.order_by("-pk").first()
    if siste and siste.offentlig == offentlig:
        return siste
    if offentlig and sendt(utgave) is None:
        raise Hinder([(None, _("Utgaven er ikke sendt ennå. Bare det som er sendt, kan bli offentlig."))])
    if not offentlig and siste is None:
        raise Hinder([(None, _("Utgaven er ikke offentlig."))])
    if not offentlig and not grunn:
        raise Hinder([("grunn", _("Skriv hvorfor utgaven ikke lenger skal være offentlig."))])
    ny = Publisering.objects.create(
        utgave=utgave, offentlig=offentlig, grunn=grunn, utfoert_av=by, utfoert_at=naa()
    )
    handling = "publiserte rapportutgave" if offentlig else "trakk rapportutgave fra offentligheten"
    record(by=by, handling=handling, objekt=ny, etter=bilde(ny))
    return ny


@dataclass(frozen=True)
class Navnetabell:
    """A table in the document that names people: its number and title, and how many names it holds."""

    nummer: str
    tittel: str
    navn: int


def navnetabeller(dokument: Dokument) -> tuple[Navnetabell, ...]:
    """Return the tables with a column of names: what whoever publishes should know stands there."""
    funnet = []
    for plassert in plasser(dokument):
        tabell = plassert.blokk
        if not isinstance(tabell, Tabell):
            continue
        kolonner = [nr for nr, kolonne in enumerate(tabell.kolonner) if kolonne.overskrift == _("Navn")]
        antall = sum(bool(rad[nr]) for rad in tabell.rader for nr in kolonner)
        if antall:
            funnet.append(Navnetabell(plassert.nummer, tabell.tittel, antall))
    return tuple(funnet)
