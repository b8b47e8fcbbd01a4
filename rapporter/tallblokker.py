"""The blocks of figures: key figures, tables, chart and generated paragraphs. All sums come from ``vedtak.domain``."""

from django.utils.translation import gettext as _

from bosetting.felles.diagram import staver
from bosetting.felles.dokument.blokker import (
    Blokk,
    Figur,
    Kolonne,
    Noekkeltall,
    Overskrift,
    Setning,
    Tabell,
    Tall,
    Varsel,
)
from bosetting.felles.norsk import dato, langdato, opplisting, stor, tall
from vedtak.domain import Delsum, Gruppesum, summer
from vedtak.domain import Tall as VedtakTall
from vedtak.ord import TILSTANDER

from . import domain, setninger, statussetninger, svarsetninger
from .domain import Kommunelinje, Rapportgrunnlag


def _per(g: Rapportgrunnlag) -> str:
    return _("registrerte anmodninger og vedtak, slik de var kjent %(dato)s") % {
        "dato": langdato(g.skjaeringsdato)
    }


def _sum(delsum: Delsum) -> str | None:
    return None if delsum.verdi is None else tall(delsum.verdi)


def situasjonstall(g: Rapportgrunnlag) -> list[Blokk]:
    overskrift = Overskrift(
        2, _("Anmodninger og vedtak per %(dato)s") % {"dato": langdato(g.skjaeringsdato)}, noekkel="tall"
    )
    blokker: list[Blokk] = [overskrift]
    if not g.anmodede:
        return [*blokker, *_avsnitt(g)]
    s = g.summer["totalt"]
    uten = len(domain.uten_vedtak(g.linjer))
    blokker.append(
        Noekkeltall(
            (
                Tall(_("Anmodet"), tall(s.anmodet.kjent), _("personer"), _em_anmodet(g)),
                Tall(_("Vedtatt"), tall(s.vedtatt.kjent), _("personer"), _em_tekst(g.summer["em"].vedtatt)),
                Tall(_("Netto differanse"), tall(s.netto), _("plasser"), _("anmodet minus vedtatt")),
                Tall(_("Udekket"), tall(s.udekket.verdi), _("plasser"), _ubesvart_tekst(s.ubesvart, uten)),
            )
        )
    )
    blokker += _avsnitt(g)
    blokker += [Varsel(tekst, "merknad") for tekst in setninger.avvik(g.runder[-1:])]
    return [*blokker, _gruppetabell(g)]


def _avsnitt(g: Rapportgrunnlag) -> list[Blokk]:
    return statussetninger.blokker(g, statussetninger.TALL, _per(g))


def _em_anmodet(g: Rapportgrunnlag) -> str:
    em = g.summer["em"].anmodet
    if em.verdi is None and g.runde is not None and g.runde.oppgitt.em is not None:
        return _("herav %(n)s enslige mindreårige, oppgitt samlet") % {"n": tall(g.runde.oppgitt.em)}
    return _em_tekst(em)


def _em_tekst(delsum: Delsum) -> str:
    if delsum.verdi is not None:
        return _("herav %(n)s enslige mindreårige") % {"n": tall(delsum.verdi)}
    return _("enslige mindreårige ukjent for %(kommuner)s") % {"kommuner": setninger.kommuner(delsum.ukjente)}


def _ubesvart_tekst(ubesvart: Delsum, uten: int) -> str:
    if not uten:
        return _("alle har fattet vedtak")
    return _("%(n)s i %(kommuner)s uten vedtak") % {
        "n": tall(ubesvart.verdi), "kommuner": setninger.kommuner(uten)
    }  # fmt: skip


