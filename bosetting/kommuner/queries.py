"""Read models of the register."""

from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Collate

from bosetting.felles.sqlite import NORSK

from .models import Folketall, Kommune, KommuneEndring


def registeret() -> QuerySet:
    """Return every municipality there is or has been, for those who maintain the register and give out roles."""
    return Kommune.objects.all()


def registerrader(kommuner: QuerySet, *, tekst: str, dag: date | None) -> QuerySet:
    """Narrow ``kommuner`` to those valid on ``dag`` (None: all there have been) that ``tekst`` names.

    Each row knows its county, predecessors, successors, and the last count of inhabitants (``innbyggere`` in
    ``innbyggere_aar``). Three queries for any page.
    """
    if dag is not None:
        kommuner = kommuner.on_date(dag)
    if tekst:
        kommuner = kommuner.filter(
            Q(nr__startswith=tekst) | Q(navn__icontains=tekst) | Q(fylke__navn__icontains=tekst)
        )
    siste = Folketall.objects.filter(kommune=OuterRef("pk")).order_by("-aar")
    return (
        kommuner.select_related("fylke")
        .annotate(
            innbyggere=Subquery(siste.values("antall")[:1]),
            innbyggere_aar=Subquery(siste.values("aar")[:1]),
            sortert_navn=Collate("navn", NORSK),
        )
        .prefetch_related(
            Prefetch("forgjenger_endringer", KommuneEndring.objects.select_related("forgjenger")),
            Prefetch("etterfoelger_endringer", KommuneEndring.objects.select_related("etterfoelger")),
        )
    )
