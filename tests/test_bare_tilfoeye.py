"""A row of each append-only table, and every way to change or remove it: all are refused, and the row is as it was."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict

from anmodninger.models import Brevfil
from bosetting.brukere.actions import record
from bosetting.felles import vern
from bosetting.felles.dag import naa
from bosetting.personvern.models import Kjoering
from tests.anmodninger.factories import BrevFactory, UtsettelseFactory
from tests.nettverk.referatfactories import ReferatFactory
from tests.nettverk.tilskuddfactories import UtbetalingFactory
from tests.rapporter.rapportradfactories import (
    BehandlingFactory,
    FunnvurderingFactory,
    KapittelversjonFactory,
    OverstyringFactory,
    PubliseringFactory,
)
from tests.vedtak.factories import (
    AnmodningFactory,
    BosattFactory,
    PlanforankringFactory,
    VilkaarsoppfoelgingFactory,
)
from tests.vedtak.purrefactories import PurremottakerFactory, forsoek
from vedtak.models import Bekreftelse, Dokument, Endringsoenske, Endringsoenskesvar, ImdiTall

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 1)


@pytest.fixture
def en_av_hver(saksbehandler):
    """One row in each of the tables; factories make those that the others point to."""
    vedtak = VilkaarsoppfoelgingFactory().vilkaar.vedtak
    kommune, felles = vedtak.kommune, {"registrert_av": saksbehandler, "registrert_at": naa()}
    forsoek(PurremottakerFactory(), "begynt")
    UtsettelseFactory(anmodning=AnmodningFactory())
    Brevfil.objects.create(
        brev=BrevFactory(anmodning=AnmodningFactory()),
        innhold=b"%PDF",
        sha256="0" * 64,
        typst="0.15",
        opprettet_at=naa(),
    )
    BosattFactory(kommune=kommune)
    PlanforankringFactory(kommune=kommune)
    ImdiTall.objects.create(kommune=kommune, aar=2016, per_dato=DAG, vedtak=3, kilde="fil, linje 1")
    Bekreftelse.objects.create(vedtak=vedtak, utfall="bekreftet", dato=DAG, **felles)
    oenske = Endringsoenske.objects.create(
        kommune=kommune, aar=2016, dato=DAG, tekst="Rett tallet.", sendt_av=saksbehandler, sendt_at=naa()
    )
    Endringsoenskesvar.objects.create(oenske=oenske, utfall="utfoert", dato=DAG, **felles)
    Dokument.objects.create(
        kommune=kommune, navn="vedtak.pdf", type="application/pdf", stoerrelse=4, sha256="0" * 64,
        lastet_opp_av=saksbehandler, lastet_opp_at=naa(),
    )  # fmt: skip
    UtbetalingFactory(kommune=kommune)
    ReferatFactory()
    KapittelversjonFactory()
    OverstyringFactory()
    FunnvurderingFactory()
    BehandlingFactory()
    PubliseringFactory()
    Kjoering.objects.create(aarsak="lagringstid", antall={"konto": 1}, utfoert_at=naa())
    record(by=saksbehandler, handling="prøvde", objekt=vedtak)


def sql(tekst):
    with connection.cursor() as peker:
        peker.execute(tekst)


MAATER = {
    "update": lambda modell, rad: sql(f'UPDATE "{modell._meta.db_table}" SET id = id'),
    "delete": lambda modell, rad: sql(f'DELETE FROM "{modell._meta.db_table}"'),
    "queryset-update": lambda modell, rad: modell._base_manager.filter(pk=rad.pk).update(id=rad.pk),
    "queryset-delete": lambda modell, rad: modell._base_manager.filter(pk=rad.pk)._raw_delete("default"),
    "save": lambda modell, rad: rad.save(),
}


@pytest.mark.parametrize("modell", vern.vernede_modeller(), ids=lambda modell: modell._meta.label)
def test_no_row_can_be_changed_or_removed_in_any_way(en_av_hver, modell):
    rad = modell._base_manager.order_by("pk").first()
    assert rad is not None, "Lag en rad av modellen i en_av_hver"
    antall, foer = modell._base_manager.count(), model_to_dict(rad)
    for navn, skriv in MAATER.items():
        with pytest.raises(IntegrityError, match="kan ikke endres eller slettes"), transaction.atomic():
            skriv(modell, rad)
        assert modell._base_manager.count() == antall, navn
    assert model_to_dict(modell._base_manager.get(pk=rad.pk)) == foer
