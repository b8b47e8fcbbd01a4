"""An answer in steps: what each step asks, what is kept, what the check page says, and who may not."""

from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from bosetting.varsler.models import Varsel
from tests.brukere.factories import BrukerFactory
from tests.vedtak.bekreftfactories import BekreftelseFactory
from tests.vedtak.factories import AnmodningFactory, VedtakFactory, VilkaarFactory
from tests.vedtak.kladdtrinn import Vei, begynn, innhold, til_se_over, trinn
from vedtak.models import Svarkladd, Vedtak

pytestmark = pytest.mark.django_db

MIN_KOMMUNE = reverse("vedtak:min-kommune")
INGEN = {"totalt": "", "em": ""}


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


# Into the steps


@pytest.mark.parametrize("spoersmaal", ["", "?slag=tillegg"])
def test_a_kontaktperson_is_led_into_the_steps(som, kontaktperson, halden, gammel, spoersmaal):
    klient = som(kontaktperson)
    nytt = reverse("vedtak:vedtak-create", args=[halden.pk, 2016])
    assert klient.get(nytt + spoersmaal).url == begynn(halden) + spoersmaal
    assert klient.get(reverse("vedtak:vedtak-correct", args=[gammel.pk])).url == rett(gammel)
    form = klient.get(begynn(halden) + spoersmaal).context["form"]
    assert form["slag"].value() == ("tillegg" if spoersmaal else "hoved")


def test_staff_keep_the_one_page(som, saksbehandler, halden, gammel):
    klient = som(saksbehandler)
    for url in (
        reverse("vedtak:vedtak-create", args=[halden.pk, 2016]),
        reverse("vedtak:vedtak-correct", args=[gammel.pk]),
    ):
        assert "mottatt" in klient.get(url).context["form"].fields


def test_she_who_works_for_the_embete_too_keeps_the_one_page(som, embete, halden, anmodning):
    begge = BrukerFactory(tilgang={"rolle": "kontaktperson", "kommune": halden})
    begge.tilganger.create(rolle="saksbehandler", embete=embete, fra=date(2015, 1, 1))
    assert "mottatt" in som(begge).get(
        reverse("vedtak:vedtak-create", args=[halden.pk, 2016])
    ).context["form"].fields  # fmt: skip


def test_the_first_step_says_what_is_asked_and_what_each_answer_means(vei):
    assert "Dere er bedt om å bosette 30 personer i 2016, hvorav 5 enslige mindreårige." in vei.tekst
    for svar in (
        "har vedtatt et antall",
        "har vedtatt 0, altså nei",
        "ber om utsatt frist",
        "en innstilling",
        "på nytt",
    ):
        assert svar in vei.tekst  # fmt: skip
    assert "Det er et endelig svar, og teller som 0." in vei.tekst
    assert not Svarkladd.objects.exists()


def test_she_is_not_asked_what_is_for_staff(vei):
    form = vei.svar.context["form"]
    assert "mottatt" not in form.fields
    assert "trukket" not in dict(form.fields["type"].choices)
    assert vei.send(type="trukket").feil["type"] == ["Velg et av svarene."]


def test_main_or_additional_is_asked_only_where_there_is_a_main_decision(vei, som, kontaktperson, halden):
    assert "slag" not in vei.svar.context["form"].fields
    VedtakFactory(kommune=halden)
    assert "slag" in Vei(som(kontaktperson), begynn(halden)).svar.context["form"].fields


def test_an_additional_decision_says_which_number_it_means(som, kontaktperson, halden, gammel):
    vei = Vei(som(kontaktperson), begynn(halden) + "?slag=tillegg")
    assert "antallet under kommer i tillegg til det dere har vedtatt før" in vei.tekst
    assert "antallet under gjelder i stedet for det dere har vedtatt før" in vei.tekst


def test_a_year_nobody_asked_for_is_told_before_she_types(som, kontaktperson, halden, anmodning):
    side = som(kontaktperson).get(begynn(halden, 2018))
    assert "Det er ikke sendt noen anmodning til kommunen for 2018." in innhold(side)
    assert "<form" not in side.content.decode().split("<main")[1]


# The whole way


