"""The blocks of the project itself: phases, strategies, groups over time, activity counts, criteria, budget."""

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Overskrift, Setning, Tabell
from bosetting.felles.norsk import antall, dato, langdato, opplisting, stor, tall, tallord
from nettverk.aktivitetsregler import Aktivitetstall, Delsum, delsum

from . import domain
from .domain import Rapportgrunnlag
from .prosjektfakta import Budsjettaar, Kriterium


def faser(g: Rapportgrunnlag) -> list[Blokk]:
    rader = g.prosjektfakta.faser
    if not rader:
        return [Setning(_("Det er ikke registrert noen faser i prosjektet."))]
    return [
        Tabell(
            tittel=_("Prosjektets faser"),
            kolonner=(Kolonne(_("Fase")), Kolonne(_("Innhold")), Kolonne(_("Fra")), Kolonne(_("Til og med"))),
            radhode=1,
            rader=tuple(
                (rad.bokstav, rad.navn, dato(rad.fra), dato(rad.siste_dag) if rad.siste_dag else None)
                for rad in rader
            ),
            fotnote=_("Fasene overlapper der planen gjør det."),
            noekkel="faser",
        )
    ]


def strategiene(g: Rapportgrunnlag) -> list[Blokk]:
    """Each strategy and what came of it."""
    rader = g.prosjektfakta.strategier
    if not rader:
        return [Setning(_("Det er ikke registrert noen strategier for prosjektet."))]
    uten = sum(not rad.gjort.strip() for rad in rader)
    hode = _("Prosjektet hadde %(antall)s.") % {"antall": antall(len(rader), _("strategi"), _("strategier"))}
    if uten:
        hode += " " + _("For %(n)s av dem er det ikke registrert hva som ble gjort.") % {"n": tallord(uten)}
    return [
        Setning(hode),
        Tabell(
            tittel=_("Strategiene og hva som ble gjort"),
            kolonner=(
                Kolonne(_("Nr."), bredde=0.06),
                Kolonne(_("Strategi"), bredde=0.34),
                Kolonne(_("Hva som ble gjort"), bredde=0.6),
            ),
            radhode=1,
            rader=tuple((str(rad.nummer), rad.tekst, rad.gjort.strip() or None) for rad in rader),
            fotnote=_("– betyr at det ikke er registrert hva som ble gjort.") if uten else "",
            noekkel="strategier",
        ),
    ]


def gruppenes_utvikling(g: Rapportgrunnlag) -> list[Blokk]:
    """The head-counts of every group at the start, at the end of each year and at the cut-off."""
    dager, rader = g.prosjektfakta.gruppedager, g.prosjektfakta.gruppestand
    med_medlemmer = [rad for rad in rader if any(personer for personer, _organisasjoner in rad.tall)]
    if not med_medlemmer:
        return []
    return [
        Setning(
            _("Gruppene har endret seg slik fra prosjektet begynte til %(dato)s.")
            % {"dato": langdato(g.skjaeringsdato)}
        ),
        Tabell(
            tittel=_("Gruppene fra %(fra)s til %(til)s") % {"fra": dato(dager[0]), "til": dato(dager[-1])},
            kolonner=(
                Kolonne(_("Gruppe")),
                *(
                    Kolonne(navn, "tall", dato(dag))
                    for dag in dager
                    for navn in (_("Personer"), _("Fra organisasjoner"))
                ),
            ),
            rader=tuple(
                (rad.navn, *(tall(verdi) for par in rad.tall for verdi in par)) for rad in med_medlemmer
            ),
            fotnote=_(
                "En person telles én gang i hver gruppe. Der det ikke er kjent hvem som sitter på plassen, teller "
                "plassen som én person."
            )
            + _uten_medlemmer([rad.navn for rad in rader if rad not in med_medlemmer]),
            noekkel="gruppeutvikling",
        ),
    ]


