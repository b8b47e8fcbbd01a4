"""The blocks of activities: what was done in the period, what comes after it, and the plan as an annex."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Overskrift, Setning, Tabell, Varsel
from bosetting.felles.norsk import antall, langdato, opplisting, stor, tall

from . import domain, setninger
from .domain import Aktivitetslinje, Rapportgrunnlag

_STATUS: dict[str, Callable[[], str]] = {
    domain.PLANLAGT: lambda: _("Planlagt"),
    domain.GJENNOMFOERT: lambda: _("Gjennomført"),
    domain.AVLYST: lambda: _("Avlyst"),
}


def deling(g: Rapportgrunnlag) -> domain.Aktivitetsdeling:
    return domain.del_aktiviteter(g.aktiviteter, g.periode, g.skjaeringsdato)


def _dager(rad: Aktivitetslinje) -> str:
    return setninger.kortdager(rad.fra, rad.til)


def gjennomfoerte(g: Rapportgrunnlag) -> list[Blokk]:
    aktiviteter = deling(g)
    periode = f"{g.periode.tekst} ({g.periode.datoer})"
    blokker: list[Blokk] = [
        Overskrift(2, _("Gjennomført i %(tertial)s") % {"tertial": g.periode.tekst}),
    ]
    if not aktiviteter.gjennomfoert:
        blokker.append(
            Setning(
                _("Det er ikke registrert noen gjennomførte aktiviteter i %(periode)s.")
                % {"periode": periode}
            )
        )
    else:
        blokker.append(
            Tabell(
                tittel=_("Gjennomførte aktiviteter i %(periode)s") % {"periode": periode},
                kolonner=(
                    Kolonne(_("Dato")), Kolonne(_("Aktivitet")), Kolonne(_("Sted")), Kolonne(_("Arrangører")),
                    Kolonne(_("Deltakere"), "tall"),
                ),
                radhode=1,
                rader=tuple(
                    (_dager(rad), rad.tittel, rad.sted or None, rad.arrangoerer or None,
                     None if rad.deltakere is None else tall(rad.deltakere))
                    for rad in aktiviteter.gjennomfoert
                ),
                fotnote=_("– betyr at opplysningen ikke er registrert."),
                noekkel="gjennomfoert",
            )
        )  # fmt: skip
    if aktiviteter.ubekreftet:
        ledd = [f"{rad.tittel} ({setninger.dager(rad.fra, rad.til)})" for rad in aktiviteter.ubekreftet]
        hode = antall(len(ledd), _("aktivitet"), _("aktiviteter"))
        tekst = _("%(hode)s i perioden er ikke merket som gjennomført eller avlyst: %(liste)s.")
        blokker.append(Varsel(stor(tekst % {"hode": hode, "liste": opplisting(ledd)}), "merknad"))
    return blokker


def framover(g: Rapportgrunnlag) -> list[Blokk]:
    rader = deling(g).framover
    blokker: list[Blokk] = [Overskrift(2, _("Aktiviteter etter perioden"))]
    if not rader:
        return [*blokker, Setning(_("Det er ikke registrert noen aktiviteter etter perioden."))]
    neste = g.periode.framover
    nye: list[Blokk] = [
        _aktivitetstabell(
            g,
            _("Aktiviteter fram til %(dato)s") % {"dato": langdato(neste)},
            [r for r in rader if r.fra < neste],
        ),
        _aktivitetstabell(
            g, _("Aktiviteter fra %(dato)s") % {"dato": langdato(neste)}, [r for r in rader if r.fra >= neste]
        ),
    ]
    return [*blokker, *(blokk for blokk in nye if blokk is not None)]


def _aktivitetstabell(g: Rapportgrunnlag, tittel: str, rader: list[Aktivitetslinje]) -> Tabell | None:
    if not rader:
        return None
    return Tabell(
        tittel=tittel,
        kolonner=(Kolonne(_("Dato")), Kolonne(_("Aktivitet")), Kolonne(_("Sted")), Kolonne(_("Status"))),
        radhode=1,
        rader=tuple(
            (_dager(rad), rad.tittel, rad.sted or None, _STATUS[rad.status_per(g.skjaeringsdato)]())
            for rad in rader
        ),
    )


def aktivitetsplan(g: Rapportgrunnlag) -> list[Blokk]:
    """The annex: every activity from the first day of the tertial on."""
    rader = sorted(g.aktiviteter, key=lambda rad: (rad.fra, rad.tittel))
    if not rader:
        return [
            Setning(
                _("Det er ikke registrert noen aktiviteter fra %(dato)s.") % {"dato": langdato(g.periode.fra)}
            )
        ]
    return [
        Tabell(
            tittel=_("Aktiviteter fra %(dato)s, slik planen var %(per)s")
            % {"dato": langdato(g.periode.fra), "per": langdato(g.skjaeringsdato)},
            kolonner=(
                Kolonne(_("Dato")), Kolonne(_("Aktivitet")), Kolonne(_("Slag")), Kolonne(_("Sted")),
                Kolonne(_("Arrangører")), Kolonne(_("Målgruppe")), Kolonne(_("Resultatmål")), Kolonne(_("Status")),
            ),
            radhode=1,
            rader=tuple(
                (_dager(rad), rad.tittel, stor(rad.slag), rad.sted or None, rad.arrangoerer or None,
                 rad.maalgruppe or None, ", ".join(rad.maal) or None, _STATUS[rad.status_per(g.skjaeringsdato)]())
                for rad in rader
            ),
            fotnote=_("– betyr at opplysningen ikke er registrert. Det som ligger etter %(per)s, står som planlagt.")
            % {"per": langdato(g.skjaeringsdato)},
            noekkel="aktivitetsplan",
        )
    ]  # fmt: skip
