"""Every number in the tertial report's PDF is that of the pages' own queries: cell by cell, and figure by figure.

The PDF is read by its tags (``pdfleser``), the records by the queries of status, settled, groups and activities
(``registertall``). A table in the PDF that nothing here compares fails the test.
"""

import re
from datetime import date, timedelta
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from bosetting.felles import norsk
from bosetting.felles.norsk import dato
from rapporter.definisjoner import TERTIALRAPPORT
from rapporter.models import Kapittel, Rapport
from rapporter.queries import grunnlag
from rapporter.statussetninger import statussetninger
from rapporter.tallregister import figurer
from vedtak.domain import GRUPPER
from vedtak.ord import TILSTANDER

from .pdfleser import Leser
from .registertall import Register, prosent

_TALL = r"(\d{1,3}(?: \d{3})*)"
_ENDRING = re.compile(rf"fra {_TALL} til {_TALL}, det vil si med {_TALL} \((\d+) prosent\)")
pytestmark = pytest.mark.django_db
STREK = "–"


def ren(tekst: str) -> str:
    """Forget how a text is broken: soft hyphens, spaces that never break, white space in a row."""
    return " ".join(tekst.replace("\u00ad", "").replace("\u200b", "").replace("\u00a0", " ").split())


def tall(verdi) -> str:
    """Return a figure as a reader sees it; parted thousands, unknown as a dash."""
    return STREK if verdi is None else f"{verdi:,}".replace(",", " ").replace("-", "\N{MINUS SIGN}")


