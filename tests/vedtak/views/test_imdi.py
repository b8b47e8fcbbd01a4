"""IMDi's figures on the web: for the embete's own municipalities, shown first, and saved as they were shown."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from anmodninger.models import Anmodning, Anmodningsrunde
from bosetting.brukere.models import Tilgang
from bosetting.felles.dag import naa
from tests.anmodninger.factories import RundeFactory, mange
from vedtak.models import Bosatt, ImdiTall, Vedtak

pytestmark = pytest.mark.django_db

URL = reverse("vedtak:imdi-import")
HODE = "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n"
FOERSTE = HODE + "101;2016;70,0;57,0;\n104;2016;80,0;:;.\n"
ANDRE = HODE + "101;2016;70,0;60,0;\n104;2016;80,0;40,0;3,0\n"


@pytest.fixture
def klient(som, saksbehandler, halden, moss):
    return som(saksbehandler)


def send(klient, tekst, per_dato="2016-02-12", navn="imdi.csv"):
    return klient.post(URL, {"fil": SimpleUploadedFile(navn, tekst.encode("latin-1")), "per_dato": per_dato})


def lagre(klient, svar):
    return klient.post(URL, {"forhaandsvisning": svar.context["forhaandsvisning"]})


def les_inn(klient, tekst, per_dato="2016-02-12"):
    return lagre(klient, send(klient, tekst, per_dato))


def svar_i_basen():
    return list(Vedtak.objects.order_by("pk").values_list("kommune__nr", "totalt", "mottatt"))


def test_a_snapshot_is_shown_and_nothing_is_kept_before_it_is_saved(klient, saksbehandler):
    svar = send(klient, FOERSTE)

    assert svar.status_code == 200
    assert [(ett.kommune.nr, ett.foer, ett.etter) for ett in svar.context["resultat"].svarendringer] == [
        ("0101", None, 57)
    ]
    assert (Vedtak.objects.count(), ImdiTall.objects.count(), Anmodningsrunde.objects.count()) == (0, 0, 0)

    svar = lagre(klient, svar)

    assert svar.headers["Location"] == reverse("vedtak:status-show", args=[2016])
    assert svar_i_basen() == [("0101", 57, date(2016, 2, 12))]
    assert set(Anmodning.objects.values_list("kommune__nr", "totalt")) == {("0101", 70), ("0104", 80)}
    assert Vedtak.objects.get().registrert_av == saksbehandler


def test_only_what_changed_is_new_and_the_same_file_again_has_nothing_to_save(klient):
    les_inn(klient, FOERSTE)
    svar = send(klient, ANDRE, "2016-02-18")
    assert [(ett.kommune.nr, ett.foer, ett.etter) for ett in svar.context["resultat"].svarendringer] == [
        ("0101", 57, 60),
        ("0104", None, 40),
    ]
    lagre(klient, svar)
    assert Bosatt.objects.get().antall == 3

    svar = send(klient, ANDRE, "2016-02-18")
    assert svar.context["forhaandsvisning"] == ""
    assert "lest inn før" in svar.content.decode()


def test_rows_outside_her_embete_are_passed_over_and_counted(klient, bergen):
    svar = send(klient, FOERSTE + "1201;2016;500;500;\n1902;2016;1;1;\n")
    assert svar.context["resultat"].utenfor == 2
    assert "2 linjer gjelder kommuner utenfor embetet" in " ".join(svar.content.decode().split())
    lagre(klient, svar)
    assert set(ImdiTall.objects.values_list("kommune__nr", flat=True)) == {"0101", "0104"}


def test_an_embete_where_she_only_reads_is_outside(klient, saksbehandler, naboembete, bergen):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2016, 1, 1))
    assert send(klient, FOERSTE + "1201;2016;500;500;\n").context["resultat"].utenfor == 1


def test_the_embetes_own_round_is_compared_and_left_alone(klient, embete, halden):
    RundeFactory(embete=embete, linjer=[(halden, 60, 10)])
    svar = send(klient, FOERSTE)
    assert "70 hos IMDi, 60 i runden" in svar.content.decode()
    lagre(klient, svar)
    assert Anmodning.objects.filter(kommune=halden).get().totalt == 60


@pytest.mark.parametrize(
    ("tekst", "per_dato", "grunn"),
    [
        (FOERSTE + "101;2016;1;1;1\n", "2016-02-12", "Linje 4: Kommunen står to ganger"),
        (FOERSTE.replace("57,0", "x"), "2016-02-12", "Linje 2: «x»"),
        (FOERSTE + "199;2016;1;1;\n", "2016-02-12", "Linje 4: Kommune 0199 finnes ikke"),
        (FOERSTE, "", "Oppgi datoen tallene gjelder for"),
        (FOERSTE, "2016-03-10", "i framtiden"),
        (FOERSTE, "31.02.2016", "Skriv en dato som finnes"),
        ("a;b\n1;2\n", "2016-02-12", "Fant ikke kolonnen"),
        (HODE + "1201;2016;1;1;\n", "2016-02-12", "Ingen av linjene"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_cause(klient, tekst, per_dato, grunn):
    svar = send(klient, tekst, per_dato)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()
    assert "<title>Feil: " in svar.content.decode()
    assert ImdiTall.objects.count() == 0


@pytest.mark.parametrize("per_dato", ["", "2016-03-10"])
def test_a_fault_of_the_date_stands_at_the_date_and_pasted_cells_stay(klient, per_dato):
    svar = klient.post(URL, {"celler": FOERSTE, "per_dato": per_dato})

    assert svar.status_code == 422
    assert set(svar.context["form"].errors) == {"per_dato"}
    assert svar.context["form"]["celler"].value() == FOERSTE
    assert "Linje 1" not in svar.content.decode()


def test_pasted_cells_stay_when_a_line_is_refused(klient):
    celler = FOERSTE.replace("57,0", "x")

    svar = klient.post(URL, {"celler": celler, "per_dato": "2016-02-12"})

    assert svar.status_code == 422
    assert svar.context["form"]["celler"].value() == celler


def test_what_somebody_registered_after_the_preview_makes_it_show_anew(klient, halden):
    svar = send(klient, FOERSTE)
    Vedtak.objects.create(
        kommune=halden, aar=2016, totalt=57, em=7, mottatt=date(2016, 2, 1), registrert_at=naa()
    )
    nytt = lagre(klient, svar)
    assert nytt.status_code == 422
    assert "Noe er registrert etter at du åpnet" in nytt.content.decode()
    assert (nytt.context["resultat"].svar, ImdiTall.objects.count()) == (0, 0)
    lagre(klient, nytt)
    assert (Vedtak.objects.get().em, ImdiTall.objects.count()) == (7, 2)


def test_a_forged_or_borrowed_preview_saves_nothing(klient, som, prosjektleder):
    svar = send(klient, FOERSTE)
    assert klient.post(URL, {"forhaandsvisning": "tull"}).status_code == 422
    assert lagre(som(prosjektleder), svar).status_code == 422
    assert ImdiTall.objects.count() == 0


def test_a_file_with_its_own_dates_needs_no_other(klient):
    tekst = "kommune_nr,aar,per_dato,anmodning,vedtak,bosatt\n0101,2016,2016-02-02,70,57,\n"
    assert send(klient, tekst, "").status_code == 200
    assert send(klient, tekst, "2016-02-12").status_code == 422


def test_the_page_is_reached_from_the_rounds(klient):
    assert f'href="{URL}"' in klient.get(reverse("anmodninger:runde-index")).content.decode()


@pytest.mark.parametrize("antall", [18, 428])
def test_the_preview_costs_the_same_at_every_size(klient, embete, antall, django_assert_max_num_queries):
    kommuner = mange(embete, antall, fra_nr=105)
    klient.get(URL)
    tekst = HODE + "".join(f"{int(kommune.nr)};2016;10;5;1\n" for kommune in kommuner)
    # A row is written in one statement with others; SQLite takes 428 of them in several portions.
    with django_assert_max_num_queries(42):
        svar = send(klient, tekst)
    assert svar.context["resultat"].svar == antall
