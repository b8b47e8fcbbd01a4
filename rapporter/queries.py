"""What a report needs, gathered from every app in a fixed number of queries, and which reports and years there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.models import EmbeteNavn
from bosetting.felles.tertial import Tertial
from bosetting.kommuner.models import Kommune
from nettverk.medlemsliste import grupper_paa
from nettverk.models import Prosjekt
from nettverk.queries import aktiviteter_i
from vedtak import domain as status
from vedtak.models import Vilkaar
from vedtak.queries import Statusliste, anmodningsrader, statusliste

from . import definisjoner, diagramgrunnlag, prosjektgrunnlag, setningsgrunnlag, tallgrunnlag
from .definisjon import PROSJEKT, TERTIAL, Periode, Rapporttype, Tilpasning, innsatt, tilpasset
from .definisjoner import TERTIALRAPPORT
from .domain import (
    Aarslinje,
    Aktivitetslinje,
    Gruppe,
    Kommunelinje,
    Maal,
    Medlem,
    Rapportgrunnlag,
    Rundefakta,
)
from .kapitler import VURDERING, Skrivedel, er_vurdering, maalnoekkel, skrivedeler
from .models import Kapittel, Rapport, Rapporttilpasning
from .perioder import periode

# How many earlier settlement years the report sets beside its own; fixed, so that the number of queries is.
TIDLIGERE_AAR = 2
_ER_VURDERING = Q(kapitler__noekkel__startswith=VURDERING)


def grunnlag(rapport: Rapport, kjent: date | None = None) -> Rapportgrunnlag:
    """Return all facts of ``rapport`` at its cut-off, with its prose. An unsaved report has no prose.

    They are as known at the cut-off, or on ``kjent``: what stood on that day, as it has been corrected since.

    The number of queries is the same for every embete, year and length of history.
    """
    prosjekt, dag = rapport.prosjekt, rapport.skjaeringsdato
    kjent = kjent or dag
    embete, gjelder = prosjekt.embete, perioden(rapport)
    kommuner = Kommune.objects.filter(fylke__embeter=embete)
    liste = statusliste(kommuner, rapport.bosettingsaar, dag, kjent)
    type_ = rapporttype(rapport.type, embete)
    return Rapportgrunnlag(
        prosjekt=prosjekt.navn,
        effektmaal=prosjekt.effektmaal,
        embete=embetenavn(embete, dag),
        omraade=embete.omraade,
        type=type_,
        periode=gjelder,
        bosettingsaar=rapport.bosettingsaar,
        skjaeringsdato=dag,
        linjer=_linjer(liste),
        summer=liste.summer,
        runder=_runder(rapport, kommuner),
        aarslinjer=_aarslinjer([*_tidligere(rapport, kommuner, kjent), liste]),
        maal=maalene(prosjekt),
        grupper=_grupper(prosjekt, dag),
        aktiviteter=_aktiviteter(prosjekt, gjelder.fra),
        vilkaarsnavn={slag: str(navn) for slag, navn in Vilkaar.TYPER},
        prosjektfakta=prosjektgrunnlag.fakta_for(type_, prosjekt, gjelder, dag),
        diagramfakta=diagramgrunnlag.fakta_for(
            type_, kommuner, rapport.bosettingsaar, TIDLIGERE_AAR, dag, kjent
        ),
        tekster=dict(rapport.kapitler.values_list("noekkel", "tekst")) if rapport.pk else {},
        overstyringer=setningsgrunnlag.overstyringer(rapport),
        forrige=setningsgrunnlag.forrige(rapport, kommuner, rapportnavn),
        tallfakta=tallgrunnlag.fakta(prosjekt, kommuner, rapport.bosettingsaar, gjelder, dag, kjent),
    )


def rapporttype(noekkel: str, embete) -> Rapporttype:
    """Return the type of a report with the embete's own words and order. One query. Raises Definisjonsfeil."""
    rader = Rapporttilpasning.objects.filter(embete=embete, type=noekkel)
    return tilpasset(
        definisjoner.type_(noekkel),
        [Tilpasning(rad.kapittel, rad.overskrift, rad.veiledning, rad.plass, rad.utelatt) for rad in rader],
    )


def perioden(rapport: Rapport) -> Periode:
    """Return the period of a report, as its type says. No query when its project is at hand."""
    return periode(
        definisjoner.type_(rapport.type).periode,
        aar=rapport.aar,
        tertial=rapport.tertial,
        prosjekt_fra=rapport.prosjekt.fra,
        prosjekt_til=rapport.prosjekt.til,
        skjaeringsdato=rapport.skjaeringsdato,
    )


def rapportnavn(rapport: Rapport) -> str:
    """Return «Tertialrapport for 3. tertial 2015»."""
    verdier = {
        "omraade": rapport.prosjekt.embete.omraade,
        "periode": perioden(rapport).tekst,
        "prosjekt": rapport.prosjekt.navn,
    }
    return innsatt(definisjoner.type_(rapport.type).tittel, verdier)


