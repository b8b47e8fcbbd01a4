from django.apps import AppConfig


class FellesConfig(AppConfig):
    name = "bosetting.felles"
    label = "felles"
    verbose_name = "felles"

    def ready(self):
        from django.db.models.signals import post_migrate

        from . import sqlite, vern  # noqa: F401  sqlite registers the Norwegian collation on each connection

        post_migrate.connect(vern.etter_migrering, dispatch_uid="vern")
