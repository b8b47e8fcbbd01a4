"""Meetings and their papers."""

from datetime import time

from nettverk import models


def plant(plantes, v):
    moete = plantes(models.Moete, prosjekt=v.prosjekt, fra_tid=time(9), til_tid=time(10), innsyn="medlemmer")
    plantes(models.Sak, moete=moete, kommune=v.moss, nummer=1, foreslaatt_av=v.nabokontaktperson)
