"""Feedback and quotes."""

from nettverk import models


def plant(plantes, v):
    spoersmaal = plantes(models.Evalueringsspoersmaal, prosjekt=v.prosjekt, nummer=1)
    svar = plantes(models.Tilbakemelding, spoersmaal=spoersmaal, kommune=v.moss)
    plantes(models.Sitat, tilbakemelding=svar)
