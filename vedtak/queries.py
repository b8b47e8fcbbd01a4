"""Read models of status: the few queries that feed ``domain.status``, as many for 18 municipalities as for 428."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anmodninger.models import Anmodning
from bosetting.kommuner.models import Kommune

from . import domain
from .models import Vedtak


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


def som_anmodningsrad(anmodning: Anmodning) -> domain.Anmodningsrad:
    """Return a request (with its round loaded) as the value that status is computed from."""
    return domain.Anmodningsrad(
        id=anmodning.pk,
        kommune=anmodning.kommune_id,
        sendt=anmodning.runde.sendt_dato,
        tall=domain.Tall(anmodning.totalt, anmodning.em),
        svarfrist=anmodning.runde.svarfrist,
        runde=anmodning.runde_id,
        avlest=anmodning.runde.embete_id is None,
    )


def som_svarrad(vedtak: Vedtak) -> domain.Svarrad:
    """Return an answer (with its conditions loaded) as the value that status is computed from."""
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
    )


def anmodningsrader(aar: int, kommuner) -> list[domain.Anmodningsrad]:
    """Return every sent request of ``aar`` to ``kommuner`` (a QuerySet or ids). One query."""
    rader = (
        Anmodning.objects.filter(runde__aar=aar, kommune__in=kommuner)
        .order_by()
        .values_list(
            "pk", "kommune_id", "runde__sendt_dato", "totalt", "em", "runde__svarfrist", "runde_id",
            "runde__embete_id",
        )
    )  # fmt: skip
    return [
        domain.Anmodningsrad(
            id=pk,
            kommune=kommune,
            sendt=sendt,
            tall=domain.Tall(totalt, em),
            svarfrist=svarfrist,
            runde=runde,
            avlest=embete is None,
        )
        for pk, kommune, sendt, totalt, em, svarfrist, runde, embete in rader
    ]


def svarrader(aar: int, kommuner) -> list[domain.Svarrad]:
    """Return every registered answer of ``aar`` from ``kommuner`` with the kinds of its conditions. One query."""
    rader: dict[int, domain.Svarrad] = {}
    vilkaar: dict[int, list[str]] = {}
    verdier = (
        Vedtak.objects.filter(aar=aar, kommune__in=kommuner)
        .order_by("pk", "vilkaar__pk")
        .values_list(
            "pk", "kommune_id", "mottatt", "totalt", "em", "vedtaksdato", "type", "slag", "retter_id", "ny_dato",
            "vilkaar__type",
        )
    )  # fmt: skip
    alle = list(verdier)
    for pk, *_felt, vilkaarstype in alle:
        if vilkaarstype is not None:
            vilkaar.setdefault(pk, []).append(vilkaarstype)
    for pk, kommune, mottatt, totalt, em, vedtaksdato, type_, slag, retter, ny_dato, _vilkaar in alle:
        if pk not in rader:
            rader[pk] = domain.Svarrad(
                id=pk,
                kommune=kommune,
                mottatt=mottatt,
                tall=domain.Tall(totalt, em),
                vedtaksdato=vedtaksdato,
                type=domain.Svartype(type_),
                slag=domain.Slag(slag),
                retter=retter,
                ny_dato=ny_dato,
                vilkaar=tuple(vilkaar.get(pk, ())),
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
