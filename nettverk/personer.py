"""Every write to persons: created, changed, and found again as the one who logs in."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Collate

from bosetting.brukere.actions import bilde
from bosetting.brukere.domain import Rolle
from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.dag import i_dag
from bosetting.felles.sqlite import NORSK
from bosetting.kommuner.models import Kommune

from . import organisasjoner
from .models import Organisasjon, Person
from .skriving import skriv_endret, skriv_ny


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
    except IntegrityError:
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
