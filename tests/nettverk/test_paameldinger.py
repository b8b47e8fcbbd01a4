"""Writes of sign-up: places, the waiting list, mail, attendance; and the links that stand for a person."""

import uuid
from datetime import date, timedelta

import icalendar
import pytest
from django.core import mail

from bosetting.brukere.models import Hendelse
from bosetting.felles import epost
from bosetting.felles.hinder import Hinder
from bosetting.felles.logg import uten_hemmelighet
from bosetting.varsler.models import Varsel
from nettverk import aktiviteter, paameldinger, paameldingslenker
from nettverk.models import Aktivitet, Paamelding
from nettverk.skriving import Samtidig
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, ProsjektFactory
from tests.nettverk.paameldingsfactories import DeltakerpersonFactory, PaameldingFactory, SideFactory

pytestmark = pytest.mark.django_db
DAG = date(2016, 3, 9)


@pytest.fixture
def side(embete):
    return SideFactory(aktivitet__prosjekt=ProsjektFactory(embete=embete))


def meld_paa(side, navn="Kari", **endret):
    felt = {
        "epost": f"{navn.lower()}@example.no",
        "kommune": None,
        "arbeidssted": "",
        "noekkel": uuid.uuid4(),
    }
    return paameldinger.meld_paa(side=side, navn=navn, dag=DAG, rot="https://her.no", **felt | endret)


def status(side) -> list[tuple[str, str]]:
    return list(side.paameldinger.order_by("pk").values_list("navn", "status"))


def emner() -> list[str]:
    return [brev.subject for brev in mail.outbox]


def test_the_third_of_two_waits_and_gets_the_place_of_the_one_who_leaves(side):
    rader = [meld_paa(side, navn).paamelding for navn in ("Ane", "Bo", "Cai", "Dag")]
    assert [rad.status for rad in rader] == ["paameldt", "paameldt", "venteliste", "venteliste"]
    mail.outbox.clear()
    paameldinger.meld_av(paamelding=rader[0], dag=DAG, rot="https://her.no")
    assert status(side) == [
        ("Ane", "avmeldt"),
        ("Bo", "paameldt"),
        ("Cai", "paameldt"),
        ("Dag", "venteliste"),
    ]
    assert [(brev.to, brev.subject) for brev in mail.outbox] == [
        (["Ane <ane@example.no>"], "Du er meldt av: Østfoldmodellen"),
        (["Cai <cai@example.no>"], "Du har fått plass: Østfoldmodellen"),
    ]
    assert f"https://her.no{paameldingslenker.egen_sti(rader[2])}" in mail.outbox[1].body
    # Again changes nothing and tells nobody.
    paameldinger.meld_av(paamelding=rader[0], dag=DAG)
    assert len(mail.outbox) == 2


def test_who_leaves_the_waiting_list_frees_no_place(side):
    rader = [meld_paa(side, navn).paamelding for navn in ("Ane", "Bo", "Cai", "Dag")]
    paameldinger.meld_av(paamelding=rader[2], dag=DAG)
    assert [tilstand for _navn, tilstand in status(side)] == ["paameldt", "paameldt", "avmeldt", "venteliste"]


def test_the_same_form_twice_is_one_place_and_the_log_names_nobody(side):
    noekkel = uuid.uuid4()
    foerste = meld_paa(side, "Kari", noekkel=noekkel)
    andre = meld_paa(side, "Kari", noekkel=noekkel)
    assert (foerste.paamelding, andre.ny) == (andre.paamelding, True)
    [spor] = Hendelse.objects.all()
    assert spor.handling == "meldte på"
    assert "kari" not in f"{spor.objekt}{spor.foer}{spor.etter}".lower()


def test_an_address_that_is_signed_up_gets_its_own_link_again_and_nothing_changes(side):
    foerste = meld_paa(side, "Kari").paamelding
    mail.outbox.clear()
    utfall = meld_paa(side, "En annen", epost="KARI@example.no", arbeidssted="Annet sted")
    assert (utfall.ny, utfall.paamelding) == (False, foerste)
    assert status(side) == [("Kari", "paameldt")]
    [brev] = mail.outbox
    assert brev.to == ["Kari <kari@example.no>"]
    paameldinger.meld_av(paamelding=foerste, dag=DAG)
    assert meld_paa(side, "Kari").ny


