"""Reasons why an answer may not be registered: each field by itself, and what may stand together. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anmodninger.frister import Frister
from bosetting.felles.melding import melding as _
from bosetting.felles.norsk import langdato

from .domain import Slag, Svarrad, Svartype, Tall, kjente, kommunestatus, virkningsdatoer

# The condition that says nothing by itself.
ANNET = "annet"


@dataclass(frozen=True)
class Vilkaarsvalg:
    """One condition of an answer: its kind, what it says, and the day to follow it up."""

    type: str
    merknad: str = ""
    oppfoelging_dato: date | None = None


def hinder_for_sammenheng(
    *, type: Svartype, tall: Tall, ny_dato: date | None, mottatt: date | None, vilkaar: Iterable[Vilkaarsvalg]
) -> list[tuple[str, str]]:
    """Return (field, reason in bokmål) for each thing that does not belong with the rest; empty when all is well.

    The fields of a condition are called vilkaar_<type>, vilkaar_<type>_merknad and vilkaar_<type>_dato.
    """
    hinder: list[tuple[str, str]] = []
    if ny_dato is not None and type in (Svartype.VEDTAK, Svartype.TRUKKET):
        grunn = _("En ny dato hører til et svar som ikke er endelig. Slett den, eller velg et annet svar.")
        hinder.append(("ny_dato", grunn))
    elif ny_dato is not None and mottatt is not None and ny_dato < mottatt:
        hinder.append(
            (
                "ny_dato",
                _(
                    "Den nye datoen kan ikke være før svaret ble mottatt %(dato)s.",
                    dato=f"{mottatt:%d.%m.%Y}",
                ),
            )
        )
    har_innhold = type in (Svartype.VEDTAK, Svartype.FORELOEPIG)
    for felt, verdi in (("totalt", tall.totalt), ("em", tall.em)):
        if verdi is not None and not har_innhold:
            hinder.append(
                (felt, _("Dette svaret har ikke noe antall. Slett tallet, eller velg et annet svar."))
            )
    for ett in vilkaar:
        felt = f"vilkaar_{ett.type}"
        if not har_innhold:
            grunn = _(
                "Vilkår hører til et vedtak eller en innstilling. Fjern krysset, eller velg et annet svar."
            )
            hinder.append((felt, grunn))
        if ett.type == ANNET and not ett.merknad.strip():
            hinder.append((f"{felt}_merknad", _("Skriv hva vilkåret går ut på.")))
        if ett.oppfoelging_dato is not None and mottatt is not None and ett.oppfoelging_dato < mottatt:
            grunn = _(
                "Oppfølgingen kan ikke være før svaret ble mottatt %(dato)s.", dato=f"{mottatt:%d.%m.%Y}"
            )
            hinder.append((f"{felt}_dato", grunn))
    return hinder


def hinder_for_svar(
    *,
    type: Svartype,
    tall: Tall,
    vedtaksdato: date | None,
    mottatt: date | None,
    dag: date,
    foerste_runde: date | None,
    slag: Slag = Slag.HOVED,
    har_hovedvedtak: bool = True,
    ny_dato: date | None = None,
) -> list[tuple[str, str]]:
    """Return (field, reason in bokmål) for each thing that keeps an answer from being registered; empty when it may.

    ``foerste_runde`` is the day the first round of the year was sent, None when the municipality is not asked.
    """
    hinder: list[tuple[str, str]] = []
    if foerste_runde is None:
        hinder.append(("aar", _("Det er ikke sendt noen anmodning til kommunen for dette bosettingsåret.")))
    if mottatt is None:
        hinder.append(("mottatt", _("Oppgi når svaret ble kjent for embetet.")))
    if type == Svartype.VEDTAK and tall.totalt is None:
        hinder.append(
            ("totalt", _("Oppgi hvor mange kommunen har vedtatt å bosette. Skriv 0 hvis svaret er nei."))
        )
    if tall.totalt is None and tall.em is not None:
        hinder.append(("totalt", _("Oppgi totalen som de enslige mindreårige er en del av.")))
    for felt, verdi in (("totalt", tall.totalt), ("em", tall.em)):
        if verdi is not None and not 0 <= verdi <= 100_000:
            hinder.append((felt, _("Antallet må være mellom 0 og 100 000.")))
    if tall.totalt is not None and tall.em is not None and tall.em > tall.totalt:
        grunn = _(
            "Antallet enslige mindreårige (%(em)s) kan ikke være høyere enn totalt (%(totalt)s).",
            em=tall.em,
            totalt=tall.totalt,
        )
        hinder.append(("em", grunn))
    if type == Svartype.UTSATT and ny_dato is None:
        hinder.append(("ny_dato", _("Oppgi hvilken frist kommunen ber om.")))
    if type == Svartype.VURDERES and ny_dato is None:
        hinder.append(("ny_dato", _("Oppgi når kommunen vil vurdere saken på nytt.")))
    if slag == Slag.TILLEGG and not har_hovedvedtak:
        hinder.append(("slag", _("Et tilleggsvedtak forutsetter at kommunen har et hovedvedtak for året.")))
    sendt = f"{foerste_runde:%d.%m.%Y}" if foerste_runde else ""
    for felt, verdi, framtid, for_tidlig in (
        (
            "vedtaksdato",
            vedtaksdato,
            _("Vedtaksdatoen kan ikke være i framtiden. I dag er det %(dag)s.", dag=f"{dag:%d.%m.%Y}"),
            _("Vedtaksdatoen kan ikke være før anmodningen ble sendt %(sendt)s.", sendt=sendt),
        ),
        (
            "mottatt",
            mottatt,
            _("Mottattdatoen kan ikke være i framtiden. I dag er det %(dag)s.", dag=f"{dag:%d.%m.%Y}"),
            _("Mottattdatoen kan ikke være før anmodningen ble sendt %(sendt)s.", sendt=sendt),
        ),
    ):
        if verdi is None:
            continue
        if verdi > dag:
            hinder.append((felt, framtid))
        elif foerste_runde is not None and verdi < foerste_runde:
            hinder.append((felt, for_tidlig))
    # A day in the future is told above; the two reasons together would only confuse.
    if vedtaksdato is not None and mottatt is not None and mottatt < vedtaksdato <= dag:
        hinder.append(("mottatt", _("Mottattdatoen kan ikke være før vedtaksdatoen.")))
    return hinder


def verdt_aa_se_paa(
    *,
    type: Svartype,
    tall: Tall,
    vedtaksdato: date | None,
    anmodet: Tall | None,
    vedtatt: Tall | None,
    slag: Slag,
) -> list[str]:
    """Return what somebody who is about to send an answer should look at once more; none of it keeps her from it.

    ``anmodet`` is the request in force, ``vedtatt`` what the municipality has decided before.
    """
    if type not in (Svartype.VEDTAK, Svartype.FORELOEPIG):
        return []
    rad = []
    legges_til = slag == Slag.TILLEGG and vedtatt is not None and vedtatt.totalt is not None
    samlet = tall.totalt + vedtatt.totalt if legges_til and tall.totalt is not None else tall.totalt
    if anmodet is not None and anmodet.totalt and samlet is not None:
        felt = {"samlet": samlet, "anmodet": anmodet.totalt}
        if 0 < samlet * 2 < anmodet.totalt:
            rad.append(
                _(
                    "Antallet er mye lavere enn dere er bedt om: %(samlet)s av %(anmodet)s. Stemmer det?",
                    **felt,
                )
            )
        elif samlet > anmodet.totalt:
            rad.append(
                _("Antallet er høyere enn dere er bedt om: %(samlet)s mot %(anmodet)s. Stemmer det?", **felt)
            )
    if tall.totalt and tall.em is None and anmodet is not None and anmodet.em != 0:
        rad.append(
            _(
                "Det står ikke hvor mange som er enslige mindreårige. Det blir stående som ukjent, og embetet vil "
                "spørre dere om det."
            )
        )
    if slag == Slag.HOVED and type == Svartype.VEDTAK and vedtatt is not None:
        rad.append(_("Vedtaket gjelder i stedet for det dere har vedtatt før for samme år."))
    if type == Svartype.VEDTAK and vedtaksdato is None:
        rad.append(_("Det står ingen vedtaksdato. Vedtaket regnes da fra den dagen det sendes inn."))
    return rad


def stengt_for_svar(frister: Frister, dag: date, kontakt: str) -> str:
    """Return why a municipality can no longer register a new answer itself, and whom to ask; empty while it can."""
    if frister.kan_svare(dag):
        return ""
    return _(
        "Siste dag for nye svar fra kommunen var %(dato)s. Ta kontakt med %(kontakt)s, som kan registrere svaret.",
        dato=langdato(frister.siste_svar),
        kontakt=kontakt,
    )


def stengt_for_rettelse(frister: Frister, dag: date, kontakt: str) -> str:
    """Return why a municipality can no longer correct an answer itself, and whom to ask; empty while it can."""
    if frister.kan_endre(dag):
        return ""
    return _(
        "Siste dag for endringer fra kommunen var %(dato)s. Ta kontakt med %(kontakt)s, som kan rette svaret.",
        dato=langdato(frister.siste_endring),
        kontakt=kontakt,
    )


def bedt_rettet(rader: Iterable[Svarrad], id: int, dag: date) -> bool:
    """Return whether the embete has sent an answer back to the municipality, and waits for it to be corrected.

    ``rader`` are all answers of the municipality and year. What she corrects it to may be corrected as well, until it
    is confirmed; an answer that another has taken over from may not.
    """
    etter_id = {rad.id: rad for rad in rader}
    ledd = etter_id.get(id)
    if ledd is None or id not in kommunestatus(ledd.kommune, (), etter_id.values(), dag).rader:
        return False
    while ledd is not None and ledd.er_ubekreftet(dag):
        if ledd.er_sendt_tilbake(dag):
            return True
        ledd = etter_id.get(ledd.retter)
    return False


def har_hovedvedtak(rader: Iterable[Svarrad], dato: date, uten: int | None = None) -> bool:
    """Return whether there is a main decision that an additional one of ``dato`` can add to.

    ``rader`` are all answers of the municipality and year; ``uten`` is the id of the one being corrected. A main
    decision that is withdrawn by ``dato`` is none; one with a later date is, for rows may arrive in any order.
    """
    rader = list(rader)
    virker = virkningsdatoer(rader)
    hoved = [
        rad
        for rad in kjente(rader, None)
        if rad.id != uten
        and (rad.type == Svartype.TRUKKET or (rad.type == Svartype.VEDTAK and rad.slag == Slag.HOVED))
    ]
    foer = [rad for rad in hoved if virker[rad.id] <= dato]
    siste = max(foer, key=lambda rad: (virker[rad.id], rad.mottatt, rad.id), default=None)
    if siste is not None and siste.type == Svartype.TRUKKET:
        return False
    return any(rad.type == Svartype.VEDTAK for rad in hoved)
