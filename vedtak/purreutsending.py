"""Sending reminders: what is due becomes rows, the rows become mail, and each attempt is written down before and after.

The rows are made in one transaction and are unique per municipality, deadline and step: whoever asks again, or at the
same moment, finds them made. The mail goes in the background, one recipient at a time.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.actions import record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.epost import Utfall
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen
from bosetting.felles.norsk import dato
from bosetting.jobber.actions import start
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype

from .models import Purreforsoek, Purremottaker, Purring
from .purregrunnlag import Plan, Purrelinje, Purreoversikt, oversikt, plan_for, svaradresse
from .purrepost import lever
from .purretekst import grunnsetning
from .purring import MAKS_FORSOEK, Forsoek, Grunn, Levering, Trinn, kan_proeves_igjen, levering

SLAG = "purring"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Utsending:
    """What a call made: the reminders written, the job that sends them, and those who could not be reached."""

    runde: Anmodningsrunde
    purringer: list[Purring]
    jobb: Jobb | None
    unaadde: list[Purrelinje]


def legg_i_koe(
    *,
    by: Bruker | None,
    runde: Anmodningsrunde,
    dag: date,
    noekkel: UUID | None = None,
    versjon: int | None = None,
    valgt: int | None = None,
    kommuner: Iterable[int] | None = None,
) -> Utsending:
    """Write the reminders that ``dag`` brings for ``runde``, and let them be sent. Returns what came of it.

    ``valgt`` is a step somebody chose, ``kommuner`` those she ticked, ``versjon`` the plan she looked at. ``by`` None
    is the plan sending by itself. The same ``noekkel`` again gives the same job and makes no row. Raises Hinder.
    """
    with transaction.atomic():
        en_om_gangen(f"purring {runde.pk}")
        if noekkel and (jobb := Jobb.objects.filter(slag=SLAG, embete=runde.embete, noekkel=noekkel).first()):
            return Utsending(runde, [], jobb, [])
        plan = plan_for(runde)
        if versjon is not None and plan.versjon != versjon:
            raise Hinder(
                [(None, _("Purreplanen er endret etter at du åpnet siden. Se over purringene på nytt."))]
            )
        alt = oversikt(runde, dag, by=by, plan=plan, valgt=valgt, av_seg_selv=by is None)
        valgte = set(kommuner) if kommuner is not None else None
        linjer = [linje for linje in alt.skal if valgte is None or linje.kommune.pk in valgte]
        if not linjer:
            return Utsending(runde, [], None, alt.unaadde)
        purringer = _skriv(linjer, by=by, dag=dag)
        mottakere = _skriv_mottakere(purringer, linjer)
        _logg(by, alt, purringer, linjer)
        jobb = start(
            by=by,
            slag=SLAG,
            tittel=_tittel(runde, len(mottakere)),
            embete=runde.embete,
            data={"mottakere": [mottaker.pk for mottaker in mottakere]},
            noekkel=noekkel or f"av seg selv {purringer[0].pk}",
            retur=f"{reverse('vedtak:purring-index')}?runde={runde.pk}",
        )
    return Utsending(runde, purringer, jobb, alt.unaadde)


def _tittel(runde: Anmodningsrunde, antall: int) -> str:
    felt = {"aar": runde.aar, "antall": antall}
    return (
        ngettext("Purring for %(aar)s: %(antall)s e-post", "Purring for %(aar)s: %(antall)s e-poster", antall)
        % felt
    )


def _skriv(linjer: list[Purrelinje], *, by, dag: date) -> list[Purring]:
    tid = naa()
    return Purring.objects.bulk_create(
        Purring(
            anmodning_id=linje.status.anmodning,
            virkedager=linje.vurdering.virkedager,
            frist=linje.vurdering.frist,
            dato=dag,
            mangler=linje.vurdering.mangler,
            emne=linje.tekst.emne,
            tekst=linje.tekst.tekst,
            utloest_av=by,
            registrert_at=tid,
        )
        for linje in linjer
    )


def _skriv_mottakere(purringer: list[Purring], linjer: list[Purrelinje]) -> list[Purremottaker]:
    return Purremottaker.objects.bulk_create(
        Purremottaker(
            noekkel=uuid4(), purring=purring, bruker_id=person.bruker, navn=person.navn, epost=person.epost
        )
        for purring, linje in zip(purringer, linjer, strict=True)
        for person in linje.mottakere
    )


def _logg(by, alt: Purreoversikt, purringer: list[Purring], linjer: list[Purrelinje]) -> None:
    record(
        by=by,
        handling="purret",
        objekt=alt.runde,
        etter={
            "dag": alt.dag.isoformat(),
            "purringer": [
                [purring.pk, linje.kommune.nr, purring.virkedager]
                for purring, linje in zip(purringer, linjer, strict=True)
            ],
            "ikke_naadd": [linje.kommune.nr for linje in alt.unaadde],
        },
    )


def forsoek(mottaker: Purremottaker) -> list[Forsoek]:
    """Return the log of a recipient as values (``forsoek`` prefetched where many are shown)."""
    return [Forsoek(rad.nr, rad.utfall, rad.tidspunkt_at) for rad in mottaker.forsoek.all()]


def send_til(mottaker_id: int, dag: date, *, paa_nytt: bool = False) -> None:
    """Hand one mail to the mail server, unless it is sent, or no longer to be sent. Commits before and after.

    ``paa_nytt`` is a person's decision to try once more than three times. Raises Hinder when it did not go, with why.
    """
    begynt = _begynn(mottaker_id, dag, paa_nytt)
    if begynt is None:
        return
    purring = begynt.mottaker.purring
    runde = purring.anmodning.runde
    svarer = svaradresse(runde, purring.utloest_av, plan_for(runde), dag)
    utfall, feil = lever(begynt.mottaker, svar_til=svarer)
    if utfall == Utfall.VET_IKKE:
        raise Hinder([(None, _usikker(feil))])
    Purreforsoek.objects.create(
        mottaker=begynt.mottaker, nr=begynt.nr, utfall=utfall, feil=feil[:300], tidspunkt_at=naa()
    )
    if utfall == Utfall.FEILET:
        raise Hinder([(None, _("E-posten ble ikke sendt: %(feil)s") % {"feil": feil})])


def _usikker(feil: str = "") -> str:
    grunn = _("Det er usikkert om e-posten kom fram. Avgjør på purringens side om den skal sendes på nytt.")
    return f"{grunn} ({feil})" if feil else grunn


@transaction.atomic
def _begynn(mottaker_id: int, dag: date, paa_nytt: bool) -> Purreforsoek | None:
    """Write that an attempt begins, and return it; None when there is nothing to send. Raises Hinder.

    The recipient's row is locked: of two workers, the second sees what the first one began.
    """
    mottaker = _laast(mottaker_id)
    rader = forsoek(mottaker)
    match levering(rader, naa()):
        case Levering.SENDT | Levering.STANSET:
            return None
        case Levering.SENDES:
            raise Hinder([(None, _("E-posten er i ferd med å bli sendt av en annen arbeider."))])
        case Levering.USIKKER:
            raise Hinder([(None, _usikker())])
        case Levering.OPPGITT if not paa_nytt:
            felt = {"antall": MAKS_FORSOEK}
            raise Hinder([(None, _("E-posten er forsøkt sendt %(antall)s ganger uten hell.") % felt)])
    nr = max((rad.nr for rad in rader), default=0) + 1
    felles = {"mottaker": mottaker, "nr": nr, "tidspunkt_at": naa()}
    if grunn := hvorfor_stanse(mottaker, dag):
        Purreforsoek.objects.create(utfall="stanset", feil=grunn[:300], **felles)
        return None
    return Purreforsoek.objects.create(utfall="begynt", **felles)


def _laast(mottaker_id: int) -> Purremottaker:
    return (
        Purremottaker.objects.select_for_update(of=("self",))
        .select_related(
            "purring__anmodning__runde__embete", "purring__anmodning__kommune", "purring__utloest_av"
        )
        .get(pk=mottaker_id)
    )


def hvorfor_stanse(mottaker: Purremottaker, dag: date) -> str:
    """Return why a mail that was to be sent should not go after all, or the empty text: an answer came, an extension
    was granted, or the person no longer represents the municipality."""
    purring = mottaker.purring
    anmodning = purring.anmodning
    # Judged by its own step: the plan may have been changed since, and its words are written already.
    plan = Plan((Trinn(purring.virkedager, "", ""),))
    alt = oversikt(anmodning.runde, dag, plan=plan, valgt=purring.virkedager, bare=[anmodning.kommune_id])
    linje = next(iter((*alt.skal, *alt.unaadde, *alt.ikke)), None)
    if linje is None:
        return _("Kommunen finnes ikke lenger.")
    vurdering = linje.vurdering
    # The reminder itself is already written, so "this step is sent" is how one that still stands is judged.
    if vurdering.skal:
        return _("Fristen er flyttet til %(dato)s.") % {"dato": dato(vurdering.frist)}
    if vurdering.grunn != Grunn.SENDT:
        return grunnsetning(vurdering)
    if vurdering.mangler != purring.mangler:
        return _("Kommunen har svart på en del av anmodningen.")
    if not any((ett.bruker, ett.epost) == (mottaker.bruker_id, mottaker.epost) for ett in linje.mottakere):
        return _("Mottakeren er ikke lenger kontaktperson, eller har fått en annen e-postadresse.")
    return ""


def gjenstaar(jobb: Jobb) -> list[str]:
    """Return the recipients of a job whose mail is neither sent nor stopped."""
    ider = jobb.data["mottakere"]
    ferdige = set(
        Purreforsoek.objects.filter(mottaker__in=ider, utfall__in=["sendt", "stanset"]).values_list(
            "mottaker", flat=True
        )
    )
    return [str(pk) for pk in ider if pk not in ferdige]


def _enhetsnavn(jobb: Jobb, enhet: str) -> str:
    mottaker = Purremottaker.objects.select_related("purring__anmodning__kommune").get(pk=enhet)
    return f"{mottaker.purring.anmodning.kommune.navn}, {mottaker.navn}"


JOBBTYPE = Jobbtype(
    slag=SLAG,
    navn="purring",
    enheter=gjenstaar,
    gjoer=lambda jobb, enhet: send_til(int(enhet), i_dag(), paa_nytt=bool(jobb.data.get("paa_nytt"))),
    enhetsnavn=_enhetsnavn,
    retur_tekst="Se purringene",
    atomisk=False,
)


def avklar(*, by: Bruker, mottaker: Purremottaker, kom_fram: bool, noekkel: UUID) -> Jobb | None:
    """Settle by hand a mail that is not known to have gone: it came through, or it is sent again (returns the job).

    Sent again it carries the same Message-ID, so that a mailbox that has it already can tell. Raises Hinder when it is
    sent, stopped or on its way.
    """
    with transaction.atomic():
        mottaker = _laast(mottaker.pk)
        embete = mottaker.purring.anmodning.runde.embete
        if jobb := Jobb.objects.filter(slag=SLAG, embete=embete, noekkel=noekkel).first():
            return jobb
        rader = forsoek(mottaker)
        stand = levering(rader, naa())
        lovlige = {Levering.USIKKER} if kom_fram else set(Levering) - {
            Levering.SENDT, Levering.STANSET, Levering.SENDES,
        }  # fmt: skip
        if stand not in lovlige:
            raise Hinder(
                [(None, _("E-posten er sendt, stanset eller på vei, så det er ingenting å avgjøre."))]
            )
        if stand == Levering.USIKKER:
            utfall, ord_ = ("sendt", _("Avklart av %(navn)s: kom fram.")) if kom_fram else (
                "feilet", _("Avklart av %(navn)s: sendes på nytt."),
            )  # fmt: skip
            Purreforsoek.objects.create(
                mottaker=mottaker,
                nr=max(rad.nr for rad in rader),
                utfall=utfall,
                feil=ord_ % {"navn": by.navn},
                tidspunkt_at=naa(),
            )
        record(
            by=by,
            handling="avklarte purring: kom fram" if kom_fram else "sendte purring på nytt",
            objekt=mottaker.purring,
            etter={"mottaker": mottaker.epost},
        )
        if kom_fram:
            return None
        return start(
            by=by,
            slag=SLAG,
            tittel=_tittel(mottaker.purring.anmodning.runde, 1),
            embete=embete,
            data={"mottakere": [mottaker.pk], "paa_nytt": True},
            noekkel=noekkel,
            retur=mottaker.purring.get_absolute_url(),
        )


def loepende_runder(dag: date):
    """Return the rounds that can be reminded of on ``dag``: sent, with a deadline, for a year that is not over."""
    return sendte_runder(dag).filter(svarfrist__isnull=False)


def sendte_runder(dag: date):
    """Return the rounds sent by ``dag`` for a year that is not over, also those without a deadline."""
    rader = Anmodningsrunde.objects.filter(embete__isnull=False, sendt_dato__lte=dag, aar__gte=dag.year)
    return rader.select_related("embete").order_by("pk")


def aktive_runder(dag: date) -> list[Anmodningsrunde]:
    """Return those of the ``loepende_runder`` whose plan sends by itself on ``dag``."""
    return list(loepende_runder(dag).filter(purreplan__aktiv_fra__lte=dag))


def purr(dag: date) -> list[Utsending]:
    """Send what is due on ``dag`` in every round with a plan that is on, and try again what failed some time ago.

    Safe to call again, and by several at once: what is written is not written again. A round that cannot be worked out
    keeps no other from being sent; its fault is raised when the rest is done.
    """
    utsendinger, feil = [], []
    for runde in aktive_runder(dag):
        try:
            utsendinger.append(legg_i_koe(by=None, runde=runde, dag=dag))
        except Exception as hva:
            logger.exception("Purring for runde %s feilet", runde.pk)
            feil.append(hva)
    proev_igjen(naa())
    if feil:
        raise feil[0]
    return utsendinger


def proev_igjen(tid: datetime) -> list[Jobb]:
    """Start sending anew the mail that failed and whose pause is over. The same ones asked for twice are one job."""
    feilede: dict[int, list[Purremottaker]] = {}
    for mottaker in (
        Purremottaker.objects.filter(forsoek__utfall="feilet")
        .exclude(forsoek__utfall__in=["sendt", "stanset"])
        .distinct()
        .select_related("purring__anmodning__runde__embete")
        .prefetch_related("forsoek")
        .order_by("pk")
    ):
        if kan_proeves_igjen(forsoek(mottaker), tid):
            feilede.setdefault(mottaker.purring.anmodning.runde_id, []).append(mottaker)
    jobber = []
    for mottakere in feilede.values():
        runde = mottakere[0].purring.anmodning.runde
        siste = max(rad.pk for mottaker in mottakere for rad in mottaker.forsoek.all())
        jobber.append(
            start(
                by=None,
                slag=SLAG,
                tittel=_tittel(runde, len(mottakere)),
                embete=runde.embete,
                data={"mottakere": [mottaker.pk for mottaker in mottakere]},
                noekkel=f"igjen {siste}",
                retur=f"{reverse('vedtak:purring-index')}?runde={runde.pk}",
            )
        )
    return jobber
