"""The template of the annual wheel: an embete's own steps, or the standard ones as long as it has none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from bosetting.brukere.actions import record
from bosetting.brukere.models import Embete, Hendelse
from bosetting.felles.hinder import Hinder

from . import aarshjul
from .aarshjul import Malsteg
from .models import Aarshjulmalsteg

FELT = ("tittel", "ansvarlig", "aar_fra", "maaned_fra", "aar_til", "maaned_til")
HANDLING = "endret malen for årshjulet"


@dataclass(frozen=True)
class Mal:
    """The steps in the order of their dates; ``egen`` when they are the embete's own. ``merke`` tells two apart."""

    steg: tuple[Malsteg, ...]
    egen: bool

    @property
    def merke(self) -> str:
        return aarshjul.merke(self.steg)


class Samtidig(Hinder):
    """Somebody saved the template after the page was opened. Nothing was saved; ``mal`` is how it stands now."""

    def __init__(self, embete: Embete, mal: Mal):
        self.mal = mal
        spor = Hendelse.objects.filter(
            objekttype=str(embete._meta.verbose_name), objekt_id=str(embete.pk), handling=HANDLING
        )
        hvem = spor.values_list("bruker__navn", flat=True).first() or gettext("En annen")
        grunn = gettext(
            "%(hvem)s har lagret malen etter at du åpnet siden. Det du har skrevet, er ikke lagret ennå."
        )
        super().__init__([(None, grunn % {"hvem": hvem})])


def hent(embete: Embete) -> Mal:
    """Return the template of an embete. One query."""
    egne = tuple(Malsteg(*rad) for rad in Aarshjulmalsteg.objects.filter(embete=embete).values_list(*FELT))
    return Mal(egne or aarshjul.STANDARDSTEG, bool(egne))


@transaction.atomic
def lagre(*, by, embete: Embete, steg: Iterable[Malsteg], merke: str) -> Mal:
    """Replace the template by ``steg``; none at all brings the standard steps back. Raises Samtidig, Hinder.

    ``merke`` is the mark of the template the page was opened with. Wheels already started stay as they are.
    """
    embete = Embete.objects.select_for_update().get(pk=embete.pk)
    foer = hent(embete)
    nye = tuple(sorted(steg, key=lambda ett: ett.rekkefoelge))
    if nye == foer.steg or (not nye and not foer.egen):
        return foer
    if foer.merke != merke:
        raise Samtidig(embete, foer)
    if grunner := aarshjul.malgrunner(nye):
        raise Hinder(grunner)
    Aarshjulmalsteg.objects.filter(embete=embete).delete()
    Aarshjulmalsteg.objects.bulk_create(
        Aarshjulmalsteg(embete=embete, **{felt: getattr(ett, felt) for felt in FELT}) for ett in nye
    )
    mal = hent(embete)
    record(by=by, handling=HANDLING, objekt=embete, foer=_bilde(foer), etter=_bilde(mal))
    return mal


def _bilde(mal: Mal) -> dict:
    return {
        "egen mal": mal.egen,
        "steg": [
            f"{ett.tittel} ({ett.ansvarlig}): {ett.aar_fra:+d}/{ett.maaned_fra} til {ett.aar_til:+d}/{ett.maaned_til}"
            for ett in mal.steg
        ],
    }
