"""Writes to the dialogue log: once, traced, locked by version; and what of it reaches the calendar."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from bosetting.brukere import kalender
from bosetting.brukere.models import Hendelse, Tilgang
from bosetting.brukere.skjerming import SKJERMET
from bosetting.felles.hinder import Hinder
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import DialogFactory
from vedtak import dialoger
from vedtak.dialoger import Kontakt
from vedtak.models import Dialog
from vedtak.oppfoelgingskalender import oppfoelginger

pytestmark = pytest.mark.django_db


@pytest.fixture
def kontakt(halden):
    return Kontakt(
        kommune=halden, form="telefon", dato=date(2016, 3, 1), emne="Boliger", oppfoelging="Ringe",
        oppfoelging_dato=date(2016, 3, 20),
    )  # fmt: skip


@pytest.fixture
def registrer(saksbehandler, embete, kontakt, dag):
    def skriv(noekkel=None, **endret):
        return dialoger.registrer_kontakt(
            by=saksbehandler,
            embete=embete,
            kontakt=replace(kontakt, **endret),
            dag=dag,
            noekkel=noekkel or uuid4(),
        )

    return skriv


@pytest.fixture
def dialog(embete, halden):
    return DialogFactory(embete=embete, kommune=halden)


def som_kontakt(dialog, **endret) -> Kontakt:
    felt = {felt: getattr(dialog, felt) for felt in Kontakt.__dataclass_fields__}
    return Kontakt(**felt | endret)


def test_a_contact_is_written_once_with_its_trace(registrer, saksbehandler, halden):
    noekkel = uuid4()
    foerst = registrer(noekkel)
    assert registrer(noekkel) == foerst == Dialog.objects.get()
    spor = Hendelse.objects.get()
    assert (spor.bruker, spor.handling, spor.objekt) == (
        saksbehandler, "registrerte kontakt", "telefonsamtale med 0101 Halden 01.03.2016",
    )  # fmt: skip
    assert spor.foer is None
    assert spor.etter["emne"] == "Boliger"


def test_the_key_of_another_embete_gives_no_row_of_theirs(
    registrer, nabosaksbehandler, naboembete, bergen, kontakt, dag
):
    noekkel = uuid4()
    registrer(noekkel)
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        dialoger.registrer_kontakt(
            by=nabosaksbehandler, embete=naboembete, kontakt=replace(kontakt, kommune=bergen), dag=dag,
            noekkel=noekkel,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("endret", "felt"),
    [
        ({"dato": date(2016, 3, 10)}, "dato"),
        ({"oppfoelging": ""}, "oppfoelging"),
        ({"oppfoelging_dato": date(2016, 2, 1)}, "oppfoelging_dato"),
    ],
)
def test_what_cannot_be_leaves_nothing(registrer, endret, felt):
    with pytest.raises(Hinder) as feil:
        registrer(**endret)
    assert [hvor for hvor, _grunn in feil.value.grunner] == [felt]
    assert not Dialog.objects.exists()
    assert not Hendelse.objects.exists()


def test_the_municipality_is_the_embetes_on_that_day(registrer, embete, bergen, naboembete):
    with pytest.raises(Hinder, match="Bergen hørte ikke til embetet"):
        registrer(kommune=bergen)
    ny = KommuneFactory(nr="0199", navn="Nyby", fra=date(2016, 3, 5))
    with pytest.raises(Hinder, match="Nyby var ikke en kommune 01.03.2016"):
        registrer(kommune=ny)
    assert registrer(kommune=ny, dato=date(2016, 3, 5)).kommune == ny


def test_a_municipality_that_was_may_be_logged_for_the_days_it_was(registrer, embete):
    gammel = KommuneFactory(nr="0198", navn="Gammelby", til=date(2016, 3, 1))
    assert registrer(kommune=gammel, dato=date(2016, 2, 29)).kommune == gammel
    with pytest.raises(Hinder, match="Gammelby var ikke en kommune"):
        registrer(kommune=gammel)


def test_a_change_keeps_before_and_after(dialog, prosjektleder, dag):
    endret = dialoger.endre_kontakt(
        by=prosjektleder,
        dialog=dialog,
        kontakt=som_kontakt(dialog, emne="Boliger i sentrum"),
        versjon=1,
        dag=dag,
    )
    assert (endret.emne, endret.versjon) == ("Boliger i sentrum", 2)
    spor = Hendelse.objects.get()
    assert (spor.bruker, spor.foer["emne"], spor.etter["emne"]) == (
        prosjektleder, "Boliger for familier", "Boliger i sentrum",
    )  # fmt: skip


def test_the_same_save_twice_is_no_change_and_no_conflict(dialog, prosjektleder, dag):
    for _gang in range(2):
        dialoger.endre_kontakt(
            by=prosjektleder, dialog=dialog, kontakt=som_kontakt(dialog, emne="Nytt"), versjon=1, dag=dag
        )
    assert Hendelse.objects.count() == 1


def test_one_who_comes_second_overwrites_nothing(dialog, prosjektleder, saksbehandler, dag):
    dialoger.endre_kontakt(
        by=prosjektleder, dialog=dialog, kontakt=som_kontakt(dialog, emne="Først"), versjon=1, dag=dag
    )
    with pytest.raises(dialoger.Samtidig, match="Pia Prosjektleder har lagret") as feil:
        dialoger.endre_kontakt(
            by=saksbehandler, dialog=dialog, kontakt=som_kontakt(dialog, emne="Sist"), versjon=1, dag=dag
        )
    assert feil.value.dialog.emne == "Først"
    with pytest.raises(dialoger.Samtidig):
        dialoger.foelg_opp(
            by=saksbehandler, dialog=dialog, oppfulgt_dato=dag, merknad="Gjort.", versjon=1, dag=dag
        )
    dialog.refresh_from_db()
    assert (dialog.emne, dialog.oppfulgt_dato) == ("Først", None)


def test_a_follow_up_is_done_opened_again_and_done_anew(dialog, saksbehandler, dag):
    def gjoer(merknad, versjon):
        return dialoger.foelg_opp(
            by=saksbehandler, dialog=dialog, oppfulgt_dato=dag, merknad=merknad, versjon=versjon, dag=dag
        )

    assert gjoer("Sendt.", 1).versjon == 2
    assert gjoer("Sendt.", 1).versjon == 2  # sent twice
    with pytest.raises(Hinder, match="alt ført som gjort 09.03.2016"):
        gjoer("Noe annet.", 2)
    assert not Dialog.objects.aapne().exists()
    aapnet = dialoger.gjenaapne(by=saksbehandler, dialog=dialog)
    assert (aapnet.oppfulgt_dato, aapnet.oppfulgt_merknad, aapnet.versjon) == (None, "", 3)
    assert dialoger.gjenaapne(by=saksbehandler, dialog=dialog).versjon == 3
    assert gjoer("Sendt på nytt.", 3).versjon == 4
    handlinger = list(Hendelse.objects.order_by("pk").values_list("handling", flat=True))
    assert handlinger == ["fulgte opp", "åpnet oppfølging igjen", "fulgte opp"]
    assert Hendelse.objects.order_by("pk")[1].foer["oppfulgt_merknad"] == SKJERMET


def test_what_is_done_keeps_what_it_was(dialog, saksbehandler, dag):
    dialoger.foelg_opp(
        by=saksbehandler, dialog=dialog, oppfulgt_dato=dag, merknad="Sendt.", versjon=1, dag=dag
    )
    with pytest.raises(Hinder, match="Åpne den igjen"):
        dialoger.endre_kontakt(
            by=saksbehandler, dialog=dialog, kontakt=som_kontakt(dialog, oppfoelging="", oppfoelging_dato=None),
            versjon=2, dag=dag,
        )  # fmt: skip


def test_open_follow_ups_with_a_day_stand_in_the_calendar(
    embete, halden, saksbehandler, dag, django_assert_num_queries
):
    aapen = DialogFactory(embete=embete, kommune=halden)
    DialogFactory(embete=embete, kommune=halden, gjort=True)
    DialogFactory(embete=embete, kommune=halden, uten_avtale=True)
    DialogFactory(embete=embete, kommune=halden, oppfoelging_dato=None)
    assert saksbehandler.omfang.embete_ids
    with django_assert_num_queries(1):
        [hendelse] = oppfoelginger(saksbehandler, dag)
    assert (hendelse.tittel, hendelse.fra) == (
        "Halden: Sende oversikt over Husbankens tilskudd", date(2016, 3, 15),
    )  # fmt: skip
    assert hendelse.url_sti == aapen.get_absolute_url()
    assert aapen.notat not in kalender.som_ics([hendelse], adresse=str).decode()
    assert hendelse in kalender.hendelser(saksbehandler, dag)


@pytest.mark.parametrize("navn", ["leser", "kontaktperson", "nabosaksbehandler", "systemansvarlig"])
def test_nobody_elses_calendar_has_them(navn, request, dialog, dag):
    bruker = request.getfixturevalue(navn)
    assert list(oppfoelginger(bruker, dag)) == []


def test_one_who_only_reads_in_another_embete_sees_nothing_of_it(dialog, nabosaksbehandler, embete, dag):
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    assert not Dialog.objects.for_bruker(nabosaksbehandler).exists()
