"""Inviting: the list, the letters, the link and the answer, attendance, minutes."""

import re
from datetime import date
from email import message_from_string
from uuid import uuid4

import icalendar
import pytest
from django.core import mail

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder
from bosetting.jobber.models import Jobb
from bosetting.varsler.models import Varsel
from nettverk import innkallinger, innkallingssvar, moetelenke, moetepost
from nettverk.innkallingsliste import til_moete
from nettverk.models import Innkalling, Moetebrev
from nettverk.skriving import Samtidig
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory
from tests.nettverk.moetefactories import MoeteFactory, SakFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory, ReferatFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db
KOMMER = {"svar": "kommer", "vara_navn": "", "vara_epost": "", "kommentar": ""}


@pytest.fixture(autouse=True)
def _adresse(settings):
    settings.NETTADRESSE = "https://bosetting.example.test"


@pytest.fixture
def moete(embete):
    gruppe = GruppeFactory(prosjekt__embete=embete, navn="Styringsgruppe")
    return MoeteFactory(
        prosjekt=gruppe.prosjekt,
        gruppe=gruppe,
        dato=date(2016, 3, 16),
        tittel="Styringsgruppemøte",
        sted="Moss",
    )


@pytest.fixture
def sete(moete):
    return MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))


def innkalt(moete, by, *seter):
    rader = innkallinger.velg(by=by, moete=moete, medlemskap=seter)
    innkallinger.send(by=by, moete=moete, noekkel=uuid4())
    return rader


def kalender(melding):
    rad = next(innhold for innhold, type_ in melding.alternatives if type_.startswith("text/calendar"))
    return icalendar.Calendar.from_ical(rad)


def test_who_is_on_the_list_is_there_once(moete, sete, prosjektleder):
    tom = MedlemskapFactory(gruppe=moete.gruppe, funksjon="observatør")
    gjest = PersonFactory(embete=moete.prosjekt.embete)
    for _ in range(2):
        innkallinger.velg(
            by=prosjektleder, moete=moete, medlemskap=[sete, tom], personer=[gjest, sete.person]
        )
    assert set(Innkalling.objects.values_list("medlemskap", "person")) == {
        (sete.pk, sete.person_id),
        (tom.pk, None),
        (None, gjest.pk),
    }
    spor = Hendelse.objects.filter(handling="satte opp innkalling")
    assert spor.count() == 3
    assert "lenkenoekkel" not in spor[0].etter


def test_who_has_a_letter_stays_on_the_list(moete, sete, prosjektleder):
    gjest = PersonFactory(embete=moete.prosjekt.embete, epost="")
    rader = innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete], personer=[gjest])
    innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4())
    innkallinger.velg(by=prosjektleder, moete=moete, bort=[rader[1].pk])
    assert Innkalling.objects.get() == rader[0]
    with pytest.raises(Hinder, match="alt innkalt"):
        innkallinger.velg(by=prosjektleder, moete=moete, bort=[rader[0].pk])


def test_the_invitation_has_text_a_link_and_a_calendar_file(moete, sete, prosjektleder):
    SakFactory(moete=moete, nummer=1, tittel="Boliger")
    SakFactory(moete=moete, nummer=0, tittel="Forslag", status="foreslaatt")
    (rad,) = innkalt(moete, prosjektleder, sete)
    melding = mail.outbox[0]
    assert melding.to == [f"{sete.person.navn} <{sete.person.epost}>"]
    assert melding.subject == "Innkalling: Styringsgruppemøte 16. mars 2016"
    assert "onsdag 16. mars 2016" in melding.body
    assert "1. Boliger" in melding.body
    assert "Forslag" not in melding.body
    lenke = f"https://bosetting.example.test{moetelenke.sti(rad)}"
    assert lenke in melding.body
    (hendelse,) = kalender(melding).walk("VEVENT")
    assert (hendelse["uid"], hendelse["sequence"]) == (f"moete-{moete.pk}@bosetting", moete.versjon)
    assert kalender(melding)["method"] == "REQUEST"
    assert hendelse.decoded("dtstart").tzname() == "CET"
    raa = message_from_string(melding.message().as_string())
    assert raa.is_multipart()
    typer = [del_.get_content_type() for del_ in raa.walk()]
    assert {"text/plain", "text/calendar", "application/ics"} <= set(typer)
    deler = [del_ for del_ in raa.walk() if del_.get_content_type() == "text/calendar"]
    assert deler[0].get_param("method") == "REQUEST"
    assert not re.search(r"\n\n\n", melding.body)