def test_a_full_page_without_a_waiting_list_and_a_closed_page_take_nobody(side):
    side.venteliste = False
    side.save()
    for navn in ("Ane", "Bo"):
        meld_paa(side, navn)
    with pytest.raises(Hinder, match="Det er fullt"):
        meld_paa(side, "Cai")
    Aktivitet.objects.update(status="avlyst")
    with pytest.raises(Hinder, match="avlyst"):
        meld_paa(side, "Dag")
    assert side.paameldinger.count() == 2


def endre(side, prosjektleder, **felt):
    side.refresh_from_db()
    return paameldinger.endre_side(by=prosjektleder, side=side, felt=felt, versjon=side.versjon, dag=DAG)


def test_more_places_let_in_those_who_wait_in_order(side, prosjektleder):
    for navn in ("Ane", "Bo", "Cai", "Dag", "Eli"):
        meld_paa(side, navn)
    mail.outbox.clear()
    endre(side, prosjektleder, kapasitet=4)
    assert [navn for navn, tilstand in status(side) if tilstand == "venteliste"] == ["Eli"]
    assert emner() == ["Du har fått plass: Østfoldmodellen"] * 2
    with pytest.raises(Hinder, match="4 har alt fått plass"):
        endre(side, prosjektleder, kapasitet=3)
    endre(side, prosjektleder, kapasitet=None)
    assert {tilstand for _navn, tilstand in status(side)} == {"paameldt"}
    with pytest.raises(Samtidig):
        paameldinger.endre_side(by=prosjektleder, side=side, felt={"kapasitet": 9}, versjon=1, dag=DAG)


def test_nobody_moves_up_to_what_is_cancelled_or_over(side):
    rader = [meld_paa(side, navn).paamelding for navn in ("Ane", "Bo", "Cai")]
    Aktivitet.objects.update(status="avlyst")
    paameldinger.meld_av(paamelding=rader[0], dag=DAG)
    assert status(side)[2] == ("Cai", "venteliste")
    with pytest.raises(Hinder, match="har vært"):
        paameldinger.meld_av(paamelding=rader[1], dag=date(2016, 4, 13))


@pytest.mark.parametrize(
    ("felt", "dag", "emne"),
    [
        ({"status": "avlyst"}, DAG, "Avlyst: Østfoldmodellen"),
        ({"fra_dato": date(2016, 5, 3)}, DAG, "Endret: Østfoldmodellen"),
        ({"sted": "Halden"}, DAG, "Endret: Østfoldmodellen"),
        ({"beskrivelse": "Mer"}, DAG, None),
        ({"status": "gjennomfoert"}, date(2016, 4, 12), None),
        ({"sted": "Halden"}, date(2016, 4, 13), None),
    ],
)
def test_those_who_have_signed_up_are_told_when_it_is_moved_or_cancelled(
    side, prosjektleder, felt, dag, emne
):
    for navn in ("Ane", "Bo", "Cai"):
        meld_paa(side, navn)
    paameldinger.meld_av(paamelding=side.paameldinger.first(), dag=DAG)
    mail.outbox.clear()
    aktiviteter.endre_aktivitet(by=prosjektleder, aktivitet=side.aktivitet, felt=felt, dag=dag, versjon=1)
    assert emner() == [emne] * 2 if emne else emner() == []


def kalenderfil(brev) -> icalendar.Event:
    [(navn, innhold, type_)] = brev.attachments
    assert (navn, type_) == ("oestfoldmodellen.ics", "text/calendar")
    [hendelse] = icalendar.Calendar.from_ical(innhold).walk("VEVENT")
    return hendelse


