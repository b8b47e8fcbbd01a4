"""Read models of groups: who sat in them on a day, how many heads that was, and which seats end soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Collate

from bosetting.felles.gyldighet import gjelder
from bosetting.felles.sqlite import NORSK

from .domain import Hodetelling, Plass, tell
from .models import Gruppe, Medlemskap, Prosjekt

# Leaders first, observers and secretary last.
_REKKEFOELGE = {"leder": 0, "medlem": 1, "vara": 2, "kontaktperson": 1, "observatoer": 3, "sekretaer": 4}

# A seat that ends within so many days is one to think of.
SNART = 60


@dataclass(frozen=True)
class GruppePaa:
    """A group as it stood on one day: its members then, and the head-count. ``tidligere`` had left by that day."""

    gruppe: Gruppe
    medlemmer: list[Medlemskap]
    tidligere: list[Medlemskap]
    kommende: list[Medlemskap]
    telling: Hodetelling


def plass(medlemskap: Medlemskap) -> Plass:
    """Return the seat as domain.py counts it. Reads ``organisasjon``."""
    return Plass(
        medlemskap.organisasjon.navn,
        medlemskap.person_id,
        medlemskap.fra,
        medlemskap.til,
        medlemskap.organisasjon.kommune_id,
    )


def med_navn(medlemskap: QuerySet[Medlemskap]) -> QuerySet[Medlemskap]:
    """Return the seats with what a list shows of them, by organisation and function, in one query."""
    return medlemskap.select_related("organisasjon", "avdeling", "person", "paa_vegne_av").order_by(
        Collate("organisasjon__navn", NORSK), Collate("funksjon", NORSK), "pk"
    )


def i_rekkefoelge(medlemskap: Iterable[Medlemskap]) -> list[Medlemskap]:
    """Return the seats with leaders first, observers and secretary last; otherwise in the order given."""
    return sorted(medlemskap, key=lambda rad: _REKKEFOELGE[rad.rolle])


def medlemmer_paa(gruppe: Gruppe, dag: date) -> list[Medlemskap]:
    """Return the seats of ``gruppe`` on ``dag`` with organisation, department and person, leaders first. One query."""
    return i_rekkefoelge(med_navn(Medlemskap.objects.filter(gruppe=gruppe).on_date(dag)))


def grupper_paa(prosjekt: Prosjekt, dag: date) -> list[GruppePaa]:
    """Return every group of ``prosjekt`` as it stood on ``dag``, in the groups' own order. Two queries."""
    return alle_grupper_paa(Gruppe.objects.filter(prosjekt=prosjekt), dag)


def alle_grupper_paa(grupper: QuerySet, dag: date) -> list[GruppePaa]:
    """Return ``grupper`` as they stood on ``dag``. Two queries whatever the number of groups and members."""
    return [_paa(gruppe, dag) for gruppe in _med_medlemskap(grupper)]


def _med_medlemskap(grupper: QuerySet) -> QuerySet:
    return grupper.select_related("prosjekt").prefetch_related(
        Prefetch("medlemskap", queryset=med_navn(Medlemskap.objects.all()))
    )


def grupper_paa_dager(prosjekt: Prosjekt, dager: Iterable[date]) -> dict[date, list[GruppePaa]]:
    """Return every group of ``prosjekt`` as it stood on each of ``dager``. Two queries, however many days."""
    grupper = list(_med_medlemskap(Gruppe.objects.filter(prosjekt=prosjekt)))
    return {dag: [_paa(gruppe, dag) for gruppe in grupper] for dag in dager}


def _paa(gruppe: Gruppe, dag: date) -> GruppePaa:
    alle = list(gruppe.medlemskap.all())
    medlemmer = i_rekkefoelge(rad for rad in alle if gjelder(rad.fra, rad.til, dag))
    return GruppePaa(
        gruppe=gruppe,
        medlemmer=medlemmer,
        tidligere=sorted(
            (rad for rad in alle if rad.til and rad.til <= dag), key=lambda rad: rad.til, reverse=True
        ),
        kommende=sorted((rad for rad in alle if rad.fra > dag), key=lambda rad: rad.fra),
        telling=tell(plass(rad) for rad in medlemmer),
    )


def alle_seter(medlemskap: QuerySet[Medlemskap]) -> list[Medlemskap]:
    """Return the seats of one person or organisation with their groups, the last to begin first. One query."""
    return list(medlemskap.select_related("gruppe__prosjekt", "organisasjon").order_by("-fra", "-pk"))


def slutter_snart(medlemskap: QuerySet[Medlemskap], dag: date, dager: int = SNART) -> list[Medlemskap]:
    """Return the seats among ``medlemskap`` held on ``dag`` that end within ``dager`` days, the first to end first."""
    rader = medlemskap.on_date(dag).filter(til__lte=dag + timedelta(days=dager))
    return list(rader.select_related("gruppe", "organisasjon", "person").order_by("til", "gruppe", "pk"))
