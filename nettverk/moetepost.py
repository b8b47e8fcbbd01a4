"""Mail about meetings: one letter at a time, in the background, with the meeting as a calendar file.

Who sends a letter counts the attempt in its row first; of several workers the database lets one. One that is killed
after that leaves it unsent, and it is sent again: a mail may come twice with the same Message-ID, but none is lost.
"""

from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bosetting.brukere.kalender import Kalenderhendelse, som_ics
from bosetting.brukere.models import Bruker
from bosetting.felles import epost
from bosetting.felles.dag import i_dag, naa
from bosetting.felles.epost import Utfall
from bosetting.felles.hinder import Hinder
from bosetting.felles.norsk import kortnavn, langdato
from bosetting.jobber.actions import start
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype

from . import moetelenke
from .models import Innkalling, Moete, Moetebrev, Referat, Sakspapir

SLAG = "moetepost"
TRUKKET, VARA, VARA_BORT = "trukket", "vara", "vara_bort"
VARASLAG = (VARA, VARA_BORT)
MAKS_FORSOEK = 3
PAUSE = timedelta(minutes=20)

_RADER = (
    "innkalling__moete__prosjekt__embete",
    "innkalling__moete__gruppe",
    "innkalling__person__bruker",
    "innkalling__medlemskap",
)
# What is of no use any more when the meeting is over or cancelled.
_FOER_MOETET = ("innkalling", "endring", "paaminnelse", VARA)
# What says that one need not come: of use until the meeting is over, also when it is cancelled.
_BORT = (TRUKKET, VARA_BORT)
# What a substitute hears of too, once she is told that she is one.
_OGSAA_VARA = ("endring", "avlysning", "referat")


def adressat(innkalling: Innkalling) -> tuple[str, str] | None:
    """Return the name and address that mail to this person goes to; None where there is none. Reads ``person``."""
    person = innkalling.person
    if person is None or person.anonymisert_at:
        return None
    adresse = person.epost or (person.bruker.email if person.bruker and person.bruker.is_active else "")
    return (person.navn, adresse) if adresse else None


def usendte(dag: date) -> QuerySet[Moetebrev]:
    """Return the letters that wait to be sent on ``dag``."""
    foreldet = Q(slag__in=_FOER_MOETET) & (
        ~Q(innkalling__moete__status="planlagt") | Q(innkalling__moete__dato__lt=dag)
    )
    foreldet |= Q(slag__in=_BORT, innkalling__moete__dato__lt=dag)
    # To one whose invitation is taken back, only that it is; and nothing of it when she is invited again.
    gjelder = Q(innkalling__trukket_at=None, opprettet_at__gte=F("innkalling__lagt_til_at")) & ~Q(
        slag=TRUKKET
    )
    gjelder |= Q(innkalling__trukket_at__isnull=False, slag=TRUKKET) | Q(slag=VARA_BORT)
    return Moetebrev.objects.filter(gjelder, sendt_at=None).exclude(foreldet)


def mottaker(brev: Moetebrev) -> tuple[str, str] | None:
    """Return the name and address that a letter goes to as things stand; None when it goes to nobody."""
    rad = brev.innkalling
    vara = (rad.vara_navn, rad.vara_epost) if rad.svar == "vara" and rad.vara_epost else None
    if brev.slag == VARA:
        nyere = Moetebrev.objects.filter(innkalling=rad, slag=VARA, pk__gt=brev.pk)
        return None if nyere.exists() else vara
    if brev.slag == VARA_BORT:
        igjen = vara is not None and vara[1].casefold() == brev.til_epost.casefold()
        return (brev.til_navn, brev.til_epost) if brev.til_epost and not igjen else None
    return adressat(rad)


