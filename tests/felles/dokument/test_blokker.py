"""The model refuses what neither renderer could draw; numbers and ids are worked out once."""

import pytest

from bosetting.felles.dokument.blokker import Figur, Kolonne, Overskrift, Tabell, Vedlegg
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.dokument.plassering import Hodecelle, hoderader, innhold, plasser

from .eksempel import bred_tabell, dokument, figur


@pytest.mark.parametrize(
    ("lag", "melding"),
    [
        (lambda: Overskrift(5, "For dyp"), "nivå 1–4"),
        (lambda: Overskrift(1, " "), "tom"),
        (lambda: Figur("Tittel", "<svg/>", " "), "alternativ tekst"),
        (lambda: Figur("Tittel", "<img>", "alt"), "SVG"),
        (lambda: Tabell(" ", (Kolonne("A"),), ()), "tittel"),
        (lambda: Tabell("T", (), ()), "kolonne"),
        (lambda: Tabell("T", (Kolonne("A"),), (("1", "2"),)), "1 celler"),
        (lambda: Tabell("T", (Kolonne("A"),), (("1",),), sumrad=("1", "2")), "1 celler"),
        (lambda: Tabell("T", (Kolonne("A"),), (), radhode=1), "Radhodet"),
        (lambda: Vedlegg(""), "tittel"),
        (lambda: dokument((), tittel=" "), "tittel"),
        (lambda: dokument((Overskrift(2, "Uten kapittel"),)), "hopper"),
        (lambda: dokument((Overskrift(1, "A"), Overskrift(3, "B"))), "hopper"),
        (lambda: dokument((Overskrift(1, "A"), les_markdown("# B", 2))), "hopper"),
    ],
)
def test_wrong_structure_is_refused_where_it_is_made(lag, melding):
    with pytest.raises(ValueError, match=melding):
        lag()


def test_chapters_tables_figures_and_annexes_are_numbered_in_order():
    blokker = (
        Overskrift(1, "A"),
        bred_tabell(),
        Overskrift(2, "B"),
        Overskrift(2, "Uten", nummerert=False),
        Overskrift(2, "C"),
        figur(),
        Overskrift(1, "D"),
        Overskrift(2, "E"),
        Overskrift(3, "F"),
        bred_tabell(),
        Vedlegg("G"),
        Overskrift(2, "H"),
        bred_tabell(),
        Vedlegg("I"),
    )
    assert [p.nummer for p in plasser(dokument(blokker))] == [
        *("1", "Tabell 1", "1.1", "", "1.2", "Figur 1", "2", "2.1", "2.1.1", "Tabell 2"),
        *("Vedlegg 1", "", "Tabell 3", "Vedlegg 2"),
    ]


def test_ids_are_unique_readable_and_can_be_chosen():
    blokker = (
        Overskrift(1, "Mål og økonomi"),
        Overskrift(1, "Mål og økonomi"),
        Overskrift(1, "X", noekkel="bolig"),
        Overskrift(1, "—"),
    )
    assert [p.anker for p in plasser(dokument(blokker))] == [
        "dok-maal-og-oekonomi",
        "dok-maal-og-oekonomi-2",
        "dok-bolig",
        "dok-del",
    ]


def test_contents_hold_two_levels_and_the_annexes():
    blokker = (Overskrift(1, "A"), Overskrift(2, "B"), Overskrift(3, "C"), bred_tabell(), Vedlegg("D"))
    assert [p.tekst for p in innhold(plasser(dokument(blokker)))] == ["A", "B", "D"]


def test_columns_that_share_a_group_get_one_heading_over_them():
    kolonner = (Kolonne("Kommune"), Kolonne("I alt", "tall", "Anmodet"), Kolonne("EM", "tall", "Anmodet"))
    assert hoderader(kolonner) == (
        (Hodecelle("", False), Hodecelle("Anmodet", False, 2)),
        (Hodecelle("Kommune", False), Hodecelle("I alt", True), Hodecelle("EM", True)),
    )
    assert hoderader((Kolonne("A"),)) == ((Hodecelle("A", False),),)
