"""Activities and sign-up."""

from uuid import uuid4

from nettverk import models
from tests.nettverk.factories import AktivitetFactory
from tests.tilgangsrader import FOERE, GET, LISTE, OBJEKT, SKJEMA

RADER = {
    "nettverk:aktivitet-index": (GET, LISTE),
    "nettverk:aktivitet-show": (GET, OBJEKT),
    "nettverk:aktivitet-create": (SKJEMA, FOERE),
    "nettverk:aktivitet-edit": (SKJEMA, FOERE),
}


def argumenter(v):
    aktivitet = AktivitetFactory(prosjekt=v.prosjekt)
    return {
        "nettverk:aktivitet-create": [v.prosjekt.pk],
        **dict.fromkeys(["nettverk:aktivitet-show", "nettverk:aktivitet-edit"], [aktivitet.pk]),
    }


def plant(plantes, v):
    besoek = plantes(models.Aktivitet, prosjekt=v.prosjekt, slag="besoek", innsyn="embetet", fra_dato=v.dag)
    besoek.kommuner.add(v.moss)
    plantes(models.Deltakertall, aktivitet=besoek, kommune=v.moss, antall=7)
    side = plantes(models.Paameldingsside, aktivitet=besoek)
    plantes(models.Paamelding, side=side, kommune=v.moss, noekkel=uuid4())
