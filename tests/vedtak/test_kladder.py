"""A draft keeps what is typed, and becomes one answer: the writes themselves."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bosetting.brukere.models import Hendelse
from bosetting.felles.hinder import Hinder
from bosetting.varsler.models import Varsel
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.vedtak.dokumentfactories import opplastet
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from vedtak import dokumenter, kladder, kvitteringer
from vedtak.kladdskjema import FELT, SE_OVER, TRINN, nabo
from vedtak.kommunehistorikk import aarshistorikk
from vedtak.models import Bekreftelse, Svarkladd, Vedtak

pytestmark = pytest.mark.django_db

DAG = date(2016, 3, 9)


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def kollega(halden):
    return BrukerFactory(navn="Mona Medhjelper", tilgang={"rolle": "kontaktperson", "kommune": halden})


@pytest.fixture
def kladd(kontaktperson, halden, anmodning):
    """A draft of 25 of 30, ready to be sent."""
    ny = kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=None, dag=DAG)
    ny = lagre(kontaktperson, ny, "svar", type="vedtak", totalt="25", em="5")
    return lagre(kontaktperson, ny, "vedtaket", vedtaksdato="2016-02-18", saksnummer="16/77")


def lagre(by, kladd, trinn, versjon=None, neste=None, **skrevet):
    return kladder.lagre(
        by=by, kladd=kladd, trinn=trinn, skrevet=skrevet, neste=neste or trinn,
        versjon=kladd.versjon if versjon is None else versjon,
    )  # fmt: skip


def sett(kladd):
    return kladder.kjennetegn(aarshistorikk(kladd.kommune_id, kladd.aar, DAG))


def send(by, kladd, **endret):
    felt = {"versjon": kladd.versjon, "sett": sett(kladd), "dag": DAG} | endret
    return kladder.send_inn(by=by, kladd=kladd, **felt)


# Keeping

TEKST = st.text(max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turer=st.lists(
        st.tuples(
            st.sampled_from([trinn for trinn in FELT if FELT[trinn]]).flatmap(
                lambda trinn: st.tuples(st.just(trinn), st.dictionaries(st.sampled_from(FELT[trinn]), TEKST))
            ),
            st.sampled_from(list(TRINN)),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_what_is_typed_survives_any_way_of_leaving_and_coming_back(
    turer, kontaktperson, kollega, halden, anmodning
):
    """Whoever types, in whatever order, right or wrong: the last text of every field is the one that stands."""
    with transaction.atomic():
        kladd = kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=None, dag=DAG)
        ventet = {}
        for (trinn, skrevet), neste, bytt in turer:
            by = kollega if bytt else kontaktperson
            kladd = lagre(by, kladd, trinn, neste=neste, **skrevet)
            ventet |= {navn: tekst.replace("\x00", "") for navn, tekst in skrevet.items()}
            if kladd.pk:
                kladd = Svarkladd.objects.for_bruker(by).get(pk=kladd.pk)
            staar = {navn: tekst for navn, tekst in kladder.felt(kladd).items() if tekst}
            assert staar == {navn: tekst for navn, tekst in ventet.items() if tekst}
            assert kladd.trinn == neste
        transaction.set_rollback(True)


def test_what_belongs_to_another_step_is_not_taken(kontaktperson, kladd):
    kladd = lagre(kontaktperson, kladd, "svar", merknad="Feil sted.", ukjent="x")
    assert {"merknad", "ukjent"}.isdisjoint(kladder.felt(kladd))


def test_to_look_and_leave_is_no_change_of_hers(kontaktperson, kollega, kladd):
    kladd = lagre(kollega, kladd, "svar", type="vedtak", totalt="25", em="5")
    assert kladd.endret_av == kontaktperson


def test_the_second_of_two_savers_is_told_who_came_first(kontaktperson, kollega, kladd):
    foer = kladd.versjon
    lagre(kontaktperson, kladd, "svar", totalt="28")
    with pytest.raises(kladder.Samtidig) as samtidig:
        lagre(kollega, kladd, "svar", versjon=foer, totalt="29")
    assert samtidig.value.lagring.navn == "Hanne Halden"
    assert kladder.felt(samtidig.value.kladd)["totalt"] == "28"
    assert kladder.felt(lagre(kollega, kladd, "vedtaket", versjon=foer, organ="Bystyret"))["totalt"] == "28"


def test_the_same_twice_is_no_conflict(kontaktperson, kollega, kladd):
    foer = kladd.versjon
    lagre(kontaktperson, kladd, "svar", totalt="28")
    lagre(kollega, kladd, "svar", versjon=foer, totalt="28")


def test_a_page_that_does_not_say_what_it_was_made_from_overwrites_nothing(kontaktperson, kladd):
    with pytest.raises(kladder.Samtidig):
        lagre(kontaktperson, kladd, "svar", versjon=0, totalt="1")


def test_only_its_own_people_see_a_draft(
    kladd, kontaktperson, kollega, nabokontaktperson, saksbehandler, prosjektleder, leser, systemansvarlig
):
    for bruker in (kontaktperson, kollega):
        assert list(Svarkladd.objects.for_bruker(bruker)) == [kladd]
    for bruker in (nabokontaktperson, saksbehandler, prosjektleder, leser, systemansvarlig):
        assert not Svarkladd.objects.for_bruker(bruker).exists()


def test_the_step_after_and_before():
    assert [nabo("svar", 1, svar) for svar in ("vedtak", "nei", "utsatt", "vurderes", "foreloepig", "")] == [
        "vilkaar", "vilkaar", "vedtaket", "vedtaket", "vilkaar", "vilkaar",
    ]  # fmt: skip
    assert (nabo("vilkaar", 1, "utsatt"), nabo("vedtaket", -1, "utsatt")) == ("vedtaket", "svar")
    assert (nabo("svar", -1, ""), nabo(SE_OVER, 1, "")) == ("svar", SE_OVER)


# Sending


def test_an_answer_with_its_documents_and_its_receipt_is_one_write(
    kontaktperson, kollega, kladd, tmp_path, settings
):
    settings.DOKUMENTMAPPE = tmp_path
    dokumenter.legg_til_kladd(by=kontaktperson, kladd=kladd, opplastet=opplastet())
    assert not Hendelse.objects.exists()

    vedtak = send(kontaktperson, kladd)

    assert (vedtak.noekkel, vedtak.totalt, vedtak.fra_kommunen) == (kladd.noekkel, 25, True)
    dokument = vedtak.dokumenter.get()
    assert not Svarkladd.objects.exists()
    assert {varsel.bruker for varsel in Varsel.objects.filter(slag="kvittering")} == {kontaktperson, kollega}
    tekst = Varsel.objects.filter(slag="kvittering").first().tekst
    for biter in (
        f"2016-0101-{vedtak.pk}",
        "Hanne Halden",
        "Totalt: 25",
        dokument.navn,
        dokument.sha256,
        "Ubekreftet",
    ):
        assert biter in tekst


def test_when_the_receipt_cannot_be_written_nothing_is(kontaktperson, kladd, monkeypatch):
    def svikt(**_):
        raise RuntimeError

    monkeypatch.setattr(kvitteringer, "meld", svikt)
    with pytest.raises(RuntimeError):
        send(kontaktperson, kladd)
    assert Svarkladd.objects.get() == kladd
    assert not Vedtak.objects.exists()
    assert not Hendelse.objects.exists()


def test_sent_again_it_is_the_same_answer(kontaktperson, kollega, kladd):
    argumenter = {"versjon": kladd.versjon, "sett": sett(kladd)}
    assert (
        send(kontaktperson, kladd, **argumenter) == send(kollega, kladd, **argumenter) == Vedtak.objects.get()
    )


def test_a_draft_that_is_deleted_is_not_sent(kontaktperson, kladd):
    argumenter = {"versjon": kladd.versjon, "sett": sett(kladd)}
    kladder.slett(by=kontaktperson, kladd=kladd)
    kladder.slett(by=kontaktperson, kladd=kladd)
    with pytest.raises(kladder.Borte):
        send(kontaktperson, kladd, **argumenter)
    assert not Vedtak.objects.exists()


def test_what_is_wrong_in_it_is_raised_at_the_fields(kontaktperson, kladd):
    kladd = lagre(kontaktperson, kladd, "svar", totalt="tjue")
    with pytest.raises(Hinder) as hinder:
        send(kontaktperson, kladd)
    assert [felt for felt, _grunn in hinder.value.grunner] == ["totalt"]
    assert Svarkladd.objects.exists()


@pytest.mark.parametrize("hva", ["svar", "rettelse", "anmodning"])
def test_what_came_since_she_looked_stops_it_once(hva, kontaktperson, kladd, halden, embete):
    gammelt = VedtakFactory(kommune=halden, totalt=10, em=1)
    foer = sett(kladd)
    if hva == "svar":
        VedtakFactory(kommune=halden, totalt=12, em=1)
    elif hva == "rettelse":
        VedtakFactory(kommune=halden, totalt=12, em=1, retter=gammelt, rettegrunn="Feil.")
    else:
        RundeFactory(embete=embete, sendt_dato=date(2016, 3, 1), linjer=[(halden, 60, 5)])
    with pytest.raises(kladder.Endret):
        send(kontaktperson, kladd, sett=foer)
    assert not Vedtak.objects.filter(fra_kommunen=True).exists()


def test_a_correction_is_a_new_row_with_its_reason(kontaktperson, halden, anmodning):
    gammel = VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak
    kladd = kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=gammel, dag=DAG)
    kladd = lagre(kontaktperson, kladd, "svar", rettegrunn="Feil tall.", totalt="28")
    ny = send(kontaktperson, kladd)
    assert (ny.retter, ny.totalt, ny.rettegrunn, ny.saksnummer) == (gammel, 28, "Feil tall.", "15/1234")
    assert ny.vilkaar.get().oppfoelging_dato == date(2016, 6, 1)
    tekst = Varsel.objects.filter(slag="kvittering").first().tekst
    assert "Totalt: 25 → 28" in tekst
    assert "Feil tall." in tekst


def test_a_draft_is_not_moved_onto_a_row_that_has_one(kontaktperson, halden, anmodning):
    gammel = VedtakFactory(kommune=halden, totalt=25)
    ny = VedtakFactory(kommune=halden, totalt=28, retter=gammel, rettegrunn="Feil.")
    paa_gammel, paa_ny = (
        lagre(
            kontaktperson,
            kladder.ny(by=kontaktperson, kommune=halden, aar=2016, retter=rad, dag=DAG),
            "svar",
            totalt="29",
        )
        for rad in (gammel, ny)
    )
    with pytest.raises(Hinder, match="begynt på en rettelse"):
        kladder.flytt(by=kontaktperson, kladd=paa_gammel, til=ny)
    kladder.slett(by=kontaktperson, kladd=paa_ny)
    assert kladder.flytt(by=kontaktperson, kladd=paa_gammel, til=ny).retter == ny


# The receipt


def test_the_receipt_says_when_the_embete_has_confirmed(kontaktperson, saksbehandler, kladd):
    vedtak = send(kontaktperson, kladd)
    assert not kvitteringer.kvittering(vedtak).bekreftet
    Bekreftelse.objects.create(
        vedtak=vedtak, utfall="bekreftet", dato=date(2016, 3, 10), registrert_av=saksbehandler,
        registrert_at=vedtak.registrert_at,
    )  # fmt: skip
    en = kvitteringer.kvittering(vedtak)
    assert (en.bekreftet, en.bekreftelse) == (True, "Bekreftet av embetet 10. mars 2016.")


def test_what_is_added_later_is_not_on_the_receipt(kontaktperson, kladd, tmp_path, settings):
    settings.DOKUMENTMAPPE = tmp_path
    vedtak = send(kontaktperson, kladd)
    dokumenter.legg_til(
        by=kontaktperson, kommune=vedtak.kommune, vedtak=vedtak, opplastet=opplastet(), slag="sak",
        skjemanoekkel=kladd.noekkel,
    )  # fmt: skip
    assert kvitteringer.kvittering(vedtak).dokumenter == []


def test_the_answer_leads_to_its_receipt_for_those_who_may_see_it(
    som, kontaktperson, saksbehandler, leser, kladd
):
    vedtak = send(kontaktperson, kladd)
    kvittering = reverse("vedtak:vedtak-receipt", args=[vedtak.pk])
    for bruker, ser in ((kontaktperson, True), (saksbehandler, True), (leser, False)):
        assert (kvittering in som(bruker).get(vedtak.get_absolute_url()).content.decode()) is ser


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("kontaktperson", 200), ("kollega", 200), ("saksbehandler", 200), ("prosjektleder", 200), ("leser", 403),
        ("systemansvarlig", 403), ("nabokontaktperson", 404), ("nabosaksbehandler", 404),
    ],
)  # fmt: skip
def test_who_may_see_the_receipt(navn, status, request, som, kontaktperson, kladd):
    side = reverse("vedtak:vedtak-receipt", args=[send(kontaktperson, kladd).pk])
    assert som(request.getfixturevalue(navn)).get(side).status_code == status


def test_what_the_embete_registered_itself_has_no_receipt(som, saksbehandler, halden, anmodning):
    side = reverse("vedtak:vedtak-receipt", args=[VedtakFactory(kommune=halden).pk])
    assert som(saksbehandler).get(side).status_code == 404
