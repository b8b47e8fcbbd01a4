"""The status page: one settlement year, two clocks, filters, and export of what is shown."""

from collections import Counter
from datetime import date, timedelta

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from anmodninger.models import Anmodningsrunde
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.felles import diagram, htmx, norsk
from bosetting.felles.dag import i_dag
from bosetting.felles.regneark import FORMATER, som_svar
from vedtak import domain, strukturtabell, tables
from vedtak.endringsskjema import DAGER
from vedtak.filters import PAA_DATO
from vedtak.ord import TILSTANDER
from vedtak.queries import Statusliste, Statusrad, bosettingsaar
from vedtak.statusark import SAMLET, statusark
from vedtak.statusutvalg import Statusutvalg, statusutvalg
from vedtak.strukturliste import Strukturrad

# Above this a chart per municipality is a wall: show those where most is missing.
HOEYST_I_DIAGRAM = 20


@requires(Rett.SE_STATUS)
@require_safe
def index(request):
    """Go to the latest year that somebody is asked for; without rounds, say so."""
    aar = bosettingsaar(Anmodningsrunde.objects.for_bruker(request.user))
    if aar:
        return redirect("vedtak:status-show", aar=aar[0])
    return render(request, "vedtak/status/index.html")


@requires(Rett.SE_STATUS)
@require_safe
def show(request, aar: int):
    """Show where every municipality stands; with htmx only the part that the filter changes."""
    valgt = statusutvalg(request.user, aar, request.GET, i_dag())
    liste, kilde = valgt.vist, _kilde(request.GET, valgt)
    rader = _rader(valgt)
    innhold = {
        "aar": aar,
        "liste": liste,
        "form": valgt.form,
        "klokker": tables.klokketekst(liste.per, liste.kjent),
        "utvalg": valgt.beskrivelse,
        "sorter": request.GET.get("sorter", ""),
        "kolonner": tables.kolonner(request.GET.get("sorter", ""), request.GET),
        "rader": rader,
        # One string: a loop in the template costs as much as making the rows.
        "kropp": mark_safe("".join(rad.html for rad in rader)),
        "struktur": valgt.struktur,
        "merknader": strukturtabell.merknader(valgt.struktur) if valgt.struktur else [],
        "sumceller": tables.sumceller(liste.summer, kilde),
        "sumlinjer": tables.sumlinjer(liste.summer, kilde),
        "noekkeltall": _noekkeltall(liste, kilde),
        "kilde": kilde,
        "stor": len(liste.rader) > tables.LENKE_I_HVER_CELLE,
        "figur": _figur(liste, valgt.struktur.rader if valgt.struktur else liste.rader),
        "fordeling": _fordeling(liste),
        "treff": _treff(valgt),
        "avgrenset": valgt.avgrenset,
        "etterregistrerte": sum(rad.status.etterregistrert for rad in liste.rader),
        "endret_fra": _endret_fra(liste, i_dag()),
        "kan_bekrefte": liste.ubekreftede and har_rett(request.user, Rett.BEKREFTE_SVAR),
        "parametre": request.GET.urlencode(),
    }
    if not htmx.vil_ha_fragment(request):
        innhold["alle_aar"] = bosettingsaar(Anmodningsrunde.objects.for_bruker(request.user))
    return htmx.svar(request, "vedtak/status/show.html", "vedtak/status/_resultat.html", innhold)


@requires(Rett.SE_STATUS)
@require_safe
def export(request, aar: int, format: str):
    """Download exactly what the page shows with the same address."""
    if format not in FORMATER:
        raise Http404
    valgt = statusutvalg(request.user, aar, request.GET, i_dag())
    vert = request.build_absolute_uri("/").removesuffix("/")
    summens = reverse("vedtak:status-show", args=[aar]) + _kilde(request.GET, valgt) + SAMLET
    ark = statusark(valgt, vert, summens)
    return som_svar(ark, format, f"status-{aar}-per-{valgt.vist.per:%Y-%m-%d}")


def _rader(valgt: Statusutvalg) -> list[tables.Rad]:
    if valgt.struktur:
        return list(strukturtabell.visningsrader(valgt.struktur, valgt.form.utvalg(i_dag()).fylke))
    return tables.visningsrader(valgt.vist, valgt.vist.rader)


def _treff(valgt: Statusutvalg) -> str:
    if valgt.struktur:
        return strukturtabell.treff(len(valgt.struktur.rader), valgt.strukturlinjer, valgt.struktur)
    vist, alle = len(valgt.vist.rader), len(valgt.hel.rader)
    if vist == alle:
        return ngettext("%(n)s kommune", "%(n)s kommuner", alle) % {"n": norsk.tall(alle)}
    return _("Viser %(vist)s av %(alle)s kommuner") % {"vist": norsk.tall(vist), "alle": norsk.tall(alle)}


def _av_em(delsum: domain.Delsum, antall: int) -> str:
    """Return how many of a sum are EM, and for how many municipalities that is known."""
    if delsum.verdi is not None:
        return _("herav %(em)s EM") % {"em": norsk.tall(delsum.verdi)}
    if delsum.ukjente == antall:
        return _("EM er ikke kjent")
    return _("herav minst %(em)s EM (kjent for %(kjent)s av %(alle)s)") % {
        "em": norsk.tall(delsum.kjent),
        "kjent": antall - delsum.ukjente,
        "alle": antall,
    }


