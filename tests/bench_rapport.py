"""The reports' part of ``make bench``: how the final report's PDF grows, and what it takes beside another engine."""

import time
from itertools import count

# A final report of 34 pages by WeasyPrint, warm, on the machine where the engines were compared: 3.2 s of processor
# time, while the sum below took 0.245 s. As a number of such sums it can be set beside what this machine does now.
WEASYPRINT_SUMMER = 3.2 / 0.245


def maal_rapport(median, maal) -> None:
    """Measure on the demo's database: the whole way from the records to the bytes."""
    from bosetting.felles.dokument.blokker import Dokument, Overskrift, Setning
    from bosetting.felles.dokument.typst import som_pdf
    from rapporter.ferdig import ferdig_dokument
    from rapporter.models import Rapport

    rapport = Rapport.objects.select_related("prosjekt__embete").get(type="sluttrapport")
    dokument = ferdig_dokument(rapport)
    nr = count()

    def en_side():
        """Another page each time: Typst remembers the one it has just laid out."""
        setning = Setning(f"Spydeberg har ikke svart, for {next(nr)}. gang.")
        return Dokument(
            tittel="Én side",
            dato=rapport.skjaeringsdato,
            blokker=(Overskrift(1, "Tall"), setning),
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
    maal("sluttrapport mot WeasyPrint (teknikk.md)", lang / summen / WEASYPRINT_SUMMER, 0.25, "x")
