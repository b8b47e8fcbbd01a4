"""Minutes: written point by point, and approved into a numbered, frozen document. Names of people stay out of it."""

import hashlib
import json
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles import norsk
from bosetting.felles.dag import naa
from bosetting.felles.dokument.markdown import MarkdownFeil, les_markdown
from bosetting.felles.dokument.typst import som_pdf
from bosetting.felles.hinder import Hinder

from .innkallinger import funksjon, laas, organisasjon
from .innkallingsregler import hvorfor_ikke_oppmoete
from .models import Innkalling, Moete, Oppfoelgingspunkt, Referat, Sak
from .oppfoelgingsliste import ansvarlig, med_ansvarlig, stand, tidligere_punkter
from .oppmoete import merk_avholdt
from .referatdokument import bygg
from .skriving import en_gang, krev_versjon, sett, skriv_endret

# What changes from one number to the next although nobody corrected anything.
_UTENOM = ("nummer", "rettelse", "godkjent")


@transaction.atomic
def skriv(*, by: Bruker, moete: Moete, saker: list[dict], dag: date) -> int:
    """Write what was said and decided; return how many points changed. Raises Samtidig, Hinder.

    Each of ``saker`` is {"pk", "versjon", "referat", "beslutning"}. Points that are not changed are not looked at, so
    two may write each their own at the same time.
    """
    moete = laas(moete)
    if grunner := hvorfor_ikke_oppmoete(moete.status, moete.dato, dag):
        raise Hinder(grunner)
    rader = {rad.pk: rad for rad in Sak.objects.select_for_update().filter(moete=moete).order_by("pk")}
    endret = 0
    for felt in saker:
        sak = rader.get(felt["pk"])
        if sak is None:
            raise Hinder([(None, _("En av sakene er fjernet fra sakslisten."))])
        foer = bilde(sak)
        sett(sak, {navn: felt[navn] for navn in ("referat", "beslutning")})
        if bilde(sak) == foer:
            continue
        krev_versjon(sak, felt["versjon"])
        for navn in ("referat", "beslutning"):
            try:
                les_markdown(felt[navn])
            except MarkdownFeil as feil:
                raise Hinder([(navn, str(feil))]) from feil
        skriv_endret(by, sak, "skrev referat", foer)
        endret += 1
    return endret


def innhold(moete: Moete, *, nummer: int, rettelse: str, dag: date) -> dict:
    """Return the minutes as data: function and organisation, never names. Five queries."""
    embete = moete.prosjekt.embete
    navn = embete.navn_paa(moete.dato)
    punkter = list(med_ansvarlig(Oppfoelgingspunkt.objects.filter(moete=moete)).order_by("pk"))
    saker = list(moete.saker.filter(status="satt_opp").order_by("nummer", "pk"))
    oppsatt = {sak.pk for sak in saker}
    oppmoete, uten_oppmoete = _oppmoete(moete)
    return {
        "nummer": nummer,
        "rettelse": rettelse,
        "godkjent": dag.isoformat(),
        "embete": navn.navn if navn else str(embete),
        "prosjekt": moete.prosjekt.navn,
        "gruppe": moete.gruppe.navn if moete.gruppe else "",
        "tittel": moete.tittel,
        "dato": moete.dato.isoformat(),
        "fra_tid": f"{moete.fra_tid:%H.%M}",
        "til_tid": f"{moete.til_tid:%H.%M}",
        "sted": moete.sted,
        "oppmoete": oppmoete,
        "uten_oppmoete": uten_oppmoete,
        "fra_foer": [
            {
                "tekst": punkt.tekst,
                "ansvarlig": ansvarlig(punkt),
                "avtalt": norsk.dato(punkt.moete.dato),
                "stand": stand(punkt, moete.dato).tekst,
            }
            for punkt in tidligere_punkter(moete)
        ],
        "saker": [
            {
                "nummer": sak.nummer,
                "tittel": sak.tittel,
                "referat": sak.referat,
                "beslutning": sak.beslutning,
                "punkter": [_punkt(punkt) for punkt in punkter if punkt.sak_id == sak.pk],
            }
            for sak in saker
        ],
        "punkter": [_punkt(punkt) for punkt in punkter if punkt.sak_id not in oppsatt],
    }


