"""The reports' part of ``make bench``: how the final report's PDF grows, and what it takes beside another engine."""

import time
from dataclasses import replace
from itertools import count

# A final report of 34 pages by WeasyPrint, warm, on the machine where the engines were compared: 3.2 s of processor
# time, while the sum below took 0.245 s. As a number of such sums it can be set beside what this machine does now.
WEASYPRINT_SUMMER = 3.2 / 0.245


def maal_rapport(median, maal) -> None:
    """Measure on the demo's database: the whole way from the records to the bytes."""
    from bosetting.felles.dokument.blokker import Dokument, Overskrift, Setning, Tabell
    from bosetting.felles.dokument.typst import som_pdf
    from rapporter.ferdig import ferdig_dokument
    from rapporter.models import Rapport

    rapport = Rapport.objects.select_related("prosjekt__embete").get(type="sluttrapport")
    dokument = ferdig_dokument(rapport)
    tabell = max((b for b in dokument.blokker if isinstance(b, Tabell) and len(b.rader) < 20), key=_celler)
    nr = count()

    def en_side():
        """A page of a report: a sentence and its largest table. Another one each time, for Typst remembers the last."""
        gang = next(nr)
        rader = tuple(tuple(f"{celle} {gang}" for celle in rad) for rad in tabell.rader)
        return Dokument(
            tittel="Én side",
            dato=rapport.skjaeringsdato,
            blokker=(
                Overskrift(1, "Tall"),
                Setning(f"Spydeberg har ikke svart, for {gang}. gang."),
                replace(tabell, rader=rader),
            ),
            tittelside=False,
            innholdsfortegnelse=False,
        )

    def cpu(kall) -> float:
        return median(kall, 5, time.process_time)

    hele = cpu(lambda: som_pdf(ferdig_dokument(rapport)))
    kort, lang = cpu(lambda: som_pdf(en_side())), cpu(lambda: som_pdf(dokument))
    summen = cpu(lambda: sum(i * i for i in range(3_000_000)))
    maal("sluttrapport som PDF (demo), CPU", hele, 1.2, "s")
    maal("sluttrapport mot en rapport på én side", lang / kort, 30, "x")
    maal("sluttrapport mot WeasyPrint (teknikk.md)", lang / summen / WEASYPRINT_SUMMER, 0.4, "x")


def _celler(tabell) -> int:
    return len(tabell.rader) * len(tabell.kolonner)
