"""Calendar and feeds."""

from django.urls import path

from nettverk.views import gruppekalendere, kalender

urlpatterns = [
    path("kalender/", kalender.show, name="kalender-show"),
    path("kalender/liste/", kalender.index, name="kalender-index"),
    path("kalender/liste/eksport.<slug:format>", kalender.export, name="kalender-export"),
    path("kalender/aapen/", kalender.public, name="kalender-public"),
    path("kalender/aapen.ics", kalender.public_feed, name="kalender-public-feed"),
    path("grupper/<int:pk>/kalender/", gruppekalendere.show, name="gruppekalender-show"),
    path("grupper/<int:pk>/kalender/ny/", gruppekalendere.create, name="gruppekalender-create"),
    path("grupper/<int:pk>/kalender/tilbakekall/", gruppekalendere.revoke, name="gruppekalender-revoke"),
    path("gruppekalender/<slug:hemmelighet>.ics", gruppekalendere.feed, name="gruppekalender-feed"),
]
