"""When time has passed: what is due, what is not, and that a run is logged in numbers and done once a day."""

from datetime import date, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import make_aware

from bosetting.brukere.actions import record
from bosetting.brukere.models import Bruker, Hendelse, Invitasjon, Tilgang
from bosetting.jobber import periodisk
from bosetting.personvern.actions import daglig, kjoer
from bosetting.personvern.anonymisering import ANONYM
from bosetting.personvern.lagringstid import planer, varighet
from bosetting.personvern.models import Kjoering
from nettverk.models import Innkalling, Medlemskap, Paamelding, Person
from tests.brukere.factories import BrukerFactory, InvitasjonFactory
from tests.nettverk.factories import GruppeFactory, ProsjektFactory
from tests.personvern.factories import EPOST, NAVN, alt_om_kari, moete, paamelding, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _korte_tider(settings):
    settings.PERSONVERN_KONTO_DAGER = settings.PERSONVERN_NETTVERK_DAGER = 100
    settings.PERSONVERN_MOETE_DAGER = settings.PERSONVERN_PAAMELDING_DAGER = 30
    settings.PERSONVERN_INVITASJON_DAGER = 30


def forfalte(dag) -> dict[str, list[int]]:
    return {
        plan.modell.etikett: list(plan.rader.values_list("pk", flat=True))
        for plan in planer(dag)
        if plan.rader.exists()
    }


def sete(hvem, til, prosjekt=None):
    return Medlemskap.objects.create(
        gruppe=GruppeFactory(prosjekt=prosjekt or ProsjektFactory(embete=hvem.embete)), person=hvem,
        organisasjon=hvem.organisasjon, funksjon="leder", fra=date(2015, 1, 1), til=til,
    )  # fmt: skip


@pytest.mark.parametrize(("siden", "ute"), [(99, False), (100, True)])
def test_a_person_is_due_so_long_after_her_last_seat(embete, dag, siden, ute):
    hvem = person(embete)
    sete(hvem, dag - timedelta(days=400))
    sete(hvem, dag - timedelta(days=siden))
    assert forfalte(dag) == ({"nettverk.Person": [hvem.pk]} if ute else {})


def test_a_seat_that_has_not_ended_keeps_her(embete, dag):
    hvem = person(embete)
    for til in (dag - timedelta(days=400), None):
        sete(hvem, til)
    assert forfalte(dag) == {}


def test_a_meeting_after_the_last_seat_counts(embete, dag):
    hvem = person(embete)
    sete(hvem, dag - timedelta(days=400))
    Innkalling.objects.create(
        moete=moete(ProsjektFactory(embete=embete), dag - timedelta(days=20)), person=hvem,
        lagt_til_at=make_aware(datetime(2016, 1, 1)),
    )  # fmt: skip
    assert forfalte(dag) == {}


def test_a_role_that_has_not_ended_keeps_both_account_and_person(embete, halden, dag):
    bruker = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": halden})
    hvem = person(embete, bruker=bruker)
    sete(hvem, dag - timedelta(days=400))
    assert forfalte(dag) == {}
    Tilgang.objects.update(til=dag - timedelta(days=100))
    Bruker.objects.update(opprettet_at=make_aware(datetime(2015, 1, 1)))
    assert forfalte(dag) == {"brukere.Bruker": [bruker.pk], "nettverk.Person": [hvem.pk]}


def test_an_account_that_never_had_a_role_counts_from_the_day_it_was_made(dag):
    bruker = BrukerFactory()
    Bruker.objects.update(opprettet_at=make_aware(datetime(2015, 11, 30, 23, 30)))
    assert forfalte(dag) == {"brukere.Bruker": [bruker.pk]}
    Bruker.objects.update(opprettet_at=make_aware(datetime(2015, 12, 1, 0, 30)))
    assert forfalte(dag) == {}


def test_of_whom_no_day_is_known_the_log_knows_one(embete, dag):
    hvem = person(embete)
    assert forfalte(dag) == {}
    record(by=None, handling="opprettet person", objekt=hvem)
    assert forfalte(dag) == {}
    tidspunkt = Hendelse.objects.get().tidspunkt_at.date()
    assert forfalte(tidspunkt + timedelta(days=100)) == {"nettverk.Person": [hvem.pk]}


