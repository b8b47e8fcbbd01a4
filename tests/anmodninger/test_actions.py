"""Drafts are made, changed and sent; everything leaves a trace or nothing happens."""

import uuid
from datetime import date

import pytest

from anmodninger import actions, queries
from anmodninger.frister import Frister
from anmodninger.models import Anmodning, Anmodningsrunde, Rundeutkast
from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.kommuner.models import Kommune
from tests.anmodninger.factories import RundeFactory, UtkastFactory
from tests.kommuner.factories import KommuneFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db


def test_a_round_already_sent_is_registered_with_its_figures_and_a_trace(embete, halden, moss, saksbehandler):
    runde = actions.registrer_sendt_runde(
        by=saksbehandler,
        embete=embete,
        aar=2016,
        sendt_dato=date(2015, 8, 20),
        avsender="IMDi og KS",
        linjer=[(halden, 60, 5, "KS"), (moss, 80, None, "IMDi")],
        fylkestall_totalt=537,
        fylkestall_em=39,
        svarfrist=date(2015, 12, 31),
        siste_svar_dato=date(2016, 1, 15),
        siste_endring_dato=date(2016, 1, 31),
    )

    assert runde.frister == Frister(date(2015, 12, 31), date(2016, 1, 15), date(2016, 1, 31))
    assert list(runde.anmodninger.order_by("kommune__nr").values_list("totalt", "em", "kilde")) == [
        (60, 5, "KS"),
        (80, None, "IMDi"),
    ]
    hendelse = Hendelse.objects.get()
    assert hendelse.bruker == saksbehandler
    assert hendelse.etter["linjer"] == [["0101", 60, 5], ["0104", 80, None]]


def test_a_round_with_a_wrong_line_is_not_registered_at_all(embete, halden, moss):
    with pytest.raises(Hinder) as hinder:
        actions.registrer_sendt_runde(
            by=None,
            embete=embete,
            aar=2016,
            sendt_dato=date(2015, 8, 20),
            avsender="IMDi",
            linjer=[(halden, 60, 5, ""), (moss, 10, 11, "")],
        )

    assert [felt for felt, _ in hinder.value.grunner] == [f"em-{moss.pk}"]
    assert not Anmodningsrunde.objects.exists()
    assert not Anmodning.objects.exists()
    assert not Hendelse.objects.exists()


def test_the_first_round_of_a_year_is_the_embetes_a_national_or_one_that_names_the_municipality(
    embete, naboembete, halden, moss, bergen
):
    RundeFactory(embete=naboembete, sendt_dato=date(2015, 5, 1), linjer=[(bergen, 100)])
    assert queries.foerste_sendt(halden, 2016) is None

    RundeFactory(embete=embete, sendt_dato=date(2015, 11, 17), linjer=[(moss, 80)])
    assert queries.foerste_sendt(halden, 2016) == date(2015, 11, 17)

    RundeFactory(embete=None, sendt_dato=date(2015, 8, 20))
    assert queries.foerste_sendt(halden, 2016) == date(2015, 8, 20)

    RundeFactory(embete=naboembete, sendt_dato=date(2015, 6, 1), linjer=[(halden, 1)])
    assert queries.foerste_sendt(halden, 2016) == date(2015, 6, 1)
    assert queries.foerste_sendt(halden, 2017) is None


DATA = {
    "aar": 2016,
    "avsender": "Fylkesmannen i Østfold",
    "planlagt_sendt_dato": date(2016, 3, 9),
    "svarfrist": date(2016, 4, 15),
    "siste_svar_dato": date(2016, 4, 22),
    "siste_endring_dato": date(2016, 4, 29),
}


def lag(by, embete, linjer=(), noekkel=None, **data):
    return actions.lag_utkast(
        by=by, embete=embete, data=DATA | data, linjer=linjer, noekkel=noekkel or uuid.uuid4()
    )


def felter(hinder):
    return [felt for felt, _ in hinder.value.grunner]


def test_the_same_key_makes_one_draft_and_finds_the_round_it_became(embete, halden, saksbehandler, dag):
    noekkel = uuid.uuid4()
    utkast = lag(saksbehandler, embete, [(halden, 60, 5)], noekkel)

    assert lag(saksbehandler, embete, [(halden, 99, 9)], noekkel) == utkast
    assert utkast.linjer.get().totalt == 60

    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    assert lag(saksbehandler, embete, noekkel=noekkel) == runde
    assert not Rundeutkast.objects.exists()


