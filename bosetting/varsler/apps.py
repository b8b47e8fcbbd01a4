from django.apps import AppConfig


class VarslerConfig(AppConfig):
    name = "bosetting.varsler"
    label = "varsler"
    verbose_name = "varsler"
