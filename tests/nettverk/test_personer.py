"""People: who is the same as whom, and who logs in."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from bosetting.brukere.models import Hendelse, Tilgang
from bosetting.felles.hinder import Hinder
from nettverk import personer
from nettverk.models import Organisasjon, Person
from nettverk.personer import Liknende, endre_person, opprett_person, person_for_bruker, valgbare_brukere
from nettverk.skriving import Samtidig
from nettverk.tekstvalg import PersonField
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import PersonFactory
from tests.samtidig import samtidig


def felt(**endret):
    return {"navn": "Kari Nordmann", "tittel": "", "epost": "", "telefon": "", "bruker": None} | endret


def opprett(by, embete, *, bekreftet=False, **endret):
    return opprett_person(
        by=by, embete=embete, organisasjon="KS", avdeling="", felt=felt(**endret), bekreftet=bekreftet,
        noekkel=uuid.uuid4(),
    )  # fmt: skip


def endre(by, person, *, versjon=None, bekreftet=False, **endret):
    return endre_person(
        by=by, person=person, organisasjon=person.organisasjon.navn, avdeling="", felt=felt(**endret),
        bekreftet=bekreftet, versjon=versjon or person.versjon,
    )  # fmt: skip


def test_somebody_like_one_who_is_known_is_asked_about_first(prosjektleder, embete, naboembete):
    kari = opprett(prosjektleder, embete)
    with pytest.raises(Liknende) as hinder:
        opprett(prosjektleder, embete, navn="Nordmann, Kari")
    assert hinder.value.personer == [kari]
    opprett(prosjektleder, embete, navn="Nordmann, Kari", bekreftet=True)
    opprett(prosjektleder, naboembete)  # another embete's people are nobody's business here
    assert Person.objects.count() == 3


def test_a_new_name_or_address_is_asked_about_and_another_title_is_not(prosjektleder, embete):
    opprett(prosjektleder, embete, epost="kari@ks.example")
    ola = opprett(prosjektleder, embete, navn="Ola Hansen")
    with pytest.raises(Liknende):
        endre(prosjektleder, ola, navn="Ola Hansen", epost="kari@ks.example")
    ola = endre(prosjektleder, ola, navn="Ola Hansen", epost="kari@ks.example", bekreftet=True)
    ola = endre(prosjektleder, ola, navn="Ola Hansen", epost="kari@ks.example", tittel="rådgiver")
    assert ola.versjon == 3


def test_two_who_change_a_person_meet_and_the_anonymised_stays_so(prosjektleder, embete, dag):
    person = opprett(prosjektleder, embete)
    endre(prosjektleder, person, tittel="leder")
    with pytest.raises(Samtidig):
        endre(prosjektleder, person, tittel="rådgiver")
    Person.objects.update(navn="", anonymisert_at="2016-03-01T12:00Z")
    with pytest.raises(Hinder, match="anonymisert"):
        endre(prosjektleder, person, versjon=2)


def test_a_user_is_one_person_in_an_embete(prosjektleder, embete, leser):
    opprett(prosjektleder, embete, bruker=leser)
    with pytest.raises(Hinder, match="alt knyttet til Kari Nordmann, KS"):
        opprett(prosjektleder, embete, navn="Ola Hansen", bruker=leser)


def test_the_person_behind_a_contact_person_belongs_to_her_municipality(prosjektleder, embete, kontaktperson):
    person = person_for_bruker(by=prosjektleder, embete=embete, bruker=kontaktperson)
    assert (person.navn, person.epost) == (kontaktperson.navn, kontaktperson.email)
    assert (person.organisasjon.navn, person.organisasjon.kommune.navn) == ("Halden kommune", "Halden")
    assert person_for_bruker(by=prosjektleder, embete=embete, bruker=kontaktperson) == person
    assert Hendelse.objects.filter(handling="opprettet person").count() == 1


def test_the_person_behind_one_who_works_there_belongs_to_the_embete(prosjektleder, embete):
    person = person_for_bruker(by=prosjektleder, embete=embete, bruker=prosjektleder)
    assert person.organisasjon.navn == "Fylkesmannen i Østfold"


def test_somebody_known_by_her_address_is_linked_and_not_doubled(prosjektleder, embete, leser):
    kjent = PersonFactory(embete=embete, epost=leser.email.upper())
    assert person_for_bruker(by=prosjektleder, embete=embete, bruker=leser) == kjent
    kjent.refresh_from_db()
    assert kjent.bruker == leser


def test_a_shared_address_links_the_one_with_the_name(prosjektleder, embete, leser):
    PersonFactory(embete=embete, epost=leser.email, navn="En Annen")
    rett = PersonFactory(embete=embete, epost=leser.email, navn=leser.navn.upper())
    assert person_for_bruker(by=prosjektleder, embete=embete, bruker=leser) == rett


def test_those_who_may_be_linked_work_here_or_answer_for_a_municipality_here(
    embete, dag, leser, kontaktperson, nabosaksbehandler
):
    sluttet = BrukerFactory(tilgang={"rolle": "leser", "embete": embete})
    Tilgang.objects.filter(bruker=sluttet).update(til=dag)
    valgbare = set(valgbare_brukere(embete, dag))
    assert {leser, kontaktperson} <= valgbare
    assert not valgbare & {nabosaksbehandler, sluttet}
    assert sluttet in valgbare_brukere(embete, dag, beholdt=sluttet.pk)


def test_a_person_who_came_while_we_looked_is_the_one(monkeypatch, embete, prosjektleder, leser):
    foerst = PersonFactory(embete=embete, bruker=leser, epost=leser.email)
    ekte, sett = personer._for_bruker, []

    def foer_den_andre_skrev(*hvem):
        sett.append(hvem)
        return None if len(sett) == 1 else ekte(*hvem)

    monkeypatch.setattr(personer, "_for_bruker", foer_den_andre_skrev)
    assert person_for_bruker(by=prosjektleder, embete=embete, bruker=leser) == foerst


def test_two_at_once_make_one_person(paa_postgresql, embete, prosjektleder, kontaktperson):
    svar = samtidig(lambda: person_for_bruker(by=prosjektleder, embete=embete, bruker=kontaktperson))
    assert len({person.pk for person in svar}) == 1
    assert Organisasjon.objects.count() == 1


@pytest.fixture
def valg(embete):
    return [
        PersonFactory(embete=embete, organisasjon__navn="KS", navn="Kari Nordmann", epost="kari@ks.example"),
        PersonFactory(embete=embete, organisasjon__navn="KS", navn="Kari Nordmann", epost="k2@ks.example"),
        PersonFactory(embete=embete, organisasjon__navn="NAV", navn="Ola Hansen", epost=""),
    ]


@pytest.mark.parametrize(
    ("tekst", "nr"),
    [
        ("Ola Hansen, NAV", 2),
        ("  ola  hansen ", 2),
        ("kari@ks.example", 0),
        ("Kari Nordmann, KS (k2@ks.example)", 1),
    ],
)
def test_a_person_is_chosen_by_what_is_typed(valg, tekst, nr):
    felt_ = PersonField(queryset=Person.objects.select_related("organisasjon").order_by("pk"))
    assert felt_.clean(tekst) == valg[nr]
    assert felt_.clean(felt_.prepare_value(valg[nr].pk)) == valg[nr]
    assert not felt_.has_changed(valg[nr].pk, felt_.prepare_value(valg[nr]))


@pytest.mark.parametrize(
    ("tekst", "grunn"), [("Nils", "Fant ingen person"), ("Kari Nordmann", "Flere passer")]
)
def test_a_text_that_names_nobody_or_several_is_refused(valg, tekst, grunn):
    felt_ = PersonField(queryset=Person.objects.select_related("organisasjon"), required=False)
    with pytest.raises(ValidationError, match=grunn):
        felt_.clean(tekst)
    assert felt_.clean("") is None
