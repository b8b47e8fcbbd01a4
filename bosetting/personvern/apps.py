from django.apps import AppConfig
from django.core import checks


class PersonvernConfig(AppConfig):
    name = "bosetting.personvern"
    label = "personvern"
    verbose_name = "personvern"

    def ready(self):
        from bosetting.brukere import skjerming
        from bosetting.jobber.register import registrer_periodisk

        from .actions import daglig
        from .kontroll import sjekk, skjermede

        checks.register(sjekk, "personvern")
        for etikett, skjermet in skjermede():
            skjerming.registrer(etikett, skjermet)
        registrer_periodisk("personvern", daglig)
