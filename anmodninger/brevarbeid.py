"""Making the files of a round's letters, as work in the background: one letter is one part, and remembers itself."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype

from . import brevutsending
from .models import Brev


def gjenstaar(jobb: Jobb) -> Iterable[str]:
    """Return the letters without a file: what is done is read from the files themselves."""
    return [str(pk) for pk in brevutsending.uten_fil(jobb.data["runde"])]


def lag(jobb: Jobb, enhet: str) -> None:
    brevutsending.lag_fil(int(enhet))


def mottaker(jobb: Jobb, enhet: str) -> str:
    return Brev.objects.values_list("mottaker", flat=True).get(pk=enhet)


BREV = Jobbtype(
    brevutsending.JOBBSLAG,
    _("Lage anmodningsbrev"),
    enheter=gjenstaar,
    gjoer=lag,
    enhetsnavn=mottaker,
    retur_tekst=_("Se brevene"),
)
