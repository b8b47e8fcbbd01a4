"""How a value is written for the one it is about: the words of a choice, Norwegian days, yes and no."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from bosetting.felles import norsk

# Keys say nothing to her, and open what is hers to whoever reads over her shoulder.
_HEMMELIG = {"id", "password", "fingeravtrykk", "key", "versjon"}
# A period ends on the day after its last. A reader is told the last.
_IKKE_MED = " (ikke med)"


@dataclass(frozen=True)
class Verdi:
    """A field of a row with its value, in words and as it is. ``kode``: it says nothing to a reader."""

    felt: models.Field
    ord: str
    raa: object
    kode: bool = False

    @property
    def feltnavn(self) -> str:
        """The field's own name, which ``raa`` belongs to."""
        return norsk.stor(str(self.felt.verbose_name))

    @property
    def navn(self) -> str:
        """The name as it stands beside ``ord``: «Til og med» for «til (ikke med)»."""
        if self.felt.verbose_name == f"til{_IKKE_MED}":
            return _("Til og med")
        return self.feltnavn.removesuffix(_IKKE_MED)


def vises(felt: models.Field) -> bool:
    """Return whether the field is handed out at all."""
    return felt.name not in _HEMMELIG and not isinstance(felt, models.UUIDField | models.BinaryField)


def i_ord(felt: models.Field, verdi: object) -> str:
    """Return the value of a field that is no relation, in words."""
    if felt.flatchoices:
        return str(dict(felt.flatchoices).get(verdi, verdi))
    if isinstance(verdi, date) and str(felt.verbose_name).endswith(_IKKE_MED):
        return tekst(verdi - timedelta(days=1))
    return tekst(verdi)


def tekst(verdi: object) -> str:
    """Return a value as a Norwegian reader writes it; empty for nothing."""
    if verdi is None:
        return ""
    if isinstance(verdi, bool):
        return _("ja") if verdi else _("nei")
    if isinstance(verdi, datetime):
        return f"{verdi.astimezone(get_current_timezone()):%d.%m.%Y kl. %H.%M}"
    if isinstance(verdi, date):
        return norsk.dato(verdi)
    return norsk.klokkeslett(verdi) if isinstance(verdi, time) else str(verdi)
