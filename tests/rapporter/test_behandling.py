"""The steps of a report: what may follow what, who may, what is refused, and the trace each leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from rapporter import behandling, frysing, steg
from rapporter.actions import endre_rapport
from rapporter.kontrollstatus import kontroll
from rapporter.models import (
    Behandling,
    Funnvurdering,
    Rapport,
    Rapportoppsett,
    Setningsoverstyring,
    Utgave,
)
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.nettverk.factories import ProsjektFactory
from tests.vedtak.factories import VedtakFactory

from .factories import KapittelFactory, RapportFactory
from .rapportradfactories import KapittelversjonFactory, OverstyringFactory

DAG = date(2016, 3, 9)
STATUSER = [steg.UTKAST, steg.TIL_GODKJENNING, steg.GODKJENT, steg.SENDT]


@pytest.fixture
def rapport(embete, halden, moss):
    RundeFactory(embete=embete, linjer=[(halden, 70, 10), (moss, 80, 20)])
    VedtakFactory(kommune=halden, totalt=57, em=10)
    rapport = RapportFactory(prosjekt=ProsjektFactory(embete=embete))
    KapittelFactory(rapport=rapport, tekst="Kommunene har vedtatt å bosette {{ vedtatt.totalt }}.")
    return rapport


def grunner(hinder) -> str:
    return " ".join(grunn for _felt, grunn in hinder.value.grunner)


def innsend(by, rapport, **felt):
    rapport.refresh_from_db()
    standard = {"versjon": rapport.versjon, "noekkel": uuid4(), "dag": DAG}
    return behandling.send_til_godkjenning(by=by, rapport=rapport, **standard | felt)


def godkjenn(by, rapport, **felt):
    rapport.refresh_from_db()
    standard = {
        "versjon": rapport.versjon,
        "noekkel": uuid4(),
        "sett_avtrykk": frysing.oeyeblikk(rapport).avtrykk,
        "dag": DAG,
    }
    return behandling.godkjenn(by=by, rapport=rapport, **standard | felt)


def send(by, rapport, **felt):
    rapport.refresh_from_db()
    standard = {
        "versjon": rapport.versjon,
        "noekkel": uuid4(),
        "dato": date(2016, 3, 8),
        "mottaker": "Departementet",
        "dag": DAG,
    }
    return behandling.merk_sendt(by=by, rapport=rapport, **standard | felt)


def gjenaapne(by, rapport, **felt):
    rapport.refresh_from_db()
    standard = {"versjon": rapport.versjon, "noekkel": uuid4(), "merknad": "Tabell 2 mangler en rad."}
    return behandling.gjenaapne(by=by, rapport=rapport, **standard | felt)


@given(status=st.sampled_from(STATUSER), hvilket=st.sampled_from(sorted(steg.VEIER)))
def test_a_step_is_possible_or_there_is_a_reason_why_not(status, hvilket):
    assert (hvilket in steg.mulige(status)) == (steg.hvorfor_ikke(hvilket, status) is None)


@given(st.lists(st.sampled_from(sorted(steg.VEIER)), max_size=12))
def test_nothing_is_sent_that_was_not_approved_since_it_was_last_open(rekke):
    status, tatt = steg.UTKAST, []
    for ett in rekke:
        if steg.hvorfor_ikke(ett, status) is None:
            status = steg.VEIER[ett][1]
            tatt.append(ett)
    for nr, ett in enumerate(tatt):
        if ett == steg.MERK_SENDT:
            assert tatt[nr - 1] == steg.GODKJENN
            assert tatt[nr - 2] == steg.SEND


@pytest.mark.django_db
def test_the_whole_way_and_its_trace(saksbehandler, prosjektleder, rapport):
    innsend(saksbehandler, rapport, merknad="Klar.")
    godkjenn(prosjektleder, rapport)
    send(prosjektleder, rapport, journalnummer="2016/123-4")
    rapport.refresh_from_db()
    assert (rapport.status, rapport.versjon) == (Rapport.SENDT, 4)
    rader = list(rapport.behandling.order_by("pk").values_list("steg", "utfoert_av", "utgave__nummer"))
    assert rader == [
        ("til_godkjenning", saksbehandler.pk, None),
        ("godkjent", prosjektleder.pk, 1),
        ("sendt", prosjektleder.pk, 1),
    ]
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        "sendte rapport til godkjenning",
        "godkjente rapport",
        "merket rapport som sendt",
    ]
    utgave = rapport.utgaver.get()
    assert (
        Hendelse.objects.get(handling="godkjente rapport").etter.items()
        >= {"status": "godkjent", "utgave": 1, "sha256": utgave.sha256}.items()
    )


@pytest.mark.django_db
def test_those_who_approve_are_told_and_then_the_one_who_sent_it(
    saksbehandler, prosjektleder, leser, rapport
):
    innsend(saksbehandler, rapport)
    varsel = Varsel.objects.get()
    assert varsel.bruker == prosjektleder
    assert varsel.url_sti == f"/rapporter/{rapport.pk}/behandling/"
    godkjenn(prosjektleder, rapport)
    assert Varsel.objects.latest("pk").bruker == saksbehandler


@pytest.mark.django_db
def test_who_approves_what_she_sent_herself_is_told_nothing(prosjektleder, rapport):
    innsend(prosjektleder, rapport)
    godkjenn(prosjektleder, rapport)
    assert not Varsel.objects.exists()


@pytest.mark.django_db
def test_nobody_writes_in_a_report_on_its_way(saksbehandler, prosjektleder, rapport):
    def skriv():
        return endre_rapport(
            by=saksbehandler, rapport=rapport, bosettingsaar=2016, skjaeringsdato=date(2016, 2, 1), dag=DAG
        )

    innsend(saksbehandler, rapport)
    with pytest.raises(Hinder, match="til godkjenning"):
        skriv()
    godkjenn(prosjektleder, rapport)
    with pytest.raises(Hinder, match="godkjent"):
        skriv()
    send(prosjektleder, rapport)
    with pytest.raises(Hinder, match="sendt"):
        skriv()
    gjenaapne(prosjektleder, rapport)
    assert skriv().skjaeringsdato == date(2016, 2, 1)


@pytest.mark.django_db
def test_a_returned_report_is_a_draft_again_and_says_why(saksbehandler, prosjektleder, rapport):
    innsend(saksbehandler, rapport)
    rapport.refresh_from_db()
    behandling.returner(
        by=prosjektleder,
        rapport=rapport,
        versjon=rapport.versjon,
        noekkel=uuid4(),
        merknad="Skriv om målene.",
    )
    rapport.refresh_from_db()
    assert rapport.status == Rapport.UTKAST
    assert rapport.behandling.get(steg=Behandling.RETUR).merknad == "Skriv om målene."
    assert Varsel.objects.latest("pk").bruker == saksbehandler
    innsend(saksbehandler, rapport)


@pytest.mark.django_db
def test_the_same_form_twice_takes_its_step_once(saksbehandler, prosjektleder, rapport):
    foerste, noekkel = rapport.versjon, uuid4()
    assert innsend(saksbehandler, rapport, noekkel=noekkel, versjon=foerste) == innsend(
        saksbehandler, rapport, noekkel=noekkel, versjon=foerste
    )
    noekkel, versjon = uuid4(), rapport.versjon
    avtrykk = frysing.oeyeblikk(rapport).avtrykk
    felt = {"noekkel": noekkel, "versjon": versjon, "sett_avtrykk": avtrykk}
    assert godkjenn(prosjektleder, rapport, **felt) == godkjenn(prosjektleder, rapport, **felt)
    assert Utgave.objects.count() == 1
    assert Varsel.objects.count() == 2


@pytest.mark.django_db
def test_a_step_from_another_version_than_the_present_is_refused(saksbehandler, prosjektleder, rapport):
    innsend(saksbehandler, rapport)
    with pytest.raises(Hinder, match="etter at du åpnet siden"):
        behandling.returner(by=prosjektleder, rapport=rapport, versjon=1, noekkel=uuid4(), merknad="Nei.")


@pytest.mark.django_db
def test_what_the_approver_saw_is_what_is_frozen(saksbehandler, prosjektleder, rapport, moss):
    innsend(saksbehandler, rapport)
    sett = frysing.oeyeblikk(rapport).avtrykk
    VedtakFactory(kommune=moss, totalt=80, em=20)
    with pytest.raises(Hinder, match="Se over rapporten på nytt"):
        godkjenn(prosjektleder, rapport, sett_avtrykk=sett)
    assert not Utgave.objects.exists()
    godkjenn(prosjektleder, rapport)


@pytest.mark.django_db
def test_a_text_that_cites_an_unknown_figure_is_not_sent(saksbehandler, rapport):
    rapport.kapitler.update(tekst="Det er vedtatt {{ vedtatt.totallt }}.")
    with pytest.raises(Hinder, match="kan ikke|ikke kan"):
        innsend(saksbehandler, rapport)
    rapport.refresh_from_db()
    assert rapport.status == Rapport.UTKAST


@pytest.mark.django_db
def test_an_open_finding_stops_it_until_it_is_accepted(saksbehandler, rapport):
    rapport.kapitler.update(
        tekst="Kommunene ble bedt om 640 plasser. De sa ja til 590. Det mangler 60 plasser."
    )
    with pytest.raises(Hinder, match="Tallkontrollen"):
        innsend(saksbehandler, rapport)
    for funn in kontroll(rapport).aapne:
        Funnvurdering.objects.create(
            rapport=rapport, funn=funn.id, slag="x", sitat="x", begrunnelse="Avrundet i kilden.",
            vurdert_av=saksbehandler, vurdert_at=rapport.opprettet_at,
        )  # fmt: skip
    innsend(saksbehandler, rapport)


@pytest.mark.django_db
def test_own_words_that_are_out_of_date_are_not_sent(saksbehandler, rapport):
    Setningsoverstyring.objects.create(
        rapport=rapport, setning="anmodning", tekst="Kommunene er bedt om mye.", generert="Noe annet.",
        begrunnelse="Kortere.", skrevet_av=saksbehandler, skrevet_at=rapport.opprettet_at,
    )  # fmt: skip
    with pytest.raises(Hinder, match="tallene i det er endret siden"):
        innsend(saksbehandler, rapport)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_make_one_edition(paa_postgresql, saksbehandler, prosjektleder, rapport):
    innsend(saksbehandler, rapport)
    rapport.refresh_from_db()
    felt = {
        "by": prosjektleder, "rapport": rapport, "versjon": rapport.versjon, "dag": DAG,
        "sett_avtrykk": frysing.oeyeblikk(rapport).avtrykk,
    }  # fmt: skip

    def ett_forsoek(_nr):
        try:
            return behandling.godkjenn(noekkel=uuid4(), **felt).utgave.nummer
        except Hinder:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as samtidig:
        utfall = list(samtidig.map(ett_forsoek, range(4)))
    assert sorted(utfall, key=str) == [1, None, None, None]
    assert Utgave.objects.count() == 1


@pytest.mark.django_db
def test_where_another_must_approve_neither_sender_nor_writer_can(
    saksbehandler, prosjektleder, embete, rapport
):
    Rapportoppsett.objects.create(embete=embete, annen_godkjenner=True, endret_at=rapport.opprettet_at)
    innsend(prosjektleder, rapport)
    with pytest.raises(Hinder, match="Du sendte"):
        godkjenn(prosjektleder, rapport)
    annen = BrukerFactory(tilgang={"rolle": "prosjektleder", "embete": embete})
    rapport.kapitler.update(endret_av=annen)
    with pytest.raises(Hinder, match="Du har skrevet"):
        godkjenn(annen, rapport)
    rapport.kapitler.update(endret_av=saksbehandler)
    godkjenn(annen, rapport)
    assert rapport.utgaver.get().godkjent_av == annen


@pytest.mark.django_db
@pytest.mark.parametrize("skrev", ["et kapittel som en annen har rettet i siden", "et avsnitt"])
def test_nor_can_who_wrote_what_another_has_put_a_comma_in(
    saksbehandler, prosjektleder, embete, rapport, skrev
):
    Rapportoppsett.objects.create(embete=embete, annen_godkjenner=True, endret_at=rapport.opprettet_at)
    if skrev == "et avsnitt":
        OverstyringFactory(rapport=rapport, skrevet_av=prosjektleder)
    else:
        KapittelversjonFactory(kapittel=rapport.kapitler.first(), skrevet_av=prosjektleder)
    rapport.kapitler.update(endret_av=saksbehandler)
    assert "Du har skrevet" in behandling.hvorfor_ikke_godkjenner(rapport, prosjektleder)
    assert behandling.hvorfor_ikke_godkjenner(rapport, saksbehandler)
    annen = BrukerFactory(tilgang={"rolle": "prosjektleder", "embete": embete})
    assert behandling.hvorfor_ikke_godkjenner(rapport, annen) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dato", "grunn"), [(date(2016, 3, 10), "framtiden"), (date(2016, 1, 28), "før skjærings")]
)
def test_it_is_not_sent_tomorrow_nor_before_its_figures(saksbehandler, prosjektleder, rapport, dato, grunn):
    innsend(saksbehandler, rapport)
    godkjenn(prosjektleder, rapport)
    with pytest.raises(Hinder, match=grunn):
        send(prosjektleder, rapport, dato=dato)


@pytest.mark.django_db
def test_a_report_opened_again_gets_the_next_edition_and_the_first_stays(
    saksbehandler, prosjektleder, rapport
):
    innsend(saksbehandler, rapport)
    foerste = godkjenn(prosjektleder, rapport).utgave
    gjenaapne(prosjektleder, rapport)
    innsend(saksbehandler, rapport)
    annen = godkjenn(prosjektleder, rapport).utgave
    assert (foerste.nummer, annen.nummer) == (1, 2)
    assert foerste.sha256 != annen.sha256  # although nothing is changed
    assert bytes(Utgave.objects.get(pk=foerste.pk).pdf) == foerste.pdf
