"""Who gets in where: every address × every persona. Cells: «ja» (2xx, a redirect onward, or 422 for a form that needs
more), 403 (wrong role), 404 (another's row), «inn» (sent to the login page).
"""

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
MATRISE: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "start": (GET, INNLOGGET),
    "helse": (GET, AAPEN),
    "helse-klar": (GET, AAPEN),
    "tilgjengelighet": (GET, AAPEN),
    "personvern": (GET, AAPEN),
    "vedtak:status-index": (GET, LISTE),
    "vedtak:status-show": (GET, LISTE),
    "vedtak:status-export": (GET, LISTE),
    "vedtak:endring-index": (GET, LISTE),
    "vedtak:endring-export": (GET, LISTE),
    "vedtak:kilder-show": (GET, rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")),
    "vedtak:kilder-export": (GET, rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")),
    "vedtak:imdi-import": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:min-kommune": (GET, rad("kontaktperson nabokontaktperson")),
    "vedtak:kommune-index": (GET, LISTE),
    "vedtak:kommune-show": (GET, KOMMUNE),
    "vedtak:kommune-export": (GET, KOMMUNE),
    "vedtak:planforankring-index": (GET, LISTE),
    "vedtak:planforankring-export": (GET, LISTE),
    "vedtak:planforankring-history": (GET, KOMMUNE),
    "vedtak:planforankring-create": (SKJEMA, UTKAST),
    "vedtak:vilkaar-follow-up": (SKJEMA, UTKAST),
    "vedtak:vedtak-show": (GET, KOMMUNE),
    "vedtak:vedtak-create": (SKJEMA, SVAR),
    "vedtak:vedtak-correct": (SKJEMA, SVAR),
    "vedtak:bosatt-index": (GET, LISTE),
    "vedtak:bosatt-export": (GET, LISTE),
    "vedtak:bosatt-create": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:bosatt-correct": (SKJEMA, UTKAST),
    "vedtak:bosatt-import": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:bekreftelse-index": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:bekreftelse-create": (SKJEMA, UTKAST),
    "vedtak:bekreftelse-return": (SKJEMA, UTKAST),
    "vedtak:endringsoenske-index": (GET, rad(f"{ANSATTE} {NABOER} kontaktperson nabokontaktperson")),
    "vedtak:endringsoenske-create": (SKJEMA, rad("kontaktperson", skjult=f"{NABOER} nabokontaktperson")),
    "vedtak:endringsoenske-show": (GET, SVAR),
    "vedtak:endringsoenske-answer": (KNAPP, UTKAST),
    "varsler:varsel-index": (GET, INNLOGGET),
    "varsler:varsel-read": (KNAPP, INNLOGGET),
    "varsler:varsel-open": (KNAPP, rad("kontaktperson", skjult=" ".join(PERSONER[2:6] + PERSONER[7:]))),
    "varsler:epost-index": (GET, SYSTEM),
    "varsler:epost-retry": (KNAPP, SYSTEM),
    "vedtak:dokument-create": (SKJEMA, SVAR),
    "vedtak:dokument-download": (GET, SVAR),
    "vedtak:dokument-replace": (SKJEMA, SVAR),
    "vedtak:kladd-start": (SKJEMA, SVARKLADD),
    "vedtak:kladd-correct": (SKJEMA, SVARKLADD),
    "vedtak:kladd-trinn": (SKJEMA, SVARKLADD),
    "vedtak:kladd-check": (SKJEMA, SVARKLADD),
    "vedtak:kladd-delete": (SKJEMA, SVARKLADD),
    "vedtak:vedtak-receipt": (GET, SVAR),
    "vedtak:kladdfil-download": (GET, KLADD),
    "vedtak:kladdfil-delete": (KNAPP, KLADD),
    "jobber:jobb-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "jobber:jobb-show": (GET, UTKAST),
    "jobber:jobb-cancel": (KNAPP, UTKAST),
    "jobber:jobb-resume": (KNAPP, UTKAST),
    "vedtak:oppfoelging-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:dialog-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:dialog-export": (GET, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:dialog-create": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:dialog-show": (GET, UTKAST),
    "vedtak:dialog-edit": (SKJEMA, UTKAST),
    "vedtak:dialog-follow-up": (SKJEMA, UTKAST),
    "vedtak:dialog-reopen": (KNAPP, UTKAST),
    "vedtak:oppsoeking-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:oppsoeking-export": (GET, rad(ANSATTE, skjult=NABOER)),
    "vedtak:purring-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "vedtak:purring-show": (GET, PURRING),
    "vedtak:purring-brev": (GET, PURRING),
    "vedtak:purring-settle": (KNAPP, UTKAST),
    "vedtak:purring-preview": (GET, UTKAST),
    "vedtak:purring-send": (KNAPP, UTKAST),
    "vedtak:purring-draft-letter": (GET, UTKAST),
    "vedtak:purreplan-edit": (SKJEMA, UTKAST),
    "anmodninger:runde-index": (GET, LISTE),
    "anmodninger:runde-show": (GET, OBJEKT),
    "anmodninger:utsettelse-create": (SKJEMA, rad(ANSATTE, skjult=NABOER)),
    "anmodninger:utkast-create": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "anmodninger:utkast-show": (SKJEMA, UTKAST),
    "anmodninger:utkast-fordeling": (SKJEMA, UTKAST),
    "anmodninger:utkast-begrunnelser": (SKJEMA, UTKAST),
    "anmodninger:utkast-tall": (SKJEMA, UTKAST),
    "anmodninger:utkast-import": (SKJEMA, UTKAST),
    "anmodninger:utkast-export": (GET, UTKAST),
    "anmodninger:runde-export": (GET, OBJEKT),
    "anmodninger:utkast-brev": (GET, UTKAST),
    "anmodninger:utkast-brev-pdf": (GET, UTKAST),
    "anmodninger:brevmal-edit": (SKJEMA, UTKAST),
    "anmodninger:runde-brev": (GET, OBJEKT),
    "anmodninger:runde-brev-fil": (GET, OBJEKT),
    "anmodninger:brev-show": (GET, KOMMUNE),
    "anmodninger:utkast-send": (SKJEMA, UTKAST),
    "anmodninger:utkast-delete": (SKJEMA, UTKAST),
    "anmodninger:aarshjul-index": (GET, LISTE),
    "anmodninger:aarshjul-show": (GET, OBJEKT),
    "anmodninger:aarshjul-start": (KNAPP, UTKAST),
    "anmodninger:aarshjulsteg-create": (SKJEMA, UTKAST),
    "anmodninger:aarshjulsteg-edit": (SKJEMA, UTKAST),
    "anmodninger:aarshjulsteg-status": (KNAPP, UTKAST),
    "anmodninger:aarshjulmal-edit": (SKJEMA, UTKAST),
    "nettverk:gruppe-index": (GET, LISTE),
    "nettverk:gruppe-show": (GET, OBJEKT),
    "nettverk:gruppe-create": (SKJEMA, FOERE),
    "nettverk:gruppe-edit": (SKJEMA, FOERE),
    "nettverk:medlemskap-create": (SKJEMA, FOERE),
    "nettverk:medlemskap-edit": (SKJEMA, FOERE),
    "nettverk:medlemskap-end": (SKJEMA, FOERE),
    "nettverk:aktivitet-index": (GET, LISTE),
    "nettverk:aktivitet-show": (GET, OBJEKT),
    "nettverk:aktivitet-create": (SKJEMA, FOERE),
    "nettverk:aktivitet-edit": (SKJEMA, FOERE),
    "nettverk:prosjekt-create": (SKJEMA, rad("prosjektleder naboprosjektleder")),
    "nettverk:prosjekt-show": (GET, OBJEKT),
    "nettverk:prosjekt-edit": (SKJEMA, FOERE),
    "rapporter:rapport-index": (GET, LISTE),
    "rapporter:rapport-create": (SKJEMA, rad("prosjektleder naboprosjektleder")),
    "rapporter:rapport-show": (GET, OBJEKT),
    "rapporter:rapport-edit": (SKJEMA, FOERE),
    "rapporter:rapport-pdf": (GET, OBJEKT),
    "rapporter:kapittel-edit": (SKJEMA, FOERE),
    "brukere:bruker-index": (GET, SYSTEM),
    "brukere:bruker-create": (SKJEMA, SYSTEM),
    "brukere:bruker-edit": (SKJEMA, SYSTEM),
    "brukere:bruker-link": (KNAPP, SYSTEM),
    "brukere:tilgang-create": (SKJEMA, SYSTEM),
    "brukere:tilgang-end": (SKJEMA, SYSTEM),
    "brukere:embete-index": (GET, SYSTEM),
    "brukere:embete-create": (SKJEMA, SYSTEM),
    "brukere:embete-edit": (SKJEMA, SYSTEM),
    "brukere:hendelse-index": (GET, SYSTEM),
    "brukere:register-index": (GET, SYSTEM),
    "brukere:kalender-show": (GET, rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")),
    "brukere:kalender-create": (KNAPP, rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")),
    "brukere:kalender-revoke": (KNAPP, rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")),
    "brukere:kalender-feed": (GET, AAPEN),
    "brukere:kontaktperson-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "brukere:kontaktperson-show": (GET, UTKAST),
    "brukere:kontaktperson-end": (SKJEMA, UTKAST),
    "brukere:kontaktperson-handover": (SKJEMA, UTKAST),
    "brukere:invitasjon-index": (GET, rad(f"{ANSATTE} {NABOER}")),
    "brukere:invitasjon-create": (SKJEMA, rad(f"{ANSATTE} {NABOER}")),
    "brukere:invitasjon-show": (GET, UTKAST),
    "brukere:invitasjon-resend": (KNAPP, UTKAST),
    "brukere:invitasjon-revoke": (KNAPP, UTKAST),
    "brukere:invitasjon-accept": (SKJEMA, AAPEN),
    "brukere:profil-edit": (SKJEMA, INNLOGGET),
}
# django-allauth's own pages: open to those who are not logged in, tested in tests/brukere/.
ALLAUTH_AAPNE = {
    "account_login", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_logout",
}  # fmt: skip
ALLAUTH_INNLOGGET = {"account_change_password", "account_set_password", "account_reauthenticate"}
