"""Invitations that are taken back: who is told, and that she counts nowhere."""

from datetime import date
from uuid import uuid4

import icalendar
import pytest
from django.core import mail

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from nettverk import innkallinger, innkallingssvar, moetelenke, moetepost, oppmoete, referater
from nettverk.innkallingsliste import kandidater, til_moete, ubesvarte
from nettverk.models import Innkalling, Moete, Moetebrev
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.nettverk.moetefactories import MoeteFactory
from tests.nettverk.referatfactories import PersonFactory, ReferatFactory

pytestmark = pytest.mark.django_db
NINA = {"svar": "vara", "vara_navn": "Nina", "vara_epost": "nina@example.test", "kommentar": ""}


@pytest.fixture(autouse=True)
def _adresse(settings):
    settings.NETTADRESSE = "https://bosetting.example.test"


@pytest.fixture
def moete(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete)
    return MoeteFactory(
        prosjekt=gruppe.prosjekt, gruppe=gruppe, dato=date(2016, 3, 16), tittel="Møte", sted="Moss"
    )


@pytest.fixture
def kari(moete):
    person = PersonFactory(embete=moete.prosjekt.embete, navn="Kari", epost="kari@example.test")
    return MedlemskapFactory(gruppe=moete.gruppe, person=person, funksjon="direktør")


@pytest.fixture
def innkalt(moete, kari, prosjektleder):
    return _innkall(moete, prosjektleder, kari)


def _innkall(moete, by, *seter):
    rader = innkallinger.velg(by=by, moete=moete, medlemskap=seter)
    innkallinger.send(by=by, moete=moete, noekkel=uuid4())
    return rader[0]


def hendelse(melding):
    kalender = icalendar.Calendar.from_ical(melding.alternatives[0][0])
    (rad,) = kalender.walk("VEVENT")
    return str(kalender["method"]), str(rad["uid"]), int(rad["sequence"]), str(rad["status"])


def test_she_is_told_once_and_the_row_stays_with_who_and_when(moete, innkalt, prosjektleder):
    for _ in range(2):
        rad = innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    rad.refresh_from_db()
    assert rad.trukket_at is not None
    assert rad.trukket_av == prosjektleder
    assert [melding.to for melding in mail.outbox] == [["Kari <kari@example.test>"]] * 2
    foerst, sist = mail.outbox
    assert sist.subject == "Innkallingen er trukket tilbake: Møte 16. mars 2016"
    assert "ble sendt til deg ved en feil. Du trenger ikke komme" in sist.body
    assert "/innkalling/" not in sist.body
    uid = f"moete-{moete.pk}@bosetting"
    assert hendelse(foerst) == ("REQUEST", uid, 1, "CONFIRMED")
    assert hendelse(sist) == ("CANCEL", uid, 2, "CANCELLED")
    spor = Hendelse.objects.get(handling="trakk tilbake innkalling")
    assert spor.bruker == prosjektleder
    assert "noekkel" not in str(spor.etter)


def test_she_counts_nowhere(moete, innkalt, kari, prosjektleder, kontaktperson, dag):
    kari.person.bruker = kontaktperson
    kari.person.save()
    annen = MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))
    _innkall(moete, prosjektleder, annen)
    assert ubesvarte(kontaktperson, dag) == [innkalt]
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    assert ubesvarte(kontaktperson, dag) == []
    side = til_moete(prosjektleder, moete)
    assert side.svar.innkalte == len(side.rader) == len(side.paaminnes) == 1
    assert [ett.rad for ett in side.trukne] == [innkalt]
    assert til_moete(kontaktperson, moete).min is None
    # Neither reminder, change, minutes nor attendance is hers any more.
    mail.outbox.clear()
    innkallinger.paaminn(by=prosjektleder, moete=moete, noekkel=uuid4())
    moete.refresh_from_db()
    innkallinger.meld_endret(by=prosjektleder, moete=moete)
    Moete.objects.filter(pk=moete.pk).update(dato=dag)
    moete.refresh_from_db()
    oppmoete.foer(by=prosjektleder, moete=moete, oppmoete={innkalt.pk: ("ukjent", "til_stede")}, dag=dag)
    innhold = referater.innhold(moete, nummer=1, rettelse="", dag=dag)
    assert (innhold["oppmoete"], innhold["uten_oppmoete"]) == ([], 1)
    referat = ReferatFactory(moete=moete, godkjent_av=prosjektleder)
    innkallinger.send_referat(by=prosjektleder, referat=referat, noekkel=uuid4())
    assert len(mail.outbox) == 3
    assert not any("kari@" in melding.to[0] for melding in mail.outbox)


def test_who_logs_in_is_told_there_too(innkalt, kari, prosjektleder, kontaktperson):
    kari.person.bruker = kontaktperson
    kari.person.save()
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    varsel = Varsel.objects.get(bruker=kontaktperson)
    assert varsel.tittel.startswith("Innkallingen er trukket tilbake")
    assert varsel.tekst == "Den ble sendt ved en feil. Du trenger ikke komme."


