"""Reports."""

from django.urls import path

app_name = "rapporter"
urlpatterns = []
