"""Reads one XLSX in a process of its own, under limits that the kernel holds: ``python -I arbeidsbok_prosess.py``.

In on stdin: the workbook's bytes, already judged by ``arbeidsbok_xlsx``; first a line with the sheet's number and how
many rows and columns it may have. Out on stdout: the cells as JSON, texts only. Any failure is an exit status.
"""

import datetime
import io
import json
import resource
import sys

MEGABYTE = 1024 * 1024
MINNE, CPU_SEKUNDER = 512 * MEGABYTE, 10
MAKS_TEKST = 5 * MEGABYTE  # characters handed back; a file of numbers has a fraction of it


def begrens() -> None:
    """Give up memory, processor time, new files and core dumps before the content is looked at."""
    for grense, verdi in (
        (resource.RLIMIT_AS, MINNE),
        (resource.RLIMIT_CPU, CPU_SEKUNDER),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(grense, (verdi, verdi))


def som_tekst(verdi) -> str:
    """Return a cell as text: 15 for 15.0, 15,5 for 15.5, ISO dates, SANN for true."""
    match verdi:
        case bool():
            return "SANN" if verdi else "USANN"
        case float() if verdi.is_integer():
            return str(int(verdi))
        case float():
            return repr(verdi).replace(".", ",")
        case datetime.datetime():
            return verdi.date().isoformat()
        case datetime.date():
            return verdi.isoformat()
        case _:
            return str(verdi)


def main() -> None:
    begrens()
    from python_calamine import CalamineWorkbook

    ark, rader, kolonner = map(int, sys.stdin.buffer.readline().split())
    bok = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    side = bok.get_sheet_by_index(ark)
    slutt = side.end or (0, 0)
    if slutt[0] >= rader or slutt[1] >= kolonner:
        sys.exit(3)
    celler, tegn = [], 0
    for rad in side.to_python(skip_empty_area=False):
        celler.append([som_tekst(verdi) for verdi in rad])
        tegn += sum(map(len, celler[-1]))
        if tegn > MAKS_TEKST:
            sys.exit(3)
    sys.stdout.write(json.dumps(celler))


if __name__ == "__main__":
    main()
