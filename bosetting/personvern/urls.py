"""Answering those who ask what is stored about them, and the log of what was anonymised."""

from django.urls import path

from .views import innsyn, kjoeringer

app_name = "personvern"
urlpatterns = [
    path("innsyn/", innsyn.index, name="innsyn-index"),
    path("innsyn/<slug:kilde>/<int:pk>/", innsyn.show, name="innsyn-show"),
    path("innsyn/<slug:kilde>/<int:pk>/eksport.<slug:format>", innsyn.export, name="innsyn-export"),
    path("innsyn/<slug:kilde>/<int:pk>/anonymiser/", innsyn.anonymise, name="innsyn-anonymise"),
    path("kjoeringer/", kjoeringer.index, name="kjoering-index"),
]
