"""What the page of a meeting shows of those who are invited, and of its minutes."""

from dataclasses import dataclass

from bosetting.brukere.models import Bruker

from .models import Moete


@dataclass(frozen=True)
class TilMoete:
    """What ``bruker`` may see of the invitations and minutes of one meeting (templates/nettverk/moeter/)."""

    moete: Moete


def til_moete(bruker: Bruker, moete: Moete) -> TilMoete:
    """Return what the page of a meeting shows of those invited and of the minutes, in a fixed number of queries."""
    return TilMoete(moete)
