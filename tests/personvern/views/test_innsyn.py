"""The pages where those who ask what is stored about them get an answer."""

import json
import re
from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bosetting.brukere.models import Hendelse
from bosetting.felles.dag import naa
from bosetting.personvern.anonymisering import ANONYM
from bosetting.personvern.models import Kjoering
from bosetting.varsler.models import Varsel
from nettverk.models import Innkalling, Medlemskap, Moetebrev, Oppfoelgingspunkt, Paamelding, Person
from tests.brukere.factories import InvitasjonFactory
from tests.nettverk.factories import GruppeFactory
from tests.nettverk.moetefactories import SakFactory
from tests.personvern.factories import EPOST, NAVN, TELEFON, alt_om_kari, moete, paamelding, person
from tests.vedtak.purrefactories import PurremottakerFactory

pytestmark = pytest.mark.django_db
INDEX = "/personvern/innsyn/"


@pytest.fixture
def kari(embete, halden):
    return alt_om_kari(embete, halden)


def side(navn, kari, *mer):
    return reverse(f"personvern:innsyn-{navn}", args=["person", kari.person.pk, *mer])


def rader(svar: str) -> list[list[str]]:
    """Return the cells of every row of every table of the page."""
    return [
        [re.sub(r"<.*?>", "", celle).strip() for celle in re.findall(r"<t[hd].*?</t[hd]>", rad)]
        for rad in re.findall(r"<tr>.*?</tr>", svar)
    ]


def fakta(svar: str) -> list[tuple[str, str]]:
    """Return every field of the page with its value."""
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", svar)


def skjema(**felt):
    return {
        "noekkel": uuid4(), "grupper": ["konto", "nettverk", "paamelding", "invitasjon", "fritekst"],
        "begrunnelse": "Sak 16/12", "kontrollert": "on",
    } | felt  # fmt: skip


def test_she_is_found_by_address_or_a_part_of_her_name(som, prosjektleder, kari):
    leser = som(prosjektleder)
    for tekst in (EPOST, "kanari"):
        svar = leser.post(INDEX, {"tekst": tekst})
        assert svar.status_code == 200
        assert "4 treff" in svar.content.decode()
        assert side("show", kari) in svar.content.decode()
    assert "Ingen treff" in leser.post(INDEX, {"tekst": "finnes ikke"}).content.decode()
    for tekst in ("", "ka"):
        assert leser.post(INDEX, {"tekst": tekst}).status_code == 422
    assert NAVN not in leser.get(INDEX, {"tekst": NAVN}).content.decode()


def test_the_page_tells_all_there_is_and_why(som, prosjektleder, kari):
    svar = som(prosjektleder).get(side("show", kari)).content.decode()
    for tekst in (
        NAVN,
        EPOST,
        TELEFON,
        "rådgiver",
        "Er på ferie.",
        "Nettverket",
        "Rådhuset",
        "kontaktperson",
    ):
        assert tekst in svar, tekst
    assert "Så embetet kan kalle inn til møter" in svar
    assert "2 år etter siste gruppe, møte eller påmelding" in svar.replace("\xa0", " ")
    assert ["Dialoger", "hvem deltok", "1"] in rader(svar)
    assert str(kari.innkalling.lenkenoekkel) not in svar
    assert kari.bruker.password not in svar
    for andre in ("Per Annen", "Vera Vara", "vera@example.test"):
        assert andre not in svar


def test_the_page_is_in_her_words_not_in_those_of_the_program(som, prosjektleder, kari):
    kari.bruker.tilganger.update(til=date(2016, 3, 1))
    Varsel.objects.update(slag="endring_godkjent", url_sti="/min-kommune/", noekkel="endring:17")
    Paamelding.objects.update(moette=False)
    felt = fakta(som(prosjektleder).get(side("show", kari)).content.decode())
    assert {
        ("Aktiv", "ja"), ("Rolle", "kontaktperson"), ("Kommune", "Halden"), ("Kommuner", "Halden"),
        ("Fra", "01.01.2015"), ("Til og med", "29.02.2016"), ("Svar", "vara kommer"), ("Oppmøte", "vara møtte"),
        ("Møtte", "nei"), ("Godtatt av", "personen selv"), ("Innkalling", "Nettverksmøte 01.03.2016"),
        ("Påmeldingsside", "Samling 01.02.2016"),
    } <= {(navn, re.sub(r" \d+ (?=\d\d\.)", " ", verdi)) for navn, verdi in felt}  # fmt: skip
    # The program's own words, keys and addresses, and that her own row is hers.
    assert not {"Nøkkel", "Side", "Bruker", "Person", "Møtets versjon"} & {navn for navn, _verdi in felt}
    for navn, verdi in felt:
        assert not re.search(r"\d{4}-\d\d|True|False|None|[a-z]_[a-z]|^/", verdi), (navn, verdi)


