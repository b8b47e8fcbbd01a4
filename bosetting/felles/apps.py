from django.apps import AppConfig


class FellesConfig(AppConfig):
    name = "bosetting.felles"
    label = "felles"
    verbose_name = "felles"

    def ready(self):
        from django.db.models.signals import post_migrate

        # sqlite registers the Norwegian collation on each connection, dokumentsjekk its checks.
        from . import dokumentsjekk, sqlite, vern  # noqa: F401

        post_migrate.connect(vern.etter_migrering, dispatch_uid="vern")
