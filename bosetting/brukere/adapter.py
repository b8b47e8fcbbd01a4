"""How django-allauth behaves here: nobody signs up by herself."""

from allauth.account.adapter import DefaultAccountAdapter


class LukketAdapter(DefaultAccountAdapter):
    """Accounts are made by the systemansvarlig."""

    def is_open_for_signup(self, request):
        return False
