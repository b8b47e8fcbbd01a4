"""Logos: the picture and nothing else."""

import struct
import zlib

import pytest

from bosetting.felles.filfeil import Filfeil
from bosetting.felles.logo import renset_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'


def svg(inni: str) -> bytes:
    return SVG.format(inni).encode()


def _del(slag: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + slag + data + struct.pack(">I", zlib.crc32(slag + data))


def png(bredde: int = 2, hoeyde: int = 1, *ekstra: bytes) -> bytes:
    hode = struct.pack(">IIBBBBB", bredde, hoeyde, 8, 2, 0, 0, 0)
    bilde = zlib.compress(b"".join(b"\0" + b"\x80\x20\x30" * bredde for _rad in range(min(hoeyde, 4))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [_del(b"IHDR", hode), *ekstra, _del(b"IDAT", bilde), _del(b"IEND", b"")]
    )


def test_a_png_keeps_the_picture_and_loses_who_made_it_and_where():
    med = png(2, 1, _del(b"tEXt", b"Author\0Kari Nordmann"), _del(b"iCCP", b"profil\0\0x"))
    assert renset_logo(med) == ("png", png())


def test_shapes_and_their_style_are_taken():
    slag, renset = renset_logo(
        svg(
            '<style>.a{fill:#802030}</style><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
            '<g class="a"><path d="M0 0h10v10z" fill="url(#g)"/></g>'
        )
    )
    assert slag == "svg"
    assert b"M0 0h10v10z" in renset
    assert b"url(#g)" in renset


def test_what_the_drawing_program_left_is_dropped():
    fra_inkscape = (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape" i:version="1" viewBox="0 0 1 1">'
        b"<metadata>Kari Nordmann</metadata><i:namedview/><rect width='1' height='1'/></svg>"
    )
    _slag, renset = renset_logo(fra_inkscape)
    assert b"Kari" not in renset
    assert b"inkscape" not in renset
    assert b"rect" in renset


@pytest.mark.parametrize(
    "innhold",
    [
        svg("<script>alert(1)</script>"),
        svg('<rect onload="alert(1)" width="1" height="1"/>'),
        svg('<image href="http://eksempel.no/spor.png"/>'),
        svg('<a href="javascript:alert(1)"><rect width="1" height="1"/></a>'),
        svg("<foreignObject><p>Hei</p></foreignObject>"),
        svg('<rect fill="url(http://eksempel.no/x)" width="1" height="1"/>'),
        svg("<style>@import url(http://eksempel.no/x.css);</style>"),
        svg("<style>rect{fill:u\\72l(http://eksempel.no)}</style>"),
        svg("<style>a{}<title/>@import url(http://eksempel.no/x.css);</style>"),
        svg("<style>svg{background:image-set('http://eksempel.no/x.png' 1x)}</style>"),
        svg('<rect style="mask-image:src(\'http://eksempel.no/x\')" width="1" height="1"/>'),
        svg('<defs><g id="a"/></defs><use href="#a"/>'),
        svg('<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>'),
        svg("<text>Embetet</text>"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<title>&a;</title>"),
        b'<?xml-stylesheet href="http://eksempel.no/x.css"?>' + svg("<g/>"),
        svg('<filter id="f"/>'),
    ],
)
def test_anything_else_in_an_svg_is_refused(innhold):
    with pytest.raises(Filfeil, match="mer enn former"):
        renset_logo(innhold)


@pytest.mark.parametrize(
    ("innhold", "grunn"),
    [
        (svg("<g>" * 40 + "</g>" * 40), "for mange former"),
        (svg("<g/>" * 6_000), "for mange former"),
        (svg("<g>"), "ødelagt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "størrelse"),
        (svg("æ").decode().encode("latin-1"), "ødelagt"),
        (b"<html><svg></svg></html>", "mer enn former"),
        (b"%PDF-1.7", "PNG- eller SVG"),
        (b"", "PNG- eller SVG"),
        (b"x" * 300_000, "200 kB"),
        (png(4_000, 4), "piksler"),
        (png()[:-4], "ødelagt"),
        (png() + b"PK", "annet enn"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(innhold, grunn):
    with pytest.raises(Filfeil, match=grunn):
        renset_logo(innhold)


def klipp(antall: int, hvordan: str = 'clip-path="url(#c{})"', stil: str = "") -> bytes:
    """Return a chain where each clip is clipped by the next, ten times over: 10**antall pieces to draw."""
    kjede = "".join(
        f'<clipPath id="c{nr}">'
        + f'<rect width="9" height="9" {hvordan.format(nr + 1)}/>' * 10
        + "</clipPath>"
        for nr in range(antall)
    )
    return svg(f'<style>{stil}</style>{kjede}<rect width="9" height="9" clip-path="url(#c0)"/>')


@pytest.mark.parametrize(
    "innhold",
    [
        klipp(9),
        klipp(9, 'style="clip-path:url(#c{})"'),
        klipp(9, 'class="k{}"', "".join(f".k{nr}{{clip-path:url(#c{nr})}}" for nr in range(10))),
        klipp(9, "", "".join(f"#c{nr} rect{{clip-path:url(#c{nr + 1})}}" for nr in range(10))),
        klipp(9, "", "".join(f"rect{{/*}}.z{{*/clip-path:url(#c{nr})}}" for nr in range(10))),
        klipp(9, "", "".join(f"rect{{x:'}}.z{{';clip-path:url(#c{nr})}}" for nr in range(10))),
        klipp(9, "", "@media all{rect{clip-path:url(#c1)}}"),
        klipp(9, "", "rect{clip-path:url(#c1);.z{fill:none}}"),
        svg('<clipPath id="a" clip-path="url(#a)"/>'),
        svg('<clipPath id="a"><path d="M0 0"/></clipPath>' + '<rect clip-path="url(#a)"/>' * 300),
    ],
)
def test_a_small_file_that_is_a_large_drawing_is_refused(innhold):
    with pytest.raises(Filfeil, match="for mange former"):
        renset_logo(innhold)


def test_the_clips_that_drawing_programs_make_are_taken():
    renset_logo(
        svg(
            "<style>.a{fill:none}.b , .c{clip-path:url(#k)}</style>"
            '<clipPath id="k"><rect class="a" width="9" height="9"/></clipPath><g class="b d"><path d="M0 0h1"/></g>'
        )
    )
