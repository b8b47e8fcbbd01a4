"""The blocks that are charts and maps, each with its figures as a table beside it (or in the table it names).

They have no headings of their own, so that a definition can put them under the block they picture.
"""

from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bosetting.felles.diagram import kurve, soeyler, stablet, staver
from bosetting.felles.diagramformer import MOERK, UKJENT, Stil
from bosetting.felles.dokument.blokker import Blokk, Figur, Kolonne, Tabell
from bosetting.felles.norsk import UKJENT as STREK
from bosetting.felles.norsk import dato, langdato, opplisting, tall
from bosetting.kommuner.kart import Kartkommune, Klasse, kart
from vedtak.domain import GRUPPER, Svar
from vedtak.oppfyllelse import Oppfyllelse, Oppfyllelsessum, summer
from vedtak.ord import TILSTANDER

from . import diagramfakta as fakta
from . import domain, setninger
from .aktivitetsblokker import deling
from .domain import Aarslinje, Aktivitetslinje, Kommunelinje, Rapportgrunnlag

# As many activities as one chart can hold, and as long names.
FLEST_AKTIVITETER, LENGSTE_TITTEL = 24, 36
GJENNOMFOERTE = "gjennomfoerte"


def _kilde(g: Rapportgrunnlag) -> str:
    return _("registrerte anmodninger, vedtak og bosatte, slik de var kjent %(dato)s") % {
        "dato": langdato(g.skjaeringsdato)
    }


# ---- Requested, decided and settled over the years


def aarsfigur(g: Rapportgrunnlag) -> list[Blokk]:
    """Requested, decided and settled side by side for each settlement year; nothing for a single year."""
    if len(g.aarslinjer) < 2:
        return []
    rader = [(str(linje.aar), _oppfyllelsen(g, linje)) for linje in g.aarslinjer]
    felt = [("anmodet", _("Anmodet")), ("vedtatt", _("Vedtatt")), ("bosatt", _("Bosatt"))]
    if all(sum_.bosatt.verdi is None for _aar, sum_ in rader):
        felt = felt[:2]
    navn = [tekst for _felt, tekst in felt]
    verdier = [(aar, [getattr(sum_, ett).verdi for ett, _tekst in felt]) for aar, sum_ in rader]
    fra, til = rader[0][0], rader[-1][0]
    hva = opplisting([ett.lower() for ett in navn])
    tittel = _("%(hva)s for bosettingsårene %(fra)s–%(til)s") % {
        "hva": hva[:1].upper() + hva[1:], "fra": fra, "til": til
    }  # fmt: skip
    siste = dict(zip(navn, verdier[-1][1], strict=True))
    alt = _("Stående søyler for hvert bosettingsår. For %(aar)s er tallene %(tall)s.") % {
        "aar": til,
        "tall": opplisting(
            [f"{ett.lower()} {_('ukjent') if n is None else tall(n)}" for ett, n in siste.items()]
        ),
    }
    figur = soeyler(
        tittel=tittel, beskrivelse=alt, serier=navn, rader=verdier, hoeyde=170.0, noekkel="aarsfigur"
    )
    tabell = Tabell(
        tittel=tittel,
        kolonner=(
            Kolonne(_("Bosettingsår")),
            *(Kolonne(ett, "tall") for ett in navn),
            *([Kolonne(_("Ubrukte plasser"), "tall")] if len(felt) == 3 else []),
        ),
        rader=tuple(
            (
                aar,
                *(None if n is None else tall(n) for n in tallene),
                *([_tall(sum_.ubrukte.verdi)] if len(felt) == 3 else []),
            )
            for (aar, tallene), (_aar, sum_) in zip(verdier, rader, strict=True)
        ),
        fotnote=_bosattnote(rader) if len(felt) == 3 else "",
        noekkel="aarsfigur-tabell",
    )
    return [Figur(tittel, figur.svg, alt, kilde=_kilde(g), noekkel="aarsfigur"), tabell]


