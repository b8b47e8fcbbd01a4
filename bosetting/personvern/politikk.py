"""The written policy, read: which personal data there are, why, how long, and how each field is taken away.

Plain Python: ``politikk.toml`` as values. ``kontroll.py`` compares them with the models that really are.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FIL = Path(__file__).with_name("politikk.toml")

# Whose rows are people: whoever points to one of these, points to somebody.
BRUKER, PERSON = PERSONER = ("brukere.Bruker", "nettverk.Person")

# How the value of a field is taken away.
MAATER = {
    "toem": "the field is emptied, or no longer points to anybody",
    "navn": "the field says «Anonymisert»",
    "epost": "the address becomes one that nobody has",
    "passord": "no password opens the account",
    "usann": "the answer becomes no",
    "ny": "a new key: the old link is dead",
    "forbi": "the moment is over",
    "slett": "the whole row is deleted",
    "arkiv": "it stays, as the law on archives demands",
}


@dataclass(frozen=True)
class Slag:
    """One kind of personal data, in the words of the page. ``innstilling`` names the setting that says how long.

    ``foelger`` is the kind it is taken away together with, when somebody asks.
    """

    noekkel: str
    tittel: str
    hva: str
    hvorfor: str
    grunnlag: str
    lagring: str
    innstilling: str = ""
    foelger: str = ""


@dataclass(frozen=True)
class Frist:
    """When a row's time begins: the last of the days in ``fra``, unless a period in ``aapen`` has not ended.

    Each is a path of the ORM from the row. ``logg`` counts the days the log tells of the row too.
    """

    fra: tuple[str, ...]
    aapen: tuple[str, ...] = ()
    logg: bool = False


@dataclass(frozen=True)
class Modell:
    """Where each field of a model belongs.

    ``felt`` is the way each personal field is taken away, ``fritekst`` text in which somebody may be named, ``peker``
    who did it or whom it is about, ``staar`` what is kept of her and counted when she has no name any more, ``fri``
    what is about nobody. ``eier`` leads to the account or person whose row it
    is, ``epost`` and ``navn`` are the fields she is found by; ``vara`` those that belong to the one with the address,
    when she is another than the owner. ``embete`` leads to the embete that answers for the row. ``anonymisert`` is
    the field that says when it was done. ``skjul_i_logg``: the row's name is somebody's, so the log has its key.
    ``koder`` says nothing to a reader (the program's own words and addresses): it stands only in the JSON she is given.
    ``vis`` is the paths of what a field that points to a row is shown as, where the row's own name would not do.
    """

    etikett: str
    slag: str = ""
    felt: dict[str, str] = field(default_factory=dict)
    fritekst: tuple[str, ...] = ()
    peker: tuple[str, ...] = ()
    staar: tuple[str, ...] = ()
    fri: tuple[str, ...] = ()
    eier: tuple[str, ...] = ()
    epost: str = ""
    navn: str = ""
    vara: tuple[str, ...] = ()
    embete: tuple[str, ...] = ()
    anonymisert: str = ""
    skjul_i_logg: bool = False
    koder: tuple[str, ...] = ()
    vis: dict[str, list[str]] = field(default_factory=dict)
    frist: Frist | None = None

    @property
    def plassert(self) -> list[str]:
        """Return every field that has a place; one with two places stands twice."""
        return [*self.felt, *self.fritekst, *self.peker, *self.staar, *self.fri]

    @property
    def er_noen(self) -> bool:
        """Return whether each row is somebody, by name and address: then every field of it is about her."""
        return bool(self.epost)

    @property
    def fjernes(self) -> dict[str, str]:
        """Return the fields that can be taken away, with how."""
        return {navn: maate for navn, maate in self.felt.items() if maate != "arkiv"}

    @property
    def slettes(self) -> bool:
        return "slett" in self.felt.values()

    @property
    def skjermet(self) -> frozenset[str]:
        """Return the fields whose values the log may not have: all that can be taken away from the row."""
        return frozenset([*self.fjernes, *self.fritekst])


@dataclass(frozen=True)
class Politikk:
    """The whole policy: kinds and models, in the order of the file."""

    slag: dict[str, Slag]
    modeller: dict[str, Modell]

    def gruppe(self, modell: Modell) -> str:
        """Return the kind that rows of ``modell`` are taken away with."""
        slag = self.slag[modell.slag]
        return slag.foelger or slag.noekkel


def les(tekst: str) -> Politikk:
    """Return the policy that ``tekst`` (TOML) holds. Raises TypeError for a key that means nothing."""
    raa = tomllib.loads(tekst)
    return Politikk(
        slag={navn: Slag(noekkel=navn, **verdier) for navn, verdier in raa["slag"].items()},
        modeller={navn: _modell(navn, verdier) for navn, verdier in raa["modell"].items()},
    )


def _modell(navn: str, raa: dict) -> Modell:
    frist = raa.pop("frist", None)
    verdier = {felt: tuple(verdi) if isinstance(verdi, list) else verdi for felt, verdi in raa.items()}
    return Modell(
        navn,
        **verdier,
        frist=Frist(tuple(frist["fra"]), tuple(frist.get("aapen", ())), frist.get("logg", False))
        if frist
        else None,
    )


@cache
def politikk() -> Politikk:
    """Return the policy of this program."""
    return les(FIL.read_text(encoding="utf-8"))