def som_eposter(brev: Moetebrev, svar_til: Bruker | None = None) -> list[EmailMultiAlternatives]:
    """Return a letter as mail: text, the meeting as a calendar file, and the minutes when it brings them.

    The substitute gets her own, with another link: whoever has that of the one who is invited, answers for her.
    """
    rad = brev.innkalling
    noekkel = f"moete.{brev.pk}.{brev.opprettet_at:%Y%m%d%H%M%S}"
    til_vara = brev.slag in VARASLAG
    meldinger = [_melding(rad, brev.slag, mottaker(brev), svar_til, noekkel, til_vara=til_vara)]
    if rad.svar == "vara" and rad.vara_epost and brev.slag in _OGSAA_VARA:
        vara = (rad.vara_navn, rad.vara_epost)
        meldinger.append(_melding(rad, brev.slag, vara, svar_til, f"{noekkel}.vara", til_vara=True))
    if brev.slag == "referat":
        referat = Referat.objects.get(moete=rad.moete, nummer=brev.moeteversjon)
        for melding in meldinger:
            melding.attach(filnavn(rad.moete, "pdf", "referat"), bytes(referat.pdf), "application/pdf")
    return meldinger


def _melding(
    rad: Innkalling, slag: str, til: tuple[str, str], svar_til, noekkel, *, til_vara: bool = False
) -> EmailMultiAlternatives:
    moete, embete = rad.moete, rad.moete.prosjekt.embete
    navn = embete.navn_paa(moete.dato)
    avsender = navn.navn if navn else str(embete)
    bort = slag in _BORT
    sti = "" if bort else moetelenke.varasti(rad) if til_vara else moetelenke.sti(rad)
    saker = list(moete.saker.filter(status="satt_opp").order_by("nummer", "pk"))
    innhold = {
        "rad": rad, "moete": moete, "slag": slag, "avsender": avsender, "saker": saker, "til_vara": til_vara,
        "lenke": epost.lenke(sti) if sti else "", "bort": bort or slag == "avlysning",
        "papirer": Sakspapir.objects.til_innkalte(moete).exists(),
    }  # fmt: skip
    emne = _EMNER[slag] % {"moete": moete.tittel, "dato": langdato(moete.dato)}
    melding = EmailMultiAlternatives(
        subject=epost.en_linje(str(emne)),
        body=render_to_string("nettverk/innkallinger/e_post.txt", innhold),
        to=[epost.adresse(*til)],
        reply_to=[epost.adresse(svar_til.navn, svar_til.email)] if svar_til else None,
        headers=epost.hodefelt(noekkel),
    )
    if slag != "referat":
        metode = "CANCEL" if bort or moete.status == "avlyst" else "REQUEST"
        ics = som_ics(
            [som_hendelse(moete, sti, bort=bort, sekvens=moete.versjon + (rad.versjon if til_vara else 0))],
            adresse=epost.lenke,
            metode=metode,
            organisator=(avsender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
            deltaker=til,
        )
        # Mail programs show the part as an invitation; the attachment is for those that do not.
        melding.attach_alternative(ics.decode(), f"text/calendar; method={metode}")
        melding.attach(filnavn(moete, "ics", "moete"), ics, "application/ics")
    return melding


_EMNER = {
    "innkalling": gettext_lazy("Innkalling: %(moete)s %(dato)s"),
    "endring": gettext_lazy("Endret: %(moete)s %(dato)s"),
    "avlysning": gettext_lazy("Avlyst: %(moete)s %(dato)s"),
    "paaminnelse": gettext_lazy("Påminnelse: %(moete)s %(dato)s"),
    "referat": gettext_lazy("Referat: %(moete)s %(dato)s"),
    TRUKKET: gettext_lazy("Innkallingen er trukket tilbake: %(moete)s %(dato)s"),
    VARA: gettext_lazy("Du er satt opp som vara: %(moete)s %(dato)s"),
    VARA_BORT: gettext_lazy("Du er ikke lenger vara: %(moete)s %(dato)s"),
}


def som_hendelse(moete: Moete, url_sti: str, *, sekvens: int, bort: bool = False) -> Kalenderhendelse:
    """Return the meeting as the calendar file tells of it: the same identity for ever, and its version.

    A substitute comes and goes while the meeting stands, so her version counts with the answer that names her. With
    ``bort`` it takes the meeting out of one calendar, and tells nothing more of it.
    """
    return Kalenderhendelse(
        uid=f"moete-{moete.pk}",
        tittel=moete.tittel,
        fra=moete.dato,
        start=moete.fra_tid,
        slutt=moete.til_tid,
        sted=moete.sted or moete.videolenke,
        beskrivelse="" if bort else "\n\n".join(filter(None, [moete.beskrivelse, moete.videolenke])),
        url_sti=url_sti,
        endret=moete.endret_at,
        moete=True,
        sekvens=sekvens,
        avlyst=bort or moete.status == "avlyst",
    )


def filnavn(moete: Moete, ending: str, slag: str) -> str:
    """Return «referat-styringsgruppe-2016-03-09.pdf»."""
    return f"{slag}-{kortnavn(moete.tittel)[:60]}-{moete.dato:%Y-%m-%d}.{ending}"


def send_brev(pk: int, dag: date, svar_til: Bruker | None = None) -> None:
    """Send one letter if it is still to be sent. Raises Hinder when it did not go, with why."""
    brev = usendte(dag).select_related(*_RADER).filter(pk=pk).first()
    if brev is None or mottaker(brev) is None:
        return
    tatt = Moetebrev.objects.filter(pk=pk, sendt_at=None, forsoek=brev.forsoek)
    if not tatt.update(forsoek=F("forsoek") + 1, feil=""):
        return
    hennes, *varas = som_eposter(brev, svar_til)
    utfall, feil = epost.lever(hennes)
    if utfall == Utfall.SENDT:
        # A substitute whose address is wrong is told of by the job; the one who is invited has hers once.
        # An address that stood here only to be written to, has done its work.
        Moetebrev.objects.filter(pk=pk).update(sendt_at=naa(), til_navn="", til_epost="")
        for melding in varas:
            utfall, feil = epost.lever(melding)
    if utfall == Utfall.SENDT:
        return
    Moetebrev.objects.filter(pk=pk).update(feil=feil[:300])
    raise Hinder([(None, _("E-posten ble ikke sendt: %(feil)s") % {"feil": feil})])


def _gjenstaar(jobb: Jobb) -> list[str]:
    ider = usendte(i_dag()).filter(pk__in=jobb.data["brev"]).order_by("pk").values_list("pk", flat=True)
    return [str(pk) for pk in ider]


def _gjoer(jobb: Jobb, enhet: str) -> None:
    send_brev(int(enhet), i_dag(), jobb.bestilt_av)


def _enhetsnavn(jobb: Jobb, enhet: str) -> str:
    rader = Moetebrev.objects.select_related(
        "innkalling__medlemskap__organisasjon", "innkalling__person__organisasjon"
    )
    brev = rader.get(pk=enhet)
    if brev.slag in VARASLAG:
        return _("vara")
    return str((brev.innkalling.medlemskap or brev.innkalling.person).organisasjon)


JOBBTYPE = Jobbtype(
    slag=SLAG,
    navn="e-post om møter",
    enheter=_gjenstaar,
    gjoer=_gjoer,
    enhetsnavn=_enhetsnavn,
    retur_tekst="Se møtet",
    atomisk=False,
)


def proev_igjen(tid: datetime) -> list[Jobb]:
    """Order anew what failed some time ago, at most three times in all. The same ones asked for twice are one job."""
    forfalt = Q()
    for forsoek in range(1, MAKS_FORSOEK):
        forfalt |= Q(forsoek=forsoek, opprettet_at__lte=tid - PAUSE * forsoek)
    rader = (
        usendte(i_dag()).filter(forfalt).select_related("innkalling__moete__prosjekt__embete").order_by("pk")
    )
    per_moete: dict[Moete, list[Moetebrev]] = {}
    for brev in rader:
        per_moete.setdefault(brev.innkalling.moete, []).append(brev)
    return [_igjen(moete, brev) for moete, brev in per_moete.items()]


def _igjen(moete: Moete, brev: list[Moetebrev]) -> Jobb:
    tekst = ngettext(
        "E-post om møtet %(dato)s, nytt forsøk: %(antall)s",
        "E-poster om møtet %(dato)s, nytt forsøk: %(antall)s",
        len(brev),
    )
    return start(
        by=None,
        slag=SLAG,
        tittel=tekst % {"dato": langdato(moete.dato), "antall": len(brev)},
        embete=moete.prosjekt.embete,
        data={"brev": [ett.pk for ett in brev]},
        noekkel=f"igjen-{brev[-1].pk}-{sum(ett.forsoek for ett in brev)}",
        retur=moete.get_absolute_url(),
    )


def proev_moetepost(dag: date) -> None:
    """The periodic duty: what failed is tried again."""
    proev_igjen(naa())
