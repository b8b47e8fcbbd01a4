from django.apps import AppConfig


class KommunerConfig(AppConfig):
    name = "bosetting.kommuner"
    label = "kommuner"
    verbose_name = "register over kommuner"
