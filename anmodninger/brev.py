"""The request letter: the fields a template may use, the sentences they become, and the letter as a document.

A letter is written in bokmål whatever the reader's language.
Values in, text out. A field whose value is not known stops the sending, for a sent letter is never changed; the ready
sentences («{{ anmodning_setning }}») say what is known and no more, and so they never stop anything.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.utils.translation import gettext_lazy

from bosetting.felles.dokument.blokker import Brevhode, Dokument, Overskrift, Underskrift, Varsel, ren_tekst
from bosetting.felles.dokument.markdown import MarkdownFeil, les_markdown
from bosetting.felles.dokument.tegn import er_synlig
from bosetting.felles.flettefelt import Felt, finn, flett, ukjente
from bosetting.felles.melding import melding as _
from bosetting.felles.norsk import antall, langdato, opplisting, tall

from .frister import Frister

Grunn = tuple[str | None, str]
LENGSTE_OVERSKRIFT = 300
_TO_MELLOMROM = re.compile(r"(?<=\S) {2,}(?=\S)")


@dataclass(frozen=True)
class Mal:
    """A template: a heading and a text in Markdown, both with named fields."""

    overskrift: str
    tekst: str


STANDARDMAL = Mal(
    "Anmodning om bosetting av flyktninger i {{ aar }}",
    """{{ nasjonal_setning }} {{ fylke_setning }}

**{{ anmodning_setning }}**

{{ forrige_setning }}

## Svar fra kommunen

{{ frist_setning }} Svaret bør bygge på et vedtak i kommunestyret, og vise:

- hvor mange flyktninger kommunen vil bosette i {{ aar }}
- hvor mange av dem som er enslige mindreårige
- hvilken dato vedtaket ble fattet
- om vedtaket har vilkår, og i så fall hvilke

{{ siste_dager_setning }}

## Kontakt

