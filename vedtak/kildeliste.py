"""The rows behind a figure as people and programs read them: dated, with case number, source, and who entered them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmodninger.models import Anmodning
from bosetting.kommuner.models import Kommune

from . import domain, kilder
from .models import Vedtak
from .ord import GRUPPENAVN
from .queries import Statusliste

FELTNAVN = {
    "anmodet": gettext_lazy("Anmodet"),
    "vedtatt": gettext_lazy("Vedtatt"),
    "udekket": gettext_lazy("Udekket"),
    "ubesvart": gettext_lazy("Udekket uten svar"),
    "netto": gettext_lazy("Netto differanse"),
}
# How each figure is made, in the words of docs/domene.md.
FORKLARINGER = {
    "anmodet": gettext_lazy(
        "For hver kommune teller den anmodningen som gjelder: den siste runden som er sendt kommunen. "
        "Tall som er lest av fra IMDis fil, teller bare der embetet ikke har sendt noen runde."
    ),
    "vedtatt": gettext_lazy(
        "For hver kommune teller det siste hovedvedtaket, og tilleggsvedtakene som er kommet etter det. "
        "Svar som er rettet eller trukket, teller ikke lenger."
    ),
    "udekket": gettext_lazy(
        "For hver kommune trekkes det som er vedtatt, fra det som er anmodet. Har kommunen vedtatt mer enn den er bedt "
        "om, mangler det ingen der: det som går utover anmodningen, legges derfor til igjen på en egen linje og dekker "
        "ikke det andre kommuner mangler."
    ),
    "ubesvart": gettext_lazy(
        "Anmodningen til hver kommune som ikke har vedtatt noe tall. Det er den delen av det udekkede som fortsatt er "
        "åpen."
    ),
    "netto": gettext_lazy(
        "Alt som er anmodet, minus alt som er vedtatt. Her trekkes også det noen kommuner vedtar utover anmodningen, "
        "fra."
    ),
}


def tallnavn(tall: str) -> str:
    """Return what the figure is called: «Vedtatt, totalt»."""
    felt, gruppe = tall.split(".")
    return f"{FELTNAVN[felt]}, {GRUPPENAVN[gruppe]}"


@dataclass(frozen=True)
class Kilderad:
    """One row behind a figure. ``dato`` is the day the row counts from as written, ``kjent_fra`` the day it was known.

    A line without ``rad`` is made by the rule itself and has neither.
    """

    kommune: Kommune
    slag: kilder.Slag
    rad: int | None
    tittel: str
    tall: int | None
    bidrag: int | None
    dato: date | None = None
    kjent_fra: date | None = None
    saksnummer: str = ""
    kilde: str = ""
    registrert_av: str = ""
    registrert: datetime | None = None
    runde: int | None = None
    rettegrunn: str = ""

    @property
    def url(self) -> str:
        """The address of the round or the answer; empty for a line that is no row."""
        if self.runde is not None:
            return reverse("anmodninger:runde-show", args=[self.runde])
        return reverse("vedtak:vedtak-show", args=[self.rad]) if self.rad is not None else ""


@dataclass(frozen=True)
class Kildeliste:
    """A figure and the rows whose contributions add up to it."""

    aar: int
    tall: str
    per: date
    kjent: date | None
    rader: list[Kilderad]
    sum: domain.Delsum

    @property
    def navn(self) -> str:
        return tallnavn(self.tall)

    @property
    def forklaring(self) -> str:
        return str(FORKLARINGER[self.tall.split(".")[0]])


def kildeliste(liste: Statusliste, tall: str) -> Kildeliste:
    """Return the rows behind the figure ``tall`` of the municipalities of ``liste``. Two queries."""
    ider = [rad.kommune.pk for rad in liste.rader]
    # A list of ids would meet SQLite's limit on parameters; all of the year is read where there are many.
    smalt = {"kommune__in": ider} if len(ider) <= 200 else {}
    brukt = {rad.status.anmodning for rad in liste.rader}
    anmodninger = {
        rad.pk: rad
        for rad in Anmodning.objects.filter(runde__aar=liste.aar, **smalt).select_related(
            "runde__registrert_av"
        )
        if rad.pk in brukt
    }
    bak = {id for rad in liste.rader for id in rad.status.rader}
    svar = {
        rad.pk: rad
        for rad in Vedtak.objects.filter(aar=liste.aar, **smalt).select_related("registrert_av")
        if rad.pk in bak
    }
    anmodet = {pk: _anmodningsverdi(rad) for pk, rad in anmodninger.items()}
    vedtatt = {pk: _svarverdi(rad) for pk, rad in svar.items()}
    rader, alle = [], []
    for rad in liste.rader:
        for ett in kilder.bidragene(tall, rad.status, anmodet, vedtatt):
            alle.append(ett)
            rader.append(_rad(rad.kommune, ett, anmodninger, svar))
    return Kildeliste(liste.aar, tall, liste.per, liste.kjent, rader, kilder.sum_av(alle))


def _anmodningsverdi(rad: Anmodning) -> domain.Anmodningsrad:
    return domain.Anmodningsrad(
        rad.pk, rad.kommune_id, rad.runde.sendt_dato, domain.Tall(rad.totalt, rad.em), runde=rad.runde_id
    )


def _svarverdi(rad: Vedtak) -> domain.Svarrad:
    return domain.Svarrad(
        rad.pk, rad.kommune_id, rad.mottatt, domain.Tall(rad.totalt, rad.em), type=domain.Svartype(rad.type)
    )


def _navn(bruker) -> str:
    return bruker.navn if bruker is not None else ""


def _rad(kommune: Kommune, ett: kilder.Bidrag, anmodninger, svar) -> Kilderad:
    felles = {"kommune": kommune, "slag": ett.slag, "rad": ett.rad, "tall": ett.tall, "bidrag": ett.bidrag}
    if ett.slag == kilder.Slag.ANMODNING:
        rad = anmodninger[ett.rad]
        return Kilderad(
            **felles,
            tittel=_("Lest av fra IMDis fil") if rad.runde.embete_id is None else _("Anmodning"),
            dato=rad.runde.sendt_dato,
            kjent_fra=rad.runde.sendt_dato,
            kilde=rad.kilde or rad.runde.kilde,
            registrert_av=_navn(rad.runde.registrert_av),
            registrert=rad.runde.registrert_at,
            runde=rad.runde_id,
        )
    if ett.slag == kilder.Slag.VEDTAK:
        rad = svar[ett.rad]
        return Kilderad(
            **felles,
            tittel=_("Tilleggsvedtak") if rad.slag == domain.Slag.TILLEGG else _("Vedtak"),
            dato=rad.vedtaksdato,
            kjent_fra=rad.mottatt,
            saksnummer=rad.saksnummer,
            kilde=rad.kilde,
            registrert_av=_navn(rad.registrert_av),
            registrert=rad.registrert_at,
            rettegrunn=rad.rettegrunn,
        )
    return Kilderad(**felles, tittel=_("Vedtatt utover anmodningen; dekker ikke andres mangel"))
