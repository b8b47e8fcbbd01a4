"""A person's own page: her name, phone, roles, and the way to password and calendar."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere import actions
from bosetting.brukere.access import alle_innloggede
from bosetting.brukere.kontaktforms import ProfilForm
from bosetting.brukere.tables import sted
from bosetting.felles.dag import i_dag


@alle_innloggede
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request):
    bruker = request.user
    form = ProfilForm(request.POST or None, initial={"navn": bruker.navn, "telefon": bruker.telefon})
    if request.method == "POST" and form.is_valid():
        actions.endre_profil(by=bruker, **form.cleaned_data)
        messages.success(request, _("Profilen er lagret."))
        return redirect("brukere:profil-edit")
    roller = bruker.tilganger.ikke_over(i_dag()).select_related("embete", "kommune").order_by("fra", "pk")
    return render(
        request,
        "brukere/profil/edit.html",
        {"form": form, "roller": [(rad, sted(rad)) for rad in roller]},
        status=422 if form.errors else 200,
    )
