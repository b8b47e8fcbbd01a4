"""The pages of letters: tried on a draft, listed for a round, and handed out as files."""

import re
import zipfile
from io import BytesIO
from unittest.mock import patch

import pikepdf
import pytest
from django.urls import reverse

from anmodninger import actions, brevfiler, brevgrunnlag, brevutsending
from anmodninger.models import Brev, Brevfil, Brevmal
from bosetting.brukere.models import EmbeteNavn
from bosetting.felles.dag import naa
from bosetting.felles.dokument.typst import som_pdf
from tests.anmodninger.factories import RundeFactory, UtkastFactory, mange
from tests.felles.dokument.lesere import pdf_tekst, samlet
from tests.kommuner.factories import KommuneFactory

DUMMY = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def adresse(navn, *args):
    return reverse(f"anmodninger:{navn}", args=args)


def innhold(svar) -> bytes:
    return b"".join(svar.streaming_content)


@pytest.fixture
def utkast(embete, halden, moss):
    return UtkastFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, None)])


@pytest.fixture
def runde(utkast, saksbehandler, dag):
    return actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)


def test_the_step_shows_the_first_letter_and_any_other(som, saksbehandler, utkast, moss):
    klient = som(saksbehandler)
    foerste = klient.get(adresse("utkast-brev", utkast.pk)).content.decode()
    assert "Brevet til Halden" in foerste
    assert (
        "Halden kommune anmodes om å bosette 60 flyktninger i 2016, hvorav 5 enslige mindreårige." in foerste
    )
    assert "2 kommuner får brev, datert 9. mars 2016" in foerste
    assert 'aria-current="step">Brev' in foerste
    andre = klient.get(adresse("utkast-brev", utkast.pk), {"kommune": moss.pk}).content.decode()
    assert "Brevet til Moss" in andre
    assert (
        "Brevet til Halden"
        in klient.get(adresse("utkast-brev", utkast.pk), {"kommune": "x"}).content.decode()
    )


def test_the_letters_to_choose_from_stand_in_norwegian_order(som, saksbehandler, embete, halden, moss):
    """Halden, 0101, is number one; by name it comes after Askim, and the last letters of the alphabet come last."""
    askim, aamot = KommuneFactory(nr="0124", navn="Askim"), KommuneFactory(nr="0135", navn="Åmot")
    utkast = UtkastFactory(embete=embete, linjer=[(ett, 10, 1) for ett in (halden, moss, aamot, askim)])

    valg = som(saksbehandler).get(adresse("utkast-brev", utkast.pk)).context["form"]["kommune"]

    assert [navn for _verdi, navn in valg.field.choices] == ["Askim", "Halden", "Moss", "Åmot"]


def test_the_step_tells_what_would_stop_the_letters(som, saksbehandler, utkast, embete):
    Brevmal.objects.create(embete=embete, overskrift="A", tekst="Herav {{ em }}", versjon=1, endret_at=naa())
    klient = som(saksbehandler)
    brevet = klient.get(adresse("utkast-brev", utkast.pk)).content.decode()
    assert "Brevene kan ikke sendes slik de er nå" in brevet
    assert "som ikke er kjent for Moss" in brevet
    assert "Teksten er embetets egen mal" in brevet
    send = klient.get(adresse("utkast-send", utkast.pk)).content.decode()
    assert "som ikke er kjent for Moss" in send
    nei = klient.post(
        adresse("utkast-send", utkast.pk),
        {"sendt_dato": "2016-03-09", "versjon": 1, "noekkel": utkast.noekkel},
    )
    assert nei.status_code == 422
    assert "som ikke er kjent for Moss" in nei.content.decode()


def test_a_template_that_no_longer_holds_shows_no_letter(som, saksbehandler, utkast, embete, halden):
    Brevmal.objects.create(embete=embete, overskrift="A", tekst="{{ nedlagt }}", versjon=1, endret_at=naa())
    klient = som(saksbehandler)
    brevet = klient.get(adresse("utkast-brev", utkast.pk)).content.decode()
    assert "Feltet {{ nedlagt }} finnes ikke." in brevet
    assert "Brevet kan ikke vises før malen er rettet." in brevet
    assert klient.get(adresse("utkast-brev-pdf", utkast.pk, halden.pk)).status_code == 404


