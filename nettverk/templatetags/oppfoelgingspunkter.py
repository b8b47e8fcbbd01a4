"""How follow-up points are written in a list: how they stand, and who has them."""

from django import template

from bosetting.felles.dag import i_dag
from nettverk.oppfoelgingsliste import ansvarlig, navn, stand

register = template.Library()


@register.simple_tag
def punktstand(punkt):
    """Return how the point stands today, in words and their colour."""
    return stand(punkt, i_dag())


@register.simple_tag(takes_context=True)
def punktansvarlig(context, punkt):
    """Return who has it; the name too for those who may see people."""
    return ", ".join(filter(None, [navn(punkt, context["request"].user), ansvarlig(punkt)]))
