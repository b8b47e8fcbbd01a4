"""How an embete's reports look, and who approves them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.brukere.models import Embete
from bosetting.felles.hinder import Hinder
from rapporter import oppsett
from rapporter.oppsettskjema import OppsettForm


@requires(Rett.GODKJENNE_RAPPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, embete):
    egne = request.user.omfang.embeter_med(Rett.GODKJENNE_RAPPORTER)
    embete = get_object_or_404(Embete.objects.for_bruker(request.user).filter(pk__in=egne), pk=embete)
    rad = oppsett.lagret(embete)
    felt = ("logotekst", "farge", "annen_godkjenner", "mottaker", "versjon")
    initial = {navn: getattr(rad, navn) for navn in felt} if rad else {"versjon": 0}
    form = OppsettForm(request.POST or None, request.FILES or None, rad=rad, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = {navn: verdi for navn, verdi in form.cleaned_data.items() if navn != "logo"}
        try:
            oppsett.lagre_oppsett(by=request.user, embete=embete, ny_logo=form.ny_logo, **data)
        except Hinder as hinder:
            hinder.paa(form)
            rad = oppsett.lagret(embete)
            form.data = form.data.copy()
            form.data["versjon"] = rad.versjon
        else:
            messages.success(request, _("Oppsettet er lagret."))
            return redirect("rapporter:oppsett-edit", embete.pk)
    kontekst = {"form": form, "embete": embete, "rad": rad, "satt": oppsett.som_oppsett(rad) if rad else None}
    return render(request, "rapporter/oppsett/edit.html", kontekst, status=422 if form.errors else 200)
