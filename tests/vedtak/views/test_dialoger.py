"""Pages of the dialogue log: open follow-ups, the list, one contact; nobody outside the embete sees a trace."""

import csv
import io
import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bosetting.brukere.models import Tilgang
from tests.kommuner.factories import KommuneFactory
from tests.vedtak.factories import DialogFactory
from vedtak.models import Dialog

pytestmark = pytest.mark.django_db
AAPNE, ALLE, NY = (
    reverse(f"vedtak:{navn}") for navn in ("oppfoelging-index", "dialog-index", "dialog-create")
)


def innhold(svar) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(svar.content.decode().split())


def side(dialog, verb="show"):
    return reverse(f"vedtak:dialog-{verb}", args=[dialog.pk])


@pytest.fixture
def dialog(embete, halden):
    return DialogFactory(embete=embete, kommune=halden)


def skjema(kommune, **endret):
    return {
        "noekkel": uuid4(), "kommune": kommune.pk, "form": "besoek", "dato": "2016-03-01", "deltakere": "ordføreren",
        "emne": "Boliger", "notat": "Tre boliger klare.", "oppfoelging": "Sende tilsagn",
        "oppfoelging_dato": "2016-03-20",
    } | endret  # fmt: skip


def test_open_follow_ups_stand_the_most_overdue_first_with_days_over(
    som, saksbehandler, embete, halden, moss
):
    felles = {"embete": embete, "kommune": moss}
    DialogFactory(**felles, oppfoelging="Uten dag", oppfoelging_dato=None)
    DialogFactory(**felles, oppfoelging="Neste uke", oppfoelging_dato=date(2016, 3, 15))
    DialogFactory(**felles, oppfoelging="Litt sen", oppfoelging_dato=date(2016, 3, 8))
    DialogFactory(**felles | {"kommune": halden}, oppfoelging="Svært sen", oppfoelging_dato=date(2016, 2, 20))
    DialogFactory(**felles, oppfoelging="I dag", oppfoelging_dato=date(2016, 3, 9))
    DialogFactory(**felles, oppfoelging="Gjort", gjort=True)
    tekst = innhold(som(saksbehandler).get(AAPNE))
    rader = re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a></th><td>(.*?)</td>', tekst)
    assert rader == [
        ("Svært sen", "Halden"), ("Litt sen", "Moss"), ("I dag", "Moss"), ("Neste uke", "Moss"), ("Uten dag", "Moss"),
    ]  # fmt: skip
    assert re.findall(r'<strong class="for-sent">(\d+)</strong>', tekst) == ["18", "1"]
    assert '5 åpne oppfølginger, <strong class="for-sent">2 over datoen</strong>' in tekst


def test_empty_lists_say_what_comes_here(som, saksbehandler, dialog):
    dialog.delete()
    assert "Ingenting å følge opp" in innhold(som(saksbehandler).get(AAPNE))
    assert "Ingen kontakter ennå" in innhold(som(saksbehandler).get(ALLE))


def emner(svar):
    return re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a></th>', innhold(svar))


@pytest.mark.parametrize(
    ("valg", "treff"),
    [
        ({}, ["Ny", "Midt", "Gammel"]),
        ({"kommune": "moss"}, ["Midt"]),
        ({"form": "telefon"}, ["Gammel"]),
        ({"fra": "2016-01-02", "til": "2016-02-01"}, ["Midt"]),
        ({"aapne": "on"}, ["Ny"]),
        ({"fra": "tull"}, ["Ny", "Midt", "Gammel"]),
        ({"kommune": "999999"}, ["Ny", "Midt", "Gammel"]),
        ({"form": "besoek", "til": "2015-01-01"}, []),
    ],
)
def test_the_list_is_newest_first_and_narrowed(som, saksbehandler, embete, halden, moss, valg, treff):
    DialogFactory(
        embete=embete, kommune=halden, emne="Gammel", dato=date(2016, 1, 1), form="telefon", gjort=True
    )
    DialogFactory(embete=embete, kommune=halden, emne="Ny", dato=date(2016, 3, 1))
    DialogFactory(embete=embete, kommune=moss, emne="Midt", dato=date(2016, 2, 1), uten_avtale=True)
    if valg.get("kommune") == "moss":
        valg = {"kommune": moss.pk}
    svar = som(saksbehandler).get(ALLE, valg)
    assert emner(svar) == treff
    assert ("Ingen kontakter passer" in innhold(svar)) == (not treff)
    assert (">Noe i filteret er feil" in innhold(svar)) == (set(valg.values()) & {"tull", "999999"} != set())


