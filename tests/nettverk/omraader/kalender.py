"""The calendar and its feeds."""

from datetime import time

from nettverk import gruppekalendere, models
from tests.nettverk.factories import GruppeFactory
from tests.tilgangsrader import AAPEN, FOERE, GET, KNAPP, LESERE, NABOER, rad

DELTAR = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")

RADER = {
    **dict.fromkeys([f"nettverk:kalender-{verb}" for verb in ("show", "index", "export")], (GET, DELTAR)),
    **dict.fromkeys(["nettverk:kalender-public", "nettverk:kalender-public-feed"], (GET, AAPEN)),
    "nettverk:gruppekalender-show": (GET, FOERE),
    "nettverk:gruppekalender-create": (KNAPP, FOERE),
    "nettverk:gruppekalender-revoke": (KNAPP, FOERE),
    "nettverk:gruppekalender-feed": (GET, AAPEN),
}


def argumenter(v):
    gruppe = GruppeFactory(prosjekt=v.prosjekt)
    hemmelighet = gruppekalendere.lag(by=v.prosjektleder, gruppe=gruppe)
    # Fetched today already: fetching it again writes nothing.
    gruppekalendere.merk_hentet(gruppekalendere.gyldig(gruppe), v.dag)
    return {
        **dict.fromkeys(
            [f"nettverk:gruppekalender-{verb}" for verb in ("show", "create", "revoke")], [gruppe.pk]
        ),
        "nettverk:gruppekalender-feed": [hemmelighet],
        "nettverk:kalender-export": ["csv"],
    }


def plant(plantes, v):
    plantes(
        models.Moete, prosjekt=v.prosjekt, fra_tid=time(9), til_tid=time(10), innsyn="medlemmer", dato=v.dag,
        gruppe=GruppeFactory(prosjekt=v.prosjekt, navn="Lukket", innsyn="medlemmer"),
    )  # fmt: skip


def sider(v):
    gruppe = GruppeFactory(prosjekt=v.prosjekt)
    return [
        *(
            (rolle, (f"nettverk:kalender-{navn}",))
            for rolle in ("kontaktperson", "prosjektleder")
            for navn in ("show", "index")
        ),
        ("leser", ("nettverk:kalender-public",)),
        ("prosjektleder", ("nettverk:gruppekalender-show", gruppe.pk)),
    ]
