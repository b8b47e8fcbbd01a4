"""The cast of the tests: two embeter, three municipalities, and a person of each kind."""

from types import SimpleNamespace

from tests.brukere.factories import BrukerFactory, EmbeteFactory
from tests.kommuner.factories import KommuneFactory

# Who has which role where; None: none at all.
PERSONER = {
    "saksbehandler": ("Siri Saksbehandler", "saksbehandler", "embete"),
    "nabosaksbehandler": ("Hauk Hordaland", "saksbehandler", "naboembete"),
    "prosjektleder": ("Pia Prosjektleder", "prosjektleder", "embete"),
    "leser": ("Lars Leser", "leser", "embete"),
    "kontaktperson": ("Hanne Halden", "kontaktperson", "halden"),
    "nabokontaktperson": ("Mona Moss", "kontaktperson", "moss"),
    "systemansvarlig": ("Sys Ansvarlig", "systemansvarlig", ""),
    "uten_rolle": ("Uten Rolle", "", ""),
}


def person(hvem: str, sted=None):
    """Make one of PERSONER; ``sted`` is her embete or municipality."""
    navn, rolle, hvor = PERSONER[hvem]
    if not rolle:
        return BrukerFactory(navn=navn)
    felt = {"embete" if "embete" in hvor else "kommune": sted} if hvor else {}
    return BrukerFactory(navn=navn, tilgang={"rolle": rolle} | felt)


def steder() -> dict:
    """Make the two embeter and the three municipalities, by name."""
    embete, naboembete = EmbeteFactory(), EmbeteFactory(omraade="Hordaland", fylker=("12",))
    return {
        "embete": embete,
        "naboembete": naboembete,
        "halden": KommuneFactory(nr="0101", navn="Halden"),
        "moss": KommuneFactory(nr="0104", navn="Moss"),
        "bergen": KommuneFactory(nr="1201", navn="Bergen"),
    }


def alle() -> SimpleNamespace:
    """Make the whole cast."""
    der = steder()
    return SimpleNamespace(**der, **{hvem: person(hvem, der.get(PERSONER[hvem][2])) for hvem in PERSONER})
