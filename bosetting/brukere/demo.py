"""The demo's people: known to everybody, and therefore refused at login as soon as DEBUG is off."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Demobruker:
    """One demo user. ``kommuner`` are municipality numbers (kontaktperson)."""

    rolle: str
    navn: str
    epost: str
    passord: str
    kommuner: tuple[str, ...] = ()


DEMOBRUKERE = (
    Demobruker("prosjektleder", "Pernille Prosjektleder", "prosjektleder@demo.example", "demo-lykt-tinde-81"),
    Demobruker("saksbehandler", "Sindre Saksbehandler", "saksbehandler@demo.example", "demo-bekk-penn-42"),
    Demobruker(
        "kontaktperson", "Kari Kontakt (Spydeberg)", "spydeberg@demo.example", "demo-skog-kopp-17", ("0123",)
    ),
    Demobruker(
        "kontaktperson", "Kim Kontakt (Moss og Rygge)", "moss-rygge@demo.example", "demo-fjord-lampe-63",
        ("0104", "0136"),
    ),
    Demobruker("leser", "Lise Leser (KS)", "leser@demo.example", "demo-vind-hylle-29"),
    Demobruker("systemansvarlig", "Sverre Systemansvarlig", "systemansvarlig@demo.example", "demo-stein-kort-58"),
)  # fmt: skip

DEMOPASSORD = frozenset(bruker.passord for bruker in DEMOBRUKERE)
