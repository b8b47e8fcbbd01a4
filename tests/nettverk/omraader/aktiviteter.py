"""Activities and sign-up."""

from datetime import date
from uuid import uuid4

from nettverk import models
from nettverk.paameldingslenker import egen_sti, medlemssti
from tests.nettverk.factories import AktivitetFactory, GruppeFactory, MedlemskapFactory
from tests.nettverk.paameldingsfactories import DeltakerpersonFactory, PaameldingFactory, SideFactory
from tests.tilgangsrader import AAPEN, ANSATTE, FOERE, GET, KNAPP, LESERE, NABOER, SKJEMA, rad

ALLE = rad(f"{LESERE} {NABOER} kontaktperson nabokontaktperson")
# Moss lies in the same embete as Halden: what the municipalities may see, both see.
DELT = rad(f"{LESERE} kontaktperson nabokontaktperson", skjult=NABOER)
PERSONER = rad(ANSATTE, skjult=NABOER)

RADER = {
    "nettverk:aktivitet-index": (GET, ALLE),
    "nettverk:aktivitet-export": (GET, ALLE),
    "nettverk:aktivitet-show": (GET, DELT),
    "nettverk:aktivitet-create": (SKJEMA, FOERE),
    "nettverk:aktivitet-edit": (SKJEMA, FOERE),
    "nettverk:deltakertall-edit": (SKJEMA, FOERE),
    "nettverk:paamelding-index": (GET, PERSONER),
    "nettverk:paamelding-export": (GET, PERSONER),
    "nettverk:paamelding-edit": (SKJEMA, FOERE),
    "nettverk:paamelding-attend": (SKJEMA, FOERE),
    "nettverk:paamelding-count": (KNAPP, FOERE),
    "nettverk:paamelding-end": (SKJEMA, FOERE),
    "nettverk:paamelding-create": (SKJEMA, AAPEN),
    "nettverk:paamelding-member": (SKJEMA, AAPEN),
    "nettverk:paamelding-show": (GET, AAPEN),
    "nettverk:paamelding-cancel": (KNAPP, AAPEN),
}


def _lenke(sti: str) -> str:
    return sti.strip("/").rpartition("/")[2]


def _gruppeside(prosjekt):
    """A sign-up page for a group, and a member of it."""
    gruppe = GruppeFactory(prosjekt=prosjekt)
    person = DeltakerpersonFactory(organisasjon__embete=prosjekt.embete)
    MedlemskapFactory(gruppe=gruppe, person=person, organisasjon=person.organisasjon)
    return SideFactory(aktivitet__prosjekt=prosjekt, gruppe=gruppe), person


def argumenter(v):
    side = SideFactory(aktivitet__prosjekt=v.prosjekt)
    aktivitet = [side.aktivitet.pk]
    gruppeside, medlem = _gruppeside(v.prosjekt)
    return {
        "nettverk:aktivitet-create": [v.prosjekt.pk],
        "nettverk:aktivitet-export": ["csv"],
        **dict.fromkeys(
            [
                "nettverk:aktivitet-show", "nettverk:aktivitet-edit", "nettverk:deltakertall-edit",
                *(f"nettverk:paamelding-{verb}" for verb in ("index", "edit", "attend", "count")),
            ],
            aktivitet,
        ),
        "nettverk:paamelding-export": [*aktivitet, "csv"],
        "nettverk:paamelding-end": [PaameldingFactory(side=side).pk],
        "nettverk:paamelding-create": [side.adresse],
        "nettverk:paamelding-member": [gruppeside.adresse, _lenke(medlemssti(gruppeside, medlem))],
        **dict.fromkeys(
            ["nettverk:paamelding-show", "nettverk:paamelding-cancel"],
            [_lenke(egen_sti(PaameldingFactory(side=side)))],
        ),
    }  # fmt: skip


def plant(plantes, v):
    besoek = plantes(models.Aktivitet, prosjekt=v.prosjekt, slag="besoek", innsyn="kommunene", fra_dato=v.dag)
    besoek.kommuner.add(v.moss)
    plantes(models.Deltakertall, aktivitet=besoek, kommune=v.moss, antall=7)
    side = plantes(models.Paameldingsside, aktivitet=besoek)
    plantes(models.Paamelding, side=side, kommune=v.moss, noekkel=uuid4())


def sider(v):
    ferdig = AktivitetFactory(
        prosjekt=v.prosjekt, tittel="Fagdag", fra_dato=date(2016, 2, 1), deltakere=14, kostnad=20_000
    )
    models.Deltakertall.objects.create(aktivitet=ferdig, kommune=v.kommune, antall=9)
    side = SideFactory(
        aktivitet=AktivitetFactory(prosjekt=v.prosjekt, status="planlagt", fra_dato=date(2016, 4, 12))
    )
    paamelding = PaameldingFactory(side=side, kommune=v.kommune)
    var = SideFactory(aktivitet=ferdig)
    PaameldingFactory(side=var, kommune=v.kommune, moette=True)
    gruppeside, medlem = _gruppeside(v.prosjekt)
    egne = [
        ("nettverk:aktivitet-show", ferdig.pk),
        ("nettverk:aktivitet-show", side.aktivitet.pk),
        ("nettverk:aktivitet-edit", ferdig.pk),
        ("nettverk:aktivitet-create", v.prosjekt.pk),
        ("nettverk:deltakertall-edit", ferdig.pk),
        ("nettverk:paamelding-edit", side.aktivitet.pk),
        ("nettverk:paamelding-index", side.aktivitet.pk),
        ("nettverk:paamelding-index", ferdig.pk),
        ("nettverk:paamelding-attend", ferdig.pk),
        ("nettverk:paamelding-end", paamelding.pk),
        ("nettverk:paamelding-create", side.adresse),
        ("nettverk:paamelding-create", gruppeside.adresse),
        ("nettverk:paamelding-member", gruppeside.adresse, _lenke(medlemssti(gruppeside, medlem))),
        ("nettverk:paamelding-show", _lenke(egen_sti(paamelding))),
    ]
    return [("prosjektleder", ett) for ett in egne] + [
        ("leser", ("nettverk:aktivitet-index",)),
        ("leser", ("nettverk:aktivitet-show", ferdig.pk)),
        ("kontaktperson", ("nettverk:aktivitet-index",)),
        ("kontaktperson", ("nettverk:aktivitet-show", side.aktivitet.pk)),
    ]