def test_the_json_has_the_values_as_they_are_stored(som, prosjektleder, kari):
    kari.bruker.tilganger.update(til=date(2016, 3, 1))
    innhold = json.loads(som(prosjektleder).post(side("export", kari, "json")).content)
    rader = {navn: alle for ett in innhold["opplysninger"] for navn, alle in ett["rader"].items()}
    assert rader["Brukere"][0]["Aktiv"] is True
    assert rader["Tilganger"][0]["Til (ikke med)"] == "2016-03-01"
    assert rader["Innkallinger"][0]["Svar"] == "vara"
    assert rader["Varsler"][0]["Nøkkel"] == "n"
    assert datetime.fromisoformat(rader["Påmeldinger"][0]["Meldte seg på"]).tzinfo
    for hemmelig in (kari.bruker.password, str(kari.innkalling.lenkenoekkel)):
        assert hemmelig not in json.dumps(innhold)


def test_who_else_is_in_a_row_is_not_named_to_her(som, systemansvarlig, kari):
    svar = som(systemansvarlig).get(
        reverse("personvern:innsyn-show", args=["invitasjon", kari.invitasjon.pk])
    )
    assert "en annen person" in svar.content.decode()
    assert kari.invitasjon.opprettet_av.navn not in svar.content.decode()


def test_the_json_holds_the_same_and_handing_it_out_is_logged(som, prosjektleder, kari):
    svar = som(prosjektleder).post(side("export", kari, "json"))
    assert svar["Content-Disposition"] == 'attachment; filename="innsyn.json"'
    innhold = json.loads(svar.content)
    slag = {ett["slag"]: ett for ett in innhold["opplysninger"]}
    assert slag["Deltakere i nettverket"]["rader"]["Personer"][0]["E-postadresse"] == EPOST
    assert slag["Påmelding til aktiviteter"]["rader"]["Påmeldinger"][0]["Arbeidssted"] == "Rådhuset"
    assert slag["Deltakere i nettverket"]["rettslig_grunnlag"].startswith("Oppgave i allmenhetens interesse")
    assert {(rad["hva"], rad["felt"]) for rad in innhold["nevnt"]} >= {
        ("Dialoger", "hvem deltok"), ("Dialoger", "notat"), ("Oppfølgingspunkter", "hva som skal gjøres"),
    }  # fmt: skip
    hendelse = Hendelse.objects.get(handling="hentet ut alt om en person")
    assert hendelse.etter == {"brukere": [kari.bruker.pk], "personer": [kari.person.pk], "format": "json"}


def test_the_workbook_opens_and_holds_her_rows(som, prosjektleder, kari):
    svar = som(prosjektleder).post(side("export", kari, "xlsx"))
    bok = CalamineWorkbook.from_filelike(BytesIO(svar.content))
    assert bok.sheet_names == ["Opplysninger", "Hvorfor", "Gjort", "Nevnt i tekst"]
    celler = {celle for rad in bok.get_sheet_by_name("Opplysninger").to_python() for celle in rad}
    assert {NAVN, EPOST, TELEFON, "Rådhuset", "ja", "vara kommer"} <= celler
    assert not {"Nøkkel", "Side", "True", "vara"} & celler
    [_navn, *gjort] = bok.get_sheet_by_name("Nevnt i tekst").to_python()
    assert ["Dialoger", "notat", f"Skriv til {EPOST}."] in gjort


def test_other_formats_and_other_kinds_are_not_there(som, prosjektleder, kari):
    leser = som(prosjektleder)
    assert leser.post(side("export", kari, "csv")).status_code == 404
    assert leser.get(reverse("personvern:innsyn-show", args=["dialog", kari.dialog.pk])).status_code == 404
    assert leser.get(side("export", kari, "json")).status_code == 405


def test_before_it_is_done_the_page_says_what_will_be(som, prosjektleder, kari):
    svar = som(prosjektleder).get(side("anonymise", kari)).content.decode()
    for tekst in (
        "Konto: 3 rader", "Deltakere i nettverket: 3 rader", "Påmelding til aktiviteter: 1 rad",
        "Navn i tekst: 3 rader", "kontaktperson, Halden", "Kontoen stenges",
    ):  # fmt: skip
        assert tekst in svar, tekst
    assert "En annen har samme navn" not in svar
    person(kari.person.embete, epost="en.annen@example.test")
    assert "En annen har samme navn" in som(prosjektleder).get(side("anonymise", kari)).content.decode()


