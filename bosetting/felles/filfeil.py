"""Why a file is not taken: the one exception of all who judge files."""

from .hinder import Hinder
from .melding import melding as _


class Filfeil(Hinder):
    """The file is not taken; the one sentence says why and what to do."""

    def __init__(self, grunn: str):
        super().__init__([("fil", grunn)])
        self.grunn = grunn


def flere_i_en() -> Filfeil:
    """Return the refusal of what is two files in one."""
    return Filfeil(
        _(
            "Filen inneholder noe annet enn den gir seg ut for, og er ikke tatt imot. Lagre den som PDF på nytt."
        )
    )
