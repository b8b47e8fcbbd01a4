"""Organisations, people, groups and seats."""

from nettverk import models
from tests.nettverk.factories import GruppeFactory, MedlemskapFactory, PersonFactory
from tests.tilgangsrader import ANSATTE, FOERE, GET, LESERE, LISTE, NABOER, OBJEKT, SKJEMA, rad

# Those who take part see the groups that the municipalities may see; this one is such a group.
DELTAR = rad(f"{LESERE} kontaktperson nabokontaktperson {NABOER}")
GRUPPE = rad(f"{LESERE} kontaktperson nabokontaktperson", skjult=NABOER)
PERSONER = rad(f"{ANSATTE} {NABOER}")
PERSON = rad(ANSATTE, skjult=NABOER)
NY = rad("prosjektleder naboprosjektleder")

RADER = {
    "nettverk:gruppe-index": (GET, DELTAR),
    "nettverk:gruppe-export-all": (GET, DELTAR),
    "nettverk:gruppe-show": (GET, GRUPPE),
    "nettverk:gruppe-export": (GET, GRUPPE),
    "nettverk:gruppe-recipients": (GET, PERSON),
    "nettverk:gruppe-create": (SKJEMA, FOERE),
    "nettverk:gruppe-edit": (SKJEMA, FOERE),
    "nettverk:kontaktdekning-index": (GET, LISTE),
    "nettverk:kontaktdekning-export": (GET, LISTE),
    "nettverk:medlemskap-create": (SKJEMA, FOERE),
    "nettverk:medlemskap-import": (SKJEMA, FOERE),
    "nettverk:medlemskap-fetch": (SKJEMA, FOERE),
    "nettverk:medlemskap-edit": (SKJEMA, FOERE),
    "nettverk:medlemskap-end": (SKJEMA, FOERE),
    "nettverk:organisasjon-index": (GET, LISTE),
    "nettverk:organisasjon-export": (GET, LISTE),
    "nettverk:organisasjon-create": (SKJEMA, NY),
    "nettverk:organisasjon-show": (GET, OBJEKT),
    "nettverk:organisasjon-edit": (SKJEMA, FOERE),
    "nettverk:person-index": (GET, PERSONER),
    "nettverk:person-export": (GET, PERSONER),
    "nettverk:person-create": (SKJEMA, NY),
    "nettverk:person-show": (GET, PERSON),
    "nettverk:person-edit": (SKJEMA, FOERE),
}


def argumenter(v):
    gruppe = GruppeFactory(prosjekt=v.prosjekt, slag="nettverk", innsyn="kommunene")
    person = PersonFactory(embete=v.embete)
    sete = MedlemskapFactory(gruppe=gruppe, organisasjon=person.organisasjon, person=person)
    om_gruppen = ("gruppe-show", "gruppe-edit", "gruppe-recipients")
    om_medlemmene = ("medlemskap-create", "medlemskap-import", "medlemskap-fetch")
    alle = ("gruppe-export-all", "kontaktdekning-export", "organisasjon-export", "person-export")
    return {
        "nettverk:gruppe-create": [v.prosjekt.pk],
        "nettverk:gruppe-export": [gruppe.pk, "csv"],
        **dict.fromkeys([f"nettverk:{navn}" for navn in om_gruppen + om_medlemmene], [gruppe.pk]),
        **dict.fromkeys([f"nettverk:{navn}" for navn in alle], ["csv"]),
        **dict.fromkeys(["nettverk:medlemskap-edit", "nettverk:medlemskap-end"], [sete.pk]),
        **dict.fromkeys(["nettverk:organisasjon-show", "nettverk:organisasjon-edit"], [sete.organisasjon_id]),
        **dict.fromkeys(["nettverk:person-show", "nettverk:person-edit"], [person.pk]),
    }


def plant(plantes, v):
    organisasjon = plantes(models.Organisasjon, embete=v.embete, kommune=v.moss)
    person = plantes(models.Person, embete=v.embete, organisasjon=organisasjon)
    # Who sits where for another municipality is open to nobody but those whom the group is open to.
    gruppe = plantes(models.Gruppe, prosjekt=v.prosjekt, innsyn="embetet")
    plantes(models.Medlemskap, gruppe=gruppe, organisasjon=organisasjon, person=person)