def embetenavn(embete, dag: date) -> str:
    """Return what the embete was called on ``dag``; where the register has no name for that day, the area."""
    navn = EmbeteNavn.objects.on_date(dag).filter(embete=embete).values_list("navn", flat=True).first()
    return navn or str(embete)


def _sendte(embete, dag: date):
    """Rounds of the embete, and national ones, sent on or before ``dag``, in order of sending."""
    return (
        Anmodningsrunde.objects.filter(Q(embete=embete) | Q(embete=None), sendt_dato__lte=dag)
        .order_by("sendt_dato", "pk")
    )  # fmt: skip


def _runder(rapport: Rapport, kommuner) -> tuple[Rundefakta, ...]:
    """The rounds of the settlement year, each with what was in force the day it was sent. Three queries."""
    runder = list(_sendte(rapport.prosjekt.embete, rapport.skjaeringsdato).filter(aar=rapport.bosettingsaar))
    utvalg = kommuner.i_aar(rapport.bosettingsaar)
    rader = anmodningsrader(rapport.bosettingsaar, utvalg.values("pk"))
    ider = sorted({rad.kommune for rad in rader})
    fakta = []
    for runde in runder:
        kjente = [rad for rad in rader if (rad.sendt, rad.runde) <= (runde.sendt_dato, runde.pk)]
        statuser = status.status(ider, kjente, (), runde.sendt_dato)
        i_kraft = status.summer(statuser)
        # A national round that no municipality here stands under is not a round of this embete.
        if runde.embete_id is None and all(ett.runde != runde.pk for ett in statuser):
            continue
        fakta.append(
            Rundefakta(
                sendt=runde.sendt_dato,
                svarfrist=runde.svarfrist,
                avsender=runde.avsender,
                oppgitt=status.Tall(runde.fylkestall_totalt, runde.fylkestall_em),
                rader=status.Tall(i_kraft["totalt"].anmodet.verdi, i_kraft["em"].anmodet.verdi)
                if kjente
                else status.Tall(),
                nasjonalt=status.Tall(runde.nasjonalt_totalt, runde.nasjonalt_em),
                kilde=runde.kilde,
                adresse=reverse("anmodninger:runde-show", args=[runde.pk]),
            )
        )
    return tuple(fakta)


def _tidligere(rapport: Rapport, kommuner, kjent: date) -> list[Statusliste]:
    """The settlement years before the report's own, at the cut-off as known on ``kjent``. Three queries each."""
    return [
        statusliste(kommuner, rapport.bosettingsaar - siden, rapport.skjaeringsdato, kjent)
        for siden in range(TIDLIGERE_AAR, 0, -1)
    ]


def _linjer(liste: Statusliste) -> tuple[Kommunelinje, ...]:
    return tuple(Kommunelinje(rad.kommune.nr, rad.kommune.navn, rad.status) for rad in liste.rader)


def _aarslinjer(lister: Iterable[Statusliste]) -> tuple[Aarslinje, ...]:
    """The lines of those years in which a municipality is asked."""
    return tuple(
        Aarslinje(liste.aar, liste.summer, liste.ubekreftede, _linjer(liste))
        for liste in lister
        if any(rad.status.anmodet is not None for rad in liste.rader)
    )


def _grupper(prosjekt: Prosjekt, dag: date) -> tuple[Gruppe, ...]:
    return tuple(
        Gruppe(
            navn=paa.gruppe.navn,
            oppgave=paa.gruppe.oppgave,
            personer=paa.telling.personer,
            organisasjoner=paa.telling.organisasjoner,
            medlemmer=tuple(
                Medlem(m.funksjon, m.organisasjon.navn, m.rolle, str(m.get_rolle_display()), m.navn)
                for m in paa.medlemmer
            ),
        )
        for paa in grupper_paa(prosjekt, dag)
    )


def _aktiviteter(prosjekt: Prosjekt, fra: date) -> tuple[Aktivitetslinje, ...]:
    """Activities from the first day of the period on."""
    return tuple(
        Aktivitetslinje(
            tittel=rad.tittel,
            slag=str(rad.get_slag_display()),
            status=rad.status,
            fra=rad.fra_dato,
            til=rad.til_dato,
            sted=rad.sted,
            arrangoerer=rad.arrangoernavn,
            maalgruppe=rad.maalgruppe,
            deltakere=rad.deltakere,
            maal=tuple(maal.nummer for maal in rad.resultatmaal.all()),
        )
        for rad in aktiviteter_i(prosjekt, fra, date.max)
    )


def rapportliste(bruker) -> list[Rapport]:
    """The reports a person may see, latest first, with ``skrevet``: chapters with text, of ``skrevet_av`` in all, and
    ``periode``. Two queries for the reports of one embete, one more for each further embete and type."""
    rapporter = list(
        Rapport.objects.for_bruker(bruker)
        .select_related("prosjekt__embete")
        .annotate(
            skrevet=Count("kapitler", filter=~Q(kapitler__tekst="") & ~_ER_VURDERING, distinct=True),
            maal=Count("prosjekt__resultatmaal", distinct=True),
        )
        # Grouping drops the model's own order.
        .order_by("-aar", "-tertial", "-pk")
    )
    typer: dict[tuple[str, int], Rapporttype] = {}
    for rapport in rapporter:
        noekkel = (rapport.type, rapport.prosjekt.embete_id)
        typer[noekkel] = type_ = typer.get(noekkel) or rapporttype(rapport.type, rapport.prosjekt.embete)
        rapport.skrevet_av = type_.antall_tekster(rapport.maal)
        rapport.typenavn, rapport.periode = type_.navn, perioden(rapport)
    return rapporter


