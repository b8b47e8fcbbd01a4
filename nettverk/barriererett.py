"""Who may enter and change barriers: staff in their embete, a kontaktperson what her municipality reported itself."""

from django.db.models import Q

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Fylke, Kommune

from .models import Barriere, Barriereslag


def foerer(bruker: Bruker) -> frozenset[int]:
    """Return the embeter where this person enters barriers and answers on behalf of others."""
    return bruker.omfang.embeter_med(Rett.FOERE_KOMMUNE)


def kan_endre(bruker: Bruker, barriere: Barriere) -> bool:
    """Return whether she may change ``barriere``. Reads ``slag``."""
    if barriere.slag.embete_id in foerer(bruker):
        return True
    return barriere.fra_kommunen and barriere.kommune_id in bruker.omfang.kommune_ids


def kan_melde(bruker: Bruker) -> bool:
    """Return whether there is any municipality she may report a barrier for."""
    return bool(foerer(bruker) or bruker.omfang.kommune_ids)


def meldekommuner(bruker: Bruker, dag):
    """Return the municipalities, of today and of the past, that she may report barriers for."""
    egne = Q(pk__in=bruker.omfang.kommune_ids)
    embetets = Q(fylke__in=Fylke.objects.filter(embeter__in=foerer(bruker)), fra__lte=dag)
    return Kommune.objects.filter(embetets | egne).norsk()


def meldeslag(bruker: Bruker):
    """Return the kinds she may choose among: those in use where she enters, or where her municipality lies."""
    egne = Embete.objects.filter(fylker__kommuner__in=bruker.omfang.kommune_ids).values("pk")
    return Barriereslag.objects.filter(Q(embete__in=foerer(bruker)) | Q(embete__in=egne), i_bruk=True)
