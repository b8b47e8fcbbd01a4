"""Open follow-ups of the dialogue log as entries of a person's calendar (bosetting/brukere/kalender.py)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from bosetting.brukere.kalender import Kalenderhendelse, vindu
from bosetting.brukere.models import Bruker
from bosetting.felles.norsk import langdato

from .models import Dialog


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
