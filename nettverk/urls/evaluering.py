"""Feedback and quotes."""

urlpatterns = []
