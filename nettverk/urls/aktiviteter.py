"""Activities and sign-up."""

from django.urls import path

from nettverk.views import aktiviteter, paameldinger, paameldingssvar

urlpatterns = [
    path("aktiviteter/", aktiviteter.index, name="aktivitet-index"),
    path("aktiviteter/eksport.<slug:format>", aktiviteter.export, name="aktivitet-export"),
    path("aktiviteter/<int:pk>/", aktiviteter.show, name="aktivitet-show"),
    path("aktiviteter/<int:pk>/rediger/", aktiviteter.edit, name="aktivitet-edit"),
    path("aktiviteter/<int:pk>/deltakere/", aktiviteter.edit_participants, name="deltakertall-edit"),
    path("aktiviteter/<int:pk>/paameldte/", paameldinger.index, name="paamelding-index"),
    path("aktiviteter/<int:pk>/paameldte.<slug:format>", paameldinger.export, name="paamelding-export"),
    path("aktiviteter/<int:pk>/paamelding/", paameldinger.edit, name="paamelding-edit"),
    path("aktiviteter/<int:pk>/oppmoete/", paameldinger.attend, name="paamelding-attend"),
    path("aktiviteter/<int:pk>/oppmoete/tell/", paameldinger.count, name="paamelding-count"),
    path("paameldte/<int:pk>/meld-av/", paameldinger.end, name="paamelding-end"),
    path("prosjekter/<int:pk>/aktiviteter/ny/", aktiviteter.create, name="aktivitet-create"),
    path("paamelding/min/<str:lenke>/", paameldingssvar.show, name="paamelding-show"),
    path("paamelding/min/<str:lenke>/meld-av/", paameldingssvar.cancel, name="paamelding-cancel"),
    path("paamelding/<uuid:adresse>/", paameldingssvar.create, name="paamelding-create"),
    path("paamelding/<uuid:adresse>/<str:lenke>/", paameldingssvar.create_member, name="paamelding-member"),
]
