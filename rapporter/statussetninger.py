"""The status sentences of a report as things with a name: what is printed, what the program wrote, and its sources.

One sentence is one paragraph. People may put their own words in its place; the program's stay beside them, and are
held against what it writes today: when they differ, the own words are out of date and the report says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bosetting.felles.dokument.blokker import Blokk, Setning, Varsel
from bosetting.felles.norsk import langdato, tall
from vedtak.domain import AAPNE_SVAR, GRUPPER, Svar
from vedtak.kildelenke import kildelenke

from . import aktivitetsblokker, domain, endringssetninger, setninger, sitering, svarsetninger
from .definisjon import MAALENE
from .domain import Kommunelinje, Rapportgrunnlag
from .setningsfakta import Overstyring
from .sitering import Siteringsfeil
from .tallregister import figurer, gruppenoekkel

# The blocks (``dokument``) that have sentences.
TALL, SVAR, GRUPPENE = "tall", "svar", "gruppene"


@dataclass(frozen=True)
class Kilde:
    """What a sentence stands on: in words, and where the rows are."""

    tekst: str
    url: str


@dataclass(frozen=True)
class Skrevet:
    """A sentence as the program writes it. ``figurer`` are names in ``tallregister``; ``linjer`` and ``kilder`` are
    municipalities and pages it stands on besides."""

    noekkel: str
    navn: str
    tekst: str
    figurer: tuple[str, ...] = ()
    linjer: tuple[Kommunelinje, ...] = ()
    kilder: tuple[Kilde, ...] = ()


@dataclass(frozen=True)
class Statussetning:
    """A sentence as the report prints it (``tekst``), and as the program writes it today (``generert``).

    ``overstyrt``: somebody's own words are printed. ``foreldet``: the program wrote something else when they were
    written. ``feil``: figures they cite that cannot be printed; ``overstyring`` has the words as written.
    """

    noekkel: str
    tekst: str
    generert: str
    figurer: tuple[str, ...]
    kilder: tuple[Kilde, ...]
    overstyrt: bool = False
    foreldet: bool = False
    navn: str = ""
    overstyring: Overstyring | None = None
    feil: tuple[Siteringsfeil, ...] = ()


def statussetninger(g: Rapportgrunnlag) -> tuple[Statussetning, ...]:
    """Return every sentence of the report that says something, in its order, with overrides and sources."""
    if "statussetninger" not in g.utregnet:
        g.utregnet["statussetninger"] = tuple(_hel(g, skrevet) for skrevet in _synlige(g))
    return g.utregnet["statussetninger"]


def statussetning(g: Rapportgrunnlag, noekkel: str) -> Statussetning | None:
    """Return one sentence; None when the report has no such one to say."""
    skrevet = next((ett for ett in _synlige(g) if ett.noekkel == noekkel), None)
    return None if skrevet is None else _hel(g, skrevet)


def blokker(g: Rapportgrunnlag, blokk: str, kilde: str = "") -> list[Blokk]:
    """Return the sentences of a block as they are printed; ``kilde`` stands below the last of them."""
    sagte = [skrevet for skrevet in _skrevne(g)[blokk] if _sagt(g, skrevet)]
    return [
        ny
        for skrevet in sagte
        for ny in _trykt(g, skrevet, (kilde,) if kilde and skrevet is sagte[-1] else ())
    ]


def avsnitt(g: Rapportgrunnlag, noekkel: str) -> list[Blokk]:
    """Return one sentence as it is printed; nothing when there is nothing to say."""
    alle = (skrevet for blokk in _skrevne(g).values() for skrevet in blokk)
    skrevet = next((ett for ett in alle if ett.noekkel == noekkel), None)
    return _trykt(g, skrevet, ()) if skrevet is not None and _sagt(g, skrevet) else []


def gruppesetning(navn: str) -> str:
    """Return the key of the sentence that counts a group's heads."""
    return f"gruppe-{gruppenoekkel(navn)}"[:80]


def maalsetning(maalnoekkel: str) -> str:
    """Return the key of the sentence on the activities that serve a result goal."""
    return f"aktiviteter-{maalnoekkel}"[:80]


