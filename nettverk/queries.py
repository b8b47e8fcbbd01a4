"""Read models: groups as they stood on a day, activities of a period. The pages and the report read the same."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Collate

from bosetting.brukere.models import Hendelse
from bosetting.felles.gyldighet import gjelder
from bosetting.felles.sqlite import NORSK

from .domain import Hodetelling, Plass, tell
from .models import Aktivitet, Gruppe, Medlemskap, Prosjekt, Resultatmaal

# Leaders first, observers and secretary last.
_REKKEFOELGE = {"leder": 0, "medlem": 1, "vara": 2, "kontaktperson": 1, "observatoer": 3, "sekretaer": 4}


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
    return Plass(medlemskap.organisasjon.navn, medlemskap.person_id, medlemskap.fra, medlemskap.til)


def grupper_paa(prosjekt: Prosjekt, dag: date) -> list[GruppePaa]:
    """Return every group of ``prosjekt`` as it stood on ``dag``, in the groups' own order. Two queries."""
    return alle_grupper_paa(Gruppe.objects.filter(prosjekt=prosjekt), dag)


def alle_grupper_paa(grupper: QuerySet, dag: date) -> list[GruppePaa]:
    """Return ``grupper`` as they stood on ``dag``. Two queries whatever the number of groups and members."""
    medlemskap = Medlemskap.objects.select_related("organisasjon", "person").order_by(
        Collate("organisasjon__navn", NORSK), Collate("funksjon", NORSK), "pk"
    )
    rader = grupper.select_related("prosjekt").prefetch_related(Prefetch("medlemskap", queryset=medlemskap))
    return [_paa(gruppe, dag) for gruppe in rader]


def _paa(gruppe: Gruppe, dag: date) -> GruppePaa:
    alle = list(gruppe.medlemskap.all())
    medlemmer = sorted(
        (rad for rad in alle if gjelder(rad.fra, rad.til, dag)), key=lambda rad: _REKKEFOELGE[rad.rolle]
    )
    return GruppePaa(
        gruppe=gruppe,
        medlemmer=medlemmer,
        tidligere=sorted(
            (rad for rad in alle if rad.til and rad.til <= dag), key=lambda rad: rad.til, reverse=True
        ),
        kommende=sorted((rad for rad in alle if rad.fra > dag), key=lambda rad: rad.fra),
        telling=tell(plass(rad) for rad in medlemmer),
    )


def aktiviteter_i(prosjekt: Prosjekt, fra: date, til: date) -> list[Aktivitet]:
    """Return activities whose first day lies in ``[fra, til)``, by date, with goals and organisers: three queries."""
    rader = Aktivitet.objects.i_perioden(fra, til).filter(prosjekt=prosjekt)
    return list(rader.prefetch_related("resultatmaal", "organisasjoner"))


def soek(aktiviteter: QuerySet, tekst: str) -> QuerySet:
    """Narrow to activities that mention ``tekst`` in title, place, target group or description."""
    felt = ("tittel", "sted", "maalgruppe", "beskrivelse")
    return aktiviteter.filter(Q(*((f"{navn}__icontains", tekst) for navn in felt), _connector=Q.OR))


def sist_lagret(rad) -> Hendelse | None:
    """Return the last trace of a row; that of a project may be of one of its goals. None when the log knows none."""
    spor = Q(objekttype=str(rad._meta.verbose_name), objekt_id=str(rad.pk))
    if isinstance(rad, Prosjekt):
        maal = Q(objekttype=str(Resultatmaal._meta.verbose_name))
        spor |= maal & (Q(foer__prosjekt=rad.pk) | Q(etter__prosjekt=rad.pk))
    return Hendelse.objects.filter(spor).select_related("bruker").first()
