"""Pages of the evaluation: questions, answers one by one and from files, quotes."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk import evaluering as handlinger
from nettverk import evalueringsliste, tilbakemeldingsfil, tilbakemeldingsimport
from nettverk.models import Evalueringsspoersmaal, Sitat, Tilbakemelding
from tests.kommuner.factories import KommuneFactory
from tests.nettverk.evalueringsfactories import SitatFactory, SpoersmaalFactory, TilbakemeldingFactory
from tests.nettverk.factories import OrganisasjonFactory, ProsjektFactory
from tests.samtidig import samtidig

pytestmark = pytest.mark.django_db
INDEX, SVAR = "/nettverk/evaluering/", "/nettverk/evaluering/svar/"


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


@pytest.fixture
def kompetanse(prosjekt):
    return SpoersmaalFactory(prosjekt=prosjekt, nummer=1, tekst="Økt kompetanse", skala=True)


@pytest.fixture
def nytte(prosjekt):
    return SpoersmaalFactory(prosjekt=prosjekt, nummer=2, tekst="Hva var nyttig?")


@pytest.fixture
def import_(prosjekt):
    return reverse("nettverk:tilbakemelding-import", args=[prosjekt.pk])


def fil(tekst, **endret):
    return {"celler": tekst, "dato": "2016-03-01", "kilde": "Evaluering 2016"} | endret


def forhaandsvis(klient, side, tekst):
    """Return the preview, and the form that saves it (None when there is nothing to save)."""
    svar = klient.post(side, fil(tekst))
    funnet = re.search(r'name="forhaandsvisning" value="([^"]+)"', svar.content.decode())
    return svar, funnet and {"forhaandsvisning": funnet[1]}


def test_counts_per_effect_by_who_answered_of_those_asked(som, leser, halden, moss, kompetanse, nytte):
    nav = OrganisasjonFactory(embete=halden.fylke.embeter.get(), navn="NAV")
    TilbakemeldingFactory(spoersmaal=kompetanse, kommune=halden, skala=4, tekst="")
    TilbakemeldingFactory(spoersmaal=kompetanse, kommune=halden, skala=5)
    TilbakemeldingFactory(spoersmaal=kompetanse, kommune=None, organisasjon=nav, skala=2, tekst="")
    SitatFactory(
        tilbakemelding=TilbakemeldingFactory(spoersmaal=nytte, kommune=moss),
        tekst="Frigitt ord",
        frigitt=True,
    )
    SitatFactory(tilbakemelding=TilbakemeldingFactory(spoersmaal=nytte, kommune=moss), tekst="Hemmelige ord")
    stand = evalueringsliste.evaluering(kompetanse.prosjekt)
    foerste, andre = stand.effekter
    assert (foerste.kommuner, foerste.organisasjoner, foerste.fordeling.svar, foerste.snitt) == (
        1,
        1,
        3,
        "3,7",
    )
    assert foerste.fordeling.per_verdi == ((1, 0), (2, 1), (3, 0), (4, 1), (5, 1))
    assert stand.svart_tekst == "to av to kommuner og én samarbeidspartner har svart"
    assert [sitat.tekst for sitat in stand.sitater] == ["Frigitt ord"]
    assert (andre.snitt, andre.fordeling.i_ord) == ("–", 2)
    side = som(leser).get(INDEX).content.decode()
    assert "Frigitt ord" in side
    assert "Hemmelige ord" not in side
    spoersmaal = som(leser).get(kompetanse.get_absolute_url()).content.decode()
    assert "Svar på skalaen" in spoersmaal
    assert "helt annen kompetanse" not in spoersmaal
    linje = som(leser).get(f"/nettverk/prosjekter/{kompetanse.prosjekt_id}/evaluering.csv").content.decode()
    assert "1;Økt kompetanse;3;1;2;1;1;3;3,7;0;1;0;1;1" in linje


def test_a_period_holds_its_own_answers(halden, kompetanse):
    for dag, verdi in ((date(2015, 12, 31), 1), (date(2016, 1, 1), 5)):
        TilbakemeldingFactory(spoersmaal=kompetanse, kommune=halden, dato=dag, skala=verdi)
    stand = evalueringsliste.evaluering(kompetanse.prosjekt, date(2016, 1, 1), date(2017, 1, 1))
    assert (stand.svar, stand.effekter[0].snitt) == (1, "5,0")


@pytest.mark.parametrize("antall", [1, 9])
def test_the_pages_cost_the_same_however_many_answered(
    som, prosjektleder, prosjekt, antall, django_assert_max_num_queries
):
    for nr in range(antall):
        svar = TilbakemeldingFactory(
            spoersmaal=SpoersmaalFactory(prosjekt=prosjekt, skala=True), kommune__nr=f"01{nr:02d}", skala=3
        )
        SitatFactory(tilbakemelding=svar, frigitt=True)
    klient = som(prosjektleder)
    with django_assert_max_num_queries(12):
        klient.get(INDEX)
    with django_assert_max_num_queries(12):
        klient.get(SVAR)


def test_answers_word_by_word_are_for_those_who_handle_the_cases(
    som, leser, saksbehandler, kontaktperson, nabosaksbehandler, halden, nytte
):
    svar = TilbakemeldingFactory(spoersmaal=nytte, kommune=halden)
    for side in (SVAR, svar.get_absolute_url(), "/nettverk/evaluering/svar/eksport.csv"):
        assert som(leser).get(side).status_code == som(kontaktperson).get(side).status_code == 403
        assert "helt annen kompetanse" in som(saksbehandler).get(side).content.decode()
    assert som(nabosaksbehandler).get(svar.get_absolute_url()).status_code == 404
    assert "helt annen kompetanse" not in som(nabosaksbehandler).get(SVAR).content.decode()


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({"hvem": "kommune"}, 2),
        ({"hvem": "organisasjon"}, 1),
        ({"svar": "skala"}, 1),
        ({"svar": "ord"}, 2),
        ({"svar": "sitert"}, 1),
        ({"q": "KURSENE"}, 1),
        ({"fra": "2016-01-01"}, 1),
        ({"til": "2015-01-01"}, 0),
    ],
)
def test_the_list_is_narrowed_and_the_export_is_the_same(
    som, saksbehandler, halden, embete, kompetanse, nytte, valg, treff
):
    TilbakemeldingFactory(spoersmaal=kompetanse, kommune=halden, skala=4, tekst="", dato=date(2016, 1, 1))
    SitatFactory(tilbakemelding=TilbakemeldingFactory(spoersmaal=nytte, kommune=halden))
    nav = OrganisasjonFactory(embete=embete)
    TilbakemeldingFactory(spoersmaal=nytte, kommune=None, organisasjon=nav, tekst="Kursene")
    side = som(saksbehandler).get(SVAR, valg).content.decode()
    assert f'<p id="treff" role="status">{treff} svar</p>' in side
    csv = som(saksbehandler).get("/nettverk/evaluering/svar/eksport.csv", valg).content.decode()
    assert len(csv.splitlines()) == treff + 1


def test_a_question_is_made_once_and_keeps_the_scale_of_its_answers(
    som, prosjektleder, saksbehandler, prosjekt, halden
):
    side = reverse("nettverk:evalueringsspoersmaal-create", args=[prosjekt.pk])
    data = {"noekkel": uuid.uuid4(), "nummer": 1, "tekst": "Økt samhandling", "skala_fra": 1, "skala_til": 5}
    klient = som(prosjektleder)
    assert klient.post(side, data).url == klient.post(side, data).url
    rad = Evalueringsspoersmaal.objects.get()
    assert "Nummeret er alt i bruk" in klient.post(side, data | {"noekkel": uuid.uuid4()}).content.decode()
    halv = data | {"noekkel": uuid.uuid4(), "nummer": 2, "skala_til": ""}
    assert "Oppgi både laveste og høyeste svar" in klient.post(side, halv).content.decode()
    TilbakemeldingFactory(spoersmaal=rad, kommune=halden, skala=5)
    edit = reverse("nettverk:evalueringsspoersmaal-edit", args=[rad.pk])
    svar = klient.post(edit, data | {"versjon": 1, "skala_til": 4})
    assert "Det finnes svar som ikke er på denne skalaen." in svar.content.decode()
    assert klient.post(edit, data | {"versjon": 1, "skala_til": 6}).status_code == 302
    assert som(saksbehandler).post(side, data).status_code == 403


def test_an_answer_is_entered_once_corrected_and_deleted(som, saksbehandler, prosjekt, halden, kompetanse):
    side = reverse("nettverk:tilbakemelding-create", args=[prosjekt.pk])
    data = {
        "noekkel": uuid.uuid4(), "spoersmaal": kompetanse.pk, "kommune": halden.pk, "organisasjon": "",
        "funksjon": "rådmann", "dato": "2016-03-01", "skala": "4", "tekst": "Mye bedre", "kilde": "Brev",
    }  # fmt: skip
    klient = som(saksbehandler)
    assert klient.post(side, data).url == klient.post(side, data).url
    rad = Tilbakemelding.objects.get()
    for feil, grunn in (
        ({"skala": "6"}, "Svaret må være fra 1 til 5."),
        ({"skala": "", "tekst": ""}, "Skriv et svar på skalaen, i ord eller begge deler."),
        ({"kommune": ""}, "Velg enten en kommune eller en organisasjon."),
        ({"dato": "2016-03-10"}, "Datoen er fram i tid."),
    ):
        svar = klient.post(side, data | {"noekkel": uuid.uuid4()} | feil)
        assert (svar.status_code, grunn in svar.content.decode()) == (422, True)
    edit = reverse("nettverk:tilbakemelding-edit", args=[rad.pk])
    assert klient.post(edit, data | {"versjon": 1, "skala": "5"}).status_code == 302
    assert klient.post(edit, data | {"versjon": 1, "skala": "3"}).status_code == 422
    sitat = SitatFactory(tilbakemelding=rad, tekst="Mye bedre")
    assert (
        "Slett sitatet først" in klient.post(edit, data | {"versjon": 2, "tekst": "Verre"}).content.decode()
    )
    slett = reverse("nettverk:tilbakemelding-delete", args=[rad.pk])
    klient.post(slett)
    assert Tilbakemelding.objects.exists()
    sitat.delete()
    assert klient.post(slett).url == SVAR
    assert not Tilbakemelding.objects.exists()
    assert Hendelse.objects.first().handling == "slettet tilbakemelding"


def test_a_file_is_previewed_saved_and_read_again_without_anything_new(
    som, saksbehandler, embete, halden, moss, kompetanse, nytte, import_
):
    OrganisasjonFactory(embete=embete, navn="NAV Østfold")
    tekst = "Navn;Avsender;Funksjon;1;2\nKari;Halden kommune;rådmann;4;Nettverket\nOla;NAV Østfold;;5;\n;Moss;;;\n"
    klient = som(saksbehandler)
    svar, lagre = forhaandsvis(klient, import_, tekst)
    side = svar.content.decode()
    assert "«Navn»" in side
    assert "Kari" not in side
    assert "1 linje har ingen svar." in side
    assert not Tilbakemelding.objects.exists()
    assert klient.post(import_, lagre).url == f"{INDEX}?prosjekt={kompetanse.prosjekt_id}"
    rader = Tilbakemelding.objects.order_by("pk").values_list(
        "kommune__nr", "organisasjon__navn", "skala", "tekst"
    )
    assert list(rader) == [
        ("0101", None, 4, ""),
        ("0101", None, None, "Nettverket"),
        (None, "NAV Østfold", 5, ""),
    ]
    assert Tilbakemelding.objects.first().kilde == "Evaluering 2016 (de innlimte cellene)"
    klient.post(import_, lagre)
    assert Tilbakemelding.objects.count() == 3
    assert Hendelse.objects.filter(handling="leste inn tilbakemeldinger").count() == 1
    svar, lagre = forhaandsvis(klient, import_, tekst)
    assert lagre is None
    assert "Alle svarene i filen er lest inn før" in svar.content.decode()


def test_two_alike_in_the_file_are_two_answers(som, saksbehandler, halden, kompetanse, import_):
    klient = som(saksbehandler)
    klient.post(import_, forhaandsvis(klient, import_, "Kommune;1\nHalden;4\n")[1])
    klient.post(import_, forhaandsvis(klient, import_, "Kommune;1\nHalden;4\nHalden;4\n")[1])
    assert Tilbakemelding.objects.count() == 2


@pytest.mark.parametrize(
    ("tekst", "grunn"),
    [
        ("Kommune;1\nHalden;9\nMoss;4\n", "Linje 2: «9» er ikke et svar fra 1 til 5"),
        ("Kommune;1\nBergen;4\n", "Linje 2: Kommunen Bergen finnes ikke i embetet."),
        ("Kommunenr;Kommune;1\n0101;Moss;4\n", "Linje 2: Kommune 0101 heter Halden, ikke «Moss»."),
        ("Kommune;1\nVåler;4\n", "Linje 2: Flere kommuner heter «Våler». Bruk kommunenummer."),
        ("Kommune;1\nBorte;4\n", "Linje 2: Kommunen Borte fantes ikke 01.03.2016."),
        ("Organisasjon;1\nUkjent;4\n", "verken en kommune eller en organisasjon i embetet"),
    ],
)
def test_one_bad_line_stops_the_whole_file(
    som, saksbehandler, halden, moss, bergen, kompetanse, import_, tekst, grunn
):
    KommuneFactory(nr="0137", navn="Våler")
    KommuneFactory(nr="0138", navn="Våler")
    KommuneFactory(nr="0199", navn="Borte", til=date(2016, 1, 1))
    svar = som(saksbehandler).post(import_, fil(tekst))
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert tekst.splitlines()[-1] in svar.content.decode()
    assert not Tilbakemelding.objects.exists()


def test_a_preview_that_no_longer_holds_saves_nothing(
    som, saksbehandler, nabosaksbehandler, halden, kompetanse, import_
):
    klient = som(saksbehandler)
    _svar, lagre = forhaandsvis(klient, import_, "Kommune;1\nHalden;4\nHalden;5\n")
    klient.post(import_, forhaandsvis(klient, import_, "Kommune;1\nHalden;5\n")[1])
    svar = klient.post(import_, lagre)
    assert (svar.status_code, "Noe er registrert etter" in svar.content.decode()) == (422, True)
    assert klient.post(import_, {"forhaandsvisning": "noe annet"}).status_code == 422
    assert Tilbakemelding.objects.count() == 1
    assert som(nabosaksbehandler).post(import_, lagre).status_code == 404


def test_a_quote_is_made_released_and_withdrawn(som, saksbehandler, prosjektleder, halden, nytte):
    svar = TilbakemeldingFactory(spoersmaal=nytte, kommune=halden)
    side = reverse("nettverk:sitat-create", args=[svar.pk])
    data = {"noekkel": uuid.uuid4(), "tekst": "en helt annen kompetanse", "tilskrevet": "kontaktperson"}
    klient = som(saksbehandler)
    feil = klient.post(side, data | {"tekst": "en bedre kompetanse"})
    assert "Sitatet må stå ord for ord i svaret." in feil.content.decode()
    assert klient.post(side, data).url == klient.post(side, data).url == svar.get_absolute_url()
    sitat = Sitat.objects.get()
    frigi, trekk, slett = (
        reverse(f"nettverk:sitat-{verb}", args=[sitat.pk]) for verb in ("release", "withdraw", "delete")
    )
    assert klient.post(frigi).status_code == 403
    assert evalueringsliste.evaluering(nytte.prosjekt).sitater == []
    klient = som(prosjektleder)
    assert klient.get(frigi).status_code == 405
    klient.post(frigi)
    assert [ett.frigitt_av for ett in Sitat.objects.frigitte()] == [prosjektleder]
    assert "en helt annen kompetanse" in klient.get(INDEX).content.decode()
    klient.post(slett)
    assert Sitat.objects.exists()
    klient.post(trekk)
    assert evalueringsliste.evaluering(nytte.prosjekt).sitater == []
    klient.post(slett)
    assert not Sitat.objects.exists()
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "laget sitat", "frigav sitat", "trakk sitat", "slettet sitat",
    ]  # fmt: skip


def test_an_answer_without_words_has_nothing_to_quote(som, saksbehandler, halden, kompetanse):
    svar = TilbakemeldingFactory(spoersmaal=kompetanse, kommune=halden, skala=4, tekst="")
    assert som(saksbehandler).get(reverse("nettverk:sitat-create", args=[svar.pk])).status_code == 404


def test_empty_pages_say_what_comes_here(som, leser, saksbehandler, embete):
    assert "Ingen prosjekter ennå" in som(leser).get(INDEX).content.decode()
    ProsjektFactory(embete=embete)
    assert "Ingen spørsmål ennå" in som(leser).get(INDEX).content.decode()
    assert "Ingen svar ennå" in som(saksbehandler).get(SVAR).content.decode()


@pytest.mark.usefixtures("paa_postgresql")
def test_the_same_file_from_many_at_once_is_read_once(saksbehandler, halden, kompetanse):
    linje = tilbakemeldingsfil.Linje(2, kompetanse.pk, "0101", "", "", "", "", date(2016, 3, 1), 4, "")
    innlest = tilbakemeldingsfil.Innlest([linje])

    def les():
        return tilbakemeldingsimport.importer(
            by=saksbehandler, prosjekt=kompetanse.prosjekt, innlest=innlest, kilde="Evaluering"
        )

    assert sorted(len(ett.nye) for ett in samtidig(les, antall=4)) == [0, 0, 0, 1]
    assert Tilbakemelding.objects.count() == 1


@pytest.mark.usefixtures("paa_postgresql")
def test_one_releases_a_quote_although_two_try(prosjektleder, saksbehandler, nytte, halden):
    sitat = SitatFactory(tilbakemelding=TilbakemeldingFactory(spoersmaal=nytte, kommune=halden))
    samtidig(lambda: handlinger.frigi_sitat(by=prosjektleder, sitat=sitat), antall=4)
    assert Hendelse.objects.filter(handling="frigav sitat").count() == 1


def test_the_answers_and_the_effects_lead_to_each_other(som, leser, prosjektleder, kompetanse):
    for her, annen in ((INDEX, SVAR), (SVAR, INDEX)):
        svar = som(prosjektleder).get(her).content.decode()
        [lenker] = re.findall(r"Se også:(.*?)</p>", svar, re.DOTALL)
        assert re.findall(r'href="(.*?)"', lenker) == [annen]
    assert SVAR not in som(leser).get(INDEX).content.decode()
