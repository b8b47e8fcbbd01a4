"""How django-allauth behaves here: nobody signs up by herself, and the demo's passwords open nothing in production."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from .demo import DEMOPASSORD


class LukketAdapter(DefaultAccountAdapter):
    """Accounts are made by the systemansvarlig."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Return the person with these credentials, or None. Demo passwords are printed for all to read."""
        if not settings.DEBUG and credentials.get("password") in DEMOPASSORD:
            return None
        return super().authenticate(request, **credentials)
