"""The project."""

from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.tilgangsrader import FOERE, GET, LESERE, NABOER, OBJEKT, SKJEMA, rad

DELTAR = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")

RADER = {
    "nettverk:oversikt-show": (GET, DELTAR),
    "nettverk:prosjekt-create": (SKJEMA, rad("prosjektleder naboprosjektleder")),
    "nettverk:prosjekt-show": (GET, OBJEKT),
    "nettverk:prosjekt-edit": (SKJEMA, FOERE),
}


def argumenter(v):
    ProsjektFactory(embete=v.naboembete)
    ResultatmaalFactory(prosjekt=v.prosjekt, nummer="1")
    return dict.fromkeys(["nettverk:prosjekt-show", "nettverk:prosjekt-edit"], [v.prosjekt.pk])
