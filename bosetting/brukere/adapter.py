"""How django-allauth behaves here: nobody signs up by herself, and the demo's passwords open nothing in production."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .actions import record
from .demo import DEMOPASSORD


class LukketAdapter(DefaultAccountAdapter):
    """Accounts are made by the systemansvarlig."""

    # Plain bokmål where the translation that comes with allauth is stiff, or says something else than what is wrong.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-postadressen eller passordet er feil."),
        "enter_current_password": _("Dette er ikke passordet du har nå."),
        "incorrect_password": _("Passordet er feil."),
        "too_many_login_attempts": _("Det er gjort for mange forsøk på å logge inn. Prøv igjen om litt."),
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Return the person with these credentials, or None. Demo passwords are printed for all to read."""
        if not settings.DEBUG and credentials.get("password") in DEMOPASSORD:
            return None
        return super().authenticate(request, **credentials)

    @transaction.atomic
    def set_password(self, user, password):
        """Leave a trace of a chosen password: that it was, never what it is."""
        super().set_password(user, password)
        record(by=user, handling="valgte passord", objekt=user)
