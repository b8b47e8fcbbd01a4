"""Weights of a split: the figures of one or several keys, mixed into one share per municipality. Plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from bosetting.felles.melding import melding as _

from .domain import Grunn
from .fordeling import Umulig, Vekt


@dataclass(frozen=True)
class Noekkeltall:
    """A key's figure for each municipality (None: unknown), and how much the key counts in the mix."""

    navn: str
    tall: Mapping[int, Vekt | None] = field(default_factory=dict)
    vekt: int = 1


def bland(noekler: Sequence[Noekkeltall], ider: Iterable[int]) -> dict[int, Fraction | None]:
    """Return each municipality's weight in a mix of keys; the known weights add up to 1.

    Each key is first made a share of its own sum over the municipalities that all the keys know, so that 60 %
    inhabitants and 40 % settled means just that. One that a key does not know is unknown. Raises Umulig.
    """
    ider = list(ider)
    if not noekler or sum(noekkel.vekt for noekkel in noekler) <= 0:
        raise Umulig([("noekler", _("Velg minst én fordelingsnøkkel."))])
    kjente = [ett for ett in ider if all(noekkel.tall.get(ett) is not None for noekkel in noekler)]
    summer = {noekkel.navn: sum(noekkel.tall[ett] for ett in kjente) for noekkel in noekler}
    if ider and (grunner := _grunner(noekler, ider, kjente, summer)):
        raise Umulig(grunner)
    samlet = sum(noekkel.vekt for noekkel in noekler)
    vekter: dict[int, Fraction | None] = dict.fromkeys(ider)
    for ett in kjente:
        vekter[ett] = sum(
            (
                Fraction(noekkel.vekt, samlet) * Fraction(noekkel.tall[ett]) / summer[noekkel.navn]
                for noekkel in noekler
            ),
            Fraction(0),
        )
    return vekter


def _grunner(
    noekler: Sequence[Noekkeltall], ider: list[int], kjente: list[int], summer: Mapping[str, Vekt]
) -> list[Grunn]:
    """Say which keys give nothing to split by: no figures, figures for different municipalities, or only zeros."""
    tomme = [noekkel.navn for noekkel in noekler if all(noekkel.tall.get(ett) is None for ett in ider)]
    if tomme:
        return [
            ("noekler", _("Nøkkelen «%(navn)s» har ikke tall for noen av kommunene.", navn=navn))
            for navn in tomme
        ]
    if not kjente:
        return [("noekler", _("Ingen av kommunene har tall i alle nøklene."))]
    return [
        (
            "noekler",
            _("Nøkkelen «%(navn)s» er 0 for alle kommunene, og gir ikke noe å fordele etter.", navn=navn),
        )
        for navn, verdi in summer.items()
        if verdi <= 0
    ]


def tideler(teller: Vekt, nevner: Vekt | None) -> int | None:
    """Return ``teller / nevner`` in tenths, half rounded up; None where it cannot be reckoned."""
    return None if not nevner else int(Fraction(teller) / Fraction(nevner) * 10 + Fraction(1, 2))
