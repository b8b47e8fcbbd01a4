from django.apps import AppConfig


class NettverkConfig(AppConfig):
    name = "nettverk"
    verbose_name = "nettverk"

    def ready(self):
        from bosetting.brukere import kalender

        from .kalenderkilde import moeter

        kalender.registrer(moeter)
