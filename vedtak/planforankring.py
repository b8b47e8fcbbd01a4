"""Where settlement stands in a municipality's own plans is registered: a new row each time, once per form."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune

from .models import Planforankring
from .planforankringsregler import hinder_for_planforankring


@dataclass(frozen=True)
class Innhold:
    """What is said about one plan: every field of the case, none of the record."""

    status: str
    dato: date
    kilde: str
    merknad: str = ""


class Samtidig(Hinder):
    """Somebody registered the same plan after the page was opened. Nothing was saved; ``siste`` is what she wrote."""

    def __init__(self, siste: Planforankring):
        self.siste = siste
        hvem = siste.registrert_av.navn if siste.registrert_av else _("En annen")
        grunn = _(
            "%(hvem)s har ført inn planen etter at du åpnet siden. Det står øverst i historikken. "
            "Det du har skrevet, er ikke lagret ennå."
        )
        super().__init__([(None, grunn % {"hvem": hvem})])


def registrer(
    *,
    by: Bruker | None,
    kommune: Kommune,
    plan: str,
    innhold: Innhold,
    forrige: int | None,
    dag: date,
    noekkel: UUID,
) -> Planforankring:
    """Register the status of a plan. The same ``noekkel`` again returns the first row.

    ``forrige`` is the id of the last row of the plan when the page was opened, None when there was none. Raises
    Samtidig, Hinder.
    """
    egne = Planforankring.objects.filter(kommune=kommune, plan=plan)
    try:
        with transaction.atomic():
            # One writer at a time for a municipality; others may still point to it.
            Kommune.objects.select_for_update(no_key=True).get(pk=kommune.pk)
            if foer := egne.filter(noekkel=noekkel).first():
                return foer
            siste = egne.select_related("registrert_av").order_by("pk").last()
            if siste is not None and siste.pk != forrige:
                raise Samtidig(siste)
            if grunner := hinder_for_planforankring(
                kommune=kommune.navn,
                periode=(kommune.fra, kommune.til),
                dato=innhold.dato,
                kilde=innhold.kilde,
                dag=dag,
            ):
                raise Hinder(grunner)
            rad = Planforankring.objects.create(
                noekkel=noekkel,
                kommune=kommune,
                plan=plan,
                registrert_av=by,
                registrert_at=naa(),
                **vars(innhold),
            )
            record(by=by, handling="førte planforankring", objekt=rad, etter=bilde(rad))
            return rad
    except IntegrityError:
        raise Hinder(
            [(None, _("Skjemaet er brukt til en annen plan. Åpne siden på nytt, og registrer den der."))]
        ) from None