def test_a_draft_without_figures_says_what_to_do(som, saksbehandler, embete):
    utkast = UtkastFactory(embete=embete)
    side = som(saksbehandler).get(adresse("utkast-brev", utkast.pk)).content.decode()
    assert "Ingen brev ennå" in side
    assert adresse("utkast-tall", utkast.pk) in side


def test_the_preview_as_pdf_says_that_it_is_not_sent(som, saksbehandler, utkast, halden, bergen):
    klient = som(saksbehandler)
    svar = klient.get(adresse("utkast-brev-pdf", utkast.pk, halden.pk))
    assert svar.headers["Content-Type"] == "application/pdf"
    assert svar.headers["Content-Disposition"] == 'inline; filename="0101-utkast-2016.pdf"'
    assert "Utkast,ikkesendt." in samlet(pdf_tekst(svar.content))
    assert klient.get(adresse("utkast-brev-pdf", utkast.pk, bergen.pk)).status_code == 404


def test_gaps_stand_in_plain_sight_in_the_preview(som, saksbehandler, utkast, embete, halden):
    EmbeteNavn.objects.all().delete()
    Brevmal.objects.create(
        embete=embete, overskrift="A", tekst="Før {{ siste_svar }}.", versjon=1, endret_at=naa()
    )
    side = som(saksbehandler).get(adresse("utkast-brev", utkast.pk)).content.decode()
    assert "Før [mangler]." in side
    assert "[avsender mangler]" in side


@pytest.mark.parametrize("antall", [3, 60])
def test_the_step_costs_the_same_at_every_size(
    som, saksbehandler, embete, antall, django_assert_max_num_queries
):
    utkast = UtkastFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in mange(embete, antall)])
    klient = som(saksbehandler)
    with django_assert_max_num_queries(12):
        klient.get(adresse("utkast-brev", utkast.pk))


def test_the_round_lists_its_letters_and_their_files(som, leser, runde):
    side = som(leser).get(adresse("runde-brev", runde.pk)).content.decode()
    for rad in brevgrunnlag.brev_i(runde):
        assert adresse("brev-show", rad.anmodning_id) in side
        assert rad.fil.sha256[:12] in side
    assert "Last ned alle som én PDF" in side
    assert "Rediger brevmalen" not in side
    assert adresse("runde-brev", runde.pk) in som(leser).get(runde.get_absolute_url()).content.decode()


@pytest.mark.parametrize("antall", [3, 60])
def test_the_list_costs_the_same_at_every_size(
    som, saksbehandler, embete, antall, dag, settings, django_assert_max_num_queries
):
    settings.TASKS = DUMMY
    utkast = UtkastFactory(embete=embete, linjer=[(kommune, 5, 1) for kommune in mange(embete, antall)])
    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    klient = som(saksbehandler)
    with django_assert_max_num_queries(9):
        klient.get(adresse("runde-brev", runde.pk))


def test_while_the_files_are_made_the_page_tells_how_far_it_has_come(
    som, saksbehandler, leser, utkast, dag, settings
):
    settings.TASKS = DUMMY
    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    brevutsending.lag_fil(brevgrunnlag.brev_i(runde).first().pk)
    side = som(saksbehandler).get(adresse("runde-brev", runde.pk)).content.decode()
    jobb = brevutsending.jobb_for(runde)
    assert "1 av 2 brevfiler er laget" in side
    assert jobb.get_absolute_url() in side
    assert "Last ned" not in side
    assert jobb.get_absolute_url() not in som(leser).get(adresse("runde-brev", runde.pk)).content.decode()
    svar = som(saksbehandler).get(adresse("runde-brev-fil", runde.pk, "zip"), follow=True)
    assert svar.redirect_chain == [(adresse("runde-brev", runde.pk), 302)]
    assert "Brevene lages fortsatt" in svar.content.decode()


