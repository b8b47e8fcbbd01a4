"""What changed between two dates as people and programs read it: each event with its row, and the sums around it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmodninger.models import Anmodning
from bosetting.kommuner.models import Kommune

from . import domain, endringer, kommunehistorikk
from .endringer import Slag, Virkning
from .models import Vedtak
from .queries import anmodningsrader, svarrader

SLAGNAVN = {
    Slag.NY_ANMODNING: _("Ny anmodning"),
    Slag.ERSTATTET_ANMODNING: _("Ny runde erstatter en tidligere"),
    Slag.AVLEST_ANMODNING: _("Anmodning lest av fra IMDis fil"),
    Slag.NYTT_SVAR: _("Nytt svar"),
    Slag.TILLEGG: _("Tilleggsvedtak"),
    Slag.RETTET: _("Rettet svar"),
    Slag.TRUKKET: _("Svar trukket"),
    Slag.GJELDER_FRA: _("Svaret begynner å gjelde"),
}


@dataclass(frozen=True)
class Endringslinje:
    """One event with the row behind it. ``felter`` are the fields that a correction changed."""

    kommune: Kommune
    endring: endringer.Endring
    vedtaksdato: date | None
    mottatt: date
    registrert: datetime
    registrert_av: str
    saksnummer: str
    kilde: str
    grunn: str
    url: str
    runde: int | None = None
    felter: tuple[kommunehistorikk.Endring, ...] = ()

    @property
    def slagnavn(self) -> str:
        return str(SLAGNAVN[self.endring.slag])


@dataclass(frozen=True)
class Endringsliste:
    """The events after ``fra`` and by ``til``, and the sums on both days, each as it was known then."""

    aar: int
    fra: date
    til: date
    linjer: list[Endringslinje]
    sum_fra: dict[str, domain.Gruppesum]
    sum_til: dict[str, domain.Gruppesum]

    def virkning(self, felt: str, gruppe: str) -> Virkning:
        """Return what happened to a sum. It is what the events of all kinds did, added up."""
        return endringer.forskjell(getattr(self.sum_fra[gruppe], felt), getattr(self.sum_til[gruppe], felt))

    def med(self, slag: str = "", *, etterregistrert: bool = False) -> "Endringsliste":
        """Return the list with only the events of one kind, or only those entered late; the sums stay."""
        linjer = [
            linje
            for linje in self.linjer
            if (not slag or linje.endring.slag == slag)
            and (not etterregistrert or linje.endring.etterregistrert)
        ]
        return replace(self, linjer=linjer)


def endringsliste(kommuner, aar: int, fra: date, til: date) -> Endringsliste:
    """Return what changed for the ``kommuner`` (a QuerySet) that exist in ``aar``. Seven queries, whatever the size."""
    utvalg = {kommune.pk: kommune for kommune in kommuner.i_aar(aar).norsk()}
    under = kommuner.i_aar(aar).order_by().values("pk")
    verdier = anmodningsrader(aar, under), svarrader(aar, under)
    hendelser = endringer.endringer(utvalg, *verdier, fra, til)
    spenn = {"gt": fra, "lte": til}
    anmodninger = Anmodning.objects.filter(
        runde__aar=aar, kommune__in=under, **{f"runde__sendt_dato__{ett}": dag for ett, dag in spenn.items()}
    ).select_related("runde__registrert_av")
    # What began to count in the span may have been known before it.
    svar = (
        Vedtak.objects.filter(aar=aar, kommune__in=under, mottatt__lte=til)
        .select_related("registrert_av", "retter")
        .prefetch_related("vilkaar", "retter__vilkaar")
    )
    if not any(ett.slag == Slag.GJELDER_FRA for ett in hendelser):
        svar = svar.filter(mottatt__gt=fra)
    anmodning_etter_id = {rad.pk: rad for rad in anmodninger}
    svar_etter_id = {rad.pk: rad for rad in svar}
    linjer = [
        _anmodningslinje(utvalg[ett.kommune], ett, anmodning_etter_id[ett.rad.id])
        if ett.er_anmodning
        else _svarlinje(utvalg[ett.kommune], ett, svar_etter_id[ett.rad.id])
        for ett in hendelser
    ]
    summer = [domain.summer(domain.status(utvalg, *verdier, dag, dag)) for dag in (fra, til)]
    return Endringsliste(aar, fra, til, linjer, *summer)


def _navn(bruker) -> str:
    return bruker.navn if bruker is not None else ""


def _anmodningslinje(kommune: Kommune, ett: endringer.Endring, rad: Anmodning) -> Endringslinje:
    return Endringslinje(
        kommune=kommune,
        endring=ett,
        vedtaksdato=None,
        mottatt=rad.runde.sendt_dato,
        registrert=rad.runde.registrert_at,
        registrert_av=_navn(rad.runde.registrert_av),
        saksnummer="",
        kilde=rad.kilde or rad.runde.kilde,
        grunn=rad.begrunnelse,
        url=reverse("anmodninger:runde-show", args=[rad.runde_id]),
        runde=rad.runde_id,
    )


def _svarlinje(kommune: Kommune, ett: endringer.Endring, rad: Vedtak) -> Endringslinje:
    return Endringslinje(
        kommune=kommune,
        endring=ett,
        vedtaksdato=rad.vedtaksdato,
        mottatt=rad.mottatt,
        registrert=rad.registrert_at,
        registrert_av=_navn(rad.registrert_av),
        saksnummer=rad.saksnummer,
        kilde=rad.kilde,
        grunn=rad.rettegrunn or (rad.merknad if rad.type == domain.Svartype.TRUKKET else ""),
        url=rad.get_absolute_url(),
        felter=tuple(kommunehistorikk.endringer(rad.retter, rad)) if rad.retter else (),
    )
