"""Reports."""

from django.urls import path

from .views import kapitler, rapporter, setninger, tallkontroll

app_name = "rapporter"
urlpatterns = [
    path("", rapporter.index, name="rapport-index"),
    path("ny/", rapporter.choose, name="rapport-choose"),
    path("ny/<slug:type_>/", rapporter.create, name="rapport-create"),
    path("tallkontroll/", tallkontroll.show, name="tallkontroll-show"),
    path("<int:pk>/", rapporter.show, name="rapport-show"),
    path("<int:pk>/endre/", rapporter.edit, name="rapport-edit"),
    path("<int:pk>/pdf/", rapporter.pdf, name="rapport-pdf"),
    path("<int:pk>/setninger/", setninger.index, name="setning-index"),
    path("<int:pk>/setninger/<slug:setning>/", setninger.edit, name="setning-edit"),
    path("<int:pk>/setninger/<slug:setning>/tilbake/", setninger.revert, name="setning-revert"),
    path("<int:pk>/kapittel/<slug:noekkel>/", kapitler.edit, name="kapittel-edit"),
]