@pytest.mark.parametrize(
    ("data", "felt"),
    [
        ({"aar": 1999}, "aar"),
        ({"svarfrist": date(2016, 3, 8)}, "svarfrist"),
        ({"siste_svar_dato": date(2016, 4, 14)}, "siste_svar_dato"),
        ({"siste_endring_dato": date(2016, 4, 14)}, "siste_endring_dato"),
        ({"svarfrist": None, "siste_svar_dato": date(2016, 3, 8)}, "siste_svar_dato"),
        ({"nasjonalt_totalt": 10, "nasjonalt_em": 11}, "nasjonalt_em"),
        ({"fylkestall_totalt": 100_001}, "fylkestall_totalt"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_not_made(embete, saksbehandler, data, felt):
    with pytest.raises(Hinder) as hinder:
        lag(saksbehandler, embete, **data)

    assert felter(hinder) == [felt]
    assert not Rundeutkast.objects.exists()
    assert not Hendelse.objects.exists()


def test_a_draft_replaces_only_an_earlier_round_of_its_own_embete_and_year(embete, naboembete, saksbehandler):
    egen, andres = RundeFactory(embete=embete), RundeFactory(embete=naboembete)

    assert lag(saksbehandler, embete, erstatter=egen).erstatter == egen
    with pytest.raises(Hinder) as hinder:
        lag(saksbehandler, embete, erstatter=andres)
    assert felter(hinder) == ["erstatter"]
    with pytest.raises(Hinder) as hinder:
        lag(saksbehandler, embete, erstatter=egen, aar=2017)
    assert felter(hinder) == ["erstatter"]
    with pytest.raises(Hinder) as hinder:
        lag(saksbehandler, embete, erstatter=egen, planlagt_sendt_dato=date(2015, 8, 19))
    assert felter(hinder) == ["erstatter"]


def test_facts_are_changed_with_a_trace_and_unchanged_facts_leave_none(embete, saksbehandler):
    utkast = UtkastFactory(embete=embete)
    data = {felt: getattr(utkast, felt) for felt in actions.FAKTA}

    assert actions.endre_utkast(by=saksbehandler, utkast=utkast, data=data, versjon=1).versjon == 1
    assert not Hendelse.objects.exists()

    endret = actions.endre_utkast(by=saksbehandler, utkast=utkast, data=data | {"kilde": "Brev"}, versjon=1)
    assert (endret.kilde, endret.versjon) == ("Brev", 2)
    assert ("kilde", "", "Brev") in Hendelse.objects.get().endringer


def test_a_draft_cannot_move_to_a_year_where_its_municipalities_do_not_exist(embete, saksbehandler):
    borte = KommuneFactory(nr="0136", navn="Rygge", til=date(2020, 1, 1))
    utkast = UtkastFactory(embete=embete, linjer=[(borte, 30)])
    data = {felt: getattr(utkast, felt) for felt in actions.FAKTA}

    with pytest.raises(Hinder) as hinder:
        actions.endre_utkast(by=saksbehandler, utkast=utkast, data=data | {"aar": 2020}, versjon=1)

    assert felter(hinder) == ["aar"]
    assert (
        actions.endre_utkast(by=saksbehandler, utkast=utkast, data=data | {"aar": 2019}, versjon=1).aar
        == 2019
    )


def test_figures_are_replaced_as_a_whole_and_the_trace_holds_what_changed(
    embete, halden, moss, saksbehandler
):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])

    actions.lagre_tall(
        by=saksbehandler, utkast=utkast, linjer=[(halden, 60, 5), (moss, None, None)], versjon=1
    )

    assert [linje.kommune for linje in utkast.linjer.all()] == [halden]
    hendelse = Hendelse.objects.get()
    assert (hendelse.foer, hendelse.etter) == ({"linjer": [["0104", 80, 20]]}, {"linjer": []})


def test_saving_the_same_figures_again_changes_nothing(embete, halden, saksbehandler):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, None)])

    lagret = actions.lagre_tall(by=saksbehandler, utkast=utkast, linjer=[(halden, 60, None)], versjon=1)

    assert lagret.versjon == 1
    assert not Hendelse.objects.exists()


def test_one_wrong_figure_saves_nothing(embete, halden, moss, bergen, saksbehandler):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])
    oppstaatt = KommuneFactory(nr="3001", navn="Halden", fylke=halden.fylke, fra=date(2020, 1, 1))

    with pytest.raises(Hinder) as hinder:
        actions.lagre_tall(
            by=saksbehandler,
            utkast=utkast,
            linjer=[(halden, 70, 5), (moss, 5, 6), (bergen, 1, 0), (oppstaatt, 1, 0)],
            versjon=1,
        )

    assert felter(hinder) == [f"em-{moss.pk}", f"totalt-{bergen.pk}", f"totalt-{oppstaatt.pk}"]
    assert utkast.linjer.get().totalt == 60