def test_anonymised_she_has_no_name_and_nothing_is_left_to_do(som, prosjektleder, kari):
    leser = som(prosjektleder)
    svar = leser.post(side("anonymise", kari), skjema(), follow=True)
    assert svar.redirect_chain == [(side("show", kari), 302)]
    innhold = svar.content.decode()
    assert "Anonymisert: " in innhold
    for tekst in (NAVN, EPOST, TELEFON):
        assert tekst not in innhold
    assert Person.objects.get(pk=kari.person.pk).navn == ANONYM
    assert "Ingenting igjen å anonymisere" in leser.get(side("anonymise", kari)).content.decode()


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"begrunnelse": ""}, "Skriv hvorfor."),
        ({"begrunnelse": f"{NAVN} ringte"}, "Skriv begrunnelsen uten navn"),
        ({"kontrollert": ""}, "Kontroller hvem henvendelsen gjelder"),
        ({"grupper": []}, "Velg minst én."),
        ({"grupper": ["logg"]}, "er ikke et av de tilgjengelige valgene"),
    ],
)
def test_without_reason_check_or_choice_nothing_happens(som, prosjektleder, kari, felt, feil):
    svar = som(prosjektleder).post(side("anonymise", kari), skjema(**felt))
    assert svar.status_code == 422
    assert feil in svar.content.decode()
    assert Person.objects.get(pk=kari.person.pk).navn == NAVN
    assert not Kjoering.objects.exists()


def test_those_who_share_a_mailbox_are_shown_as_others(som, prosjektleder, kari):
    pia = person(kari.person.embete, navn="Pia Post")
    svar = som(prosjektleder).get(side("show", kari)).content.decode()
    assert "Flere navn har samme e-postadresse" in svar
    assert reverse("personvern:innsyn-show", args=["person", pia.pk]) in svar


def test_gates(som, saksbehandler, leser, kontaktperson, kari):
    for bruker in (saksbehandler, leser, kontaktperson):
        assert som(bruker).get(INDEX).status_code == 403
        assert som(bruker).get(side("show", kari)).status_code == 403
        assert som(bruker).post(side("export", kari, "json")).status_code == 403
        assert som(bruker).post(side("anonymise", kari), skjema()).status_code == 403
    assert Person.objects.get(pk=kari.person.pk).navn == NAVN


def mye_mer(kari):
    """Make fifteen more of what she can have many of."""
    for _nr in range(15):
        paamelding(kari.prosjekt)
        moetet = moete(kari.prosjekt, gruppe=kari.gruppe)
        sete = Medlemskap.objects.create(
            gruppe=GruppeFactory(prosjekt=kari.prosjekt), organisasjon=kari.person.organisasjon, person=kari.person,
            fra=date(2015, 1, 1),
        )  # fmt: skip
        innkalling = Innkalling.objects.create(
            moete=moetet, person=kari.person, medlemskap=sete, lagt_til_at=naa()
        )
        Moetebrev.objects.create(innkalling=innkalling, slag="innkalling", moeteversjon=1, opprettet_at=naa())
        sak = SakFactory(moete=moetet)
        Oppfoelgingspunkt.objects.create(moete=moetet, sak=sak, tekst=f"{NAVN} ringer.", person=kari.person)
        invitasjon = InvitasjonFactory(embete=kari.person.embete, navn=NAVN, email=EPOST)
        invitasjon.kommuner.set([kari.dialog.kommune])
        PurremottakerFactory(bruker=kari.bruker, navn=NAVN, epost=EPOST)


@pytest.mark.parametrize(("verb", "hoeyst"), [("show", 120), ("anonymise", 70)])
def test_a_person_with_much_costs_no_more_queries(
    som, prosjektleder, kari, verb, hoeyst, django_assert_max_num_queries
):
    leser = som(prosjektleder)
    paamelding(kari.prosjekt)
    mye_mer(kari)
    leser.get(side(verb, kari))
    with CaptureQueriesContext(connection) as foer:
        leser.get(side(verb, kari))
    mye_mer(kari)
    with django_assert_max_num_queries(min(len(foer), hoeyst)):
        svar = leser.get(side(verb, kari)).content.decode()
    if verb == "show":
        assert "Påmeldinger (32)" in svar
        assert "Og 22 til." in svar
