"""What the page of a round, which lies below the answers, shows about its reminders."""

from django import template

from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag, naa
from vedtak.purreliste import rundepurring

register = template.Library()


@register.inclusion_tag("vedtak/purringer/_runde.html", takes_context=True)
def rundens_purringer(context, runde):
    """Draw the card of a round's reminders, for those who send them; nothing for others."""
    egne = context["request"].user.omfang.embeter_med(Rett.LAGE_RUNDER)
    if runde.embete_id not in egne:
        return {}
    return {"runde": runde, "purring": rundepurring(runde, i_dag(), naa())}
