"""A condition is followed up: a new row each time, written once per form, by one person at a time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from .models import Vedtak, Vilkaar, Vilkaarsoppfoelging
from .vilkaarsoppfoelgingsliste import oppfoelginger_av
from .vilkaarsoppfoelgingsregler import hinder_for_oppfoelging


@dataclass(frozen=True)
class Innhold:
    """What is said about one follow-up: every field of the case, none of the record."""

    dato: date
    utfall: str
    notat: str
    ny_dato: date | None = None


class Samtidig(Hinder):
    """Somebody followed the condition up after the page was opened. Nothing was saved; ``siste`` is what she wrote."""

    def __init__(self, siste: Vilkaarsoppfoelging):
        self.siste = siste
        hvem = siste.registrert_av.navn if siste.registrert_av else _("En annen")
        grunn = _(
            "%(hvem)s har fulgt opp vilkåret etter at du åpnet siden. Det står øverst i historikken. "
            "Det du har skrevet, er ikke lagret ennå."
        )
        super().__init__([(None, grunn % {"hvem": hvem})])


def foelg_opp(
    *, by: Bruker | None, vilkaar: Vilkaar, innhold: Innhold, forrige: int | None, dag: date, noekkel: UUID
) -> Vilkaarsoppfoelging:
    """Register that ``vilkaar`` was followed up. The same ``noekkel`` again returns the first row.

    ``forrige`` is the id of the latest row when the page was opened, None when there was none. Raises Samtidig, Hinder.
    """
    try:
        with transaction.atomic():
            Vilkaar.objects.select_for_update(of=("self",)).get(pk=vilkaar.pk)
            if foer := Vilkaarsoppfoelging.objects.filter(noekkel=noekkel, vilkaar=vilkaar).first():
                return foer
            siste = max(oppfoelginger_av(vilkaar), key=lambda ett: ett.pk, default=None)
            if (siste.pk if siste else None) != forrige and siste is not None:
                raise Samtidig(siste)
            svar = vilkaar.vedtak
            if grunner := hinder_for_oppfoelging(
                svaret_fra=min(filter(None, (svar.vedtaksdato, svar.mottatt))),
                rettet=Vedtak.objects.filter(retter=svar).exists(),
                dag=dag,
                **vars(innhold),
            ):
                raise Hinder(grunner)
            rad = Vilkaarsoppfoelging.objects.create(
                noekkel=noekkel, vilkaar=vilkaar, registrert_av=by, registrert_at=naa(), **vars(innhold)
            )
            record(by=by, handling="fulgte opp vilkår", objekt=rad, etter=bilde(rad))
            return rad
    except IntegrityError:
        raise Hinder(
            [(None, _("Skjemaet er brukt til et annet vilkår. Åpne siden på nytt, og registrer det der."))]
        ) from None
