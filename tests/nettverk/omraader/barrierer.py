"""Barriers and instruments."""

from nettverk import models


def plant(plantes, v):
    slag = plantes(models.Barriereslag, embete=v.embete)
    plantes(models.Barriere, slag=slag, kommune=v.moss)
