"""Writes of meetings and series: once, in order, and never over what was changed by itself."""

import uuid
from datetime import date, time

import pytest

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from nettverk import innkallinger, moeter, moeteserier
from nettverk.models import Moete, Moeteserie
from nettverk.moeteregler import Moenster
from nettverk.skriving import Samtidig
from tests.nettverk.factories import GruppeFactory, ProsjektFactory, ResultatmaalFactory
from tests.nettverk.seriefactories import MoeteserieFactory, SeriemoeteFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)
TORSDAG = Moenster(3, 1)


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def fortalt(monkeypatch):
    """Return the meetings whose invited were told, in order."""
    rad = []
    monkeypatch.setattr(
        innkallinger, "meld_endret", lambda *, by, moete: rad.append((moete.pk, moete.status))
    )
    return rad


def moetefelt(**endret):
    return {
        "tittel": "Styringsgruppe", "gruppe": None, "dato": date(2016, 4, 12), "fra_tid": time(9), "til_tid": time(11),
        "sted": "Sarpsborg", "videolenke": "", "svarfrist": None, "beskrivelse": "", "innsyn": "embetet", "fase": None,
        "resultatmaal": [], "kilde": "",
    } | endret  # fmt: skip


def seriefelt(moenster=Moenster(1, 1), **endret):  # noqa: B008
    return {
        "regel": moenster.regel, "tittel": "Prosjektgruppemøte", "gruppe": None, "fra": date(2016, 1, 1),
        "til": date(2016, 7, 1), "fra_tid": time(11, 30), "til_tid": time(15), "sted": "Moss", "videolenke": "",
        "innsyn": "embetet",
    } | endret  # fmt: skip


@pytest.fixture
def serie(prosjekt, prosjektleder):
    felt = seriefelt()
    datoer = Moenster.les(felt["regel"]).datoer(felt["fra"], felt["til"])
    return moeteserier.opprett_serie(
        by=prosjektleder, prosjekt=prosjekt, felt=felt, datoer=datoer, noekkel=uuid.uuid4()
    )


def opprett(prosjekt, by, noekkel=None, **endret):
    return moeter.opprett_moete(
        by=by, prosjekt=prosjekt, felt=moetefelt(**endret), dag=DAG, noekkel=noekkel or uuid.uuid4()
    )


def endre_resten(by, serie, moenster, *, versjon=None, noekkel=None, datoer=None, **endret):
    felt = seriefelt(moenster, fra=date(2016, 4, 1), **endret)
    return moeteserier.endre_resten(
        by=by,
        serie=serie,
        felt=felt,
        datoer=moenster.datoer(felt["fra"], felt["til"]) if datoer is None else datoer,
        dag=DAG,
        versjon=serie.versjon if versjon is None else versjon,
        noekkel=noekkel or uuid.uuid4(),
    )


def test_a_meeting_is_made_once_with_its_goals(prosjekt, prosjektleder):
    maal, noekkel = ResultatmaalFactory(prosjekt=prosjekt, nummer="3 b"), uuid.uuid4()
    foerste = opprett(prosjekt, prosjektleder, noekkel, resultatmaal=[maal])
    assert opprett(prosjekt, prosjektleder, noekkel) == foerste == Moete.objects.get()
    assert Hendelse.objects.get().etter["resultatmaal"] == ["3 b"]


def test_a_meeting_is_open_to_those_whom_its_group_meets_before(prosjekt, prosjektleder):
    gruppe = GruppeFactory(prosjekt=prosjekt, moeteinnsyn="kommunene")
    assert opprett(prosjekt, prosjektleder, gruppe=gruppe, innsyn="").innsyn == "kommunene"
    assert opprett(prosjekt, prosjektleder, gruppe=gruppe, innsyn="medlemmer").innsyn == "medlemmer"
    with pytest.raises(Hinder, match="Velg hvem som kan se et møte uten gruppe"):
        opprett(prosjekt, prosjektleder, innsyn="")


def test_what_belongs_to_another_project_is_refused(prosjekt, prosjektleder):
    for felt in ({"gruppe": GruppeFactory()}, {"resultatmaal": [ResultatmaalFactory()]}):
        with pytest.raises(Hinder, match="hører til et annet prosjekt"):
            opprett(prosjekt, prosjektleder, **felt)
    assert not Moete.objects.exists()


