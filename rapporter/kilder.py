"""The appendix «Kilder»: every figure of a report by name and value, and the rows it is made of.

The rows are those of the page that traces a figure (``vedtak.kildeliste``), on the same two clocks, so that they add
up to what the report prints. The number of queries grows with the years a report shows, not with the municipalities.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import (
    Blokk,
    Dokument,
    Kolonne,
    Liste,
    Overskrift,
    Setning,
    Tabell,
    Varsel,
    Vedlegg,
)
from bosetting.felles.norsk import dato, langdato, opplisting, stor, tall
from bosetting.kommuner.models import Kommune
from vedtak import kilder
from vedtak.kildeliste import FELTNAVN, FORKLARINGER, Kildeliste, Kilderad, kildeliste
from vedtak.queries import statusliste

from .aktivitetsblokker import deling
from .domain import Rapportgrunnlag
from .henvisninger import med_henvisninger
from .models import Rapport, Utgave
from .tallregister import Figur, figurer

NOEKKEL = "vedlegg-kilder"
# The fields whose figures are counted from rows; the others are reckoned from these.
_TALTE = ("anmodet", "vedtatt", "bosatt")


def med_kilder(
    dokument: Dokument, rapport: Rapport, g: Rapportgrunnlag, utgave: Utgave | None = None
) -> Dokument:
    """Return the document with the appendix last. ``utgave`` is the edition it shows, if it is a frozen one."""
    vedlegg = med_henvisninger(tuple(kildevedlegg(rapport, g, utgave)))
    return replace(dokument, blokker=(*dokument.blokker, *vedlegg))


def kildevedlegg(rapport: Rapport, g: Rapportgrunnlag, utgave: Utgave | None = None) -> Iterator[Blokk]:
    """The blocks of the appendix: how figures are made, the figures, and the rows of each year, group and activity."""
    alle = list(figurer(g).values())
    yield Vedlegg(_("Kilder per %(dato)s") % {"dato": dato(g.skjaeringsdato)}, noekkel=NOEKKEL)
    tekst = _(
        "Vedlegget viser hvert tall i rapporten og radene det er regnet av, slik de var kjent %(dato)s. En rad er en "
        "anmodning til en kommune, et svar fra en kommune eller noe annet som er ført i registeret."
    )
    yield Setning(tekst % {"dato": langdato(g.skjaeringsdato)})
    if utgave and (endret := _endret(utgave, alle)):
        merknad = _(
            "Rader er rettet etter at rapporten ble godkjent. Disse tallene er andre i dag: %(tall)s."
        )
        yield Varsel(merknad % {"tall": opplisting(endret)}, "merknad")
    yield Overskrift(2, _("Slik er tallene regnet"), nummerert=False)
    brukte = {figur.navn.split(".")[0] for figur in alle}
    yield Liste(tuple(f"{FELTNAVN[felt]}: {FORKLARINGER[felt]}" for felt in kilder.FELT if felt in brukte))
    yield Overskrift(2, _("Tallene"), nummerert=False)
    yield _talltabell(_som_frosset(utgave) if utgave else alle, g)
    yield Overskrift(2, _("Radene bak tallene"), nummerert=False)
    for aar in sorted({g.bosettingsaar, *(linje.aar for linje in g.aarslinjer)}, reverse=True):
        yield from _aar(rapport, aar, [felt for felt in _TALTE if felt in brukte])
    yield from _grupper(g)
    yield from _aktiviteter(g)


def _som_frosset(utgave: Utgave) -> list[Figur]:
    return [Figur(**ett) for ett in utgave.tall]


def _endret(utgave: Utgave, naa: Iterable[Figur]) -> list[str]:
    """Return the names of the frozen figures that have another value today."""
    verdier = {figur.navn: figur.verdi for figur in naa}
    return [ett["tekst"] for ett in utgave.tall if verdier.get(ett["navn"], ett["verdi"]) != ett["verdi"]]


def _talltabell(alle: Iterable[Figur], g: Rapportgrunnlag) -> Tabell:
    """Every figure but those of a single municipality, which are the rows below."""
    kommuner = {linje.nr for linje in g.linjer}
    return Tabell(
        tittel=_("Tallene i rapporten"),
        kolonner=(
            Kolonne(_("Tall"), bredde=0.34),
            Kolonne(_("Verdi"), "tall"),
            Kolonne(_("Enhet")),
            Kolonne(_("Regnet av")),
            Kolonne(_("Navn")),
        ),
        rader=tuple(
            (stor(str(figur.tekst)), figur.vist, str(figur.enhet), _regnet_av(figur.navn, g), figur.navn)
            for figur in alle
            if figur.navn.rpartition(".")[2] not in kommuner
        ),
        fotnote=_(
            "«–» betyr at tallet ikke er kjent. Navnet er det tallet har når det settes inn i en tekst."
        ),
        noekkel="kilder-tall",
    )


def _regnet_av(navn: str, g: Rapportgrunnlag) -> str:
    felt, *_midten, sist = navn.split(".")
    aar = sist if sist.isdigit() and len(sist) == 4 else str(g.bosettingsaar)
    med_aar = {
        "anmodet": _("anmodningene for %(aar)s"),
        "vedtatt": _("vedtakene for %(aar)s"),
        "bosatt": _("tellingene av bosatte i %(aar)s"),
        **dict.fromkeys(
            ("udekket", "ubesvart", "netto", "kommuner"), _("anmodningene og vedtakene for %(aar)s")
        ),
    }
    if felt in med_aar:
        return med_aar[felt] % {"aar": aar}
    uten = {
        "landet": _("anmodningsrundene"),
        "forrige-runde": _("anmodningsrundene"),
        "gruppe": _("medlemmene i gruppen"),
        "aktiviteter": _("aktivitetene"),
    }
    return uten.get(felt, _("registeret per %(dato)s") % {"dato": dato(g.skjaeringsdato)})


def _aar(rapport: Rapport, aar: int, feltene: Iterable[str]) -> Iterator[Tabell]:
    """The rows of one settlement year, a table for each kind."""
    kommuner = Kommune.objects.filter(fylke__embeter=rapport.prosjekt.embete)
    liste = statusliste(kommuner, aar, rapport.skjaeringsdato, rapport.skjaeringsdato)
    titler = {
        "anmodet": _("Anmodningene for %(aar)s"),
        "vedtatt": _("Vedtakene for %(aar)s"),
        "bosatt": _("Tellingene av bosatte i %(aar)s"),
    }
    for felt in feltene:
        bak = kildeliste(liste, f"{felt}.totalt")
        # Of persons settled there is a line for each municipality, also where nothing is counted.
        if any(rad.rad is not None for rad in bak.rader):
            yield _radtabell(titler[felt] % {"aar": aar}, bak, f"kilder-{felt}-{aar}")


def _radtabell(tittel: str, bak: Kildeliste, noekkel: str) -> Tabell:
    grupper = [gruppe for gruppe in ("totalt", "em") if gruppe in bak.summer]
    navn = {"totalt": _("Totalt"), "em": _("EM")}
    return Tabell(
        tittel=tittel,
        kolonner=(
            Kolonne(_("Kommune")),
            Kolonne(_("Rad")),
            Kolonne(_("Dato")),
            Kolonne(_("Kjent fra")),
            *(Kolonne(navn[gruppe], "tall") for gruppe in grupper),
            Kolonne(_("Saksnummer og kilde")),
        ),
        rader=tuple(_rad(rad, grupper) for rad in bak.rader),
        sumrad=(
            _("Sum"),
            "",
            "",
            "",
            *(None if (verdi := bak.summer[gruppe].verdi) is None else tall(verdi) for gruppe in grupper),
            "",
        ),
        noekkel=noekkel,
    )


def _rad(rad: Kilderad, grupper: Iterable[str]) -> tuple[str | None, ...]:
    return (
        rad.kommune.navn,
        rad.tittel,
        dato(rad.dato) if rad.dato else None,
        dato(rad.kjent_fra) if rad.kjent_fra else None,
        *(None if (verdi := rad.bidrag[gruppe]) is None else tall(verdi) for gruppe in grupper),
        "; ".join(filter(None, (rad.saksnummer, rad.kilde))),
    )


def _grupper(g: Rapportgrunnlag) -> Iterator[Tabell]:
    rader = tuple(
        (gruppe.navn, stor(medlem.funksjon), medlem.organisasjon)
        for gruppe in g.grupper
        for medlem in gruppe.medlemmer
    )
    if rader:
        yield Tabell(
            tittel=_("Medlemmene i gruppene"),
            kolonner=(Kolonne(_("Gruppe")), Kolonne(_("Funksjon")), Kolonne(_("Organisasjon"))),
            rader=rader,
            noekkel="kilder-grupper",
        )


def _aktiviteter(g: Rapportgrunnlag) -> Iterator[Tabell]:
    delt = deling(g)
    rader = tuple(
        (dato(rad.fra), rad.tittel, tilstand, None if rad.deltakere is None else tall(rad.deltakere))
        for tilstand, liste in ((_("Gjennomført"), delt.gjennomfoert), (_("Framover"), delt.framover))
        for rad in liste
    )
    if rader:
        yield Tabell(
            tittel=_("Aktivitetene"),
            kolonner=(
                Kolonne(_("Dato")),
                Kolonne(_("Aktivitet")),
                Kolonne(_("Regnet som")),
                Kolonne(_("Deltakere"), "tall"),
            ),
            rader=rader,
            radhode=1,
            noekkel="kilder-aktiviteter",
        )
