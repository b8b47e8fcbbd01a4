"""Invitations, answers, attendance, minutes and follow-up."""

from django.urls import path

from nettverk.views import innkallinger, innkallingssvar, oppfoelging, oppmoete, referater

urlpatterns = [
    path("moeter/<int:pk>/innkalling/", innkallinger.edit, name="innkalling-edit"),
    path("moeter/<int:pk>/innkalling/send/", innkallinger.send, name="innkalling-send"),
    path("moeter/<int:pk>/innkalling/paaminnelse/", innkallinger.remind, name="innkalling-remind"),
    path("moeter/<int:pk>/innkalling/eksport.<slug:format>", innkallinger.export, name="innkalling-export"),
    path("innkalling/<str:merke>/", innkallingssvar.show, name="innkallingssvar-show"),
    path("innkalling/<str:merke>/papir/<int:pk>/", innkallingssvar.paper, name="innkallingssvar-paper"),
    path("innkallinger/<int:pk>/trekk/", innkallinger.withdraw, name="innkalling-withdraw"),
    path("innkallinger/<int:pk>/svar/", innkallingssvar.edit, name="min-innkalling-edit"),
    path("moeter/<int:pk>/oppmoete/", oppmoete.edit, name="oppmoete-edit"),
    path("moeter/<int:pk>/referat/", referater.edit, name="referat-edit"),
    path("moeter/<int:pk>/referat/godkjenn/", referater.approve, name="referat-approve"),
    path("referater/<int:pk>/", referater.show, name="referat-show"),
    path("referater/<int:pk>/pdf/", referater.pdf, name="referat-pdf"),
    path("referater/<int:pk>/send/", referater.send, name="referat-send"),
    path("oppfoelging/", oppfoelging.index, name="oppfoelgingspunkt-index"),
    path("oppfoelging/eksport.<slug:format>", oppfoelging.export, name="oppfoelgingspunkt-export"),
    path("moeter/<int:pk>/oppfoelging/nytt/", oppfoelging.create, name="oppfoelgingspunkt-create"),
    path("oppfoelging/<int:pk>/", oppfoelging.edit, name="oppfoelgingspunkt-edit"),
    path("oppfoelging/<int:pk>/lukk/", oppfoelging.close, name="oppfoelgingspunkt-close"),
    path("oppfoelging/<int:pk>/aapne/", oppfoelging.reopen, name="oppfoelgingspunkt-reopen"),
]
