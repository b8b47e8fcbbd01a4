from django.apps import AppConfig


class AnmodningerConfig(AppConfig):
    name = "anmodninger"
    verbose_name = "anmodninger"

    def ready(self):
        """Register what the apps below ask for without knowing us."""
        from bosetting.brukere import kalender
        from bosetting.jobber import register

        from . import brevarbeid
        from . import kalenderkilder as kilder

        for kilde in (kilder.steg, kilder.rundefrister, kilder.utsatte_frister, kilder.egne_frister):
            kalender.registrer(kilde)
        register.registrer(brevarbeid.BREV)
