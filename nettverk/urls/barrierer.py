"""Barriers and instruments."""

from django.urls import path

from nettverk.views import barrierer, barriereslag, barrieretiltak, virkemidler

urlpatterns = [
    path("barrierer/", barrierer.index, name="barriere-index"),
    path("barrierer/matrise.<slug:format>", barrierer.matrix_export, name="barrierematrise-export"),
    path("barrierer/liste/", barrierer.listing, name="barriere-list"),
    path("barrierer/liste/eksport.<slug:format>", barrierer.export, name="barriere-export"),
    path("barrierer/ny/", barrierer.create, name="barriere-create"),
    path("barrierer/<int:pk>/", barrierer.show, name="barriere-show"),
    path("barrierer/<int:pk>/rediger/", barrierer.edit, name="barriere-edit"),
    path("barrierer/<int:pk>/lukk/", barrierer.close, name="barriere-close"),
    path("barrierer/<int:pk>/aapne/", barrierer.reopen, name="barriere-reopen"),
    path("barrierer/<int:pk>/tiltak/nytt/", barrieretiltak.create, name="barrieretiltak-create"),
    path("barrierer/tiltak/<int:pk>/fjern/", barrieretiltak.remove, name="barrieretiltak-remove"),
    path("barrierer/slag/", barriereslag.index, name="barriereslag-index"),
    path("barrierer/slag/eksport.<slug:format>", barriereslag.export, name="barriereslag-export"),
    path("barrierer/slag/nytt/", barriereslag.create, name="barriereslag-create"),
    path("barrierer/slag/<int:pk>/", barriereslag.edit, name="barriereslag-edit"),
    path("virkemidler/", virkemidler.index, name="virkemiddel-index"),
    path("virkemidler/eksport.<slug:format>", virkemidler.export, name="virkemiddel-export"),
    path("virkemidler/nytt/", virkemidler.create, name="virkemiddel-create"),
    path("virkemidler/<int:pk>/", virkemidler.show, name="virkemiddel-show"),
    path("virkemidler/<int:pk>/rediger/", virkemidler.edit, name="virkemiddel-edit"),
]
