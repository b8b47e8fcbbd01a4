"""The project."""

from datetime import date

from nettverk import models
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.tilgangsrader import FOERE, GET, KNAPP, LESERE, LISTE, NABOER, OBJEKT, SKJEMA, rad

DELTAR = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")
RADSLAG = ("strategi", "suksesskriterium", "budsjettlinje", "regnskap")

RADER = {
    "nettverk:oversikt-show": (GET, DELTAR),
    "nettverk:prosjekt-index": (GET, LISTE),
    "nettverk:prosjekt-export": (GET, LISTE),
    "nettverk:prosjekt-create": (SKJEMA, rad("prosjektleder naboprosjektleder")),
    "nettverk:prosjekt-show": (GET, OBJEKT),
    "nettverk:prosjekt-edit": (SKJEMA, FOERE),
    "nettverk:budsjett-show": (GET, OBJEKT),
    "nettverk:budsjett-export": (GET, OBJEKT),
    "nettverk:budsjett-copy": (KNAPP, FOERE),
    "nettverk:regnskap-index": (GET, OBJEKT),
    "nettverk:regnskap-export": (GET, OBJEKT),
    **{f"nettverk:{slag}-{verb}": (SKJEMA, FOERE) for slag in RADSLAG for verb in ("create", "edit")},
    **{f"nettverk:{slag}-delete": (KNAPP, FOERE) for slag in RADSLAG},
}


def prosjektrader(prosjekt) -> dict:
    """Make one row of each kind, by name of its address."""
    linje = models.Budsjettlinje.objects.create(prosjekt=prosjekt, aar=2015, post="Samlinger", kroner=80_000)
    return {
        "strategi": models.Strategi.objects.create(prosjekt=prosjekt, nummer=1, tekst="Samle kommunene"),
        "suksesskriterium": models.Suksesskriterium.objects.create(
            prosjekt=prosjekt, nummer=1, tekst="Ledelsen er med"
        ),
        "budsjettlinje": linje,
        "regnskap": models.Regnskapspost.objects.create(
            prosjekt=prosjekt, linje=linje, dato=date(2015, 10, 1), tekst="Leie av sal", kroner=12_000
        ),
    }


def argumenter(v):
    ProsjektFactory(embete=v.naboembete)
    ResultatmaalFactory(prosjekt=v.prosjekt, nummer="1")
    pk = v.prosjekt.pk
    rader = prosjektrader(v.prosjekt)
    return {
        **dict.fromkeys(["nettverk:prosjekt-show", "nettverk:prosjekt-edit"], [pk]),
        **dict.fromkeys(
            ["nettverk:budsjett-show", "nettverk:budsjett-copy", "nettverk:regnskap-index"], [pk]
        ),
        **dict.fromkeys(["nettverk:budsjett-export", "nettverk:regnskap-export"], [pk, "csv"]),
        "nettverk:prosjekt-export": ["xlsx"],
        **{f"nettverk:{slag}-create": [pk] for slag in RADSLAG},
        **{f"nettverk:{slag}-{verb}": [rader[slag].pk] for slag in RADSLAG for verb in ("edit", "delete")},
    }


def plant(plantes, v):
    linje = plantes(models.Budsjettlinje, prosjekt=v.prosjekt, aar=2015, kroner=80_000)
    plantes(models.Regnskapspost, prosjekt=v.prosjekt, linje=linje, kroner=500, dato=v.dag)
    plantes(models.Strategi, prosjekt=v.prosjekt, nummer=1)
    plantes(models.Suksesskriterium, prosjekt=v.prosjekt, nummer=1)


def sider(v):
    rader = prosjektrader(v.prosjekt)
    pk = v.prosjekt.pk
    return [
        ("kontaktperson", ("nettverk:oversikt-show",)),
        *(("leser", side) for side in [("nettverk:oversikt-show",), ("nettverk:prosjekt-index",)]),
        *(
            ("leser", (f"nettverk:{navn}", pk))
            for navn in ("prosjekt-show", "budsjett-show", "regnskap-index")
        ),
        *(("prosjektleder", (f"nettverk:{slag}-create", pk)) for slag in RADSLAG),
        *(("prosjektleder", (f"nettverk:{slag}-edit", rader[slag].pk)) for slag in RADSLAG),
        ("prosjektleder", ("nettverk:budsjett-show", pk)),
    ]
