"""Invitations, answers, attendance, minutes and follow-up."""

from datetime import date, time
from uuid import uuid4

from nettverk import models, moetelenke
from tests.nettverk.moetefactories import MoeteFactory
from tests.nettverk.referatfactories import InnkallingFactory, PersonFactory, PunktFactory, ReferatFactory
from tests.nettverk.seriefactories import SakspapirFactory
from tests.tilgangsrader import AAPEN, FOERE, GET, KNAPP, LESERE, NABOER, SKJEMA, rad

ALLE = f"{NABOER} nabokontaktperson"
INNSYN = rad(f"{LESERE} kontaktperson nabokontaktperson", skjult=NABOER)

RADER = {
    "nettverk:innkalling-edit": (SKJEMA, FOERE),
    "nettverk:innkalling-send": (SKJEMA, FOERE),
    "nettverk:innkalling-remind": (KNAPP, FOERE),
    "nettverk:innkalling-export": (GET, rad("saksbehandler prosjektleder", skjult=NABOER)),
    "nettverk:innkallingssvar-show": (SKJEMA, AAPEN),
    "nettverk:innkallingssvar-paper": (GET, AAPEN),
    "nettverk:innkalling-withdraw": (SKJEMA, FOERE),
    "nettverk:min-innkalling-edit": (
        SKJEMA,
        rad("kontaktperson prosjektleder", skjult=f"leser saksbehandler {ALLE}"),
    ),
    "nettverk:oppmoete-edit": (SKJEMA, FOERE),
    "nettverk:referat-edit": (SKJEMA, FOERE),
    "nettverk:referat-approve": (SKJEMA, FOERE),
    "nettverk:referat-show": (GET, INNSYN),
    "nettverk:referat-pdf": (GET, INNSYN),
    "nettverk:referat-send": (KNAPP, FOERE),
    "nettverk:oppfoelgingspunkt-index": (
        GET,
        rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson"),
    ),
    "nettverk:oppfoelgingspunkt-export": (
        GET,
        rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson"),
    ),
    "nettverk:oppfoelgingspunkt-create": (SKJEMA, FOERE),
    "nettverk:oppfoelgingspunkt-edit": (SKJEMA, FOERE),
    "nettverk:oppfoelgingspunkt-close": (SKJEMA, FOERE),
    "nettverk:oppfoelgingspunkt-reopen": (KNAPP, FOERE),
}


def argumenter(v):
    moete = MoeteFactory(prosjekt=v.prosjekt, innsyn="kommunene")
    # The demo has made a person of her already.
    person = models.Person.objects.filter(embete=v.embete, bruker=v.kontaktperson).first()
    person = person or PersonFactory(embete=v.embete, bruker=v.kontaktperson)
    innkalling = InnkallingFactory(moete=moete, person=person)
    papir = SakspapirFactory(moete=moete)
    punkt, referat = PunktFactory(moete=moete), ReferatFactory(moete=moete)
    verb = {"innkalling": ("edit", "send", "remind"), "oppmoete": ("edit",), "referat": ("edit", "approve")}
    return {
        **{f"nettverk:{ord_}-{ett}": [moete.pk] for ord_, alle in verb.items() for ett in alle},
        "nettverk:innkalling-export": [moete.pk, "csv"],
        "nettverk:innkallingssvar-show": [moetelenke.merke(innkalling)],
        "nettverk:innkallingssvar-paper": [moetelenke.merke(innkalling), papir.pk],
        **dict.fromkeys(["nettverk:min-innkalling-edit", "nettverk:innkalling-withdraw"], [innkalling.pk]),
        **dict.fromkeys([f"nettverk:referat-{ett}" for ett in ("show", "pdf", "send")], [referat.pk]),
        "nettverk:oppfoelgingspunkt-export": ["csv"],
        "nettverk:oppfoelgingspunkt-create": [moete.pk],
        **dict.fromkeys(
            [f"nettverk:oppfoelgingspunkt-{ett}" for ett in ("edit", "close", "reopen")], [punkt.pk]
        ),
    }


def plant(plantes, v):
    klokken = {"fra_tid": time(9), "til_tid": time(10)}
    moete = plantes(models.Moete, prosjekt=v.prosjekt, **klokken, innsyn="medlemmer", noekkel=uuid4())
    navn = "KANARI-Organisasjon-innkalt"
    organisasjon = plantes(models.Organisasjon, embete=v.embete, kommune=v.moss, navn=navn)
    person = plantes(models.Person, embete=v.embete, organisasjon=organisasjon, noekkel=uuid4())
    innkalling = plantes(models.Innkalling, moete=moete, person=person, svar="vara", noekkel=uuid4())
    plantes(models.Moetebrev, innkalling=innkalling, slag="innkalling", moeteversjon=1)
    plantes(models.Oppfoelgingspunkt, moete=moete, person=person, noekkel=uuid4())
    plantes(models.Referat, moete=moete, nummer=1, noekkel=uuid4(), godkjent_av=v.saksbehandler)


def sider(v):
    moete = MoeteFactory(prosjekt=v.prosjekt, innsyn="kommunene", dato=date(2016, 3, 8))
    kommende = MoeteFactory(prosjekt=v.prosjekt, innsyn="kommunene", dato=date(2016, 3, 16))
    rad_ = InnkallingFactory(moete=kommende)
    InnkallingFactory(moete=moete)
    punkt, referat = PunktFactory(moete=moete), ReferatFactory(moete=moete)
    return [
        *(("prosjektleder", (f"nettverk:innkalling-{verb}", kommende.pk)) for verb in ("edit", "send")),
        ("prosjektleder", ("nettverk:min-innkalling-edit", rad_.pk)),
        ("prosjektleder", ("nettverk:innkalling-withdraw", rad_.pk)),
        *(
            ("prosjektleder", (f"nettverk:{navn}", moete.pk))
            for navn in ("oppmoete-edit", "referat-edit", "referat-approve", "oppfoelgingspunkt-create")
        ),
        *(("prosjektleder", (f"nettverk:oppfoelgingspunkt-{verb}", punkt.pk)) for verb in ("edit", "close")),
        *((rolle, ("nettverk:referat-show", referat.pk)) for rolle in ("prosjektleder", "kontaktperson")),
        *((rolle, ("nettverk:oppfoelgingspunkt-index",)) for rolle in ("prosjektleder", "kontaktperson")),
    ]
