"""Reports and their facts for tests."""

from datetime import UTC, date, datetime

import factory

from anmodninger.frister import Frister, Utsettelse
from rapporter import definisjoner
from rapporter.domain import Kommunelinje, Rapportgrunnlag, Rundefakta
from rapporter.models import Kapittel, Rapport
from rapporter.perioder import periode
from tests.nettverk.factories import ProsjektFactory
from vedtak.domain import Anmodningsrad, Svarrad, Tall, kommunestatus, summer

SKJAERINGSDATO = date(2016, 1, 29)
SENDT = date(2015, 11, 17)


def tertialperiode(aar: int, nummer: int):
    """Return the period of a tertial report."""
    return periode(
        "tertial",
        aar=aar,
        tertial=nummer,
        prosjekt_fra=date(2015, 1, 1),
        prosjekt_til=None,
        skjaeringsdato=SKJAERINGSDATO,
    )


class RapportFactory(factory.django.DjangoModelFactory):
    """The report on the third tertial of 2015, with figures of 29 January 2016."""

    class Meta:
        model = Rapport

    prosjekt = factory.SubFactory(ProsjektFactory)
    aar = 2015
    tertial = 3
    bosettingsaar = 2016
    skjaeringsdato = SKJAERINGSDATO
    opprettet_at = datetime(2016, 1, 29, 9, tzinfo=UTC)


class KapittelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kapittel

    rapport = factory.SubFactory(RapportFactory)
    noekkel = "innledning"
    tekst = "Slik begynner rapporten."
    endret_at = datetime(2016, 2, 1, 9, tzinfo=UTC)


def linje(navn, bedt=None, gitt=None, *, nr=1, frist=None, utsatt_til=None, **svar):
    """Return a municipality asked for ``bedt`` = (totalt, em) that decided ``gitt``; None: not asked, not answered."""
    utsatt = (Utsettelse(nr, SENDT, Frister(utsatt_til)),) if utsatt_til else ()
    anmodninger = [Anmodningsrad(nr, nr, SENDT, Tall(*bedt), Frister(frist), utsatt)] if bedt else []
    rader = [Svarrad(nr, nr, date(2015, 12, 15), tall=Tall(*gitt), **svar)] if gitt else []
    if svar and not gitt:
        rader = [Svarrad(nr, nr, date(2015, 12, 15), **svar)]
    return Kommunelinje(
        f"{nr:04d}", navn, kommunestatus(nr, anmodninger, rader, SKJAERINGSDATO, SKJAERINGSDATO)
    )


def grunnlag(*linjer, **felt):
    """Return the facts of a report on these municipalities."""
    felles = {
        "prosjekt": "Bosetting i Østfold",
        "effektmaal": "Raskere bosetting",
        "embete": "Fylkesmannen i Østfold",
        "omraade": "Østfold",
        "type": definisjoner.type_("tertialrapport"),
        "periode": tertialperiode(2015, 3),
        "bosettingsaar": 2016,
        "skjaeringsdato": SKJAERINGSDATO,
        "linjer": linjer,
        "summer": summer(linje.status for linje in linjer),
    }
    return Rapportgrunnlag(**felles | felt)


def runde(sendt=SENDT, oppgitt=(None, None), rader=(None, None), nasjonalt=(None, None), **felt):
    return Rundefakta(sendt, oppgitt=Tall(*oppgitt), rader=Tall(*rader), nasjonalt=Tall(*nasjonalt), **felt)
