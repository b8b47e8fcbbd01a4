"""Which municipalities somebody answers for: by her access, and by a seat in the network; the one from the other."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from bosetting.brukere.domain import Rett, Rolle
from bosetting.brukere.models import Bruker, Tilgang
from bosetting.felles.sqlite import norsk_noekkel
from bosetting.kommuner.models import Fylke, Kommune

from . import medlemskap, organisasjoner, personer
from .medlemsliste import med_navn
from .models import Gruppe, Medlemskap
from .skriving import skriv_ny

NETTVERK = "nettverk"


@dataclass
class Dekning:
    """One municipality on a day: those who represent it and can log in, and its seats in the network.

    ``navngis``: the reader may see who they are.
    """

    kommune: Kommune
    navngis: bool
    brukere: list[Bruker] = field(default_factory=list)
    plasser: list[Medlemskap] = field(default_factory=list)


def kommuner_i(embeter, dag: date) -> QuerySet[Kommune]:
    """Return the municipalities that ``embeter`` cover on ``dag``, in Norwegian order."""
    return Kommune.objects.filter(fylke__in=_fylker(embeter)).on_date(dag).norsk()


def _fylker(embeter) -> QuerySet[Fylke]:
    return Fylke.objects.filter(embeter__in=embeter)


def _tilganger(embeter, dag: date) -> QuerySet[Tilgang]:
    """Return the accesses with which somebody active answers for a municipality of ``embeter`` on ``dag``."""
    rader = Tilgang.objects.on_date(dag).filter(
        rolle=Rolle.KONTAKTPERSON, bruker__is_active=True, kommune__fylke__in=_fylker(embeter)
    )
    return rader.select_related("bruker", "kommune").order_by("bruker__navn", "pk")


def dekning(bruker: Bruker, dag: date) -> list[Dekning]:
    """Return every municipality of the embeter whose network ``bruker`` sees, covered or not. Four queries."""
    embeter = bruker.omfang.embeter_med(Rett.SE_NETTVERK)
    navngis = set(_fylker(bruker.omfang.embeter_med(Rett.SE_PERSONER)).values_list("pk", flat=True))
    rader = {ett.pk: Dekning(ett, ett.fylke_id in navngis) for ett in kommuner_i(embeter, dag)}
    for tilgang in _tilganger(embeter, dag):
        if rad := rader.get(tilgang.kommune_id):
            rad.brukere.append(tilgang.bruker)
    nettverk = Gruppe.objects.for_bruker(bruker).filter(slag=NETTVERK, prosjekt__embete__in=embeter)
    plasser = Medlemskap.objects.on_date(dag).filter(gruppe__in=nettverk, organisasjon__kommune__isnull=False)
    for plass in med_navn(plasser):
        if rad := rader.get(plass.organisasjon.kommune_id):
            rad.plasser.append(plass)
    return list(rader.values())


def kommuner_uten_kontaktperson(bruker: Bruker, dag: date) -> list[Kommune]:
    """Return the municipalities of the embeter whose network ``bruker`` sees that nobody can log in for. One query."""
    embeter = bruker.omfang.embeter_med(Rett.SE_NETTVERK)
    return list(
        kommuner_i(embeter, dag).exclude(pk__in=_tilganger(embeter, dag).order_by().values("kommune"))
    )


@dataclass(frozen=True)
class Henteplan:
    """What fetching the contact persons would do to a group: who is given a seat, and whose seat no longer holds.

    ``erstattes`` are seats of contact persons whose name nobody wrote: they end as those who are known take over, so
    that no head is counted twice, and nobody is said to have sat there before she is known to.
    """

    nye: list[Tilgang]
    sluttet: list[Medlemskap]
    erstattes: list[Medlemskap]
    staar: int


def henteplan(gruppe: Gruppe, dag: date) -> Henteplan:
    """Compare the municipalities' contact persons on ``dag`` with the group's seats. Two queries."""
    tilganger = list(_tilganger([gruppe.prosjekt.embete_id], dag))
    i_kommunene = Medlemskap.objects.filter(gruppe=gruppe, organisasjon__kommune__isnull=False)
    seter = list(med_navn(i_kommunene.ikke_over(dag)))
    kjente = [sete for sete in seter if sete.person]
    ukjente = [sete for sete in seter if not sete.person and _kan_avsluttes(sete, dag)]
    nye, erstattes, staar = [], [], set()
    for tilgang in tilganger:
        egne = [sete.pk for sete in kjente if _er_hennes(sete, tilgang)]
        staar.update(egne)
        if egne:
            continue
        nye.append(tilgang)
        ledig = [sete for sete in ukjente if sete.organisasjon.kommune_id == tilgang.kommune_id]
        if ledig:
            ukjente.remove(ledig[0])
            erstattes.append(ledig[0])
    sluttet = [
        sete
        for sete in kjente
        if sete.pk not in staar and sete.person.bruker_id and _kan_avsluttes(sete, dag)
    ]
    nye.sort(
        key=lambda tilgang: (norsk_noekkel(tilgang.kommune.navn), tilgang.kommune.nr, tilgang.bruker.navn)
    )
    return Henteplan(nye, sluttet, erstattes, len(staar))


def _kan_avsluttes(sete: Medlemskap, dag: date) -> bool:
    return sete.rolle == "kontaktperson" and sete.fra < dag and sete.til is None


def _er_hennes(sete: Medlemskap, tilgang: Tilgang) -> bool:
    """Return whether a seat is that of the one who logs in, also where nobody has said so but by her address."""
    if sete.organisasjon.kommune_id != tilgang.kommune_id:
        return False
    person = sete.person
    if person.bruker_id:
        return person.bruker_id == tilgang.bruker_id
    return bool(person.epost) and person.epost.casefold() == tilgang.bruker.email.casefold()


@transaction.atomic
def hent_kontaktpersoner(*, by, gruppe: Gruppe, dag: date, avslutt: bool) -> Henteplan:
    """Give every contact person without one a seat for her municipality from ``dag``. Again, or two at once, adds none.

    ``avslutt``: end the seats of those who are no longer contact persons. Returns what was done.
    """
    gruppe = (
        Gruppe.objects.select_for_update(of=("self",)).select_related("prosjekt__embete").get(pk=gruppe.pk)
    )
    plan, embete = henteplan(gruppe, dag), gruppe.prosjekt.embete
    for plass in plan.erstattes:
        medlemskap.avslutt_medlemskap(by=by, medlemskap=plass, til=dag)
    for tilgang in plan.nye:
        plass = Medlemskap(
            gruppe=gruppe,
            person=personer.person_for_bruker(by=by, embete=embete, bruker=tilgang.bruker, dag=dag),
            organisasjon=organisasjoner.for_kommune(by=by, embete=embete, kommune=tilgang.kommune),
            funksjon="kontaktperson",
            rolle="kontaktperson",
            fra=dag,
        )
        skriv_ny(by, plass, "opprettet medlemskap")
    if not avslutt:
        return replace(plan, sluttet=[])
    for plass in plan.sluttet:
        medlemskap.avslutt_medlemskap(by=by, medlemskap=plass, til=dag)
    return plan
