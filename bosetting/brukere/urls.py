"""People, roles and the log."""

from django.urls import path

app_name = "brukere"
urlpatterns = []