@pytest.mark.parametrize(("siden", "ute"), [(29, False), (30, True)])
def test_signing_up_and_meetings_have_their_own_time(embete, dag, siden, ute):
    prosjekt, da = ProsjektFactory(embete=embete), dag - timedelta(days=siden)
    rad = paamelding(prosjekt, dato=da)
    innkalling = Innkalling.objects.create(
        moete=moete(prosjekt, da), person=person(embete), kommentar="Syk.", vara_navn="Vera",
        lagt_til_at=make_aware(datetime(2016, 1, 1)),
    )  # fmt: skip
    ventet = {"nettverk.Innkalling": [innkalling.pk], "nettverk.Paamelding": [rad.pk]}
    assert forfalte(dag) == (ventet if ute else {})


def test_an_invitation_that_nobody_answered_loses_its_name(embete, dag):
    rad = InvitasjonFactory(embete=embete, navn=NAVN, email=EPOST)
    Invitasjon.objects.update(utloeper_at=make_aware(datetime(2016, 1, 1)))
    kjoer(dag=dag, noekkel=uuid4())
    rad.refresh_from_db()
    assert (rad.navn, rad.email) == (ANONYM, f"anonym-invitasjon-{rad.pk}@anonymisert.invalid")


def test_a_run_takes_what_is_due_and_only_that_and_the_next_has_nothing_to_do(embete, halden, dag):
    kari = alt_om_kari(embete, halden)
    ny = person(embete, navn="Nina Ny", epost="nina@example.test")
    sete(ny, None)
    Tilgang.objects.update(til=dag - timedelta(days=300))
    Medlemskap.objects.filter(person=kari.person).update(til=dag - timedelta(days=300))
    Bruker.objects.update(opprettet_at=make_aware(datetime(2014, 1, 1)))
    Invitasjon.objects.update(
        **dict.fromkeys(["utloeper_at", "godtatt_at"], make_aware(datetime(2015, 1, 1)))
    )
    senere = dag + timedelta(days=200)
    antall = kjoer(dag=senere, noekkel=uuid4()).antall
    assert {slag: antall[slag] for slag in ("konto", "nettverk", "moete", "paamelding", "invitasjon")} == {
        "konto": 2, "nettverk": 1, "moete": 2, "paamelding": 1, "invitasjon": 1,
    }  # fmt: skip
    assert antall["fritekst"] == 2
    assert list(Person.objects.order_by("pk").values_list("navn", flat=True)) == [
        ANONYM,
        "Per Annen",
        "Nina Ny",
    ]
    assert Paamelding.objects.get().navn == ANONYM
    kari.dialog.refresh_from_db()
    assert kari.dialog.deltakere == "Ordføreren og [anonymisert]"
    assert kjoer(dag=senere, noekkel=uuid4()).antall == {}


def test_the_duty_is_done_once_a_day_and_logged_without_names(embete, dag):
    hvem = person(embete)
    sete(hvem, dag - timedelta(days=400))
    daglig(dag)
    assert Kjoering.objects.get().antall == {"nettverk": 1}
    sete(person(embete, navn="En Til"), dag - timedelta(days=400))
    daglig(dag)
    assert Kjoering.objects.count() == 1
    daglig(dag + timedelta(days=1))
    assert Kjoering.objects.count() == 2


def test_it_is_one_of_the_periodic_duties(dag):
    utfall = dict(periodisk.utfoer(dag=dag, naa=make_aware(datetime(2016, 3, 9))))
    assert utfall["personvern"] is None
    assert Kjoering.objects.count() == 1


def test_the_command_counts_without_touching_and_then_does_it(embete, dag):
    sete(person(embete), dag - timedelta(days=400))
    ut = StringIO()
    call_command("personvern", rapport=True, stdout=ut)
    assert "personer: 1 (deltakere i nettverket, 100 dager, PERSONVERN_NETTVERK_DAGER)" in ut.getvalue()
    assert "Har aldri vært kjørt." in ut.getvalue()
    assert NAVN not in ut.getvalue()
    assert Person.objects.get().navn == NAVN
    ut = StringIO()
    call_command("personvern", kjoer=True, stdout=ut)
    assert ": deltakere i nettverket 1." in ut.getvalue()
    assert Person.objects.get().navn == ANONYM
    ut = StringIO()
    call_command("personvern", rapport=True, stdout=ut)
    assert "personer: 0" in ut.getvalue()
    assert "deltakere i nettverket 1." in ut.getvalue()
    ut = StringIO()
    call_command("personvern", kjoer=True, stdout=ut)
    assert "ingenting å gjøre" in ut.getvalue()


def test_the_command_asks_for_one_of_the_two():
    with pytest.raises(CommandError, match="--rapport"):
        call_command("personvern")


@pytest.mark.parametrize(("dager", "tekst"), [(365, "ett år"), (730, "2 år"), (90, "90 dager")])
def test_a_time_in_words(dager, tekst):
    assert varighet(dager) == tekst
