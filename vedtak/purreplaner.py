"""Writing the plan of a round: its steps, and from which day it sends by itself."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.flettefelt import ukjente
from bosetting.felles.hinder import Hinder

from .models import Purreplan, Purretrinn
from .purregrunnlag import Plan, plan_for
from .purretekst import FELT
from .purring import Trinn


class Samtidig(Hinder):
    """Somebody saved the plan after the page was opened. Nothing was saved; ``plan`` is how it stands now."""

    def __init__(self, plan: Plan):
        super().__init__([(None, _("Purreplanen er lagret av noen andre etter at du åpnet siden."))])
        self.plan = plan


def feltgrunner(tekst: str) -> list[str]:
    """Return a sentence per field of a text that does not exist, with its line."""
    return [
        _("Linje %(linje)s: feltet «%(navn)s» finnes ikke.") % {"linje": felt.linje, "navn": felt.navn}
        for felt in ukjente(tekst, FELT)
    ]


def plangrunner(
    trinn: list[Trinn], *, aktiv_fra: date | None, har_frist: bool, foer: Plan, dag: date
) -> list[tuple[str | None, str]]:
    """Return (field, sentence) for what keeps a plan from being saved."""
    grunner: list[tuple[str | None, str]] = []
    if len({ett.virkedager for ett in trinn}) < len(trinn):
        grunner.append((None, _("To trinn faller på samme dag. Gi dem hver sin dag.")))
    for ett in trinn:
        grunner += [(None, grunn) for grunn in (*feltgrunner(ett.emne), *feltgrunner(ett.tekst))]
    if aktiv_fra is not None:
        if not trinn:
            grunner.append(("aktiv", _("Planen har ingen trinn å sende.")))
        if not har_frist:
            grunner.append(("aktiv", _("Runden har ingen svarfrist å regne trinnene fra.")))
        if aktiv_fra < dag and aktiv_fra != foer.aktiv_fra:
            grunner.append(("aktiv_fra", _("Datoen kan ikke være før i dag.")))
    return grunner


def _planbilde(plan: Purreplan) -> dict:
    return bilde(plan) | {
        "trinn": [[ett.virkedager, ett.emne, ett.tekst] for ett in plan.trinn.order_by("virkedager")]
    }


@transaction.atomic
def lagre_plan(
    *,
    by: Bruker,
    runde: Anmodningsrunde,
    trinn: Iterable[Trinn],
    aktiv_fra: date | None,
    versjon: int,
    dag: date,
) -> Purreplan:
    """Replace the plan of a round; ``versjon`` is the one the page was made from (0: the proposed one).

    Nothing changed leaves no trace. Raises Samtidig, Hinder.
    """
    # The round's row never changes, but it can be locked: the plan's own may not be there yet.
    Anmodningsrunde.objects.select_for_update().get(pk=runde.pk)
    foer_plan = plan_for(runde)
    if foer_plan.versjon != versjon:
        raise Samtidig(foer_plan)
    trinn = sorted(trinn, key=lambda ett: ett.virkedager)
    if grunner := plangrunner(
        trinn, aktiv_fra=aktiv_fra, har_frist=runde.svarfrist is not None, foer=foer_plan, dag=dag
    ):
        raise Hinder(grunner)
    rad = Purreplan.objects.filter(runde=runde).first()
    if rad is not None and (tuple(trinn), aktiv_fra) == (foer_plan.trinn, foer_plan.aktiv_fra):
        return rad
    foer = _planbilde(rad) if rad else None
    rad = rad or Purreplan(runde=runde)
    rad.aktiv_fra, rad.versjon, rad.endret_av, rad.endret_at = aktiv_fra, versjon + 1, by, naa()
    rad.save()
    rad.trinn.all().delete()
    Purretrinn.objects.bulk_create(
        Purretrinn(plan=rad, virkedager=ett.virkedager, emne=ett.emne, tekst=ett.tekst) for ett in trinn
    )
    handling = "endret purreplan" if foer else "laget purreplan"
    record(by=by, handling=handling, objekt=rad, foer=foer, etter=_planbilde(rad))
    return rad
