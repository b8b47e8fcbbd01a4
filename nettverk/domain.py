"""Head-counts of groups, sums of participants, and what may not be. Plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bosetting.felles.melding import melding as _

GJENNOMFOERT, AVLYST = "gjennomfoert", "avlyst"


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


@dataclass(frozen=True)
class Deltakere:
    """Participants of several activities that were carried out: the known sum, and how many have no count."""

    sum: int
    kjente: int
    ukjente: int

    @property
    def tekst(self) -> str:
        """Return «1 234 deltakere», «minst 40 deltakere …» where counts are missing; unknown is never zero."""
        if not self.kjente:
            return "uten tall på deltakerne" if self.ukjente else "ingen gjennomført"
        tekst = f"{self.sum:,}".replace(",", "\N{NO-BREAK SPACE}")
        tekst += " deltaker" if self.sum == 1 else " deltakere"
        if not self.ukjente:
            return tekst
        mangler = "1 aktivitet" if self.ukjente == 1 else f"{self.ukjente} aktiviteter"
        return f"minst {tekst} (tallet mangler for {mangler})"


def sum_deltakere(rader: Iterable[tuple[str, int | None]]) -> Deltakere:
    """Sum (status, deltakere) over the activities that were carried out. Unknown is never counted as zero."""
    tall = [deltakere for status, deltakere in rader if status == GJENNOMFOERT]
    kjente = [deltakere for deltakere in tall if deltakere is not None]
    return Deltakere(sum(kjente), len(kjente), len(tall) - len(kjente))


def hvorfor_ikke_aktivitet(
    *,
    status: str,
    fra_dato: date,
    til_dato: date | None,
    deltakere: int | None,
    prosjekt: tuple[date, date | None],
    dag: date,
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for each reason why an activity cannot stand so on ``dag``; ``prosjekt`` is its period."""
    grunner = []
    start, slutt = prosjekt
    if fra_dato < start or (slutt is not None and fra_dato >= slutt):
        grunner.append(("fra_dato", _("Datoen er utenfor prosjektperioden.")))
    if til_dato is not None and til_dato < fra_dato:
        grunner.append(("til_dato", _("Siste dag kan ikke være før første dag.")))
    if status == GJENNOMFOERT and (til_dato or fra_dato) > dag:
        grunner.append(("status", _("En aktivitet fram i tid kan ikke være gjennomført.")))
    if status == AVLYST and deltakere:
        grunner.append(("deltakere", _("En avlyst aktivitet har ingen deltakere.")))
    return grunner
