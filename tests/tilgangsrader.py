"""The personas, and the kinds of row that the access table is made of."""

PERSONER = (
    "anonym", "inaktiv", "uten_rolle", "leser", "saksbehandler", "prosjektleder", "kontaktperson",
    "nabokontaktperson", "nabosaksbehandler", "naboprosjektleder", "systemansvarlig",
)  # fmt: skip
LESERE = "leser saksbehandler prosjektleder"
ANSATTE = "saksbehandler prosjektleder"
NABOER = "nabosaksbehandler naboprosjektleder"


def rad(ja: str, skjult: str = "") -> dict[str, str]:
    """Return a row: those who get in, those for whom the object does not exist; everybody else has the wrong role."""
    celler = dict.fromkeys(PERSONER, "403") | {"anonym": "inn", "inaktiv": "inn"}
    return celler | dict.fromkeys(skjult.split(), "404") | dict.fromkeys(ja.split(), "ja")


AAPEN = dict.fromkeys(PERSONER, "ja")
INNLOGGET = AAPEN | {"anonym": "inn", "inaktiv": "inn"}
LISTE = rad(f"{LESERE} {NABOER}")
OBJEKT = rad(LESERE, skjult=NABOER)
KOMMUNE = rad(f"{LESERE} kontaktperson", skjult=f"{NABOER} nabokontaktperson")
SVAR = rad(f"{ANSATTE} kontaktperson", skjult=f"{NABOER} nabokontaktperson")
UTKAST = rad(ANSATTE, skjult=NABOER)
KLADD = rad("kontaktperson", skjult="nabokontaktperson")
SVARKLADD = rad("kontaktperson", skjult=f"{ANSATTE} {NABOER} nabokontaktperson")
PURRING = rad(f"{ANSATTE} kontaktperson", skjult=f"{NABOER} nabokontaktperson")
FOERE = rad("prosjektleder", skjult="naboprosjektleder")
SYSTEM = rad("systemansvarlig")

GET, SKJEMA, KNAPP = ("GET",), ("GET", "POST"), ("POST",)
