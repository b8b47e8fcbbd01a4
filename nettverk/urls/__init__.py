"""The addresses of the network, part by part."""

from . import aktiviteter, barrierer, evaluering, grupper, kalender, moeter, prosjekt, referat, tilskudd

app_name = "nettverk"
urlpatterns = [
    *prosjekt.urlpatterns,
    *grupper.urlpatterns,
    *moeter.urlpatterns,
    *referat.urlpatterns,
    *aktiviteter.urlpatterns,
    *kalender.urlpatterns,
    *tilskudd.urlpatterns,
    *barrierer.urlpatterns,
    *evaluering.urlpatterns,
]
