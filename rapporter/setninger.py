"""Status sentences: the paragraphs a tertial report writes itself, in bokmål, from what the records know.

Each function takes the report's facts and returns one paragraph. Unknown is said, never left out and never zero.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from bosetting.felles.norsk import antall, dato, langdato, opplisting, stor, tall, tallord
from vedtak.domain import Delsum

from . import domain
from .domain import Aktivitetslinje, Gruppe, Rapportgrunnlag, Rundefakta

# Longer lists of names would hide the point; the annex names everybody.
FLEST_NAVN = 10


def kommuner(verdi: int) -> str:
    return antall(verdi, _("kommune"), _("kommuner"))


def personer(verdi: int) -> str:
    """Return «780 personer» in figures, as statistics are written; «én person», «ingen personer»."""
    return (
        antall(verdi, _("person"), _("personer")) if verdi < 2 else _("%(n)s personer") % {"n": tall(verdi)}
    )


def andel(del_: int, hele: int) -> str:
    """Return «ingen av de 18 kommunene», «alle de 18 kommunene», «11 av 18 kommuner»."""
    if hele == 1:
        return _("den ene kommunen som er anmodet,") if del_ else _("ingen kommuner")
    if del_ == 0:
        return _("ingen av de %(hele)s kommunene") % {"hele": tallord(hele)}
    if del_ == hele:
        return _("alle de %(hele)s kommunene") % {"hele": tallord(hele)}
    return _("%(del)s av %(hele)s kommuner") % {"del": tall(del_), "hele": tall(hele)}


def navneliste(g: Rapportgrunnlag, navn: Iterable[str]) -> str:
    """Return the names as a list in a sentence; when they are many, their number and a pointer to the annex."""
    navn = list(navn)
    if len(navn) > FLEST_NAVN:
        return kommuner(len(navn)) + se_vedlegget(g)
    return opplisting(navn)


def se_vedlegget(g: Rapportgrunnlag) -> str:
    """Return « (se vedlegg 1)», the annex with every municipality; empty when the report does without."""
    return _(" (se vedlegg %(nr)s)") % {"nr": g.kommunevedlegg} if g.kommunevedlegg else ""


def avsnitt(*setninger: str) -> str:
    """Join the sentences that say something to one paragraph."""
    return " ".join(setning for setning in setninger if setning)


def _em(verdi: int | None) -> str:
    """Return the clause after a total that says how many of it are unaccompanied minors; empty when unknown."""
    if verdi is None:
        return ""
    return _(", av disse %(n)s enslige mindreårige") % {"n": tallord(verdi) if verdi == 0 else tall(verdi)}


def _ukjent_em(delsum: Delsum, for_hva: str) -> str:
    """Say for how many parts the number of unaccompanied minors is unknown, and what the known parts add up to."""
    if not delsum.ukjente:
        return ""
    hvor = _("Antallet enslige mindreårige er ikke oppgitt for %(antall)s") % {"antall": for_hva}
    if not delsum.kjent:
        return f"{hvor}."
    return _("%(hvor)s; for de øvrige er det til sammen %(n)s.") % {"hvor": hvor, "n": tall(delsum.kjent)}


def anmodning(g: Rapportgrunnlag) -> str:
    """What the municipalities are asked for, by how many of them, when it was sent and by whom."""
    if not g.anmodede and g.runde is not None and g.runde.anmodet.totalt is not None:
        oppgitt = _(
            "For %(aar)s er kommunene i %(omraade)s anmodet om å bosette til sammen %(personer)s%(em)s, oppgitt samlet "
            "for fylket. Fordelingen på kommunene er ikke registrert."
        ) % {
            "aar": g.bosettingsaar,
            "omraade": g.omraade,
            "personer": personer(g.runde.anmodet.totalt),
            "em": _em(g.runde.anmodet.em),
        }
        return avsnitt(oppgitt, _sendt(g))
    if not g.anmodede:
        setning = _(
            "Det er ikke registrert noen anmodning til kommunene i %(omraade)s for %(aar)s per %(dato)s."
        )
        return setning % {"omraade": g.omraade, "aar": g.bosettingsaar, "dato": langdato(g.skjaeringsdato)}
    em = g.summer["em"].anmodet
    oppgitt_em = g.runde.oppgitt.em if g.runde else None
    samlet = _(
        "For %(aar)s er kommunene i %(omraade)s anmodet om å bosette til sammen %(personer)s%(em)s."
    ) % {
        "aar": g.bosettingsaar,
        "omraade": g.omraade,
        "personer": personer(g.summer["totalt"].anmodet.kjent),
        "em": _em(oppgitt_em if em.verdi is None else em.verdi),
    }
    if em.verdi is None and oppgitt_em is not None:
        fordelt = _(
            "Antallet enslige mindreårige er oppgitt samlet for fylket; fordelingen er ikke kjent for %(antall)s."
        )
        usikkert = fordelt % {"antall": kommuner(em.ukjente)}
    else:
        usikkert = _ukjent_em(em, kommuner(em.ukjente))
    return avsnitt(samlet, usikkert, _hvem(g), _sendt(g))


def _hvem(g: Rapportgrunnlag) -> str:
    utenfor = [linje.navn for linje in g.linjer if linje.status.anmodet is None]
    if not utenfor:
        return (
            _("Alle de %(n)s kommunene er anmodet.") % {"n": tallord(len(g.linjer))}
            if len(g.linjer) > 1
            else ""
        )
    setning = _("Anmodningen gjelder %(av)s; den gjelder ikke %(navn)s.")
    return setning % {"av": andel(len(g.anmodede), len(g.linjer)), "navn": navneliste(g, utenfor)}


def _sendt(g: Rapportgrunnlag) -> str:
    if g.runde is None:
        return ""
    frist = (
        _(" med svarfrist %(frist)s") % {"frist": langdato(g.runde.svarfrist)} if g.runde.svarfrist else ""
    )
    hvem = _(" av %(hvem)s") % {"hvem": g.runde.avsender} if g.runde.avsender else ""
    return _("Anmodningen ble sendt %(dato)s%(hvem)s%(frist)s.") % {
        "dato": langdato(g.runde.sendt), "hvem": hvem, "frist": frist
    }  # fmt: skip


def siden_forrige(g: Rapportgrunnlag) -> str:
    """How the request has changed since the round before; empty when there is only one."""
    if g.runde is None or g.forrige_runde is None:
        return ""
    naa, foer = g.runde.anmodet, g.forrige_runde.anmodet
    totalt = domain.endring(foer.totalt, naa.totalt)
    if totalt is None:
        return _("Anmodningen kom i stedet for en som ble sendt %(dato)s.") % {
            "dato": langdato(g.forrige_runde.sendt)
        }
    em = domain.endring(foer.em, naa.em)
    return avsnitt(
        _("Siden runden som ble sendt %(dato)s, er anmodningen %(endring)s.")
        % {"dato": langdato(g.forrige_runde.sendt), "endring": endret(totalt)},
        _("Antallet enslige mindreårige er %(endring)s.") % {"endring": endret(em)} if em else "",
    )


def endret(endring: domain.Endring) -> str:
    """Return «økt fra 537 til 780, det vil si med 243 (45 prosent)»."""
    if not endring.differanse:
        return _("uendret (%(n)s)") % {"n": tall(endring.til)}
    if endring.prosent is None:
        return _("økt fra 0 til %(til)s") % {"til": tall(endring.til)}
    return _("%(retning)s fra %(fra)s til %(til)s, det vil si med %(differanse)s (%(prosent)s prosent)") % {
        "retning": _("økt") if endring.differanse > 0 else _("redusert"),
        "fra": tall(endring.fra),
        "til": tall(endring.til),
        "differanse": tall(abs(endring.differanse)),
        "prosent": tall(endring.prosent) if endring.prosent else _("under én"),
    }


def nasjonalt(g: Rapportgrunnlag) -> str:
    """The national figures of the last round that gives them; empty when none does."""
    runde = next((runde for runde in reversed(g.runder) if runde.nasjonalt.totalt is not None), None)
    if runde is None:
        return ""
    return _("På landsbasis er behovet for %(aar)s anslått til %(personer)s%(em)s.") % {
        "aar": g.bosettingsaar,
        "personer": personer(runde.nasjonalt.totalt),
        "em": _em(runde.nasjonalt.em),
    }


def vedtak(g: Rapportgrunnlag) -> str:
    """How many have decided, for how many persons, and who has not."""
    if not g.anmodede:
        return ""
    uten = domain.uten_vedtak(g.linjer)
    har = len(g.anmodede) - len(uten)
    hode = _("Per %(dato)s har %(av)s fattet vedtak") % {
        "dato": langdato(g.skjaeringsdato), "av": andel(har, len(g.anmodede))
    }  # fmt: skip
    uoppfordret = [
        linje.navn for linje in g.linjer if linje.status.anmodet is None and linje.status.vedtatt is not None
    ]
    vedtatt, em = g.summer["totalt"].vedtatt, g.summer["em"].vedtatt
    if not har and not uoppfordret:
        return f"{hode}."
    sum_ = _("Det er vedtatt å bosette til sammen %(personer)s%(em)s.") % {
        "personer": personer(vedtatt.kjent), "em": _em(em.verdi)
    }  # fmt: skip
    ekstra = (
        _("I tillegg har %(navn)s fattet vedtak uten å være anmodet.") % {"navn": navneliste(g, uoppfordret)}
        if uoppfordret
        else ""
    )
    return avsnitt(f"{hode}.", ekstra, sum_, _ukjent_em(em, _vedtakene(em.ukjente, har + len(uoppfordret))))


def _vedtakene(ukjente: int, alle: int) -> str:
    if ukjente == alle:
        return _("noen av vedtakene")
    return _("ett av vedtakene") if ukjente == 1 else _("%(n)s av vedtakene") % {"n": tallord(ukjente)}


def ubekreftede(g: Rapportgrunnlag) -> str:
    """Whose answers are counted without the embete having confirmed them (rule 10); empty when there are none."""
    navn = domain.ubekreftede(g.linjer)
    if not navn or not g.anmodede:
        return ""
    hvem = (
        _(
            "Svaret fra %(navn)s er ubekreftet per %(dato)s: Kommunen har sendt det inn selv, og %(embete)s har ikke "
            "bekreftet det."
        )
        if len(navn) == 1
        else _(
            "Svarene fra %(navn)s er ubekreftet per %(dato)s: Kommunene har sendt dem inn selv, og %(embete)s har ikke "
            "bekreftet dem."
        )
    ) % {"navn": navneliste(g, navn), "dato": langdato(g.skjaeringsdato), "embete": g.embete}
    return avsnitt(hvem, _("Ubekreftede svar er regnet med i tallene."))


def gap(g: Rapportgrunnlag) -> str:
    """The net difference and the real gap, and how much of the gap nobody has answered (rule 2)."""
    if not g.anmodede:
        return ""
    s = g.summer["totalt"]
    netto, udekket, ubesvart = s.netto, s.udekket.verdi, s.ubesvart.verdi
    if netto is None or udekket is None:
        return _(
            "Differansen mellom anmodet og vedtatt kan ikke regnes ut, fordi deler av tallene er ukjente."
        )
    if netto > 0:
        foerst = _("Netto er det %(n)s færre plasser enn anmodet.") % {"n": tall(netto)}
    elif netto < 0:
        foerst = _("Netto er det %(n)s flere plasser enn anmodet.") % {"n": tall(-netto)}
    else:
        foerst = _("Netto er det like mange plasser som anmodet.")
    if not udekket:
        return avsnitt(foerst, _("Ingen kommuner har vedtatt færre enn de er anmodet om."))
    if udekket == netto:
        gapet = _(
            "Det udekkede behovet er det samme, fordi ingen kommuner har vedtatt flere enn de er anmodet om."
        )
    else:
        gapet = _(
            "Regnet kommune for kommune er det udekkede behovet %(n)s, fordi plasser ut over anmodningen i én kommune "
            "ikke dekker det som mangler i en annen."
        ) % {"n": tall(udekket)}
    if not ubesvart:
        aapent = _("Ikke noe av dette gjelder kommuner uten vedtak.")
    elif ubesvart == udekket:
        aapent = _("Hele det udekkede behovet gjelder kommuner uten vedtak.")
    else:
        aapent = _("Av dette gjelder %(n)s kommuner uten vedtak.") % {"n": _plasser(ubesvart)}
    return avsnitt(foerst, gapet, aapent)


def _plasser(verdi: int) -> str:
    return _("én plass") if verdi == 1 else _("%(n)s plasser") % {"n": tall(verdi)}


def avvik(runder: Iterable[Rundefakta]) -> list[str]:
    """One remark for each figure a round states for the county that its rows do not add up to (rule 8)."""
    navn = {"totalt": _("anmodet totalt"), "em": _("anmodet, enslige mindreårige")}
    setning = _(
        "Tallene stemmer ikke overens: Runden som ble sendt %(dato)s, oppgir %(oppgitt)s for fylket (%(hva)s), mens "
        "radene per kommune summerer til %(sum)s. Rapporten bruker summen av radene."
    )
    return [
        setning
        % {"dato": langdato(runde.sendt), "oppgitt": tall(oppgitt), "hva": navn[gruppe], "sum": tall(rader)}
        for runde in runder
        for gruppe, oppgitt, rader in domain.avvik(runde)
    ]


def gruppe(g: Gruppe) -> str:
    """The head-count of a group, how many of them observe or stand in, and what the group is for."""
    roller = {"observatoer": (_("observatør"), _("observatører")), "vara": (_("vara"), _("varaer"))}
    ledd = [
        antall(hvor_mange, *ord_)
        for rolle, ord_ in roller.items()
        if (hvor_mange := sum(medlem.rolle == rolle for medlem in g.medlemmer))
    ]
    hode = _("%(navn)s består av %(personer)s fra %(organisasjoner)s%(ledd)s.") % {
        "navn": g.navn,
        "personer": personer(g.personer),
        "organisasjoner": _organisasjoner(g.organisasjoner),
        "ledd": _(", av disse %(roller)s") % {"roller": opplisting(ledd)} if ledd else "",
    }
    oppgave = _("Oppgave: %(oppgave)s.") % {"oppgave": g.oppgave.rstrip(" .")} if g.oppgave else ""
    return avsnitt(hode, oppgave)


def _organisasjoner(verdi: int) -> str:
    return (
        antall(verdi, _("organisasjon"), _("organisasjoner"))
        if verdi < 2
        else _("%(n)s organisasjoner") % {"n": verdi}
    )


def maalaktiviteter(aktiviteter: Iterable[Aktivitetslinje]) -> str:
    """Which of the activities carried out in the period serve a goal."""
    ledd = [
        _("%(tittel)s (%(dato)s)") % {"tittel": rad.tittel, "dato": dager(rad.fra, rad.til)}
        for rad in aktiviteter
    ]
    if not ledd:
        return _(
            "Det er ikke registrert noen gjennomførte aktiviteter i perioden som er knyttet til dette målet."
        )
    hode = antall(len(ledd), _("gjennomført aktivitet"), _("gjennomførte aktiviteter"))
    return stor(
        _("%(hode)s i perioden er knyttet til målet: %(liste)s.") % {"hode": hode, "liste": opplisting(ledd)}
    )


def dager(fra: date, til: date | None = None) -> str:
    """Return «8. desember 2015», «13.–14. april 2016» or «30. november–1. desember 2015»."""
    if til is None or til == fra:
        return langdato(fra)
    if (fra.year, fra.month) == (til.year, til.month):
        return f"{fra.day}.–{langdato(til)}"
    if fra.year == til.year:
        return f"{langdato(fra).rsplit(' ', 1)[0]}–{langdato(til)}"
    return f"{langdato(fra)}–{langdato(til)}"


def kortdager(fra: date, til: date | None = None) -> str:
    """Return «08.12.2015», «13.–14.04.2016» or «30.11.–01.12.2015», for tables."""
    if til is None or til == fra:
        return dato(fra)
    if fra.year != til.year:
        return f"{dato(fra)}–{dato(til)}"
    return f"{fra:%d.}–{dato(til)}" if fra.month == til.month else f"{fra:%d.%m.}–{dato(til)}"
