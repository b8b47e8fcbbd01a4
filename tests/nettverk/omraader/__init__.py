"""What each part of the network adds to the tests that go across: its addresses, its pages and its planted rows.

A module here has ``RADER`` (the rows of the access table), ``argumenter(v)`` (address name → its arguments),
``plant(plantes, v)`` (everything about Moss, marked) and ``sider(v)`` (what the browser test opens, by role).
Each may be left out. ``v`` holds the people and municipalities of the test, by name.
"""

from importlib import import_module
from pkgutil import iter_modules


def _moduler():
    return [import_module(f"{__name__}.{modul.name}") for modul in iter_modules(__path__)]


def rader() -> dict:
    """Return the rows of the access table of every part."""
    return {navn: rad for modul in _moduler() for navn, rad in getattr(modul, "RADER", {}).items()}


def argumenter(v) -> dict:
    """Return the arguments of every address that has some; makes the rows they point to."""
    return {
        navn: verdi
        for modul in _moduler()
        if hasattr(modul, "argumenter")
        for navn, verdi in modul.argumenter(v).items()
    }


def plant(plantes, v) -> None:
    """Plant everything about Moss that the network holds."""
    for modul in _moduler():
        if hasattr(modul, "plant"):
            modul.plant(plantes, v)


def sider(v) -> list[tuple[str, tuple]]:
    """Return (role, (address name, *arguments)) of every page that the browser test opens."""
    return [side for modul in _moduler() if hasattr(modul, "sider") for side in modul.sider(v)]