def test_the_fragment_is_the_part_the_page_includes(som, saksbehandler, dialog):
    hele = som(saksbehandler).get(ALLE, {"form": "besoek"})
    del_ = som(saksbehandler).get(ALLE, {"form": "besoek"}, headers={"HX-Request": "true"})
    treff, resten = re.fullmatch(
        r'<p id="treff" hx-swap-oob="innerHTML">(.*?)</p>(.*)', del_.content.decode().strip(), re.DOTALL
    ).groups()
    assert treff == "1 kontakt"
    assert f'<p id="treff" role="status">{treff}</p>' in hele.content.decode()
    assert resten.strip() in hele.content.decode()


@pytest.mark.parametrize("antall", [3, 60])
@pytest.mark.parametrize(("adresse", "spoerringer"), [(AAPNE, 9), (ALLE, 7)])
def test_the_lists_cost_the_same_however_long(
    som, saksbehandler, embete, antall, adresse, spoerringer, django_assert_num_queries
):
    for nr in range(antall):
        DialogFactory(
            embete=embete, kommune=KommuneFactory(nr=f"{110 + nr:04d}"), registrert_av=saksbehandler,
            dato=date(2016, 1, 1 + nr % 30),
        )  # fmt: skip
    klient = som(saksbehandler)
    klient.get(adresse)
    with django_assert_num_queries(spoerringer):
        svar = klient.get(adresse)
    assert len(svar.context["tabell"].page) == min(antall, 25)


def test_the_export_holds_what_the_list_shows_and_no_formula(som, saksbehandler, embete, halden, moss):
    DialogFactory(embete=embete, kommune=halden, emne="=1+1", sen=True)
    DialogFactory(embete=embete, kommune=moss)
    klient = som(saksbehandler)
    svar = klient.get(reverse("vedtak:dialog-export", args=["csv"]), {"kommune": halden.pk})
    hode, rad = csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";")
    rad = dict(zip(hode, rad, strict=True))
    assert rad["Kommune"] == "Halden"
    assert rad["Emne"] == "'=1+1"
    assert rad["Dager over"] == "8"
    assert rad["Notat"] == "Kommunen leter etter boliger i sentrum."
    bok = klient.get(reverse("vedtak:dialog-export", args=["xlsx"]), {"aapne": "on"})
    ark = CalamineWorkbook.from_filelike(io.BytesIO(bok.content)).get_sheet_by_index(0).to_python()
    assert ark[1][0] == "Utvalg – Bare med åpen oppfølging"
    assert {rad[2] for rad in ark[4:]} == {"Halden", "Moss"}
    assert klient.get(reverse("vedtak:dialog-export", args=["exe"])).status_code == 404


def test_a_contact_is_registered_once_from_the_municipalitys_page(som, saksbehandler, halden):
    klient = som(saksbehandler)
    kommuneside = reverse("vedtak:kommune-show", args=[halden.pk])
    assert f'href="{NY}?kommune={halden.pk}"' in innhold(klient.get(kommuneside))
    tom = innhold(klient.get(NY, {"kommune": halden.pk}))
    assert f'<option value="{halden.pk}" selected>Halden (0101)</option>' in tom
    assert 'value="2016-03-09"' in tom
    data = skjema(halden)
    svar = klient.post(NY, data)
    assert klient.post(NY, data).url == svar.url == side(Dialog.objects.get())
    vist = innhold(klient.get(svar.url))
    for tekst in (
        "Halden, besøk 1. mars 2016",
        "ordføreren",
        "Tre boliger klare.",
        "Sende tilsagn",
        "av Siri Saks",
    ):
        assert tekst in vist


def test_the_choices_are_the_municipalities_of_ones_own_embete_those_of_today_first(
    som, saksbehandler, halden, bergen
):
    KommuneFactory(nr="0198", navn="Gammelby", til=date(2016, 1, 1))
    KommuneFactory(nr="0199", navn="Nyby", fra=date(2020, 1, 1))
    tekst = innhold(som(saksbehandler).get(NY))
    assert re.findall(r'<option value="\d+">(\w+) \(', tekst) == ["Halden", "Gammelby"]
    assert re.findall(r'<optgroup label="(.*?)">', tekst) == ["Kommuner i dag", "Tidligere kommuner"]
    svar = som(saksbehandler).post(NY, skjema(bergen))
    assert svar.status_code == 422
    assert "Velg en av kommunene." in innhold(svar)


