"""A table, whatever it was read from: rows of figures in columns."""

from dataclasses import dataclass

from .celler import Celle, er_sum


@dataclass(frozen=True)
class Rad:
    """One row: ``celler`` are its cells from the left; ``plassert`` when each is in a known column (None: blank)."""

    linje: int
    etikett: str
    celler: tuple[Celle | None, ...]
    plassert: bool = True

    @property
    def er_sum(self) -> bool:
        return er_sum(self.etikett)

    @property
    def tall(self) -> list[Celle]:
        """The cells that hold a figure."""
        return [celle for celle in self.celler if celle is not None]


@dataclass(frozen=True)
class Tabell:
    """Rows with figures in ``bredde`` columns; ``navn`` are the columns' names, "" where none is seen."""

    rader: tuple[Rad, ...]
    navn: tuple[str, ...]
    ark: str = ""
    kolonner: tuple[int, ...] = ()  # of a sheet: which column each is, from 1

    @property
    def bredde(self) -> int:
        return len(self.navn)
