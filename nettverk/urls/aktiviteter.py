"""Activities and sign-up."""

from django.urls import path

from nettverk.views import aktiviteter

urlpatterns = [
    path("aktiviteter/", aktiviteter.index, name="aktivitet-index"),
    path("aktiviteter/<int:pk>/", aktiviteter.show, name="aktivitet-show"),
    path("aktiviteter/<int:pk>/rediger/", aktiviteter.edit, name="aktivitet-edit"),
    path("prosjekter/<int:pk>/aktiviteter/ny/", aktiviteter.create, name="aktivitet-create"),
]
