"""Writes of letters: the template, the letters of a round in the moment it is sent, and their files afterwards."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Embete
from bosetting.felles.dag import naa
from bosetting.felles.dokument.markdown import MarkdownFeil, les_markdown
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder
from bosetting.jobber.actions import start
from bosetting.jobber.models import Jobb

from . import brev, brevgrunnlag
from .models import Anmodning, Anmodningsrunde, Brev, Brevfil, Brevmal, Rundeutkast

JOBBSLAG = "brev"


class MalSamtidig(Hinder):
    """Somebody saved the template after the page was opened. ``rad`` is how it stands now: None is the program's."""

    def __init__(self, rad: Brevmal | None):
        super().__init__([(None, gettext("Malen er lagret av noen andre etter at du åpnet siden."))])
        self.rad = rad


class MalEndret(Hinder):
    """The template is another than the one whose letters the sender looked at."""

    def __init__(self):
        grunn = gettext(
            "Brevmalen er endret etter at du åpnet siden. Se brevene på nytt, og send når de stemmer."
        )
        super().__init__([(None, grunn)])


def malmerke(mal: brev.Mal) -> str:
    """Return what tells a template from any other, however it was changed and changed back."""
    return hashlib.sha256(f"{mal.overskrift}\n{mal.tekst}".encode()).hexdigest()[:16]


@transaction.atomic
def lagre_mal(*, by, embete: Embete, overskrift: str, tekst: str, versjon: int) -> Brevmal | None:
    """Save an embete's template; one that is word for word the program's own is no row. Raises MalSamtidig, Hinder.

    ``versjon`` is the one the writer saw, 0 when it was the program's own.
    """
    # The embete is the lock: the first template of two writers has no row to lock.
    Embete.objects.select_for_update().get(pk=embete.pk)
    rad = brevgrunnlag.lagret_mal(embete.pk)
    if (rad.versjon if rad else 0) != versjon:
        raise MalSamtidig(rad)
    mal = brev.Mal(overskrift.strip(), tekst.replace("\r\n", "\n").strip() + "\n")
    grunner = malgrunner(mal)
    if grunner:
        raise Hinder(grunner)
    foer = rad and bilde(rad)
    if mal == brev.STANDARDMAL:
        if rad:
            record(by=by, handling="tok tilbake standardmalen for brev", objekt=rad, foer=foer)
            rad.delete()
        return None
    if rad and (rad.overskrift, rad.tekst) == (mal.overskrift, mal.tekst):
        return rad
    rad = rad or Brevmal(embete=embete, slag=brevgrunnlag.SLAG, versjon=0)
    rad.overskrift, rad.tekst = mal.overskrift, mal.tekst
    rad.versjon, rad.endret_av, rad.endret_at = rad.versjon + 1, by, naa()
    rad.save()
    record(by=by, handling="lagret brevmal", objekt=rad, foer=foer, etter=bilde(rad))
    return rad


def malgrunner(mal: brev.Mal) -> list[brev.Grunn]:
    """Judge a template: every unknown field with its line, and what the Markdown reader refuses."""
    grunner = brev.malgrunner(mal)
    try:
        les_markdown(mal.tekst, 1)
    except MarkdownFeil as feil:
        grunner.append(("tekst", str(feil)))
    return grunner


def sendegrunner(utkast: Rundeutkast, dato: date) -> list[brev.Grunn]:
    """Return why the letters of a draft cannot be sent on ``dato``."""
    saker = [sak for _kommune, sak in brevgrunnlag.utkastsaker(utkast, dato)]
    return brev.brevgrunner(brevgrunnlag.mal_for(utkast.embete_id), saker)


def lag_brev(*, by, runde: Anmodningsrunde, merke: str | None = None) -> Jobb | None:
    """Write the letters of a round that is being sent, and ask for their files. Call it last in that transaction.

    ``merke`` is of the template as the sender saw it. A fixed number of queries. Raises Hinder, MalEndret. None when
    the round names no municipality.
    """
    anmodninger = list(
        Anmodning.objects.filter(runde=runde).select_related("kommune").order_by("kommune__nr")
    )
    if not anmodninger:
        return None
    mal = brevgrunnlag.mal_for(runde.embete_id)
    if merke not in (None, malmerke(mal)):
        raise MalEndret
    saker = brevgrunnlag.rundesaker(runde, anmodninger)
    if grunner := brev.brevgrunner(mal, saker):
        raise Hinder(grunner)
    Brev.objects.bulk_create(_brev(mal, anmodninger, saker), batch_size=200)
    return bestill_filer(by=by, runde=runde)


def _brev(mal: brev.Mal, anmodninger: list[Anmodning], saker: list[brev.Brevsak]) -> Iterator[Brev]:
    for anmodning, sak in zip(anmodninger, saker, strict=True):
        ferdig = brev.flettet(mal, sak)
        yield Brev(
            anmodning=anmodning,
            dato=sak.dato,
            mottaker=sak.mottaker,
            avsender=sak.embete,
            avsender_tittel=sak.tittel,
            overskrift=ferdig.overskrift,
            tekst=ferdig.tekst,
            registrert_at=naa(),
        )


def bestill_filer(*, by, runde: Anmodningsrunde) -> Jobb:
    """Ask for the files of a round's letters to be made in the background. The same round gives the same job."""
    return start(
        by=by,
        slag=JOBBSLAG,
        tittel=gettext("Anmodningsbrev for %(aar)s") % {"aar": runde.aar},
        embete=runde.embete,
        data={"runde": runde.pk},
        noekkel=runde.noekkel,
        retur=reverse("anmodninger:runde-brev", args=[runde.pk]),
    )


def jobb_for(runde: Anmodningsrunde) -> Jobb | None:
    """Return the work that makes the files of a round's letters."""
    return Jobb.objects.filter(slag=JOBBSLAG, embete=runde.embete_id, noekkel=str(runde.noekkel)).first()


def uten_fil(runde_pk: int) -> Iterable[int]:
    """Return the letters of a round that have no file yet, by municipality number."""
    return (
        Brev.objects.filter(anmodning__runde=runde_pk, fil=None)
        .order_by("anmodning__kommune__nr")
        .values_list("pk", flat=True)
    )


@transaction.atomic
def lag_fil(pk: int) -> Brevfil:
    """Make the file of a letter and keep it; one that is made already stands, also if another worker was faster."""
    rad = Brev.objects.select_related("anmodning__runde", "anmodning__kommune").get(pk=pk)
    if (finnes := Brevfil.objects.filter(brev=rad).first()) is not None:
        return finnes
    pdf = som_pdf(brevgrunnlag.som_dokument(rad))
    fil, _ny = Brevfil.objects.get_or_create(
        brev=rad,
        defaults={
            "innhold": pdf,
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "typst": version("typst"),
            "opprettet_at": naa(),
        },
    )
    return fil
