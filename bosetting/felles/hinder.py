"""Why something may not happen: reasons that a domain function found and an action raises."""

from django.utils.translation import gettext

from .melding import Melding


class Hinder(Exception):
    """One or more reasons in bokmål, each with the field it belongs to (None: the whole form)."""

    def __init__(self, grunner: list[tuple[str | None, str]]):
        super().__init__("; ".join(grunn for _, grunn in grunner))
        self.grunner = grunner

    def paa(self, form) -> None:
        """Put each reason, translated, next to its field in ``form``; reasons for fields it lacks go on top."""
        for felt, grunn in self.grunner:
            form.add_error(felt if felt in form.fields else None, oversatt(grunn))


def oversatt(grunn: str) -> str:
    """Return a reason in the reader's language."""
    if isinstance(grunn, Melding):
        return gettext(grunn.moenster) % grunn.verdier if grunn.verdier else gettext(grunn.moenster)
    return gettext(grunn)