def _uten_medlemmer(navn: list[str]) -> str:
    if not navn:
        return ""
    return " " + _("Grupper uten registrerte medlemmer er ikke med: %(navn)s.") % {"navn": opplisting(navn)}


def aktivitetssummer(g: Rapportgrunnlag) -> list[Blokk]:
    """How many activities of each kind each year had, of those carried out by the cut-off; with those who came."""
    i_perioden = [
        rad
        for rad in g.aktiviteter
        if g.periode.fra <= rad.fra < g.periode.til
        and rad.status_per(g.skjaeringsdato) == domain.GJENNOMFOERT
    ]
    if not i_perioden:
        return []
    rader = [Aktivitetstall(rad.slag, rad.fra, domain.GJENNOMFOERT, rad.deltakere) for rad in i_perioden]
    aarene = sorted({rad.fra_dato.year for rad in rader})
    slagene = list(dict.fromkeys(rad.slag for rad in sorted(rader, key=lambda rad: rad.slag)))
    i_alt = delsum(None, rader)
    med_deltakere = bool(i_alt.deltakere.kjente)

    def celler(utvalg: list[Aktivitetstall]) -> tuple[str | None, ...]:
        per_aar = [tall(delsum(aar, [r for r in utvalg if r.fra_dato.year == aar]).antall) for aar in aarene]
        samlet = delsum(None, utvalg)
        return (
            *per_aar,
            *((tall(samlet.antall),) if len(aarene) > 1 else ()),
            *((_deltakere(samlet),) if med_deltakere else ()),
        )

    return [
        Overskrift(2, _("Aktivitetene i tall"), noekkel="aktivitetstall"),
        Setning(
            _("Per %(dato)s er %(aktiviteter)s i %(periode)s registrert som gjennomført.")
            % {
                "dato": langdato(g.skjaeringsdato),
                "aktiviteter": antall(i_alt.antall, _("aktivitet"), _("aktiviteter")),
                "periode": g.periode.tekst,
            }
        ),
        Tabell(
            tittel=_("Gjennomførte aktiviteter etter slag og år"),
            kolonner=(
                Kolonne(_("Slag")),
                *(Kolonne(str(aar), "tall") for aar in aarene),
                *((Kolonne(_("I alt"), "tall"),) if len(aarene) > 1 else ()),
                *((Kolonne(_("Deltakere"), "tall"),) if med_deltakere else ()),
            ),
            rader=tuple(
                (stor(slag), *celler([rad for rad in rader if rad.slag == slag])) for slag in slagene
            ),
            sumrad=(_("Sum"), *celler(rader)) if len(slagene) > 1 else None,
            fotnote=_("En aktivitet hører til året for den første dagen. ")
            + (
                _("Deltakere er summen der de er talt.")
                if med_deltakere
                else _("Antall deltakere er ikke registrert for noen av dem.")
            ),
            noekkel="aktivitetssummer",
        ),
    ]


def _deltakere(samlet: Delsum) -> str | None:
    return tall(samlet.deltakere.sum) if samlet.deltakere.kjente else None


def suksesskriterier(g: Rapportgrunnlag) -> list[Blokk]:
    """The criteria by whose hands they lie in, with how it went where somebody has written it."""
    kriterier = g.prosjektfakta.kriterier
    if not kriterier:
        return [Setning(_("Det er ikke registrert noen suksesskriterier for prosjektet."))]
    vurdert = any(rad.vurdering.strip() for rad in kriterier)
    steder = list(dict.fromkeys(rad.sted for rad in sorted(kriterier, key=lambda rad: rad.sted)))
    hode = _("Prosjektet har satt opp %(antall)s.")
    return [
        Setning(hode % {"antall": _kriterier(len(kriterier))}),
        *(_kriterietabell(sted, [rad for rad in kriterier if rad.sted == sted], vurdert) for sted in steder),
    ]


def _kriterier(verdi: int) -> str:
    """Return «ett suksesskriterium», «åtte suksesskriterier» (the noun is neuter)."""
    return _("ett suksesskriterium") if verdi == 1 else _("%(n)s suksesskriterier") % {"n": tallord(verdi)}