def _tall(verdi: int | None) -> str | None:
    return None if verdi is None else tall(verdi)


def _oppfyllelsen(g: Rapportgrunnlag, aar: Aarslinje) -> Oppfyllelsessum:
    bosatt = g.diagramfakta.bosatt.get(aar.aar, {})
    return summer(Oppfyllelse(linje.status, bosatt.get(linje.status.kommune)) for linje in aar.linjer)


def _bosattnote(rader: list[tuple[str, Oppfyllelsessum]]) -> str:
    """Say what an unused place is, and for how many municipalities the count of settled is missing."""
    note = _("Ubrukte plasser er anmodet og vedtatt, men ikke bosatt.")
    ledd = [
        _("%(aar)s for %(kommuner)s") % {"aar": aar, "kommuner": setninger.kommuner(sum_.bosatt.ukjente)}
        for aar, sum_ in rader
        if sum_.bosatt.ukjente
    ]
    if ledd:
        note += " " + _("– betyr ukjent; antallet bosatte mangler i %(ledd)s.") % {"ledd": opplisting(ledd)}
    return note


def bosatte(g: Rapportgrunnlag) -> list[Blokk]:
    """Requested, decided and settled per municipality for the last year that any settled are counted of."""
    talte = [linje for linje in g.aarslinjer if g.diagramfakta.bosatt.get(linje.aar)]
    if not talte:
        return []
    aar, bosatt = talte[-1].aar, g.diagramfakta.bosatt[talte[-1].aar]
    linjer = [linje for linje in talte[-1].linjer if linje.status.anmodet is not None]
    rader = [(linje.navn, Oppfyllelse(linje.status, bosatt.get(linje.status.kommune))) for linje in linjer]
    serier = (_("Anmodet"), _("Vedtatt"), _("Bosatt"))
    tittel = _("Anmodet, vedtatt og bosatt per kommune for %(aar)s") % {"aar": aar}
    blokker: list[Blokk] = []
    sum_ = summer(ett for _navn, ett in rader)
    # A chart for as many as one page holds; of more the table tells better.
    if len(rader) <= domain.KOMMUNER_PER_FIGUR:
        alt = _(
            "Liggende søyler per kommune: i alt er %(anmodet)s anmodet, %(vedtatt)s vedtatt og %(bosatt)s bosatt."
        ) % {
            "anmodet": _tall(sum_.anmodet.verdi) or _("ukjent"),
            "vedtatt": _tall(sum_.vedtatt.verdi) or _("ukjent"),
            "bosatt": _tall(sum_.bosatt.verdi) or _("ukjent"),
        }  # fmt: skip
        figur = staver(
            tittel=tittel,
            beskrivelse=alt,
            serier=serier,
            rader=[(navn, [ett.anmodet, ett.vedtatt, ett.bosatt]) for navn, ett in rader],
            noekkel="bosatte",
        )
        blokker.append(Figur(tittel, figur.svg, alt, kilde=_kilde(g), noekkel="bosatte"))
    tabell = Tabell(
        tittel=tittel,
        kolonner=(
            Kolonne(_("Kommune")),
            *(Kolonne(navn, "tall") for navn in (*serier, _("Ubrukte plasser"))),
        ),
        rader=tuple(
            (navn, *map(_tall, (ett.anmodet, ett.vedtatt, ett.bosatt, ett.ubrukte))) for navn, ett in rader
        ),
        sumrad=(
            _("Sum"),
            *(_tall(del_.verdi) for del_ in (sum_.anmodet, sum_.vedtatt, sum_.bosatt, sum_.ubrukte)),
        ),
        fotnote=_bosattnote([(str(aar), sum_)]),
        kilde=_kilde(g),
        noekkel="bosatte-tabell",
    )
    return [*blokker, tabell]


# ---- How the municipalities have answered


