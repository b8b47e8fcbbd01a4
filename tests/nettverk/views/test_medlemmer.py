"""Who sits in a group: seen by whom, as a list, as recipients, from a file, and fetched."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bosetting.brukere.models import Tilgang
from nettverk.models import Medlemskap, Organisasjon, Person
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, OrganisasjonFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gruppe(embete):
    return GruppeFactory(prosjekt__embete=embete, navn="Nettverk", slag="nettverk", innsyn="kommunene")


@pytest.fixture
def kari(gruppe):
    person = PersonFactory(
        embete=gruppe.prosjekt.embete, organisasjon__navn="KS", navn="Kari Åsen", epost="kari@ks.example"
    )
    return MedlemskapFactory(
        gruppe=gruppe,
        organisasjon=person.organisasjon,
        person=person,
        funksjon="rådgiver",
        rolle="leder",
        andel=40,
    )


def side(navn, gruppe, *rest):
    return reverse(f"nettverk:{navn}", args=[gruppe.pk, *rest])


@pytest.mark.parametrize("navn", ["gruppe-show", "gruppe-index", "gruppe-export", "gruppe-export-all"])
def test_names_are_for_those_who_write_to_people(
    som, saksbehandler, leser, kontaktperson, gruppe, kari, navn
):
    url = {
        "gruppe-index": reverse("nettverk:gruppe-index"),
        "gruppe-show": gruppe.get_absolute_url(),
        "gruppe-export": side("gruppe-export", gruppe, "csv"),
        "gruppe-export-all": reverse("nettverk:gruppe-export-all", args=["csv"]),
    }[navn]
    for bruker in (leser, kontaktperson):
        svar = som(bruker).get(url, {"q": "Åsen"} if navn == "gruppe-show" else {}).content.decode()
        assert "Nettverk" in svar
        assert "kari@ks.example" not in svar
        assert "Kari Åsen" not in svar
        assert kari.person.get_absolute_url() not in svar
    if navn != "gruppe-index":
        assert "Kari Åsen" in som(saksbehandler).get(url).content.decode("utf-8-sig")


def test_a_search_for_a_name_tells_nothing_to_those_who_may_not_see_it(
    som, leser, saksbehandler, gruppe, kari
):
    url = gruppe.get_absolute_url()
    assert "Viser 0 plasser" in som(leser).get(url, {"q": "åsen"}).content.decode()
    assert "Viser 0 plasser" not in som(saksbehandler).get(url, {"q": "åsen"}).content.decode()


def test_a_contact_person_sees_what_the_municipalities_may_see_and_her_own_groups(
    som, kontaktperson, gruppe, kari
):
    lukket = GruppeFactory(prosjekt=gruppe.prosjekt, navn="Styringsgruppen", innsyn="medlemmer")
    klient = som(kontaktperson)
    assert "Styringsgruppen" not in klient.get(reverse("nettverk:gruppe-index")).content.decode()
    assert klient.get(lukket.get_absolute_url()).status_code == 404
    person = PersonFactory(embete=gruppe.prosjekt.embete, bruker=kontaktperson)
    MedlemskapFactory(gruppe=lukket, organisasjon=person.organisasjon, person=person)
    assert "Styringsgruppen" in klient.get(reverse("nettverk:gruppe-index")).content.decode()
    assert klient.get(lukket.get_absolute_url()).status_code == 200
    Medlemskap.objects.filter(gruppe=lukket).update(til="2016-03-01")
    assert klient.get(lukket.get_absolute_url()).status_code == 404


def test_an_embete_that_shows_nothing_to_the_municipalities_has_an_empty_page(som, kontaktperson, embete):
    GruppeFactory(prosjekt__embete=embete)
    svar = som(kontaktperson).get(reverse("nettverk:gruppe-index")).content.decode()
    assert "Ingen grupper å vise" in svar


def test_members_are_narrowed_and_sorted(som, saksbehandler, gruppe, kari):
    nav = OrganisasjonFactory(embete=gruppe.prosjekt.embete, navn="NAV")
    MedlemskapFactory(gruppe=gruppe, organisasjon=nav, funksjon="direktør")
    url = gruppe.get_absolute_url()

    def plasser(**sporring):
        svar = som(saksbehandler).get(url, sporring, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in svar
        return sorted(
            (n for n in ("rådgiver", "direktør") if f">{n}" in svar), key=lambda n: svar.index(f">{n}")
        )

    assert plasser() == ["rådgiver", "direktør"]
    assert plasser(sort="funksjon") == ["direktør", "rådgiver"]
    assert plasser(sort="-organisasjon") == ["direktør", "rådgiver"]
    assert plasser(rolle="leder") == ["rådgiver"]
    assert plasser(q="nav") == ["direktør"]
    assert plasser(q="ingen") == []


def test_groups_of_one_kind_as_they_stood(som, leser, gruppe, kari):
    GruppeFactory(prosjekt=gruppe.prosjekt, navn="Styringsgruppen", slag="styringsgruppe")
    url = reverse("nettverk:gruppe-index")
    svar = som(leser).get(url, {"slag": "nettverk"}).content.decode()
    assert "Styringsgruppen" not in svar
    assert "1 person fra 1 organisasjon" in svar
    csv = reverse("nettverk:gruppe-export-all", args=["csv"])
    assert len(som(leser).get(csv).content.decode().splitlines()) == 2
    assert len(som(leser).get(csv, {"per": "2014-01-01"}).content.decode().splitlines()) == 1


def test_seats_that_end_soon_and_municipalities_without_anybody_are_told(som, leser, gruppe, kari, moss):
    Medlemskap.objects.update(til="2016-04-01")
    svar = som(leser).get(reverse("nettverk:gruppe-index")).content.decode()
    assert "Slutter snart" in svar
    assert "er ikke lenger med fra 01.04.2016" in svar
    assert "Én kommune har ingen kontaktperson i dag." in svar
    svar = som(leser).get(reverse("nettverk:kontaktdekning-index"), {"vis": "plass"}).content.decode()
    assert "Moss" in svar
    csv = som(leser).get(reverse("nettverk:kontaktdekning-export", args=["csv"]), {"vis": "innlogging"})
    assert csv.content.decode().splitlines()[1:] == ["0104;Moss;0;0"]


def test_contact_persons_are_named_in_the_list_only_to_those_who_write_to_them(
    som, leser, saksbehandler, kontaktperson, gruppe
):
    url = reverse("nettverk:kontaktdekning-index")
    assert kontaktperson.navn in som(saksbehandler).get(url).content.decode()
    assert kontaktperson.navn not in som(leser).get(url).content.decode()


def test_recipients_are_copied_once_each_and_those_without_an_address_are_named(
    som, saksbehandler, gruppe, kari
):
    felles = {"gruppe": gruppe, "organisasjon": kari.organisasjon}
    MedlemskapFactory(
        **felles, person=kari.person, fra=date(2010, 1, 1), til=date(2016, 6, 1), funksjon="også"
    )
    MedlemskapFactory(**felles, funksjon="ukjent direktør")
    url = side("gruppe-recipients", gruppe)
    svar = som(saksbehandler).get(url).content.decode()
    assert "&quot;Kari Åsen&quot; &lt;kari@ks.example&gt;" in svar
    assert svar.count("kari@ks.example") == 1
    assert "1 medlem har ingen e-postadresse" in svar
    assert "ukjent direktør" in svar
    assert "Ingen e-postadresser" in som(saksbehandler).get(url, {"til": "vara"}).content.decode()
    csv = som(saksbehandler).get(url, {"format": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines() == ["Navn;E-post", "Kari Åsen;kari@ks.example"]


def test_recipients_are_not_for_those_who_only_read(som, leser, embete, naboembete, gruppe):
    assert som(leser).get(side("gruppe-recipients", gruppe)).status_code == 403
    Tilgang.objects.create(bruker=leser, rolle="saksbehandler", embete=naboembete, fra=date(2015, 1, 1))
    assert som(leser).get(side("gruppe-recipients", gruppe)).status_code == 403


def test_a_file_is_shown_first_and_saved_on_the_next_post(som, prosjektleder, gruppe, kari):
    url = side("medlemskap-import", gruppe)
    klient = som(prosjektleder)
    assert klient.get(url).status_code == 200
    fil = SimpleUploadedFile(
        "liste.csv",
        "Navn;Organisasjon;Funksjon;Rolle;Andel;E-post\nKari Åsen;KS;rådgiver;;;\n"
        "Ola Berg;NAV;direktør;observatør;20;ola@nav.example\n".encode(),
    )
    vist = klient.post(url, {"fil": fil, "fra": "2016-03-01"})
    assert vist.status_code == 200
    assert Medlemskap.objects.count() == 1
    side_ = vist.content.decode()
    assert "1 ny plass, nye personer: 1." in side_
    for tekst in ("observatør, 20 %", "ola@nav.example", "1 plass står fra før."):
        assert tekst in side_
    assert "Nye organisasjoner: NAV" in side_
    data = {"forhaandsvisning": vist.context["forhaandsvisning"]}
    assert klient.post(url, data).url == gruppe.get_absolute_url()
    assert klient.post(url, data).status_code == 302  # a double click
    assert Medlemskap.objects.count() == 2
    assert Medlemskap.objects.latest("pk").kilde == "Medlemsliste liste.csv"
    annen = GruppeFactory(prosjekt=gruppe.prosjekt)
    assert klient.post(side("medlemskap-import", annen), data).status_code == 422
    assert not annen.medlemskap.exists()


def test_a_preview_that_no_longer_holds_is_shown_again(som, prosjektleder, gruppe):
    url, klient = side("medlemskap-import", gruppe), som(prosjektleder)
    vist = klient.post(url, {"celler": "Navn\tOrganisasjon\nOla\tNAV\nKari\tKS", "fra": "2016-03-01"})
    OrganisasjonFactory(embete=gruppe.prosjekt.embete, navn="NAV")
    svar = klient.post(url, {"forhaandsvisning": vist.context["forhaandsvisning"]})
    assert svar.status_code == 422
    assert "Noe er endret etter at du åpnet forhåndsvisningen" in svar.content.decode()
    assert not Medlemskap.objects.exists()
    assert klient.post(url, {"forhaandsvisning": svar.context["forhaandsvisning"]}).status_code == 302
    assert Medlemskap.objects.count() == 2


def test_bad_lines_are_all_named_and_nothing_lost(som, prosjektleder, gruppe):
    celler = "Navn\tOrganisasjon\tRolle\nOla\t\t\nKari\tKS\tsjef\n"
    svar = som(prosjektleder).post(side("medlemskap-import", gruppe), {"celler": celler, "fra": "2016-03-01"})
    assert svar.status_code == 422
    side_ = svar.content.decode()
    assert "Linje 2: Organisasjonen mangler." in side_
    assert "Linje 3: «sjef» er ikke en rolle." in side_
    assert "Kari\tKS\tsjef" in side_
    assert not any(modell.objects.exists() for modell in (Organisasjon, Person))


@pytest.mark.parametrize("innhold", [b"%PDF-1.7", b"PK\x03\x04 bombe", b"", b"=cmd|' /C calc'!A0;x\n1;2"])
def test_a_hostile_file_is_refused_in_words(som, prosjektleder, gruppe, innhold):
    fil = SimpleUploadedFile("liste.xlsx", innhold)
    svar = som(prosjektleder).post(side("medlemskap-import", gruppe), {"fil": fil, "fra": "2016-03-01"})
    assert svar.status_code == 422
    assert not Medlemskap.objects.exists()


def test_contact_persons_are_fetched_in_one_step(som, prosjektleder, kontaktperson, gruppe):
    url, klient = side("medlemskap-fetch", gruppe), som(prosjektleder)
    svar = klient.get(url).content.decode()
    assert "1 ny plass" in svar
    assert kontaktperson.navn in svar
    assert klient.post(url).url == gruppe.get_absolute_url()
    assert klient.post(url).status_code == 302
    assert Medlemskap.objects.get().person.bruker == kontaktperson
    assert "Ingenting å hente" in klient.get(url).content.decode()


def test_a_seat_is_given_with_department_share_and_whom_it_speaks_for(som, prosjektleder, gruppe):
    data = {
        "organisasjon": "Halden kommune", "avdeling": "Flyktningtjenesten", "funksjon": "rådmann", "andel": "20",
        "paa_vegne_av": "KS", "rolle": "medlem", "fra": "2016-03-01", "noekkel": uuid.uuid4(),
    }  # fmt: skip
    url = side("medlemskap-create", gruppe)
    assert "1 til 100 prosent" in som(prosjektleder).post(url, data | {"andel": "0"}).content.decode()
    assert not Organisasjon.objects.exists()
    assert som(prosjektleder).post(url, data).status_code == 302
    svar = som(prosjektleder).get(gruppe.get_absolute_url()).content.decode()
    assert "Flyktningtjenesten, på vegne av KS" in svar
    assert "20 %" in svar
    sete = Medlemskap.objects.get()
    skjema = som(prosjektleder).get(sete.get_absolute_url()).content.decode()
    assert all(f'value="{ett}"' in skjema for ett in ("Halden kommune", "Flyktningtjenesten", "KS", "20"))


def test_a_person_of_another_embete_cannot_be_seated(som, prosjektleder, gruppe, naboembete):
    fremmed = PersonFactory(embete=naboembete, navn="Frida Fremmed")
    data = {"person": str(fremmed), "funksjon": "leder", "rolle": "medlem", "fra": "2016-03-01"}
    svar = som(prosjektleder).post(
        side("medlemskap-create", gruppe), data | {"organisasjon": "KS", "noekkel": uuid.uuid4()}
    )
    assert "Fant ingen person" in svar.content.decode()
    url = f"{side('medlemskap-create', gruppe)}?person={fremmed.pk}"
    assert "Frida" not in som(prosjektleder).get(url).content.decode()
