"""Barriers and instruments."""

from nettverk import models
from tests.nettverk.barrierefactories import BarriereFactory, TiltakFactory, VirkemiddelFactory
from tests.tilgangsrader import (
    ANSATTE,
    FOERE,
    GET,
    KNAPP,
    KOMMUNE,
    LESERE,
    LISTE,
    NABOER,
    SKJEMA,
    SVAR,
    UTKAST,
    rad,
)

ALLE = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")
FOERES = rad("prosjektleder naboprosjektleder")
ENDRE = SVAR
# An instrument is for everybody in the embete's municipalities to see.
VIRKEMIDDEL = rad(f"{LESERE} kontaktperson nabokontaktperson", skjult=NABOER)

RADER = {
    "nettverk:barriere-index": (GET, ALLE),
    "nettverk:barrierematrise-export": (GET, LISTE),
    "nettverk:barriere-list": (GET, ALLE),
    "nettverk:barriere-export": (GET, ALLE),
    "nettverk:barriere-create": (SKJEMA, rad(f"{ANSATTE} {NABOER} kontaktperson nabokontaktperson")),
    "nettverk:barriere-show": (GET, KOMMUNE),
    "nettverk:barriere-edit": (SKJEMA, ENDRE),
    "nettverk:barriere-close": (SKJEMA, ENDRE),
    "nettverk:barriere-reopen": (KNAPP, ENDRE),
    "nettverk:barrieretiltak-create": (SKJEMA, UTKAST),
    "nettverk:barrieretiltak-remove": (KNAPP, UTKAST),
    "nettverk:barriereslag-index": (GET, LISTE),
    "nettverk:barriereslag-export": (GET, LISTE),
    "nettverk:barriereslag-create": (SKJEMA, FOERES),
    "nettverk:barriereslag-edit": (SKJEMA, FOERE),
    "nettverk:virkemiddel-index": (GET, ALLE),
    "nettverk:virkemiddel-export": (GET, ALLE),
    "nettverk:virkemiddel-create": (SKJEMA, FOERES),
    "nettverk:virkemiddel-show": (GET, VIRKEMIDDEL),
    "nettverk:virkemiddel-edit": (SKJEMA, FOERE),
}


def argumenter(v):
    barriere = BarriereFactory(slag__embete=v.embete, kommune=v.halden, fra_kommunen=True)
    tiltak = TiltakFactory(barriere=barriere)
    virkemiddel = VirkemiddelFactory(embete=v.embete)
    return {
        **dict.fromkeys(
            ["nettverk:barrierematrise-export", "nettverk:barriere-export", "nettverk:barriereslag-export",
             "nettverk:virkemiddel-export"],
            ["csv"],
        ),
        **dict.fromkeys([f"nettverk:barriere-{verb}" for verb in ("show", "edit", "close", "reopen")], [barriere.pk]),
        "nettverk:barrieretiltak-create": [barriere.pk],
        "nettverk:barrieretiltak-remove": [tiltak.pk],
        "nettverk:barriereslag-edit": [barriere.slag_id],
        **dict.fromkeys(["nettverk:virkemiddel-show", "nettverk:virkemiddel-edit"], [virkemiddel.pk]),
    }  # fmt: skip


def plant(plantes, v):
    # The list of kinds and the instruments are for all municipalities: only what Moss says of them is planted.
    slag = plantes(models.Barriereslag, embete=v.embete, i_bruk=False)
    barriere = plantes(models.Barriere, slag=slag, kommune=v.moss)
    annet = VirkemiddelFactory(embete=v.naboembete)
    plantes(models.Barrieretiltak, barriere=barriere, virkemiddel=annet)


def sider(v):
    slag = models.Barriereslag.objects.filter(embete=v.embete).first()
    barriere = (
        BarriereFactory(slag=slag, kommune=v.kommune)
        if slag
        else BarriereFactory(slag__embete=v.embete, kommune=v.kommune)
    )
    virkemiddel = VirkemiddelFactory(embete=v.embete, hjelper_mot=[barriere.slag])
    return [
        ("prosjektleder", ("nettverk:barriere-index",)),
        ("prosjektleder", ("nettverk:barriere-list",)),
        ("prosjektleder", ("nettverk:barriere-create",)),
        ("prosjektleder", ("nettverk:barriere-show", barriere.pk)),
        ("prosjektleder", ("nettverk:barriere-close", barriere.pk)),
        ("prosjektleder", ("nettverk:barrieretiltak-create", barriere.pk)),
        ("prosjektleder", ("nettverk:barriereslag-index",)),
        ("prosjektleder", ("nettverk:virkemiddel-index",)),
        ("prosjektleder", ("nettverk:virkemiddel-show", virkemiddel.pk)),
        ("prosjektleder", ("nettverk:virkemiddel-edit", virkemiddel.pk)),
        ("kontaktperson", ("nettverk:barriere-index",)),
        ("kontaktperson", ("nettverk:barriere-create",)),
    ]
