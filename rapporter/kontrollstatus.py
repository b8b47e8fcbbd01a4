"""What the number control finds in a report, and which findings somebody has accepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from .domain import Rapportgrunnlag
from .kontrollgrunnlag import sendte
from .models import Funnvurdering, Rapport
from .queries import grunnlag
from .rapportkontroll import Rapportfunn, kontroller_rapport


@dataclass(frozen=True)
class Kontroll:
    """The findings of a report in the order of its text: ``aapne`` must be mended or accepted before approval, ``raad``
    is advice that stops nobody, ``godtatte`` are those somebody has accepted, advice too."""

    funn: tuple[Rapportfunn, ...]
    godtatte: tuple[Rapportfunn, ...]
    aapne: tuple[Rapportfunn, ...]
    raad: tuple[Rapportfunn, ...]
    vurderinger: Mapping[str, Funnvurdering]


def kontroll(rapport: Rapport, g: Rapportgrunnlag | None = None) -> Kontroll:
    """Return the report's findings and their verdicts. Two queries beside those of its facts."""
    funnene = kontroller_rapport(g or grunnlag(rapport), sendte(rapport))
    vurderinger = gjeldende(rapport)
    igjen = [ett for ett in funnene if ett.id not in vurderinger]
    return Kontroll(
        funn=funnene,
        godtatte=tuple(ett for ett in funnene if ett.id in vurderinger),
        aapne=tuple(ett for ett in igjen if not ett.er_raad),
        raad=tuple(ett for ett in igjen if ett.er_raad),
        vurderinger=vurderinger,
    )


def gjeldende(rapport: Rapport) -> dict[str, Funnvurdering]:
    """Return the verdict that counts of each finding that is accepted, by its id. One query."""
    siste: dict[str, Funnvurdering] = {}
    for rad in rapport.funnvurderinger.select_related("vurdert_av").order_by("-pk"):
        siste.setdefault(rad.funn, rad)
    return {funn: rad for funn, rad in siste.items() if rad.begrunnelse}
