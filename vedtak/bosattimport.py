"""A file of settled into the register: what would be new, shown before it is saved, and saved all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from bosetting.felles.laas import en_om_gangen
from bosetting.felles.melding import melding as _
from bosetting.kommuner.models import Fylke

from .bosatte import (
    LAAS,
    Foering,
    finnes_tekst,
    lavere_enn_tidligere,
    lavere_tekst,
    registrer,
    staaende_per_dato,
)
from .bosattfil import Innlest, Linje
from .imdi import Merknad
from .imdi_import import Importfeil, finn_kommuner


class Endret(Exception):
    """What the file would change is no longer what the preview showed. Nothing was saved."""

    def __init__(self, resultat: "Bosattresultat"):
        super().__init__("forhåndsvisningen gjelder ikke lenger")
        self.resultat = resultat


@dataclass
class Bosattresultat:
    """What an import did, or would do: the counts that are new, those that stand already, and lines passed over."""

    nye: list[Foering] = field(default_factory=list)
    uendret: int = 0
    utenfor: int = 0
    varsler: list[Merknad] = field(default_factory=list)
    lavere: list[Merknad] = field(default_factory=list)
    linjer: list[Linje] = field(default_factory=list)

    @property
    def fingeravtrykk(self) -> str:
        """Tell two results apart that would save different rows, or that ask for different things to be confirmed."""
        nye = [(ett.kommune.pk, ett.aar, ett.per_dato.isoformat(), ett.antall) for ett in self.nye]
        return sha256(repr((nye, self.uendret, self.lavere)).encode()).hexdigest()


@transaction.atomic
def importer(
    *,
    by,
    innlest: Innlest,
    egne: Iterable[Fylke],
    kilde: str,
    mottatt: date,
    dag: date,
    noekkel: UUID,
    toerr: bool = False,
    ventet: str | None = None,
) -> Bosattresultat:
    """Import what a file says, all or nothing. Running it again changes nothing.

    Lines of municipalities outside the counties ``egne`` are passed over and counted. A count that stands for the date
    with another number is a fault: it is to be corrected. One lower than an earlier is a warning. ``toerr`` saves
    nothing. ``ventet`` is the fingerprint of the result that was shown; raises Endret when it would be another,
    Importfeil with every bad line, and Hinder where the date received cannot be.
    """
    en_om_gangen(LAAS)
    kommuner, linjer, feil = finn_kommuner(innlest.linjer, egne)
    if not linjer and not innlest.feil:
        feil.append((1, _("Ingen av linjene i filen gjelder kommuner i embetet.")))
    foeringer = {
        linje.linjenr: Foering(kommune, linje.aar, linje.per_dato, linje.antall, "")
        for linje in linjer
        if (kommune := kommuner.get((linje.kommune_nr, linje.aar)))
    }
    staar = staaende_per_dato(foeringer.values())
    resultat = Bosattresultat(
        utenfor=len(innlest.linjer) - len(linjer), varsler=list(innlest.varsler), linjer=linjer
    )
    for linjenr, foering in foeringer.items():
        rad = staar.get((foering.kommune.pk, foering.aar, foering.per_dato))
        if rad is None:
            resultat.nye.append(foering)
        elif rad.antall == foering.antall:
            resultat.uendret += 1
        else:
            feil.append((linjenr, f"{foering.kommune}: {finnes_tekst(rad)}"))
    linje_av = {foering: linjenr for linjenr, foering in foeringer.items()}
    resultat.lavere = [
        (linje_av[foering], lavere_tekst(foering, rad))
        for foering, rad in lavere_enn_tidligere(resultat.nye, staar)
    ]
    if innlest.feil or feil:
        raise Importfeil(sorted(innlest.feil + feil, key=lambda merknad: merknad[0]), innlest.varsler)
    # Where every count stands already, as after a second click, nothing is to be saved and nothing lost.
    if ventet is not None and resultat.nye and resultat.fingeravtrykk != ventet:
        raise Endret(resultat)
    registrer(
        by=by, foeringer=resultat.nye, kilde=kilde, mottatt=mottatt, dag=dag, noekkel=noekkel, bekreftet=True
    )
    transaction.set_rollback(toerr)
    return resultat