def test_the_second_of_two_who_save_is_told_who_was_first(embete, halden, saksbehandler, prosjektleder):
    utkast = UtkastFactory(embete=embete)
    actions.lagre_tall(by=prosjektleder, utkast=utkast, linjer=[(halden, 60, 5)], versjon=1)

    with pytest.raises(actions.Samtidig) as samtidig:
        actions.lagre_tall(by=saksbehandler, utkast=utkast, linjer=[(halden, 10, 0)], versjon=1)

    assert samtidig.value.lagret_av == "Pia Prosjektleder"
    assert samtidig.value.utkast.versjon == 2
    assert utkast.linjer.get().totalt == 60


@pytest.mark.parametrize("antall", [3, 428])
def test_saving_and_sending_cost_the_same_at_every_size(
    embete, saksbehandler, dag, antall, django_assert_max_num_queries, settings
):
    # The letters' files are work for later: the queue takes it, and nobody does it here.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    fylke = embete.fylker.get()
    kommuner = Kommune.objects.bulk_create(
        Kommune(nr=f"{100 + n:04d}", navn=f"Kommune {n}", fylke=fylke) for n in range(antall)
    )
    utkast = UtkastFactory(embete=embete)

    # SQLite splits a big insert where it would have more than 999 values; nothing else grows.
    with django_assert_max_num_queries(10):
        actions.lagre_tall(by=saksbehandler, utkast=utkast, linjer=[(k, 5, 1) for k in kommuner], versjon=1)
    with django_assert_max_num_queries(37):
        actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    assert Anmodning.objects.count() == antall


def test_a_draft_is_sent_once(embete, halden, moss, saksbehandler, dag):
    utkast = UtkastFactory(
        embete=embete, linjer=[(halden, 60, 5), (moss, 80, None)], fylkestall_totalt=140, kilde="Brev"
    )

    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)

    assert (runde.sendt_dato, runde.kilde, runde.fylkestall_totalt) == (dag, "Brev", 140)
    assert runde.noekkel == utkast.noekkel
    assert set(runde.anmodninger.values_list("kommune", "totalt", "em")) == {
        (halden.pk, 60, 5),
        (moss.pk, 80, None),
    }
    assert actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag) == runde
    assert not Rundeutkast.objects.exists()
    assert [hendelse.handling for hendelse in Hendelse.objects.all()] == ["sendte runde"]


def test_a_round_is_not_sent_ahead_of_time_nor_empty(embete, halden, saksbehandler, dag):
    senere = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)], planlagt_sendt_dato=date(2016, 3, 10))
    with pytest.raises(Hinder) as hinder:
        actions.send_runde(by=saksbehandler, utkast=senere, dag=dag)
    assert felter(hinder) == ["sendt_dato"]

    with pytest.raises(Hinder) as hinder:
        actions.send_runde(by=saksbehandler, utkast=UtkastFactory(embete=embete), dag=dag)
    assert felter(hinder) == [None]

    assert not Anmodningsrunde.objects.exists()
    assert actions.send_runde(by=saksbehandler, utkast=senere, dag=dag, sendt_dato=dag).sendt_dato == dag


def test_a_draft_that_changed_after_it_was_looked_over_is_not_sent(embete, halden, saksbehandler, dag):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)], versjon=2)

    with pytest.raises(actions.Samtidig):
        actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag, versjon=1)

    assert not Anmodningsrunde.objects.exists()


def test_a_deleted_draft_leaves_a_trace_with_its_figures(embete, halden, saksbehandler):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])

    actions.slett_utkast(by=saksbehandler, utkast=Rundeutkast.objects.get(pk=utkast.pk))

    assert not Rundeutkast.objects.exists()
    assert Hendelse.objects.get().foer["linjer"] == [["0101", 60, 5]]
    with pytest.raises(actions.Borte):
        actions.slett_utkast(by=saksbehandler, utkast=utkast)


@pytest.mark.usefixtures("paa_postgresql")
def test_of_two_who_save_at_the_same_moment_one_wins_and_one_is_told(embete, halden, saksbehandler):
    utkast = UtkastFactory(embete=embete)

    def lagre(totalt):
        actions.lagre_tall(by=saksbehandler, utkast=utkast, linjer=[(halden, totalt, None)], versjon=1)
        return totalt

    resultat = samtidig(lambda: lagre(10), lambda: lagre(20), ventet=actions.Samtidig)

    vunnet = [totalt for totalt in resultat if not isinstance(totalt, actions.Samtidig)]
    assert len(vunnet) == 1
    assert utkast.linjer.get().totalt == vunnet[0]
    assert Rundeutkast.objects.get().versjon == 2


@pytest.mark.usefixtures("paa_postgresql")
def test_two_clicks_at_the_same_moment_send_one_round(embete, halden, saksbehandler, dag):
    utkast = UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])

    runder = samtidig(
        lambda: actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag, versjon=1).pk, antall=2
    )

    assert set(runder) == {Anmodningsrunde.objects.get().pk}
    assert Anmodning.objects.count() == 1
