"""Barriers and instruments."""

urlpatterns = []
