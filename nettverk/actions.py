"""Every write to projects and activities."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bosetting.brukere.actions import bilde, record
from bosetting.felles.hinder import Hinder

from . import domain
from .models import Aktivitet, Prosjekt, Resultatmaal
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny, valider


def opprett_prosjekt(*, by, embete, felt: dict, maal: list[dict], noekkel: UUID) -> Prosjekt:
    """Create a project with its result goals (see ``endre_prosjekt``). The same key again returns the first one."""

    def skriv():
        prosjekt = Prosjekt(embete=embete, noekkel=noekkel, **felt)
        krev_ledig_navn(prosjekt, embete=embete)
        skriv_ny(by, prosjekt, "opprettet prosjekt")
        _skriv_maal(by, prosjekt, maal)
        return prosjekt

    return en_gang(Prosjekt, noekkel, skriv)


@transaction.atomic
def endre_prosjekt(*, by, prosjekt: Prosjekt, felt: dict, maal: list[dict], versjon: int) -> Prosjekt:
    """Change the facts of a project and its goals, as they stood at ``versjon``. Raises Samtidig, Hinder.

    Each goal is {"pk": int | None, "nummer": str, "tekst": str, "slett": bool}. A goal that activities serve stays.
    """
    prosjekt = Prosjekt.objects.select_for_update().get(pk=prosjekt.pk)
    foer = bilde(prosjekt)
    sett(prosjekt, felt)
    staar = sorted(prosjekt.resultatmaal.values_list("nummer", "tekst"))
    skrevet = sorted((rad["nummer"], rad["tekst"]) for rad in maal if not rad["slett"])
    if (bilde(prosjekt), skrevet) == (foer, staar):
        return prosjekt
    krev_versjon(prosjekt, versjon)
    krev_ledig_navn(prosjekt, embete=prosjekt.embete)
    if _skriv_maal(by, prosjekt, maal) and bilde(prosjekt) == foer:
        # The goals have their own traces; the form that shows them is the project's.
        prosjekt.versjon += 1
        prosjekt.save(update_fields=["versjon"])
        return prosjekt
    return skriv_endret(by, prosjekt, "endret prosjekt", foer)


def _skriv_maal(by, prosjekt, maal) -> bool:
    """Write the goals, one trace each. Return whether anything changed."""
    # «3 a» and «3A» are the same goal to people, and to the report.
    numre = [(rad["nummer"], "".join(rad["nummer"].split()).casefold()) for rad in maal if not rad["slett"]]
    likt = [lest for _skrevet, lest in numre]
    if like := sorted({skrevet for skrevet, lest in numre if likt.count(lest) > 1}):
        raise Hinder([(None, _("Flere resultatmål har nummer %(numre)s.") % {"numre": ", ".join(like)})])
    finnes = {rad.pk: rad for rad in prosjekt.resultatmaal.all()}
    slettes = [finnes[rad["pk"]] for rad in maal if rad["slett"] and rad["pk"] in finnes]
    for gammelt in slettes:
        if gammelt.aktiviteter.exists():
            grunn = _("Resultatmål %(nummer)s kan ikke slettes: det finnes aktiviteter for det.")
            raise Hinder([(None, grunn % {"nummer": gammelt.nummer})])
        record(by=by, handling="slettet resultatmål", objekt=gammelt, foer=bilde(gammelt))
        gammelt.delete()
    # Numbers that change places would meet half-way, so changed goals let go of theirs first.
    endres = [
        (finnes[rad["pk"]], rad)
        for rad in maal
        if not rad["slett"]
        and rad["pk"] in finnes
        and (finnes[rad["pk"]].nummer, finnes[rad["pk"]].tekst) != (rad["nummer"], rad["tekst"])
    ]
    for plass, (gammelt, _rad) in enumerate(endres):
        Resultatmaal.objects.filter(pk=gammelt.pk).update(nummer=f"#{plass}")
    for gammelt, rad in endres:
        foer = bilde(gammelt)
        sett(gammelt, {"nummer": rad["nummer"], "tekst": rad["tekst"]})
        valider(gammelt)
        gammelt.save()
        record(by=by, handling="endret resultatmål", objekt=gammelt, foer=foer, etter=bilde(gammelt))
    nye = [rad for rad in maal if rad["pk"] not in finnes and not rad["slett"]]
    for rad in nye:
        nytt = Resultatmaal(prosjekt=prosjekt, nummer=rad["nummer"], tekst=rad["tekst"])
        skriv_ny(by, nytt, "opprettet resultatmål")
    return bool(slettes or endres or nye)


def opprett_aktivitet(*, by, prosjekt: Prosjekt, felt: dict, dag, noekkel: UUID) -> Aktivitet:
    """Create an activity; ``felt`` holds the model's fields and ``resultatmaal``. The same key returns the first."""

    def skriv():
        maal, egne = _skill_ut_maal(prosjekt, felt)
        aktivitet = Aktivitet(prosjekt=prosjekt, noekkel=noekkel, **egne)
        _krev_mulig(aktivitet, dag)
        valider(aktivitet)
        aktivitet.save()
        aktivitet.resultatmaal.set(maal)
        record(by=by, handling="opprettet aktivitet", objekt=aktivitet, etter=_med_maal(aktivitet, maal))
        return aktivitet

    return en_gang(Aktivitet, noekkel, skriv)


@transaction.atomic
def endre_aktivitet(*, by, aktivitet: Aktivitet, felt: dict, dag, versjon: int) -> Aktivitet:
    """Change an activity: moved, carried out, cancelled, counted. Raises Samtidig, Hinder."""
    aktivitet = Aktivitet.objects.select_for_update().get(pk=aktivitet.pk)
    foer = _med_maal(aktivitet, aktivitet.resultatmaal.all())
    maal, egne = _skill_ut_maal(aktivitet.prosjekt, felt)
    sett(aktivitet, egne)
    if _med_maal(aktivitet, maal) == foer:
        return aktivitet
    krev_versjon(aktivitet, versjon)
    _krev_mulig(aktivitet, dag)
    valider(aktivitet)
    aktivitet.versjon += 1
    aktivitet.save()
    aktivitet.resultatmaal.set(maal)
    etter = _med_maal(aktivitet, maal)
    record(by=by, handling="endret aktivitet", objekt=aktivitet, foer=foer, etter=etter)
    return aktivitet


def _skill_ut_maal(prosjekt, felt):
    egne = dict(felt)
    maal = list(egne.pop("resultatmaal"))
    if any(rad.prosjekt_id != prosjekt.pk for rad in maal):
        raise Hinder([("resultatmaal", _("Resultatmålet hører til et annet prosjekt."))])
    return maal, egne


def _med_maal(aktivitet, maal):
    return bilde(aktivitet) | {"resultatmaal": sorted(rad.nummer for rad in maal)}


def _krev_mulig(aktivitet, dag):
    grunner = domain.hvorfor_ikke_aktivitet(
        status=aktivitet.status,
        fra_dato=aktivitet.fra_dato,
        til_dato=aktivitet.til_dato,
        deltakere=aktivitet.deltakere,
        prosjekt=(aktivitet.prosjekt.fra, aktivitet.prosjekt.til),
        dag=dag,
    )
    if grunner:
        raise Hinder(grunner)
