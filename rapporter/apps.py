from django.apps import AppConfig
from django.core import checks


class RapporterConfig(AppConfig):
    name = "rapporter"
    verbose_name = "rapporter"

    def ready(self):
        from bosetting.jobber.register import registrer, registrer_periodisk

        from .definisjoner import sjekk
        from .filer import JOBBTYPE, rydd_filer

        checks.register(sjekk, "rapporter")
        registrer(JOBBTYPE)
        registrer_periodisk("rapportfiler", rydd_filer)
