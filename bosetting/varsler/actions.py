"""Telling people: a notice is written together with what it tells of, and goes by e-mail in the background."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from bosetting.brukere.actions import record
from bosetting.brukere.models import Bruker
from bosetting.brukere.mottakere import systemansvarlige
from bosetting.felles.dag import naa

from .models import Varsel
from .sending import send_varsler

OPPGITT = "e-post gitt opp"


@transaction.atomic
def varsle(
    *,
    til: Iterable[Bruker],
    slag: str,
    tittel: str,
    tekst: str,
    noekkel: str,
    url_sti: str = "",
    epost: bool = True,
) -> list[Varsel]:
    """Write a notice to each of ``til`` and return those that are new. Call it last in the write that it tells of.

    ``noekkel`` (at most 100 characters) is the same for the same happening: each person is told of it once, also when
    two tell it at the same moment. ``url_sti`` is the path of the page where she acts on it. The mail goes when the
    write is committed, and can never stop it.
    """
    if len(noekkel) > 100:
        raise ValueError(f"Nøkkelen er for lang: {noekkel!r}.")
    if url_sti and (not url_sti.startswith("/") or url_sti.startswith("//")):
        raise ValueError(f"url_sti er en sti her i systemet, ikke {url_sti!r}.")
    personer = {person.pk: person for person in til}
    alle = Varsel.objects.filter(bruker__in=personer, noekkel=noekkel)
    fortalt = set(alle.values_list("bruker", flat=True))
    nye = personer.keys() - fortalt
    if not nye:
        return []
    tid = naa()
    Varsel.objects.bulk_create(
        (
            Varsel(
                bruker=personer[pk], slag=slag, tittel=Truncator(tittel).chars(200), tekst=tekst, noekkel=noekkel,
                url_sti=url_sti, epost=epost, opprettet_at=tid,
            )
            for pk in sorted(nye)
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    skrevet = list(alle.filter(bruker__in=nye).order_by("pk"))
    if epost:
        send_varsler.enqueue([varsel.pk for varsel in skrevet])
    return skrevet


def les(*, by: Bruker, varsel: Varsel) -> None:
    """Note that she has read a notice; the first time counts."""
    Varsel.objects.filter(pk=varsel.pk, bruker=by, lest_at=None).update(lest_at=naa())


def les_alle(*, by: Bruker, til_og_med: int) -> int:
    """Note that she has read all up to the notice she saw as the newest; return how many."""
    return Varsel.objects.for_bruker(by).uleste().filter(pk__lte=til_og_med).update(lest_at=naa())


@transaction.atomic
def proev_igjen(*, by: Bruker, tid: datetime) -> int:
    """Let what is given up be tried anew, from the first attempt on; return how many."""
    ider = list(Varsel.objects.oppgitte(tid).order_by("pk").values_list("pk", flat=True))
    for pk in ider:
        Varsel.objects.oppgitte(tid).filter(pk=pk).update(
            epost_forsoek=0, epost_forsoek_at=None, epost_feil=""
        )
    if ider:
        record(by=by, handling="sendte varsler på nytt", objekt=by, etter={"varsler": ider})
        send_varsler.enqueue(ider)
    return len(ider)


def meld_oppgitte(*, dag: date, tid: datetime) -> list[Varsel]:
    """Tell the systemansvarlige of mail that is given up: once, until they have read it and more is given up."""
    siste = Varsel.objects.oppgitte(tid).order_by("-pk").first()
    if siste is None:
        return []
    vet = Varsel.objects.uleste().filter(slag=OPPGITT).values("bruker")
    return varsle(
        til=systemansvarlige(dag).exclude(pk__in=vet),
        slag=OPPGITT,
        tittel=_("E-post kommer ikke fram"),
        tekst=_(
            "Noen varsler er forsøkt sendt på e-post tre ganger uten hell. Mottakerne ser dem i bosetting, men har "
            "ikke fått e-posten. Se hvem det gjelder, og hva e-postserveren svarte."
        ),
        noekkel=f"epost-oppgitt-{siste.pk}",
        url_sti=reverse("varsler:epost-index"),
        epost=False,
    )
