"""What holds for every table and every order of paragraphs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rapporter.tallkontroll.funn import Slag
from rapporter.tallkontroll.kontroll import kontroller_ark, kontroller_tekst

NAVN = ["Aldal", "Bekkvik", "Dalen", "Elvestad", "Furuset", "Gran", "Holm", "Ilseng", "Jordet", "Kvam"]
KOLONNER = ["Søkt", "Innvilget", "Avslått", "Trukket", "Utbetalt"]
SUMORD = ["Sum", "Totalt", "I alt", "Til sammen", "SUM", "Sum kommunene"]
BLANK = "–"


def tall(verdi: int, skille: str) -> str:
    return f"{verdi:,}".replace(",", skille)


@st.composite
def tabeller(draw, blanke: bool = False):
    """A table with its right sums: names of columns, rows with their cells (None: blank), sums, the sum's word."""
    bredde, antall = draw(st.integers(1, 5)), draw(st.integers(2, 10))
    # A row whose only figure is a year is read as a heading.
    celle = st.integers(0, 99_000).filter(lambda verdi: not 1900 <= verdi <= 2100)
    if blanke:
        celle = st.one_of(celle, st.none())
    rader = [[draw(celle) for _kolonne in range(bredde)] for _rad in range(antall)]
    for kolonne in range(bredde):
        if sum(rad[kolonne] is not None for rad in rader) < 2:
            rader[0][kolonne], rader[1][kolonne] = 7, 11
    summer = [sum(rad[kolonne] or 0 for rad in rader) for kolonne in range(bredde)]
    return KOLONNER[:bredde], list(zip(NAVN, rader, strict=False)), summer, draw(st.sampled_from(SUMORD))


def rader(tabell, skille=""):
    """Return every line of the table as texts: heading, rows, sums."""
    kolonner, innhold, summer, ord_ = tabell
    yield ["Kommune", *kolonner]
    for navn, celler in innhold:
        yield [navn, *(BLANK if celle is None else tall(celle, skille) for celle in celler)]
    yield [ord_, *(tall(verdi, skille) for verdi in summer)]


def som_markdown(tabell, skille):
    hode, *resten = rader(tabell, skille)
    streker = ["---"] * len(hode)
    return "\n".join(f"| {' | '.join(rad)} |" for rad in [hode, streker, *resten])


def som_tabulator(tabell, skille):
    return "\n".join("\t".join(rad) for rad in rader(tabell, skille))


def som_semikolon(tabell, skille):
    return "\n".join(";".join(rad) for rad in rader(tabell, skille))


def som_kolonner(tabell, skille):
    return "\n".join(
        "  ".join([f"{rad[0]:16}", *(f"{celle:>12}" for celle in rad[1:])]) for rad in rader(tabell, skille)
    )


def som_smalt(tabell, skille):
    """Columns of one space: there thousands cannot have a space of their own."""
    return "\n".join(" ".join(rad) for rad in rader(tabell, "." if skille == " " else skille))


def som_celler(tabell, skille):
    return "\n".join(celle for rad in rader(tabell, skille) for celle in rad)


def som_glisne_celler(tabell, skille):
    return "\n\n".join(celle for rad in rader(tabell, skille) for celle in rad)


OPPSETT = [som_markdown, som_tabulator, som_semikolon, som_kolonner, som_smalt, som_celler, som_glisne_celler]
SKILLER = ["", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "."]
skiller = st.sampled_from(SKILLER)
oppsett = st.sampled_from(OPPSETT)


@given(tabeller(), oppsett, skiller)
@settings(max_examples=150)
def test_a_right_table_gives_no_finding_in_any_layout(tabell, oppsett, skille):
    assert kontroller_tekst(oppsett(tabell, skille)) == []


@given(tabeller(blanke=True), oppsett, skiller)
@settings(max_examples=200)
def test_nor_does_one_with_blank_cells(tabell, oppsett, skille):
    assert kontroller_tekst(oppsett(tabell, skille)) == []


@given(tabeller(), oppsett, skiller, st.data())
@settings(max_examples=150)
def test_one_changed_cell_gives_one_finding_that_names_the_column(tabell, oppsett, skille, data):
    kolonner, innhold, summer, ord_ = tabell
    kolonne = data.draw(st.integers(0, len(kolonner) - 1))
    rad = data.draw(st.integers(0, len(innhold)))
    feil = data.draw(st.integers(1, 500))
    innhold, summer = [(navn, list(celler)) for navn, celler in innhold], list(summer)
    if rad == len(innhold):
        summer[kolonne] += feil
    else:
        innhold[rad][1][kolonne] += feil
    (funnet,) = kontroller_tekst(oppsett((kolonner, innhold, summer, ord_), skille))
    assert funnet.slag == Slag.KOLONNESUM
    assert kolonner[kolonne] in funnet.forklaring
    assert funnet.funnet.replace("\N{NO-BREAK SPACE}", "") == str(summer[kolonne])
    gir = sum(celler[kolonne] for _navn, celler in innhold)
    assert funnet.skal_vaere.replace("\N{NO-BREAK SPACE}", "") == str(gir)


@given(tabeller(blanke=True), st.data())
def test_a_sheet_is_held_to_the_same(tabell, data):
    celler = [[verdi if verdi != BLANK else "" for verdi in rad] for rad in rader(tabell)]
    nummerert = list(enumerate(celler, start=1))
    assert kontroller_ark("Tall", nummerert) == []
    kolonne = data.draw(st.integers(1, len(tabell[0])))
    celler[-1][kolonne] = str(int(celler[-1][kolonne]) + 1)
    (funnet,) = kontroller_ark("Tall", nummerert)
    assert funnet.sted == f"Tall, celle {chr(65 + kolonne)}{len(celler)}"


AVSNITT = [
    "Kommunene ble bedt om 640 plasser. De har sagt ja til 590 plasser. Det mangler 60 plasser.",
    "Tilskuddet økte fra 40 000 kroner til 50 000 kroner, en økning på 20 prosent.",
    "Kurset hadde 35 deltakere, hvorav 41 menn.",
    "Regnskapet er lagt fram, og alle kommunene har fått det til uttalelse.",
    "Møtet tirsdag 9. desember 2015 ble godt besøkt av folk fra hele fylket.",
    "Fem kommuner (Aldal, Bekkvik, Dalen og Gran) har vedtatt en plan for boliger.",
    "Det ble kjøpt 12 bord, 30 stoler og 4 skap, til sammen 48 møbler.",
    "| Kommune | Søkt |\n| --- | --- |\n| Aldal | 12 |\n| Gran | 15 |\n| Holm | 3 |\n| Sum | 31 |",
    "Arbeidsgruppen består av fire personer:\n\n- Kari Moe\n- Ola Lie\n- Siri Aas",
]


@given(st.permutations(AVSNITT))
@settings(max_examples=60)
def test_the_order_of_paragraphs_that_have_nothing_to_do_with_each_other_changes_nothing(avsnitt):
    def uten_linjer(tekst):
        return sorted((ett.slag, ett.sitat, ett.funnet, ett.skal_vaere) for ett in kontroller_tekst(tekst))

    alle = uten_linjer("\n\n".join(avsnitt))
    assert len(alle) == 8
    assert alle == uten_linjer("\n\n".join(AVSNITT))