def oppfyllelse(g: Rapportgrunnlag) -> list[Blokk]:
    """How many municipalities stand in each state, in all and per group, as divided bars."""
    if not g.anmodede:
        return []
    gruppenavn = (_("Totalt"), _("Voksne"), _("Enslige mindreårige"))
    telt = {gruppe: Counter(linje.status.svar[gruppe] for linje in g.anmodede) for gruppe in GRUPPER}
    brukt = [svar for svar in TILSTANDER if any(telt[gruppe][svar] for gruppe in GRUPPER)]
    tittel = _("Kommunenes svar på anmodningen for %(aar)s") % {"aar": g.bosettingsaar}
    i_alt = domain.oppfyllelse(g.anmodede, "totalt")
    alt = _(
        "Liggende søyler delt etter svar, én for hver gruppe: i alt møter %(fullt)s av %(bedt)s kommuner anmodningen "
        "fullt ut, og %(svart)s har gitt endelig svar."
    ) % {"fullt": i_alt.fullt, "bedt": i_alt.bedt, "svart": i_alt.bedt - i_alt.aapne}
    figur = stablet(
        tittel=tittel,
        beskrivelse=alt,
        tilstander=[(svar.value, str(TILSTANDER[svar])) for svar in brukt],
        rader=[
            (navn, [telt[gruppe][svar] for svar in brukt])
            for gruppe, navn in zip(GRUPPER, gruppenavn, strict=True)
        ],
        noekkel="oppfyllelse",
    )
    tabell = Tabell(
        tittel=_("Antall kommuner etter svar for %(aar)s") % {"aar": g.bosettingsaar},
        kolonner=(Kolonne(_("Svar")), *(Kolonne(navn, "tall") for navn in gruppenavn)),
        rader=tuple(
            (str(TILSTANDER[svar]), *(tall(telt[gruppe][svar]) for gruppe in GRUPPER)) for svar in brukt
        ),
        sumrad=(_("Anmodede kommuner"), *(tall(len(g.anmodede)) for _gruppe in GRUPPER)),
        fotnote=_("Ikke anmodet betyr her at kommunen er anmodet om flyktninger, men ikke i denne gruppen.")
        if Svar.IKKE_ANMODET in brukt
        else "",
        noekkel="oppfyllelse-tabell",
    )
    return [Figur(tittel, figur.svg, alt, kilde=_kilde(g), noekkel="oppfyllelse"), tabell]


# ---- How the answers came in


def svarkurve(g: Rapportgrunnlag) -> list[Blokk]:
    """How many of the municipalities asked had decided, week by week; nothing before the first decision."""
    uker = g.diagramfakta.svarkurve
    if not any(uke.med_vedtak for uke in uker):
        return []
    foerste, siste = uker[0], uker[-1]
    tittel = _("Anmodede kommuner med vedtak for %(aar)s, uke for uke") % {"aar": g.bosettingsaar}
    alt = _(
        "Kurve som går i trinn fra %(foer)s av %(av_foer)s kommuner med vedtak per %(fra)s til %(naa)s av %(av_naa)s "
        "per %(til)s."
    ) % {
        "foer": foerste.med_vedtak, "av_foer": foerste.anmodede, "fra": langdato(foerste.dag),
        "naa": siste.med_vedtak, "av_naa": siste.anmodede, "til": langdato(siste.dag),
    }  # fmt: skip
    figur = kurve(
        tittel=tittel,
        beskrivelse=alt,
        serie=_("Kommuner med vedtak"),
        grense=_("Anmodede kommuner"),
        punkter=[(date_format(uke.dag, "j. b"), uke.med_vedtak, uke.anmodede) for uke in uker],
        noekkel="svarkurve",
    )
    vist = [
        uke
        for nr, uke in enumerate(uker)
        if nr in (0, len(uker) - 1)
        or (uke.anmodede, uke.med_vedtak, uke.vedtatt)
        != (uker[nr - 1].anmodede, uker[nr - 1].med_vedtak, uker[nr - 1].vedtatt)
    ]
    tabell = Tabell(
        tittel=_("Når kommunenes vedtak for %(aar)s kom") % {"aar": g.bosettingsaar},
        kolonner=(
            Kolonne(_("Per")),
            *(
                Kolonne(navn, "tall")
                for navn in (_("Anmodede kommuner"), _("Med vedtak"), _("Vedtatt i alt"))
            ),
        ),
        rader=tuple(
            (dato(uke.dag), tall(uke.anmodede), tall(uke.med_vedtak), _tall(uke.vedtatt)) for uke in vist
        ),
        fotnote=_(
            "Tallene gjelder utgangen av uken. Den første og den siste uken og ukene med endring er med. Et vedtak "
            "regnes fra den dagen det er fattet, eller fra den dagen det ble mottatt der vedtaksdatoen ikke er kjent."
        ),
        kilde=_kilde(g),
        noekkel="svarkurve-tabell",
    )
    return [Figur(tittel, figur.svg, alt, kilde=_kilde(g), noekkel="svarkurve"), tabell]


