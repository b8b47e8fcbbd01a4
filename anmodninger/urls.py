"""Requests: sent rounds, and the drafts on their way."""

from django.urls import path

from .views import (
    aarshjul,
    aarshjulmal,
    aarshjulsteg,
    brev,
    brevmal,
    fordeling,
    rundefiler,
    runder,
    utkast,
    utsettelser,
)

app_name = "anmodninger"
urlpatterns = [
    path("", runder.index, name="runde-index"),
    path("runder/<int:pk>/", runder.show, name="runde-show"),
    path("runder/<int:pk>/brev/", brev.index, name="runde-brev"),
    path("runder/<int:pk>/brev/alle.<slug:format>", brev.export, name="runde-brev-fil"),
    path("brev/<int:pk>.pdf", brev.show, name="brev-show"),
    path("brevmal/<int:embete>/", brevmal.edit, name="brevmal-edit"),
    path("runder/<int:pk>/eksport/<slug:form>.<slug:format>", rundefiler.export_runde, name="runde-export"),
    path("utsettelser/ny/<int:pk>/", utsettelser.create, name="utsettelse-create"),
    path("utkast/ny/", utkast.create, name="utkast-create"),
    path("utkast/<int:pk>/", utkast.show, name="utkast-show"),
    path("utkast/<int:pk>/fordeling/", fordeling.edit, name="utkast-fordeling"),
    path("utkast/<int:pk>/begrunnelser/", fordeling.explain, name="utkast-begrunnelser"),
    path("utkast/<int:pk>/tall/", utkast.tall, name="utkast-tall"),
    path("utkast/<int:pk>/import/", rundefiler.upload, name="utkast-import"),
    path("utkast/<int:pk>/eksport/<slug:form>.<slug:format>", rundefiler.export_utkast, name="utkast-export"),
    path("utkast/<int:pk>/brev/", brev.preview, name="utkast-brev"),
    path("utkast/<int:pk>/brev/<int:kommune>.pdf", brev.preview_pdf, name="utkast-brev-pdf"),
    path("utkast/<int:pk>/send/", utkast.send, name="utkast-send"),
    path("utkast/<int:pk>/slett/", utkast.delete, name="utkast-delete"),
    path("aarshjul/", aarshjul.index, name="aarshjul-index"),
    path("aarshjul/<int:embete>/<int:aar>/", aarshjul.show, name="aarshjul-show"),
    path("aarshjul/<int:embete>/<int:aar>/start/", aarshjul.start, name="aarshjul-start"),
    path("aarshjul/<int:embete>/<int:aar>/nytt/", aarshjulsteg.create, name="aarshjulsteg-create"),
    path("aarshjul/<int:embete>/mal/", aarshjulmal.edit, name="aarshjulmal-edit"),
    path("aarshjul/steg/<int:pk>/", aarshjulsteg.edit, name="aarshjulsteg-edit"),
    path("aarshjul/steg/<int:pk>/status/", aarshjulsteg.status, name="aarshjulsteg-status"),
]
