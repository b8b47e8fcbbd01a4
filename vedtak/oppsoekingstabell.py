"""The outreach list laid out: the words for each part of the score, how it is worked out, and the spreadsheet."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bosetting.felles import norsk
from bosetting.felles.regneark import Ark

from .dialogregler import dager_over
from .dialogtabell import sist_kontaktet
from .domain import AAPNE_SVAR, Svar
from .oppsoeking import AAR_TILBAKE, DAGER_PER_POENG, HOEYEST, PERSONER_PER_POENG, Del, Kode, Poeng
from .oppsoekingsliste import Oppsoekingsliste, Oppsoekingsrad
from .ord import TILSTANDER
from .setninger import personer

DELER = {
    Kode.ANDEL: gettext_lazy("Andel som mangler"),
    Kode.PERSONER: gettext_lazy("Personer som mangler"),
    Kode.FRIST: gettext_lazy("Over fristen"),
    Kode.EM: gettext_lazy("EM uten svar"),
    Kode.TIDLIGERE: gettext_lazy("Tidligere år"),
}


@dataclass(frozen=True)
class Forklaring:
    """One part of the score in words: its name, the most it gives, and how it is worked out."""

    navn: str
    hoeyest: int
    regel: str


@dataclass(frozen=True)
class Visningsrad:
    """One row ready to draw. ``deler`` are (points, what was measured); ``over`` is days that a follow-up is late."""

    rad: Oppsoekingsrad
    tilstand: str
    tilstandstekst: str
    poeng: str
    deler: list[tuple[str, str]]
    siste: str
    over: int | None


def _aarene(aar: int) -> str:
    return f"{aar - AAR_TILBAKE}–{aar - 1}"


def forklaringer(aar: int) -> list[Forklaring]:
    """Return how the parts are worked out, in the order they are shown."""
    regler = {
        Kode.ANDEL: _("Antall som mangler ganger %(hoeyest)s, delt på antall anmodet."),
        Kode.PERSONER: _("Antall som mangler delt på %(personer)s, høyst %(hoeyest)s."),
        Kode.FRIST: _(
            "Ett poeng for hver påbegynte uke (%(dager)s dager) etter svarfristen så lenge svaret mangler, "
            "høyst %(hoeyest)s."
        ),
        Kode.EM: _(
            "Ett poeng for hver plass for enslige mindreårige som står uten svar, høyst %(hoeyest)s. "
            "Et nei er et svar."
        ),
        Kode.TIDLIGERE: _(
            "Antall som manglet ganger %(hoeyest)s, delt på antall anmodet, for årene %(aarene)s til sammen. "
            "År der tallene ikke er kjent, er ikke med."
        ),
    }
    faste = {"personer": PERSONER_PER_POENG, "dager": DAGER_PER_POENG, "aarene": _aarene(aar)}
    return [
        Forklaring(str(navn), HOEYEST[kode], regler[kode] % (faste | {"hoeyest": HOEYEST[kode]}))
        for kode, navn in DELER.items()
    ]


def eksempel(poeng: Poeng) -> str:
    """Return the sum of one municipality as an addition: «9 + 7 + 10 + 0 + 3 = 29»; unknown parts are left out."""
    kjente = [str(del_.poeng) for del_ in poeng.deler if del_.poeng is not None]
    return f"{' + '.join(kjente)} = {poeng.sum}"


def sumtekst(poeng: Poeng) -> str:
    """Return the score: «29», or «minst 29» when a part is unknown."""
    return _("minst %(poeng)s") % {"poeng": poeng.sum} if poeng.ukjente else str(poeng.sum)


def maaltekst(del_: Del, svar: Svar) -> str:
    """Return what was measured, in a word or two: «15 av 40», «69 dager», «har svart»."""
    if del_.poeng is None:
        return _("ukjent")
    if del_.kode == Kode.FRIST and not del_.maalt:
        return _("fristen løper") if svar in AAPNE_SVAR else _("har svart")
    if del_.av is not None:
        return _("%(maalt)s av %(av)s") % {"maalt": norsk.tall(del_.maalt), "av": norsk.tall(del_.av)}
    antall = norsk.tall(del_.maalt)
    match del_.kode:
        case Kode.PERSONER:
            return personer(del_.maalt)
        case Kode.FRIST:
            return ngettext("%(antall)s dag", "%(antall)s dager", del_.maalt) % {"antall": antall}
    return ngettext("%(antall)s plass", "%(antall)s plasser", del_.maalt) % {"antall": antall}


def visningsrader(liste: Oppsoekingsliste) -> list[Visningsrad]:
    """Return the rows ready to draw."""
    return [
        Visningsrad(
            rad=rad,
            tilstand=rad.status.svar["totalt"].value,
            tilstandstekst=str(TILSTANDER[rad.status.svar["totalt"]]),
            poeng=sumtekst(rad.poeng),
            deler=[
                (norsk.tall(del_.poeng), maaltekst(del_, rad.status.svar["totalt"]))
                for del_ in rad.poeng.deler
            ],
            siste=sist_kontaktet(rad.siste, liste.dag),
            over=dager_over(rad.aapen.oppfoelging_dato, liste.dag) if rad.aapen else None,
        )
        for rad in liste.rader
    ]


def utelatte(liste: Oppsoekingsliste) -> str:
    """Return who is not on the list and why, in a sentence or two; empty when all are."""
    setninger = []
    if liste.uten_utestaaende:
        setninger.append(
            ngettext(
                "%(n)s kommune er ikke med, fordi ingenting er utestående.",
                "%(n)s kommuner er ikke med, fordi ingenting er utestående.",
                liste.uten_utestaaende,
            )
            % {"n": norsk.tall(liste.uten_utestaaende)}
        )
    if liste.ikke_anmodet:
        setninger.append(
            ngettext(
                "%(n)s kommune er ikke anmodet for %(aar)s.",
                "%(n)s kommuner er ikke anmodet for %(aar)s.",
                liste.ikke_anmodet,
            )
            % {"n": norsk.tall(liste.ikke_anmodet), "aar": liste.aar}
        )
    return " ".join(setninger)


def _dato(verdi) -> date | None:
    return verdi.dato if verdi else None


def som_ark(liste: Oppsoekingsliste) -> Ark:
    """Return the list as a sheet with every part and what it was measured from; unknown is an empty cell."""
    overskrifter = [_("Plass"), _("Kommunenummer"), _("Kommune"), _("Svar"), _("Poeng"), _("Ukjente deler")]
    for navn in DELER.values():
        overskrifter += [_("Poeng: %(del)s") % {"del": navn}, _("Målt: %(del)s") % {"del": navn}, _("av")]
    overskrifter += [
        _("Svarfrist"), _("Siste kontakt"), _("Åpen oppfølging"), _("Følges opp"), _("Kontaktpersoner"),
    ]  # fmt: skip
    # Only the shares have an «av»: the same three columns for each part would leave empty ones.
    har_av = {Kode.ANDEL, Kode.TIDLIGERE}
    behold = [True] * 6 + [felt < 2 or kode in har_av for kode in DELER for felt in range(3)] + [True] * 5
    rader = []
    for rad in liste.rader:
        deler = [verdi for del_ in rad.poeng.deler for verdi in (del_.poeng, del_.maalt, del_.av)]
        rader.append(
            [
                rad.plass,
                rad.kommune.nr,
                rad.kommune.navn,
                str(TILSTANDER[rad.status.svar["totalt"]]),
                rad.poeng.sum,
                ", ".join(str(DELER[kode]) for kode in rad.poeng.ukjente),
                *deler,
                rad.status.frist,
                _dato(rad.siste),
                rad.aapen.oppfoelging if rad.aapen else "",
                rad.aapen.oppfoelging_dato if rad.aapen else None,
                ", ".join(f"{navn} <{epost}>" for navn, epost in rad.kontaktpersoner),
            ]
        )

    def kutt(celler):
        return [celle for celle, med in zip(celler, behold, strict=True) if med]

    return Ark(
        navn=_("Hvem bør kontaktes %(aar)s") % {"aar": liste.aar},
        forklaring=[
            _("Hvem bør kontaktes for %(aar)s, per %(dag)s")
            % {"aar": liste.aar, "dag": norsk.langdato(liste.dag)},
            *(f"{ett.navn}: {ett.regel}" for ett in forklaringer(liste.aar)),
            _("Hver del rundes ned. En del som er ukjent, er en tom celle; da er poengsummen et minstetall."),
            *filter(None, [utelatte(liste)]),
        ],
        overskrifter=kutt(overskrifter),
        rader=list(map(kutt, rader)),
    )
