"""The template's page: write, try on real figures, save, and take back the program's own words."""

import re

import pytest
from django.urls import reverse

from anmodninger import brev, brevgrunnlag, brevutsending
from anmodninger.models import Brevmal
from tests.anmodninger.factories import RundeFactory, UtkastFactory
from tests.felles.dokument.lesere import pdf_tekst, samlet


@pytest.fixture
def url(embete):
    return reverse("anmodninger:brevmal-edit", args=[embete.pk])


def data(tekst="Til {{ kommune }}", overskrift="Anmodning", versjon=0, knapp="lagre", **mer):
    return {"overskrift": overskrift, "tekst": tekst, "versjon": versjon, knapp: "1"} | mer


def test_the_page_begins_with_the_programs_words_and_lists_every_field(som, saksbehandler, url):
    side = som(saksbehandler).get(url).content.decode()
    assert "Embetet bruker standardmalen." in side
    assert "{{ nasjonal_setning }} {{ fylke_setning }}" in side
    for felt in brev.FELT:
        assert f"<code>{{{{ {felt.navn} }}}}</code>" in side
        assert str(felt.forklaring) in side
    assert "tenkt eksempel" in side
    assert "Eksempel kommune anmodes om å bosette 40 flyktninger" in side


def test_it_is_tried_on_the_last_draft_else_the_last_round(som, saksbehandler, url, embete, halden, moss):
    klient = som(saksbehandler)
    RundeFactory(embete=embete, aar=2015, linjer=[(halden, 44, None)])
    side = klient.get(url).content.decode()
    assert "Med tallene fra runden for 2015, sendt 20.08.2015." in side
    assert "anmodes om å bosette 44 flyktninger i 2015" in side
    UtkastFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])
    side = klient.get(url).content.decode()
    assert "Med tallene fra utkastet for 2016." in side
    valgt = klient.post(
        url, data("{{ anmodning_setning }}", knapp="forhaandsvis", kommune=moss.pk)
    ).content.decode()
    assert "Moss kommune anmodes om å bosette 80 flyktninger i 2016, hvorav 20 enslige mindreårige." in valgt
    assert not Brevmal.objects.exists()


def test_saving_takes_the_words_into_use(som, saksbehandler, url, embete):
    klient = som(saksbehandler)
    svar = klient.post(url, data(), follow=True)
    assert svar.redirect_chain == [(url, 302)]
    side = svar.content.decode()
    assert "Brevmalen er lagret." in side
    assert "Sist lagret" in side
    assert "Siri Saksbehandler" in side
    assert brevgrunnlag.mal_for(embete.pk).tekst == "Til {{ kommune }}\n"


@pytest.mark.parametrize("knapp", ["lagre", "forhaandsvis", "pdf"])
def test_an_unknown_field_is_an_error_at_the_field_with_its_line(som, saksbehandler, url, knapp):
    svar = som(saksbehandler).post(url, data("Til {{ kommune }}\n\nom {{ svarfirst }}", knapp=knapp))
    side = svar.content.decode()
    assert svar.status_code == 422
    assert "<title>Feil: " in side
    assert side.count("Linje 3: Feltet {{ svarfirst }} finnes ikke. Mener du {{ svarfrist }}?") == 2
    assert 'id="id_tekst_error"' in side
    assert "Rett feilene i skjemaet" in side
    assert not Brevmal.objects.exists()


@pytest.mark.parametrize(
    ("tekst", "feil"),
    [
        (">" * 30 + " dypt", "for mange nivåer"),
        ("[" * 2001, "hakeparenteser"),
        ("  \n", "Skriv teksten i brevet."),
    ],
)
def test_what_the_reader_cannot_take_is_told_in_words(som, saksbehandler, url, tekst, feil):
    svar = som(saksbehandler).post(url, data(tekst))
    assert svar.status_code == 422
    assert feil in svar.content.decode()


def test_of_two_writers_the_second_sees_the_firsts_words_and_may_build_on_them(
    som, saksbehandler, prosjektleder, url, embete
):
    brevutsending.lagre_mal(by=prosjektleder, embete=embete, overskrift="A", tekst="Pias ord", versjon=0)
    klient = som(saksbehandler)
    svar = klient.post(url, data("Siris ord"))
    side = svar.content.decode()
    assert svar.status_code == 422
    assert "Pia Prosjektleder lagret dette" in side
    assert "Pias ord" in side
    assert 'name="overskrift" value="Anmodning"' in side
    assert re.search(r">\s*Siris ord</textarea>", side)
    assert Brevmal.objects.get().tekst == "Pias ord\n"
    assert 'name="versjon" value="1"' in side
    assert klient.post(url, data("Siris ord", versjon=1)).status_code == 302
    assert Brevmal.objects.get().tekst == "Siris ord\n"


def test_one_whose_template_was_put_back_meanwhile_is_told(som, saksbehandler, url):
    svar = som(saksbehandler).post(url, data("Siris ord", versjon=3))
    assert svar.status_code == 422
    assert "tatt tilbake standardmalen" in svar.content.decode()


def test_the_programs_words_are_fetched_and_taken_into_use_when_saved(som, saksbehandler, url, embete):
    brevutsending.lagre_mal(by=saksbehandler, embete=embete, overskrift="A", tekst="Egne ord", versjon=0)
    klient = som(saksbehandler)
    svar = klient.post(url, data("Egne ord", versjon=1, knapp="standard"))
    side = svar.content.decode()
    assert svar.status_code == 200
    assert "Standardteksten er hentet inn. Lagre malen for å ta den i bruk." in side
    assert brev.STANDARDMAL.overskrift in side
    assert Brevmal.objects.exists()
    standard = brev.STANDARDMAL
    klient.post(url, data(standard.tekst.replace("\n", "\r\n"), standard.overskrift, versjon=1))
    assert not Brevmal.objects.exists()


def test_what_is_typed_can_be_seen_as_pdf_without_being_saved(som, saksbehandler, url, embete, halden):
    UtkastFactory(embete=embete, linjer=[(halden, 60, 5)])
    svar = som(saksbehandler).post(url, data("Bare en prøve for {{ kommune }}.", knapp="pdf"))
    assert svar.headers["Content-Type"] == "application/pdf"
    assert "BareenprøveforHalden." in samlet(pdf_tekst(svar.content))
    assert not Brevmal.objects.exists()
