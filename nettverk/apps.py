from django.apps import AppConfig


class NettverkConfig(AppConfig):
    name = "nettverk"
    verbose_name = "nettverk"
