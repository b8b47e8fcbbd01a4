"""Grants and municipal projects."""

from django.urls import path

from nettverk.views import kommuneprosjekter, prosjektkatalog, tilskudd, tilskuddsordninger

urlpatterns = [
    path("tilskudd/", tilskudd.index, name="tilskudd-index"),
    path("tilskudd/last-ned/<slug:format>/", tilskudd.export, name="tilskudd-export"),
    path("tilskudd/kommuner/<int:pk>/", tilskudd.show, name="tilskudd-show"),
    path("embeter/<int:pk>/tilskudd/les-inn/", tilskudd.upload, name="tilskudd-import"),
    path("tilskuddsordninger/", tilskuddsordninger.index, name="tilskuddsordning-index"),
    path(
        "tilskuddsordninger/last-ned/<slug:format>/",
        tilskuddsordninger.export,
        name="tilskuddsordning-export",
    ),
    path("tilskuddsordninger/<int:pk>/", tilskuddsordninger.show, name="tilskuddsordning-show"),
    path("tilskuddsordninger/<int:pk>/rediger/", tilskuddsordninger.edit, name="tilskuddsordning-edit"),
    path(
        "embeter/<int:pk>/tilskuddsordninger/ny/", tilskuddsordninger.create, name="tilskuddsordning-create"
    ),
    path("kommuneprosjekter/", kommuneprosjekter.index, name="kommuneprosjekt-index"),
    path(
        "kommuneprosjekter/last-ned/<slug:format>/", kommuneprosjekter.export, name="kommuneprosjekt-export"
    ),
    path("kommuneprosjekter/<int:pk>/", kommuneprosjekter.show, name="kommuneprosjekt-show"),
    path("kommuneprosjekter/<int:pk>/rediger/", kommuneprosjekter.edit, name="kommuneprosjekt-edit"),
    path("embeter/<int:pk>/kommuneprosjekter/nytt/", kommuneprosjekter.create, name="kommuneprosjekt-create"),
    path(
        "kommuneprosjekter/<int:pk>/besoek/nytt/",
        kommuneprosjekter.create_visit,
        name="oppfoelgingsbesoek-create",
    ),
    path("oppfoelgingsbesoek/<int:pk>/", kommuneprosjekter.edit_visit, name="oppfoelgingsbesoek-edit"),
    path("prosjektkatalog/", prosjektkatalog.show, name="prosjektkatalog-show"),
    path("prosjektkatalog/pdf/", prosjektkatalog.pdf, name="prosjektkatalog-pdf"),
]
