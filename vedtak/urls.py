"""Status, municipalities and decisions."""

from django.urls import path, register_converter

from .views import (
    bekreftelser,
    bosatte,
    dialoger,
    dokumenter,
    endringer,
    endringsoensker,
    imdi,
    kilder,
    kladder,
    kladdfiler,
    kommuner,
    kvitteringer,
    min_kommune,
    oppsoeking,
    planforankringer,
    purreplaner,
    purringer,
    status,
    vedtak,
    vilkaar,
)


class Aar:
    """A settlement year: four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(Aar, "aar")

app_name = "vedtak"
urlpatterns = [
    # Status
    path("status/", status.index, name="status-index"),
    path("status/<int:aar>/", status.show, name="status-show"),
    path("status/<int:aar>/eksport.<slug:format>", status.export, name="status-export"),
    path("status/<int:aar>/kilder/", kilder.show, name="kilder-show"),
    path("status/<int:aar>/kilder/eksport.<slug:format>", kilder.export, name="kilder-export"),
    path("status/<int:aar>/endringer/", endringer.index, name="endring-index"),
    path("status/<int:aar>/endringer/eksport.<slug:format>", endringer.export, name="endring-export"),
    path("anmodninger/imdi/", imdi.upload, name="imdi-import"),
    # Answers
    path("min-kommune/", min_kommune.show, name="min-kommune"),
    path("kommuner/", kommuner.index, name="kommune-index"),
    path("kommuner/<int:pk>/", kommuner.show, name="kommune-show"),
    path("kommuner/<int:pk>/eksport.<slug:format>", kommuner.export, name="kommune-export"),
    path("kommuner/planer/", planforankringer.index, name="planforankring-index"),
    path("kommuner/planer/eksport.<slug:format>", planforankringer.export, name="planforankring-export"),
    path(
        "kommuner/<int:kommune_pk>/planer/<slug:plan>/",
        planforankringer.history,
        name="planforankring-history",
    ),
    path(
        "kommuner/<int:kommune_pk>/planer/<slug:plan>/oppdater/",
        planforankringer.create,
        name="planforankring-create",
    ),
    path("kommuner/<int:kommune_pk>/svar/<aar:aar>/nytt/", vedtak.create, name="vedtak-create"),
    path("vedtak/<int:pk>/", vedtak.show, name="vedtak-show"),
    path("vedtak/<int:pk>/rett/", vedtak.correct, name="vedtak-correct"),
    path("vedtak/<int:pk>/kvittering/", kvitteringer.show, name="vedtak-receipt"),
    path("kommuner/<int:kommune_pk>/svar/<aar:aar>/kladd/", kladder.start, name="kladd-start"),
    path("vedtak/<int:pk>/rett/kladd/", kladder.correct, name="kladd-correct"),
    path("kladder/<int:pk>/se-over/", kladder.check, name="kladd-check"),
    path("kladder/<int:pk>/slett/", kladder.delete, name="kladd-delete"),
    path("kladder/<int:pk>/<slug:trinn>/", kladder.step, name="kladd-trinn"),
    path("vilkaar/<int:pk>/foelg-opp/", vilkaar.follow_up, name="vilkaar-follow-up"),
    # Documents
    path("kommuner/<int:kommune_pk>/dokumenter/nytt/", dokumenter.create, name="dokument-create"),
    path("dokumenter/<int:pk>/", dokumenter.download, name="dokument-download"),
    path("dokumenter/<int:pk>/erstatt/", dokumenter.replace, name="dokument-replace"),
    path("kladder/filer/<int:pk>/", kladdfiler.download, name="kladdfil-download"),
    path("kladder/filer/<int:pk>/fjern/", kladdfiler.delete, name="kladdfil-delete"),
    path("bekreftelser/", bekreftelser.index, name="bekreftelse-index"),
    path("vedtak/<int:pk>/bekreft/", bekreftelser.create, name="bekreftelse-create"),
    path("vedtak/<int:pk>/send-tilbake/", bekreftelser.send_back, name="bekreftelse-return"),
    path("endringsoensker/", endringsoensker.index, name="endringsoenske-index"),
    path("endringsoensker/<int:pk>/", endringsoensker.show, name="endringsoenske-show"),
    path("endringsoensker/<int:pk>/svar/", endringsoensker.answer, name="endringsoenske-answer"),
    path(
        "kommuner/<int:kommune_pk>/svar/<aar:aar>/endringsoenske/",
        endringsoensker.create,
        name="endringsoenske-create",
    ),
    # Settled
    path("bosatte/<aar:aar>/", bosatte.index, name="bosatt-index"),
    path("bosatte/<aar:aar>/eksport.<slug:format>", bosatte.export, name="bosatt-export"),
    path("bosatte/<aar:aar>/foer/", bosatte.create, name="bosatt-create"),
    path("bosatte/rett/<int:pk>/", bosatte.correct, name="bosatt-correct"),
    path("bosatte/les-inn/", bosatte.upload, name="bosatt-import"),
    # Dialogue and outreach
    path("oppfoelging/", dialoger.follow_ups, name="oppfoelging-index"),
    path("oppfoelging/kontakter/", dialoger.index, name="dialog-index"),
    path("oppfoelging/kontakter/eksport.<slug:format>", dialoger.export, name="dialog-export"),
    path("oppfoelging/kontakter/ny/", dialoger.create, name="dialog-create"),
    path("oppfoelging/kontakter/<int:pk>/", dialoger.show, name="dialog-show"),
    path("oppfoelging/kontakter/<int:pk>/rediger/", dialoger.edit, name="dialog-edit"),
    path("oppfoelging/kontakter/<int:pk>/foelg-opp/", dialoger.follow_up, name="dialog-follow-up"),
    path("oppfoelging/kontakter/<int:pk>/aapne/", dialoger.reopen, name="dialog-reopen"),
    path("oppfoelging/hvem/", oppsoeking.index, name="oppsoeking-index"),
    path("oppfoelging/hvem/eksport.<slug:format>", oppsoeking.export, name="oppsoeking-export"),
    # Reminders
    path("anmodninger/purringer/", purringer.index, name="purring-index"),
    path("anmodninger/purringer/<int:pk>/", purringer.show, name="purring-show"),
    path("anmodninger/purringer/<int:pk>/brev.pdf", purringer.letter, name="purring-brev"),
    path("anmodninger/purringer/mottakere/<int:pk>/avklar/", purringer.settle, name="purring-settle"),
    path("anmodninger/runder/<int:pk>/purring/", purringer.preview, name="purring-preview"),
    path(
        "anmodninger/runder/<int:pk>/purring/<int:kommune_pk>/brev.pdf",
        purringer.draft_letter,
        name="purring-draft-letter",
    ),
    path("anmodninger/runder/<int:pk>/purring/send/", purringer.send, name="purring-send"),
    path("anmodninger/runder/<int:pk>/purreplan/", purreplaner.edit, name="purreplan-edit"),
]
