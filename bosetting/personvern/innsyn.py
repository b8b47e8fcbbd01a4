"""Everything about one person: her own rows, what she has done, and where the name stands in what others wrote."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from .politikk import BRUKER, PERSONER, Modell, politikk
from .registrert import Registrert, innen, klasse, samme, sluttfelt


@dataclass(frozen=True)
class Rader:
    """Rows of one model, and the field that makes them hers when it is not the whole row that is."""

    modell: Modell
    rader: models.QuerySet
    felt: models.Field | None = None

    @property
    def navn(self) -> str:
        return str(klasse(self.modell)._meta.verbose_name_plural)


def egne(hvem: Registrert) -> Iterator[Rader]:
    """Yield the rows that are about her: those she owns, and those with her address."""
    for modell in politikk().modeller.values():
        if modell.eier or modell.epost:
            yield Rader(modell, _hos(modell, hvem).filter(_er(modell, hvem)).order_by("pk"))


def _hos(modell: Modell, hvem: Registrert) -> models.QuerySet:
    # What belongs to no embete belongs to an account, and whoever reaches the account reaches it.
    return innen(modell, hvem.rekkevidde) if modell.embete else klasse(modell)._default_manager.all()


def _er(modell: Modell, hvem: Registrert) -> Q:
    return eid(modell, hvem) | med_adressen(modell, hvem)


def eid(modell: Modell, hvem: Registrert) -> Q:
    """Return the condition that a row is hers by account or person."""
    hennes = Q(pk__in=[])
    if modell.etikett in PERSONER:
        hennes |= Q(pk__in=hvem.brukere if modell.etikett == BRUKER else hvem.personer)
    for sti in modell.eier:
        hennes |= Q(**{f"{sti}__in": hvem.noekler(sluttfelt(modell, sti))})
    return hennes


def med_adressen(modell: Modell, hvem: Registrert) -> Q:
    """Return the condition that a row has her address and her name."""
    return samme(modell, hvem.eposter, hvem.navn) if modell.epost else Q(pk__in=[])


@dataclass(frozen=True)
class Henvisninger:
    """Rows of one model, and for each field of it the condition that it points to her or names her."""

    modell: Modell
    rader: models.QuerySet
    felter: dict[models.Field, Q]

    def hver(self) -> Iterator[Rader]:
        """Yield the rows field by field."""
        for felt, hennes in self.felter.items():
            yield Rader(self.modell, self.rader.filter(hennes).order_by("pk"), felt)

    def antall(self) -> Iterator[tuple[Rader, int]]:
        """Yield the rows field by field with how many they are, where there are any. One query."""
        hver = list(self.hver())
        tall = self.rader.filter(reduce(or_, self.felter.values())).aggregate(
            **{f"_{nr}": Count("pk", filter=hennes) for nr, hennes in enumerate(self.felter.values())}
        )
        for nr, rader in enumerate(hver):
            if antall := tall[f"_{nr}"]:
                yield rader, antall


def gjort(hvem: Registrert) -> Iterator[Henvisninger]:
    """Yield the models whose rows only point to her: what she registered, answered for or changed."""
    for modell in politikk().modeller.values():
        felter = {}
        for navn in modell.peker:
            felt = klasse(modell)._meta.get_field(navn)
            if navn not in modell.eier:
                felter[felt] = Q(**{f"{navn}__in": hvem.noekler(felt)})
        if felter:
            yield Henvisninger(modell, _hos(modell, hvem), felter)


def soekeord(hvem: Registrert) -> list[str]:
    """Return what she may be named by in a text: her addresses, and names of more than one word."""
    return sorted([*hvem.eposter, *(navn for navn in hvem.navn if len(navn.split()) > 1)])


def nevnt(hvem: Registrert) -> Iterator[Henvisninger]:
    """Yield the models where a name or an address of hers may stand in what somebody wrote."""
    ord_ = soekeord(hvem)
    for modell in politikk().modeller.values() if ord_ else ():
        rader, felter = innen(modell, hvem.rekkevidde), {}
        fast = [navn for navn, maate in modell.felt.items() if maate == "arkiv"]
        for navn in [*modell.fritekst, *fast]:
            felt = klasse(modell)._meta.get_field(navn)
            if isinstance(felt, models.BinaryField) or navn in (modell.epost, modell.navn):
                continue
            som_tekst = isinstance(felt, models.JSONField)
            if som_tekst:
                rader = rader.annotate(**{f"_{navn}": Cast(navn, TextField())})
            felter[felt] = _med_ord(f"_{navn}" if som_tekst else navn, ord_, som_json=som_tekst)
        if felter and (hvem.rekkevidde is None or modell.embete):
            yield Henvisninger(modell, rader, felter)


def _med_ord(navn: str, ord_: list[str], *, som_json: bool) -> Q:
    if som_json:
        # SQLite keeps letters beyond ASCII as JSON escapes them.
        ord_ = sorted({*ord_, *(json.dumps(ett)[1:-1] for ett in ord_)})
    return reduce(or_, (Q(**{f"{navn}__icontains": ett}) for ett in ord_))
