"""Documents and drafts with files for tests, bytes in the store included."""

from datetime import UTC, datetime

import factory

from bosetting.felles import lager
from bosetting.felles.dokumentfelt import Opplastet
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from vedtak.models import Dokument, Kladdfil, Svarkladd

LASTET_OPP = datetime(2016, 3, 1, 9, tzinfo=UTC)


def pdf(tekst: str = "Saksprotokoll") -> bytes:
    """Return a small plain PDF; another text is another file."""
    objekter = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Title(" + tekst.encode("latin-1") + b")>>",
    ]
    ut, steder = b"%PDF-1.4\n", []
    for nr, objekt in enumerate(objekter, start=1):
        steder.append(len(ut))
        ut += b"%d 0 obj" % nr + objekt + b"endobj\n"
    tabell = b"".join(b"%010d 00000 n \n" % sted for sted in steder)
    antall = len(objekter) + 1
    hale = b"xref\n0 %d\n0000000000 65535 f \n" % antall + tabell
    hale += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (antall, len(ut))
    return ut + hale


def opplastet(tekst: str = "Saksprotokoll", navn: str = "protokoll.pdf", skanner: str = "") -> Opplastet:
    """Return what the form field gives for a PDF."""
    innhold = pdf(tekst)
    return Opplastet(navn, "application/pdf", innhold, lager.sha256(innhold), skanner)


class _FilFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        innhold = factory.LazyFunction(pdf)

    navn = "protokoll.pdf"
    type = "application/pdf"
    noekkel = factory.LazyAttribute(lambda fil: lager.lagre(fil.innhold))
    stoerrelse = factory.LazyAttribute(lambda fil: len(fil.innhold))
    sha256 = factory.LazyAttribute(lambda fil: lager.sha256(fil.innhold))
    lastet_opp_av = factory.SubFactory(BrukerFactory)
    lastet_opp_at = LASTET_OPP


class DokumentFactory(_FilFactory):
    class Meta:
        model = Dokument

    kommune = factory.SubFactory(KommuneFactory)


class SvarkladdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Svarkladd

    kommune = factory.SubFactory(KommuneFactory)
    aar = 2016
    opprettet_av = factory.SubFactory(BrukerFactory)
    opprettet_at = LASTET_OPP
    endret_av = factory.SelfAttribute("opprettet_av")
    endret_at = LASTET_OPP


class KladdfilFactory(_FilFactory):
    class Meta:
        model = Kladdfil

    kladd = factory.SubFactory(SvarkladdFactory)
