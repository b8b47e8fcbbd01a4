"""What is written in a report, as it is compared, packed and frozen: each chapter's prose, each goal's judgement."""

from django.utils.translation import gettext as _

from .domain import Maal, Rapportgrunnlag
from .kapitler import skrivedeler, vurderingsnoekkel
from .maalblokker import viser_maal, vurderingen
from .sammenligning import Kapitteltekst


def skrevne_tekster(g: Rapportgrunnlag) -> dict[str, Kapitteltekst]:
    """Return every chapter by its key, also those without text, in the order of the report. A goal's judgement comes
    after its prose, in words; there is none for a goal that nobody has judged."""
    vurdert = {maal.noekkel: maal for maal in g.maal if vurderingen(g, maal)} if viser_maal(g.type) else {}
    tekster: dict[str, Kapitteltekst] = {}
    for del_ in skrivedeler(g.type, g.maal, g.verdier):
        tekster[del_.noekkel] = Kapitteltekst(del_.overskrift, g.tekster.get(del_.noekkel, ""))
        if maal := vurdert.pop(del_.noekkel, None):
            tekster[vurderingsnoekkel(maal.noekkel)] = _vurdering(g, maal)
    # A type may list the goals without a section for each.
    return tekster | {vurderingsnoekkel(noekkel): _vurdering(g, maal) for noekkel, maal in vurdert.items()}


def _vurdering(g: Rapportgrunnlag, maal: Maal) -> Kapitteltekst:
    overskrift = _("Måloppnåelse for resultatmål %(nummer)s: %(tekst)s") % {
        "nummer": maal.nummer,
        "tekst": maal.tekst.rstrip(" ."),
    }
    return Kapitteltekst(overskrift, vurderingen(g, maal))
