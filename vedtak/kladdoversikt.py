"""The check page of a draft (read model): all that is typed as a list, what it does to the status, what to look at."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmodninger.models import Anmodning
from bosetting.felles.hinder import oversatt
from bosetting.felles.norsk import langdato, tall

from . import domain
from .actions import Svarinnhold
from .kladder import felt as skrevet_i
from .kladder import grunnlag
from .kladdskjema import AAPNE, FELT, KRYSS, MED_ANTALL, TRINN, Kladdskjema, vurdert
from .kommunehistorikk import Aarshistorikk, Endring, Svarlinje, aarshistorikk, felt
from .models import Kladdfil, Svarkladd, Vedtak, Vilkaar
from .ord import TILSTANDER
from .queries import som_anmodningsrad, som_svarrad
from .svarregler import har_hovedvedtak, verdt_aa_se_paa

# The id of the answer that is not registered yet: of two from the same day the one with the highest id counts.
_TENKT = 2**62


@dataclass(frozen=True)
class Oversiktsrad:
    """One thing that is typed, as people read it, and what is wrong with it. ``felt`` is where it is mended."""

    navn: str
    verdi: str
    felt: str = ""
    feil: tuple[str, ...] = ()


@dataclass(frozen=True)
class Del:
    """One step with what is typed in it."""

    trinn: str
    tittel: str
    rader: list[Oversiktsrad]


@dataclass(frozen=True)
class Nytt:
    """What changed since the draft was begun: answers that came, and the request that took the place of another."""

    svar: list[Svarlinje]
    anmodning: Anmodning | None
    forrige: Anmodning | None
    uten_anmodning: bool

    def __bool__(self):
        return bool(self.svar or self.anmodning or self.uten_anmodning)


@dataclass(frozen=True)
class Oversikt:
    """The draft as it stands. ``sammenligning`` is every field of a correction, before and after."""

    form: Kladdskjema
    historikk: Aarshistorikk
    deler: list[Del]
    filer: list[Kladdfil]
    nytt: Nytt
    feil: list[str]
    sammenligning: list[Endring]
    teller: bool
    virkning: str
    blir: Aarshistorikk | None
    verdt_aa_se_paa: list[str]
    rettet_av: Vedtak | None

    @property
    def klar(self) -> bool:
        """Whether nothing typed keeps it from being sent."""
        return not self.form.errors


def kan_tillegg(kladd: Svarkladd, historikk: Aarshistorikk, dag: date) -> bool:
    """Return whether there is a main decision that this answer can add to."""
    rader = [som_svarrad(linje.vedtak) for linje in historikk.svar]
    return har_hovedvedtak(rader, dag, uten=kladd.retter_id)


def oversikt(kladd: Svarkladd, dag: date) -> Oversikt:
    """Return all that the check page shows."""
    historikk = aarshistorikk(kladd.kommune_id, kladd.aar, dag)
    form = vurdert(kladd, skrevet_i(kladd), dag, kan_tillegg=kan_tillegg(kladd, historikk, dag))
    filer = list(kladd.filer.all())
    sammenligning, teller, setning, blir, se_paa = [], True, "", None, []
    if not form.errors:
        innhold = form.innhold()
        if kladd.retter is not None:
            sammenligning = _sammenlign(kladd.retter, _tenkt(kladd, innhold, dag))
        blir = _blir(kladd, historikk, innhold, dag)
        teller = _TENKT in blir.status.rader
        setning = _virkning(historikk, blir, teller)
        uten = _uten(kladd, historikk)
        se_paa = verdt_aa_se_paa(
            type=innhold.type,
            tall=domain.Tall(innhold.totalt, innhold.em),
            vedtaksdato=innhold.vedtaksdato,
            anmodet=uten.anmodet,
            vedtatt=uten.vedtatt,
            slag=innhold.slag,
        )
    return Oversikt(
        form=form,
        historikk=historikk,
        deler=_deler(form, skrevet_i(kladd)),
        filer=filer,
        nytt=_nytt(kladd, historikk),
        feil=list(form.non_field_errors()),
        sammenligning=sammenligning,
        teller=teller,
        virkning=setning,
        blir=blir,
        verdt_aa_se_paa=[oversatt(grunn) for grunn in se_paa],
        rettet_av=next(
            (linje.rettet_av for linje in historikk.svar if linje.vedtak.pk == kladd.retter_id), None
        ),
    )


# What is typed


def _deler(form: Kladdskjema, skrevet: dict[str, str]) -> list[Del]:
    deler = []
    for trinn in FELT:
        if trinn == "dokument":
            continue
        rader = _vilkaarsrader(form) if trinn == "vilkaar" else _rader(form, trinn, skrevet)
        deler.append(Del(trinn, str(TRINN[trinn]), rader))
    return deler


def _rader(form: Kladdskjema, trinn: str, skrevet: dict[str, str]) -> list[Oversiktsrad]:
    svar = skrevet.get("type", "")
    utenom = set()
    if svar not in MED_ANTALL:
        utenom |= {"totalt", "em"}
    if svar != domain.Svartype.VEDTAK:
        utenom.add("slag")
    if svar not in AAPNE:
        utenom.add("ny_dato")
    return [
        Oversiktsrad(str(form[navn].label), _verdi(form, navn), navn, tuple(form.errors.get(navn, ())))
        for navn in FELT[trinn]
        # What does not belong to the answer is left out where nothing is typed in it.
        if navn in form.fields and not (navn in utenom and not skrevet.get(navn) and navn not in form.errors)
    ]


def skrevet_i_trinn(form: Kladdskjema, trinn: str) -> list[tuple[str, str]]:
    """Return (field, value) of all that is typed in a step."""
    form.is_valid()
    return [
        (str(form.fields[navn].label), _verdi(form, navn))
        for navn in FELT[trinn]
        if navn in form.fields and form.data.get(navn)
    ]


def forskjeller(lagret: Kladdskjema, mitt: Kladdskjema, trinn: str) -> list[Endring]:
    """Return where what two people typed in a step differs: (field, what is stored, what she typed)."""
    lagret.is_valid()
    mitt.is_valid()
    return [
        Endring(str(mitt.fields[navn].label), _verdi(lagret, navn), _verdi(mitt, navn))
        for navn in FELT[trinn]
        if navn in lagret.fields and navn in mitt.fields
        if lagret.data.get(navn, "") != mitt.data.get(navn, "")
    ]


_UOPPGITT = {"totalt": gettext_lazy("ikke oppgitt"), "em": gettext_lazy("ukjent")}


def _verdi(form: Kladdskjema, navn: str) -> str:
    """Return what stands in a field as people read it; what cannot be read stands as it was typed."""
    raa = form.data.get(navn, "")
    if navn in ("type", "slag"):
        return str(dict(form.fields[navn].choices).get(raa, _("ikke valgt")))
    if navn in KRYSS:
        return _("krysset av") if raa else _("ikke krysset av")
    if not raa.strip():
        return str(_UOPPGITT.get(navn, _("ikke oppgitt")))
    lest = form.cleaned_data.get(navn)
    if isinstance(lest, date):
        return langdato(lest)
    if isinstance(lest, int):
        return tall(lest)
    return raa


def _vilkaarsrader(form: Kladdskjema) -> list[Oversiktsrad]:
    rader = []
    for type_, navn in Vilkaar.TYPER:
        felt_ = f"vilkaar_{type_}"
        galt = {
            del_: form.errors[del_]
            for del_ in (felt_, f"{felt_}_merknad", f"{felt_}_dato")
            if del_ in form.errors
        }
        if not (form.data.get(felt_) or galt):
            continue
        deler = [form.data.get(f"{felt_}_merknad", "")]
        if dato := form.cleaned_data.get(f"{felt_}_dato"):
            deler.append(_("følges opp %(dato)s") % {"dato": langdato(dato)})
        verdi = ", ".join(filter(None, deler)) or _verdi(form, felt_)
        feil = tuple(str(en) for alle in galt.values() for en in alle)
        rader.append(Oversiktsrad(str(navn).capitalize(), verdi, next(iter(galt), felt_), feil))
    return rader or [Oversiktsrad(_("Vilkår"), _("ingen"))]


# What it does


def _tenkt(kladd: Svarkladd, innhold: Svarinnhold, dag: date) -> Vedtak:
    """Return the answer as it would be registered, never saved."""
    vedtak = Vedtak(
        pk=_TENKT, kommune=kladd.kommune, aar=kladd.aar, type=innhold.type, slag=innhold.slag, totalt=innhold.totalt,
        em=innhold.em, vedtaksdato=innhold.vedtaksdato, mottatt=dag, organ=innhold.organ,
        saksnummer=innhold.saksnummer, ny_dato=innhold.ny_dato, merknad=innhold.merknad, retter=kladd.retter,
    )  # fmt: skip
    vilkaar = [
        Vilkaar(vedtak=vedtak, type=ett.type, merknad=ett.merknad, oppfoelging_dato=ett.oppfoelging_dato)
        for ett in innhold.vilkaar
    ]
    # Where prefetch_related() puts them: the row has none in the database.
    vedtak._prefetched_objects_cache = {"vilkaar": vilkaar}
    return vedtak


def _sammenlign(foer: Vedtak, etter: Vedtak) -> list[Endring]:
    """Return every field of the answer as it is and as it will be."""
    return [
        Endring(navn, gammel, ny) for (navn, gammel), (_n, ny) in zip(felt(foer), felt(etter), strict=True)
    ]


def _rad(kladd: Svarkladd, innhold: Svarinnhold, dag: date) -> domain.Svarrad:
    em = 0 if innhold.totalt == 0 else innhold.em
    return domain.Svarrad(
        id=_TENKT,
        kommune=kladd.kommune_id,
        mottatt=dag,
        tall=domain.Tall(innhold.totalt, em),
        vedtaksdato=innhold.vedtaksdato,
        type=innhold.type,
        slag=innhold.slag,
        retter=kladd.retter_id,
        ny_dato=innhold.ny_dato,
        vilkaar=tuple(ett.type for ett in innhold.vilkaar),
        fra_kommunen=True,
    )


def _status(kladd: Svarkladd, historikk: Aarshistorikk, rader) -> domain.Kommunestatus:
    return domain.kommunestatus(
        kladd.kommune_id, map(som_anmodningsrad, historikk.anmodninger), rader, historikk.per
    )


def _blir(kladd: Svarkladd, historikk: Aarshistorikk, innhold: Svarinnhold, dag: date) -> Aarshistorikk:
    """Return the year as it will be when the answer is registered."""
    rader = [som_svarrad(linje.vedtak) for linje in historikk.svar]
    return replace(historikk, status=_status(kladd, historikk, [*rader, _rad(kladd, innhold, dag)]))


def _uten(kladd: Svarkladd, historikk: Aarshistorikk) -> domain.Kommunestatus:
    """Return the status without the answer that is being corrected."""
    rader = [som_svarrad(linje.vedtak) for linje in historikk.svar if linje.vedtak.pk != kladd.retter_id]
    return _status(kladd, historikk, rader)


def _virkning(ett: Aarshistorikk, blir: Aarshistorikk, teller: bool) -> str:
    """Return what sending does to the status, as a sentence."""
    if not teller:
        gjelder = next(linje for linje in ett.svar if linje.vedtak.pk in blir.status.rader)
        return _(
            "Svaret endrer ikke status. Et svar med senere dato gjelder fortsatt: %(svar)s. "
            "Se om vedtaksdatoen er riktig."
        ) % {"svar": gjelder.tittel}
    foer, etter = (TILSTANDER[en.status.svar["totalt"]] for en in (ett, blir))
    if foer == etter:
        return _("Status er fortsatt «%(etter)s» når svaret er sendt inn.") % {"etter": etter}
    return _("Status går fra «%(foer)s» til «%(etter)s» når svaret er sendt inn.") % {
        "foer": foer,
        "etter": etter,
    }


# What has happened meanwhile


def _nytt(kladd: Svarkladd, historikk: Aarshistorikk) -> Nytt:
    naa = grunnlag(historikk)
    da = kladd.data.get("grunnlag", naa)
    ny_anmodning = naa["anmodning"] != da["anmodning"]
    etter_id = {rad.pk: rad for rad in historikk.anmodninger}
    return Nytt(
        svar=[linje for linje in historikk.svar if linje.vedtak.pk not in da["svar"]],
        anmodning=historikk.i_kraft if ny_anmodning else None,
        forrige=etter_id.get(da["anmodning"]) if ny_anmodning else None,
        uten_anmodning=ny_anmodning and historikk.i_kraft is None,
    )
