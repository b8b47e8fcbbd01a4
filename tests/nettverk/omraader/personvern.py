"""Answering those who ask what is stored about them: the rows of the network are what most of it is about."""

from tests.personvern.factories import person
from tests.tilgangsrader import GET, KNAPP, SKJEMA, SYSTEM, rad

_EN_PERSON = rad("prosjektleder systemansvarlig", skjult="naboprosjektleder")

RADER = {
    "personvern:innsyn-index": (SKJEMA, rad("prosjektleder naboprosjektleder systemansvarlig")),
    "personvern:innsyn-show": (GET, _EN_PERSON),
    "personvern:innsyn-export": (KNAPP, _EN_PERSON),
    "personvern:innsyn-anonymise": (SKJEMA, _EN_PERSON),
    "personvern:kjoering-index": (GET, SYSTEM),
}


def argumenter(v) -> dict:
    kari = person(v.embete)
    return {
        "personvern:innsyn-show": ["person", kari.pk],
        "personvern:innsyn-export": ["person", kari.pk, "json"],
        "personvern:innsyn-anonymise": ["person", kari.pk],
    }


def sider(v) -> list:
    kari = person(v.embete, navn="Kari Kanari", telefon="69 17 45 00")
    return [
        ("systemansvarlig", ("personvern:innsyn-index",)),
        ("systemansvarlig", ("personvern:kjoering-index",)),
        ("prosjektleder", ("personvern:innsyn-index",)),
        ("prosjektleder", ("personvern:innsyn-show", "person", kari.pk)),
        ("prosjektleder", ("personvern:innsyn-anonymise", "person", kari.pk)),
    ]