@pytest.fixture(scope="module")
def alt(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo's tertial report as a PDF that cites every figure there is, and the records behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demodata", stdout=StringIO())
        rapport = Rapport.objects.get(type=TERTIALRAPPORT, aar=2015, tertial=3)
        kjente = [navn for navn, figur in figurer(grunnlag(rapport)).items() if figur.verdi is not None]
        siteringer = "\n".join(f"- S{nr}: {{{{ {navn} }}}};" for nr, navn in enumerate(kjente))
        Kapittel.objects.filter(rapport=rapport, noekkel="kommunikasjon").update(tekst=siteringer)
        ut = tmp_path_factory.mktemp("pdf") / "rapport.pdf"
        call_command("tertialrapport", aar=2015, tertial=3, ut=str(ut), stdout=StringIO())
        register = Register(
            rapport.prosjekt,
            rapport.bosettingsaar,
            rapport.skjaeringsdato,
            date(2015, 9, 1),
            date(2016, 1, 1),
        )
        yield Leser(ut.read_bytes()), register, rapport, kjente
        transaction.set_rollback(True)


def test_every_cell_of_every_table_is_what_the_records_say(alt):
    leser, register, _rapport, _kjente = alt
    tabeller = {
        re.sub(r"^Tabell \d+", "", ren(tabell.tittel)).strip(): [list(map(ren, rad)) for rad in tabell.rader]
        for tabell in leser.tabeller()
    }
    ventet = dict(_ventede_tabeller(register, tabeller))
    assert tabeller.keys() == ventet.keys()
    for tittel, rader in tabeller.items():
        assert rader == ventet[tittel], tittel
    assert sum(len(rad) for rader in tabeller.values() for rad in rader) > 400


def test_every_figure_that_is_cited_is_printed_as_the_records_have_it(alt):
    leser, register, rapport, kjente = alt
    ventet = register.tall()
    assert {navn: figur.verdi for navn, figur in figurer(grunnlag(rapport)).items()} == ventet
    tekst = ren(" ".join(leser.tekst(ett) for ett in leser.elementer("/LI")))
    sitert = {int(nr): verdi for nr, verdi in re.findall(r"S(\d+): ([^;]+);", tekst)}
    assert sitert == {nr: tall(ventet[navn]) for nr, navn in enumerate(kjente)}
    assert len(sitert) > 100


def test_the_key_figures_are_the_sums_of_the_status_page(alt):
    leser, register, _rapport, _kjente = alt
    avsnitt = [ren(leser.tekst(ett)) for ett in leser.elementer("/P")]
    s = register.liste.summer["totalt"]
    ventet = [
        ("Anmodet", s.anmodet.verdi, "personer"),
        ("Vedtatt", s.vedtatt.verdi, "personer"),
        ("Netto differanse", s.netto, "plasser"),
        ("Udekket", s.udekket.verdi, "plasser"),
    ]
    for etikett, verdi, enhet in ventet:
        assert avsnitt[avsnitt.index(etikett) + 1] == f"{tall(verdi)} {enhet}"


def test_every_number_in_a_status_sentence_is_a_figure_or_the_change_between_two(alt):
    leser, register, rapport, _kjente = alt
    trykt = [ren(leser.tekst(ett)) for ett in leser.elementer("/P")]
    verdier = {verdi for verdi in register.tall().values() if verdi is not None}
    oppgitt = {runde.fylkestall_em for runde in register.runder}
    verdier |= oppgitt | {len(rad.medlemmer) for rad in register.grupper}
    lovlige = verdier | {abs(en - to) for en in verdier for to in verdier}
    setninger = statussetninger(grunnlag(rapport))
    assert len(setninger) > 10
    for setning in setninger:
        tekst = ren(setning.tekst)
        assert any(tekst in avsnitt for avsnitt in trykt), tekst
        uten_datoer = re.sub(
            r"\b\d{1,2}\. [a-zø]+( \d{4})?|\b20\d\d\b|\d+\.\d\d|\(se vedlegg \d\)", "", tekst
        )
        for fra, til, endring, andel in _ENDRING.findall(uten_datoer):
            foer, naa = int(fra.replace(" ", "")), int(til.replace(" ", ""))
            assert int(endring.replace(" ", "")) == abs(naa - foer)
            assert int(andel) == prosent(abs(naa - foer), foer)
        uten_datoer = re.sub(r"\(\d+ prosent\)", "", uten_datoer)
        funnet = {int(ett.replace(" ", "")) for ett in re.findall(r"\d{1,3}(?: \d{3})+|\d+", uten_datoer)}
        assert funnet <= lovlige, (tekst, funnet - lovlige)


def _ventede_tabeller(r: Register, lest):
    """Yield the caption and the rows of each table, from the records."""
    dag = norsk.langdato(r.dag)
    kommunerader = [_kommunerad(rad) for rad in r.liste.rader]
    s = r.liste.summer
    yield (
        f"Anmodet og vedtatt per gruppe for {r.aar}",
        [
            [navn, *map(tall, _gruppetall(s[gruppe]))]
            for navn, gruppe in (
                ("Totalt", "totalt"), ("Voksne og barnefamilier", "voksne"), ("Enslige mindreårige", "em")
            )
        ],
    )  # fmt: skip
    yield f"Antall kommuner etter svar for {r.aar}", _svarrader(r)
    titler = {tittel: rader for tittel, rader in lest.items() if tittel.startswith("Når kommunenes vedtak")}
    for tittel, rader in titler.items():
        yield tittel, [_svaruke(r, rad[0]) for rad in rader]
    yield (
        f"Anmodet og vedtatt per bosettingsår, slik det var kjent {dag}",
        [
            [str(aar), *map(tall, _gruppetall(r.status(aar).summer["totalt"])[:4])]
            for aar in range(r.aar - 2, r.aar + 1)
        ],
    )
    yield (
        f"Anmodet, vedtatt og bosatt for bosettingsårene {r.aar - 2}{STREK}{r.aar}",
        [[str(aar), *_bosattall(r, aar)] for aar in range(r.aar - 2, r.aar + 1)],
    )
    yield f"Hvor stor del av anmodningen for {r.aar} kommunene har vedtatt", _dekning(r)
    for paa in r.grupper:
        if paa.medlemmer:
            yield f"{paa.gruppe.navn} per {dag}", _medlemmer(paa.medlemmer)
    yield (
        "Gjennomførte aktiviteter i 3. tertial 2015 (1. september–31. desember 2015)",
        [
            [_dager(rad), rad.tittel, rad.sted or STREK, rad.arrangoernavn or STREK, tall(rad.deltakere)]
            for rad in _ordnet(r.gjennomfoerte)
        ],
    )
    neste = date(2016, 5, 1)
    for tittel, rader in (
        ("Aktiviteter fram til 1. mai 2016", [rad for rad in r.senere if rad.fra_dato < neste]),
        ("Fra 1. mai 2016", [rad for rad in r.senere if rad.fra_dato >= neste]),
    ):
        if rader:
            yield (
                tittel,
                [[_dager(rad), rad.tittel, rad.sted or STREK, _status(r, rad)] for rad in _ordnet(rader)],
            )
    yield (
        f"Anmodninger og vedtak for {r.aar} per {dag}",
        [
            *kommunerader,
            ["Sum", "", *(tall(s[gruppe].anmodet.verdi) for gruppe in GRUPPER),
             *(tall(s[gruppe].vedtatt.verdi) for gruppe in GRUPPER), tall(s["totalt"].netto),
             tall(s["totalt"].udekket.verdi)],
        ],
    )  # fmt: skip
    yield f"Anmodningsrunder for {r.aar}", [_runderad(r, runde) for runde in r.runder]
    yield (
        f"Aktiviteter fra 1. september 2015, slik planen var {dag}",
        [
            [_dager(rad), rad.tittel, norsk.stor(str(rad.get_slag_display())), rad.sted or STREK,
             rad.arrangoernavn or STREK, rad.maalgruppe or STREK,
             ", ".join(maal.nummer for maal in rad.resultatmaal.all()) or STREK, _status(r, rad)]
            for rad in _ordnet(r.aktiviteter)
        ],
    )  # fmt: skip


def _gruppetall(s):
    return s.anmodet.verdi, s.vedtatt.verdi, s.netto, s.udekket.verdi, s.ubesvart.verdi


def _svarrader(r: Register):
    per_gruppe = [r.svar(gruppe) for gruppe in GRUPPER]
    rader = [
        [str(navn), *(str(telt[svar]) for telt in per_gruppe)]
        for svar, navn in TILSTANDER.items()
        if any(telt[svar] for telt in per_gruppe)
    ]
    return [*rader, ["Anmodede kommuner", *(str(telt.total()) for telt in per_gruppe)]]


def _svaruke(r: Register, ukeslutt: str):
    """What the status page says of the day a row of the curve's table is for."""
    dag, maaned, aar = map(int, ukeslutt.split("."))
    liste = r.status(r.aar, date(aar, maaned, dag))
    anmodede = [rad.status for rad in liste.rader if rad.status.anmodet is not None]
    vedtatt = [status.vedtatt.totalt for status in anmodede if status.vedtatt is not None]
    return [ukeslutt, tall(len(anmodede)), tall(len(vedtatt)), tall(sum(vedtatt))]


def _bosattall(r: Register, aar: int):
    s = r.bosatte(aar).summer
    return [tall(ett.verdi) for ett in (s.anmodet, s.vedtatt, s.bosatt, s.ubrukte)]


def _dekning(r: Register):
    """The municipalities by how much of the request they decided, as fractions."""
    klasser: dict[str, list[str]] = {}
    for rad in r.anmodede:
        vedtatt = rad.status.vedtatt
        if vedtatt is None:
            klasse = "Uten vedtak"
        else:
            del_ = Fraction(vedtatt.totalt, rad.status.anmodet.totalt)
            klasse = (
                "Minst så mange som anmodet" if del_ >= 1 else
                "Minst halvparten" if del_ >= Fraction(1, 2) else "Under halvparten"
            )  # fmt: skip
        klasser.setdefault(klasse, []).append(rad.kommune.navn)
    orden = ("Minst så mange som anmodet", "Minst halvparten", "Under halvparten", "Uten vedtak")
    return [
        [klasse, str(len(klasser[klasse])), _og(klasser[klasse])] for klasse in orden if klasse in klasser
    ]


def _og(navn):
    return navn[0] if len(navn) == 1 else f"{', '.join(navn[:-1])} og {navn[-1]}"


def _medlemmer(medlemmer):
    roller = any(m.rolle != "medlem" for m in medlemmer)
    navn = any(m.navn for m in medlemmer)
    return [
        [norsk.stor(m.funksjon), m.organisasjon.navn,
         *([norsk.stor(str(m.get_rolle_display()))] if roller else []), *([m.navn or STREK] if navn else [])]
        for m in medlemmer
    ]  # fmt: skip


def _kommunerad(rad):
    anmodet, vedtatt = (
        tallene.alle if tallene else (None,) * 3 for tallene in (rad.status.anmodet, rad.status.vedtatt)
    )
    netto = (anmodet[0] or 0) - (vedtatt[0] or 0)
    return [
        rad.kommune.navn, str(TILSTANDER[rad.status.svar["totalt"]]), *map(tall, anmodet), *map(tall, vedtatt),
        tall(netto), tall(rad.status.gap("totalt")),
    ]  # fmt: skip


def _runderad(r: Register, runde):
    """A round with what was in force the day it was sent; where no row says so, what it states for the county."""
    s = r.status(r.aar, runde.sendt_dato).summer
    rader = {gruppe: s[gruppe].anmodet.verdi for gruppe in ("totalt", "em")}
    har = any(rad.status.anmodet for rad in r.status(r.aar, runde.sendt_dato).rader)
    oppgitt = {"totalt": runde.fylkestall_totalt, "em": runde.fylkestall_em}
    vist = [
        rader[gruppe] if har and rader[gruppe] is not None else oppgitt[gruppe] for gruppe in ("totalt", "em")
    ]
    return [
        dato(runde.sendt_dato), runde.avsender or STREK, dato(runde.svarfrist), *map(tall, vist), runde.kilde
    ]  # fmt: skip


def _ordnet(rader):
    return sorted(rader, key=lambda rad: (rad.fra_dato, rad.tittel))


def _dager(rad):
    fra, til = rad.fra_dato, rad.til_dato
    if til in (None, fra):
        return f"{fra:%d.%m.%Y}"
    if fra.year != til.year:
        return f"{fra:%d.%m.%Y}{STREK}{til:%d.%m.%Y}"
    return (
        f"{fra:%d.}{STREK}{til:%d.%m.%Y}" if fra.month == til.month else f"{fra:%d.%m.}{STREK}{til:%d.%m.%Y}"
    )


def _status(r: Register, rad):
    over = (rad.til_dato or rad.fra_dato) < r.dag + timedelta(days=1)
    if rad.status == "avlyst":
        return "Avlyst"
    return "Gjennomført" if over and rad.status == "gjennomfoert" else "Planlagt"
