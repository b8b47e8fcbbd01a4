"""Reports."""

from django.urls import path

from .views import (
    behandling,
    kapitler,
    offentlig,
    publisering,
    rapporter,
    rettelogg,
    sammenligning,
    setninger,
    tallkontroll,
    utgaver,
    verifisering,
)

app_name = "rapporter"
urlpatterns = [
    path("", rapporter.index, name="rapport-index"),
    path("ny/", rapporter.choose, name="rapport-choose"),
    path("ny/<slug:type_>/", rapporter.create, name="rapport-create"),
    path("tallkontroll/", tallkontroll.show, name="tallkontroll-show"),
    path("<int:pk>/", rapporter.show, name="rapport-show"),
    path("<int:pk>/endre/", rapporter.edit, name="rapport-edit"),
    path("<int:pk>/pdf/", rapporter.pdf, name="rapport-pdf"),
    path("<int:pk>/behandling/", behandling.show, name="behandling-show"),
    path("<int:pk>/behandling/til-godkjenning/", behandling.submit, name="behandling-submit"),
    path("<int:pk>/behandling/send-tilbake/", behandling.reject, name="behandling-reject"),
    path("<int:pk>/behandling/godkjenn/", behandling.approve, name="behandling-approve"),
    path("<int:pk>/behandling/sendt/", behandling.send, name="behandling-send"),
    path("<int:pk>/behandling/aapne/", behandling.reopen, name="behandling-reopen"),
    path("utgaver/<int:pk>/", utgaver.show, name="utgave-show"),
    path("utgaver/<int:pk>/pdf/", utgaver.pdf, name="utgave-pdf"),
    path("utgaver/<int:pk>/rettelogg/", rettelogg.show, name="rettelogg-show"),
    path("utgaver/<int:pk>/rettelogg.<slug:format>", rettelogg.export, name="rettelogg-export"),
    path("utgaver/<int:pk>/publisering/", publisering.edit, name="publisering-edit"),
    path("offentlig/", offentlig.index, name="offentlig-index"),
    path("offentlig/<slug:adresse>/", offentlig.show, name="offentlig-show"),
    path("offentlig/<slug:adresse>/rapport.pdf", offentlig.pdf, name="offentlig-pdf"),
    path("offentlig/<slug:adresse>/tall.<slug:format>", offentlig.export, name="offentlig-export"),
    path("verifiser/", verifisering.show, name="verifisering-show"),
    path("<int:pk>/sammenlign/", sammenligning.show, name="sammenligning-show"),
    path("<int:pk>/setninger/", setninger.index, name="setning-index"),
    path("<int:pk>/setninger/<slug:setning>/", setninger.edit, name="setning-edit"),
    path("<int:pk>/setninger/<slug:setning>/tilbake/", setninger.revert, name="setning-revert"),
    path("<int:pk>/kapittel/<slug:noekkel>/", kapitler.edit, name="kapittel-edit"),
]
