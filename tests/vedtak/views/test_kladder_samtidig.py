"""Two who write one answer, what happened since it was begun, the last day, and corrections, in steps."""

from datetime import date

import pytest
from django.urls import reverse

from bosetting.varsler.models import Varsel
from tests.anmodninger.factories import RundeFactory
from tests.brukere.factories import BrukerFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from tests.vedtak.kladdtrinn import Vei, begynn, innhold, til_se_over, trinn
from vedtak.models import Svarkladd, Vedtak

pytestmark = pytest.mark.django_db


@pytest.fixture
def anmodning(halden):
    return AnmodningFactory(kommune=halden)


@pytest.fixture
def gammel(anmodning, halden):
    return VilkaarFactory(vedtak__kommune=halden, vedtak__totalt=25).vedtak


@pytest.fixture
def kollega(halden):
    return BrukerFactory(navn="Mona Medhjelper", tilgang={"rolle": "kontaktperson", "kommune": halden})


@pytest.fixture
def vei(som, kontaktperson, anmodning, halden):
    return Vei(som(kontaktperson), begynn(halden))


def rett(vedtak):
    return reverse("vedtak:kladd-correct", args=[vedtak.pk])


# Two at once


def test_two_who_write_the_same_step_are_told_and_nothing_is_lost(vei, client, kollega, halden):
    vei.send(type="vedtak", totalt="25", em="5")
    kladd = Svarkladd.objects.get()
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    min_side, hennes = Vei(vei.klient, trinn(kladd, "svar")), Vei(hennes_klient, trinn(kladd, "svar"))
    min_side.send(til="senere", totalt="28")

    hennes.send(totalt="29")

    assert hennes.svar.status_code == 422
    assert "Hanne Halden lagret dette trinnet" in hennes.tekst
    assert '<td role="cell">28</td><td role="cell">29</td>' in hennes.tekst
    assert hennes.svar.context["form"]["totalt"].value() == "29"
    assert Svarkladd.objects.get().data["felt"]["totalt"] == "28"

    hennes.send()
    assert Svarkladd.objects.get().data["felt"]["totalt"] == "29"


def test_two_who_write_different_steps_do_not_meet(vei, client, kollega):
    vei.send(type="vedtak", totalt="25", em="5")
    kladd = Svarkladd.objects.get()
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    hennes = Vei(hennes_klient, trinn(kladd, "vedtaket"))
    Vei(vei.klient, trinn(kladd, "svar")).send(totalt="28")
    hennes.send(organ="Formannskapet")
    assert hennes.svar.context["trinn"] == "dokument"
    felt = Svarkladd.objects.get().data["felt"]
    assert (felt["totalt"], felt["organ"]) == ("28", "Formannskapet")


def test_two_who_begin_at_once_share_one_draft(vei, client, kollega, halden):
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    hennes = Vei(hennes_klient, begynn(halden))
    vei.send(type="vedtak", totalt="25", em="5")
    hennes.send(type="nei")
    assert hennes.svar.status_code == 422
    assert "Hanne Halden lagret dette trinnet" in hennes.tekst
    assert Svarkladd.objects.count() == 1
    hennes.send(totalt="", em="")
    assert Svarkladd.objects.get().data["felt"]["type"] == "nei"


def test_what_she_checked_is_what_is_sent(som, kontaktperson, kollega, client, halden, anmodning):
    vei = til_se_over(som(kontaktperson), halden)
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    Vei(hennes_klient, trinn(Svarkladd.objects.get(), "svar")).send(totalt="28")

    vei.send()

    assert vei.svar.status_code == 422
    assert "Mona Medhjelper endret svaret" in vei.tekst
    assert not Vedtak.objects.exists()
    vei.send()
    assert Vedtak.objects.get().totalt == 28


def test_she_who_writes_when_a_colleague_sends_is_told_and_sees_what_she_typed(
    som, kontaktperson, kollega, client, halden, anmodning
):
    vei = til_se_over(som(kontaktperson), halden)
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    hennes = Vei(hennes_klient, trinn(Svarkladd.objects.get(), "vedtaket"))
    vei.send()

    hennes.send(merknad="Husk tilskuddet.")

    assert hennes.svar.status_code == 422
    assert "Hanne Halden sendte inn svaret" in hennes.tekst
    assert "Husk tilskuddet." in hennes.tekst
    vedtak = Vedtak.objects.get()
    assert reverse("vedtak:vedtak-receipt", args=[vedtak.pk]) in hennes.tekst
    assert vedtak.merknad == "Se protokollen."


