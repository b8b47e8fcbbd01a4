"""When two persons may be the same one. Plain values in, plain values out."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kjenning:
    """What a person is told apart by: ``noekkel`` is whatever the caller knows her by."""

    noekkel: object
    navn: str
    epost: str = ""


def navneord(navn: str) -> tuple[str, ...]:
    """Return the words of a name in their usual order: «Nordmann, Kari» and «Kari Nordmann» are the same."""
    etternavn, komma, fornavn = navn.partition(",")
    ordnet = f"{fornavn} {etternavn}" if komma else navn
    return tuple(re.findall(r"[^\W_]+", ordnet.casefold()))


def likt_navn(a: str, b: str) -> bool:
    """Return whether two names may be one person's: same words, or the same first and last with more in between."""
    en, annen = navneord(a), navneord(b)
    if not en or not annen:
        return False
    if sorted(en) == sorted(annen):
        return True
    return min(len(en), len(annen)) > 1 and (en[0], en[-1]) == (annen[0], annen[-1])


def spor(person: Kjenning) -> set[tuple]:
    """Return marks to look people up by: those whom ``liknende`` takes for the same have one in common."""
    ordene = navneord(person.navn)
    funnet = {("ord", *sorted(ordene)), ("ender", ordene[0], ordene[-1])} if ordene else set()
    epost = person.epost.strip().casefold()
    return funnet | {("epost", epost)} if epost else funnet


def liknende(ny: Kjenning, andre: list[Kjenning]) -> list[Kjenning]:
    """Return those among ``andre`` who may be the same as ``ny``: same e-mail address, or a name that is alike."""
    epost = ny.epost.strip().casefold()
    return [
        annen
        for annen in andre
        if annen.noekkel != ny.noekkel
        and ((epost and annen.epost.strip().casefold() == epost) or likt_navn(ny.navn, annen.navn))
    ]
