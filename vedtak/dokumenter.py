"""Documents: files with a draft, files with an answer, a year or a municipality, and what replaces what.

The bytes are written before the row. Where the row is refused, its file is removed; where the whole transaction is
undone later, ``rydd_lager`` finds it.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from anmodninger.models import Anmodning
from bosetting.brukere.actions import bilde, record
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Bruker, Embete, Tilgang
from bosetting.felles import lager
from bosetting.felles.dag import naa
from bosetting.felles.dokumentfelt import Opplastet
from bosetting.felles.fillagring import filfelt, skriv_fil
from bosetting.felles.hinder import Hinder
from bosetting.felles.lagretfil import LagretFil
from bosetting.kommuner.models import Kommune

from .models import Dokument, Kladdfil, Svarkladd, Vedtak

logger = logging.getLogger(__name__)

MAKS_KLADDFILER = 20
# More unknown files at once than this and a tenth of all: the folder is not ours, or the database is another day's.
MAKS_RYDDET = 100


@dataclass(frozen=True)
class Dokumentrett:
    """``ansatt``: works with the municipality's answers. ``kontaktperson``: represents the municipality."""

    ansatt: bool = False
    kontaktperson: bool = False

    def __bool__(self):
        return self.ansatt or self.kontaktperson

    def kan_erstatte(self, dokument: Dokument) -> bool:
        """Return whether she may replace it: the municipality does not replace what the embete put there."""
        return self.ansatt or (self.kontaktperson and not dokument.fra_embetet)


INGEN_RETT = Dokumentrett()


def dokumentrett(bruker: Bruker, kommune: Kommune) -> Dokumentrett:
    """Return what ``bruker`` may do with the municipality's documents. At most one query."""
    omfang = bruker.omfang
    embeter = omfang.embeter_med(Rett.BEKREFTE_SVAR)
    return Dokumentrett(
        ansatt=bool(embeter) and Embete.objects.filter(pk__in=embeter, fylker=kommune.fylke_id).exists(),
        kontaktperson=kommune.pk in omfang.kommune_ids,
    )


# ---------------------------------------------------------------- reading


@dataclass
class Dokumentrekke:
    """A document as it is now, those it replaced, the latest first, and whether the reader may replace it."""

    dokument: Dokument
    kan_erstattes: bool = False
    erstattede: list[Dokument] = field(default_factory=list)


def som_vist(dokumenter: QuerySet[Dokument]) -> QuerySet[Dokument]:
    """Return the documents with what a list shows: who uploaded, and whether she did it for the embete."""
    hos_embetet = Tilgang.objects.filter(
        bruker=OuterRef("lastet_opp_av"), embete__fylker=OuterRef("kommune__fylke")
    )
    return dokumenter.select_related("lastet_opp_av", "vedtak", "kommune").annotate(
        fra_embetet=Exists(hos_embetet)
    )


def dokumenter_for(
    bruker: Bruker, kommune: Kommune, *, rett: Dokumentrett = INGEN_RETT
) -> list[Dokumentrekke]:
    """Return every document of a municipality that ``bruker`` may see, the latest first."""
    return _i_rekker(som_vist(Dokument.objects.for_bruker(bruker)).filter(kommune=kommune), rett)


def dokumenter_til(
    vedtak_ids: Collection[int], *, bruker: Bruker, rett: Dokumentrett = INGEN_RETT
) -> list[Dokumentrekke]:
    """Return the documents with these answers that ``bruker`` may see, the latest first."""
    return _i_rekker(som_vist(Dokument.objects.for_bruker(bruker)).filter(vedtak__in=vedtak_ids), rett)


def kladdfiler_for(bruker: Bruker) -> QuerySet[Kladdfil]:
    """Return the files of the drafts that ``bruker`` may see."""
    return Kladdfil.objects.filter(kladd__in=Svarkladd.objects.for_bruker(bruker)).select_related("kladd")


def _i_rekker(dokumenter: Iterable[Dokument], rett: Dokumentrett) -> list[Dokumentrekke]:
    alle = {dokument.pk: dokument for dokument in dokumenter}
    erstattet = {dokument.erstatter_id for dokument in alle.values()}
    rekker = []
    for dokument in alle.values():
        if dokument.pk in erstattet:
            continue
        rekke, forrige = Dokumentrekke(dokument, rett.kan_erstatte(dokument)), dokument.erstatter_id
        while forrige in alle:
            rekke.erstattede.append(alle[forrige])
            forrige = alle[forrige].erstatter_id
        rekker.append(rekke)
    return rekker