def _oppmoete(moete: Moete) -> tuple[list[dict], int]:
    """Return who came and who did not, and of how many it is not told."""
    alle = Innkalling.objects.gjeldende().filter(moete=moete).order_by("pk")
    alle = list(alle.select_related("person__organisasjon", "medlemskap__organisasjon"))
    rader = [rad for rad in alle if rad.oppmoete != "ukjent"]
    linjer = [
        {
            "funksjon": funksjon(rad),
            "organisasjon": organisasjon(rad),
            "oppmoete": str(rad.get_oppmoete_display()),
            "moett": rad.oppmoete in ("til_stede", "vara"),
        }
        for rad in rader
    ]
    linjer.sort(
        key=lambda ett: (not ett["moett"], ett["organisasjon"].casefold(), ett["funksjon"].casefold())
    )
    return linjer, len(alle) - len(rader)


def _punkt(punkt: Oppfoelgingspunkt) -> dict:
    frist = norsk.dato(punkt.frist) if punkt.frist else ""
    return {"tekst": punkt.tekst, "ansvarlig": ansvarlig(punkt), "frist": frist}


def avtrykk(data: dict) -> str:
    """Return what tells whether the minutes are as somebody saw them."""
    kjerne = {navn: verdi for navn, verdi in data.items() if navn not in _UTENOM}
    return hashlib.sha256(json.dumps(kjerne, sort_keys=True).encode()).hexdigest()


def neste_nummer(moete: Moete) -> int:
    siste = Referat.objects.filter(moete=moete).order_by("-nummer").values_list("nummer", flat=True).first()
    return (siste or 0) + 1


def godkjenn(
    *, by: Bruker, moete: Moete, rettelse: str, sett_avtrykk: str, dag: date, noekkel: UUID
) -> Referat:
    """Freeze the minutes as they are under the next number, with the PDF's bytes and SHA-256.

    ``sett_avtrykk`` is what the approver saw. The same key again returns the first one. Raises Hinder.
    """

    def skriv_ned():
        moete_ = laas(moete)
        # A double click: the first one was still at it when we asked.
        if finnes := Referat.objects.filter(noekkel=noekkel).first():
            return finnes
        nummer = neste_nummer(moete_)
        data = innhold(moete_, nummer=nummer, rettelse=rettelse.strip(), dag=dag)
        if grunner := _hvorfor_ikke_godkjenne(moete_, data, sett_avtrykk, dag):
            raise Hinder(grunner)
        pdf = som_pdf(bygg(data))
        referat = Referat.objects.create(
            noekkel=noekkel,
            moete=moete_,
            nummer=nummer,
            innhold=data,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            rettelse=data["rettelse"],
            godkjent_av=by,
            godkjent_at=naa(),
        )
        etter = {"moete": moete_.pk, "nummer": nummer, "sha256": referat.sha256, "rettelse": referat.rettelse}
        record(by=by, handling="godkjente referat", objekt=referat, etter=etter)
        merk_avholdt(by=by, moete=moete_)
        return referat

    with transaction.atomic():
        return en_gang(Referat, noekkel, skriv_ned)


def _hvorfor_ikke_godkjenne(moete, data, sett_avtrykk, dag) -> list[tuple[str | None, str]]:
    if grunner := hvorfor_ikke_oppmoete(moete.status, moete.dato, dag):
        return grunner
    skrevet = any(sak["referat"] or sak["beslutning"] or sak["punkter"] for sak in data["saker"])
    if not (skrevet or data["punkter"]):
        return [(None, _("Skriv referat for minst én sak først."))]
    if avtrykk(data) != sett_avtrykk:
        return [(None, _("Referatet er endret etter at du åpnet siden. Les gjennom det på nytt."))]
    if data["nummer"] > 1:
        forrige = Referat.objects.filter(moete=moete).order_by("-nummer").values_list("innhold", flat=True)[0]
        if avtrykk(forrige) == avtrykk(data):
            return [(None, _("Ingenting er endret siden forrige referat."))]
        if not data["rettelse"]:
            return [("rettelse", _("Skriv hva som er rettet siden forrige referat."))]
    return []
