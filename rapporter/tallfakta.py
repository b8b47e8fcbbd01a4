"""What the register of figures knows beside the report's tables: persons settled, and meetings held. Plain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vedtak.domain import Kommunestatus
from vedtak.oppfyllelse import Oppfyllelse, Oppfyllelsessum, summer


@dataclass(frozen=True)
class Tallfakta:
    """``bosatt`` is the count that holds by municipality (its id); ``moeter`` meetings held, by group («»: none)."""

    bosatt: Mapping[int, int | None] = field(default_factory=dict)
    moeter: Mapping[str, int] = field(default_factory=dict)

    def oppfyllelser(self, statuser: Iterable[Kommunestatus]) -> Oppfyllelsessum:
        """Return requested, decided, settled and unused places, as the page of settled has them."""
        return summer(Oppfyllelse(status, self.bosatt.get(status.kommune)) for status in statuser)