def svar_aa_legge_ved(svar: QuerySet[Vedtak], kommune: Kommune) -> QuerySet[Vedtak]:
    """Return the answers of a municipality that nobody has corrected, the latest first."""
    return svar.filter(kommune=kommune, rettet_av=None).order_by("-aar", "-mottatt", "-pk")


def aarene(kommune: Kommune, svar: Iterable[Vedtak]) -> list[int]:
    """Return the settlement years a document may be about: those with a request or an answer, the latest first."""
    bedt_om = Anmodning.objects.filter(kommune=kommune).values_list("runde__aar", flat=True)
    return sorted({*bedt_om, *(vedtak.aar for vedtak in svar)}, reverse=True)


# ---------------------------------------------------------------- with a draft


def legg_til_kladd(*, by: Bruker, kladd: Svarkladd, opplastet: Opplastet) -> Kladdfil:
    """Put a file with a draft. The same file once more, as by a double click, returns the row that is there."""
    noekkel = skriv_fil(opplastet)
    try:
        with transaction.atomic():
            if not _laast(kladd):
                raise Hinder([("fil", _("Utkastet er sendt inn eller slettet. Filen er ikke lagret."))])
            if foer := kladd.filer.filter(sha256=opplastet.sha256, navn=opplastet.navn).first():
                lager.fjern(noekkel)
                return foer
            if kladd.filer.count() >= MAKS_KLADDFILER:
                grunn = _("Svaret har alt %(antall)s filer. Fjern en, eller slå sammen noen til én PDF.")
                raise Hinder([("fil", grunn % {"antall": MAKS_KLADDFILER})])
            # No Hendelse before it is sent in: what lies with a draft is the municipality's own business.
            return Kladdfil.objects.create(
                kladd=kladd, lastet_opp_av=by, lastet_opp_at=naa(), **filfelt(opplastet, noekkel)
            )
    except Hinder:
        lager.fjern(noekkel)
        raise


def _laast(kladd: Svarkladd) -> bool:
    """Let nobody else change the files of the draft before we are done; return whether it is still there."""
    return Svarkladd.objects.select_for_update().order_by("pk").filter(pk=kladd.pk).first() is not None


@transaction.atomic
def fjern_fra_kladd(*, by: Bruker, fil: Kladdfil) -> None:
    """Take a file away from its draft; its bytes go when the store is tidied. One that is gone is no failure."""
    fil = Kladdfil.objects.select_for_update().order_by("pk").filter(pk=fil.pk).first()
    if fil is not None:
        fil.delete()


@transaction.atomic
def fra_kladd(*, by: Bruker, kladd: Svarkladd, vedtak: Vedtak) -> list[Dokument]:
    """Make the files of a draft documents of the answer it became: the same bytes, under the same name in the store."""
    _laast(kladd)
    return [
        _opprett(
            by=by,
            skjemanoekkel=fil.noekkel,
            kommune=vedtak.kommune,
            aar=vedtak.aar,
            vedtak=vedtak,
            slag="sak",
            **{felt: getattr(fil, felt) for felt in _FILFELT},
        )
        for fil in kladd.filer.order_by("pk")
    ]


# ---------------------------------------------------------------- documents

_FILFELT = ("noekkel", "navn", "type", "stoerrelse", "sha256", "skanner")


def legg_til(
    *,
    by: Bruker,
    kommune: Kommune,
    opplastet: Opplastet,
    slag: str,
    beskrivelse: str = "",
    vedtak: Vedtak | None = None,
    aar: int | None = None,
    skjemanoekkel: UUID,
) -> Dokument:
    """Store a document with an answer, a year or the municipality itself. The same form sent twice makes one row."""
    if vedtak is not None:
        kommune, aar = vedtak.kommune, vedtak.aar
    return _lagre(
        by=by,
        opplastet=opplastet,
        skjemanoekkel=skjemanoekkel,
        kommune=kommune,
        aar=aar,
        vedtak=vedtak,
        slag=slag,
        beskrivelse=beskrivelse.strip(),
    )


