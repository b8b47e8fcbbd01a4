"""People, roles, embeter, the register of municipalities and the log."""

from django.urls import path

from .views import brukere, embeter, hendelser, kalender, register, tilganger

app_name = "brukere"
urlpatterns = [
    path("", brukere.index, name="bruker-index"),
    path("ny/", brukere.create, name="bruker-create"),
    path("<int:pk>/", brukere.edit, name="bruker-edit"),
    path("<int:pk>/lenke/", brukere.link, name="bruker-link"),
    path("<int:pk>/tilganger/ny/", tilganger.create, name="tilgang-create"),
    path("tilganger/<int:pk>/avslutt/", tilganger.end, name="tilgang-end"),
    path("embeter/", embeter.index, name="embete-index"),
    path("embeter/ny/", embeter.create, name="embete-create"),
    path("embeter/<int:pk>/", embeter.edit, name="embete-edit"),
    path("register/", register.index, name="register-index"),
    path("hendelser/", hendelser.index, name="hendelse-index"),
    path("kalender/", kalender.show, name="kalender-show"),
    path("kalender/ny/", kalender.create, name="kalender-create"),
    path("kalender/tilbakekall/", kalender.revoke, name="kalender-revoke"),
    path("kalender/<slug:hemmelighet>.ics", kalender.feed, name="kalender-feed"),
]