# ---- Who came


def deltakere(g: Rapportgrunnlag) -> list[Blokk]:
    """The number of participants of each activity carried out in the period, as far as they were counted."""
    gjennomfoert = deling(g).gjennomfoert
    talte = [rad for rad in gjennomfoert if rad.deltakere is not None]
    if not talte:
        return []
    vist = sorted(talte, key=lambda rad: -(rad.deltakere or 0))[:FLEST_AKTIVITETER]
    vist.sort(key=lambda rad: (rad.fra, rad.tittel))
    flest = max(vist, key=lambda rad: rad.deltakere or 0)
    tittel = _("Deltakere på aktivitetene i %(periode)s") % {"periode": g.periode.tekst}
    alt = _("Liggende søyler: flest deltakere, %(n)s, hadde %(tittel)s (%(dato)s).") % {
        "n": tall(flest.deltakere), "tittel": flest.tittel, "dato": setninger.kortdager(flest.fra, flest.til)
    }  # fmt: skip
    figur = staver(
        tittel=tittel,
        beskrivelse=alt,
        serier=[_("Deltakere")],
        rader=[(f"{_kort(rad.tittel)}, {dato(rad.fra)}", [rad.deltakere]) for rad in vist],
        noekkel="deltakere",
    )
    kilde = _("registrerte aktiviteter per %(dato)s") % {"dato": langdato(g.skjaeringsdato)}
    noter = [kilde, *_deltakernoter(gjennomfoert, talte, vist)]
    blokker: list[Blokk] = [Figur(tittel, figur.svg, alt, kilde="; ".join(noter), noekkel="deltakere")]
    if not any(GJENNOMFOERTE in kapittel.blokker for kapittel in g.type.kapitler):
        blokker.append(
            Tabell(
                tittel=tittel,
                kolonner=(Kolonne(_("Dato")), Kolonne(_("Aktivitet")), Kolonne(_("Deltakere"), "tall")),
                radhode=1,
                rader=tuple(
                    (setninger.kortdager(rad.fra, rad.til), rad.tittel, _tall(rad.deltakere)) for rad in vist
                ),
                noekkel="deltakere-tabell",
            )
        )
    return blokker


def _kort(tittel: str) -> str:
    return tittel if len(tittel) <= LENGSTE_TITTEL else tittel[: LENGSTE_TITTEL - 1].rstrip() + "…"


def _deltakernoter(
    gjennomfoert: Iterable[Aktivitetslinje], talte: list[Aktivitetslinje], vist: list[Aktivitetslinje]
) -> list[str]:
    noter = []
    if uten := len(tuple(gjennomfoert)) - len(talte):
        noter.append(_("uten registrert antall og ikke med: %(n)s") % {"n": tall(uten)})
    if len(vist) < len(talte):
        noter.append(_("de %(n)s med flest deltakere er vist") % {"n": tall(len(vist))})
    return noter


