"""Attendance, minutes and follow-up: written, frozen, corrected and carried on."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from bosetting.brukere.models import Hendelse
from bosetting.felles.dokument.blokker import Setning
from bosetting.felles.hinder import Hinder
from nettverk import oppfoelging, oppmoete, referater
from nettverk.models import Innkalling, Oppfoelgingspunkt, Referat, Sak
from nettverk.oppfoelgingsliste import fra_foer
from nettverk.referatdokument import bygg
from nettverk.skriving import Samtidig
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.nettverk.moetefactories import MoeteFactory, SakFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory, PunktFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db


@pytest.fixture
def moete(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe")
    return MoeteFactory(
        prosjekt=gruppe.prosjekt, gruppe=gruppe, dato=date(2016, 3, 8), tittel="Møte i styret"
    )


@pytest.fixture
def sak(moete):
    return SakFactory(moete=moete, nummer=1, tittel="Boliger", status="satt_opp")


def rad(sak, referat="Gjennomgått.", beslutning="", versjon=1):
    return {"pk": sak.pk, "versjon": versjon, "referat": referat, "beslutning": beslutning}


def skriv(by, moete, *saker, dag=date(2016, 3, 9)):
    return referater.skriv(by=by, moete=moete, saker=list(saker), dag=dag)


def godkjenn(by, moete, rettelse="", dag=date(2016, 3, 9), noekkel=None, sett=None):
    data = referater.innhold(moete, nummer=referater.neste_nummer(moete), rettelse=rettelse, dag=dag)
    return referater.godkjenn(
        by=by,
        moete=moete,
        rettelse=rettelse,
        sett_avtrykk=sett or referater.avtrykk(data),
        dag=dag,
        noekkel=noekkel or uuid4(),
    )


def test_attendance_is_written_for_all_at_once_and_the_meeting_is_held(moete, prosjektleder, dag):
    en, to = InnkallingFactory(moete=moete), InnkallingFactory(moete=moete)
    valg = {en.pk: ("ukjent", "til_stede"), to.pk: ("ukjent", "ukjent")}
    assert oppmoete.foer(by=prosjektleder, moete=moete, oppmoete=valg, dag=dag) == 1
    assert oppmoete.foer(by=prosjektleder, moete=moete, oppmoete=valg, dag=dag) == 0
    moete.refresh_from_db()
    assert (moete.status, moete.versjon) == ("avholdt", 2)
    assert list(Innkalling.objects.order_by("pk").values_list("oppmoete", flat=True)) == [
        "til_stede",
        "ukjent",
    ]
    assert Hendelse.objects.filter(handling="førte oppmøte").count() == 1


def test_attendance_that_another_wrote_is_not_replaced_unseen(moete, prosjektleder, dag):
    en, to = InnkallingFactory(moete=moete, oppmoete="forfall"), InnkallingFactory(moete=moete)
    valg = {en.pk: ("ukjent", "til_stede"), to.pk: ("ukjent", "til_stede")}
    with pytest.raises(Hinder, match="meldt forfall") as feil:
        oppmoete.foer(by=prosjektleder, moete=moete, oppmoete=valg, dag=dag)
    assert [felt for felt, _grunn in feil.value.grunner] == [f"rad-{en.pk}"]
    to.refresh_from_db()
    assert to.oppmoete == "ukjent"


def test_nothing_is_written_of_a_meeting_that_is_not_held(moete, sak, prosjektleder):
    for gjoer in (
        lambda dag: oppmoete.foer(by=prosjektleder, moete=moete, oppmoete={}, dag=dag),
        lambda dag: skriv(prosjektleder, moete, rad(sak), dag=dag),
        lambda dag: godkjenn(prosjektleder, moete, dag=dag),
    ):
        with pytest.raises(Hinder, match="ikke holdt ennå"):
            gjoer(date(2016, 3, 7))


def test_two_who_write_each_their_point_both_succeed(moete, sak, prosjektleder):
    annen = SakFactory(moete=moete, nummer=2)
    assert skriv(prosjektleder, moete, rad(sak), rad(annen, "")) == 1
    assert skriv(prosjektleder, moete, rad(sak, "Gjennomgått."), rad(annen, "Også denne.")) == 1
    with pytest.raises(Samtidig):
        skriv(prosjektleder, moete, rad(sak, "Noe annet."))
    sak.refresh_from_db()
    assert (sak.referat, sak.versjon) == ("Gjennomgått.", 2)


def test_a_text_that_cannot_be_printed_is_refused(moete, sak, prosjektleder):
    with pytest.raises(Hinder) as feil:
        skriv(prosjektleder, moete, rad(sak, "[" * 2001))
    assert feil.value.grunner[0][0] == "referat"
    assert Sak.objects.get().referat == ""


def test_minutes_count_everybody_who_was_invited_also_those_nobody_wrote_down(moete, sak, prosjektleder):
    InnkallingFactory(moete=moete, oppmoete="til_stede")
    InnkallingFactory(moete=moete)
    skriv(prosjektleder, moete, rad(sak, "Alt vel."))
    referat = godkjenn(prosjektleder, moete)
    dokument = bygg(referat.innhold)
    setninger = [blokk.tekst for blokk in dokument.blokker if isinstance(blokk, Setning)]
    assert setninger[0] == "1 av 2 innkalte møtte, fra én organisasjon. Oppmøtet er ikke ført for 1."
    assert bygg(referat.innhold | {"tittel": "Faglig forum", "gruppe": "Faglig forum"}).undertittel == str(
        moete.prosjekt.navn
    )


def test_minutes_hold_functions_and_no_names(moete, sak, prosjektleder):
    person = PersonFactory(embete=moete.prosjekt.embete, navn="Kari Hemmelig", tittel="rådmann")
    sete = MedlemskapFactory(gruppe=moete.gruppe, person=person, funksjon="leder for KS")
    InnkallingFactory(moete=moete, medlemskap=sete, person=person, oppmoete="vara", vara_navn="Ola Hemmelig")
    InnkallingFactory(moete=moete)
    PunktFactory(moete=moete, sak=sak, person=person, ansvarlig="", frist=date(2016, 4, 1))
    skriv(prosjektleder, moete, rad(sak, "Alt *vel*.", "Enighet."))
    referat = godkjenn(prosjektleder, moete)
    assert "Hemmelig" not in str(referat.innhold)
    assert referat.innhold["oppmoete"] == [
        {
            "funksjon": "leder for KS",
            "organisasjon": sete.organisasjon.navn,
            "oppmoete": "vara møtte",
            "moett": True,
        }
    ]
    (punkt,) = referat.innhold["saker"][0]["punkter"]
    assert punkt["ansvarlig"] == f"rådmann, {person.organisasjon.navn}"
    assert punkt["frist"] == "01.04.2016"
    assert bytes(referat.pdf).startswith(b"%PDF-")
    assert referat.sha256 == hashlib.sha256(bytes(referat.pdf)).hexdigest()
    assert bygg(referat.innhold) == bygg(Referat.objects.get().innhold)


def test_a_correction_is_a_new_number_and_the_first_stays(moete, sak, prosjektleder):
    skriv(prosjektleder, moete, rad(sak))
    noekkel = uuid4()
    foerste = godkjenn(prosjektleder, moete, noekkel=noekkel)
    assert godkjenn(prosjektleder, moete, noekkel=noekkel) == foerste
    with pytest.raises(Hinder, match="Ingenting er endret"):
        godkjenn(prosjektleder, moete, rettelse="Ingenting")
    skriv(prosjektleder, moete, rad(sak, "Gjennomgått grundig.", versjon=2))
    with pytest.raises(Hinder, match="hva som er rettet"):
        godkjenn(prosjektleder, moete)
    andre = godkjenn(prosjektleder, moete, rettelse="Ett ord")
    assert (andre.nummer, andre.innhold["rettelse"]) == (2, "Ett ord")
    assert Referat.objects.get(nummer=1).innhold["saker"][0]["referat"] == "Gjennomgått."
    with pytest.raises(DatabaseError), transaction.atomic():
        Referat.objects.filter(pk=foerste.pk).update(rettelse="x")


def test_only_what_was_seen_is_approved(moete, sak, prosjektleder):
    with pytest.raises(Hinder, match="minst én sak"):
        godkjenn(prosjektleder, moete)
    skriv(prosjektleder, moete, rad(sak))
    with pytest.raises(Hinder, match="endret etter at du åpnet"):
        godkjenn(prosjektleder, moete, sett="noe annet")
    assert not Referat.objects.exists()


def test_open_points_follow_to_the_next_meeting_and_are_closed_there(moete, prosjektleder, dag):
    punkt = PunktFactory(moete=moete)
    tidlig = PunktFactory(moete=moete, status="utfoert", lukket_dato=date(2016, 3, 9))
    neste = MoeteFactory(prosjekt=moete.prosjekt, gruppe=moete.gruppe, dato=date(2016, 4, 5))
    annet = MoeteFactory(
        prosjekt=moete.prosjekt, gruppe=GruppeFactory(prosjekt=moete.prosjekt), dato=neste.dato
    )
    assert fra_foer(prosjektleder, neste) == [punkt]
    assert fra_foer(prosjektleder, annet) == []
    assert fra_foer(prosjektleder, moete) == []
    data = referater.innhold(neste, nummer=1, rettelse="", dag=neste.dato)
    assert [rad["tekst"] for rad in data["fra_foer"]] == [punkt.tekst]
    lukk = {"by": prosjektleder, "punkt": punkt, "status": "utfoert", "merknad": "Gjort"}
    for dato, grunn in ((date(2016, 3, 7), "kan ikke lukkes før"), (date(2016, 3, 10), "framtiden")):
        with pytest.raises(Hinder, match=grunn):
            oppfoelging.lukk(**lukk, lukket_dato=dato, dag=dag)
    oppfoelging.lukk(**lukk, lukket_dato=dag, dag=dag)
    with pytest.raises(Hinder, match="alt lukket"):
        oppfoelging.lukk(**lukk, lukket_dato=dag, dag=dag)
    assert fra_foer(prosjektleder, neste) == []
    oppfoelging.aapne(by=prosjektleder, punkt=tidlig)
    assert fra_foer(prosjektleder, neste) == [tidlig]


def test_points_of_a_narrower_meeting_do_not_follow_to_others(moete, leser):
    type(moete).objects.filter(pk=moete.pk).update(innsyn="medlemmer")
    PunktFactory(moete=moete)
    neste = MoeteFactory(
        prosjekt=moete.prosjekt, gruppe=moete.gruppe, dato=date(2016, 4, 5), innsyn="kommunene"
    )
    assert fra_foer(leser, neste) == []
    assert not Oppfoelgingspunkt.objects.for_bruker(leser).exists()


@pytest.mark.parametrize(
    ("felt", "navn"),
    [
        ({"ansvarlig": ""}, "ansvarlig"),
        ({"frist": date(2016, 3, 7)}, "frist"),
    ],
)
def test_a_point_has_somebody_and_a_day_to_come(moete, prosjektleder, felt, navn):
    alt = {"tekst": "Rydde", "ansvarlig": "KS", "person": None, "frist": None, "sak": None} | felt
    with pytest.raises(Hinder) as feil:
        oppfoelging.opprett(by=prosjektleder, moete=moete, felt=alt, noekkel=uuid4())
    assert feil.value.grunner[0][0] == navn


def test_a_point_belongs_to_its_own_meeting_and_embete(moete, prosjektleder, naboembete):
    fremmed = {"sak": SakFactory(), "person": PersonFactory(embete=naboembete)}
    alt = {"tekst": "Rydde", "ansvarlig": "", "frist": None} | fremmed
    with pytest.raises(Hinder) as feil:
        oppfoelging.opprett(by=prosjektleder, moete=moete, felt=alt, noekkel=uuid4())
    assert {felt for felt, _grunn in feil.value.grunner} == {"sak", "person"}


@pytest.mark.usefixtures("paa_postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("samme", [True, False])
def test_several_who_approve_at_once_make_one(moete, sak, prosjektleder, samme):
    skriv(prosjektleder, moete, rad(sak))
    noekkel = uuid4()
    ut = samtidig(lambda: godkjenn(prosjektleder, moete, noekkel=noekkel if samme else uuid4()), antall=3)
    assert Referat.objects.count() == 1
    assert sum(isinstance(ett, Hinder) for ett in ut) == (0 if samme else 2)
