"""Who may register an answer for one municipality, and as what: staff of its embete, or its own kontaktperson.

``requires`` asks whether a person holds the right at all. A person may hold several roles, so here each role is held
against the municipality it was given for.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from anmodninger.frister import Frister
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete
from bosetting.kommuner.models import Kommune

from .embetekontakt import embetekontakt
from .models import Vedtak
from .queries import svarrader
from .svarregler import bedt_rettet, stengt_for_rettelse, stengt_for_svar


@dataclass(frozen=True)
class Registreringsrett:
    """``ansatt``: works for the embete and sets any date and state. ``kontaktperson``: answers for the municipality."""

    ansatt: bool = False
    kontaktperson: bool = False

    def __bool__(self):
        return self.ansatt or self.kontaktperson


def registreringsrett(bruker: Bruker, kommune: Kommune) -> Registreringsrett:
    """Return what ``bruker`` may be towards ``kommune`` today. One query."""
    omfang = bruker.omfang
    embeter = Embete.objects.filter(pk__in=omfang.embeter_med(Rett.REGISTRERE_SVAR), fylker=kommune.fylke_id)
    return Registreringsrett(ansatt=embeter.exists(), kontaktperson=kommune.pk in omfang.kommune_ids)


def stengt(
    rett: Registreringsrett, kommune: Kommune, frister: Frister, dag: date, *, retter: Vedtak | None = None
) -> str:
    """Return why somebody with ``rett`` cannot register an answer (or correct ``retter``) herself; empty if she can.

    Staff always can, and the municipality when the embete has sent the answer back to it. ``frister`` are the
    municipality's dates on ``dag``. No query while it is open.
    """
    regel = stengt_for_rettelse if retter else stengt_for_svar
    if rett.ansatt or not regel(frister, dag, ""):
        return ""
    if retter and bedt_rettet(svarrader(retter.aar, [kommune.pk]), retter.pk, dag):
        return ""
    return regel(frister, dag, str(embetekontakt(kommune, dag) or _("embetet")))
