"""Status sentences on how the municipalities have answered: in full, on which conditions, and not yet."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from bosetting.felles.norsk import langdato, opplisting, stor, tallord
from vedtak.domain import AAPNE_SVAR, Svar

from . import domain
from .domain import Kommunelinje, Rapportgrunnlag
from .setninger import FLEST_NAVN, andel, avsnitt, kommuner, se_vedlegget


def fullt_ut(g: Rapportgrunnlag) -> str:
    """How many met the request in full: in all, for adults, for EM, and for how many nobody can tell."""
    if not g.anmodede:
        return ""
    i_alt = domain.oppfyllelse(g.linjer, "totalt")
    deler = [
        _("I alt har %(av)s vedtatt minst like mange som de er anmodet om.")
        % {"av": andel(i_alt.fullt, i_alt.bedt)}
    ]
    voksne, em = (domain.oppfyllelse(g.linjer, gruppe) for gruppe in ("voksne", "em"))
    if voksne.ukjent and voksne == em:
        return avsnitt(*deler, _fullt(voksne, _("for voksne og barnefamilier og for enslige mindreårige")))
    if voksne.bedt:
        deler.append(_fullt(voksne, _("for voksne og barnefamilier")))
    if em.bedt:
        deler.append(_fullt(em, _("for enslige mindreårige")))
    else:
        deler.append(_("Ingen kommuner er anmodet om å bosette enslige mindreårige."))
    return avsnitt(*deler)


def _fullt(telling: domain.Oppfyllelse, for_hvem: str) -> str:
    if not telling.ukjent:
        setning = _("%(for_hvem)s har %(av)s imøtekommet anmodningen fullt ut.")
        return stor(setning % {"for_hvem": for_hvem, "av": andel(telling.fullt, telling.bedt)})
    ukjent = _(
        "Om anmodningen er imøtekommet fullt ut %(for_hvem)s, er ukjent for %(kommuner)s, fordi fordelingen mellom "
        "gruppene ikke er oppgitt."
    ) % {"for_hvem": for_hvem, "kommuner": kommuner(telling.ukjent)}
    return avsnitt(ukjent, _av_resten(telling), _uten_endelig_svar(telling))


def _av_resten(telling: domain.Oppfyllelse) -> str:
    """Say what those answered of whom it can be told. No answer is not a refusal (rule 1)."""
    oevrige = telling.bedt - telling.ukjent - telling.aapne
    if not oevrige:
        return ""
    if oevrige == 1:
        if telling.fullt:
            return _("Den siste som har svart, har imøtekommet den fullt ut.")
        return _("Den siste som har svart, har ikke imøtekommet den fullt ut.")
    hvor_mange = _("alle") if telling.fullt == oevrige else tallord(telling.fullt)
    setning = _("Av de øvrige %(oevrige)s som har svart, har %(n)s imøtekommet den fullt ut.")
    return setning % {"oevrige": tallord(oevrige), "n": hvor_mange}


def _uten_endelig_svar(telling: domain.Oppfyllelse) -> str:
    if not telling.aapne:
        return ""
    return stor(_("%(kommuner)s har ikke gitt et endelig svar.") % {"kommuner": kommuner(telling.aapne)})


# What a municipality does when its decision carries the condition.
def _vilkaarsledd() -> dict[str, str]:
    return {
        "barnefamilier": _("vil bare bosette barnefamilier"),
        "gjenforening": _("regner familiegjenforeninger med i tallet"),
        "em_vurderes": _("skal vurdere enslige mindreårige på nytt"),
        "bolig": _("gjør vedtaket avhengig av at det finnes boliger"),
        "forsoek": _("har vedtatt en forsøksordning"),
        "oekonomi": _("har stilt vilkår om økonomi"),
        "annet": _("har stilt andre vilkår"),
    }


def vilkaar(g: Rapportgrunnlag) -> str:
    """The conditions by kind, with the municipalities that set them."""
    if all(linje.status.vedtatt is None for linje in g.linjer):
        return ""
    etter_slag = domain.med_vilkaar(g.linjer)
    if not etter_slag:
        return _("Det er ikke registrert vilkår i vedtakene.")
    ledd = _vilkaarsledd()
    for slag in etter_slag:
        ledd.setdefault(slag, _("har vilkåret «%(navn)s»") % {"navn": g.vilkaarsnavn.get(slag, slag)})
    return avsnitt(*(_hvem(g, etter_slag[slag], tekst) for slag, tekst in ledd.items() if slag in etter_slag))


def _hvem(g: Rapportgrunnlag, navn: tuple[str, ...], ledd: str) -> str:
    """Return «To kommuner har svart nei: Halden og Moss.»; many names stand in the annex."""
    hvor = se_vedlegget(g) if len(navn) > FLEST_NAVN else f": {opplisting(navn)}"
    return stor(f"{kommuner(len(navn))} {ledd}{hvor}.")


def aapne_svar(g: Rapportgrunnlag) -> str:
    """Who has not answered, asked for more time, given a preliminary answer, will consider again, or said no."""
    if not g.anmodede:
        return ""
    tilstander = (
        (Svar.IKKE_SVART, _("har ikke svart")),
        (Svar.UTSATT, _("har bedt om utsatt frist")),
        (Svar.FORELOEPIG, _("har gitt en foreløpig innstilling")),
        (Svar.VURDERES, _("vurderer saken på nytt")),
        (Svar.AVSLAG, _("har svart nei")),
    )
    deler = []
    for tilstand, ledd in tilstander:
        if navn := domain.navn_i(g.linjer, "totalt", {tilstand}):
            deler.append(_hvem(g, navn, ledd))
        elif tilstand == Svar.IKKE_SVART:
            deler.append(_("Alle kommunene som er anmodet, har svart."))
    aapne = [linje for linje in g.linjer if linje.status.svar["totalt"] in AAPNE_SVAR]
    return avsnitt(*deler, utsatt_frist(aapne))


def utsatt_frist(linjer: Iterable[Kommunelinje]) -> str:
    """Who has been granted a later deadline than the round's, and until when; empty when nobody has.

    Many are counted, not named: no table of the report lists deadlines.
    """
    frister: dict[date, list[str]] = {}
    for linje in linjer:
        if linje.status.utsatt:
            frister.setdefault(linje.status.frist, []).append(linje.navn)
    return avsnitt(
        *(
            stor(
                _("%(kommuner)s har fått utsatt frist til %(dato)s%(navn)s.")
                % {
                    "kommuner": kommuner(len(navn)),
                    "dato": langdato(frist),
                    "navn": "" if len(navn) > FLEST_NAVN else f": {opplisting(navn)}",
                }
            )
            for frist, navn in sorted(frister.items())
        )
    )