def test_sending_leads_to_the_work_while_it_goes_on_and_else_to_the_round(
    som, saksbehandler, embete, halden, moss, settings
):
    klient = som(saksbehandler)

    def send(utkast):
        data = {"sendt_dato": "2016-03-09", "versjon": 1, "noekkel": utkast.noekkel}
        return klient.post(adresse("utkast-send", utkast.pk), data).headers["Location"]

    assert "/runder/" in send(UtkastFactory(embete=embete, linjer=[(halden, 60, 5)]))
    settings.TASKS = DUMMY
    assert "/bakgrunnsarbeid/" in send(UtkastFactory(embete=embete, linjer=[(moss, 60, 5)]))


def test_letters_of_another_template_than_the_one_looked_at_are_not_sent(som, saksbehandler, utkast):
    klient, sti = som(saksbehandler), adresse("utkast-send", utkast.pk)
    data = {"sendt_dato": "2016-03-09", "versjon": utkast.versjon, "noekkel": utkast.noekkel}
    merke = klient.get(sti).context["form"].initial["malmerke"]
    brevutsending.lagre_mal(
        by=saksbehandler, embete=utkast.embete, overskrift="En annen", tekst="Ny tekst.", versjon=0
    )
    svar = klient.post(sti, data | {"malmerke": merke})
    assert svar.status_code == 422
    assert "Brevmalen er endret etter at du åpnet siden." in svar.content.decode()
    assert not Brev.objects.exists()
    nytt = re.search(r'name="malmerke" value="(\w+)"', svar.content.decode())[1]
    assert nytt != merke
    assert klient.post(sti, data | {"malmerke": nytt}).status_code == 302
    assert {brev.overskrift for brev in Brev.objects.all()} == {"En annen"}


def test_the_letters_come_as_a_zip_or_one_pdf(som, leser, runde):
    klient = som(leser)
    svar = klient.get(adresse("runde-brev-fil", runde.pk, "zip"))
    assert svar.headers["Content-Disposition"] == 'attachment; filename="anmodningsbrev-2016-2016-03-09.zip"'
    with zipfile.ZipFile(BytesIO(innhold(svar))) as arkiv:
        assert len(arkiv.namelist()) == 2
    svar = klient.get(adresse("runde-brev-fil", runde.pk, "pdf"))
    assert svar.headers["Content-Disposition"] == 'attachment; filename="anmodningsbrev-2016-2016-03-09.pdf"'
    with pikepdf.open(BytesIO(innhold(svar))) as pdf:
        assert len(pdf.pages) == 2
    assert klient.get(adresse("runde-brev-fil", runde.pk, "docx")).status_code == 404


def test_a_file_that_is_not_the_one_that_was_kept_is_told_and_not_handed_out(
    som, leser, saksbehandler, utkast, dag, settings, halden, moss, caplog
):
    settings.TASKS = DUMMY
    runde = actions.send_runde(by=saksbehandler, utkast=utkast, dag=dag)
    god, skadet = (runde.anmodninger.get(kommune=kommune) for kommune in (halden, moss))
    fil = brevutsending.lag_fil(god.brev.pk)
    Brevfil.objects.create(
        brev=skadet.brev,
        innhold=b"%PDF-1.7 noe annet",
        sha256=fil.sha256,
        typst=fil.typst,
        opprettet_at=naa(),
    )
    klient = som(leser)
    for url in (
        adresse("brev-show", skadet.pk),
        adresse("runde-brev-fil", runde.pk, "pdf"),
        adresse("runde-brev-fil", runde.pk, "zip"),
    ):
        svar = klient.get(url)
        assert svar.status_code == 500
        assert "Filen til Moss kommune er ikke den som ble lagret." in svar.content.decode()
        assert "Filen til Moss kommune" in caplog.text
        caplog.clear()
    assert klient.get(adresse("brev-show", god.pk)).content == bytes(fil.innhold)


