"""What stands behind the addresses of a report's chapters: one that is written, in one version."""

from tests.rapporter.factories import KapittelFactory
from tests.rapporter.rapportradfactories import KapittelversjonFactory


def argumenter(rapport) -> dict[str, list]:
    """Return the arguments of each address about a chapter of ``rapport``."""
    skrevet = rapport.kapitler.first() or KapittelFactory(rapport=rapport)
    versjon = KapittelversjonFactory(kapittel=skrevet)
    kapittel = [rapport.pk, skrevet.noekkel]
    return {
        **dict.fromkeys(
            [f"rapporter:kapittel-{verb}" for verb in ("edit", "autosave", "copy", "figures")], kapittel
        ),
        "rapporter:kapittelversjon-index": kapittel,
        "rapporter:kapittelversjon-show": [*kapittel, versjon.nummer],
    }