def test_from_the_first_step_to_the_receipt(som, kontaktperson, kollega, halden, anmodning, dag):
    vei = til_se_over(som(kontaktperson), halden)
    assert vei.svar.context["alt"].klar
    for biter in (
        "25",
        "5",
        "Avhengig av bolig",
        "To boliger mangler.",
        "18. februar 2016",
        "Kommunestyret",
        "16/77",
    ):
        assert biter in vei.tekst  # fmt: skip
    assert "Status går fra «Ikke svart» til «Delvis» når svaret er sendt inn." in vei.tekst
    assert not Vedtak.objects.exists()

    vei.send()

    vedtak = Vedtak.objects.get()
    assert vei.adresse == reverse("vedtak:vedtak-receipt", args=[vedtak.pk])
    assert (vedtak.totalt, vedtak.em, vedtak.mottatt, vedtak.vedtaksdato) == (25, 5, dag, date(2016, 2, 18))
    assert (vedtak.organ, vedtak.saksnummer, vedtak.merknad) == ("Kommunestyret", "16/77", "Se protokollen.")
    assert vedtak.vilkaar.get().merknad == "To boliger mangler."
    assert vedtak.fra_kommunen
    assert not Svarkladd.objects.exists()
    kvitteringer = Varsel.objects.filter(slag="kvittering")
    assert {varsel.bruker for varsel in kvitteringer} == {kontaktperson, kollega}
    assert kvitteringer.first().url_sti == vei.adresse


def test_what_staff_only_may_set_is_not_read(som, kontaktperson, halden, anmodning, dag):
    vei = til_se_over(som(kontaktperson), halden)
    kladd = Svarkladd.objects.get()
    vei.klient.post(
        trinn(kladd, "svar"), {"mottatt": "2016-01-01", "type": "vedtak", "versjon": kladd.versjon}
    )
    assert "mottatt" not in Svarkladd.objects.get().data["felt"]
    Vei(vei.klient, trinn(kladd, "se-over")).send()
    assert Vedtak.objects.get().mottatt == dag


@pytest.mark.parametrize(
    ("felt", "ventet"),
    [
        (INGEN | {"type": "nei"}, ("vedtak", 0, 0, None)),
        ({"type": "vedtak", "totalt": "25", "em": ""}, ("vedtak", 25, None, None)),
        ({"type": "vedtak", "totalt": "25", "em": "0"}, ("vedtak", 25, 0, None)),
        (INGEN | {"type": "utsatt", "ny_dato": "01.04.2016"}, ("utsatt", None, None, date(2016, 4, 1))),
        (INGEN | {"type": "vurderes", "ny_dato": "2016-05-12"}, ("vurderes", None, None, date(2016, 5, 12))),
        ({"type": "foreloepig", "totalt": "20", "em": ""}, ("foreloepig", 20, None, None)),
    ],
)  # fmt: skip
def test_each_kind_of_answer(som, kontaktperson, halden, anmodning, felt, ventet):
    til_se_over(som(kontaktperson), halden, **felt).send()
    vedtak = Vedtak.objects.get()
    assert (vedtak.type, vedtak.totalt, vedtak.em, vedtak.ny_dato) == ventet


def test_an_answer_without_a_number_passes_the_conditions_by(vei):
    assert vei.send(type="utsatt").svar.context["trinn"] == "vedtaket"
    assert vei.send(til="svar").svar.context["trinn"] == "svar"
    vei.send(til="vilkaar")
    assert "Da er det ingen vilkår å melde" in vei.tekst
    assert "type=\"checkbox\"" not in vei.tekst  # fmt: skip


def test_the_conditions_are_explained_without_a_threat(vei):
    vei.send(type="vedtak", totalt="25", em="5")
    assert "Derfor godtas ikke forbehold som gjør plassene usikre." in vei.tekst
    assert "Embetet følger opp hvert vilkår med dere" in vei.tekst