@pytest.mark.parametrize("valgt", ["bergen", "999999", "x", "9" * 30])
def test_a_municipality_one_does_not_keep_is_not_filled_in(som, saksbehandler, bergen, valgt):
    valgt = bergen.pk if valgt == "bergen" else valgt
    svar = som(saksbehandler).get(NY, {"kommune": valgt})
    assert svar.status_code == 200
    assert "selected" not in innhold(svar).split("<select")[1].replace('value="" selected', "")
    assert "Bergen" not in innhold(svar)


@pytest.mark.parametrize(
    ("feil", "grunn"),
    [
        ({"dato": "2016-03-10"}, "Datoen er fram i tid."),
        ({"oppfoelging": ""}, "Skriv hva som skal følges opp."),
        ({"oppfoelging_dato": "2016-01-01"}, "Oppfølgingen kan ikke være før kontakten."),
        ({"form": ""}, "Velg hva slags kontakt det var."),
        ({"emne": " "}, "Skriv hva kontakten gjaldt."),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_nothing_lost(som, saksbehandler, halden, feil, grunn):
    svar = som(saksbehandler).post(NY, skjema(halden, **feil))
    assert svar.status_code == 422
    assert grunn in innhold(svar)
    assert "Tre boliger klare." in innhold(svar)
    assert not Dialog.objects.exists()


def test_two_who_change_the_same_contact_lose_nothing(som, saksbehandler, prosjektleder, dialog, halden):
    foerste = skjema(halden, versjon=1, emne="Først", notat="A")
    assert som(prosjektleder).post(side(dialog, "edit"), foerste).url == side(dialog)
    andre = skjema(halden, versjon=1, emne="Sist", notat="A")
    svar = som(saksbehandler).post(side(dialog, "edit"), andre)
    assert svar.status_code == 422
    tekst = innhold(svar)
    assert "Pia Prosjektleder har lagret etter at du åpnet siden" in tekst
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", tekst) == [("Emne", "Først")]
    assert 'value="Sist"' in tekst
    [versjon] = re.findall(r'name="versjon" value="(\d+)"', tekst)
    assert som(saksbehandler).post(side(dialog, "edit"), andre | {"versjon": versjon}).status_code == 302
    dialog.refresh_from_db()
    assert (dialog.emne, dialog.versjon) == ("Sist", 3)


def test_a_follow_up_is_marked_as_done_and_opened_again(som, saksbehandler, dialog):
    klient = som(saksbehandler)
    assert "Sende oversikt over Husbankens tilskudd" in innhold(klient.get(side(dialog, "follow-up")))
    data = {"versjon": 1, "oppfulgt_dato": "2016-03-09", "oppfulgt_merknad": "Sendt med e-post."}
    tomt = klient.post(side(dialog, "follow-up"), data | {"oppfulgt_merknad": ""})
    assert tomt.status_code == 422
    assert "Skriv hva som ble gjort." in innhold(tomt)
    assert klient.post(side(dialog, "follow-up"), data).url == AAPNE
    vist = innhold(klient.get(side(dialog)))
    assert "fulgt opp 09.03.2016" in vist
    assert "Sendt med e-post." in vist
    assert klient.get(side(dialog, "follow-up")).url == side(dialog)
    assert klient.post(side(dialog, "reopen")).url == side(dialog)
    assert "følges opp 15.03.2016" in innhold(klient.get(side(dialog)))


def test_one_who_marks_as_done_what_was_just_changed_is_told(
    som, saksbehandler, prosjektleder, dialog, halden
):
    som(prosjektleder).post(side(dialog, "edit"), skjema(halden, versjon=1, oppfoelging="Noe helt annet"))
    data = {"versjon": 1, "oppfulgt_dato": "2016-03-09", "oppfulgt_merknad": "Sendt."}
    svar = som(saksbehandler).post(side(dialog, "follow-up"), data)
    assert svar.status_code == 422
    assert "Noe helt annet" in innhold(svar)
    assert 'name="versjon" value="2"' in innhold(svar)
    assert 'value="Sendt."' in innhold(svar)


def test_nothing_agreed_cannot_be_done(som, saksbehandler, embete, halden):
    tom = DialogFactory(embete=embete, kommune=halden, uten_avtale=True)
    klient = som(saksbehandler)
    assert klient.get(side(tom, "follow-up")).url == side(tom)
    data = {"versjon": 1, "oppfulgt_dato": "2016-03-09", "oppfulgt_merknad": "Sendt."}
    assert "ikke avtalt noen oppfølging" in innhold(klient.post(side(tom, "follow-up"), data))
    assert klient.post(side(tom, "reopen")).url == side(tom)
    tom.refresh_from_db()
    assert tom.versjon == 1


def test_the_municipalitys_page_shows_the_latest_and_the_open(som, saksbehandler, embete, halden, moss):
    for nr in range(1, 8):
        DialogFactory(
            embete=embete, kommune=halden, emne=f"Emne {nr}", dato=date(2016, 1, nr), uten_avtale=True
        )
    DialogFactory(embete=embete, kommune=halden, emne="Eldst", dato=date(2015, 1, 1), sen=True)
    DialogFactory(embete=embete, kommune=moss, emne="I Moss")
    tekst = innhold(som(saksbehandler).get(reverse("vedtak:kommune-show", args=[halden.pk])))
    assert re.findall(r">(Emne \d|Eldst|I Moss)</a>", tekst) == [f"Emne {nr}" for nr in (7, 6, 5, 4, 3)]
    assert '<span class="for-sent">1. mars 2016 (over datoen)</span>' in tekst
    assert f'href="{ALLE}?kommune={halden.pk}"' in tekst


@pytest.mark.parametrize("navn", ["leser", "kontaktperson"])
def test_others_see_no_trace_on_the_municipalitys_page(navn, request, som, dialog, halden):
    """Byte for byte the page of a municipality that nobody has talked with."""
    klient = som(request.getfixturevalue(navn))
    adresse = reverse("vedtak:kommune-show", args=[halden.pk])

    def uten_token():
        return re.sub(r'("|value=")[A-Za-z0-9]{64}"', "", klient.get(adresse).content.decode())

    med = uten_token()
    dialog.delete()
    assert uten_token() == med
    for ord_ in ("Dialog", "/oppfoelging/", "Oppfølging", "Husbanken"):
        assert ord_ not in med


def test_one_who_keeps_another_embetes_log_and_reads_here_sees_no_trace(
    som, nabosaksbehandler, embete, halden, dialog
):
    Tilgang.objects.create(bruker=nabosaksbehandler, rolle="leser", embete=embete, fra=date(2015, 1, 1))
    klient = som(nabosaksbehandler)
    tekst = innhold(klient.get(reverse("vedtak:kommune-show", args=[halden.pk])))
    assert 'id="dialog"' not in tekst
    assert "Ingenting å følge opp" in innhold(klient.get(AAPNE))
    assert "Ingen kontakter ennå" in innhold(klient.get(ALLE))
    assert "Halden" not in innhold(klient.get(NY))
    for verb in ("show", "edit", "follow-up"):
        assert klient.get(side(dialog, verb)).status_code == 404
    for verb in ("edit", "follow-up", "reopen"):
        assert klient.post(side(dialog, verb)).status_code == 404
    eksport = klient.get(reverse("vedtak:dialog-export", args=["csv"]))
    assert len(eksport.content.decode().splitlines()) == 1
    assert klient.post(NY, skjema(halden)).status_code == 422


def test_one_who_keeps_two_logs_sees_both_and_writes_in_the_right_one(
    som, saksbehandler, naboembete, embete, bergen, dialog
):
    Tilgang.objects.create(
        bruker=saksbehandler, rolle="saksbehandler", embete=naboembete, fra=date(2015, 1, 1)
    )
    klient = som(saksbehandler)
    assert klient.post(NY, skjema(bergen)).status_code == 302
    assert Dialog.objects.get(kommune=bergen).embete == naboembete
    assert emner(klient.get(ALLE)) == ["Boliger", "Boliger for familier"]


@pytest.mark.parametrize("navn", ["leser", "kontaktperson", "systemansvarlig", "uten_rolle"])
def test_the_wrong_role_is_refused_and_has_no_menu_point(navn, request, som, dialog):
    klient = som(request.getfixturevalue(navn))
    for adresse in (AAPNE, ALLE, NY, side(dialog), reverse("vedtak:dialog-export", args=["csv"])):
        assert klient.get(adresse).status_code == 403
    assert AAPNE not in klient.get(reverse("start"), follow=True).content.decode()


def test_the_neighbour_finds_nothing(som, nabosaksbehandler, dialog, client):
    klient = som(nabosaksbehandler)
    assert klient.get(side(dialog)).status_code == 404
    assert dialog.emne not in innhold(klient.get(ALLE))
    client.logout()
    assert client.get(AAPNE).url.startswith("/konto/")
