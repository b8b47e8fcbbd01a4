"""What the sentences need from the records beside the figures: people's own words, and the report before."""

from vedtak.queries import statusliste

from .models import Rapport, Setningsoverstyring
from .setningsfakta import Forrige, Overstyring


def overstyringer(rapport: Rapport) -> dict[str, Overstyring]:
    """Return the own words that hold, by key of the sentence. One query; none for a report that is not saved."""
    if not rapport.pk:
        return {}
    nyeste = Setningsoverstyring.objects.filter(rapport=rapport).order_by("setning", "-pk")
    funnet: dict[str, Overstyring] = {}
    for rad in nyeste.select_related("skrevet_av"):
        funnet.setdefault(rad.setning, som_overstyring(rad))
    return {setning: egen for setning, egen in funnet.items() if egen.tekst}


def som_overstyring(rad: Setningsoverstyring) -> Overstyring:
    """Return a row (with its writer loaded) as a value."""
    return Overstyring(
        tekst=rad.tekst,
        generert=rad.generert,
        begrunnelse=rad.begrunnelse,
        skrevet_av=rad.skrevet_av.navn,
        skrevet_at=rad.skrevet_at,
        nr=rad.pk,
    )


def forrige_rapport(rapport: Rapport) -> Rapport | None:
    """Return the last report of the same type and project with an earlier cut-off. One query."""
    return (
        Rapport.objects.filter(
            prosjekt=rapport.prosjekt, type=rapport.type, skjaeringsdato__lt=rapport.skjaeringsdato
        )
        .exclude(pk=rapport.pk)
        .select_related("prosjekt__embete")
        .order_by("-skjaeringsdato", "-pk")
        .first()
    )


def forrige(rapport: Rapport, kommuner, navn) -> Forrige | None:
    """Return how the settlement year of ``rapport`` stood at the cut-off of the report before. Four queries.

    ``navn`` gives a report its name.
    """
    foer = forrige_rapport(rapport)
    if foer is None:
        return None
    dag = foer.skjaeringsdato
    liste = statusliste(kommuner, rapport.bosettingsaar, dag, dag)
    return Forrige(
        navn=navn(foer),
        skjaeringsdato=dag,
        adresse=foer.get_absolute_url(),
        status={rad.kommune.nr: rad.status for rad in liste.rader},
        summer=liste.summer,
    )
