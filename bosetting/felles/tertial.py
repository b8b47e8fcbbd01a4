"""The tertial: four months, 1 = January–April, 2 = May–August, 3 = September–December. Plain Python."""

from dataclasses import dataclass
from datetime import date

_DATOER = {1: "1. januar–30. april", 2: "1. mai–31. august", 3: "1. september–31. desember"}


@dataclass(frozen=True, order=True)
class Tertial:
    """One tertial of a year. Raises ValueError for a number other than 1, 2 or 3."""

    aar: int
    nummer: int

    def __post_init__(self):
        if self.nummer not in _DATOER:
            raise ValueError(f"Et år har tertial 1, 2 og 3, ikke {self.nummer}.")

    @classmethod
    def for_dato(cls, dag: date) -> "Tertial":
        """Return the tertial that ``dag`` belongs to."""
        return cls(dag.year, (dag.month - 1) // 4 + 1)

    @property
    def fra(self) -> date:
        """First day."""
        return date(self.aar, 4 * self.nummer - 3, 1)

    @property
    def til(self) -> date:
        """The day after the last: the period is half-open."""
        return self.neste.fra

    @property
    def tekst(self) -> str:
        return f"{self.nummer}. tertial {self.aar}"

    @property
    def datoer(self) -> str:
        """The dates to print beside the number."""
        return f"{_DATOER[self.nummer]} {self.aar}"

    @property
    def forrige(self) -> "Tertial":
        return Tertial(self.aar - 1, 3) if self.nummer == 1 else Tertial(self.aar, self.nummer - 1)

    @property
    def neste(self) -> "Tertial":
        return Tertial(self.aar + 1, 1) if self.nummer == 3 else Tertial(self.aar, self.nummer + 1)
