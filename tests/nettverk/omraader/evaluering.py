"""Feedback and quotes."""

from nettverk import models
from tests.nettverk.evalueringsfactories import SitatFactory, SpoersmaalFactory, TilbakemeldingFactory
from tests.tilgangsrader import ANSATTE, FOERE, GET, KNAPP, LISTE, NABOER, OBJEKT, SKJEMA, UTKAST, rad

SVAR = rad(f"{ANSATTE} {NABOER}")

RADER = {
    "nettverk:evaluering-index": (GET, LISTE),
    "nettverk:evaluering-export": (GET, OBJEKT),
    "nettverk:evalueringsspoersmaal-show": (GET, OBJEKT),
    "nettverk:evalueringsspoersmaal-create": (SKJEMA, FOERE),
    "nettverk:evalueringsspoersmaal-edit": (SKJEMA, FOERE),
    "nettverk:tilbakemelding-index": (GET, SVAR),
    "nettverk:tilbakemelding-export": (GET, SVAR),
    "nettverk:tilbakemelding-create": (SKJEMA, UTKAST),
    "nettverk:tilbakemelding-import": (SKJEMA, UTKAST),
    "nettverk:tilbakemelding-show": (GET, UTKAST),
    "nettverk:tilbakemelding-edit": (SKJEMA, UTKAST),
    "nettverk:tilbakemelding-delete": (KNAPP, UTKAST),
    "nettverk:sitat-create": (SKJEMA, UTKAST),
    "nettverk:sitat-release": (KNAPP, FOERE),
    "nettverk:sitat-withdraw": (KNAPP, FOERE),
    "nettverk:sitat-delete": (KNAPP, FOERE),
}


def argumenter(v):
    svar = TilbakemeldingFactory(spoersmaal__prosjekt=v.prosjekt, kommune=v.halden)
    sitat = SitatFactory(tilbakemelding=svar)
    return {
        "nettverk:evaluering-export": [v.prosjekt.pk, "csv"],
        "nettverk:tilbakemelding-export": ["csv"],
        **dict.fromkeys(
            ["nettverk:evalueringsspoersmaal-create", "nettverk:tilbakemelding-create",
             "nettverk:tilbakemelding-import"],
            [v.prosjekt.pk],
        ),
        **dict.fromkeys(
            ["nettverk:evalueringsspoersmaal-show", "nettverk:evalueringsspoersmaal-edit"], [svar.spoersmaal_id]
        ),
        **dict.fromkeys(
            ["nettverk:tilbakemelding-show", "nettverk:tilbakemelding-edit", "nettverk:tilbakemelding-delete",
             "nettverk:sitat-create"],
            [svar.pk],
        ),
        **dict.fromkeys([f"nettverk:sitat-{verb}" for verb in ("release", "withdraw", "delete")], [sitat.pk]),
    }  # fmt: skip


def plant(plantes, v):
    spoersmaal = plantes(models.Evalueringsspoersmaal, prosjekt=v.prosjekt, nummer=1)
    svar = plantes(models.Tilbakemelding, spoersmaal=spoersmaal, kommune=v.moss)
    plantes(models.Sitat, tilbakemelding=svar)


def sider(v):
    spoersmaal = SpoersmaalFactory(prosjekt=v.prosjekt, nummer=901, skala=True)
    svar = TilbakemeldingFactory(spoersmaal=spoersmaal, kommune=v.kommune, skala=4)
    SitatFactory(tilbakemelding=svar, frigitt=True)
    return [
        ("prosjektleder", ("nettverk:evaluering-index",)),
        ("prosjektleder", ("nettverk:evalueringsspoersmaal-show", spoersmaal.pk)),
        ("prosjektleder", ("nettverk:evalueringsspoersmaal-edit", spoersmaal.pk)),
        ("prosjektleder", ("nettverk:tilbakemelding-index",)),
        ("prosjektleder", ("nettverk:tilbakemelding-import", v.prosjekt.pk)),
        ("prosjektleder", ("nettverk:tilbakemelding-show", svar.pk)),
        ("prosjektleder", ("nettverk:sitat-create", svar.pk)),
        ("leser", ("nettverk:evaluering-index",)),
    ]
