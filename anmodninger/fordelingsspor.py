"""What a split leaves behind: figures that differ from what it proposed, and what the sent round keeps of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models.functions import Collate

from bosetting.felles.melding import melding as _
from bosetting.felles.sqlite import NORSK
from bosetting.kommuner.models import Kommune

from .domain import Grunn
from .fordeling import Andel
from .models import Fordeling, Fordelingsrad, Rundeutkast, Utkastlinje


@dataclass(frozen=True)
class Avvik:
    """A municipality whose figure in the draft is not the one proposed. ``tall`` without totals: it is not asked."""

    kommune: Kommune
    foreslaatt: Andel
    tall: Andel
    begrunnelse: str


@dataclass(frozen=True)
class Spor:
    """The split a draft was made by: ``fordeling`` for the round, ``per_kommune`` for its requests, and the rest.

    Empty when the figures came another way. ``nytt_forslag``: it was computed anew after the draft took its figures.
    """

    fordeling: dict | None = None
    per_kommune: dict[int, dict] = field(default_factory=dict)
    avvik: tuple[Avvik, ...] = ()
    nytt_forslag: bool = False

    @property
    def uten_begrunnelse(self) -> list[Avvik]:
        return [ett for ett in self.avvik if not ett.begrunnelse]

    @property
    def grunner(self) -> list[Grunn]:
        """Why the round may not be sent yet: every override has a reason."""
        uten = self.uten_begrunnelse
        if not uten:
            return []
        navn = ", ".join(ett.kommune.navn for ett in uten)
        return [
            (None, _("Skriv hvorfor tallet avviker fra forslaget for disse kommunene: %(navn)s.", navn=navn))
        ]


def utelatt(rad: Fordelingsrad) -> bool:
    return bool(rad.utelatt_grunn)


def foreslaatt(rad: Fordelingsrad) -> Andel:
    """Return what was proposed; nothing for a municipality that is left out."""
    return Andel() if utelatt(rad) else Andel(rad.foreslaatt_totalt, rad.foreslaatt_em)


def avviker(tenkt: Andel, tall: Andel) -> bool:
    """Return True when a figure is not the one proposed. EM counts only where it was split."""
    return tall.totalt != tenkt.totalt or (tenkt.em is not None and tall.em != tenkt.em)


def les(utkast: Rundeutkast, linjer: Iterable[Utkastlinje]) -> Spor:
    """Return the split that the draft's figures were taken from, against its ``linjer`` now. Two queries."""
    fordeling = Fordeling.objects.filter(utkast=utkast).exclude(brukt_at=None).first()
    if fordeling is None:
        return Spor()
    rader = list(
        fordeling.rader.select_related("kommune").order_by(Collate("kommune__navn", NORSK), "kommune__nr")
    )
    tall = {linje.kommune_id: Andel(linje.totalt, linje.em) for linje in linjer}
    avvik = tuple(
        Avvik(rad.kommune, foreslaatt(rad), tall.get(rad.kommune_id, Andel()), rad.begrunnelse)
        for rad in rader
        if avviker(foreslaatt(rad), tall.get(rad.kommune_id, Andel()))
    )
    avvikende = {ett.kommune.pk for ett in avvik}
    ikke_anmodet = [
        {
            "kommune_nr": rad.kommune.nr,
            "navn": rad.kommune.navn,
            "grunn": rad.utelatt_grunn or rad.begrunnelse,
        }
        for rad in rader
        if rad.kommune_id not in tall
    ]
    return Spor(
        fordeling=(fordeling.grunnlag or {})
        | {"minst": fordeling.minst, "avrunding": fordeling.avrunding, "utelatt": ikke_anmodet},
        per_kommune={
            rad.kommune_id: {
                "foreslaatt_totalt": foreslaatt(rad).totalt,
                "foreslaatt_em": foreslaatt(rad).em,
                "begrunnelse": rad.begrunnelse if rad.kommune_id in avvikende else "",
            }
            for rad in rader
        },
        avvik=avvik,
        nytt_forslag=not fordeling.i_bruk,
    )


def som_det_staar(rader: Iterable[Fordelingsrad], linjer: Iterable[Utkastlinje]) -> list[Fordelingsrad]:
    """Return the rows of a split in use with the figures that stand in the draft now; nothing is saved.

    A figure that was changed there since is locked, and a municipality that was taken out is left out.
    """
    tall = {linje.kommune_id: Andel(linje.totalt, linje.em) for linje in linjer}
    staar = list(rader)
    for rad in staar:
        naa = tall.get(rad.kommune_id)
        if naa is None:
            rad.utelatt_grunn = rad.utelatt_grunn or rad.begrunnelse
            rad.totalt = rad.em = None
        elif utelatt(rad) or naa != Andel(rad.totalt, rad.em):
            rad.utelatt_grunn, rad.laast = "", True
            rad.totalt, rad.em = naa.totalt, naa.em
    return staar
