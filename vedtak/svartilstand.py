"""What an answer is, and the state it puts a group of a municipality in (docs/domene.md, rule 1). No database."""

from enum import StrEnum


class Svar(StrEnum):
    """The state of one group (totalt, voksne, em) of one municipality. States are not numbers."""

    IKKE_ANMODET = "ikke_anmodet"
    IKKE_SVART = "ikke_svart"
    UTSATT = "utsatt"
    FORELOEPIG = "foreloepig"
    FULLT = "fullt"
    MER = "mer"
    DELVIS = "delvis"
    AVSLAG = "avslag"
    VURDERES = "vurderes"
    UKJENT = "ukjent"


class Svartype(StrEnum):
    """What a registered answer is. Only a vedtak carries numbers that count."""

    VEDTAK = "vedtak"
    UTSATT = "utsatt"
    FORELOEPIG = "foreloepig"
    VURDERES = "vurderes"
    TRUKKET = "trukket"


class Slag(StrEnum):
    """A main decision replaces the earlier one of the year; an additional one adds to it."""

    HOVED = "hoved"
    TILLEGG = "tillegg"


# The condition that keeps the EM part open although the rest is decided.
EM_VURDERES = "em_vurderes"

AAPNE_SVAR = frozenset({Svar.IKKE_SVART, Svar.UTSATT, Svar.FORELOEPIG, Svar.VURDERES})
AAPNE_TYPER = {
    Svartype.UTSATT: Svar.UTSATT,
    Svartype.FORELOEPIG: Svar.FORELOEPIG,
    Svartype.VURDERES: Svar.VURDERES,
}


def gruppesvar(bedt: int | None, gitt: int | None, besvart: bool, aapent: Svar | None) -> Svar:
    """Judge one group of a municipality that a round names.

    ``aapent`` is an answer without a number (utsatt, foreløpig, vurderes), or None. A group asked for nobody that
    got nobody is not asked; a known answer against an unknown request is unknown.
    """
    if bedt == 0 and not gitt:
        return Svar.IKKE_ANMODET
    if aapent is not None:
        return aapent
    if not besvart:
        return Svar.IKKE_SVART
    if bedt is None or gitt is None:
        return Svar.UKJENT
    if gitt == 0:
        return Svar.AVSLAG
    if gitt == bedt:
        return Svar.FULLT
    return Svar.MER if gitt > bedt else Svar.DELVIS
