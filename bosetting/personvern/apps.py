from django.apps import AppConfig
from django.core import checks


class PersonvernConfig(AppConfig):
    name = "bosetting.personvern"
    label = "personvern"
    verbose_name = "personvern"

    def ready(self):
        from bosetting.brukere import skjerming

        from .kontroll import sjekk, skjermede

        checks.register(sjekk, "personvern")
        for etikett, skjermet in skjermede():
            skjerming.registrer(etikett, skjermet)