def test_an_invitation_is_sent_once_to_each(moete, sete, prosjektleder):
    noekkel = uuid4()
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    foerste = innkallinger.send(by=prosjektleder, moete=moete, noekkel=noekkel)
    assert innkallinger.send(by=prosjektleder, moete=moete, noekkel=noekkel) == foerste
    assert innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4()) is None
    assert len(mail.outbox) == 1
    ny = MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))
    innkalt(moete, prosjektleder, ny)
    assert [melding.to[0] for melding in mail.outbox[1:]] == [f"{ny.person.navn} <{ny.person.epost}>"]
    assert Moetebrev.objects.exclude(sendt_at=None).count() == 2


def test_those_without_an_address_are_counted_and_get_nothing(moete, prosjektleder):
    uten = MedlemskapFactory(
        gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete, epost="")
    )
    tom = MedlemskapFactory(gruppe=moete.gruppe)
    innkalt(moete, prosjektleder, uten, tom)
    assert mail.outbox == []
    assert len(til_moete(prosjektleder, moete).uten_epost) == 2


def test_nothing_is_sent_of_a_meeting_that_is_over_or_cancelled(moete, sete, prosjektleder):
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    for endring in ({"dato": date(2016, 3, 8)}, {"status": "avlyst"}):
        type(moete).objects.filter(pk=moete.pk).update(**endring)
        with pytest.raises(Hinder):
            innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4())
    assert mail.outbox == []


def test_a_change_and_a_cancellation_are_told_once_a_version_with_the_same_identity(
    moete, sete, prosjektleder
):
    innkalt(moete, prosjektleder, sete)
    utenfor = MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[utenfor])
    moete.sted, moete.versjon = "Sarpsborg", 2
    moete.save()
    for _ in range(2):
        innkallinger.meld_endret(by=prosjektleder, moete=moete)
    moete.status, moete.avlyst_grunn, moete.versjon = "avlyst", "For få kan komme", 3
    moete.save()
    innkallinger.meld_endret(by=prosjektleder, moete=moete)
    assert [melding.subject.partition(":")[0] for melding in mail.outbox] == [
        "Innkalling",
        "Endret",
        "Avlyst",
    ]
    assert "Sted: Sarpsborg" in mail.outbox[1].body
    assert "For få kan komme" in mail.outbox[2].body
    hendelser = [kalender(melding).walk("VEVENT")[0] for melding in mail.outbox]
    assert len({hendelse["uid"] for hendelse in hendelser}) == 1
    assert [hendelse["sequence"] for hendelse in hendelser] == [1, 2, 3]
    assert kalender(mail.outbox[2])["method"] == "CANCEL"
    assert hendelser[2]["status"] == "CANCELLED"


def test_a_reminder_goes_to_those_who_have_not_answered_once(moete, sete, prosjektleder, dag):
    annen = MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))
    _rad, svarte = innkalt(moete, prosjektleder, sete, annen)
    innkallingssvar.svar(by=None, innkalling=svarte, felt=KOMMER, versjon=1, dag=dag)
    assert len(til_moete(prosjektleder, moete).paaminnes) == 1
    innkallinger.paaminn(by=prosjektleder, moete=moete, noekkel=uuid4())
    assert innkallinger.paaminn(by=prosjektleder, moete=moete, noekkel=uuid4()) is None
    assert til_moete(prosjektleder, moete).paaminnes == []
    assert [m.to[0] for m in mail.outbox if m.subject.startswith("Påminnelse")] == [mail.outbox[0].to[0]]


def test_mail_that_fails_is_told_and_tried_again(moete, sete, prosjektleder, monkeypatch):
    with monkeypatch.context() as feil:
        feil.setattr(moetepost.epost, "lever", lambda m: (moetepost.Utfall.FEILET, "550 ukjent mottaker"))
        innkalt(moete, prosjektleder, sete)
    brev = Moetebrev.objects.get()
    assert (brev.sendt_at, brev.forsoek, brev.feil) == (None, 1, "550 ukjent mottaker")
    assert Jobb.objects.get().tilstand == Jobb.FEILET
    assert len(til_moete(prosjektleder, moete).feilet) == 1
    assert moetepost.proev_igjen(brev.opprettet_at) == []
    moetepost.proev_igjen(brev.opprettet_at + moetepost.PAUSE)
    brev.refresh_from_db()
    assert brev.sendt_at is not None
    assert len(mail.outbox) == 1
    assert moetepost.proev_igjen(brev.opprettet_at + 9 * moetepost.PAUSE) == []


