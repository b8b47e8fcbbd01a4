"""The open tasks of one municipality in plain words, the most pressing first: what its kontaktperson meets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from anmodninger.frister import Frister
from bosetting.felles.hinder import oversatt
from bosetting.felles.norsk import langdato, tall

from .domain import Slag, Svar, Svartype
from .kommunehistorikk import Aarshistorikk
from .setninger import enslige, naar, personer
from .svarregler import stengt_for_rettelse, stengt_for_svar

_PAA_VENT = {Svar.UTSATT, Svar.FORELOEPIG, Svar.VURDERES}


@dataclass(frozen=True)
class Oppgave:
    """One thing to do for a settlement year. ``rang`` orders tasks: the lowest first. ``haster``: a day has passed.

    ``rettelse`` is done by correcting an answer. ``stengt`` says why she cannot do it herself any more.
    """

    rang: int
    aar: int
    tittel: str
    avsnitt: tuple[str, ...]
    knapp: str
    url: str
    haster: bool = False
    rettelse: bool = False
    stengt: str = ""


def anmodningssetning(ett: Aarshistorikk) -> str:
    """Return the request in force as a sentence. It must exist."""
    anmodet = ett.status.anmodet
    felt = {"personer": personer(anmodet.totalt), "aar": ett.aar}
    if anmodet.em is None:
        return _("Dere er bedt om å bosette %(personer)s i %(aar)s.") % felt
    if anmodet.em == 0:
        return _("Dere er bedt om å bosette %(personer)s i %(aar)s, ingen av dem enslige mindreårige.") % felt
    felt["em"] = enslige(anmodet.em)
    return _("Dere er bedt om å bosette %(personer)s i %(aar)s, hvorav %(em)s.") % felt


def fristsetning(frist: date | None, dag: date, utsatt: bool = False) -> str:
    """Return when the reply is due, or was, and that it is extended; the empty text where no deadline is set."""
    if frist is None:
        return ""
    felt = {"frist": langdato(frist), "naar": naar(frist, dag)}
    if utsatt and frist < dag:
        return _("Dere fikk utsatt frist til %(frist)s, %(naar)s.") % felt
    if utsatt:
        return _("Dere har fått utsatt frist til %(frist)s, %(naar)s.") % felt
    if frist < dag:
        return _("Fristen var %(frist)s, %(naar)s.") % felt
    return _("Fristen er %(frist)s, %(naar)s.") % felt


def utsettelsessetning(ett: Aarshistorikk, dag: date) -> str:
    """Return the extended deadline as a sentence while it is ahead: what is granted is granted for what is open."""
    status = ett.status
    gjelder = status.utsatt and status.frist >= dag
    return fristsetning(status.frist, dag, utsatt=True) if gjelder else ""


def vedtakssetning(ett: Aarshistorikk) -> str:
    """Return what is decided against what is asked. Both must exist."""
    vedtatt, anmodet = ett.status.vedtatt, ett.status.anmodet
    if vedtatt.totalt == 0:
        return _("Dere er bedt om å bosette %(personer)s i %(aar)s, og har svart nei.") % {
            "personer": personer(anmodet.totalt), "aar": ett.aar,
        }  # fmt: skip
    return _("Dere har vedtatt å bosette %(vedtatt)s i %(aar)s, og er bedt om %(anmodet)s.") % {
        "vedtatt": personer(vedtatt.totalt), "anmodet": tall(anmodet.totalt), "aar": ett.aar,
    }  # fmt: skip


def _registrer(kommune_id: int, aar: int, slag: Slag = Slag.HOVED) -> str:
    url = reverse("vedtak:vedtak-create", args=[kommune_id, aar])
    return f"{url}?slag={slag}" if slag == Slag.TILLEGG else url


def _ubesvart(ett: Aarshistorikk, dag: date) -> Oppgave:
    setninger = (anmodningssetning(ett), fristsetning(ett.status.frist, dag, ett.status.utsatt))
    return Oppgave(
        rang=1,
        aar=ett.aar,
        tittel=_("Svar på anmodningen for %(aar)s") % {"aar": ett.aar},
        avsnitt=(" ".join(filter(None, setninger)),),
        knapp=_("Registrer svar"),
        url=_registrer(ett.status.kommune, ett.aar),
        haster=bool(ett.status.dager_over),
    )


def _paa_vent(ett: Aarshistorikk, dag: date) -> Oppgave:
    ny = ett.status.ny_dato
    felt = {"dato": langdato(ny), "naar": naar(ny, dag)} if ny else {}
    passert = bool(ny and ny < dag)
    gitt = fristsetning(ett.status.frist, dag, utsatt=True) if ett.status.utsatt else ""
    haster = passert if ny else bool(ett.status.dager_over)
    match ett.status.svar["totalt"]:
        case Svar.UTSATT if gitt and ett.oensket_frist is None:
            # What they asked for is granted: the deadline is what counts.
            vent, gitt, haster = gitt, "", bool(ett.status.dager_over)
        case Svar.UTSATT if passert:
            vent = _("Dere ba om utsatt frist til %(dato)s, %(naar)s.") % felt
        case Svar.UTSATT:
            vent = _("Dere har bedt om utsatt frist til %(dato)s, %(naar)s.") % felt
        case Svar.VURDERES if passert:
            vent = _("Saken skulle vurderes på nytt %(dato)s, %(naar)s.") % felt
        case Svar.VURDERES:
            vent = _("Saken skal vurderes på nytt %(dato)s, %(naar)s.") % felt
        case Svar.FORELOEPIG:
            vent = _innstillingssetning(ett)
    return Oppgave(
        rang=2,
        aar=ett.aar,
        tittel=_("Registrer det endelige svaret for %(aar)s") % {"aar": ett.aar},
        avsnitt=(
            anmodningssetning(ett),
            " ".join(filter(None, (vent, gitt, _("Registrer vedtaket når det er gjort.")))),
        ),
        knapp=_("Registrer endelig svar"),
        url=_registrer(ett.status.kommune, ett.aar),
        haster=haster,
    )


def _innstillingssetning(ett: Aarshistorikk) -> str:
    innstilling = next(
        linje.vedtak for linje in ett.svar if linje.teller and linje.vedtak.type == Svartype.FORELOEPIG
    )
    if innstilling.totalt is None:
        return _("Dere har meldt om en innstilling, men ikke om vedtak.")
    return _("Dere har meldt om en innstilling på %(personer)s, men ikke om vedtak.") % {
        "personer": personer(innstilling.totalt)
    }


def _em(ett: Aarshistorikk, dag: date) -> Oppgave:
    """The total is decided, but not how many of them are unaccompanied minors."""
    uten_em = next((vedtak for vedtak in ett.telles if vedtak.em is None), None)
    vedtatt, bedt = ett.status.vedtatt.totalt, ett.status.anmodet.em
    if uten_em is not None:
        setning = _(
            "Dere har vedtatt å bosette %(personer)s i %(aar)s, men ikke oppgitt hvor mange av dem som er "
            "enslige mindreårige."
        )
    else:
        setning = _(
            "Dere har vedtatt å bosette %(personer)s i %(aar)s, og vil vurdere enslige mindreårige på nytt."
        )
    setning %= {"personer": personer(vedtatt), "aar": ett.aar}
    bedt_om = _("Dere er bedt om %(em)s.") % {"em": enslige(bedt)}
    return Oppgave(
        rang=3,
        aar=ett.aar,
        tittel=_("Svar om enslige mindreårige for %(aar)s") % {"aar": ett.aar},
        avsnitt=(" ".join(filter(None, (setning, bedt_om, utsettelsessetning(ett, dag)))),),
        knapp=_("Oppgi antall enslige mindreårige") if uten_em else _("Registrer tilleggsvedtak"),
        url=reverse("vedtak:vedtak-correct", args=[uten_em.pk])
        if uten_em
        else _registrer(ett.status.kommune, ett.aar, Slag.TILLEGG),
        rettelse=uten_em is not None,
    )


def _mangler(ett: Aarshistorikk, dag: date) -> Oppgave:
    status = ett.status
    nei = status.vedtatt.totalt == 0
    avsnitt = [vedtakssetning(ett)]
    if not nei and status.gap("totalt"):
        avsnitt.append(
            _("Det mangler plass til %(personer)s.") % {"personer": personer(status.gap("totalt"))}
        )
    if not nei and status.gap("em"):
        avsnitt.append(
            _("Av de vedtatte er %(gitt)s, og dere er bedt om %(bedt)s.")
            % {"gitt": enslige(status.vedtatt.em), "bedt": tall(status.anmodet.em)}
        )
    if nei:
        hva = _("Behandler kommunen saken på nytt, registrerer dere det nye vedtaket her.")
    else:
        hva = _("Vedtar kommunen flere plasser, registrerer dere det som et tilleggsvedtak.")
    return Oppgave(
        rang=4,
        aar=ett.aar,
        tittel=(
            _("Svaret for %(aar)s er nei") if nei else _("Svaret for %(aar)s dekker ikke hele anmodningen")
        )
        % {"aar": ett.aar},
        avsnitt=(" ".join(filter(None, (*avsnitt, utsettelsessetning(ett, dag)))), hva),
        knapp=_("Registrer nytt vedtak") if nei else _("Registrer tilleggsvedtak"),
        url=_registrer(status.kommune, ett.aar, Slag.HOVED if nei else Slag.TILLEGG),
    )


def oppgave(ett: Aarshistorikk, dag: date) -> Oppgave | None:
    """Return what one year asks of the municipality, or None when it is answered or was never asked."""
    svar = ett.status.svar
    if svar["totalt"] == Svar.IKKE_ANMODET:
        return None
    if svar["totalt"] == Svar.IKKE_SVART:
        return _ubesvart(ett, dag)
    if svar["totalt"] in _PAA_VENT:
        return _paa_vent(ett, dag)
    if ett.status.anmodet.em and svar["em"] in {Svar.UKJENT, Svar.VURDERES}:
        return _em(ett, dag)
    if ett.status.gap("totalt") or ett.status.gap("em"):
        return _mangler(ett, dag)
    return None


def _sendt_tilbake(ett: Aarshistorikk) -> list[Oppgave]:
    """Return what the embete has asked the municipality to look at again. She can always do it herself."""
    ut = []
    for linje in ett.svar:
        if linje.tilbake is None:
            continue
        felt = {"dato": langdato(linje.tilbake.dato), "svar": linje.tittel}
        ut.append(
            Oppgave(
                rang=0,
                aar=ett.aar,
                tittel=_("Se på svaret for %(aar)s igjen") % {"aar": ett.aar},
                avsnitt=(
                    _("Embetet sendte svaret tilbake til dere %(dato)s: %(svar)s.") % felt,
                    _("Kommentar fra embetet: «%(kommentar)s»") % {"kommentar": linje.tilbake.kommentar},
                    _(
                        "Rett svaret, så ser embetet på det på nytt. Det telles med slik det er, til det er rettet."
                    ),
                ),
                knapp=_("Rett svaret"),
                url=reverse("vedtak:vedtak-correct", args=[linje.vedtak.pk]),
                haster=True,
                rettelse=True,
            )
        )
    return ut


def _selv(en: Oppgave, frister: Frister) -> tuple[str, ...]:
    """Return how long the municipality can do an open task itself, as a paragraph; none where no such day is set."""
    dato = frister.siste_endring if en.rettelse else frister.siste_svar
    if dato is None:
        return ()
    felt = {"dato": langdato(dato)}
    if en.rettelse:
        return (_("Dere kan rette svaret selv til og med %(dato)s.") % felt,)
    return (_("Dere kan registrere svaret selv til og med %(dato)s.") % felt,)


def oppgaver(aar: Iterable[Aarshistorikk], dag: date, kontakt: str) -> list[Oppgave]:
    """Return the open tasks of this year and later ones, the one to do first at the head. Past years are history,
    but for answers that the embete has sent back.

    ``kontakt`` is whom to ask where the dates of the round keep her from doing it herself.
    """
    alle = []
    for ett in aar:
        alle += _sendt_tilbake(ett)
        if ett.aar >= dag.year and (en := oppgave(ett, dag)):
            frister = ett.status.frister
            regel = stengt_for_rettelse if en.rettelse else stengt_for_svar
            stengt = oversatt(regel(frister, dag, kontakt))
            avsnitt = en.avsnitt if stengt else en.avsnitt + _selv(en, frister)
            alle.append(replace(en, avsnitt=avsnitt, stengt=stengt))
    return sorted(alle, key=lambda en: (en.rang, en.aar))
