"""A figure of a municipality's year as a link to the rows behind it."""

from django import template
from django.utils.html import format_html

from bosetting.felles.templatetags.norsk import tall
from bosetting.kommuner.models import Kommune
from vedtak.kildelenke import kildelenke
from vedtak.kommunehistorikk import Aarshistorikk

register = template.Library()


@register.simple_tag
def kildetall(ett: Aarshistorikk, kommune: Kommune, navn: str, verdi: int | None):
    """Write a figure of the year ``ett``, leading to its rows on the same clocks; an unknown one leads nowhere.

    ``navn`` is the figure's name in the trace, «vedtatt.totalt». The register knows a trace only of years when the
    municipality was there.
    """
    if verdi is None or not kommune.gyldig_i(ett.aar):
        return tall(verdi)
    return format_html(
        '<a href="{}">{}</a>', kildelenke(ett.aar, navn, ett.per, ett.kjent, kommune.nr), tall(verdi)
    )
