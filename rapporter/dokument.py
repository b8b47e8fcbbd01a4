"""A report as a `Dokument`: its definition filled with facts. Pure: no database, no clock."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import (
    Blokk,
    Dokument,
    Kolonne,
    Overskrift,
    Prosa,
    Setning,
    Tabell,
    Varsel,
    Vedlegg,
)
from bosetting.felles.dokument.markdown import MarkdownFeil, les_markdown
from bosetting.felles.norsk import HARDT_MELLOMROM, dato, langdato, stor

from . import (
    aarsblokker,
    aktivitetsblokker,
    barriereblokker,
    diagramblokker,
    diagramfakta,
    evalueringsblokker,
    kapitler,
    maalblokker,
    prosjektblokker,
    sitering,
    statussetninger,
    tallblokker,
    tallregister,
    tilskuddsblokker,
)
from .definisjon import MAALENE, MAALOVERSIKT, PROSA, PROSJEKT, TERTIAL, Kapitteldefinisjon, innsatt
from .domain import Gruppe, Maal, Rapportgrunnlag


def bygg(g: Rapportgrunnlag) -> Dokument:
    """Return the report as a document, every chapter in place, with a visible box where prose is missing."""
    blokker: list[Blokk] = []
    for kapittel in g.type.kapitler:
        overskrift = innsatt(kapittel.overskrift, g.verdier)
        if kapittel.vedlegg:
            overskrift = _("%(tittel)s per %(dato)s") % {"tittel": overskrift, "dato": dato(g.skjaeringsdato)}
            blokker.append(Vedlegg(overskrift, noekkel=kapittel.noekkel, liggende=_liggende(g, kapittel)))
        else:
            blokker.append(Overskrift(1, overskrift, noekkel=kapittel.noekkel))
        for blokk in kapittel.blokker:
            blokker += prosa(g, kapittel.noekkel, 1) if blokk == PROSA else _BLOKKER[blokk](g)
    return Dokument(
        # «3. tertial» is never parted over two lines.
        tittel=innsatt(g.type.tittel, g.verdier | {"periode": g.periode.tekst.replace(" ", HARDT_MELLOMROM)}),
        undertittel="" if "{prosjekt}" in g.type.tittel else g.prosjekt,
        forfatter=g.embete,
        dato=g.skjaeringsdato,
        datoetikett=_("Tall per"),
        detaljer=(
            (_("Periode"), _periode(g)),
            (_("Bosettingsår"), str(g.bosettingsaar)),
        ),
        emneord=(g.type.navn.lower(), _("bosetting av flyktninger"), g.omraade),
        blokker=tuple(blokker),
    )


def _periode(g: Rapportgrunnlag) -> str:
    """Return the period with its dates; the dates alone when its name says no more."""
    return f"{g.periode.tekst} ({g.periode.datoer})" if g.periode.slag == TERTIAL else g.periode.datoer


# The block with a row for each municipality.
KOMMUNETABELL = "anmodninger_og_vedtak"


def _liggende(g: Rapportgrunnlag, kapittel: Kapitteldefinisjon) -> bool:
    """Wide annexes lie: those that are defined so, and the municipalities when conditions take a column."""
    bred = KOMMUNETABELL in kapittel.blokker and any(linje.status.vilkaar for linje in g.linjer)
    return kapittel.liggende or bred


def filnavn(g: Rapportgrunnlag) -> str:
    """Return «tertialrapport-3-2015-ostfold.pdf»."""
    bokstaver = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
    omraade = "".join(
        tegn if tegn.isascii() and tegn.isalnum() else "-" for tegn in g.omraade.lower().translate(bokstaver)
    )
    ledd = [g.type.noekkel, g.periode.kode, *filter(None, omraade.split("-"))]
    return f"{'-'.join(ledd)}.pdf"


def prosa(g: Rapportgrunnlag, noekkel: str, nivaa: int) -> list[Blokk]:
    """Return the prose of a chapter with the figures it cites, or a box that says what is missing."""
    tekst = g.tekster.get(noekkel, "")
    if not tekst.strip():
        return [Varsel(_("Kapittelet er ikke skrevet ennå."))]
    try:
        lest = les_markdown(tekst, nivaa)
        if not sitering.finn(tekst):
            return [lest]
    except MarkdownFeil as feil:
        return [Varsel(_("Teksten kan ikke vises: %(grunn)s") % {"grunn": feil})]
    figurer = tallregister.figurer(g)
    ukjente = [
        Varsel(_("Linje %(linje)s: %(melding)s") % {"linje": ett.linje, "melding": ett.melding})
        for ett in sitering.feil(tekst, figurer)
    ]
    return [*ukjente, Prosa(sitering.sett_inn(lest.noder, figurer))]


# The block of groups. A type that has it in a chapter of its own does not show them under a goal too.
GRUPPENE = "gruppene"


def _effektmaal(g: Rapportgrunnlag) -> list[Blokk]:
    return [Setning(_("Prosjektets effektmål er: %(maal)s.") % {"maal": g.effektmaal.rstrip(" .")})]


def _maalene(g: Rapportgrunnlag) -> list[Blokk]:
    if not g.maal:
        return [Setning(_("Det er ikke registrert noen resultatmål for prosjektet.")), *_organisering(g)]
    blokker: list[Blokk] = []
    gjort = aktivitetsblokker.deling(g).gjennomfoert
    for maal in g.maal:
        blokker.append(Overskrift(2, kapitler.maaloverskrift(maal), nummerert=False, noekkel=maal.noekkel))
        blokker += [*prosa(g, maal.noekkel, 2), *maalblokker.maaloppnaaelse(g, maal)]
        # In a final report the table of all goals says which of them no activity served.
        if g.type.periode != PROSJEKT or any(maal.nummer in rad.maal for rad in gjort):
            blokker += statussetninger.avsnitt(g, statussetninger.maalsetning(maal.noekkel))
        if maal.noekkel == kapitler.GRUPPEMAAL and not _egne_grupper(g):
            blokker += _grupper(g, 3)
    return blokker if _har_gruppemaal(g.maal) else [*blokker, *_organisering(g)]


def _har_gruppemaal(maal: Iterable[Maal]) -> bool:
    return any(ett.noekkel == kapitler.GRUPPEMAAL for ett in maal)


def _egne_grupper(g: Rapportgrunnlag) -> bool:
    return any(GRUPPENE in kapittel.blokker for kapittel in g.type.kapitler)


def _organisering(g: Rapportgrunnlag) -> list[Blokk]:
    if _egne_grupper(g):
        return []
    return [Overskrift(2, _("Organisering"), nummerert=False, noekkel="organisering"), *_grupper(g, 3)]


def _grupper(g: Rapportgrunnlag, nivaa: int = 2) -> list[Blokk]:
    medlemsgrupper = [gruppe for gruppe in g.grupper if gruppe.medlemmer]
    if not medlemsgrupper:
        tekst = _("Det er ikke registrert noen grupper med medlemmer per %(dato)s.") % {
            "dato": langdato(g.skjaeringsdato)
        }
        return [Setning(tekst)]
    return [blokk for gruppe in medlemsgrupper for blokk in _gruppe(g, gruppe, nivaa)]


def _gruppe(g: Rapportgrunnlag, gruppe: Gruppe, nivaa: int) -> list[Blokk]:
    roller = any(medlem.rolle != "medlem" for medlem in gruppe.medlemmer)
    navn = any(medlem.navn for medlem in gruppe.medlemmer)
    return [
        Overskrift(nivaa, gruppe.navn, nummerert=False),
        *statussetninger.avsnitt(g, statussetninger.gruppesetning(gruppe.navn)),
        Tabell(
            tittel=_("%(gruppe)s per %(dato)s") % {"gruppe": gruppe.navn, "dato": langdato(g.skjaeringsdato)},
            kolonner=(
                Kolonne(_("Funksjon")),
                Kolonne(_("Organisasjon")),
                *((Kolonne(_("Rolle i gruppen")),) if roller else ()),
                *((Kolonne(_("Navn")),) if navn else ()),
            ),
            rader=tuple(
                (
                    stor(m.funksjon),
                    m.organisasjon,
                    *((stor(m.rolletekst),) if roller else ()),
                    *((m.navn or None,) if navn else ()),
                )
                for m in gruppe.medlemmer
            ),
        ),
    ]


_BLOKKER: dict[str, Callable[[Rapportgrunnlag], list[Blokk]]] = {
    "tall": tallblokker.situasjonstall,
    "svar": tallblokker.svarene,
    "aarene": tallblokker.aarene,
    "kommunene": tallblokker.kommunene,
    "effektmaal": _effektmaal,
    MAALENE: _maalene,
    MAALOVERSIKT: maalblokker.maaloversikt,
    GRUPPENE: _grupper,
    "gruppenes_utvikling": prosjektblokker.gruppenes_utvikling,
    "faser": prosjektblokker.faser,
    "strategier": prosjektblokker.strategiene,
    "suksesskriterier": prosjektblokker.suksesskriterier,
    "budsjett": prosjektblokker.budsjett,
    "evaluering": evalueringsblokker.evaluering,
    "sitater": evalueringsblokker.sitater,
    "barrierer": barriereblokker.barrierer,
    "tilskudd": tilskuddsblokker.tilskudd,
    "kommuneprosjekter": tilskuddsblokker.kommuneprosjekter,
    "aktivitetssummer": prosjektblokker.aktivitetssummer,
    "kommunene_aar": aarsblokker.kommunene_aar,
    diagramfakta.AARSFIGUR: diagramblokker.aarsfigur,
    diagramfakta.BOSATTE: diagramblokker.bosatte,
    "oppfyllelse": diagramblokker.oppfyllelse,
    diagramfakta.SVARKURVE: diagramblokker.svarkurve,
    diagramfakta.KART: diagramblokker.kartet,
    "deltakere": diagramblokker.deltakere,
    "gjennomfoerte": aktivitetsblokker.gjennomfoerte,
    "framover": aktivitetsblokker.framover,
    KOMMUNETABELL: tallblokker.anmodninger_og_vedtak,
    "aktivitetsplan": aktivitetsblokker.aktivitetsplan,
}

# What a definition may ask for.
BLOKKNAVN = frozenset({PROSA, *_BLOKKER})