def test_a_round_registered_afterwards_offers_copies_that_say_what_they_are(
    som, saksbehandler, embete, halden
):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, None)])
    klient = som(saksbehandler)
    side = klient.get(adresse("runde-brev", runde.pk)).content.decode()
    assert "Brevene til denne runden er ikke lagret" in side
    assert "Kopi (PDF)" in side
    svar = klient.get(adresse("brev-show", runde.anmodninger.get().pk))
    assert '0101-halden-anmodning-2016-2015-08-20-kopi.pdf"' in svar.headers["Content-Disposition"]
    assert samlet("Dette er en kopi, laget 9. mars 2016") in samlet(pdf_tekst(svar.content))
    svar = klient.get(adresse("runde-brev-fil", runde.pk, "pdf"))
    assert svar.headers["Content-Disposition"].endswith('anmodningsbrev-2016-2015-08-20-kopi.pdf"')
    assert innhold(svar).startswith(b"%PDF")


@pytest.mark.parametrize("slag", ["pdf", "zip"])
def test_copies_go_as_they_are_made_and_are_the_same_file(
    som, saksbehandler, embete, halden, moss, slag, dag
):
    """428 letters take seconds to make: the first is on its way before the second is begun."""
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, None), (moss, 40, 4)])
    laget = []

    def teller(dokument):
        laget.append(dokument.tittel)
        return som_pdf(dokument)

    with patch.object(brevfiler, "som_pdf", teller):
        svar = som(saksbehandler).get(adresse("runde-brev-fil", runde.pk, slag))
        foerste = next(iter(svar.streaming_content))
        assert foerste.startswith(b"%PDF" if slag == "pdf" else b"PK")
        assert not any("Moss" in tittel for tittel in laget)
        fil = foerste + innhold(svar)
    assert svar.headers["Content-Type"] == f"application/{slag}"
    ventet = BytesIO()
    brevfiler.skriv(slag, runde, brevfiler.kopier(runde, dag), ventet)
    assert fil == ventet.getvalue()


def test_a_round_without_municipalities_and_a_national_one_explain_themselves(
    som, saksbehandler, embete, halden
):
    klient = som(saksbehandler)
    tom, nasjonal = RundeFactory(embete=embete), RundeFactory(embete=None, linjer=[(halden, 5, 1)])
    assert "bare samlede tall" in klient.get(adresse("runde-brev", tom.pk)).content.decode()
    assert "nasjonal runde" in klient.get(adresse("runde-brev", nasjonal.pk)).content.decode()
    for runde in (tom, nasjonal):
        assert klient.get(adresse("runde-brev-fil", runde.pk, "zip")).status_code == 404
    assert klient.get(adresse("brev-show", nasjonal.anmodninger.get().pk)).status_code == 404


def test_a_kontaktperson_opens_the_letter_to_her_municipality_and_no_other(
    som, kontaktperson, runde, halden, moss
):
    klient = som(kontaktperson)
    eget = runde.anmodninger.get(kommune=halden)
    svar = klient.get(adresse("brev-show", eget.pk))
    assert svar.content == bytes(eget.brev.fil.innhold)
    assert (
        svar.headers["Content-Disposition"] == 'inline; filename="0101-halden-anmodning-2016-2016-03-09.pdf"'
    )
    assert klient.get(adresse("brev-show", runde.anmodninger.get(kommune=moss).pk)).status_code == 404
    assert klient.get(adresse("runde-brev", runde.pk)).status_code == 403
    assert adresse("brev-show", eget.pk) in klient.get(reverse("vedtak:min-kommune")).content.decode()


def test_a_kontaktperson_gets_no_copy_of_a_letter_that_is_not_stored(som, kontaktperson, embete, halden):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, None)])
    klient = som(kontaktperson)
    eget = runde.anmodninger.get()
    assert klient.get(adresse("brev-show", eget.pk)).status_code == 404
    assert adresse("brev-show", eget.pk) not in klient.get(reverse("vedtak:min-kommune")).content.decode()
