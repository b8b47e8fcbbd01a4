from django.apps import AppConfig


class NettverkConfig(AppConfig):
    name = "nettverk"
    verbose_name = "nettverk"

    def ready(self):
        from bosetting.brukere import kalender
        from bosetting.jobber.register import registrer, registrer_periodisk

        from . import moetepost
        from .kalenderkilde import moeter

        kalender.registrer(moeter)
        registrer(moetepost.JOBBTYPE)
        registrer_periodisk("møtepost", moetepost.proev_moetepost)