def test_she_who_writes_when_a_colleague_deletes_keeps_what_she_typed(vei, client, kollega):
    vei.send(type="vedtak", totalt="25", em="5")
    kladd = Svarkladd.objects.get()
    hennes_klient = type(client)()
    hennes_klient.force_login(kollega)
    hennes = Vei(hennes_klient, trinn(kladd, "vedtaket"))
    vei.klient.post(reverse("vedtak:kladd-delete", args=[kladd.pk]))

    hennes.send(organ="Formannskapet")

    assert "Kladden ble slettet mens du skrev." in hennes.tekst
    assert Svarkladd.objects.get().data["felt"]["organ"] == "Formannskapet"


def test_a_double_click_makes_one_row_and_both_land_on_the_receipt(som, kontaktperson, halden, anmodning):
    vei = til_se_over(som(kontaktperson), halden)
    foerst, data = vei.adresse, {felt.html_name: felt.value() or "" for felt in vei.svar.context["sted"]}
    svar = [vei.klient.post(foerst, data).url for _ in range(3)]
    assert svar == [reverse("vedtak:vedtak-receipt", args=[Vedtak.objects.get().pk])] * 3
    assert Varsel.objects.filter(slag="kvittering").count() == 1


# What happened meanwhile


def test_a_new_round_since_she_began_is_told_before_she_sends(som, kontaktperson, halden, embete, anmodning):
    vei = til_se_over(som(kontaktperson), halden)
    RundeFactory(embete=embete, sendt_dato=date(2016, 3, 8), linjer=[(halden, 60, 8)])

    vei.send()

    assert vei.svar.status_code == 422
    assert "Noe er endret etter at du åpnet siden." in vei.tekst
    assert "Det er kommet en ny anmodning, sendt 8. mars 2016." in vei.tekst
    assert "Da dere begynte: 30 personer, herav 5 enslige mindreårige" in vei.tekst
    assert "Nå: 60 personer, herav 8 enslige mindreårige" in vei.tekst
    assert not Vedtak.objects.exists()
    vei.send()
    assert Vedtak.objects.get().totalt == 25


def test_an_answer_that_the_embete_registered_since_she_began_is_told(
    som, kontaktperson, saksbehandler, halden, anmodning
):
    vei = til_se_over(som(kontaktperson), halden)
    VedtakFactory(
        kommune=halden, totalt=18, em=2, vedtaksdato=date(2016, 2, 10), mottatt=date(2016, 3, 8),
        registrert_av=saksbehandler,
    )  # fmt: skip
    vei.send()
    assert vei.svar.status_code == 422
    assert "Vedtak om 18 personer, hvorav 2 enslige mindreårige" in vei.tekst
    assert "registrert av Siri Saksbehandler" in vei.tekst
    assert "Vedtaket gjelder i stedet for det dere har vedtatt før for samme år." in vei.tekst
    vei.send()
    assert Vedtak.objects.filter(fra_kommunen=True).get().totalt == 25


# After the last day


@pytest.fixture
def stengt(embete, halden):
    return RundeFactory(
        embete=embete, svarfrist=date(2016, 2, 1), siste_svar_dato=date(2016, 3, 9),
        siste_endring_dato=date(2016, 3, 20), linjer=[(halden, 30, 5)],
    )  # fmt: skip


def test_after_the_last_day_the_draft_stays_and_cannot_be_sent(som, kontaktperson, halden, stengt, settings):
    vei = til_se_over(som(kontaktperson), halden)
    oenske = reverse("vedtak:endringsoenske-create", args=[halden.pk, 2016])
    assert oenske not in vei.tekst
    settings.DEMO_DAG = "2016-03-10"

    vei.send()

    assert vei.svar.status_code == 422
    assert not Vedtak.objects.exists()
    for navn in ("se-over", "svar"):
        side = innhold(vei.klient.get(trinn(Svarkladd.objects.get(), navn)))
        assert "Siste dag for nye svar fra kommunen var 9. mars 2016." in side
        assert "Det dere har skrevet, blir liggende her." in side
        assert oenske in side
        assert "25" in side
    assert "Send inn svaret</button>" not in innhold(
        vei.klient.get(trinn(Svarkladd.objects.get(), "se-over"))
    )


