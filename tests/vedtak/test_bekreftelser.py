"""The embete judges what municipalities send in: who is told, all or nothing, and what came between."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from tests.brukere.factories import BrukerFactory
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.bekreftfactories import BekreftelseFactory, InnsendtFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory
from vedtak import actions
from vedtak.bekreftelser import Valgt, bekreft, send_tilbake, ventende
from vedtak.domain import Svartype, kommunestatus
from vedtak.models import Bekreftelse, Vedtak
from vedtak.queries import statusliste, svarrader

pytestmark = pytest.mark.django_db

DAG = date(2016, 3, 9)


@pytest.fixture
def svar(halden):
    return InnsendtFactory(kommune=halden)


def valgt(*rader):
    return [Valgt(rad.pk) for rad in rader]


@pytest.fixture
def bekreft_na(saksbehandler):
    def kall(*rader, **felt):
        alt = {"by": saksbehandler, "valgte": valgt(*rader), "dato": DAG, "dag": DAG, "noekkel": uuid4()}
        return bekreft(**(alt | felt))

    return kall


@pytest.fixture
def tilbake(saksbehandler):
    def kall(rad, sett=0, **felt):
        alt = {"by": saksbehandler, "valgt": Valgt(rad.pk, sett), "kommentar": "Se på tallet.", "dag": DAG}
        return send_tilbake(**(alt | {"noekkel": uuid4()} | felt))

    return kall


class TestSentIn:
    @pytest.fixture
    def send_inn(self, halden, kontaktperson):
        AnmodningFactory(kommune=halden)

        def kall(**felt):
            alt = {"by": kontaktperson, "kommune": halden, "aar": 2016, "dag": DAG, "noekkel": uuid4()}
            innhold = actions.Svarinnhold(mottatt=DAG, totalt=25, em=5)
            return actions.registrer_svar(**(alt | {"innhold": innhold} | felt))

        return kall

    def test_those_who_confirm_are_told_and_nobody_else(
        self, send_inn, saksbehandler, prosjektleder, leser, nabosaksbehandler, systemansvarlig
    ):
        vedtak = send_inn()
        assert set(Varsel.objects.values_list("bruker", flat=True)) == {saksbehandler.pk, prosjektleder.pk}
        varsel = Varsel.objects.get(bruker=saksbehandler)
        assert varsel.tittel == "Halden har svart for 2016"
        assert "Vedtak om 25 personer, hvorav 5 enslige mindreårige" in varsel.tekst
        assert varsel.url_sti == f"/vedtak/{vedtak.pk}/bekreft/"

    def test_a_double_click_tells_once(self, send_inn, saksbehandler):
        noekkel = uuid4()
        assert send_inn(noekkel=noekkel) == send_inn(noekkel=noekkel)
        assert Varsel.objects.filter(bruker=saksbehandler).count() == 1

    def test_a_correction_says_so(self, send_inn, kontaktperson, saksbehandler):
        innhold = actions.Svarinnhold(mottatt=DAG, totalt=26, em=5)
        actions.rett_svar(
            by=kontaktperson, vedtak=send_inn(), innhold=innhold, grunn="Feil.", dag=DAG, noekkel=uuid4()
        )
        siste = Varsel.objects.filter(bruker=saksbehandler).latest("pk")
        assert siste.tittel == "Halden har rettet svaret for 2016"

    def test_what_the_embete_registers_is_told_to_nobody_and_waits_for_nobody(self, send_inn, saksbehandler):
        send_inn(by=saksbehandler)
        assert not Varsel.objects.exists()
        assert not ventende(saksbehandler.omfang).exists()

    def test_it_counts_at_once_and_is_unconfirmed(self, send_inn, halden):
        send_inn()
        liste = statusliste(type(halden).objects.all(), 2016, DAG)
        assert (liste.summer["totalt"].vedtatt.kjent, liste.ubekreftede) == (25, 1)


class TestConfirming:
    def test_the_row_says_who_and_when_and_the_municipality_is_told(
        self, svar, bekreft_na, saksbehandler, kontaktperson, nabokontaktperson
    ):
        [rad] = bekreft_na(svar, dato=date(2016, 3, 2))
        assert (rad.utfall, rad.dato, rad.registrert_av) == ("bekreftet", date(2016, 3, 2), saksbehandler)
        assert Hendelse.objects.get().handling == "bekreftet svar"
        varsel = Varsel.objects.get()
        assert (varsel.bruker, varsel.tittel) == (kontaktperson, "Svaret for 2016 fra Halden er bekreftet")
        assert not ventende(saksbehandler.omfang).exists()

    @pytest.mark.parametrize(
        ("dato", "grunn"),
        [
            (date(2016, 2, 29), "Svaret ble mottatt 1. mars 2016, og kan ikke bekreftes før."),
            (date(2016, 3, 10), "Datoen kan ikke være i framtiden."),
        ],
    )
    def test_not_before_it_was_received_and_not_in_the_future(self, svar, bekreft_na, dato, grunn):
        with pytest.raises(Hinder) as hinder:
            bekreft_na(svar, dato=dato)
        assert hinder.value.grunner == [("dato", f"Halden, svar for 2016: {grunn}")]

    def test_not_before_it_was_sent_back(self, svar, bekreft_na):
        foer = BekreftelseFactory(vedtak=svar, tilbake=True, dato=date(2016, 3, 5))
        with pytest.raises(Hinder, match="sendt tilbake 5. mars 2016"):
            bekreft_na(valgte=[Valgt(svar.pk, foer.pk)], dato=date(2016, 3, 4))
        assert bekreft_na(valgte=[Valgt(svar.pk, foer.pk)], dato=date(2016, 3, 5))

    def test_a_double_click_makes_one_row_of_each(self, svar, moss, bekreft_na):
        andre, noekkel = InnsendtFactory(kommune=moss), uuid4()
        assert bekreft_na(svar, andre, noekkel=noekkel) == bekreft_na(svar, andre, noekkel=noekkel)
        assert (Bekreftelse.objects.count(), Hendelse.objects.count()) == (2, 2)

    def test_all_or_nothing(self, svar, moss, bekreft_na, prosjektleder):
        andre = InnsendtFactory(kommune=moss)
        bekreft_na(andre, by=prosjektleder)
        with pytest.raises(Hinder) as hinder:
            bekreft_na(svar, andre)
        [(felt, grunn)] = hinder.value.grunner
        assert felt is None
        assert grunn.startswith("Moss, svar for 2016: Pia Prosjektleder bekreftet svaret ")
        assert list(Bekreftelse.objects.values_list("vedtak", flat=True)) == [andre.pk]

    def test_one_corrected_meanwhile_is_named_with_who_did_it(self, svar, bekreft_na, kontaktperson):
        InnsendtFactory(
            kommune=svar.kommune, retter=svar, rettegrunn="Feil.", registrert_av=kontaktperson, totalt=28
        )
        with pytest.raises(Hinder, match="Halden, svar for 2016: Hanne Halden rettet svaret"):
            bekreft_na(svar)

    def test_one_sent_back_since_she_looked_is_named(self, svar, bekreft_na):
        foer = BekreftelseFactory(vedtak=svar, tilbake=True)
        with pytest.raises(Hinder, match="Stein Saksbehandler sendte svaret tilbake"):
            bekreft_na(svar)
        assert bekreft_na(valgte=[Valgt(svar.pk, foer.pk)]), "she who has seen it may confirm it all the same"

    def test_one_that_a_later_answer_took_over_from(self, svar, bekreft_na):
        VedtakFactory(kommune=svar.kommune, mottatt=date(2016, 3, 5), vedtaksdato=date(2016, 3, 4))
        with pytest.raises(Hinder, match="Et nyere svar gjelder i stedet"):
            bekreft_na(svar)

    def test_one_that_the_embete_registered(self, halden, bekreft_na):
        with pytest.raises(Hinder, match="trenger ingen bekreftelse"):
            bekreft_na(VedtakFactory(kommune=halden))

    def test_another_embetes_answer_cannot_be_confirmed(self, svar, bekreft_na, nabosaksbehandler):
        with pytest.raises(Hinder):
            bekreft_na(svar, by=nabosaksbehandler)
        assert not Bekreftelse.objects.exists()

    def test_its_own_kontaktperson_cannot_confirm(self, svar, bekreft_na, kontaktperson):
        with pytest.raises(Hinder):
            bekreft_na(svar, by=kontaktperson)

    def test_what_is_not_there(self, bekreft_na):
        with pytest.raises(Hinder, match="finnes ikke"):
            bekreft_na(valgte=[Valgt(99)])

    def test_a_confirmation_is_never_changed_or_deleted(self, svar):
        rad = BekreftelseFactory(vedtak=svar)
        for endre in (lambda: Bekreftelse.objects.update(dato=DAG), rad.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                endre()


class TestSendingBack:
    def test_the_municipality_gets_the_comment(self, svar, tilbake, kontaktperson, nabokontaktperson):
        rad = tilbake(svar, kommentar="  Kommunestyret vedtok 28. ")
        assert (rad.utfall, rad.kommentar, rad.dato) == ("sendt_tilbake", "Kommunestyret vedtok 28.", DAG)
        varsel = Varsel.objects.get()
        assert (varsel.bruker, varsel.tittel) == (
            kontaktperson,
            "Svaret for 2016 fra Halden er sendt tilbake til dere",
        )
        assert "Kommunestyret vedtok 28." in varsel.tekst

    def test_it_must_say_why(self, svar, tilbake):
        with pytest.raises(Hinder) as hinder:
            tilbake(svar, kommentar=" ")
        assert hinder.value.grunner == [("kommentar", "Skriv hva kommunen skal se på.")]

    def test_it_still_counts_and_still_waits(self, svar, tilbake, saksbehandler):
        tilbake(svar)
        assert list(ventende(saksbehandler.omfang)) == [svar]
        [rad] = svarrader(2016, [svar.kommune_id])
        assert kommunestatus(svar.kommune_id, (), [rad], DAG).vedtatt.totalt == 30

    def test_a_double_click_makes_one_row(self, svar, tilbake):
        assert tilbake(svar, noekkel=UUID(int=1)) == tilbake(svar, noekkel=UUID(int=1))
        assert Bekreftelse.objects.count() == 1

    def test_one_confirmed_meanwhile_is_not_sent_back(self, svar, tilbake, bekreft_na):
        bekreft_na(svar)
        with pytest.raises(Hinder, match="Siri Saksbehandler bekreftet svaret"):
            tilbake(svar)

    def test_it_may_be_sent_back_again_by_who_has_seen_the_first(self, svar, tilbake):
        foerste = tilbake(svar)
        with pytest.raises(Hinder, match="sendte svaret tilbake"):
            tilbake(svar, kommentar="Én gang til.")
        assert tilbake(svar, sett=foerste.pk, kommentar="Én gang til.")


class TestCorrectingAfterTheLastDay:
    """The embete asked for it, so the municipality may, whatever the dates of the round say."""

    @pytest.fixture
    def rett(self, halden, kontaktperson):
        AnmodningFactory(
            kommune=halden,
            runde__siste_svar_dato=date(2016, 1, 31),
            runde__siste_endring_dato=date(2016, 1, 31),
        )

        def kall(vedtak, totalt=28):
            innhold = actions.Svarinnhold(mottatt=DAG, totalt=totalt, em=5)
            return actions.rett_svar(
                by=kontaktperson, vedtak=vedtak, innhold=innhold, grunn="Feil.", dag=DAG, noekkel=uuid4()
            )

        return kall

    def test_it_is_closed_before_it_is_sent_back(self, svar, rett):
        with pytest.raises(Hinder, match="Siste dag for endringer"):
            rett(svar)

    def test_it_is_open_when_it_is_sent_back_until_the_correction_is_confirmed(
        self, svar, rett, tilbake, bekreft_na
    ):
        tilbake(svar)
        nytt = rett(svar)
        assert nytt.fra_kommunen
        enda_et = rett(nytt, totalt=29)
        bekreft_na(enda_et)
        with pytest.raises(Hinder, match="Siste dag for endringer"):
            rett(enda_et)

    def test_it_opens_for_no_other_answer(self, svar, rett, tilbake, halden, kontaktperson):
        tilbake(svar)
        with pytest.raises(Hinder, match="Siste dag for nye svar"):
            actions.registrer_svar(
                by=kontaktperson, kommune=halden, aar=2016, innhold=actions.Svarinnhold(mottatt=DAG, totalt=1),
                dag=DAG, noekkel=uuid4(),
            )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_what_waits_is_what_lies_unconfirmed_behind_the_figures(data, embete, saksbehandler):
    """The database and the rule of status choose the same answers, where each has a date of its own."""
    with transaction.atomic():
        kommune = KommuneFactory(nr=f"01{Vedtak.objects.count() % 90 + 10}")
        urettede, dager = [], st.integers(1, 8).map(lambda nr: date(2016, 1, nr))
        for _ in range(data.draw(st.integers(1, 6))):
            type_ = data.draw(st.sampled_from([Svartype.VEDTAK, Svartype.VEDTAK, *Svartype]))
            vedtaksdato = data.draw(dager)
            retter = data.draw(st.sampled_from([None, *urettede]))
            felt = {} if type_ == Svartype.VEDTAK else {"totalt": None, "em": None}
            tillegg = type_ == Svartype.VEDTAK and data.draw(st.booleans())
            ny = VedtakFactory(
                kommune=kommune, type=type_, slag="tillegg" if tillegg else "hoved", vedtaksdato=vedtaksdato,
                mottatt=vedtaksdato + timedelta(days=data.draw(st.integers(0, 3))), ny_dato=DAG, retter=retter,
                rettegrunn="Feil." if retter else "", fra_kommunen=data.draw(st.booleans()), **felt,
            )  # fmt: skip
            urettede = [rad for rad in urettede if rad != retter] + [ny]
            if ny.fra_kommunen and data.draw(st.booleans()):
                BekreftelseFactory(vedtak=ny, registrert_av=saksbehandler)
        rader = svarrader(2016, [kommune.pk])
        bak = kommunestatus(kommune.pk, (), rader, DAG).rader
        ventet = {rad.id for rad in rader if rad.id in bak and rad.er_ubekreftet(DAG)}
        assert {rad.pk for rad in ventende(saksbehandler.omfang)} == ventet
        transaction.set_rollback(True)


def test_a_withdrawal_that_something_was_added_to_later_lies_behind_no_figure_and_waits_for_nobody(
    halden, saksbehandler
):
    felles = {"kommune": halden, "fra_kommunen": True, "vedtaksdato": date(2016, 1, 1)}
    trukket = VedtakFactory(type=Svartype.TRUKKET, totalt=None, em=None, mottatt=date(2016, 1, 1), **felles)
    assert list(ventende(saksbehandler.omfang)) == [trukket]
    tillegg = VedtakFactory(slag="tillegg", mottatt=date(2016, 1, 1), **felles)
    assert list(ventende(saksbehandler.omfang)) == [tillegg]


def test_somebody_without_the_right_has_nothing_waiting(svar, leser, kontaktperson, nabosaksbehandler):
    for person in (leser, kontaktperson, nabosaksbehandler, BrukerFactory()):
        assert not ventende(person.omfang).exists()


def test_she_who_only_reads_in_another_embete_confirms_nothing_there(svar, embete, naboembete):
    person = BrukerFactory(tilgang={"rolle": "saksbehandler", "embete": naboembete})
    person.tilganger.create(rolle="leser", embete=embete, fra=date(2000, 1, 1))
    assert not ventende(person.omfang).exists()
