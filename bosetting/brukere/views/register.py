"""The register as the systemansvarlig sees it. It is changed by import_kommuner, not by hand."""

from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles import htmx, virus
from bosetting.felles.dag import i_dag
from bosetting.kommuner.domain import KOLONNER
from bosetting.kommuner.forms import RegisterForm
from bosetting.kommuner.queries import registeret, registerrader
from bosetting.kommuner.tables import RegisterTable


@requires(Rett.FORVALTE_BRUKERE)
@require_safe
def index(request):
    kommuner = registeret()
    dag = i_dag()
    form = RegisterForm(request.GET or None, initial={"per": dag})
    valg = form.cleaned_data if form.is_valid() else {}
    vis_dag = None if valg.get("alle") else valg.get("per") or dag
    tabell = RegisterTable(registerrader(kommuner, tekst=valg.get("q", ""), dag=vis_dag), order_by="nr")
    RequestConfig(request, paginate={"per_page": 50}).configure(tabell)
    antall = tabell.paginator.count
    return htmx.svar(
        request,
        "brukere/register/index.html",
        "brukere/register/_resultat.html",
        {
            "form": form,
            "tabell": tabell,
            "dag": vis_dag,
            "tomt": not kommuner.exists(),
            "kommando": "manage.py import_kommuner " + " ".join(f"--{slag} FIL" for slag in KOLONNER),
            "filer": [(f"--{slag}", kolonner) for slag, kolonner in KOLONNER.items()],
            "skanner": virus.er_satt_opp(),
            "skanner_svarer": virus.svarer(),
            "treff": ngettext("%(n)s kommune", "%(n)s kommuner", antall) % {"n": antall},
        },
    )
