from django.apps import AppConfig
from django.core import checks


class PersonvernConfig(AppConfig):
    name = "bosetting.personvern"
    label = "personvern"
    verbose_name = "personvern"

    def ready(self):
        from .kontroll import sjekk

        checks.register(sjekk, "personvern")