def _kriterietabell(sted: str, rader: list[Kriterium], vurdert: bool) -> Tabell:
    return Tabell(
        tittel=_("Suksesskriterier %(sted)s") % {"sted": sted},
        kolonner=(
            Kolonne(_("Nr."), bredde=0.07),
            Kolonne(_("Suksesskriterium"), bredde=0.43 if vurdert else 0.93),
            *((Kolonne(_("Hvordan det gikk"), bredde=0.5),) if vurdert else ()),
        ),
        radhode=1,
        rader=tuple(
            (str(rad.nummer), rad.tekst, *((rad.vurdering.strip() or None,) if vurdert else ()))
            for rad in rader
        ),
        noekkel=f"suksess-{rader[0].nummer}",
    )


def budsjett(g: Rapportgrunnlag) -> list[Blokk]:
    """The budget year by year, and what is spent of it when there are accounts."""
    aarene = g.prosjektfakta.budsjett
    if not aarene:
        return [Setning(_("Det er ikke registrert noe budsjett for prosjektet."))]
    med_regnskap = any(aar.brukt for aar in aarene)
    ingen = "" if med_regnskap else _("Det er ikke registrert noe regnskap per %(dato)s.")
    setninger = _budsjettsetninger(aarene)
    if ingen:
        setninger.append(ingen % {"dato": langdato(g.skjaeringsdato)})
    return [Setning(" ".join(setninger)), *(_budsjettabell(aar, med_regnskap) for aar in aarene)]


def _budsjettsetninger(aarene: tuple[Budsjettaar, ...]) -> list[str]:
    """Return a sentence for each budget; years with the same budget share one."""
    like: dict[tuple[int, str], list[str]] = {}
    for aar in aarene:
        like.setdefault((aar.kroner, aar.aarsverk), []).append(str(aar.aar))
    setninger = []
    for (kroner, aarsverk), aar_ in like.items():
        ord_ = {"aar": opplisting(aar_), "kroner": tall(kroner), "aarsverk": aarsverk}
        if len(aar_) == 1:
            setning = _("Budsjettet for %(aar)s er på %(kroner)s kroner") % ord_
        else:
            setning = _("Budsjettet er på %(kroner)s kroner for hvert av årene %(aar)s") % ord_
        setninger.append(setning + (_(", og planen regner med %(aarsverk)s.") % ord_ if aarsverk else "."))
    return setninger


def _budsjettabell(aar: Budsjettaar, med_regnskap: bool) -> Tabell:
    tom = ("", "")
    utenom = ((_("Uten budsjettlinje"), *tom, None, tall(aar.utenom)),) if aar.utenom and med_regnskap else ()
    return Tabell(
        tittel=(_("Budsjett og regnskap for %(aar)s") if med_regnskap else _("Budsjett for %(aar)s"))
        % {"aar": aar.aar},
        kolonner=(
            Kolonne(_("Post")),
            Kolonne(_("Stilling")),
            Kolonne(_("Dekkes av")),
            Kolonne(_("Kroner"), "tall"),
            *((Kolonne(_("Brukt"), "tall"),) if med_regnskap else ()),
        ),
        rader=(
            *(
                (
                    rad.post,
                    rad.andel,
                    rad.dekkes_av or None,
                    "" if rad.kroner is None else tall(rad.kroner),
                    *((tall(rad.brukt),) if med_regnskap else ()),
                )
                for rad in aar.linjer
            ),
            *utenom,
        ),
        sumrad=(
            _("Sum"),
            aar.aarsverk,
            "",
            tall(aar.kroner),
            *((tall(aar.brukt),) if med_regnskap else ()),
        ),
        fotnote=_("Poster uten beløp dekkes av egen ramme hos den som er nevnt."),
        noekkel=f"budsjett-{aar.aar}",
    )
