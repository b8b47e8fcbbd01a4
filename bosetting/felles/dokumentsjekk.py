"""Django's own checks of where documents lie and who looks at them: ``manage.py check``, ``check --deploy``."""

import os
from pathlib import Path

from django.conf import settings
from django.core import checks

from . import virus


@checks.register(checks.Tags.security)
def dokumentmappe(app_configs, **_alt):
    """A folder that is served would hand out what only some may read."""
    mappe = Path(settings.DOKUMENTMAPPE).resolve()
    servert = [Path(sti).resolve() for sti in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT) if sti]
    if any(sti == mappe or sti in mappe.parents for sti in servert):
        return [checks.Error("DOKUMENTMAPPE ligger i en mappe som serveres.", id="bosetting.E001")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def skrivbar(app_configs, **_alt):
    """The folder, or where it will be made, must take files from the user that runs this."""
    mappe = Path(settings.DOKUMENTMAPPE).resolve()
    finnes = next(sti for sti in (mappe, *mappe.parents) if sti.exists())
    if finnes.is_dir() and os.access(finnes, os.W_OK | os.X_OK):
        return []
    return [checks.Error(f"DOKUMENTMAPPE kan ikke skrives til: {finnes}", id="bosetting.E002")]


@checks.register(checks.Tags.security, deploy=True)
def virusskanner(app_configs, **_alt):
    """Running without a scanner is allowed and said on the pages; the operator should have chosen it."""
    if virus.er_satt_opp():
        return []
    hint = "Sett CLAMD til adressen til en ClamAV-tjener (docs/dokumenter.md)."
    return [
        checks.Info("Ingen virusskanner er satt opp: dokumenter lagres uskannet.", hint, id="bosetting.I001")
    ]
