"""What letters are made of: the embete's template, name and title, and the figures of a draft or a round."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Collate
from django.utils.translation import gettext

from bosetting.brukere.models import Embete, EmbeteNavn
from bosetting.felles.dokument.blokker import Dokument
from bosetting.felles.dokument.tegn import er_synlig
from bosetting.felles.norsk import kortnavn, langdato
from bosetting.felles.sqlite import NORSK

from . import brev
from .frister import Frister
from .models import Anmodning, Anmodningsrunde, Brev, Brevmal, Rundeutkast

SLAG = "anmodning"


def lagret_mal(embete_id: int, slag: str = SLAG) -> Brevmal | None:
    """Return the embete's own template, or None where it uses the one that comes with the program."""
    return Brevmal.objects.select_related("endret_av").filter(embete=embete_id, slag=slag).first()


def mal_for(embete_id: int) -> brev.Mal:
    """Return the template of an embete's request letters: its own, else the one that comes with the program."""
    rad = lagret_mal(embete_id)
    return brev.Mal(rad.overskrift, rad.tekst) if rad else brev.STANDARDMAL


def avsender(embete_id: int, dag: date) -> tuple[str, str]:
    """Return the embete's name and its leader's title on ``dag``; empty texts when it has none that day."""
    navn = EmbeteNavn.objects.on_date(dag).filter(embete=embete_id).first()
    return (navn.navn, navn.tittel) if navn else ("", "")


def saker(
    felles: Rundeutkast | Anmodningsrunde, linjer: Iterable, dato: date, *, runde_pk: int | None = None
) -> list[brev.Brevsak]:
    """Return what the letters of a draft or a round stand on, in the order of ``linjer`` (kommune, totalt, em).

    Three queries at every size. ``runde_pk`` is the round itself, which is not its own predecessor.
    """
    linjer = list(linjer)
    navn, tittel = avsender(felles.embete_id, dato)
    omraade = Embete.objects.values_list("omraade", flat=True).get(pk=felles.embete_id)
    foer = _forrige(felles, dato, runde_pk)
    return [
        brev.Brevsak(
            kommune=kommune.navn,
            kommune_nr=kommune.nr,
            omraade=omraade,
            aar=felles.aar,
            anmoder=felles.avsender,
            dato=dato,
            totalt=totalt,
            em=em,
            frister=Frister(felles.svarfrist, felles.siste_svar_dato, felles.siste_endring_dato),
            embete=navn,
            tittel=tittel,
            nasjonalt=(felles.nasjonalt_totalt, felles.nasjonalt_em),
            fylket=(felles.fylkestall_totalt, felles.fylkestall_em),
            forrige=foer.get(kommune.pk),
        )
        for kommune, totalt, em in linjer
    ]


def _forrige(felles, dato: date, runde_pk: int | None) -> dict[int, brev.Forrige]:
    """Return what each municipality was asked for last: earlier the same year, else the year before.

    A national round (IMDi's file) counts only for the year before: it has no day of sending to point to.
    """
    rader = (
        Anmodning.objects.filter(
            kommune__fylke__embeter=felles.embete_id,
            runde__aar__in=[felles.aar - 1, felles.aar],
            runde__sendt_dato__lte=dato,
        )
        .exclude(runde=runde_pk)
        .exclude(runde__aar=felles.aar, runde__embete=None)
        .order_by("runde__aar", F("runde__embete").asc(nulls_first=True), "runde__sendt_dato", "runde")
    )
    if runde_pk is not None:
        rader = rader.exclude(runde__sendt_dato=dato, runde__gt=runde_pk)
    return {
        kommune: brev.Forrige(aar, sendt, totalt)
        for kommune, aar, sendt, totalt in rader.values_list(
            "kommune", "runde__aar", "runde__sendt_dato", "totalt"
        )
    }


def _norsk(rader) -> QuerySet:
    """Return rows of a draft or a round by the names of the municipalities, as the other pages list them."""
    return rader.select_related("kommune").order_by(Collate("kommune__navn", NORSK), "kommune__nr")


def utkastsaker(utkast: Rundeutkast, dato: date | None = None) -> list[tuple[int, brev.Brevsak]]:
    """Return (kommune, sak) of a draft's letters as they would be on ``dato``, else the planned day."""
    linjer = list(_norsk(utkast.linjer))
    rader = saker(
        utkast,
        [(linje.kommune, linje.totalt, linje.em) for linje in linjer],
        dato or utkast.planlagt_sendt_dato,
    )
    return [(linje.kommune_id, sak) for linje, sak in zip(linjer, rader, strict=True)]


def rundesaker(runde: Anmodningsrunde, anmodninger: Iterable[Anmodning]) -> list[brev.Brevsak]:
    """Return what letters to these municipalities of a sent round stand on, as it was on the day of sending."""
    linjer = [(rad.kommune, rad.totalt, rad.em) for rad in anmodninger]
    return saker(runde, linjer, runde.sendt_dato, runde_pk=runde.pk)


