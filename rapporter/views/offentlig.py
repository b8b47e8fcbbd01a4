"""Reports that everybody may read: the list, each sent edition on a page, as PDF, and its figures as open data."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bosetting.brukere.access import aapen
from bosetting.felles.dokument.html import som_html
from bosetting.felles.dokument.svar import pdf_svar
from bosetting.felles.regneark import FORMATER, som_svar
from rapporter import aapnedata, frysing, publisering
from rapporter.models import Utgave
from rapporter.queries_utgaver import INNHOLD
from rapporter.rettelogg import som_frosset

from .utgaver import ser_utgave


@aapen
@require_safe
def index(request):
    utgaver = [(utgave, som_frosset(utgave).skjaeringsdato) for utgave in publisering.offentlige()]
    return render(request, "rapporter/offentlig/index.html", {"utgaver": utgaver})


@aapen
@require_safe
def show(request, adresse):
    utgave = _hent(request, adresse)
    try:
        dokument = som_html(frysing.frosset_dokument(utgave))
    except frysing.Frysefeil:
        dokument = None  # the page points to the PDF, which is as it was
    return render(
        request,
        "rapporter/offentlig/show.html",
        {
            "utgave": utgave,
            "fakta": aapnedata.fakta(utgave),
            "skjaeringsdato": som_frosset(utgave).skjaeringsdato,
            "dokument": dokument,
            "sendt": publisering.sendt(utgave),
            "nyere": publisering.nyere_offentlig(utgave),
        },
    )


@aapen
@require_safe
def pdf(request, adresse):
    """Give the very file that was frozen."""
    return pdf_svar(bytes(_hent(request, adresse).pdf), f"{adresse}.pdf")


@aapen
@require_safe
def export(request, adresse, format: str):
    """Give the edition's figures to whoever wants them, also to pages elsewhere."""
    if format not in {"json", *FORMATER}:
        raise Http404
    utgave = _hent(request, adresse)
    if format == "json":
        svar = JsonResponse(
            aapnedata.som_verdier(utgave), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
    else:
        svar = som_svar(aapnedata.som_ark(utgave), format, f"tall-{adresse}")
    if utgave.offentlig:
        svar["Access-Control-Allow-Origin"] = "*"
    return svar


def _hent(request, adresse) -> Utgave:
    """Return a public edition; those who see the report may look before it is public. Everybody else is told 404."""
    utgave = get_object_or_404(publisering.med_publisering().defer(*INNHOLD), adresse=adresse)
    if not (utgave.offentlig or ser_utgave(request, utgave)):
        raise Http404
    return utgave
