"""The same block says the same on screen and on paper."""

import re

import pytest

from bosetting.felles.dokument.blokker import (
    Brevhode,
    Kolonne,
    Liste,
    Noekkeltall,
    Overskrift,
    Setning,
    Sideskift,
    Sitat,
    Tabell,
    Tall,
    Underskrift,
    Varsel,
    Vedlegg,
)
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.markdown import les_markdown
from bosetting.felles.dokument.typst import som_pdf

from .eksempel import PROSA, aktiviteter, bred_tabell, dokument, figur
from .lesere import html_tekst, pdf_sider, samlet

VOND = 'Ord #read("hemmelig") #panic() $x^2$ \\ ] [ } { <script>alert(1)</script> &lt; *a* _b_ `c` = d // e @f 50 % ~g'

BLOKKER = {
    "overskrift": [
        Overskrift(1, "Innledning"),
        Overskrift(2, "Formål"),
        Overskrift(2, "Uten tall", nummerert=False),
    ],
    "prosa": [les_markdown(PROSA, 0)],
    "setning": [Setning("Spydeberg har ikke svart.", ("anmodning av 17.11.2015", "IMDi"))],
    "noekkeltall": [
        Noekkeltall((Tall("Anmodet", "780", "personer", "herav 197 EM", "IMDi"), Tall("Vedtatt", "704")))
    ],
    "tabell": [bred_tabell()],
    "liggende tabell": [
        Tabell("Bred", (Kolonne("Navn"), Kolonne("Antall", "tall")), (("Moss", None),), liggende=True)
    ],
    "figur": [figur()],
    "liste": [Liste(("én", "to")), Liste(("først", "så"), ordnet=True)],
    "sitat": [Sitat("Vi får det til.", "Rådmannen")],
    "varsel": [Varsel("Kapittelet er ikke skrevet ennå."), Varsel("Foreløpige tall.", "merknad")],
    "vedlegg": [Vedlegg("Aktivitetsplan"), Overskrift(2, "I vedlegget"), Vedlegg("Bred", liggende=True)],
    "sideskift": [Setning("Før."), Sideskift(), Setning("Etter.")],
    "vond tekst": [
        Overskrift(1, VOND),
        les_markdown(VOND, 1),
        Setning(VOND, (VOND,)),
        Tabell(VOND, (Kolonne(VOND),), ((VOND,),), fotnote=VOND, kilde=VOND),
        Liste((VOND,)),
        Sitat(VOND, VOND),
        Varsel(VOND),
    ],
    "lange ord": [Setning("bosetting" * 40), les_markdown("https://eksempel.no/" + "a" * 200, 0)],
    "samiske bokstaver": [Setning("Áčđŋšŧž ČĐŊŠŦŽ æøåÆØÅ – «sitat» −5")],
}


@pytest.mark.parametrize("navn", BLOKKER)
def test_every_block_has_the_same_words_on_screen_and_on_paper(navn):
    utkast = dokument(
        tuple(BLOKKER[navn]), tittelside=False, innholdsfortegnelse=False, topptekst="Topptekst"
    )
    sider = pdf_sider(som_pdf(utkast))
    uten_hode_og_fot = "".join(
        samlet(side).replace("Topptekst", "").replace(samlet(f"Side {nr} av {len(sider)}"), "")
        for nr, side in enumerate(sider, start=1)
    ).replace(samlet("Fylkesmannen i Østfold · Tertialrapport 3. tertial 2015"), "")

    ventet = samlet(html_tekst(som_html(utkast, med_tittel=True)).replace("Fylkesmannen i Østfold", "", 1))
    # What is left beside the words are a chart's own labels, which the screen's reader skips.
    if navn == "figur":
        assert ventet[-60:] in uten_hode_og_fot
    else:
        assert uten_hode_og_fot == ventet


@pytest.mark.parametrize("ord_", ["Halden kommune", VOND])
def test_a_letter_has_the_same_words_on_screen_and_on_paper(ord_):
    brev = dokument(
        (
            Brevhode(ord_, ord_, (("Dato", "17. november 2015"), (ord_, ord_))),
            Overskrift(1, "Anmodning", nummerert=False),
            les_markdown(ord_, 1),
            Underskrift("Med hilsen", ord_, ord_),
        ),
        tittelside=False,
        innholdsfortegnelse=False,
        topptekst="Topptekst",
        bunntekst="Bunntekst",
    )
    (side,) = pdf_sider(som_pdf(brev))
    uten_fot = samlet(side).replace(samlet("Bunntekst Side 1 av 1"), "")
    assert uten_fot == samlet(html_tekst(som_html(brev)))


def test_every_row_of_a_table_over_several_pages_is_printed_once_under_a_repeated_header():
    pdf = som_pdf(dokument((aktiviteter(70),), innholdsfortegnelse=False))
    sider = [samlet(side) for side in pdf_sider(pdf)]
    tabellsider = [side for side in sider if "Fagsamlingnummer" in side]
    assert len(tabellsider) >= 3
    assert all(samlet("Dato Aktivitet Ansvarlig Målgruppe Mål Status") in side for side in tabellsider)
    alt = "".join(sider)
    assert [alt.count(f"Fagsamlingnummer{nr}om") for nr in range(70)] == [1] * 70


def test_the_table_of_contents_lists_the_same_lines_on_screen_and_on_paper():
    utkast = dokument()
    side = samlet(pdf_sider(som_pdf(utkast))[1])
    html = som_html(utkast)
    linjer = re.findall(r'<li class="dok-nivaa-.">(.*)</li>', html)
    assert len(linjer) == 10
    assert all(samlet(html_tekst(linje)) in side for linje in linjer)
