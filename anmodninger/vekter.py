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
    """Return each municipality's weight in a mix of keys; the known weights add up to 1 when all are known.

    Each key is first made a share of its own sum over ``ider``, so that 60 % inhabitants and 40 % settled means
    just that. A municipality that one of the keys does not know is unknown. Raises Umulig.
    """
    ider = list(ider)
    grunner: list[Grunn] = []
    if not noekler or sum(noekkel.vekt for noekkel in noekler) <= 0:
        raise Umulig([("noekler", _("Velg minst én fordelingsnøkkel."))])
    samlet = sum(noekkel.vekt for noekkel in noekler)
    vekter: dict[int, Fraction | None] = dict.fromkeys(ider, Fraction(0))
    for noekkel in noekler:
        kjente = [noekkel.tall[ett] for ett in ider if noekkel.tall.get(ett) is not None]
        if ider and not kjente:
            grunn = _("Nøkkelen «%(navn)s» har ikke tall for noen av kommunene.", navn=noekkel.navn)
            grunner.append(("noekler", grunn))
        elif ider and sum(kjente) <= 0:
            grunn = _(
                "Nøkkelen «%(navn)s» er 0 for alle kommunene, og gir ikke noe å fordele etter.",
                navn=noekkel.navn,
            )
            grunner.append(("noekler", grunn))
        else:
            for ett in ider:
                tall = noekkel.tall.get(ett)
                if tall is None or vekter[ett] is None:
                    vekter[ett] = None
                else:
                    vekter[ett] += Fraction(noekkel.vekt, samlet) * Fraction(tall) / sum(kjente)
    if grunner:
        raise Umulig(grunner)
    return vekter


def tideler(teller: Vekt, nevner: Vekt | None) -> int | None:
    """Return ``teller / nevner`` in tenths, half rounded up; None where it cannot be reckoned."""
    return None if not nevner else int(Fraction(teller) / Fraction(nevner) * 10 + Fraction(1, 2))
