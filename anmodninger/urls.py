"""Requests."""

from django.urls import path

app_name = "anmodninger"
urlpatterns = []
