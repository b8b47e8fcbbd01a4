"""Files of a report made in the background: the PDF with its sources, the package for the archive.

Each kind is cut in parts, so that the page can tell how far it has come. What one part leaves for the next lies in the
row of the file; ``laget_at`` says that it is whole. Nothing here writes in the report: a file that cannot be made
loses no text.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bosetting.felles.dag import naa
from bosetting.felles.dokument.typst import Tegnefeil, som_pdf
from bosetting.felles.hinder import Hinder
from bosetting.jobber import actions as jobber
from bosetting.jobber.models import Jobb
from bosetting.jobber.register import Jobbtype

from . import pakke, queries, queries_utgaver
from .definisjoner import Definisjonsfeil
from .dokument import filnavn
from .frysing import Frysefeil, dokument_fra_json, dokument_som_json, gjeldende_dokument
from .kilder import med_kilder
from .models import Rapport, Rapportfil

JOBBSLAG = "rapportfil"
PDF_KILDER, PAKKE = "pdf-kilder", "pakke"
BEHOLDES = timedelta(days=14)


@dataclass(frozen=True)
class Filslag:
    """A kind of file. ``deler`` are its parts in order: what the reader calls each, and what does it."""

    navn: str | Promise
    hva: str | Promise
    mime: str
    deler: dict[str, tuple[str | Promise, Callable[[Rapportfil], None]]]


def bestill(*, by, rapport: Rapport, slag: str, noekkel: UUID | None = None) -> Rapportfil:
    """Ask for a file, and return it. The same key again is the same file; so is one that is under way.

    Raises KeyError for a kind there is not.
    """
    valgt = SLAG[slag]
    venter = (Jobb.VENTER, Jobb.KJOERER)
    if i_gang := rapport.filer.filter(slag=slag, jobb__tilstand__in=venter).first():
        return i_gang
    with transaction.atomic():
        jobb = jobber.start(
            by=by,
            slag=JOBBSLAG,
            tittel=f"{valgt.navn}: {queries.rapportnavn(rapport)}"[:200],
            embete=rapport.prosjekt.embete,
            data={"rapport": rapport.pk, "slag": slag},
            noekkel=noekkel or uuid4(),
            retur=reverse("rapporter:fil-index", args=[rapport.pk]),
        )
        return _fil(jobb)


def filer(rapport: Rapport):
    """Return the files of a report, newest first, without their contents. Two queries with what went wrong."""
    rader = rapport.filer.select_related("jobb__bestilt_av").prefetch_related("jobb__feil").defer("innhold")
    return rader.order_by("-pk")


def _fil(jobb: Jobb) -> Rapportfil:
    """Return the file of a job. A worker that is quick makes it before the one who asked."""
    fil, _ny = Rapportfil.objects.get_or_create(
        jobb=jobb, defaults={"rapport_id": jobb.data["rapport"], "slag": jobb.data["slag"]}
    )
    return fil


def _gjenstaar(jobb: Jobb) -> list[str]:
    fil = _fil(jobb)
    if fil.laget_at:
        return []
    deler = list(SLAG[fil.slag].deler)
    return deler[1:] if fil.innhold else deler


def _gjoer(jobb: Jobb, del_: str) -> None:
    fil = Rapportfil.objects.select_related("rapport__prosjekt__embete").get(pk=_fil(jobb).pk)
    try:
        SLAG[fil.slag].deler[del_][1](fil)
    except (Tegnefeil, Frysefeil, Definisjonsfeil) as feil:
        raise Hinder([(None, str(feil))]) from feil


def _rydd(jobb: Jobb) -> None:
    """The newest file of a kind takes the place of the earlier ones."""
    fil = _fil(jobb)
    fil.rapport.filer.filter(slag=fil.slag, pk__lt=fil.pk, laget_at__isnull=False).delete()


def rydd_filer(dag: date) -> None:
    """Delete files that nobody needs any more: they hold the report's text, and can be made again."""
    Rapportfil.objects.filter(jobb__bestilt_at__date__lt=dag - BEHOLDES).delete()


def lagre(fil: Rapportfil, navn: str, innhold: bytes) -> None:
    """Store what was made; from now on it can be downloaded."""
    fil.filnavn, fil.innhold = navn, innhold
    fil.sha256, fil.laget_at = hashlib.sha256(innhold).hexdigest(), naa()
    fil.save(update_fields=["filnavn", "innhold", "sha256", "laget_at"])


def _hent_kilder(fil: Rapportfil) -> None:
    """Gather the facts and put the document together, in one glance at the database."""
    rapport = fil.rapport
    g = queries.grunnlag(rapport)
    utgave = queries_utgaver.gjeldende_utgave(rapport)
    dokument = med_kilder(gjeldende_dokument(rapport), rapport, g, utgave)
    fil.filnavn = f"{utgave.adresse if utgave else filnavn(g).removesuffix('.pdf')}-med-kilder.pdf"
    fil.innhold = json.dumps(dokument_som_json(dokument)).encode()
    fil.save(update_fields=["filnavn", "innhold"])


def _tegn(fil: Rapportfil) -> None:
    if not fil.innhold:
        raise Hinder([(None, gettext("Tallene ble ikke hentet, så det er ingenting å tegne."))])
    lagre(fil, fil.filnavn, som_pdf(dokument_fra_json(json.loads(bytes(fil.innhold)))))


def _pakk(fil: Rapportfil) -> None:
    rapporten = pakke.innhold(fil.rapport)
    lagre(fil, f"{rapporten.stamme}.zip", rapporten.som_pakke())


SLAG: dict[str, Filslag] = {
    PDF_KILDER: Filslag(
        navn=_("PDF med kilder"),
        hva=_("Rapporten med et vedlegg som viser hvert tall og radene det er regnet av."),
        mime="application/pdf",
        deler={
            "kilder": (_("Hente tallene og radene bak dem"), _hent_kilder),
            "pdf": (_("Tegne PDF-en"), _tegn),
        },
    ),
    PAKKE: Filslag(
        navn=_("Pakke for arkivet"),
        hva=_(
            "Rapporten som PDF og nettside, med vedlegg, tall, tabeller, kilder og kontrollsummer i én zip-fil."
        ),
        mime="application/zip",
        deler={"pakke": (_("Samle rapporten, tallene og kildene"), _pakk)},
    ),
}

JOBBTYPE = Jobbtype(
    JOBBSLAG,
    _("Lage fil av en rapport"),
    enheter=_gjenstaar,
    gjoer=_gjoer,
    ferdig=_rydd,
    enhetsnavn=lambda jobb, del_: str(SLAG[jobb.data["slag"]].deler[del_][0]),
    retur_tekst=_("Se filene"),
)
