from django.apps import AppConfig


class PersonvernConfig(AppConfig):
    name = "bosetting.personvern"
    label = "personvern"
    verbose_name = "personvern"