def _kilde(parametre: QueryDict, valgt: Statusutvalg) -> str:
    """Return the address of the trace of a sum of what is shown; the name of the figure is to be added.

    It says every date, so that it shows the same for ever.
    """
    valg = parametre.copy()
    for navn in ("sorter", "kommune", "tall"):
        valg.pop(navn, None)
    valg["per"] = valgt.vist.per.isoformat()
    if valgt.struktur:
        valg["struktur"], valg["strukturdato"] = PAA_DATO, valgt.struktur.dag.isoformat()
    return f"kilder/?{valg.urlencode()}&tall="


def _endret_fra(liste: Statusliste, dag: date) -> date:
    """Return the day to look for changes since: the one the page shows, or a month ago where it shows today."""
    vist = min(liste.per, liste.kjent or liste.per)
    return vist if vist < dag else dag - timedelta(days=DAGER)


def _noekkeltall(liste: Statusliste, kilde: str) -> list[dict]:
    """Return the key figures on top, each with the way to its rows."""
    radene = {"lenketekst": _("Vis radene")}
    totalt, em = liste.summer["totalt"], liste.summer["em"]
    anmodede = [rad.status for rad in liste.rader if rad.status.anmodet is not None]
    vedtatte = [rad.status for rad in liste.rader if rad.status.vedtatt is not None]
    aapne = [status for status in anmodede if status.svar["totalt"] in domain.AAPNE_SVAR]
    return [
        radene
        | {
            "tekst": _("Anmodet"),
            "verdi": totalt.anmodet.kjent,
            "note": _av_em(em.anmodet, len(anmodede)),
            "url": f"{kilde}anmodet.totalt",
        },
        radene
        | {
            "tekst": _("Vedtatt"),
            "verdi": totalt.vedtatt.kjent,
            "note": _av_em(em.vedtatt, len(vedtatte)),
            "url": f"{kilde}vedtatt.totalt",
        },
        radene
        | {
            "tekst": _("Netto differanse"),
            "verdi": totalt.netto,
            "note": _("anmodet minus vedtatt"),
            "url": f"{kilde}netto.totalt",
        },
        radene
        | {
            "tekst": _("Udekket"),
            "url": f"{kilde}udekket.totalt",
            "verdi": totalt.udekket.kjent,
            "note": _("av dette %(ubesvart)s uten svar") % {"ubesvart": norsk.tall(totalt.ubesvart.kjent)},
            "klasse": "mangel" if totalt.udekket.kjent else "ok",
        },
        {
            "tekst": _("Har svart"),
            "verdi": len(anmodede) - len(aapne),
            "enhet": _("av %(antall)s") % {"antall": norsk.tall(len(anmodede))},
            "note": _ubekreftet_note(liste.ubekreftede),
            "klasse": "varsel" if aapne else "ok",
            "url": "?sorter=svar-totalt#tabelltittel",
            "lenketekst": _("Vis svarene"),
        },
    ]


def _ubekreftet_note(antall: int) -> str:
    """Return how many of the answers the embete has not confirmed; empty when it has confirmed them all."""
    if not antall:
        return ""
    return ngettext("%(antall)s er ubekreftet", "%(antall)s er ubekreftede", antall) % {
        "antall": norsk.tall(antall)
    }


def _figur(liste: Statusliste, rader: list[Statusrad] | list[Strukturrad]):
    """Return the chart of requested and decided, those with the largest gap when there are many; None without rows."""
    rader = [rad for rad in rader if rad.status.anmodet is not None]
    if not rader:
        return None
    tittel = _("Anmodet og vedtatt i %(aar)s") % {"aar": liste.aar}
    if len(rader) > HOEYST_I_DIAGRAM:
        rader = sorted(rader, key=lambda rad: -(rad.status.gap("totalt") or 0))[:HOEYST_I_DIAGRAM]
        tittel = _("De %(antall)s kommunene der mest er udekket i %(aar)s") % {
            "antall": len(rader),
            "aar": liste.aar,
        }
    sum_ = liste.summer["totalt"]
    return diagram.soeyler(
        tittel=tittel,
        beskrivelse=_("Til sammen er %(anmodet)s anmodet og %(vedtatt)s vedtatt; %(udekket)s er udekket.")
        % {
            "anmodet": norsk.tall(sum_.anmodet.kjent),
            "vedtatt": norsk.tall(sum_.vedtatt.kjent),
            "udekket": norsk.tall(sum_.udekket.kjent),
        },
        serier=(_("Anmodet"), _("Vedtatt")),
        rader=[
            (
                rad.kommune.navn,
                (rad.status.anmodet.totalt, rad.status.vedtatt.totalt if rad.status.vedtatt else None),
            )
            for rad in rader
        ],
        bredde=1180,
        noekkel="anmodet-vedtatt",
    )


def _fordeling(liste: Statusliste):
    """Return the chart of how many municipalities gave which answer, per group; None without rows."""
    if not liste.rader:
        return None
    antall = {gruppe: Counter(rad.status.svar[gruppe] for rad in liste.rader) for gruppe in domain.GRUPPER}
    return diagram.stablet(
        tittel=_("Kommunenes svar"),
        beskrivelse=_(
            "Antall kommuner etter svar, for totalt, voksne og barnefamilier og enslige mindreårige."
        ),
        tilstander=[(svar.value, str(navn)) for svar, navn in TILSTANDER.items()],
        rader=[
            (str(navn), [antall[gruppe][svar] for svar in TILSTANDER])
            for gruppe, navn in tables.KORTE_GRUPPER.items()
        ],
        bredde=560,
        noekkel="svar",
    )
