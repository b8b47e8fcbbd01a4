"""What an invitation is at a moment, and why one may not be sent: values in, values out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bosetting.felles.melding import melding as _
from bosetting.felles.norsk import opplisting


class Tilstand(StrEnum):
    """Where an invitation stands."""

    AAPEN = "aapen"
    UTLOEPT = "utloept"
    GODTATT = "godtatt"
    TILBAKEKALT = "tilbakekalt"


def tilstand(
    *,
    godtatt: datetime | None,
    tilbakekalt: datetime | None,
    utloeper: datetime,
    til: date | None,
    naa: datetime,
    dag: date,
) -> Tilstand:
    """Return where an invitation stands at ``naa``. Expired too is one whose access would be over already (``til``)."""
    if godtatt is not None:
        return Tilstand.GODTATT
    if tilbakekalt is not None:
        return Tilstand.TILBAKEKALT
    if naa >= utloeper or (til is not None and til <= dag):
        return Tilstand.UTLOEPT
    return Tilstand.AAPEN


@dataclass(frozen=True)
class Kommunestand:
    """What is known of one chosen municipality: whether she represents it already, and whether she is invited to."""

    navn: str
    er_kontaktperson: bool = False
    er_invitert: bool = False


def hvorfor_ikke_invitere(
    *, email: str, kommuner: list[Kommunestand], til: date | None, dag: date
) -> list[tuple[str | None, str]]:
    """Return (field, reason) for what stops an invitation of ``email`` on ``dag``."""
    grunner: list[tuple[str | None, str]] = []
    if not kommuner:
        grunner.append(("kommuner", _("Velg minst én kommune.")))
    if er := [kommune.navn for kommune in kommuner if kommune.er_kontaktperson]:
        grunner.append(
            (
                "email",
                _("%(email)s er alt kontaktperson for %(kommuner)s.", email=email, kommuner=opplisting(er)),
            )
        )
    if invitert := [kommune.navn for kommune in kommuner if kommune.er_invitert]:
        grunner.append(
            (
                "email",
                _(
                    "%(email)s har alt en åpen invitasjon for %(kommuner)s. Send den på nytt, eller tilbakekall den.",
                    email=email,
                    kommuner=opplisting(invitert),
                ),
            )
        )
    if til is not None and til <= dag:
        grunner.append(("til", _("Tilgangen må slutte etter i dag.")))
    return grunner