def _gruppetabell(g: Rapportgrunnlag) -> Tabell:
    grupper = (
        ("totalt", _("Totalt")), ("voksne", _("Voksne og barnefamilier")), ("em", _("Enslige mindreårige"))
    )  # fmt: skip
    return Tabell(
        tittel=_("Anmodet og vedtatt per gruppe for %(aar)s") % {"aar": g.bosettingsaar},
        kolonner=(
            Kolonne(_("Gruppe")),
            *(
                Kolonne(navn, "tall")
                for navn in (_("Anmodet"), _("Vedtatt"), _("Netto"), _("Udekket"), _("Herav uten vedtak"))
            ),
        ),
        rader=tuple((navn, *_gruppetall(g.summer[gruppe])) for gruppe, navn in grupper),
        fotnote=_("Netto er anmodet minus vedtatt. Udekket er summen av det som mangler i hver kommune.")
        + _ukjentnote(g)
        + _ubekreftetnote(g),
        kilde=_per(g),
        noekkel="grupper",
    )


def _gruppetall(s: Gruppesum) -> tuple[str | None, ...]:
    netto = None if s.netto is None else tall(s.netto)
    return _sum(s.anmodet), _sum(s.vedtatt), netto, _sum(s.udekket), _sum(s.ubesvart)


def _ukjentnote(g: Rapportgrunnlag) -> str:
    """Say what a dash hides: for how many municipalities the part is unknown, and what the known parts add up to."""
    ledd = []
    for hva, delsum in ((_("anmodede"), g.summer["em"].anmodet), (_("vedtatte"), g.summer["em"].vedtatt)):
        if delsum.ukjente:
            kjent = _(" (%(n)s for de øvrige)") % {"n": tall(delsum.kjent)} if delsum.kjent else ""
            setning = _("antallet %(hva)s enslige mindreårige er ukjent for %(kommuner)s%(kjent)s")
            ledd.append(
                setning % {"hva": hva, "kommuner": setninger.kommuner(delsum.ukjente), "kjent": kjent}
            )
    if not ledd:
        return ""
    return " " + _("– betyr ukjent. %(ledd)s.") % {"ledd": stor(opplisting(ledd))}


def _ubekreftetnote(g: Rapportgrunnlag) -> str:
    """Say how many of the municipalities' answers are counted without being confirmed; empty when all are."""
    antall = len(domain.ubekreftede(g.linjer))
    if not antall:
        return ""
    hvem = _("Svaret fra %(kommuner)s") if antall == 1 else _("Svarene fra %(kommuner)s")
    setning = _("%(hvem)s er ubekreftet og regnet med.")
    return " " + setning % {"hvem": hvem % {"kommuner": setninger.kommuner(antall)}}


def kommunene(g: Rapportgrunnlag) -> list[Blokk]:
    """The charts of the municipalities that are asked: all of them, or the largest gaps where they are very many."""
    if not g.anmodede:
        return []
    tittel = _("Anmodet og vedtatt per kommune for %(aar)s") % {"aar": g.bosettingsaar}
    deler = domain.figurdeler(g.anmodede)
    if deler is None:
        stoerst = domain.stoerst_gap(g.anmodede)
        tittel = _("De %(antall)s kommunene med størst udekket behov for %(aar)s") % {
            "antall": len(stoerst),
            "aar": g.bosettingsaar,
        }
        figurer = [_kommunefigur(g, tittel, stoerst, "anmodet-vedtatt")]
    elif len(deler) == 1:
        figurer = [_kommunefigur(g, tittel, deler[0], "anmodet-vedtatt")]
    else:
        figurer = [
            _kommunefigur(g, f"{tittel}, {del_[0].navn}–{del_[-1].navn}", del_, f"anmodet-vedtatt-{nr}")
            for nr, del_ in enumerate(deler, 1)
        ]
    return [Overskrift(2, _("Kommune for kommune"), noekkel="kommunene"), *figurer]


