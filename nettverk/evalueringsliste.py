"""What the evaluation says: answers per effect, who answered of those asked, and the quotes that are released.

The pages, the sheets and the report read the same. ``evaluering(prosjekt, fra, til)`` is the whole of it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bosetting.felles import norsk
from bosetting.felles.diagram import Diagram, soeyler, staver
from bosetting.felles.regneark import Ark
from bosetting.kommuner.models import Fylke, Kommune

from .evalueringsregler import Fordeling, fordel
from .models import Evalueringsspoersmaal, Prosjekt, Sitat, Tilbakemelding


@dataclass(frozen=True)
class Effekt:
    """One question and what was answered; ``kommuner`` and ``organisasjoner`` are how many different ones answered."""

    spoersmaal: Evalueringsspoersmaal
    fordeling: Fordeling
    kommuner: int
    organisasjoner: int
    sitater: list[Sitat] = field(default_factory=list)

    @property
    def snitt(self) -> str:
        return desimal(self.fordeling.snitt)


@dataclass(frozen=True)
class Evaluering:
    """The evaluation of a project in a period. ``spurt`` is the municipalities of the embete at the end of it."""

    prosjekt: Prosjekt
    effekter: list[Effekt]
    spurt: int
    kommuner: int
    organisasjoner: int
    svar: int

    @property
    def sitater(self) -> list[Sitat]:
        return [sitat for effekt in self.effekter for sitat in effekt.sitater]

    @property
    def svart_tekst(self) -> str:
        """Return «15 av 18 kommuner og 6 samarbeidspartnere har svart»."""
        kommuner = _("%(n)s av %(alle)s kommuner") % {
            "n": norsk.tallord(self.kommuner),
            "alle": norsk.tallord(self.spurt),
        }
        andre = ngettext("%(n)s samarbeidspartner", "%(n)s samarbeidspartnere", self.organisasjoner)
        andre %= {"n": norsk.tallord(self.organisasjoner)}
        return _("%(kommuner)s og %(andre)s har svart") % {"kommuner": kommuner, "andre": andre}


def desimal(verdi: Decimal | None) -> str:
    """Return 4,2; an en dash for None."""
    return norsk.UKJENT if verdi is None else str(verdi).replace(".", ",")


def evaluering(prosjekt: Prosjekt, fra: date | None = None, til: date | None = None) -> Evaluering:
    """Return what was answered in ``[fra, til)``, all of it without dates. Five queries, however many answered."""
    periode = Q()
    if fra is not None:
        periode &= Q(dato__gte=fra)
    if til is not None:
        periode &= Q(dato__lt=til)
    svar = defaultdict(list)
    for rad in Tilbakemelding.objects.filter(periode, spoersmaal__prosjekt=prosjekt).order_by("dato", "pk"):
        svar[rad.spoersmaal_id].append(rad)
    sitater = defaultdict(list)
    frigitte = Sitat.objects.frigitte().filter(
        tilbakemelding__in=[rad.pk for ett in svar.values() for rad in ett]
    )
    for sitat in frigitte.select_related("tilbakemelding").order_by("frigitt_at", "pk") if svar else ():
        sitater[sitat.tilbakemelding.spoersmaal_id].append(sitat)
    effekter = [
        _effekt(spoersmaal, svar[spoersmaal.pk], sitater[spoersmaal.pk])
        for spoersmaal in Evalueringsspoersmaal.objects.filter(prosjekt=prosjekt).select_related(
            "resultatmaal"
        )
    ]
    alle = [rad for ett in svar.values() for rad in ett]
    # Who was asked is the embete's municipalities, as they were when the last of them answered.
    dag = max((rad.dato for rad in alle), default=prosjekt.fra)
    fylker = Fylke.objects.filter(embeter=prosjekt.embete_id)
    return Evaluering(
        prosjekt=prosjekt,
        effekter=effekter,
        spurt=Kommune.objects.on_date(dag).filter(fylke__in=fylker).count(),
        kommuner=_ulike(alle, "kommune_id"),
        organisasjoner=_ulike(alle, "organisasjon_id"),
        svar=len(alle),
    )


def _effekt(spoersmaal, svar, sitater) -> Effekt:
    return Effekt(
        spoersmaal=spoersmaal,
        fordeling=fordel(((rad.skala, rad.tekst) for rad in svar), spoersmaal.skala),
        kommuner=_ulike(svar, "kommune_id"),
        organisasjoner=_ulike(svar, "organisasjon_id"),
        sitater=sitater,
    )


def _ulike(svar, felt: str) -> int:
    return len({getattr(rad, felt) for rad in svar} - {None})


def diagram(stand: Evaluering) -> Diagram:
    """Return a chart of how many municipalities and partners answered about each effect."""
    flest = max(stand.effekter, key=lambda ett: ett.fordeling.svar)
    return staver(
        tittel=_("Hvem som har svart, effekt for effekt"),
        beskrivelse=_("Flest svar er det om «%(tekst)s»: %(n)s.")
        % {"tekst": flest.spoersmaal.tekst, "n": norsk.tall(flest.fordeling.svar)},
        serier=[_("Kommuner"), _("Samarbeidspartnere")],
        rader=[(_kort(ett.spoersmaal), (ett.kommuner, ett.organisasjoner)) for ett in stand.effekter],
        noekkel="evaluering",
    )


def fordelingsdiagram(effekt: Effekt) -> Diagram:
    """Return a chart of the answers on the scale."""
    spoersmaal = effekt.spoersmaal
    ender = {spoersmaal.skala_fra: spoersmaal.tekst_fra, spoersmaal.skala_til: spoersmaal.tekst_til}
    return soeyler(
        tittel=_("Svar på skalaen"),
        beskrivelse=_("%(n)s svar på skalaen, i snitt %(snitt)s.")
        % {"n": norsk.tall(effekt.fordeling.paa_skala), "snitt": effekt.snitt},
        serier=[_("Svar")],
        rader=[
            (f"{verdi} {tekst}" if (tekst := ender.get(verdi)) else str(verdi), (antall,))
            for verdi, antall in effekt.fordeling.per_verdi
        ],
        noekkel=f"fordeling-{spoersmaal.pk}",
    )


def _kort(spoersmaal) -> str:
    tekst = str(spoersmaal)
    return tekst if len(tekst) <= 42 else f"{tekst[:41].rstrip()}…"


def effektark(stand: Evaluering) -> Ark:
    """Return the counts per effect as a sheet; a column for each value of the widest scale."""
    verdier = sorted({verdi for ett in stand.effekter for verdi, _antall in ett.fordeling.per_verdi})
    overskrifter = [
        _("Nummer"), _("Effekt eller spørsmål"), _("Svar"), _("Kommuner"), _("Kommuner spurt"),
        _("Samarbeidspartnere"), _("Svar i ord"), _("Svar på skalaen"), _("Snitt"), *map(str, verdier),
    ]  # fmt: skip
    rader = []
    for ett in stand.effekter:
        fordeling, gitt = ett.fordeling, dict(ett.fordeling.per_verdi)
        snitt = None if fordeling.snitt is None else ett.snitt
        rader.append(
            [
                ett.spoersmaal.nummer, ett.spoersmaal.tekst, fordeling.svar, ett.kommuner, stand.spurt,
                ett.organisasjoner, fordeling.i_ord, fordeling.paa_skala, snitt,
                *(gitt.get(verdi) for verdi in verdier),
            ]
        )  # fmt: skip
    return Ark(
        navn=_("Effekter"),
        forklaring=[
            _("Evaluering av %(prosjekt)s") % {"prosjekt": stand.prosjekt.navn},
            stand.svart_tekst,
            _("Tom celle under en skalaverdi betyr at verdien ikke er på spørsmålets skala."),
        ],
        overskrifter=overskrifter,
        rader=rader,
    )


def sitatark(stand: Evaluering) -> Ark:
    """Return the released quotes as a sheet."""
    return Ark(
        navn=_("Frigitte sitater"),
        forklaring=[_("Sitater som er frigitt til rapporten")],
        overskrifter=[_("Nummer"), _("Effekt eller spørsmål"), _("Sitat"), _("Hvem som sier det")],
        rader=[
            [ett.spoersmaal.nummer, ett.spoersmaal.tekst, sitat.tekst, sitat.tilskrevet]
            for ett in stand.effekter
            for sitat in ett.sitater
        ],
    )


def tilbakemeldingsark(svar) -> Ark:
    """Return the answers as a sheet, in the shape that the import reads."""
    return Ark(
        navn=_("Tilbakemeldinger"),
        forklaring=[_("Tilbakemeldinger, ett svar per linje. Bare til bruk i embetet.")],
        overskrifter=[
            _("Spørsmål"), _("Kommunenummer"), _("Kommune"), _("Organisasjon"), _("Funksjon"), _("Dato"), _("Skala"),
            _("Svar i ord"), _("Kilde"),
        ],
        rader=[
            [
                rad.spoersmaal.nummer, rad.kommune.nr if rad.kommune else "", rad.kommune.navn if rad.kommune else "",
                rad.organisasjon.navn if rad.organisasjon else "", rad.funksjon, rad.dato, rad.skala, rad.tekst,
                rad.kilde,
            ]
            for rad in svar
        ],
    )  # fmt: skip
