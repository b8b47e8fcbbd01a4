"""Feedback and quotes."""

from django.urls import path

from nettverk.views import evaluering, evalueringsspoersmaal, sitater, tilbakemeldinger

urlpatterns = [
    path("evaluering/", evaluering.index, name="evaluering-index"),
    path("prosjekter/<int:pk>/evaluering.<slug:format>", evaluering.export, name="evaluering-export"),
    path(
        "prosjekter/<int:pk>/evaluering/spoersmaal/nytt/",
        evalueringsspoersmaal.create,
        name="evalueringsspoersmaal-create",
    ),
    path("evaluering/spoersmaal/<int:pk>/", evalueringsspoersmaal.show, name="evalueringsspoersmaal-show"),
    path(
        "evaluering/spoersmaal/<int:pk>/rediger/",
        evalueringsspoersmaal.edit,
        name="evalueringsspoersmaal-edit",
    ),
    path("evaluering/svar/", tilbakemeldinger.index, name="tilbakemelding-index"),
    path("evaluering/svar/eksport.<slug:format>", tilbakemeldinger.export, name="tilbakemelding-export"),
    path("prosjekter/<int:pk>/evaluering/svar/nytt/", tilbakemeldinger.create, name="tilbakemelding-create"),
    path("prosjekter/<int:pk>/evaluering/les-inn/", tilbakemeldinger.upload, name="tilbakemelding-import"),
    path("evaluering/svar/<int:pk>/", tilbakemeldinger.show, name="tilbakemelding-show"),
    path("evaluering/svar/<int:pk>/rediger/", tilbakemeldinger.edit, name="tilbakemelding-edit"),
    path("evaluering/svar/<int:pk>/slett/", tilbakemeldinger.delete, name="tilbakemelding-delete"),
    path("evaluering/svar/<int:pk>/sitat/", sitater.create, name="sitat-create"),
    path("evaluering/sitater/<int:pk>/frigi/", sitater.release, name="sitat-release"),
    path("evaluering/sitater/<int:pk>/trekk/", sitater.withdraw, name="sitat-withdraw"),
    path("evaluering/sitater/<int:pk>/slett/", sitater.delete, name="sitat-delete"),
]
