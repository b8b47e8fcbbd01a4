"""Status, municipalities and decisions."""

from django.urls import path

app_name = "vedtak"
urlpatterns = []
