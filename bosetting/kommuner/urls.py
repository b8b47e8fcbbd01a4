"""The register of municipalities."""

from django.urls import path

app_name = "kommuner"
urlpatterns = []