def test_who_has_a_place_gets_it_for_her_calendar_and_it_goes_away_with_the_course(side, prosjektleder):
    rader = [meld_paa(side, navn).paamelding for navn in ("Ane", "Bo", "Cai")]
    assert mail.outbox[2].attachments == []
    hendelse = kalenderfil(mail.outbox[0])
    assert hendelse["UID"].startswith(f"aktivitet-{side.aktivitet.pk}")
    assert hendelse["URL"] == f"https://her.no{paameldingslenker.egen_sti(rader[0])}"
    mail.outbox.clear()
    aktiviteter.endre_aktivitet(
        by=prosjektleder, aktivitet=side.aktivitet, felt={"status": "avlyst"}, dag=DAG, versjon=1
    )
    avlyst = kalenderfil(mail.outbox[0])
    assert (avlyst["UID"], avlyst["STATUS"]) == (hendelse["UID"], "CANCELLED")
    assert avlyst["SEQUENCE"] > hendelse["SEQUENCE"]


def test_mail_that_does_not_go_is_tried_three_times_and_then_told_of(side, prosjektleder, monkeypatch):
    forsoek = []

    def lever(brev):
        forsoek.append(brev.subject)
        return epost.Utfall.FEILET, "550 nei"

    monkeypatch.setattr("nettverk.paameldingsbrev.lever", lever)
    meld_paa(side, "Kari")
    assert len(forsoek) == 3
    varsel = Varsel.objects.get()
    assert varsel.bruker == prosjektleder
    assert "Kari" not in varsel.tittel + varsel.tekst
    assert side.paameldinger.get().status == "paameldt"


# ---------------------------------------------------------------- a group's page


@pytest.fixture
def medlem(side, embete):
    gruppe = GruppeFactory(prosjekt=side.aktivitet.prosjekt)
    person = DeltakerpersonFactory(organisasjon=OrganisasjonFactory(embete=embete), epost="Medlem@example.no")
    MedlemskapFactory(gruppe=gruppe, person=person, organisasjon=person.organisasjon)
    side.gruppe = gruppe
    side.save()
    return person


def test_a_page_for_a_group_takes_its_members_only(side, medlem, embete):
    fremmed = DeltakerpersonFactory(organisasjon=OrganisasjonFactory(embete=embete))
    for person in (None, fremmed):
        with pytest.raises(Hinder, match="bare for medlemmer"):
            meld_paa(side, person=person)
    assert meld_paa(side, person=medlem).paamelding.person == medlem
    medlem.medlemskap.update(til=DAG)
    with pytest.raises(Hinder, match="bare for medlemmer"):
        meld_paa(side, "Ny", person=medlem)


def test_the_link_goes_to_the_member_and_to_nobody_else(side, medlem):
    paameldinger.send_lenke(side=side, epost="fremmed@example.no", dag=DAG)
    assert mail.outbox == []
    paameldinger.send_lenke(side=side, epost="medlem@EXAMPLE.no", dag=DAG, rot="https://her.no")
    [brev] = mail.outbox
    sti = brev.body.partition("https://her.no")[2].split()[0]
    lenke = sti.strip("/").rpartition("/")[2]
    assert paameldingslenker.finn_medlem(side, lenke) == medlem
    assert paameldingslenker.finn_medlem(SideFactory(), lenke) is None
    assert paameldingslenker.finn_medlem(side, f"{lenke}x") is None


def test_the_links_stay_out_of_the_log(side, medlem):
    rad = PaameldingFactory(side=side)
    for sti, staar in (
        (paameldingslenker.egen_sti(rad), "/nettverk/paamelding/min/…/"),
        (paameldingslenker.medlemssti(side, medlem), f"/nettverk/paamelding/{side.adresse}/…/"),
    ):
        assert uten_hemmelighet(f"GET {sti} 200") == f"GET {staar} 200"


def test_a_members_link_grows_old(side, medlem, monkeypatch):
    lenke = paameldingslenker.medlemssti(side, medlem).strip("/").rpartition("/")[2]
    monkeypatch.setattr(paameldingslenker, "MEDLEMSLENKE_VARER", timedelta(seconds=-1))
    assert paameldingslenker.finn_medlem(side, lenke) is None


def test_a_link_that_is_wrong_or_of_somebody_anonymised_opens_nothing(side):
    rad = meld_paa(side).paamelding
    lenke = paameldingslenker.egen_sti(rad).strip("/").rpartition("/")[2]
    assert paameldingslenker.finn(lenke) == rad
    for feil in (lenke[:-1], f"{uuid.uuid4().hex}.{lenke.rpartition(':')[2]}", rad.lenkenoekkel.hex, "x"):
        assert paameldingslenker.finn(feil) is None
    Paamelding.objects.update(anonymisert_at=rad.paameldt_at)
    assert paameldingslenker.finn(lenke) is None


