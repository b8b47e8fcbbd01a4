"""Every write to a project itself, with its result goals and phases."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy

from bosetting.brukere.actions import bilde, record
from bosetting.felles.hinder import Hinder

from .models import Fase, Prosjekt, Resultatmaal
from .prosjektregler import hvorfor_ikke_fase, samme_nummer
from .skriving import en_gang, krev_ledig_navn, krev_versjon, sett, skriv_endret, skriv_ny, valider


@dataclass(frozen=True)
class _Liste:
    """A numbered list that the project's form holds: its model, fields (the number first), and words for faults."""

    modell: type
    felt: tuple[str, ...]
    i_bruk_av: tuple[str, ...]
    ord: str
    like: str
    brukt: str

    def rader(self, prosjekt):
        return self.modell.objects.filter(prosjekt=prosjekt)

    def verdier(self, rad: dict) -> tuple:
        return tuple(rad[felt] for felt in self.felt)


_MAAL = _Liste(
    Resultatmaal,
    ("nummer", "tekst"),
    ("aktiviteter", "moeter"),
    "resultatmål",
    gettext_lazy("Flere resultatmål har nummer %(numre)s."),
    gettext_lazy("Resultatmål %(nummer)s kan ikke slettes: det finnes aktiviteter for det."),
)
_FASER = _Liste(
    Fase,
    ("bokstav", "navn", "fra", "til"),
    ("aktiviteter", "moeter"),
    "fase",
    gettext_lazy("Flere faser har bokstaven %(numre)s."),
    gettext_lazy("Fase %(nummer)s kan ikke slettes: det finnes møter eller aktiviteter i den."),
)


def opprett_prosjekt(
    *, by, embete, felt: dict, maal: Sequence[dict], faser: Sequence[dict] = (), noekkel: UUID
) -> Prosjekt:
    """Create a project with its goals and phases (see ``endre_prosjekt``). The same key again returns the first."""

    def skriv():
        prosjekt = Prosjekt(embete=embete, noekkel=noekkel, **felt)
        krev_ledig_navn(prosjekt, embete=embete)
        skriv_ny(by, prosjekt, "opprettet prosjekt")
        _skriv(by, prosjekt, _MAAL, maal)
        _skriv(by, prosjekt, _FASER, faser)
        return prosjekt

    return en_gang(Prosjekt, noekkel, skriv)


@transaction.atomic
def endre_prosjekt(
    *, by, prosjekt: Prosjekt, felt: dict, maal: Sequence[dict], faser: Sequence[dict], versjon: int
) -> Prosjekt:
    """Change the facts of a project, its goals and its phases, as they stood at ``versjon``. Raises Samtidig, Hinder.

    Each goal is {"pk": int | None, "nummer", "tekst", "slett": bool}, each phase {"pk", "bokstav", "navn", "fra",
    "til", "slett"}. What meetings or activities refer to stays.
    """
    prosjekt = Prosjekt.objects.select_for_update().get(pk=prosjekt.pk)
    foer = bilde(prosjekt)
    sett(prosjekt, felt)
    lister = ((_MAAL, maal), (_FASER, faser))
    if bilde(prosjekt) == foer and not any(_er_nytt(prosjekt, *ett) for ett in lister):
        return prosjekt
    krev_versjon(prosjekt, versjon)
    krev_ledig_navn(prosjekt, embete=prosjekt.embete)
    skrevet = [_skriv(by, prosjekt, *ett) for ett in lister]
    if any(skrevet) and bilde(prosjekt) == foer:
        # The rows of the lists have their own traces; the form that shows them is the project's.
        prosjekt.versjon += 1
        prosjekt.save(update_fields=["versjon"])
        return prosjekt
    return skriv_endret(by, prosjekt, "endret prosjekt", foer)


def _er_nytt(prosjekt, liste: _Liste, rader) -> bool:
    staar = set(liste.rader(prosjekt).values_list(*liste.felt))
    return staar != {liste.verdier(rad) for rad in rader if not rad["slett"]}


def _skriv(by, prosjekt, liste: _Liste, rader) -> bool:
    """Write the rows of one list, one trace each. Return whether anything changed."""
    nummer = liste.felt[0]
    _krev_mulige(prosjekt, liste, [rad for rad in rader if not rad["slett"]])
    finnes = {rad.pk: rad for rad in liste.rader(prosjekt)}
    slettes = [finnes[rad["pk"]] for rad in rader if rad["slett"] and rad["pk"] in finnes]
    for gammel in slettes:
        if any(getattr(gammel, navn).exists() for navn in liste.i_bruk_av):
            raise Hinder([(None, liste.brukt % {"nummer": getattr(gammel, nummer)})])
        record(by=by, handling=f"slettet {liste.ord}", objekt=gammel, foer=bilde(gammel))
        gammel.delete()
    endres = [
        (finnes[rad["pk"]], rad)
        for rad in rader
        if not rad["slett"]
        and rad["pk"] in finnes
        and tuple(getattr(finnes[rad["pk"]], felt) for felt in liste.felt) != liste.verdier(rad)
    ]
    # Numbers that change places would meet half-way, so changed rows let go of theirs first.
    for plass, (gammel, _rad) in enumerate(endres):
        liste.rader(prosjekt).filter(pk=gammel.pk).update(**{nummer: f"#{plass}"})
    for gammel, rad in endres:
        foer = bilde(gammel)
        sett(gammel, {felt: rad[felt] for felt in liste.felt})
        valider(gammel)
        gammel.save()
        record(by=by, handling=f"endret {liste.ord}", objekt=gammel, foer=foer, etter=bilde(gammel))
    nye = [rad for rad in rader if rad["pk"] not in finnes and not rad["slett"]]
    for rad in nye:
        ny = liste.modell(prosjekt=prosjekt, **{felt: rad[felt] for felt in liste.felt})
        skriv_ny(by, ny, f"opprettet {liste.ord}")
    return bool(slettes or endres or nye)


def _krev_mulige(prosjekt, liste: _Liste, rader) -> None:
    # «3 a» and «3A» are the same goal to people, and to the report.
    numre = [rad[liste.felt[0]] for rad in rader]
    like = sorted({en for en in numre if sum(samme_nummer(en, annen) for annen in numre) > 1})
    if like:
        raise Hinder([(None, liste.like % {"numre": ", ".join(like)})])
    if liste is _FASER:
        periode = (prosjekt.fra, prosjekt.til)
        grunner = [
            grunn
            for rad in rader
            for grunn in hvorfor_ikke_fase(rad["bokstav"], rad["fra"], rad["til"], periode)
        ]
        if grunner:
            raise Hinder(grunner)