@pytest.mark.parametrize(
    ("paa", "felt", "skrevet", "melding"),
    [
        ("svar", "type", "", "Velg hva kommunen svarer."),
        ("svar", "totalt", "", "Oppgi hvor mange kommunen har vedtatt å bosette. Skriv 0 hvis svaret er nei."),
        ("svar", "totalt", "tjue", "Skriv et helt tall med bare siffer, for eksempel 25."),
        ("svar", "totalt", "-3", "Tallet kan ikke være under 0."),
        ("svar", "em", "26", "Antallet enslige mindreårige (26) kan ikke være høyere enn totalt (25)."),
        ("vilkaar", "vilkaar_bolig", "", "Kryss av for vilkåret, eller slett merknaden og datoen."),
        ("vilkaar", "vilkaar_bolig_dato", "2016-02-01",
         "Oppfølgingen kan ikke være før svaret ble mottatt 09.03.2016."),
        ("vedtaket", "vedtaksdato", "2016-03-10", "Vedtaksdatoen kan ikke være i framtiden. I dag er det 09.03.2016."),
        ("vedtaket", "vedtaksdato", "2015-08-19", "Vedtaksdatoen kan ikke være før anmodningen ble sendt 20.08.2015."),
        ("vedtaket", "ny_dato", "2016-04-01", "En ny dato hører til et svar som ikke er endelig. "
         "Slett den, eller velg et annet svar."),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_its_step_and_on_the_check_page_and_is_kept(
    som, kontaktperson, halden, anmodning, paa, felt, skrevet, melding
):
    vei = til_se_over(som(kontaktperson), halden)
    kladd = Svarkladd.objects.get()
    vei = Vei(vei.klient, trinn(kladd, paa)).send(**{felt: skrevet})

    assert vei.svar.status_code == 422
    assert vei.feil == {felt: [melding]}
    assert f'id="id_{felt}_error"' in vei.tekst
    assert "<title>Feil: " in vei.tekst
    assert Svarkladd.objects.get().data["felt"][felt] == skrevet

    vei = Vei(vei.klient, trinn(kladd, "se-over"))
    assert melding in vei.tekst
    assert f'href="{trinn(kladd, paa)}#id_{felt}"' in vei.tekst
    assert "Send inn svaret" not in vei.tekst
    vei.send()
    assert vei.svar.status_code == 422
    assert not Vedtak.objects.exists()
    assert melding in innhold(vei.klient.get(trinn(kladd, paa)))


def test_a_step_left_half_done_is_not_scolded_when_she_comes_back(vei):
    vei.send(til="senere", type="vedtak")
    assert not Vei(vei.klient, trinn(Svarkladd.objects.get(), "svar")).feil


def test_another_condition_must_say_what_it_is(vei):
    vei.send(type="vedtak", totalt="25", em="5").send(vilkaar_annet="on")
    assert vei.feil == {"vilkaar_annet_merknad": ["Skriv hva vilkåret går ut på."]}


def test_a_number_beside_a_no_is_told(vei):
    assert vei.send(type="nei", totalt="25").feil == {
        "totalt": ["Svaret er nei. Slett tallet, eller velg et annet svar."]
    }


@pytest.mark.parametrize(
    ("felt", "setning"),
    [
        ({"totalt": "10"}, "Antallet er mye lavere enn dere er bedt om: 10 av 30. Stemmer det?"),
        ({"totalt": "45"}, "Antallet er høyere enn dere er bedt om: 45 mot 30. Stemmer det?"),
        ({"em": ""}, "Det står ikke hvor mange som er enslige mindreårige."),
        ({"vedtaksdato": ""}, "Det står ingen vedtaksdato."),
    ],
)
def test_what_is_unusual_is_pointed_out_and_may_be_sent(som, kontaktperson, halden, anmodning, felt, setning):
    vei = til_se_over(som(kontaktperson), halden, **felt)
    assert setning in vei.tekst
    vei.send()
    assert Vedtak.objects.exists()


def test_an_ordinary_answer_has_nothing_pointed_out(som, kontaktperson, halden, anmodning):
    assert til_se_over(som(kontaktperson), halden).svar.context["alt"].verdt_aa_se_paa == []


def test_an_answer_older_than_the_one_in_force_is_said_to_change_nothing(
    som, kontaktperson, halden, anmodning
):
    VedtakFactory(kommune=halden, totalt=30, em=5, vedtaksdato=date(2016, 3, 1), mottatt=date(2016, 3, 2))
    vei = til_se_over(som(kontaktperson), halden)
    assert (
        "Svaret endrer ikke status. Et svar med senere dato gjelder fortsatt: Vedtak om 30 personer"
        in vei.tekst
    )


# Left and taken up again


def test_she_leaves_at_any_step_and_finds_it_on_her_page(vei, kontaktperson):
    vei.send(type="vedtak", totalt="tjue")
    vei.send(til="senere", totalt="tjuefem")
    assert vei.adresse == MIN_KOMMUNE
    assert "Svaret er lagret som kladd." in vei.tekst
    kladd = Svarkladd.objects.get()
    assert trinn(kladd, "svar") in vei.svar.content.decode()
    assert vei.klient.get(begynn(kladd.kommune)).url == trinn(kladd, "svar")
    assert 'value="tjuefem"' in innhold(vei.klient.get(trinn(kladd, "svar")))


def test_a_colleague_goes_on_another_day(vei, som, kollega, settings):
    vei.send(type="vedtak", totalt="25", em="5").send(til="senere", vilkaar_bolig="on")
    settings.DEMO_DAG = "2016-03-14"
    hennes = Vei(som(kollega), begynn(Svarkladd.objects.get().kommune))
    assert hennes.svar.context["trinn"] == "vilkaar"
    assert "Hanne Halden begynte på dette svaret" in hennes.tekst
    assert hennes.svar.context["form"]["vilkaar_bolig"].value() == "on"
    hennes.send().send(vedtaksdato="2016-03-11").send().send()
    vedtak = Vedtak.objects.get()
    assert (vedtak.registrert_av, vedtak.mottatt, vedtak.totalt) == (kollega, date(2016, 3, 14), 25)


def test_every_button_saves_also_the_steps_above(vei):
    vei.send(til="dokument", type="vedtak", totalt="25")
    assert vei.svar.context["trinn"] == "dokument"
    assert Svarkladd.objects.get().data["felt"]["totalt"] == "25"


def test_a_date_typed_as_people_write_it_is_shown_to_the_date_picker(vei):
    vei.send(til="vedtaket", type="vedtak", totalt="25").send(til="senere", vedtaksdato="18.02.2016")
    kladd = Svarkladd.objects.get()
    assert kladd.data["felt"]["vedtaksdato"] == "18.02.2016"
    assert 'value="2016-02-18"' in innhold(vei.klient.get(trinn(kladd, "vedtaket")))


def test_a_draft_can_be_deleted_and_only_when_she_means_it(vei):
    vei.send(til="senere", type="vedtak")
    kladd = Svarkladd.objects.get()
    slett = reverse("vedtak:kladd-delete", args=[kladd.pk])
    assert "Vil du slette kladden?" in innhold(vei.klient.get(slett))
    assert Svarkladd.objects.exists()
    assert vei.klient.post(slett).url == MIN_KOMMUNE
    assert not Svarkladd.objects.exists()
    assert vei.klient.get(trinn(kladd, "svar")).status_code == 404


def test_a_draft_leaves_no_trace_in_the_log_but_the_answer_does(som, kontaktperson, halden, anmodning):
    vei = til_se_over(som(kontaktperson), halden)
    assert not Hendelse.objects.exists()
    vei.send()
    assert [hendelse.handling for hendelse in Hendelse.objects.all()] == ["registrerte svar"]


def test_back_after_sending_tells_where_the_answer_is(som, kontaktperson, halden, anmodning):
    vei = til_se_over(som(kontaktperson), halden)
    kladd = Svarkladd.objects.get()
    vei.send()
    for navn in ("svar", "dokument", "se-over"):
        svar = vei.klient.get(trinn(kladd, navn))
        assert svar.status_code == 404
        assert "Kladden finnes ikke lenger" in innhold(svar)
        assert "Er svaret sendt inn, står det på kommunens side." in innhold(svar)


def test_what_the_embete_wrote_stands_beside_the_correction_it_asked_for(
    som, kontaktperson, halden, anmodning
):
    dom = BekreftelseFactory(tilbake=True, vedtak__kommune=halden, kommentar="Protokollen sier 25.")
    vei = Vei(som(kontaktperson), rett(dom.vedtak))
    assert "Embetet sendte svaret tilbake 2. mars 2016" in vei.tekst
    assert "Protokollen sier 25." in vei.tekst
    vei.send(til="se-over", totalt="25", rettegrunn="Feil tall.")
    assert vei.svar.context["trinn"] == "se-over"
    assert "Protokollen sier 25." in vei.tekst
    assert "sendte svaret tilbake" not in Vei(vei.klient, begynn(halden)).tekst


@pytest.mark.parametrize(
    ("felt", "har", "har_ikke"),
    [
        ({}, {"Svar", "Hva slags vedtak", "Totalt", "Vedtaksdato", "Vilkår"}, {"Ny dato"}),
        ({"type": "nei"} | INGEN, {"Svar", "Totalt", "Vedtaksdato"}, {"Ny dato"}),
        (
            {"type": "utsatt", "ny_dato": "2016-05-01", "vedtaksdato": "", "organ": "", "merknad": ""}
            | INGEN,
            {"Svar", "Ny dato", "Saksnummer"},
            {"Hva slags vedtak", "Totalt", "Vedtaksdato", "Vedtatt av", "Vilkår", "Merknad"},
        ),
    ],
)
def test_the_receipt_shows_what_belongs_to_the_answer(
    som, kontaktperson, halden, anmodning, felt, har, har_ikke
):
    vei = til_se_over(som(kontaktperson), halden, **felt).send()
    vist = dict(vei.svar.context["kvittering"].felt)
    assert har <= vist.keys()
    assert not har_ikke & vist.keys()
    assert vist.get("Vedtaksdato", "18. februar 2016") == "18. februar 2016"