Ta gjerne kontakt hvis noe er uklart, eller hvis det er forhold i kommunen vi bør kjenne til. Vi stiller også gjerne i \
møte med kommunen.
""",
)


@dataclass(frozen=True)
class Forrige:
    """What the municipality was asked for before this: the round it replaces, or the year before."""

    aar: int
    sendt: date
    totalt: int


@dataclass(frozen=True)
class Brevsak:
    """All that a letter to one municipality stands on. None is unknown."""

    kommune: str
    kommune_nr: str
    omraade: str
    aar: int
    anmoder: str
    dato: date
    totalt: int
    em: int | None = None
    frister: Frister = Frister()
    embete: str = ""
    tittel: str = ""
    nasjonalt: tuple[int | None, int | None] = (None, None)
    fylket: tuple[int | None, int | None] = (None, None)
    forrige: Forrige | None = None

    @property
    def mottaker(self) -> str:
        return f"{self.kommune} kommune"


def flyktninger(verdi: int) -> str:
    """Return «én flyktning», «2 flyktninger»: figures, because it is a figure that is asked for."""
    return "én flyktning" if verdi == 1 else f"{tall(verdi)} flyktninger"


def _enslige(verdi: int) -> str:
    return "én enslig mindreårig" if verdi == 1 else f"{tall(verdi)} enslige mindreårige"


def anmodning_setning(sak: Brevsak) -> str:
    if not sak.totalt:
        return f"{sak.mottaker} anmodes ikke om å bosette flyktninger i {sak.aar}."
    bedt = f"{sak.mottaker} anmodes om å bosette {flyktninger(sak.totalt)} i {sak.aar}"
    if sak.em is None and sak.totalt == 1:
        return f"{bedt}. Det er ikke fastsatt om det gjelder en enslig mindreårig."
    if sak.em is None:
        return f"{bedt}. Det er ikke fastsatt hvor mange av dem som skal være enslige mindreårige."
    if not sak.em:
        return f"{bedt}. Anmodningen omfatter ikke enslige mindreårige."
    if sak.em == sak.totalt:
        alle = "Det gjelder en enslig mindreårig." if sak.em == 1 else "Alle er enslige mindreårige."
        return f"{bedt}. {alle}"
    return f"{bedt}, hvorav {_enslige(sak.em)}."


def frist_setning(sak: Brevsak) -> str:
    if sak.frister.svarfrist is None:
        return "Vi ber om svar så snart kommunen har behandlet anmodningen."
    return f"Vi ber om svar innen {langdato(sak.frister.svarfrist)}."


def siste_dager_setning(sak: Brevsak) -> str:
    ledd = [
        f"{hva} til og med {langdato(dato)}"
        for hva, dato in (
            ("føre inn svaret sitt", sak.frister.siste_svar),
            ("endre det", sak.frister.siste_endring),
        )
        if dato is not None
    ]
    if sak.frister.siste_svar is None:
        ledd = [setning.replace("endre det", "endre svaret sitt") for setning in ledd]
    return f"Kommunen kan selv {opplisting(ledd)}." if ledd else ""


def _av_dem(em: int | None) -> str:
    return f", hvorav {_enslige(em)}" if em else ""


def nasjonal_setning(sak: Brevsak) -> str:
    totalt, em = sak.nasjonalt
    if totalt is None:
        return ""
    return f"Det nasjonale behovet for bosetting i {sak.aar} er {flyktninger(totalt)}{_av_dem(em)}."


def fylke_setning(sak: Brevsak) -> str:
    totalt, em = sak.fylket
    if totalt is None:
        return ""
    return f"Kommunene i {sak.omraade} anmodes samlet om å bosette {flyktninger(totalt)}{_av_dem(em)}."


def forrige_setning(sak: Brevsak) -> str:
    forrige = sak.forrige
    if forrige is None:
        return ""
    if forrige.aar == sak.aar:
        return (
            f"Denne anmodningen erstatter anmodningen av {langdato(forrige.sendt)}, "
            f"som gjaldt {flyktninger(forrige.totalt)}."
        )
    return f"For {forrige.aar} ble kommunen anmodet om å bosette {flyktninger(forrige.totalt)}."


@dataclass(frozen=True)
class Brevfelt:
    """A field of the template: what it is, and its value for one letter (None: not known)."""

    navn: str
    forklaring: str
    hent: Callable[[Brevsak], str | None]
    setning: bool = False


def _tall(verdi: int | None) -> str | None:
    return None if verdi is None else tall(verdi)


def _dato(verdi: date | None) -> str | None:
    return None if verdi is None else langdato(verdi)


FELT: tuple[Brevfelt, ...] = (
    Brevfelt("anmodning_setning", gettext_lazy("hva kommunen anmodes om"), anmodning_setning, True),
    Brevfelt("frist_setning", gettext_lazy("når vi ber om svar"), frist_setning, True),
    Brevfelt(
        "siste_dager_setning", gettext_lazy("siste dag for svar og endringer"), siste_dager_setning, True
    ),
    Brevfelt("forrige_setning", gettext_lazy("anmodningen før denne"), forrige_setning, True),
    Brevfelt("fylke_setning", gettext_lazy("hva alle kommunene anmodes om"), fylke_setning, True),
    Brevfelt("nasjonal_setning", gettext_lazy("det nasjonale behovet"), nasjonal_setning, True),
    Brevfelt("kommune", gettext_lazy("kommunens navn"), lambda sak: sak.kommune),
    Brevfelt("kommune_nr", gettext_lazy("kommunenummer"), lambda sak: sak.kommune_nr),
    Brevfelt("aar", gettext_lazy("bosettingsåret"), lambda sak: str(sak.aar)),
    Brevfelt("totalt", gettext_lazy("antall det anmodes om"), lambda sak: _tall(sak.totalt)),
    Brevfelt("em", gettext_lazy("herav enslige mindreårige"), lambda sak: _tall(sak.em)),
    Brevfelt(
        "voksne",
        gettext_lazy("voksne og barnefamilier"),
        lambda sak: None if sak.em is None else tall(sak.totalt - sak.em),
    ),
    Brevfelt("svarfrist", gettext_lazy("svarfristen"), lambda sak: _dato(sak.frister.svarfrist)),
    Brevfelt("siste_svar", gettext_lazy("siste dag for nye svar"), lambda sak: _dato(sak.frister.siste_svar)),
    Brevfelt(
        "siste_endring", gettext_lazy("siste dag for endringer"), lambda sak: _dato(sak.frister.siste_endring)
    ),
    Brevfelt("sendt_dato", gettext_lazy("datoen brevet sendes"), lambda sak: langdato(sak.dato)),
    Brevfelt("embete", gettext_lazy("embetets navn den dagen"), lambda sak: sak.embete or None),
    Brevfelt("tittel", gettext_lazy("lederens tittel den dagen"), lambda sak: sak.tittel or None),
    Brevfelt("omraade", gettext_lazy("området embetet dekker"), lambda sak: sak.omraade),
    Brevfelt("anmoder", gettext_lazy("hvem som anmoder"), lambda sak: sak.anmoder),
    Brevfelt(
        "forrige_anmodning",
        gettext_lazy("antall i anmodningen før denne"),
        lambda sak: None if sak.forrige is None else tall(sak.forrige.totalt),
    ),
    Brevfelt("fylke_totalt", gettext_lazy("samlet for alle kommunene"), lambda sak: _tall(sak.fylket[0])),
    Brevfelt("fylke_em", gettext_lazy("samlet, herav enslige mindreårige"), lambda sak: _tall(sak.fylket[1])),
    Brevfelt("nasjonalt_totalt", gettext_lazy("nasjonalt behov"), lambda sak: _tall(sak.nasjonalt[0])),
    Brevfelt(
        "nasjonalt_em",
        gettext_lazy("nasjonalt, herav enslige mindreårige"),
        lambda sak: _tall(sak.nasjonalt[1]),
    ),
)
FELTNAVN = frozenset(felt.navn for felt in FELT)


def malgrunner(mal: Mal) -> list[Grunn]:
    """Judge a template: it says something, and every field exists. The line is told where there is more than one."""
    grunner: list[Grunn] = []
    if not er_synlig(mal.overskrift):
        grunner.append(("overskrift", _("Skriv overskriften på brevet.")))
    if not er_synlig(mal.tekst):
        grunner.append(("tekst", _("Skriv teksten i brevet.")))
    grunner += [("overskrift", _feltgrunn(felt)) for felt in ukjente(mal.overskrift, FELTNAVN)]
    for felt in ukjente(mal.tekst, FELTNAVN):
        grunn = _("Linje %(linje)s: %(grunn)s", linje=felt.linje, grunn=_feltgrunn(felt))
        grunner.append(("tekst", grunn))
    return grunner


def _feltgrunn(felt: Felt) -> str:
    if felt.navn.startswith("{{"):
        return _("«%(felt)s» mangler }} på slutten av feltet.", felt=felt.navn)
    if felt.navn == "}}":
        return _("Her står }} uten {{ foran.")
    if not felt.navn:
        return _("Feltet {{ }} mangler navn.")
    if likner := get_close_matches(felt.navn.lower(), sorted(FELTNAVN), 1):
        return _(
            "Feltet {{ %(navn)s }} finnes ikke. Mener du {{ %(likner)s }}?", navn=felt.navn, likner=likner[0]
        )
    return _("Feltet {{ %(navn)s }} finnes ikke.", navn=felt.navn)


def brukte_felt(mal: Mal) -> list[Brevfelt]:
    """Return the fields a template uses, in the order of the list."""
    brukt = {felt.navn for tekst in (mal.overskrift, mal.tekst) for felt in finn(tekst)}
    return [felt for felt in FELT if felt.navn in brukt]


def brevgrunner(mal: Mal, saker: Iterable[Brevsak]) -> list[Grunn]:
    """Return why letters of this template cannot be sent; empty when they can. All letters have one date and sender."""
    saker = list(saker)
    if not saker:
        return []
    grunner: list[Grunn] = []
    if not saker[0].embete:
        grunn = _(
            "Embetet har ikke noe navn som gjelder %(dato)s, så brevene mangler avsender. "
            "Systemansvarlig fører inn navn under Embeter.",
            dato=f"{saker[0].dato:%d.%m.%Y}",
        )
        grunner.append((None, grunn))
    grunner += [
        (None, _("Brevmalen kan ikke brukes. %(grunn)s", grunn=grunn)) for _felt, grunn in malgrunner(mal)
    ]
    if grunner:
        return grunner
    for felt in brukte_felt(mal):
        mangler = [sak.kommune for sak in saker if felt.hent(sak) is None]
        if mangler:
            grunn = _(
                "Brevmalen bruker {{ %(navn)s }} (%(hva)s), som ikke er kjent for %(hvem)s. "
                "Fyll det inn i runden, eller bruk en ferdig setning i malen.",
                navn=felt.navn,
                hva=str(felt.forklaring),
                hvem=_hvem(mangler, len(saker)),
            )
            grunner.append((None, grunn))
    i_bruk = brukte_felt(Mal(mal.overskrift, ""))
    overskrifter = [flett(mal.overskrift, verdier(sak, felt=i_bruk), markdown=False) for sak in saker]
    if max(map(len, overskrifter)) > LENGSTE_OVERSKRIFT:
        grunner.append((None, _("Overskriften på brevet er for lang. Den kan ha høyst 300 tegn.")))
    par = zip(saker, overskrifter, strict=True)
    if tomme := [sak.kommune for sak, overskrift in par if not er_synlig(overskrift)]:
        grunner.append((None, _("Overskriften på brevet er tom for %(hvem)s.", hvem=_hvem(tomme, 0))))
    try:
        tomme = _tomme(mal, saker)
    except MarkdownFeil as feil:
        return [*grunner, (None, str(feil))]
    if tomme:
        grunner.append((None, _("Teksten i brevet er tom for %(hvem)s.", hvem=_hvem(tomme, 0))))
    return grunner


def _tomme(mal: Mal, saker: list[Brevsak]) -> list[str]:
    """Return who would get a letter without a word: sentences that have nothing to say may be all there is.

    Raises MarkdownFeil.
    """
    # With words of its own the template becomes empty for nobody: no need to read every letter, only one.
    if _sier_noe(flettet(mal, saker[0]).tekst) and _sier_noe(flett(mal.tekst, dict.fromkeys(FELTNAVN, ""))):
        return []
    return [sak.kommune for sak in saker if not _sier_noe(flettet(mal, sak).tekst)]


def _sier_noe(tekst: str) -> bool:
    return er_synlig(ren_tekst(les_markdown(tekst, 1).noder))


def _hvem(navn: list[str], av: int) -> str:
    if len(navn) == av > 1:
        return "noen av kommunene"
    if len(navn) > 4:
        return f"{', '.join(navn[:3])} og {antall(len(navn) - 3, 'annen', 'andre')}"
    return opplisting(navn)


def verdier(sak: Brevsak, ukjent: str = "–", felt: Iterable[Brevfelt] = FELT) -> dict[str, str]:
    """Return the value of every field (or of some), ``ukjent`` for what is not known."""
    return {ett.navn: ukjent if (verdi := ett.hent(sak)) is None else verdi for ett in felt}


def flettet(mal: Mal, sak: Brevsak, *, ukjent: str = "–") -> Mal:
    """Return heading and text of one letter. Raises UkjentFelt."""
    med = verdier(sak, ukjent)
    # A sentence that has nothing to say leaves one space, not two.
    tekst = _TO_MELLOMROM.sub(" ", flett(mal.tekst, med))
    return Mal(flett(mal.overskrift, med, markdown=False), tekst)


def brevdokument(
    *,
    dato: date,
    mottaker: str,
    avsender: str,
    avsender_tittel: str,
    overskrift: str,
    tekst: str,
    detaljer: tuple[tuple[str, str], ...] = (),
    merknad: str = "",
) -> Dokument:
    """Return a letter as a document. ``detaljer`` stand under the date, ``merknad`` in a box above the text.

    Raises MarkdownFeil.
    """
    return Dokument(
        tittel=f"{overskrift} – {mottaker}",
        dato=dato,
        blokker=(
            Brevhode(avsender, mottaker, (("Dato", langdato(dato)), *detaljer)),
            *([Varsel(merknad, "merknad")] if merknad else []),
            Overskrift(1, overskrift, nummerert=False),
            les_markdown(tekst, 1),
            Underskrift("Med hilsen", avsender, avsender_tittel),
        ),
        forfatter=avsender,
        topptekst=f"{overskrift} – {mottaker}",
        bunntekst=avsender,
        tittelside=False,
        innholdsfortegnelse=False,
    )


def rundedetaljer(referanse: str, svarfrist: date | None) -> tuple[tuple[str, str], ...]:
    """Return what a request letter tells beside its date."""
    return (
        ("Vår ref.", referanse),
        *([("Svarfrist", langdato(svarfrist))] if svarfrist else []),
    )
