"""Meetings, series, agendas and papers."""

from datetime import date, time

from nettverk import models
from tests.nettverk.seriefactories import (
    AgendasakFactory,
    MoeteserieFactory,
    SakspapirFactory,
    SeriemoeteFactory,
)
from tests.tilgangsrader import FOERE, GET, KNAPP, LESERE, NABOER, SKJEMA, rad

KONTAKTPERSONER = "kontaktperson nabokontaktperson"
MOETELISTE = rad(f"{LESERE} {NABOER} {KONTAKTPERSONER}")
# A meeting that the municipalities may see; a narrower one has tests of its own.
MOETE = rad(f"{LESERE} {KONTAKTPERSONER}", skjult=NABOER)

RADER = {
    "nettverk:moete-index": (GET, MOETELISTE),
    "nettverk:moete-export": (GET, MOETELISTE),
    "nettverk:moete-show": (GET, MOETE),
    "nettverk:moete-create": (SKJEMA, FOERE),
    "nettverk:moete-edit": (SKJEMA, FOERE),
    "nettverk:moete-cancel": (SKJEMA, FOERE),
    "nettverk:moeteserie-index": (GET, MOETELISTE),
    "nettverk:moeteserie-export": (GET, MOETELISTE),
    "nettverk:moeteserie-show": (GET, MOETE),
    "nettverk:moeteserie-create": (SKJEMA, FOERE),
    "nettverk:moeteserie-edit": (SKJEMA, FOERE),
    "nettverk:moeteserie-end": (SKJEMA, FOERE),
    "nettverk:sak-create": (SKJEMA, FOERE),
    "nettverk:sak-propose": (SKJEMA, rad(KONTAKTPERSONER)),
    "nettverk:sak-edit": (
        SKJEMA,
        rad("prosjektleder kontaktperson", skjult="naboprosjektleder nabokontaktperson"),
    ),
    "nettverk:sak-answer": (SKJEMA, FOERE),
    "nettverk:sak-move": (KNAPP, FOERE),
    "nettverk:sakspapir-create": (SKJEMA, rad("prosjektleder kontaktperson", skjult="naboprosjektleder")),
    "nettverk:sakspapir-download": (GET, MOETE),
    "nettverk:sakspapir-remove": (KNAPP, FOERE),
}


def argumenter(v):
    synlig = {"prosjekt": v.prosjekt, "innsyn": "kommunene"}
    serie = MoeteserieFactory(**synlig)
    moete = SeriemoeteFactory(**synlig, serie=serie, seriedato=date(2016, 4, 5))
    forslag = AgendasakFactory(
        moete=moete, status="foreslaatt", kommune=v.halden, foreslaatt_av=v.kontaktperson
    )
    papir = SakspapirFactory(moete=moete)
    moeteverb = ("moete-show", "moete-edit", "moete-cancel", "sak-create", "sak-propose", "sakspapir-create")
    return {
        **dict.fromkeys(["nettverk:moete-export", "nettverk:moeteserie-export"], ["csv"]),
        **dict.fromkeys(["nettverk:moete-create", "nettverk:moeteserie-create"], [v.prosjekt.pk]),
        **dict.fromkeys([f"nettverk:{navn}" for navn in moeteverb], [moete.pk]),
        **dict.fromkeys([f"nettverk:moeteserie-{verb}" for verb in ("show", "edit", "end")], [serie.pk]),
        **dict.fromkeys([f"nettverk:sak-{verb}" for verb in ("edit", "answer", "move")], [forslag.pk]),
        **dict.fromkeys([f"nettverk:sakspapir-{verb}" for verb in ("download", "remove")], [papir.pk]),
    }


def plant(plantes, v):
    klokken = {"fra_tid": time(9), "til_tid": time(10)}
    moete = plantes(models.Moete, prosjekt=v.prosjekt, **klokken, innsyn="medlemmer")
    plantes(models.Sak, moete=moete, kommune=v.moss, nummer=1, foreslaatt_av=v.nabokontaktperson)
    plantes(models.Sakspapir, moete=moete, lastet_opp_av=v.nabokontaktperson)


def sider(v):
    serie = MoeteserieFactory(prosjekt=v.prosjekt, innsyn="kommunene")
    moete = SeriemoeteFactory(
        prosjekt=v.prosjekt, innsyn="kommunene", serie=serie, seriedato=date(2016, 4, 5)
    )
    sak = AgendasakFactory(moete=moete, nummer=1, minutter=30, tekst="Orientering om anmodningen.")
    AgendasakFactory(moete=moete, nummer=2)
    forslag = AgendasakFactory(moete=moete, nummer=0, status="foreslaatt", kommune=v.kommune)
    SakspapirFactory(moete=moete, sak=sak)
    SakspapirFactory(moete=moete)
    return [
        *(("prosjektleder", (f"nettverk:{navn}",)) for navn in ("moete-index", "moeteserie-index")),
        *(
            ("prosjektleder", (f"nettverk:{navn}", v.prosjekt.pk))
            for navn in ("moete-create", "moeteserie-create")
        ),
        *(
            ("prosjektleder", (f"nettverk:{navn}", moete.pk))
            for navn in ("moete-show", "moete-edit", "moete-cancel", "sak-create", "sakspapir-create")
        ),
        *(("prosjektleder", (f"nettverk:moeteserie-{verb}", serie.pk)) for verb in ("show", "edit", "end")),
        *(("prosjektleder", (f"nettverk:sak-{verb}", forslag.pk)) for verb in ("edit", "answer")),
        ("kontaktperson", ("nettverk:moete-index",)),
        ("kontaktperson", ("nettverk:moete-show", moete.pk)),
        ("kontaktperson", ("nettverk:sak-propose", moete.pk)),
    ]
