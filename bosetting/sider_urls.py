"""Addresses of the pages about the system itself."""

from django.urls import path

from . import sider

urlpatterns = [
    path("tilgjengelighet/", sider.tilgjengelighet, name="tilgjengelighet"),
    path("personvern/", sider.personvern, name="personvern"),
]
