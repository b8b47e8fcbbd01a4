"""Grants and municipal projects."""

from nettverk import models
from tests.nettverk.tilskuddfactories import KommuneprosjektFactory, OrdningFactory, UtbetalingFactory
from tests.tilgangsrader import FOERE, GET, LESERE, LISTE, NABOER, OBJEKT, SKJEMA, rad

DELTAR = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")
EGNE = rad(f"{LESERE} kontaktperson", skjult=f"{NABOER} nabokontaktperson")

RADER = {
    "nettverk:tilskudd-index": (GET, LISTE),
    "nettverk:tilskudd-export": (GET, LISTE),
    "nettverk:tilskudd-show": (GET, OBJEKT),
    "nettverk:tilskudd-import": (SKJEMA, FOERE),
    "nettverk:tilskuddsordning-index": (GET, LISTE),
    "nettverk:tilskuddsordning-export": (GET, LISTE),
    "nettverk:tilskuddsordning-show": (GET, OBJEKT),
    "nettverk:tilskuddsordning-create": (SKJEMA, FOERE),
    "nettverk:tilskuddsordning-edit": (SKJEMA, FOERE),
    "nettverk:kommuneprosjekt-index": (GET, DELTAR),
    "nettverk:kommuneprosjekt-export": (GET, DELTAR),
    "nettverk:kommuneprosjekt-show": (GET, EGNE),
    "nettverk:kommuneprosjekt-create": (SKJEMA, FOERE),
    "nettverk:kommuneprosjekt-edit": (SKJEMA, FOERE),
    "nettverk:oppfoelgingsbesoek-create": (SKJEMA, FOERE),
    "nettverk:oppfoelgingsbesoek-edit": (SKJEMA, FOERE),
    "nettverk:prosjektkatalog-show": (GET, DELTAR),
    "nettverk:prosjektkatalog-pdf": (GET, DELTAR),
}


def argumenter(v):
    ordning = OrdningFactory(embete=v.embete)
    UtbetalingFactory(ordning=ordning, kommune=v.halden)
    prosjekt = KommuneprosjektFactory(embete=v.embete, ordning=ordning, kommuner=[v.halden])
    besoek = models.Oppfoelgingsbesoek.objects.create(prosjekt=prosjekt, dato=v.dag, notat="Alt vel.")
    return {
        **dict.fromkeys(
            [f"nettverk:{ett}-export" for ett in ("tilskudd", "tilskuddsordning", "kommuneprosjekt")], ["csv"]
        ),
        "nettverk:tilskudd-show": [v.halden.pk],
        **dict.fromkeys(
            [
                f"nettverk:{ett}"
                for ett in ("tilskudd-import", "tilskuddsordning-create", "kommuneprosjekt-create")
            ],
            [v.embete.pk],
        ),
        **dict.fromkeys([f"nettverk:tilskuddsordning-{verb}" for verb in ("show", "edit")], [ordning.pk]),
        **dict.fromkeys(
            [
                f"nettverk:{ett}"
                for ett in ("kommuneprosjekt-show", "kommuneprosjekt-edit", "oppfoelgingsbesoek-create")
            ],
            [prosjekt.pk],
        ),
        "nettverk:oppfoelgingsbesoek-edit": [besoek.pk],
    }


def plant(plantes, v):
    ordning = plantes(models.Tilskuddsordning, embete=v.embete)
    plantes(models.Utbetaling, ordning=ordning, kommune=v.moss, aar=2015, kroner=97_531)
    prosjekt = plantes(models.Kommuneprosjekt, embete=v.embete, aar=2015)
    prosjekt.kommuner.add(v.moss)
    plantes(models.Oppfoelgingsbesoek, prosjekt=prosjekt)


def sider(v):
    ordning = OrdningFactory(embete=v.embete)
    UtbetalingFactory(ordning=ordning, kommune=v.kommune)
    prosjekt = KommuneprosjektFactory(embete=v.embete, ordning=ordning, kommuner=[v.kommune])
    return [
        ("prosjektleder", ("nettverk:tilskudd-index",)),
        ("prosjektleder", ("nettverk:tilskudd-show", v.kommune.pk)),
        ("prosjektleder", ("nettverk:tilskudd-import", v.embete.pk)),
        ("prosjektleder", ("nettverk:tilskuddsordning-index",)),
        ("prosjektleder", ("nettverk:tilskuddsordning-show", ordning.pk)),
        ("prosjektleder", ("nettverk:tilskuddsordning-create", v.embete.pk)),
        ("prosjektleder", ("nettverk:tilskuddsordning-edit", ordning.pk)),
        ("prosjektleder", ("nettverk:kommuneprosjekt-index",)),
        ("prosjektleder", ("nettverk:kommuneprosjekt-show", prosjekt.pk)),
        ("prosjektleder", ("nettverk:kommuneprosjekt-create", v.embete.pk)),
        ("prosjektleder", ("nettverk:kommuneprosjekt-edit", prosjekt.pk)),
        ("prosjektleder", ("nettverk:oppfoelgingsbesoek-create", prosjekt.pk)),
        ("prosjektleder", ("nettverk:prosjektkatalog-show",)),
        ("kontaktperson", ("nettverk:kommuneprosjekt-index",)),
        ("kontaktperson", ("nettverk:prosjektkatalog-show",)),
    ]
