"""The words for states and groups, as pages, exports and reports write them."""

from django.utils.translation import gettext_lazy as _

from . import domain

TILSTANDER = {
    domain.Svar.IKKE_SVART: _("Ikke svart"),
    domain.Svar.UTSATT: _("Ber om utsatt frist"),
    domain.Svar.FORELOEPIG: _("Foreløpig"),
    domain.Svar.VURDERES: _("Vurderes på nytt"),
    domain.Svar.FULLT: _("Fullt ut"),
    domain.Svar.MER: _("Mer enn anmodet"),
    domain.Svar.DELVIS: _("Delvis"),
    domain.Svar.AVSLAG: _("Nei (0)"),
    domain.Svar.UKJENT: _("Ukjent"),
    domain.Svar.IKKE_ANMODET: _("Ikke anmodet"),
}
GRUPPENAVN = {"totalt": _("totalt"), "voksne": _("voksne og barnefamilier"), "em": _("enslige mindreårige")}
# Conditions in a word or two, for the narrow column; everywhere else the words of Vilkaar.TYPER.
KORTE_VILKAAR = {
    "barnefamilier": _("Barnefamilier"),
    "gjenforening": _("Gjenforening"),
    domain.EM_VURDERES: _("EM på nytt"),
    "bolig": _("Bolig"),
    "forsoek": _("Forsøk"),
    "oekonomi": _("Økonomi"),
    "annet": _("Annet"),
}
