"""The first page, and projects."""

from django.urls import path

from nettverk.views import oversikt, prosjekter

urlpatterns = [
    path("", oversikt.show, name="oversikt-show"),
    path("prosjekter/ny/", prosjekter.create, name="prosjekt-create"),
    path("prosjekter/<int:pk>/", prosjekter.show, name="prosjekt-show"),
    path("prosjekter/<int:pk>/rediger/", prosjekter.edit, name="prosjekt-edit"),
]
