"""The network's part of ``make bench``: pages that grow with municipalities and rows, filled for a whole country."""

from datetime import date, timedelta
from itertools import cycle

SLAG, BARRIERER, PROSJEKTER = 8, 2000, 300
AAR = 2015
TEKST = (
    "Kommunen vil bosette flere flyktninger raskere. Tiltaket gir boliger i sentrum og opplæring på "
    "arbeidsplassen.\n\nPengene gikk til to stillinger, og til det som ble dyrere enn planlagt."
)


def fyll(embete) -> None:
    """Give the embete barriers, some of them met, and a catalogue of projects that one or two municipalities run."""
    from bosetting.kommuner.models import Kommune
    from nettverk.models import Barriere, Barriereslag, Barrieretiltak, Kommuneprosjekt, Virkemiddel

    kommuner = list(Kommune.objects.filter(fylke__embeter=embete))
    slag = [
        Barriereslag.objects.create(embete=embete, navn=f"Slag {nr}", rekkefoelge=nr)
        for nr in range(1, SLAG + 1)
    ]
    virkemiddel = Virkemiddel.objects.create(embete=embete, navn="Virkemiddel", fra=date(2010, 1, 1))
    # 7 and 428 have no common divisor: the barriers spread over the whole matrix.
    barrierer = [
        Barriere(
            slag=slag[nr % SLAG],
            kommune=kommuner[nr * 7 % len(kommuner)],
            dato=date(AAR, 1, 1) + timedelta(days=nr % 300),
            lukket_dato=date(AAR, 12, 1) if nr % 4 == 0 else None,
        )
        for nr in range(BARRIERER)
    ]
    Barriere.objects.bulk_create(barrierer)
    Barrieretiltak.objects.bulk_create(
        Barrieretiltak(barriere=ett, virkemiddel=virkemiddel, dato=ett.dato) for ett in barrierer[::3]
    )
    prosjekter = [
        Kommuneprosjekt(
            embete=embete, tittel=f"Prosjekt {nr}", aar=AAR, status="paagaar", tildelt=200_000 + nr, formaal=TEKST,
            resultat=TEKST,
        )
        for nr in range(PROSJEKTER)
    ]  # fmt: skip
    Kommuneprosjekt.objects.bulk_create(prosjekter)
    for prosjekt, nr in zip(prosjekter, cycle(range(len(kommuner))), strict=False):
        prosjekt.kommuner.set(kommuner[nr : nr + 1 + nr % 2])
