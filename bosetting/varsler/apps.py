from django.apps import AppConfig


class VarslerConfig(AppConfig):
    name = "bosetting.varsler"
    label = "varsler"
    verbose_name = "varsler"

    def ready(self):
        from bosetting.jobber.register import registrer_periodisk

        from .feiing import fei

        registrer_periodisk("varsler", fei)
