"""The blocks of state money: what municipalities got year by year, and the projects they ran with some of it."""

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Setning, Tabell
from bosetting.felles.norsk import tall

from .domain import Rapportgrunnlag


def tilskudd(g: Rapportgrunnlag) -> list[Blokk]:
    stand = g.prosjektfakta.tilskudd
    if not stand.aar:
        return [Setning(_("Det er ikke registrert noen utbetalte tilskudd."))]
    return [
        Setning(
            _("De siste årene det er tall for, er %(fra)s–%(til)s.")
            % {"fra": stand.aar[0], "til": stand.aar[-1]}
            if len(stand.aar) > 1
            else _("Det er bare tall for %(aar)s.") % {"aar": stand.aar[0]}
        ),
        Tabell(
            tittel=_("Utbetalt til kommunene i %(omraade)s etter ordning, i kroner") % {"omraade": g.omraade},
            kolonner=(Kolonne(_("Ordning")), *(Kolonne(str(aar), "tall") for aar in stand.aar)),
            rader=(
                *(
                    (rad.navn, *(None if kroner is None else tall(kroner) for kroner in rad.kroner))
                    for rad in stand.ordninger
                ),
            ),
            sumrad=(_("Sum"), *(None if sum_ is None else tall(sum_) for sum_ in stand.sum)),
            fotnote=_(
                "Antall kommuner med tall: %(antall)s. – betyr at det ikke er noe tall for ordningen det året. "
                "Summen gjelder ordningene det er tall for, og kan derfor ikke uten videre sammenlignes fra år til år."
            )
            % {
                "antall": ", ".join(
                    f"{aar}: {tall(antall)}" for aar, antall in zip(stand.aar, stand.kommuner, strict=True)
                )
            },
            noekkel="tilskudd",
        ),
    ]


def kommuneprosjekter(g: Rapportgrunnlag) -> list[Blokk]:
    rader = g.prosjektfakta.kommuneprosjekter
    if not rader:
        return [
            Setning(_("Det er ikke registrert noen kommunale prosjekter i prosjektkatalogen for perioden."))
        ]
    return [
        Tabell(
            tittel=_("Kommunale prosjekter i prosjektperioden"),
            kolonner=(
                Kolonne(_("År")), Kolonne(_("Prosjekt")), Kolonne(_("Kommune")), Kolonne(_("Ordning")),
                Kolonne(_("Status")), Kolonne(_("Tildelt, kroner"), "tall"),
            ),
            radhode=1,
            rader=tuple(
                (str(rad.aar), rad.tittel, rad.kommuner, rad.ordning or None, rad.status,
                 None if rad.tildelt is None else tall(rad.tildelt))
                for rad in rader
            ),
            noekkel="kommuneprosjekter",
        )
    ]  # fmt: skip