def test_who_begins_after_the_last_day_is_told_before_she_types(som, kontaktperson, halden, stengt, settings):
    settings.DEMO_DAG = "2016-03-10"
    side = som(kontaktperson).get(begynn(halden))
    assert "Siste dag for nye svar fra kommunen var 9. mars 2016." in innhold(side)
    assert "<form" not in side.content.decode().split("<main")[1]


# Corrections


def test_a_correction_starts_from_the_answer_and_asks_why(som, kontaktperson, gammel):
    vei = Vei(som(kontaktperson), rett(gammel))
    form = vei.svar.context["form"]
    assert (form["totalt"].value(), form["em"].value(), form["type"].value()) == ("25", "5", "vedtak")
    assert vei.send(totalt="28").feil == {"rettegrunn": ["Skriv hvorfor svaret rettes."]}
    vei.send(rettegrunn="Feil tall.").send().send().send()

    assert [(rad.foer, rad.etter) for rad in vei.svar.context["alt"].sammenligning if rad.foer != rad.etter] == [
        ("25", "28")
    ]  # fmt: skip
    assert "<del>25</del></td><td role=\"cell\"><ins>28</ins>" in vei.tekst  # fmt: skip
    assert "Kommunestyret" in vei.tekst
    vei.send()
    ny = Vedtak.objects.get(retter=gammel)
    assert vei.adresse == reverse("vedtak:vedtak-receipt", args=[ny.pk])
    assert (ny.totalt, ny.rettegrunn, ny.registrert_av) == (28, "Feil tall.", kontaktperson)
    assert ny.vilkaar.get().merknad == "Kommunen må skaffe to boliger."
    assert "<del>25</del>" in vei.tekst


def test_a_no_is_corrected_from_a_no(som, kontaktperson, halden, anmodning):
    vei = Vei(som(kontaktperson), rett(VedtakFactory(kommune=halden, nei=True)))
    form = vei.svar.context["form"]
    assert (form["type"].value(), form["totalt"].value()) == ("nei", "")


def test_an_answer_and_a_correction_are_two_drafts(som, kontaktperson, halden, gammel):
    klient = som(kontaktperson)
    Vei(klient, begynn(halden)).send(til="senere", type="nei")
    Vei(klient, rett(gammel)).send(til="senere", totalt="27")
    assert {kladd.retter: kladd.data["felt"]["type"] for kladd in Svarkladd.objects.all()} == {
        None: "nei",
        gammel: "vedtak",
    }


def test_a_row_corrected_meanwhile_is_shown_and_the_draft_can_go_on_top_of_it(
    som, kontaktperson, saksbehandler, gammel, halden
):
    vei = Vei(som(kontaktperson), rett(gammel)).send(rettegrunn="Sist.", totalt="29").send().send().send()
    ny = VedtakFactory(
        kommune=halden, totalt=28, retter=gammel, rettegrunn="Først.", mottatt=date(2016, 3, 9),
        registrert_av=saksbehandler,
    )  # fmt: skip
    vei.send()
    assert vei.svar.status_code == 422
    assert "Siri Saksbehandler rettet dette svaret" in vei.tekst
    assert "<del>25</del></td><td role=\"cell\"><ins>28</ins>" in vei.tekst  # fmt: skip
    assert not Vedtak.objects.filter(retter=ny).exists()

    vei.send(flytt="1")
    assert vei.svar.context["alt"].klar
    assert "<del>28</del></td><td role=\"cell\"><ins>29</ins>" in vei.tekst  # fmt: skip
    vei.send()
    assert Vedtak.objects.get(retter=ny).totalt == 29


def test_a_row_that_is_corrected_leads_to_the_new_one(som, kontaktperson, gammel):
    ny = VedtakFactory(kommune=gammel.kommune, totalt=28, retter=gammel, rettegrunn="Feil.")
    svar = som(kontaktperson).get(rett(gammel), follow=True)
    assert svar.redirect_chain == [(ny.get_absolute_url(), 302)]
    assert "Dette svaret er allerede rettet." in innhold(svar)
