"""The contrast of two colours, as WCAG reckons it."""

import pytest

from bosetting.felles.farge import kontrast


@pytest.mark.parametrize(
    ("en", "annen", "ventet"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#FFFFFF", 1),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_known_contrasts(en, annen, ventet):
    assert kontrast(en, annen) == pytest.approx(ventet, abs=0.005)
    assert kontrast(annen, en) == kontrast(en, annen)


@pytest.mark.parametrize("feil", ["rød", "#fff", "#12345g", ""])
def test_what_is_no_colour_is_refused(feil):
    with pytest.raises(ValueError, match="hex colour"):
        kontrast(feil, "#ffffff")