def test_her_substitute_is_told_too(innkalt, prosjektleder, dag):
    innkallingssvar.svar(by=None, innkalling=innkalt, felt=NINA, versjon=1, dag=dag)
    rad = Innkalling.objects.get()
    merke = moetelenke.varasti(rad).split("/")[-2]
    innkallinger.trekk(by=prosjektleder, innkalling=rad)
    bort = [m.to[0].partition(" ")[0] for m in mail.outbox if hendelse(m)[0] == "CANCEL"]
    assert sorted(bort) == ["Kari", "Nina"]
    rad.refresh_from_db()
    assert (rad.vara_navn, rad.vara_epost, rad.vara_noekkel) == ("", "", None)
    assert innkallingssvar.finn_som_vara(merke, dag) is None


def test_what_was_never_sent_never_goes(moete, kari, prosjektleder, monkeypatch):
    with monkeypatch.context() as ventende:
        ventende.setattr("bosetting.jobber.koe.legg_i_koe", lambda pk: None)
        rad = _innkall(moete, prosjektleder, kari)
        innkallinger.trekk(by=prosjektleder, innkalling=rad)
    assert not Moetebrev.objects.exists()
    assert mail.outbox == []


def test_what_failed_is_not_tried_again(moete, kari, prosjektleder, monkeypatch):
    with monkeypatch.context() as feil:
        feil.setattr(moetepost.epost, "lever", lambda m: (moetepost.Utfall.VET_IKKE, "brutt"))
        rad = _innkall(moete, prosjektleder, kari)
    innkallinger.trekk(by=prosjektleder, innkalling=rad)
    brev = Moetebrev.objects.get(slag="innkalling")
    moetepost.proev_igjen(brev.opprettet_at + moetepost.PAUSE)
    # It may have come, so she is told; and it does not come again.
    assert [hendelse(melding)[0] for melding in mail.outbox] == ["CANCEL"]


def test_she_can_be_invited_again_with_a_new_link(moete, innkalt, kari, prosjektleder, dag):
    innkallingssvar.svar(by=None, innkalling=innkalt, felt=NINA | {"svar": "kommer"}, versjon=1, dag=dag)
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    (plass,) = kandidater(moete)
    assert plass.trukket
    assert not plass.foreslaatt
    gammel = moetelenke.merke(innkalt)
    rad = _innkall(moete, prosjektleder, kari)
    assert rad.pk == innkalt.pk
    assert (rad.svar, rad.trukket_at, rad.trukket_av) == ("ubesvart", None, None)
    assert [hendelse(melding)[::2] for melding in mail.outbox] == [
        ("REQUEST", 1),
        ("CANCEL", 2),
        ("REQUEST", 3),
    ]
    assert innkallingssvar.finn(gammel, dag) is None
    assert moetelenke.sti(rad) in mail.outbox[-1].body
    assert len(til_moete(prosjektleder, moete).rader) == 1


def test_who_is_taken_off_before_she_is_invited_again_is_as_before(moete, innkalt, kari, prosjektleder):
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[kari])
    innkallinger.velg(by=prosjektleder, moete=moete, bort=[innkalt.pk])
    innkalt.refresh_from_db()
    assert innkalt.trukket_at
    assert innkalt.trukket_av == prosjektleder
    assert len(mail.outbox) == Moetebrev.objects.count() == 2


def test_invited_again_as_the_person_or_in_a_seat_that_changed_hands(moete, innkalt, kari, prosjektleder):
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    (rad,) = innkallinger.velg(by=prosjektleder, moete=moete, personer=[kari.person])
    assert (rad.pk, rad.medlemskap, rad.person) == (innkalt.pk, None, kari.person)
    innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4())
    innkallinger.trekk(by=prosjektleder, innkalling=rad)
    kari.person = PersonFactory(embete=moete.prosjekt.embete, navn="Ny i plassen")
    kari.save()
    (ny,) = innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[kari])
    assert (ny.medlemskap, ny.person.navn) == (kari, "Ny i plassen")
    assert ny.pk != innkalt.pk


@pytest.mark.parametrize(
    ("felt", "tekst"),
    [
        ({"status": "avlyst"}, "Møtet er avlyst"),
        ({"dato": date(2016, 3, 8)}, "Møtet er holdt"),
        ({"status": "avholdt"}, "Møtet er holdt"),
    ],
)
def test_it_is_too_late_when_there_is_no_meeting_to_stay_away_from(
    moete, innkalt, prosjektleder, felt, tekst
):
    Moete.objects.filter(pk=moete.pk).update(**felt)
    with pytest.raises(Hinder, match=tekst):
        innkallinger.trekk(by=prosjektleder, innkalling=innkalt)


def test_who_was_there_was_invited(moete, innkalt, prosjektleder):
    Innkalling.objects.update(oppmoete="til_stede")
    with pytest.raises(Hinder, match="Oppmøtet er ført"):
        innkallinger.trekk(by=prosjektleder, innkalling=innkalt)


def test_an_answer_to_what_is_taken_back_is_refused(innkalt, prosjektleder, dag):
    innkallinger.trekk(by=prosjektleder, innkalling=innkalt)
    with pytest.raises(Hinder, match="trukket tilbake"):
        innkallingssvar.svar(by=None, innkalling=innkalt, felt=NINA, versjon=2, dag=dag)
