"""Those invited to a meeting, laid out for a spreadsheet."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bosetting.felles.norsk import langdato
from bosetting.felles.regneark import Ark

from .innkallingsliste import Innkalt
from .models import Moete
from .moetepost import adressat


def som_ark(moete: Moete, rader: list[Innkalt]) -> Ark:
    """Return everybody on the list with answer and attendance; an empty cell is unknown."""
    overskrifter = [
        _("Funksjon"), _("Organisasjon"), _("Navn"), _("E-postadresse"), _("Svar"), _("Vara"),
        _("Varas e-postadresse"), _("Kommentar"), _("Oppmøte"),
    ]  # fmt: skip
    return Ark(
        navn=_("Innkalte"),
        forklaring=[_("%(moete)s %(dato)s") % {"moete": moete.tittel, "dato": langdato(moete.dato)}],
        overskrifter=overskrifter,
        rader=[
            [
                ett.funksjon,
                ett.organisasjon,
                ett.navn,
                (adressat(ett.rad) or ("", ""))[1],
                capfirst(ett.rad.get_svar_display()),
                ett.rad.vara_navn,
                ett.rad.vara_epost,
                ett.rad.kommentar,
                capfirst(ett.rad.get_oppmoete_display()),
            ]
            for ett in rader
        ],
    )
