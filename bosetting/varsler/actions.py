"""Telling people: a notice is written together with what it tells of, and goes by e-mail in the background."""

from collections.abc import Iterable

from django.db import transaction

from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa

from .models import Varsel


@transaction.atomic
def varsle(
    *,
    til: Iterable[Bruker],
    slag: str,
    tittel: str,
    tekst: str,
    noekkel: str,
    url_sti: str = "",
    epost: bool = True,
) -> list[Varsel]:
    """Write a notice to each of ``til`` and return those that are new. Call it inside the write that it tells of.

    ``noekkel`` (at most 100 characters) is the same for the same happening: each person is told of it once.
    ``url_sti`` is the path of the page where she acts on it.
    """
    personer = {person.pk: person for person in til}
    fortalt = set(
        Varsel.objects.filter(bruker__in=personer, noekkel=noekkel).values_list("bruker", flat=True)
    )
    tid = naa()
    return Varsel.objects.bulk_create(
        Varsel(
            bruker=person, slag=slag, tittel=tittel, tekst=tekst, noekkel=noekkel, url_sti=url_sti, epost=epost,
            opprettet_at=tid,
        )
        for pk, person in personer.items()
        if pk not in fortalt
    )  # fmt: skip
