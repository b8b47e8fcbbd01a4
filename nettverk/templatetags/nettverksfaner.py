"""``{% nettverksfaner %}``: the tabs at the top of the network's lists."""

from django import template

from nettverk.faner import faner

register = template.Library()


@register.inclusion_tag("nettverk/_faner.html", takes_context=True)
def nettverksfaner(context):
    request = context["request"]
    return {"faner": faner(request.user.omfang, request.path)}
