"""The letters' part of ``make bench``: time as ratios to one letter and one report, and the memory it takes.

``lag RUNDE`` makes the files of a round's letters, ``samle RUNDE`` puts them together; both print CPU seconds and the
highest memory the process has had, in MB.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
DAG = date(2016, 3, 9)
STOERRELSER = (18, 100, 428)


def cpu(kall, ganger=7) -> float:
    """Return the median CPU seconds of ``kall(nr)``, after two calls to warm up."""
    tider = []
    for nr in range(ganger + 2):
        start = time.process_time()
        kall(nr)
        tider.append(time.process_time() - start)
    return statistics.median(tider[2:])


def send(embete, antall: int):
    """Send a round to ``antall`` municipalities of the embete; the queue keeps the work, and nobody takes it."""
    from anmodninger import actions
    from bosetting.kommuner.models import Kommune

    kommuner = Kommune.objects.filter(fylke__embeter=embete)[:antall]
    utkast = actions.lag_utkast(
        by=None, embete=embete, noekkel=uuid4(), linjer=[(kommune, 40, 8) for kommune in kommuner],
        data={"aar": 2017, "avsender": "Bench", "planlagt_sendt_dato": DAG, "svarfrist": date(2016, 6, 15)},
    )  # fmt: skip
    return actions.send_runde(by=None, utkast=utkast, dag=DAG)


def i_egen_prosess(hva: str, runde) -> tuple[float, float]:
    """Return CPU seconds and highest memory (MB) of doing something with a round's letters."""
    kommando = [sys.executable, str(Path(__file__).resolve()), hva, str(runde.pk)]
    ut = subprocess.run(kommando, cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    return tuple(json.loads(ut.stdout.splitlines()[-1]))


def maal_brev(embete, maal) -> None:
    """Measure making and putting together letters; ``maal(navn, verdi, grense, enhet)`` takes each figure."""
    from anmodninger import brevgrunnlag
    from bosetting.brukere.models import EmbeteNavn
    from bosetting.felles.dokument.typst import som_pdf
    from tests.felles.dokument.eksempel import dokument

    EmbeteNavn.objects.create(embete=embete, navn="Embetet", tittel="leder", fra=date(2000, 1, 1))
    runder = {antall: send(embete, antall) for antall in STOERRELSER}
    laget = {antall: i_egen_prosess("lag", runde) for antall, runde in runder.items()}
    samlet = {antall: i_egen_prosess("samle", runde) for antall, runde in runder.items()}
    flest, faerrest = max(STOERRELSER), min(STOERRELSER)
    rapport = dokument()
    # A letter each time: Typst remembers the one it has just laid out.
    brevene = [brevgrunnlag.som_dokument(rad) for rad in brevgrunnlag.brev_i(runder[flest])[:32]]
    per_rapport, per_brev = cpu(lambda _nr: som_pdf(rapport)), cpu(lambda nr: som_pdf(brevene[nr]), 30)
    maal(f"{flest} brev som én PDF, mot en rapport", samlet[flest][0] / per_rapport, 12, "x")
    maal(f"{flest} brev som én PDF, mot ett brev", samlet[flest][0] / per_brev, flest / 4, "x")
    maal(f"lage {flest} brevfiler, mot ett brev", laget[flest][0] / per_brev, 2 * flest, "x")
    maal(f"minne: én PDF av {flest} brev", samlet[flest][1], 250, "MB")
    maal(f"minne: {flest} brev mer enn {faerrest}, én PDF", samlet[flest][1] - samlet[faerrest][1], 10, "MB")
    maal(f"minne: lage {flest} brevfiler", laget[flest][1], 250, "MB")
    maal(f"minne: {flest} mer enn {faerrest}, brevfiler", laget[flest][1] - laget[faerrest][1], 25, "MB")


def main(hva: str, pk: str) -> None:
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from anmodninger import brevfiler, brevutsending
    from anmodninger.models import Anmodningsrunde

    runde = Anmodningsrunde.objects.get(pk=pk)
    start = time.process_time()
    if hva == "lag":
        for brev in list(brevutsending.uten_fil(runde.pk)):
            brevutsending.lag_fil(brev)
    else:
        with TemporaryFile() as ut:
            brevfiler.skriv("pdf", runde, brevfiler.lagrede(runde), ut)
    brukt = time.process_time() - start
    print(json.dumps([brukt, hoeyeste_minne()]))


def hoeyeste_minne() -> float:
    """Return the highest memory this process has had, in MB."""
    try:
        # ru_maxrss is inherited from the process that started us, and would be its memory and not ours.
        linjer = Path("/proc/self/status").read_text().splitlines()
        return next(int(linje.split()[1]) for linje in linjer if linje.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
