"""Looks through one PDF in a process of its own, under limits that the kernel holds: ``python -I`` and this file.

In on stdin: the file. Out on stdout: one word, «ren», or what was found. Any failure is an exit status.
"""

import io
import logging
import resource
import sys

MEGABYTE = 1024 * 1024
MINNE, CPU_SEKUNDER = 512 * MEGABYTE, 15
MAKS_OBJEKTER = 500_000
MAKS_DYBDE = 200

# What a viewer runs, sends or fetches by itself. A link the reader clicks (/URI, /GoTo) is none of it.
HANDLINGER = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/ImportData": "importdata",
    "/SubmitForm": "submitform",
    "/GoToE": "vedlegg",
    "/Rendition": "richmedia",
    "/Movie": "richmedia",
    "/Sound": "richmedia",
}
NOEKLER = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EmbeddedFiles": "vedlegg",
    "/EF": "vedlegg",
    "/XFA": "xfa",
    "/RichMediaContent": "richmedia",
}


def begrens() -> None:
    """Give up memory, processor time, new files and core dumps before the content is looked at."""
    for grense, verdi in (
        (resource.RLIMIT_AS, MINNE),
        (resource.RLIMIT_CPU, CPU_SEKUNDER),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(grense, (verdi, verdi))


def funn_i(objekt, ordbok, liste) -> str:
    """Return what stands in one object, itself and what lies directly in it; empty when it is harmless."""
    venter = [(objekt, 0)]
    while venter:
        ett, dybde = venter.pop()
        if dybde > MAKS_DYBDE:
            return "ødelagt"
        if isinstance(ett, ordbok):
            for noekkel in ett:
                verdi = ett.raw_get(noekkel)
                if noekkel in NOEKLER and not tom(verdi, ordbok, liste):
                    return NOEKLER[noekkel]
                if noekkel == "/S" and str(verdi) in HANDLINGER:
                    return HANDLINGER[str(verdi)]
                if isinstance(verdi, ordbok | liste):
                    venter.append((verdi, dybde + 1))
        elif isinstance(ett, liste):
            venter += [(verdi, dybde + 1) for verdi in ett if isinstance(verdi, ordbok | liste)]
    return ""


def tom(verdi, ordbok, liste) -> bool:
    """Return whether a name tree stands there but holds nothing, as some programs write it."""
    return isinstance(verdi, ordbok) and not any(
        not isinstance(verdi.raw_get(noekkel), liste) or len(verdi.raw_get(noekkel)) for noekkel in verdi
    )


def vurder(innhold: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    leser = PdfReader(io.BytesIO(innhold), strict=False)
    if leser.is_encrypted:
        return "kryptert"
    numre = {nr: gen for gen, tabell in leser.xref.items() for nr in tabell}
    numre |= dict.fromkeys(leser.xref_objStm, 0)
    if len(numre) > MAKS_OBJEKTER:
        return "tung"
    if funn := funn_i(leser.trailer, DictionaryObject, ArrayObject):
        return funn
    for lest, (nr, gen) in enumerate(numre.items()):
        if lest % 5000 == 0:
            leser.resolved_objects.clear()  # else all of a large file lies in memory, many times its size
        objekt = leser.get_object(IndirectObject(nr, gen, leser))
        if funn := funn_i(objekt, DictionaryObject, ArrayObject):
            return funn
    return "ren" if len(leser.pages) else "ødelagt"


def main() -> None:
    begrens()
    logging.disable()
    innhold = sys.stdin.buffer.read()
    try:
        svar = vurder(innhold)
    except (MemoryError, RecursionError):
        svar = "tung"
    except Exception:
        # A file that needs a password may fail before anybody can ask it.
        svar = "kryptert" if b"/Encrypt" in innhold[-4096:] else "ødelagt"
    sys.stdout.buffer.write(svar.encode())


if __name__ == "__main__":
    main()
