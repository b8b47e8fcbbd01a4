"""Projects, groups, members and activities."""

from django.urls import path

from .views import aktiviteter, grupper, medlemskap, prosjekter

app_name = "nettverk"
urlpatterns = [
    path("grupper/", grupper.index, name="gruppe-index"),
    path("grupper/<int:pk>/", grupper.show, name="gruppe-show"),
    path("grupper/<int:pk>/rediger/", grupper.edit, name="gruppe-edit"),
    path("grupper/<int:pk>/medlemskap/nytt/", medlemskap.create, name="medlemskap-create"),
    path("medlemskap/<int:pk>/", medlemskap.edit, name="medlemskap-edit"),
    path("medlemskap/<int:pk>/avslutt/", medlemskap.end, name="medlemskap-end"),
    path("aktiviteter/", aktiviteter.index, name="aktivitet-index"),
    path("aktiviteter/<int:pk>/", aktiviteter.show, name="aktivitet-show"),
    path("aktiviteter/<int:pk>/rediger/", aktiviteter.edit, name="aktivitet-edit"),
    path("prosjekter/ny/", prosjekter.create, name="prosjekt-create"),
    path("prosjekter/<int:pk>/", prosjekter.show, name="prosjekt-show"),
    path("prosjekter/<int:pk>/rediger/", prosjekter.edit, name="prosjekt-edit"),
    path("prosjekter/<int:pk>/grupper/ny/", grupper.create, name="gruppe-create"),
    path("prosjekter/<int:pk>/aktiviteter/ny/", aktiviteter.create, name="aktivitet-create"),
]
