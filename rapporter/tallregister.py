"""Every figure of a report by name: what prose may cite, what is frozen, compared, controlled and given out as data.

All of them come from the report's facts, which the sums of the status page and ``nettverk.domain`` have made; nothing
is added up here that is not added up there. A name never changes its meaning: frozen reports and chapters hold it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bosetting.felles.norsk import UKJENT, dato, tall
from vedtak.domain import GRUPPER, Delsum
from vedtak.kildelenke import kildelenke

from . import domain
from .aktivitetsblokker import deling
from .domain import Rapportgrunnlag

Tekst = str | Promise


@dataclass(frozen=True)
class Figur:
    """One figure. ``verdi`` is None when it is unknown; ``kilde`` is the address of the rows behind it, or empty.

    ``navn`` is what a writer cites («vedtatt.totalt»), ``tekst`` what she chooses it by, ``enhet`` what is counted.
    """

    navn: str
    tekst: str
    verdi: int | None
    enhet: str
    kilde: str = ""

    @property
    def vist(self) -> str:
        """The figure as it is written in a text: «1 234», «–» when it is unknown."""
        return UKJENT if self.verdi is None else tall(self.verdi)


def figurer(g: Rapportgrunnlag) -> dict[str, Figur]:
    """Return every figure of a report by name, in the order a writer looks for them. Worked out once."""
    if "figurer" not in g.utregnet:
        g.utregnet["figurer"] = {figur.navn: figur for figur in _alle(g)}
    return g.utregnet["figurer"]


def _alle(g: Rapportgrunnlag) -> Iterator[Figur]:
    yield from _sumtall(g)
    yield from _oppfyllelse(g)
    yield from _kommunetall(g)
    yield from _aarstall(g)
    yield from _kommunevis(g)
    yield from _nasjonalt(g)
    yield from _grupper(g)
    yield from _aktiviteter(g)
    yield from _moeter(g)
    yield from _prosjektet(g)


def _gruppenavn() -> dict[str, str]:
    return dict(zip(GRUPPER, (_("totalt"), _("voksne"), _("enslige mindreårige")), strict=True))


def _sumtall(g: Rapportgrunnlag) -> Iterator[Figur]:
    """The sums of the settlement year, as the status page shows them at the cut-off."""
    hva = {
        "anmodet": _("Anmodet, %(gruppe)s"),
        "vedtatt": _("Vedtatt, %(gruppe)s"),
        "udekket": _("Udekket behov, %(gruppe)s"),
        "ubesvart": _("Udekket i kommuner uten vedtak, %(gruppe)s"),
    }
    for gruppe, gruppenavn in _gruppenavn().items():
        summen = g.summer.get(gruppe)
        if summen is None:
            continue
        for felt, tekst in hva.items():
            delsum: Delsum = getattr(summen, felt)
            yield _sum(g, f"{felt}.{gruppe}", tekst % {"gruppe": gruppenavn}, delsum.verdi)
        netto = _("Netto differanse, %(gruppe)s") % {"gruppe": gruppenavn}
        yield _sum(g, f"netto.{gruppe}", netto, summen.netto)


def _sum(g: Rapportgrunnlag, navn: str, tekst: str, verdi: int | None) -> Figur:
    kilde = kildelenke(g.bosettingsaar, navn, g.skjaeringsdato, g.skjaeringsdato)
    return Figur(navn, f"{tekst}, {g.bosettingsaar}", verdi, _("personer"), kilde)


def _oppfyllelse(g: Rapportgrunnlag) -> Iterator[Figur]:
    """How much of what was asked for is decided, and how much of that is settled."""
    prosent = _("prosent")
    for gruppe, gruppenavn in _gruppenavn().items():
        if (summen := g.summer.get(gruppe)) is not None:
            yield Figur(
                f"oppfyllelse.{gruppe}",
                _("Vedtatt i prosent av anmodet, %(gruppe)s, %(aar)s")
                % {"gruppe": gruppenavn, "aar": g.bosettingsaar},
                domain.prosent(summen.vedtatt.verdi, summen.anmodet.verdi),
                prosent,
                _sum(g, f"netto.{gruppe}", "", None).kilde,
            )
    summer = g.tallfakta.oppfyllelser(linje.status for linje in g.linjer)
    # Where nobody is asked and nothing is counted, the sum of nothing is no count.
    bosatt = summer.bosatt.verdi if g.anmodede or g.tallfakta.bosatt else None
    yield _sum(g, "bosatt.totalt", _("Bosatt"), bosatt)
    yield _sum(g, "ubrukte.totalt", _("Vedtatte plasser som ikke er brukt"), summer.ubrukte.verdi)
    yield Figur(
        "bosatt.prosent",
        _("Bosatt i prosent av vedtatt, %(aar)s") % {"aar": g.bosettingsaar},
        domain.prosent(bosatt, summer.vedtatt.verdi),
        prosent,
        _sum(g, "bosatt.totalt", "", None).kilde,
    )


def _kommunetall(g: Rapportgrunnlag) -> Iterator[Figur]:
    """How many municipalities stand how."""
    kommuner = _("kommuner")
    anmodede = g.anmodede
    uten = len(domain.uten_vedtak(g.linjer))
    kilde = _statusside(g)
    yield Figur("kommuner.alle", _("Kommuner i alt"), len(g.linjer), kommuner, kilde)
    yield Figur("kommuner.anmodet", _("Kommuner som er anmodet"), len(anmodede), kommuner, kilde)
    yield Figur("kommuner.vedtak", _("Anmodede kommuner med vedtak"), len(anmodede) - uten, kommuner, kilde)
    yield Figur("kommuner.uten-vedtak", _("Anmodede kommuner uten vedtak"), uten, kommuner, kilde)
    for gruppe, gruppenavn in _gruppenavn().items():
        telt = domain.oppfyllelse(g.linjer, gruppe)
        valg = {"gruppe": gruppenavn}
        yield Figur(
            f"kommuner.bedt.{gruppe}",
            _("Kommuner anmodet om %(gruppe)s") % valg,
            telt.bedt,
            kommuner,
            kilde,
        )
        yield Figur(
            f"kommuner.fullt.{gruppe}",
            _("Kommuner som møter anmodningen fullt ut, %(gruppe)s") % valg,
            telt.fullt,
            kommuner,
            kilde,
        )
        yield Figur(
            f"kommuner.aapne.{gruppe}",
            _("Kommuner uten endelig svar, %(gruppe)s") % valg,
            telt.aapne,
            kommuner,
            kilde,
        )
    for slag, navn in domain.med_vilkaar(anmodede).items():
        yield Figur(
            f"kommuner.vilkaar.{slag.replace('_', '-')}",
            _("Kommuner med vilkår: %(vilkaar)s") % {"vilkaar": g.vilkaarsnavn.get(slag, slag)},
            len(navn),
            kommuner,
            _statusside(g, vilkaar=slag),
        )
    yield Figur(
        "kommuner.ubekreftet",
        _("Kommuner med ubekreftet svar"),
        len(domain.ubekreftede(g.linjer)),
        kommuner,
        kilde,
    )


def _aarstall(g: Rapportgrunnlag) -> Iterator[Figur]:
    """The same sums for the years beside the report's own."""
    for linje in g.aarslinjer:
        if linje.aar == g.bosettingsaar:
            continue
        for felt, tekst in (
            ("anmodet", _("Anmodet totalt")),
            ("vedtatt", _("Vedtatt totalt")),
            ("udekket", _("Udekket behov totalt")),
        ):
            verdi = getattr(linje.summer["totalt"], felt).verdi
            kilde = kildelenke(linje.aar, f"{felt}.totalt", g.skjaeringsdato, g.skjaeringsdato)
            yield Figur(f"{felt}.totalt.{linje.aar}", f"{tekst}, {linje.aar}", verdi, _("personer"), kilde)


