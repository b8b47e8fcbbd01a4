"""Whether a PDF is a frozen report: the page, open to all, and the command."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from bosetting.felles.arbeidsbok import MAKS_BYTES
from bosetting.felles.dokument.typst import som_pdf
from rapporter import frysing
from rapporter.models import Behandling
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import RapportFactory
from tests.rapporter.rapportradfactories import BehandlingFactory, PubliseringFactory, UtgaveFactory

pytestmark = pytest.mark.django_db
SIDE = reverse("rapporter:verifisering-show")


@pytest.fixture
def utgave(embete, prosjektleder, dag):
    """An edition as approval makes it."""
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, navn="Bosetting i Østfold"))
    bilde = frysing.oeyeblikk(rapport)
    return frysing.frys(
        by=prosjektleder, rapport=rapport, bilde=bilde, utskrift=frysing.trykk(rapport, bilde, dag)
    )


def last_opp(klient, innhold, navn="rapport.pdf"):
    return klient.post(SIDE, {"fil": SimpleUploadedFile(navn, innhold, content_type="application/pdf")})


def test_anybody_may_ask_and_the_frozen_file_is_known(client, utgave):
    html = last_opp(client, utgave.pdf).content.decode()
    assert "Ja. Filen er utgave 1 av Tertialrapport for 3. tertial 2015." in html
    assert utgave.get_absolute_url() not in html  # she is not logged in
    assert "Pia Prosjektleder" not in html


def test_those_who_see_the_report_are_led_to_it_and_others_not(
    som, utgave, leser, nabosaksbehandler, kontaktperson
):
    assert utgave.get_absolute_url() not in last_opp(som(kontaktperson), utgave.pdf).content.decode()
    assert utgave.get_absolute_url() in last_opp(som(leser), utgave.pdf).content.decode()
    assert utgave.get_absolute_url() not in last_opp(som(nabosaksbehandler), utgave.pdf).content.decode()


@pytest.mark.parametrize("plass", [10, 500, -10])
def test_one_byte_changed_is_another_file(client, utgave, plass):
    endret = bytearray(utgave.pdf)
    endret[plass] ^= 1
    html = last_opp(client, bytes(endret)).content.decode()
    assert "Nei. Filen er ikke en godkjent rapport herfra." in html


def test_an_older_edition_is_known_and_said_to_be_older_to_those_who_may_know(som, client, utgave, leser):
    nyere = UtgaveFactory(rapport=utgave.rapport, nummer=2)
    assert "utgave 2" in last_opp(som(leser), utgave.pdf).content.decode()
    client.logout()
    assert "nyere utgave" not in last_opp(client, utgave.pdf).content.decode()
    PubliseringFactory(utgave=nyere)
    assert "utgave 2" in last_opp(client, utgave.pdf).content.decode()


@pytest.mark.parametrize(
    ("innhold", "status"), [(b"", 422), (b"ikke en PDF", 422), (b"%PDF-" + b"0" * MAKS_BYTES, 413)]
)
def test_what_cannot_be_a_report_is_refused_with_a_sentence(client, innhold, status):
    svar = last_opp(client, innhold)
    assert svar.status_code == status
    assert svar.context["form"].errors["fil"]


def test_no_file_at_all_is_asked_for(client):
    assert client.post(SIDE, {}).status_code == 422


def test_drawn_again_from_what_is_stored_it_is_the_same_file(utgave):
    utgave.refresh_from_db()
    assert som_pdf(frysing.frosset_dokument(utgave)) == bytes(utgave.pdf)
    assert frysing.tegn_paa_nytt(utgave) == frysing.Omtegning(lik=True)


def test_with_another_typst_it_says_so(utgave):
    utgave.versjoner = utgave.versjoner | {"typst": "0.13.0"}
    assert frysing.tegn_paa_nytt(utgave).skiftet == ("typst",)


def kjoer(*fil):
    ut = StringIO()
    call_command("verifiser", *map(str, fil), stdout=ut)
    return ut.getvalue()


def test_the_command_says_which_edition_it_is(utgave, tmp_path):
    BehandlingFactory(rapport=utgave.rapport, utgave=utgave, steg=Behandling.SENDT, mottaker="Departementet")
    fil = tmp_path / "rapport.pdf"
    fil.write_bytes(utgave.pdf)
    svar = kjoer(fil)
    assert f"{fil} er utgave 1 av Tertialrapport for 3. tertial 2015 (Bosetting i Østfold)." in svar
    assert "Sendt 1. februar 2016 til Departementet." in svar
    assert "byte for byte" in svar


@pytest.mark.parametrize("innhold", [b"", b"%PDF-1.7 en annen"])
def test_the_command_refuses_another_file_and_one_that_is_not_there(tmp_path, innhold):
    fil = tmp_path / "annen.pdf"
    fil.write_bytes(innhold)
    with pytest.raises(CommandError, match="ikke en frosset utgave"):
        kjoer(fil)
    with pytest.raises(CommandError, match="den finnes ikke"):
        kjoer(tmp_path / "borte.pdf")
    with pytest.raises(CommandError, match="ikke et filnavn"):
        kjoer("a\0b.pdf")