def _kommunefigur(g: Rapportgrunnlag, tittel: str, linjer: tuple[Kommunelinje, ...], noekkel: str) -> Figur:
    rader = [
        (
            linje.navn,
            (linje.status.anmodet.totalt, linje.status.vedtatt.totalt if linje.status.vedtatt else None),
        )
        for linje in linjer
    ]
    alt = _("Liggende søyler per kommune: %(svar)s.") % {"svar": _svarene_i_ord(linjer)}
    diagram = staver(
        tittel=tittel, beskrivelse=alt, serier=(_("Anmodet"), _("Vedtatt")), rader=rader, noekkel=noekkel
    )
    i_vedlegget = _("; tallene står i vedlegg %(nr)s") % {"nr": g.kommunevedlegg} if g.kommunevedlegg else ""
    strek = _("; – betyr at kommunen ikke har fattet vedtak") if domain.uten_vedtak(linjer) else ""
    kilde = _per(g) + i_vedlegget + strek
    return Figur(tittel, diagram.svg, alt, kilde=kilde, noekkel=noekkel)


def _svarene_i_ord(linjer: tuple[Kommunelinje, ...]) -> str:
    """Return «11 av 18 kommuner har vedtatt minst så mange som …, og én kommune har ikke fattet vedtak»."""
    telling, uten = domain.oppfyllelse(linjer, "totalt"), len(domain.uten_vedtak(linjer))
    moett = (
        _("%(av)s har vedtatt minst så mange som den er anmodet om")
        if telling.bedt == telling.fullt == 1
        else _("%(av)s har vedtatt minst så mange som de er anmodet om")
    )
    mangler = (
        _("%(kommuner)s har ikke fattet vedtak") % {"kommuner": setninger.kommuner(uten)}
        if uten
        else _("ingen kommuner mangler vedtak")
    )
    if not telling.bedt:
        return mangler
    moett = moett % {"av": setninger.andel(telling.fullt, telling.bedt)}
    return _("%(moett)s, og %(mangler)s") % {"moett": moett, "mangler": mangler}


def svarene(g: Rapportgrunnlag) -> list[Blokk]:
    avsnitt = statussetninger.blokker(g, statussetninger.SVAR, _per(g))
    if not avsnitt:
        return []
    return [Overskrift(2, _("Hvordan kommunene har svart"), noekkel="svar"), *avsnitt]


def aarene(g: Rapportgrunnlag) -> list[Blokk]:
    if len(g.aarslinjer) < 2:
        return []
    return [
        Overskrift(2, _("Utviklingen fra år til år"), noekkel="aarene"),
        Tabell(
            tittel=_("Anmodet og vedtatt per bosettingsår, slik det var kjent %(dato)s")
            % {"dato": langdato(g.skjaeringsdato)},
            kolonner=(
                Kolonne(_("Bosettingsår")),
                *(Kolonne(navn, "tall") for navn in (_("Anmodet"), _("Vedtatt"), _("Netto"), _("Udekket"))),
            ),
            rader=tuple((str(linje.aar), *_gruppetall(linje.summer["totalt"])[:4]) for linje in g.aarslinjer),
            fotnote=_ubekreftede_aar(g),
            kilde=_per(g),
            noekkel="aar",
        ),
    ]


def _ubekreftede_aar(g: Rapportgrunnlag) -> str:
    ledd = [
        _("%(aar)s fra %(kommuner)s") % {"aar": linje.aar, "kommuner": setninger.kommuner(linje.ubekreftede)}
        for linje in g.aarslinjer
        if linje.ubekreftede
    ]
    return _("Ubekreftede svar er regnet med: %(ledd)s.") % {"ledd": opplisting(ledd)} if ledd else ""


