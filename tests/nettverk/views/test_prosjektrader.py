"""Strategies, criteria, budget and accounts of a project: made, changed, taken away, seen together."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from bosetting.brukere.models import Hendelse
from nettverk.models import Budsjettlinje, Regnskapspost, Strategi, Suksesskriterium
from tests.nettverk.factories import OrganisasjonFactory, ProsjektFactory
from tests.nettverk.omraader.prosjekt import RADSLAG, prosjektrader

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosjekt(embete):
    return ProsjektFactory(embete=embete)


def ny(slag, prosjekt, **felt):
    return reverse(f"nettverk:{slag}-create", args=[prosjekt.pk]), {"noekkel": uuid.uuid4()} | felt


@pytest.mark.parametrize(
    ("slag", "modell", "felt"),
    [
        ("strategi", Strategi, {"nummer": "4", "tekst": "Samle kommunene", "oppfoelging": "Seks møter"}),
        ("suksesskriterium", Suksesskriterium, {"nummer": "2", "tekst": "Ledelsen er med", "sted": "utenfor"}),
        ("budsjettlinje", Budsjettlinje,
         {"aar": "2015", "rekkefoelge": "1", "post": "Prosjektleder", "kroner": "900 000", "andel": "60",
          "andel_til": "100", "antall": "1"}),
        ("regnskap", Regnskapspost, {"dato": "2015-10-01", "tekst": "Kreditnota", "kroner": "\u2212 1 200"}),
    ],
)  # fmt: skip
def test_a_row_is_made_once_changed_and_taken_away_with_its_traces(
    som, prosjektleder, prosjekt, slag, modell, felt
):
    klient = som(prosjektleder)
    side, data = ny(slag, prosjekt, **felt)
    assert klient.get(side).status_code == 200
    foerste = klient.post(side, data)
    assert (foerste.status_code, klient.post(side, data).url) == (302, foerste.url)
    rad = modell.objects.get()
    endre = reverse(f"nettverk:{slag}-edit", args=[rad.pk])
    navn = "post" if slag == "budsjettlinje" else "tekst"
    assert klient.post(endre, felt | {navn: "Noe annet", "versjon": 1}).status_code == 302
    rad.refresh_from_db()
    assert (getattr(rad, navn), rad.versjon) == ("Noe annet", 2)
    slett = reverse(f"nettverk:{slag}-delete", args=[rad.pk])
    klient.post(slett, {"versjon": 1})
    assert modell.objects.exists(), "somebody changed it in the meantime"
    klient.post(slett, {"versjon": 2})
    assert not modell.objects.exists()
    ord_ = str(modell._meta.verbose_name)
    assert list(Hendelse.objects.order_by("pk").values_list("handling", flat=True)) == [
        f"opprettet {ord_}", f"endret {ord_}", f"slettet {ord_}",
    ]  # fmt: skip


def test_money_keeps_its_sign(som, prosjektleder, prosjekt):
    for skrevet, kroner in (("-1200", -1200), ("\u22121 200", -1200), ("1 200", 1200)):
        side, data = ny("regnskap", prosjekt, dato="2015-10-01", tekst=skrevet, kroner=skrevet)
        assert som(prosjektleder).post(side, data).status_code == 302
        assert Regnskapspost.objects.get(tekst=skrevet).kroner == kroner
    for feil in ("-", "--5", "1,50", "12 kr"):
        side, data = ny("regnskap", prosjekt, dato="2015-10-01", tekst="x", kroner=feil)
        assert som(prosjektleder).post(side, data).status_code == 422


@pytest.mark.parametrize(
    ("slag", "felt", "grunn"),
    [
        ("strategi", {"nummer": "1", "tekst": "Igjen"}, "Nummeret er alt i bruk."),
        ("suksesskriterium", {"nummer": "1", "tekst": "Igjen", "sted": "kommunen"}, "Nummeret er alt i bruk."),
        ("budsjettlinje", {"aar": "2019", "rekkefoelge": "1", "post": "x", "kroner": "1", "antall": "1"},
         "Prosjektet varer ikke i dette året."),
        ("budsjettlinje", {"aar": "2015", "rekkefoelge": "1", "post": "x", "antall": "1"},
         "Skriv et beløp, en stillingsandel eller begge deler."),
        ("budsjettlinje", {"aar": "2015", "rekkefoelge": "1", "post": "x", "andel": "60", "andel_til": "50",
                           "antall": "1"}, "«Inntil» må være høyere enn stillingsandelen"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(som, prosjektleder, prosjekt, slag, felt, grunn):
    prosjektrader(prosjekt)
    side, data = ny(slag, prosjekt, **felt)
    svar = som(prosjektleder).post(side, data)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()


def test_what_belongs_to_others_cannot_be_chosen(som, prosjektleder, prosjekt, naboembete):
    fremmed = prosjektrader(ProsjektFactory(embete=naboembete))["budsjettlinje"]
    side, data = ny("regnskap", prosjekt, dato="2015-10-01", tekst="x", kroner="1", linje=fremmed.pk)
    assert som(prosjektleder).post(side, data).status_code == 422
    side, data = ny(
        "budsjettlinje", prosjekt, aar="2015", rekkefoelge="1", post="x", kroner="1", antall="1",
        dekkes_av=OrganisasjonFactory(embete=naboembete).pk,
    )  # fmt: skip
    assert som(prosjektleder).post(side, data).status_code == 422


def test_two_who_change_the_same_row_lose_nothing(som, prosjektleder, prosjekt):
    rad = prosjektrader(prosjekt)["strategi"]
    side = reverse("nettverk:strategi-edit", args=[rad.pk])
    for tekst, ventet in (("Første", 302), ("Andre", 422)):
        svar = som(prosjektleder).post(side, {"nummer": "1", "tekst": tekst, "versjon": "1"})
        assert svar.status_code == ventet
    assert "Første" in svar.content.decode()
    assert "Andre" in svar.content.decode()
    rad.refresh_from_db()
    assert rad.tekst == "Første"


def test_a_line_that_money_stands_on_is_kept(som, prosjektleder, prosjekt):
    linje = prosjektrader(prosjekt)["budsjettlinje"]
    slett = reverse("nettverk:budsjettlinje-delete", args=[linje.pk])
    svar = som(prosjektleder).post(slett, {"versjon": 1}, follow=True)
    assert "Linjen kan ikke slettes: det er ført regnskap på den." in svar.content.decode()
    assert Budsjettlinje.objects.exists()
    assert not Hendelse.objects.exists()


def test_the_budget_adds_up_by_year_with_what_is_spent(som, leser, prosjekt):
    linje = prosjektrader(prosjekt)["budsjettlinje"]
    leder = OrganisasjonFactory(embete=prosjekt.embete, navn="IMDi Øst")
    felles = {"prosjekt": prosjekt, "aar": 2015}
    Budsjettlinje.objects.create(**felles, post="Fra IMDi", andel=5, antall=3, dekkes_av=leder)
    poster = [(linje, date(2016, 1, 15), 70_000), (None, date(2016, 2, 1), 500), (None, date(2015, 2, 1), 40)]
    for paa, dato, kroner in poster:
        Regnskapspost.objects.create(prosjekt=prosjekt, linje=paa, dato=dato, tekst="x", kroner=kroner)
    foerste, andre = som(leser).get(reverse("nettverk:budsjett-show", args=[prosjekt.pk])).context["aarene"]
    assert [(rad.andel, rad.forbruk.brukt, rad.forbruk.rest) for rad in foerste.rader] == [
        ("", 82_000, -2_000), ("3 × 5 %", 0, None),
    ]  # fmt: skip
    assert (foerste.sum.budsjett, foerste.sum.brukt, foerste.uten_linje.brukt) == (80_000, 82_040, 40)
    assert foerste.stillinger.aarsverk == "0,15 årsverk"
    assert (andre.aar, andre.rader, andre.sum.brukt) == (2016, [], 500)
    fil = som(leser).get(reverse("nettverk:budsjett-export", args=[prosjekt.pk, "csv"])).content.decode()
    assert "2015;Samlinger;80000;;;1;;82000;-2000" in fil
    assert som(leser).get(reverse("nettverk:budsjett-export", args=[prosjekt.pk, "xlsx"])).status_code == 200


def test_next_years_budget_begins_as_a_copy_once(som, prosjektleder, prosjekt):
    prosjektrader(prosjekt)
    side = reverse("nettverk:budsjett-show", args=[prosjekt.pk])
    assert "Kopier linjene fra 2015 til 2016" in som(prosjektleder).get(side).content.decode()
    kopier = reverse("nettverk:budsjett-copy", args=[prosjekt.pk])
    svar = som(prosjektleder).post(kopier, {"fra_aar": 2015, "til_aar": 2016}, follow=True)
    assert "1 linje er kopiert." in svar.content.decode()
    assert "Kopier linjene" not in svar.content.decode(), "the project does not last into 2017"
    svar = som(prosjektleder).post(kopier, {"fra_aar": 2015, "til_aar": 2016}, follow=True)
    assert "Budsjettet for 2016 er alt begynt." in svar.content.decode()
    svar = som(prosjektleder).post(kopier, {"fra_aar": 2015, "til_aar": 2017}, follow=True)
    assert "Prosjektet varer ikke i dette året." in svar.content.decode()
    assert list(Budsjettlinje.objects.values_list("aar", "kroner")) == [(2015, 80_000), (2016, 80_000)]


def test_accounts_are_narrowed_sorted_summed_and_exported(som, leser, prosjekt):
    linje = prosjektrader(prosjekt)["budsjettlinje"]
    Regnskapspost.objects.create(
        prosjekt=prosjekt, dato=date(2016, 2, 1), tekst="Trykking", kroner=-300, bilag="B 7"
    )
    side = reverse("nettverk:regnskap-index", args=[prosjekt.pk])

    def titler(**valg):
        return [rad.record.tekst for rad in som(leser).get(side, valg).context["tabell"].rows]

    assert titler() == ["Trykking", "Leie av sal"]
    assert titler(sort="kroner") == ["Trykking", "Leie av sal"]
    assert titler(sort="-kroner") == titler(sort="dato") == ["Leie av sal", "Trykking"]
    assert titler(linje=linje.pk) == titler(aar=2015) == titler(q="sal") == ["Leie av sal"]
    assert titler(linje="null") == titler(q="b 7") == ["Trykking"]
    assert "2 poster, til sammen 11\u00a0700 kroner" in som(leser).get(side).content.decode()
    assert "Ingen poster passer" in som(leser).get(side, {"q": "finnes ikke"}).content.decode()
    eksport = reverse("nettverk:regnskap-export", args=[prosjekt.pk, "csv"])
    assert "Trykking" not in som(leser).get(eksport, {"aar": 2015}).content.decode()
    assert som(leser).get(reverse("nettverk:regnskap-export", args=[prosjekt.pk, "pdf"])).status_code == 404


def test_empty_pages_say_what_to_do(som, leser, prosjektleder, prosjekt):
    for navn, tekst in (
        ("budsjett-show", "Budsjettet er ikke ført ennå"),
        ("regnskap-index", "Ingen regnskapsposter ennå"),
    ):
        for person in (leser, prosjektleder):
            svar = som(person).get(reverse(f"nettverk:{navn}", args=[prosjekt.pk]))
            assert tekst in svar.content.decode()


@pytest.mark.parametrize("slag", RADSLAG)
def test_gates(som, prosjekt, slag, saksbehandler, nabosaksbehandler, prosjektleder):
    rad = prosjektrader(prosjekt)[slag]
    endre = reverse(f"nettverk:{slag}-edit", args=[rad.pk])
    assert som(prosjektleder).get(endre).status_code == 200
    assert som(saksbehandler).get(endre).status_code == som(nabosaksbehandler).get(endre).status_code == 403


def test_a_year_that_cannot_be_read_is_told_and_nothing_is_copied(som, prosjektleder, prosjekt):
    svar = som(prosjektleder).post(
        reverse("nettverk:budsjett-copy", args=[prosjekt.pk]),
        {"fra_aar": "i fjor", "til_aar": ""},
        follow=True,
    )
    assert "Velg hvilket år budsjettet skal kopieres fra, og til." in svar.content.decode()
    assert not prosjekt.budsjettlinjer.exists()


def test_a_button_without_a_version_deletes_nothing(som, prosjektleder, prosjekt):
    rad = Strategi.objects.create(prosjekt=prosjekt, nummer=1, tekst="Samle kommunene")
    svar = som(prosjektleder).post(reverse("nettverk:strategi-delete", args=[rad.pk]), follow=True)
    assert "Ikke slettet: raden er endret" in svar.content.decode()
    assert Strategi.objects.filter(pk=rad.pk).exists()