def test_a_letter_is_given_up_after_three_attempts(moete, sete, prosjektleder):
    (rad,) = innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    brev = Moetebrev.objects.create(
        innkalling=rad, slag="innkalling", moeteversjon=1, opprettet_at=rad.lagt_til_at, forsoek=3, feil="x"
    )
    assert moetepost.proev_igjen(brev.opprettet_at + 99 * moetepost.PAUSE) == []


def test_whoever_logs_in_is_told_there_too(moete, sete, prosjektleder, kontaktperson):
    sete.person.bruker = kontaktperson
    sete.person.save()
    (rad,) = innkalt(moete, prosjektleder, sete)
    varsel = Varsel.objects.get(bruker=kontaktperson)
    assert varsel.url_sti.endswith(f"/innkallinger/{rad.pk}/svar/")
    assert not varsel.epost


def test_an_answer_can_be_changed_until_the_meeting(moete, dag):
    rad = InnkallingFactory(moete=moete)
    rad = innkallingssvar.svar(by=None, innkalling=rad, felt=KOMMER, versjon=1, dag=dag)
    innkallingssvar.svar(by=None, innkalling=rad, felt=KOMMER, versjon=1, dag=dag)  # a double click
    endret = {**KOMMER, "svar": "kommer_ikke", "kommentar": "Ferie"}
    rad = innkallingssvar.svar(by=None, innkalling=rad, felt=endret, versjon=2, dag=moete.dato)
    assert (rad.svar, rad.versjon, rad.kommentar) == ("kommer_ikke", 3, "Ferie")
    with pytest.raises(Hinder, match="Møtet er holdt"):
        innkallingssvar.svar(by=None, innkalling=rad, felt=KOMMER, versjon=3, dag=date(2016, 3, 17))
    with pytest.raises(Samtidig):
        innkallingssvar.svar(by=None, innkalling=rad, felt=KOMMER, versjon=2, dag=dag)
    assert Hendelse.objects.filter(handling="svarte på innkalling", bruker=None).count() == 2


def test_a_substitute_is_told_and_forgotten_when_the_answer_changes(moete, dag):
    rad = InnkallingFactory(moete=moete)
    vara = {"svar": "vara", "vara_navn": "Nina Vara", "vara_epost": "nina@example.test", "kommentar": ""}
    rad = innkallingssvar.svar(by=None, innkalling=rad, felt=vara, versjon=1, dag=dag)
    assert mail.outbox[0].to == ["Nina Vara <nina@example.test>"]
    assert rad.person.navn in mail.outbox[0].body
    egen = moetelenke.varasti(rad)
    assert re.findall(r"/nettverk/innkalling/\S+", mail.outbox[0].body) == [egen]
    assert str(kalender(mail.outbox[0]).walk("VEVENT")[0]["url"]).endswith(egen)
    rad = innkallingssvar.svar(by=None, innkalling=rad, felt=KOMMER, versjon=2, dag=dag)
    assert (rad.vara_navn, rad.vara_epost, rad.vara_noekkel) == ("", "", None)
    assert "nina@example.test" not in str(list(Jobb.objects.values_list("data", "tittel")))


@pytest.mark.parametrize("slag", ["endring", "avlysning", "referat"])
def test_a_substitute_gets_what_is_new_without_the_link_of_who_is_invited(moete, slag, prosjektleder):
    """Whoever has the link answers for its owner; the substitute is another."""
    nina = {"svar": "vara", "vara_navn": "Nina Vara", "vara_epost": "nina@example.test"}
    rad = InnkallingFactory(moete=moete, **nina, vara_noekkel=uuid4())
    if slag == "avlysning":
        moete.status = "avlyst"
        moete.save()
    referat = ReferatFactory(moete=moete, pdf=b"%PDF-1.7 referat", godkjent_av=prosjektleder)
    brev = Moetebrev.objects.create(
        innkalling=rad, slag=slag, moeteversjon=referat.nummer, opprettet_at=naa()
    )
    moetepost.send_brev(brev.pk, date(2016, 3, 9))
    hennes, vara = mail.outbox
    assert hennes.to == [f"{rad.person.navn} <{rad.person.epost}>"]
    assert vara.to == ["Nina Vara <nina@example.test>"]
    assert not hennes.cc
    lenker = set(re.findall(r"/nettverk/innkalling/\S+", vara.body))
    if slag != "referat":
        lenker |= {str(h["url"]).partition(".test")[2] for h in kalender(vara).walk("VEVENT") if "url" in h}
    assert lenker == (set() if slag == "referat" else {moetelenke.varasti(rad)})
    assert rad.lenkenoekkel.hex not in str(vara.body) + str(vara.alternatives)
    assert "Svaret ditt" not in vara.body
    assert "Logg inn" not in vara.body
    assert len(vara.attachments) == len(hennes.attachments) == 1


