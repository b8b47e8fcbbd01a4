"""Template filters over bosetting.felles.norsk. Unknown is read out as «ukjent», not as a dash.

{{ n|tall }} 1 234   {{ n|fortegn }} +15   {{ d|dato }} 29.01.2016   {{ d|langdato }} 29. januar 2016
"""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bosetting.felles import norsk

register = template.Library()


def _vis(verdi, skriv):
    """Write a known value; mark an unknown one for the eye and the ear; let ready strings through."""
    if verdi is None or verdi == "":
        merke = '<span aria-hidden="true">{}</span><span class="ds-sr-only">{}</span>'
        return format_html(merke, norsk.UKJENT, _("ukjent"))
    return verdi if isinstance(verdi, str) else skriv(verdi)


@register.filter
def tall(verdi):
    return _vis(verdi, norsk.tall)


@register.filter
def fortegn(verdi):
    return _vis(verdi, norsk.fortegn)


@register.filter
def dato(verdi):
    return _vis(verdi, norsk.dato)


@register.filter
def langdato(verdi):
    return _vis(verdi, norsk.langdato)
