"""The document on screen: headings, tables and figures a screen reader can use, and nothing that runs."""

from django.utils.safestring import mark_safe

from bosetting.felles.dokument.blokker import Figur, Kolonne, Overskrift, Tabell, Vedlegg
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.markdown import les_markdown

from .eksempel import bred_tabell, dokument


def _html(*blokker, **valg):
    return som_html(dokument(blokker, innholdsfortegnelse=False), **valg)


def test_chapters_begin_below_the_heading_of_the_page():
    html = _html(Overskrift(1, "Kapittel"), Overskrift(2, "Del"), les_markdown("# Egen", 2), Vedlegg("Plan"))
    assert "<h1" not in html
    assert '<h2 id="dok-kapittel"><span class="dok-nummer">1</span> Kapittel</h2>' in html
    assert '<h3 id="dok-del">' in html
    assert "<h4>Egen</h4>" in html
    assert '<h2 id="dok-vedlegg-1" class="dok-vedlegg">' in html


def test_alone_on_a_page_the_title_is_the_heading():
    html = som_html(dokument(()), med_tittel=True)
    assert html.count("<h1>") == 1
    assert "12. februar 2016" in html


def test_a_table_has_caption_scopes_and_a_sum_in_its_foot():
    html = _html(bred_tabell())
    assert html.count("<caption") == 1
    assert '<th scope="colgroup" colspan="3">Anmodet</th>' in html
    assert html.count('scope="row"') == 19
    assert html.count('scope="col"') == 9
    assert html.index("<tfoot>") < html.index("1 873")
    assert '<td class="dok-tall">–</td>' in html


def test_a_table_can_do_without_row_headers():
    html = _html(Tabell("T", (Kolonne("A"), Kolonne("B")), (("1", "2"),), radhode=None))
    assert 'scope="row"' not in html


def test_a_figure_has_a_role_a_name_and_its_drawing():
    html = _html(Figur("Tittel", mark_safe("<svg><rect/></svg>"), 'Flest i "Moss"'))
    assert 'role="img" aria-label="Flest i &quot;Moss&quot;"><svg><rect/></svg></div>' in html


def test_a_drawing_our_templates_did_not_make_is_only_text():
    html = _html(Figur("Tittel", "<svg onload=alert(1)></svg>", "alt"))
    assert "<svg" not in html
    assert "&lt;svg onload" in html


def test_text_is_escaped_everywhere():
    vond = '"><script>alert(1)</script>'
    html = som_html(
        dokument(
            (
                Overskrift(1, vond, noekkel=vond),
                les_markdown(f"{vond} `{vond}` [{vond}](https://a.no/{vond})", 1),
            ),
            tittel=vond,
            forfatter=vond,
            detaljer=((vond, vond),),
            spraak=vond,
        ),
        med_tittel=True,
    )
    assert "<script" not in html


def test_markdown_keeps_its_meaning():
    html = _html(les_markdown("3. *a*\n4. **b**\n\n> c\n\n| d | e |\n|---|--:|\n| f | g |\n\nh\\\ni `j`", 0))
    for bit in (
        '<ol start="3"><li><em>a</em></li><li><strong>b</strong></li></ol>',
        "<blockquote><p>c</p></blockquote>",
        '<th scope="col">d</th><th scope="col" class="dok-tall">e</th>',
        '<td>f</td><td class="dok-tall">g</td>',
        "h<br>i <code>j</code>",
    ):
        assert bit in html
