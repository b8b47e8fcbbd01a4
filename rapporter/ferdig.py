"""The finished document: what page, PDF, commands, freezing and packages all draw."""

from dataclasses import replace

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Dokument

from .dokument import bygg
from .domain import Rapportgrunnlag
from .henvisninger import med_henvisninger
from .models import Rapport
from .oppsett import oppsett
from .queries import grunnlag

FERDIGE = (Rapport.GODKJENT, Rapport.SENDT)


def ferdig_dokument(rapport: Rapport, g: Rapportgrunnlag | None = None) -> Dokument:
    """Return the report with its sender's logo and colour, lists of figures and tables, every one of them
    referred to, and «Utkast» across it.

    The watermark goes when ``rapport.status`` is approved or sent: freezing sets the status first. ``g`` spares the
    queries of the facts; the settings are one more.
    """
    satt = oppsett(rapport.prosjekt.embete)
    dokument = bygg(g or grunnlag(rapport))
    return replace(
        dokument,
        blokker=med_henvisninger(dokument.blokker),
        logo=satt.logo,
        farge=satt.farge,
        lister=True,
        vannmerke="" if rapport.status in FERDIGE else _("Utkast"),
    )
