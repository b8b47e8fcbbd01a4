"""The outreach list: the score of every municipality with something outstanding, and what one needs before calling.

A fixed number of queries, as many for 18 municipalities as for 428.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.kommuner.models import Kommune

from . import domain, oppsoeking
from .models import Dialog
from .oppfoelging import aapne_foerst_ut, dialogkommuner
from .queries import anmodningsrader, statusliste, svarrader


@dataclass(frozen=True)
class Oppsoekingsrad:
    """One municipality to contact: its place on the list, score and status, the dialogue so far, and whom to call.

    ``kontaktpersoner`` are (name, e-mail address); ``aapen`` is the open follow-up that comes first.
    """

    plass: int
    kommune: Kommune
    status: domain.Kommunestatus
    poeng: oppsoeking.Poeng
    siste: Dialog | None
    aapen: Dialog | None
    kontaktpersoner: list[tuple[str, str]]


@dataclass(frozen=True)
class Oppsoekingsliste:
    """The list of one settlement year on one day, and how many municipalities are left out of it, by reason."""

    aar: int
    dag: date
    rader: list[Oppsoekingsrad]
    uten_utestaaende: int
    ikke_anmodet: int


def oppsoekingsliste(bruker: Bruker, aar: int, dag: date) -> Oppsoekingsliste:
    """Return the list for the municipalities whose dialogue ``bruker`` keeps, as the figures stand on ``dag``."""
    kommuner = dialogkommuner(bruker, dag)
    alle = statusliste(kommuner, aar, dag).rader
    anmodede = [rad for rad in alle if rad.status.anmodet is not None]
    med = {rad.kommune.pk: rad for rad in anmodede if oppsoeking.utestaaende(rad.status)}
    aarene = range(aar - oppsoeking.AAR_TILBAKE, aar)
    tidligere = _tidligere(kommuner, list(med), aarene, dag)
    siste, aapne, kontaktpersoner = _dialog(bruker, kommuner, dag)
    rangert = oppsoeking.rangert(
        oppsoeking.poeng(oppsoeking.grunnlag(rad.kommune.nr, rad.status, tidligere[pk], aarene))
        for pk, rad in med.items()
    )
    return Oppsoekingsliste(
        aar=aar,
        dag=dag,
        rader=[
            Oppsoekingsrad(
                plass=plass,
                kommune=med[pk].kommune,
                status=med[pk].status,
                poeng=poeng,
                siste=siste.get(pk),
                aapen=aapne.get(pk),
                kontaktpersoner=kontaktpersoner.get(pk, []),
            )
            for plass, poeng in enumerate(rangert, start=1)
            for pk in [poeng.grunnlag.kommune]
        ],
        uten_utestaaende=len(anmodede) - len(med),
        ikke_anmodet=len(alle) - len(anmodede),
    )


def _tidligere(kommuner: QuerySet[Kommune], ider: list[int], aarene, dag: date) -> dict[int, list]:
    """Return the status of each municipality in each of ``aarene``, as it stands on ``dag``. Two queries a year."""
    statuser: dict[int, list] = {pk: [] for pk in ider}
    under = kommuner.order_by().values("pk")
    for aar in aarene:
        for ett in domain.status(ider, anmodningsrader(aar, under), svarrader(aar, under), dag):
            statuser[ett.kommune].append(ett)
    return statuser


def _dialog(bruker: Bruker, kommuner: QuerySet[Kommune], dag: date) -> tuple[dict, dict, dict]:
    """Return, by municipality: the latest contact, the open follow-up that comes first, the kontaktpersoner."""
    under = kommuner.order_by().values("pk")
    egne = Dialog.objects.for_bruker(bruker).filter(kommune__in=under).defer("notat")
    siste = {dialog.kommune_id: dialog for dialog in _siste(egne)}
    aapne: dict[int, Dialog] = {}
    for dialog in aapne_foerst_ut(egne):
        aapne.setdefault(dialog.kommune_id, dialog)
    personer: dict[int, list[tuple[str, str]]] = {}
    tilganger = Tilgang.objects.on_date(dag).filter(
        rolle=Rolle.KONTAKTPERSON, kommune__in=under, bruker__is_active=True
    )
    for kommune, navn, epost in tilganger.order_by("bruker__navn", "bruker__email").values_list(
        "kommune", "bruker__navn", "bruker__email"
    ):
        personer.setdefault(kommune, []).append((navn, epost))
    return siste, aapne, personer


def _siste(dialoger: QuerySet[Dialog]) -> QuerySet[Dialog]:
    """Return the latest contact of each municipality; of two on one day the one registered last."""
    nyere = dialoger.filter(kommune=OuterRef("kommune")).filter(
        Q(dato__gt=OuterRef("dato")) | Q(dato=OuterRef("dato"), pk__gt=OuterRef("pk"))
    )
    return dialoger.filter(~Exists(nyere))