def test_those_who_are_invited_are_told_of_what_they_would_notice(prosjekt, prosjektleder, fortalt):
    moete = opprett(prosjekt, prosjektleder)
    tekst, sted = {"beskrivelse": "Mer om saken"}, {"sted": "Halden"}
    for endret, ganger in [(tekst, 0), (tekst | sted, 1), (tekst | sted, 1)]:
        moete.refresh_from_db()
        moeter.endre_moete(
            by=prosjektleder, moete=moete, felt=moetefelt(**endret), dag=DAG, versjon=moete.versjon
        )
        assert len(fortalt) == ganger
    moete.refresh_from_db()
    assert moete.versjon == 3
    moeter.avlys_moete(by=prosjektleder, moete=moete, grunn="Sykdom", versjon=3)
    moeter.avlys_moete(by=prosjektleder, moete=moete, grunn="Sykdom", versjon=3)
    assert fortalt == [(moete.pk, "planlagt"), (moete.pk, "avlyst")]
    moete.refresh_from_db()
    assert (moete.status, moete.avlyst_grunn, moete.versjon) == ("avlyst", "Sykdom", 4)


def test_a_cancelled_meeting_is_not_changed_and_a_held_one_not_cancelled(prosjekt, prosjektleder):
    avlyst = SeriemoeteFactory(prosjekt=prosjekt, status="avlyst")
    with pytest.raises(Hinder, match="Møtet er avlyst"):
        moeter.endre_moete(by=prosjektleder, moete=avlyst, felt=moetefelt(), dag=DAG, versjon=1)
    holdt = SeriemoeteFactory(prosjekt=prosjekt, status="avholdt", dato=date(2016, 3, 1))
    with pytest.raises(Hinder, match="avholdt, kan ikke avlyses"):
        moeter.avlys_moete(by=prosjektleder, moete=holdt, grunn="Sykdom", versjon=1)


def test_who_comes_second_is_told(prosjekt, prosjektleder):
    moete = opprett(prosjekt, prosjektleder)
    moeter.endre_moete(by=prosjektleder, moete=moete, felt=moetefelt(sted="Moss"), dag=DAG, versjon=1)
    with pytest.raises(Samtidig):
        moeter.endre_moete(by=prosjektleder, moete=moete, felt=moetefelt(sted="Rygge"), dag=DAG, versjon=1)
    with pytest.raises(Samtidig):
        moeter.avlys_moete(by=prosjektleder, moete=moete, grunn="Sykdom", versjon=1)
    assert Moete.objects.get().sted == "Moss"


# ---------------------------------------------------------------- series


def dagene(serie):
    return [
        (m.seriedato.isoformat()[5:], m.dato.isoformat()[5:], m.status)
        for m in serie.moeter.order_by("seriedato")
    ]


def test_a_series_is_made_once_with_the_days_that_were_chosen(prosjekt, prosjektleder):
    felt, noekkel = seriefelt(), uuid.uuid4()
    datoer = [date(2016, 2, 2), date(2016, 4, 5)]
    for _gang in range(2):
        serie = moeteserier.opprett_serie(
            by=prosjektleder, prosjekt=prosjekt, felt=felt, datoer=datoer, noekkel=noekkel
        )
    assert dagene(serie) == [("02-02", "02-02", "planlagt"), ("04-05", "04-05", "planlagt")]
    moete = serie.moeter.first()
    assert (moete.tittel, moete.sted, moete.innsyn, moete.til_tid) == (
        "Prosjektgruppemøte",
        "Moss",
        "embetet",
        time(15),
    )
    assert Hendelse.objects.get().etter["datoer"] == ["2016-02-02", "2016-04-05"]


@pytest.mark.parametrize(
    ("datoer", "endret", "grunn"),
    [
        ([], {}, "Velg minst én dato"),
        ([date(2016, 2, 3)], {}, "passer ikke med mønsteret"),
        ([date(2016, 2, 2)], {"til": date(2018, 1, 1)}, "ut over prosjektperioden"),
        ([date(2016, 2, 2)], {"innsyn": ""}, "møte uten gruppe"),
    ],
)
def test_a_series_that_cannot_be_leaves_nothing(prosjekt, prosjektleder, datoer, endret, grunn):
    with pytest.raises(Hinder, match=grunn):
        moeteserier.opprett_serie(
            by=prosjektleder, prosjekt=prosjekt, felt=seriefelt(**endret), datoer=datoer, noekkel=uuid.uuid4()
        )
    assert not Moeteserie.objects.exists()
    assert not Moete.objects.exists()


