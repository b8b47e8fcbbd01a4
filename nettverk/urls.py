"""Groups and activities."""

from django.urls import path

app_name = "nettverk"
urlpatterns = []
