"""The page of a split, as a browser meets it."""

from django.urls import reverse

from anmodninger.models import Fordelingsrad

VALG = {"vekt_folketall": "100", "minst": "10", "avrunding": "5"}


def url(utkast, side="fordeling"):
    return reverse(f"anmodninger:utkast-{side}", args=[utkast.pk])


def ark(klient, utkast) -> dict:
    """Return the grid as a browser would post it back unchanged."""
    return som_vist(klient.get(url(utkast)))


def som_vist(svar) -> dict:
    data = VALG | {"versjon": svar.context["side"].versjon, "grunnlag": svar.context["ark"].grunnlag}
    for ett in svar.context["ark"].forslag:
        pk = ett.rad.kommune.pk
        data |= {
            f"totalt-{pk}": ett.rad.totalt.verdi,
            f"em-{pk}": ett.rad.em.verdi,
            f"grunn-{pk}": ett.grunn,
        }
        data |= {f"laas-{pk}": "on"} if ett.laast else {}
        data |= {f"utelat-{pk}": "on"} if ett.utelatt else {}
    return data


def staar(utkast) -> dict:
    """Return what stands in the proposal, by name."""
    rader = Fordelingsrad.objects.filter(fordeling__utkast=utkast)
    return {rad.kommune.navn: (rad.totalt, rad.em) for rad in rader.select_related("kommune")}