def _trykt(g: Rapportgrunnlag, skrevet: Skrevet, kilder: tuple[str, ...]) -> list[Blokk]:
    egen = g.overstyringer.get(skrevet.noekkel)
    if egen is None:
        return [Setning(skrevet.tekst, kilder)]
    trykt: list[Blokk] = [Setning(sitering.sett_inn_i_avsnitt(egen.tekst, figurer(g)), kilder)]
    trykt += [Varsel(ett.melding) for ett in sitering.feil_i_avsnitt(egen.tekst, figurer(g))]
    if egen.generert != skrevet.tekst:
        advarsel = _(
            "Avsnittet over er skrevet om, og tallene er endret siden. Programmet skriver nå: %(tekst)s"
        )
        trykt.append(Varsel(advarsel % {"tekst": skrevet.tekst or _("(ingenting)")}))
    return trykt


def _sagt(g: Rapportgrunnlag, skrevet: Skrevet) -> bool:
    return bool(skrevet.tekst) or skrevet.noekkel in g.overstyringer


def _synlige(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    """The sentences of the blocks that this type of report has, in its order, each once."""
    sett: set[str] = set()
    for kapittel in g.type.kapitler:
        for blokk in kapittel.blokker:
            for skrevet in _skrevne(g).get(blokk, ()):
                if skrevet.noekkel not in sett and _sagt(g, skrevet):
                    sett.add(skrevet.noekkel)
                    yield skrevet


def _skrevne(g: Rapportgrunnlag) -> dict[str, tuple[Skrevet, ...]]:
    """What the program writes, by block; worked out once."""
    if "skrevne" not in g.utregnet:
        g.utregnet["skrevne"] = {blokk: tuple(skriv(g)) for blokk, skriv in _BLOKKER.items()}
    return g.utregnet["skrevne"]


def _hel(g: Rapportgrunnlag, skrevet: Skrevet) -> Statussetning:
    egen = g.overstyringer.get(skrevet.noekkel)
    return Statussetning(
        noekkel=skrevet.noekkel,
        tekst=skrevet.tekst if egen is None else sitering.sett_inn_i_avsnitt(egen.tekst, figurer(g)),
        generert=skrevet.tekst,
        figurer=tuple(navn for navn in skrevet.figurer if navn in figurer(g)),
        kilder=tuple(dict.fromkeys(_kilder(g, skrevet))),
        overstyrt=egen is not None,
        foreldet=egen is not None and egen.generert != skrevet.tekst,
        navn=skrevet.navn,
        overstyring=egen,
        feil=() if egen is None else sitering.feil_i_avsnitt(egen.tekst, figurer(g)),
    )


def _kilder(g: Rapportgrunnlag, skrevet: Skrevet) -> Iterator[Kilde]:
    for navn in skrevet.figurer:
        if (figur := figurer(g).get(navn)) is not None and figur.kilde:
            yield Kilde(f"{figur.tekst}: {figur.vist}", figur.kilde)
    yield from skrevet.kilder
    for linje in skrevet.linjer:
        yield Kilde(linje.navn, _lenke(g, "vedtatt.totalt", linje.nr))


def _lenke(g: Rapportgrunnlag, tall_: str, nr: str = "") -> str:
    return kildelenke(g.bosettingsaar, tall_, g.skjaeringsdato, g.skjaeringsdato, nr)


def _runder(g: Rapportgrunnlag, *runder) -> tuple[Kilde, ...]:
    return tuple(
        Kilde(_("Runden som ble sendt %(dato)s") % {"dato": langdato(runde.sendt)}, runde.adresse)
        for runde in runder
        if runde is not None and runde.adresse
    )


def _oppgitt_em(g: Rapportgrunnlag) -> tuple[Kilde, ...]:
    """The round, when the number of unaccompanied minors is one it states and not what its rows add up to."""
    runde = g.runde
    if runde is None or not runde.adresse or runde.rader.em is not None or runde.oppgitt.em is None:
        return ()
    tekst = _("Enslige mindreårige, oppgitt samlet i runden: %(n)s") % {"n": tall(runde.oppgitt.em)}
    return (Kilde(tekst, runde.adresse),)


def _em(g: Rapportgrunnlag) -> tuple[str, ...]:
    return () if _oppgitt_em(g) else ("anmodet.em",)


def _situasjonen(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    yield Skrevet(
        "anmodning",
        _("Anmodningen"),
        setninger.anmodning(g),
        ("anmodet.totalt", *_em(g), "kommuner.anmodet", "kommuner.alle"),
        kilder=(*_oppgitt_em(g), *_runder(g, g.runde)),
    )
    yield Skrevet(
        "siden-forrige-runde",
        _("Endring siden forrige runde"),
        setninger.siden_forrige(g),
        ("anmodet.totalt", *_em(g), "forrige-runde.totalt"),
        kilder=(*_oppgitt_em(g), *_runder(g, g.runde, g.forrige_runde)),
    )
    yield Skrevet(
        "nasjonalt",
        _("Behovet på landsbasis"),
        setninger.nasjonalt(g),
        ("landet.totalt", "landet.em"),
        kilder=_runder(
            g, next((ett for ett in reversed(g.runder) if ett.nasjonalt.totalt is not None), None)
        ),
    )
    yield Skrevet(
        "vedtak",
        _("Vedtakene"),
        setninger.vedtak(g),
        ("kommuner.vedtak", "kommuner.anmodet", "vedtatt.totalt", "vedtatt.em"),
    )
    yield Skrevet(
        "ubekreftede",
        _("Ubekreftede svar"),
        setninger.ubekreftede(g),
        ("kommuner.ubekreftet",),
        linjer=tuple(linje for linje in g.linjer if linje.status.ubekreftet),
    )
    yield Skrevet(
        "gap",
        _("Differansen og det udekkede behovet"),
        setninger.gap(g),
        ("netto.totalt", "udekket.totalt", "ubesvart.totalt"),
    )
    yield from _siden_forrige_rapport(g)


def _siden_forrige_rapport(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    if g.forrige is None:
        yield Skrevet("siden-forrige-rapport", _("Endring siden forrige rapport"), "")
        return
    dag = g.forrige.skjaeringsdato
    summen = g.forrige.summer["totalt"].vedtatt
    yield Skrevet(
        "siden-forrige-rapport",
        _("Endring siden forrige rapport"),
        endringssetninger.siden_forrige_rapport(g),
        ("vedtatt.totalt", "vedtatt.em", "udekket.totalt"),
        linjer=endringssetninger.siden(g).alle,
        kilder=(
            Kilde(g.forrige.navn, g.forrige.adresse),
            Kilde(
                _("Vedtatt, totalt, slik det var kjent %(dato)s: %(n)s")
                % {"dato": langdato(dag), "n": tall(summen.verdi)},
                kildelenke(g.bosettingsaar, "vedtatt.totalt", dag, dag),
            ),
        ),
    )


def _svarene(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    yield Skrevet(
        "fullt-ut",
        _("Hvor mange som møter anmodningen fullt ut"),
        svarsetninger.fullt_ut(g),
        tuple(f"kommuner.{hva}.{gruppe}" for gruppe in GRUPPER for hva in ("bedt", "fullt", "aapne")),
    )
    etter_slag = domain.med_vilkaar(g.linjer)
    yield Skrevet(
        "vilkaar",
        _("Vilkår i vedtakene"),
        svarsetninger.vilkaar(g),
        ("kommuner.vedtak", *(f"kommuner.vilkaar.{slag.replace('_', '-')}" for slag in etter_slag)),
        linjer=tuple(linje for linje in g.linjer if linje.status.vilkaar),
    )
    yield Skrevet(
        "svar",
        _("Hvem som ikke har svart eller har svart nei"),
        svarsetninger.aapne_svar(g),
        ("kommuner.aapne.totalt", "kommuner.uten-vedtak"),
        linjer=tuple(
            linje for linje in g.linjer if linje.status.svar["totalt"] in AAPNE_SVAR | {Svar.AVSLAG}
        ),
    )


def _maalene(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    gjennomfoert = aktivitetsblokker.deling(g).gjennomfoert
    for maal in g.maal:
        yield Skrevet(
            maalsetning(maal.noekkel),
            _("Aktiviteter for resultatmål %(nummer)s") % {"nummer": maal.nummer},
            setninger.maalaktiviteter(rad for rad in gjennomfoert if maal.nummer in rad.maal),
            ("aktiviteter.gjennomfoert",),
        )
    yield from _gruppene(g)


def _gruppene(g: Rapportgrunnlag) -> Iterator[Skrevet]:
    for gruppe in g.grupper:
        if gruppe.medlemmer:
            noekkel = gruppenoekkel(gruppe.navn)
            yield Skrevet(
                gruppesetning(gruppe.navn),
                gruppe.navn,
                setninger.gruppe(gruppe),
                (f"gruppe.{noekkel}.personer", f"gruppe.{noekkel}.organisasjoner"),
            )


_BLOKKER: dict[str, Callable[[Rapportgrunnlag], Iterator[Skrevet]]] = {
    TALL: _situasjonen,
    SVAR: _svarene,
    MAALENE: _maalene,
    GRUPPENE: _gruppene,
}
