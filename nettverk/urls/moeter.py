"""Meetings, series, agenda and papers."""

from django.urls import path

from nettverk.views import moeter, moeteserier, saker, sakspapirer

urlpatterns = [
    path("moeter/", moeter.index, name="moete-index"),
    path("moeter/eksport.<slug:format>", moeter.export, name="moete-export"),
    path("moeter/<int:pk>/", moeter.show, name="moete-show"),
    path("moeter/<int:pk>/rediger/", moeter.edit, name="moete-edit"),
    path("moeter/<int:pk>/avlys/", moeter.cancel, name="moete-cancel"),
    path("prosjekter/<int:pk>/moeter/nytt/", moeter.create, name="moete-create"),
    path("moeteserier/", moeteserier.index, name="moeteserie-index"),
    path("moeteserier/eksport.<slug:format>", moeteserier.export, name="moeteserie-export"),
    path("moeteserier/<int:pk>/", moeteserier.show, name="moeteserie-show"),
    path("moeteserier/<int:pk>/rediger/", moeteserier.edit, name="moeteserie-edit"),
    path("moeteserier/<int:pk>/avslutt/", moeteserier.end, name="moeteserie-end"),
    path("prosjekter/<int:pk>/moeteserier/ny/", moeteserier.create, name="moeteserie-create"),
    path("moeter/<int:pk>/saker/ny/", saker.create, name="sak-create"),
    path("moeter/<int:pk>/saker/forslag/", saker.propose, name="sak-propose"),
    path("saker/<int:pk>/rediger/", saker.edit, name="sak-edit"),
    path("saker/<int:pk>/svar/", saker.answer, name="sak-answer"),
    path("saker/<int:pk>/flytt/", saker.move, name="sak-move"),
    path("moeter/<int:pk>/sakspapirer/nytt/", sakspapirer.create, name="sakspapir-create"),
    path("sakspapirer/<int:pk>/", sakspapirer.download, name="sakspapir-download"),
    path("sakspapirer/<int:pk>/fjern/", sakspapirer.remove, name="sakspapir-remove"),
]
