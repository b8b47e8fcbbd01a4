"""Writing the municipalities' outlines. The trace is left by brukere.actions."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bosetting.felles.fil import hvorfor_ikke_lest
from bosetting.felles.hinder import Hinder
from bosetting.felles.laas import en_om_gangen

from . import geojson
from .models import Kommune, Kommunegrense

# What Kartverket asks for where its borders are shown; they have been simplified on the way.
KILDE = "© Kartverket (CC BY 4.0), forenklet"
LENGSTE_KILDE = Kommunegrense._meta.get_field("kilde").max_length


@dataclass(frozen=True)
class Grenseresultat:
    """How many municipalities got an outline, how many points those have, and numbers the register does not know."""

    kommuner: int
    punkter: int
    ukjente: tuple[str, ...] = ()


def les_inn(*, fil: Path, aar: int, kilde: str, naa: datetime) -> Grenseresultat:
    """Give the municipalities of ``aar`` the outlines of the file; what one had is replaced. Call it inside ``atomic``.

    Numbers the register does not have that year are left out and told of. Raises Hinder; then nothing is saved.
    """
    if not kilde.strip() or len(kilde) > LENGSTE_KILDE:
        raise Hinder([("kilde", f"Oppgi hvor grensene kommer fra, med høyst {LENGSTE_KILDE} tegn.")])
    try:
        with fil.open("rb") as aapnet:  # never more of it than is needed to see that it is too large
            grenser = geojson.les(aapnet.read(geojson.STOERSTE_FIL + 1))
    except OSError as avbrudd:
        raise Hinder([("fil", f"Filen kan ikke leses: {hvorfor_ikke_lest(avbrudd)}.")]) from None
    except geojson.GeojsonFeil as feil:
        raise Hinder([("fil", str(feil))]) from None
    en_om_gangen("grenseimport")
    # A number that changed hands in the year belongs to the one that had it last.
    kommuner = {rad.nr: rad for rad in Kommune.objects.i_aar(aar).filter(nr__in=grenser).order_by("fra")}
    if not kommuner:
        raise Hinder([("aar", f"Ingen av kommunenumrene i filen finnes i registeret for {aar}.")])
    Kommunegrense.objects.bulk_create(
        [
            Kommunegrense(kommune=rad, ringer=grenser[nr], kilde=kilde.strip(), importert_at=naa)
            for nr, rad in kommuner.items()
        ],
        update_conflicts=True,
        unique_fields=["kommune"],
        update_fields=["ringer", "kilde", "importert_at"],
    )
    return Grenseresultat(
        kommuner=len(kommuner),
        punkter=sum(len(ring) for nr in kommuner for ring in grenser[nr]),
        ukjente=tuple(sorted(set(grenser) - set(kommuner))),
    )
