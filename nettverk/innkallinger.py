"""Who is invited to a meeting, and telling them: every write of ``Innkalling`` but the answer and the attendance."""

from bosetting.brukere.models import Bruker

from .models import Moete


def meld_endret(*, by: Bruker, moete: Moete) -> None:
    """Tell those who have got an invitation that the meeting is changed or cancelled. Call it last in that write."""
