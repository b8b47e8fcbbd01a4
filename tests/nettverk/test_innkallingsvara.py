"""Substitutes: named, told once, and told once more when they need not come after all."""

from datetime import date

import icalendar
import pytest
from django.core import mail

from bosetting.jobber.models import Jobb
from nettverk import innkallingssvar, moetelenke, moetepost
from nettverk.models import Moetebrev
from tests.nettverk.moetefactories import MoeteFactory
from tests.nettverk.referatfactories import InnkallingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _adresse(settings):
    settings.NETTADRESSE = "https://bosetting.example.test"


@pytest.fixture
def rad(embete):
    return InnkallingFactory(
        moete=MoeteFactory(prosjekt__embete=embete, dato=date(2016, 3, 16), tittel="Møte")
    )


def vara(navn):
    return {"svar": "vara", "vara_navn": navn, "vara_epost": f"{navn.lower()}@example.test", "kommentar": ""}


ALENE = {"svar": "kommer", "vara_navn": "", "vara_epost": "", "kommentar": ""}


@pytest.fixture
def svar(rad, dag):
    def send(felt):
        rad.refresh_from_db()
        return innkallingssvar.svar(by=None, innkalling=rad, felt=felt, versjon=rad.versjon, dag=dag)

    return send


@pytest.fixture
def e_posten_er_nede(monkeypatch):
    monkeypatch.setattr(moetepost.epost, "lever", lambda m: (moetepost.Utfall.FEILET, "nede"))


def post():
    """Return (to whom, method, sequence) of every mail that went."""
    ut = []
    for melding in mail.outbox:
        kalender = icalendar.Calendar.from_ical(melding.alternatives[0][0])
        (hendelse,) = kalender.walk("VEVENT")
        ut.append((melding.to[0].partition(" ")[0], str(kalender["method"]), int(hendelse["sequence"])))
    return ut


def test_who_is_dropped_is_told_once_with_the_same_identity_and_a_higher_number(rad, svar):
    svar(vara("Nina"))
    svar(ALENE)
    svar(ALENE | {"kommentar": "Kommer litt sent"})
    assert post() == [("Nina", "REQUEST", 3), ("Nina", "CANCEL", 4)]
    uid = {icalendar.Calendar.from_ical(m.alternatives[0][0]).walk("VEVENT")[0]["uid"] for m in mail.outbox}
    assert uid == {f"moete-{rad.moete_id}@bosetting"}
    assert mail.outbox[1].subject == "Du er ikke lenger vara: Møte 16. mars 2016"
    assert "trenger ikke komme" in mail.outbox[1].body
    assert "/innkalling/" not in mail.outbox[1].body
    assert (
        icalendar.Calendar.from_ical(mail.outbox[1].alternatives[0][0]).walk("VEVENT")[0]["status"]
        == "CANCELLED"
    )


def test_another_who_takes_over_is_told_and_the_one_before_her(svar):
    for navn in ("Nina", "Ole", "Nina"):
        svar(vara(navn))
    assert [(hvem, metode) for hvem, metode, _nr in post()] == [
        ("Nina", "REQUEST"),
        ("Nina", "CANCEL"),
        ("Ole", "REQUEST"),
        ("Ole", "CANCEL"),
        ("Nina", "REQUEST"),
    ]
    hennes = [nummer for hvem, _metode, nummer in post() if hvem == "Nina"]
    assert hennes == sorted(set(hennes))


def test_a_name_spelled_anew_is_the_same_substitute(svar):
    svar(vara("Nina"))
    svar(vara("Nina") | {"vara_navn": "Nina Berg", "vara_epost": "NINA@example.test"})
    assert len(mail.outbox) == 1


def test_who_was_never_told_hears_nothing(svar, rad, monkeypatch):
    with monkeypatch.context() as ventende:
        # The work is asked for, and no worker has come yet.
        ventende.setattr("bosetting.jobber.koe.legg_i_koe", lambda pk: None)
        svar(vara("Nina"))
        svar(vara("Ole"))
        svar(ALENE)
    assert not Moetebrev.objects.exists()
    for jobb in Jobb.objects.order_by("pk"):
        assert list(moetepost.JOBBTYPE.enheter(jobb)) == []
    assert mail.outbox == []


def test_who_had_no_address_hears_nothing(svar):
    svar(vara("Nina") | {"vara_epost": ""})
    svar(ALENE)
    assert mail.outbox == []


def test_her_address_stands_only_until_it_is_written_to(svar, monkeypatch):
    svar(vara("Nina"))
    with monkeypatch.context() as feil:
        feil.setattr(moetepost.epost, "lever", lambda m: (moetepost.Utfall.FEILET, "nede"))
        svar(ALENE)
    brev = Moetebrev.objects.get(slag="vara_bort")
    assert (brev.til_navn, brev.til_epost, brev.forsoek) == ("Nina", "nina@example.test", 1)
    assert "nina" not in str(list(Jobb.objects.values_list("data", "tittel"))).lower()
    moetepost.proev_igjen(brev.opprettet_at + moetepost.PAUSE)
    brev.refresh_from_db()
    assert brev.sendt_at
    assert (brev.til_navn, brev.til_epost) == ("", "")
    assert [metode for _hvem, metode, _nr in post()] == ["REQUEST", "CANCEL"]


def test_who_is_named_again_is_not_sent_away(svar, monkeypatch):
    svar(vara("Nina"))
    with monkeypatch.context() as feil:
        feil.setattr(moetepost.epost, "lever", lambda m: (moetepost.Utfall.FEILET, "nede"))
        svar(ALENE)
    svar(vara("Nina"))
    brev = Moetebrev.objects.get(slag="vara_bort")
    moetepost.proev_igjen(brev.opprettet_at + moetepost.PAUSE)
    assert [metode for _hvem, metode, _nr in post()] == ["REQUEST", "REQUEST"]


@pytest.mark.usefixtures("e_posten_er_nede")
def test_mail_to_a_substitute_that_fails_is_seen_and_tried_again(svar, rad, monkeypatch):
    svar(vara("Nina"))
    brev = Moetebrev.objects.get()
    assert (brev.slag, brev.forsoek, brev.feil) == ("vara", 1, "nede")
    monkeypatch.undo()
    moetepost.proev_igjen(brev.opprettet_at + moetepost.PAUSE)
    assert Moetebrev.objects.get().sendt_at


def test_the_link_of_a_substitute_is_hers_and_dies_with_it(svar, rad, dag):
    svar(vara("Nina"))
    rad.refresh_from_db()
    merke = moetelenke.varasti(rad).split("/")[-2]
    assert innkallingssvar.finn_som_vara(merke, dag) == rad
    assert innkallingssvar.finn(merke, dag) is None
    assert innkallingssvar.finn_som_vara(moetelenke.merke(rad), dag) is None
    assert innkallingssvar.finn_som_vara(merke, date(2016, 4, 16)) is None
    svar(vara("Ole"))
    assert innkallingssvar.finn_som_vara(merke, dag) is None
