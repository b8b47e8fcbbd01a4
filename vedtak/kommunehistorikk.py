"""Municipalities year by year: what they were asked for, what they answered, how many were settled (read model)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from anmodninger.models import Anmodning, Fristutsettelse
from bosetting.felles.norsk import langdato, tall

from . import domain
from .bosattregler import tellinger
from .models import Bekreftelse, Bosatt, Vedtak
from .oppfyllelse import Oppfyllelse
from .ord import GRUPPENAVN, TILSTANDER
from .queries import som_anmodningsrad, som_svarrad
from .setninger import svartittel
from .tidslinje import Endring, synlig


@dataclass(frozen=True)
class Svarlinje:
    """One answer in a history. ``teller`` when it stands behind the figures on the clocks the history is read on.

    ``gjelder`` is the day it counts from, ``tilbake`` the last time the embete sent an unconfirmed one back.
    ``etterregistrert`` when it became known after the day the history is read for.
    """

    vedtak: Vedtak
    rettet_av: Vedtak | None
    endringer: list[Endring]
    teller: bool
    gjelder: date
    etterregistrert: bool = False
    ubekreftet: bool = False
    tilbake: Bekreftelse | None = None

    @property
    def tittel(self) -> str:
        return svartittel(self.vedtak)

    @property
    def bekreftet(self) -> Bekreftelse | None:
        """When the embete confirmed it, and who; None for one that it has not, or need not."""
        return next((ett for ett in self.vedtak.bekreftelser.all() if ett.utfall == "bekreftet"), None)

    @property
    def vilkaar(self):
        return self.vedtak.vilkaar.all()


@dataclass(frozen=True)
class Grupperad:
    """One group of persons in a year: asked for, decided, the gap and the state. None is unknown."""

    gruppe: str
    navn: str
    anmodet: int | None
    vedtatt: int | None
    gap: int | None
    tilstand: str
    tilstandstekst: str


@dataclass(frozen=True)
class Aarshistorikk:
    """One municipality and one settlement year on two clocks; the newest stands first in every list."""

    aar: int
    per: date
    status: domain.Kommunestatus
    anmodninger: list[Anmodning]
    svar: list[Svarlinje]
    bosatte: list[Bosatt]
    kjent: date | None = None

    @property
    def i_kraft(self) -> Anmodning | None:
        """The request in force, or None."""
        return next((rad for rad in self.anmodninger if rad.pk == self.status.anmodning), None)

    @property
    def kan_svare(self) -> bool:
        """Whether the municipality may still register a new answer itself."""
        return self.status.frister.kan_svare(self.per)

    @property
    def kan_endre(self) -> bool:
        """Whether the municipality may still correct an answer itself."""
        return self.status.frister.kan_endre(self.per)

    @property
    def kan_utsettes(self) -> bool:
        """Whether there is a deadline to extend: the year is not over."""
        return self.i_kraft is not None and self.per.year <= self.aar

    @property
    def oensket_frist(self) -> date | None:
        """The later deadline that the municipality asks for and does not have; None when there is no such wish."""
        status = self.status
        if status.svar["totalt"] != domain.Svar.UTSATT or status.ny_dato is None:
            return None
        return status.ny_dato if status.frist is None or status.ny_dato > status.frist else None

    @property
    def telles(self) -> list[Vedtak]:
        """The decisions behind the decided figure, newest first."""
        return [
            linje.vedtak
            for linje in self.svar
            if linje.teller and linje.vedtak.type == domain.Svartype.VEDTAK
        ]

    @property
    def bosatt(self) -> Bosatt | None:
        """The latest count of persons settled, or None."""
        return self.bosatte[0] if self.bosatte else None

    @property
    def oppfyllelse(self) -> Oppfyllelse:
        """How far the municipality came: requested, decided, settled."""
        return Oppfyllelse(self.status, self.bosatt.antall if self.bosatt else None)

    @property
    def grupper(self) -> list[Grupperad]:
        """The three groups, as the tables show them."""
        status = self.status
        return [
            Grupperad(
                gruppe,
                capfirst(GRUPPENAVN[gruppe]),
                status.anmodet.gruppe(gruppe) if status.anmodet else None,
                status.vedtatt.gruppe(gruppe) if status.vedtatt else None,
                status.gap(gruppe),
                status.svar[gruppe].value,
                TILSTANDER[status.svar[gruppe]],
            )
            for gruppe in domain.GRUPPER
        ]


def _ukjent() -> str:
    return _("ukjent")


def _vilkaarstekst(vedtak: Vedtak) -> str:
    deler = []
    for ett in vedtak.vilkaar.all():
        tekst = str(ett.get_type_display())
        if ett.merknad:
            tekst += f" ({ett.merknad})"
        if ett.oppfoelging_dato:
            tekst += _(", følges opp %(dato)s") % {"dato": langdato(ett.oppfoelging_dato)}
        deler.append(tekst)
    return "; ".join(deler) or _("ingen")


# What stands in a field that does not belong to the answer.
_HOERER_IKKE_TIL = "–"


def utfylte_felt(vedtak: Vedtak) -> list[tuple[str, str]]:
    """Return (name, value) of the fields that belong to the answer: a decision has no new date, a wish no figures."""
    tomt = {_HOERER_IKKE_TIL}
    if vedtak.type not in (domain.Svartype.VEDTAK, domain.Svartype.FORELOEPIG):
        tomt |= {_ukjent(), _("ikke oppgitt"), _("ingen")}  # nothing is decided, so nothing of it is missing
    return [(navn, verdi) for navn, verdi in felt(vedtak) if verdi not in tomt]


def felt(vedtak: Vedtak) -> list[tuple[str, str]]:
    """Return (name, value) of every field of the case as people read it, the day it was received left out."""

    def navn(felt):
        return capfirst(vedtak._meta.get_field(felt).verbose_name)

    def antall(verdi):
        return _ukjent() if verdi is None else tall(verdi)

    def dag(verdi):
        return _ukjent() if verdi is None else langdato(verdi)

    uoppgitt = _("ikke oppgitt")
    er_vedtak = vedtak.type == domain.Svartype.VEDTAK
    har_antall = er_vedtak or vedtak.totalt is not None
    nei = er_vedtak and vedtak.totalt == 0
    return [
        (_("Svar"), _("nei, vedtak om 0") if nei else str(vedtak.get_type_display())),
        (_("Hva slags vedtak"), str(vedtak.get_slag_display()) if er_vedtak else _HOERER_IKKE_TIL),
        (navn("totalt"), antall(vedtak.totalt) if har_antall else _HOERER_IKKE_TIL),
        (navn("em"), antall(vedtak.em) if har_antall else _HOERER_IKKE_TIL),
        (navn("vedtaksdato"), dag(vedtak.vedtaksdato)),
        (navn("organ"), vedtak.organ or uoppgitt),
        (navn("saksnummer"), vedtak.saksnummer or uoppgitt),
        (navn("ny_dato"), langdato(vedtak.ny_dato) if vedtak.ny_dato else _HOERER_IKKE_TIL),
        (_("Vilkår"), _vilkaarstekst(vedtak)),
        (navn("merknad"), vedtak.merknad or _("ingen")),
    ]


def endringer(foer: Vedtak, etter: Vedtak) -> list[Endring]:
    """Return the fields that differ between an answer and its correction, in the order of the form."""
    return [
        Endring(navn, gammel, ny)
        for (navn, gammel), (_navn, ny) in zip(felt(foer), felt(etter), strict=True)
        if gammel != ny
    ]


def svarlinjer(
    svar: list[Vedtak], telles=frozenset(), per: date | None = None, kjent: date | None = None
) -> list[Svarlinje]:
    """Return the answers of ``svar`` (all of one municipality and year) that the clocks show, with who corrected what.

    On the clocks an answer is there when it counted from a day up to ``per`` (None: any day) and was known on
    ``kjent`` (None: known now); a correction that was not known then has corrected nothing. No query.
    """
    etter_id = {rad.pk: rad for rad in svar}
    verdier = {rad.pk: som_svarrad(rad) for rad in svar}
    gjelder = domain.virkningsdatoer(verdier.values())
    grense = min((dag for dag in (per, kjent) if dag is not None), default=date.max)
    ubekreftet = {pk for pk in telles if pk in verdier and verdier[pk].er_ubekreftet(grense)}
    foer: dict[int, Vedtak] = {}
    for rad in svar:
        ledd = etter_id.get(rad.retter_id)
        # A correction reaches through those before it that were not known yet (domain.kjente).
        while ledd is not None and kjent is not None and ledd.mottatt > kjent:
            ledd = etter_id.get(ledd.retter_id)
        if ledd is not None and (kjent is None or rad.mottatt <= kjent):
            foer[rad.pk] = ledd
    rettet_av = {ledd.pk: etter_id[pk] for pk, ledd in foer.items()}
    return [
        Svarlinje(
            vedtak=rad,
            rettet_av=rettet_av.get(rad.pk),
            endringer=endringer(foer[rad.pk], rad) if rad.pk in foer else [],
            teller=rad.pk in telles,
            gjelder=gjelder[rad.pk],
            etterregistrert=per is not None and rad.mottatt > per,
            ubekreftet=rad.pk in ubekreftet,
            tilbake=_tilbake(rad, grense) if rad.pk in ubekreftet else None,
        )
        for rad in svar
        if synlig(gjelder[rad.pk], rad.mottatt, per, kjent)
    ]


def _tilbake(vedtak: Vedtak, grense: date) -> Bekreftelse | None:
    """Return the last time an answer was sent back to the municipality by ``grense``."""
    ganger = [
        ett for ett in vedtak.bekreftelser.all() if ett.utfall == "sendt_tilbake" and ett.dato <= grense
    ]
    return ganger[-1] if ganger else None


def kjede(linjer: list[Svarlinje], vedtak: Vedtak) -> list[Svarlinje]:
    """Return the answer with all that it corrects and all that corrects it, the newest first."""
    etter_id = {linje.vedtak.pk: linje for linje in linjer}
    siste = etter_id[vedtak.pk]
    while siste.rettet_av is not None:
        siste = etter_id[siste.rettet_av.pk]
    rekke = [siste]
    while rekke[-1].vedtak.retter_id:
        rekke.append(etter_id[rekke[-1].vedtak.retter_id])
    return rekke


def historikker(
    kommune_ids, per: date, aar: int | None = None, kjent: date | None = None, *, alle_svar: bool = False
) -> dict[int, list[Aarshistorikk]]:
    """Return the years of each municipality, newest first: those with a request, an answer or a count of settled.

    What had not happened by ``per``, or was not known on ``kjent`` (None: as known now), is not there, but with
    ``alle_svar`` every answer is. ``aar`` limits to one year, which is then there even when it is empty. Six queries,
    however many there are.
    """
    grense = per if kjent is None else min(per, kjent)
    avgrens = {"kommune__in": kommune_ids} | ({"aar": aar} if aar else {})
    anmodninger: dict[tuple[int, int], list[Anmodning]] = {}
    av_runder = {"kommune__in": kommune_ids} | ({"runde__aar": aar} if aar else {})
    gitte = Fristutsettelse.objects.filter(innvilget_dato__lte=grense)
    for rad in (
        Anmodning.objects.filter(**av_runder, runde__sendt_dato__lte=grense)
        .select_related("runde", "brev")
        .prefetch_related(Prefetch("utsettelser", gitte))
        .order_by("-runde__sendt_dato", "-pk")
    ):
        anmodninger.setdefault((rad.kommune_id, rad.runde.aar), []).append(rad)
    svar: dict[tuple[int, int], list[Vedtak]] = {}
    for rad in Vedtak.objects.filter(**avgrens).nyeste_foerst():
        svar.setdefault((rad.kommune_id, rad.aar), []).append(rad)
    bosatte: dict[tuple[int, int], list[Bosatt]] = {}
    for rad in Bosatt.objects.filter(**avgrens):
        bosatte.setdefault((rad.kommune_id, rad.aar), []).append(rad)

    historikk: dict[int, list[Aarshistorikk]] = {kommune_id: [] for kommune_id in kommune_ids}
    noekler = anmodninger.keys() | svar.keys() | bosatte.keys()
    if aar:
        noekler |= {(kommune_id, aar) for kommune_id in kommune_ids}
    for noekkel in sorted(noekler, key=lambda noekkel: -noekkel[1]):
        kommune_id, ett_aar = noekkel
        status = domain.kommunestatus(
            kommune_id,
            map(som_anmodningsrad, anmodninger.get(noekkel, [])),
            map(som_svarrad, svar.get(noekkel, [])),
            per,
            kjent,
        )
        ett = Aarshistorikk(
            aar=ett_aar,
            per=per,
            status=status,
            anmodninger=anmodninger.get(noekkel, []),
            svar=svarlinjer(
                svar.get(noekkel, []), frozenset(status.rader), None if alle_svar else per, kjent
            ),
            bosatte=tellinger(bosatte.get(noekkel, []), per, kjent),
            kjent=kjent,
        )
        if aar or ett.anmodninger or ett.svar or ett.bosatte:
            historikk[kommune_id].append(ett)
    return historikk


def aarshistorikk(kommune_id: int, aar: int, per: date) -> Aarshistorikk:
    """Return one year of one municipality with every answer in it, also when nothing has happened."""
    return historikker([kommune_id], per, aar, alle_svar=True)[kommune_id][0]


def virkning(ett: Aarshistorikk, vedtak: Vedtak) -> tuple[bool, str]:
    """Return whether an answer stands behind the figures now, and a sentence that says what the status is or why not.

    An answer with an earlier date than the one in force is kept, but changes nothing; people must be told.
    """
    if not any(linje.teller for linje in ett.svar if linje.vedtak == vedtak):
        gjelder = next(linje for linje in ett.svar if linje.teller)
        return False, _(
            "Det endrer ikke status. Et svar med senere dato gjelder fortsatt: %(svar)s. Er det svaret feil, "
            "åpner du det under «Svar» og velger «Rett svaret»."
        ) % {"svar": gjelder.tittel}
    status = ett.status
    if status.anmodet is None:
        return True, ""
    felt = {"tilstand": TILSTANDER[status.svar["totalt"]], "anmodet": tall(status.anmodet.totalt)}
    if status.vedtatt is None:
        return True, _("Status er nå «%(tilstand)s».") % felt
    felt["vedtatt"] = tall(status.vedtatt.totalt)
    return True, _("Status er nå «%(tilstand)s»: %(vedtatt)s vedtatt av %(anmodet)s anmodet.") % felt
