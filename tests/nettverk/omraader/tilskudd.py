"""Grants and municipal projects."""

from nettverk import models


def plant(plantes, v):
    ordning = plantes(models.Tilskuddsordning, embete=v.embete)
    plantes(models.Utbetaling, ordning=ordning, kommune=v.moss, aar=2015, kroner=97_531)
    plantes(models.Kommuneprosjekt, embete=v.embete, aar=2015).kommuner.add(v.moss)
