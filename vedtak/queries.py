"""Read models of status: the few queries that feed ``domain.status``, as many for 18 municipalities as for 428."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anmodninger.frister import Frister, Utsettelse, gjeldende
from anmodninger.models import Anmodning
from bosetting.kommuner.models import Kommune

from . import domain
from .models import Vedtak

# Looked up by the thousand: calling the enum costs five times as much.
_TYPER = {ett.value: ett for ett in domain.Svartype}
_SLAG = {ett.value: ett for ett in domain.Slag}


@dataclass(frozen=True)
class Statusrad:
    """One municipality and where it stands."""

    kommune: Kommune
    status: domain.Kommunestatus


@dataclass(frozen=True)
class Statusliste:
    """The status of one settlement year at one date, with its sums per group (totalt, voksne, em)."""

    aar: int
    per: date
    kjent: date | None
    rader: list[Statusrad]
    summer: dict[str, domain.Gruppesum]

    @property
    def ubekreftede(self) -> int:
        """The number of municipalities with an answer behind the figures that the embete has not confirmed."""
        return sum(rad.status.ubekreftet for rad in self.rader)


def som_anmodningsrad(anmodning: Anmodning) -> domain.Anmodningsrad:
    """Return a request (with its round and extensions loaded) as the value that status is computed from."""
    return domain.Anmodningsrad(
        id=anmodning.pk,
        kommune=anmodning.kommune_id,
        sendt=anmodning.runde.sendt_dato,
        tall=domain.Tall(anmodning.totalt, anmodning.em),
        frister=anmodning.runde.frister,
        utsettelser=tuple(utsettelse.verdi for utsettelse in anmodning.utsettelser.all()),
        runde=anmodning.runde_id,
        avlest=anmodning.runde.embete_id is None,
    )


def som_svarrad(vedtak: Vedtak) -> domain.Svarrad:
    """Return an answer (with its conditions and confirmations loaded) as the value that status is computed from."""
    dommer = [(ett.utfall, ett.dato) for ett in vedtak.bekreftelser.all()]
    return domain.Svarrad(
        id=vedtak.pk,
        kommune=vedtak.kommune_id,
        mottatt=vedtak.mottatt,
        tall=domain.Tall(vedtak.totalt, vedtak.em),
        vedtaksdato=vedtak.vedtaksdato,
        type=domain.Svartype(vedtak.type),
        slag=domain.Slag(vedtak.slag),
        retter=vedtak.retter_id,
        ny_dato=vedtak.ny_dato,
        vilkaar=tuple(ett.type for ett in vedtak.vilkaar.all()),
        fra_kommunen=vedtak.fra_kommunen,
        bekreftet=_foerst(dommer, "bekreftet"),
        tilbake=_foerst(dommer, "sendt_tilbake"),
    )


def _foerst(dommer: list[tuple[str, date]], utfall: str) -> date | None:
    """Return the first day the embete judged an answer so; None when it never did."""
    return min((dato for ett, dato in dommer if ett == utfall), default=None)


def anmodningsrader(aar: int, kommuner) -> list[domain.Anmodningsrad]:
    """Return every sent request of ``aar`` to ``kommuner`` (a QuerySet or ids) with its extensions. One query."""
    datoer = ("svarfrist", "siste_svar_dato", "siste_endring_dato")
    rader = list(
        Anmodning.objects.filter(runde__aar=aar, kommune__in=kommuner)
        .order_by("pk", "utsettelser__pk")
        .values_list(
            "pk", "kommune_id", "totalt", "em", "runde_id", "runde__embete_id", "runde__sendt_dato",
            *(f"runde__{dato}" for dato in datoer),
            "utsettelser__pk", "utsettelser__innvilget_dato", *(f"utsettelser__ny_{dato}" for dato in datoer),
        )
    )  # fmt: skip
    utsettelser: dict[int, list[Utsettelse]] = {}
    for pk, *_felt, utsettelse, innvilget, svarfrist, siste_svar, siste_endring in rader:
        if utsettelse is not None:
            nye = Frister(svarfrist, siste_svar, siste_endring)
            utsettelser.setdefault(pk, []).append(Utsettelse(utsettelse, innvilget, nye))
    unike = {rad[0]: rad[:10] for rad in rader}  # one row for each extension
    return [
        domain.Anmodningsrad(
            id=pk,
            kommune=kommune,
            sendt=sendt,
            tall=domain.Tall(totalt, em),
            frister=Frister(*frister),
            utsettelser=tuple(utsettelser.get(pk, ())),
            runde=runde,
            avlest=embete is None,
        )
        for pk, kommune, totalt, em, runde, embete, sendt, *frister in unike.values()
    ]


def gjeldende_frister(kommune: Kommune, aar: int, dag: date) -> Frister:
    """Return the dates that ``kommune`` is held to for ``aar`` on ``dag``; none where it is not asked. One query."""
    anmodning = domain.i_kraft(anmodningsrader(aar, [kommune.pk]), dag)
    return gjeldende(anmodning.frister, anmodning.utsettelser, dag) if anmodning else Frister()


def svarrader(aar: int, kommuner) -> list[domain.Svarrad]:
    """Return every answer of ``aar`` from ``kommuner`` with the kinds of its conditions and how the embete judged it.

    One query.
    """
    rader: dict[int, domain.Svarrad] = {}
    vilkaar: dict[int, list[str]] = {}
    dommer: dict[int, list[tuple[str, date]]] = {}
    verdier = (
        Vedtak.objects.filter(aar=aar, kommune__in=kommuner)
        .order_by("pk", "vilkaar__pk")
        .values_list(
            "pk", "kommune_id", "mottatt", "totalt", "em", "vedtaksdato", "type", "slag", "retter_id", "ny_dato",
            "fra_kommunen", "vilkaar__type", "bekreftelser__utfall", "bekreftelser__dato",
        )
    )  # fmt: skip
    alle = list(verdier)  # an answer with two conditions and two judgements is there four times
    for pk, *_felt, vilkaarstype, utfall, dato in alle:
        if vilkaarstype is not None:
            vilkaar.setdefault(pk, []).append(vilkaarstype)
        if utfall is not None:
            dommer.setdefault(pk, []).append((utfall, dato))
    for (
        pk, kommune, mottatt, totalt, em, vedtaksdato, type_, slag, retter, ny_dato, fra_kommunen, *_flere
    ) in alle:  # fmt: skip
        if pk not in rader:
            domt = dommer.get(pk, [])
            rader[pk] = domain.Svarrad(
                id=pk,
                kommune=kommune,
                mottatt=mottatt,
                tall=domain.Tall(totalt, em),
                vedtaksdato=vedtaksdato,
                type=_TYPER[type_],
                slag=_SLAG[slag],
                retter=retter,
                ny_dato=ny_dato,
                vilkaar=tuple(dict.fromkeys(vilkaar.get(pk, ()))),
                fra_kommunen=fra_kommunen,
                bekreftet=_foerst(domt, "bekreftet") if domt else None,
                tilbake=_foerst(domt, "sendt_tilbake") if domt else None,
            )
    return list(rader.values())


def statusliste(kommuner, aar: int, per: date, kjent: date | None = None) -> Statusliste:
    """Return the status of the ``kommuner`` (a QuerySet) that exist in ``aar``, in Norwegian order. Three queries.

    ``kjent`` None means as known now.
    """
    utvalg = list(kommuner.i_aar(aar).norsk())
    ider = [kommune.pk for kommune in utvalg]
    # A list of ids would meet SQLite's limit on parameters; the same selection as a subquery does not.
    under = kommuner.i_aar(aar).order_by().values("pk")
    statuser = domain.status(ider, anmodningsrader(aar, under), svarrader(aar, under), per, kjent)
    return Statusliste(
        aar=aar,
        per=per,
        kjent=kjent,
        rader=[Statusrad(kommune, ett) for kommune, ett in zip(utvalg, statuser, strict=True)],
        summer=domain.summer(statuser),
    )


def bosettingsaar(runder: Iterable) -> list[int]:
    """Return the years that ``runder`` (a QuerySet of sent rounds) ask for, latest first. One query."""
    return list(runder.order_by("-aar").values_list("aar", flat=True).distinct())
