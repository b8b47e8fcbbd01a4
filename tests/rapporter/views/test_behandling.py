"""The pages of a report's way: who sees which steps, what stops them, and what stands on the page afterwards."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from rapporter.models import Rapport
from tests.anmodninger.factories import RundeFactory
from tests.nettverk.factories import ProsjektFactory, ResultatmaalFactory
from tests.rapporter.factories import KapittelFactory, RapportFactory
from tests.rapporter.rapportradfactories import PubliseringFactory, UtgaveFactory
from tests.vedtak.factories import VedtakFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete, navn="Bosetting i Østfold"))
    KapittelFactory(rapport=rapport, tekst="Slik begynner den.")
    return rapport


def side(verb, rapport):
    return reverse(f"rapporter:behandling-{verb}", args=[rapport.pk])


def ta(klient, verb, rapport, **felt):
    """Open the form of a step as she does, and send it."""
    svar = klient.get(side(verb, rapport))
    form = svar.context["form"]
    skjult = {navn: form[navn].value() for navn in ("noekkel", "versjon", "avtrykk") if navn in form.fields}
    return klient.post(side(verb, rapport), skjult | felt, follow=True)


def gaa_til(som, rapport, saksbehandler, prosjektleder, status):
    """Take the report as far as ``status``."""
    if status == Rapport.UTKAST:
        return
    ta(som(saksbehandler), "submit", rapport)
    if status in (Rapport.GODKJENT, Rapport.SENDT):
        ta(som(prosjektleder), "approve", rapport)
    if status == Rapport.SENDT:
        ta(som(prosjektleder), "send", rapport, dato="08.03.2016", mottaker="Departementet")
    rapport.refresh_from_db()
    assert rapport.status == status


def artikkel(svar) -> str:
    """Return the document of a page."""
    return re.search(r"<article.*</article>", svar.content.decode(), re.S)[0]


KNAPPER = {
    Rapport.UTKAST: {"saksbehandler": {"submit"}, "prosjektleder": {"submit"}, "leser": set()},
    Rapport.TIL_GODKJENNING: {
        "saksbehandler": {"reject"}, "prosjektleder": {"approve", "reject"}, "leser": set(),
    },
    Rapport.GODKJENT: {"saksbehandler": set(), "prosjektleder": {"send", "reopen"}, "leser": set()},
    Rapport.SENDT: {"saksbehandler": set(), "prosjektleder": {"reopen"}, "leser": set()},
}  # fmt: skip


@pytest.mark.parametrize("status", KNAPPER)
def test_each_sees_the_steps_that_are_hers(som, rapport, saksbehandler, prosjektleder, leser, status):
    gaa_til(som, rapport, saksbehandler, prosjektleder, status)
    for navn, bruker in (
        ("saksbehandler", saksbehandler),
        ("prosjektleder", prosjektleder),
        ("leser", leser),
    ):
        html = som(bruker).get(side("show", rapport)).content.decode()
        sett = {
            verb for verb in ("submit", "approve", "reject", "send", "reopen") if side(verb, rapport) in html
        }
        assert sett == KNAPPER[status][navn], navn


def test_the_reader_sees_every_step_with_who_and_when(som, rapport, saksbehandler, prosjektleder, leser):
    ta(som(saksbehandler), "submit", rapport, merknad="Klar til gjennomsyn.")
    ta(som(prosjektleder), "approve", rapport)
    ta(
        som(prosjektleder),
        "send",
        rapport,
        dato="08.03.2016",
        mottaker="Departementet",
        journalnummer="2016/12",
    )
    html = som(leser).get(side("show", rapport)).content.decode()
    for tekst in (
        "Klar til gjennomsyn.", "Siri Saksbehandler,", "Godkjent som utgave 1", "Pia Prosjektleder,",
        "Utgave 1 sendt til Departementet", "Sendt 8. mars 2016, journalnummer 2016/12", "Opprettet",
    ):  # fmt: skip
        assert tekst in html


def test_a_sent_report_shows_what_was_frozen_whatever_is_registered_since(
    som, rapport, saksbehandler, prosjektleder, leser, moss
):
    gaa_til(som, rapport, saksbehandler, prosjektleder, Rapport.SENDT)
    les, adresse = som(leser), rapport.get_absolute_url()
    foer, pdf = artikkel(les.get(adresse)), les.get(reverse("rapporter:rapport-pdf", args=[rapport.pk]))
    VedtakFactory(kommune=moss, totalt=80, em=20)
    rapport.prosjekt.navn = "Et annet navn"
    rapport.prosjekt.save()
    assert artikkel(les.get(adresse)) == foer
    assert "Slik begynner den." in foer
    assert les.get(reverse("rapporter:rapport-pdf", args=[rapport.pk])).content == pdf.content
    utgave = rapport.utgaver.get()
    assert (
        les.get(reverse("rapporter:utgave-pdf", args=[utgave.pk])).content == pdf.content == bytes(utgave.pdf)
    )
    assert artikkel(les.get(utgave.get_absolute_url())) == foer


def test_a_frozen_report_costs_no_more_queries_than_its_session_and_itself(
    som, rapport, saksbehandler, prosjektleder, leser, django_assert_max_num_queries
):
    gaa_til(som, rapport, saksbehandler, prosjektleder, Rapport.SENDT)
    les = som(leser)
    les.get(rapport.get_absolute_url())
    with django_assert_max_num_queries(10):
        les.get(rapport.get_absolute_url())


def test_a_document_this_version_cannot_read_still_has_its_pdf(som, rapport, leser):
    Rapport.objects.filter(pk=rapport.pk).update(status=Rapport.GODKJENT)
    UtgaveFactory(rapport=rapport, dokument={"_": "Framtid"})
    html = som(leser).get(rapport.get_absolute_url()).content.decode()
    assert "PDF-en er som da den ble godkjent." in html


@pytest.mark.parametrize(
    ("verb", "felt"), [("reject", {}), ("reopen", {}), ("send", {"dato": "08.03.2016"}), ("send", {"mottaker": "X"})]
)  # fmt: skip
def test_what_must_be_said_is_asked_for(som, rapport, prosjektleder, verb, felt):
    felt |= {"noekkel": uuid4(), "versjon": 1}
    assert som(prosjektleder).post(side(verb, rapport), felt).status_code == 422


def test_a_step_that_is_not_possible_now_leads_back_with_the_reason(som, rapport, prosjektleder):
    svar = som(prosjektleder).get(side("approve", rapport), follow=True)
    assert svar.redirect_chain == [(side("show", rapport), 302)]
    assert "Den må sendes til godkjenning først." in svar.content.decode()


def test_a_changed_report_is_shown_again_before_it_is_approved(
    som, rapport, saksbehandler, prosjektleder, moss
):
    ta(som(saksbehandler), "submit", rapport)
    godkjenner = som(prosjektleder)
    form = godkjenner.get(side("approve", rapport)).context["form"]
    sett = {navn: form[navn].value() for navn in ("noekkel", "versjon", "avtrykk")}
    VedtakFactory(kommune=moss, totalt=80, em=20)
    svar = godkjenner.post(side("approve", rapport), sett)
    assert svar.status_code == 422
    assert "Se over rapporten på nytt" in svar.content.decode()
    igjen = {navn: svar.context["form"][navn].value() for navn in sett}
    assert godkjenner.post(side("approve", rapport), igjen).status_code == 302


def test_what_stands_in_the_way_is_listed_and_the_button_gone(som, rapport, saksbehandler):
    rapport.kapitler.update(tekst="Første linje.\n\nDet er vedtatt {{ vedtatt.totallt }}.")
    svar = som(saksbehandler).get(side("show", rapport))
    html = svar.content.decode()
    assert side("submit", rapport) not in html
    assert "linje 3" in html
    assert reverse("rapporter:kapittel-edit", args=[rapport.pk, "innledning"]) in html
    assert ta(som(saksbehandler), "submit", rapport).status_code == 422


def test_goals_nobody_has_judged_are_counted_and_stop_nobody(som, rapport, saksbehandler):
    for nummer in ("1", "2"):
        ResultatmaalFactory(prosjekt=rapport.prosjekt, nummer=nummer)
    slutt = RapportFactory(prosjekt=rapport.prosjekt, type="sluttrapport", tertial=0, aar=2016)
    klient = som(saksbehandler)
    html = klient.get(side("show", slutt)).text
    assert "2 resultatmål er ikke vurdert." in html
    assert reverse("rapporter:maalvurdering-edit", args=[slutt.pk]) in html
    assert side("submit", slutt) in html
    for nummer in ("1", "2"):
        KapittelFactory(rapport=slutt, noekkel=f"vurdering-maal-{nummer}", tekst="naadd")
    assert "ikke vurdert." not in klient.get(side("show", slutt)).text
    assert "ikke vurdert." not in klient.get(side("show", rapport)).text


def test_the_settings_of_a_report_on_its_way_are_closed(som, rapport, saksbehandler, prosjektleder):
    gaa_til(som, rapport, saksbehandler, prosjektleder, Rapport.TIL_GODKJENNING)
    adresse = reverse("rapporter:rapport-edit", args=[rapport.pk])
    assert som(saksbehandler).get(adresse).url == side("show", rapport)
    assert adresse not in som(saksbehandler).get(rapport.get_absolute_url()).content.decode()
    felt = {"bosettingsaar": 2016, "skjaeringsdato": "02.02.2016"}
    assert som(saksbehandler).post(adresse, felt).status_code == 422


def test_why_it_was_sent_back_stands_first_until_it_is_sent_in_again(
    som, rapport, saksbehandler, prosjektleder
):
    ta(som(saksbehandler), "submit", rapport)
    ta(som(prosjektleder), "reject", rapport, merknad="Skriv mer om mål 1.")
    html = som(saksbehandler).get(side("show", rapport)).content.decode()
    assert html.index("Skriv mer om mål 1.") < html.index("Før rapporten kan godkjennes")
    ta(som(saksbehandler), "submit", rapport)
    html = som(saksbehandler).get(side("show", rapport)).content.decode()
    assert html.index("Skriv mer om mål 1.") > html.index("Før rapporten kan godkjennes")


def test_a_report_that_is_opened_again_leads_to_the_edition_that_was_sent(
    som, rapport, saksbehandler, prosjektleder, leser
):
    assert "er frosset" not in som(leser).get(rapport.get_absolute_url()).content.decode()
    gaa_til(som, rapport, saksbehandler, prosjektleder, Rapport.SENDT)
    ta(som(prosjektleder), "reopen", rapport, merknad="Nye tall.")
    html = som(leser).get(rapport.get_absolute_url()).content.decode()
    assert rapport.utgaver.get().get_absolute_url() in html


def test_the_list_of_editions_says_which_everybody_can_read(som, rapport, saksbehandler, prosjektleder):
    gaa_til(som, rapport, saksbehandler, prosjektleder, Rapport.SENDT)
    assert "Offentlig</span>" not in som(saksbehandler).get(side("show", rapport)).text
    PubliseringFactory(utgave=rapport.utgaver.get())
    UtgaveFactory(rapport=rapport, nummer=2)
    html = som(saksbehandler).get(side("show", rapport)).text
    assert html.count("Offentlig</span>") == 1
    assert html.index("Offentlig</span>") > html.index(">Utgave 1</a>") > html.index(">Utgave 2</a>")
