"""Each rule on short texts: what it finds, and what it leaves alone."""

import pytest

from rapporter.tallkontroll.funn import Slag
from rapporter.tallkontroll.kontroll import kontroller_ark, kontroller_tekst

HARDT = "\N{NO-BREAK SPACE}"


def par(tekst):
    return [
        (ett.slag, ett.funnet.replace(HARDT, " "), ett.skal_vaere.replace(HARDT, " "))
        for ett in kontroller_tekst(tekst)
    ]


D, H, P, T, L = Slag.DIFFERANSE, Slag.DEL, Slag.PROSENT, Slag.TEKSTSUM, Slag.OPPTELLING


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Kommunene ble bedt om 640 plasser. De sa ja til 590. Differansen er 60.", (D, "60", "50")),
        ("Vi søkte om 90 000 kroner og fikk 60 000 kroner. Det gjenstår 40 000 kroner.", (D, "40 000", "30 000")),
        ("Planen var 24 kurs, og 19 kurs er gjennomført. Det mangler 6 kurs.", (D, "6", "5")),
        ("Tallet gikk fra 320 til 275, en nedgang på 55.", (D, "55", "45")),
        ("Behovet er 210 plasser, og kommunene har vedtatt 180 plasser, altså 40 for lite.", (D, "40", "30")),
        ("Behovet er 1.250 plasser. Kommunene har vedtatt 1.100 plasser. Da mangler 250 plasser.", (D, "250", "150")),
        ("Vi anmodet om 18 \n000 plasser. Kommunene vedtok 16 500. Det er 2 500 for lite.", (D, "2 500", "1 500")),
        ("Kurset hadde 40 deltakere, hvorav 45 fra Moss.", (H, "45", "høyst 40")),
        ("Av 30 søknader ble 34 innvilget.", (H, "34", "høyst 30")),
        ("19 av 18 kommuner har svart.", (H, "19", "høyst 18")),
        ("Det kom 25 personer. Av disse var det 30 barn.", (H, "30", "høyst 25")),
        ("9 av 18 kommuner (60 prosent) har svart.", (P, "60 prosent", "50 prosent")),
        ("60 prosent (9 av 18 kommuner) har svart.", (P, "60 prosent", "50 prosent")),
        ("Utlånet økte fra 200 til 260. Det er en økning på 40 prosent.", (P, "40 prosent", "30 prosent")),
        ("Utlånet økte med 40 prosent, fra 200 til 260.", (P, "40 prosent", "30 prosent")),
        ("Av disse er 32 personer, som er 25 prosent av 160 personer, fra Moss.", (P, "25 prosent", "20 prosent")),
        ("Andelen falt fra 12,5 til 10, en nedgang på 12,5 %.", (P, "12,5 prosent", "20 prosent")),
        ("Tallet er tredoblet, fra 20 til 41.", (P, "tredoblet", "2,05 ganger")),
        ("Tallet ble halvert, fra 80 til 60.", (P, "halvert", "0,75 ganger")),
        ("12 i Moss, 8 i Råde og 5 i Rygge, til sammen 24.", (T, "24", "25")),
        ("Vi kjøpte 12 bord, 30 stoler og 4 skap, til sammen 48 møbler.", (T, "48", "46")),
        ("Det kom 12 fra Moss, 8 fra Råde og 5 fra Rygge. Til sammen er det 27.", (T, "27", "25")),
        ("Til sammen 280 personer kom, 95 kvinner, 120 menn og 75 barn.", (T, "280", "290")),
        ("Kostnaden er 900.000,- + 80.000,- + 20.000,- = 1.100.000,-", (T, "1 100 000", "1 000 000")),
        ("Lønn 900.000,- Møter 80.000,- Div. 20.000,- SUM 1.100.000,- og ikke mer.", (T, "1 100 000", "1 000 000")),
        ("Tre fylker: Agder, Rogaland, Vestland og Oslo.", (L, "Tre", "4")),
        ("Gruppen har fem medlemmer: lederen, rektor, en lærer og to", (L, "fem", "4")),
        ("Følgende fire kommuner deltok:\n\n1. Moss\n2. Råde\n3. Rygge", (L, "4", "3")),
        ("Møtet er mandag 9. desember 2015.", (Slag.DATO, "mandag 9. desember 2015", "onsdag")),
        ("Fristen er 31.11.2015.", (Slag.DATO, "31.11.2015", "høyst 30. november 2015")),
        ("Fristen er 12.13.2015.", (Slag.DATO, "12.13.2015", "måned 1–12")),
        ("Fristen er 29. februar 2015.", (Slag.DATO, "29. februar 2015", "høyst 28. februar 2015")),
    ],
)  # fmt: skip
def test_it_is_found_alone(tekst, ventet):
    assert par(tekst) == [ventet]


