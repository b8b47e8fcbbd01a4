"""Embeter and people for tests."""

from datetime import date, timedelta

import factory

from bosetting.brukere.kalenderadresser import fingeravtrykk
from bosetting.brukere.models import Bruker, Embete, EmbeteNavn, Invitasjon, Tilgang
from bosetting.felles.dag import naa
from tests.kommuner.factories import FylkeFactory

PASSORD = "hest-batteri-stift-7"


class EmbeteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Embete
        django_get_or_create = ("omraade",)
        skip_postgeneration_save = True

    omraade = "Østfold"

    @factory.post_generation
    def fylker(embete, create, numre):
        embete.fylker.add(*(FylkeFactory(nr=nr) for nr in numre or ("01",)))
        EmbeteNavn.objects.get_or_create(
            embete=embete,
            fra=date(1900, 1, 1),
            defaults={"navn": f"Fylkesmannen i {embete.omraade}", "tittel": "fylkesmann"},
        )


class BrukerFactory(factory.django.DjangoModelFactory):
    """A person; pass ``rolle`` with ``embete`` or ``kommune`` to give her a role from 2000 on."""

    class Meta:
        model = Bruker
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    navn = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def passord(bruker, create, verdi):
        bruker.set_password(verdi or PASSORD)
        bruker.save()

    @factory.post_generation
    def tilgang(bruker, create, felt):
        if felt:
            Tilgang.objects.create(bruker=bruker, fra=date(2000, 1, 1), **felt)


class InvitasjonFactory(factory.django.DjangoModelFactory):
    """An open invitation to ``kommuner``, sent today; ``hemmelighet`` is the secret of its link."""

    class Meta:
        model = Invitasjon
        skip_postgeneration_save = True
        exclude = ["hemmelighet"]

    hemmelighet = factory.Sequence(lambda n: f"hemmelighet-nummer-{n:024d}")
    embete = factory.SubFactory(EmbeteFactory)
    email = factory.Sequence(lambda n: f"invitert{n}@example.test")
    navn = factory.Sequence(lambda n: f"Invitert {n}")
    fingeravtrykk = factory.LazyAttribute(lambda rad: fingeravtrykk(rad.hemmelighet))
    opprettet_av = factory.SubFactory(BrukerFactory)
    opprettet_at = factory.LazyFunction(naa)
    sendt_at = factory.SelfAttribute("opprettet_at")
    utloeper_at = factory.LazyAttribute(lambda rad: rad.opprettet_at + timedelta(days=14))

    class Params:
        utloept = factory.Trait(opprettet_at=factory.LazyFunction(lambda: naa() - timedelta(days=15)))

    @factory.post_generation
    def kommuner(invitasjon, create, kommuner):
        invitasjon.kommuner.set(kommuner or [])