def test_the_rest_of_a_series_moves_and_what_was_changed_by_itself_stays(serie, prosjektleder, fortalt):
    april, mai, juni = serie.moeter.filter(seriedato__gte=date(2016, 4, 1)).order_by("seriedato")
    Moete.objects.filter(pk=april.pk).update(sted="Halden", svarfrist=date(2016, 4, 5))
    Moete.objects.filter(pk=mai.pk).update(dato=date(2016, 5, 10))
    Moete.objects.filter(pk=juni.pk).update(status="avlyst")
    uten_juni = [dag for dag in TORSDAG.datoer(date(2016, 4, 1), date(2016, 7, 1)) if dag.month != 6]
    noekkel = uuid.uuid4()
    ny = endre_resten(prosjektleder, serie, TORSDAG, sted="Askim", noekkel=noekkel, datoer=uten_juni)
    assert endre_resten(prosjektleder, serie, TORSDAG, noekkel=noekkel) == ny  # a double click
    assert dagene(ny) == [("04-07", "04-07", "planlagt"), ("05-05", "05-10", "planlagt")]
    for moete in (april, mai, juni):
        moete.refresh_from_db()
    assert [moete.sted for moete in (april, mai, juni)] == ["Halden", "Askim", "Moss"]
    assert {april.serie, mai.serie} == {ny}
    serie.refresh_from_db()
    assert serie.til == date(2016, 4, 1)
    assert dagene(serie) == [
        ("01-05", "01-05", "planlagt"), ("02-02", "02-02", "planlagt"), ("03-01", "03-01", "planlagt"),
        ("06-07", "06-07", "avlyst"),
    ]  # fmt: skip
    assert fortalt == [(april.pk, "planlagt"), (mai.pk, "planlagt")]


def test_a_meeting_without_a_new_day_is_cancelled_and_a_day_without_a_meeting_gets_one(
    serie, prosjektleder, fortalt
):
    annenhver = Moenster(1, 1, 2)
    ny = endre_resten(prosjektleder, serie, annenhver, til=date(2016, 9, 1))
    assert dagene(ny) == [
        ("04-05", "04-05", "planlagt"), ("06-07", "06-07", "planlagt"), ("08-02", "08-02", "planlagt"),
    ]  # fmt: skip
    mai = serie.moeter.get(seriedato=date(2016, 5, 3))
    assert (mai.status, mai.avlyst_grunn) == ("avlyst", "Serien er endret.")
    assert fortalt == [(mai.pk, "avlyst")]


def test_a_series_changed_from_its_first_day_is_one_series(prosjekt, prosjektleder):
    felt = seriefelt(fra=date(2016, 4, 1))
    gammel = moeteserier.opprett_serie(
        by=prosjektleder,
        prosjekt=prosjekt,
        felt=felt,
        datoer=Moenster(1, 1).datoer(felt["fra"], felt["til"]),
        noekkel=uuid.uuid4(),
    )
    rader = set(gammel.moeter.values_list("pk", flat=True))
    ny = endre_resten(prosjektleder, gammel, TORSDAG)
    assert Moeteserie.objects.get() == ny
    assert set(ny.moeter.values_list("pk", flat=True)) == rader


def test_meetings_that_were_are_left_and_who_comes_second_is_told(serie, prosjektleder):
    felt = seriefelt(TORSDAG, fra=date(2016, 3, 1))
    with pytest.raises(Hinder, match="Møter som har vært, blir stående"):
        moeteserier.endre_resten(
            by=prosjektleder, serie=serie, felt=felt, datoer=TORSDAG.datoer(felt["fra"], felt["til"]), dag=DAG,
            versjon=1, noekkel=uuid.uuid4(),
        )  # fmt: skip
    endre_resten(prosjektleder, serie, TORSDAG)
    with pytest.raises(Samtidig):
        endre_resten(prosjektleder, serie, TORSDAG, versjon=1)
    assert Moeteserie.objects.count() == 2


def test_a_series_is_ended(serie, prosjektleder, fortalt):
    valg = {"by": prosjektleder, "fra": date(2016, 5, 1), "grunn": "Prosjektet er over.", "dag": DAG}
    moeteserier.avslutt_serie(serie=serie, versjon=1, **valg)
    moeteserier.avslutt_serie(serie=serie, versjon=1, **valg)
    serie.refresh_from_db()
    assert (serie.til, serie.versjon) == (date(2016, 5, 1), 2)
    assert [status for _serie, _dato, status in dagene(serie)] == ["planlagt"] * 4 + ["avlyst"] * 2
    assert len(fortalt) == 2
    with pytest.raises(Hinder, match="Møter som har vært"):
        moeteserier.avslutt_serie(serie=serie, versjon=2, **valg | {"fra": date(2016, 3, 1)})


def test_two_who_change_the_rest_at_once_make_one_new_series(paa_postgresql, prosjektleder, embete):
    serie = MoeteserieFactory(prosjekt__embete=embete)
    SeriemoeteFactory(prosjekt=serie.prosjekt, serie=serie, seriedato=date(2016, 4, 5))
    svar = samtidig(lambda: endre_resten(prosjektleder, serie, TORSDAG, versjon=1), antall=4)
    assert sum(isinstance(ett, Moeteserie) for ett in svar) == 1
    assert Moeteserie.objects.count() == 2
    assert Moete.objects.filter(status="planlagt").count() == 3
