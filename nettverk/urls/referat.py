"""Invitations, answers, attendance and minutes."""

urlpatterns = []
