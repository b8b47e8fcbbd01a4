"""The register of municipalities."""

from django.urls import path

from . import views

app_name = "kommuner"
urlpatterns = [path("", views.index, name="register-index")]
