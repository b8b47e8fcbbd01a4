"""Who is logged in, read together with how many notices she has not read: the badge costs no query of its own."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Varsel


class Innlogging(AuthenticationBackend):
    """allauth's own, but the person it finds for a page has ``uleste_varsler``."""

    def get_user(self, user_id):
        uleste = Varsel.objects.uleste().filter(bruker=OuterRef("pk")).order_by().values("bruker")
        antall = Subquery(uleste.annotate(antall=Count("pk")).values("antall"))
        bruker = (
            get_user_model().objects.annotate(uleste_varsler=Coalesce(antall, 0)).filter(pk=user_id).first()
        )
        return bruker if bruker is not None and self.user_can_authenticate(bruker) else None
