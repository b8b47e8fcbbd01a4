"""Notices: a person's own, and for the systemansvarlig what did not go by e-mail."""

from django.urls import path

from .views import epost, varsler

app_name = "varsler"
urlpatterns = [
    path("", varsler.index, name="varsel-index"),
    path("lest/", varsler.read, name="varsel-read"),
    path("<int:pk>/aapne/", varsler.open_, name="varsel-open"),
    path("epost/", epost.index, name="epost-index"),
    path("epost/proev-igjen/", epost.retry, name="epost-retry"),
]
