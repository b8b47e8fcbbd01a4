from django.apps import AppConfig


class VedtakConfig(AppConfig):
    name = "vedtak"
    verbose_name = "vedtak"

    def ready(self):
        from anmodninger import noekler
        from bosetting.brukere import kalender
        from bosetting.brukere.context import registrer_teller
        from bosetting.jobber.register import registrer, registrer_periodisk

        from .dokumenter import rydd_lager
        from .endringsoensker import antall_ventende
        from .fordelingsnoekler import NOEKLER
        from .oppfoelgingskalender import oppfoelginger, vilkaar
        from .purrekalender import purringer
        from .purreutsending import JOBBTYPE, purr

        kalender.registrer(oppfoelginger)
        kalender.registrer(vilkaar)
        kalender.registrer(purringer)
        registrer_teller("vedtak:bekreftelse-index", antall_ventende)
        registrer(JOBBTYPE)
        registrer_periodisk("purring", purr)
        registrer_periodisk("dokumentlager", rydd_lager)
        for noekkel in NOEKLER:
            noekler.registrer(noekkel)
