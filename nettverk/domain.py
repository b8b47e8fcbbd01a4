"""Head-counts of groups, and who may not sit there. Plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _


@dataclass(frozen=True)
class Plass:
    """One seat in a group: organisation, the key of the person where she is known, and the period ``[fra, til)``.

    ``kommune`` is the key of the municipality that the organisation is, None for others.
    """

    organisasjon: str
    person: int | None
    fra: date
    til: date | None = None
    kommune: int | None = None

    def overlapper(self, annen: "Plass") -> bool:
        return (annen.til is None or self.fra < annen.til) and (self.til is None or annen.fra < self.til)


@dataclass(frozen=True)
class Hodetelling:
    """How many persons sit in a group, and from how many organisations, of which municipalities."""

    personer: int
    organisasjoner: int
    kommuner: int = 0

    @property
    def tekst(self) -> str:
        """Return «18 personer fra 13 organisasjoner», «1 person fra 1 organisasjon» or «ingen medlemmer»."""
        if not self.personer:
            return "ingen medlemmer"
        personer = "1 person" if self.personer == 1 else f"{self.personer} personer"
        organisasjoner = (
            "1 organisasjon" if self.organisasjoner == 1 else f"{self.organisasjoner} organisasjoner"
        )
        return f"{personer} fra {organisasjoner}"

    @property
    def utfyllende(self) -> str:
        """Return the same with the municipalities told apart: «… fra 19 organisasjoner, 18 av dem kommuner»."""
        if not self.kommuner:
            return self.tekst
        if self.kommuner == self.organisasjoner:
            personer = "1 person" if self.personer == 1 else f"{self.personer} personer"
            return f"{personer} fra {'1 kommune' if self.kommuner == 1 else f'{self.kommuner} kommuner'}"
        return f"{self.tekst}, {'én av dem en kommune' if self.kommuner == 1 else f'{self.kommuner} av dem kommuner'}"


def tell(plasser: Iterable[Plass]) -> Hodetelling:
    """Count the heads behind ``plasser``, all held on the same day.

    A person is one head however many seats she has; seats where the person is not known are one head each.
    """
    plasser = list(plasser)
    kjente = {plass.person for plass in plasser if plass.person is not None}
    ukjente = sum(plass.person is None for plass in plasser)
    return Hodetelling(
        personer=len(kjente) + ukjente,
        organisasjoner=len({plass.organisasjon for plass in plasser}),
        kommuner=len({plass.kommune for plass in plasser if plass.kommune is not None}),
    )


def hvorfor_ikke_medlem(plass: Plass, andre: Iterable[Plass]) -> list[tuple[str | None, str]]:
    """Return (field, reason) for each reason why ``plass`` cannot stand beside ``andre`` in the same group."""
    grunner = []
    if plass.til is not None and plass.til <= plass.fra:
        grunner.append(("til", _("Sluttdatoen må være etter startdatoen.")))
    elif plass.person is not None:
        for annen in andre:
            lik = annen.organisasjon == plass.organisasjon and annen.person == plass.person
            if lik and plass.overlapper(annen):
                grunn = _(
                    "Personen er alt medlem i denne perioden (fra %(fra)s). Endre det medlemskapet.",
                    fra=f"{annen.fra:%d.%m.%Y}",
                )
                grunner.append(("person", grunn))
                break
    return grunner
