from django.apps import AppConfig


class JobberConfig(AppConfig):
    name = "bosetting.jobber"
    label = "jobber"
    verbose_name = "bakgrunnsarbeid"
