"""A draft from a file: the preview, what stops it, saving all or nothing, and the way out again."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from anmodninger.models import Rundeutkast, Utkastlinje
from anmodninger.rundeark import EGEN, IMDI
from bosetting.brukere.models import Hendelse, Tilgang
from bosetting.felles import opplasting
from bosetting.felles.arbeidsbok import MAKS_BYTES
from bosetting.felles.regneark import Ark, som_xlsx
from bosetting.kommuner.models import Kommune
from tests.anmodninger.factories import RundeFactory, UtkastFactory, mange
from tests.kommuner.factories import KommuneFactory

pytestmark = pytest.mark.django_db

HODE = "Kommunenummer;Kommune;Totalt;Herav EM\n"


@pytest.fixture
def utkast(embete, halden, moss):
    return UtkastFactory(embete=embete, linjer=[(halden, 60, 5)], fylkestall_totalt=150)


@pytest.fixture
def klient(som, saksbehandler):
    return som(saksbehandler)


def url(utkast):
    return reverse("anmodninger:utkast-import", args=[utkast.pk])


def send(klient, utkast, innhold, navn="tall.csv"):
    innhold = innhold if isinstance(innhold, bytes) else innhold.encode()
    return klient.post(url(utkast), {"fil": SimpleUploadedFile(navn, innhold)})


def lagre(klient, utkast, svar):
    return klient.post(url(utkast), {"forhaandsvisning": svar.context["forhaandsvisning"]})


def endringer(svar):
    return {rad.kommune.nr: (rad.endring, rad.foer, rad.etter) for rad in svar.context["visning"].rader}


def tall(utkast):
    return set(utkast.linjer.values_list("kommune__nr", "totalt", "em"))


# ---------------------------------------------------------------- preview and saving


def test_a_file_is_shown_before_it_is_saved_and_then_saved(klient, utkast):
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n0104;Moss;80;\n")

    assert svar.status_code == 200
    assert endringer(svar) == {
        "0101": ("endret", (60, 5), (70, 5)),
        "0104": ("ny", (None, None), (80, None)),
    }
    assert tall(utkast) == {("0101", 60, 5)}

    svar = lagre(klient, utkast, svar)

    assert svar.headers["Location"] == reverse("anmodninger:utkast-tall", args=[utkast.pk])
    assert tall(utkast) == {("0101", 70, 5), ("0104", 80, None)}
    utkast.refresh_from_db()
    assert utkast.versjon == 2
    spor = Hendelse.objects.get(handling="leste inn fil til utkast")
    assert (spor.etter["fil"], spor.etter["ny"], spor.etter["endret"]) == ("tall.csv", 1, 1)


def test_cells_may_be_pasted_instead(klient, utkast):
    svar = klient.post(url(utkast), {"celler": "Kommunenr\tTotalt\n101\t1 234\n"})
    assert endringer(svar) == {"0101": ("endret", (60, 5), (1234, 5))}
    lagre(klient, utkast, svar)
    assert tall(utkast) == {("0101", 1234, 5)}


def test_a_workbook_is_read_whatever_it_is_called(klient, utkast):
    bok = som_xlsx(Ark("Tall", (), ("Kommunenr", "Totalt", "EM"), [("101", 70, 5)]))
    svar = send(klient, utkast, bok, "tall.csv")
    assert endringer(svar) == {"0101": ("endret", (60, 5), (70, 5))}


def test_a_municipality_that_the_file_does_not_name_keeps_its_figures_and_is_named(klient, utkast):
    svar = send(klient, utkast, HODE + "0104;Moss;80;\n")
    assert [kommune.nr for kommune in svar.context["visning"].ikke_nevnt] == ["0101"]
    assert "beholder tallene sine: Halden." in " ".join(svar.content.decode().split())
    lagre(klient, utkast, svar)
    assert tall(utkast) == {("0101", 60, 5), ("0104", 80, None)}


def test_a_blank_total_takes_the_municipality_out(klient, utkast):
    svar = send(klient, utkast, HODE + "0101;Halden;;\n")
    assert endringer(svar) == {"0101": ("fjernet", (60, 5), (None, None))}
    lagre(klient, utkast, svar)
    assert tall(utkast) == set()


def test_a_file_that_changes_nothing_has_nothing_to_save(klient, utkast):
    svar = send(klient, utkast, HODE + "0101;Halden;60;5\n")
    assert "Filen endrer ingenting" in svar.content.decode()
    assert svar.context["forhaandsvisning"] == ""


def test_the_sum_afterwards_is_held_against_the_stated_county_figure(klient, utkast):
    svar = send(klient, utkast, HODE + "0104;Moss;80;\n")
    assert (svar.context["visning"].sum_etter.totalt, svar.context["visning"].avvik_totalt) == (140, -10)
    assert "summerer kommunene til 140, men det er oppgitt 150" in svar.content.decode()


# ---------------------------------------------------------------- what stops it


@pytest.mark.parametrize(
    ("rad", "grunn"),
    [
        ("0104;Moss;x;", "er ikke et helt antall"),
        ("0104;Moss;10;11", "er flere enn totalt"),
        ("0199;;10;", "finnes ikke i registeret"),
        ("1201;Bergen;10;", "hører ikke til embetet"),
        ("3001;Halden;10;", "fantes ikke i 2016"),
        ("0104;Halden;10;", "0104 er Moss, men linjen sier «Halden», som har nummer 0101"),
        ("0101;Halden;10;", "Kommunen står to ganger, også på linje 2"),
        (";Moss;10;", "Kommunenummeret mangler"),
    ],
)
def test_one_bad_row_stops_the_file_and_is_named_with_its_line(klient, utkast, bergen, rad, grunn):
    KommuneFactory(nr="3001", navn="Halden", fra=date(2020, 1, 1))
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n" + rad + "\n")

    side = svar.content.decode()
    assert svar.status_code == 422
    assert [linje for linje, _grunn in svar.context["linjefeil"]] == [3]
    assert grunn in svar.context["linjefeil"][0][1]
    assert "Linje 3: " in side
    assert "<title>Feil: " in side
    assert svar.context["forhaandsvisning"] == ""
    assert tall(utkast) == {("0101", 60, 5)}


def test_another_year_in_the_file_stops_it(klient, utkast):
    svar = send(klient, utkast, "Kommunenummer;Bosettingsår;Totalt\n0101;2015;70\n")
    assert "Linjen gjelder 2015, men runden 2016." in svar.context["linjefeil"][0][1]


def test_a_name_that_is_nobodys_is_a_warning(klient, utkast):
    svar = send(klient, utkast, HODE + "0101;Haldn;70;5\n")
    assert svar.status_code == 200
    assert "men linjen sier «Haldn»" in svar.context["varsler"][0][1]
    assert svar.context["forhaandsvisning"]


def test_a_total_below_the_drafts_em_is_refused_when_the_file_has_no_em(klient, utkast):
    svar = send(klient, utkast, "Kommunenummer;Totalt\n0101;4\n")
    assert "filen har ingen EM-kolonne" in svar.context["linjefeil"][0][1]


def test_imdis_national_file_is_read_for_the_embete_and_the_rest_counted(klient, utkast, bergen):
    svar = send(
        klient, utkast,
        "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n"
        "101;2016;70,0;57,0;\n104;2016;.;;\n1201;2016;500,0;;\n1902;2016;5;;\n9999;2016;;;74\n101;2015;65;;\n",
    )  # fmt: skip
    visning = svar.context["visning"]
    assert (visning.feil, visning.utenfor, visning.andre_aar) == ([], 2, 1)
    assert endringer(svar)["0101"] == ("endret", (60, 5), (70, 5))


def test_an_unknown_number_of_our_own_county_is_a_fault_also_in_imdis_file(klient, utkast):
    svar = send(
        klient, utkast,
        "kommune_nr;aar;bosetting.anmodning;bosetting.vedtak;bosetting.bosatt\n101;2016;70;;\n199;2016;5;;\n",
    )  # fmt: skip
    assert [linje for linje, _grunn in svar.context["linjefeil"]] == [3]


@pytest.mark.parametrize(
    ("felt", "grunn"),
    [
        ({}, "Velg en fil, eller lim inn"),
        ({"fil": b"MZ" + bytes(300)}, "et program, ikke et regneark"),
        ({"fil": b""}, "Filen er tom"),
        ({"celler": "a\x00b"}, "tegn"),
        ({"fil": b"Kommunenr;Totalt\n101;5\n", "celler": "x;y"}, "ikke begge deler"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_field(klient, utkast, felt, grunn):
    if "fil" in felt:
        felt = felt | {"fil": SimpleUploadedFile("faktura.xlsx", felt["fil"])}
    svar = klient.post(url(utkast), felt)
    assert svar.status_code == 422
    assert grunn in svar.content.decode()


def test_a_file_that_is_too_large_is_413_and_is_not_kept(klient, utkast, monkeypatch):
    beholdt = []
    ekte = opplasting.Stoerrelsesvakt.file_complete

    def file_complete(self, file_size):
        beholdt.append(self.file.tell())
        return ekte(self, file_size)

    monkeypatch.setattr(opplasting.Stoerrelsesvakt, "file_complete", file_complete)
    svar = send(klient, utkast, b"x" * (MAKS_BYTES + 200_000))
    assert svar.status_code == 413
    assert "større enn 5 MB" in svar.content.decode()
    assert beholdt[0] <= MAKS_BYTES


def test_a_request_beyond_all_measure_is_refused_unread(klient, utkast, monkeypatch):
    monkeypatch.setattr(opplasting, "MAKS_FORESPOERSEL", 1000)
    assert send(klient, utkast, b"x" * 2000).status_code == 413


# ---------------------------------------------------------------- nothing stale, nothing forged


def test_a_draft_changed_after_the_preview_is_shown_anew_and_not_overwritten(klient, utkast, moss):
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n")
    Utkastlinje.objects.filter(utkast=utkast).update(totalt=65)
    Rundeutkast.objects.filter(pk=utkast.pk).update(versjon=2)

    nytt = lagre(klient, utkast, svar)

    assert nytt.status_code == 422
    assert "Noen har lagret utkastet etter at du åpnet siden" in nytt.content.decode()
    assert endringer(nytt) == {"0101": ("endret", (65, 5), (70, 5))}
    assert tall(utkast) == {("0101", 65, 5)}
    lagre(klient, utkast, nytt)
    assert tall(utkast) == {("0101", 70, 5)}


def test_what_was_true_at_the_preview_is_judged_again(klient, utkast, halden):
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n")
    Kommune.objects.filter(pk=halden.pk).update(til=date(2015, 1, 1))
    nytt = lagre(klient, utkast, svar)
    assert nytt.status_code == 422
    assert "fantes ikke i 2016" in nytt.context["linjefeil"][0][1]
    assert tall(utkast) == {("0101", 60, 5)}


@pytest.mark.parametrize("endre", [lambda tekst: tekst[:-3], lambda tekst: "A" + tekst[1:], lambda tekst: ""])
def test_a_preview_with_a_broken_seal_saves_nothing(klient, utkast, endre):
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n")
    nytt = klient.post(url(utkast), {"forhaandsvisning": endre(svar.context["forhaandsvisning"])})
    assert nytt.status_code == 422
    assert "Forhåndsvisningen gjelder ikke lenger" in nytt.content.decode()
    assert tall(utkast) == {("0101", 60, 5)}


def test_a_preview_of_one_draft_cannot_be_saved_in_another_nor_by_another(
    klient, utkast, embete, halden, som, prosjektleder
):
    annet = UtkastFactory(embete=embete, linjer=[(halden, 1, 0)])
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n")
    assert lagre(klient, annet, svar).status_code == 422
    assert lagre(som(prosjektleder), utkast, svar).status_code == 422
    assert (tall(utkast), tall(annet)) == ({("0101", 60, 5)}, {("0101", 1, 0)})


def test_a_draft_that_was_sent_meanwhile_leads_to_the_round(klient, utkast, saksbehandler):
    svar = send(klient, utkast, HODE + "0101;Halden;70;5\n")
    pk = utkast.pk
    utkast.delete()
    assert (
        klient.post(
            reverse("anmodninger:utkast-import", args=[pk]),
            {"forhaandsvisning": svar.context["forhaandsvisning"]},
        ).status_code
        == 404
    )  # a draft that no log remembers


# ---------------------------------------------------------------- out


def lastet(svar, format):
    if format == "csv":
        return [linje.split(";") for linje in svar.content.decode("utf-8-sig").splitlines()]
    return CalamineWorkbook.from_filelike(io.BytesIO(svar.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("form", [EGEN, IMDI])
def test_a_draft_goes_out_with_all_its_municipalities_and_comes_back_unchanged(klient, utkast, form, format):
    ut = klient.get(reverse("anmodninger:utkast-export", args=[utkast.pk, form, format]))
    assert "attachment" in ut["Content-Disposition"]
    assert any("0104" in str(rad) or "104" in str(rad) for rad in lastet(ut, format))

    svar = send(klient, utkast, ut.content, f"x.{format}")
    assert svar.context["visning"].feil == []
    assert {endring for endring, _foer, _etter in endringer(svar).values()} == {"uendret"}


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_name_that_begins_as_a_formula_is_text_and_comes_back(klient, utkast, halden, format):
    Kommune.objects.filter(pk=halden.pk).update(navn='=HYPERLINK("http://x")')
    ut = klient.get(reverse("anmodninger:utkast-export", args=[utkast.pk, EGEN, format]))
    assert any("'=HYPERLINK" in str(rad) for rad in lastet(ut, format))
    svar = send(klient, utkast, ut.content)
    assert (svar.context["visning"].feil, svar.context["visning"].varsler) == ([], [])


def test_a_sent_round_goes_out_with_its_sum(klient, embete, halden, moss):
    runde = RundeFactory(embete=embete, linjer=[(halden, 60, 5), (moss, 80, 20)])
    ut = klient.get(reverse("anmodninger:runde-export", args=[runde.pk, EGEN, "csv"]))
    assert ut["Content-Disposition"] == 'attachment; filename="anmodning-2016-sendt-2015-08-20.csv"'
    assert lastet(ut, "csv") == [
        ["Kommunenummer", "Kommune", "Bosettingsår", "Totalt", "Herav enslige mindreårige"],
        ["0101", "Halden", "2016", "60", "5"],
        ["0104", "Moss", "2016", "80", "20"],
        ["Sum", "", "", "140", "25"],
    ]


def test_a_national_round_goes_out_as_far_as_she_may_see_it(klient, halden, bergen):
    runde = RundeFactory(embete=None, linjer=[(halden, 60), (bergen, 500)])
    ut = klient.get(reverse("anmodninger:runde-export", args=[runde.pk, IMDI, "csv"]))
    assert [rad[0] for rad in lastet(ut, "csv")[1:]] == ["101"]


@pytest.mark.parametrize(("form", "format"), [("annen", "csv"), (EGEN, "pdf")])
def test_an_unknown_shape_is_not_found(klient, utkast, form, format):
    svar = klient.get(reverse("anmodninger:utkast-export", args=[utkast.pk, form, format]))
    assert svar.status_code == 404


def test_one_who_only_reads_here_may_download_the_round_but_not_touch_the_draft(
    som, saksbehandler, naboembete
):
    Tilgang.objects.create(bruker=saksbehandler, rolle="leser", embete=naboembete, fra=date(2016, 1, 1))
    runde, annet = RundeFactory(embete=naboembete), UtkastFactory(embete=naboembete)
    klient = som(saksbehandler)
    assert klient.get(reverse("anmodninger:runde-export", args=[runde.pk, EGEN, "csv"])).status_code == 200
    assert klient.get(url(annet)).status_code == 404


# ---------------------------------------------------------------- cost


@pytest.mark.parametrize("antall", [18, 428])
def test_preview_and_saving_cost_the_same_at_every_size(
    klient, embete, antall, django_assert_num_queries, django_assert_max_num_queries
):
    kommuner = mange(embete, antall)
    utkast = UtkastFactory(embete=embete)
    klient.get(url(utkast))
    tekst = HODE + "".join(f"{kommune.nr};{kommune.navn};10;5\n" for kommune in kommuner)
    with django_assert_num_queries(9):
        svar = send(klient, utkast, tekst)
    assert len(svar.context["visning"].rader) == antall
    # SQLite takes the 428 rows in two portions.
    with django_assert_max_num_queries(21):
        lagre(klient, utkast, svar)
    assert utkast.linjer.count() == antall


def test_pasted_cells_with_a_fault_stay_to_be_mended(klient, utkast):
    celler = "Kommunenr\tTotalt\n101\tabc\n"

    svar = klient.post(url(utkast), {"celler": celler})

    assert svar.status_code == 422
    assert svar.context["form"]["celler"].value() == celler
    assert "Hva de innlimte cellene endrer" in svar.content.decode()
