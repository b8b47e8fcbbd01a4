"""The blocks of barriers: what stood in the way where, and which instruments were there against it."""

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Setning, Tabell
from bosetting.felles.norsk import antall, dato, langdato, opplisting, tall

from .domain import Rapportgrunnlag
from .prosjektfakta import Barriere, Virkemiddel


def barrierer(g: Rapportgrunnlag) -> list[Blokk]:
    """Kinds of barriers against instruments, with where they stand at the cut-off; then what was taken in use."""
    rader = g.prosjektfakta.barrierer
    if not rader:
        return [Setning(_("Det er ikke registrert noen slags barrierer."))]
    return [
        Setning(_sammendrag(g)),
        Tabell(
            tittel=_("Barrierer og virkemidler per %(dato)s") % {"dato": langdato(g.skjaeringsdato)},
            kolonner=(
                Kolonne(_("Barriere"), bredde=0.34),
                Kolonne(_("Kommuner"), "tall", _("Meldt og ikke lukket")),
                Kolonne(_("Uten tiltak"), "tall", _("Meldt og ikke lukket")),
                Kolonne(_("Virkemidler som kan hjelpe"), bredde=0.4),
            ),
            rader=tuple(
                (_navn(rad), tall(len(rad.staar)), tall(len(rad.ikke_moett)), _virkemidler(rad.virkemidler))
                for rad in rader
            ),
            fotnote=_(
                "0 betyr at ingen kommune har meldt barrieren enkeltvis, ikke at den ikke finnes. – betyr at det ikke "
                "er registrert noe virkemiddel mot den."
            ),
            noekkel="barrierer",
        ),
        *_tiltak(g),
    ]


def _sammendrag(g: Rapportgrunnlag) -> str:
    rader = g.prosjektfakta.barrierer
    kommuner = sorted({navn for rad in rader for navn in rad.staar})
    uten = [rad.slag for rad in rader if not rad.virkemidler]
    setninger = [
        _("%(slag)s barrierer er kartlagt.") % {"slag": tall(len(rader))}
        if len(rader) > 1
        else _("Ett slag barriere er kartlagt."),
        _("Per %(dato)s er det registrert barrierer som ikke er løst, i %(kommuner)s.")
        % {
            "dato": langdato(g.skjaeringsdato),
            "kommuner": antall(len(kommuner), _("kommune"), _("kommuner")),
        },
    ]
    if uten:
        hode = _("Mot %(navn)s er det ikke registrert noe virkemiddel.")
        setninger.append(hode % {"navn": opplisting(f"«{navn}»" for navn in uten)})
    return " ".join(setninger)


def _navn(rad: Barriere) -> str:
    """Return the kind with its explanation; the explanation alone where it begins with the same words."""
    if rad.forklaring.startswith(rad.slag):
        return rad.forklaring
    return f"{rad.slag}: {rad.forklaring}" if rad.forklaring else rad.slag


def _virkemidler(rader: tuple[Virkemiddel, ...]) -> str | None:
    """Return «Husbankens virkemidler (Husbanken)»; the owner is left out where the name says it."""
    ledd = [
        f"{rad.navn} ({rad.eier})" if rad.eier and rad.eier.split()[0] not in rad.navn else rad.navn
        for rad in rader
    ]
    return "; ".join(ledd) or None


def _tiltak(g: Rapportgrunnlag) -> list[Blokk]:
    rader = g.prosjektfakta.tiltak
    if not rader:
        return []
    return [
        Tabell(
            tittel=_("Virkemidler som er tatt i bruk i perioden"),
            kolonner=(
                Kolonne(_("Dato")), Kolonne(_("Kommune")), Kolonne(_("Barriere")), Kolonne(_("Virkemiddel")),
            ),
            radhode=3,
            rader=tuple((dato(rad.dato), rad.kommune, rad.slag, rad.virkemiddel) for rad in rader),
            noekkel="tiltak",
        )
    ]  # fmt: skip
