"""Who gets which reminder: the rows that purring.vurder judges, put together. As many queries for 18 as for 428."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _

from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.domain import Rett, Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.norsk import langdato
from bosetting.kommuner.models import Kommune

from .domain import EM_VURDERES, Kommunestatus
from .models import Purreplan, Purring, Vilkaar
from .purretekst import (
    Purretekst,
    flettet,
    foreslaatt_plan,
    fristsetning,
    grunnsetning,
    mangelsetning,
    registreringssetning,
)
from .purring import Mangel, Trinn, Vurdering, mangel, trinndag, vurder
from .queries import statusliste


@dataclass(frozen=True)
class Plan:
    """The plan in force for a round: its own, or the one proposed (``versjon`` 0)."""

    trinn: tuple[Trinn, ...]
    aktiv_fra: date | None = None
    versjon: int = 0
    endret_av: Bruker | None = None

    @property
    def virkedager(self) -> list[int]:
        return [ett.virkedager for ett in self.trinn]

    def trinn_for(self, virkedager: int) -> Trinn:
        """Return the step; it must exist."""
        return next(ett for ett in self.trinn if ett.virkedager == virkedager)

    def dager(self, frist: date | None) -> list[tuple[Trinn, date]]:
        """Return each step with the day it falls on for ``frist``, earliest first; nothing without a deadline."""
        return [(ett, trinndag(frist, ett.virkedager)) for ett in self.trinn] if frist else []


@dataclass(frozen=True)
class Mottaker:
    """A kontaktperson and the address a reminder goes to."""

    bruker: int
    navn: str
    epost: str


@dataclass(frozen=True)
class Purrelinje:
    """One municipality of a round on a day: where it stands, what it gets, and who receives it."""

    kommune: Kommune
    status: Kommunestatus
    vurdering: Vurdering
    mottakere: tuple[Mottaker, ...]
    unaadd: str
    tekst: Purretekst | None = None

    @property
    def mangelsetning(self) -> str:
        """The sentence that names what it owes; it must owe something."""
        return mangelsetning(self.status, self.vurdering.mangler)

    @property
    def grunn(self) -> str:
        """The sentence that says why it is not reminded."""
        return grunnsetning(self.vurdering)


@dataclass(frozen=True)
class Purreoversikt:
    """What a day brings for a round: who is reminded, who should be and cannot be reached, and who is not, and why."""

    runde: Anmodningsrunde
    plan: Plan
    dag: date
    skal: list[Purrelinje]
    unaadde: list[Purrelinje]
    ikke: list[Purrelinje]


def plan_for(runde: Anmodningsrunde) -> Plan:
    """Return the plan of a round, or the proposed one. Two queries."""
    return planer([runde])[runde.pk]


def planer(runder: Iterable[Anmodningsrunde]) -> dict[int, Plan]:
    """Return the plan of each round, by the round's id. Two queries for all of them."""
    egne = {
        rad.runde_id: Plan(
            tuple(Trinn(ett.virkedager, ett.emne, ett.tekst) for ett in rad.trinn.all()),
            rad.aktiv_fra,
            rad.versjon,
            rad.endret_av,
        )
        for rad in Purreplan.objects.filter(runde__in=[runde.pk for runde in runder])
        .select_related("endret_av")
        .prefetch_related("trinn")
    }
    return {runde.pk: egne.get(runde.pk) or Plan(foreslaatt_plan()) for runde in runder}


def er_adresse(epost: str) -> bool:
    """Return whether a mail can be sent there."""
    try:
        validate_email(epost)
    except ValidationError:
        return False
    return True


def kontaktpersoner(kommune_ids, dag: date) -> dict[int, list[Mottaker]]:
    """Return who represents each municipality on ``dag`` and may log in, in order of name. One query."""
    rader = (
        Tilgang.objects.on_date(dag)
        .filter(rolle=Rolle.KONTAKTPERSON, kommune__in=kommune_ids, bruker__is_active=True)
        .order_by("bruker__navn", "bruker_id")
        .values_list("kommune_id", "bruker_id", "bruker__navn", "bruker__email")
        .distinct()
    )
    funnet: dict[int, list[Mottaker]] = {}
    for kommune, *felt in rader:
        funnet.setdefault(kommune, []).append(Mottaker(*felt))
    return funnet


def _ventedager(statuser: Iterable[Kommunestatus], runde: Anmodningsrunde) -> dict[int, date]:
    """Return the day each municipality has named itself for what it owes. One query."""
    statuser = list(statuser)
    em_dager = {}
    telles = {rad for status in statuser for rad in status.rader}
    for vedtak, dag in Vilkaar.objects.filter(
        type=EM_VURDERES, vedtak__aar=runde.aar, oppfoelging_dato__isnull=False
    ).values_list("vedtak_id", "oppfoelging_dato"):
        if vedtak in telles:
            em_dager[vedtak] = max(dag, em_dager.get(vedtak, dag))
    dager = {}
    for status in statuser:
        if mangel(status) == Mangel.EM:
            egne = [em_dager[rad] for rad in status.rader if rad in em_dager]
            if egne:
                dager[status.kommune] = max(egne)
        elif status.ny_dato:
            dager[status.kommune] = status.ny_dato
    return dager


