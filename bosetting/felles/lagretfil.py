"""What is known of a file that somebody uploaded: an abstract model, so that each app keeps its own rows."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .filtype import TYPER


class LagretFil(models.Model):
    """One stored file. ``noekkel`` is its random name in the store; ``navn`` what its owner called it.

    ``type`` is the MIME type that its content was judged to be; ``skanner`` which virus scanner found it clean (empty:
    no scanner was configured).
    """

    noekkel = models.UUIDField(_("nøkkel"), default=uuid.uuid4, unique=True, editable=False)
    navn = models.CharField(_("filnavn"), max_length=200)
    type = models.CharField(_("filtype"), max_length=100)
    stoerrelse = models.PositiveIntegerField(_("størrelse i byte"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    skanner = models.CharField(_("virusskanner"), max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def typenavn(self) -> str:
        """Return what people call this kind of file."""
        return next((en.navn for en in TYPER if en.mime == self.type), self.type)
