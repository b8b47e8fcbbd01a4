"""Work in the background: the list, the progress of one, and stopping it."""

from django.urls import path

from .views import jobber

app_name = "jobber"
urlpatterns = [
    path("", jobber.index, name="jobb-index"),
    path("<int:pk>/", jobber.show, name="jobb-show"),
    path("<int:pk>/avbryt/", jobber.cancel, name="jobb-cancel"),
    path("<int:pk>/fortsett/", jobber.resume, name="jobb-resume"),
]
