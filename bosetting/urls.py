"""Table of contents: one include per app."""

from django.urls import include, path

from . import inngang

handler400 = "bosetting.inngang.bad_request"

urlpatterns = [
    path("", inngang.start, name="start"),
    path("helse/", inngang.alive, name="helse"),
    path("helse/klar/", inngang.ready, name="helse-klar"),
    path("", include("bosetting.sider_urls")),
    path("personvern/", include("bosetting.personvern.urls")),
    path("konto/", include("bosetting.brukere.konto_urls")),
    path("", include("bosetting.brukere.urls")),
    path("varsler/", include("bosetting.varsler.urls")),
    path("anmodninger/bakgrunnsarbeid/", include("bosetting.jobber.urls")),
    path("anmodninger/", include("anmodninger.urls")),
    path("", include("vedtak.urls")),
    path("nettverk/", include("nettverk.urls")),
    path("rapporter/", include("rapporter.urls")),
]
