"""Grants and municipal projects."""

urlpatterns = []
