"""Read models: what meetings agreed that somebody shall do, across meetings and as it follows to the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker
from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .models import Moete, Oppfoelgingspunkt


@dataclass(frozen=True)
class Stand:
    """How a point stands on a day: in words, and their colour."""

    tekst: str
    farge: str


def stand(punkt: Oppfoelgingspunkt, dag: date) -> Stand:
    """Return how ``punkt`` stands on ``dag``."""
    if punkt.status != "aapen":
        ord_ = {"utfoert": _("utført %(dato)s"), "bortfalt": _("bortfalt %(dato)s")}[punkt.status]
        farge = "success" if punkt.status == "utfoert" else "neutral"
        return Stand(ord_ % {"dato": norsk.dato(punkt.lukket_dato)}, farge)
    if punkt.frist is None:
        return Stand(_("åpen, uten frist"), "info")
    if punkt.frist < dag:
        return Stand(_("fristen gikk ut %(dato)s") % {"dato": norsk.dato(punkt.frist)}, "warning")
    return Stand(_("frist %(dato)s") % {"dato": norsk.dato(punkt.frist)}, "info")


def med_ansvarlig(punkter: QuerySet[Oppfoelgingspunkt]) -> QuerySet[Oppfoelgingspunkt]:
    """Return the points with what says who, and where it was agreed."""
    return punkter.select_related("person__organisasjon", "sak", "moete__gruppe", "moete__prosjekt")


def ansvarlig(punkt: Oppfoelgingspunkt) -> str:
    """Return who shall do it by function and organisation; names are for those who may see people."""
    if punkt.ansvarlig or punkt.person is None:
        return punkt.ansvarlig
    return ", ".join(filter(None, [punkt.person.tittel, punkt.person.organisasjon.navn]))


def navn(punkt: Oppfoelgingspunkt, bruker: Bruker) -> str:
    """Return the name of the person who shall do it, to those who may see people; otherwise the empty text."""
    omfang, embete = bruker.omfang, punkt.moete.prosjekt.embete_id
    ser = embete in omfang.embeter_med(Rett.SE_PERSONER) | omfang.embeter_med(Rett.FOERE_NETTVERK)
    return punkt.person.navn if ser and punkt.person else ""


def tidligere_punkter(moete: Moete) -> QuerySet[Oppfoelgingspunkt]:
    """Return what earlier meetings of the same group (or series) agreed that was open when ``moete`` was held."""
    if moete.gruppe_id:
        samme = Q(moete__gruppe=moete.gruppe_id)
    elif moete.serie_id:
        samme = Q(moete__serie=moete.serie_id)
    else:
        return Oppfoelgingspunkt.objects.none()
    foer = Q(moete__dato__lt=moete.dato) | Q(moete__dato=moete.dato, moete__fra_tid__lt=moete.fra_tid)
    aapne = Q(status="aapen") | Q(lukket_dato__gte=moete.dato)
    rader = Oppfoelgingspunkt.objects.filter(samme, foer, aapne, moete__prosjekt=moete.prosjekt_id)
    return med_ansvarlig(rader).order_by("moete__dato", "pk")


def fra_foer(bruker: Bruker, moete: Moete) -> list[Oppfoelgingspunkt]:
    """Return the points of earlier meetings that follow to this one, as far as ``bruker`` may read them. One query."""
    return list(tidligere_punkter(moete).filter(moete__in=Moete.objects.for_bruker(bruker)))


def aapne_over_frist(bruker: Bruker, dag: date) -> QuerySet[Oppfoelgingspunkt]:
    """Return the open points past their day that ``bruker`` may read, the oldest first (for the overview)."""
    rader = Oppfoelgingspunkt.objects.for_bruker(bruker).filter(status="aapen", frist__lt=dag)
    return med_ansvarlig(rader).order_by("frist", "pk")


def som_ark(punkter: Iterable[Oppfoelgingspunkt], bruker: Bruker, dag: date) -> Ark:
    """Return the points as a sheet."""
    overskrifter = [
        _("Hva som skal gjøres"), _("Ansvarlig"), _("Navn"), _("Frist"), _("Tilstand"), _("Lukket"), _("Merknad"),
        _("Gruppe"), _("Møte"), _("Møtedato"), _("Sak"),
    ]  # fmt: skip
    return Ark(
        navn=_("Oppfølging"),
        forklaring=[_("Oppfølging etter møter per %(dag)s") % {"dag": norsk.langdato(dag)}],
        overskrifter=overskrifter,
        rader=[
            [
                punkt.tekst,
                ansvarlig(punkt),
                navn(punkt, bruker),
                punkt.frist,
                stand(punkt, dag).tekst,
                punkt.lukket_dato,
                punkt.merknad,
                punkt.moete.gruppe.navn if punkt.moete.gruppe else "",
                punkt.moete.tittel,
                punkt.moete.dato,
                str(punkt.sak) if punkt.sak else "",
            ]
            for punkt in punkter
        ],
    )
