"""Who is logged in, read together with how many notices she has not read: the badge costs no query of its own."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Varsel


@cache
def _uleste() -> Coalesce:
    """Return how many notices a person has not read, for a query of persons. Built once: every page asks."""
    uleste = Varsel.objects.uleste().filter(bruker=OuterRef("pk")).order_by().values("bruker")
    return Coalesce(Subquery(uleste.annotate(antall=Count("pk")).values("antall")), 0)


class Innlogging(AuthenticationBackend):
    """allauth's own, but the person it finds for a page has ``uleste_varsler``."""

    def get_user(self, user_id):
        bruker = get_user_model().objects.annotate(uleste_varsler=_uleste()).filter(pk=user_id).first()
        return bruker if bruker is not None and self.user_can_authenticate(bruker) else None