# ---- The map


def _klasser() -> list[Klasse]:
    """The classes from nothing to all, light to dark; what is no share of anything has lines or is grey."""
    return [
        Klasse(fakta.ALT, _("Minst så mange som anmodet"), Stil("#0a5478", "#ffffff")),
        Klasse(fakta.OVER_HALVE, _("Minst halvparten"), Stil("#6fa5c3")),
        Klasse(fakta.UNDER_HALVE, _("Under halvparten"), Stil("#b4d0df")),
        Klasse(fakta.NEI, _("Ingen (vedtatt 0)"), Stil("#fbf1f1", MOERK, "nei")),
        Klasse(fakta.UTEN_VEDTAK, _("Uten vedtak"), UKJENT),
        Klasse(fakta.UKJENT, _("Ukjent"), Stil("#ffffff", MOERK, "kors")),
        Klasse(fakta.IKKE_ANMODET, _("Ikke anmodet"), Stil("#eceff1")),
    ]


def kartet(g: Rapportgrunnlag) -> list[Blokk]:
    """How much of the request each municipality's decision covers, as a map; nothing when nobody is asked."""
    if not g.anmodede:
        return []
    klasser = _klasser()
    etter_klasse: dict[str, list[str]] = {klasse.noekkel: [] for klasse in klasser}
    kommuner = []
    for linje in g.linjer:
        klasse = fakta.dekning(linje.status.anmodet, linje.status.vedtatt)
        etter_klasse[klasse].append(linje.navn)
        kommuner.append(Kartkommune(linje.nr, linje.navn, klasse, _under_navnet(linje)))
    tittel = _("Hvor stor del av anmodningen for %(aar)s kommunene har vedtatt") % {"aar": g.bosettingsaar}
    alt = _(
        "Kart over kommunene: %(alt)s av %(anmodet)s anmodede kommuner har vedtatt minst så mange som de er "
        "anmodet om."
    ) % {"alt": len(etter_klasse[fakta.ALT]), "anmodet": len(g.anmodede)}
    grenser = g.diagramfakta.grenser
    bilde = kart(
        tittel=tittel,
        beskrivelse=alt,
        klasser=klasser,
        kommuner=kommuner,
        grenser={nr: grense.ringer for nr, grense in grenser.items()},
        noekkel="kart",
    )
    tabell = Tabell(
        tittel=tittel,
        kolonner=(
            Kolonne(_("Vedtatt av det som er anmodet")),
            Kolonne(_("Antall"), "tall"),
            Kolonne(_("Kommuner"), bredde=0.6),
        ),
        rader=tuple(
            (klasse.etikett, tall(len(navn)), opplisting(navn))
            for klasse in klasser
            if (navn := etter_klasse[klasse.noekkel])
        ),
        kilde=_kilde(g),
        noekkel="kart-tabell",
    )
    if bilde is None:
        return [tabell]
    kilder = [_kilde(g)]
    if all(linje.nr in grenser for linje in g.linjer):
        kilder += dict.fromkeys(
            _("kartgrunnlag: %(kilde)s") % {"kilde": ett.kilde} for ett in grenser.values()
        )
    return [Figur(tittel, bilde.svg, alt, kilde="; ".join(kilder), noekkel="kart"), tabell]


def _under_navnet(linje: Kommunelinje) -> str:
    """Return «12 av 24», «0 av 24», «– av 24» without a decision, and nothing where nobody is asked."""
    anmodet, vedtatt = linje.status.anmodet, linje.status.vedtatt
    if anmodet is None:
        return ""
    gitt = STREK if vedtatt is None else tall(vedtatt.totalt)
    return _("%(gitt)s av %(bedt)s") % {"gitt": gitt, "bedt": tall(anmodet.totalt)}
