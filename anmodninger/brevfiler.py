"""The letters of a round as files: each one a PDF, all in a zip, or all as one PDF.

However many letters a round has, one bunch of them is in memory at a time.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO

from bosetting.felles.dokument.blokker import Dokument
from bosetting.felles.dokument.samling import samle_trinnvis
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.norsk import langdato

from . import brevgrunnlag
from .models import Anmodning, Anmodningsrunde, Brev, Brevfil

BUNKE = 20


@dataclass(frozen=True)
class Fil:
    """A letter as a file: its name, to whom it is, and the bytes."""

    navn: str
    mottaker: str
    innhold: bytes


class Fildefekt(Exception):
    """The stored bytes are not those that were stored: their SHA-256 is another."""


def er_lagret(runde: Anmodningsrunde) -> bool:
    """Return whether the letters of a round were kept when it was sent."""
    return Brev.objects.filter(anmodning__runde=runde).exists()


def lagret_pdf(rad: Brev) -> bytes:
    """Return the file of a stored letter, checked; while it waits to be made, the same from its frozen words."""
    fil = Brevfil.objects.filter(brev=rad).first()
    if fil is None:
        return som_pdf(brevgrunnlag.som_dokument(rad))
    return _sjekket(fil, rad.mottaker)


def _sjekket(fil: Brevfil, mottaker: str) -> bytes:
    innhold = bytes(fil.innhold)
    if hashlib.sha256(innhold).hexdigest() != fil.sha256:
        raise Fildefekt(f"Filen til {mottaker} er ikke den som ble lagret.")
    return innhold


def lagrede(runde: Anmodningsrunde) -> Iterator[Fil]:
    """Yield the stored files of a round by municipality number; letters without a file are left out."""
    numre = list(brevgrunnlag.brev_i(runde).exclude(fil=None).values_list("pk", flat=True))
    for start in range(0, len(numre), BUNKE):
        rader = (
            Brevfil.objects.filter(brev__in=numre[start : start + BUNKE])
            .select_related("brev__anmodning__kommune")
            .order_by("brev__anmodning__kommune__nr")
        )
        for fil in rader:
            brev, kommune = fil.brev, fil.brev.anmodning.kommune
            navn = brevgrunnlag.filnavn(runde, kommune.nr, kommune.navn)
            yield Fil(navn, brev.mottaker, _sjekket(fil, brev.mottaker))


def kopier(runde: Anmodningsrunde, dag: date) -> Iterator[Fil]:
    """Yield letters of a round whose letters are not stored, made now by the embete's template, and saying so."""
    anmodninger = list(
        Anmodning.objects.filter(runde=runde).select_related("kommune").order_by("kommune__nr")
    )
    mal = brevgrunnlag.mal_for(runde.embete_id)
    for sak in brevgrunnlag.rundesaker(runde, anmodninger):
        ref = brevgrunnlag.referanse(runde, sak.kommune_nr)
        yield Fil(
            brevgrunnlag.filnavn(runde, sak.kommune_nr, sak.kommune, kopi=True),
            sak.mottaker,
            som_pdf(brevgrunnlag.kopidokument(sak, mal, ref, dag)),
        )


def _zip(runde: Anmodningsrunde, filer: Iterable[Fil], ut: BinaryIO) -> Iterator[int]:
    """Write the files to a zip, and pause after each with how many there are. The same files give the same bytes."""
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_STORED) as arkiv:
        for fil in filer:
            dato = runde.sendt_dato
            post = zipfile.ZipInfo(fil.navn, (max(dato.year, 1980), dato.month, dato.day, 12, 0, 0))
            post.external_attr = 0o644 << 16
            arkiv.writestr(post, fil.innhold)
            yield len(arkiv.namelist())


def _pdf(runde: Anmodningsrunde, filer: Iterable[Fil], ut: BinaryIO) -> Iterator[int]:
    """Write the files as one PDF with a bookmark for each, and pause after each with how many pages there are."""
    avsender, _tittel = brevgrunnlag.avsender(runde.embete_id, runde.sendt_dato)
    skall = som_pdf(
        Dokument(
            f"Anmodningsbrev for {runde.aar}, sendt {langdato(runde.sendt_dato)}",
            runde.sendt_dato,
            (),
            forfatter=avsender,
            tittelside=False,
            innholdsfortegnelse=False,
        )
    )
    return samle_trinnvis(skall, ((fil.mottaker, fil.innhold) for fil in filer), ut)


SKRIVERE = {"pdf": _pdf, "zip": _zip}


def skriv(slag: str, runde: Anmodningsrunde, filer: Iterable[Fil], ut: BinaryIO) -> int:
    """Write the files to ``ut`` and return how many, or the number of pages of a PDF. Raises Fildefekt, Samlefeil."""
    antall = 0
    for antall in SKRIVERE[slag](runde, filer, ut):  # noqa: B007 - the last one is the answer
        pass
    return antall


class _Strikk:
    """A file whose beginning is handed out while the rest is written; a zip goes back only within what is left."""

    def __init__(self) -> None:
        self._rest, self._levert = BytesIO(), 0

    def write(self, data: bytes) -> int:
        return self._rest.write(data)

    def tell(self) -> int:
        return self._levert + self._rest.tell()

    def seek(self, sted: int) -> int:
        return self._levert + self._rest.seek(sted - self._levert)

    def flush(self) -> None:
        """Nothing to do: it is all in memory."""

    def lever(self) -> bytes:
        bit = self._rest.getvalue()
        self._rest, self._levert = BytesIO(), self._levert + len(bit)
        return bit


def stroem(slag: str, runde: Anmodningsrunde, filer: Iterator[Fil]) -> Iterator[bytes]:
    """Return the bytes of what ``skriv`` writes, as each file is ready: nobody waits for 428 letters to be made.

    The first file is made at once, so that what is wrong with all of them is raised here.
    """
    foerste = list(islice(filer, 1))
    ut = _Strikk()

    def biter() -> Iterator[bytes]:
        for _antall in SKRIVERE[slag](runde, chain(foerste, filer), ut):
            yield ut.lever()
        yield ut.lever()

    return biter()
