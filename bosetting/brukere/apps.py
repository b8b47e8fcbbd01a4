from django.apps import AppConfig


class BrukereConfig(AppConfig):
    name = "bosetting.brukere"
    label = "brukere"
    verbose_name = "brukere og tilgang"