def eksempler(embete_id: int) -> tuple[Rundeutkast | Anmodningsrunde | None, list[tuple[int, brev.Brevsak]]]:
    """Return what a template can be tried on: the embete's last draft with figures, else its last round with some."""
    utkast = Rundeutkast.objects.filter(embete=embete_id, linjer__isnull=False).order_by("-endret_at").first()
    if utkast is not None:
        return utkast, utkastsaker(utkast)
    runde = Anmodningsrunde.objects.filter(embete=embete_id, anmodninger__isnull=False).first()
    if runde is None:
        return None, []
    rader = list(_norsk(runde.anmodninger))
    return runde, [(rad.kommune_id, sak) for rad, sak in zip(rader, rundesaker(runde, rader), strict=True)]


def tenkt_eksempel(embete: Embete, dag: date) -> brev.Brevsak:
    """Return a made-up letter for an embete that has neither draft nor round: every field has a value."""
    navn, tittel = avsender(embete.pk, dag)
    om_to_maaneder, om_tre = dag + timedelta(days=60), dag + timedelta(days=90)
    return brev.Brevsak(
        kommune="Eksempel",
        kommune_nr="0000",
        omraade=embete.omraade,
        aar=dag.year + 1,
        anmoder=navn,
        dato=dag,
        totalt=40,
        em=10,
        frister=Frister(om_to_maaneder, om_tre, om_tre),
        embete=navn,
        tittel=tittel,
        nasjonalt=(10_000, 2_000),
        fylket=(400, 80),
        forrige=brev.Forrige(dag.year, dag - timedelta(days=365), 35),
    )


def referanse(runde: Anmodningsrunde, kommune_nr: str) -> str:
    """Return how a letter is referred to: settlement year, round and municipality, as «2016-3/0101»."""
    return f"{runde.aar}-{runde.pk}/{kommune_nr}"


def som_dokument(rad: Brev) -> Dokument:
    """Return a stored letter as a document: its own frozen words, the round's deadline. Reads no clock."""
    runde = rad.anmodning.runde
    return brev.brevdokument(
        dato=rad.dato,
        mottaker=rad.mottaker,
        avsender=rad.avsender,
        avsender_tittel=rad.avsender_tittel,
        overskrift=rad.overskrift,
        tekst=rad.tekst,
        detaljer=brev.rundedetaljer(referanse(runde, rad.anmodning.kommune.nr), runde.svarfrist),
    )


def forhaandsvisning(sak: brev.Brevsak, mal: brev.Mal, *, ref: str = "", merknad: str = "") -> Dokument:
    """Return a letter that is not sent, with its gaps in plain sight. Raises UkjentFelt, MarkdownFeil."""
    ferdig = brev.flettet(mal, sak, ukjent=gettext("[mangler]"))
    return brev.brevdokument(
        dato=sak.dato,
        mottaker=sak.mottaker,
        avsender=sak.embete or gettext("[avsender mangler]"),
        avsender_tittel=sak.tittel,
        overskrift=ferdig.overskrift if er_synlig(ferdig.overskrift) else gettext("[overskrift mangler]"),
        tekst=ferdig.tekst if er_synlig(ferdig.tekst) else gettext("[tekst mangler]"),
        detaljer=brev.rundedetaljer(ref or gettext("gis ved sending"), sak.frister.svarfrist),
        merknad=merknad,
    )


def kopi(anmodning: Anmodning, dag: date) -> Dokument:
    """Return a letter of a round whose letters are not stored, by today's template, and saying so."""
    runde = anmodning.runde
    (sak,) = rundesaker(runde, [anmodning])
    return kopidokument(sak, mal_for(runde.embete_id), referanse(runde, anmodning.kommune.nr), dag)


def kopidokument(sak: brev.Brevsak, mal: brev.Mal, ref: str, dag: date) -> Dokument:
    merknad = gettext(
        "Dette er en kopi, laget %(dag)s etter embetets brevmal. Brevet slik det ble sendt, er ikke lagret her."
    ) % {"dag": langdato(dag)}
    return forhaandsvisning(sak, mal, ref=ref, merknad=merknad)


def filnavn(runde: Anmodningsrunde, kommune_nr: str, kommune: str, *, kopi: bool = False) -> str:
    """Return the name of a letter's file; names sort by municipality: «0101-halden-anmodning-2016-2015-11-17.pdf»."""
    slutt = "-kopi" if kopi else ""
    return f"{kommune_nr}-{kortnavn(kommune)}-anmodning-{runde.aar}-{runde.sendt_dato:%Y-%m-%d}{slutt}.pdf"


def samlet_filnavn(runde: Anmodningsrunde, endelse: str, *, kopi: bool = False) -> str:
    """Return the name of a file with all letters of a round: «anmodningsbrev-2016-2015-11-17.zip»."""
    return f"anmodningsbrev-{runde.aar}-{runde.sendt_dato:%Y-%m-%d}{'-kopi' if kopi else ''}.{endelse}"


def brev_i(runde: Anmodningsrunde) -> QuerySet[Brev]:
    """Return the stored letters of a round, by municipality number."""
    return Brev.objects.filter(anmodning__runde=runde).order_by("anmodning__kommune__nr")