def _kommunevis(g: Rapportgrunnlag) -> Iterator[Figur]:
    """Requested, decided, short and settled for each municipality that is asked."""
    for linje in g.anmodede:
        nr = kommunenoekkel(linje.nr)
        for felt, tekst in (("anmodet", _("Anmodet")), ("vedtatt", _("Vedtatt"))):
            tallene = getattr(linje.status, felt)
            for gruppe, gruppenavn in _gruppenavn().items():
                yield Figur(
                    f"{felt}.{gruppe}.{nr}",
                    f"{tekst}, {gruppenavn}, {linje.navn}",
                    None if tallene is None else tallene.gruppe(gruppe),
                    _("personer"),
                    kildelenke(
                        g.bosettingsaar, f"{felt}.{gruppe}", g.skjaeringsdato, g.skjaeringsdato, linje.nr
                    ),
                )

        for felt, tekst, verdi in (
            ("udekket", _("Udekket behov"), linje.status.gap("totalt")),
            ("bosatt", _("Bosatt"), g.tallfakta.bosatt.get(linje.status.kommune)),
        ):
            yield Figur(
                f"{felt}.totalt.{nr}",
                f"{tekst}, {linje.navn}",
                verdi,
                _("personer"),
                kildelenke(g.bosettingsaar, f"{felt}.totalt", g.skjaeringsdato, g.skjaeringsdato, linje.nr),
            )