@dataclass(frozen=True)
class Skrivestatus:
    """A chapter as the report's page lists it: what it is, and who last wrote it."""

    del_: Skrivedel
    kapittel: Kapittel | None

    @property
    def skrevet(self) -> bool:
        return self.kapittel is not None and bool(self.kapittel.tekst.strip())


def skrivestatus(rapport: Rapport, deler: Iterable[Skrivedel]) -> list[Skrivestatus]:
    """Return each chapter with its text, and last those whose result goal is gone: nothing is lost. One query."""
    skrevne = {kapittel.noekkel: kapittel for kapittel in rapport.kapitler.select_related("endret_av")}
    liste = [Skrivestatus(del_, skrevne.pop(del_.noekkel, None)) for del_ in deler]
    return liste + [
        Skrivestatus(_uten_plass(ett.noekkel), ett)
        for ett in skrevne.values()
        if ett.tekst.strip() and not er_vurdering(ett.noekkel)
    ]


def skrivedel(rapport: Rapport, noekkel: str) -> Skrivedel | None:
    """Return the chapter that people write under ``noekkel``; None when the report has no such chapter."""
    if er_vurdering(noekkel):
        return None
    prosjekt = rapport.prosjekt
    verdier = {
        "omraade": prosjekt.embete.omraade, "periode": perioden(rapport).tekst, "prosjekt": prosjekt.navn,
    }  # fmt: skip
    deler = skrivedeler(rapporttype(rapport.type, prosjekt.embete), maalene(prosjekt), verdier)
    if funnet := next((del_ for del_ in deler if del_.noekkel == noekkel), None):
        return funnet
    return _uten_plass(noekkel) if rapport.kapitler.filter(noekkel=noekkel).exists() else None


def _uten_plass(noekkel: str) -> Skrivedel:
    return Skrivedel(
        noekkel,
        _("Tekst uten plass (%(noekkel)s)") % {"noekkel": noekkel},
        _("Resultatmålet teksten ble skrevet til, finnes ikke lenger. Teksten kommer ikke med i rapporten."),
    )


def maalene(prosjekt: Prosjekt) -> tuple[Maal, ...]:
    """Return the result goals of a project, each with the key of its section. One query."""
    return tuple(
        Maal(maalnoekkel(nummer), nummer, tekst)
        for nummer, tekst in prosjekt.resultatmaal.values_list("nummer", "tekst")
    )


def forslag(type_: Rapporttype, prosjekter, dag: date) -> dict:
    """Return what a new report's form proposes: the last period over without a report, its year, today as cut-off."""
    prosjekter = list(prosjekter)
    if type_.periode == TERTIAL:
        tertial = foreslaatt_tertial(prosjekter, dag)
        aar = foreslaatt_bosettingsaar(prosjekter[0].embete, tertial, dag) if prosjekter else tertial.aar
        return {
            "aar": tertial.aar,
            "tertial": tertial.nummer,
            "bosettingsaar": aar,
            "skjaeringsdato": dag,
        }
    over = [prosjekt.til for prosjekt in prosjekter[:1] if prosjekt.til and prosjekt.til <= dag]
    slutt = over[0] - timedelta(days=1) if type_.periode == PROSJEKT and over else dag
    return {"aar": slutt.year, "bosettingsaar": slutt.year, "skjaeringsdato": slutt}


def foreslaatt_bosettingsaar(embete, tertial: Tertial, dag: date) -> int:
    """Return the year the latest round sent by ``dag`` asks for; before any, the year the tertial looks ahead to."""
    siste = _sendte(embete, dag).order_by("-sendt_dato", "-aar", "-pk").values_list("aar", flat=True).first()
    return siste or (tertial.aar + 1 if tertial.nummer == 3 else tertial.aar)


def foreslaatt_tertial(prosjekter, dag: date) -> Tertial:
    """Return the last tertial that is over; if one of ``prosjekter`` has its report already, the one we are in."""
    naa = Tertial.for_dato(dag)
    sist = naa.forrige
    har = Rapport.objects.filter(
        prosjekt__in=prosjekter, type=TERTIALRAPPORT, aar=sist.aar, tertial=sist.nummer
    ).exists()
    return naa if har else sist


def prosjekter_i(tertial: Tertial, navn: str | None = None):
    """Projects that last on at least one day of the tertial, by name if given."""
    rader = Prosjekt.objects.filter(Q(til=None) | Q(til__gt=tertial.fra), fra__lt=tertial.til).select_related(
        "embete"
    )
    return rader.filter(navn__iexact=navn) if navn else rader
