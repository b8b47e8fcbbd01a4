"""Open follow-ups of the log and open conditions as entries in a calendar (bosetting/brukere/kalender.py)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from bosetting.brukere.kalender import Kalenderhendelse, vindu
from bosetting.brukere.models import Bruker
from bosetting.felles.norsk import langdato

from .models import Dialog
from .vilkaarsoppfoelgingsliste import aapne_vilkaar


def oppfoelginger(bruker: Bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """Yield each open follow-up with a day, in the embeter where ``bruker`` keeps the log. One query.

    The note stays inside: the calendar of a telephone is a wider place than the log.
    """
    fra, til = vindu(dag)
    aapne = Dialog.objects.for_bruker(bruker).aapne().filter(oppfoelging_dato__range=(fra, til))
    for dialog in aapne.select_related("kommune").defer("notat"):
        yield Kalenderhendelse(
            uid=f"oppfoelging-{dialog.pk}",
            tittel=_("%(kommune)s: %(oppfoelging)s")
            % {"kommune": dialog.kommune.navn, "oppfoelging": dialog.oppfoelging},
            fra=dialog.oppfoelging_dato,
            beskrivelse=_("Avtalt %(dato)s (%(form)s).")
            % {"dato": langdato(dialog.dato), "form": dialog.get_form_display()},
            url_sti=dialog.get_absolute_url(),
            endret=dialog.endret_at,
        )


def vilkaar(bruker: Bruker, dag: date) -> Iterator[Kalenderhendelse]:
    """Yield the day of each condition that is not settled, in the embeter where ``bruker`` keeps the log. Four queries.

    What the municipality wrote, and what came of it before, stay inside.
    """
    fra, til = vindu(dag)
    for linje in aapne_vilkaar(bruker, dag):
        neste = linje.tilstand.neste
        if neste is None or not fra <= neste <= til:
            continue
        siste = next(iter(linje.oppfoelginger), None)
        yield Kalenderhendelse(
            uid=f"vilkaar-{linje.vilkaar.pk}",
            tittel=_("%(kommune)s: vilkår følges opp (%(vilkaar)s)")
            % {"kommune": linje.vedtak.kommune.navn, "vilkaar": linje.vilkaar.get_type_display()},
            fra=neste,
            beskrivelse=_("Vilkår i svaret for %(aar)s.") % {"aar": linje.vedtak.aar},
            url_sti=reverse("vedtak:vilkaar-follow-up", args=[linje.vilkaar.pk]),
            endret=siste.registrert_at if siste else linje.vedtak.registrert_at,
        )