def erstatt(
    *, by: Bruker, dokument: Dokument, opplastet: Opplastet, beskrivelse: str = "", skjemanoekkel: UUID
) -> Dokument:
    """Store what replaces ``dokument``, which stays. The loser of a race gets a Hinder that names the winner."""
    try:
        return _lagre(
            by=by,
            opplastet=opplastet,
            skjemanoekkel=skjemanoekkel,
            kommune=dokument.kommune,
            aar=dokument.aar,
            vedtak=dokument.vedtak,
            slag=dokument.slag,
            beskrivelse=beskrivelse.strip(),
            erstatter=dokument,
        )
    except IntegrityError:
        if nyere := nyere_enn(dokument):
            raise Hinder([(None, alt_erstattet(nyere))]) from None
        raise


def nyere_enn(dokument: Dokument) -> Dokument | None:
    """Return what replaced the document, with who did it."""
    return Dokument.objects.select_related("lastet_opp_av").filter(erstatter=dokument).first()


def alt_erstattet(nyere: Dokument) -> str:
    """Return the sentence that tells a late replacer who came first, and what to do."""
    return _(
        "%(navn)s erstattet dette dokumentet med «%(fil)s» %(naar)s. Se det før du erstatter på nytt."
    ) % {
        "navn": nyere.lastet_opp_av.navn,
        "fil": nyere.navn,
        "naar": date_format(template_localtime(nyere.lastet_opp_at), "j. F Y \\k\\l. H.i"),
    }


def _lagre(
    *, by, opplastet: Opplastet, skjemanoekkel: UUID, erstatter: Dokument | None = None, **felt
) -> Dokument:
    """Write the file and its row, or return the row that the same form made before."""
    if foer := _skrevet_foer(skjemanoekkel, opplastet, erstatter, felt["kommune"]):
        return foer
    noekkel = skriv_fil(opplastet)
    try:
        with transaction.atomic():
            return _opprett(
                by=by,
                skjemanoekkel=skjemanoekkel,
                erstatter=erstatter,
                **felt,
                **filfelt(opplastet, noekkel),
            )
    except IntegrityError:
        # Somebody else was quicker: the same form sent twice, or another replacement of the same document.
        lager.fjern(noekkel)
        if foer := _skrevet_foer(skjemanoekkel, opplastet, erstatter, felt["kommune"]):
            return foer
        raise


def _skrevet_foer(
    skjemanoekkel: UUID, opplastet: Opplastet, erstatter: Dokument | None, kommune: Kommune
) -> Dokument | None:
    """Return the row that this form made; raise Hinder where the form made another, so that no file is lost unseen."""
    foer = Dokument.objects.filter(skjemanoekkel=skjemanoekkel).first()
    if foer is None:
        return None
    likt = (foer.kommune_id, foer.erstatter_id, foer.sha256) == (
        kommune.pk,
        erstatter and erstatter.pk,
        opplastet.sha256,
    )
    if not likt:
        raise Hinder(
            [(None, _("Skjemaet er alt brukt til et annet dokument. Åpne siden på nytt, og last opp der."))]
        )
    return foer


def _opprett(*, by, erstatter: Dokument | None = None, **felt) -> Dokument:
    dokument = Dokument.objects.create(erstatter=erstatter, lastet_opp_av=by, lastet_opp_at=naa(), **felt)
    record(
        by=by,
        handling="erstattet dokument" if erstatter else "la til dokument",
        objekt=dokument,
        foer=bilde(erstatter) if erstatter else None,
        etter=bilde(dokument),
    )
    return dokument


# ---------------------------------------------------------------- tidying


def rydd_lager(dag: date) -> int:
    """Remove files that no row points to and that are older than a day. Return how many. Again changes nothing."""
    gamle = list(lager.gamle(naa()))
    ukjente = set(gamle)
    # In the order a file moves: one sent in between the two look-ups is found by the second.
    andre = {modell for modell in apps.get_models() if issubclass(modell, LagretFil)} - {Kladdfil, Dokument}
    filmodeller = (Kladdfil, Dokument, *andre)
    for start in range(0, len(gamle), 500):
        bunke = gamle[start : start + 500]
        for modell in filmodeller:
            ukjente -= set(modell.objects.filter(noekkel__in=bunke).values_list("noekkel", flat=True))
    if len(ukjente) > MAKS_RYDDET and len(ukjente) > len(gamle) / 10:
        logger.error(
            "filageret har %s filer uten rad, av %s. Ingen er fjernet: er dette rett mappe og database?",
            len(ukjente),
            len(gamle),
        )
        return 0
    for noekkel in ukjente:
        lager.fjern(noekkel)
    return len(ukjente)
