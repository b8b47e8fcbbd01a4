"""The blocks of the result goals: what the writer judged of each, and all of them at a glance."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bosetting.felles.dokument.blokker import Blokk, Kolonne, Setning, Tabell, Varsel
from bosetting.felles.norsk import opplisting, tall, tallord

from .aktivitetsblokker import deling
from .definisjon import MAALENE, MAALOVERSIKT, PROSJEKT, Rapporttype
from .domain import Maal, Rapportgrunnlag
from .kapitler import vurderingsnoekkel

# What is stored as the text of the goal's ``vurderingsnoekkel``, in the order the form shows them.
VURDERINGER = {
    "naadd": gettext_lazy("Nådd"),
    "delvis": gettext_lazy("Delvis nådd"),
    "ikke-naadd": gettext_lazy("Ikke nådd"),
    "kan-ikke-vurderes": gettext_lazy("Kan ikke vurderes"),
}


def vurderingen(g: Rapportgrunnlag, maal: Maal) -> str:
    """Return what a goal was judged to be, in words; empty when nobody has judged it."""
    return str(VURDERINGER.get(g.tekster.get(vurderingsnoekkel(maal.noekkel), "").strip(), ""))


def viser_maal(type_: Rapporttype) -> bool:
    """Return whether a report of the type tells of its goals, each or all at a glance."""
    return any({MAALENE, MAALOVERSIKT} & set(kapittel.blokker) for kapittel in type_.kapitler)


def uvurderte(g: Rapportgrunnlag) -> tuple[Maal, ...]:
    """Return the goals that the report says nobody has judged; none in a type that does not ask for judgements."""
    oversikt = any(MAALOVERSIKT in kapittel.blokker for kapittel in g.type.kapitler)
    if not oversikt and not (g.type.periode == PROSJEKT and viser_maal(g.type)):
        return ()
    return tuple(maal for maal in g.maal if not vurderingen(g, maal))


def maaloppnaaelse(g: Rapportgrunnlag, maal: Maal) -> list[Blokk]:
    """The judgement of one goal, under its prose. A final report says where it is missing."""
    if ord_ := vurderingen(g, maal):
        return [Setning(_("Måloppnåelse: %(vurdering)s.") % {"vurdering": ord_.lower()})]
    return [Varsel(_("Måloppnåelsen er ikke vurdert ennå."))] if g.type.periode == PROSJEKT else []


def maaloversikt(g: Rapportgrunnlag) -> list[Blokk]:
    """Every goal with its judgement, and how many activities of the period served it."""
    if not g.maal:
        return []
    gjort = deling(g).gjennomfoert
    return [
        *([Setning(sammendrag)] if (sammendrag := _sammendrag(g)) else []),
        Tabell(
            tittel=_("Resultatmålene og hvor langt de er nådd"),
            kolonner=(
                Kolonne(_("Nr.")),
                Kolonne(_("Resultatmål"), bredde=0.58),
                Kolonne(_("Vurdering")),
                Kolonne(_("Aktiviteter"), "tall"),
            ),
            radhode=1,
            rader=tuple(
                (
                    maal.nummer,
                    maal.tekst,
                    vurderingen(g, maal) or _("Ikke vurdert"),
                    tall(sum(maal.nummer in rad.maal for rad in gjort)),
                )
                for maal in g.maal
            ),
            fotnote=_(
                "Aktiviteter er de som er gjennomført i perioden og knyttet til målet. Én aktivitet kan tjene flere."
            ),
            noekkel="maaloversikt",
        ),
    ]


def _sammendrag(g: Rapportgrunnlag) -> str:
    """Return «Av ni resultatmål er to nådd, seks delvis nådd og ett kan ikke vurderes.»; empty when none is judged."""
    telt = Counter(vurderingen(g, maal) for maal in g.maal)
    if telt[""] == len(g.maal):
        return ""
    ledd = [
        _("%(n)s %(vurdering)s") % {"n": _antall(telt[str(ord_)]), "vurdering": _VERBLEDD[kode]}
        for kode, ord_ in VURDERINGER.items()
        if telt[str(ord_)]
    ]
    if telt[""]:
        ledd.append(_("%(n)s ikke vurdert ennå") % {"n": _antall(telt[""])})
    setning = _("Vurderingen av %(maalene)s er at %(ledd)s.")
    return setning % {
        "maalene": _("det ene resultatmålet") if len(g.maal) == 1
        else _("de %(n)s resultatmålene") % {"n": tallord(len(g.maal))},
        "ledd": opplisting(ledd),
    }  # fmt: skip


_VERBLEDD = {
    "naadd": gettext_lazy("er nådd"),
    "delvis": gettext_lazy("er delvis nådd"),
    "ikke-naadd": gettext_lazy("ikke er nådd"),
    "kan-ikke-vurderes": gettext_lazy("ikke kan vurderes"),
}


def _antall(verdi: int) -> str:
    """Return a count of goals («ett» for one, the neuter)."""
    return _("ett") if verdi == 1 else tallord(verdi)
