"""People, roles, embeter, contact persons and their invitations, the register of municipalities and the log."""

from django.urls import path

from .views import (
    brukere,
    embeter,
    hendelser,
    invitasjoner,
    invitasjonssvar,
    kalender,
    kontaktpersoner,
    profil,
    register,
    tilganger,
)

app_name = "brukere"
urlpatterns = [
    path("brukere/", brukere.index, name="bruker-index"),
    path("brukere/ny/", brukere.create, name="bruker-create"),
    path("brukere/<int:pk>/", brukere.edit, name="bruker-edit"),
    path("brukere/<int:pk>/lenke/", brukere.link, name="bruker-link"),
    path("brukere/<int:pk>/tilganger/ny/", tilganger.create, name="tilgang-create"),
    path("brukere/tilganger/<int:pk>/avslutt/", tilganger.end, name="tilgang-end"),
    path("brukere/embeter/", embeter.index, name="embete-index"),
    path("brukere/embeter/ny/", embeter.create, name="embete-create"),
    path("brukere/embeter/<int:pk>/", embeter.edit, name="embete-edit"),
    path("brukere/register/", register.index, name="register-index"),
    path("brukere/hendelser/", hendelser.index, name="hendelse-index"),
    path("brukere/kalender/", kalender.show, name="kalender-show"),
    path("brukere/kalender/ny/", kalender.create, name="kalender-create"),
    path("brukere/kalender/tilbakekall/", kalender.revoke, name="kalender-revoke"),
    path("brukere/kalender/<slug:hemmelighet>.ics", kalender.feed, name="kalender-feed"),
    # Contact persons: under the municipalities they represent
    path("kommuner/kontaktpersoner/", kontaktpersoner.index, name="kontaktperson-index"),
    path("kommuner/kontaktpersoner/<int:pk>/avslutt/", kontaktpersoner.end, name="kontaktperson-end"),
    path(
        "kommuner/kontaktpersoner/<int:pk>/overlat/", kontaktpersoner.handover, name="kontaktperson-handover"
    ),
    path("kommuner/<int:pk>/kontaktpersoner/", kontaktpersoner.show, name="kontaktperson-show"),
    path("kommuner/invitasjoner/", invitasjoner.index, name="invitasjon-index"),
    path("kommuner/invitasjoner/ny/", invitasjoner.create, name="invitasjon-create"),
    path("kommuner/invitasjoner/<int:pk>/", invitasjoner.show, name="invitasjon-show"),
    path("kommuner/invitasjoner/<int:pk>/send/", invitasjoner.resend, name="invitasjon-resend"),
    path("kommuner/invitasjoner/<int:pk>/tilbakekall/", invitasjoner.revoke, name="invitasjon-revoke"),
    path("invitasjon/<slug:hemmelighet>/", invitasjonssvar.accept, name="invitasjon-accept"),
    path("konto/profil/", profil.edit, name="profil-edit"),
]
