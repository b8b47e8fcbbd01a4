"""Meetings, series, agenda and papers."""

urlpatterns = []