@pytest.mark.parametrize(
    "tekst",
    [
        "Kommunene ble bedt om 640 plasser. De sa ja til 590. Differansen er 50.",
        "Vi holdt 12 møter og 3 kurs. Det mangler 4 referater.",
        "Behovet er om lag 600 plasser. Vi har vedtatt 515. Det er nærmere 90 for lite.",
        "Kurset hadde 40 deltakere, hvorav 40 fra Moss.",
        "11 av 18 kommuner (61 prosent) har svart, og 5 av 18 (28 %) har svart for barn.",
        "Tallet er nærmest tredoblet, fra 259 til 713.",
        "Behovet økte med om lag 30 prosent, fra 14 000 til 18 000.",
        "Tilskuddet økte med 40 prosent fra 2014 til 2015.",
        "Se § 4, kap. 3.2, St.meld. nr 30 (2003-2004), vedlegg 2 og side 12 av 10.",
        "Ring 69 24 70 00 eller 901 23 456 mellom kl. 10.30 og 15.00. Det mangler 4 skilt.",
        "Sak 15/680 og rundskriv H-12/99 gjelder 0-24-samarbeidet.",
        "I 2014, 2015 og 2016, til sammen 3 år, hadde vi møter.",
        "Vi har fire møter i året: i januar, mars, mai og oktober.",
        "Totalt 400 personer kom, 95 kvinner, 120 menn og 75 barn.",
        "Til sammen 290 personer kom, 95 kvinner, 120 menn og 75 barn.",
        "Tre kommuner, blant dem Moss og Råde, svarte.",
        "Møtet er onsdag 9. desember 2015, og det neste 29. februar 2016.",
        "Prosjektgruppen består av representanter fra 7 etater. Styringsgruppen vil bestå av 9 personer.",
        "Kommunene har vedtatt 40 plasser i 2015. I 2016 har kommunene vedtatt 60 plasser.",
        "Moss har vedtatt 40 plasser for 2016.\n\nRygge har vedtatt 20 plasser for 2016.",
        "Kommunene ble anmodet om 537 plasser for 2016.\n\nI november ble anmodningen for 2016 økt til 780 plasser.",
        "Tabell 3: Vedtak per 31.12.2014 sammenlignet med vedtak per 31.12.2015.",
    ],
)
def test_it_is_left_alone(tekst):
    assert par(tekst) == []


RAPPORT = "# Rapport for 2. tertial 2019\n\n"


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("## Gjennomførte aktiviteter\n\n- Kurs 3. september\n- Møte 1. mai", ["3. september"]),
        ("## Gjennomførte aktiviteter\n\n- Kurs 30. og 31. april 2019", ["30. april"]),
        ("## Aktiviteter i perioden\n\n- Kurs 12.06.2018", ["12.06.2018"]),
        ("Vi gjennomførte disse møtene:\n\n* Råde 4. mai\n* Moss 5. januar\n* Rygge 6. juni", ["5. januar"]),
        ("## Planlagte aktiviteter\n\n- Kurs 3. september", []),
        ("## Aktiviteter\n\n- Kurs 3. september er planlagt", []),
        ("## Om oss\n\n- Stiftet 3. september", []),
    ],
)
def test_activities_outside_the_period(tekst, ventet):
    funnet = [ett.funnet for ett in kontroller_tekst(RAPPORT + tekst) if ett.slag == Slag.PERIODE]
    assert funnet == ventet


@pytest.mark.parametrize(
    "periode",
    ["oktober, november og desember 2015", "siste kvartal 2015", "2. halvår 2015", "oktober–desember 2015"],
)
def test_a_period_may_be_told_in_many_ways(periode):
    tekst = f"Rapporten gjelder {periode}.\n\n## Aktiviteter\n\n- Samling 17. november\n- Samling 8. januar"
    assert [ett.funnet for ett in kontroller_tekst(tekst)] == ["8. januar"]


def test_a_list_of_activities_in_a_sheet():
    rader = [(1, ["Aktiviteter 3. tertial 2015", ""]), (2, ["Dato", "Hva"]), (3, ["2015-11-17", "Samling"]),
             (4, ["2016-01-08", "Samling"]), (5, ["2015-09-31", "Kurs"])]  # fmt: skip
    funnet = kontroller_ark("Plan", rader)
    assert [(ett.slag, ett.linje, ett.sted) for ett in funnet] == [
        (Slag.PERIODE, 4, "Plan, celle A4"),
        (Slag.DATO, 5, "Plan, celle A5"),
    ]


