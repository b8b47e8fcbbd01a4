"""Requests: sent rounds, and the drafts on their way."""

from django.urls import path

from .views import runder, utkast

app_name = "anmodninger"
urlpatterns = [
    path("", runder.index, name="runde-index"),
    path("runder/<int:pk>/", runder.show, name="runde-show"),
    path("utkast/ny/", utkast.create, name="utkast-create"),
    path("utkast/<int:pk>/", utkast.show, name="utkast-show"),
    path("utkast/<int:pk>/tall/", utkast.tall, name="utkast-tall"),
    path("utkast/<int:pk>/send/", utkast.send, name="utkast-send"),
    path("utkast/<int:pk>/slett/", utkast.delete, name="utkast-delete"),
]
