"""What the project catalogue stands on: which years and embeter somebody may read, and the facts of one catalogue."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.sqlite import norsk_noekkel
from bosetting.kommuner.models import Kommune

from .models import Kommuneprosjekt
from .prosjektkatalog import Kataloggrunnlag, Katalogprosjekt


def embeter(bruker) -> QuerySet[Embete]:
    """Return the embeter whose catalogue this person reads: of her network, of the municipalities she represents."""
    omfang = bruker.omfang
    egne = Embete.objects.filter(fylker__kommuner__in=omfang.kommune_ids).values("pk")
    return Embete.objects.filter(Q(pk__in=omfang.embeter_med(Rett.SE_NETTVERK)) | Q(pk__in=egne))


def katalogprosjekter(bruker) -> QuerySet[Kommuneprosjekt]:
    """Return what this person reads in a catalogue."""
    return Kommuneprosjekt.objects.i_katalogen_for(bruker)


def aarene(prosjekter: QuerySet) -> list[int]:
    """Return the years that have projects, last first."""
    return sorted(prosjekter.order_by().values_list("aar", flat=True).distinct(), reverse=True)


def grunnlag(prosjekter: QuerySet, embete: Embete, aar: int, dag: date) -> Kataloggrunnlag:
    """Return the facts of the catalogue of ``embete`` for ``aar``: those of one municipality first. Three queries."""
    rader = list(
        prosjekter.filter(embete=embete, aar=aar)
        .select_related("ordning", "kontakt__organisasjon")
        .prefetch_related("kommuner")
    )
    navnene = _navn(kommune for rad in rader for kommune in rad.kommuner.all())
    navn = embete.navn_paa(dag)
    par = [(sorted((navnene[k.pk] for k in rad.kommuner.all()), key=norsk_noekkel), rad) for rad in rader]
    par.sort(key=lambda ett: (len(ett[0]) > 1, [*map(norsk_noekkel, ett[0])], norsk_noekkel(ett[1].tittel)))
    return Kataloggrunnlag(
        navn.navn if navn else str(embete),
        embete.omraade,
        aar,
        dag,
        tuple(
            Katalogprosjekt(
                rad.tittel,
                tuple(kommuner),
                rad.ordning.navn if rad.ordning else None,
                rad.get_status_display(),
                rad.tildelt,
                rad.utbetalt,
                rad.formaal,
                rad.resultat,
                kontakttekst(rad),
            )
            for kommuner, rad in par
        ),
    )


def kontakttekst(prosjekt: Kommuneprosjekt) -> str:
    """Return the function and organisation of the contact, «» without one. Reads ``kontakt__organisasjon``."""
    kontakt = prosjekt.kontakt
    return ", ".join(filter(None, [kontakt.tittel, kontakt.organisasjon.navn])) if kontakt else ""


def _navn(kommuner: Iterable[Kommune]) -> dict[int, str]:
    """Return what each municipality is called; where two have one name, the number too."""
    alle = {kommune.pk: kommune for kommune in kommuner}
    antall = Counter(kommune.navn for kommune in alle.values())
    return {
        pk: kommune.navn if antall[kommune.navn] == 1 else f"{kommune.navn} ({kommune.nr})"
        for pk, kommune in alle.items()
    }