def anmodninger_og_vedtak(g: Rapportgrunnlag) -> list[Blokk]:
    """The annex: what each municipality is asked for and has decided, per group, and the rounds behind it."""
    if not g.anmodede:
        return [Setning(setninger.anmodning(g)), *_rundetabell(g)]
    grupper = ((_("Totalt"), "totalt"), (_("Voksne"), "voksne"), (_("EM"), "em"))
    vilkaar = any(linje.status.vilkaar for linje in g.linjer)
    s = g.summer
    tabell = Tabell(
        tittel=_("Anmodninger og vedtak for %(aar)s per %(dato)s")
        % {"aar": g.bosettingsaar, "dato": langdato(g.skjaeringsdato)},
        kolonner=(
            Kolonne(_("Kommune")),
            Kolonne(_("Svar")),
            *((Kolonne(_("Vilkår")),) if vilkaar else ()),
            *(Kolonne(navn, "tall", _("Anmodet")) for navn, _gruppe in grupper),
            *(Kolonne(navn, "tall", _("Vedtatt")) for navn, _gruppe in grupper),
            Kolonne(_("Netto"), "tall"),
            Kolonne(_("Udekket"), "tall"),
        ),
        rader=tuple(_kommunerad(g, linje, vilkaar) for linje in g.linjer),
        sumrad=(
            _("Sum"),
            *(("", "") if vilkaar else ("",)),
            *(_sum(s[gruppe].anmodet) for _navn, gruppe in grupper),
            *(_sum(s[gruppe].vedtatt) for _navn, gruppe in grupper),
            None if s["totalt"].netto is None else tall(s["totalt"].netto),
            _sum(s["totalt"].udekket),
        ),
        fotnote=_(
            "Voksne er voksne og barnefamilier, EM er enslige mindreårige. Netto og udekket gjelder totalen; udekket "
            "går aldri under 0 for en kommune."
        )
        + _ukjentnote(g)
        + _ubekreftetnote(g),
        kilde=_per(g),
        noekkel="vedlegg-tabell",
    )
    return [tabell, *(Varsel(tekst, "merknad") for tekst in setninger.avvik(g.runder)), *_rundetabell(g)]


def _kommunerad(g: Rapportgrunnlag, linje: Kommunelinje, med_vilkaar: bool) -> tuple[str | None, ...]:
    status = linje.status

    def celler(verdier: VedtakTall | None) -> list[str | None]:
        if verdier is None:
            return [None, None, None]
        return [None if n is None else tall(n) for n in (verdier.totalt, verdier.voksne, verdier.em)]

    egen = summer([status])["totalt"]
    vilkaar = stor(", ".join(g.vilkaarsnavn.get(slag, slag) for slag in status.vilkaar))
    svar = str(TILSTANDER[status.svar["totalt"]])
    return (
        linje.navn,
        _("%(svar)s (ubekreftet)") % {"svar": svar} if status.ubekreftet else svar,
        *((vilkaar,) if med_vilkaar else ()),
        *celler(status.anmodet),
        *celler(status.vedtatt),
        None if egen.netto is None else tall(egen.netto),
        _sum(egen.udekket),
    )


def _utsattnote(g: Rapportgrunnlag) -> str:
    """Say whose deadline is another than the round's, which the table shows."""
    utsatt = svarsetninger.utsatt_frist(g.linjer)
    return f" {_('Svarfristen er den runden ble sendt med.')} {utsatt}" if utsatt else ""


def _rundetabell(g: Rapportgrunnlag) -> list[Blokk]:
    """The rounds of the settlement year, as the source of what is asked for."""
    if not g.runder:
        return []
    return [
        Tabell(
            tittel=_("Anmodningsrunder for %(aar)s") % {"aar": g.bosettingsaar},
            kolonner=(
                Kolonne(_("Sendt")),
                Kolonne(_("Anmodet av")),
                Kolonne(_("Svarfrist")),
                Kolonne(_("Anmodet"), "tall"),
                Kolonne(_("Herav EM"), "tall"),
                Kolonne(_("Kilde")),
            ),
            rader=tuple(
                (
                    dato(runde.sendt),
                    runde.avsender or None,
                    dato(runde.svarfrist) if runde.svarfrist else None,
                    None if runde.anmodet.totalt is None else tall(runde.anmodet.totalt),
                    None if runde.anmodet.em is None else tall(runde.anmodet.em),
                    runde.kilde or _("Registrert i systemet"),
                )
                for runde in g.runder
            ),
            fotnote=_(
                "Tallene er summen av kommunenes tall. Der en slik sum er ukjent, fordi runden ikke er fordelt på "
                "kommuner eller fordelingen mellom gruppene ikke er kjent for alle, er det tallet som er oppgitt for "
                "fylket."
            )
            + _utsattnote(g),
            noekkel="runder",
        )
    ]
