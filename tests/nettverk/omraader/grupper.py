"""Organisations, people, groups and seats."""

from nettverk import models
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.tilgangsrader import FOERE, GET, LISTE, OBJEKT, SKJEMA

RADER = {
    "nettverk:gruppe-index": (GET, LISTE),
    "nettverk:gruppe-show": (GET, OBJEKT),
    "nettverk:gruppe-create": (SKJEMA, FOERE),
    "nettverk:gruppe-edit": (SKJEMA, FOERE),
    "nettverk:medlemskap-create": (SKJEMA, FOERE),
    "nettverk:medlemskap-edit": (SKJEMA, FOERE),
    "nettverk:medlemskap-end": (SKJEMA, FOERE),
}


def argumenter(v):
    gruppe = GruppeFactory(prosjekt=v.prosjekt)
    sete = MedlemskapFactory(gruppe=gruppe)
    return {
        "nettverk:gruppe-create": [v.prosjekt.pk],
        **dict.fromkeys(
            ["nettverk:gruppe-show", "nettverk:gruppe-edit", "nettverk:medlemskap-create"], [gruppe.pk]
        ),
        **dict.fromkeys(["nettverk:medlemskap-edit", "nettverk:medlemskap-end"], [sete.pk]),
    }


def plant(plantes, v):
    organisasjon = plantes(models.Organisasjon, embete=v.embete, kommune=v.moss)
    plantes(models.Person, embete=v.embete, organisasjon=organisasjon)
