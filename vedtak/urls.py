"""Status, municipalities and decisions."""

from django.urls import path

from .views import status

app_name = "vedtak"
urlpatterns = [
    path("status/", status.index, name="status-index"),
    path("status/<int:aar>/", status.show, name="status-show"),
    path("status/<int:aar>/eksport.<slug:format>", status.export, name="status-export"),
]
