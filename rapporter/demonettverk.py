"""The demo's network: the project of 2015–2016 by function, its groups, activities, budget, schemes and barriers.

Nobody is invented: seats are held by functions, and only the demo's own users are people.
"""

from datetime import date, time
from uuid import uuid4

from bosetting.brukere.models import Bruker, Embete
from bosetting.felles.arbeidsbok import les_tekst
from bosetting.felles.dag import i_dag
from bosetting.kommuner.models import Kommune
from nettverk import tilskuddsfil, tilskuddsimport
from nettverk.models import (
    Aktivitet,
    Avdeling,
    Barriere,
    Barriereslag,
    Barrieretiltak,
    Budsjettlinje,
    Evalueringsspoersmaal,
    Fase,
    Gruppe,
    Medlemskap,
    Organisasjon,
    Person,
    Prosjekt,
    Resultatmaal,
    Strategi,
    Suksesskriterium,
    Tilbakemelding,
    Tilskuddsordning,
    Virkemiddel,
)
from nettverk.moeteregler import Moenster
from nettverk.moeteserier import opprett_serie
from rapporter.demofiler import DATA, dato, klokke, rader, tall

# Which seat each demo user has: (group, organisation, function).
_PLASSER = {
    "prosjektleder@demo.example": ("Prosjektgruppen", "Fylkesmannen i Østfold", "prosjektleder"),
    "leser@demo.example": ("Prosjektgruppen", "KS Østfold", "rådgiver"),
    "spydeberg@demo.example": ("Nettverk på systemnivå", "Spydeberg kommune", "kontaktperson"),
    "moss-rygge@demo.example": ("Nettverk på systemnivå", "Moss kommune", "kontaktperson"),
}


def legg_inn(embete: Embete, kommuner: dict[str, Kommune]) -> Prosjekt:
    """Make the project and everything around it; ``kommuner`` by number. Return the project."""
    prosjekt = Prosjekt.objects.create(
        embete=embete,
        navn="Bosetting av flyktninger i Østfold",
        fra=date(2015, 2, 1),
        til=date(2017, 1, 1),
        effektmaal="Økt bosetting av flyktninger i kommunene i Østfold",
        kilde="Prosjektbeskrivelse 16.12.2014",
    )
    organisasjoner = {
        rad["navn"]: Organisasjon.objects.create(
            embete=embete, navn=rad["navn"], slag=rad["slag"], kommune=kommuner.get(rad["kommune_nr"])
        )
        for rad in rader("organisasjoner.csv")
    }
    maal = {
        rad["nummer"]: Resultatmaal.objects.create(
            prosjekt=prosjekt, nummer=rad["nummer"], tekst=rad["tekst"]
        )
        for rad in rader("resultatmaal.csv")
    }
    faser = {
        rad["bokstav"]: Fase.objects.create(
            prosjekt=prosjekt,
            bokstav=rad["bokstav"],
            navn=rad["navn"],
            fra=dato(rad["fra"]),
            til=dato(rad["til"]),
        )
        for rad in rader("faser.csv")
    }
    _plan(prosjekt, organisasjoner)
    _grupper(prosjekt, organisasjoner)
    _personer(embete)
    _moeter(prosjekt)
    _aktiviteter(prosjekt, organisasjoner, maal, faser, kommuner)
    _ordninger(embete, organisasjoner)
    _barrierer(embete, organisasjoner, kommuner)
    _evaluering(prosjekt, organisasjoner, maal, kommuner)
    return prosjekt


def _plan(prosjekt, organisasjoner) -> None:
    for rad in rader("strategier.csv"):
        Strategi.objects.create(prosjekt=prosjekt, **rad | {"nummer": int(rad["nummer"])})
    for rad in rader("suksesskriterier.csv"):
        Suksesskriterium.objects.create(prosjekt=prosjekt, **rad | {"nummer": int(rad["nummer"])})
    for rad in rader("budsjett.csv"):
        antall = {
            navn: tall(rad[navn]) for navn in ("aar", "rekkefoelge", "kroner", "andel", "andel_til", "antall")
        }
        dekkes_av = {"dekkes_av": organisasjoner[rad["dekkes_av"]]}
        Budsjettlinje.objects.create(prosjekt=prosjekt, **rad | antall | dekkes_av)


def _grupper(prosjekt, organisasjoner) -> None:
    grupper = {}
    for nummer, rad in enumerate(rader("grupper.csv"), start=1):
        felt = {navn: rad[navn] for navn in ("navn", "slag", "innsyn", "moeteinnsyn", "oppgave")}
        grupper[rad["navn"]] = Gruppe.objects.create(prosjekt=prosjekt, rekkefoelge=nummer, **felt)
    for rad in rader("medlemskap.csv"):
        organisasjon = organisasjoner[rad["organisasjon"]]
        avdeling = rad["avdeling"] and Avdeling.objects.get_or_create(
            organisasjon=organisasjon, navn=rad["avdeling"]
        )
        Medlemskap.objects.create(
            gruppe=grupper[rad["gruppe"]],
            organisasjon=organisasjon,
            avdeling=avdeling[0] if avdeling else None,
            funksjon=rad["funksjon"],
            rolle=rad["rolle"],
            andel=tall(rad["andel"]),
            fra=dato(rad["fra"]),
            til=dato(rad["til"]),
            kilde=rad["kilde"],
        )


