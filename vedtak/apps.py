from django.apps import AppConfig


class VedtakConfig(AppConfig):
    name = "vedtak"
    verbose_name = "vedtak"

    def ready(self):
        from anmodninger import noekler
        from bosetting.brukere import kalender

        from .fordelingsnoekler import NOEKLER
        from .oppfoelgingskalender import oppfoelginger

        kalender.registrer(oppfoelginger)
        for noekkel in NOEKLER:
            noekler.registrer(noekkel)
