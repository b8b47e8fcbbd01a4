"""The page that sets two reports side by side, and the page of what has been corrected since one was frozen."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapporter import tilstander
from rapporter.models import Rapport
from rapporter.tallregister import figurer
from tests.anmodninger.factories import RundeFactory, mange
from tests.nettverk.factories import ProsjektFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import UtgaveFactory
from tests.vedtak.factories import VedtakFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    KapittelFactory(rapport=rapport, tekst="Alle kommunene har svart.")
    return rapport


@pytest.fixture
def tidligere(rapport):
    foer = RapportFactory(prosjekt=rapport.prosjekt, tertial=2, skjaeringsdato=date(2015, 9, 1))
    KapittelFactory(rapport=foer, tekst="Noen av kommunene har svart.")
    return foer


def side(rapport, **valg) -> tuple[str, dict]:
    return reverse("rapporter:sammenligning-show", args=[rapport.pk]), valg


def test_the_report_before_is_proposed_and_every_difference_shown(client, leser, rapport, tidligere):
    client.force_login(leser)
    svar = client.get(*side(rapport))
    kontekst = svar.context
    assert (kontekst["foer"].skjaeringsdato, kontekst["naa"].skjaeringsdato) == (
        date(2015, 9, 1),
        date(2016, 1, 29),
    )
    rad = next(rad for rad in kontekst["tall"] if rad.navn == "vedtatt.totalt.0101")
    assert (rad.foer.verdi, rad.naa.verdi) == (None, 57)
    (kapittel,) = kontekst["tekster"]
    tekst = svar.content.decode()
    assert kapittel.overskrift == "Innledning"
    assert "Noen av" in tekst[tekst.index("<del>") : tekst.index("</del>")]
    assert "Alle" in tekst[tekst.index("<ins>") : tekst.index("</ins>")]


def test_alone_it_is_set_beside_today(client, leser, rapport, moss):
    VedtakFactory(kommune=moss, vedtaksdato=date(2016, 2, 1), mottatt=date(2016, 2, 2), totalt=80, em=20)
    client.force_login(leser)
    kontekst = client.get(*side(rapport)).context
    endret = {rad.navn: rad.endring for rad in kontekst["tall"]}
    assert endret["vedtatt.totalt"] == 80
    assert endret["kommuner.uten-vedtak"] == -1
    assert kontekst["tekster"] == ()
    alle = client.get(*side(rapport, alle="on")).context
    assert len(alle["tall"]) == alle["antall_tall"] > len(kontekst["tall"])


def test_a_frozen_edition_is_compared_as_it_was(client, leser, rapport):
    utgave = UtgaveFactory(
        rapport=rapport,
        tall=[{"navn": "vedtatt.totalt", "tekst": "Vedtatt", "verdi": 50, "enhet": "personer", "kilde": ""}],
        tekster={"innledning": {"overskrift": "Innledning", "tekst": "Ingen har svart."}},
        definisjon={"skjaeringsdato": "2015-12-20", "bosettingsaar": 2016},
    )
    client.force_login(leser)
    kontekst = client.get(*side(rapport, fra=f"u{utgave.pk}", til=f"r{rapport.pk}")).context
    assert kontekst["foer"].skjaeringsdato == date(2015, 12, 20)
    rad = next(rad for rad in kontekst["tall"] if rad.navn == "vedtatt.totalt")
    assert (rad.foer.verdi, rad.naa.verdi) == (50, 57)
    assert [kapittel.noekkel for kapittel in kontekst["tekster"]] == ["innledning"]


def test_an_approved_report_stands_as_its_editions_only(client, leser, rapport):
    utgave = UtgaveFactory(rapport=rapport)
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.SENDT)
    valg = tilstander.valgene(leser, Rapport.objects.get(pk=rapport.pk))
    assert [ett.noekkel for ett in valg] == [tilstander.NAA, f"u{utgave.pk}"]


def test_reports_of_another_embete_are_not_among_the_choices(client, leser, rapport, naboembete):
    nabo = RapportFactory(prosjekt=ProsjektFactory(embete=naboembete))
    client.force_login(leser)
    svar = client.get(*side(rapport, fra=f"r{nabo.pk}", til=tilstander.NAA))
    assert svar.status_code == 422
    assert "foer" not in svar.context


def test_as_many_queries_for_many_municipalities(
    client, leser, rapport, tidligere, django_assert_num_queries
):
    client.force_login(leser)
    client.get(*side(rapport))
    with CaptureQueriesContext(connection) as faa:
        client.get(*side(rapport))
    mange(rapport.prosjekt.embete, 30, fra_nr=150)
    RapportFactory(prosjekt=rapport.prosjekt, aar=2016, tertial=1, skjaeringsdato=date(2016, 4, 1))
    with django_assert_num_queries(len(faa)):
        client.get(*side(rapport))


def test_the_log_of_corrections_is_shown_and_given_as_a_file(client, leser, rapport, halden):
    figurene = figurer(tilstander.queries.grunnlag(rapport)).values()
    utgave = UtgaveFactory(
        rapport=rapport,
        tall=[
            {"navn": f.navn, "tekst": str(f.tekst), "verdi": f.verdi, "enhet": f.enhet, "kilde": f.kilde}
            for f in figurene
        ],
    )
    adresse = reverse("rapporter:rettelogg-show", args=[utgave.pk])
    client.force_login(leser)
    assert "Ingenting er endret" in client.get(adresse).content.decode()
    galt = halden.vedtak.get()
    VedtakFactory(kommune=halden, totalt=60, em=10, mottatt=date(2016, 2, 9), retter=galt, rettegrunn="Feil")
    tekst = client.get(adresse).content.decode()
    assert "Vedtatt, totalt, Halden" in tekst
    assert "+3" in tekst
    fil = client.get(reverse("rapporter:rettelogg-export", args=[utgave.pk, "csv"]))
    assert "vedtatt.totalt.0101;Vedtatt, totalt, Halden;personer;57;60;3" in fil.content.decode("utf-8-sig")
    assert client.get(reverse("rapporter:rettelogg-export", args=[utgave.pk, "exe"])).status_code == 404


def test_each_choice_says_which_report_it_is_also_when_the_list_is_closed(client, leser, rapport, tidligere):
    client.force_login(leser)
    form = client.get(*side(rapport)).context["form"]
    navn = [tekst for _gruppe, valg in form.fields["fra"].choices for _noekkel, tekst in valg]
    assert navn == [
        "Tertialrapport for 3. tertial 2015: slik tallene er i dag",
        "Tertialrapport for 3. tertial 2015: slik den står",
        "Tertialrapport for 2. tertial 2015: slik den står",
    ]