@pytest.mark.parametrize(
    ("tekst", "funnet", "skal"),
    [
        (
            "Fylket anmodet kommunene 17. november 2015 om 80 plasser.\n\nVedlegg 1: Anmodninger og svar per 1.10.2015",
            "1. oktober 2015", "17. november 2015 eller senere",
        ),
        (
            "Fylket anmodet 2. februar 2018 kommunene om 410 plasser.\n\nVedlegg 1. Vedtak pr. 15. januar 2018",
            "15. januar 2018", "2. februar 2018 eller senere",
        ),
        (
            "Alle tall i rapporten er per 31. desember 2015.\n\nTabell 2: Bosatte per 1. oktober 2015",
            "1. oktober 2015", "31. desember 2015",
        ),
        (
            "Skjæringsdatoen er 31.12.2015.\n\nPer 15. januar 2016 har 16 kommuner svart.",
            "15. januar 2016", "31. desember 2015",
        ),
        (
            "Per 29. januar 2016 har 16 kommuner vedtatt plasser.\n\nOversikten viser vedtak per 15. desember 2015.",
            "15. desember 2015", "29. januar 2016",
        ),
    ],
)  # fmt: skip
def test_two_cut_off_dates(tekst, funnet, skal):
    (ett,) = kontroller_tekst(tekst)
    assert (ett.slag, ett.funnet, ett.skal_vaere) == (Slag.SKJAERINGSDATO, funnet, skal)


@pytest.mark.parametrize(
    "tekst",
    [
        "Fylket anmodet kommunene 17. november 2015 om 80 plasser.\n\nVedlegg 1: Anmodninger og svar per 31.12.2015",
        "Alle tall i rapporten er per 31. desember 2015.\n\nTabell 2: Bosatte per 31.12.2015",
        "Per 1. september 2024 er 240 vedtatt. Per 1. september 2023 var det 198.",
    ],
)
def test_one_cut_off_date(tekst):
    assert kontroller_tekst(tekst) == []


GRUPPE = "Styringsgruppen består av {} personer fra {} organisasjoner.\n\nStyringsgruppen møtes om våren.\n\n"
MEDLEMMER = ["leder, Fylkesmannen", "rådgiver, Fylkesmannen", "direktør, NAV", "rektor, Høgskolen"]


@pytest.mark.parametrize(
    ("personer", "hus", "ventet"), [(4, 3, []), (5, 3, [("5", "4")]), (4, 4, [("4", "3")])]
)
@pytest.mark.parametrize("punkt", ["• ", "- ", "≡ ", "o ", "* "])
def test_a_group_against_its_list(personer, hus, ventet, punkt):
    liste = "\n".join(f"{punkt}{ett[0].upper() + ett[1:]}" for ett in MEDLEMMER)
    funnet = [(ett.funnet, ett.skal_vaere) for ett in kontroller_tekst(GRUPPE.format(personer, hus) + liste)]
    assert funnet == ventet


def test_a_row_total_and_a_part_are_held_against_their_row():
    rader = [(1, ["Kommune", "Voksne", "Barn", "I alt", "Herav EM"]), (2, ["Moss", "10", "5", "15", "3"]),
             (3, ["Råde", "8", "2", "10", "12"]), (4, ["Rygge", "7", "3", "10", "1"]),
             (5, ["Våler", "4", "4", "9", "0"]), (6, ["Sum", "29", "14", "44", "16"])]  # fmt: skip
    assert [(ett.slag, ett.linje, ett.funnet, ett.skal_vaere) for ett in kontroller_ark("", rader)] == [
        (Slag.DEL, 3, "12", "høyst 10"),
        (Slag.RADSUM, 5, "9", "8"),
    ]


def test_part_sums_are_held_against_the_rows_since_the_last():
    tekst = "Post\tKroner\nLønn\t100\nReise\t20\nDelsum drift\t120\nBord\t30\nStol\t5\nDelsum innkjøp\t36\nSum\t155"
    assert [(ett.linje, ett.funnet, ett.skal_vaere) for ett in kontroller_tekst(tekst)] == [(7, "36", "35")]


def test_a_sum_on_top_is_a_sum():
    tekst = "Kommune\tSøkt\nI alt\t61\nMoss\t20\nRåde\t30\nRygge\t10"
    assert [(ett.linje, ett.funnet, ett.skal_vaere) for ett in kontroller_tekst(tekst)] == [(2, "61", "60")]


def test_shares_are_not_added_up():
    assert kontroller_tekst("Kommune\tAndel\nMoss\t20 %\nRåde\t30 %\nRygge\t10 %\nTotalt\t25 %") == []


def test_short_rows_that_some_reading_explains_are_not_held_against_anybody():
    tekst = "        Søkt  Fått\nMoss   10   8\nRåde   20   15\nRygge 5\nSum    30   28"
    assert kontroller_tekst(tekst) == []


def test_cells_down_the_page_with_a_blank_and_a_sum_that_no_word_names():
    """As a scanner leaves the table of a county: Moss has no answer, and the last row bears the county's name."""
    celler = [
        "Kommune",
        "Søkt",
        "Fått",
        "Halden",
        "70",
        "57",
        "Moss",
        "80",
        "Råde",
        "105",
        "105",
        "Rygge",
        "190",
        "190",
    ]
    (funnet,) = kontroller_tekst("\n\n".join([*celler, "Østfold", "445", "342"]))
    assert (funnet.funnet, funnet.skal_vaere) == ("342", "352")
    assert "Fått" in funnet.forklaring
    assert kontroller_tekst("\n\n".join([*celler, "Østfold", "445", "352"])) == []
