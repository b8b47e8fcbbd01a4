from django.apps import AppConfig


class AnmodningerConfig(AppConfig):
    name = "anmodninger"
    verbose_name = "anmodninger"