def _personer(embete) -> None:
    for epost, (gruppe, organisasjon, funksjon) in _PLASSER.items():
        bruker = Bruker.objects.get(email=epost)
        sete = Medlemskap.objects.get(
            gruppe__navn=gruppe, organisasjon__navn=organisasjon, funksjon=funksjon, person=None
        )
        sete.person = Person.objects.create(
            embete=embete,
            navn=bruker.navn,
            tittel=funksjon,
            organisasjon=sete.organisasjon,
            epost=bruker.email,
            bruker=bruker,
        )
        sete.save(update_fields=["person"])


def _moeter(prosjekt) -> None:
    """The project group's half days: the first Tuesday of the month is known, the clock is not."""
    moenster, fra, til = Moenster(ukedag=1, nummer=1), date(2016, 4, 1), date(2016, 7, 1)
    serie = opprett_serie(
        by=Bruker.objects.get(email="prosjektleder@demo.example"),
        prosjekt=prosjekt,
        felt={
            "gruppe": Gruppe.objects.get(prosjekt=prosjekt, slag="prosjektgruppe"),
            "tittel": "Møte i prosjektgruppen",
            "regel": moenster.regel,
            "fra": fra,
            "til": til,
            "fra_tid": time(9),
            "til_tid": time(12),
        },
        datoer=moenster.datoer(fra, til),
        noekkel=uuid4(),
    )
    serie.moeter.update(kilde="Tertialrapport 3. tertial 2015; klokkeslettet er antatt")


def _aktiviteter(prosjekt, organisasjoner, maal, faser, kommuner) -> None:
    for rad in rader("aktiviteter.csv"):
        tekster = ("tittel", "slag", "sted", "maalgruppe", "innsyn", "beskrivelse", "kilde")
        fra, til = dato(rad["fra_dato"]), dato(rad["til_dato"])
        # The file knows how it went; on the demo's day nothing is carried out that is not over.
        over = (til or fra) <= i_dag()
        aktivitet = Aktivitet.objects.create(
            prosjekt=prosjekt,
            fra_dato=fra,
            til_dato=til,
            status=rad["status"] if over else "planlagt",
            fra_tid=klokke(rad["fra_tid"]),
            til_tid=klokke(rad["til_tid"]),
            fase=faser[rad["fase"]],
            **{navn: rad[navn] for navn in tekster},
        )
        aktivitet.organisasjoner.set(organisasjoner[navn] for navn in _liste(rad["arrangoerer"]))
        aktivitet.kommuner.set(kommuner[nr] for nr in _liste(rad["kommuner"]))
        aktivitet.resultatmaal.set(maal[nummer] for nummer in rad["resultatmaal"].split())


def _ordninger(embete, organisasjoner) -> None:
    for rad in rader("ordninger.csv"):
        eier = {"eier": organisasjoner[rad["eier"]]}
        Tilskuddsordning.objects.create(embete=embete, **rad | eier)
    innlest = tilskuddsfil.les(les_tekst((DATA / "tilskudd.csv").read_text(encoding="utf-8")))
    tilskuddsimport.importer(
        by=None, embete=embete, innlest=innlest, filnavn="demodata/tilskudd.csv (IMDi, imdikator-munch)"
    )


def _barrierer(embete, organisasjoner, kommuner) -> None:
    slag = {
        rad["navn"]: Barriereslag.objects.create(embete=embete, rekkefoelge=nummer, **rad)
        for nummer, rad in enumerate(rader("barriereslag.csv"), start=1)
    }
    virkemidler = {}
    for rad in rader("virkemidler.csv"):
        hjelper_mot = _liste(rad.pop("hjelper_mot"))
        felt = rad | {"eier": organisasjoner[rad["eier"]], "fra": dato(rad["fra"])}
        virkemidler[rad["navn"]] = Virkemiddel.objects.create(embete=embete, **felt)
        virkemidler[rad["navn"]].hjelper_mot.set(slag[navn] for navn in hjelper_mot)
    for rad in rader("barrierer.csv"):
        barriere = Barriere.objects.create(
            kommune=kommuner[rad["kommune_nr"]],
            slag=slag[rad["slag"]],
            dato=dato(rad["dato"]),
            hvor=rad["hvor"],
            beskrivelse=rad["beskrivelse"],
            kilde=rad["kilde"],
        )
        Barrieretiltak.objects.create(
            barriere=barriere, virkemiddel=virkemidler[rad["virkemiddel"]], dato=dato(rad["tatt_i_bruk"])
        )


def _evaluering(prosjekt, organisasjoner, maal, kommuner) -> None:
    """The questions, and what those named in the source answered, told in our own words: so nothing is to be quoted."""
    spoersmaal = {
        rad["nummer"]: Evalueringsspoersmaal.objects.create(
            prosjekt=prosjekt,
            nummer=int(rad["nummer"]),
            tekst=rad["tekst"],
            resultatmaal=maal[rad["resultatmaal"]],
            kilde=rad["kilde"],
        )
        for rad in rader("evalueringsspoersmaal.csv")
    }
    for rad in rader("tilbakemeldinger.csv"):
        Tilbakemelding.objects.create(
            spoersmaal=spoersmaal[rad["spoersmaal"]],
            kommune=kommuner.get(rad["kommune_nr"]),
            organisasjon=organisasjoner.get(rad["organisasjon"]),
            dato=dato(rad["dato"]),
            tekst=rad["tekst"],
            kilde=rad["kilde"],
        )


def _liste(tekst: str) -> list[str]:
    return [del_ for del_ in tekst.split(";") if del_]
