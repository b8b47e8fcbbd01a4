"""Organisations, people, groups and members."""

from django.urls import path

from nettverk.views import grupper, kontaktdekning, medlemsimport, medlemskap, organisasjoner, personer

urlpatterns = [
    path("grupper/", grupper.index, name="gruppe-index"),
    path("grupper/eksport.<slug:format>", grupper.export_all, name="gruppe-export-all"),
    path("grupper/kommuner/", kontaktdekning.index, name="kontaktdekning-index"),
    path("grupper/kommuner/eksport.<slug:format>", kontaktdekning.export, name="kontaktdekning-export"),
    path("grupper/<int:pk>/", grupper.show, name="gruppe-show"),
    path("grupper/<int:pk>/rediger/", grupper.edit, name="gruppe-edit"),
    path("grupper/<int:pk>/eksport.<slug:format>", grupper.export, name="gruppe-export"),
    path("grupper/<int:pk>/mottakere/", grupper.recipients, name="gruppe-recipients"),
    path("grupper/<int:pk>/medlemskap/nytt/", medlemskap.create, name="medlemskap-create"),
    path("grupper/<int:pk>/medlemskap/hent/", medlemskap.fetch, name="medlemskap-fetch"),
    path("grupper/<int:pk>/medlemskap/fil/", medlemsimport.upload, name="medlemskap-import"),
    path("medlemskap/<int:pk>/", medlemskap.edit, name="medlemskap-edit"),
    path("medlemskap/<int:pk>/avslutt/", medlemskap.end, name="medlemskap-end"),
    path("prosjekter/<int:pk>/grupper/ny/", grupper.create, name="gruppe-create"),
    path("organisasjoner/", organisasjoner.index, name="organisasjon-index"),
    path("organisasjoner/eksport.<slug:format>", organisasjoner.export, name="organisasjon-export"),
    path("organisasjoner/ny/", organisasjoner.create, name="organisasjon-create"),
    path("organisasjoner/<int:pk>/", organisasjoner.show, name="organisasjon-show"),
    path("organisasjoner/<int:pk>/rediger/", organisasjoner.edit, name="organisasjon-edit"),
    path("personer/", personer.index, name="person-index"),
    path("personer/eksport.<slug:format>", personer.export, name="person-export"),
    path("personer/ny/", personer.create, name="person-create"),
    path("personer/<int:pk>/", personer.show, name="person-show"),
    path("personer/<int:pk>/rediger/", personer.edit, name="person-edit"),
]
