"""What a round may be split by that the answers know: persons settled, and decisions in force."""

from datetime import date

from django.db.models import Max, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmodninger.noekler import Grunnlag, Noekkel, Slekt
from bosetting.felles import norsk

from .bosattregler import gjeldende
from .models import Bosatt, Vedtak
from .queries import statusliste


def bosatt(kommuner: QuerySet, aar: int, dag: date) -> Grunnlag:
    """Return persons settled in the last year before ``aar`` that has figures, as counted and known up to ``dag``."""
    slekt = Slekt(kommuner)
    rader: dict[tuple[int, int], list[Bosatt]] = {}
    for rad in Bosatt.objects.filter(
        kommune__in=slekt.alle.values("pk"), aar__lt=aar, per_dato__lte=dag
    ).order_by("pk"):
        rader.setdefault((rad.aar, rad.kommune_id), []).append(rad)
    talt = {noekkel: ett for noekkel, egne in rader.items() if (ett := gjeldende(egne, dag, dag))}
    siste = max((ett_aar for ett_aar, _pk in talt), default=None)
    av_siste = {pk: ett for (ett_aar, pk), ett in talt.items() if ett_aar == siste}
    tall = slekt.summer({pk: ett.antall for pk, ett in av_siste.items()})
    if siste is None:
        return Grunnlag(tall, gettext("ingen tall for bosatte er registrert"))
    return Grunnlag(
        tall,
        gettext("bosatt i %(aar)s, per %(dato)s")
        % {"aar": siste, "dato": norsk.dato(max(ett.per_dato for ett in av_siste.values()))},
    )


def vedtatt(kommuner: QuerySet, aar: int, dag: date) -> Grunnlag:
    """Return the decisions in force on ``dag`` for the last year before ``aar`` that has any."""
    slekt = Slekt(kommuner)
    alle = slekt.alle
    siste = Vedtak.objects.filter(
        kommune__in=alle.values("pk"), aar__lt=aar, mottatt__lte=dag, type="vedtak"
    ).aggregate(aar=Max("aar"))["aar"]
    if siste is None:
        return Grunnlag(slekt.summer({}), gettext("ingen vedtak er registrert"))
    tall = {
        rad.kommune.pk: rad.status.vedtatt.totalt
        for rad in statusliste(alle, siste, dag, dag).rader
        if rad.status.vedtatt is not None
    }
    return Grunnlag(
        slekt.summer(tall),
        gettext("vedtak for %(aar)s, slik de sto %(dato)s") % {"aar": siste, "dato": norsk.dato(dag)},
    )


NOEKLER = [Noekkel("bosatt", _("bosatt året før"), bosatt), Noekkel("vedtak", _("siste vedtak"), vedtatt)]