# ---------------------------------------------------------------- who came


def test_those_who_came_become_participants_by_municipality(side, prosjektleder, halden, moss, embete):
    side.kapasitet = None
    side.save()
    ks = DeltakerpersonFactory(organisasjon=OrganisasjonFactory(embete=embete, navn="KS"))
    rader = [PaameldingFactory(side=side, kommune=kommune) for kommune in (halden, halden, moss)]
    rader += [PaameldingFactory(side=side, person=ks), PaameldingFactory(side=side)]
    borte = PaameldingFactory(side=side, kommune=moss)
    avmeldt = PaameldingFactory(side=side, kommune=moss, status="avmeldt")
    etter = date(2016, 4, 12)
    vist = {rad.pk for rad in [*rader, borte, avmeldt]}
    with pytest.raises(Hinder, match="ikke holdt ennå"):
        paameldinger.foer_oppmoete(by=prosjektleder, side=side, moette=set(), vist=vist, dag=DAG)
    with pytest.raises(Hinder, match="Ingen er ført"):
        paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=etter, versjon=1)
    moette = {rad.pk for rad in [*rader, avmeldt]}
    for _igjen in range(2):
        assert (
            paameldinger.foer_oppmoete(by=prosjektleder, side=side, moette=moette, vist=vist, dag=etter) == 5
        )
    assert Hendelse.objects.get(handling="førte oppmøte").etter == {"møtte": 5}
    borte.refresh_from_db()
    avmeldt.refresh_from_db()
    assert (borte.moette, avmeldt.moette) == (False, None)
    aktivitet = paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=etter, versjon=1)
    assert aktivitet.deltakere == 5
    assert sorted((str(rad.kommune or rad.organisasjon), rad.antall) for rad in aktivitet.deltakertall.all()) == [
        ("0101 Halden", 2), ("0104 Moss", 1), ("KS", 1),
    ]  # fmt: skip
    assert aktivitet.status == "gjennomfoert"
    [endret, _talt] = Hendelse.objects.filter(objekttype="aktivitet", bruker=prosjektleder).order_by("pk")
    assert (endret.foer["status"], endret.etter["status"]) == ("planlagt", "gjennomfoert")


@pytest.mark.parametrize(
    ("dag", "status"), [(date(2016, 4, 13), "planlagt"), (date(2016, 4, 14), "gjennomfoert")]
)
def test_counted_before_its_last_day_an_activity_is_still_planned(side, prosjektleder, dag, status):
    Aktivitet.objects.update(fra_dato=date(2016, 4, 12), til_dato=date(2016, 4, 14))
    PaameldingFactory(side=side, moette=True)
    aktivitet = paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=dag, versjon=1)
    assert (aktivitet.deltakere, aktivitet.status) == (1, status)


def test_counted_already_it_is_only_said_to_be_carried_out(side, prosjektleder):
    PaameldingFactory(side=side, moette=True)
    Aktivitet.objects.update(deltakere=1)
    etter = date(2016, 4, 12)
    with pytest.raises(Samtidig):
        paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=etter, versjon=7)
    assert Aktivitet.objects.get().status == "planlagt"
    for _igjen in range(2):
        aktivitet = paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=etter, versjon=1)
        assert (aktivitet.deltakere, aktivitet.status, aktivitet.versjon) == (1, "gjennomfoert", 2)


def test_what_was_cancelled_is_neither_counted_nor_carried_out(side, prosjektleder):
    PaameldingFactory(side=side, moette=True)
    Aktivitet.objects.update(status="avlyst")
    with pytest.raises(Hinder, match="avlyst aktivitet har ingen deltakere"):
        paameldinger.tell_fremmoette(by=prosjektleder, side=side, dag=date(2016, 4, 12), versjon=1)
    aktivitet = Aktivitet.objects.get()
    assert (aktivitet.status, aktivitet.deltakere) == ("avlyst", None)
