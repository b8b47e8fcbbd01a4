"""Writes of single meetings: made, changed, cancelled. A meeting of a series is changed here without the rest."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.brukere.models import Bruker
from bosetting.felles.dag import naa
from bosetting.felles.hinder import Hinder

from . import innkallinger, moeteregler
from .models import Moete, Prosjekt
from .skriving import en_gang, krev_versjon, sett, valider

# What those who are invited are told of when it changes.
_MERKES = ("tittel", "status", "dato", "fra_tid", "til_tid", "sted", "videolenke")


def opprett_moete(*, by: Bruker, prosjekt: Prosjekt, felt: dict, dag: date, noekkel: UUID) -> Moete:
    """Create a meeting; ``felt`` holds the model's fields and ``resultatmaal``. The same key returns the first.

    An empty ``innsyn`` is that of the group's meetings.
    """

    def skriv():
        egne = dict(felt)
        maal = list(egne.pop("resultatmaal", ()))
        moete = Moete(prosjekt=prosjekt, noekkel=noekkel, endret_at=naa(), **egne)
        moete.innsyn = moete.innsyn or arvet_innsyn(moete.gruppe)
        _krev_mulig(moete, maal, dag)
        moete.save()
        moete.resultatmaal.set(maal)
        record(by=by, handling="opprettet møte", objekt=moete, etter=_med_maal(moete, maal))
        return moete

    return en_gang(Moete, noekkel, skriv)


def arvet_innsyn(gruppe) -> str:
    """Return who may see the meetings of a group. Raises Hinder when there is none to ask."""
    if gruppe is None:
        raise Hinder([("innsyn", _("Velg hvem som kan se et møte uten gruppe."))])
    return gruppe.moeteinnsyn


@transaction.atomic
def endre_moete(*, by: Bruker, moete: Moete, felt: dict, dag: date, versjon: int) -> Moete:
    """Change, move or mark as held one meeting; those who are invited are told. Raises Samtidig, Hinder."""
    moete = Moete.objects.select_for_update().get(pk=moete.pk)
    staar = list(moete.resultatmaal.all())
    foer = _med_maal(moete, staar)
    egne = dict(felt)
    maal = list(egne.pop("resultatmaal", staar))
    sett(moete, egne)
    if _med_maal(moete, maal) == foer:
        return moete
    krev_versjon(moete, versjon)
    if foer["status"] == moeteregler.AVLYST:
        raise Hinder([(None, _("Møtet er avlyst og kan ikke endres. Lag et nytt møte."))])
    _krev_mulig(moete, maal, dag)
    moete.resultatmaal.set(maal)
    return lagre_endret(by, moete, "endret møte", foer, _med_maal(moete, maal))


@transaction.atomic
def avlys_moete(*, by: Bruker, moete: Moete, grunn: str, versjon: int) -> Moete:
    """Cancel a meeting, which stays; those who are invited are told. Again changes nothing. Raises Samtidig, Hinder."""
    moete = Moete.objects.select_for_update().get(pk=moete.pk)
    if moete.status == moeteregler.AVLYST:
        return moete
    krev_versjon(moete, versjon)
    if moete.status == moeteregler.AVHOLDT:
        raise Hinder([(None, _("Et møte som er avholdt, kan ikke avlyses."))])
    foer = bilde(moete)
    moete.status, moete.avlyst_grunn = moeteregler.AVLYST, grunn
    return lagre_endret(by, moete, "avlyst møte", foer)


def lagre_endret(by: Bruker, moete: Moete, handling: str, foer: dict, etter: dict | None = None) -> Moete:
    """Save a changed meeting with its trace and next version, and tell those who are invited what they would notice."""
    valider(moete)
    moete.versjon += 1
    moete.endret_at = naa()
    moete.save()
    # The version and the moment are known now; what was handed in knows the goals.
    etter = (etter or {}) | bilde(moete)
    record(by=by, handling=handling, objekt=moete, foer=foer, etter=etter)
    if any(foer[navn] != etter[navn] for navn in _MERKES):
        innkallinger.meld_endret(by=by, moete=moete)
    return moete


def _med_maal(moete: Moete, maal) -> dict:
    return bilde(moete) | {"resultatmaal": sorted(rad.nummer for rad in maal)}


def _krev_mulig(moete: Moete, maal, dag: date) -> None:
    prosjekt = moete.prosjekt
    grunner = moeteregler.hvorfor_ikke_moete(
        status=moete.status,
        dato=moete.dato,
        fra_tid=moete.fra_tid,
        til_tid=moete.til_tid,
        svarfrist=moete.svarfrist,
        prosjekt=(prosjekt.fra, prosjekt.til),
        dag=dag,
    )
    if moete.gruppe and moete.gruppe.prosjekt_id != prosjekt.pk:
        grunner.append(("gruppe", _("Gruppen hører til et annet prosjekt.")))
    if moete.fase and moete.fase.prosjekt_id != prosjekt.pk:
        grunner.append(("fase", _("Fasen hører til et annet prosjekt.")))
    if any(rad.prosjekt_id != prosjekt.pk for rad in maal):
        grunner.append(("resultatmaal", _("Resultatmålet hører til et annet prosjekt.")))
    if grunner:
        raise Hinder(grunner)
    valider(moete)
