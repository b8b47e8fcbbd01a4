from django.apps import AppConfig
from django.core import checks


class RapporterConfig(AppConfig):
    name = "rapporter"
    verbose_name = "rapporter"

    def ready(self):
        from .definisjoner import sjekk

        checks.register(sjekk, "rapporter")
