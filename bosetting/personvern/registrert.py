"""Whom a question is about: one person, found by her account, her row in the network or her e-mail address.

A prosjektleder finds what her own embete answers for; the systemansvarlig finds everything. Accounts that also belong
to another embete are the systemansvarlig's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Tilgang

from .politikk import BRUKER, PERSON, Modell, politikk

MAKS_TREFF = 50
MINSTE_SOEK = 3

# The embeter somebody answers for; None is all of them, and what belongs to none.
Rekkevidde = frozenset[int] | None


@dataclass(frozen=True)
class Treff:
    """A row that may be about the one who is looked for."""

    modell: str
    type: str
    pk: int
    navn: str
    epost: str


@dataclass(frozen=True)
class Registrert:
    """One person as far as ``rekkevidde`` reaches: her accounts, her rows in the network, her addresses and names."""

    rekkevidde: Rekkevidde
    brukere: frozenset[int]
    personer: frozenset[int]
    eposter: frozenset[str]
    navn: frozenset[str]

    def noekler(self, felt: models.Field) -> frozenset[int]:
        """Return the keys of her rows that ``felt`` may point to."""
        return self.personer if felt.related_model._meta.label == PERSON else self.brukere


def rekkevidde(bruker: Bruker) -> Rekkevidde:
    """Return what ``bruker`` answers for."""
    omfang = bruker.omfang
    if omfang.alt and Rett.FORVALTE_PERSONVERN in omfang.rettigheter:
        return None
    return omfang.embeter_med(Rett.FORVALTE_PERSONVERN)


def klasse(modell: Modell) -> type[models.Model]:
    return apps.get_model(modell.etikett)


def sluttfelt(modell: Modell, sti: str) -> models.Field:
    """Return the last field of a path of the ORM from ``modell``."""
    her, felt = klasse(modell), None
    for ledd in sti.split("__"):
        felt = her._meta.get_field(ledd)
        her = felt.related_model or her
    return felt


def innen(modell: Modell, hvor: Rekkevidde) -> models.QuerySet:
    """Return the rows of ``modell`` that ``hvor`` reaches by what the row itself belongs to."""
    rader = klasse(modell)._default_manager.all()
    if hvor is None:
        return rader
    if not modell.embete:
        return rader.none()
    i_embete = Q()
    for sti in modell.embete:
        i_embete |= Q(**{f"{sti}__in": hvor})
    rader = rader.filter(pk__in=rader.filter(i_embete).values("pk"))
    return rader.exclude(pk__in=_hos_andre(hvor)) if modell.etikett == BRUKER else rader


def _hos_andre(hvor: frozenset[int]) -> models.QuerySet:
    """Return the accounts that have, or have had, a role outside ``hvor``."""
    hjemme = Q(embete__in=hvor) | Q(kommune__fylke__embeter__in=hvor)
    return Tilgang.objects.exclude(pk__in=Tilgang.objects.filter(hjemme).values("pk")).values("bruker")


def kilder() -> dict[str, Modell]:
    """Return the models whose rows are somebody by name and address, by what addresses here call them."""
    return {
        klasse(modell)._meta.model_name: modell for modell in politikk().modeller.values() if modell.epost
    }


def soek(hvor: Rekkevidde, tekst: str) -> list[Treff]:
    """Return the rows with an address or a name like ``tekst``: an address must be whole, a name may be a part."""
    tekst = tekst.strip()
    if len(tekst) < MINSTE_SOEK:
        return []
    treff = []
    for navn, modell in kilder().items():
        likt = (
            Q(**{f"{modell.epost}__iexact": tekst})
            if "@" in tekst
            else Q(**{f"{modell.navn}__icontains": tekst})
        )
        treff += _treff(navn, modell, innen(modell, hvor).filter(likt))
    return treff[:MAKS_TREFF]


def finn(hvor: Rekkevidde, kilde: str, pk: int) -> Registrert | None:
    """Return the person behind one row, and all that is hers by account, or by both address and name.

    None out of reach. A mailbox that several share does not make them one: see ``andre_med_adressen``.
    """
    modell = kilder().get(kilde)
    rad = innen(modell, hvor).filter(pk=pk).first() if modell else None
    if rad is None:
        return None
    funnet: dict[str, set[int]] = {BRUKER: set(), PERSON: set()}
    eposter, navn = set(), set()
    nye = [(modell, rad)]
    while nye:
        for ett, raden in nye:
            if ett.etikett in funnet:
                funnet[ett.etikett].add(raden.pk)
            eposter.add(getattr(raden, ett.epost).lower())
            navn.add(getattr(raden, ett.navn))
        lenket = {etikett: set(noekler) | _peker_paa(etikett, nye) for etikett, noekler in funnet.items()}
        nye = [
            (ett, raden)
            for ett in (politikk().modeller[BRUKER], politikk().modeller[PERSON])
            for raden in innen(ett, hvor).filter(
                Q(pk__in=lenket[ett.etikett]) | _lenket_til(ett, lenket) | samme(ett, eposter, navn)
            )
            if raden.pk not in funnet[ett.etikett]
        ]
    return Registrert(hvor, *map(frozenset, (funnet[BRUKER], funnet[PERSON], eposter - {""}, navn - {""})))


def _peker_paa(etikett: str, rader: list[tuple[Modell, models.Model]]) -> set[int]:
    """Return the keys of the accounts (or people) that these rows say they are."""
    return {
        verdi
        for modell, rad in rader
        for sti in modell.eier
        if "__" not in sti and not modell.vara
        for felt in [sluttfelt(modell, sti)]
        if felt.related_model._meta.label == etikett and (verdi := getattr(rad, felt.attname))
    }


def _lenket_til(modell: Modell, lenket: dict[str, set[int]]) -> Q:
    hennes = Q(pk__in=[])
    for sti in modell.eier:
        hennes |= Q(**{f"{sti}__in": lenket[sluttfelt(modell, sti).related_model._meta.label]})
    return hennes


def samme(modell: Modell, eposter: Iterable[str], navn: Iterable[str]) -> Q:
    """Return the condition that a row has one of the addresses and one of the names."""
    adressen, navnet = _lik(modell.epost, eposter), _lik(modell.navn, navn)
    return adressen & navnet


def _lik(felt: str, verdier: Iterable[str]) -> Q:
    lik = Q(pk__in=[])
    for verdi in filter(None, verdier):
        lik |= Q(**{f"{felt}__iexact": verdi})
    return lik


def andre_med_adressen(hvem: Registrert) -> list[Treff]:
    """Return the rows that have an address of hers under another name: somebody else, or she by another name."""
    treff = []
    for navn, modell in kilder().items():
        rader = innen(modell, hvem.rekkevidde).filter(_lik(modell.epost, hvem.eposter))
        rader = rader.exclude(pk__in=rader.filter(_lik(modell.navn, hvem.navn)).values("pk"))
        if modell.etikett in (BRUKER, PERSON):
            rader = rader.exclude(pk__in=hvem.brukere if modell.etikett == BRUKER else hvem.personer)
        treff += _treff(navn, modell, rader)
    return treff


def _treff(kilde: str, modell: Modell, rader: models.QuerySet) -> list[Treff]:
    type_ = str(klasse(modell)._meta.verbose_name)
    rader = rader.order_by(modell.navn, "pk").values_list("pk", modell.navn, modell.epost)[:MAKS_TREFF]
    return [Treff(kilde, type_, pk, *verdier) for pk, *verdier in rader]


def overskrift(hvem: Registrert) -> str:
    """Return what a page about her is called: her names, or that she has none any more."""
    return ", ".join(sorted(hvem.navn)) or _("Uten navn")