def test_a_link_opens_one_row_and_no_other(moete, dag):
    rad, annen = InnkallingFactory(moete=moete), InnkallingFactory(moete=moete)
    merke = moetelenke.merke(rad)
    assert innkallingssvar.finn(merke, dag) == rad
    falsk = merke.replace(rad.lenkenoekkel.hex, annen.lenkenoekkel.hex)
    for galt in ("", "x", falsk, rad.lenkenoekkel.hex, f"{merke}x"):
        assert innkallingssvar.finn(galt, dag) is None
    assert innkallingssvar.finn(merke, date(2016, 4, 16)) is None
    Innkalling.objects.filter(pk=rad.pk).update(lenkenoekkel=uuid4())
    assert innkallingssvar.finn(merke, dag) is None


def test_minutes_are_sent_with_the_pdf(moete, sete, prosjektleder):
    innkalt(moete, prosjektleder, sete)
    referat = ReferatFactory(moete=moete, pdf=b"%PDF-1.7 referat", godkjent_av=prosjektleder)
    innkallinger.send_referat(by=prosjektleder, referat=referat, noekkel=uuid4())
    assert innkallinger.send_referat(by=prosjektleder, referat=referat, noekkel=uuid4()) is None
    assert mail.outbox[-1].subject.startswith("Referat: ")
    assert mail.outbox[-1].attachments[0][1:] == (b"%PDF-1.7 referat", "application/pdf")


def test_others_see_functions_and_no_names(moete, sete, prosjektleder, saksbehandler, leser, kontaktperson):
    sete.person.navn = "Kari Hemmelig"
    sete.person.save()
    innkalt(moete, prosjektleder, sete)
    for bruker, navn in ((prosjektleder, "Kari Hemmelig"), (saksbehandler, "Kari Hemmelig"), (leser, "")):
        assert [rad.navn for rad in til_moete(bruker, moete).rader] == [navn]
    assert til_moete(kontaktperson, moete).rader == []
    medlem = PersonFactory(embete=moete.prosjekt.embete, bruker=BrukerFactory())
    MedlemskapFactory(gruppe=moete.gruppe, person=medlem)
    assert [rad.navn for rad in til_moete(medlem.bruker, moete).rader] == [""]


@pytest.mark.parametrize("antall", [1, 9])
def test_the_page_of_a_meeting_costs_the_same_however_many(
    moete, prosjektleder, antall, django_assert_num_queries
):
    for _ in range(antall):
        sete = MedlemskapFactory(gruppe=moete.gruppe, person=PersonFactory(embete=moete.prosjekt.embete))
        innkalt(moete, prosjektleder, sete)
    assert prosjektleder.omfang.rettigheter
    with django_assert_num_queries(5):
        til_moete(prosjektleder, moete)


@pytest.mark.usefixtures("paa_postgresql")
@pytest.mark.django_db(transaction=True)
def test_several_who_send_at_once_send_one_letter(moete, sete, prosjektleder):
    innkallinger.velg(by=prosjektleder, moete=moete, medlemskap=[sete])
    samtidig(lambda: innkallinger.send(by=prosjektleder, moete=moete, noekkel=uuid4()), antall=4)
    assert Moetebrev.objects.count() == 1


@pytest.mark.usefixtures("paa_postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_for_the_same_person_one_is_told(moete, prosjektleder, dag):
    rad = InnkallingFactory(moete=moete)
    ut = samtidig(
        *(
            lambda svar=svar: innkallingssvar.svar(
                by=prosjektleder, innkalling=rad, felt=KOMMER | {"svar": svar}, versjon=1, dag=dag
            )
            for svar in ("kommer", "kommer_ikke")
        )
    )
    assert sum(isinstance(ett, Samtidig) for ett in ut) == 1
