"""The blocks of the evaluation: who answered about what, with its chart, and the quotes that are released."""

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Figur, Kolonne, Overskrift, Setning, Sitat, Tabell
from bosetting.felles.norsk import langdato, tall, tallord

from .domain import Rapportgrunnlag


def evaluering(g: Rapportgrunnlag) -> list[Blokk]:
    stand = g.prosjektfakta.evaluering
    if not stand.svar:
        tekst = _("Det er ikke registrert noen svar på evalueringen per %(dato)s.")
        return [Setning(tekst % {"dato": langdato(g.skjaeringsdato)})]
    skala = any(rad.snitt for rad in stand.effekter)
    blokker: list[Blokk] = [
        Setning(
            _("I alt er det registrert %(n)s svar: %(hvem)s.")
            % {"n": tallord(stand.svar), "hvem": stand.svart_tekst}
        )
    ]
    blokker.append(
        Tabell(
            tittel=_("Svar om effektene av prosjektet"),
            kolonner=(
                Kolonne(_("Nr.")),
                Kolonne(_("Effekt eller spørsmål")),
                Kolonne(_("Mål")),
                Kolonne(_("Kommuner"), "tall"),
                Kolonne(_("Samarbeidspartnere"), "tall"),
                Kolonne(_("Svar i alt"), "tall"),
                *((Kolonne(_("Snitt"), "tall"),) if skala else ()),
            ),
            radhode=1,
            rader=tuple(
                (
                    str(rad.nummer), rad.tekst, rad.maal or None, tall(rad.kommuner), tall(rad.partnere),
                    tall(rad.svar), *((rad.snitt or None,) if skala else ()),
                )
                for rad in stand.effekter
            ),
            fotnote=_("Mål er resultatmålet spørsmålet hører til. Den samme kan ha svart på flere spørsmål."),
            noekkel="evalueringssvar",
        )
    )  # fmt: skip
    if stand.bilde:
        tittel = _("Hvem som har svart om hver effekt")
        kilde = _("registrerte svar; de samme tallene står i tabellen over")
        blokker.append(
            Figur(tittel, stand.bilde.svg, stand.bilde.beskrivelse, kilde=kilde, noekkel="evaluering")
        )
    return blokker


def sitater(g: Rapportgrunnlag) -> list[Blokk]:
    """The released quotes. Nothing is said when there are none: a report is whole without."""
    rader = g.prosjektfakta.evaluering.sitater
    if not rader:
        return []
    return [
        Overskrift(2, _("Med deres egne ord"), noekkel="sitater"),
        *(Sitat(rad.tekst, rad.fra) for rad in rader),
    ]
