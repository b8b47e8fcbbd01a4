"""What the number control needs beside a report's own facts: the figures of the project's reports that are sent."""

from .models import Behandling, Rapport, Utgave
from .queries import rapportnavn
from .registerkontroll import Sendt


def sendte(rapport: Rapport) -> tuple[Sendt, ...]:
    """Return the figures of the last edition sent of each other report of the project, latest cut-off first. One query.

    Frozen documents and PDFs are not fetched.
    """
    rader = (
        Utgave.objects.filter(rapport__prosjekt=rapport.prosjekt_id, behandling__steg=Behandling.SENDT)
        .exclude(rapport=rapport.pk)
        .select_related("rapport__prosjekt__embete")
        .only("tall", "nummer", "rapport")
        .order_by("-rapport__skjaeringsdato", "-rapport", "nummer")
    )
    siste = {rad.rapport_id: rad for rad in rader}
    return tuple(
        Sendt(
            tittel=rapportnavn(rad.rapport),
            skjaeringsdato=rad.rapport.skjaeringsdato,
            bosettingsaar=rad.rapport.bosettingsaar,
            tall={ett["navn"]: ett["verdi"] for ett in rad.tall},
        )
        for rad in siste.values()
    )