def kommunenoekkel(nr: str) -> str:
    """Return what a municipality is called in the names of its figures: «0101». Some numbers look like years, which
    have figures of their own: «k2015»."""
    return f"k{nr}" if nr.startswith("20") else nr


def _nasjonalt(g: Rapportgrunnlag) -> Iterator[Figur]:
    """What the latest round that says so gives for the whole country, and how much the round before asked for."""
    runde = next((ett for ett in reversed(g.runder) if ett.nasjonalt.totalt is not None), None)
    if runde:
        yield Figur(
            "landet.totalt",
            _("Behovet på landsbasis, totalt"),
            runde.nasjonalt.totalt,
            _("personer"),
            runde.adresse,
        )
        yield Figur(
            "landet.em",
            _("Behovet på landsbasis, enslige mindreårige"),
            runde.nasjonalt.em,
            _("personer"),
            runde.adresse,
        )
    if g.forrige_runde:
        tekst = _("Anmodet i runden før (%(dato)s), totalt") % {"dato": dato(g.forrige_runde.sendt)}
        yield Figur(
            "forrige-runde.totalt",
            tekst,
            g.forrige_runde.anmodet.totalt,
            _("personer"),
            g.forrige_runde.adresse,
        )


def gruppenoekkel(navn: str) -> str:
    """Return what a group is called in the names of its figures: «styringsgruppen-pa-ostlandet»."""
    return slugify(navn.translate(str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE"})))


def _grupper(g: Rapportgrunnlag) -> Iterator[Figur]:
    """The head-counts of the groups at the cut-off."""
    kilde = _adresse("nettverk:gruppe-index", per=g.skjaeringsdato)
    for gruppe in g.grupper:
        noekkel = gruppenoekkel(gruppe.navn)
        valg = {"gruppe": gruppe.navn}
        yield Figur(
            f"gruppe.{noekkel}.personer",
            _("%(gruppe)s: personer") % valg,
            gruppe.personer,
            _("personer"),
            kilde,
        )
        yield Figur(
            f"gruppe.{noekkel}.organisasjoner",
            _("%(gruppe)s: organisasjoner") % valg,
            gruppe.organisasjoner,
            _("organisasjoner"),
            kilde,
        )


def _aktiviteter(g: Rapportgrunnlag) -> Iterator[Figur]:
    """How many activities the period had, and how many came to those that counted."""
    delt = deling(g)
    talte = [rad.deltakere for rad in delt.gjennomfoert if rad.deltakere is not None]
    siste = g.periode.til - timedelta(days=1)
    kilde = _adresse("nettverk:aktivitet-index", fra=g.periode.fra, til=siste, status=domain.GJENNOMFOERT)
    yield Figur(
        "aktiviteter.gjennomfoert",
        _("Gjennomførte aktiviteter i perioden"),
        len(delt.gjennomfoert),
        _("aktiviteter"),
        kilde,
    )
    yield Figur(
        "aktiviteter.framover",
        _("Aktiviteter etter perioden"),
        len(delt.framover),
        _("aktiviteter"),
        _adresse("nettverk:aktivitet-index", fra=min(g.periode.til, g.skjaeringsdato)),
    )
    yield Figur(
        "aktiviteter.deltakere",
        _("Deltakere på gjennomførte aktiviteter der de er talt"),
        sum(talte) if talte else None,
        _("deltakere"),
        kilde,
    )


def _moeter(g: Rapportgrunnlag) -> Iterator[Figur]:
    """How many meetings were held in the period, in all and of each group."""
    fra, til = g.periode.fra, min(g.periode.til - timedelta(days=1), g.skjaeringsdato)
    kilde = _adresse("nettverk:moete-index", naar="alle", status="avholdt", fra=fra, til=til)
    moeter, tallene = _("møter"), g.tallfakta.moeter
    yield Figur("moeter.avholdt", _("Møter holdt i perioden"), sum(tallene.values()), moeter, kilde)
    for gruppe in g.grupper:
        yield Figur(
            f"gruppe.{gruppenoekkel(gruppe.navn)}.moeter",
            _("%(gruppe)s: møter holdt i perioden") % {"gruppe": gruppe.navn},
            tallene.get(gruppe.navn, 0),
            moeter,
            kilde,
        )


def _prosjektet(g: Rapportgrunnlag) -> Iterator[Figur]:
    """State money, the project's own money and the evaluation, in the reports that tell of them."""
    fakta = g.prosjektfakta
    for aar, kroner, kommuner in zip(
        fakta.tilskudd.aar, fakta.tilskudd.sum, fakta.tilskudd.kommuner, strict=True
    ):
        kilde, valg = _adresse("nettverk:tilskudd-index", aar=aar), {"aar": aar}
        yield Figur(f"tilskudd.sum.{aar}", _("Statlige tilskudd, %(aar)s") % valg, kroner, _("kroner"), kilde)
        yield Figur(
            f"tilskudd.kommuner.{aar}",
            _("Kommuner med statlige tilskudd, %(aar)s") % valg,
            kommuner,
            _("kommuner"),
            kilde,
        )
    for aar in fakta.budsjett:
        valg = {"aar": aar.aar}
        yield Figur(
            f"budsjett.{aar.aar}", _("Budsjett for prosjektet, %(aar)s") % valg, aar.kroner, _("kroner")
        )
        yield Figur(f"regnskap.{aar.aar}", _("Brukt i prosjektet, %(aar)s") % valg, aar.brukt, _("kroner"))
    if fakta.evaluering.svar:
        yield Figur("evaluering.svar", _("Svar i evalueringen"), fakta.evaluering.svar, _("svar"))


def _statusside(g: Rapportgrunnlag, **valg) -> str:
    """Where every municipality stands with its answer, as the report has it."""
    return _adresse(
        "vedtak:status-show", g.bosettingsaar, per=g.skjaeringsdato, kjent=g.skjaeringsdato, **valg
    )


def _adresse(navn: str, *argumenter, **valg) -> str:
    valgte = urlencode({felt: str(verdi) for felt, verdi in valg.items()})
    return f"{reverse(navn, args=argumenter)}?{valgte}"
