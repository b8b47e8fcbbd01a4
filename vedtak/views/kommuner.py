"""The municipalities a person may see, and all there is to know of each, on two clocks."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from anmodninger.utsettelser import kan_innvilge
from bosetting.brukere.access import har_rett, requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.kontaktpersoner import kontaktpersoner_for
from bosetting.felles.dag import i_dag
from bosetting.felles.norsk import kortnavn
from bosetting.felles.regneark import FORMATER, som_svar
from bosetting.kommuner.models import Kommune
from vedtak.dokumenter import dokumenter_for, dokumentrett
from vedtak.filters import Klokkefilter, Klokker
from vedtak.kommuneark import aarsark, radark
from vedtak.kommuneliste import med_kontaktperson, med_siste_svar
from vedtak.kommuneserie import figur, serierader
from vedtak.kommuneside import kommuneside
from vedtak.oppfoelging import kommunens_dialog
from vedtak.registreringsrett import registreringsrett
from vedtak.tables import klokketekst
from vedtak.tidslinje import Slag
from vedtak.tidslinjekilder import SLAGNAVN


@requires(Rett.SE_STATUS)
@require_safe
def index(request):
    """List the municipalities, those of today unless ``alle`` is asked for; ``q`` is part of a name or number."""
    q, alle = request.GET.get("q", "").strip(), "alle" in request.GET
    kan_invitere = har_rett(request.user, Rett.INVITERE)
    kommuner = med_siste_svar(Kommune.objects.for_bruker(request.user).select_related("fylke").norsk())
    if kan_invitere:
        kommuner = med_kontaktperson(kommuner, i_dag())
    if not alle:
        kommuner = kommuner.on_date(i_dag())
    if q:
        kommuner = kommuner.filter(Q(navn__icontains=q) | Q(nr__startswith=q))
    innhold = {"kommuner": list(kommuner), "q": q, "alle": alle, "kan_invitere": kan_invitere}
    return render(request, "vedtak/kommuner/index.html", innhold)


def _kommune(request, pk) -> Kommune:
    return get_object_or_404(Kommune.objects.for_bruker(request.user).select_related("fylke"), pk=pk)


def _klokker(request) -> tuple[Klokker, Klokkefilter]:
    """Return (the clocks of the address, those of today where it says nothing; the form)."""
    dag = i_dag()
    form = Klokkefilter({"per": dag.isoformat()} | request.GET.dict())
    return form.klokker(dag), form


def _parametre(request, **valg) -> str:
    """Return the choices of the address that the page knows, with ``valg`` in place; empty ones are left out."""
    kjente = {navn: request.GET.get(navn, "") for navn in ("per", "kjent", "slag")} | valg
    return urlencode({navn: verdi for navn, verdi in kjente.items() if verdi})


@requires(Rett.SE_SVAR)
@require_safe
def show(request, pk):
    """Show one municipality: its years, what is to follow up, its plans, and all that happened."""
    kommune, dag = _kommune(request, pk), i_dag()
    klokker, form = _klokker(request)
    slag = next((ett for ett in Slag if ett == request.GET.get("slag")), None)
    side = kommuneside(request.user, kommune, klokker, slag)
    er_naa = klokker == Klokker(dag)
    innhold = {
        "side": side,
        "kommune": kommune,
        "aarene": side.aarene,
        "form": form,
        "klokker": klokketekst(klokker.per, klokker.kjent),
        "er_naa": er_naa,
        "i_fortid": not er_naa,
        "figur": figur(kommune, side.serie, klokker.per),
        "serie": serierader(side.serie, klokker),
        "slagvalg": [
            (SLAGNAVN[ett], antall, _parametre(request, slag=ett), ett == slag)
            for ett, antall in side.tidslinje.antall.items()
        ],
        "alle_slag": _parametre(request, slag=""),
        "parametre": _parametre(request, slag=""),
        "kan_foere": er_naa and Rett.FOERE_KOMMUNE in side.retter,
        "dag": dag,
        "ser_alle": har_rett(request.user, Rett.SE_STATUS),
    }
    if er_naa:
        dokumenter = dokumentrett(request.user, kommune)
        innhold |= {
            "rett": dokumenter,
            "rekker": dokumenter_for(request.user, kommune, rett=dokumenter) if dokumenter else [],
            "kan_registrere": registreringsrett(request.user, kommune),
            "kan_utsette": kan_innvilge(request.user, kommune),
            "dialog": kommunens_dialog(request.user, kommune, dag),
            "kontakter": kontaktpersoner_for(request.user, kommune, dag),
        }
    return render(request, "vedtak/kommuner/show.html", innhold)


@requires(Rett.SE_SVAR)
@require_safe
def export(request, pk, format: str):
    """Download what the page knows on the clocks of the address: a sheet of years and one of every row.

    CSV holds one table: the rows, or with ``ark=aar`` the years.
    """
    if format not in FORMATER:
        raise Http404
    kommune = _kommune(request, pk)
    klokker, _form = _klokker(request)
    side = kommuneside(request.user, kommune, klokker)
    arkene = [aarsark(side), radark(side)]
    if format == "csv" and request.GET.get("ark") != "aar":
        arkene.reverse()
    navn = f"{kortnavn(kommune.navn)}-{kommune.nr}-per-{klokker.per:%Y-%m-%d}"
    return som_svar(arkene[0], format, navn, *arkene[1:])
