"""Every write to persons: created, changed, and found again as the one who logs in."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde
from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Bruker, Embete, Tilgang
from bosetting.felles.dag import i_dag
from bosetting.felles.hinder import Hinder
from bosetting.felles.sqlite import NORSK
from bosetting.kommuner.models import Kommune

from . import organisasjoner
from .models import Organisasjon, Person
from .personregler import Kjenning, liknende
from .skriving import en_gang, krev_versjon, sett, skriv_endret, skriv_ny


class Liknende(Hinder):
    """There are people who may be the same one. Nothing was saved; ``personer`` are they."""

    def __init__(self, personer: list[Person]):
        self.personer = personer
        super().__init__([(None, _("Personen kan finnes fra før. Se på dem som likner, før du lagrer."))])


def opprett_person(
    *, by, embete: Embete, organisasjon: str, avdeling: str, felt: dict, bekreftet: bool, noekkel: UUID
) -> Person:
    """Add a person. The same key again returns the first one. Raises Hinder.

    ``organisasjon`` and its ``avdeling`` are names; those the embete does not have yet are created. Raises Liknende
    when somebody has her name or address, unless ``bekreftet``.
    """

    def skriv():
        person = Person(embete=embete, noekkel=noekkel, **felt)
        if not bekreftet:
            _krev_ukjent(person)
        _sett_organisasjon(by, person, organisasjon, avdeling)
        _krev_ledig_bruker(person)
        return skriv_ny(by, person, "opprettet person")

    return en_gang(Person, noekkel, skriv)


@transaction.atomic
def endre_person(
    *, by, person: Person, organisasjon: str, avdeling: str, felt: dict, bekreftet: bool, versjon: int
) -> Person:
    """Change what is known of a person. Raises Samtidig, Liknende (see ``opprett_person``), Hinder."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.anonymisert_at:
        raise Hinder([(None, _("Personen er anonymisert og kan ikke endres."))])
    foer = bilde(person)
    sett(person, felt)
    _sett_organisasjon(by, person, organisasjon, avdeling)
    etter = bilde(person)
    if etter == foer:
        return person
    krev_versjon(person, versjon)
    if not bekreftet and any(etter[navn] != foer[navn] for navn in ("navn", "epost")):
        _krev_ukjent(person)
    _krev_ledig_bruker(person)
    return skriv_endret(by, person, "endret person", foer)


def liknende_personer(embete: Embete, navn: str, epost: str, utenom: int | None = None) -> list[Person]:
    """Return the embete's people who may be the one called ``navn``, by name. One query."""
    rader = {
        rad.pk: rad
        for rad in Person.objects.filter(embete=embete, anonymisert_at=None)
        .select_related("organisasjon")
        .order_by(Collate("navn", NORSK), "pk")
    }
    kjenninger = [Kjenning(rad.pk, rad.navn, rad.epost) for rad in rader.values()]
    return [rader[ett.noekkel] for ett in liknende(Kjenning(utenom, navn, epost), kjenninger)]


def _krev_ukjent(person) -> None:
    if funnet := liknende_personer(person.embete, person.navn, person.epost, utenom=person.pk):
        raise Liknende(funnet)


def _krev_ledig_bruker(person) -> None:
    if not person.bruker:
        return
    andre = Person.objects.filter(embete=person.embete_id, bruker=person.bruker).exclude(pk=person.pk)
    if annen := andre.select_related("organisasjon").first():
        grunn = _("Brukeren er alt knyttet til %(person)s.") % {"person": annen}
        raise Hinder([("bruker", grunn)])


def _sett_organisasjon(by, person, organisasjon, avdeling) -> None:
    person.organisasjon = organisasjoner.finn_eller_opprett(by=by, embete=person.embete, navn=organisasjon)
    person.avdeling = organisasjoner.avdeling_i(by=by, organisasjon=person.organisasjon, navn=avdeling)


def valgbare_brukere(embete: Embete, dag: date, *, beholdt: int | None = None) -> QuerySet[Bruker]:
    """Return those who log in for ``embete`` or one of its municipalities on ``dag``, by name; ``beholdt`` always."""
    tilganger = Tilgang.objects.on_date(dag).filter(Q(embete=embete) | Q(kommune__fylke__embeter=embete))
    gjelder = Q(is_active=True, pk__in=tilganger.values("bruker"))
    return Bruker.objects.filter(gjelder | Q(pk=beholdt)).order_by("navn", "pk")


def person_for_bruker(*, by, embete: Embete, bruker: Bruker, dag: date | None = None) -> Person:
    """Return the embete's person who logs in as ``bruker``; made the first time, from what is known of the user.

    A person with the address she logs in with, linked to nobody, is the same. The organisation of a new one is the
    municipality she represents, or the embete itself. Two at once make one.
    """
    if finnes := _for_bruker(embete, bruker):
        return finnes
    try:
        with transaction.atomic():
            return _knytt(by, embete, bruker, dag or i_dag())
    except (IntegrityError, Hinder):
        # The other was written after we looked: it is met when we validate, or when we save.
        if finnes := _for_bruker(embete, bruker):
            return finnes
        raise


def _for_bruker(embete, bruker) -> Person | None:
    return Person.objects.filter(embete=embete, bruker=bruker).select_related("organisasjon").first()


def _knytt(by, embete, bruker, dag) -> Person:
    kjente = list(
        Person.objects.select_for_update()
        .filter(embete=embete, bruker=None, anonymisert_at=None, epost__iexact=bruker.email)
        .order_by("pk")
    )
    if len(kjente) > 1:
        # A mailbox that several share: only the name tells who logs in.
        kjente = [person for person in kjente if person.navn.casefold() == bruker.navn.casefold()]
    if kjente:
        person, foer = kjente[0], bilde(kjente[0])
        person.bruker = bruker
        return skriv_endret(by, person, "knyttet person til bruker", foer)
    person = Person(
        embete=embete,
        navn=bruker.navn,
        epost=bruker.email,
        telefon=bruker.telefon,
        bruker=bruker,
        organisasjon=_organisasjon(by, embete, bruker, dag),
    )
    return skriv_ny(by, person, "opprettet person")


def _organisasjon(by, embete, bruker, dag) -> Organisasjon:
    kommuner = Kommune.objects.filter(
        fylke__embeter=embete,
        pk__in=bruker.tilganger.on_date(dag).filter(rolle=Rolle.KONTAKTPERSON).values("kommune"),
    )
    if kommune := kommuner.order_by("nr", "pk").first():
        return organisasjoner.for_kommune(by=by, embete=embete, kommune=kommune)
    navn = embete.navn_paa(dag)
    return organisasjoner.finn_eller_opprett(by=by, embete=embete, navn=navn.navn if navn else str(embete))


def valgbare(bruker: Bruker, embete: Embete) -> QuerySet[Person]:
    """Return the people of ``embete`` whom ``bruker`` may choose among, by name: what a PersonField asks for."""
    rader = Person.objects.for_bruker(bruker).filter(embete=embete, anonymisert_at=None)
    return rader.select_related("organisasjon").order_by(Collate("navn", NORSK), "pk")
