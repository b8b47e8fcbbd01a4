"""Groups and members."""

from django.urls import path

from nettverk.views import grupper, medlemskap

urlpatterns = [
    path("grupper/", grupper.index, name="gruppe-index"),
    path("grupper/<int:pk>/", grupper.show, name="gruppe-show"),
    path("grupper/<int:pk>/rediger/", grupper.edit, name="gruppe-edit"),
    path("grupper/<int:pk>/medlemskap/nytt/", medlemskap.create, name="medlemskap-create"),
    path("medlemskap/<int:pk>/", medlemskap.edit, name="medlemskap-edit"),
    path("medlemskap/<int:pk>/avslutt/", medlemskap.end, name="medlemskap-end"),
    path("prosjekter/<int:pk>/grupper/ny/", grupper.create, name="gruppe-create"),
]
