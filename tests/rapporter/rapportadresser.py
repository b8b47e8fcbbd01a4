"""What stands behind the addresses of a report's editions: one that is sent, and that everybody may read."""

from tests.rapporter.rapportradfactories import PubliseringFactory, UtgaveFactory


def argumenter(rapport) -> dict[str, list]:
    """Return the arguments of each address about an edition of ``rapport``."""
    utgave = PubliseringFactory(utgave=UtgaveFactory(rapport=rapport)).utgave
    return {
        **dict.fromkeys(["rapporter:rettelogg-show", "rapporter:publisering-edit"], [utgave.pk]),
        **dict.fromkeys(["rapporter:utgave-show", "rapporter:utgave-pdf"], [utgave.pk]),
        "rapporter:rettelogg-export": [utgave.pk, "csv"],
        **dict.fromkeys(["rapporter:offentlig-show", "rapporter:offentlig-pdf"], [utgave.adresse]),
        "rapporter:offentlig-export": [utgave.adresse, "json"],
    }