def _kontakt(runde: Anmodningsrunde, avsender: Bruker | None, embetenavn: str) -> str:
    return f"{avsender.navn} ({avsender.email})" if avsender else embetenavn


def svaradresse(runde: Anmodningsrunde, by: Bruker | None, plan: Plan, dag: date) -> Bruker | None:
    """Return whom a municipality can ask: the one who sends, else the one who made the plan, while she works there."""
    for person in (by, plan.endret_av):
        if person is not None and runde.embete_id in person.omfang_paa(dag).embeter_med(Rett.LAGE_RUNDER):
            return person
    return None


def oversikt(
    runde: Anmodningsrunde,
    dag: date,
    *,
    by: Bruker | None = None,
    plan: Plan | None = None,
    valgt: int | None = None,
    av_seg_selv: bool = False,
    bare: Iterable[int] | None = None,
) -> Purreoversikt:
    """Return what ``dag`` brings for ``runde`` (with its embete loaded), in Norwegian order. Raises nothing.

    ``valgt`` is a step that somebody has chosen; without it each municipality's own step that is due. ``av_seg_selv``
    holds back the steps from before the plan was switched on. ``bare`` narrows to these municipalities.
    """
    plan = plan or plan_for(runde)
    kommuner = Kommune.objects.filter(pk__in=Anmodning.objects.filter(runde=runde).values("kommune"))
    if bare is not None:
        kommuner = kommuner.filter(pk__in=bare)
    rader = statusliste(kommuner, runde.aar, dag).rader
    ventedager = _ventedager((rad.status for rad in rader), runde)
    sendt: dict[int, dict] = {}
    for kommune, frist, virkedager, dato in Purring.objects.filter(anmodning__runde=runde).values_list(
        "anmodning__kommune", "frist", "virkedager", "dato"
    ):
        sendt.setdefault(kommune, {})[frist, virkedager] = dato
    personer = kontaktpersoner(kommuner, dag)
    avsender = svaradresse(runde, by, plan, dag)
    navn = runde.embete.navn_paa(dag)
    embetenavn = navn.navn if navn else str(runde.embete)
    felles = {
        "aar": str(runde.aar),
        "sendt": langdato(runde.sendt_dato),
        "embete": embetenavn,
        "kontakt": _kontakt(runde, avsender, embetenavn),
    }
    skal, unaadde, ikke = [], [], []
    for rad in rader:
        vurdering = vurder(
            rad.status,
            runde=runde.pk,
            ventedag=ventedager.get(rad.kommune.pk),
            trinn=plan.virkedager,
            sendt=sendt.get(rad.kommune.pk, {}),
            dag=dag,
            aktiv_fra=plan.aktiv_fra if av_seg_selv else None,
            valgt=valgt,
        )
        mottakere, unaadd = _mottakere(personer.get(rad.kommune.pk, []))
        tekst = _tekst(rad, vurdering, plan, felles, dag) if vurdering.skal else None
        linje = Purrelinje(rad.kommune, rad.status, vurdering, mottakere, unaadd, tekst)
        (ikke if not vurdering.skal else skal if mottakere else unaadde).append(linje)
    return Purreoversikt(runde, plan, dag, skal, unaadde, ikke)


def _mottakere(personer: list[Mottaker]) -> tuple[tuple[Mottaker, ...], str]:
    """Return those who can be reached, and why nobody can. Several with one address get one mail."""
    if not personer:
        return (), _("Ingen aktiv kontaktperson.")
    etter_adresse = {
        person.epost.lower(): person for person in reversed(personer) if er_adresse(person.epost)
    }
    naaes = tuple(person for person in personer if etter_adresse.get(person.epost.lower()) is person)
    return naaes, "" if naaes else _("Kontaktpersonen har ingen gyldig e-postadresse.")


def _tekst(rad, vurdering: Vurdering, plan: Plan, felles: dict[str, str], dag: date) -> Purretekst:
    verdier = felles | {
        "kommune": rad.kommune.navn,
        "mangler": mangelsetning(rad.status, vurdering.mangler),
        "frist": langdato(vurdering.frist),
        "fristsetning": fristsetning(rad.status, vurdering.frist, vurdering.mangler, dag),
        # Her own page shows what is open and opens the right form: a new answer, or the EM of one that is given.
        "registrering": registreringssetning(
            settings.NETTADRESSE and settings.NETTADRESSE + reverse("vedtak:min-kommune")
        ),
    }
    return flettet(plan.trinn_for(vurdering.virkedager), verdier)
