"""The figures of an edition as open data: one row for each, in the shapes that programs and spreadsheets read."""

from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from bosetting.felles.regneark import Ark

from .models import Utgave
from .rettelogg import som_frosset

KOLONNER = ("navn", "tekst", "verdi", "enhet", "kilde")


def fakta(utgave: Utgave) -> dict:
    """Return what the figures are figures of. No query when the report is at hand."""
    rapport = som_frosset(utgave)
    return {
        "tittel": utgave.dokument["tittel"],
        "embete": utgave.dokument["forfatter"],
        "utgave": utgave.nummer,
        "godkjent": template_localtime(utgave.godkjent_at).date().isoformat(),
        "skjaeringsdato": rapport.skjaeringsdato.isoformat(),
        "bosettingsaar": rapport.bosettingsaar,
        "sha256": utgave.sha256,
    }


def som_verdier(utgave: Utgave) -> dict:
    """Return the edition's facts and figures as JSON holds them. ``verdi`` null is unknown, never zero."""
    return fakta(utgave) | {"tall": [{felt: rad.get(felt) for felt in KOLONNER} for rad in utgave.tall]}


def som_ark(utgave: Utgave) -> Ark:
    """Return the figures as a sheet with the same columns. An empty cell is unknown."""
    om = fakta(utgave)
    return Ark(
        navn=_("Tall"),
        forklaring=[
            f"{om['tittel']} ({om['embete']})",
            _("Utgave %(utgave)s, tall per %(skjaeringsdato)s, bosettingsår %(bosettingsaar)s") % om,
            _("Tom celle betyr at tallet er ukjent, aldri null."),
        ],
        overskrifter=KOLONNER,
        rader=[[rad.get(felt) for felt in KOLONNER] for rad in utgave.tall],
    )
