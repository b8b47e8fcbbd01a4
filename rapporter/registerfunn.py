"""What is said of a figure that somebody has typed in a report: the records have another value, it may be cited, or
nothing tells where it is from."""

from collections.abc import Iterable, Sequence

from bosetting.felles.melding import Melding
from bosetting.felles.melding import melding as _

from .tallkontroll.funn import Funn, Slag, eller, funn, kort, skriv
from .tallkontroll.tall import Figur as Tekstfigur
from .tallkontroll.tekst import Blokk, Setning
from .tallregister import Figur

FLEST_FORSLAG = 3


def avvik(blokk: Blokk, setning: Setning, figur: Tekstfigur, kjente: Sequence[Figur]) -> Funn:
    """Return the finding that the records have another value than the one typed."""
    verdier = eller(dict.fromkeys(skriv(ett.verdi) for ett in kjente))
    forklaring = _("Registreringene har %(verdi)s: «%(tekst)s».", verdi=verdier, tekst=_tekster(kjente))
    return _funn(Slag.REGISTER, blokk, setning, figur, verdier, forklaring)


def avvik_fra(
    blokk: Blokk, setning: Setning, figur: Tekstfigur, verdier: Iterable[int], hva: Melding
) -> Funn:
    """Return the same for what the records hold without a name to cite it by; ``hva`` says what they hold."""
    return _funn(Slag.REGISTER, blokk, setning, figur, eller(map(skriv, sorted(verdier))), hva)


def siterbart(blokk: Blokk, setning: Setning, figur: Tekstfigur, like: Sequence[Figur]) -> Funn:
    """Return the advice to cite the figure instead of typing it."""
    like = like[:FLEST_FORSLAG]
    forklaring = _(
        "Tallet er det samme som «%(tekst)s». Sett det inn med navnet, så følger det med når noe rettes.",
        tekst=_tekster(like),
    )
    navn = eller(f"{{{{ {ett.navn} }}}}" for ett in like)
    return _funn(Slag.SITERBART, blokk, setning, figur, navn, forklaring)


def uten_kilde(blokk: Blokk, setning: Setning, figur: Tekstfigur) -> Funn:
    """Return the advice to say where the figure is from."""
    forklaring = _(
        "Tallet er skrevet for hånd, og verken registreringene eller setningen sier hvor det er fra."
    )
    return _funn(Slag.UTEN_KILDE, blokk, setning, figur, _("en kilde i setningen"), forklaring)


def tidligere(blokk: Blokk, setning: Setning, figur: Tekstfigur, sendt: str, verdi: int) -> Funn:
    """Return the finding that a report that is sent told another value for the same day."""
    forklaring = _("«%(rapport)s», som er sendt, har %(verdi)s.", rapport=sendt, verdi=skriv(verdi))
    return _funn(Slag.TIDLIGERE, blokk, setning, figur, skriv(verdi), forklaring)


def _tekster(figurer: Iterable[Figur]) -> str:
    return eller(str(ett.tekst) for ett in figurer)


def _funn(slag: Slag, blokk: Blokk, setning: Setning, figur: Tekstfigur, skal_vaere: str, forklaring) -> Funn:
    sitat = kort(setning.tekst, figur.start - setning.start)
    funnet = skriv(figur.verdi) if not figur.er_ord else figur.tekst
    return funn(slag, blokk.linje(figur.start), sitat, funnet, skal_vaere, forklaring)
