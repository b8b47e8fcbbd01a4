"""Status, municipalities and decisions."""

from django.urls import path, register_converter

from .views import (
    dialoger,
    imdi,
    kilder,
    kommuner,
    min_kommune,
    oppsoeking,
    purreplaner,
    purringer,
    status,
    vedtak,
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
    path("anmodninger/imdi/", imdi.upload, name="imdi-import"),
    # Answers
    path("min-kommune/", min_kommune.show, name="min-kommune"),
    path("kommuner/", kommuner.index, name="kommune-index"),
    path("kommuner/<int:pk>/", kommuner.show, name="kommune-show"),
    path("kommuner/<int:kommune_pk>/svar/<aar:aar>/nytt/", vedtak.create, name="vedtak-create"),
    path("vedtak/<int:pk>/", vedtak.show, name="vedtak-show"),
    path("vedtak/<int:pk>/rett/", vedtak.correct, name="vedtak-correct"),
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
